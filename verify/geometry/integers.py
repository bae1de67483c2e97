"""Rows as exact integers: the last rung, which decides every pair.

A float is an integer times a power of two, so a row is a list of integers and one exponent, and what is to be compared
are sums of products of integers.  One pair goes through Python's integers; many pairs at once are cut into slices first
(``slices``), whose products float64 adds up without rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from operator import mul, sub
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verify.geometry.reading import Floats, Points, Rows, groups

CACHED = 2**19  # integers kept for rows that come again, some 20 MB
AT_ONCE = 2**15  # entries cut into slices at once: several copies fit into a processor's cache
LEAST = -1074  # the exponent of the smallest float64
SLICES = 12  # more than that, and Python's integers are faster


class Integers:
    """``row(i)`` is (integers, e) with row i = integers * 2**e; ``square(i)`` the sum of the squared integers."""

    def __init__(self, points: Points) -> None:
        self.points = points
        size = max(4, CACHED // points.dimension)
        self.row: Callable[[int], tuple[list[int], int]] = lru_cache(size)(self._row)
        self.square: Callable[[int], int] = lru_cache(2**12)(self._square)

    def _row(self, i: int) -> tuple[list[int], int]:
        return exact(self.points.rows(slice(i, i + 1))[0])

    def _square(self, i: int) -> int:
        row, _ = self.row(i)
        return sum(map(mul, row, row))

    def distance(self, i: int, j: int) -> Fraction:
        """The squared Euclidean distance of two rows."""
        (x, e), (y, f) = self.row(i), self.row(j)
        low = min(e, f)
        x, y = ([a << up for a in row] if up else row for row, up in ((x, e - low), (y, f - low)))
        gap = list(map(sub, x, y))
        return Fraction(sum(map(mul, gap, gap))) * Fraction(4) ** low

    def cosine(self, i: int, j: int) -> Fraction:
        """c*abs(c) for the cosine c of the angle between two rows, neither of them zero.

        c = <x,y>/(|x||y|), and positive factors of x and y, the powers of two included, change nothing.
        """
        product = sum(map(mul, self.row(i)[0], self.row(j)[0]))
        return Fraction(product * abs(product), self.square(i) * self.square(j))

    def distances(self, first: Rows, second: Rows) -> list[Fraction]:
        """``distance`` of many pairs."""
        return [one for pairs in self._groups(first, second) for one in self._distances(*pairs)]

    def cosines(self, first: Rows, second: Rows) -> list[Fraction]:
        """``cosine`` of many pairs."""
        return [one for pairs in self._groups(first, second) for one in self._cosines(*pairs)]

    def norms(self, rows: Rows) -> Iterator[Fraction]:
        """The squared norms of many rows."""
        for part, _ in self._groups(rows, rows):
            found = slices(self.points.rows(part))
            if found is None:
                yield from (self.square(int(i)) * Fraction(4) ** self.row(int(i))[1] for i in part)
            else:
                unit = Fraction(4) ** found[-1][0]
                yield from (total * unit for total in sums(found, found))

    def _groups(self, first: Rows, second: Rows) -> Iterator[tuple[Rows, Rows]]:
        return groups(first, second, self.points.dimension, AT_ONCE)

    def _distances(self, first: Rows, second: Rows) -> list[Fraction]:
        cut = self._cut(first, second)
        if cut is None:
            return [self.distance(int(i), int(j)) for i, j in zip(first, second, strict=True)]
        gaps = [(e, x - y) for e, x, y in cut]
        unit = Fraction(4) ** gaps[-1][0]
        return [total * unit for total in sums(gaps, gaps)]

    def _cosines(self, first: Rows, second: Rows) -> list[Fraction]:
        cut = self._cut(first, second)
        if cut is None:
            return [self.cosine(int(i), int(j)) for i, j in zip(first, second, strict=True)]
        x, y = [(e, x) for e, x, _ in cut], [(e, y) for e, _, y in cut]
        return [Fraction(p * abs(p), a * b) for p, a, b in zip(sums(x, y), sums(x, x), sums(y, y), strict=True)]

    def _cut(self, first: Rows, second: Rows) -> list[tuple[int, Floats, Floats]] | None:
        rows, back = np.unique(np.concatenate([first, second]), return_inverse=True)
        found = slices(self.points.rows(rows))
        return None if found is None else [(e, part[back[: first.size]], part[back[first.size :]]) for e, part in found]


def slices(rows: NDArray[Any]) -> list[tuple[int, Floats]] | None:
    """Rows as a sum of parts * 2**e with small integers, in falling order of e; None if that takes too many.

    Theorem.  With integers of at most 2**(w + 1) and d 2**(2w + 4) <= 2**53, d products of two of them, or of two
    differences of them, add up in float64 without rounding, in any order.
    Proof.  Every partial sum is an integer of at most 2**53.

    Each step takes from every entry the nearest multiple of 2**e; the entry has 2**w of them at most, and 64-bit
    integers, which come as two floats, twice that.  What is left is a float again, at most 2**(e - 1), and exact.
    """
    rests = [rows.astype(np.float64)]
    if rows.dtype.kind != "f" and rows.dtype.itemsize == 8:
        low = rows & rows.dtype.type(2**32 - 1)
        rests = [(rows - low).astype(np.float64), low.astype(np.float64)]  # multiples of 2**32, and less than it
    width = (49 - (rows.shape[1] - 1).bit_length()) // 2
    exponent = int(np.frexp(max(float(np.abs(rest).max()) for rest in rests))[1])
    found = []
    while any(rest.any() for rest in rests):
        exponent = max(exponent - width, LEAST)
        part = np.zeros(rows.shape)
        for rest in rests:
            near = np.rint(np.ldexp(rest, -exponent))
            rest -= np.ldexp(near, exponent)
            part += near
        if part.any():
            found.append((exponent, part))
        if len(found) > SLICES:
            return None
    return found or [(0, rests[0])]


def sums(x: list[tuple[int, Floats]], y: list[tuple[int, Floats]]) -> list[int]:
    """The exact inner products of the rows of x and y, in units of 4 to the power of the last exponent."""
    low = x[-1][0]
    totals = [0] * len(x[0][1])
    for e, a in x:
        for f, b in y:
            if x is not y or e >= f:
                shift = e + f - 2 * low + (x is y and e > f)  # products of different slices come twice
                parts = np.einsum("ij,ij->i", a, b).astype(np.int64).tolist()
                totals = [total + (part << shift) for total, part in zip(totals, parts, strict=True)]
    return totals


def exact(row: NDArray[Any]) -> tuple[list[int], int]:
    """A row of finite floats or integers as integers and one exponent."""
    if row.dtype.kind != "f":
        return row.tolist(), 0
    bits = np.finfo(row.dtype).nmant + 1
    fractions, exponents = np.frexp(row.astype(np.float64))  # exact: row = fractions * 2**exponents
    numbers = np.ldexp(fractions, bits).astype(np.int64)  # exact: a fraction has at most that many bits
    used = exponents[numbers != 0]
    low = int(used.min()) if used.size else 0
    shifts = np.where(numbers != 0, exponents - low, 0)
    return [n << s for n, s in zip(numbers.tolist(), shifts.tolist(), strict=True)], low - bits
