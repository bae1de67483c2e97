"""Finite probability spaces, and whether a judgement of docs/derivations.md holds in one.

Weights, values and points are rational, so probabilities, expectations, independence and Lipschitz constants are exact;
exp, log and roots have 60 digits, and numbers closer than 10**-45 count as equal.  Nothing here is shared with the
rules: a term is evaluated as the page says, outcome by outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import Any

import mpmath

from verify.kernel.terms import FUNCTIONS, Term, variables

F = Fraction
DIGITS = 60
NEAR = mpmath.mpf(10) ** -45
LADDER = [F(k, 4) * sign for k in (0, 1, 2, 4, 7, 12, 40) for sign in (1, -1)]
BINDERS = ("some", "every", "sup")
NUMBERS = ("P", "mean", "lip", "lip_inf")
INFINITE = mpmath.mpf("inf")
Number = Any  # Fraction, or mpf where a function or a root came in
Env = Mapping[str, Any]


class Undefined(Exception):
    """A term without a value."""


def real(value: Number) -> mpmath.mpf:
    return mpmath.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def compare(a: Number, b: Number) -> int:
    """-1, 0, 1; what differs by rounding is equal."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return (a > b) - (a < b)
    with mpmath.workdps(max(DIGITS, mpmath.mp.dps)):
        a, b = real(a), real(b)
        if mpmath.isinf(a) or mpmath.isinf(b) or abs(a - b) > NEAR * (1 + abs(a) + abs(b)):
            return int(a > b) - int(a < b)
        return 0


def related(relation: str, a: Number, b: Number) -> bool:
    sign = compare(a, b)
    return {"<=": sign <= 0, "<": sign < 0, ">=": sign >= 0, ">": sign > 0, "==": sign == 0, "!=": sign != 0}[relation]


def applied(name: str, parts: list[Number]) -> Number:
    if name in ("abs", "min", "max"):
        if name == "abs":
            return abs(parts[0])
        return parts[0] if (compare(*parts) <= 0) == (name == "min") else parts[1]
    if name == "exp" and parts[0] == 0:
        return F(1)
    if name in ("sqrt", "log") and compare(parts[0], F(0)) < (1 if name == "log" else 0):
        raise Undefined(name)
    return getattr(mpmath, name)(real(parts[0]))


def power(base: Number, exponent: Number) -> Number:
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        if exponent < 0 and compare(base, F(0)) == 0:
            raise Undefined("a power of 0")
        return base ** int(exponent)
    if compare(base, F(0)) < 0:
        raise Undefined("a root of a negative number")
    return real(base) ** real(exponent)


def combined(head: str, parts: Iterable[Number]) -> Number:
    parts = list(parts)
    if not all(isinstance(part, Fraction) for part in parts):
        parts = [real(part) for part in parts]
        return mpmath.fsum(parts) if head == "add" else mpmath.fprod(parts)
    total = F(head == "mul")
    for part in parts:
        total = total + part if head == "add" else total * part
    return total


def gap(a: Number, b: Number) -> Number:
    return abs(combined("add", (a, -b)))


def times(weight: Fraction, value: Number) -> Number:
    return combined("mul", (weight, value))


def free_classes(term: Term, classes: Iterable[str]) -> frozenset[str]:
    """The classes that stand free: a judgement holds for each of their members."""
    if term[:1] == ("var",):
        return frozenset({term[1]} & set(classes))
    if term[:1] == ("call",) and term[1] in ("finite", "parametrised"):
        return frozenset()
    bound = {term[2][0][1]} if term[:1] == ("call",) and term[1] in BINDERS else set()
    return frozenset().union(*(free_classes(p, classes) for p in term if isinstance(p, tuple))) - bound


