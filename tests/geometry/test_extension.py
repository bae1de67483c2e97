"""One more point: against a convex solver, against intervals, by certificates; what a wrong value or label does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from mpmath import mp, mpf
from scipy import optimize

from tests.constructions.euclid import kirszbraun
from tests.geometry.reference import in_memory
from verify.geometry import balls, extension
from verify.geometry.extension import Extending, Extension, Obstruction, Open, Value, excess
from verify.geometry.objects import mcshane
from verify.geometry.ratio import ratio
from verify.geometry.reading import DataError

F = Fraction


def constant(x: np.ndarray, y: np.ndarray) -> Fraction:
    found = ratio(in_memory(x), in_memory(y)).square
    assert found is not None
    return found


def extended(x: np.ndarray, y: np.ndarray, u: np.ndarray, square: Fraction) -> list[Extension]:
    work = Extending(in_memory(x), in_memory(y), in_memory(u), square)
    return [work.at(number) for number in range(len(u))]


def squares(x: np.ndarray, u: np.ndarray, square: Fraction) -> list[Fraction]:
    return [square * sum((F(a) - F(b)) ** 2 for a, b in zip(row, u.tolist(), strict=True)) for row in x.tolist()]


def fractions(y: np.ndarray) -> list[list[Fraction]]:
    return [[F(entry) for entry in row] for row in y.tolist()]


def inside(point: tuple[Fraction, ...], y: np.ndarray, heights: list[Fraction]) -> bool:
    """The definition."""
    gaps = (sum((a - b) ** 2 for a, b in zip(point, row, strict=True)) for row in fractions(y))
    return all(gap <= height for gap, height in zip(gaps, heights, strict=True))


def sets(count: int, seed: int, most: int = 25) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Points, labels and new points: one anywhere, one of the points, one between two of them, one far away."""
    random = np.random.default_rng(seed)
    for k in range(count):
        n, d, m = (int(random.integers(low, high)) for low, high in ((2, most), (1, 5), (1, 6)))
        x, y = random.standard_normal((n, d)), random.standard_normal((n, m))
        if k % 2:  # labels on a lattice: affinely dependent ones, repeated ones, ties
            x = np.unique(random.integers(0, 4, (n + 1, d)), axis=0).astype(float)
            y = random.integers(-1, 2, (len(x), m)).astype(float)
        if len(x) > 1:
            yield x, y, np.array([random.standard_normal(d), x[0], (x[0] + x[1]) / 2, 1e6 * np.ones(d)])


@pytest.mark.parametrize("seed", range(3))
def test_with_the_constant_of_the_data_there_always_is_a_value(seed: int) -> None:
    for x, y, u in sets(60, seed):
        square = constant(x, y)
        for number, one in enumerate(extended(x, y, u, square)):
            assert isinstance(one.found, Value)
            assert inside(one.found.point, y, squares(x, u[number], square))
            assert one.found.slack >= 0
        assert extended(x, y, u[1:2], square)[0].found == Value(tuple(fractions(y)[0]), (0,), F(0))


@pytest.mark.parametrize("factor", [F(9, 10), F(1, 4), F(1, 100), F(0)])
def test_smaller_constants_have_a_value_or_weights(factor: Fraction) -> None:
    kinds = set()
    for x, y, u in sets(60, 7):
        square = constant(x, y) * factor
        for number, one in enumerate(extended(x, y, u, square)):
            heights = squares(x, u[number], square)
            kinds.add(type(one.found))
            if isinstance(one.found, Value):
                assert inside(one.found.point, y, heights)
                continue
            assert isinstance(one.found, Obstruction)
            c, rows = one.found.weights, one.found.rows
            assert min(c) >= 0
            assert sum(c) == 1
            pairs = [(i, j) for i in range(len(c)) for j in range(len(c))]
            labels, chosen = [fractions(y)[i] for i in rows], [heights[i] for i in rows]
            gaps = {(i, j): sum((a - b) ** 2 for a, b in zip(labels[i], labels[j], strict=True)) for i, j in pairs}
            spread = sum(c[i] * c[j] * gap for (i, j), gap in gaps.items())
            assert spread / 2 - sum(a * b for a, b in zip(c, chosen, strict=True)) == one.found.excess > 0
    assert Obstruction in kinds


