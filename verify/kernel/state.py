"""What a goal is: a domain given by facts, and a polynomial whose sign is to be shown there.

A ``State`` is a set of points: real values of the variables (integers for those in ``integers``) at which every
fact holds.  Invariant: every atom in a fact or a goal is in ``defined``, and is defined at every point of the state.
A rule turns a ``Sequent`` (state, polynomial, relation) into sequents that together imply it.  A ``Reader`` turns
text into polynomials over a state, and leaves the definedness that is not automatic as open sequents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Protocol

from verify.kernel.atoms import (
    Condition,
    Converter,
    Quotient,
    Replacement,
    all_atoms,
    atom_conditions,
    atom_of,
    poly_text,
    rational,
    support,
)
from verify.kernel.errors import Rejected
from verify.kernel.intervals import (
    MINUS,
    PLUS,
    WHOLE,
    Interval,
    add,
    end,
    image,
    multiply,
    point,
    power,
    reciprocal,
    rounded,
)
from verify.kernel.polynomials import Poly
from verify.kernel.terms import Relation, Term

MAX_FACTS = 400
ROUGH = 40  # bits kept in the range of a generator


class Axioms(Protocol):
    """Statements that may be instantiated, by hash: proved elsewhere or cited."""

    def statement_of(self, digest: str) -> str: ...


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
    axioms: Axioms | None = None
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
        state = replace(self, names=self.names - {name}, integers=self.integers - {name}, facts=(), defined=frozenset(), cache={})
        for fact in self.facts:
            reader = Reader(state)
            if not any(name in support(g) for g in fact.poly.generators()) and reader.admits(fact.poly):
                state = reader.state.assume(fact.poly, fact.relation)
        return state

    def bounds(self, generator: str) -> Interval:
        """An interval that contains the generator's values at all points of the state."""
        key = ("bounds", generator)
        if key not in self.cache:
            self.cache[key] = WHOLE  # stops a circular derivation
            found = of_generator(generator, self.bounds, ROUGH).meet(self._compared(generator))
            for fact in self.facts:
                found = found.meet(_linear(fact, generator))
            self.cache[key] = _integral(found) if generator in self.integers else found
        return self.cache[key]  # type: ignore[return-value]

    def _compared(self, generator: str) -> Interval:
        """exp(u) against 1 and log(v) against 0, where the default strategy compares u with 0, v with 1."""
        atom = atom_of(generator)
        if atom is None or atom.function not in ("exp", "log"):
            return WHOLE
        gap, value = (atom.arguments[0], 1) if atom.function == "exp" else (atom.arguments[0] - rational(1), 0)
        for sign in (1, -1):
            for relation in (">", ">="):
                if self.shows(self.clear(gap.scale(sign), relation), relation):
                    low = Interval(end(sign * value, relation == ">"), PLUS)
                    return low if sign > 0 else low.negative()
        return WHOLE

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

    def replace(self, values: Mapping[str, Quotient], poly: Poly) -> Quotient:
        """Substitute quotients for generators, inside atoms too: the same function in other words."""
        return Replacement(values, Converter(self.positive)).poly(poly)


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
                for condition in atom_conditions(name):
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
        inner = {name: Converter(self.state.positive) for name in self.values}
        values = {name: inner[name].convert(value) for name, value in self.values.items()}
        converter = Converter(self.state.positive, values)
        result = converter.convert(term)
        for reader in (*inner.values(), converter):
            for condition in reader.conditions:
                self.condition(condition)
        self.require(result.generators())
        for variable in frozenset().union(*map(support, result.generators())):
            if variable not in self.state.names:
                raise Rejected("state", "a term over the variables of the goal", variable)
        return result

    def relation(self, relation: Relation) -> tuple[Poly, str]:
        """A relation as (poly, operator): ``poly operator 0``."""
        value = self.term(("add", (relation[1], ("neg", relation[2]))))
        return self.state.clear(value, relation[0]), relation[0]

    def assume(self, relation: Relation) -> None:
        self.state = self.state.assume(*self.relation(relation))


Bounds = Callable[[str], Interval]


def of_quotient(value: Quotient, bounds: Bounds, precision: int) -> Interval:
    result = of_poly(value.numerator, bounds, precision)
    for factor, exponent in value.denominator:
        result = multiply(result, reciprocal(power(of_poly(factor, bounds, precision), exponent)))
    return rounded(result, precision)


def of_poly(poly: Poly, bounds: Bounds, precision: int) -> Interval:
    """Interval arithmetic, term by term; a real power of an exponential is the exponential of the multiple."""
    total = point(0)
    for monomial, coefficient in poly.terms.items():
        part = point(coefficient)
        for name, exponent in monomial:
            atom = atom_of(name)
            if atom is not None and (exponent != int(exponent) or exponent < 0):
                inner = of_quotient(atom.arguments[0].scale(Fraction(exponent)), bounds, precision)
                factor = image("exp", 0, [inner], precision)
            else:
                factor = power(bounds(name), int(exponent))
            part = multiply(part, factor)
        total = rounded(add(total, part), precision)
    return total


def of_generator(name: str, bounds: Bounds, precision: int) -> Interval:
    """What an atom's arguments say of its values; nothing for a variable."""
    atom = atom_of(name)
    if atom is None:
        return WHOLE
    return image(atom.function, atom.order, [of_quotient(a, bounds, precision) for a in atom.arguments], precision)


def _linear(fact: Fact, generator: str) -> Interval:
    """The interval that a fact c*g + k relation 0 puts on g."""
    terms = fact.poly.terms
    slope = terms.get(((generator, 1),))
    if slope is None or set(terms) - {((generator, 1),), ()} or fact.relation == "!=":
        return WHOLE
    value = end(-terms.get((), Fraction(0)) / slope, fact.relation == ">")
    if fact.relation == "==":
        return Interval(value, value)
    return Interval(value, PLUS) if slope > 0 else Interval(MINUS, value)


def _integral(a: Interval) -> Interval:
    """Finite ends tightened for an integer."""
    lo, hi = (e if e[0] else end(e[1] // 1 + (1 if e[2] or e[1] % 1 else 0)) for e in (a.lo, a.negative().lo))
    return Interval(lo, (-hi[0], -hi[1], hi[2]))


# The default strategy (rules/default.py): shows a sequent without a certificate, or gives up.
DEFAULT: list[Callable[[Sequent], bool]] = [lambda _: False]