@dataclass(frozen=True)
class Model:
    """Outcomes with weights; rows[name][outcome][i] are families and labels, tables are functions on finite sets."""

    weights: tuple[Fraction, ...]
    rows: dict[str, tuple[tuple[Any, ...], ...]]
    functions: dict[str, tuple[str, dict[Any, Fraction]]] = field(default_factory=dict)
    classes: dict[str, tuple[str, tuple[dict[Any, Fraction], ...]]] = field(default_factory=dict)
    parameters: dict[str, tuple[tuple[Fraction, ...], ...]] = field(default_factory=dict)
    scalars: dict[str, Fraction] = field(default_factory=dict)
    base: Model | None = None  # the space of which this one is a conditional one
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def size(self) -> int:
        return len(next(iter(self.rows.values()))[0])

    @property
    def outcomes(self) -> list[int]:
        return [w for w, weight in enumerate(self.weights) if weight]

    # --- terms

    def value(self, term: Term, w: int, i: int, env: Env) -> Number:
        """A term at an outcome, in row i."""
        head = term[0]
        if head == "num":
            return F(term[1])
        if head == "const":
            return mpmath.pi() if term[1] == "pi" else mpmath.e()
        if head == "var":
            return self.named(term[1], w, i, env)
        if head == "call":
            return self.call(term, w, i, env)
        if head == "neg":
            return -self.value(term[1], w, i, env)
        if head == "inv":
            below = self.value(term[1], w, i, env)
            if compare(below, F(0)) == 0:
                raise Undefined("a quotient by 0")
            return 1 / below
        if head == "pow":
            return power(self.value(term[1], w, i, env), self.value(term[2], w, i, env))
        return combined(head, (self.value(part, w, i, env) for part in term[1]))

    def named(self, name: str, w: int, i: int, env: Env) -> Any:
        if name in self.functions or name in self.classes:
            of, table = self.functions[name] if name in self.functions else self.classes[name]
            return (table if name in self.functions else table[env[name]])[self.named(of, w, i, env)]
        if name in self.rows:
            return env[f"@{name}"] if f"@{name}" in env else self.rows[name][w][i]
        return env[name] if name in env else self.scalars[name]

    def call(self, term: Term, w: int, i: int, env: Env) -> Number:
        name, parts = term[1], term[2]
        if name in FUNCTIONS:
            return applied(name, [self.value(part, w, i, env) for part in parts])
        if name in ("average", "sum"):
            total = combined("add", (self.value(parts[0], w, j, env) for j in range(self.size)))
            return total / self.size if name == "average" else total
        if name == "parts":
            found: dict[Any, list[Number]] = {}
            for j in range(self.size):
                found.setdefault(self.rows[parts[1][1]][w][j], []).append(self.value(parts[0], w, j, env))
            return combined("add", (abs(combined("add", values)) for values in found.values()))
        if name == "expect":
            whole, label = self.base or self, self.rows[parts[1][1]]
            same = [v for v in whole.outcomes if label[v][i] == label[w][i]]
            mass = sum((whole.weights[v] for v in same), F(0))
            return combined("add", (times(whole.weights[v] / mass, self.value(parts[0], v, i, env)) for v in same))
        if name == "sup":
            values = [self.value(parts[1], w, i, {**env, parts[0][1]: j}) for j in self.members(parts[0][1])]
            best = values[0]
            for value in values[1:]:
                best = value if compare(value, best) > 0 else best
            return best
        if name == "net":
            (of,) = variables(parts[0]) & set(self.classes)
            return self.value(parts[0], w, i, {**env, of: self.nearest(parts[0], of, self.scalar(parts[1], env), env)})
        assert name == "part", name
        (of,) = variables(parts[0]) & set(self.classes)
        bound = self.scalar(parts[1], env)
        for member in (env[of], *self.members(of)):
            inside = {**env, of: member}
            if related("<=", self.lip(parts[0], inside), bound):
                return self.value(parts[0], w, i, inside)
        values = self.image(parts[0], env)
        return min(values, key=real)

    def members(self, name: str) -> range:
        return range(len(self.classes[name][1]))

    def scalar(self, term: Term, env: Env) -> Number:
        return self.value(term, 0, 0, env)

    def image(self, term: Term, env: Env) -> tuple[Number, ...]:
        """A function on the support: its values in all rows of all outcomes."""
        clean = {name: value for name, value in env.items() if not name.startswith("@")}
        whole, key = self.base or self, (term, *sorted(clean.items()))
        if key not in whole.memo:
            rows = product(whole.outcomes, range(self.size))
            whole.memo[key] = tuple(whole.value(term, w, i, clean) for w, i in rows)
        return tuple(whole.memo[key])

    def nearest(self, term: Term, of: str, h: Number, env: Env) -> int:
        """The member of a smallest h-net that is nearest to a member."""
        others = sorted((name, value) for name, value in env.items() if name != of and not name.startswith("@"))
        key = ("net", term, h, *others)
        if key not in (self.base or self).memo:
            (self.base or self).memo[key] = self.net(term, of, h, env)
        return int((self.base or self).memo[key][env[of]])

    def net(self, term: Term, of: str, h: Number, env: Env) -> list[int]:
        """For each member, the nearest one of a smallest h-net."""
        images = [self.image(term, {**env, of: j}) for j in self.members(of)]

        def apart(a: int, b: int) -> Number:
            return max((gap(u, v) for u, v in zip(images[a], images[b], strict=True)), key=real)

        for count in range(1, len(images) + 1):
            for net in combinations(range(len(images)), count):
                near = [min(net, key=lambda b, a=a: (real(apart(a, b)), b)) for a in range(len(images))]
                if all(related("<=", apart(a, b), h) for a, b in enumerate(near)):
                    return near
        raise Undefined("no net")

    # --- functions of a point

    def roots(self, term: Term) -> set[str]:
        names = variables(term)
        of = {name: pair[0] for name, pair in (*self.functions.items(), *self.classes.items())}
        return {of.get(name, name) for name in names if name in of or name in self.rows}

    def lip(self, term: Term, env: Env, norm: int = 2, everywhere: bool = True) -> Number:
        """The Lipschitz constant of a function of one family, on the support and where its tables are defined."""
        roots = self.roots(term)
        if not roots:
            return F(0)
        root = min(roots)
        whole = self.base or self
        support = {whole.rows[root][w][i] for w in whole.outcomes for i in range(self.size)}
        if len(roots) > 1 or any(isinstance(point, str) for point in support) or _mixes(term):
            return INFINITE
        tables = [self.functions[n][1] for n in variables(term) if n in self.functions]
        tables += [table for n in variables(term) if n in self.classes for table in self.classes[n][1]]
        if everywhere and tables:
            support |= set.intersection(*(set(table) for table in tables))
        points = sorted(support)
        values = {point: self.value(term, 0, 0, {**env, f"@{root}": point}) for point in points}
        best: Number = F(0)
        for a, b in combinations(points, 2):
            ratio = gap(values[a], values[b]) * (1 / distance(a, b, norm))
            best = ratio if compare(ratio, best) > 0 else best
        return best

    # --- events and numbers

    def event(self, event: Term, w: int, i: int, env: Env) -> bool:
        if event[0] == "relation":
            if event[2][0] == "call" and event[2][1] in NUMBERS:
                return related(event[1], self.number(event[2], i, env), self.side(event[3], i, env))
            return related(event[1], self.value(event[2], w, i, env), self.value(event[3], w, i, env))
        first, second = event[2]
        if event[1] in ("both", "either"):
            found = (self.event(part, w, i, env) for part in event[2])
            return all(found) if event[1] == "both" else any(found)
        inside = (self.event(second, w, i, {**env, first[1]: j}) for j in self.members(first[1]))
        return any(inside) if event[1] == "some" else all(inside)

    def side(self, term: Term, i: int, env: Env) -> Number:
        return self.number(term, i, env) if term[0] == "call" and term[1] in NUMBERS else self.scalar(term, env)

    def number(self, term: Term, i: int, env: Env) -> Number:
        """P(A), mean(T), lip(T), lip_inf(T), for row i."""
        name, (inner,) = term[1], term[2]
        if name == "P":
            return sum((self.weights[w] for w in self.outcomes if self.event(inner, w, i, env)), F(0))
        if name == "mean":
            return combined("add", (times(self.weights[w], self.value(inner, w, i, env)) for w in self.outcomes))
        return self.lip(inner, env, 2 if name == "lip" else 0)

    def law(self, term: Term, i: int, env: Env) -> list[tuple[Fraction, Number]]:
        return [(self.weights[w], self.value(term, w, i, env)) for w in self.outcomes]

    # --- judgements

    def true(self, line: Term, env: Env | None = None) -> bool:
        """Whether a judgement holds, for each member of the classes that stand free in it."""
        with mpmath.workdps(max(DIGITS, mpmath.mp.dps)):
            free = sorted(free_classes(line, self.classes) - set(env or {}))
            return all(
                self.holds(line, {**(env or {}), **dict(zip(free, chosen, strict=True))})
                for chosen in product(*map(self.members, free))
            )

    def holds(self, line: Term, env: Env) -> bool:
        if line[0] == "relation":
            number = line[2][0] == "call" and line[2][1] in NUMBERS
            outcomes = [self.outcomes[0]] if number else self.outcomes
            return all(self.event(line, w, i, env) for w in outcomes for i in range(self.size))
        return HEADS[line[1]](self, env, *line[2])

    def conditional(self, label: str) -> Iterator[Model]:
        seen: dict[Any, list[int]] = {}
        for w in self.outcomes:
            seen.setdefault(self.rows[label][w], []).append(w)
        for same in seen.values():
            mass = sum((self.weights[w] for w in same), F(0))
            weights = tuple(v / mass if w in same else F(0) for w, v in enumerate(self.weights))
            yield replace(self, weights=weights, base=self.base or self)

    def given(self, env: Env, label: Term, inner: Term) -> bool:
        return all(model.true(inner, env) for model in self.conditional(label[1]))

    def when(self, env: Env, relation: Term, inner: Term) -> bool:
        return not related(relation[1], *(self.scalar(side, env) for side in relation[2:])) or self.true(inner, env)

    def family(self, env: Env, name: Term, n: Term) -> bool:
        return name[1] in self.rows and compare(self.scalar(n, env), F(self.size)) == 0

    def labelled(self, env: Env, name: Term, k: Term) -> bool:
        values = {value for w in self.outcomes for value in self.rows[name[1]][w]}
        return compare(F(len(values)), self.scalar(k, env)) <= 0

    def range(self, env: Env, term: Term, low: Term, high: Term) -> bool:
        a, b = self.scalar(low, env), self.scalar(high, env)
        values = (self.value(term, w, i, env) for w in self.outcomes for i in range(self.size))
        return all(compare(a, value) <= 0 and compare(value, b) <= 0 for value in values)

    def laws(self, env: Env, terms: tuple[Term, ...]) -> list[dict[Any, Fraction]]:
        """The law of each row (A_i, B_i, ...)."""
        found: list[dict[Any, Fraction]] = [{} for _ in range(self.size)]
        for w in self.outcomes:
            for i, law in enumerate(found):
                row = tuple(self.value(term, w, i, env) for term in terms)
                law[row] = law.get(row, F(0)) + self.weights[w]
        return found

    def independent(self, env: Env, *terms: Term) -> bool:
        laws, joint = self.laws(env, terms), dict[Any, Fraction]()
        for w in self.outcomes:
            rows = tuple(tuple(self.value(term, w, i, env) for term in terms) for i in range(self.size))
            joint[rows] = joint.get(rows, F(0)) + self.weights[w]
        for rows in product(*laws):
            expected = F(1)
            for row, law in zip(rows, laws, strict=True):
                expected *= law[row]
            if joint.get(rows, F(0)) != expected:
                return False
        return True

    def sample(self, env: Env, *names: Term) -> bool:
        laws = self.laws(env, names)
        return all(law == laws[0] for law in laws) and self.independent(env, *names)

    def centred(self, env: Env, term: Term, *names: Term) -> bool:
        for i in range(self.size):
            found: dict[Any, list[Number]] = {}
            for w in self.outcomes:
                key = tuple(self.value(name, w, i, env) for name in names)
                found.setdefault(key, []).append(times(self.weights[w], self.value(term, w, i, env)))
            if any(compare(combined("add", values), F(0)) for values in found.values()):
                return False
        return True

    def mgf(self, env: Env, term: Term, bound: Term, e: Term) -> bool:
        for i in range(self.size):
            law = self.law(term, i, env)
            for s in LADDER:
                moment = combined("add", (times(weight, applied("exp", [times(s, value)])) for weight, value in law))
                if compare(moment, self.scalar(e, {**env, bound[1]: s})) > 0:
                    return False
        return True

    def tail(self, env: Env, term: Term, bound: Term, e: Term) -> bool:
        for i in range(self.size):
            law = [(weight, abs(value)) for weight, value in self.law(term, i, env)]
            atoms = sorted({value for _, value in law} | {F(0)}, key=real)
            between = [(a + b) / 2 for a, b in pairwise(atoms)]
            for t in (*atoms, *between, atoms[-1] + 1, atoms[-1] + 40):
                beyond = sum((weight for weight, value in law if compare(value, t) >= 0), F(0))
                if compare(beyond, self.scalar(e, {**env, bound[1]: t})) > 0:
                    return False
        return True

    def lipschitz(self, env: Env, term: Term, u: Term) -> bool:
        return related("<=", self.lip(term, env, everywhere=False), self.scalar(u, env))

    def finite(self, env: Env, term: Term, bound: Term) -> bool:
        (of,) = variables(term) & set(self.classes)
        return related(
            "<=", F(len({self.image(term, {**env, of: j}) for j in self.members(of)})), self.scalar(bound, env)
        )

    def parametrised(self, env: Env, term: Term, p: Term, diameter: Term, speed: Term) -> bool:
        """One parameter for each function of the class, among those of the members that give it."""
        (of,) = variables(term) & set(self.classes)
        places: dict[Any, list[tuple[Fraction, ...]]] = {}
        for j in self.members(of):
            places.setdefault(self.image(term, {**env, of: j}), []).append(self.parameters[of][j])
        width, rate = self.scalar(diameter, env), self.scalar(speed, env)
        if any(len(place) != self.scalar(p, env) for options in places.values() for place in options):
            return False
        for chosen in product(*places.values()):
            pairs = combinations(zip(places, chosen, strict=True), 2)
            if all(
                related("<=", (apart := distance(a, b, 2)), width)
                and related("<=", max((gap(u, v) for u, v in zip(f, g, strict=True)), key=real), rate * apart)
                for (f, a), (g, b) in pairs
            ):
                return True
        return False

    def isoperimetric(self, env: Env, name: Term, label: Term, c: Term, d: Term) -> bool:
        """Exact if x_i has at most two values given a label; else by a bound on the diameter, which is sufficient."""
        rate = real(self.scalar(d, env) / (2 * self.scalar(c, env)))
        laws: dict[Any, Any] = {}
        for model in self.conditional(label[1]):
            for i, law in enumerate(model.laws(env, (name,))):
                value = model.rows[label[1]][model.outcomes[0]][i]
                if laws.setdefault(value, law) != law:
                    return False
        for law in laws.values():
            points = [point for (point,) in law]
            width = max((distance(a, b, 2) for a, b in combinations(points, 2)), default=F(0), key=real)
            if len(points) == 2:
                (first,), (second,) = law
                gaps = [(width * law[(second,)], law[(first,)]), (width * law[(first,)], law[(second,)])]
                for t, _ in gaps:
                    beyond = sum((weight for gap, weight in gaps if compare(gap, t) >= 0), F(0))
                    if compare(beyond, 2 * mpmath.exp(-rate * real(t) ** 2)) > 0:
                        return False
            elif len(points) > 2 and compare(F(1), 2 * mpmath.exp(-rate * real(width) ** 2)) > 0:
                return False
        return True


