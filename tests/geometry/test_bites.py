"""The cross-check notices a mistake: each theorem broken, each pair of blocks or of rows left out, in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np
import pytest

from tests.geometry.reference import Case, cases, discrepancies, near_root, value
from verify.geometry import (
    bands,
    boxes,
    closest,
    differences,
    gram,
    grid,
    integers,
    lattice,
    metrics,
    separation,
    sweep,
)
from verify.geometry.bands import Band, thresholds
from verify.geometry.boxes import Block
from verify.geometry.gram import Patch
from verify.geometry.lattice import Lattice
from verify.geometry.reading import Floats

Patcher = pytest.MonkeyPatch


def noticed(made: Iterator[Case], **options: Any) -> bool:
    return any(discrepancies(case, **options) for case in made)


def hard(count: int, dimension: int = 12, directions: bool = False) -> Iterator[Case]:
    """Points whose coordinates do not fit on a lattice, with a distance that one pair has to many digits."""
    random = np.random.default_rng(dimension)
    for _ in range(count):
        array = random.standard_normal((12, dimension))
        found = value(array, *sorted(random.choice(12, 2, replace=False).tolist()), False)
        if directions:
            array[1::2] = array[::2] + 1e-9 * array[1::2]
        yield Case("hard", array, directions, near_root(found, random))


def test_nothing_is_noticed_without_a_mistake() -> None:
    for made in (hard(30), hard(10, 40), hard(30, 5, True), islice(cases(1000, 1), 60)):
        assert not noticed(made)


@pytest.mark.parametrize("factor", [0.0, 0.25])
def test_too_small_an_error_of_quantisation(monkeypatch: Patcher, factor: float) -> None:
    right = lattice.remainder
    monkeypatch.setattr(lattice, "remainder", lambda rest: factor * right(rest))
    monkeypatch.setattr(Patch, "worthwhile", lambda self, dimension, pairs: False)
    assert noticed(hard(100))


def test_too_small_an_error_on_a_finer_lattice(monkeypatch: Patcher) -> None:
    around = gram.around
    monkeypatch.setattr(gram, "around", lambda groups: (*around(groups)[:2], 0.0))
    monkeypatch.setattr(Patch, "worthwhile", lambda self, dimension, pairs: not self.fine)
    assert noticed(hard(100))


def test_no_rounding_in_differences(monkeypatch: Patcher) -> None:
    monkeypatch.setattr(differences, "rounding", lambda dimension: Fraction(0))
    assert noticed(hard(300, 40))


def test_no_error_of_directions(monkeypatch: Patcher) -> None:
    monkeypatch.setattr(metrics, "UNIT", 0.0)
    assert noticed(hard(100, 5, True))


def test_no_rounding_of_large_integers(monkeypatch: Patcher) -> None:
    monkeypatch.setattr(metrics, "UNIT", 0.0)
    wide = (case for case in cases(2_000, 0) if case.name == "long" and not case.directions)
    assert noticed(wide)


def test_no_rounding_in_the_comparison_of_rows(monkeypatch: Patcher) -> None:
    """Two far points on an exact lattice, with norms near the limit: float32 loses the halves of odd norms."""
    random = np.random.default_rng(0)
    ends = (random.integers(1200, 1600, 6) for _ in range(20))
    made = [Case("far", np.array([end, random.integers(0, 9, 6) - end]), False, Fraction(1)) for end in ends]
    assert not noticed(iter(made))
    monkeypatch.setattr(gram, "ROUNDING", 0)
    assert noticed(iter(made))


def test_a_wrong_threshold(monkeypatch: Patcher) -> None:
    def shifted(band: Band, square: Fraction) -> tuple[float, float]:
        near, far = thresholds(band, square)
        return near, far * (1 - 2.0**-20)

    for module in (closest, separation):
        monkeypatch.setattr(module, "thresholds", shifted)
    assert noticed(hard(100))


def test_thresholds_rounded_inwards(monkeypatch: Patcher) -> None:
    monkeypatch.setattr(bands, "above", lambda square: float(square))
    monkeypatch.setattr(bands, "below", lambda square: float(square))
    monkeypatch.setattr(differences, "rounding", lambda dimension: Fraction(0))
    line = np.array([[0.0], [1.0]])
    made = (Case("line", line, False, 1 + Fraction(k, 2**70)) for k in range(-3, 4))
    assert noticed(made)


@pytest.mark.parametrize("left_out", [0, 1, -1])
def test_a_dropped_block(monkeypatch: Patcher, left_out: int) -> None:
    def incomplete(count: int) -> Iterator[tuple[int, int]]:
        pairs = [*right(count)]
        return iter(pairs[:left_out] + (pairs[left_out + 1 :] if left_out != -1 else []))

    right = sweep.schedule
    monkeypatch.setattr(sweep, "schedule", incomplete)
    assert noticed(islice(cases(1000, 1), 60))


def test_a_block_twice(monkeypatch: Patcher) -> None:
    right = sweep.schedule
    monkeypatch.setattr(sweep, "schedule", lambda count: iter([*right(count), *list(right(count))[-1:]]))
    assert noticed(islice(cases(1000, 1), 60))


def test_a_dropped_row(monkeypatch: Patcher) -> None:
    right = boxes.blocks

    def fewer(points: Any, size: int | None) -> list[Block]:
        return [Block(b.rows[1:], b.slim[1:], b.low, b.high) if k else b for k, b in enumerate(right(points, size))]

    monkeypatch.setattr("verify.geometry.pairs.blocks", fewer)
    assert noticed(islice(cases(1000, 1), 60))


@pytest.mark.parametrize("off", [-1, 1])
def test_a_triangle_off_by_one(monkeypatch: Patcher, off: int) -> None:
    def shifted(block: np.ndarray) -> None:
        for i in range(block.shape[0]):
            block[i, : max(0, i + 1 + off)] = -np.inf

    monkeypatch.setattr(gram, "above_diagonal", shifted)
    assert noticed(islice(cases(1000, 1), 60))


def test_boxes_that_reach_too_little(monkeypatch: Patcher) -> None:
    near, apart = Block.near, Block.apart
    monkeypatch.setattr(Block, "near", lambda self, other, reach: near(self, other, reach * 0.99))
    monkeypatch.setattr(Block, "apart", lambda self, other, reach: apart(self, other, reach * 0.99))
    random = np.random.default_rng(0)
    lines = (random.permutation(np.arange(12))[:, None] for _ in range(20))
    assert noticed((Case("line", line, False, Fraction(1, 2)) for line in lines), size=3)


def test_products_that_round(monkeypatch: Patcher) -> None:
    """Lattice points beyond the limit of float32."""
    monkeypatch.setattr(grid, "SINGLE", 2**40)
    assert noticed(hard(100))


def test_slices_that_are_too_wide(monkeypatch: Patcher) -> None:
    right = integers.slices

    def wide(rows: np.ndarray) -> list[tuple[int, Floats]] | None:
        found = right(rows)
        if found is None or len(found) < 2:
            return found
        (e, a), (f, b), *rest = found
        return [(f, a * 2.0 ** (e - f) + b), *rest]

    monkeypatch.setattr(integers, "slices", wide)
    assert noticed(hard(100))


def test_a_unit_that_is_not_exact(monkeypatch: Patcher) -> None:
    """Products with the float 0.1 round, and are no multiples of it."""
    monkeypatch.setattr(grid, "common_unit", lambda sample: 0.1)
    monkeypatch.setattr(grid, "multiples", lambda metric, unit: True)
    random = np.random.default_rng(0)
    tenths = (random.integers(0, 30, (10, 2)) * 0.1 for _ in range(100))
    assert noticed(Case("tenths", array, False, Fraction(1, 10)) for array in tenths)


def test_a_lattice_point_that_is_not_the_nearest_is_none_the_worse(monkeypatch: Patcher) -> None:
    """What is claimed of the rest is what is used: the choice of the lattice points is free."""
    right: Callable[..., Any] = Lattice.place

    def careless(self: Lattice, positions: Floats) -> tuple[Floats, Floats, float]:
        levels, _, rest = right(self, positions)
        moved = np.trunc(levels)
        moved[:, 0] = np.where(np.abs(moved[:, 0]) < 500, moved[:, 0] + 1, moved[:, 0])
        return moved, np.einsum("ij,ij->i", moved, moved), rest + self.unit

    monkeypatch.setattr(Lattice, "place", careless)
    assert not noticed(islice(hard(100), 30))
