"""Enclosure rule: interval arithmetic over the box of the variables decides the sign.

Theorem.  If an outward-rounded enclosure of f over a box that contains the state lies in (0, oo), then f > 0
there; [0, oo) gives f >= 0.  Overlap with 0 decides nothing, so equality is never shown this way.
Argument: the precision in bits.
"""

from verify.kernel.atoms import atom_of
from verify.kernel.errors import Rejected
from verify.kernel.intervals import MAX_PRECISION, Interval
from verify.kernel.rules.arguments import entries, of_type
from verify.kernel.rules.ranges import bounds, of_generator, of_poly
from verify.kernel.state import Sequent

DEFAULT_PRECISION = 96


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    (precision,) = entries(arguments, 1)
    if not 8 <= of_type(int, precision) <= MAX_PRECISION:
        raise Rejected("enclosure", f"a precision from 8 to {MAX_PRECISION} bits", str(precision)[:20])
    if not holds(sequent, precision):
        raise Rejected("enclosure", "an enclosure of the right sign", str(sequent)[:200])
    return []


def holds(sequent: Sequent, precision: int = DEFAULT_PRECISION) -> bool:
    known: dict[str, Interval] = {}

    def look(name: str) -> Interval:
        if name not in known:
            known[name] = bounds(sequent.state, name) if atom_of(name) is None else of_generator(name, look, precision)
        return known[name]

    value = of_poly(sequent.poly, look, precision)
    above = value.above(0)
    if sequent.relation == "!=":
        return above == ">" or value.below(0) == "<"
    return sequent.relation != "==" and (above == ">" or (above == ">=" and sequent.relation == ">="))
