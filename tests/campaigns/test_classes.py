"""Classes: each computes what it says: exact errors and slopes, least values, laws, and the bound of Theorem 3."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import exp, log, sqrt
from typing import Any

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.campaigns import bidiagonal, cells, linear
from proofs.campaigns.cells import Geometry, Groups, Setup
from proofs.campaigns.instance import Instance, needed, root_above, shortened
from proofs.campaigns.noise import NOISES, Noise
from proofs.campaigns.strategies import instances, setups
from proofs.notation import LIPSCHITZ_BOUND
from tests.constructions.probabilities import number
from verify.kernel.parser import parse_term
from verify.search.seeds import generator

HUNDREDTH = Fraction(1, 100)


# --- the numbers of Theorem 3


@given(instance=instances())
def test_the_bound_is_that_of_the_theorem(instance: Instance) -> None:
    """Against the text of the claim, in mpmath."""
    with mp.workdps(30):
        env = {name: mp.mpf(value.numerator) / value.denominator for name, value in vars(instance).items()}
        stated = number(parse_term(LIPSCHITZ_BOUND), env)
        ours = instance.bound()
        assert float(ours.mid()) == pytest.approx(float(stated), rel=1e-12)
    ratio = instance.ratio(Fraction(1))
    assert float(ratio) <= float(stated) * (1 + 1e-12)
    assert float(ratio) >= float(stated) * (1 - 1e-4)


@given(instance=instances())
def test_the_side_condition_is_met(instance: Instance) -> None:
    assert instance.allowed
    assert instance.n * instance.eps**2 >= 10**4 * instance.k * log(8 * instance.k / instance.delta) * (1 - 1e-12)


@given(instance=instances(allowed=False))
def test_the_side_condition_is_not_met(instance: Instance) -> None:
    if instance.n * instance.eps**2 < 10**4 * instance.k * log(8 * instance.k / instance.delta):
        assert not instance.allowed


@pytest.mark.parametrize("change", [{"eps": Fraction(1)}, {"c": Fraction(0)}, {"n": 0}, {"sigma2": Fraction(2)}])
def test_numbers_outside_of_the_domain(change: dict[str, Any]) -> None:
    whole = Instance(10**7, 5, 3, 1, Fraction(1), Fraction(1), Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 2))
    assert whole.allowed
    assert not Instance(**{**vars(whole), **change}).allowed


@given(k=st.integers(1, 9), delta=st.fractions(Fraction(1, 10**6), Fraction(999, 1000)))
def test_rows_needed(k: int, delta: Fraction) -> None:
    with mp.workdps(40):
        exact = 10**4 * k * mp.log(mp.mpf(8 * k) * delta.denominator / delta.numerator)
        found = mp.mpf(needed(k, delta).numerator) / needed(k, delta).denominator
        assert exact <= found <= exact * (1 + mp.mpf(10) ** -20)


@given(value=st.fractions(0, 10**9))
def test_roundings(value: Fraction) -> None:
    root = root_above(value)
    assert value <= root**2 <= (value + Fraction(1, 10**8)) * (1 + Fraction(1, 10**8))
    assert value * (1 - Fraction(1, 10**5)) <= shortened(value) <= value


# --- noise


@pytest.mark.parametrize("noise", NOISES, ids=lambda noise: noise.name)
def test_noise(noise: Noise) -> None:
    """Mean 0, labels in [-1, 1], the law as declared (6 standard errors)."""
    assert sum(noise.weights) == 1
    assert sum(w * v for v, w in zip(noise.values, noise.weights, strict=True)) == 0
    assert max(map(abs, noise.values)) + noise.shift <= noise.unit
    size = 40_000
    drawn = noise.draw(np.random.default_rng(1), size)
    for v, w in zip(noise.values, noise.weights, strict=True):
        assert abs((drawn == v).mean() - float(w)) <= 6 * 0.5 / sqrt(size)
    total = noise.total(np.random.default_rng(2), size) / noise.unit**2 / size
    assert abs(total - float(noise.variance)) <= 6 / sqrt(size)


# --- bumps


def small(points: int, rows: int, noise: Noise = NOISES[0], radius: Fraction = Fraction(1)) -> Setup:
    """An instance without the side condition."""
    found = Instance(
        rows, points, points, 1, Fraction(points), Fraction(9), Fraction(1), noise.variance, Fraction(1, 5),
        Fraction(1, 2),
    )  # fmt: skip
    return Setup(found, noise, Geometry("simplex", points, 1), radius)


def grouped(place: np.ndarray, y: np.ndarray) -> tuple[Groups, int]:
    """Rows and sums of each point, by hand."""
    groups = dict[tuple[int, int], int]()
    for j in set(place.tolist()):
        key = (int((place == j).sum()), int(y[place == j].sum()))
        groups[key] = groups.get(key, 0) + 1
    return [(*key, count) for key, count in groups.items()], int((y**2).sum())


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("noise", NOISES, ids=lambda noise: noise.name)
def test_the_error_of_cut_off_means(noise: Noise, seed: int) -> None:
    """Against each row's own error, and against other values of the function: none within [-u, u] is better."""
    random = np.random.default_rng(seed)
    place, y = random.integers(6, size=20), noise.draw(random, 20)
    u = Fraction(int(random.integers(1, 9)), 10)
    found = cells.error(*grouped(place, y), 20, noise.unit, u)
    values = {j: Fraction(int(y[place == j].sum()), int((place == j).sum()) * noise.unit) for j in set(place.tolist())}
    cut = {j: max(-u, min(u, mean)) for j, mean in values.items()}

    def error(f: dict[int, Fraction]) -> Fraction:
        rows = zip(place.tolist(), y.tolist(), strict=True)
        return sum(((Fraction(b, noise.unit) - f[j]) ** 2 for j, b in rows), Fraction(0)) / 20

    assert found == error(cut)
    for _ in range(20):
        other = {j: Fraction(int(random.integers(-10, 11)), 10) * u for j in cut}
        assert found <= error(other)


