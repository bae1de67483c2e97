"""Interval arithmetic: it contains (against mpmath at high precision), and ends are closed only if attained."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from verify.kernel import intervals
from verify.kernel.errors import Rejected
from verify.kernel.intervals import HUGE, MINUS, PLUS, WHOLE, Interval, end, image, point

F = Fraction
small = st.fractions(min_value=-20, max_value=20, max_denominator=50)
precisions = st.sampled_from([8, 24, 53, 96, 300])


def closed(lo: Fraction | int, hi: Fraction | int) -> Interval:
    return Interval(end(lo), end(hi))


def open_(lo: Fraction | int, hi: Fraction | int) -> Interval:
    return Interval(end(lo, True), end(hi, True))


def contains(a: Interval, value: Fraction | mpmath.mpf) -> bool:
    """Whether a number lies in an interval; an irrational one at 200 digits."""

    def compare(e: intervals.End, side: int) -> bool:
        rank, bound, is_open = e
        if rank:
            return rank == side
        if isinstance(value, Fraction):
            gap = (value - bound) * -side
            return gap > 0 or (gap == 0 and not is_open)
        gap = (value - mpmath.mpf(bound.numerator) / bound.denominator) * -side
        return bool(gap > -(mpmath.mpf(10) ** -180))

    return compare(a.lo, -1) and compare(a.hi, 1)


@st.composite
def boxes(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval, perhaps unbounded, and a member."""
    lo, member, hi = sorted(draw(st.lists(small, min_size=3, max_size=3)))
    kind = [draw(st.sampled_from(["open", "closed", "infinite"])) for _ in range(2)]
    ends = [end(value, k == "open") for value, k in zip((lo, hi), kind, strict=True)]
    ends = [(MINUS, PLUS)[i] if k == "infinite" else e for i, (e, k) in enumerate(zip(ends, kind, strict=True))]
    box = Interval(*ends)
    assume(contains(box, member))
    return box, member


@given(boxes(), boxes())
def test_sums_and_products_contain(left: tuple[Interval, Fraction], right: tuple[Interval, Fraction]) -> None:
    (a, x), (b, y) = left, right
    assert contains(intervals.add(a, b), x + y)
    assert contains(intervals.multiply(a, b), x * y)
    assert contains(a.negative(), -x)
    assert contains(intervals.absolute(a), abs(x))
    assert contains(intervals.hull([a.lo, b.lo, a.hi, b.hi]), x)
    assert contains(image("max", 0, [a, b], 53), max(x, y))
    assert contains(image("min", 0, [a, b], 53), min(x, y))


@given(boxes(), st.integers(1, 6))
def test_powers_contain(box: tuple[Interval, Fraction], exponent: int) -> None:
    assert contains(intervals.power(box[0], exponent), box[1] ** exponent)


@given(boxes())
def test_reciprocals_contain(box: tuple[Interval, Fraction]) -> None:
    a, x = box
    if x:
        assert contains(intervals.reciprocal(a), 1 / x)


@given(boxes(), precisions)
def test_rounding_is_outward(box: tuple[Interval, Fraction], precision: int) -> None:
    a, x = box
    ragged = intervals.multiply(a, point(F(10**60 + 7, 3**80)))
    assert contains(intervals.rounded(ragged, precision), x * F(10**60 + 7, 3**80))


FUNCTIONS = {
    "exp": mpmath.exp,
    "log": mpmath.log,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "atan": mpmath.atan,
    "abs": abs,
}


@given(boxes(), st.sampled_from(sorted(FUNCTIONS)), precisions)
def test_images_contain(box: tuple[Interval, Fraction], name: str, precision: int) -> None:
    a, x = box
    assume(name != "log" or x > 0)
    with mpmath.workdps(200):
        value = FUNCTIONS[name](mpmath.mpf(x.numerator) / x.denominator)
        assert contains(image(name, 0, [a], precision), value)


@given(boxes(), st.integers(2, 7), precisions)
def test_roots_contain(box: tuple[Interval, Fraction], order: int, precision: int) -> None:
    a, x = box
    assume(x >= 0)
    with mpmath.workdps(200):
        assert contains(
            image("root", order, [a], precision), mpmath.root(mpmath.mpf(x.numerator) / x.denominator, order)
        )


@given(st.fractions(min_value=F(1, 10**30), max_value=10**30), precisions)
def test_logarithms_are_tight(x: Fraction, precision: int) -> None:
    low, high = intervals.log(x, precision)
    with mpmath.workdps(200):
        value = mpmath.log(mpmath.mpf(x.numerator) / x.denominator)
        assert low <= high
        assert mpmath.mpf(low.numerator) / low.denominator <= value + mpmath.mpf(10) ** -180
        assert mpmath.mpf(high.numerator) / high.denominator >= value - mpmath.mpf(10) ** -180
    assert high - low <= F(1, 2**precision) * max(1, abs(low))


