"""From a claim to a certificate: definedness, witness, one proof a goal, points that satisfy the hypotheses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from verify.kernel.check import FORMAT
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.parser import parse_term
from verify.kernel.polynomials import Poly, Work
from verify.kernel.rules.instance import membership
from verify.kernel.rules.points import extend
from verify.kernel.state import Reader, Sequent, State
from verify.kernel.statement import Statement, digest, parse
from verify.kernel.terms import Term
from verify.numerics.points import satisfying
from verify.prove import (
    boundaries,
    branches,
    equalities,
    factoring,
    handelman,
    integers,
    logarithms,
    quadratics,
    roots,
    sign_recursion,
    signs,
    subdivision,
)
from verify.prove.engine import FAILED, Engine, Node, Tactic, within
from verify.prove.hints import Instance, Split, follow
from verify.prove.staging import Staged
from verify.prove.witnesses import guesses

TACTICS: list[Tactic] = [
    branches.resolve,
    signs.apart,
    equalities.tactic,
    factoring.tactic,
    logarithms.tactic,
    logarithms.against_known,
    signs.exponentials,
    branches.relations,
    handelman.linear,
    handelman.hypotheses,
    handelman.scaled,
    roots.square_facts,
    within(branches.resolve_fact, 0.3),
    within(quadratics.tactic, 0.2),
    roots.reduce,
    roots.conjugate,
    signs.opposed,
    signs.logarithm_signs,
    within(sign_recursion.tactic, 0.5),
    handelman.products,
    within(sign_recursion.split, 0.5),
    within(boundaries.tactic, 0.5),
    within(sign_recursion.quasiconcave, 0.3),
    integers.tactic,
    subdivision.tactic,
]

DIRECT = 15  # one part in so many of the budget for a goal before the lemmas that are offered for it


@dataclass
class Attempt:
    """A certificate, or what was tried and where it got stuck."""

    certificate: dict[str, Any] | None
    stuck: list[str] = field(default_factory=list)
    units: int = 0


class _Stuck(Exception):
    """Some part has no proof: which, and the sequents at which the search ended."""


def prove_claim(
    text: str,
    witness: Mapping[str, str],
    lemmas: tuple[str, ...],
    axioms: Any,
    budget: int,
    plan: tuple[Sequence[Split], Sequence[Instance]] = ((), ()),
    whole: bool = False,
) -> Attempt:
    """Search for a certificate that the claim ``text`` is proved; hints are tried, not believed.

    budget: work units of each search, of a goal or a lemma; of all of them together if ``whole``.  Simple witnesses
    share it, if some ``exists`` variable has none.
    """
    missing = [entry.name for entry in parse(text).exists if entry.name not in witness]
    if missing:
        return _guessed(text, witness, missing, lemmas, axioms, budget, plan)
    search = _Search(text, lemmas, axioms, budget, plan, whole)
    try:
        return Attempt(search.certificate(witness), units=search.spent)
    except _Stuck as stuck:
        return Attempt(None, [str(stuck), *search.stuck], search.spent)
    except (Rejected, Malformed) as error:
        return Attempt(None, [str(error)], search.spent)


def _guessed(
    text: str,
    witness: Mapping[str, str],
    missing: list[str],
    lemmas: tuple[str, ...],
    axioms: Any,
    budget: int,
    plan: Any,
) -> Attempt:
    """The first simple witness with which the claim is proved."""
    choices = guesses(parse(text), witness)
    units = 0
    for choice in choices:
        attempt = prove_claim(text, choice, lemmas, axioms, max(1, budget // len(choices)), plan, whole=True)
        units += attempt.units
        if attempt.certificate is not None:
            return Attempt(attempt.certificate, units=units)
    said = f"no witness found for {', '.join(missing)} among {len(choices)} simple ones"
    return Attempt(None, [said], units)


def contradiction(text: str, budget: int) -> Attempt:
    """Search for a certificate that domains and hypotheses contradict each other."""
    search = _Search(text, (), None, budget)
    try:
        state = search.hypotheses()
        proof = search.prove(state.goal(Poly.constant(-1), ">="), "the contradiction")
    except (_Stuck, Rejected, Malformed):
        return Attempt(None, search.stuck, search.spent)
    certificate = {"format": FORMAT, "statement": digest(text), "verdict": "vacuous", "proof": proof}
    return Attempt(certificate | ({"define": search.define} if search.define else {}))


class _Search:
    def __init__(
        self,
        text: str,
        lemmas: tuple[str, ...],
        axioms: Any,
        budget: int,
        plan: tuple[Sequence[Split], Sequence[Instance]] = ((), ()),
        whole: bool = False,
    ) -> None:
        self.text, self.lemmas, self.axioms, self.budget, self.plan = text, lemmas, axioms, budget, plan
        self.whole = whole
        self.statement: Statement = parse(text)
        self.define: dict[str, Node] = {}
        self.stuck: list[str] = []
        self.spent = 0

    @property
    def left(self) -> int:
        """The budget of the next search."""
        return max(1, self.budget - self.spent) if self.whole else self.budget

    def prove(self, sequent: Sequent, what: str, plan: Any = ((), ())) -> Node:
        engine = Engine(TACTICS, self.left)
        node = follow(engine, sequent, *plan)
        self.spent += min(engine.spent, engine.budget)
        if node is FAILED:
            self.stuck += engine.stuck[:3]
            raise _Stuck(f"no proof of {what} within {engine.budget} units")
        return node

    def settle(self, reader: Reader, label: str) -> None:
        for number, sequent in enumerate(reader.open):
            node = self.prove(sequent, f"definedness ({sequent})")
            if node is not None:
                self.define[f"{label}.{number}"] = node
        reader.open = []

    def hypotheses(self) -> State:
        Work.spent = 0
        state = extend(State(axioms=self.axioms), self.statement.variables)
        for number, relation in enumerate(self.statement.given):
            reader = Reader(state)
            reader.assume(relation)
            self.settle(reader, f"given{number}")
            state = reader.state
        return state

    def witness(self, given: Mapping[str, str], state: State) -> dict[str, Term]:
        terms = {}
        for entry in self.statement.exists:
            terms[entry.name] = term = parse_term(given[entry.name])
            for number, relation in enumerate([*membership(term, entry.domain), ("==", term, term)]):
                reader = Reader(state)
                goal = reader.relation(relation)
                label = f"witness.{entry.name}{number}"
                self.settle(reader, label)
                node = self.prove(reader.state.goal(*goal), f"{entry.name} in its domain")
                if node is not None:
                    self.define[label] = node
        return terms

    def certificate(self, given: Mapping[str, str]) -> dict[str, Any]:
        statement, state = self.statement, self.hypotheses()
        terms = self.witness(given, state)
        goals = [goal for item in statement.items for goal in item.goals()]
        proofs, points = [], [self.point((), terms)]
        for number, (antecedents, conclusion) in enumerate(goals):
            Work.spent = 0
            reader = Reader(state, terms)
            for relation in antecedents:
                reader.assume(relation)
            goal = reader.relation(conclusion)
            self.settle(reader, f"goal{number}")
            proofs.append(self.with_lemmas(reader.state.goal(*goal), f"goal {number + 1} of {len(goals)}"))
            if antecedents:
                points.append(self.point(antecedents, terms))
        result: dict[str, Any] = {"format": FORMAT, "statement": digest(self.text), "verdict": "proved"}
        result |= {"points": points, "proofs": proofs}
        if self.define:
            result["define"] = self.define
        if terms:
            result["witness"] = {entry.name: given[entry.name] for entry in statement.exists}
        return result

    def point(self, antecedents: tuple[Any, ...], terms: dict[str, Term]) -> dict[str, str]:
        found = satisfying(self.statement, antecedents, terms)
        if found is None:
            raise _Stuck("no point found that satisfies the hypotheses")
        return found

    def with_lemmas(self, sequent: Sequent, what: str) -> Node:
        """The goal directly; if that fails and lemmas are offered, those that can be proved first."""
        if not self.lemmas:
            return self.prove(sequent, what, self.plan)
        direct = Engine(TACTICS, min(max(1, self.budget // DIRECT), self.left))
        node = direct.prove(sequent)
        self.spent += min(direct.spent, direct.budget)
        if node is not FAILED:
            return node
        search = Staged(TACTICS, self.left, self.whole)
        node = search.prove(sequent, self.lemmas)
        self.spent += search.spent
        if node is FAILED:
            self.stuck += search.stuck
            raise _Stuck(f"no proof of {what} within {self.budget} units")
        return node
