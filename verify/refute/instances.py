"""Random finite models of a derivation: objects are drawn first, then the scalars that they determine, then the rest.

Drawn are laws of two or three values, inputs at one or two points, and classes of constants or of linear functions.
``mean(T) == v``, ``parametrised``, ``isoperimetric`` and ``labels`` then say what their scalars are at least.  An
instance is a pure function of the statement and of the numbers drawn, so that a trial can be repeated from its seed.
Nothing here is trusted: the kernel reads the model of a certificate again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product
from math import isqrt
from random import Random
from typing import Any

from verify.calculus.check import place
from verify.calculus.models.check import read
from verify.calculus.models.values import Model, distance2
from verify.kernel.parser import Domain
from verify.kernel.polynomials import Work
from verify.kernel.terms import Term
from verify.numerics.problem import inside
from verify.objects.judgements import Judged
from verify.objects.setting import setting
from verify.refute.models import FAULTS, Found, failing, likely

COUNTS = (1, 1, 1, 2, 3, 10**5, 10**6, 10**8)
PARTS = tuple(map(Fraction, ("1/2", "1/4", "3/4", "1/10", "9/10", "1/100")))
POSITIVE = tuple(map(Fraction, ("1", "1/2", "1/8", "1/64", "1/1000", "2", "10")))
SIMPLE = tuple(map(Fraction, ("0", "1", "1/2", "2", "3/4", "1/4")))
SEARCHES, PASSES = 2_000, 2  # instances tried; times that each coordinate is made simple


def search(statement: Judged, seed: int = 0, instances: int = SEARCHES) -> Iterator[Found]:
    """Instances in which the conclusion fails, each made simpler."""
    for trial in range(instances):
        found = tried_at(statement, seed, trial)
        if found is not None and found.failing:
            yield simplest(statement, found)


def tried_at(statement: Judged, seed: int, trial: int) -> Found | None:
    """The instance of that number."""
    return instance(statement, Random(seed * 2**64 + trial))


def instance(statement: Judged, random: Random) -> Found | None:
    """One instance; None if it does not satisfy the hypotheses and the assumptions."""
    try:
        model, point = drawn(statement, random)
    except FAULTS:
        return None
    return tried(statement, point, model)


def tried(statement: Judged, point: Mapping[str, str], model: dict[str, Any]) -> Found | None:
    """The model at the point, if hypotheses and assumptions hold, and what of the conclusion fails there."""
    Work.spent = 0
    try:
        reading = read(statement, place(statement, {"point": dict(point)}, set()), model)
        assumed = tuple(reading.satisfied(statement.lines["assume"]))
    except FAULTS:
        return None
    return Found(dict(point), model, assumed, failing(reading, statement)) if all(map(likely, assumed)) else None


def drawn(statement: Judged, random: Random) -> tuple[dict[str, Any], dict[str, str]]:
    """A model, and a point with the scalars that it determines."""
    there = setting(statement)
    places = {name: line[2][1][1] for name, line in there.declared.items() if line[1] in ("function", "functions")}
    spot = [[], [str(random.choice(POSITIVE))]][: random.choice((1, 1, 2))]
    families = sorted(there.names("family") - set(places.values()))
    rows: list[list[tuple[Fraction, Any]]] = [law(random) for _ in families]
    atoms = []
    for at, *chosen in product(spot, *rows):
        weight = Fraction(1, len(spot))
        for mass, _ in chosen:
            weight *= mass
        row = {name: str(value) for name, (_, value) in zip(families, chosen, strict=True)}
        row |= dict.fromkeys(set(places.values()) & there.names("family"), at)
        atoms.append({"weight": str(weight), **row, **dict.fromkeys(there.names("labels"), "0")})
    level = random.choice((0, 0, Fraction(1, 2)))
    functions = {name: table(spot, lambda _: level) for name in there.names("function")}
    classes = {name: members(random, spot) for name in there.names("functions")}
    model = {"law": atoms, "functions": functions, "classes": classes}
    known = determined(statement, model, random)
    point = {name: str(known.get(name, value(domain, random))) for name, domain in statement.variables}
    return model, point


def law(random: Random) -> list[tuple[Fraction, Fraction]]:
    """A sign, or a sign times a number, or a sign or 0, or a constant."""
    size, q = random.choice((*SIMPLE[1:3], Fraction(1))), random.choice(PARTS)
    half = Fraction(1, 2)
    laws = [
        [(half, -size), (half, size)],
        [(q / 2, -size), (1 - q, Fraction(0)), (q / 2, size)],
        [(Fraction(1), random.choice(SIMPLE[:2]))],
    ]
    return random.choice([laws[0], *laws, laws[2]])


def members(random: Random, spot: list[list[str]]) -> list[dict[str, Any]]:
    """One constant, two of them, or linear functions with one weight."""
    size = random.choice(SIMPLE[:4])
    weights = random.choice(([size], [-size, size], [Fraction(0), size]))
    linear = len(spot) > 1 and random.random() < 1 / 2
    made = []
    for w in weights:
        values = table(spot, lambda at, w=w: w * Fraction(at[0] if at else 0) if linear else w)
        made.append({"at": [str(w)], "values": values})
    return made


def table(spot: list[list[str]], of: Any) -> list[list[Any]]:
    return [[at, str(Fraction(of(at)))] for at in spot]


def value(domain: Domain, random: Random) -> Fraction:
    """A number in a domain."""
    pool = COUNTS if domain.integer else (*PARTS, *POSITIVE)
    fitting = [Fraction(v) for v in pool if inside(domain, Fraction(v))]
    return random.choice(fitting) if fitting else Fraction(0)


def determined(statement: Judged, model: Mapping[str, Any], random: Random) -> dict[str, Fraction]:
    """The least scalars that the assumptions leave for a model."""
    found = dict[str, Fraction]()
    law = [(Fraction(a["weight"]), {k: number(v) for k, v in a.items() if k != "weight"}) for a in model["law"]]
    plain = Model(tuple(law), 1, {}, {}, {}, {})
    for line in statement.lines["assume"]:
        if line[:2] == ("relation", "==") and line[2][:2] == ("call", "mean") and line[3][0] == "var":
            found[line[3][1]] = plain.number(line[2], {})
        elif line[:2] == ("call", "isoperimetric"):
            c, d = line[2][2], line[2][3]
            points = {row[line[2][0][1]] for _, row in law}
            width = max((distance2(a, b) for a, b in combinations(points, 2)), default=Fraction(0))
            if width and c[0] == d[0] == "var":
                found[d[1]] = Fraction(random.choice(COUNTS[:5]))
                found[c[1]] = Fraction(3, 4) * width * found[d[1]]  # 1/(2 log 2) < 3/4
        elif line[:2] == ("call", "parametrised"):
            found |= sizes(line[2], model["classes"][line[2][0][1]], random)
    for line in statement.lines["declare"]:
        if line[1] == "labels" and line[2][1][0] == "var":
            found[line[2][1][1]] = Fraction(1)
    return found


def sizes(line: tuple[Term, ...], members: list[dict[str, Any]], random: Random) -> dict[str, Fraction]:
    """p, W and J of a class."""
    places = [tuple(map(Fraction, member["at"])) for member in members]
    tables = [[Fraction(v) for _, v in member["values"]] for member in members]
    width, speed = Fraction(0), Fraction(0)
    for (a, f), (b, g) in combinations(zip(places, tables, strict=True), 2):
        gap = above(distance2(a, b))
        apart = max((abs(u - v) for u, v in zip(f, g, strict=True)), default=Fraction(0))
        width, speed = max(width, gap), max(speed, apart / gap if gap else speed)
    values = (Fraction(random.choice((1, 1, 2, 5))), width, speed)
    return {term[1]: v for term, v in zip(line[1:], values, strict=True) if term[0] == "var"}


def above(square: Fraction) -> Fraction:
    """The root of a number, or a little more."""
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    return root if root * root == square else Fraction(isqrt(int(square)) + 1)


def number(value: Any) -> Any:
    """A point without the zeros at its end, or a number."""
    if isinstance(value, (list, tuple)):
        found = [Fraction(v) for v in value]
        while found and not found[-1]:
            found.pop()
        return tuple(found)
    return Fraction(value)


def simplest(statement: Judged, found: Found) -> Found:
    """Members are left out, and coordinates made simple, whole numbers first, as long as the conclusion fails."""
    for name in found.model["classes"]:
        for member in found.model["classes"][name]:
            less = {**found.model, "classes": {**found.model["classes"], name: [member]}}
            found = better(statement, found.point, less) or found
    for name, domain in PASSES * sorted(statement.variables, key=lambda pair: not pair[1].integer):
        for simple in (*SIMPLE, *(Fraction(10**j) for j in range(1, 9))):
            if str(simple) == found.point[name]:
                break
            if inside(domain, simple) and (simple.denominator == 1 or not domain.integer):
                less_point = {**found.point, name: str(simple)}
                simpler = better(statement, less_point, found.model)
                if simpler is not None:
                    found = simpler
                    break
    return found


def better(statement: Judged, point: Mapping[str, str], model: dict[str, Any]) -> Found | None:
    """The instance, if the conclusion fails there."""
    new = tried(statement, point, model)
    return new if new is not None and new.failing else None
