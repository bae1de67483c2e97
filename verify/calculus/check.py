"""What a certificate of a derivation (or construction) must show.

    {"format": 1, "statement": HASH, "verdict": "proved", "point": {x: term}, "define": {label: proof},
     "steps": [{"name", "rule", "from": [premise, ...], "with": {parameter: term}, "obligations": [proof, ...],
                "when": relation, "lemma": HASH}, ...]}

A premise is a declared or assumed line, or the name of an earlier step and so its conclusion, which is computed.  The
last conclusion is the claim.  The point satisfies domains and hypotheses.
"""

from typing import Any

from verify.calculus.rules import RULES, conclude
from verify.calculus.step import REAL, Obligation, Step
from verify.kernel.rules.arguments import entries, of_type, one_of
from verify.kernel.rules.instance import whole
from verify.kernel.rules.points import coordinates, extend, hold, inside, settle
from verify.kernel.state import Reader, State
from verify.kernel.statement import variable_name
from verify.kernel.terms import FUNCTIONS, Relation, Term, num, variables
from verify.objects.judgements import BINDERS, Judged, judgement
from verify.objects.setting import Setting, calls, refuse, setting

SHAPES = ("num", "var", "const", "neg", "pow", "add", "mul", "inv", "call")
KEYS = {"proved": {"point", "define", "steps", "model"}, "refuted": {"point", "define", "model"}}


def derivation(statement: Judged, fields: dict[str, object], axioms: Any, used: set[str]) -> None:
    """Replay the trace: recompute every conclusion, show every obligation."""
    define, state = of_type(dict, fields.get("define", {})), extend(State(axioms=axioms), statement.variables)
    for number, relation in enumerate(statement.given):
        reader = Reader(state)
        reader.assume(relation)
        settle(reader, define, used, f"given{number}")
        state = reader.state
    there, known, conclusion, shown = setting(statement), dict[str, Term](), ("none",), set[Obligation]()
    for number, relation in enumerate(sizes(there, state)):
        hold(state, relation, {}, define, used, f"size{number}")
    for number, entry in enumerate(entries(fields.get("steps"))):
        step, proofs = Step(there, state, []), entries(of_type(dict, entry).get("obligations", []))
        conclusion = computed(entry, known, statement, step)
        for index, obligation in enumerate(step.obligations):
            label = f"step{number}.{index}"
            offered = define | {label: proofs[index] if index < len(proofs) else None}
            if obligation not in shown:
                show(state, obligation, offered, used, label)
                shown.add(obligation)
        known[entry["name"]] = conclusion
        used.add(f"calculus:{entry['rule']}")
    goal = statement.one("conclude")
    if goal != conclusion:
        raise refuse("a last conclusion that is the claim", conclusion)
    settle(defined(goal, state), define, used, "conclusion")
    place(statement, fields, used)


def place(statement: Judged, fields: dict[str, object], used: set[str]) -> dict[str, Term]:
    """The point of a certificate, which satisfies domains and hypotheses."""
    values = coordinates(statement.variables, fields.get("point"), frozenset(), State())
    for relation in (*inside(statement.variables, values), *statement.given):
        hold(State(), relation, values, {}, used, "point")
    return values


def sizes(there: Setting, state: State) -> list[Relation]:
    """Families have a whole number >= 1 of members, labels at least one value."""
    counts = [line[2][1] for line in there.declared.values() if line[1] in ("family", "labels")]
    if there.size:
        whole(there.size, state)
    return [(">=", count, num(1)) for count in dict.fromkeys(counts)]


def show(state: State, obligation: Obligation, proofs: dict[str, object], used: set[str], label: str) -> None:
    """Show an obligation: its hypotheses are read, then its relation is proved."""
    state = extend(state, obligation.names)
    for number, relation in enumerate(obligation.given):
        reader = Reader(state)
        reader.assume(relation)
        settle(reader, proofs, used, f"{label}.given{number}")
        state = reader.state
    hold(state, obligation.relation, {}, proofs, used, label)


def computed(entry: dict[str, Any], known: dict[str, Term], statement: Judged, step: Step) -> Term:
    """The conclusion of a step, computed from lines of the statement and conclusions of earlier steps."""
    lines = [*statement.lines["declare"], *statement.lines["assume"]]
    for text in entries(entry.get("from", [])):
        premise = known.get(of_type(str, text)) or judgement(text)
        if text not in known and premise not in lines:
            raise refuse("premises that are established", text)
        step.premises.append(premise)
    step.parameters = {n: judgement(of_type(str, text)) for n, text in of_type(dict, entry.get("with", {})).items()}
    step.lemma, when = of_type(str, entry.get("lemma", "")), of_type(str, entry.get("when", ""))
    step.own = [judgement(when)[1:]] if when else []
    name = variable_name(of_type(str, entry.get("name")))
    if name in known or set(entry) - {"name", "rule", "from", "with", "obligations", "when", "lemma"}:
        raise refuse("a new name, no further fields", sorted(entry))
    return conclude(one_of(entry.get("rule"), *RULES), step)


def defined(goal: Term, state: State) -> Reader:
    """A reader that has read the scalar terms of the claim; what it leaves open is to be shown."""
    while goal[:2] in (("call", "given"), ("call", "when")):
        goal = goal[2][1]
    if goal[0] == "call" and goal[1] in BINDERS:
        state = extend(state, [(goal[2][1][1], REAL)])
    reader = Reader(state)
    for term in scalar_parts(goal, state.names):
        reader.term(term)
    return reader


def scalar_parts(term: Term, scalars: frozenset[str]) -> list[Term]:
    """The largest subterms that are over the scalar variables only."""
    if term[0] in SHAPES and variables(term) <= scalars and calls(term) <= set(FUNCTIONS):
        return [("mul", (num(1), term))]  # a divisor is read as one
    return [
        inner for part in term for inner in (scalar_parts(part, scalars) if isinstance(part, tuple) and part else [])
    ]
