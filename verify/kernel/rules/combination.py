"""Combination rule: Farkas, Handelman, sums of squares, ideal membership (Positivstellensatz certificates).

Theorem.  Let m be a product of facts > 0, and let

    m f = sum c_i s_i**2 (product of facts) + sum q_j e_j

identically, with c_i >= 0, facts > 0 or >= 0 in the products, e_j facts == 0.  Then f >= 0.  If some c_i > 0
has a constant nonzero s_i and only facts > 0 in its product, then f > 0.  With no products, f == 0.
Arguments: [[c, [facts], s (optional)], ...], [[fact, q], ...] (optional), [facts of m] (optional).
"""

from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Poly
from verify.kernel.rules.arguments import entries, fact, number, poly
from verify.kernel.state import Reader, Sequent


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    products, equalities, multiplier = (entries(a) for a in entries([*arguments, *([], [], [])[len(arguments) :]], 3))
    state, reader = sequent.state, Reader(sequent.state)
    left, right, strict = sequent.poly, Poly({}), False
    for index in multiplier:
        left = left * fact(state, index, ">").poly
    for entry in products:
        coefficient_, facts, *square_ = [*entries(entry), None, None][: max(2, len(entries(entry)))]
        coefficient = number(coefficient_)
        value, positive = Poly.constant(coefficient), coefficient > 0
        for index in entries(facts):
            factor = fact(state, index, ">", ">=")
            value, positive = value * factor.poly, positive and factor.relation == ">"
        for text in entries(square_[:1]):
            square = poly(reader, text)
            value, positive = value * square * square, positive and bool(square.rational())
        if coefficient < 0 or len(square_) > 1:
            raise Rejected("combination", "a product [c >= 0, facts, square]", repr(entry)[:80])
        right, strict = right + value, strict or positive
    for entry in equalities:
        index, cofactor = entries(entry, 2)
        right = right + poly(reader, cofactor) * fact(state, index, "==").poly
    if left != right:
        raise Rejected("combination", "an identity", f"a difference of {len((left - right).terms)} monomials")
    if (sequent.relation in (">", "!=") and not strict) or (sequent.relation == "==" and products):
        raise Rejected("combination", f"a combination that shows {sequent.relation} 0", "a weaker one")
    return reader.open
