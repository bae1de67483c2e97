"""Monotone rule: f/u is monotone in one variable and has the right sign at an end.

Theorem.  On an interval I with a finite end e let f, u be continuous on I and e, differentiable inside, and
u of one strict sign s on I and at e (so no 0/0 at the end, no zero inside).  Let N = f' u - f u', the
numerator of (f/u)'.  If s N >= 0 inside and e is the lower end (s N <= 0 and the upper end), then f(e) >= 0
gives f >= 0 on I.  f > 0 on I follows if f(e) > 0; or if f(e) >= 0, s N is strict inside, and e is not in I.
Arguments: variable, u, end (see slices.py), which of "end" or "slope" is strict, sign of u (used if not evident).
Sequents: the slope, the end, then side conditions.
"""

from verify.kernel.errors import Rejected
from verify.kernel.rules.arguments import entries, one_of
from verify.kernel.rules.slices import divisor, slice_of
from verify.kernel.state import Sequent


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    name, text, end, strict, sign = entries(arguments, 5)
    piece, f, u = slice_of(sequent.state, name, [end]), sequent.poly, divisor(sequent.state, text)
    closed = piece.closed([f, u])
    shown = piece.signed(u, closed, one_of(sign, 1, -1))
    slope, inside = piece.slope(f, u, piece.interior(closed))
    weak = sequent.relation == ">="
    at_slope = one_of(strict, "end", "slope") == "slope"
    if sequent.relation not in (">", ">=") or (not weak and at_slope and not piece.excluded()):
        raise Rejected("monotone", "a goal > 0 or >= 0, with a strict end value if the end is included")
    return [
        inside.goal(slope.scale(shown if piece.rises() else -shown), ">" if at_slope and not weak else ">="),
        piece.at(0, f, ">=" if at_slope or weak else ">", closed),
        *piece.open,
    ]
