"""One-sign rule: after moving every generator to (0, oo), all coefficients are nonnegative.

Theorem.  Let f be a polynomial in generators with known ranges.  Substitute g = lo + t, hi - t,
(lo + hi t)/(1 + t) (then multiply by (1 + t)**deg > 0) or, for a generator of which only even powers occur and
that may take both signs, t = g**2; exponentials may first be multiplied by a positive power and replaced by a
positive root.  If every coefficient in the t is >= 0, then f >= 0.  If moreover at each corner that the ranges
include (t = 0 for a closed lower end, t = oo for a closed upper one) some monomial with a positive coefficient does
not vanish, then f > 0: at any point the monomial of a corner that has its coordinates 0 and oo is positive.
"""

from fractions import Fraction
from itertools import product
from math import lcm, prod

from verify.kernel.errors import Rejected
from verify.kernel.intervals import PLUS, Interval, absolute, end, power
from verify.kernel.polynomials import Exponent, Poly, is_exponential
from verify.kernel.rules.arguments import entries
from verify.kernel.rules.ranges import bounds
from verify.kernel.state import Sequent

MAX_TERMS = 4_000
MAX_CORNERS = 10
MAX_BITS = 6_000  # of the coefficients after the move
Corners = list[tuple[str, list[int]]]


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    if entries(arguments, 0) or not holds(sequent):
        raise Rejected("one-sign", "coefficients of one sign after moving the domain to (0, oo)", str(sequent)[:200])
    return []


def holds(sequent: Sequent) -> bool:
    poly, relation = sequent.poly, sequent.relation
    if relation == "==":
        return not poly
    return any(
        _one_sign(sequent, poly.scale(sign), relation != ">=") for sign in ((1, -1) if relation == "!=" else (1,))
    )


def _one_sign(sequent: Sequent, poly: Poly, strict: bool) -> bool:
    corners: Corners = []
    names = poly.generators()
    if prod(len(poly.exponents(name)) + 1 for name in names) > MAX_TERMS:
        return False
    for name in names:
        moved = _move(poly, name, bounds(sequent.state, name), corners) if poly else poly
        if moved is None or len(moved.terms) > MAX_TERMS:
            return False
        poly = moved
    return all(coefficient > 0 for coefficient in poly.terms.values()) and (not strict or _strict(poly, corners))


def _strict(poly: Poly, corners: Corners) -> bool:
    """Some monomial survives at every corner that the ranges include."""
    monomials = [dict(monomial) for monomial in poly.terms]
    if not monomials or len(corners) > MAX_CORNERS:
        return False
    names = [name for name, _ in corners]
    return all(
        any(
            all(monomial.get(name, 0) == value for name, value in zip(names, corner, strict=True))
            for monomial in monomials
        )
        for corner in product(*(values for _, values in corners))
    )


def _move(poly: Poly, name: str, found: Interval, corners: Corners) -> Poly | None:
    """``poly`` with the generator replaced by t in (0, oo); notes the exponents at the included corners."""
    parts: dict[Exponent, Poly] = poly.collect(name)
    if is_exponential(name):
        least = min(parts)
        order = lcm(*(Fraction(exponent - least).denominator for exponent in parts))
        parts = {int((exponent - least) * order): part for exponent, part in parts.items()}
        if order > 1:  # a root of exp(u) is compared with 1 as exp(u) is
            low, high = found.above(1), found.below(1)
            found = Interval(end(1 if low else 0, low != ">="), end(1, high == "<") if high else PLUS)
    if not found.above(0) and not found.below(0) and all(exponent % 2 == 0 for exponent in parts):
        parts, found = {exponent // 2: part for exponent, part in parts.items()}, power(absolute(found), 2)
    degree, t = int(max(parts)), Poly.generator(name)
    (low_rank, lo, lo_open), (high_rank, hi, hi_open) = found.lo, found.hi
    bits = sum(part.bit_length() for end_ in (lo, hi) for part in end_.as_integer_ratio())
    if (low_rank and high_rank and degree) or degree * bits > MAX_BITS:
        return None
    up, down, included = Poly.constant(lo) + t, Poly.constant(1), [0] * (not lo_open)
    if low_rank:
        up, included = Poly.constant(hi) - t, [0] * (not hi_open)
    elif not high_rank:
        up, down, included = Poly.constant(lo) + t.scale(hi), Poly.constant(1) + t, included + [degree] * (not hi_open)
    if included:
        corners.append((name, included))
    result = Poly({})
    for exponent, part in parts.items():
        result = result + part * up.power(int(exponent)) * down.power(degree - int(exponent))
    return result
