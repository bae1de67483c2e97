"""Points: a witness for ``exists``, a point that meets hypotheses, a point that violates a claim.

Theorems.  A claim ``for all x there is C(of)`` holds if it holds with C replaced by a term over ``of`` that lies in C's
domain.  A universal claim is false if at one point of its domain the hypotheses hold and a goal fails, or a term is
undefined; the point may depend on parameters (a family), and on the ``exists`` variables as long as the
coordinates of the variables in ``of`` do not: then no function C of them helps.
"""

from collections.abc import Iterable, Mapping

from verify.kernel.atoms import Converter
from verify.kernel.errors import Rejected
from verify.kernel.parser import Domain, parse_domain, parse_term
from verify.kernel.rules.arguments import of_type
from verify.kernel.rules.instance import membership, whole
from verify.kernel.rules.replay import replay
from verify.kernel.state import Reader, State
from verify.kernel.statement import Statement, variable_name
from verify.kernel.terms import NEGATION, Relation, Term, variables

Proofs = Mapping[str, object]
Names = Iterable[tuple[str, Domain]]


def extend(state: State, names: Names) -> State:
    """``state`` with new variables in their domains."""
    for name, domain in names:
        state = state.declare(variable_name(name), domain.integer)
        for relation in membership(("var", name), domain):
            state = state.assume(*Reader(state).relation(relation))
    return state


def settle(reader: Reader, proofs: Proofs, used: set[str], label: str) -> None:
    """Show what reading left open: by the proofs numbered ``label.i``, by default automatically."""
    for number, sequent in enumerate(reader.open):
        replay(sequent, proofs.get(f"{label}.{number}"), used, f"definedness of {label}.{number}")
    reader.open = []


def hold(
    state: State, relation: Relation, values: Mapping[str, Term], proofs: Proofs, used: set[str], label: str
) -> None:
    """Show a relation, ``values`` put in place of its variables, by the proof under ``label``."""
    reader = Reader(state, values)
    goal = reader.relation(relation)
    settle(reader, proofs, used, label)
    replay(reader.state.goal(*goal), proofs.get(label), used, label)


def coordinates(declared: Names, point: object, allowed: frozenset[str], state: State) -> dict[str, Term]:
    """The coordinates of a point: terms over ``allowed``, integers for integer variables."""
    values = {name: parse_term(of_type(str, text)) for name, text in of_type(dict, point).items()}
    names = {name for name, _ in declared}
    if set(values) != names or any(not variables(term) <= allowed for term in values.values()):
        raise Rejected(
            "point", f"coordinates of {', '.join(sorted(names))} over the parameters", str(sorted(values))[:80]
        )
    for name, domain in declared:
        if domain.integer:
            whole(values[name], state)
    return values


def inside(names: Names, values: Mapping[str, Term]) -> list[Relation]:
    return [r for name, domain in names for r in membership(values[name], domain)]


def witness(statement: Statement, given: object, state: State, proofs: Proofs, used: set[str]) -> dict[str, Term]:
    """A term for each ``exists`` variable: over the variables allowed, defined, in the domain."""
    terms = {name: parse_term(of_type(str, text)) for name, text in of_type(dict, given).items()}
    if set(terms) != {entry.name for entry in statement.exists}:
        raise Rejected("witness", "a term for each exists variable", str(sorted(terms))[:80])
    for entry in statement.exists:
        term = terms[entry.name]
        if not variables(term) <= set(entry.of):
            raise Rejected("witness", f"a term over {', '.join(entry.of) or 'no variables'}", str(given)[:80])
        if entry.domain.integer:
            whole(term, state)
        for number, relation in enumerate([*membership(term, entry.domain), ("==", term, term)]):
            hold(state, relation, {}, proofs, used, f"witness.{entry.name}{number}")
    return terms


def counterexample(statement: Statement, fields: dict[str, object], state: State, used: set[str]) -> None:
    """Domain, hypotheses and the negated goal at the point, for all parameters; or a term undefined there."""
    proofs = of_type(dict, fields.get("proofs", {}))
    family = [(name, parse_domain(of_type(str, d))) for name, d in of_type(dict, fields.get("family", {})).items()]
    exists = [(entry.name, entry.domain) for entry in statement.exists]
    state = extend(extend(state, family), exists)
    free, parameters = frozenset(dict(family)), frozenset(dict(family + exists))
    values = coordinates(statement.variables, fields.get("point"), parameters, state)
    for name in {name for entry in statement.exists for name in entry.of}:
        if not variables(values[name]) <= free:
            raise Rejected("point", f"{name} independent of the exists variables")
    goals = [goal for item in statement.items for goal in item.goals()]
    index = of_type(int, fields.get("relation"))
    if not 0 <= index < len(goals):
        raise Rejected("point", "the number of a goal", str(index)[:20])
    antecedents, conclusion = goals[index]
    undefined = of_type(bool, fields.get("undefined", False))
    for number, relation in enumerate(inside(statement.variables, values)):
        hold(state, relation, {}, proofs, used, f"domain{number}")
    for number, relation in enumerate((*statement.given, *antecedents)):
        if undefined and fails(state, relation, values, proofs, used):
            return
        hold(state, relation, values, proofs, used, f"given{number}")
    if not undefined:
        hold(state, (NEGATION[conclusion[0]], *conclusion[1:]), values, proofs, used, "goal")
    elif not fails(state, conclusion, values, proofs, used):
        raise Rejected("point", "a point at which a term is undefined")


def fails(state: State, relation: Relation, values: Mapping[str, Term], proofs: Proofs, used: set[str]) -> bool:
    """Whether a condition for ``relation`` to be defined is shown to fail, those before it being shown to hold."""
    reader = Reader(state, values)
    converter = Converter(state.positive, {name: reader.term(term) for name, term in values.items()}, definite=True)
    settle(reader, {}, used, "coordinates")
    try:
        converter.convert(("add", (relation[1], ("neg", relation[2]))))
    except Rejected as error:  # a division by 0: its condition is the last one noted
        if error.rule != "definedness":
            raise
    for condition in converter.conditions:
        reader.require(condition.quotient.generators())
        poly = reader.state.clear(condition.quotient, condition.relation)
        if reader.state.shows(poly, condition.relation):
            continue
        settle(reader, {}, used, "undefined")
        replay(reader.state.goal(poly, NEGATION[condition.relation]), proofs.get("goal"), used, "undefined")
        return True
    return False
