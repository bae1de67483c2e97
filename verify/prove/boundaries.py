"""Cases along a form on which the goal is tight: x = y, x = e, x = pi/2, ...

Where the goal vanishes along p = 0 (as samples show), p >= 0 and p < 0 are treated apart; p then bounds the slice
of a variable, and sign recursion starts from there.
"""

from __future__ import annotations

import numpy as np

from verify.kernel.atoms import atom_of, poly_text, rational
from verify.kernel.polynomials import Poly
from verify.kernel.state import Sequent
from verify.numerics.floats import Grid
from verify.prove.engine import FAILED, Engine, Node
from verify.prove.sign_recursion import variables_of


def tactic(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[cases] on a form along which the goal is tight."""
    if depth > 3 or sequent.relation not in (">", ">="):
        return FAILED
    for form in tight_forms(engine, sequent):
        if engine.spend(1):
            node = engine.apply("cases", [poly_text(form)], sequent, depth + 1)
            if node is not FAILED:
                return node
    return FAILED


def tight_forms(engine: Engine, sequent: Sequent) -> list[Poly]:
    """Differences x - y of variables, and x - constant for the constants that occur, along which the goal is 0."""
    grid, names = engine.grid(sequent), variables_of(sequent.poly)
    if not grid.size:
        return []
    constants = [g for g in sequent.poly.generators() if (a := atom_of(g)) is not None and not a.arguments]
    constants += [g for g in sequent.poly.generators() if g == "exp(1)"]
    values: list[tuple[str, Poly]] = []
    for i, x in enumerate(names):
        values += [(x, Poly.generator(y)) for y in names[i + 1 :]]
        values += [(x, Poly.generator(c)) for c in constants]
        values += [(x, rational(1).numerator - Poly.generator(y)) for y in names[i + 1 :]]
    known = [fact.poly for fact in sequent.state.facts]
    found = []
    for x, value in values:
        form = Poly.generator(x) - value
        if form not in known and -form not in known and _vanishes(grid, sequent.poly, x, value):
            found.append(form)
    return found


def _vanishes(grid: Grid, poly: Poly, name: str, value: Poly) -> bool:
    with np.errstate(all="ignore"):
        moved = {k: v for k, v in grid.known.items() if atom_of(k) is None}
        moved[name] = grid.poly(value)
        values, scale = Grid(moved, grid.size).poly_and_scale(poly)
        good = np.isfinite(values) & np.isfinite(scale)
        return bool(good.any()) and bool(np.all(np.abs(values[good]) <= 1e-9 * scale[good] + 1e-300))
