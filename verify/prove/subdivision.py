"""Interval arithmetic over a bounded box, cut in halves where it is too coarse."""

from __future__ import annotations

import numpy as np

from verify.kernel.polynomials import Work
from verify.kernel.rules import enclosure
from verify.kernel.rules.ranges import bounds
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node
from verify.prove.sign_recursion import variables_of

MAX_CUTS = 40


def tactic(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[enclosure] under [split]s of the widest variable; only for goals that stay away from 0 in the samples."""
    names = variables_of(sequent.poly)
    ranges = [bounds(sequent.state, name) for name in names]
    if not names or len(names) > 3 or any(b.lo[0] or b.hi[0] for b in ranges) or sequent.relation == "==":
        return FAILED
    grid = engine.grid(sequent)
    with np.errstate(all="ignore"):
        value, scale = grid.poly_and_scale(sequent.poly)
        ratio = np.where(scale > 0, value / np.where(scale > 0, scale, 1), 0)
    if grid.size and np.nanmin(ratio) <= 1e-4:
        return FAILED
    cuts = [MAX_CUTS]
    return _cut(engine, sequent, names, cuts)


def _cut(engine: Engine, sequent: Sequent, names: list[str], cuts: list[int]) -> Node:
    Work.spent = 0
    if enclosure.holds(sequent, 64):
        return ["enclosure", [64]]
    if cuts[0] <= 0 or not engine.spend(1):
        return FAILED
    cuts[0] -= 1
    widths = {}
    for name in names:
        found = bounds(sequent.state, name)
        widths[name] = found.hi[1] - found.lo[1]
    widest = max(names, key=lambda n: (widths[n], n))
    found = bounds(sequent.state, widest)
    middle = (found.lo[1] + found.hi[1]) / 2
    goals = engine.rule("split", [widest, str(middle)], sequent)
    if goals is None:
        return FAILED
    nodes = []
    for goal in goals:
        node = _cut(engine, goal, names, cuts)
        if node is FAILED:
            return FAILED
        nodes.append(node)
    return ["split", [widest, str(middle)], *nodes]
