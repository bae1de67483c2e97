"""Branches of abs, min, max and of powers whose base may vanish; their known relations where they occur in facts."""

from __future__ import annotations

from verify.kernel.atoms import all_atoms, atom_of, rational
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node, node_of

BRANCHING = ("abs", "min", "max", "power")


def resolve(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[resolve] the innermost branching atom of the goal."""
    return _resolved(engine, sequent, depth, all_atoms(sequent.poly.generators()))


def resolve_fact(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[resolve] the innermost branching atom of the facts that no fact decides yet."""
    undecided = [name for name in all_atoms(_of_facts(sequent)) if not _decided(sequent, name)]
    return _resolved(engine, sequent, depth, undecided)


def _of_facts(sequent: Sequent) -> list[str]:
    return [g for fact in sequent.state.facts for g in fact.poly.generators()]


def _decided(sequent: Sequent, name: str) -> bool:
    """Whether the branch of an atom is known: a fact stays in the facts after it has been resolved."""
    atom = atom_of(name)
    if atom is None or atom.function not in BRANCHING:
        return True
    u, v = (*atom.arguments, rational(0))[:2]
    gap, state = (u if atom.function == "power" else u - v), sequent.state
    known = [(gap, ">"), (gap, "=="), (-gap, ">"), (gap, ">=")]
    return any(state.shows(state.clear(value, relation), relation) for value, relation in known)


def _resolved(engine: Engine, sequent: Sequent, depth: int, names: list[str]) -> Node:
    for name in names:
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
