"""Critical-point rule: a continuous function on a bounded interval is least at an end or where f' = 0.

Theorem.  Let f be continuous on [a, b] (finite) and differentiable inside, for each value of the other variables.  If
f > 0 (>= 0) at every interior point with f' = 0, and f > 0 (>= 0) at the ends, then f > 0 (>= 0) on [a, b].
At an end that the domain excludes, f >= 0 suffices for f > 0: an interior zero would be a minimum, hence critical.
Arguments: variable.  Sequents: the critical points, the lower end, the upper end, then side conditions.
"""

from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Poly
from verify.kernel.rules.arguments import entries
from verify.kernel.rules.slices import slice_of
from verify.kernel.state import Sequent


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    (name,) = entries(arguments, 1)
    piece, f, relation = slice_of(sequent.state, name, ["lo", "hi"]), sequent.poly, sequent.relation
    if relation not in (">", ">="):
        raise Rejected("critical", "a goal > 0 or >= 0", relation)
    closed = piece.closed([f])
    slope, inside = piece.slope(f, Poly.constant(1), piece.interior(closed))
    return [
        inside.assume(slope, "==").goal(f, relation),
        *(piece.at(end, f, ">=" if piece.excluded(end) else relation, closed) for end in (0, 1)),
        *piece.open,
    ]
