"""Intervals with rational or infinite, open or closed ends, and outward-rounded images under elementary functions.

An end is (rank, value, open): rank -1 and 1 are the infinities, rank 0 a rational.  Every operation returns an
interval that contains the exact image; an end is closed only if it may be attained, so rounding outward opens it.
``precision`` is the number of significant bits kept.  Series are truncated with a proved remainder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Work

MAX_PRECISION = 4_096
HUGE = 20_000  # exp is enclosed up to exp(+-HUGE); beyond, by an infinite end or by 0
End = tuple[int, Fraction, bool]
ZERO = Fraction(0)


@dataclass(frozen=True)
class Interval:
    lo: End
    hi: End

    def meet(self, other: Interval) -> Interval:
        return Interval(max(self.lo, other.lo), min(self.hi, other.hi, key=lambda e: (e[0], e[1], not e[2])))

    def negative(self) -> Interval:
        return Interval(*((-rank, -value, is_open) for rank, value, is_open in (self.hi, self.lo)))

    def above(self, value: int | Fraction) -> str:
        """ ">" or ">=" if every member is so compared with ``value``, else ""."""
        rank, end, is_open = self.lo
        return "" if rank < 0 or end < value else ">" if end > value or is_open else ">="

    def below(self, value: int | Fraction) -> str:
        return {"": "", ">": "<", ">=": "<="}[self.negative().above(-value)]


def end(value: int | Fraction, is_open: bool = False) -> End:
    return (0, Fraction(value), is_open)


MINUS, PLUS = (-1, ZERO, True), (1, ZERO, True)
WHOLE = Interval(MINUS, PLUS)


def point(value: int | Fraction) -> Interval:
    return Interval(end(value), end(value))


def hull(ends: list[End]) -> Interval:
    return Interval(min(ends), max(ends, key=lambda e: (e[0], e[1], not e[2])))


def add(a: Interval, b: Interval) -> Interval:
    return Interval(
        *(
            (x[0] or y[0], x[1] + y[1] if not (x[0] or y[0]) else ZERO, x[2] or y[2])
            for x, y in ((a.lo, b.lo), (a.hi, b.hi))
        )
    )


def multiply(a: Interval, b: Interval) -> Interval:
    """The hull of the products of the ends; a product 0 is attained if a factor 0 is."""
    ends: list[End] = []
    for x in (a.lo, a.hi):
        for y in (b.lo, b.hi):
            sign = (x[0] or (x[1] > 0) - (x[1] < 0)) * (y[0] or (y[1] > 0) - (y[1] < 0))
            if sign == 0:
                attained = any(not e[0] and not e[1] and not e[2] for e in (x, y))
                ends.append(end(0, not attained))
            elif x[0] or y[0]:
                ends.append(PLUS if sign > 0 else MINUS)
            else:
                ends.append(end(x[1] * y[1], x[2] or y[2]))
    return hull(ends)


def absolute(a: Interval) -> Interval:
    if a.below(0):
        return a.negative()
    return a if a.above(0) else Interval(end(0), hull([a.hi, a.negative().hi]).hi)


def power(a: Interval, exponent: int) -> Interval:
    """a**n for n >= 1; an even power is a power of the absolute value."""
    base = absolute(a) if exponent % 2 == 0 else a
    Work.spend(exponent * sum(v.numerator.bit_length() + v.denominator.bit_length() for _, v, _ in (a.lo, a.hi)) // 64)
    return Interval(*((rank, value**exponent, is_open) for rank, value, is_open in (base.lo, base.hi)))


def reciprocal(a: Interval) -> Interval:
    """1/a for an interval without 0 inside; an end 0 becomes an infinite end."""
    if not a.above(0):
        return reciprocal(a.negative()).negative() if a.below(0) else WHOLE
    low = end(0, True) if a.hi[0] or not a.hi[1] else end(1 / a.hi[1], a.hi[2])
    return Interval(low, PLUS if not a.lo[1] else end(1 / a.lo[1], a.lo[2]))


def round_down(value: Fraction, precision: int) -> Fraction:
    """The largest multiple of a power of 2 below ``value`` that keeps about ``precision`` bits."""
    unit = Fraction(2) ** (precision - value.numerator.bit_length() + value.denominator.bit_length())
    return (value * unit).__floor__() / unit


def rounded(a: Interval, precision: int) -> Interval:
    """Outward rounding of ends that carry more than ``precision`` bits."""

    def lower(rank: int, value: Fraction, is_open: bool) -> End:
        long = value.numerator.bit_length() + value.denominator.bit_length() > 2 * precision
        return (rank, round_down(value, precision), True) if long else (rank, value, is_open)

    return Interval(lower(*a.lo), Interval(MINUS, lower(*a.negative().lo)).negative().lo)


Pair = tuple[Fraction, Fraction]


@lru_cache(maxsize=4_096)
def exp(value: Fraction, precision: int) -> Pair:
    """Taylor for 0 <= x <= 1/2 (four units of rounding and tail a step), then squaring; exp(-x) = 1/exp(x)."""
    if value < 0:
        return tuple(1 / part for part in reversed(exp(-value, precision)))  # type: ignore[return-value]
    halvings = max(0, value.numerator.bit_length() - value.denominator.bit_length() + 2)
    bits = precision + 2 * halvings + 30
    unit = 1 << bits
    scaled = (value.numerator << bits) // (value.denominator << halvings)
    total, term, count = unit, unit, 0
    while term not in (0, -1):
        count += 1
        term = (term * scaled >> bits) // count
        total += term
    low, high = total - 4 * count - 8, total + 4 * count + 8
    for _ in range(halvings):
        low, high = low * low >> bits, (high * high >> bits) + 1
    return Fraction(low, unit), Fraction(high, unit)


def _atanh(x: Fraction, bits: int) -> tuple[int, int]:
    """2 atanh(x) 2**bits for |x| <= 1/3, from below and above; the tail is below two units."""
    term = scaled = total = (x.numerator << bits) // x.denominator
    square, count = scaled * scaled >> bits, 1
    while term not in (0, -1):
        term, count = term * square >> bits, count + 2
        total += term // count
    return 2 * total - 8 * count - 16, 2 * total + 8 * count + 16


@lru_cache(maxsize=4_096)
def log(value: Fraction, precision: int) -> Pair:
    """log(m 2**k) = 2 atanh((m - 1)/(m + 1)) + k log 2 with m in (1/2, 2)."""
    if value <= 0:
        raise Rejected("enclosure", "a positive argument of log")
    k = value.numerator.bit_length() - value.denominator.bit_length()
    mantissa = value / Fraction(2) ** k
    slope = (mantissa - 1) / (mantissa + 1)
    small = slope.denominator.bit_length() - slope.numerator.bit_length() if slope else 0
    bits = precision + abs(k).bit_length() + 30 + (min(small, MAX_PRECISION) if k == 0 else 0)
    low, high = _atanh(slope, bits)
    for weight, divisor in ((9, 26), (-1, 4801), (4, 8749)):  # log 2 = sum of weight * 2 atanh(1/divisor)
        ends = sorted(weight * k * part for part in _atanh(Fraction(1, divisor), bits))
        low, high = low + ends[0], high + ends[1]
    return Fraction(low, 1 << bits), Fraction(high, 1 << bits)


def root(value: Fraction, order: int, precision: int) -> Pair:
    """The q-th root of a number >= 0; exact roots give equal ends."""
    size = value.denominator.bit_length() - value.numerator.bit_length()
    bits = precision + 4 + max(0, size // order + 1)
    scaled, rest = divmod(value.numerator << (order * bits), value.denominator)
    low = 1 << (scaled.bit_length() // order + 1)
    while low**order > scaled:  # integer Newton falls from above to the floor of the root
        low = ((order - 1) * low + scaled // low ** (order - 1)) // order
    exact = rest == 0 and low**order == scaled
    return Fraction(low, 1 << bits), Fraction(low + (not exact), 1 << bits)


@lru_cache(maxsize=64)
def pi(precision: int) -> Pair:
    """Machin: pi = 16 atan(1/5) - 4 atan(1/239), alternating series, under 80 units of rounding a step."""
    bits, total, count = precision + 30, 0, 1
    terms = [(16 << bits) // 5, (4 << bits) // 239]
    while any(terms):
        sign = 1 if count % 4 == 1 else -1
        total += sign * (terms[0] // count - terms[1] // count)
        terms, count = [terms[0] // 25, terms[1] // 239**2], count + 2
    return Fraction(total - 80 * count, 1 << bits), Fraction(total + 80 * count, 1 << bits)


def _increasing(a: Interval, function: Callable[[Fraction], Pair], fixed: dict[Fraction, int]) -> Interval:
    """The image under an increasing function; ``fixed`` are its values that are known exactly."""
    ends: list[End] = []
    for side, (rank, value, is_open) in enumerate((a.lo, a.hi)):
        if rank or value in fixed:
            ends.append((rank, Fraction(fixed.get(value, 0)) if not rank else ZERO, is_open))
        else:
            pair = function(value)
            ends.append(end(pair[side], is_open or pair[0] != pair[1]))
    return Interval(ends[0], ends[1])


FIXED = {
    "sin": Interval(end(-1), end(1)),
    "atan": Interval(end(-2, True), end(2, True)),
    "power": Interval(end(0), PLUS),
}
FIXED["cos"] = FIXED["sin"]


def image(function: str, order: int, arguments: list[Interval], precision: int) -> Interval:
    """The image of a box under the function of an atom, where the atom is defined."""
    Work.spend(precision * max(1, order))
    if function == "pi":
        return Interval(*(end(part, True) for part in pi(precision)))
    a = arguments[0]
    if function == "exp":
        tame = a.meet(Interval(end(-HUGE), end(HUGE)))
        if tame.lo[1] > tame.hi[1]:
            return Interval(end(0, True), PLUS) if a.above(0) else Interval(end(0, True), end(1, True))
        inside = _increasing(tame, lambda x: exp(x, precision), {ZERO: 1})
        return Interval(inside.lo if a.above(-HUGE) else end(0, True), inside.hi if a.below(HUGE) else PLUS)
    if not a.hi[0] and ((function == "log" and a.hi[1] <= 0) or (function == "root" and a.hi[1] < 0)):
        return WHOLE  # only where there are no points
    if function == "log":
        positive = a if a.above(0) and a.lo[1] else Interval(end(1), a.hi)
        inside = _increasing(positive, lambda x: log(x, precision), {Fraction(1): 0})
        return inside if positive is a else Interval(MINUS, inside.hi)
    if function == "root":
        return _increasing(a.meet(Interval(end(0), PLUS)), lambda x: root(x, order, precision), {})
    if function == "abs":
        return absolute(a)
    if function == "min":
        return image("max", 0, [b.negative() for b in arguments], precision).negative()
    if function == "max":
        return Interval(max(a.lo, arguments[1].lo), hull([a.hi, arguments[1].hi]).hi)
    return FIXED.get(function, WHOLE)