def least_maximum(y: np.ndarray, heights: np.ndarray) -> float:
    """min t with |w - y_i|**2 - q_i <= t, by sequential quadratic programming."""
    start = np.append(y.mean(axis=0), ((y.mean(axis=0) - y) ** 2).sum(axis=1).max())
    constraint = {
        "type": "ineq",
        "fun": lambda z: z[-1] + heights - ((z[:-1] - y) ** 2).sum(axis=1),
        "jac": lambda z: np.column_stack([-2 * (z[:-1] - y), np.ones(len(y))]),
    }
    gradient = np.append(np.zeros(y.shape[1]), 1.0)
    options = {"ftol": 1e-13, "maxiter": 1000}
    found = optimize.minimize(
        lambda z: z[-1], start, jac=lambda z: gradient, constraints=[constraint], method="SLSQP", options=options
    )
    return float((((found.x[:-1] - y) ** 2).sum(axis=1) - heights).max())


def test_the_least_maximum_is_that_of_a_convex_solver() -> None:
    random = np.random.default_rng(5)
    for _ in range(60):
        n, m = int(random.integers(2, 20)), int(random.integers(1, 5))
        y, heights = random.standard_normal((n, m)), random.random(n)
        exactly = [F(q) for q in heights.tolist()]
        work = balls.Balls(lambda i, y=y: fractions(y)[i], exactly.__getitem__)

        def violated(point: object, bound: Fraction, work: balls.Balls = work, n: int = n) -> int | None:
            found = max(range(n), key=work.value)
            return found if balls.fraction(work.value(found)) > bound else None

        work.solve(0, violated)
        assert abs(float(work.bound) - least_maximum(y, heights)) < 1e-6
        assert sum(work.weights) == 1
        assert min(work.weights) >= 0


def test_the_value_is_the_one_of_the_convex_solver() -> None:
    for x, y, u in sets(20, 11, 12):
        square = constant(x, y) * 2
        for number, one in enumerate(extended(x, y, u[:1], square)):
            assert isinstance(one.found, Value)
            heights = np.array([float(q) for q in squares(x, u[number], square)])
            assert abs(float(one.found.slack) + least_maximum(y, heights)) < 1e-6 * (1 + heights.max())


def test_the_value_is_what_the_page_of_constructions_defines() -> None:
    """``kirszbraun(x, y, L)``, written from its definition for the tests of the rule."""
    for x, y, u in sets(25, 3, 8):
        square = constant(x, y)
        rows, labels = ([tuple(map(mpf, row)) for row in array.tolist()] for array in (x, y))
        f = kirszbraun(rows, labels, mp.sqrt(mpf(square.numerator) / square.denominator))
        for number, one in enumerate(extended(x, y, u[:3], square)):
            assert isinstance(one.found, Value)
            wanted = f(tuple(map(mpf, u[number].tolist())))
            assert all(abs(float(a) - b) < 1e-12 for a, b in zip(one.found.point, wanted, strict=True))


def test_labels_in_one_dimension_have_an_interval_of_values() -> None:
    """Its ends are McShane's functions; the value is inside, and beyond the ends nothing is."""
    random = np.random.default_rng(2)
    for _ in range(30):
        x, y, u = random.standard_normal((9, 3)), random.standard_normal((9, 1)), random.standard_normal((2, 3))
        square = constant(x, y)
        bound = float(square) ** 0.5
        upper, lower = mcshane(x, y[:, 0], bound)(u), -mcshane(x, -y[:, 0], bound)(u)
        for number, one in enumerate(extended(x, y, u, square)):
            assert one.ends is not None
            assert isinstance(one.found, Value)
            (a, b), (c, d) = one.ends
            assert a <= b <= one.found.point[0] <= c <= d
            assert abs(float(a) - lower[number]) + abs(float(d) - upper[number]) < 1e-12 * (1 + bound)
            heights = squares(x, u[number], square)
            assert inside((b,), y, heights)
            assert inside((c,), y, heights)
            assert not inside((a - F(1, 10**9),), y, heights)
            assert not inside((d + F(1, 10**9),), y, heights)


def test_ties_are_decided() -> None:
    """A simplex, its labels three times as large: at its centre only the centre is left, and nothing below L = 3."""
    x, centre = np.eye(4), np.full((1, 4), 0.25)
    (one,) = extended(x, 3 * x, centre, F(9))
    assert one.found == Value((F(3, 4),) * 4, (0, 1, 2, 3), F(0))
    (below,) = extended(x, 3 * x, centre, F(9) - F(1, 10**40))
    assert below.found == Obstruction((0, 1, 2, 3), (F(1, 4),) * 4, F(3, 4) / 10**40)


def test_a_value_that_is_no_float() -> None:
    """Two labels that leave 1/3 only: y = 0 at distance 1, y = 1 at distance 2, L = 1/3."""
    (one,) = extended(np.array([[0.0], [3.0]]), np.array([[0.0], [1.0]]), np.array([[1.0]]), F(1, 9))
    assert one.found == Value((F(1, 3),), (0, 1), F(0))


