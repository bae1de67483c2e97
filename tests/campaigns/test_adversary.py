"""The most adverse instance: its expected error is that of samples, and climbing beats what was drawn at random."""

from __future__ import annotations

from fractions import Fraction
from math import exp, factorial

import numpy as np
import pytest

from proofs.campaigns import adversary, cells
from verify.search.seeds import generator


@pytest.mark.parametrize("share", [0.3, 1.0, 3.0])
@pytest.mark.parametrize("height", [0.05, 0.3, 1.0])
def test_the_expected_error_is_that_of_samples(share: float, height: float) -> None:
    rows = 200_000
    drawn = adversary.setup(Fraction(1, 2), Fraction(1, 8))
    points = round(share * rows)
    random = np.random.default_rng(1)
    place, z = random.integers(points, size=rows), random.choice([-1, 1], size=rows)
    counts, sums = np.bincount(place, minlength=points), np.bincount(place, weights=z, minlength=points)
    kept = counts > 0
    w = np.clip(sums[kept] / counts[kept], -height, height)
    seen = 1 - (w * (2 * sums[kept] - counts[kept] * w)).sum() / rows
    assert adversary.error(share, height) == pytest.approx(seen, abs=0.01)
    assert drawn.instance.allowed


@pytest.mark.parametrize("share", [0.2, 1.0, 4.0])
def test_the_error_of_exact_fits(share: float) -> None:
    """With height 1 a point takes off the square of its sum over its count: a series that is known for signs."""
    rate = 1 / share
    total = sum(exp(-rate) * rate**c / factorial(c) for c in range(1, 60))  # E S^2/c = 1 for each point that is met
    assert adversary.error(share, 1.0) == pytest.approx(1 - share * total, abs=1e-8)


def test_out_of_reach() -> None:
    assert adversary.reach(0.1, 0.9) is None
    assert adversary.expected({"share": 0.1, "eps": 0.9}) is None
    assert adversary.expected({"share": 30.0, "eps": 0.1}) is None
    with pytest.raises(ValueError, match="reached"):
        adversary.setup(Fraction(1, 10), Fraction(9, 10))


@pytest.mark.parametrize("share", ["1/2", "1", "2"])
def test_the_least_height(share: str) -> None:
    height = adversary.reach(float(Fraction(share)), 0.2)
    assert height is not None
    assert adversary.error(float(Fraction(share)), height) <= 0.8 + 1e-9
    assert adversary.error(float(Fraction(share)), height * 0.99) > 0.8


def test_climbing_finds_what_a_sample_confirms() -> None:
    found = adversary.bumps(0, 150)
    assert found.instance.allowed
    assert float(found.ratio) == pytest.approx(found.expected, rel=0.02)
    assert found == adversary.bumps(0, 150)
    drawn = [cells.bumps(generator(3, trial), Fraction(1, 100)) for trial in range(40)]
    assert found.ratio > max(one[0] for one in drawn if one is not None)
    assert found.ratio < 1


def test_linear_functions() -> None:
    found = adversary.linear_functions(1, 60)
    assert found.instance.allowed
    assert float(found.ratio) == pytest.approx(found.expected, rel=0.02)
    assert found == adversary.linear_functions(1, 60)
    assert Fraction(1, 2000) < found.ratio < 1
