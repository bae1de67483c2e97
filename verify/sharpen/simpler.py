"""Simpler points at which a claim still fails, for counterexamples that people can read."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from verify.kernel.parser import Domain
from verify.numerics.candidates import simple_values
from verify.numerics.problem import Point, height, inside
from verify.sharpen.family import Family

LIMITS = tuple(1 << bits for bits in range(2, 33))  # of denominators


def violating(family: Family, points: Iterable[Point], value: Fraction) -> list[Point]:
    """Points at which the claim with this constant fails: the given ones, made simpler."""
    found = [_simpler(family, point, value) for point in points if family.surely_fails(point, value)]
    return sorted(found, key=height)


def _simpler(family: Family, point: Point, value: Fraction) -> Point:
    """The point with the simplest value that each coordinate can have while the claim still fails, one by one."""
    point = dict(point)
    for _ in range(2):
        for name in sorted(point, key=lambda n: height({n: point[n]}), reverse=True):
            for near in simpler_values(family.domains[name], point[name]):
                if _simplicity(near) >= _simplicity(point[name]):
                    break
                if family.surely_fails({**point, name: near}, value):
                    point[name] = near
                    break
    return point


def simpler_values(domain: Domain, value: Fraction) -> list[Fraction]:
    """Numbers of a domain that are simple, and numbers near one of it, the simplest first."""
    near = [value.limit_denominator(limit) for limit in LIMITS]
    size = len(str(abs(round(value))))
    near += [Fraction(round(value, digits - size)) for digits in range(1, size)]
    return sorted({entry for entry in [*simple_values(domain), *near] if inside(domain, entry)}, key=_simplicity)


def _simplicity(value: Fraction) -> tuple[tuple[int, int], Fraction]:
    return height({"": value}), value
