"""Logarithms or exponentials of both sides.

Theorems.  log is increasing, so for A = prod g_i**e_i > 0 and B = prod h_j**d_j > 0 (all g_i, h_j > 0)
and m > 0, m (A - B) relation 0 iff sum e_i log g_i - sum d_j log h_j relation 0.  exp is increasing with exp(0) = 1, so
f relation 0 iff exp(f) - 1 relation 0.
"""

from verify.kernel.atoms import Converter, Quotient, rational
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_term
from verify.kernel.rules.arguments import entries, of_type, poly
from verify.kernel.state import Reader, Sequent


def logarithms(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[[g, e], ...], [[h, d], ...], m: m > 0, and m times the goal is a positive multiple of A - B."""
    *sides_, multiplier = entries(arguments, 3)
    reader, logs, sides = Reader(sequent.state), rational(0), []
    scale = poly(reader, multiplier)
    reader.establish(scale, ">")
    for side, sign in zip(sides_, (1, -1), strict=True):
        product = rational(1)
        for entry in entries(side):
            text, exponent = entries(entry, 2)
            term, power = parse_term(of_type(str, text)), of_type(int, exponent)
            product = product * reader.term(term).power(power)
            logs = logs + reader.term(("call", "log", (term,))).scale(sign * power)
        sides.append(product)
    state, relation = reader.state, sequent.relation
    difference = state.clear(sides[0] - sides[1], ">=")
    scaled = scale * sequent.poly
    ratio = next((scaled.terms.get(m, 0) / c for m, c in difference.terms.items()), 0)
    if ratio <= 0 or difference.scale(ratio) != scaled:
        raise Rejected("logarithms", "two sides whose difference is the goal, up to a positive factor")
    return [state.goal(state.clear(logs, relation), relation), *reader.open]


def exponentials(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[]: exp of the goal against 1."""
    entries(arguments, 0)
    reader = Reader(sequent.state)
    value = Converter(sequent.state.positive).exponential(Quotient(sequent.poly)) - rational(1)
    reader.require(value.generators())
    return [reader.state.goal(reader.state.clear(value, sequent.relation), sequent.relation), *reader.open]
