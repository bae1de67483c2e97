"""The Lipschitz constant of data against the definition, in fractions; ties, near ties, repeated points, mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import nextafter

import numpy as np
import pytest

from tests.geometry.reference import in_memory, values
from verify.geometry import ratio as module
from verify.geometry.metrics import Euclidean
from verify.geometry.ratio import Ratio, Steepest, diameter, ratio
from verify.geometry.reading import DataError

Data = tuple[np.ndarray, np.ndarray]


def expected(x: np.ndarray, y: np.ndarray) -> Ratio:
    """By the definition, pair by pair."""
    near, far = values(x, False), values(y, False)
    torn = [pair for pair in combinations(range(len(x)), 2) if near[pair] == 0 and far[pair] > 0]
    if torn:
        return Ratio(None, torn[0])
    quotients = {pair: far[pair] / near[pair] for pair in near if near[pair] > 0}
    most = max(quotients.values(), default=Fraction(0))
    return Ratio(most, min(pair for pair in quotients if quotients[pair] == most) if most else None)


def computed(x: np.ndarray, y: np.ndarray, **options: int) -> Ratio:
    return ratio(in_memory(x), in_memory(y), **options)


def data(count: int, seed: int) -> Iterator[Data]:
    random = np.random.default_rng(seed)
    for k in range(count):
        n, d, m = (int(random.integers(low, high)) for low, high in ((2, 14), (1, 6), (1, 4)))
        x, y = random.standard_normal((n, d)), random.standard_normal((n, m))
        if k % 5 == 1:
            x, y = random.integers(0, 3, (n, d)), random.integers(-1, 2, (n, m))
        if k % 5 == 2:
            x, y = random.integers(0, 9, (n, d)) * 0.1, random.integers(0, 2, (n, m)).astype(np.float32)
        if k % 5 == 3:
            x, y = x * 1e200, y * 1e-200
        if k % 5 == 4:  # differences of 2**60 and more, exact in integers only
            x, y = 2**60 + random.integers(0, 2**61, (n, d)), random.integers(-(2**62), 2**62, (n, m))
        yield x, y


@pytest.mark.parametrize("seed", range(4))
def test_small_sets(seed: int) -> None:
    for number, (x, y) in enumerate(data(150, seed)):
        assert computed(x, y, size=(2, 3, 2048)[number % 3], workers=1 + number % 2) == expected(x, y)


def near_ties(count: int) -> Iterator[Data]:
    """Pairs on a line with quotients that differ in the last place, and labels scaled by neighbours of one number."""
    random = np.random.default_rng(count)
    for _ in range(count):
        gaps = random.standard_normal(8) + 3
        slope = float(random.standard_normal()) + 3
        x = np.cumsum(np.column_stack([np.full(8, 50.0), gaps]).ravel())[:, None]
        slopes = [slope, nextafter(slope, 9.0)]
        y = np.cumsum(np.column_stack([np.zeros(8), [slopes[k % 2] * g for k, g in enumerate(gaps)]]).ravel())[:, None]
        yield x, y


def test_near_ties() -> None:
    for x, y in near_ties(200):
        assert computed(x, y, size=4) == expected(x, y)


def test_many_ties_of_labels_plus_and_minus_one() -> None:
    side = np.arange(8)
    x = np.stack(np.meshgrid(side, side, side), axis=-1).reshape(-1, 3).astype(float)
    y = (-1.0) ** x.sum(axis=1)[:, None]
    assert computed(x, y, size=64, workers=2) == Ratio(Fraction(4), (0, 1))


def test_repeated_points() -> None:
    x = np.array([[1.0, 2.0], [0.0, 0.0], [1.0, 2.0], [-0.0, 0.0]])
    assert computed(x, np.array([[1], [2], [1], [2]])) == Ratio(Fraction(1, 5), (0, 1))
    assert computed(x, np.array([[1], [2], [1], [3]])) == Ratio(None, (1, 3))
    assert computed(x, np.array([[1], [2], [0], [3]])) == Ratio(None, (0, 2))
    assert computed(x, np.array([[7], [7], [7], [7]])) == Ratio(Fraction(0), None)


def test_as_many_labels_as_points() -> None:
    with pytest.raises(DataError, match="3 labels for 2 points"):
        computed(np.zeros((2, 1)), np.zeros((3, 1)))


def test_larger_sets_agree_with_numpy() -> None:
    random = np.random.default_rng(3)
    for n, d, m in ((600, 2, 1), (600, 40, 5)):
        x, y = random.standard_normal((n, d)), random.standard_normal((n, m))
        near = ((x[:, None] - x) ** 2).sum(axis=-1) + 1e9 * np.eye(n)
        quotients = ((y[:, None] - y) ** 2).sum(axis=-1) / near
        found = computed(x, y, size=100, workers=2)
        assert found.square is not None
        assert abs(float(found.square) - quotients.max()) < 1e-9 * quotients.max()
        assert found.rows == tuple(sorted(int(k) for k in np.unravel_index(quotients.argmax(), quotients.shape)))


@pytest.mark.parametrize("few", [0, 64])
def test_no_label_is_outside_of_the_diameter(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(module, "FEW", few)
    tiny = np.column_stack([np.ones(9), 1e-200 * np.arange(9)])
    for y in (tiny, *(y for _, y in data(60, 2) if (y != y[0]).any())):
        largest = max(values(y, False).values())
        assert diameter(Euclidean(in_memory(y))) >= largest
        assert few == 0 or diameter(Euclidean(in_memory(y))) == largest


def test_small_sets_by_boxes_and_balls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEW", 0)
    for x, y in data(100, 20):
        assert computed(x, y, size=3) == expected(x, y)


# --- mistakes are noticed


def noticed(made: Iterator[Data]) -> bool:
    return any(computed(x, y, size=3) != expected(x, y) for x, y in made)


def test_nothing_is_noticed_without_a_mistake() -> None:
    assert not noticed(near_ties(30))
    assert not noticed(data(60, 9))


def test_too_small_a_diameter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "diameter", lambda labels: diameter(labels) / 16)
    assert noticed(data(60, 9))


def test_no_slack_for_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Steepest._possible
    monkeypatch.setattr(Steepest, "_possible", lambda self, upper, lower: right(self, upper * (1 - 2.0**-30), lower))
    assert noticed(near_ties(30))


def test_equal_points_that_are_not_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "conflict", lambda labels, equal: None)
    assert any(computed(x, y).square is not None for x, y in data(60, 9) if expected(x, y).square is None)
