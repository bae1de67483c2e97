"""The extremal points of a family of claims: where the constant cannot be better than it is.

Differential evolution in floats finds the region, a random search in ball arithmetic follows it: into an open end of
the domain, along a hypothesis that is tight, to where both sides agree to many digits.  Coordinates are measured by the
logarithm of their distance to an end of the domain, so that a limit is approached geometrically.  (R. Storn and
K. Price, Journal of Global Optimization 11, 1997.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import exp2

import numpy as np

from verify.kernel.parser import Domain
from verify.numerics.problem import Point, candidates, height, inside
from verify.numerics.terms import Array
from verify.sharpen.family import REACH, Family

STARTS = 600
GENERATIONS = 60
POLISHED = 3
TRIALS = 2_000
SMALLEST = 1e-7  # step, from where the next one is large again
SWEEPS, FINEST, ENOUGH = 6, 1e-13, Fraction(1, 10**11)  # through the coordinates, their least step, a gain that is none
DEEP = 60.0  # the logarithm (base 2) of the smallest distance to an end, and of the largest number
SIMPLER = (4, 16, 64, 256, 1024, 1 << 14, 1 << 20, 1 << 26, 1 << 32)


@dataclass(frozen=True)
class Extremal:
    """The best constant as the search sees it, its sense, and points at which it cannot be passed, nearest first."""

    value: Fraction
    sense: str
    points: tuple[Point, ...]


def coordinate(domain: Domain, z: float) -> Fraction:
    """The number of a domain with the logarithmic coordinate z: -DEEP and below is an end if that belongs to it."""
    lo, hi = domain.lo, domain.hi
    size = Fraction(exp2(max(-DEEP, min(DEEP, -abs(z) if lo is not None and hi is not None else z))))
    if lo is not None and hi is not None:
        near, is_open, sign = (lo, domain.lo_open, 1) if z < 0 else (hi, domain.hi_open, -1)
        at_end = abs(z) >= DEEP and not is_open
        value = near + (0 if at_end else sign * size * (hi - lo) / 2)
    elif lo is not None or hi is not None:
        near = lo if lo is not None else hi if hi is not None else Fraction(0)
        is_open = domain.lo_open if lo is not None else domain.hi_open
        value = near + (0 if z <= -DEEP and not is_open else size if lo is not None else -size)
    else:
        side = 1 if z >= 0 else -1
        value = side * Fraction(exp2(min(DEEP, abs(z)) - DEEP / 2)) if abs(z) > 1e-9 else Fraction(0)
    return Fraction(round(value)) if domain.integer else value


def logarithmic(domain: Domain, value: float) -> float:
    """The coordinate of a number: the inverse of ``coordinate``, up to rounding."""
    lo, hi = domain.lo, domain.hi
    if lo is not None and hi is not None:
        width = max(float(hi - lo), 1e-300)
        low, high = 2 * (value - float(lo)) / width, 2 * (float(hi) - value) / width
        return _log(low) if low <= high else -_log(high)
    if lo is not None or hi is not None:
        return _log(value - float(lo)) if lo is not None else _log(float(hi or 0) - value)
    return 0.0 if value == 0 else float(np.sign(value)) * max(1e-6, _log(abs(value)) + DEEP / 2)


def _log(distance: float) -> float:
    return -DEEP if distance <= exp2(-DEEP) else min(DEEP, float(np.log2(distance)))


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
    best = _evolve(family, names, members.reshape(len(chosen), len(names)), levels[chosen], rng)
    firsts = [starts[i] for i in order[:POLISHED]] + [_point(family, names, member) for member in best]
    return _polished(family, names, firsts, rng)


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
    ends: list[_Climb] = []
    for point in firsts:
        column = {name: np.array([float(value)]) for name, value in point.items()}
        level = family.thresholds(column, 1)[0]
        if not np.isfinite(level):
            continue
        value = Fraction(float(family.value(np.array([level - 1e-6]))[0]))
        if family.surely_fails(point, value) and not family.always_fails(point):
            climb = _Climb(family, names, point, value)
            climb.at_random(rng)
            ends.append(climb)
    if not ends:
        return None
    ends.sort(key=lambda climb: -family.sign * climb.value)
    ends[0].along_coordinates()
    return ends[0].value, tuple(point for climb in ends[:2] for point in reversed(climb.trail[-6:]))


class _Climb:
    """A point at which the claim fails with the best constant so far, and the points before it."""

    def __init__(self, family: Family, names: list[str], point: Point, value: Fraction) -> None:
        self.family, self.names, self.point = family, names, point
        self.value, self.trail = family.threshold(point, value), [point]
        self.z = np.array([logarithmic(family.domains[name], float(point[name])) for name in names])

    def moves(self, move: Array) -> bool:
        """Take a move in logarithmic coordinates, if the claim fails there, too, and not for every constant."""
        trial = np.clip(self.z + move, -DEEP, DEEP)
        there = _moved(self.family, self.names, self.point, trial, self.z)
        if there == self.point or not self.family.surely_fails(there, self.value) or self.family.always_fails(there):
            return False
        self.point, self.z = there, trial
        self.value = self.family.threshold(there, self.value)
        self.trail.append(there)
        return True

    def at_random(self, rng: np.random.Generator) -> None:
        """Random moves with a step that adapts."""
        count, step = len(self.names), 0.5
        for _ in range(TRIALS if count else 0):
            subset = rng.uniform(size=count) < max(0.3, 1 / count)
            move = rng.normal(0, step, count) * subset
            if rng.uniform() < 0.4:  # several distances by one factor: along a tight hypothesis, into a corner
                signs = rng.choice([-1.0, 1.0], count)  # z grows away from one end and towards the other
                move = move * 1e-3 * rng.integers(0, 2) + subset * signs * rng.choice([1.0, 4.0, step])
            if self.moves(move):
                step = min(2.0, step * 1.6)
            else:
                step = step * 0.94 if step > SMALLEST else 0.5

    def along_coordinates(self) -> None:
        """Up to where a hypothesis is tight: moves of one coordinate, the longest that are taken, until few help."""
        for _ in range(SWEEPS):
            before = self.value
            for i in range(len(self.names)):
                for sign in (1.0, -1.0):
                    step = 1.0
                    while step > FINEST:
                        move = np.zeros(len(self.names))
                        move[i] = sign * step
                        step = step if self.moves(move) else step / 2
            if abs(self.value - before) <= abs(before) * ENOUGH:
                return


def _moved(family: Family, names: list[str], point: Point, trial: Array, z: Array) -> Point:
    """The point with the coordinates that changed; integers change by at least 1."""
    result = dict(point)
    for i, name in enumerate(names):
        if trial[i] != z[i]:
            domain = family.domains[name]
            value = coordinate(domain, float(trial[i]))
            if domain.integer and value == point[name]:
                value += 1 if trial[i] > z[i] else -1
            if inside(domain, value):
                result[name] = value
    return result


def violating(family: Family, points: Iterable[Point], value: Fraction) -> list[Point]:
    """Points at which the claim with this constant fails, among the given ones and simpler ones near them."""
    found: list[Point] = []
    for point in points:
        for limit in SIMPLER:
            near = {name: entry.limit_denominator(limit) for name, entry in point.items()}
            fits = all(inside(family.domains[name], entry) for name, entry in near.items())
            if fits and family.surely_fails(near, value):
                found.append(near)
                break
        else:
            if family.surely_fails(point, value):
                found.append(point)
    return sorted(found, key=height)
