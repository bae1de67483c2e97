"""A second opinion on what was proved: violations in ball arithmetic, at points that the falsifiers have not tried.

Of a scalar statement points are tried, of a derivation random finite models.  A construction has no second opinion
here: its rules are compared with numbers in tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

import numpy as np

from verify.kernel.statement import parse
from verify.kernel.terms import Relation
from verify.numerics.balls import ball, holds
from verify.numerics.candidates import candidates
from verify.numerics.problem import Point, problems
from verify.objects.judgements import parse as parse_judged
from verify.refute import instances
from verify.statement import Claim

POINTS = 300  # of each goal
MODELS = 20
CLOSEST = 12  # of a batch: those that come nearest to a violation are evaluated


def violation(claim: Claim, seed: int) -> str | None:
    """Where the hypotheses hold and the claim fails, by enclosures; None if that was found nowhere."""
    if claim.kind == "derivation":
        return at_a_model(claim.statement or "", seed)
    return at_a_point(claim.statement or "", seed) if claim.kind == "scalar" else None


def at_a_model(text: str, seed: int) -> str | None:
    """The point of a random finite model in which the assumptions hold and the conclusion does not."""
    found = next(instances.search(parse_judged(text), seed, MODELS), None)
    return None if found is None else told(found.point)


def at_a_point(text: str, seed: int) -> str | None:
    """A point at which the hypotheses hold and a goal fails."""
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
                    return told(batch[int(index)])
    return None


def told(point: Mapping[str, object]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in sorted(point.items()))


def fails(given: tuple[Relation, ...], goal: Relation, point: Point) -> bool:
    """Whether enclosures show every hypothesis and the opposite of the goal."""
    balls = {name: ball(value) for name, value in point.items()}
    try:
        return all(holds(relation, balls) is True for relation in given) and holds(goal, balls) is False
    except (KeyError, OverflowError, ValueError, ZeroDivisionError):
        return False
