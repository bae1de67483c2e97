"""The extremal points of a family of claims: where the constant cannot be better than it is.

Differential evolution in floats finds the region, a random search in ball arithmetic follows it: into an open end of
the domain, along a hypothesis that is tight, to where both sides agree to many digits.  (R. Storn and K. Price, Journal
of Global Optimization 11, 1997.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from verify.numerics.candidates import candidates
from verify.numerics.problem import Point, height
from verify.numerics.terms import Array
from verify.sharpen.climb import Climb
from verify.sharpen.coordinates import coordinate, logarithmic
from verify.sharpen.family import REACH, Family

STARTS = 600
GENERATIONS = 60
POLISHED = 3
SIMPLE, AS_GOOD = 12, Fraction(1, 10**9)  # simple points that are looked at, a difference that is none


@dataclass(frozen=True)
class Extremal:
    """The best constant as the search sees it, its sense, and points at which it cannot be passed, nearest first."""

    value: Fraction
    sense: str
    points: tuple[Point, ...]


def extremal(family: Family, sense: str | None, seed: int = 0) -> Extremal | None:
    """Search for the best constant; None if no point shows a threshold."""
    starts = [point for problem in family.problems for batch in candidates(problem, STARTS, seed) for point in batch]
    starts = list({tuple(sorted(point.items())): point for point in starts}.values())[: 8 * STARTS]
    if not starts:
        return None
    with np.errstate(all="ignore"):
        columns = _columns(family, starts)
        senses = family.senses(columns, len(starts))
        for chosen in [sense] if sense is not None else senses:
            family.sign = 1 if chosen == "least" else -1
            found = _search(family, starts, columns, seed)
            if found is not None:
                return Extremal(found[0], chosen, found[1])
    return None


def _columns(family: Family, points: list[Point]) -> dict[str, Array]:
    return {name: np.array([float(point[name]) for point in points]) for name in family.domains}


def _search(
    family: Family, starts: list[Point], columns: dict[str, Array], seed: int
) -> tuple[Fraction, tuple[Point, ...]] | None:
    levels = family.thresholds(columns, len(starts))
    levels = np.where(levels >= REACH, -np.inf, levels)
    order = [int(i) for i in np.argsort(-levels, kind="stable") if np.isfinite(levels[i])]
    if not order:
        return None
    rng = np.random.default_rng(seed)
    names = sorted(family.domains)
    count = max(40, 12 * len(names))
    chosen = order[: count // 2] + [order[int(i)] for i in rng.integers(0, len(order), count - count // 2)]
    members = np.array([[logarithmic(family.domains[n], float(starts[i][n])) for n in names] for i in chosen])
    evolved = _evolve(family, names, members.reshape(len(chosen), len(names)), levels[chosen], rng)
    firsts = [starts[i] for i in order[:POLISHED]] + [_point(family, names, member) for member in evolved]
    found = _polished(family, names, firsts, rng)
    if found is None:
        return None
    value, points = found
    simple = sorted((starts[i] for i in order), key=height)[:SIMPLE]
    return value, (*_tuned(family, names, simple, value), *points)


def _point(family: Family, names: list[str], z: Array) -> Point:
    return {name: coordinate(family.domains[name], float(z[i])) for i, name in enumerate(names)}


def _evolve(family: Family, names: list[str], members: Array, levels: Array, rng: np.random.Generator) -> list[Array]:
    """Differential evolution; a trial replaces a member if it fails at a level at which the member does not."""
    count, size = members.shape
    for _ in range(GENERATIONS if size else 0):
        a, b, c = (rng.integers(0, count, count) for _ in range(3))
        lead = np.where(rng.uniform(size=(count, 1)) < 0.5, members[a], members[int(np.argmax(levels))])
        moved = lead + rng.uniform(0.2, 1.0, (count, 1)) * (members[b] - members[c])
        moved += rng.normal(0, 0.01, moved.shape)
        trial = np.where(rng.uniform(size=members.shape) < 0.8, moved, members)
        columns = _columns(family, [_point(family, names, row) for row in trial])
        good = family.fails(columns, levels + 1e-9)
        if not good.any():
            continue
        part = {name: column[good] for name, column in columns.items()}
        new = family.thresholds(part, int(good.sum()))
        members[good] = trial[good]
        levels[good] = np.where(new >= REACH, levels[good], np.maximum(new, levels[good]))
    order = np.argsort(-levels, kind="stable")
    return [members[int(i)] for i in order[:POLISHED]]


def _polished(
    family: Family, names: list[str], firsts: list[Point], rng: np.random.Generator
) -> tuple[Fraction, tuple[Point, ...]] | None:
    """The best of a few starts, each improved in ball arithmetic."""
    ends: list[Climb] = []
    for point in firsts:
        climb = _climb(family, names, point)
        if climb is not None:
            climb.at_random(rng)
            ends.append(climb)
    if not ends:
        return None
    ends.sort(key=lambda climb: -family.sign * climb.value)
    ends[0].along_coordinates()
    return ends[0].value, tuple(point for climb in ends[:2] for point in reversed(climb.trail[-6:]))


def _tuned(family: Family, names: list[str], points: list[Point], value: Fraction) -> Iterator[Point]:
    """Simple points but for one coordinate, which is chosen so that they are as good as the best one."""
    for point in points:
        for name in names:
            climb = None if family.domains[name].integer else _climb(family, names, point)
            if climb is None:
                continue
            climb.along(name)
            if abs(climb.value - value) <= abs(value) * AS_GOOD:
                yield climb.point
                return


def _climb(family: Family, names: list[str], point: Point) -> Climb | None:
    """The start of a climb, a little below the point's threshold; None if it has none."""
    column = {name: np.array([float(value)]) for name, value in point.items()}
    level = family.thresholds(column, 1)[0]
    if not np.isfinite(level):
        return None
    value = Fraction(float(family.value(np.array([level - 1e-6]))[0]))
    usable = family.surely_fails(point, value) and not family.always_fails(point)
    return Climb(family, names, point, value) if usable else None
