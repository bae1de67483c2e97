"""One more point: a value for it that keeps a Lipschitz constant, or the reason why there is none (Kirszbraun 1934).

Given x_i in R^d with labels y_i in R^m, a new point u and a constant L, a value w has to be in all balls
|w - y_i| <= L |u - x_i|.  All numbers are rational: floats are taken for what they are, and L**2 is rational.

- A *value* is shown by its membership: |w - y_i|**2 <= L**2 |u - x_i|**2 for all i (``outside``).
- That there is none is shown by weights c_i >= 0 of sum 1 with sum c_i (|w - y_i|**2 - L**2 |u - x_i|**2) > 0 for
  w = sum c_i y_i (``excess``): for another z in place of w the sum is larger by |z - w|**2.  By Kirszbraun's theorem
  it happens only if L is less than the constant of the data.

Both are checked here in integers and fractions, whatever ``balls`` has found.  One of the two is always found, as long
as its steps suffice: the least maximum is rational, so that ties are decided, too.

For m = 1 the values are an interval: from the largest y_i - L |u - x_i| to the least y_i + L |u - x_i| (McShane 1934).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import frexp, lcm

import numpy as np

from verify.geometry.balls import Balls, EndlessError, fraction
from verify.geometry.bands import roots
from verify.geometry.integers import Integers
from verify.geometry.reading import DataError, Points

NEAR = 1e-9  # of the size of the numbers: labels within it are compared exactly
Vector = tuple[Fraction, ...]
Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Value:
    """``point`` is in all balls; the labels of ``rows`` hold it in place.  ``slack`` is the least of
    L**2 |u - x_i|**2 - |w - y_i|**2."""

    point: Vector
    rows: tuple[int, ...]
    slack: Fraction


@dataclass(frozen=True)
class Obstruction:
    """Weights on the labels of ``rows`` that leave no value: ``excess`` > 0."""

    rows: tuple[int, ...]
    weights: Vector
    excess: Fraction


@dataclass(frozen=True)
class Open:
    """The search ended before it was through; the least maximum is at least ``below``."""

    below: Fraction


@dataclass(frozen=True)
class Extension:
    """What was found for one new point; ``ends``: for labels in R, enclosures of both ends of the interval."""

    found: Value | Obstruction | Open
    ends: tuple[Interval, Interval] | None


class Extending:
    """Labelled points, and new ones at which they are extended with the constant sqrt(square)."""

    def __init__(self, points: Points, labels: Points, new: Points, square: Fraction) -> None:
        if points.count != labels.count:
            raise DataError(f"{labels.path}: {labels.count} labels for {points.count} points")
        if points.dimension != new.dimension:
            raise DataError(f"{new.path}: points of dimension {new.dimension}, not {points.dimension}")
        self.points, self.labels, self.new, self.square = points, labels, new, square
        self.together, self.exactly = Integers(joined(points, new)), Integers(labels)
        self.shift = max(0, -min(self.exactly.row(i)[1] for i in range(labels.count)))  # it makes all labels integers
        self.exponent = frexp(max(abs(float(labels.low)), abs(float(labels.high))))[1]
        self.near = np.ldexp(labels.rows(slice(None)).astype(np.float64), -self.exponent)

    def at(self, number: int) -> Extension:
        """The extension to new point ``number``."""
        count = self.points.count
        rows, new = np.arange(count), np.full(count, count + number)
        squares = [self.square * distance for distance in self.together.distances(rows, new)]
        ends = self._interval(squares) if self.labels.dimension == 1 else None
        return Extension(self._found(squares), ends)

    def label(self, i: int) -> Vector:
        integers, exponent = self.exactly.row(i)
        unit = Fraction(2) ** exponent
        return tuple(entry * unit for entry in integers)

    def _found(self, squares: Sequence[Fraction]) -> Value | Obstruction | Open:
        balls = Balls(self.label, squares.__getitem__)
        heights = np.array([scaled(square, -2 * self.exponent) for square in squares])

        def violated(point: Sequence[Fraction], bound: Fraction) -> int | None:
            if bound > 0:
                return None  # nothing is in all balls, which is enough
            gaps = self.near - np.array([scaled(entry, -self.exponent) for entry in point])
            values = np.einsum("ij,ij->i", gaps, gaps) - heights
            unclear = np.flatnonzero(values >= scaled(bound, -2 * self.exponent) - NEAR * (1 + heights))
            worst = max(unclear, key=lambda i: values[i], default=None)
            if worst is not None and fraction(balls.value(int(worst))) > bound:
                return int(worst)
            return next((int(i) for i in unclear if fraction(balls.value(int(i))) > bound), None)

        try:
            balls.solve(int(heights.argmin()), violated)
        except EndlessError:
            return Open(balls.bound)
        chosen = [(i, fraction(c)) for i, c in zip(balls.rows, balls.weights, strict=True) if c != 0]
        rows, weights = tuple(i for i, _ in chosen), tuple(c for _, c in chosen)
        if balls.bound > 0:
            return self._obstruction(rows, weights, squares)
        best = tuple(fraction(entry) for entry in balls.point)
        for point in (tuple(map(rounded, best)), best):
            slack = self.slack(point, squares)
            if slack >= 0:
                return Value(point, rows, slack)
        return Open(balls.bound)

    def _obstruction(self, rows: tuple[int, ...], weights: Vector, squares: Sequence[Fraction]) -> Obstruction | Open:
        short = [Fraction(round(c * 2**20), 2**20) for c in weights]
        short[short.index(max(short))] += 1 - sum(short)
        labels, heights = [self.label(i) for i in rows], [squares[i] for i in rows]
        for shares in (tuple(short), weights):
            found = excess(shares, labels, heights)
            if found > 0:
                return Obstruction(rows, shares, found)
        return Open(Fraction(0))

    def slack(self, point: Vector, squares: Sequence[Fraction]) -> Fraction:
        """The least of q_i - |w - y_i|**2 over all labels: not negative if the point is in all balls."""
        unit = lcm(*(entry.denominator for entry in point))
        scale = unit << self.shift
        centre = [int(entry * scale) for entry in point]
        least: Fraction | None = None
        for i, square in enumerate(squares):
            integers, exponent = self.exactly.row(i)
            factor = unit << (self.shift + exponent)
            total = sum((a - b * factor) ** 2 for a, b in zip(centre, integers, strict=True))
            left = square - Fraction(total, scale**2)
            least = left if least is None or left < least else least
        return Fraction(0) if least is None else least

    def _interval(self, squares: Sequence[Fraction]) -> tuple[Interval, Interval]:
        """Enclosures of the largest y_i - L |u - x_i| and of the least y_i + L |u - x_i|."""
        labels, sizes = [self.label(i)[0] for i in range(self.labels.count)], [roots(square) for square in squares]
        pairs = list(zip(labels, sizes, strict=True))
        low = max(y - high for y, (_, high) in pairs), max(y - low for y, (low, _) in pairs)
        high = min(y + low for y, (low, _) in pairs), min(y + high for y, (_, high) in pairs)
        return low, high


def excess(weights: Sequence[Fraction], labels: Sequence[Sequence[Fraction]], squares: Sequence[Fraction]) -> Fraction:
    """sum c_i (|w - y_i|**2 - q_i) with w = sum c_i y_i; raises ValueError if the weights are none."""
    if min(weights) < 0 or sum(weights) != 1:
        raise ValueError("weights >= 0 of sum 1 expected")
    columns = list(zip(*labels, strict=True))
    point = [sum((c * y for c, y in zip(weights, column, strict=True)), Fraction(0)) for column in columns]
    total = Fraction(0)
    for c, label, square in zip(weights, labels, squares, strict=True):
        total += c * (sum((a - b) ** 2 for a, b in zip(point, label, strict=True)) - square)
    return total


def joined(points: Points, new: Points) -> Points:
    """Points and new ones in one array, without rounding; raises DataError if no type of numbers holds both."""
    both = [points.rows(slice(None)), new.rows(slice(None))]
    kind = np.result_type(*both)
    if kind.kind == "f" and any(part.dtype.kind != "f" and np.abs(part.astype(float)).max() > 2**53 for part in both):
        raise DataError(f"{new.path}: floats, but {points.path} has integers that floats cannot hold")
    if kind.kind not in "iuf":
        raise DataError(f"{new.path}: entries of type {new.array.dtype} beside {points.array.dtype}")
    array = np.concatenate([part.astype(kind) for part in both])
    low, high = min(points.low, new.low), max(points.high, new.high)
    return Points(points.path, array, points.digest, low, high, points.stat)


def scaled(value: Fraction, exponent: int) -> float:
    """value * 2**exponent as a float; infinite beyond all of them."""
    try:
        return float(value * Fraction(2) ** exponent)
    except OverflowError:
        return float("inf")


def rounded(value: Fraction) -> Fraction:
    """The nearest float; the value itself beyond all of them."""
    near = scaled(value, 0)
    return value if near in (float("inf"), float("-inf")) else Fraction(near)
