"""Points that satisfy domains and hypotheses, for certificates: simplest first, each confirmed by the kernel."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

import numpy as np

from verify.kernel.errors import Malformed, Rejected
from verify.kernel.parser import Domain
from verify.kernel.polynomials import Work
from verify.kernel.rules.points import coordinates, hold, inside
from verify.kernel.state import State
from verify.kernel.statement import Statement
from verify.kernel.terms import Relation, Term, substitute
from verify.numerics.candidates import candidates
from verify.numerics.problem import Point, Problem, height, text_of
from verify.numerics.problem import inside as in_domain

POINTS = 4_000
KEPT = 64  # answers: mutants and steps ask the same again


def satisfying(
    statement: Statement, antecedents: tuple[Relation, ...], witness: dict[str, Term]
) -> dict[str, str] | None:
    """A simple point of the domain at which the hypotheses and ``antecedents`` hold, or None."""
    extra = tuple((r[0], substitute(r[1], witness), substitute(r[2], witness)) for r in antecedents)
    found = _satisfying(statement.variables, (*statement.given, *extra))
    return None if found is None else dict(found)


@lru_cache(KEPT)
def _satisfying(variables: tuple[tuple[str, Domain], ...], given: tuple[Relation, ...]) -> Mapping[str, str] | None:
    before, Work.spent = Work.spent, 0
    try:
        return _simplest(Problem(dict(variables), given, None))
    finally:
        Work.spent = before  # an answer that is kept costs nothing: no verdict may depend on that


def _simplest(problem: Problem) -> dict[str, str] | None:
    for seed in (0, 1):
        found: list[Point] = []
        for batch in candidates(problem, POINTS << (4 * seed), seed):
            if batch:
                good = np.flatnonzero(problem.violation(batch, hypotheses_only=True) == 0)
                found += [batch[int(i)] for i in good]
            if found:
                break  # simple points come first
        if not found:
            found = _climb(problem)
        for point in sorted(found, key=height)[:40]:
            if _confirmed(problem, text_of(point)):
                return text_of(point)
    return None


def _confirmed(problem: Problem, point: dict[str, str]) -> bool:
    used: set[str] = set()
    state, variables = State(), tuple(problem.domains.items())
    try:
        values = coordinates(variables, point, frozenset(), state)
        for relation in inside(variables, values):
            hold(state, relation, {}, {}, used, "point")
        for relation in problem.given:
            hold(state, relation, values, {}, used, "point")
    except (Rejected, Malformed):
        return False
    return True


def _climb(problem: Problem) -> list[Point]:
    """Scale up one unbounded variable at a time until the hypotheses hold."""
    found: list[Point] = []
    for batch in candidates(problem, 200, 3):
        trial: list[Point] = []
        for point in batch[:60]:
            for name, domain in problem.domains.items():
                for power in range(2, 12):
                    value = Fraction(10) ** power
                    if domain.hi is None and in_domain(domain, value):
                        trial.append({**point, name: value})
        if trial:
            good = np.flatnonzero(problem.violation(trial, hypotheses_only=True) == 0)
            found += [trial[int(i)] for i in good]
        if found:
            break
    return found
