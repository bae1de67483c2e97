"""A second opinion on what was proved: violations in ball arithmetic, at points that the falsifiers have not tried."""

from __future__ import annotations

from itertools import islice

import numpy as np

from verify.kernel.statement import parse
from verify.kernel.terms import Relation
from verify.numerics.balls import ball, holds
from verify.numerics.problem import Point, candidates, problems

POINTS = 300  # of each goal
CLOSEST = 12  # of a batch: those that come nearest to a violation are evaluated


def violation(text: str, seed: int) -> str | None:
    """A point at which the hypotheses hold and a goal fails, by enclosures; None if none was found."""
    statement = parse(text)
    if statement.exists:
        return None
    for problem in problems(statement):
        if problem.relation is None:
            continue
        for batch in islice(candidates(problem, POINTS, seed), 50):
            sizes = np.nan_to_num(problem.violation(batch), nan=-np.inf)
            for index in np.argsort(-sizes)[:CLOSEST]:
                if sizes[index] > -np.inf and fails(problem.given, problem.relation, batch[int(index)]):
                    return ", ".join(f"{name} = {value}" for name, value in sorted(batch[int(index)].items()))
    return None


def fails(given: tuple[Relation, ...], goal: Relation, point: Point) -> bool:
    """Whether enclosures show every hypothesis and the opposite of the goal."""
    balls = {name: ball(value) for name, value in point.items()}
    try:
        return all(holds(relation, balls) is True for relation in given) and holds(goal, balls) is False
    except (KeyError, OverflowError, ValueError, ZeroDivisionError):
        return False
