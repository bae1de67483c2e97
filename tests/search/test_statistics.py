"""Clopper-Pearson intervals: against the kernel's arithmetic, against scipy, and that they cover."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.calculus.test_statistics import accepted, statistic
from verify.search.statistics import at_least, at_most_failures, interval

LEVEL = Fraction(1, 1000)
UNIT = Fraction(1, 2**48)
counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_the_kernel_agrees_at_both_ends(count: tuple[int, int]) -> None:
    """The kernel's exact tails accept the ends at half the level, and reject what is a little further in."""
    failures, trials = count
    found = interval(failures, trials, LEVEL)
    half, inside = LEVEL / 2, 2 * UNIT
    if failures:
        assert accepted(statistic(found.low, trials, half, ">="), failures)
        assert not accepted(statistic(found.low + inside, trials, half, ">="), failures)
    else:
        assert found.low == 0
    if failures < trials:
        assert accepted(statistic(found.high, trials, half), failures)
        assert not accepted(statistic(found.high - inside, trials, half), failures)
    else:
        assert found.high == 1


@given(counts, st.integers(0, 100))
def test_tails_are_those_of_the_binomial(count: tuple[int, int], percent: int) -> None:
    (k, n), q = count, Fraction(percent, 100)
    exact = sum((comb(n, i) * q**i * (1 - q) ** (n - i) for i in range(k, n + 1)), Fraction(0))
    assert abs(float(at_least(k, n, q)) - float(exact)) < 1e-12
    rest = 1 - exact + comb(n, k) * q**k * (1 - q) ** (n - k)
    assert abs(float(at_most_failures(k, n, q)) - float(rest)) < 1e-12


@pytest.mark.parametrize(("failures", "trials"), [(12, 2_000), (5_000, 20_000), (300_000, 10**6), (1, 10**6)])
def test_agrees_with_scipy_where_floats_can_see_it(failures: int, trials: int) -> None:
    found = interval(failures, trials, Fraction(1, 10**4))
    assert float(found.low) == pytest.approx(stats.beta.ppf(5e-5, failures, trials - failures + 1), rel=1e-9)
    assert float(found.high) == pytest.approx(stats.beta.isf(5e-5, failures + 1, trials - failures), rel=1e-9)


@pytest.mark.parametrize("q", [Fraction(1, 20), Fraction(1, 2), Fraction(97, 100)])
def test_coverage_is_exact(q: Fraction) -> None:
    """The probability that the interval misses the truth is at most the level, summed over all outcomes."""
    n, level = 40, Fraction(1, 20)
    missed = Fraction(0)
    for k in range(n + 1):
        found = interval(k, n, level)
        if not found.low <= q <= found.high:
            missed += comb(n, k) * q**k * (1 - q) ** (n - k)
    assert missed <= level
    assert missed > 0  # it is no wider than it must be


def test_no_trial_tells_nothing() -> None:
    found = interval(0, 0, LEVEL)
    assert (found.low, found.high) == (0, 1)


@pytest.mark.parametrize("wrong", [(-1, 10, LEVEL), (11, 10, LEVEL), (1, 10, Fraction(0)), (1, 10, Fraction(1))])
def test_refused(wrong: tuple[int, int, Fraction]) -> None:
    with pytest.raises(ValueError):
        interval(*wrong)


def test_meets() -> None:
    found = interval(50, 100, LEVEL)
    assert found.meets(Fraction(1, 2), Fraction(1, 2))
    assert found.meets(Fraction(0), found.low)
    assert not found.meets(Fraction(0), found.low - UNIT)
    assert not found.meets(found.high + UNIT, Fraction(1))
