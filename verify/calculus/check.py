"""What a certificate of a derivation must show; a construction is replayed in the same way.

    {"format": 1, "statement": HASH, "verdict": "proved", "point": {x: term}, "define": {label: proof},
     "steps": [{"name", "rule", "from": [premise, ...], "with": {parameter: term}, "obligations": [proof, ...],
                "when": relation, "lemma": HASH}, ...]}

A premise is a declared or assumed line, or the name of an earlier step and so its conclusion, which is computed.  The
last conclusion is the claim.  The point satisfies domains and hypotheses.  A finite model (``verify.calculus.models``)
shows that the assumptions of a derivation can hold there, or refutes it.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from verify.calculus.step import REAL, Obligation, Step
from verify.kernel.rules.arguments import entries, of_type
from verify.kernel.rules.points import coordinates, extend, hold, inside, settle
from verify.kernel.state import Reader, State
from verify.kernel.statement import variable_name
from verify.kernel.terms import FUNCTIONS, Relation, Term, num, variables
from verify.objects.judgements import Judged, bound, judgement
from verify.objects.setting import calls, refuse

KEYS = {"point", "define", "steps"}  # of what is proved


class Language(NamedTuple):
    """What statements of a kind may say, the sizes that they have to show, their steps, and what these conclude."""

    setting: Callable[[Judged], Any]
    sizes: Callable[[Any, State], list[Relation]]
    step: type[Step]
    conclude: Callable[[Any, Any], Term]


class Replay:
    """A certificate: the hypotheses of its statement, the objects, then the steps."""

    def __init__(self, statement: Judged, fields: Any, axioms: Any, used: set[str], language: Language) -> None:
        self.statement, self.fields, self.used, self.language = statement, fields, used, language
        self.define, self.there = of_type(dict, fields.get("define", {})), language.setting(statement)
        self.state = under(extend(State(axioms=axioms), statement.variables), statement.given, self.define, used, "")
        for number, relation in enumerate(language.sizes(self.there, self.state)):
            hold(self.state, relation, {}, self.define, used, f"size{number}")

    def steps(self, state: State, there: Any, lines: Sequence[Term]) -> list[Term]:
        """Recompute every conclusion, show every obligation."""
        known, shown = dict[str, Term](), set[Obligation]()
        for number, entry in enumerate(entries(self.fields.get("steps"))):
            step, proofs = self.language.step(there, state, []), entries(of_type(dict, entry).get("obligations", []))
            known[entry["name"]] = computed(entry, known, lines, step, self.language)
            for index, obligation in enumerate(step.obligations):
                label = f"step{number}.{index}"
                offered = self.define | {label: proofs[index] if index < len(proofs) else None}
                if obligation not in shown:
                    show(state, obligation, offered, self.used, label)
                    shown.add(obligation)
            self.used.add(f"calculus:{entry['rule']}")
        return list(known.values())

    def proved(self) -> None:
        """The last conclusion is the claim, and there is a point."""
        lines, goal = self.statement.lines, self.statement.one("conclude")
        conclusions = self.steps(self.state, self.there, [*lines["declare"], *lines["assume"]])
        if conclusions[-1:] != [goal]:
            raise refuse("a last conclusion that is the claim", conclusions[-1:])
        settle(defined(goal, self.state), self.define, self.used, "conclusion")
        place(self.statement, self.fields, self.used)


def under(state: State, relations: Sequence[Relation], proofs: dict[str, object], used: set[str], label: str) -> State:
    """The state under hypotheses, in their order."""
    for number, relation in enumerate(relations):
        reader = Reader(state)
        reader.assume(relation)
        settle(reader, proofs, used, f"{label}given{number}")
        state = reader.state
    return state


def show(state: State, obligation: Obligation, proofs: dict[str, object], used: set[str], label: str) -> None:
    """Show an obligation: its hypotheses are read, then its relation is proved."""
    inner = under(extend(state, obligation.names), obligation.given, proofs, used, f"{label}.")
    hold(inner, obligation.relation, {}, proofs, used, label)


def place(statement: Judged, fields: Any, used: set[str]) -> dict[str, Term]:
    """The coordinates of the point, which satisfies domains and hypotheses."""
    values = coordinates(statement.variables, fields.get("point"), frozenset(), State())
    for relation in (*inside(statement.variables, values), *statement.given):
        hold(State(), relation, values, {}, used, "point")
    return values


def computed(entry: Any, known: dict[str, Term], lines: Sequence[Term], step: Step, language: Language) -> Term:
    """The conclusion of a step, computed from lines of the statement and conclusions of earlier steps."""
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
    return language.conclude(entry.get("rule"), step)


def defined(goal: Term, state: State) -> Reader:
    """A reader that has read the scalar terms of the claim; what it leaves open is to be shown."""
    while goal[:2] in (("call", "given"), ("call", "when")):
        goal = goal[2][1]
    reader = Reader(state := extend(state, [(name, REAL) for name in sorted(bound(goal))]))
    for term in scalar_parts(goal, state.names):
        reader.term(term)
    return reader


def scalar_parts(term: Term, scalars: frozenset[str]) -> list[Term]:
    """The largest subterms that are over the scalar variables only."""
    scalar = isinstance(term[0], str) and variables(term) <= scalars and calls(term) <= set(FUNCTIONS)
    if scalar and term[0] != "relation":
        return [("mul", (num(1), term))]  # a divisor is read as one
    return [part for inner in term if isinstance(inner, tuple) and inner for part in scalar_parts(inner, scalars)]
