"""Instance rule: use a statement that is proved elsewhere, or cited, at given terms.

Theorem.  A true statement holds at any terms that lie in its domains and satisfy its hypotheses; integer variables
take integer values only.  What the instance rests on is noted by the axioms that are asked for the statement.
Arguments: hash of the statement, {variable: term}.  Sequents: the goal with the instance's relations as its last
facts, membership in the domains, the hypotheses, then definedness.
"""

from typing import Protocol

from verify.kernel.errors import Rejected
from verify.kernel.parser import Domain, parse_term
from verify.kernel.rules.arguments import entries, of_type
from verify.kernel.state import Reader, Sequent, State
from verify.kernel.statement import parse
from verify.kernel.terms import Relation, Term, num


class Axioms(Protocol):
    """What ``State.axioms`` offers: a statement by its hash, proved elsewhere or cited; Rejected if there is none."""

    def statement_of(self, digest: str) -> str: ...


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    digest, values_ = entries(arguments, 2)
    if sequent.state.axioms is None:
        raise Rejected("instance", "statements to instantiate")
    statement = parse(sequent.state.axioms.statement_of(of_type(str, digest)))
    values = {name: parse_term(of_type(str, text)) for name, text in of_type(dict, values_).items()}
    names = [name for name, _ in statement.variables]
    if set(values) != set(names) or statement.exists:
        raise Rejected(
            "instance", f"a statement without exists, terms for {', '.join(names)}", str(sorted(values))[:80]
        )
    for name, domain in statement.variables:
        if domain.integer:
            whole(values[name], sequent.state)
    reader, goals = Reader(sequent.state), []
    for name, domain in statement.variables:
        for relation in membership(values[name], domain):
            shown = reader.relation(relation)
            goals.append(reader.state.goal(*shown))
    reader.values = values
    for relation in statement.given:
        shown = reader.relation(relation)
        goals.append(reader.state.goal(*shown))
        reader.state = reader.state.assume(*shown)
    for item in statement.items:
        if not item.connective:
            reader.assume(item.consequent)
    return [reader.state.goal(sequent.poly, sequent.relation), *goals, *reader.open]


def membership(term: Term, domain: Domain) -> list[Relation]:
    """The relations that put a term in an interval."""
    relations: list[Relation] = []
    if domain.lo is not None:
        relations.append((">" if domain.lo_open else ">=", term, num(domain.lo)))
    if domain.hi is not None:
        relations.append(("<" if domain.hi_open else "<=", term, num(domain.hi)))
    return relations


def whole(term: Term, state: State) -> None:
    """Demand a polynomial with integer coefficients in integer variables."""
    reader = Reader(state)
    value = reader.term(term)
    integral = all(coefficient.denominator == 1 for coefficient in value.numerator.terms.values())
    if value.denominator or not integral or not value.generators() <= state.integers or reader.open:
        raise Rejected("instance", "an integer for an integer variable")
