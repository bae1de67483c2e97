"""One variable at a time: the slice of a state along a variable, for the rules that differentiate.

A slice keeps the facts without the variable x, and of the others only edges c x + r > 0 or >= 0 (c rational, r free of
x) that leave an interval with the chosen ends; so the sequent is shown on a larger set.  An end is "lo" or "hi" (of the
range of x) or the number of a fact that is such an edge.  On the closed slice every atom of the functions at hand
must be defined (hence continuous); on the open slice the divisors of every derivative must not vanish.
"""

from dataclasses import dataclass

from verify.kernel.atoms import Quotient, support
from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Poly
from verify.kernel.rules.arguments import fact, one_of, poly, variable
from verify.kernel.rules.derivatives import derivative
from verify.kernel.rules.ranges import bounds
from verify.kernel.rules.replacement import replaced
from verify.kernel.state import Fact, Reader, Sequent, State


@dataclass
class Slice:
    """``outside``: the state without x; ``ends``: the edges at which values are taken; ``sides``: the other edges."""

    outside: State
    name: str
    ends: list[Fact]
    sides: list[Fact]
    open: list[Sequent]

    def closed(self, polys: list[Poly]) -> State:
        """The slice with its ends; the atoms of ``polys`` are defined there."""
        state = self.outside.declare(self.name)
        for edge, relation in [(e, ">=") for e in self.ends] + [(e, e.relation) for e in self.sides]:
            state = state.assume(edge.poly, relation)
        reader = Reader(state)
        reader.require({g for p in polys for g in p.generators()})
        self.open += reader.open
        return reader.state

    def interior(self, closed: State) -> State:
        """The open part of the closed slice."""
        for edge in (*self.ends, *self.sides):
            closed = closed.assume(edge.poly, ">")
        return closed

    def excluded(self, number: int = 0) -> bool:
        return self.ends[number].relation == ">"

    def rises(self) -> bool:
        """Whether the (first) end is a lower end."""
        return self.ends[0].poly.terms[((self.name, 1),)] > 0

    def at(self, number: int, poly: Poly, relation: str, closed: State) -> Sequent:
        """``poly relation 0`` with x at an end, where ``closed`` says that it is defined."""
        edge = self.ends[number]
        end = {self.name: Quotient(_rest(edge, self.name)).scale(-1 / edge.poly.terms[((self.name, 1),)])}
        state = self.outside
        for side in self.sides:
            state = state.assume(replaced(closed, end, side.poly).numerator, side.relation)
        value = replaced(closed, end, poly)
        state = state.admit(value.generators())
        return state.goal(state.clear(value, relation), relation)

    def slope(self, poly: Poly, divisor: Poly, interior: State) -> tuple[Poly, State]:
        """A polynomial with the sign of (poly/divisor)' on the interior, and the state in which it is read."""
        upper, needed = derivative(poly, self.name)
        lower, more = derivative(divisor, self.name)
        numerator = upper * Quotient(divisor) - Quotient(poly) * lower
        reader = Reader(interior)
        reader.require(numerator.generators())
        for factor in dict.fromkeys([*needed, *more]):
            reader.require(factor.generators())
            reader.establish(factor, "!=")
        self.open += reader.open
        return reader.state.clear(numerator, ">="), reader.state

    def signed(self, poly: Poly, state: State, sign: int) -> int:
        """The strict sign of ``poly`` on ``state``: found by the default strategy, else ``sign`` with a sequent."""
        found = state.sign(poly)
        if not found:
            self.open.append(state.goal(poly.scale(sign), ">"))
        return found or sign


def slice_of(state: State, name: object, ends: list[object]) -> Slice:
    """The slice with the given ends; with one end, every edge on the other side of x is kept."""
    x = variable(state, name)
    reader = Reader(state.without(x))
    edges = [_end(state, x, end) for end in ends]
    slopes = [edge.poly.terms[((x, 1),)] > 0 for edge in edges]
    sides = []
    if len(edges) == 1:
        ranges = [_end(state, x, end) for end in ("lo", "hi") if not _rank(state, x, end)]
        candidates = dict.fromkeys([*ranges, *(f for f in state.facts if _is_edge(f, x))])
        sides = [
            f
            for f in candidates
            if (f.poly.terms[((x, 1),)] > 0) != slopes[0] and Reader(reader.state).admits(_rest(f, x))
        ]
    elif slopes != [True, False]:
        raise Rejected("slice", "a lower and an upper end")
    if not all(reader.admits(_rest(edge, x)) for edge in [*edges, *sides]):
        raise Rejected("slice", "ends that are defined without the facts that are dropped")
    return Slice(reader.state, x, edges, sides, [])


def _rest(edge: Fact, x: str) -> Poly:
    return edge.poly.collect(x).get(0, Poly({}))


def _rank(state: State, x: str, end: object) -> int:
    return (bounds(state, x).lo if end == "lo" else bounds(state, x).hi)[0]


def _end(state: State, x: str, end: object) -> Fact:
    """The edge that an end names."""
    if isinstance(end, str):
        rank, value, is_open = bounds(state, x).lo if one_of(end, "lo", "hi") == "lo" else bounds(state, x).hi
        if rank:
            raise Rejected("slice", f"a finite {end} end of {x}")
        gap = Poly.generator(x) - Poly.constant(value)
        return Fact(gap if end == "lo" else -gap, ">" if is_open else ">=")
    edge = fact(state, end, ">", ">=")
    if not _is_edge(edge, x):
        raise Rejected("slice", f"a fact linear in {x}")
    return edge


def _is_edge(edge: Fact, x: str) -> bool:
    slope = edge.poly.collect(x).get(1, Poly({})).rational()
    linear = edge.poly.exponents(x)[-1] == 1 if edge.poly else False
    free = all(x not in support(g) for g in _rest(edge, x).generators())
    return bool(slope) and linear and free and edge.relation in (">", ">=")


def divisor(state: State, text: object) -> Poly:
    """Read a divisor; its definedness is established where it is used."""
    return poly(Reader(state), text)
