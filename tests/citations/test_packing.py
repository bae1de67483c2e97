"""The cited packing bound against point sets: (1 + 2 W/rho)^p points at most, and a smaller bound would be wrong."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from proofs.citations import CITATIONS, PACKING
from verify.objects.judgements import judgement, parse

Point = tuple[Fraction, ...]
F = Fraction


def distance2(a: Point, b: Point) -> Fraction:
    return sum(((u - v) ** 2 for u, v in zip(a, b, strict=True)), F(0))


def separated(points: list[Point], rho: Fraction) -> list[Point]:
    """A maximal rho-separated subset: every point left out is closer than rho to one that is in."""
    chosen: list[Point] = []
    for point in points:
        if all(distance2(point, other) >= rho**2 for other in chosen):
            chosen.append(point)
    return chosen


def within(count: int, p: int, ratio2: Fraction, factor: int) -> bool:
    """count <= (1 + factor W/rho)^p, given the square of W/rho, in integers: count^(1/p) - 1 <= factor W/rho."""
    low = F(0)  # the largest multiple of 2^-20 with (1 + low)^p <= count
    for bit in range(20, -21, -1):
        step = F(2) ** bit
        low += step if (1 + low + step) ** p <= count else 0
    return low**2 <= factor**2 * ratio2


def clouds(seed: int) -> list[Point]:
    rng = random.Random(seed)
    p = rng.choice((1, 2, 3))
    kind = rng.choice(("cube", "ball", "line", "sphere"))
    points: list[Point] = []
    for _ in range(80):
        point = tuple(F(rng.randint(-64, 64), 64) for _ in range(p))
        norm2 = sum((u * u for u in point), F(0))
        if kind == "ball" and norm2 > 1:
            continue
        if kind == "sphere" and not F(9, 10) <= norm2 <= 1:
            continue
        points.append(tuple(point[0] for _ in point) if kind == "line" else point)
    return points or [(F(0),) * p]


@pytest.mark.parametrize("seed", range(40))
def test_separated_sets_are_no_larger(seed: int) -> None:
    points = clouds(seed)
    p, rng = len(points[0]), random.Random(seed)
    rho = F(rng.randint(8, 128), 64)
    chosen = separated(points, rho)
    width2 = max(distance2(a, b) for a in points for b in points)
    assert within(len(chosen), p, width2 / rho**2, 2)
    assert all(any(distance2(point, other) < rho**2 or point == other for other in chosen) for point in points)


@pytest.mark.parametrize("p", [1, 2, 3])
def test_grids_come_near_the_bound(p: int) -> None:
    """A grid of side m has (1 + m)^p points at distances >= 1 and the diameter m sqrt(p): the factor 2 is not 1/2."""
    m = {1: 20, 2: 6, 3: 3}[p]
    grid = separated([tuple(map(F, point)) for point in product(range(m + 1), repeat=p)], F(1))
    assert len(grid) == (m + 1) ** p
    assert within(len(grid), p, F(m * m * p), 2)
    if p == 1:
        assert not within(len(grid), p, F(m * m, 4), 1)


def test_it_is_the_statement_that_is_used() -> None:
    (entry,) = (entry for entry in CITATIONS if entry["id"] == "volumetric-packing")
    assert entry["statement"] == PACKING.statement
    assert parse(str(entry["statement"])).one("conclude") == judgement("finite(net(F, h), (1 + 2*W*J/h)**p)")
