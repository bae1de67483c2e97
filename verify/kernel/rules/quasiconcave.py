"""Quasi-concave rule: f/u first rises, then falls, so that its least value is at an end.

Theorem.  On [a, b] finite let f, u be continuous, differentiable inside, u of one strict sign s, and let n
have the sign of (f/u)'; let v > 0 be differentiable inside.  If s n/v is nonincreasing, i.e. s (n' v - n v') <= 0
inside, then s f/u is quasi-concave, and f >= 0 at both ends gives f >= 0 between.  Strictly: f > 0 at both ends; or
s (n' v - n v') < 0 inside, f >= 0 at the ends, and both ends excluded from the domain.
Arguments: variable, u, v, which of "end" or "slope" is strict, sign of u (used if not evident).
Sequents: the second slope, the lower end, the upper end, then side conditions.
"""

from verify.kernel.errors import Rejected
from verify.kernel.rules.arguments import entries, one_of
from verify.kernel.rules.slices import divisor, slice_of
from verify.kernel.state import Reader, Sequent


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    name, below, scale, strict, sign = entries(arguments, 5)
    piece, f, u = slice_of(sequent.state, name, ["lo", "hi"]), sequent.poly, divisor(sequent.state, below)
    v = divisor(sequent.state, scale)
    closed = piece.closed([f, u])
    shown = piece.signed(u, closed, one_of(sign, 1, -1))
    first, inside = piece.slope(f, u, piece.interior(closed))
    reader = Reader(inside)
    reader.require(v.generators())
    piece.open += reader.open
    if piece.signed(v, reader.state, 1) != 1:
        raise Rejected("quasiconcave", "a positive divisor v")
    second, inside = piece.slope(first, v, reader.state)
    weak, at_slope = sequent.relation == ">=", one_of(strict, "end", "slope") == "slope"
    outside = piece.excluded(0) and piece.excluded(1)
    if sequent.relation not in (">", ">=") or (not weak and at_slope and not outside):
        raise Rejected("quasiconcave", "a goal > 0 or >= 0, with strict end values if an end is included")
    at_ends = ">=" if at_slope or weak else ">"
    return [
        inside.goal(second.scale(-shown), ">" if at_slope and not weak else ">="),
        *(piece.at(end, f, at_ends, closed) for end in (0, 1)),
        *piece.open,
    ]
