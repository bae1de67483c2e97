"""The rules of a derivation: the schemas, and those that look into events, averages and other derivations."""

from verify.calculus import schemas
from verify.calculus.step import Obligation, Step, complement, fact, put, rewrite
from verify.kernel.atoms import Converter, support
from verify.kernel.rules.arguments import one_of
from verify.kernel.rules.instance import membership, whole
from verify.kernel.terms import NEGATION, Term, variables
from verify.objects.judgements import parse
from verify.objects.setting import calls, refuse, setting


def linear(step: Step) -> Term:
    """A relation that is affine in averages holds if it holds row by row: averages are linear and monotone."""
    relation, averages = step.parameter("relation"), dict[Term, str]()
    plain = rewrite(relation, lambda t: ("var", averages.setdefault(t, f"a{len(averages)}_")) if average(t) else None)
    gap = (reader := Converter()).convert(("add", (plain[2], ("neg", plain[3]))))
    below = [g for factor, _ in gap.denominator for g in factor.generators()]
    below += [g for condition in reader.conditions for g in condition.quotient.generators()]
    scalar = {g for g in (*gap.numerator.generators(), *below) if support(g) <= set(step.setting.domains)}
    found = [[(g, e) for g, e in monomial if g not in scalar] for monomial in gap.numerator.terms]
    affine = all(len(m) < 2 and all(g in averages.values() and e == 1 for g, e in m) for m in found)
    if not affine or not set(below) <= scalar or relation[1] == "!=":
        raise refuse("a relation that is affine in averages, with coefficients over the scalar variables", relation)
    step.surely(rewrite(relation, lambda t: t[2][0] if average(t) else None))
    return relation


def average(term: Term) -> bool:
    return term[:2] == ("call", "average")


def relations(event: Term, join: str) -> list[Term]:
    if event[:2] == ("call", join):
        return [part for inner in event[2] for part in relations(inner, join)]
    return [event]


def implied(step: Step) -> Term:
    """P(E) <= e if E, with the facts, implies one of the events in either(...) of a premise P(either(...)) <= e.

    E and the events are relations, joined by both(...).  some(F, E) implies some(F, D) if E implies D for each f in F;
    an event without some does not mention F then.
    """
    premise, event = step.premises.pop(0), step.parameter("event")
    if premise[:2] != ("relation", "<=") or premise[2][:2] != ("call", "P"):
        raise refuse("a premise P(...) <= e", premise)
    some = event[:2] == ("call", "some")
    known, options = relations(event[2][1] if some else event, "both"), relations(premise[2][2][0], "either")
    for number, option in enumerate(options, start=1):
        if option[:2] == ("call", "some") and (not some or option[2][0] == event[2][0]):
            option = option[2][1]
        elif some:
            schemas.absent(step, option, event[2][0])
        if number < len(options):
            known = [*known, complement(option)]
        else:
            for goal in relations(option, "both"):
                step.surely(goal, *known)
    return ("relation", "<=", ("call", "P", (event,)), premise[3])


def cases(step: Step) -> Term:
    """when(R, J) and when(S, J) give J if R or S always holds."""
    if [len(when) for when in step.conditions] != [1, 1] or step.own or step.premises[0] != step.premises[1]:
        raise refuse("two premises when(R, J), when(S, J)", step.premises)
    (first,), (second,) = step.conditions
    step.when = []
    step.obligations.append(Obligation(second, (), ((NEGATION[first[0]], *first[1:]),)))
    return step.premises[0]


def lemma(step: Step, given: list[Term]) -> Term:
    """A derivation that is proved, or cited, at given scalars and objects; its assumptions are among the premises.

    Families may become row terms, functions and classes row terms over the same rows; families of which something is a
    function keep a name.  No object but its own mentions the class that a class becomes, so that nothing is captured.
    """
    inner = parse(step.state.axioms.statement_of(step.lemma) if step.state.axioms else "")
    if inner.kind != "derivation":
        raise refuse("a derivation", inner.kind)
    there, here, values = setting(inner), step.setting, dict(step.parameters)
    if set(values) != {*there.domains, *there.roots}:
        raise refuse(f"terms for {', '.join([*there.domains, *there.roots])}", sorted(values))
    images = {name: values[name] for name in there.names("functions")}
    roots = {name: next(iter(variables(image) & here.names("functions")), "") for name, image in images.items()}

    def at(term: Term) -> Term | None:
        if term[:1] == ("call",) and term[1] in ("some", "every", "sup"):
            name, body = term[2]
            return ("call", term[1], (("var", roots[name[1]]), rewrite(body, at)))
        return values.get(term[1]) if term[0] == "var" else None

    wanted = [rewrite(line, at) for line in inner.lines["assume"]]
    if set(wanted) <= set(given):
        step.labels, step.when = "", list(step.own)
    elif not set(wanted) <= set(step.premises):
        raise refuse("the assumptions of the lemma among the premises", wanted)
    elif step.labels and any("expect" in calls(line) for line in (*inner.lines["assume"], inner.one("conclude"))):
        raise refuse("a lemma without expect, which is of another law given the labels", wanted)
    for name, domain in inner.variables:
        if domain.integer:
            whole(values[name], step.state)
        same = ("==", values[name], values[name])  # a defined scalar term, no random variable
        for relation in membership(values[name], domain) or [same]:
            step.oblige(("relation", *relation))
    for relation in inner.given:
        step.oblige(put(("relation", *relation), values))
    step.premises = [premise for premise in step.premises if fact(premise)]
    for name, line in there.declared.items():
        _object(step, line, values)
        if any(roots[other] in variables(values[name]) for other in roots if other != name):
            raise refuse("a class that no other object mentions", name)
    return rewrite(inner.one("conclude"), at)


def _object(step: Step, line: Term, values: dict[str, Term]) -> None:
    """Demand that what an object becomes is of its kind."""
    (name, of), here = line[2], step.setting
    value, head = values[name[1]], line[1]
    here.rows(value)
    if value[0] != "var":
        step.surely(("relation", "==", value, value))  # defined, for all values that the premises leave
    if head == "family":
        step.oblige(("relation", "==", put(of, values), here.size))
    elif head == "labels":
        if value[0] != "var" or value[1] not in here.names("labels"):
            raise refuse("labels for labels", value)
        step.oblige(("relation", "==", put(of, values), here.declared[value[1]][2][1]))
    else:
        schemas.function(step, value, values[of[1]])
        schemas.within(step, value, values[of[1]])
    if head == "functions":
        schemas.one_class(step, value)


CODED = {"linear": linear, "implied": implied, "cases": cases}
RULES = (*schemas.SCHEMAS, *CODED, "lemma")


def conclude(rule: str, step: Step) -> Term:
    """Apply a rule; the conclusion, under the conditions of its premises."""
    given = list(step.premises)
    step.unwrap()
    if one_of(rule, *RULES) == "lemma":
        return step.wrapped(lemma(step, given))
    return step.wrapped(CODED[rule](step) if rule in CODED else schemas.apply(rule, step, schemas.TABLE))
