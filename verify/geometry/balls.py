"""A common point of balls, exactly: the point w whose maximum of |w - y_i|**2 - q_i is least, in rational arithmetic.

The maximum is the upper end of a chain of lower bounds.  Let S be affinely independent labels, c > 0 weights on them of
sum 1, w = sum c_i y_i, and let |w - y_i|**2 - q_i have one value t on S.

Theorem.  For every point z some i of S has |z - y_i|**2 - q_i >= t; so if t > 0, no point is in all balls.
Proof.  sum c_i |z - y_i|**2 = |z - w|**2 + sum c_i |w - y_i|**2, so that the weighted mean is |z - w|**2 + t.

A label j with a larger value enters S: its weight grows, and w moves away from the affine hull of S at a right angle,
which keeps the values on S equal, until j has that value, too; a label whose weight falls to 0 on the way leaves S.
Each label that enters makes t larger, so no S comes twice, and the search ends (Goldfarb and Idnani 1983).
With q_i = L**2 |u - x_i|**2 the last w is the value that Kirszbraun's theorem asks for.

Which label enters is suggested by floating point; what is found is checked by ``extension`` for all labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from flint import fmpq, fmpq_mat

Vector = list[fmpq]
STEPS = 2_000  # labels that enter
Violated = Callable[[Sequence[Fraction], Fraction], int | None]


class EndlessError(ArithmeticError):
    """More steps than are allowed."""


def rational(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def dot(u: Vector, v: Vector) -> fmpq:
    return sum((a * b for a, b in zip(u, v, strict=True)), fmpq(0))


def combined(u: Vector, factor: fmpq, v: Vector) -> Vector:
    return [a + factor * b for a, b in zip(u, v, strict=True)]


@dataclass
class Balls:
    """``label(i)`` and ``square(i)`` are y_i and q_i; ``rows`` is S, ``weights`` are c."""

    label: Callable[[int], Sequence[Fraction]]
    square: Callable[[int], Fraction]
    rows: list[int] = field(default_factory=list)
    weights: list[fmpq] = field(default_factory=list)
    known: dict[int, tuple[Vector, fmpq]] = field(default_factory=dict)

    def centre(self, i: int) -> Vector:
        return self._at(i)[0]

    def _at(self, i: int) -> tuple[Vector, fmpq]:
        if i not in self.known:
            self.known[i] = [rational(entry) for entry in self.label(i)], rational(self.square(i))
        return self.known[i]

    def value(self, i: int) -> fmpq:
        centre, square = self._at(i)
        gap = combined(self.point, fmpq(-1), centre)
        return dot(gap, gap) - square

    def solve(self, first: int, violated: Violated) -> None:
        """Start with one label, and let others enter while ``violated(w, t)`` names one of a larger value."""
        self.rows, self.weights, self.point = [first], [fmpq(1)], self.centre(first)
        for _ in range(STEPS):
            entering = violated([fraction(x) for x in self.point], self.bound)
            if entering is None:
                return
            self._enter(entering)
        raise EndlessError(f"more than {STEPS} steps")

    @property
    def bound(self) -> Fraction:
        """t, below the least maximum."""
        return fraction(self.value(self.rows[0]))

    def _enter(self, row: int) -> None:
        weight = fmpq(0)
        while self.rows:
            shares, away = self._projection(row)
            gap, square = self.value(row) - self.value(self.rows[0]), dot(away, away)
            limits = [(c / b, k) for k, (c, b) in enumerate(zip(self.weights, shares, strict=True)) if b > 0]
            limit, leaving = min(limits)
            meets = square != 0 and gap / (2 * square) <= limit
            step = gap / (2 * square) if meets else limit
            self.weights = [c - step * b for c, b in zip(self.weights, shares, strict=True)]
            self.point, weight = combined(self.point, step, away), weight + step
            if meets:
                break
            del self.rows[leaving], self.weights[leaving]
        self.rows.append(row)
        self.weights.append(weight)

    def _projection(self, row: int) -> tuple[list[fmpq], Vector]:
        """The barycentric coordinates of the nearest point of the affine hull of S, and the way from there."""
        base, away = self.centre(self.rows[0]), self.centre(row)
        away = combined(away, fmpq(-1), base)
        edges = [combined(self.centre(i), fmpq(-1), base) for i in self.rows[1:]]
        if not edges:
            return [fmpq(1)], away
        size = len(edges)
        gram = fmpq_mat(size, size, [dot(e, f) for e in edges for f in edges])
        found = gram.solve(fmpq_mat(size, 1, [dot(e, away) for e in edges]))
        shares = [found[k, 0] for k in range(size)]
        for share, edge in zip(shares, edges, strict=True):
            away = combined(away, -share, edge)
        return [1 - sum(shares, fmpq(0)), *shares], away
