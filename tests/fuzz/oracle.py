"""Is a statement false?  High-precision evaluation at many points, by other code than the kernel's.

Points: simple numbers, the ends of domains and near them, random ladders, and the points of the certificate with
some coordinates changed.  A relation counts as violated only if it is by far more than the rounding.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import mpmath

from verify.kernel.errors import Malformed
from verify.kernel.parser import Domain, parse_domain, parse_term
from verify.kernel.statement import Statement, parse
from verify.kernel.terms import NEGATION, Relation, Term, num, substitute

DIGITS = 60
PRECISIONS = (DIGITS, 100)
SIMPLE = [Fraction(p, q) for p in range(-5, 6) for q in (1, 2, 3)] + [
    Fraction(k) for k in (7, 10, 44, 100, 1000, -10, -100)
]
NEAR = [Fraction(1, 10**k) for k in (1, 2, 4, 8, 12, 20)]
Values = dict[str, mpmath.mpf]


class Undefined(Exception):
    """A term has no value at the point: a division by 0, the logarithm of a number <= 0, a root of a negative one."""


class Unknown(Exception):
    """This evaluation does not decide: a convention, or numbers too large."""


def number(value: Fraction) -> mpmath.mpf:
    return mpmath.mpf(value.numerator) / value.denominator


def near_zero(value: mpmath.mpf) -> bool:
    return bool(abs(value) < mpmath.mpf(10) ** (10 - mpmath.mp.dps))


def evaluate(term: Term, values: Mapping[str, mpmath.mpf]) -> mpmath.mpf:
    head = term[0]
    if head == "num":
        return number(term[1])
    if head == "var":
        return values[term[1]]
    if head == "const":
        return mpmath.pi() if term[1] == "pi" else mpmath.e()
    if head == "neg":
        return -evaluate(term[1], values)
    if head == "inv":
        below = evaluate(term[1], values)
        if near_zero(below):
            raise Undefined if below == 0 else Unknown
        return 1 / below
    if head == "pow":
        return power(term, values)
    if head == "call":
        return call(term[1], [evaluate(argument, values) for argument in term[2]])
    parts = [evaluate(part, values) for part in term[1]]
    if head == "mul":
        return mpmath.fprod(parts)
    total, largest = mpmath.fsum(parts), max(map(abs, parts))
    if largest > mpmath.mpf(10) ** 40 and abs(total) < largest * mpmath.mpf(10) ** (10 - mpmath.mp.dps):
        raise Unknown  # cosh(y) + sinh(y) at y = -10**5: nothing is left of the digits
    return total


def power(term: Term, values: Mapping[str, mpmath.mpf]) -> mpmath.mpf:
    base, exponent = evaluate(term[1], values), evaluate(term[2], values)
    if abs(exponent) > 10_000:
        raise Unknown
    whole = term[2][0] == "num" and term[2][1].denominator == 1
    if whole and exponent >= 0:
        return base ** int(exponent)
    if near_zero(base):
        if base == 0 and exponent > 0:
            return mpmath.mpf(0)
        raise Undefined if base == 0 and whole else Unknown
    if base < 0:
        if whole:
            return base ** int(exponent)
        raise Undefined if term[2][0] == "num" else Unknown
    return large(mpmath.exp, exponent * mpmath.log(base))


def large(function: Any, argument: mpmath.mpf) -> mpmath.mpf:
    if abs(argument) > 10**6:
        raise Unknown
    return function(argument)


def call(name: str, arguments: list[mpmath.mpf]) -> mpmath.mpf:
    x = arguments[0]
    if (name in ("log", "sqrt") and x < 0) or (name == "log" and x == 0):
        raise Undefined if not near_zero(x) or x == 0 else Unknown
    if name == "log" and near_zero(x) and x < mpmath.mpf(10) ** -45:
        return mpmath.log(x)
    if name in ("exp", "sinh", "cosh", "tanh"):
        return large(getattr(mpmath, name), x)
    if name in ("min", "max"):
        return min(arguments) if name == "min" else max(arguments)
    if name in ("abs", "log", "sqrt", "sin", "cos", "tan", "atan"):
        return abs(x) if name == "abs" else getattr(mpmath, name)(x)
    raise Unknown


def holds(relation: Relation, exact: Mapping[str, Fraction | Term]) -> bool | None:
    """Whether a relation holds at a point; None if that is too close to call. Raises Undefined, Unknown.

    A difference counts only if it is the same at two precisions, so that no cancellation is taken for a value.
    """
    before, difference = None, mpmath.mpf(0)
    for digits in PRECISIONS:
        with mpmath.workdps(digits):
            values = valued(exact)
            left, right = evaluate(relation[1], values), evaluate(relation[2], values)
            difference, scale = left - right, max(1, abs(left), abs(right))
            if (
                before is not None
                and abs(difference) > scale * mpmath.mpf(10) ** -45 / 2
                and stable(before, difference)
            ):
                return {"<": difference < 0, ">": difference > 0, "!": True, "=": False}[relation[0][0]]
            before = difference
    with mpmath.workdps(2 * PRECISIONS[-1]):
        values = valued(exact)
        again = evaluate(relation[1], values) - evaluate(relation[2], values)
        if again and stable(difference, again):
            return {"<": again < 0, ">": again > 0, "!": True, "=": False}[relation[0][0]]
    if again == 0 and all(isinstance(value, Fraction) and abs(value) <= 10**4 for value in exact.values()):
        return relation[0] in ("<=", ">=", "==")
    return None


def stable(before: mpmath.mpf, after: mpmath.mpf) -> bool:
    return bool(abs(after - before) < abs(after) / 4)


def valued(exact: Mapping[str, Fraction | Term]) -> Values:
    return {name: number(v) if isinstance(v, Fraction) else evaluate(v, {}) for name, v in exact.items()}


def candidates(domain: Domain, draw: random.Random) -> list[Fraction]:
    """Members of a domain: its ends, near them, simple ones, some at random."""
    ends = [end for end in (domain.lo, domain.hi) if end is not None]
    found = ends + [end + sign * near for end in ends for near in NEAR for sign in (1, -1)] + SIMPLE
    if domain.lo is not None and domain.hi is not None:
        found += [domain.lo + (domain.hi - domain.lo) * Fraction(k, 7) for k in range(8)]
    found += [Fraction(draw.randrange(-(10**6), 10**6), draw.choice([10**3, 10**5, 7])) for _ in range(12)]
    if domain.integer:
        found = [Fraction(value.__floor__()) for value in found]
        found += [Fraction(draw.randrange(2000)) for _ in range(6)]
    return [value for value in dict.fromkeys(found) if member(value, domain)]


def member(value: Fraction, domain: Domain) -> bool:
    above = domain.lo is None or value > domain.lo or (value == domain.lo and not domain.lo_open)
    below = domain.hi is None or value < domain.hi or (value == domain.hi and not domain.hi_open)
    return above and below and (not domain.integer or value.denominator == 1)


def points(
    variables: tuple[tuple[str, Domain], ...], seeds: list[dict[str, Fraction]], draw: random.Random, count: int
) -> Iterator[dict[str, Fraction]]:
    """Seeds, seeds with one or two coordinates changed, and free choices."""
    pools = {name: candidates(domain, draw) for name, domain in variables}
    if not all(pools.values()):
        return
    yield from (seed for seed in seeds if set(seed) == set(pools))
    for turn in range(count):
        point = {name: draw.choice(pool) for name, pool in pools.items()}
        usable = [seed for seed in seeds if set(seed) == set(pools)]
        if usable and turn % 2:
            changed = draw.sample(sorted(pools), min(len(pools), draw.choice([1, 1, 2])))
            point = draw.choice(usable) | {name: point[name] for name in changed}
        if pools and turn % 5 == 4:
            same = draw.choice([value for pool in pools.values() for value in pool])
            point = {n: same if member(same, d) else point[n] for n, d in variables}
        yield point


def seeds_of(certificate: Any) -> list[dict[str, Fraction]]:
    found = []
    for point in [*certificate.get("points", []), certificate.get("point", {})]:
        with contextlib.suppress(Malformed, AttributeError):
            values = {name: parse_term(text) for name, text in point.items()}
            found.append({name: value[1] for name, value in values.items() if value[0] == "num"})
    return found


def counterexample(statement: Statement, certificate: Any, draw: random.Random, count: int) -> dict[str, Any] | None:
    """A point at which a statement, its witness put in, is false or undefined; None if none is found."""
    terms = {name: parse_term(text) for name, text in certificate.get("witness", {}).items()}
    for point in points(statement.variables, seeds_of(certificate), draw, count):
        with contextlib.suppress(Unknown, KeyError):
            try:
                if not satisfied(statement.given, point):
                    continue
                with mpmath.workdps(DIGITS):
                    whole = dict(point) | witnesses(terms, point)
            except Undefined:
                return {"point": point, "what": "undefined hypothesis or witness"}
            for item in statement.items:
                for antecedents, conclusion in item.goals():
                    try:
                        if satisfied(antecedents, whole) and holds(conclusion, whole) is False:
                            return {"point": point, "goal": conclusion}
                    except Undefined:
                        return {"point": point, "what": "undefined goal"}
    return None


def witnesses(terms: Mapping[str, Term], point: Mapping[str, Fraction]) -> dict[str, Fraction | Term]:
    """The terms with numbers in place of variables."""
    closed = {name: substitute(term, {n: num(v) for n, v in point.items()}) for name, term in terms.items()}
    return {name: term[1] if term[0] == "num" else term for name, term in closed.items()}


def satisfied(relations: tuple[Relation, ...], point: Mapping[str, Fraction | Term]) -> bool:
    """Whether all hold; one that is too close to call counts as failing."""
    return all(holds(relation, point) is True for relation in relations)


def is_counterexample(statement: Statement, certificate: Any, draw: random.Random) -> bool | None:
    """Whether the point of a refutation violates the statement, at every parameter value tried; None if unclear."""
    family = {name: parse_domain(domain) for name, domain in certificate.get("family", {}).items()}
    free = {**family, **{entry.name: entry.domain for entry in statement.exists}}
    coordinates = {name: parse_term(text) for name, text in certificate["point"].items()}
    goals = [goal for item in statement.items for goal in item.goals()]
    antecedents, conclusion = goals[certificate["relation"]]
    clear = None
    for _ in range(25):
        chosen = {name: draw.choice(candidates(domain, draw)) for name, domain in free.items()}
        point: dict[str, Any] = {**chosen, **witnesses(coordinates, chosen)}
        try:
            inside = all(within(point[name], domain) for name, domain in statement.variables)
            met = all(holds(relation, point) is not False for relation in (*statement.given, *antecedents))
            broken = holds((NEGATION[conclusion[0]], *conclusion[1:]), point)
        except Undefined:
            clear = certificate.get("undefined") is True
            if not clear:
                return False
            continue
        except (Unknown, KeyError):
            continue
        if not inside or not met or broken is False or certificate.get("undefined"):
            return False
        clear = True if broken else clear
    return clear


def within(term: Fraction | Term, domain: Domain) -> bool:
    if isinstance(term, Fraction):
        return member(term, domain)
    with mpmath.workdps(DIGITS):
        value, tiny = evaluate(term, {}), mpmath.mpf(10) ** -40
        above = domain.lo is None or value >= number(domain.lo) - (0 if domain.lo_open else tiny)
        below = domain.hi is None or value <= number(domain.hi) + (0 if domain.hi_open else tiny)
        return above and below and (not domain.integer or mpmath.isint(value))


def false(text: str, certificate: Any, draw: random.Random, count: int = 200) -> str:
    """Why an accepted verdict on a scalar statement is wrong; "" if no reason is found."""
    statement = parse(text)
    if certificate["verdict"] == "proved":
        found = counterexample(statement, certificate, draw, count)
        return f"proved, but {found}" if found else ""
    if certificate["verdict"] == "refuted":
        return "refuted by no counterexample" if is_counterexample(statement, certificate, draw) is False else ""
    for point in points(statement.variables, seeds_of(certificate), draw, count):
        with contextlib.suppress(Unknown, Undefined):
            if satisfied(statement.given, point):
                return f"vacuous, but {point} satisfies the hypotheses"
    return ""
