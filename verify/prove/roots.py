"""Roots: conjugates in the goal, squares of hypotheses, elimination by s**q == u."""

from __future__ import annotations

from verify.kernel.atoms import atom_of, poly_text
from verify.kernel.polynomials import Poly
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node, node_of


def roots_of(poly: Poly) -> list[str]:
    return [g for g in poly.generators() if (a := atom_of(g)) is not None and a.function == "root"]


def conjugate(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[scale by A + B] for a goal A - B that is odd in square roots, then eliminate the squares."""
    poly = sequent.poly
    odd = [g for g in roots_of(poly) if any(e % 2 for e in poly.exponents(g))]
    if not odd or depth > 8 or len(poly.terms) > 12:
        return FAILED
    plus = Poly({m: c for m, c in poly.terms.items() if c > 0})
    minus = Poly({m: -c for m, c in poly.terms.items() if c < 0})
    if len(plus.terms) == 1 and len(minus.terms) == 1:
        other = plus + minus
    else:  # move everything odd in one root to the other side
        part = Poly({m: c for m, c in poly.terms.items() if dict(m).get(odd[0], 0) % 2})
        other = (poly - part) - part
        if engine.rule("default", [], sequent.state.goal(other, ">")) is None:
            other = part - (poly - part)
    goals = engine.rule("scale", [poly_text(other)], sequent)
    if goals is None:
        return FAILED
    proof = engine.prove(goals[1], depth + 1)
    if proof is FAILED:
        return FAILED
    main = eliminate(engine, goals[0], depth + 1)
    return FAILED if main is FAILED else node_of("scale", [poly_text(other)], [main, proof])


def eliminate(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[known root, eliminate] for each root that occurs with a power of at least its order."""
    for name in roots_of(sequent.poly):
        atom = atom_of(name)
        if atom is not None and sequent.poly.exponents(name)[-1] >= atom.order:
            goals = engine.rule("known", ["root", name], sequent)
            if goals is None or len(goals) != 1:
                continue
            number = len(goals[0].state.facts) - 1
            inner = engine.rule("eliminate", [number, name], goals[0])
            if inner is None or len(inner) != 1:
                continue
            node = eliminate(engine, inner[0], depth)
            if node is FAILED:
                return FAILED
            return node_of("known", ["root", name], [node_of("eliminate", [number, name], [node])])
    return engine.prove(sequent, depth + 1)


def reduce(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """Eliminate powers of roots from the goal, if there are any."""
    for name in roots_of(sequent.poly):
        atom = atom_of(name)
        if atom is not None and sequent.poly.exponents(name)[-1] >= atom.order:
            return eliminate(engine, sequent, depth)
    return FAILED


def square_facts(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """For a fact A - B >= 0 odd in square roots, A, B > 0: the lemma A**2 - B**2 >= 0, free of roots."""
    for fact in sequent.state.facts:
        odd = [g for g in roots_of(fact.poly) if any(e % 2 for e in fact.poly.exponents(g))]
        if not odd or fact.relation not in (">", ">=") or len(fact.poly.terms) != 2:
            continue
        plus = Poly({m: c for m, c in fact.poly.terms.items() if c > 0})
        minus = Poly({m: -c for m, c in fact.poly.terms.items() if c < 0})
        if not plus or not minus:
            continue
        square = plus * plus - minus * minus
        if any(other.poly == square for other in sequent.state.facts):
            continue
        text = f"{poly_text(square)} {fact.relation} 0"
        goals = engine.rule("lemma", [text], sequent)
        if goals is None or len(goals) != 2:
            continue
        signs = [[poly_text(fact.poly), 1, fact.relation], [poly_text(plus + minus), 1, ">"]]
        proof = engine.apply("factors", signs, goals[0], depth)
        if proof is FAILED:
            continue
        main = _restate(engine, goals[1], list(dict.fromkeys(roots_of(square))), depth)
        if main is not FAILED:
            return node_of("lemma", [text], [proof, main])
        return FAILED
    return FAILED


def _restate(engine: Engine, sequent: Sequent, names: list[str], depth: int) -> Node:
    """Eliminate the named roots from all facts, then go on."""
    if not names:
        return engine.prove(sequent, depth + 1)
    goals = engine.rule("known", ["root", names[0]], sequent)
    if goals is None or len(goals) != 1:
        return FAILED
    number = len(goals[0].state.facts) - 1
    inner = engine.rule("eliminate", [number, names[0]], goals[0])
    if inner is None or len(inner) != 1:
        return FAILED
    node = _restate(engine, inner[0], names[1:], depth)
    if node is FAILED:
        return FAILED
    return node_of("known", ["root", names[0]], [node_of("eliminate", [number, names[0]], [node])])
