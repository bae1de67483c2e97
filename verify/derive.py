"""Deciding a derivation, or proving a construction: compute each conclusion, prove its obligations, write the trace.

The conclusions are computed by the same rules that the kernel replays (``verify.calculus``); what is searched
here are the proofs of the obligations, with the step's hints: names for terms, and instances of proved claims.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from verify.calculus.check import computed, defined
from verify.calculus.step import Obligation
from verify.counterexample import sentence
from verify.kernel.check import FORMAT
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.rules.points import extend
from verify.kernel.state import Reader, Sequent, State
from verify.kernel.statement import Statement
from verify.kernel.terms import Relation, Term
from verify.numerics.points import satisfying
from verify.objects.judgements import Judged, parse
from verify.printing import show, show_domain, show_relation
from verify.prove import handelman
from verify.prove.claims import TACTICS
from verify.prove.engine import FAILED, Engine, Node, node_of
from verify.prove.remembered import remembered
from verify.prove.staging import Staged
from verify.statement import Claim
from verify.statement import claim as scalar_claim
from verify.trace import LANGUAGES, entry_of

FALSIFYING = 15  # one part in so many of the budget for a counterexample to an obligation without proof


class Broken(Exception):
    """A step that does not go through: which, and why, with the point at which an obligation fails."""


class Deriving:
    """One statement about objects: its hypotheses are read, then steps are made."""

    def __init__(self, claim: Claim, axioms: Any, budget: int) -> None:
        self.claim, self.axioms, self.budget = claim, axioms, budget
        self.known = frozenset(getattr(axioms, "texts", ()))
        self.statement: Judged = parse(claim.statement or "")
        self.variables, self.given = self.statement.variables, self.statement.given
        self.language = LANGUAGES[claim.kind]
        self.define: dict[str, Node] = {}
        self.state = extend(State(axioms=self.axioms), self.statement.variables)
        for number, relation in enumerate(self.statement.given):
            self.state = self.assumed(self.state, relation, f"given{number}")
        self.there = self.language.setting(self.statement)
        for number, relation in enumerate(self.language.sizes(self.there, self.state)):
            node = self.shown(self.state, relation, {})
            if node is FAILED:
                raise Broken(f"no proof of {show_relation(relation)}")
            if node is not None:
                self.define[f"size{number}"] = node

    def certificate(self) -> dict[str, Any]:
        lines, goal = self.statement.lines, self.statement.one("conclude")
        given = [*lines["declare"], *lines["assume"]]
        steps, conclusions = self.made(self.claim.hints.steps, self.state, self.there, given)
        if conclusions[-1:] != [goal]:
            raise Broken(f"the last step gives {show(conclusions[-1]) if steps else 'nothing'}, not {show(goal)}")
        self.settle(defined(goal, self.state), "conclusion")
        return self.signed("proved", {"steps": steps, **self.example()})

    def example(self) -> dict[str, Any]:
        """What shows that the hypotheses can hold."""
        return {"point": self.point()}

    def signed(self, verdict: str, fields: dict[str, Any]) -> dict[str, Any]:
        head: dict[str, Any] = {"format": FORMAT, "statement": self.claim.hash, "verdict": verdict}
        return head | fields | ({"define": self.define} if self.define else {})

    def made(
        self, hints: Sequence[Mapping[str, Any]], state: State, there: Any, given: Sequence[Term], part: str = "step"
    ) -> tuple[list[dict[str, Any]], list[Term]]:
        """The steps with proofs of what they oblige, and their conclusions; raises Broken."""
        shown: set[Obligation] = set()
        known: dict[str, Term] = {}
        steps: list[dict[str, Any]] = []
        for number, hint in enumerate(hints):
            entry, step = entry_of(hint), self.language.step(there, state, [])
            try:
                conclusion = computed(entry, known, given, step, self.language)
            except (Rejected, Malformed) as error:
                raise Broken(f"step {hint.get('name')}: {error}") from None
            proofs = [
                self.obligation(state, obligation, hint, f"{part}{number}.{index}")
                if obligation not in shown
                else None  # once is enough
                for index, obligation in enumerate(step.obligations)
            ]
            shown |= set(step.obligations)
            known[str(hint["name"])] = conclusion
            steps.append({**entry, "obligations": proofs})
        return steps, list(known.values())

    def assumed(self, state: State, relation: Relation, label: str) -> State:
        reader = Reader(state)
        reader.assume(relation)
        self.settle(reader, label)
        return reader.state

    def obligation(self, state: State, obligation: Obligation, hint: Mapping[str, Any], label: str) -> Node:
        """A proof of what a step demands of numbers."""
        state = extend(state, obligation.names)
        try:
            for number, relation in enumerate(obligation.given):
                state = self.assumed(state, relation, f"{label}.given{number}")
            node = self.shown(state, obligation.relation, hint, label)
        except Broken as error:  # a term that may not be defined
            raise Broken(f"step {hint['name']}: {error}") from None
        if node is FAILED:
            raise self.broken(obligation, f"step {hint['name']}")
        return node

    def broken(self, obligation: Obligation, step: str) -> Broken:
        """Why an obligation has no proof: an exact point at which it fails, if one is found."""
        from verify.decide import PROOF_UNITS, Budget, decide_claim

        names = [*self.variables, *obligation.names]
        given = [show_relation(relation) for relation in (*self.given, *obligation.given)]
        text = show_relation(obligation.relation)
        under = "".join(f", {show_relation(relation)}" for relation in obligation.given)
        try:
            scalar = scalar_claim(text, vars={name: show_domain(domain) for name, domain in names}, given=given)
            found = decide_claim(
                scalar, {}, Budget(max(1, self.budget // FALSIFYING), worst=self.budget >= PROOF_UNITS)
            )
        except ValueError:
            return Broken(f"{step}: no proof of {text}{under}")
        if found.status == "refuted":
            at = sentence(str(found.statement), found.counterexample or {}, "undefined" in found.flags)
            return Broken(f"{step} fails: {at}")
        return Broken(f"{step}: no proof of {text}{under}")

    def shown(self, state: State, relation: Relation, hint: Mapping[str, Any], label: str = "") -> Node:
        reader = Reader(state)
        goal = reader.relation(relation)
        self.settle(reader, label)
        return self.searched(reader.state.goal(*goal), hint)

    def searched(self, sequent: Sequent, hint: Mapping[str, Any]) -> Node:
        """A proof by the hints, or FAILED."""
        lets, lemmas = tuple(hint.get("let", ())), tuple(hint.get("lemmas", ()))
        instances = tuple((claim.hash, tuple(values.items())) for claim, values in hint.get("instances", ()))
        # What a state keeps of its own is no part of the key: each search starts from a state that keeps nothing.
        cold = replace(sequent, state=replace(sequent.state, cache={}))
        question = replace(sequent, state=replace(sequent.state, axioms=None, cache={}))

        def search() -> Node:
            engine = Engine(TACTICS, self.budget)
            node = self.hinted(engine, cold, list(lets), list(hint.get("instances", ())))
            return Staged(TACTICS, self.budget).prove(cold, lemmas) if node is FAILED and lemmas else node

        key = (question, lets, lemmas, instances, self.known if instances else None, self.budget)
        return remembered(key, search)

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
            node = self.searched(sequent, {})
            if node is FAILED:
                raise Broken(f"no proof that a term is defined: {sequent}")
            if node is not None:
                self.define[f"{label}.{number}"] = node
        reader.open = []

    def point(self) -> dict[str, str]:
        scalar = Statement("scalar", self.statement.variables, self.statement.given, (), ())
        found = satisfying(scalar, (), {})
        if found is None:
            raise Broken("no point found that satisfies the hypotheses")
        return found
