"""Small steps about signs: nonzero by way of positive, logarithms against 0."""

from __future__ import annotations

from math import lcm

import numpy as np

from verify.kernel.atoms import all_atoms, atom_of, poly_text
from verify.kernel.polynomials import Poly
from verify.kernel.rules.ranges import bounds
from verify.kernel.state import Sequent
from verify.prove import handelman
from verify.prove.engine import FAILED, Engine, Node, node_of


def apart(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[lemma] for p != 0: p > 0 or p < 0, as the samples say."""
    if sequent.relation != "!=":
        return FAILED
    grid = engine.grid(sequent)
    with np.errstate(all="ignore"):
        values = grid.poly(sequent.poly)
    values = values[np.isfinite(values)]
    signs = [">"] if np.all(values > 0) else ["<"] if np.all(values < 0) else []
    for sign in signs if values.size else [">", "<"]:
        text = f"{poly_text(sequent.poly)} {sign} 0"
        node = engine.apply("lemma", [text], sequent, depth)
        if node is not FAILED:
            return node
    return FAILED


def opposed(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[scale] a contradiction -1 >= 0 by a fact p > 0: then -p >= 0 is to be shown."""
    if sequent.poly != Poly.constant(-1) or depth > 2:
        return FAILED
    for fact in sequent.state.facts:
        if fact.relation == ">" and engine.spend(1):
            goals = engine.rule("scale", [poly_text(fact.poly)], sequent)
            node = FAILED if goals is None else handelman.linear(engine, goals[0], depth + 1)
            if node is not FAILED:
                return node_of("scale", [poly_text(fact.poly)], [node])
    return FAILED


def exponentials(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[scale, exponentials] for a rational combination of logarithms."""
    atoms = [atom_of(g) for g in sequent.poly.generators()]
    linear = all(len(m) == 1 and m[0][1] == 1 for m in sequent.poly.terms)
    if not atoms or not linear or any(a is None or a.function != "log" for a in atoms):
        return FAILED
    scale = lcm(*(c.denominator for c in sequent.poly.terms.values()))
    if scale == 1:
        return engine.apply("exponentials", [], sequent, depth)
    goals = engine.rule("scale", [str(scale)], sequent)
    if goals is None:
        return FAILED
    node = engine.apply("exponentials", [], goals[0], depth)
    return FAILED if node is FAILED else node_of("scale", [str(scale)], [node])


def logarithm_signs(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[lemma] for a logarithm in the goal or the facts whose sign is constant in the samples but not known."""
    if depth > 6:
        return FAILED
    names = {g for p in (sequent.poly, *(f.poly for f in sequent.state.facts)) for g in p.generators()}
    grid = engine.grid(sequent)
    for name in all_atoms(names):
        atom = atom_of(name)
        found = bounds(sequent.state, name)
        if atom is None or atom.function != "log" or found.above(0) or found.below(0) or not grid.size:
            continue
        with np.errstate(all="ignore"):
            values = grid.generator(name)
        sign = ">" if np.all(values > 0) else "<" if np.all(values < 0) else ""
        if sign and name in sequent.state.defined and engine.spend(1):
            text = f"{poly_text(Poly.generator(name))} {sign} 0"
            goals = engine.rule("lemma", [text], sequent)
            if goals is None:
                continue
            proof = exponentials(engine, goals[0], depth + 1)
            if proof is FAILED:
                continue
            rest = engine.prove(goals[1], depth + 1)
            return FAILED if rest is FAILED else node_of("lemma", [text], [proof, rest])
    return FAILED
