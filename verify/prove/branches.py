"""Branches of abs, min, max and of powers whose base may vanish; their known relations where they occur in facts."""

from __future__ import annotations

from verify.kernel.atoms import all_atoms, atom_of
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node, node_of

BRANCHING = ("abs", "min", "max", "power")


def resolve(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[resolve] the innermost branching atom of the goal."""
    return _resolved(engine, sequent, depth, sequent.poly.generators())


def resolve_fact(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[resolve] the innermost branching atom of the facts that have one."""
    return _resolved(engine, sequent, depth, [g for fact in sequent.state.facts for g in fact.poly.generators()])


def _resolved(engine: Engine, sequent: Sequent, depth: int, generators: list[str]) -> Node:
    for name in all_atoms(generators):
        atom = atom_of(name)
        if atom is not None and atom.function in BRANCHING and name in sequent.state.defined:
            return engine.apply("resolve", [name], sequent, depth)
    return FAILED


def relations(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[known] relations of the branching atoms that occur in facts only, once each."""
    added = {str(fact.poly.terms) for fact in sequent.state.facts}
    for fact in sequent.state.facts:
        for name in fact.poly.generators():
            atom = atom_of(name)
            if atom is None or atom.function not in ("abs", "min", "max"):
                continue
            schema = "abs" if atom.function == "abs" else "extreme"
            goals = engine.rule("known", [schema, name], sequent)
            if goals is None or str(goals[0].state.facts[-1].poly.terms) in added:
                continue
            node = engine.prove(goals[0], depth + 1)
            return FAILED if node is FAILED else node_of("known", [schema, name], [node])
    return FAILED
