"""Substitution rules: name a term by a new variable; eliminate a variable or an atom by an equality.

Theorems.  At each point of a state a defined term has one value, so a new variable may be given that value; the
fact that says so is its definition.  Where D g**k == N with D != 0 and D, N free of g, every g**(k j + r) equals
g**r (N/D)**j; for a variable and k = 1 the same holds inside every atom.
"""

from verify.kernel.atoms import Quotient, support
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_domain, parse_term
from verify.kernel.polynomials import Poly
from verify.kernel.rules.arguments import entries, fact, of_type
from verify.kernel.rules.cases import restated
from verify.kernel.rules.instance import membership
from verify.kernel.rules.replacement import replaced
from verify.kernel.state import Reader, Sequent
from verify.kernel.statement import variable_name


def let(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[name, domain, term]: the goal with the new variable, membership in its domain, then definedness."""
    name, domain, text = (of_type(str, argument) for argument in entries(arguments, 3))
    term, reader = parse_term(text), Reader(sequent.state)
    value = reader.term(term)
    inside = membership(("var", variable_name(name)), parse_domain(domain))
    relations = [reader.relation((operator, term, bound)) for operator, _, bound in inside]
    shown = [reader.state.goal(*relation) for relation in relations]
    state = reader.state.declare(name)
    for relation in inside:
        state = state.assume(*Reader(state).relation(relation))
    if parse_domain(domain).integer:
        raise Rejected("let", "a real domain", domain[:40])
    gap = Quotient(Poly.generator(name)) - value
    return [state.assume(gap.numerator, "==").goal(sequent.poly, sequent.relation), *shown, *reader.open]


def eliminate(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[fact, generator]: the goal (and, as further facts, the facts) with the generator replaced; then D != 0."""
    index, name_ = entries(arguments, 2)
    name, reader = of_type(str, name_), Reader(sequent.state)
    parts = fact(sequent.state, index, "==").poly.collect(name)
    degree = max(parts)
    if set(parts) - {0, degree} or not isinstance(degree, int) or degree < 1:
        raise Rejected("eliminate", f"a fact of the form D*g**k - N == 0 in {name[:40]}")
    d, n = parts[degree], -parts.get(0, Poly({}))
    whole = degree == 1 and name in sequent.state.names
    if any(g == name or (whole and name in support(g)) for part in (d, n) for g in part.generators()):
        raise Rejected("eliminate", f"D and N free of {name[:40]}")
    reader.establish(d, "!=")
    value, state = Quotient(n) * Quotient(d).inverse(), reader.state

    def change(poly: Poly) -> Quotient:
        if whole:
            return replaced(state, {name: value}, poly)
        result = Quotient(Poly({}))
        for exponent, part in poly.collect(name).items():
            power = of_type(int, exponent)
            result = result + Quotient(part * Poly.generator(name, power % degree)) * value.power(power // degree)
        return result

    return [restated(state, change, sequent), *reader.open]
