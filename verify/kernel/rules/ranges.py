"""Ranges: an interval that contains a polynomial's values at all points of a state, by interval arithmetic.

The range of a variable is read off the facts that are linear in it; the range of an atom off its arguments, and off
what the default strategy says of them: exp(u) compares with 1 as u with 0, log(v) with 0 as v with 1.
"""

from collections.abc import Callable
from fractions import Fraction

from verify.kernel import intervals
from verify.kernel.atoms import Quotient, atom_of, rational
from verify.kernel.intervals import WHOLE, Interval, end, image, multiply
from verify.kernel.polynomials import Poly
from verify.kernel.state import Fact, State

ROUGH = 40  # bits kept in the range of a generator
Look = Callable[[str], Interval]


def bounds(state: State, generator: str) -> Interval:
    """The range of a generator over a state."""
    key = ("bounds", generator)
    if key not in state.cache:
        state.cache[key] = WHOLE  # stops a circular derivation
        found = of_generator(generator, lambda name: bounds(state, name), ROUGH).meet(_compared(state, generator))
        for fact in state.facts:
            found = found.meet(_linear(fact, generator))
        state.cache[key] = _integral(found) if generator in state.integers else found
    return state.cache[key]  # type: ignore[return-value]


def of_quotient(value: Quotient, look: Look, precision: int) -> Interval:
    result = of_poly(value.numerator, look, precision)
    for factor, exponent in value.denominator:
        result = multiply(result, intervals.reciprocal(intervals.power(of_poly(factor, look, precision), exponent)))
    return intervals.rounded(result, precision)


def of_poly(poly: Poly, look: Look, precision: int) -> Interval:
    """Term by term; a real or large power of an exponential is the exponential of the multiple."""
    total = intervals.point(0)
    for monomial, coefficient in poly.terms.items():
        part = intervals.point(coefficient)
        for name, exponent in monomial:
            atom = atom_of(name)
            if atom is not None and atom.function == "exp" and exponent not in range(1, 9):
                inner = of_quotient(atom.arguments[0].scale(Fraction(exponent)), look, precision)
                factor = image("exp", 0, [inner], precision)
            else:
                factor = intervals.power(intervals.rounded(look(name), precision), int(exponent))
            part = intervals.rounded(multiply(part, factor), precision)
        total = intervals.rounded(intervals.add(total, part), precision)
    return total


def of_generator(name: str, look: Look, precision: int) -> Interval:
    """What an atom's arguments say of its values; nothing for a variable."""
    atom = atom_of(name)
    if atom is None:
        return WHOLE
    return image(atom.function, atom.order, [of_quotient(a, look, precision) for a in atom.arguments], precision)


def _compared(state: State, generator: str) -> Interval:
    atom = atom_of(generator)
    if atom is None or atom.function not in ("exp", "log"):
        return WHOLE
    gap, value = (atom.arguments[0], 1) if atom.function == "exp" else (atom.arguments[0] - rational(1), 0)
    for sign in (1, -1):
        for relation in (">", ">="):
            if state.shows(state.clear(gap.scale(sign), relation), relation):
                low = Interval(end(sign * value, relation == ">"), intervals.PLUS)
                return low if sign > 0 else low.negative()
    return WHOLE


def _linear(fact: Fact, generator: str) -> Interval:
    """The interval that a fact c*g + k relation 0 puts on g."""
    terms = fact.poly.terms
    slope = terms.get(((generator, 1),))
    if slope is None or set(terms) - {((generator, 1),), ()} or fact.relation == "!=":
        return WHOLE
    value = end(-terms.get((), Fraction(0)) / slope, fact.relation == ">")
    if fact.relation == "==":
        return Interval(value, value)
    return Interval(value, intervals.PLUS) if slope > 0 else Interval(intervals.MINUS, value)


def _integral(a: Interval) -> Interval:
    """Finite ends tightened for an integer."""
    lo, hi = (e if e[0] else end(e[1] // 1 + (1 if e[2] or e[1] % 1 else 0)) for e in (a.lo, a.negative().lo))
    return Interval(lo, (-hi[0], -hi[1], hi[2]))
