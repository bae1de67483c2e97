"""Sign recursion: divide by something of known sign so that the derivative loses an atom, and recurse.

To fix the sign of f along a variable x: with h = f/u monotone, an end value decides.  Divisors tried: 1, the
exponentials that occur in f, the coefficient of a logarithm.  Which end, and whether the slope has the right sign,
is read off samples before anything is proved.  Variants: a split at a simple point, quasi-concavity.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from verify.kernel.atoms import atom_of, poly_text, support
from verify.kernel.polynomials import Monomial, Poly, is_exponential
from verify.kernel.rules.default import holds as engine_default
from verify.kernel.rules.ranges import bounds
from verify.kernel.state import Sequent, State
from verify.prove.engine import FAILED, Engine, Node

MAX_TERMS = 60
MAX_MOVES = 6


def variables_of(poly: Poly) -> list[str]:
    """The variables a polynomial depends on: those inside atoms first, then by degree."""
    names: dict[str, int] = {}
    for generator in poly.generators():
        for variable in support(generator):
            names[variable] = names.get(variable, 0) + (100 if atom_of(generator) is not None else 1)
    return sorted(names, key=lambda n: (-names[n], n))


def divisors(poly: Poly, variable: str, inherited: list[str]) -> list[str]:
    """Candidates for u, as text: 1, arguments of logarithms differentiated before, exponentials, coefficients."""
    found: dict[str, None] = {"1": None, **dict.fromkeys(inherited)}
    exponentials: dict[Monomial, None] = {}
    for monomial in poly.terms:
        part = tuple((g, e) for g, e in monomial if is_exponential(g) and variable in support(g))
        if part:
            exponentials[part] = None
    for monomial in sorted(exponentials)[:3]:
        found[poly_text(Poly({monomial: Fraction(1)}))] = None
    for generator in poly.generators():
        atom = atom_of(generator)
        if atom is not None and atom.function in ("log", "atan") and variable in support(generator):
            parts = poly.collect(generator)
            if set(parts) <= {0, 1} and parts[1].rational() is None:
                found[poly_text(parts[1])] = None
    return list(found)


def tactic(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[monotone], over variables, divisors and ends; those that leave the simplest slope first."""
    if sequent.relation not in (">", ">=") or len(sequent.poly.terms) > MAX_TERMS:
        return FAILED
    moves: list[tuple[int, int, list[str | int], list[Sequent]]] = []
    for name in variables_of(sequent.poly):
        for text in divisors(sequent.poly, name, engine.inherited):
            for end in ends(sequent.state, name):
                for strict in ("slope", "end") if sequent.relation == ">" else ("end",):
                    choice: list[str | int] = [name, text, end, strict, 1]
                    if not engine.spend(1):
                        return FAILED
                    goals = engine.rule("monotone", choice, sequent)
                    if goals is None or len(goals) > 4 or any(engine.refuted(goal) for goal in goals):
                        continue
                    moves.append((sum(map(complexity, goals)), len(moves), choice, goals))
    before = engine.inherited
    engine.inherited = list(dict.fromkeys(_log_arguments(sequent.poly)))
    try:
        for _, _, choice, goals in sorted(moves, key=lambda move: move[:2])[:MAX_MOVES]:
            node = engine.close("monotone", choice, goals, depth)
            if node is not FAILED:
                return node
    finally:
        engine.inherited = before
    return FAILED


def complexity(sequent: Sequent) -> int:
    """How hard a sequent looks: atoms count ten, terms one, an evident sign nothing."""
    if engine_default(sequent):
        return 0
    atoms = sum(1 for g in sequent.poly.generators() if atom_of(g) is not None)
    return 10 * atoms + len(sequent.poly.terms) + 1


def ends(state: State, name: str) -> list[str | int]:
    """Finite ends of the range of a variable, and facts that bound it by other variables."""
    span = bounds(state, name)
    found: list[str | int] = [end for end, value in (("lo", span.lo), ("hi", span.hi)) if not value[0]]
    for number, fact in enumerate(state.facts):
        generators = fact.poly.generators()
        if name in generators and len(generators) > 1 and fact.relation in (">", ">="):
            slope = fact.poly.collect(name).get(1)
            if slope is not None and slope.rational() is not None:
                found.append(number)
    return found


def _log_arguments(poly: Poly) -> list[str]:
    """Arguments of logarithms and radicands: what a derivative leaves in denominators."""
    atoms = [atom_of(generator) for generator in poly.generators()]
    found = [a.arguments[0] for a in atoms if a is not None and a.function == "log"]
    return [poly_text(q.numerator) for q in found if len(q.numerator.terms) > 1]


def quasiconcave(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[quasiconcave] on bounded intervals, with the simplest divisors."""
    if sequent.relation not in (">", ">=") or len(sequent.poly.terms) > MAX_TERMS:
        return FAILED
    for name in variables_of(sequent.poly):
        found = bounds(sequent.state, name)
        if found.lo[0] or found.hi[0]:
            continue
        for text in divisors(sequent.poly, name, [])[:2]:
            for strict in ("slope", "end") if sequent.relation == ">" else ("end",):
                if not engine.spend(1):
                    return FAILED
                node = engine.apply("quasiconcave", [name, text, "1", strict, 1], sequent, depth)
                if node is not FAILED:
                    return node
    return FAILED


def split(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[split] at a simple interior point: 0, 1, -1, or where the samples come closest to 0."""
    if depth > 4:
        return FAILED
    for name in variables_of(sequent.poly):
        for point in _split_points(engine, sequent, name):
            if not engine.spend(1):
                return FAILED
            node = engine.apply("split", [name, str(point)], sequent, depth + 2)
            if node is not FAILED:
                return node
    return FAILED


def _split_points(engine: Engine, sequent: Sequent, name: str) -> list[Fraction]:
    state: State = sequent.state
    found = bounds(state, name)

    def inside(value: Fraction) -> bool:
        return (found.lo[0] != 0 or found.lo[1] < value) and (found.hi[0] != 0 or value < found.hi[1])

    points = {Fraction(v): None for v in (0, 1, -1)}
    grid = engine.grid(sequent)
    if grid.size:
        with np.errstate(all="ignore"):
            value, scale = grid.poly_and_scale(sequent.poly)
            ratio = np.where(np.isfinite(value) & (scale > 0), value / scale, np.inf)
            column = grid.known[name]
            if column.size and np.isfinite(ratio).any():
                near = float(column[int(np.argmin(ratio))])
                for limit in (1, 4, 16):
                    points[Fraction(near).limit_denominator(limit)] = None
    if found.lo[0] == 0 and found.hi[0] == 0:
        points[(found.lo[1] + found.hi[1]) / 2] = None
    return [point for point in points if inside(point)][:6]
