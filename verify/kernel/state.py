"""What a goal is: a domain given by facts, and a polynomial whose sign is to be shown there.

A ``State`` is a set of points: real values of the variables (integers for those in ``integers``) at which every
fact holds.  Invariant: every atom in a fact or a goal is in ``defined``, and is defined at every point of the state.
A rule turns a ``Sequent`` (state, polynomial, relation) into sequents that together imply it.  A ``Reader`` turns
text into polynomials over a state, and leaves the definedness that is not automatic as open sequents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from verify.kernel import atoms
from verify.kernel.atoms import Condition, Converter, Quotient, all_atoms, poly_text, support
from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Poly
from verify.kernel.terms import Relation, Term, variables

MAX_FACTS = 400


@dataclass(frozen=True)
class Fact:
    """``poly relation 0`` with relation in >=, >, ==, !=."""

    poly: Poly
    relation: str


@dataclass(frozen=True)
class Sequent:
    state: State
    poly: Poly
    relation: str

    def __str__(self) -> str:
        return f"{poly_text(self.poly)} {self.relation} 0"


def oriented(poly: Poly, relation: str) -> tuple[Poly, str]:
    return (-poly, relation.replace("<", ">")) if "<" in relation else (poly, relation)


@dataclass(frozen=True)
class State:
    names: frozenset[str] = frozenset()
    integers: frozenset[str] = frozenset()
    facts: tuple[Fact, ...] = ()
    defined: frozenset[str] = frozenset()
    axioms: Any = None  # statement_of(hash) gives a statement that is proved elsewhere, or cited
    cache: dict[object, object] = field(default_factory=dict, compare=False, hash=False, repr=False)

    def goal(self, poly: Poly, relation: str) -> Sequent:
        return Sequent(self, *oriented(poly, relation))

    def declare(self, name: str, integer: bool = False) -> State:
        if name in self.names:
            raise Rejected("state", "a new variable name", name)
        integers = self.integers | {name} if integer else self.integers
        return replace(self, names=self.names | {name}, integers=integers, cache={})

    def assume(self, poly: Poly, relation: str) -> State:
        """Add a fact; its atoms must be defined here already."""
        if len(self.facts) >= MAX_FACTS:
            raise Rejected("state", f"at most {MAX_FACTS} facts")
        return replace(self, facts=(*self.facts, Fact(*oriented(poly, relation))), cache={})

    def admit(self, names: Iterable[str]) -> State:
        """Count the atoms among ``names`` and inside them as defined: the caller has established it."""
        return replace(self, defined=self.defined | frozenset(all_atoms(names)))

    def without(self, name: str) -> State:
        """Forget a variable and every fact that involves it; atoms must be seen anew to be defined without these."""
        left, whole = self.names - {name}, self.integers - {name}
        state = State(left, whole, axioms=self.axioms)
        for fact in self.facts:
            reader = Reader(state)
            if not any(name in support(g) for g in fact.poly.generators()) and reader.admits(fact.poly):
                state = reader.state.assume(fact.poly, fact.relation)
        return state

    def shows(self, poly: Poly, relation: str) -> bool:
        """Whether the default strategy shows ``poly relation 0``."""
        return DEFAULT[0](self.goal(poly, relation))

    def positive(self, value: Quotient) -> bool:
        return self.shows(self.clear(value, ">"), ">")

    def sign(self, poly: Poly) -> int:
        """1 or -1 if the default strategy shows it strictly, else 0."""
        return next((s for s in (1, -1) if self.shows(poly.scale(s), ">")), 0)

    def clear(self, value: Quotient, relation: str) -> Poly:
        """A polynomial p with ``p relation 0`` iff ``value relation 0``, divisors being nonzero."""
        poly = value.numerator
        for factor, exponent in value.denominator:
            if exponent % 2 == 1 and relation not in ("==", "!="):
                sign = self.sign(factor)
                poly = poly * factor if sign == 0 else poly.scale(sign)
        return poly


class Reader:
    """Reads terms over a state; afterwards ``state`` is where they are defined, once ``open`` is shown.

    Each open sequent stands in the state in which only what was established before it counts.
    """

    def __init__(self, state: State, values: Mapping[str, Term] | None = None) -> None:
        self.state, self.values = state, values or {}
        self.open: list[Sequent] = []

    def establish(self, poly: Poly, relation: str) -> None:
        """Leave what is not automatic as an open sequent, and count it as a fact after that."""
        if not self.state.shows(poly, relation):
            self.open.append(self.state.goal(poly, relation))
            self.state = self.state.assume(poly, relation)

    def require(self, names: Iterable[str]) -> None:
        """Make the atoms among ``names`` (and inside them) defined, innermost first."""
        for name in all_atoms(names):
            if name not in self.state.defined:
                for condition in atoms.atom_conditions(name):
                    self.condition(condition)
                self.state = self.state.admit([name])

    def admits(self, poly: Poly) -> bool:
        """Whether the atoms of a polynomial are automatically defined here."""
        self.require(poly.generators())
        return not self.open

    def condition(self, condition: Condition) -> None:
        if condition.atom is None or condition.atom not in self.state.defined:
            self.require(condition.quotient.generators())
            self.establish(self.state.clear(condition.quotient, condition.relation), condition.relation)

    def term(self, term: Term) -> Quotient:
        """The value of a term, ``values`` put in place of variables first."""
        used = (variables(term) - set(self.values)).union(*map(variables, self.values.values()))
        if not used <= self.state.names:  # before anything is read: a name may cancel, its conditions do not
            raise Rejected("state", "a term over the variables of the goal", str(sorted(used - self.state.names)))
        inner = Converter(self.state.positive)
        converter = Converter(inner.positive, {name: inner.convert(value) for name, value in self.values.items()})
        result = converter.convert(term)
        for condition in (*inner.conditions, *converter.conditions):
            self.condition(condition)
        self.require(result.generators())
        return result

    def relation(self, relation: Relation) -> tuple[Poly, str]:
        """A relation as (poly, operator): ``poly operator 0``."""
        value = self.term(("add", (relation[1], ("neg", relation[2]))))
        return self.state.clear(value, relation[0]), relation[0]

    def assume(self, relation: Relation) -> None:
        shown = self.relation(relation)  # what it establishes counts for the state that the fact is added to
        self.state = self.state.assume(*shown)


# The default strategy (rules/default.py): shows a sequent without a certificate, or gives up.
DEFAULT: list[Callable[[Sequent], bool]] = [lambda _: False]
