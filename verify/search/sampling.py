"""Samples of random directions, and whether some two of one are closer than 1: fast, and exact for the sample.

A sample is n vectors in float32; two of them are close if the angle between them is less than 60 degrees, that is
<x,y> > 0 and 4 <x,y>**2 > |x|**2 |y|**2, which integers decide.  BLAS decides nearly all pairs before that.

Theorem.  Let u = 2**-24, d u <= 2**-8, q = fl(|x|**2), s = fl(1/sqrt(q)), y = fl(s x), without underflow.  The inner
product that BLAS computes of two such vectors y, in any order of summation, differs from the cosine of the angle
between the vectors x by less than ``band(d)`` = (2 d + 16) u (1 + 2**-4).
Proof.  q = |x|**2 (1 + t) with abs(t) <= d u/(1 - d u) (Higham 2002, section 3.1), and s has two roundings more; so
s |x| = 1 + r with abs(r) <= (d/2 + 2) u up to terms of second order.  The roundings of y change the product of the two
by a factor, coordinate by coordinate, of 1 + 2 u at most.  That makes (d + 6) u; summing adds d u |y||y'|/(1 - d u).
The terms of second order are less than a sixteenth of the whole, and 10 u to spare.  Gaussian numbers in float32 are 0
or larger than 2**-40, so that nothing underflows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from verify.geometry.integers import exact
from verify.search.seeds import Generators, generator

UNIT = 2.0**-24
WIDEST = 2**16  # dimensions for which d u <= 2**-8
ROWS = 512  # of a block of the Gram matrix
TOGETHER = 2**18  # entries of Gram matrices at once: they fit into a processor's cache
Samples = NDArray[np.float32]


def band(d: int) -> float:
    """How far a computed cosine may be off."""
    if not 1 <= d <= WIDEST:
        raise ValueError(f"a dimension of at most {WIDEST} expected, not {d}")
    return (2 * d + 16) * UNIT * (1 + 2.0**-4)


def sample(seed: int, trial: int, n: int, d: int) -> Samples:
    """The vectors of one trial, as they are drawn."""
    return generator(seed, trial).standard_normal((n, d), dtype=np.float32)


def close_pairs(seed: int, trials: Sequence[int], n: int, d: int) -> list[bool]:
    """For each trial, whether some two directions of its sample are closer than 1."""
    together = max(1, min(len(trials), TOGETHER // max(n * n, n * d)))
    numbers, found = Generators(seed), list[bool]()
    drawn = np.empty((together, n, d), np.float32)
    for start in range(0, len(trials), together):
        now = trials[start : start + together]
        for place, trial in enumerate(now):
            numbers.at(trial).standard_normal(dtype=np.float32, out=drawn[place])
        found += decide(drawn[: len(now)])
    return found


def decide(samples: Samples) -> list[bool]:
    """For each sample, whether some two of its directions are closer than 1."""
    n, d = samples.shape[1:]
    low = np.nextafter(np.float32(0.5 - band(d)), np.float32(0))
    high = np.nextafter(np.float32(0.5 + band(d)), np.float32(1))
    units = normalised(samples)
    close = np.zeros(len(samples), bool)
    unsure: list[tuple[int, int, int]] = []
    for top in range(0, n, ROWS):
        rows = units[:, top : top + ROWS]
        for left in range(top, n, ROWS):
            columns = units[:, left : left + ROWS]
            gram = np.matmul(rows, columns.transpose(0, 2, 1))
            if left == top:  # a vector is not compared with itself
                gram.reshape(len(gram), -1)[:, :: gram.shape[2] + 1] = -1
            greatest = gram.reshape(len(gram), -1).max(axis=1)
            close |= greatest > high
            for place in np.flatnonzero((greatest > low) & (greatest <= high)):
                pairs = np.argwhere(gram[place] > low)
                unsure += [(int(place), top + int(i), left + int(j)) for i, j in pairs]
    for where, i, j in unsure:
        if not close[where]:
            close[where] = i != j and is_close(samples[where, i], samples[where, j])
    return [bool(one) for one in close]


def normalised(samples: Samples) -> Samples:
    """The vectors divided by their norms, nearly; zero vectors, which have no direction, stay."""
    squares = np.einsum("bij,bij->bi", samples, samples)
    squares[squares == 0] = 1
    units: Samples = samples * (1 / np.sqrt(squares))[:, :, None]
    return units


def is_close(x: NDArray[np.float32], y: NDArray[np.float32]) -> bool:
    """Whether two directions are closer than 1, in integers."""
    return signed_square(x, y) > Fraction(1, 4)


def signed_square(x: NDArray[np.float32], y: NDArray[np.float32]) -> Fraction:
    """c*abs(c) for the cosine c of the angle between two vectors; 0 if one of them is 0."""
    a, b = exact(x)[0], exact(y)[0]  # positive factors change nothing
    product = sum(map(int.__mul__, a, b))
    squares = sum(v * v for v in a) * sum(v * v for v in b)
    return Fraction(product * abs(product), squares) if squares else Fraction(0)


def closest(seed: int, trial: int, n: int, d: int) -> Mapping[str, str]:
    """The closest pair of a trial's directions, up to rounding, with its exact cosine times the absolute value."""
    if n < 2:
        return {}
    points = sample(seed, trial, n, d)
    units = normalised(points[None])[0].astype(np.float64)
    best, rows = -2.0, (0, 1)
    for top in range(0, n, ROWS):
        gram = units[top : top + ROWS] @ units.T
        gram[np.arange(len(gram)), np.arange(top, top + len(gram))] = -2
        if gram.max() > best:
            best, place = float(gram.max()), divmod(int(gram.argmax()), n)
            rows = (top + place[0], place[1])
    value = signed_square(points[rows[0]], points[rows[1]])
    where = f"{min(rows)}, {max(rows)}"
    return {"closest rows": where, "cosine": f"{best:.9f}", "cosine times its absolute value": str(value)}
