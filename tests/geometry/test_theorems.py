"""The theorem of each rung, on random and on awkward numbers, against fractions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import inf, nextafter
from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.geometry.reference import points, value
from verify.geometry import differences
from verify.geometry.bands import Band, above, below, roots, thresholds
from verify.geometry.gram import ProductError, settle_conditions
from verify.geometry.grid import Grid
from verify.geometry.integers import Integers, exact, slices
from verify.geometry.lattice import BITS, DOUBLE, SINGLE, Lattice, TooFarError, around, origin, remainder, units
from verify.geometry.metrics import Directions, Euclidean, Sphere, metric
from verify.geometry.multiples import common_unit, multiples

rationals = st.fractions(min_value=0, max_value=10**6, max_denominator=10**9)


def vector(row: np.ndarray) -> list[Fraction]:
    return [Fraction(entry) for entry in row.tolist()]


@given(rationals)
def test_roots_enclose(square: Fraction) -> None:
    low, high = roots(square)
    assert low**2 <= square <= high**2
    assert (low == high) == (low**2 == square)
    assert high - low <= Fraction(1, 2**200) * max(1, high)


@given(st.fractions())
def test_rounding_outwards(number: Fraction) -> None:
    assert Fraction(below(number)) <= number <= Fraction(above(number))
    assert above(number) <= nextafter(below(number), inf)


def test_rounding_of_what_is_beyond_floats() -> None:
    huge = Fraction(10**400)
    assert (above(huge), below(-huge)) == (inf, -inf)
    assert above(-huge) == -below(huge) == -nextafter(inf, 0)
    assert 0 < above(1 / huge) <= 5e-324
    assert below(1 / huge) == 0


@given(rationals, rationals, rationals, rationals, rationals)
def test_thresholds(square: Fraction, unit: Fraction, error: Fraction, relative: Fraction, absolute: Fraction) -> None:
    """The distances that a band allows for a number beside a threshold are on the side that the threshold says."""
    unit, relative = unit + Fraction(1, 10), relative / (10**6 + 1)
    near, far = thresholds(Band(unit, error, relative, absolute), square)
    for number in (near, far, nextafter(near, -inf), nextafter(far, -inf), nextafter(far, inf)):
        f = Fraction(number)
        if f < 0:
            continue
        least, most = (
            max(Fraction(0), unit**2 * (f * (1 - relative) - absolute)),
            unit**2 * (f * (1 + relative) + absolute),
        )
        shortest, longest = roots(least)[0], roots(most)[1]
        if number < near:
            assert most < square if error == 0 else (longest + error) ** 2 < square
        if number >= far:  # roots are rounded: without an error the squares are compared
            assert least >= square if error == 0 else max(Fraction(0), shortest - error) ** 2 >= square


def test_a_band_without_error_decides_everything() -> None:
    near, far = thresholds(Band(Fraction(1, 2)), Fraction(9, 4))
    assert near == far == 9


def awkward(random: np.random.Generator) -> Iterator[np.ndarray]:
    yield random.standard_normal((20, 5))
    yield random.standard_normal((20, 5)) * 10.0 ** random.integers(-12, 13, (20, 5))
    yield 1e12 + random.standard_normal((20, 5))
    yield np.ldexp(random.standard_normal((20, 5)), 390)
    yield np.ldexp(random.standard_normal((20, 5)), -390)
    yield random.integers(-(2**40), 2**40, (20, 5)).astype(np.float64)
    yield np.repeat(random.standard_normal((1, 5)), 20, axis=0)
    yield np.where(random.random((20, 5)) < 0.5, 1.0, random.standard_normal((20, 5)) * 1e-300)


@pytest.mark.parametrize("limit", [SINGLE, DOUBLE])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_left_of_a_position_is_exact(limit: int, seed: int) -> None:
    """Also beside the middle between two lattice points, and for the units that are no powers of two."""
    for positions in awkward(np.random.default_rng(seed)):
        centre = positions.mean(axis=0)
        radius = float(np.sqrt(((positions - centre) ** 2).sum(axis=1).max()))
        top = float(np.abs(positions).max())
        tried = 0
        for unit in units(radius, top, 5, limit):
            beside = np.rint(positions / unit) * unit + unit / 2
            for candidate in (positions, beside, np.nextafter(beside, inf), np.nextafter(beside, -inf)):
                lattice = Lattice(unit, origin(centre, unit), limit)
                try:
                    levels, norms, error = lattice.place(candidate)
                except TooFarError:
                    continue
                tried += 1
                for row, q, norm in zip(candidate, levels, norms, strict=True):
                    whole = [
                        Fraction(a) + Fraction(b) for a, b in zip(q.tolist(), lattice.origin.tolist(), strict=True)
                    ]
                    rest = [x - Fraction(unit) * k for x, k in zip(vector(row), whole, strict=True)]
                    assert sum(r * r for r in rest) <= Fraction(error) ** 2
                    assert sum(Fraction(k) ** 2 for k in q.tolist()) == Fraction(float(norm)) <= limit
                    assert error > 0 or not any(rest)
            if tried > 12:
                break
        assert tried


def test_units_have_few_bits_and_grow() -> None:
    made = units(1.2345, 10.0, 7, SINGLE)
    first = [next(made) for _ in range(8)]
    assert first[0] == 2.0**-11
    assert all(2.0**-12 < unit < 2.0**-11 for unit in first[1:4])
    assert all(float(unit / 2.0**-12 * 2**BITS).is_integer() for unit in first)
    assert first[4:] == [2.0**-11, 2.0**-10, 2.0**-9, 2.0**-8]


def test_a_remainder_covers_what_underflows() -> None:
    for size in (1.0, 1e-200, 1e-308, 5e-324):
        rest = np.full((3, 50), size)
        assert Fraction(remainder(rest)) ** 2 >= 50 * Fraction(size) ** 2
    assert remainder(np.zeros((3, 50))) == 0


@pytest.mark.parametrize("seed", range(3))
def test_finer_lattices(seed: int) -> None:
    for positions in awkward(np.random.default_rng(seed)):
        lattice, ((p, a), (q, b)), error = around([positions[:8], positions[8:]])
        band = lattice.band(error)
        squares = a[:, None] + b - 2 * (p @ q.T)
        for i in range(8):
            for j in range(8, 20):
                f = Fraction(float(squares[i, j - 8]))
                assert f.denominator == 1
                low, high = roots(value(positions, i, j, False))
                computed, _ = roots(f)
                assert high >= band.unit * computed - band.error - Fraction(1, 2**200) * high
                assert low <= band.unit * roots(f)[1] + band.error


@pytest.mark.parametrize("dimension", [1, 3, 100, 1000])
def test_differences(tmp_path: Path, dimension: int) -> None:
    random = np.random.default_rng(dimension)
    for array in (random.random((20, dimension)), 10.0 ** random.uniform(-40, 40, (20, dimension))):
        space = Euclidean(points(array, tmp_path))
        band = differences.band(space)
        first, second = np.arange(10), np.arange(10, 20)
        computed = differences.squares(space, first, second)
        for i, j, f in zip(first, second, computed, strict=True):
            true = value(array, int(i), int(j), False)
            assert abs(Fraction(float(f)) - true) <= band.relative * Fraction(float(f)) + band.absolute


@pytest.mark.parametrize("dimension", [1, 2, 50, 500])
def test_directions(tmp_path: Path, dimension: int) -> None:
    random = np.random.default_rng(dimension)
    arrays = [
        random.standard_normal((10, dimension)),
        10.0 ** random.uniform(-300, 300, (10, dimension)),
        random.integers(-(2**63), 2**63 - 1, (10, dimension)),
        random.standard_normal((10, dimension)) * 1e-310,
    ]
    with mpmath.workprec(4000):
        for array in arrays:
            space = Directions(points(array, tmp_path))
            for row, position in zip(array, space.rows(slice(None)), strict=True):
                true = [mpmath.mpf(x.numerator) / x.denominator for x in vector(row)]
                norm = mpmath.sqrt(sum(x * x for x in true))
                gap = mpmath.sqrt(sum((x / norm - y) ** 2 for x, y in zip(true, position.tolist(), strict=True)))
                assert gap <= space.error


@pytest.mark.parametrize("kind", ["f2", "f4", "f8", "i1", "u2", "i8", "u8", ">f8", ">i4"])
def test_integers_of_rows(tmp_path: Path, kind: str) -> None:
    random = np.random.default_rng(0)
    if "f" in kind:
        array = (random.standard_normal((12, 7)) * 10.0 ** random.integers(-3, 4, (12, 7))).astype(kind)
    else:
        info = np.iinfo(kind)
        array = random.integers(info.min, info.max, (12, 7), np.dtype(kind).newbyteorder("="), endpoint=True)
        array[0], array = info.min, array.astype(kind)
    exactly = Integers(points(array, tmp_path))
    first, second = np.triu_indices(12, 1)
    for found, single, directions in (
        (exactly.distances(first, second), exactly.distance, False),
        (exactly.cosines(first[11:], second[11:]), exactly.cosine, True),
    ):
        pairs = list(zip(first.tolist(), second.tolist(), strict=True))[11 if directions else 0 :]
        true = [value(array, i, j, directions) * (-1 if directions else 1) for i, j in pairs]
        assert found == [single(i, j) for i, j in pairs] == true
    rows = np.arange(12)
    assert list(exactly.norms(rows)) == [sum(x * x for x in vector(row)) for row in array]


@pytest.mark.parametrize("dimension", [1, 30, 5000])
def test_slices_are_small_and_add_up(dimension: int) -> None:
    random = np.random.default_rng(dimension)
    for rows in (
        random.standard_normal((3, dimension)),
        random.standard_normal((3, dimension)) * 2.0**-1040,
        np.full((3, dimension), 5e-324),
        np.zeros((3, dimension)),
        random.integers(-(2**63), 2**63 - 1, (3, dimension)),
    ):
        found = slices(rows)
        assert found is not None
        total = [[sum(Fraction(2) ** e * Fraction(part[i, k]) for e, part in found) for k in range(min(dimension, 40))]
                 for i in range(3)]  # fmt: skip
        assert total == [vector(row)[:40] for row in rows]
        for _, part in found:
            assert dimension * Fraction(4 * np.abs(part).max() ** 2) <= 2**53


def test_exponents_that_are_too_wide_for_slices() -> None:
    assert slices(np.array([[1e-300, 1e300]])) is not None  # what is empty between them is no slice
    assert slices(10.0 ** np.arange(-300, 300).reshape(20, 30)) is None


def test_exact_rows() -> None:
    for row in (np.array([0.1, -3e-310, 0.0, 2.0**1000]), np.zeros(3, np.float32), np.array([5, -7], np.int16)):
        integers, exponent = exact(row)
        assert [k * Fraction(2) ** exponent for k in integers] == vector(row)


def test_common_units(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    for array, unit in (
        (random.integers(-1, 2, (30, 4)) * 0.1, 0.1),
        (random.integers(-9, 9, (30, 4)) * 6.0, 6.0),
        (np.array([[0.0, 10.0], [15.0, 0.0]]), 5.0),
        (np.float32(0.3) * np.eye(9, dtype=np.float32), float(np.float32(0.3))),
    ):
        assert common_unit(array.astype(np.float64)) == unit
        assert multiples(Euclidean(points(array, tmp_path)), unit)
        assert Grid(Euclidean(points(array, tmp_path))).band.exact
    for array in (random.standard_normal((30, 4)), np.arange(12).reshape(6, 2) * 0.1, np.zeros((3, 2))):
        assert common_unit(array) is None
    assert not multiples(Euclidean(points(np.arange(12).reshape(6, 2) * 0.1, tmp_path)), 0.1)
    assert not multiples(Euclidean(points(np.array([[1.0, 2.0], [3.0, 2.5]]), tmp_path)), 1.0)


def test_grids_are_exact_where_they_can_be(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    exactly = [
        random.integers(0, 256, (40, 100)).astype(np.uint8),
        random.integers(-128, 128, (40, 100)).astype(np.int8),
        random.integers(0, 256, (40, 100)).astype(np.float64),
        random.integers(0, 2, (40, 100)) * np.float32(1 / 28),
        random.integers(2**62, 2**62 + 1000, (40, 3)),
    ]
    for array in exactly:
        assert Grid(Euclidean(points(array, tmp_path))).band.exact
    for array in (random.random((40, 5)), random.integers(0, 256, (40, 9000)).astype(np.uint8)):
        assert not Grid(Euclidean(points(array, tmp_path))).band.exact


def test_equal_norms_are_a_sphere(tmp_path: Path) -> None:
    signs = np.random.default_rng(0).choice([-0.1, 0.1], (20, 6))
    assert isinstance(metric(points(signs, tmp_path), True), Sphere)
    signs[7, 2] = np.nextafter(signs[7, 2], 1)
    assert isinstance(metric(points(signs, tmp_path), True), Directions)
    assert isinstance(metric(points(signs, tmp_path), False), Euclidean)


def test_the_conditions_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    settle_conditions()
    monkeypatch.setattr(np, "full", lambda *arguments: np.zeros(8))
    with pytest.raises(ProductError, match="subnormal"):
        settle_conditions.__wrapped__()
    monkeypatch.undo()
    sqrt = np.sqrt
    monkeypatch.setattr(np, "sqrt", lambda x: sqrt(x) + 2000)  # beyond the limit, where float32 does round
    with pytest.raises(ProductError, match="float32"):
        settle_conditions.__wrapped__()
