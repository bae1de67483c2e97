"""What a certificate of a scalar or value claim must show.

proved:   {"format": 1, "statement": HASH, "verdict": "proved", "witness": {C: term}, "points": [{x: term}, ...],
           "define": {label: proof}, "proofs": [proof, ...]}
  One proof for each goal (an iff has two).  ``define`` holds the proofs of definedness that are not automatic.  The
  first point satisfies domains and hypotheses; one more for each goal with hypotheses of its own satisfies these
  too, so that nothing holds for want of a case.
refuted:  {..., "verdict": "refuted", "relation": goal, "point": {x: term}, "family": {m: domain},
           "proofs": {label: proof}, "undefined": true if a term is undefined at the point}
vacuous:  {..., "verdict": "vacuous", "proof": proof that domains and hypotheses contradict each other}
"""

from dataclasses import dataclass
from typing import Any

from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Poly, Work
from verify.kernel.rules.arguments import entries, of_type, one_of
from verify.kernel.rules.points import coordinates, counterexample, extend, hold, inside, settle, witness
from verify.kernel.rules.replay import replay
from verify.kernel.state import Reader, State
from verify.kernel.statement import Statement, digest, parse
from verify.kernel.terms import substitute

FORMAT = 1
KEYS = {
    "proved": {"witness", "points", "define", "proofs"},
    "refuted": {"relation", "point", "family", "proofs", "undefined"},
    "vacuous": {"define", "proof"},
}


@dataclass(frozen=True)
class Outcome:
    """A verdict that has been re-established, with the rules that it used."""

    verdict: str
    rules: tuple[str, ...]
    flags: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


def header(certificate: object, text: str, keys: dict[str, set[str]]) -> dict[str, object]:
    """The fields of a certificate, its format, statement and verdict checked; further fields are refused."""
    fields: dict[str, object] = of_type(dict, certificate)
    one_of(fields.get("format"), FORMAT)
    verdict = one_of(fields.get("verdict"), *keys)
    if fields.get("statement") != digest(text):
        raise Rejected("certificate", f"the statement {digest(text)}", repr(fields.get("statement"))[:80])
    for key in sorted(set(fields) - {"format", "statement", "verdict"} - keys[verdict]):
        raise Rejected("certificate", "no further fields", key[:60])
    return fields


def check(text: str, certificate: object, axioms: Any = None) -> Outcome:
    """Re-establish the verdict of a certificate for a statement; raises Rejected or Malformed."""
    Work.spent = 0
    try:
        fields, statement, used = header(certificate, text, KEYS), parse(text), set[str]()
        state = State(axioms=axioms)
        if fields["verdict"] == "refuted":
            counterexample(statement, fields, state, used)
        else:
            _universal(statement, fields, state, used)
    except (RecursionError, MemoryError, OverflowError, ZeroDivisionError, ValueError) as error:
        raise Rejected("check", "a certificate within the limits of the kernel", type(error).__name__) from None
    flags = ("undefined",) if fields.get("undefined") else ()
    return Outcome(str(fields["verdict"]), tuple(sorted(used)), flags)


def _universal(statement: Statement, fields: dict[str, object], empty: State, used: set[str]) -> None:
    define = of_type(dict, fields.get("define", {}))
    state = extend(empty, statement.variables)
    for number, relation in enumerate(statement.given):
        reader = Reader(state)
        reader.assume(relation)
        settle(reader, define, used, f"given{number}")
        state = reader.state
    if fields["verdict"] == "vacuous":
        return replay(state.goal(Poly.constant(-1), ">="), fields.get("proof"), used)
    terms = witness(statement, fields.get("witness", {}), state, define, used)
    goals = [goal for item in statement.items for goal in item.goals()]
    proofs = entries(fields.get("proofs"), len(goals))
    for number, ((antecedents, conclusion), proof) in enumerate(zip(goals, proofs, strict=True)):
        reader = Reader(state, terms)
        for relation in antecedents:
            reader.assume(relation)
        goal = reader.relation(conclusion)
        settle(reader, define, used, f"goal{number}")
        replay(reader.state.goal(*goal), proof, used, f"goal{number}")
    wanted = [(), *(antecedents for antecedents, _ in goals if antecedents)]
    for antecedents, point in zip(wanted, entries(fields.get("points"), len(wanted)), strict=True):
        values = coordinates(statement.variables, point, frozenset(), empty)
        for relation in inside(statement.variables, values):
            hold(empty, relation, {}, {}, used, "point")
        for relation in (*statement.given, *antecedents):
            hold(empty, relation, values | {n: substitute(t, values) for n, t in terms.items()}, {}, used, "point")
    return None
