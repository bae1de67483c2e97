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
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from verify.geometry.integers import exact
from verify.search.seeds import Generators, generator

UNIT = 2.0**-24
WIDEST = 2**16  # dimensions for which d u <= 2**-8
PARTS, ROWS = 2, 512  # a sample is drawn in so many parts or more, of at most so many rows
FEW = 32  # samples that are drawn in one part
TOGETHER = 2**19  # entries of Gram matrices at once: they fit into a processor's cache
Samples = NDArray[np.float32]


def band(d: int) -> float:
    """How far a computed cosine may be off."""
    if not 1 <= d <= WIDEST:
        raise ValueError(f"a dimension of at most {WIDEST} expected, not {d}")
    return (2 * d + 16) * UNIT * (1 + 2.0**-4)


def parts(n: int) -> list[tuple[int, int]]:
    """The rows of a sample as they are drawn; once two of them are close the rest does not matter."""
    count = 1 if n <= FEW else max(PARTS, -(-n // ROWS))
    ends = [n * k // count for k in range(count + 1)]
    return [*pairwise(ends)]


def sample(seed: int, trial: int, n: int, d: int) -> Samples:
    """The vectors of one trial; each part has a stream of its own."""
    drawn = [
        generator(seed, trial, stream).standard_normal((last - first, d), dtype=np.float32)
        for stream, (first, last) in enumerate(parts(n))
    ]
    return np.concatenate(drawn)


def close_pairs(seed: int, trials: Sequence[int], n: int, d: int) -> list[bool]:
    """For each trial, whether some two directions of its sample are closer than 1."""
    numbers, found = Generators(seed), dict.fromkeys(trials, False)
    together = max(1, min(len(trials), TOGETHER // (n * max(n, d))))
    # Large arrays are used again: where the system takes freed memory back at once, new ones cost more than the work.
    room = np.empty((together, n, d), np.float32)
    grams = np.empty(together * n * max(last - first for first, last in parts(n)), np.float32)
    for start in range(0, len(trials), together):
        now = list(trials[start : start + together])
        units = room[: len(now)]
        for stream, (first, last) in enumerate(parts(n)):
            for place, trial in enumerate(now):
                numbers.at(trial, stream).standard_normal(dtype=np.float32, out=units[place, first:last])
            normalise(units[:, first:last])
            close, unsure = meet(units, first, last, grams)
            for place, pairs in unsure:
                close[place] = settled(sample(seed, now[place], n, d), pairs)
            if close.any():
                found.update((trial, True) for trial, met in zip(now, close, strict=True) if met)
                now = [trial for trial in now if not found[trial]]
                for new, old in enumerate(np.flatnonzero(~close)):  # new <= old
                    units[new, :last] = units[old, :last]
                units = units[: len(now)]
    return [*found.values()]


def decide(samples: Samples) -> list[bool]:
    """For each sample, whether some two of its directions are closer than 1."""
    units = samples.copy()
    normalise(units)
    close, unsure = meet(units, 0, samples.shape[1], np.empty(len(units) * samples.shape[1] ** 2, np.float32))
    for place, pairs in unsure:
        close[place] = settled(samples[place], pairs)
    return [bool(one) for one in close]


Pairs = list[tuple[int, int]]


def meet(
    units: Samples, first: int, last: int, room: NDArray[np.float32]
) -> tuple[NDArray[np.bool_], list[tuple[int, Pairs]]]:
    """For each sample, whether one of its rows first, ..., last - 1 is close to one of these or of those before.

    Second, the samples for which that is open, with the pairs of rows on which it depends.  room: for Gram matrices.
    """
    d = units.shape[2]
    low = np.nextafter(np.float32(0.5 - band(d)), np.float32(0))
    high = np.nextafter(np.float32(0.5 + band(d)), np.float32(1))
    flat = room[: len(units) * (last - first) * last].reshape(len(units), (last - first) * last)
    gram = flat.reshape(len(units), last - first, last)
    np.matmul(units[:, first:last], units[:, :last].transpose(0, 2, 1), out=gram)
    flat[:, first :: last + 1] = -1  # a vector is not compared with itself
    greatest = flat.max(axis=1)
    close: NDArray[np.bool_] = greatest > high
    unsure = [int(place) for place in np.flatnonzero((greatest > low) & ~close)]
    return close, [(place, [(first + int(i), int(j)) for i, j in np.argwhere(gram[place] > low)]) for place in unsure]


def settled(vectors: NDArray[np.float32], pairs: Pairs) -> bool:
    """Whether one of the pairs of rows is close, in integers."""
    return any(is_close(vectors[i], vectors[j]) for i, j in pairs)


def normalise(vectors: Samples) -> None:
    """Divide vectors by their norms, nearly; zero vectors, which have no direction, stay."""
    squares = np.einsum("bij,bij->bi", vectors, vectors)
    squares[squares == 0] = 1
    np.multiply(vectors, (1 / np.sqrt(squares))[:, :, None], out=vectors)


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
    """The closest pair of a trial's directions, as float64 sees it, and exactly how close it is."""
    if n < 2:
        return {}
    points = sample(seed, trial, n, d)
    units = points.astype(np.float64)
    units /= np.maximum(np.linalg.norm(units, axis=1), 1e-30)[:, None]
    best, rows = -2.0, (0, 1)
    for i in range(1, n):
        cosines = units[:i] @ units[i]
        j = int(cosines.argmax())
        if cosines[j] > best:
            best, rows = float(cosines[j]), (j, i)
    value = signed_square(points[rows[0]], points[rows[1]])
    where = f"{rows[0]}, {rows[1]}"
    return {"closest rows": where, "cosine": f"{best:.6f}", "cosine times its absolute value": str(value)}
