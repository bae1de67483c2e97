"""Violations of claims that are linear in their variables: a linear program, solved in floats and rounded exactly.

The program maximises the violation of the goal over the hypotheses and a bounded part of the domain; the constraints
that are tight at its optimum are then solved in rationals (Gaussian elimination), so that the point meets them with
equality.  Finds the thin cones that random points miss; says nothing about claims that are not linear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.optimize import linprog

from verify.kernel.atoms import Converter
from verify.kernel.errors import Rejected
from verify.kernel.parser import Domain
from verify.kernel.statement import Statement
from verify.kernel.terms import Relation, num
from verify.numerics.problem import Problem, problems
from verify.refute.counterexamples import Violation

FAR = Fraction(1 << 12)  # an unbounded variable is looked at up to here
NEAR = Fraction(1, 1 << 6)  # of the width: the distance to an open end
MARGIN = Fraction(1, 1 << 16)  # by which a strict hypothesis is to hold
TIGHT = 1e-9


@dataclass(frozen=True)
class Row:
    """coefficients * variables + constant >= 0, or == 0."""

    coefficients: tuple[Fraction, ...]
    constant: Fraction
    equality: bool = False


def linear_violations(statement: Statement) -> list[Violation]:
    """At most one point for each goal that is linear under linear hypotheses; integer variables are not treated."""
    if statement.exists or any(domain.integer for _, domain in statement.variables):
        return []
    return [v for number, problem in enumerate(problems(statement)) for v in _violations(problem, number)]


def _violations(problem: Problem, number: int) -> Iterator[Violation]:
    names = sorted(problem.domains)
    if not names or problem.relation is None or problem.relation[0] in ("==", "!="):
        return
    goal = _row(problem.relation, names)
    rows = [_row(relation, names) for relation in problem.given]
    if goal is None or None in rows:
        return
    bounds = [_bounds(problem.domains[name]) for name in names]
    known = [row for row in rows if row is not None]
    values = _optimum(goal, known, bounds)
    if values is None:
        return
    point = dict(zip(names, values, strict=True))
    size = float(problem.violation([point])[0])
    if size > 0:
        yield Violation(number, point, size)


def _row(relation: Relation, names: list[str]) -> Row | None:
    """A relation as a linear row, a strict one with a margin; None if it is not linear."""
    operator, left, right = relation
    if operator == "!=":
        return None
    above, below = (right, left) if operator in ("<=", "<") else (left, right)
    margin = MARGIN if operator in ("<", ">") else Fraction(0)
    try:
        quotient = Converter().convert(("add", (above, ("neg", below), num(-margin))))
    except Rejected:
        return None
    coefficients, constant = dict.fromkeys(names, Fraction(0)), Fraction(0)
    for monomial, coefficient in quotient.numerator.terms.items():
        if not monomial:
            constant = coefficient
        elif len(monomial) == 1 and monomial[0][0] in coefficients and monomial[0][1] == 1:
            coefficients[monomial[0][0]] = coefficient
        else:
            return None
    if quotient.denominator:
        return None
    return Row(tuple(coefficients[name] for name in names), constant, operator == "==")


def _bounds(domain: Domain) -> tuple[Fraction, Fraction]:
    """A closed bounded part of a domain."""
    lo = domain.lo if domain.lo is not None else (-FAR if domain.hi is None else domain.hi - FAR)
    hi = domain.hi if domain.hi is not None else max(lo, Fraction(0)) + FAR
    gap = NEAR * min(Fraction(1), hi - lo)
    return lo + gap * domain.lo_open, hi - gap * domain.hi_open


def _optimum(goal: Row, rows: list[Row], bounds: list[tuple[Fraction, Fraction]]) -> tuple[Fraction, ...] | None:
    upper = [row for row in rows if not row.equality]
    equal = [row for row in rows if row.equality]
    found = linprog(
        [float(c) for c in goal.coefficients],
        A_ub=[[-float(c) for c in row.coefficients] for row in upper] or None,
        b_ub=[float(row.constant) for row in upper] or None,
        A_eq=[[float(c) for c in row.coefficients] for row in equal] or None,
        b_eq=[-float(row.constant) for row in equal] or None,
        bounds=[(float(lo), float(hi)) for lo, hi in bounds],
        method="highs-ds",
    )
    if found.status != 0:
        return None
    near = np.asarray(found.x, dtype=np.float64)
    return _exact(near, rows, bounds)


def _exact(
    near: np.ndarray[tuple[int], np.dtype[np.float64]], rows: list[Row], bounds: list[tuple[Fraction, Fraction]]
) -> tuple[Fraction, ...]:
    """The rational point near ``near`` that solves the rows and bounds which are tight there."""
    count = len(bounds)
    unit = [tuple(Fraction(int(i == j)) for j in range(count)) for i in range(count)]
    ends = [Row(unit[i], -end) for i in range(count) for end in bounds[i]]
    system: list[tuple[int, list[Fraction]]] = []  # pivot, row with the right side last
    for row in [*(r for r in rows if r.equality), *ends, *rows]:
        terms = [float(c) * x for c, x in zip(row.coefficients, near, strict=True)]
        if abs(sum(terms) + float(row.constant)) > TIGHT * (1 + max(map(abs, terms))):
            continue
        entries = [*row.coefficients, -row.constant]
        for pivot, other in system:
            if entries[pivot]:
                entries = [a - entries[pivot] * b for a, b in zip(entries, other, strict=True)]
        first = next((i for i in range(count) if entries[i]), None)
        if first is None:
            continue
        entries = [a / entries[first] for a in entries]
        system = [(p, [a - r[first] * b for a, b in zip(r, entries, strict=True)]) for p, r in system]
        system.append((first, entries))
    values = [Fraction(float(x)).limit_denominator(1 << 16) for x in near]
    pivots = dict(system)
    free = [i for i in range(count) if i not in pivots]
    for pivot, entries in pivots.items():
        values[pivot] = entries[-1] - sum((entries[i] * values[i] for i in free), Fraction(0))
    return tuple(values)
