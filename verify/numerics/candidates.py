"""Points at which a goal may fail: simple values, points on the boundary of hypotheses, random combinations."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import prod

import numpy as np

from verify.kernel.atoms import Converter
from verify.kernel.errors import Rejected
from verify.kernel.parser import Domain
from verify.kernel.polynomials import Poly, Work
from verify.kernel.terms import Relation, Term, variables
from verify.numerics.problem import Batch, Point, Problem, inside

# Sequences of candidates are kept, if they are short: mutants of a claim, and its falsifiers, ask for the same again.
KEPT, LONGEST = 32, 5_000


def simple_values(domain: Domain, fine: int = 12) -> list[Fraction]:
    """Values of a domain, simplest first: ends, small numbers, ladders towards ends and infinity."""
    lo, hi = domain.lo, domain.hi
    values: dict[Fraction, None] = {}

    def put(value: Fraction) -> None:
        if inside(domain, value):
            values.setdefault(value)

    for end in (lo, hi):
        if end is not None:
            put(end)
    for text in (
        "0",
        "1",
        "-1",
        "1/2",
        "2",
        "-1/2",
        "-2",
        "3",
        "1/4",
        "3/4",
        "4",
        "1/3",
        "5",
        "10",
        "1/10",
        "9/10",
        "100",
    ):
        put(Fraction(text))
    if lo is not None and hi is not None:
        for i in range(1, 8):
            put(lo + (hi - lo) * Fraction(i, 8))
    for k in range(1, fine + 1):
        step = Fraction(1, 1 << (2 * k))
        if lo is not None:
            put(lo + step)
            put(lo + (1 << k))
        if hi is not None:
            put(hi - step)
            put(hi - (1 << k))
        for value in (step, -step, Fraction(1 << k), Fraction(-(1 << k)), Fraction(10) ** k):
            put(value)
    return list(values)


class _Sequence:
    """Batches as they are made, and again as often as wanted."""

    def __init__(self, made: Iterator[Batch]) -> None:
        self.made, self.batches = made, list[Batch]()

    def __iter__(self) -> Iterator[Batch]:
        number = 0
        while True:
            if number == len(self.batches):
                try:
                    batch = next(self.made, None)
                except BaseException:  # what is broken off is not to be taken for the whole
                    _candidates.cache_clear()
                    raise
                if batch is None:
                    return
                self.batches.append(batch)
            yield self.batches[number]
            number += 1


def candidates(problem: Problem, count: int, seed: int = 0) -> Iterator[Batch]:
    """Batches of points that lie in the domains; all simple ones while they are few, then random ones."""
    if count > LONGEST:
        return _made(problem, count, seed)
    return iter(_candidates(tuple(problem.domains.items()), problem.given, count, seed))


@lru_cache(KEPT)
def _candidates(
    domains: tuple[tuple[str, Domain], ...], given: tuple[Relation, ...], count: int, seed: int
) -> _Sequence:
    return _Sequence(_made(Problem(dict(domains), given, None), count, seed))


def _made(problem: Problem, count: int, seed: int) -> Iterator[Batch]:
    names = sorted(problem.domains)
    values = [simple_values(problem.domains[name]) for name in names]
    keep = 4
    while names and keep < 60 and prod(min(keep + 1, len(v)) for v in values) <= count:
        keep += 1
    if not names:
        yield Batch([{}])
        return
    first = [v[: max(2, keep)] for v in values]
    if prod(map(len, first)) <= 4 * count:
        points = [dict(zip(names, choice, strict=True)) for choice in product(*first)]
        yield from batches(solved(problem, points))
        yield from batches(tight(problem, points))
    rng = np.random.default_rng(seed)
    points = []
    for _ in range(count):
        points.append({n: v[int(len(v) * rng.uniform() ** 2)] for n, v in zip(names, values, strict=True)})
    yield from batches(solved(problem, points))
    yield from batches(tight(problem, points))


def batches(points: list[Point], size: int = 2_000) -> Iterator[Batch]:
    for start in range(0, len(points), size):
        yield Batch(points[start : start + size])


def solved(problem: Problem, points: list[Point]) -> list[Point]:
    """Points in which equality hypotheses that are linear in a variable are solved for it."""
    for relation in problem.given:
        if relation[0] == "==":
            found = solutions(problem, relation[1], relation[2], points)
            points = points if found is None else found
    return points


def tight(problem: Problem, points: list[Point]) -> list[Point]:
    """Points at which an inequality hypothesis is an equality (|u| <= c: u = c or u = -c), where it can be solved."""
    result: list[Point] = []
    for operator, left, right in problem.given:
        if operator not in ("<=", ">="):
            continue
        small, large = (left, right) if operator == "<=" else (right, left)
        absolute = small[:2] == ("call", "abs")
        for sign in (1, -1) if absolute else (1,):
            inner = small[2][0] if absolute else small
            result += solutions(problem, inner, large if sign > 0 else ("neg", large), points) or []
    return result


def solutions(problem: Problem, left: Term, right: Term, points: list[Point]) -> list[Point] | None:
    """The points moved onto ``left == right`` along a variable in which that is linear; None if there is none."""
    before, Work.spent = Work.spent, 0
    try:
        poly = Converter().convert(("add", (left, ("neg", right)))).numerator
    except Rejected:
        return None
    finally:
        Work.spent = before  # what is remembered may not depend on what was spent before, nor on how often it is asked
    names = [n for n in sorted(variables(left) | variables(right)) if poly.exponents(n)[-1:] == [1]]
    if not names or set(poly.generators()) - set(problem.domains):
        return None
    parts = poly.collect(names[-1])
    result = []
    for point in points:
        a, b = (_at(parts[e], point) if e in parts else Fraction(0) for e in (1, 0))
        if a != 0 and inside(problem.domains[names[-1]], -b / a):
            result.append({**point, names[-1]: -b / a})
    return result


def _at(poly: Poly, point: Point) -> Fraction:
    total = Fraction(0)
    for monomial, coefficient in poly.terms.items():
        part = coefficient
        for name, exponent in monomial:
            part *= point[name] ** int(exponent)
        total += part
    return total
