"""One goal of a claim as a search problem: which points satisfy the hypotheses, by how much is the goal violated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np

from verify.kernel.atoms import Converter
from verify.kernel.errors import Rejected
from verify.kernel.parser import Domain
from verify.kernel.polynomials import Poly
from verify.kernel.statement import Statement
from verify.kernel.terms import Relation, Term, variables
from verify.numerics.terms import Array, evaluate

Point = dict[str, Fraction]
ROUNDING = 1e-12
MAX_BITS = 3_000  # the kernel's parser takes numbers of at most 1,000 digits


@dataclass(frozen=True)
class Problem:
    """Variables with domains, hypotheses (the goal's own included), and the relation to be violated."""

    domains: Mapping[str, Domain]
    given: tuple[Relation, ...]
    relation: Relation | None

    def violation(self, points: Sequence[Point], hypotheses_only: bool = False) -> Array:
        """For each point the relative violation: > 0 violated, nan where undefined, -inf where a hypothesis fails."""
        columns = {n: np.array([_float(p[n]) for p in points]) for n in self.domains}
        return self.violation_at(columns, len(points), hypotheses_only)

    def violation_at(self, columns: Mapping[str, Array], size: int, hypotheses_only: bool = False) -> Array:
        """``violation`` at points given by the variables' columns; further columns may stand for parameters."""
        with np.errstate(all="ignore"):
            allowed, unknown = np.ones(size, dtype=bool), np.zeros(size, dtype=bool)
            for relation in self.given:
                margin = -_excess(relation, columns, size)
                unknown |= allowed & np.isnan(margin)
                allowed &= np.isnan(margin) | (margin >= (-ROUNDING if relation[0] in ("<=", ">=", "==") else 0))
            if hypotheses_only or self.relation is None:
                result = np.zeros(size)
            else:
                result = _excess(self.relation, columns, size)
        result = np.where(unknown, np.nan, result)
        return np.where(allowed, result, -np.inf)


def problems(statement: Statement) -> list[Problem]:
    """One for each goal."""
    domains = dict(statement.variables)
    return [
        Problem(domains, (*statement.given, *antecedents), conclusion)
        for item in statement.items
        for antecedents, conclusion in item.goals()
    ]


def _float(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _excess(relation: Relation, columns: Mapping[str, Array], size: int) -> Array:
    """By how much a relation fails, relative to its sides; > 0 exactly where it fails (up to rounding)."""
    operator, left, right = relation
    a, b = evaluate(left, columns, size), evaluate(right, columns, size)
    scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-300)
    gap = (a - b) / scale
    tiny = np.nextafter(0, 1)
    if operator == "==":
        return np.where(np.abs(gap) <= ROUNDING, -np.abs(gap), np.abs(gap))
    if operator == "!=":
        return np.where(a == b, tiny, -np.abs(gap))
    gap = gap if operator in ("<=", "<") else -gap
    return np.where((gap == 0) & (operator in ("<", ">")), tiny, gap)


def simple_values(domain: Domain, fine: int = 12) -> list[Fraction]:
    """Values of a domain, simplest first: ends, small numbers, ladders towards ends and infinity."""
    lo, hi = domain.lo, domain.hi
    values: dict[Fraction, None] = {}

    def put(value: Fraction) -> None:
        above = lo is None or value > lo or (value == lo and not domain.lo_open)
        below = hi is None or value < hi or (value == hi and not domain.hi_open)
        if above and below and (not domain.integer or value.denominator == 1):
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


def candidates(problem: Problem, count: int, seed: int = 0) -> Iterator[list[Point]]:
    """Batches of points that lie in the domains; all simple ones while they are few, then random ones."""
    names = sorted(problem.domains)
    values = [simple_values(problem.domains[name]) for name in names]
    keep = 4
    while names and keep < 60 and prod(min(keep + 1, len(v)) for v in values) <= count:
        keep += 1
    if not names:
        yield [{}]
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


def batches(points: list[Point], size: int = 2_000) -> Iterator[list[Point]]:
    for start in range(0, len(points), size):
        yield points[start : start + size]


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
    try:
        poly = Converter().convert(("add", (left, ("neg", right)))).numerator
    except Rejected:
        return None
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


def inside(domain: Domain, value: Fraction) -> bool:
    above = domain.lo is None or value > domain.lo or (value == domain.lo and not domain.lo_open)
    below = domain.hi is None or value < domain.hi or (value == domain.hi and not domain.hi_open)
    return above and below and (not domain.integer or value.denominator == 1)


def writable(value: Fraction) -> bool:
    """Whether a rational is short enough for a statement or a certificate."""
    return max(abs(value.numerator), value.denominator).bit_length() <= MAX_BITS


def height(point: Point) -> tuple[int, int]:
    """How complicated a point is: significant decimal digits of its coordinates, then their bits."""
    digits = sum(
        len(str(abs(v.numerator)).rstrip("0")) + 2 * len(str(v.denominator)) + (v < 0) if writable(v) else MAX_BITS
        for v in point.values()
    )
    return digits, sum(v.numerator.bit_length() + v.denominator.bit_length() for v in point.values())


def text_of(point: Point) -> dict[str, str]:
    return {name: str(value) for name, value in sorted(point.items())}
