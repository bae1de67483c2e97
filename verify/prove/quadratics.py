"""Complete the square: a x**2 + b x + c >= 0 where a > 0 and 4 a c - b**2 >= 0."""

from __future__ import annotations

from verify.kernel.atoms import atom_of, poly_text
from verify.kernel.polynomials import Poly, is_exponential
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node, node_of


def tactic(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[lemma a > 0, lemma discriminant, combination] for a generator that occurs with exponents 0, 1, 2."""
    if len(sequent.poly.terms) > 40 or sequent.relation not in (">", ">="):
        return FAILED
    for name in sequent.poly.generators():
        parts = sequent.poly.collect(name)
        if is_exponential(name) or set(parts) - {0, 1, 2} or 2 not in parts or not engine.spend(1):
            continue
        if (
            atom_of(name) is None
            and any(name in fact.poly.generators() and len(fact.poly.generators()) > 1 for fact in sequent.state.facts)
            and depth > 3
        ):
            continue
        a, b, c = parts[2], parts.get(1, Poly({})), parts.get(0, Poly({}))
        discriminant = (a * c).scale(4) - b * b
        strict = sequent.relation
        if not discriminant and strict == ">":
            continue
        first = engine.rule("lemma", [f"{poly_text(a)} > 0"], sequent)
        if first is None or len(first) > 2:
            continue
        proof_a = engine.prove(first[0], depth + 1)
        if proof_a is FAILED:
            continue
        square = ["1/4", [], poly_text(Poly.generator(name) * a.scale(2) + b)]
        at = len(first[1].state.facts) - 1
        if not discriminant:
            return node_of("lemma", [f"{poly_text(a)} > 0"], [proof_a, ["combination", [[square], [], [at]]]])
        text = f"{poly_text(discriminant)} {strict} 0"
        second = engine.rule("lemma", [text], first[1])
        if second is None or len(second) > 2:
            continue
        proof_d = engine.prove(second[0], depth + 1)
        if proof_d is FAILED:
            continue
        last = ["combination", [[square, ["1/4", [at + 1]]], [], [at]]]
        inner = node_of("lemma", [text], [proof_d, last])
        return node_of("lemma", [f"{poly_text(a)} > 0"], [proof_a, inner])
    return FAILED
