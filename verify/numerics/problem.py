"""One goal of a claim as a search problem: which points satisfy the hypotheses, by how much is the goal violated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from verify.kernel.parser import Domain
from verify.kernel.statement import Statement
from verify.kernel.terms import Relation
from verify.numerics.terms import Array, evaluate

Point = dict[str, Fraction]
ROUNDING = 1e-12
MAX_BITS = 3_000  # the kernel's parser takes numbers of at most 1,000 digits


class Batch(list[Point]):
    """Points over the same variables, which are not changed any more."""

    @cached_property
    def columns(self) -> dict[str, Array]:
        """The coordinates as floats, by variable."""
        return columns_of(self, self[0] if self else ())


def columns_of(points: Sequence[Point], names: Iterable[str]) -> dict[str, Array]:
    return {name: np.array([_float(point[name]) for point in points]) for name in names}


@dataclass(frozen=True)
class Problem:
    """Variables with domains, hypotheses (the goal's own included), and the relation to be violated."""

    domains: Mapping[str, Domain]
    given: tuple[Relation, ...]
    relation: Relation | None

    def violation(self, points: Sequence[Point], hypotheses_only: bool = False) -> Array:
        """For each point the relative violation: > 0 violated, nan where undefined, -inf where a hypothesis fails."""
        columns = points.columns if isinstance(points, Batch) else columns_of(points, self.domains)
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
