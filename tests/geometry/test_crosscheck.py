"""Findings against the definitions in fractions: small sets of every kind, each rung of the ladder, many blocks."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tests.geometry.reference import Case, cases, discrepancies, in_memory
from verify.geometry import gram, integers
from verify.geometry.gram import Patch
from verify.geometry.pairs import examine


@pytest.mark.parametrize("seed", range(8))
def test_small_sets(seed: int) -> None:
    for number, case in enumerate(cases(150, seed)):
        assert discrepancies(case, size=(2, 3, 5, 2048)[number % 4], workers=1 + number % 2) == []


@pytest.mark.slow
def test_many_small_sets() -> None:
    for number, case in enumerate(cases(8_000, 1_000)):
        assert discrepancies(case, size=(2, 3, 5, 2048)[number % 4], workers=1 + number % 2) == []


@pytest.mark.parametrize("finer", [True, False], ids=["finer lattices", "single pairs"])
def test_each_way_down_the_ladder(monkeypatch: pytest.MonkeyPatch, finer: bool) -> None:
    monkeypatch.setattr(Patch, "worthwhile", lambda self, dimension, pairs: finer and not self.fine)
    monkeypatch.setattr(gram, "ROWS", 1)
    monkeypatch.setattr(gram, "TOGETHER", 2)
    for case in cases(150, 100 + finer):
        assert discrepancies(case, size=4) == []


def test_columns_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gram, "COLUMNS", 2)
    for case in cases(100, 200):
        assert discrepancies(case) == []


def test_without_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integers, "SLICES", 0)
    for case in cases(50, 300):
        assert discrepancies(case) == []


@pytest.mark.parametrize("listed", [0, 1, 3, 1000])
def test_what_is_listed(listed: int) -> None:
    random = np.random.default_rng(listed)
    for _ in range(20):
        array = random.integers(0, 4, (40, 2)).astype(np.float32)
        case = Case("listed", array, False, Fraction(3, 2))
        assert discrepancies(case, size=5, listed=listed) == []


def test_a_distance_beyond_every_float() -> None:
    array = np.random.default_rng(0).standard_normal((20, 3))
    for distance in (Fraction(10**400), Fraction(1, 10**400), Fraction(0)):
        assert discrepancies(Case("extreme", array, False, distance)) == []


def hurwitz(count: int) -> np.ndarray:
    """Points of the Hurwitz lattice near the origin: those at distance 1 are the nearest, 24 to an inner point."""
    side = np.arange(-3, 4)
    whole = np.stack(np.meshgrid(side, side, side, side), axis=-1).reshape(-1, 4).astype(np.float64)
    both = np.concatenate([whole, whole + 0.5])
    return both[np.argsort((both**2).sum(axis=1), kind="stable")[:count]]


def planted(random: np.random.Generator, pairs: int) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """2,000 points of the Hurwitz lattice, and pairs at distance 1 - 2**-50 far away, in random order.

    The other coordinates are 0.1, so that no lattice is exact.
    """
    points = np.full((2_000 + 2 * pairs, 32), 0.1)
    points[:2_000, :4] = hurwitz(2_000)
    first = np.arange(2_000, len(points), 2)
    points[first, 4] = points[first + 1, 4] = 100 + 10 * np.arange(pairs)
    across = 5 + np.arange(pairs) % 27
    points[first, across], points[first + 1, across] = 0.0, 1 - 2.0**-50
    order = random.permutation(len(points))
    place = np.argsort(order)
    return points[order], sorted((min(i, j), max(i, j)) for i, j in zip(place[first], place[first + 1], strict=True))


def test_18_000_ties_and_200_violators() -> None:
    array, expected = planted(np.random.default_rng(0), 200)
    data, near = in_memory(array), 1 - Fraction(1, 2**50)
    found = examine(data, distance=Fraction(1), listed=1000, workers=2, size=512)
    assert found.closest is not None
    assert found.separation is not None
    assert (found.closest.value, found.closest.rows, found.closest.count) == (near**2, expected[0], 200)
    assert (found.separation.count, found.separation.first) == (200, expected)

    beyond = examine(data, distance=1 + Fraction(1, 2**60), listed=0, workers=2, size=512).separation
    alone = examine(in_memory(hurwitz(2_000))).closest  # an exact lattice counts the ties in another way
    assert beyond is not None
    assert alone is not None
    assert alone.value == 1
    assert beyond.count - 200 == alone.count >= 18_000


def test_the_planted_pairs_at_their_own_distance() -> None:
    data = in_memory(planted(np.random.default_rng(1), 20)[0])
    for distance, count in ((1 - Fraction(1, 2**50), 0), (1 - Fraction(1, 2**50) + Fraction(1, 2**90), 20)):
        asked = examine(data, distance=distance).separation
        assert asked is not None
        assert asked.count == count