@given(drawn=setups(), seed=st.integers(0, 99))
@settings(max_examples=15)
def test_the_least_height(drawn: Setup, seed: int) -> None:
    """It reaches the error, and one that is a little less does not."""
    groups, squares = cells.sample(generator(seed, 0), drawn)
    instance, unit = drawn.instance, drawn.noise.unit
    assert sum(rows * count for rows, _, count in groups) == instance.n
    assert sum(count for *_, count in groups) <= instance.p
    u, goal = cells.least(groups, squares, drawn), instance.sigma2 - instance.eps
    if u is None:
        assert cells.error(groups, squares, instance.n, unit, drawn.radius) > goal
        return
    assert 0 < u <= drawn.radius
    assert cells.error(groups, squares, instance.n, unit, u) <= goal
    assert cells.error(groups, squares, instance.n, unit, u - Fraction(70, cells.GRAIN)) > goal


@given(drawn=setups())
@settings(max_examples=25)
def test_instances_of_cells(drawn: Setup) -> None:
    """The class's own p, W and J; c by the diameter."""
    instance, points = drawn.instance, drawn.instance.p
    assert 2 * drawn.radius * Fraction(int(1000 * sqrt(points)), 1000) <= instance.W
    assert (instance.J, instance.d) == (1, drawn.geometry.dimension)
    assert 2 * exp(-instance.d * drawn.geometry.spread2 / (2 * float(instance.c))) >= 1
    assert instance.delta >= HUNDREDTH
    assert instance.n <= 1.31 * cells.MOST_ROWS


@pytest.mark.parametrize("points", [2, 3, 9, 10, 64, 100])
def test_geometries(points: int) -> None:
    """Enough points at distance 1 or more, and none farther than the diameter."""
    for where in cells.geometries(points):
        if where.name == "simplex":
            x = np.eye(points) / sqrt(2)
        elif where.name == "segment":
            x = np.arange(points)[:, None].astype(float)
        else:
            side = 2 if where.name == "cube" else int(np.ceil(sqrt(points)))
            axes = [range(side)] * where.dimension
            x = np.array(np.meshgrid(*axes)).reshape(where.dimension, -1).T[:points].astype(float)
        assert len(x) == points
        assert x.shape[1] == where.dimension
        gaps = np.linalg.norm(x[:, None] - x[None], axis=2)
        assert gaps[np.triu_indices(points, 1)].min() >= 1 - 1e-12
        assert gaps.max() ** 2 <= where.spread2 + 1e-9


# --- linear functions


