"""Looking for violations: a sweep of simple points (a cheap one, a wide one), and a long multistart descent.

The sweep evaluates corners and dyadic ladders in floats; the descent improves the most promising points coordinate by
coordinate, with steps that shrink geometrically.  Budgets count evaluated points.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from verify.kernel.statement import Statement
from verify.numerics.candidates import candidates, solved
from verify.numerics.problem import ROUNDING, Point, Problem, inside, problems
from verify.refute.counterexamples import Violation

CHEAP_POINTS = 300
WIDE_POINTS = 3_000
LONG_POINTS = 60_000


def sweep(statement: Statement, points: int = CHEAP_POINTS, seed: int = 0) -> list[Violation]:
    """Violations among simple points."""
    if statement.exists:
        return []
    found: list[Violation] = []
    for number, problem in enumerate(problems(statement)):
        for batch in candidates(problem, points, seed):
            found += list(_violations(problem, number, batch))
    return found


def _violations(problem: Problem, number: int, batch: list[Point]) -> Iterator[Violation]:
    if not batch:
        return
    sizes = problem.violation(batch)
    for i in np.flatnonzero(np.isnan(sizes))[:20]:
        yield Violation(number, batch[int(i)], 0.0, undefined=True)
    strict = problem.relation is not None and problem.relation[0] in ("<", ">")
    for i in np.flatnonzero(sizes > (0 if strict else ROUNDING / 100)):
        yield Violation(number, batch[int(i)], float(sizes[int(i)]))


def descend(statement: Statement, points: int = LONG_POINTS, seed: int = 0) -> list[Violation]:
    """Violations found by improving the points that come closest to one."""
    if statement.exists:
        return []
    found: list[Violation] = []
    every = problems(statement)
    for number, problem in enumerate(every):
        found += list(_descend(problem, number, points // len(every), seed))
    return found


def _descend(problem: Problem, number: int, budget: int, seed: int) -> Iterator[Violation]:
    starts: list[tuple[float, Point]] = []
    for batch in candidates(problem, budget // 4, seed + 1):
        sizes = problem.violation(batch)
        yield from _violations(problem, number, batch)
        order = np.argsort(np.where(np.isfinite(sizes), -sizes, np.inf))[:40]
        starts += [(float(sizes[i]), batch[int(i)]) for i in order if np.isfinite(sizes[i])]
    starts.sort(key=lambda entry: -entry[0])
    chosen: list[tuple[float, Point]] = []
    for entry in starts:
        if all(_distance(entry[1], other) > 0.05 for _, other in chosen):
            chosen.append(entry)
        if len(chosen) >= 8:
            break
    for start in chosen:
        for size, point in _improve(problem, start, budget // (2 * len(chosen))):
            if size > 0:
                yield Violation(number, point, size)


def _distance(a: Point, b: Point) -> float:
    return max((abs(float(a[n] - b[n])) / (1 + abs(float(a[n]))) for n in a), default=0.0)


def _improve(problem: Problem, start: tuple[float, Point], budget: int) -> list[tuple[float, Point]]:
    """Pattern search with exact rational points; steps halve when nothing improves."""
    best, point = start
    step, history, spent = Fraction(1, 4), [start], 0
    names = sorted(point)
    while spent < budget and step > Fraction(1, 1 << 24):
        trial: list[Point] = []
        for name in names:
            scale = max(abs(point[name]), Fraction(1, 16))
            for move in (step * scale, -step * scale, step / 8, -step / 8):
                value = point[name] + move
                if problem.domains[name].integer:
                    near = Fraction(round(value))
                    value = near if near != point[name] else near + (1 if move > 0 else -1)
                value = value.limit_denominator(1 << 26)
                if inside(problem.domains[name], value):
                    trial.append({**point, name: value})
        trial = solved(problem, trial)
        spent += max(1, len(trial))
        if trial:
            sizes = problem.violation(trial)
            i = int(np.argmax(np.where(np.isfinite(sizes), sizes, -np.inf)))
            if np.isfinite(sizes[i]) and sizes[i] > best:
                best, point = float(sizes[i]), trial[i]
                history.append((best, point))
                continue
        step /= 2
    return [*history[-3:], *_rounded(problem, point)]


def _rounded(problem: Problem, point: Point) -> list[tuple[float, Point]]:
    """Simpler points close to the one found."""
    result = []
    for limit in (4, 16, 64, 256, 1024, 1 << 14):
        near = {n: v.limit_denominator(limit) for n, v in point.items()}
        if all(inside(problem.domains[n], v) for n, v in near.items()):
            moved = solved(problem, [near])
            if moved:
                result.append((float(problem.violation(moved)[0]), moved[0]))
    return [entry for entry in result if np.isfinite(entry[0])]
