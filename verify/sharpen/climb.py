"""Improving one point in ball arithmetic: moves after which the claim still fails with the best constant so far."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from verify.numerics.problem import Point, inside
from verify.numerics.terms import Array
from verify.sharpen.coordinates import DEEP, coordinate, logarithmic
from verify.sharpen.family import Family

TRIALS, IDLE = 2_000, 400  # random moves, and those after which a gain should have been seen
SMALLEST = 1e-7  # step, from where the next one is large again
SWEEPS, FINEST, ENOUGH = 6, 1e-13, Fraction(1, 10**11)  # through the coordinates, the least step, a gain that is none


class Climb:
    """A point at which the claim fails with the best constant so far, and the points before it."""

    def __init__(self, family: Family, names: list[str], point: Point, value: Fraction) -> None:
        self.family, self.names, self.point = family, names, point
        self.value, self.trail = family.threshold(point, value), [point]
        self.z = np.array([logarithmic(family.domains[name], float(point[name])) for name in names])

    def moves(self, move: Array) -> bool:
        """Take a move in logarithmic coordinates, if the claim fails there, too, and not for every constant."""
        trial = np.clip(self.z + move, -DEEP, DEEP)
        there = moved(self.family, self.names, self.point, trial, self.z)
        if there == self.point or not self.family.surely_fails(there, self.value) or self.family.always_fails(there):
            return False
        self.point, self.z = there, trial
        self.value = self.family.threshold(there, self.value)
        self.trail.append(there)
        return True

    def at_random(self, rng: np.random.Generator) -> None:
        """Random moves with a step that adapts."""
        count, step = len(self.names), 0.5
        last, idle = self.value, 0
        for _ in range(TRIALS if count else 0):
            if idle == IDLE:
                return
            subset = rng.uniform(size=count) < max(0.3, 1 / count)
            move = rng.normal(0, step, count) * subset
            if rng.uniform() < 0.4:  # several distances by one factor: along a tight hypothesis, into a corner
                signs = rng.choice([-1.0, 1.0], count)  # z grows away from one end and towards the other
                move = move * 1e-3 * rng.integers(0, 2) + subset * signs * rng.choice([1.0, 4.0, step])
            shorter = step * 0.94 if step > SMALLEST else 0.5
            step = min(2.0, step * 1.6) if self.moves(move) else shorter
            idle += 1
            if abs(self.value - last) > abs(last) * ENOUGH:
                last, idle = self.value, 0

    def along_coordinates(self) -> None:
        """One coordinate after the other, until none helps any more."""
        for _ in range(SWEEPS):
            before = self.value
            for name in self.names:
                self.along(name)
            if abs(self.value - before) <= abs(before) * ENOUGH:
                return

    def along(self, name: str) -> None:
        """Moves of one coordinate, the longest that are taken: up to where a hypothesis is tight."""
        place = self.names.index(name)
        for sign in (1.0, -1.0):
            step = 1.0
            while step > FINEST:
                move = np.zeros(len(self.names))
                move[place] = sign * step
                step = step if self.moves(move) else step / 2


def moved(family: Family, names: list[str], point: Point, trial: Array, z: Array) -> Point:
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
