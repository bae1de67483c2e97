"""What a certificate of a claim about objects must show.

derivation, construction:
    {"format": 1, "statement": HASH, "verdict": "proved", "point": {x: term}, "define": {label: proof},
     "steps": [{"name", "rule", "from": [premise, ...], "with": {parameter: term}, "obligations": [proof, ...]}, ...]}
  A premise is a declared or assumed line, or the name of an earlier step and so its conclusion, which is computed.  The
  last conclusion is the claim.  The point satisfies domains and hypotheses.
statistic: {..., "verdict": "supported", "failures": k, "log": "sha256:..."}; the trials are not run again.
data:      {..., "verdict": "refuted", "rows": [i, j], "points": [[x, ...], [y, ...]]}: a pair that violates the claim.
"""

from typing import Any

from verify.calculus.judgements import Judged, judgement, parse
from verify.calculus.rules import RULES, Step
from verify.calculus.statistics import binomial_claim, violating_pair
from verify.kernel.check import Outcome, header
from verify.kernel.errors import Rejected
from verify.kernel.parser import Domain, parse_term
from verify.kernel.polynomials import Work
from verify.kernel.rules.arguments import entries, of_type, one_of
from verify.kernel.rules.instance import membership, whole
from verify.kernel.rules.points import coordinates, extend, hold, settle
from verify.kernel.state import Reader, State
from verify.kernel.statement import variable_name
from verify.kernel.terms import Relation, Term, num, variables

KEYS = {
    "derivation": {"proved": {"point", "define", "steps"}},
    "construction": {"proved": {"point", "define", "steps"}},
    "statistic": {"supported": {"failures", "log"}},
    "data": {"refuted": {"rows", "points"}},
}
CHECKED = ("family", "independent", "range", "mean")
REAL = Domain(None, True, None, True)


def check_other(text: str, certificate: object, axioms: Any = None) -> Outcome:
    """Re-establish the verdict of a claim about objects; raises Rejected or Malformed."""
    Work.spent = 0
    statement = parse(text)
    fields, used = header(certificate, text, KEYS[statement.kind]), set[str]()
    try:
        if statement.kind == "statistic":
            binomial_claim(statement, fields)
        elif statement.kind == "data":
            violating_pair(statement, fields)
        else:
            derivation(statement, fields, axioms, used)
    except (RecursionError, MemoryError, OverflowError, ZeroDivisionError, ValueError) as error:
        raise Rejected("check", "a certificate within the limits of the kernel", type(error).__name__) from None
    flags = ("not re-run",) if statement.kind == "statistic" else ()
    rests: tuple[str, ...] = (f"file {statement.file}",) if statement.kind == "data" else ()
    rests = (f"run {fields['log']}",) if statement.kind == "statistic" else rests
    if statement.kind in ("derivation", "construction"):  # nothing shows that these can be satisfied
        rows = [row for row in text.split("\n") if row.startswith("assume ")]
        rests = tuple(row for row in rows if not row.startswith(tuple(f"assume {head}(" for head in CHECKED)))
    return Outcome(str(fields["verdict"]), tuple(sorted(used)), flags, rests)