def test_the_steps_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(balls, "STEPS", 1)
    found = [one.found for x, y, u in sets(20, 0) for one in extended(x, y, u[:1], constant(x, y))]
    left = [one for one in found if isinstance(one, Open)]
    assert left
    assert all(one.below <= 0 for one in left)


# --- mistakes are noticed


def test_a_wrong_search_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A point, or weights, that the search gets wrong are not passed on."""
    right = balls.Balls.solve

    def wrong(self: balls.Balls, first: int, violated: balls.Violated) -> None:
        right(self, first, violated)
        self.point = [entry + 100 for entry in self.point]

    monkeypatch.setattr(balls.Balls, "solve", wrong)
    for x, y, u in sets(20, 1):
        square = constant(x, y)
        for number, one in enumerate(extended(x, y, u, square)):
            assert not isinstance(one.found, Value) or inside(one.found.point, y, squares(x, u[number], square))


def test_labels_that_are_left_out_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every label but the first ignored by the search, no value that violates another ball comes out."""

    def lazy(self: balls.Balls, first: int, violated: balls.Violated) -> None:
        self.rows, self.weights, self.point = [first], [balls.fmpq(1)], self.centre(first)

    monkeypatch.setattr(balls.Balls, "solve", lazy)
    found = [one.found for x, y, u in sets(20, 1) for one in extended(x, y, u[:1], constant(x, y))]
    assert any(isinstance(one, Open) for one in found)


def test_one_altered_label() -> None:
    """A value for the data is none for data with one label moved; the constant of the data moves, too."""
    for x, y, u in sets(20, 4):
        square = constant(x, y)
        (one,) = extended(x, y, u[:1], square)
        assert isinstance(one.found, Value)
        heights = squares(x, u[0], square)
        altered = y.copy()
        altered[0, 0] += 10 * float(max(heights)) ** 0.5 + 10
        work = Extending(in_memory(x), in_memory(altered), in_memory(u[:1]), square)
        assert work.slack(one.found.point, heights) < 0
        assert not inside(one.found.point, altered, heights)
        assert constant(x, altered) > square
        again = extended(x, altered, u[:1], square)[0].found
        assert isinstance(again, Obstruction)
        assert excess(again.weights, [fractions(altered)[i] for i in again.rows], [heights[i] for i in again.rows]) > 0


def test_an_interpolant_with_one_altered_label_does_not_interpolate() -> None:
    """McShane's function for altered labels misses the true ones, though for its own constant it is none the worse."""
    random = np.random.default_rng(0)
    x, y = random.standard_normal((30, 4)), random.standard_normal((30, 1))
    altered = y.copy()
    altered[7] += 1e-3
    for labels, agrees in ((y, True), (altered, False)):
        f = mcshane(x, labels[:, 0], float(constant(x, labels)) ** 0.5)
        assert (np.abs(f(x) - y[:, 0]).max() < 1e-9) == agrees


@pytest.mark.parametrize("weights", [[F(1, 2), F(1, 3)], [F(3, 2), F(-1, 2)]])
def test_weights_that_are_none(weights: list[Fraction]) -> None:
    with pytest.raises(ValueError, match="weights >= 0 of sum 1 expected"):
        excess(weights, [[F(0)], [F(1)]], [F(0), F(0)])


def test_an_excess_grows_with_the_labels_and_falls_with_the_constant() -> None:
    labels, half = [[F(0)], [F(2)]], [F(1, 2), F(1, 2)]
    found = [excess(half, labels, [q, q]) for q in (F(0), F(1), F(2))]
    assert found == [F(1), F(0), F(-1)]
    assert all(a > b for a, b in pairwise(found))


def test_kinds_of_numbers_that_do_not_fit_together() -> None:
    big, new = np.array([[2**60 + 1], [0]]), np.array([[0.5]])
    with pytest.raises(DataError, match="integers that floats cannot hold"):
        extended(big, np.array([[0.0], [1.0]]), new, F(1))
    small = extended(np.array([[2**20], [0]]), np.array([[0], [1]]), new, F(1))
    assert isinstance(small[0].found, Value)
    with pytest.raises(DataError, match="points of dimension 2, not 1"):
        extended(big, np.array([[0.0], [1.0]]), np.zeros((1, 2)), F(1))


def test_numbers_beyond_every_float() -> None:
    x, y, u = np.array([[1e300], [-1e300]]), np.array([[1e-300], [1e300]]), np.array([[0.0], [1e-300]])
    for one in extended(x, y, u, constant(x, y)):
        assert isinstance(one.found, Value)
    assert extension.scaled(F(10**400), 0) == float("inf")
    assert extension.rounded(F(10**400)) == F(10**400)
