"""Probabilities for random points, against closed forms, rational arithmetic, mpmath and simulation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import comb

import mpmath as mp
import numpy as np
import pytest
from flint import arb, ctx, fmpq

from verify.numerics.sphere import at_most, beta, close, crowded, largest_n, least_dimension, shrunk, table

F = Fraction


@pytest.fixture(autouse=True)
def many_bits() -> Iterator[None]:
    """For the arithmetic of the tests themselves."""
    before, ctx.prec = ctx.prec, 300
    yield
    ctx.prec = before


def contains(value: arb, number: Fraction) -> bool:
    return bool(value.contains(fmpq(number.numerator, number.denominator)))


def near(value: arb, number: object, digits: int) -> bool:
    return bool(abs(mp.mpf(value.mid().str(60, radius=False)) / number - 1) < mp.mpf(10) ** -digits)


def odd(d: int) -> Fraction:
    """P for odd d: the density (1 - u^2)^((d - 3)/2) is a polynomial."""
    m = (d - 3) // 2
    powers = [(2 * j + 1, F((-1) ** j * comb(m, j), 2 * j + 1)) for j in range(m + 1)]
    half = sum(c for _, c in powers)
    return (half - sum(c * F(1, 2) ** e for e, c in powers)) / (2 * half)


def test_closed_forms() -> None:
    assert contains(close(2), F(1, 3))
    assert contains(close(3), F(1, 4))
    assert contains(close(5), F(5, 32))
    assert close(4).overlaps(arb(1) / 3 - arb(3).sqrt() / (4 * arb.pi()))
    assert close(4).rel_accuracy_bits() > 100
    assert not close(4).contains(fmpq(1, 5))


@pytest.mark.parametrize("d", range(3, 102, 2))
def test_odd_dimensions_are_rational(d: int) -> None:
    assert contains(close(d), odd(d))
    assert not contains(close(d), odd(d) * (1 + F(1, 10**30)))
    assert close(d).rel_accuracy_bits() > 100


@pytest.mark.parametrize(("d", "s"), [(2, F(1, 2)), (7, F(7, 5)), (50, F(1)), (784, F(1)), (100, F(6, 5))])
def test_against_mpmath(d: int, s: Fraction) -> None:
    with mp.workdps(50):
        u = mp.mpf(s.numerator) / s.denominator
        expected = mp.betainc(mp.mpf(d - 1) / 2, 0.5, 0, u**2 - u**4 / 4, regularized=True) / 2
        assert near(close(d, s, 200), expected, 45)


def test_the_table_is_the_law() -> None:
    values = table(400)
    assert len(values) == 399
    for d, value in enumerate(values, start=2):
        assert value.overlaps(close(d))
        assert value.rel_accuracy_bits() > 100
    assert all(a > b for a, b in pairwise(values))


def test_a_far_dimension() -> None:
    """P ~ sqrt(2/pi) (3/4)^((d - 1)/2)/sqrt(d), within 3/d."""
    value = close(10**6)
    assert value.rel_accuracy_bits() > 80
    leading = (arb(2) / arb.pi()).sqrt() * (arb(3) / 4) ** (arb(10**6 - 1) / 2) / 1000
    assert abs(value / leading - 1) < arb(3) / 10**6


@pytest.mark.parametrize(("n", "d"), [(3, 3), (10, 20), (30, 40), (200, 50)])
def test_many_points_against_simulation(n: int, d: int) -> None:
    trials, random = 2_000, np.random.default_rng(n)
    count = 0
    for _ in range(trials):
        x = random.standard_normal((n, d))
        x /= np.linalg.norm(x, axis=1, keepdims=True)
        gram = x @ x.T
        np.fill_diagonal(gram, -1)
        count += bool(gram.max() > 0.5)
    rate, found = count / trials, crowded(n, d)
    error = 5 * (rate * (1 - rate) / trials) ** 0.5 + 1e-3
    assert float(found.low) - error <= rate <= float(found.high) + error
    assert found.low <= found.high


def test_how_tight_the_bounds_are() -> None:
    found = crowded(60_000, 784)
    assert abs(found.high / found.low - 1) < arb(10) ** -30
    assert found.high.str(5, radius=False) == "6.2377e-42"
    few = crowded(60_000, 100)
    assert arb(0) <= few.low
    assert few.low <= few.high
    assert few.high <= arb(1)


@pytest.mark.parametrize(
    ("d", "union", "safe", "unsafe"),
    [(64, 42, 42, 43), (100, 627, 629, 630), (128, 4_983, 4_996, 4_997), (200, 984_833, 987_308, 987_318)],
)
def test_the_largest_number_of_points(d: int, union: int, safe: int, unsafe: int) -> None:
    """At failure 1/100; the union bound allows a few points less."""
    found = largest_n(d, F(1, 100))
    assert (found.safe, found.unsafe) == (safe, unsafe)
    level = arb(1) / 100
    assert at_most(crowded(safe, d).high, level) is True
    assert at_most(crowded(unsafe, d).low, level) is False
    assert found.exact == (unsafe == safe + 1)
    assert at_most(union * (union - 1) // 2 * close(d), level) is True
    assert at_most(union * (union + 1) // 2 * close(d), level) is False


def test_the_tail_of_a_projection() -> None:
    with mp.workdps(50):
        expected = mp.betainc(10, 40, 0, mp.mpf(1) / 10, regularized=True)
        assert near(shrunk(20, 100, F(1, 2), 200), expected, 45)
    assert shrunk(20, 100, F(1, 2)).overlaps(beta(F(10), F(40), F(1, 10)))
    random = np.random.default_rng(3)
    x = random.standard_normal((20_000, 100)) ** 2
    rate = float(np.mean(x[:, :20].sum(axis=1) <= 0.1 * x.sum(axis=1)))
    assert abs(rate - float(shrunk(20, 100, F(1, 2)))) < 5 * (rate / 20_000) ** 0.5


def test_the_least_projected_dimension() -> None:
    n, d, delta, t = 1_000, 784, F(1, 100), F(1, 2)
    k = least_dimension(n, d, delta, t)
    assert k is not None
    level = arb(1) / 50 / (n * (n - 1))
    assert at_most(shrunk(k, d, t), level) is True
    assert all(at_most(shrunk(smaller, d, t), level) is False for smaller in range(1, k))
    chernoff = 2 / (0.5 - 1 - np.log(0.5)) * np.log(n**2 / 0.01)  # what the exponential bound asks for
    assert k <= chernoff
    assert least_dimension(10**6, 20, delta, t) is None


def test_overlapping_balls_decide_nothing() -> None:
    wide = arb(1, 0.5)
    assert at_most(wide, wide) is None
    assert at_most(wide, arb(2)) is True
    assert at_most(arb(2), wide) is False
    assert at_most(arb("nan"), wide) is None
    before = ctx.prec
    close(10, bits=300)
    assert ctx.prec == before


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: close(1),
        lambda: close(3, F(3, 2)),
        lambda: close(3, F(-1)),
        lambda: crowded(0, 3),
        lambda: largest_n(5, F(1)),
        lambda: shrunk(5, 5, F(1, 2)),
        lambda: shrunk(4, 5, F(2)),
        lambda: table(2),
        lambda: beta(F(0), F(1), F(1, 2)),
        lambda: least_dimension(1, 5, F(1, 2), F(1, 2)),
    ],
)
def test_arguments_out_of_range(wrong: Callable[[], object]) -> None:
    with pytest.raises(ValueError):
        wrong()
