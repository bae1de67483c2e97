"""All Lipschitz functions: distances are certified, slopes and errors exact, programmes solved."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.spatial.distance import cdist

from proofs.campaigns import cells, lipschitz, nearest, segment
from proofs.campaigns.strategies import setups
from verify.search.seeds import generator

TENTH = Fraction(1, 10)


def on_sphere(seed: int, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = random.standard_normal((n, d))
    return x / np.linalg.norm(x, axis=1, keepdims=True), random.choice([-1, 1], size=n)


@pytest.mark.parametrize("d", [2, 8, 33, 64])
def test_distances_are_certified_and_near(d: int) -> None:
    x, y = on_sphere(d, 900, d)
    far = cdist(x, x)
    far[y[:, None] == y] = np.inf
    found, exact = nearest.distances(x, y) / nearest.SCALE, far.min(axis=1)
    assert (found <= exact).all()
    assert (exact - found <= (2 * sqrt(d) + 4) / nearest.SCALE).all()


def test_products_stay_below_what_float32_holds() -> None:
    """The extreme: opposite points with all coordinates rounded away from 0; then the largest sum that can arise."""
    assert 4 * (nearest.SCALE + sqrt(nearest.MOST) / 2 + 1) ** 2 < 2**24
    x = np.full((2, 64), 1 / 8)
    x[1] *= -1
    found = nearest.distances(x, np.array([1, -1]))
    assert 2 * nearest.SCALE - 12 <= found[0] == found[1] <= 2 * nearest.SCALE


@pytest.mark.parametrize(("n", "d", "scale"), [(5, 65, 1.0), (5, 8, 1.5)])
def test_points_that_are_not_meant(n: int, d: int, scale: float) -> None:
    x, y = on_sphere(1, n, d)
    with pytest.raises(ValueError, match="sphere"):
        nearest.distances(x * scale, y)


@pytest.mark.parametrize("seed", range(3))
def test_the_function_on_the_sphere(seed: int) -> None:
    """Its error is at most the goal, its slope between any points at most L; a smaller L is not enough."""
    x, y = on_sphere(seed, 500, 6)
    goal = Fraction(1, 4)
    slope = lipschitz.steepness(nearest.distances(x, y), goal)
    assert slope is not None
    half = float(slope) / 2

    def f(z: np.ndarray, half: float = half) -> np.ndarray:
        far = cdist(z, x)
        return np.minimum(1, half * far[:, y < 0].min(axis=1)) - np.minimum(1, half * far[:, y > 0].min(axis=1))

    assert ((y - f(x)) ** 2).mean() <= goal
    assert ((y - f(x, half * 0.98)) ** 2).mean() > goal
    z = np.vstack([x, np.random.default_rng(seed).standard_normal((300, 6)) / 2])
    gaps, rises = cdist(z, z), np.abs(f(z)[:, None] - f(z))
    assert (rises <= float(slope) * gaps + 1e-9).all()
    assert lipschitz.steepness(np.zeros(9, np.int64), goal) is None


def line(seed: int, points: int = 25, rows: int = 40) -> segment.Line:
    random = np.random.default_rng(seed)
    place, y = random.integers(points, size=rows), random.choice([-1, 1], size=rows)
    count, sums = np.bincount(place, minlength=points), np.bincount(place, weights=y, minlength=points)
    kept = np.flatnonzero(count)
    return segment.Line(kept, count[kept], sums[kept].astype(np.int64), rows, 1, Fraction(1))


@pytest.mark.parametrize("seed", range(5))
def test_the_convex_programme_on_a_line(seed: int) -> None:
    """Feasible, exactly; and no slope that is 2 % smaller has the error, by another solver."""
    found, goal = line(seed), Fraction(7, 10)
    best = segment.flattest(found, goal)
    assert best is not None
    slope, values = best
    f = [Fraction(int(value), segment.GRAIN) for value in values]
    rises = [abs(b - a) / int(g) for a, b, g in zip(f[:-1], f[1:], found.gaps, strict=True)]
    assert max(rises) <= slope <= max(rises) + Fraction(1, segment.GRAIN)
    exact = sum(
        (int(r) * v**2 - 2 * int(s) * v for r, s, v in zip(found.rows, found.sums, f, strict=True)), Fraction(0)
    )
    assert found.error(values) == (exact + found.squares) / found.n <= goal

    limit = 0.98 * float(slope) * found.gaps
    means = found.sums / found.rows
    solved = minimize(
        lambda v: float((found.rows * (v - means) ** 2).sum()),
        np.zeros(len(means)),
        method="SLSQP",
        constraints=[{"type": "ineq", "fun": lambda v, s=s: limit - s * np.diff(v)} for s in (1, -1)],
        options={"maxiter": 500},
    )
    offset = found.squares - float((found.sums**2 / found.rows).sum())
    assert (solved.fun + offset) / found.n > float(goal)


def test_a_line_out_of_reach() -> None:
    assert segment.flattest(line(1), Fraction(1, 100)) is None


@given(drawn=setups(TENTH), seed=st.integers(0, 99))
@settings(max_examples=8, deadline=None)
def test_intervals(drawn: cells.Setup, seed: int) -> None:
    """The interval reaches the error, is no longer than the one around 0, and one that is shorter does not."""
    rows, sums, squares = cells.rows_and_sums(generator(seed, 0), drawn)
    groups = cells.grouped(rows, sums)
    length, around = lipschitz.within(groups, squares, drawn), cells.least(groups, squares, drawn)
    if length is None:
        assert around is None
        return
    assert around is None or length <= 2 * around + Fraction(1, 10**5)
    n, unit, goal = drawn.instance.n, drawn.noise.unit, drawn.instance.sigma2 - drawn.instance.eps
    middles = [Fraction(k, 200) * (drawn.radius - length / 2) for k in range(-200, 201, 20)]
    shorter = length / 2 * Fraction(99, 100)
    assert all(cells.error(groups, squares, n, unit, shorter, middle) > goal for middle in middles)


def test_an_interval_may_be_off_centre() -> None:
    """Means 0 and 1 for two points with equal rows: around 0 the length 2 is needed, around 1/2 only 1."""
    groups = [(2, 0, 10), (2, 2, 10)]
    assert cells.error(groups, 40, 40, 1, Fraction(1, 2), Fraction(1, 2)) == cells.error(groups, 40, 40, 1, Fraction(1))
    assert cells.error(groups, 40, 40, 1, Fraction(1, 2)) > cells.error(groups, 40, 40, 1, Fraction(1))


@pytest.mark.parametrize("law", [lipschitz.points, lipschitz.sphere])
def test_instances(law: object) -> None:
    assert callable(law)
    met = 0
    for seed in range(12 if law is lipschitz.points else 3):
        found = law(generator(seed, 2), TENTH)
        if found is None:
            continue
        met += 1
        instance, slope, known = found
        assert instance.allowed
        assert instance.n > 20_000
        assert 0 < slope <= lipschitz.GREATEST
        if known["inputs"] == "sphere":
            assert instance.p == instance.n * (instance.d + 1) + 1
            assert 5 + slope**2 <= instance.J**2
        else:
            assert 1 + slope**2 / 4 <= instance.J**2
    assert met >= 2


@given(r=st.floats(0.01, 1), t=st.floats(0, 1000), a=st.floats(0.01, 2), b=st.floats(0.01, 2))
def test_the_logarithm_of_the_slope_moves_values_little(r: float, t: float, a: float, b: float) -> None:
    assert abs(min(a * t, 2 * r) - min(b * t, 2 * r)) <= 2 * r * abs(np.log(a / b)) + 1e-12