def _mixes(term: Term) -> bool:
    """Whether a term is more than a function of the row it stands in."""
    own = term[:1] == ("call",) and term[1] not in {*FUNCTIONS, "net", "part"}
    return own or any(_mixes(part) for part in term if isinstance(part, tuple))


def distance(a: Any, b: Any, norm: int) -> Number:
    """Euclidean, or maximum (0), distance of points."""
    if not isinstance(a, tuple):
        return abs(a - b)
    gaps = [abs(x - y) for x, y in zip(a, b, strict=True)]
    if norm == 0:
        return max(gaps)
    square = sum((gap**2 for gap in gaps), F(0))
    return max(gaps) if len([gap for gap in gaps if gap]) <= 1 else mpmath.sqrt(real(square))


def _declared(model: Model, env: Env, name: Term, of: Term) -> bool:
    return (model.functions.get(name[1]) or model.classes.get(name[1]) or ("",))[0] == of[1]


HEADS: dict[str, Callable[..., bool]] = {
    "given": Model.given, "when": Model.when, "family": Model.family, "labels": Model.labelled, "range": Model.range,
    "independent": Model.independent, "sample": Model.sample, "centred": Model.centred, "mgf": Model.mgf,
    "tail": Model.tail, "lipschitz": Model.lipschitz, "finite": Model.finite, "parametrised": Model.parametrised,
    "isoperimetric": Model.isoperimetric,
    "function": _declared,
    "functions": _declared,
}  # fmt: skip


def independent_rows(name: str, *laws: Mapping[Any, Fraction], **scalars: Fraction) -> Model:
    """One family whose members are independent, with these laws."""
    values = list(product(*laws))
    weights = []
    for row in values:
        weight = F(1)
        for value, law in zip(row, laws, strict=True):
            weight *= law[value]
        weights.append(weight)
    return Model(tuple(weights), {name: tuple(values)}, scalars=scalars)
