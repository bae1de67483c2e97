"""Case rules: split at a number, by a sign, over the branches of an atom; contradiction of a case.

Theorems.  A state is the union of its parts x <= c and x >= c, and of p >= 0 and p < 0.  |u| is u where
u >= 0 and -u where u < 0; max(a, b) is a where a >= b and b where a < b (min dually); b**y with b >= 0, y > 0 is
exp(y log b) where b > 0 and 0 where b == 0.  In a state without points anything holds, in particular -1 >= 0.
"""

from collections.abc import Callable

from verify.kernel.atoms import Converter, Quotient, atom_of, rational
from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Poly
from verify.kernel.rules.arguments import entries, number, of_type, poly, variable
from verify.kernel.rules.replacement import replaced
from verify.kernel.state import Fact, Reader, Sequent, State


def split(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[variable, number]: the part below, the part above."""
    name, value = entries(arguments, 2)
    gap = Poly.generator(variable(sequent.state, name)) - Poly.constant(number(value))
    return [sequent.state.assume(part, ">=").goal(sequent.poly, sequent.relation) for part in (-gap, gap)]


def sign(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[p]: the part p >= 0, the part p < 0."""
    (text,) = entries(arguments, 1)
    reader = Reader(sequent.state)
    value = poly(reader, text)
    return [reader.state.assume(value, r).goal(sequent.poly, sequent.relation) for r in (">=", "<")] + reader.open


def contradiction(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[]: show that the state has no points."""
    entries(arguments, 0)
    return [sequent.state.goal(Poly.constant(-1), ">=")]


def resolve(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[atom]: one sequent a branch, the atom replaced in the goal and, as further facts, in the facts."""
    (text,) = entries(arguments, 1)
    name, state = of_type(str, text), sequent.state
    atom = atom_of(name)
    if atom is None or name not in state.defined or atom.function not in ("abs", "min", "max", "power"):
        raise Rejected("resolve", "an atom abs, min, max or power of the goal", name[:60])
    u, v = (*atom.arguments, rational(0))[:2]
    gap = u - v if atom.function == "max" else v - u if atom.function == "min" else u
    branches = [(gap, ">=", u), (gap, "<", -u if atom.function == "abs" else v)]
    if atom.function == "power":
        logarithm = Converter().logarithm(u)
        branches = [(u, ">", Converter().exponential(v * logarithm)), (u, "==", rational(0))]
    return [_branch(sequent, state, name, *branch) for branch in branches]


def _branch(sequent: Sequent, state: State, name: str, gap: Quotient, relation: str, value: Quotient) -> Sequent:
    state = state.assume(state.clear(gap, relation), relation).admit(value.generators())
    return restated(state, lambda poly: replaced(state, {name: value}, poly), sequent)


def restated(state: State, change: Callable[[Poly], Quotient], sequent: Sequent) -> Sequent:
    """The sequent on ``state`` after a change of polynomials into equals; changed facts become further facts."""
    for fact in state.facts:
        new = change(fact.poly)
        poly = state.clear(new, fact.relation)
        if Fact(poly, fact.relation) not in state.facts and poly.rational() is None:
            state = state.admit(new.generators()).assume(poly, fact.relation)
    goal = change(sequent.poly)
    state = state.admit(goal.generators())
    return state.goal(state.clear(goal, sequent.relation), sequent.relation)
