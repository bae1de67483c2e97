"""Equality hypotheses: solve one for a variable and put the value in, where that leaves fewer variables.

Of a goal != 0, to which few other ideas apply, also where what is left is evident.
"""

from __future__ import annotations

from verify.kernel.rules.default import holds
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node
from verify.prove.sign_recursion import variables_of


def tactic(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[eliminate] a variable of the goal by a fact that is linear in it."""
    for number, fact in enumerate(sequent.state.facts):
        if fact.relation != "==":
            continue
        for name in fact.poly.generators():
            if name in sequent.state.names and fact.poly.exponents(name)[-1] == 1:
                goals = engine.rule("eliminate", [number, name], sequent)
                if goals is None:
                    continue
                fewer = len(variables_of(goals[0].poly)) < len(variables_of(sequent.poly))
                if fewer or (sequent.relation == "!=" and holds(goals[0])):
                    return engine.close("eliminate", [number, name], goals, depth)
    return FAILED
