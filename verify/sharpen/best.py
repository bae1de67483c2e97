"""A bracket of a best constant as one claim: it holds with C, and fails with a constant that is a little better.

    exists C, and a point x0, such that
      for all x: the claim holds with C,
      at x0: its hypotheses hold with (1 - width) C, and a goal of it fails.

For the sense "greatest" the other constant is (1 + width) C.  Both halves are made from the claim itself, the second by
renaming its variables; nothing is stated twice.  If the claim gets stronger with its constant in that sense, which is
not shown, the best constant lies between the two.

C and x0 are existential: a search finds them (``witness``), and whoever states the claim passes them on as a hint.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce

from verify.constants import put
from verify.kernel.parser import Item
from verify.kernel.terms import NEGATION, Relation, Term, num, substitute, variables
from verify.printing import show_domain, show_item, show_relation
from verify.sharpen.bracket import WIDTH
from verify.sharpen.parameter import Parameter, parameter
from verify.statement import Claim, ClaimError, claim


def best_claim(
    scalar: Claim,
    name: str,
    *,
    id: str,
    width: Fraction = WIDTH,
    witness: Mapping[str, str] | None = None,
    source: str = "",
    says: str = "",
) -> Claim:
    """The claim that the best value of a constant is known up to a relative width.

    scalar: a claim with the constant ``name``, whose sense and printed value (a positive number, or else a term that
    is varied by a factor) are used.  witness: a term for each ``exists`` variable, tried and not believed.
    Raises ClaimError if the constant has no sense or its printed value is not positive.
    """
    chosen = parameter(scalar, name)
    if chosen.sense is None or chosen.start <= 0:
        raise ClaimError(f"the constant {name} needs a sense and a positive value", scalar.id)
    free = free_name(chosen)
    statement = chosen.template(free)
    goals = [goal for item in statement.items for goal in item.goals()]
    names = coordinates(chosen)
    domains = {variable: show_domain(domain) for variable, domain in statement.variables if variable in names}
    first = next((i for i, relation in enumerate(statement.given) if _mentions(relation, free)), len(statement.given))
    before, after = statement.given[:first], statement.given[first:]
    universal = [_item((*after, *antecedents), conclusion) for antecedents, conclusion in goals]
    hypotheses = [*statement.given, *(relation for antecedents, _ in goals for relation in antecedents)]
    there: dict[str, Term] = {variable: ("var", other) for variable, other in names.items()}
    there[free] = _better(chosen, free, width)
    at_point = [*dict.fromkeys(hypotheses), failure([conclusion for _, conclusion in goals])]
    return claim(
        [*map(show_item, universal), *(show_relation(_put(relation, there)) for relation in at_point)],
        vars=domains,
        given=[show_relation(relation) for relation in before],
        exists={free: "(0, oo)"} | {names[variable]: domain for variable, domain in domains.items()},
        id=id,
        source=source,
        says=says,
        witness=witness,
        lemmas=_lemmas(chosen, witness.get(free) if witness else None),
        uses=scalar.hints.uses,
    )


def free_name(chosen: Parameter) -> str:
    """The ``exists`` variable of a constant: its name, or that of the factor by which it is varied."""
    return chosen.name if chosen.factor_of is None else f"{chosen.name}_factor"


def coordinates(chosen: Parameter) -> dict[str, str]:
    """What the coordinates of the point are called, by variable: of those that occur in a relation."""
    free = free_name(chosen)
    statement = chosen.template(free)
    relations = [r for item in statement.items for r in (*item.antecedents, item.consequent)]
    used = {name for relation in (*statement.given, *relations) for term in relation[1:] for name in variables(term)}
    taken, names = {variable for variable, _ in statement.variables}, dict[str, str]()
    for variable, _ in statement.variables:
        if variable in used - {free}:
            names[variable] = _numbered(variable, taken)
            taken.add(names[variable])
    return names


def failure(goals: list[Relation]) -> Relation:
    """A relation that says that one of some relations fails, by more than nothing if there are several."""
    if len(goals) == 1 and goals[0][0] != "==":
        return (NEGATION[goals[0][0]], *goals[0][1:])
    excess = reduce(lambda left, right: ("call", "max", (left, right)), map(_excess, goals))
    return (">", excess, num(0))


def _excess(relation: Relation) -> Term:
    """A term that is positive only if the relation fails."""
    operator, left, right = relation
    if operator in (">=", ">"):
        left, right = right, left
    difference: Term = ("add", (left, ("neg", right)))
    return ("call", "abs", (difference,)) if operator == "==" else difference


def better(chosen: Parameter, value: Fraction, width: Fraction = WIDTH) -> Fraction:
    """A value of the constant that says more than another one, by the relative width."""
    return value * (1 - width if chosen.sense == "least" else 1 + width)


def _better(chosen: Parameter, free: str, width: Fraction) -> Term:
    """The same for a variable."""
    sign = -1 if chosen.sense == "least" else 1
    return ("mul", (("add", (num(1), num(sign * width))), ("var", free)))


def _item(antecedents: tuple[Relation, ...], conclusion: Relation) -> Item:
    return Item(antecedents, "implies" if antecedents else "", conclusion)


def _put(relation: Relation, values: Mapping[str, Term]) -> Relation:
    return (relation[0], substitute(relation[1], values), substitute(relation[2], values))


def _mentions(relation: Relation, name: str) -> bool:
    return any(name in variables(term) for term in relation[1:])


def _numbered(variable: str, taken: set[str]) -> str:
    name = f"{variable}0"
    while name in taken:
        name += "0"
    return name


def _lemmas(chosen: Parameter, value: str | None) -> list[str]:
    """The lemmas of the claim with this value of the constant."""
    written = chosen.claim.written
    if value is None or written is None:
        return []
    values = {name: constant.value for name, constant in written.constants.items()}
    return [put(lemma, values | {chosen.name: chosen.text(value)}) for lemma in written.hints.lemmas]
