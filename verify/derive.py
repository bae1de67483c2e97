"""Deciding a derivation: compute each step's conclusion, prove its obligations, write the trace.

The conclusions are computed by the same rules that the kernel replays (``verify.calculus``); what is searched
here are the proofs of the obligations, with the step's hints: names for terms, and instances of proved claims.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from verify.axioms import Known
from verify.bare.check import check
from verify.calculus.check import computed, defined, sizes
from verify.calculus.step import Obligation, Step
from verify.counterexample import counterexample_of, sentence
from verify.kernel.check import FORMAT
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.parser import parse_term
from verify.kernel.rules.points import extend
from verify.kernel.state import Reader, Sequent, State
from verify.kernel.statement import Statement, digest
from verify.kernel.terms import Relation, Term
from verify.numerics.balls import evaluate
from verify.numerics.points import satisfying
from verify.objects.judgements import Judged, parse
from verify.objects.setting import setting, unsettled
from verify.printing import show, show_domain, show_relation
from verify.prove import handelman
from verify.prove.claims import TACTICS
from verify.prove.engine import FAILED, Engine, Node, node_of
from verify.prove.staging import Staged
from verify.refute.models import Found, search
from verify.statement import Claim
from verify.statement import claim as scalar_claim
from verify.trace import entry_of
from verify.verdict import Verdict

FALSIFYING = 100  # work units for a counterexample to an obligation without proof


class _Broken(Exception):
    """A step that does not go through: which, and why, with the point at which an obligation fails."""


def decide_derivation(claim: Claim, known: Mapping[str, str], budget: int) -> Verdict:
    """Refute the claim in a finite model, else derive it along its steps; ``undecided`` names the step that fails."""
    text = claim.statement or ""
    verdict = Verdict(
        claim.id, claim.kind, "undecided", statement=text, statement_hash=digest(text), expect=claim.expect
    )
    work = _Derivation(claim, Known(known), budget)
    try:
        refutations = work.refutations()
        certificate = refutations[0] if refutations else work.certificate()
        outcome = check(text, json.loads(json.dumps(certificate)), Known(known))
    except (_Broken, Rejected, Malformed) as error:
        verdict.message = str(error)
        return verdict
    verdict.status, verdict.certificate, verdict.method = outcome.verdict, certificate, ", ".join(outcome.rules)
    if outcome.verdict == "refuted":
        examples = [counterexample_of(text, found) for found in refutations]
        verdict.counterexample = examples[0]
        verdict.worst = max(examples, key=distance, default=None)
        verdict.message = work.fault()
    return verdict


def distance(example: Mapping[str, Any] | None) -> float:
    """How far apart the two sides are."""
    if example is None or not example["lhs"]:
        return 0.0
    low, high = (evaluate(parse_term(example[side]), {}) for side in ("lhs", "rhs"))
    return abs(float((high - low).mid()))


class _Derivation:
    def __init__(self, claim: Claim, axioms: Any, budget: int) -> None:
        self.claim, self.axioms, self.budget = claim, axioms, budget
        self.statement: Judged = parse(claim.statement or "")
        self.define: dict[str, Node] = {}
        self.found = list(search(self.statement))

    def refutations(self) -> list[dict[str, Any]]:
        """Certificates of refutation, the simplest first, from the finite models tried."""
        found = ((found, self.model(found)) for found in self.found if found.failing)
        return [self.header("refuted") | self.placed(*pair) for pair in found if pair[1] is not None]

    def fault(self) -> str:
        """The step at which the derivation of a refuted claim fails, if it has steps."""
        try:
            self.certificate()
        except (_Broken, Rejected, Malformed) as error:
            return str(error) if self.claim.hints.steps else ""
        raise RuntimeError(f"{self.claim.id} is proved by its steps and refuted by a model")

    def model(self, found: Found) -> dict[str, Node] | None:
        """Proofs of what is to be shown of a model, where that is not evident; None if there is none."""
        define: dict[str, Node] = {}
        labels = [*(f"model{number}" for number in range(len(found.assumed))), *["conclusion"] * len(found.failing)]
        for label, obligation in zip(labels, (*found.assumed, *found.failing), strict=True):
            reader = Reader(extend(State(), obligation.names))
            for relation in obligation.given:
                reader.assume(relation)
            sequent = reader.state.goal(*reader.relation(obligation.relation))
            node = FAILED if reader.open else Engine(TACTICS, self.budget).prove(sequent)
            if node is FAILED:
                return None
            define |= {} if node is None else {label: node}
        return define

    def header(self, verdict: str) -> dict[str, Any]:
        return {"format": FORMAT, "statement": self.claim.hash, "verdict": verdict}

    def placed(self, found: Found, define: dict[str, Node] | None) -> dict[str, Any]:
        return {"point": found.point, "model": found.model} | ({"define": define} if define else {})

    def certificate(self) -> dict[str, Any]:
        state = extend(State(axioms=self.axioms), self.statement.variables)
        for number, relation in enumerate(self.statement.given):
            state = self.assumed(state, relation, f"given{number}")
        there = setting(self.statement)
        for number, relation in enumerate(sizes(there, state)):
            node = self.shown(state, relation, {})
            if node is FAILED:
                raise _Broken(f"no proof of {show_relation(relation)}")
            if node is not None:
                self.define[f"size{number}"] = node
        shown: set[Obligation] = set()
        known: dict[str, Term] = {}
        steps: list[dict[str, Any]] = []
        conclusion: Term = ("none",)
        for number, hint in enumerate(self.claim.hints.steps):
            entry = entry_of(hint)
            try:
                step = Step(there, state, [])
                conclusion = computed(entry, known, self.statement, step)
            except (Rejected, Malformed) as error:
                raise _Broken(f"step {hint.get('name')}: {error}") from None
            proofs = [
                self.obligation(state, obligation, hint, f"step{number}.{index}")
                if obligation not in shown
                else None  # once is enough
                for index, obligation in enumerate(step.obligations)
            ]
            shown |= set(step.obligations)
            known[str(hint["name"])] = conclusion
            steps.append({**entry, "obligations": proofs})
        goal = self.statement.one("conclude")
        if conclusion != goal:
            raise _Broken(f"the last step gives {show(conclusion) if steps else 'nothing'}, not {show(goal)}")
        self.settle(defined(goal, state), "conclusion")
        return self.header("proved") | {"steps": steps} | self.example()

    def example(self) -> dict[str, Any]:
        """A point that satisfies the hypotheses, with a model of the assumptions if one is found."""
        for found in self.found if unsettled(self.claim.statement or "") else ():
            define = self.model(replace(found, failing=()))
            if define is not None:
                return self.placed(found, self.define | define)
        return {"point": self.point()} | ({"define": self.define} if self.define else {})

    def assumed(self, state: State, relation: Relation, label: str) -> State:
        reader = Reader(state)
        reader.assume(relation)
        self.settle(reader, label)
        return reader.state

    def obligation(self, state: State, obligation: Obligation, hint: Mapping[str, Any], label: str) -> Node:
        """A proof of what a step demands of numbers."""
        state = extend(state, obligation.names)
        for number, relation in enumerate(obligation.given):
            state = self.assumed(state, relation, f"{label}.given{number}")
        node = self.shown(state, obligation.relation, hint, label)
        if node is FAILED:
            raise self.broken(obligation, f"step {hint['name']}")
        return node

    def broken(self, obligation: Obligation, step: str) -> _Broken:
        """Why an obligation has no proof: an exact point at which it fails, if one is found."""
        from verify.decide import Budget, decide_claim

        names = [*self.statement.variables, *obligation.names]
        given = [show_relation(relation) for relation in (*self.statement.given, *obligation.given)]
        text = show_relation(obligation.relation)
        under = "".join(f", {show_relation(relation)}" for relation in obligation.given)
        try:
            scalar = scalar_claim(text, vars={name: show_domain(domain) for name, domain in names}, given=given)
            found = decide_claim(scalar, {}, Budget(FALSIFYING))
        except ValueError:
            return _Broken(f"{step}: no proof of {text}{under}")
        if found.status == "refuted":
            at = sentence(str(found.statement), found.counterexample or {}, "undefined" in found.flags)
            return _Broken(f"{step} fails: {at}")
        return _Broken(f"{step}: no proof of {text}{under}")

    def shown(self, state: State, relation: Relation, hint: Mapping[str, Any], label: str = "") -> Node:
        reader = Reader(state)
        goal = reader.relation(relation)
        self.settle(reader, label)
        engine = Engine(TACTICS, self.budget)
        sequent = reader.state.goal(*goal)
        node = self.hinted(engine, sequent, list(hint.get("let", ())), list(hint.get("instances", ())))
        if node is not FAILED or not hint.get("lemmas"):
            return node
        return Staged(TACTICS, self.budget).prove(sequent, hint["lemmas"])

    def hinted(self, engine: Engine, sequent: Sequent, lets: list[Any], instances: list[Any]) -> Node:
        """Follow the hints: name terms and eliminate what they define, instantiate claims, then search."""
        if engine.rule("default", [], sequent) is not None:
            return None
        if lets:
            name, domain, term, solved = lets[0]
            goals = engine.rule("let", [name, domain, term], sequent)
            if goals is None:
                return FAILED
            index = len(goals[0].state.facts) - 1
            inner = engine.rule("eliminate", [index, solved], goals[0])
            if inner is None:
                return FAILED
            main = self.hinted(engine, inner[0], lets[1:], instances)
            below = [engine.prove(goal) for goal in inner[1:]]
            sides = [engine.prove(goal) for goal in goals[1:]]
            if main is FAILED or FAILED in below or FAILED in sides:
                return FAILED
            return node_of("let", [name, domain, term], [node_of("eliminate", [index, solved], [main, *below]), *sides])
        if instances:
            claim, values = instances[0]
            arguments = [claim.hash, dict(values)]
            goals = engine.rule("instance", arguments, sequent)
            if goals is None:
                return FAILED
            main = FAILED if lets or instances[1:] else handelman.linear(engine, goals[0], 0)
            main = self.hinted(engine, goals[0], lets, instances[1:]) if main is FAILED else main
            sides = [engine.prove(goal) for goal in goals[1:]]
            return FAILED if main is FAILED or FAILED in sides else node_of("instance", arguments, [main, *sides])
        return engine.prove(sequent)

    def settle(self, reader: Reader, label: str) -> None:
        for number, sequent in enumerate(reader.open):
            node = Engine(TACTICS, self.budget).prove(sequent)
            if node is FAILED:
                raise _Broken(f"no proof that a term is defined: {sequent}")
            if node is not None:
                self.define[f"{label}.{number}"] = node
        reader.open = []

    def point(self) -> dict[str, str]:
        scalar = Statement("scalar", self.statement.variables, self.statement.given, (), ())
        found = satisfying(scalar, (), {})
        if found is None:
            raise _Broken("no point found that satisfies the hypotheses")
        return found
