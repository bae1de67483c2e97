"""Factor rule: the sign of a product is the product of the signs.

Theorem.  If f = c g_1**e_1 ... g_k**e_k with a rational c != 0, the signs of the factors give the sign of f; an
even power is >= 0 whatever its base, and > 0 where its base is nonzero; f == 0 where some factor is.
Arguments: [g, e, sign], ... with sign one of > >= < <= != == even ("even": nothing is shown of g).
Sequents: g sign 0 for each factor not marked "even".
"""

from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Poly
from verify.kernel.rules.arguments import entries, of_type, one_of, poly
from verify.kernel.state import Reader, Sequent


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    reader, goals = Reader(sequent.state), []
    whole, positive, strict, zero, signed = Poly.constant(1), True, True, False, True
    for argument in arguments:
        text, power, shown = entries(argument, 3)
        exponent, sign = of_type(int, power), one_of(shown, ">", ">=", "<", "<=", "!=", "==", "even")
        factor = poly(reader, text)
        whole = whole * factor.power(exponent)
        if sign != "even":
            goals.append(reader.state.goal(factor, sign))
        strict = strict and sign in (">", "<", "!=")
        zero = zero or (sign == "==" and exponent > 0)
        if exponent % 2 == 1:
            signed = signed and sign not in ("even", "!=")
            positive = positive != (sign in ("<", "<="))
    constant = next((sequent.poly.terms.get(m, 0) / c for m, c in whole.terms.items()), 0)
    if not constant or whole.scale(constant) != sequent.poly:
        raise Rejected("factors", "factors whose product is the goal", str(sequent)[:200])
    good = signed and positive == (constant > 0)
    if not {"==": zero, "!=": strict, ">": strict and good, ">=": zero or good}[sequent.relation]:
        raise Rejected("factors", f"signs that give {sequent.relation} 0")
    return goals + reader.open
