"""Finite models for derivations: one that satisfies the assumptions, and one in which the conclusion fails.

Tried are the simplest: x at one point, labels all equal, other families constant or with two or three values taken from
the scalars of the point, constant functions, classes of one or two constants.  That is enough to show that assumptions
can hold together and to catch claims that fail for a reason; it is no proof that there is no model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice, product
from typing import Any

from verify.calculus.check import place
from verify.calculus.models.check import Reading, read
from verify.calculus.step import Obligation
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.polynomials import Work
from verify.kernel.statement import Statement
from verify.kernel.terms import Term
from verify.numerics.balls import ball, holds
from verify.numerics.points import satisfying
from verify.numerics.problem import inside
from verify.objects.judgements import Judged
from verify.objects.setting import setting

POINTS = 24
TRIALS, MORE = 100, 15  # models at one point, and at one more when some have been found
ENOUGH = 3  # of them that satisfy the assumptions
FAULTS = (Rejected, Malformed, ArithmeticError, LookupError, TypeError, ValueError)
PLAIN = tuple(map(Fraction, ("1", "1/2", "2", "0")))
LADDER = tuple(map(Fraction, ("2", "1/128", "1", "1/2", "0", "100", "3", "1/4")))


@dataclass(frozen=True)
class Found:
    """A point and a model as they stand in certificates; what of the assumptions remains to be shown,
    and of the failure of the conclusion."""

    point: dict[str, str]
    model: dict[str, Any]
    assumed: tuple[Obligation, ...]
    failing: tuple[Obligation, ...] = ()


def search(statement: Judged, points: int = POINTS) -> Iterator[Found]:
    """Models of the assumptions, simplest point first."""
    last: dict[str, Any] | None = None
    for point in islice(candidates(statement), points):
        Work.spent = 0
        try:
            values = place(statement, {"point": point}, set())
        except FAULTS:
            continue
        fitting = 0
        for model in chain([last] if last else [], islice(spaces(statement, values), MORE if last else TRIALS)):
            if fitting >= ENOUGH:
                break
            try:
                reading = read(statement, values, model)
                assumed = tuple(reading.satisfied(statement.lines["assume"]))
            except FAULTS:
                continue
            if not all(map(likely, assumed)):
                continue
            yield Found(point, model, assumed, failing(reading, statement))
            last, fitting = model, fitting + 1


def failing(reading: Reading, statement: Judged) -> tuple[Obligation, ...]:
    """What refutes the conclusion, if it fails as far as enclosures say."""
    try:
        found = tuple(reading.fails(statement.one("conclude")))
    except FAULTS:
        return ()
    return found if all(likely(obligation) for obligation in found) else ()


def likely(obligation: Obligation) -> bool:
    """Whether a relation between numbers holds, or is an equality as far as enclosures say."""
    return bool(obligation.names) or holds(obligation.relation, {}, within=obligation.relation[0] not in "<>!=") is True


def candidates(statement: Judged) -> Iterator[dict[str, str]]:
    """The simplest point that satisfies the hypotheses, one of ones, one between them, and points that differ from the
    first two in one coordinate."""
    Work.spent = 0
    scalar = Statement("scalar", statement.variables, statement.given, (), ())
    first = satisfying(scalar, (), {})
    if first is None:
        return
    ones = {
        name: next(str(v) for v in (*PLAIN, Fraction(first[name])) if inside(domain, v))
        for name, domain in statement.variables
    }
    yield from (first, ones, plainer(statement, first))
    for value in LADDER:
        for base in (first, ones):
            for name, domain in statement.variables:
                if inside(domain, value) and base[name] != str(value):
                    yield {**base, name: str(value)}


def plainer(statement: Judged, point: dict[str, str]) -> dict[str, str]:
    """The point with as many ones as the hypotheses allow, taken one after the other."""
    for name, domain in statement.variables:
        for value in PLAIN:
            trial = {**point, name: str(value)}
            if inside(domain, value) and allowed(statement, trial):
                point = trial
                break
    return point


def allowed(statement: Judged, point: Mapping[str, str]) -> bool:
    """Whether enclosures show the hypotheses at the point."""
    balls = {name: ball(Fraction(value)) for name, value in point.items()}
    try:
        return all(holds(relation, balls, within=True) is True for relation in statement.given)
    except FAULTS:
        return False


def spaces(statement: Judged, point: Mapping[str, Term]) -> Iterator[dict[str, Any]]:
    """Models for the declared objects."""
    there = setting(statement)
    numbers = [Fraction(term[1]) for term in point.values() if term[0] == "num"]
    pool = list(dict.fromkeys([Fraction(0), Fraction(1), *sorted(n for n in numbers if abs(n) <= 2), Fraction(-1)]))
    places = {name: line[2][1][1] for name, line in there.declared.items() if line[1] in ("function", "functions")}
    families = sorted(there.names("family") - set(places.values()))
    fixed: dict[str, Any] = {name: [] for name in set(places.values()) & there.names("family")}
    fixed |= dict.fromkeys(there.names("labels"), "0")
    functions, classes = sorted(there.names("function")), sorted(there.names("functions"))
    options: list[list[Any]] = [*([*laws(pool)] for _ in families), *([*pool] for _ in functions)]
    for chosen in product(*options, *(members(pool) for _ in classes)):
        rows, rest = chosen[: len(families)], chosen[len(families) :]
        law = []
        for atoms in product(*rows):
            weight = Fraction(1)
            for w, _ in atoms:
                weight *= w
            values = {name: str(v) for name, (_, v) in zip(families, atoms, strict=True)}
            law.append({"weight": str(weight), **fixed, **values})
        here = {name: fixed.get(places[name], "0") for name in (*functions, *classes)}
        tables = {name: [[here[name], str(c)]] for name, c in zip(functions, rest, strict=False)}
        made = {
            name: [{"at": at, "values": [[here[name], str(c)]]} for at, c in group]
            for name, group in zip(classes, rest[len(functions) :], strict=True)
        }
        yield {"law": law, "functions": tables, "classes": made}


def laws(pool: list[Fraction]) -> Iterator[list[tuple[Fraction, Fraction]]]:
    """Laws of one number: a sign, a constant, a sign or 0, two values of the pool."""
    half = Fraction(1, 2)
    yield [(half, Fraction(-1)), (half, Fraction(1))]
    yield from ([(Fraction(1), value)] for value in pool)
    for q in pool:
        if 0 < q < 1:
            yield [(q / 2, Fraction(-1)), (1 - q, Fraction(0)), (q / 2, Fraction(1))]
    for a, b in product(pool, repeat=2):
        if a < b:
            yield from ([(1 - w, a), (w, b)] for w in pool if 0 < w < 1)


def members(pool: list[Fraction]) -> list[list[tuple[list[str], Fraction]]]:
    """Classes of one constant, and of the two signs, with parameters on a line."""
    single = [[(list[str](), value)] for value in pool]
    pair = [([str(sign)], Fraction(sign)) for sign in (-1, 1)]
    return [single[0], pair, *single[1:]]
