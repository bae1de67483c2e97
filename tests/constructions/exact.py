"""What terms and judgements of constructions are worth for explicit objects, in exact arithmetic.

Objects are tuples of fractions (vectors), of such tuples (matrices, points, a row each), and ``Map``.  Written from
docs/constructions.md, not from the rules.  What this arithmetic cannot decide raises ``Undecided``.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import factorial, prod
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from verify.kernel.terms import FUNCTIONS, Term

F = Fraction
Vector = tuple[Fraction, ...]
Matrix = tuple[Vector, ...]
COMPARE = {"<=": le, "<": lt, ">=": ge, ">": gt, "==": eq, "!=": ne}
SUMMANDS = 60  # a series is summed if its terms vanish from some place before on


class Undecided(Exception):
    """Beyond exact arithmetic."""


@dataclass(frozen=True)
class Map:
    """A function from R^inputs; ``matrix`` if it is linear."""

    inputs: int
    at: Callable[[Vector], Vector]
    matrix: Matrix | None = None


def vector(*entries: object) -> Vector:
    return tuple(F(str(entry)) for entry in entries)


def matrix(*rows: Sequence[object]) -> Matrix:
    return tuple(vector(*row) for row in rows)


def dot(v: Vector, w: Vector) -> Fraction:
    return sum((a * b for a, b in zip(v, w, strict=True)), F(0))


def determinant(a: Matrix) -> Fraction:
    """By Leibniz' formula."""
    total = F(0)
    for order in itertools.permutations(range(len(a))):
        sign = prod(-1 for i, j in itertools.combinations(order, 2) if i > j)
        total += sign * prod((a[i][j] for i, j in enumerate(order)), start=F(1))
    return total


def reduced(a: Matrix) -> list[list[Fraction]]:
    """The nonzero rows of the reduced row echelon form."""
    rows, done = [list(row) for row in a], 0
    for column in range(len(a[0]) if a else 0):
        pivot = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [entry / rows[done][column] for entry in rows[done]]
        for i in range(len(rows)):
            if i != done:
                rows[i] = [x - rows[i][column] * y for x, y in zip(rows[i], rows[done], strict=True)]
        done += 1
    return rows[:done]


def rank(a: Matrix) -> int:
    return len(reduced(a))


def normal(a: Matrix) -> Vector:
    """A vector of maximum norm 1 that is orthogonal to the columns; 0 if there is none."""
    n, rows = len(a), reduced(tuple(zip(*a, strict=True)))
    pivots = [next(j for j, entry in enumerate(row) if entry) for row in rows]
    free = next((j for j in range(n) if j not in pivots), None)
    if free is None:
        return (F(0),) * n
    found = {free: F(1)} | {p: -row[free] for p, row in zip(pivots, rows, strict=True)}
    length = max(abs(entry) for entry in found.values())
    return tuple(found.get(j, F(0)) / length for j in range(n))


def fold(u: Fraction) -> Fraction:
    """The distance to the nearest even integer."""
    rest = u % 2
    return min(rest, 2 - rest)


def linear(a: Matrix) -> Map:
    return Map(len(a[0]), lambda w: tuple(dot(row, w) for row in a), a)


def newton(x: Matrix) -> Map:
    points = [row[0] for row in x]
    return Map(1, lambda t: tuple(prod((t[0] - p for p in points[:j]), start=F(1)) for j in range(len(points))))


def series(name: str, term: Term, env: Mapping[str, Any]) -> Fraction:
    terms = [value(term, {**env, name: F(k)}) for k in range(SUMMANDS)]
    if any(terms[-10:]):
        raise Undecided("a series without end")
    return sum(terms, F(0))


def power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1:
        raise Undecided("a root")
    return base ** int(exponent)


def value(term: Term, env: Mapping[str, Any]) -> Any:
    """A number or an object."""
    head, parts = term[0], term[1:]
    if head == "num":
        return F(term[1])
    if head == "var":
        return env[term[1]]
    if head == "neg":
        return -value(parts[0], env)
    if head == "pow":
        return power(value(parts[0], env), value(parts[1], env))
    if head == "add":
        return sum((value(part, env) for part in parts[0]), F(0))
    if head == "mul":
        return reduce(lambda a, b: a * b, (value(part, env) for part in parts[0]))
    if head == "inv":
        return 1 / value(parts[0], env)
    if head != "call":
        raise Undecided(head)
    name, arguments = parts
    if name in ("path", "series"):
        bound, body = arguments[0][1], arguments[1]
        if name == "series":
            return series(bound, body, env)
        return Map(1, lambda t: (value(body, {**env, bound: t[0]}),))
    found = [value(argument, env) for argument in arguments]
    if name in FUNCTIONS:
        if name not in ("abs", "min", "max"):
            raise Undecided(name)
        return abs(found[0]) if name == "abs" else min(found) if name == "min" else max(found)
    return TERMS[name](*found)


TERMS: dict[str, Callable[..., Any]] = {
    "pair": lambda f, g: Map(f.inputs, lambda w: f.at(w) + g.at(w)),
    "linear": linear,
    "monomials": lambda n: Map(1, lambda t: tuple(t[0] ** j for j in range(int(n)))),
    "newton": newton,
    "values": lambda f, x: tuple(f.at(row) for row in x),
    "normal": normal,
    "det": determinant,
    "diagonal": lambda a: prod((a[i][i] for i in range(len(a))), start=F(1)),
    "differences": lambda x: prod(
        (x[j][0] - x[i][0] for j in range(len(x)) for i in range(j)),
        start=F(1),
    ),
    "norm": lambda v: max(abs(entry) for entry in v),
    "fold": fold,
}


def monic(f: Map) -> bool:
    """The coordinates are polynomials of degree 0, 1, ... with leading coefficient 1, as far as 12 points can tell."""
    values = [f.at((F(t),)) for t in range(12)]
    for j in range(len(values[0])):
        row = [value[j] for value in values]
        for _ in range(j):
            row = [b - a for a, b in itertools.pairwise(row)]
        if set(row) != {factorial(j)}:
            return False
    return True


def misses(f: Map, low: Fraction, high: Fraction) -> bool:
    """Some point of [low, high]^n is no value of a linear map: its image is a subspace."""
    if f.matrix is None:
        raise Undecided("misses")
    n = len(f.matrix)
    if low > high:
        return False
    if low < high:
        return rank(f.matrix) < n  # the cube has interior points
    return missed(f, (low,) * n)


def missed(f: Map, y: Vector) -> bool:
    if f.matrix is None:
        raise Undecided("missed")
    return rank(tuple((*row, entry) for row, entry in zip(f.matrix, y, strict=True))) > rank(f.matrix)


JUDGEMENTS: dict[str, Callable[..., bool]] = {
    "distinct": lambda x: len(set(x)) == len(x),
    "monic": monic,
    "triangular": lambda a: all(a[i][j] == 0 for i in range(len(a)) for j in range(i + 1, len(a))),
    "invertible": lambda a: rank(a) == len(a),
    "orthogonal": lambda v, a: all(dot(v, column) == 0 for column in zip(*a, strict=True)),
    "missed": missed,
    "misses": misses,
    "covers": lambda f, a, b: not misses(f, a, b),
}


def holds(line: Term, env: Mapping[str, Any]) -> bool:
    """Whether a judgement is true of the objects."""
    if line[0] == "relation":
        return bool(COMPARE[line[1]](value(line[2], env), value(line[3], env)))
    if line[1] not in JUDGEMENTS:
        raise Undecided(line[1])
    return JUDGEMENTS[line[1]](*(value(argument, env) for argument in line[2]))
