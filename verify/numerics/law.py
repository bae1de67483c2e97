"""A law at given values of its parameters: its bound, its condition, what the bound says, and from where on it holds.

Every digit and every truth value is one that the kernel accepts (``verify.numerics.closed``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from verify.kernel.parser import parse_relation, parse_term
from verify.kernel.terms import Relation, Term, substitute
from verify.law import Law, Least, Level, numbers
from verify.numerics.closed import Digits, digits, likely, true
from verify.numerics.rough import guess

FARTHEST = 2**1_024  # values of a parameter that are looked at


@dataclass(frozen=True)
class Compared:
    """A relation with both sides evaluated."""

    relation: str
    holds: bool
    left: Digits
    right: Digits


@dataclass(frozen=True)
class Against:
    """The bound against a level; ``exceeds``: the bound is strictly larger."""

    level: Level
    value: Digits
    exceeds: bool


@dataclass(frozen=True)
class Found:
    """The least value of a parameter at which a relation holds; ``below``: the relation one step below, ``at``: there.

    value is None if the relation holds nowhere up to ``FARTHEST``, and ``below`` is the relation there; otherwise
    ``below`` is None at the least value of the domain.
    """

    least: Least
    value: int | None
    below: Compared | None
    at: Compared | None


@dataclass(frozen=True)
class Finding:
    """All that is said of a law at given values."""

    law: Law
    values: Mapping[str, Fraction]
    bound: Digits
    condition: Compared
    levels: tuple[Against, ...]
    least: tuple[Found, ...]

    @property
    def applies(self) -> bool:
        """Whether the law says anything at these values: whether its condition holds."""
        return self.condition.holds


def finding(law: Law, values: Mapping[str, Fraction], count: int) -> Finding:
    """What the law says at these values, with ``count`` significant digits; raises OpenError."""
    at = dict(values)
    bound = closed(law.bound, at)
    return Finding(
        law,
        at,
        digits(bound, count),
        compared(law.condition, at, count),
        tuple(against(level, bound, at, count) for level in law.levels),
        tuple(least(entry, law, at, count) for entry in law.least),
    )


def closed(text: str, values: Mapping[str, Fraction]) -> Term:
    """A term of the law with numbers in place of the parameters."""
    return substitute(parse_term(text), numbers(dict(values)))


def relation_at(text: str, values: Mapping[str, Fraction]) -> Relation:
    """A relation of the law with numbers in place of the parameters."""
    operator, left, right = parse_relation(text)
    terms = numbers(dict(values))
    return operator, substitute(left, terms), substitute(right, terms)


def compared(text: str, values: Mapping[str, Fraction], count: int) -> Compared:
    """Whether a relation holds, and its two sides."""
    relation = relation_at(text, values)
    return Compared(text, true(relation), digits(relation[1], count), digits(relation[2], count))


def against(level: Level, bound: Term, values: Mapping[str, Fraction], count: int) -> Against:
    term = closed(level.term, values)
    return Against(level, digits(term, count), true((">", bound, term)))


def least(entry: Least, law: Law, values: Mapping[str, Fraction], count: int) -> Found:
    """The least value at which the relation holds, and the one below; both shown by the kernel.

    That it is the least, and not one of several crossings, rests on the claim named by ``entry.because``.
    """
    first = law.parameter(entry.parameter).interval.lo
    value = crossing(entry, law, values)
    if value is None:
        far = compared(entry.relation, {**values, entry.parameter: Fraction(FARTHEST)}, count)
        return Found(entry, None, _failing(far), None)
    sides = [
        compared(entry.relation, {**values, entry.parameter: Fraction(place)}, count) if place >= (first or 0) else None
        for place in (value - 1, value)
    ]
    if sides[1] is None or not sides[1].holds or (sides[0] is not None and sides[0].holds):
        raise ArithmeticError(f"{entry.relation}: the search and the kernel disagree at {value}")
    return Found(entry, value, *sides)


def _failing(entry: Compared) -> Compared:
    if entry.holds:
        raise ArithmeticError(f"{entry.relation}: the search and the kernel disagree")
    return entry


def crossing(entry: Least, law: Law, values: Mapping[str, Fraction]) -> int | None:
    """Where enclosures say that the relation begins to hold, by doubling and halving; None if nowhere looked at.

    Floating point leads to the place; if enclosures do not confirm it, they search alone.
    """
    first = law.parameter(entry.parameter).interval.lo
    if first is None:
        raise ValueError(f"{entry.parameter} has no least value")
    fixed = {name: number for name, number in values.items() if name != entry.parameter}
    operator, left, right = relation_at(entry.relation, fixed)

    def at(value: int) -> Relation:
        place = numbers({entry.parameter: Fraction(value)})
        return operator, substitute(left, place), substitute(right, place)

    def surely(value: int) -> bool:
        found = likely(at(value))
        return true(at(value)) if found is None else found  # the latter raises what is to be said

    def roughly(value: int) -> bool:
        found = guess(at(value))
        return surely(value) if found is None else found

    start = int(first)
    found = halved(roughly, start)
    if found is None:
        return halved(surely, start) if surely(FARTHEST) else None
    return found if surely(found) and (found == start or not surely(found - 1)) else halved(surely, start)


def halved(holds: Callable[[int], bool], start: int) -> int | None:
    """The least integer from ``start`` on at which a monotone predicate holds; None if it is beyond ``FARTHEST``."""
    low, high = start - 1, start
    while not holds(high):
        if high > FARTHEST:
            return None
        low, high = high, 2 * high + 1 - start
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
