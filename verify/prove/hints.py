"""An author's plan for a scalar claim: split a variable's range at points, use proved claims at terms, then search.

Nothing here is believed: each move is a node of the certificate, and a hint that does not fit a part is left out there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node, node_of

Split = tuple[str, str]  # a variable, a rational number
Instance = tuple[Any, Mapping[str, str]]  # a claim, terms for its variables


def follow(engine: Engine, sequent: Sequent, splits: Sequence[Split], instances: Sequence[Instance]) -> Node:
    """A proof along the plan: at each split the lower part by the instances alone, the upper one by the rest.

    Each part has the whole budget.
    """
    if splits:
        goals = engine.rule("split", list(splits[0]), sequent)
        if goals is None:
            return FAILED
        nodes = [follow(engine, goals[0], (), instances), follow(engine, goals[1], splits[1:], instances)]
        return FAILED if FAILED in nodes else node_of("split", list(splits[0]), nodes)
    if not instances:
        return alone(engine, sequent)
    claim, values = instances[0]
    arguments: list[Any] = [claim.hash, dict(values)]
    goals = engine.rule("instance", arguments, sequent)
    sides = [alone(engine, goal) for goal in goals[1:]] if goals is not None else [FAILED]
    if goals is None or any(side is FAILED for side in sides):
        return follow(engine, sequent, (), instances[1:])
    node = follow(engine, goals[0], (), instances[1:])
    return FAILED if node is FAILED else node_of("instance", arguments, [node, *sides])


def alone(engine: Engine, sequent: Sequent) -> Node:
    """The search with a budget of its own."""
    part = Engine(engine.tactics, engine.budget)
    node = part.prove(sequent)
    engine.spent += min(part.spent, part.budget)
    engine.stuck += part.stuck
    return node
