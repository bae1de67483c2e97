"""Integer rule: finitely many values and a tail over the reals.

Theorem.  An integer n >= a is one of a, ..., N - 1 or is >= N.  (That n > 1 means n >= 2 is in ``ranges.py``.)
"""

from fractions import Fraction

from verify.kernel.atoms import rational
from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Poly, Work
from verify.kernel.rules.arguments import entries, of_type, variable
from verify.kernel.rules.ranges import bounds
from verify.kernel.rules.replacement import replaced
from verify.kernel.state import Sequent

MAX_VALUES = 5_000


def values(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[variable, N]: the tail n >= N (absent if the range ends before N), then the values below N in order."""
    name_, tail = entries(arguments, 2)
    state, first = sequent.state, of_type(int, tail)
    name = variable(state, name_)
    (low_rank, low, _), (high_rank, high, _) = bounds(state, name).lo, bounds(state, name).hi
    if name not in state.integers or low_rank:
        raise Rejected("integers", "an integer variable with a lower bound", name[:40])
    past = not high_rank and high < first
    last = int(high) if past else first - 1
    if last - low >= MAX_VALUES:
        raise Rejected("integers", f"at most {MAX_VALUES} values", str(last - low + 1))
    gap = Poly.generator(name) - Poly.constant(first)
    tail_goals = [] if past else [state.assume(gap, ">=").goal(sequent.poly, sequent.relation)]
    return tail_goals + [instantiate(sequent, name, Fraction(value)) for value in range(int(low), last + 1)]


def instantiate(sequent: Sequent, name: str, value: Fraction) -> Sequent:
    """The sequent with a variable replaced by a number, in the goal and in all facts."""
    state, values_ = sequent.state, {name: rational(value)}
    Work.spend(50 * len(state.facts))
    outside = state.without(name)
    for entry in state.facts:
        if entry not in outside.facts:
            new = replaced(state, values_, entry.poly)
            outside = outside.admit(new.generators())
            outside = outside.assume(outside.clear(new, entry.relation), entry.relation)
    goal = replaced(state, values_, sequent.poly)
    outside = outside.admit(goal.generators())
    return outside.goal(outside.clear(goal, sequent.relation), sequent.relation)
