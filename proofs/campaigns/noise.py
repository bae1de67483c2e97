"""Label noise with a few rational values, beside a regression function with values b and -b: y = g + z in [-1, 1]."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Noise:
    """z takes values[i]/unit with probability weights[i]; g is shift/unit or its negative."""

    name: str
    unit: int
    values: tuple[int, ...]
    weights: tuple[Fraction, ...]
    shift: int = 0

    @cached_property
    def variance(self) -> Fraction:
        """E z**2, where E z = 0."""
        return sum((w * v * v for v, w in zip(self.values, self.weights, strict=True)), Fraction(0)) / self.unit**2

    def draw(self, random: np.random.Generator, size: int) -> Counts:
        """Values of z times the unit."""
        if len(self.values) == 2 and self.weights[0] == self.weights[1]:
            chosen = random.integers(2, size=size)
        else:  # a common denominator, so that the law is exact
            common = int(np.lcm.reduce([w.denominator for w in self.weights]))
            ladder = np.repeat(np.arange(len(self.values)), [int(w * common) for w in self.weights])
            chosen = ladder[random.integers(common, size=size)]
        found: Counts = np.asarray(self.values, np.int64)[chosen]
        return found

    def total(self, random: np.random.Generator, size: int) -> int:
        """The sum of (z times the unit)**2 over so many rows, from its exact law."""
        counts = random.multinomial(size, [float(w) for w in self.weights])
        return int(sum(int(count) * v * v for count, v in zip(counts, self.values, strict=True)))


HALF = Fraction(1, 2)
NOISES = (
    Noise("sign", 1, (-1, 1), (HALF, HALF)),
    Noise("sparse", 1, (-1, 0, 1), (Fraction(3, 8), Fraction(1, 4), Fraction(3, 8))),
    Noise("skew", 4, (-3, 4), (Fraction(4, 7), Fraction(3, 7))),
    Noise("shifted", 8, (-7, 7), (HALF, HALF), 1),
)
