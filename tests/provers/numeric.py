"""Claims looked at with mpmath at many digits: does a point of the domain violate them?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction

import mpmath

from tests.crosscheck.reference import UndefinedError, mp_value
from verify.kernel.parser import Domain
from verify.kernel.statement import Statement, parse
from verify.kernel.terms import Relation

DIGITS = 60
Point = Mapping[str, Fraction]


def gap(relation: Relation, point: Point) -> mpmath.mpf:
    """By how much a relation fails, relative to its sides: > 0 if it does, < 0 if it holds."""
    operator, left, right = relation
    with mpmath.workdps(DIGITS):
        a, b = mp_value(left, point, DIGITS), mp_value(right, point, DIGITS)
        scale = max(abs(a), abs(b), mpmath.mpf(10) ** -200)
        difference = (a - b) / scale
        if operator == "==":
            return abs(difference)
        if operator == "!=":
            return -abs(difference)
        return difference if operator in ("<=", "<") else -difference


def clearly_fails(relation: Relation, point: Point) -> bool:
    """By more than what 60 digits can lose."""
    return bool(gap(relation, point) > mpmath.mpf(10) ** -35)


def holds(relation: Relation, point: Point) -> bool:
    found = gap(relation, point)
    return bool(found < 0 if relation[0] in ("<", ">", "!=") else found <= 0)


def number(domain: Domain, rng: random.Random) -> Fraction:
    """A member of a domain: near an end, small, or far out (as far as exp(exp(x)) can be computed)."""
    lo = Fraction(-30) if domain.lo is None else domain.lo
    hi = Fraction(30) if domain.hi is None else domain.hi
    if domain.integer:
        return Fraction(rng.randint(int(lo), int(min(hi, lo + 40))))
    step = Fraction(1, 1 << rng.randint(1, 40))
    kind = rng.randrange(4)
    if kind == 0:
        value = lo + (hi - lo) * step
    elif kind == 1:
        value = hi - (hi - lo) * step
    elif kind == 2:
        value = Fraction(rng.choice([-1, 1])) * step * rng.choice([1, 4])
    else:
        value = lo + (hi - lo) * Fraction(rng.randint(1, 9_999), 10_000)
    return value if lo < value < hi or (value == lo and not domain.lo_open) else (lo + hi) / 2


def points(statement: Statement, count: int, seed: int = 0) -> Iterator[dict[str, Fraction]]:
    rng = random.Random(seed)
    for _ in range(count):
        yield {name: number(domain, rng) for name, domain in statement.variables}


def violations(text: str, count: int = 60, seed: int = 0) -> list[dict[str, Fraction]]:
    """Points of the domain at which the hypotheses hold and a claim clearly fails, or a side is undefined."""
    statement = parse(text)
    found = []
    for point in points(statement, count, seed):
        try:
            if not all(holds(relation, point) for relation in statement.given):
                continue
            for item in statement.items:
                for antecedents, conclusion in item.goals():
                    if all(holds(r, point) for r in antecedents) and clearly_fails(conclusion, point):
                        found.append(point)
        except UndefinedError:
            found.append(point)
    return found
