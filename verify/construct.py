"""Deciding a construction: by the explicit objects that its author offers as a counterexample, else along its steps.

The objects, at a point, are to satisfy every assumption and the opposite of the claim; both are concluded by the same
rules that the kernel replays.  Coordinates that the dimensions of the objects leave open are searched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from verify.axioms import Known
from verify.bare.check import check
from verify.calculus.check import defined
from verify.calculus.constructions.check import opposite
from verify.calculus.constructions.setting import Setting
from verify.calculus.step import put
from verify.counterexample import counterexample_of
from verify.derive import Broken, Deriving
from verify.findings import open_verdict
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.parser import parse_domain, parse_term
from verify.kernel.rules.points import extend, hold, inside
from verify.kernel.state import State
from verify.kernel.statement import Statement
from verify.kernel.terms import Term
from verify.numerics.points import satisfying
from verify.objects.judgements import judgement
from verify.printing import show, show_domain, show_relation
from verify.statement import Claim
from verify.verdict import Verdict


def decide_construction(claim: Claim, known: Mapping[str, str], budget: int) -> Verdict:
    """Refute, then prove; ``undecided`` says what failed of both."""
    failed = ""
    if claim.hints.refutation or (claim.hints.objects and not claim.hints.instance):
        try:
            return _decided(Refuting(claim, Known(known), budget))
        except (Broken, Rejected, Malformed) as error:
            failed = f"no refutation by the objects offered: {error}"
    if failed and not claim.hints.steps:
        return open_verdict(claim, failed)
    try:
        return _decided((Instancing if claim.hints.instance else Deriving)(claim, Known(known), budget))
    except (Broken, Rejected, Malformed) as error:
        return open_verdict(claim, "; ".join(filter(None, (failed, str(error)))))


def _decided(work: Deriving) -> Verdict:
    claim, known, certificate = work.claim, work.axioms, work.certificate()
    outcome = check(claim.statement or "", json.loads(json.dumps(certificate)), known)
    verdict = open_verdict(claim, "")
    verdict.status, verdict.certificate, verdict.method = outcome.verdict, certificate, ", ".join(outcome.rules)
    verdict.counterexample = verdict.worst = counterexample_of(claim.statement or "", certificate)
    return verdict


class Exhibiting(Deriving):
    """The statement at a point, for explicit objects."""

    def exhibited(
        self, hints: Sequence[Mapping[str, Any]], lines: Sequence[Term], key: str, family: Mapping[str, str]
    ) -> dict[str, Any]:
        """The point, the objects, and steps that conclude these lines for them; raises Broken."""
        texts = self.claim.hints.objects
        if set(texts) != set(self.there.sorts):
            raise Broken(f"objects {', '.join(self.there.sorts)} expected, not {', '.join(texts)}")
        objects = {name: judgement(text) for name, text in texts.items()}
        point = self.coordinates({name: Setting({}).sort(term) for name, term in objects.items()})
        values = {name: parse_term(text) for name, text in point.items()} | objects
        domains = {name: parse_domain(text) for name, text in family.items()}
        self.variables, self.given, here = tuple(domains.items()), (), Setting(domains, free=frozenset(domains))
        state = extend(State(axioms=self.axioms), self.variables)
        steps, found = self.made(hints, state, here, [], key.removesuffix("s"))
        for line in lines:
            wanted = put(line, values)
            if wanted not in found:
                raise Broken(f"no step concludes {show(wanted)}")
            self.settle(defined(wanted, state), "conclusion")
        shown = {name: show(term) for name, term in objects.items()}
        more = {"family": {name: show_domain(domain) for name, domain in domains.items()}} if family else {}
        return {"point": point, "objects": shown, key: steps, **more}

    def coordinates(self, sorts: Mapping[str, Term]) -> dict[str, str]:
        """A point: what the author says, what the dimensions of the objects say, the rest by search."""
        found = dict(self.claim.hints.point)
        for name, sort in sorts.items():
            for size, value in zip(self.there.sorts[name][2], sort[2], strict=False):
                if size[0] == "var":
                    found.setdefault(size[1], show(value))
        values = {name: parse_term(text) for name, text in found.items()}
        rest = tuple((name, domain) for name, domain in self.statement.variables if name not in found)
        given = tuple((r[0], put(r[1], values), put(r[2], values)) for r in self.statement.given)
        more = satisfying(Statement("scalar", rest, given, (), ()), (), {}) if rest else {}
        if more is None:
            raise Broken("no point found that satisfies the hypotheses")
        found |= more
        self.at_point({name: parse_term(text) for name, text in found.items()})
        return {name: found[name] for name, _ in self.statement.variables}

    def at_point(self, values: Mapping[str, Term]) -> None:
        """Demand domains and hypotheses there."""
        names = [name for name, _ in self.statement.variables]
        if set(values) != set(names):
            raise Broken(f"a point over {', '.join(names)} expected, not {', '.join(values)}")
        for relation in (*inside(self.statement.variables, values), *self.statement.given):
            try:
                hold(State(), relation, values, {}, set(), "point")
            except Rejected:
                at = ", ".join(f"{name} = {show(term)}" for name, term in values.items())
                raise Broken(f"{show_relation(relation)} does not hold at {at}") from None


class Refuting(Exhibiting):
    """Objects with all assumptions and the opposite of the claim."""

    def certificate(self) -> dict[str, Any]:
        wanted, hints = (*self.statement.lines["assume"], opposite(self.statement.one("conclude"))), self.claim.hints
        return self.signed("refuted", self.exhibited(hints.refutation, wanted, "steps", hints.family))


class Instancing(Exhibiting):
    """A proof, with objects that have all assumptions."""

    def example(self) -> dict[str, Any]:
        return self.exhibited(self.claim.hints.instance, self.statement.lines["assume"], "instances", {})
