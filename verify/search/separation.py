"""How often some two of n random points of the sphere are closer than 1, by simulation.

Points are drawn as Gaussian vectors in float32; the direction of such a vector is a point of the sphere, up to the
grain of float32, which no number of trials that is in reach here can see.  Given the vectors, each trial is decided
exactly: first by BLAS with an error bound, then, where that leaves it open, in integers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from verify.search.campaign import Campaign, Outcome
from verify.search.seeds import MAX_SEED

MULTIPLICATIONS = 8 * 10**9  # of a block, about: 0.2 seconds or more
DRAWING, BEGINNING = 300, 2 * 10**5  # multiplications that cost as much as drawing a number, as beginning a trial
MOST = 10**8  # coordinates of a trial


@dataclass(frozen=True)
class Separation(Campaign):
    """A trial fails if some two of its n points are closer than 1."""

    @property
    def n(self) -> int:
        return int(self.parameters["n"])

    @property
    def d(self) -> int:
        return int(self.parameters["d"])

    @property
    def size(self) -> int:
        return max(1, MULTIPLICATIONS // (self.n * self.d * (self.n + DRAWING) + BEGINNING))

    def block(self, first: int, count: int) -> list[Outcome]:
        from verify.search.sampling import close_pairs

        failed = close_pairs(self.seed, range(first, first + count), self.n, self.d)
        return [Outcome(first + k, True, bool(fails)) for k, fails in enumerate(failed)]

    def expected(self) -> tuple[Fraction, Fraction]:
        from verify.search.exact import failure

        return failure(self.n, self.d)

    def replay(self, trial: int) -> Mapping[str, str]:
        from verify.search.sampling import closest

        return closest(self.seed, trial, self.n, self.d)


def crowded(arguments: tuple[Fraction, ...], seed: int, trials: int) -> Separation:
    """``crowded(n, d, 1)``: n points of the unit sphere of R^d, closer than 1.  Raises ValueError."""
    if len(arguments) != 3 or any(value.denominator != 1 for value in arguments) or arguments[2] != 1:
        raise ValueError("n points of dimension d and the distance 1 expected")
    n, d = int(arguments[0]), int(arguments[1])
    if n < 1 or d < 2 or n * d > MOST or not 0 <= seed <= MAX_SEED:
        raise ValueError(f"n >= 1, d >= 2, n*d <= {MOST} and a seed below 2**128 expected")
    return Separation(f"crowded({n}, {d}, 1)", {"n": n, "d": d}, seed, trials)
