"""The default strategy, for sequents that need no certificate.

In this order: the polynomial is a constant of the right sign; a fact says it, up to a factor; for a goal without
variables, an enclosure; the one-sign rule.  It is deterministic, and shows only what the rules it calls show.
"""

from fractions import Fraction

from verify.kernel.atoms import support
from verify.kernel.errors import Rejected
from verify.kernel.rules import enclosure, one_sign
from verify.kernel.rules.arguments import entries
from verify.kernel.state import Fact, Sequent

IMPLIED = {">": (">", ">=", "!="), ">=": (">=",), "==": ("==", ">="), "!=": ("!=",)}


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    if entries(arguments, 0) or not holds(sequent):
        raise Rejected("default", "a sequent that the default strategy shows", str(sequent)[:200])
    return []


def holds(sequent: Sequent) -> bool:
    key, cache = (sequent.poly, sequent.relation), sequent.state.cache
    if key not in cache:
        cache[key] = False  # a circular question is not an answer
        cache[key] = _holds(sequent)
    return bool(cache[key])


def _holds(sequent: Sequent) -> bool:
    poly, relation = sequent.poly, sequent.relation
    if compares(poly.rational(), relation) or any(_says(fact, sequent) for fact in sequent.state.facts):
        return True
    try:
        if not any(map(support, poly.generators())) and enclosure.holds(sequent):
            return True
    except Rejected:
        pass  # too large to enclose
    return one_sign.holds(sequent)


def compares(value: Fraction | None, relation: str) -> bool | None:
    """``value relation 0`` for a number; None for no number."""
    if value is None:
        return None
    return {">": value > 0, ">=": value >= 0, "==": value == 0, "!=": value != 0}[relation]


def _says(fact: Fact, sequent: Sequent) -> bool:
    """A fact that is a multiple of the goal and implies it, or that is false."""
    if compares(fact.poly.rational(), fact.relation) is False:
        return True  # the state has no points
    mine, theirs = sequent.poly.terms, fact.poly.terms
    if mine.keys() != theirs.keys() or not mine:
        return False
    first = next(iter(mine))
    factor = mine[first] / theirs[first]
    if any(mine[m] != factor * c for m, c in theirs.items()):
        return False
    relation = "!=" if factor < 0 and fact.relation == ">" else fact.relation
    return sequent.relation in IMPLIED[relation] and not (factor < 0 and relation == ">=")
