"""Closed terms: which of two is larger, and their decimal digits; both as the kernel accepts them.

Digits and truth values are found from enclosures (the kernel's interval functions, dyadic ends rounded outward) and
then shown to the kernel as a statement with a one-line certificate.  Nothing is returned that it does not accept: a
fault in this module can make a question unanswered, not an answer wrong.  Equality of values that are not rational
is never established, so a comparison of equals stays open (``OpenError``).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from verify.kernel.atoms import Converter
from verify.kernel.check import FORMAT, check
from verify.kernel.errors import Rejected
from verify.kernel.intervals import MAX_PRECISION, WHOLE, Interval
from verify.kernel.polynomials import Work
from verify.kernel.rules.ranges import of_generator, of_quotient
from verify.kernel.statement import digest
from verify.kernel.terms import NEGATION, Relation, Term
from verify.printing import show, show_relation

PRECISIONS = (96, 256, 1_024, MAX_PRECISION)  # bits; the kernel's own default comes first
ORDERS, ABOVE = ("<", "<=", ">", ">="), (">", ">=")


class OpenError(ArithmeticError):
    """A question about closed terms that no precision answered."""


@dataclass(frozen=True)
class Digits:
    """Leading decimal digits: ``low <= value <= high``, or ``low == value == high`` if it is exact.

    Otherwise high - low is one unit of the last digit, and every number of [low, high) begins with the same digits.
    """

    low: Fraction
    high: Fraction
    unit: int  # the last digit counts 10**unit

    @property
    def exact(self) -> bool:
        return self.low == self.high


def enclosure(term: Term, precision: int) -> Interval:
    """An interval that contains the value of a closed term; the whole line where it is not evidently defined.

    Raises Rejected for a function without rules.
    """
    Work.spent = 0
    known: dict[str, Interval] = {}

    def look(name: str) -> Interval:
        if name not in known:
            known[name] = of_generator(name, look, precision)
        return known[name]

    reader = Converter()
    value = reader.convert(term)
    for condition in reader.conditions:  # inner terms come first, so no atom is looked at before it is defined
        inner = of_quotient(condition.quotient, look, precision)
        sign = inner.above(0)
        if not (sign == ">" or sign == condition.relation or (condition.relation == "!=" and inner.below(0) == "<")):
            return WHOLE
    return of_quotient(value, look, precision)


def shown(claims: list[str], kind: str = "scalar") -> bool:
    """Whether the kernel accepts these claim lines (``value``: a term and its interval) by enclosure."""
    text = "\n".join([kind, *claims])
    goals = 2 if kind == "value" else len(claims)
    for precision in (None, *PRECISIONS):
        proof = None if precision is None else ["enclosure", [precision]]
        certificate = {"format": FORMAT, "statement": digest(text), "verdict": "proved", "points": [{}]}
        try:
            check(text, certificate | {"proofs": [proof] * goals})
        except Rejected:
            continue
        return True
    return False


def true(relation: Relation) -> bool:
    """Whether an order relation between closed terms holds: the kernel accepts it, or its negation.

    Raises OpenError if it accepts neither (irrational values that are equal, an undefined term), ValueError for
    ``==`` and ``!=``.
    """
    if relation[0] not in ORDERS:
        raise ValueError(f"{relation[0]} is not decided by enclosures")
    guess = likely(relation)
    if guess is not None:
        opposite: Relation = (NEGATION[relation[0]], relation[1], relation[2])
        if shown([f"claim {show_relation(relation if guess else opposite)}"]):
            return guess
    raise OpenError(f"neither {show_relation(relation)} nor its negation could be shown")


def likely(relation: Relation) -> bool | None:
    """What enclosures say of an order relation, before the kernel is asked; None if they overlap or are undefined."""
    for precision in PRECISIONS:
        difference = _enclosed(("add", (relation[1], ("neg", relation[2]))), precision)
        if difference.lo == difference.hi and not difference.lo[1]:
            return relation[0] in ("<=", ">=")
        if difference.above(0) == ">" or difference.below(0) == "<":
            return (difference.above(0) == ">") == (relation[0] in ABOVE)
    return None


def digits(term: Term, count: int) -> Digits:
    """The first ``count`` significant digits of a closed term, accepted by the kernel; raises OpenError."""
    found = leading(term, count)
    if not shown([f"term {show(term)}", f"in [{found.low}, {found.high}]"], "value"):
        raise OpenError(f"no {count} digits of {show(term)} could be shown")
    return found


def leading(term: Term, count: int) -> Digits:
    """The first ``count`` digits that an enclosure gives, before the kernel is asked; raises OpenError."""
    for precision in PRECISIONS:
        found = _enclosed(term, precision)
        if not found.lo[0] and not found.hi[0]:
            result = _shared(found.lo[1], found.hi[1], count)
            if result is not None:
                return result
    raise OpenError(f"no {count} digits of {show(term)} could be found")


def _enclosed(term: Term, precision: int) -> Interval:
    try:
        return enclosure(term, precision)
    except Rejected:
        return WHOLE


def _shared(low: Fraction, high: Fraction, count: int) -> Digits | None:
    """The digits that both ends share; None if they are fewer than asked for."""
    if low == high:
        return Digits(low, high, 0)
    if high <= 0:
        mirrored = _shared(-high, -low, count)
        return mirrored and Digits(-mirrored.high, -mirrored.low, mirrored.unit)
    if low <= 0:
        return None
    unit = order(low) - count + 1
    scale = Fraction(10) ** unit
    first = low // scale
    return Digits(first * scale, (first + 1) * scale, unit) if high // scale == first else None


def order(value: Fraction) -> int:
    """The exponent e with 10**e <= value < 10**(e + 1), for a positive number."""
    exponent = len(str(value.numerator)) - len(str(value.denominator))
    while Fraction(10) ** exponent > value:
        exponent -= 1
    return exponent