def derivation(statement: Judged, fields: dict[str, object], axioms: Any, used: set[str]) -> None:
    """Replay the trace: recompute every conclusion, show every obligation."""
    define, state = of_type(dict, fields.get("define", {})), scalar_state(statement, axioms)
    for number, relation in enumerate(statement.given):
        reader = Reader(state)
        reader.assume(relation)
        settle(reader, define, used, f"given{number}")
        state = reader.state
    known, conclusion = dict[str, Term](), ("none",)
    lines = [*statement.lines["declare"], *statement.lines["assume"]]
    objects = [line[2][0] for line in statement.lines["declare"] if line[0] == "call"]
    named = {o[1] for o in objects if o[0] == "var"} - state.names
    if len(named) != len(statement.lines["declare"]):
        raise Rejected("derivation", "objects with names, each declared once, none of a scalar")
    for line in statement.lines["assume"]:
        if line[:2] == ("call", "family"):
            raise Rejected("derivation", "families that are declared, not assumed")
    for number, relation in enumerate(satisfiable(lines, state)):
        hold(state, relation, {}, define, used, f"family{number}")
    for number, entry in enumerate(entries(fields.get("steps"))):
        step = Step([], {}, state.names, frozenset(str(o[1]) for o in objects))
        conclusion = computed(of_type(dict, entry), known, lines, step)
        for index, (bound, relation) in enumerate(step.obligations):
            local = extend(state, [(variable_name(bound), REAL)] if bound else [])
            proofs, label = entries(entry.get("obligations", [])), f"step{number}.{index}"
            offered = {label: proofs[index] if index < len(proofs) else None}
            hold(local, relation, {}, define | offered, used, label)
        known[of_type(str, entry.get("name"))] = conclusion
        used.add(f"calculus:{entry['rule']}")
    goal = statement.one("conclude")
    if goal != conclusion:
        raise Rejected("derivation", "a last conclusion that is the claim")
    reader = Reader(state)
    for term in scalar_parts(goal, state.names):
        reader.term(term)
    settle(reader, define, used, "conclusion")
    values = coordinates(statement.variables, fields.get("point"), frozenset(), State())
    domains = [r for name, domain in statement.variables for r in membership(values[name], domain)]
    for relation in (*domains, *statement.given):
        hold(State(), relation, values, {}, used, "point")


def satisfiable(lines: list[Term], state: State) -> list[Relation]:
    """What makes families of the declared sizes, ranges and means exist: n >= 1 whole, a <= b, a <= m <= b.

    Two sizes, ranges or means of one family are refused; other assumptions are taken as they are, and reported.
    """
    heads = [(line[1], line[2][0]) for line in lines if line[0] == "call" and line[1] in CHECKED]
    if len(set(heads)) < len(heads):
        raise Rejected("derivation", "one size, range and mean of a family", str(heads)[:80])
    calls = [(line[1], line[2]) for line in lines if line[0] == "call"]
    relations: list[Relation] = []
    for head, arguments in calls:
        if head == "family":
            whole(arguments[-1], state)
            relations.append((">=", arguments[-1], num(1)))
        if head == "range" and len(arguments) == 3:
            x, a, b = arguments
            means = [m[1] for other, m in calls if other == "mean" and len(m) == 2 and m[0] == x]
            relations += [("<=", a, b), *(("<=", a, m) for m in means), *(("<=", m, b) for m in means)]
    return relations


def scalar_state(statement: Judged, axioms: Any) -> State:
    return extend(State(axioms=axioms), statement.variables)


def computed(entry: dict[str, Any], known: dict[str, Term], lines: list[Term], step: Step) -> Term:
    """The conclusion of a step, computed from lines of the statement and conclusions of earlier steps."""
    for text in entries(entry.get("from")):
        premise = known.get(of_type(str, text)) or judgement(text)
        if text not in known and premise not in lines:
            raise Rejected("derivation", "premises that are established", text[:80])
        step.premises.append(premise)
    for name, text in of_type(dict, entry.get("with", {})).items():
        step.parameters[name] = parse_term(of_type(str, text))
    conclusion = RULES[one_of(entry.get("rule"), *RULES)](step)
    new = of_type(str, entry.get("name")) not in known
    if step.premises or set(entry) - {"name", "rule", "from", "with", "obligations"} or not new:
        raise Rejected("derivation", "a new name, no further premises, no further fields", str(sorted(entry))[:80])
    return conclusion


def scalar_parts(term: Term, scalars: frozenset[str]) -> list[Term]:
    """The largest subterms that are over the scalar variables only."""
    if term[0] == "relation" or (term[0] == "call" and not variables(term) <= scalars):
        inner = term[2] if term[0] == "call" else term[2:]
        return [part for child in inner for part in scalar_parts(child, scalars)]
    return [term] if variables(term) <= scalars else []
