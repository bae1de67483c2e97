"""The definitions, in fractions, pair by pair; and small point sets on which roundings and ties are hard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import isqrt, lcm
from pathlib import Path
from typing import Any

import numpy as np

from verify.geometry.pairs import examine
from verify.geometry.reading import DataError, Points, read


@dataclass(frozen=True)
class Case:
    """Points and a distance that may be hard for them."""

    name: str
    array: np.ndarray[Any, Any]
    directions: bool
    distance: Fraction


def points(array: np.ndarray[Any, Any], folder: Path) -> Points:
    path = folder / "points.npy"
    np.save(path, array)
    return read(path)


class InMemory(Points):
    """Points that need no file."""

    def unchanged(self) -> None: ...


def in_memory(array: np.ndarray[Any, Any]) -> Points:
    return InMemory(Path(), array, "", array.min().item(), array.max().item(), (0, 0, 0))


def value(array: np.ndarray[Any, Any], i: int, j: int, directions: bool) -> Fraction:
    """The squared distance; of directions -c*abs(c) for the cosine c."""
    return values(array[[i, j]], directions)[0, 1]


def values(array: np.ndarray[Any, Any], directions: bool) -> dict[tuple[int, int], Fraction]:
    """``value`` of all pairs: of integers with a common denominator."""
    fractions = [[Fraction(entry) for entry in row] for row in array.tolist()]
    unit = lcm(*(entry.denominator for row in fractions for entry in row))
    rows = [[int(entry * unit) for entry in row] for row in fractions]
    norms = [sum(a * a for a in row) for row in rows]
    found = {}
    for i, j in combinations(range(len(rows)), 2):
        if directions:
            product = sum(a * b for a, b in zip(rows[i], rows[j], strict=True))
            found[i, j] = Fraction(-product * abs(product), norms[i] * norms[j])
        else:
            found[i, j] = Fraction(sum((a - b) ** 2 for a, b in zip(rows[i], rows[j], strict=True)), unit**2)
    return found


def closer(found: Fraction, distance: Fraction, directions: bool) -> bool:
    """Whether a value is that of a pair closer than ``distance``; of directions by 2 - 2c < s**2, without T abs(T)."""
    if not directions:
        return found < distance**2
    bound = 2 - distance**2  # 2c > bound, with c of the sign of -found
    if found <= 0:
        return bound < 0 or -4 * found > bound**2
    return bound < 0 and 4 * found < bound**2


def discrepancies(case: Case, size: int = 4, listed: int = 5, workers: int = 1) -> list[str]:
    """How the findings differ from the definitions."""
    true = values(case.array, case.directions)
    least = min(true.values())
    attained = [pair for pair, found in true.items() if found == least]
    violating = [pair for pair, found in true.items() if closer(found, case.distance, case.directions)]
    try:
        found = examine(in_memory(case.array), case.directions, case.distance, listed, workers, size=size)
    except (DataError, ArithmeticError, ValueError, IndexError, Warning) as error:
        return [f"{case.name}: {type(error).__name__} {error}"]
    wrong = []
    best, asked = found.closest, found.separation
    assert asked is not None
    if best is None or (best.value, best.rows, best.count) != (least, attained[0], len(attained)):
        wrong.append(f"{case.name}: closest {best} instead of {attained[0]}, {least}, {len(attained)} pairs")
    if (asked.count, asked.first) != (len(violating), violating[:listed]):
        wrong.append(
            f"{case.name}: {asked.count} closer {asked.first} instead of {len(violating)} {violating[:listed]}"
        )
    return wrong


def near_root(square: Fraction, random: np.random.Generator) -> Fraction:
    """A number hard to tell from the square root: it, or off by less than a float can show."""
    scale = 2**80
    root = Fraction(isqrt(square.numerator * scale**2 // square.denominator), scale)
    return max(Fraction(0), root + Fraction(int(random.integers(-1, 3)), scale))


def distance_for(array: np.ndarray[Any, Any], directions: bool, random: np.random.Generator) -> Fraction:
    i, j = sorted(random.choice(len(array), 2, replace=False))
    found = value(array, int(i), int(j), directions)
    if not directions:
        return near_root(found, random)
    c = near_root(abs(found), random) * (-1 if found > 0 else 1)
    return min(Fraction(2), near_root(max(Fraction(0), 2 - 2 * c), random))


def arrays(random: np.random.Generator) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """Point sets without end, of every kind that may be hard."""
    while True:
        n, d = int(random.integers(2, 13)), int(random.integers(1, 7))
        normal = random.standard_normal((n, d))
        yield "normal", normal
        yield "single", normal.astype(np.float32)
        yield "half", normal.astype(np.float16)
        yield "normalised", normal / np.linalg.norm(normal, axis=1)[:, None]
        yield "integers", random.integers(-3, 4, (n, d)).astype(np.int8)
        yield "bytes", random.integers(0, 256, (n, d)).astype(np.uint8)
        yield "long", random.integers(-(2**63), 2**63 - 1, (n, d))
        yield "unsigned", random.integers(2**64 - 60, 2**64 - 1, (n, d), np.uint64)
        yield "times", random.integers(-2, 3, (n, d)) * 0.1
        yield "rounded", random.integers(0, 30, (n, d)) * 0.1
        yield "simplex", np.eye(n, dtype=np.float32) * np.float32(0.3)
        yield "orthants", random.choice([-0.5, 0.5], (n, d)) / np.sqrt(d)
        yield "mixed", normal * 10.0 ** random.integers(-9, 10, (n, d))
        yield "wide", normal * 10.0 ** random.integers(-150, 150, (n, d))
        yield "huge", normal * 1e300
        yield "tiny", normal * 1e-310
        yield "far", 1e9 + normal
        yield "farther", np.round(1e15 + 3 * normal)
        yield "clusters", np.repeat(normal, 3, axis=0)[:n] + 1e-7 * random.standard_normal((n, d))
        yield "tight", np.repeat(normal, 3, axis=0)[:n] + 1e-14 * random.standard_normal((n, d))
        yield "repeated", normal[random.integers(0, n, n)]
        yield "signed zeros", np.where(random.random((n, d)) < 0.5, 0.0, -0.0) + (random.random((n, 1)) < 0.3)
        yield "big endian", normal.astype(">f8")
        yield "Fortran", np.asfortranarray(normal)
        yield "boundaries", (random.integers(-2048, 2049, (n, d)) + 0.5) / 4096
        yield "ulps", 1 + random.integers(-3, 4, (n, d)) * 2.0**-52
        step = 1 + random.integers(-1, 2, n)[:, None] * 2.0**-50
        yield "planted", np.cumsum(step * (np.arange(d) == random.integers(0, d, (n, 1))), axis=0)


def cases(count: int, seed: int) -> Iterator[Case]:
    random = np.random.default_rng(seed)
    made = arrays(random)
    while count:
        name, array = next(made)
        directions = bool(random.integers(0, 2))
        if directions and not array.any(axis=1).all():
            continue
        count -= 1
        yield Case(name, array, directions, distance_for(array, directions, random))