@pytest.mark.parametrize(("n", "d"), [(12, 5), (9, 9), (6, 14)])
def test_the_bidiagonal_form_has_the_law_of_the_design(n: int, d: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The least |w| at an error, from the form and from designs: means agree within 6 standard errors."""
    columns, trials, goal = min(n - 1, d), 400, 0.7
    monkeypatch.setattr(bidiagonal, "COLUMNS", columns)
    random = np.random.default_rng(n * 100 + d)
    forms, designs = [], []
    for _ in range(trials):
        alpha = np.sqrt(random.chisquare(d - np.arange(columns)) / d)
        beta = np.sqrt(random.chisquare(n - 1 - np.arange(columns)) / d)
        v = bidiagonal.path(alpha, beta, goal)
        forms.append(np.inf if v is None else sqrt(float(sum(x * x for x in v))))
        x, y = random.standard_normal((n, d)) / sqrt(d), np.eye(n)[0]
        u, s, _ = np.linalg.svd(x, full_matrices=False)
        along, rest = u.T @ y, float(1 - ((u.T @ y) ** 2).sum())

        def at(penalty: float, s: Any = s, along: Any = along, rest: float = rest) -> float:
            return float(((along * penalty / (s**2 + penalty)) ** 2).sum()) + rest

        low, high = 2.0**-40, 2.0**10
        if at(low) > goal:
            designs.append(np.inf)
            continue
        for _ in range(80):
            middle = sqrt(low * high)
            low, high = (middle, high) if at(middle) <= goal else (low, middle)
        designs.append(float(np.linalg.norm(along * s / (s**2 + low))))
    a, b = (np.minimum(column, 20) for column in (forms, designs))
    assert abs(a.mean() - b.mean()) <= 6 * sqrt((a.var() + b.var()) / trials)


@pytest.mark.parametrize("seed", range(5))
def test_the_misfit_is_exact(seed: int) -> None:
    random = np.random.default_rng(seed)
    alpha, beta, v = random.uniform(1, 2, 5), random.uniform(1, 2, 5), random.standard_normal(5)
    b = np.zeros((6, 5))
    b[np.arange(5), np.arange(5)], b[np.arange(1, 6), np.arange(5)] = alpha, beta
    exact = bidiagonal.misfit(alpha, beta, [Fraction(float(x)) for x in v])
    assert float(exact) == pytest.approx(float(((np.eye(6)[0] - b @ v) ** 2).sum()))


@pytest.mark.parametrize("law", [linear.gauss, linear.sphere, linear.axes])
def test_instances_of_linear_functions(law: Callable[..., Any]) -> None:
    met = 0
    for seed in range(40):
        found = law(generator(seed, 0), HUNDREDTH)
        if found is None:
            continue
        instance, slope, known = found
        met += 1
        assert instance.allowed
        assert instance.p == instance.d
        assert 0 < slope <= instance.W / 2
        assert instance.delta >= HUNDREDTH
        if known["inputs"] == "gauss":  # all rows are within the ball
            assert log(instance.n) - instance.d * (3 - 2 * log(2)) / 2 <= log(1e-9) + 1e-9
            assert instance.J == 2
        else:
            assert instance.J == 1
    assert met >= 10


def test_the_ridge_path_of_axes() -> None:
    """Against the normal equations: w minimises error plus penalty."""
    random = np.random.default_rng(3)
    n, d = 60, 25
    place, z, sign = random.integers(d, size=n), random.choice([-1, 1], size=n), random.choice([-1, 1], size=n)
    x = np.zeros((n, d))
    x[np.arange(n), place] = sign
    rows, sums = (x**2).sum(axis=0), x.T @ z
    penalty = linear.ridge([(int(r), abs(int(a)), 1) for r, a in zip(rows, sums, strict=True) if a], n, 1, 0.8 * n)
    assert penalty is not None
    w = np.linalg.solve(x.T @ x + (float(penalty) + 1e-12) * np.eye(d), x.T @ z)
    assert ((z - x @ w) ** 2).mean() == pytest.approx(0.8, abs=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_the_error_on_the_sphere(seed: int) -> None:
    """Rows g/|g|: the error of w there is at most what the Gaussian rows and the spread of their lengths give."""
    n, d = 60, 400
    random = np.random.default_rng(seed)
    g = random.standard_normal((n, d)) / sqrt(d)
    r = np.linalg.norm(g, axis=1)
    y = random.choice([-1.0, 1.0], size=n)
    t = bidiagonal.spread(n, d)
    assert np.abs(1 / r - 1).max() <= float(t)
    w = np.linalg.solve(g.T @ g + 0.5 * np.eye(d), g.T @ y)
    there = ((y - g @ w / r) ** 2).sum()
    values = [Fraction(float(value)) for value in g @ w]
    rest = Fraction(float(((y - g @ w) ** 2).sum()))
    bound = bidiagonal.moved(rest, values, t)
    assert there <= float(bound) * (1 + 1e-9)
    assert bound > rest == bidiagonal.moved(rest, values, Fraction(0))
    assert float(bound) == pytest.approx((sqrt(rest) + float(t) * float(np.linalg.norm(g @ w))) ** 2, rel=1e-6)


@pytest.mark.parametrize("d", [3000, 10**5, 10**7])
def test_lengths_are_near_one(d: int) -> None:
    """Chi-square quantiles: the probability that one of n rows is farther than the spread is below the limit."""
    from scipy.stats import chi2

    n = d
    t = float(bidiagonal.spread(n, d))
    outside = chi2.sf(d / (1 - t) ** 2, d) + chi2.cdf(d / (1 + t) ** 2, d)
    assert n * outside <= bidiagonal.NEVER
    with pytest.raises(ValueError, match="dimensions"):
        bidiagonal.spread(10**6, 20)


def test_the_path_on_the_sphere_is_steeper() -> None:
    """A spread costs length: the path stops later."""
    random = np.random.default_rng(5)
    d, columns = 500, 40
    alpha = np.sqrt(random.chisquare(d - np.arange(columns)) / d)
    beta = np.sqrt(random.chisquare(d - 1 - np.arange(columns)) / d)
    plain, spread = bidiagonal.path(alpha, beta, 0.8), bidiagonal.path(alpha, beta, 0.8, 0.05)
    assert plain is not None
    assert spread is not None
    assert sum(x * x for x in plain) < sum(x * x for x in spread)
    assert bidiagonal.moved(
        bidiagonal.misfit(alpha, beta, spread), bidiagonal.image(alpha, beta, spread), Fraction(1, 20)
    ) <= Fraction(8, 10)