@given(st.fractions(min_value=-200, max_value=200, max_denominator=10**6), precisions)
def test_exponentials_are_tight(x: Fraction, precision: int) -> None:
    low, high = intervals.exp(x, precision)
    with mpmath.workdps(300):
        value = mpmath.exp(mpmath.mpf(x.numerator) / x.denominator)
        assert mpmath.mpf(low.numerator) / low.denominator <= value * (1 + mpmath.mpf(10) ** -250)
        assert mpmath.mpf(high.numerator) / high.denominator >= value * (1 - mpmath.mpf(10) ** -250)
    assert (high - low) * 2 ** (precision - 2) <= low


@pytest.mark.parametrize("precision", [8, 53, 200, 1000])
def test_pi(precision: int) -> None:
    low, high = intervals.pi(precision)
    with mpmath.workprec(4 * precision + 100):
        assert mpmath.mpf(low.numerator) / low.denominator < mpmath.pi < mpmath.mpf(high.numerator) / high.denominator
    assert high - low < F(1, 2 ** (precision - 2))


def test_exact_values_stay_exact() -> None:
    assert image("exp", 0, [point(0)], 53) == point(1)
    assert image("log", 0, [point(1)], 53) == point(0)
    assert image("root", 2, [point(F(9, 4))], 53) == point(F(3, 2))
    assert image("root", 3, [point(27)], 53) == point(3)
    assert image("root", 2, [point(0)], 53) == point(0)
    assert image("root", 2, [point(2)], 53).lo[2] is True


def test_closed_ends_are_attained() -> None:
    """An open end excludes its value, so that > 0 can be told from >= 0."""
    assert intervals.multiply(closed(0, 1), open_(0, 1)) == Interval(end(0), end(1, True))
    assert intervals.multiply(open_(0, 1), open_(0, 1)).above(0) == ">"
    assert intervals.multiply(closed(0, 1), Interval(end(1), PLUS)) == Interval(end(0), PLUS)
    assert intervals.add(closed(0, 1), open_(0, 1)).above(0) == ">"
    assert intervals.power(closed(-1, 2), 2) == closed(0, 4)
    assert intervals.power(closed(-1, 2), 3) == closed(-1, 8)
    assert intervals.absolute(open_(-3, 1)) == Interval(end(0), end(3, True))
    assert intervals.absolute(Interval(end(-2, True), end(2))) == Interval(end(0), end(2))
    assert intervals.reciprocal(Interval(end(0, True), end(2))) == Interval(end(F(1, 2)), PLUS)
    assert intervals.reciprocal(Interval(MINUS, end(-2))) == Interval(end(F(-1, 2)), end(0, True))
    assert intervals.reciprocal(closed(-1, 1)) == WHOLE


def test_infinite_ends() -> None:
    assert intervals.multiply(WHOLE, point(0)) == point(0)
    assert intervals.add(WHOLE, point(1)) == WHOLE
    assert intervals.multiply(Interval(end(1), PLUS), Interval(MINUS, end(-1))) == Interval(MINUS, end(-1))
    assert image("exp", 0, [WHOLE], 53) == Interval(end(0, True), PLUS)
    assert image("exp", 0, [Interval(MINUS, end(0))], 53) == Interval(end(0, True), end(1))
    assert image("log", 0, [Interval(end(0, True), end(1))], 53) == Interval(MINUS, end(0))
    assert image("log", 0, [Interval(end(1), PLUS)], 53) == Interval(end(0), PLUS)
    assert image("exp", 0, [point(10 * HUGE)], 53) == Interval(end(0, True), PLUS)
    assert image("exp", 0, [point(-10 * HUGE)], 53) == Interval(end(0, True), end(1, True))


def test_comparisons() -> None:
    assert (closed(0, 1).above(0), open_(0, 1).above(0), closed(-1, 1).above(0)) == (">=", ">", "")
    assert (closed(0, 1).below(1), open_(0, 1).below(1), closed(0, 1).below(0)) == ("<=", "<", "")
    assert WHOLE.above(-(10**9)) == ""
    assert closed(0, 2).meet(open_(1, 3)) == Interval(end(1, True), end(2))
    assert closed(0, 1).meet(open_(0, 1)) == open_(0, 1)


def test_no_logarithm_of_a_negative_number() -> None:
    with pytest.raises(Rejected):
        intervals.log(F(-1), 53)


@pytest.mark.parametrize("order", [2, 3, 5])
@pytest.mark.parametrize("value", [Fraction(-1, 10**9), Fraction(-1), Fraction(-4)])
def test_a_root_of_negative_numbers_only_says_nothing(value: Fraction, order: int) -> None:
    """Such a box has no points: in a case that contradicts itself the search for a root must still end."""
    assert image("root", order, [point(value)], 64) == WHOLE
    assert image("root", order, [Interval(end(value), end(0))], 64) == point(0)
