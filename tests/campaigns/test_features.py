"""Random features: the explicit function has the error and the slope that are claimed, and none is flatter."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from scipy.optimize import minimize

from proofs.campaigns import features
from proofs.campaigns.features import Axis
from verify.search.seeds import generator

HUNDREDTH = Fraction(1, 100)


def drawn(seed: int, n: int = 40, d: int = 6, count: int = 15) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    chosen = np.bincount(random.integers(2 * d, size=count), minlength=2 * d)
    return random.integers(2 * d, size=n), random.choice([-1, 1], size=n), chosen


@pytest.mark.parametrize("seed", range(6))
def test_error_and_slope_of_the_explicit_function(seed: int) -> None:
    """Against weights on features of R^d, evaluated row by row; the slope against gradients in all orthants."""
    place, y, chosen = drawn(seed)
    d, n, mu = 6, 40, Fraction(3, 2)
    axes = features.grouped(place, y, chosen, d)
    values = np.zeros(2 * d)
    for i in range(d):
        sides = []
        for j in (i, i + d):
            total, rows = int(y[place == j].sum()), int((place == j).sum())
            sides.append((rows, total) if total and chosen[j] else (0, 0))
        key = Axis(sides[0][0], abs(sides[0][1]), sides[1][0], abs(sides[1][1]))
        top = float(features.height(key, 1, mu)) if any(key) else 0.0
        for j, (rows, total) in zip((i, i + d), sides, strict=True):
            values[j] = np.sign(total) * min(abs(total) / rows, top) if rows else 0.0
    x = np.vstack([np.eye(d), -np.eye(d)])[place]
    v = np.repeat(np.vstack([np.eye(d), -np.eye(d)]), chosen, axis=0)
    w = np.repeat(values / np.maximum(chosen, 1), chosen)
    f = np.maximum(0, x @ v.T) @ w
    assert ((y - f) ** 2).mean() == pytest.approx(float(features.error(axes, n, 1, n, mu)), abs=1e-6)
    slope = sqrt(sum(many * float(features.height(axis, 1, mu)) ** 2 for axis, many in axes.items()))
    random = np.random.default_rng(seed)
    gradients = [np.linalg.norm(((v @ random.choice([-1, 1], size=d)) > 0) * w @ v) for _ in range(3000)]  # 64 orthants
    assert max(gradients) == pytest.approx(slope, rel=1e-5)
    assert len(w) == chosen.sum()
    assert np.linalg.norm(w) <= sqrt(2) * slope + 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_no_function_of_the_class_is_better(seed: int) -> None:
    """Error plus mu times the square of the slope is least: against a numerical optimum over all values."""
    place, y, chosen = drawn(seed)
    d, n, mu = 6, 40, Fraction(2)
    axes = features.grouped(place, y, chosen, d)
    ours = n * float(features.error(axes, n, 1, n, mu))
    ours += float(mu) * sum(many * float(features.height(axis, 1, mu)) ** 2 for axis, many in axes.items())

    def cost(values: np.ndarray) -> float:
        kept = np.where(chosen > 0, values, 0)
        top = np.maximum(np.abs(kept[:d]), np.abs(kept[d:]))
        return float(((y - kept[place]) ** 2).sum() + float(mu) * (top**2).sum())

    found = min(minimize(cost, start, method="Powell").fun for start in np.random.default_rng(0).normal(size=(4, 12)))
    assert ours == pytest.approx(found, rel=1e-2)  # Powell may stop early
    assert ours <= found * (1 + 1e-4)


@pytest.mark.parametrize("law", [features.orthogonal, features.signed])
def test_instances(law: object) -> None:
    assert callable(law)
    met = 0
    for seed in range(30):
        found = law(generator(seed, 1), HUNDREDTH)
        if found is None or not found[0].allowed:
            continue
        met += 1
        instance, slope, known = found
        assert instance.n > 20_000
        assert 0 < slope < instance.W
        if law is features.signed:
            assert instance.p % (2 * instance.d) == 0
            assert instance.c == 3 * instance.d
        else:
            assert instance.p == 2 * int(known["directions"]) <= 2 * instance.d
            assert (1 if known["inputs"] == "sphere" else 2) == instance.J
    assert met >= 10


def test_both_signs_of_a_direction_are_linear() -> None:
    """f = <w, x> of features v and -v, whose Lipschitz constant is |w|; the feature vector is no longer than x."""
    random = np.random.default_rng(1)
    v = np.linalg.qr(random.standard_normal((9, 9)))[0][:4]
    a, x = random.standard_normal(4), random.standard_normal((50, 9))
    both = np.hstack([np.maximum(0, x @ v.T), np.maximum(0, -x @ v.T)])
    assert both @ np.concatenate([a, -a]) == pytest.approx(x @ (a @ v))
    assert np.linalg.norm(a @ v) == pytest.approx(np.linalg.norm(a))
    assert (np.linalg.norm(both, axis=1) <= np.linalg.norm(x, axis=1) + 1e-12).all()


def test_a_gap_out_of_reach() -> None:
    axes = {Axis(2, 2, 0, 0): 3}
    assert features.penalty(axes, 100, 1, 100, 0.5) is None
    assert features.penalty(axes, 100, 1, 100, 0.96) is not None
