"""Integer variables: a few values one by one, the tail over the reals."""

from __future__ import annotations

from verify.kernel.rules.ranges import bounds
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node
from verify.prove.sign_recursion import variables_of

TAILS = (1, 2, 4, 8)


def tactic(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[integers] with a tail that starts 1, 2, 4, 8 above the least value; all values of a short range."""
    if depth > 2:
        return FAILED
    for name in variables_of(sequent.poly):
        if name not in sequent.state.integers:
            continue
        found = bounds(sequent.state, name)
        if found.lo[0]:
            continue
        low = int(found.lo[1])
        short = not found.hi[0] and found.hi[1] - low <= 64
        for tail in (int(found.hi[1]) + 1 - low,) if short else TAILS:
            if engine.spend(1):
                node = engine.apply("integers", [name, low + tail], sequent, depth + 1)
                if node is not FAILED:
                    return node
    return FAILED
