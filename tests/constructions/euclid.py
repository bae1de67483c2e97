"""What terms and judgements about points, bumps and Lipschitz constants are worth, to forty digits.

Written from docs/constructions.md, not from the rules.  Vectors are tuples of numbers, points and matrices tuples of
these, maps are functions from tuples to tuples; a ``Profile`` knows its constants.  What is said of all points is
tried at some: a judgement that fails is false, one that holds has withstood the trials.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from random import Random
from typing import Any

from mpmath import mp, mpf

from tests.constructions.exact import Undecided
from tests.constructions.probabilities import TERMS as PROBABILITIES
from verify.kernel.terms import Term

mp.dps = 40
CLOSE = mpf(10) ** -25
FAR = 400  # the largest number of bumps that is tried
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs, "min": min, "max": max, "sqrt": lambda u: mp.sqrt(u) if u >= 0 else mpf(0), "exp": mp.exp,
    "log": lambda u: mp.log(u) if u > 0 else mpf(0),
}  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """A map of the line with its least Lipschitz constant on [0, oo) and that of its derivative; None: not known."""

    at: Callable[[Any], Any]
    steepest: Any = None
    bend: Any = None
    smooth: bool = False

    def __call__(self, w: Any) -> Any:
        return (self.at(w[0]),)


def number(value: object) -> Any:
    return mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else mpf(value)


def points(*rows: Any) -> Any:
    return tuple(tuple(number(Fraction(str(entry))) for entry in row) for row in rows)


def hat(radius: object = 1) -> Profile:
    r = number(radius)
    return Profile(lambda t: max(mpf(0), 1 - abs(t) / r), 1 / r)


def smooth(radius: object = 1) -> Profile:
    """The mollifier; its slopes are at most 2.2/r, and those of its derivative at most 21.1/r^2."""
    r = number(radius)
    f = lambda t: mp.exp(1 - 1 / (1 - (t / r) ** 2)) if abs(t) < r else mpf(0)  # noqa: E731
    return Profile(f, mpf("2.2") / r, mpf("21.1") / r**2, True)


def distance(u: Any, v: Any) -> Any:
    return mp.sqrt(sum((a - b) ** 2 for a, b in zip(u, v, strict=True)))


def origin(u: Any) -> Any:
    return tuple(mpf(0) for _ in u)


def bumps(x: Any, y: Any, g: Any) -> Any:
    return lambda u: (sum((b * g((distance(u, a),))[0] for a, b in zip(x, y, strict=True)), mpf(0)),)


def mcshane(x: Any, y: Any, bound: Any) -> Any:
    return lambda u: (min(b + bound * distance(u, a) for a, b in zip(x, y, strict=True)),)


def kirszbraun(x: Any, y: Any, bound: Any) -> Any:
    """By definition: among all balls that may be active, those with weights >= 0 and the largest common value."""

    def at(u: Any) -> Any:
        squares = [(bound * distance(u, a)) ** 2 for a in x]
        best: tuple[Any, Any] = (-mp.inf, None)
        for chosen in (c for k in range(1, len(y[0]) + 2) for c in itertools.combinations(range(len(y)), k)):
            base, first = y[chosen[0]], squares[chosen[0]]
            edges = [tuple(a - b for a, b in zip(y[i], base, strict=True)) for i in chosen[1:]]
            right = [(dot(e, e) - squares[i] + first) / 2 for e, i in zip(edges, chosen[1:], strict=True)]
            weights: list[Any] = []
            if edges:
                gram = mp.matrix([[dot(e, f) for f in edges] for e in edges])
                if abs(mp.det(gram)) < CLOSE:
                    continue
                weights = list(mp.lu_solve(gram, mp.matrix(right)))
            if min([1 - sum(weights), *weights]) < -CLOSE:
                continue
            w = tuple(b + sum(c * e[k] for c, e in zip(weights, edges, strict=True)) for k, b in enumerate(base))
            best = max(best, (distance(w, base) ** 2 - first, w))
        return best[1]

    return at


def dot(u: Any, v: Any) -> Any:
    return sum(a * b for a, b in zip(u, v, strict=True))


def product(a: Any, w: Any) -> Any:
    return tuple(sum(p * q for p, q in zip(row, w, strict=True)) for row in a)


def ratio(x: Any, y: Any) -> Any:
    pairs = [(i, j) for i, j in itertools.combinations(range(len(x)), 2) if x[i] != x[j]]
    return max((abs(y[i] - y[j]) / distance(x[i], x[j]) for i, j in pairs), default=mpf(0))


def gap(x: Any, y: Any, z: Any, w: Any) -> Any:
    return mp.sqrt(sum(distance(a, b) ** 2 for a, b in zip(x, z, strict=True)) + distance(y, w) ** 2)


def known(value: Any) -> Any:
    if value is None:
        raise Undecided("a constant of a profile")
    return value


TERMS: dict[str, Callable[..., Any]] = {
    "compose": lambda f, h: lambda w: f(h(w)),
    "scaled": lambda g, c: Profile(
        lambda t: g((t / c if c else mpf(0),))[0],
        *((g.steepest / c, g.bend and g.bend / c**2) if c > 0 and getattr(g, "steepest", None) else (None, None)),
    ),
    "bumps": bumps,
    "mcshane": mcshane,
    "kirszbraun": kirszbraun,
    "images": lambda f, x: tuple(map(f, x)),
    "linear": lambda a: lambda w: product(a, w),
    "coordinates": lambda p, d: tuple(tuple(mpf(i == j) for j in range(int(d))) for i in range(int(p))),
    "simplex": lambda n, d, s: tuple(tuple(s / mp.sqrt(2) * (i == j) for j in range(int(d))) for i in range(int(n))),
    "ones": lambda n: (mpf(1),) * int(n),
    "height": lambda g, u: g((u,))[0],
    "steepest": lambda g: known(g.steepest),
    "bend": lambda g: known(g.bend),
    "parameters": lambda x, y: mpf(sum(map(len, x)) + len(y)),
    "ratio": ratio,
    "gap": gap,
    "norm": lambda v: max(map(abs, v)),
}


def value(term: Term, env: Mapping[str, Any]) -> Any:
    """A number or an object; what is not defined is 0."""
    head, parts = term[0], term[1:]
    if head == "num":
        return number(term[1])
    if head == "var":
        return env[term[1]]
    if head == "neg":
        return -value(parts[0], env)
    if head == "pow":
        return value(parts[0], env) ** value(parts[1], env)
    if head in ("add", "mul"):
        return reduce(lambda a, b: a + b if head == "add" else a * b, (value(part, env) for part in parts[0]))
    if head == "inv":
        below = value(parts[0], env)
        return 1 / below if below else mpf(0)
    name, arguments = parts
    if name in ("path", "cutoff"):
        radius = value(arguments[0], env) if name == "cutoff" else mpf("inf")
        bound, body = arguments[-2][1], arguments[-1]
        return Profile(lambda t: value(body, {**env, bound: t}) if abs(t) < radius else mpf(0))
    found = [value(argument, env) for argument in arguments]
    return (PROBABILITIES | FUNCTIONS | TERMS)[name](*found)


# --- judgements


def compare(operator: str, a: Any, b: Any) -> bool:
    """A strict relation holds clearly, one that is not strict holds up to rounding."""
    slack = CLOSE * (1 + abs(a) + abs(b))
    below, above = a <= b + slack, b <= a + slack
    return bool({"<=": below, ">=": above, "<": not above, ">": not below, "==": below and above}.get(
        operator, not (below and above)
    ))  # fmt: skip


def trials(dimension: int, near: Any = (), count: int = 40) -> Iterator[Any]:
    """Points to try: some of all scales, and some near given ones."""
    random = Random(f"{dimension} {len(near)}")
    for k in range(count):
        scale, centre = 10.0 ** random.uniform(-3, 1), near[k % len(near)] if near else (mpf(0),) * dimension
        yield tuple(a + mpf(random.gauss(0, scale)) for a in centre)
    yield from near


def lipschitz(f: Any, bound: Any, dimension: int, near: Any = ()) -> bool:
    places = list(trials(dimension, near))
    pairs = [*itertools.pairwise(places), *itertools.combinations(list(near)[:6], 2)]
    return all(compare("<=", distance(f(u), f(v)), bound * distance(u, v)) for u, v in pairs)


def nonnegative(count: int = 60) -> list[Any]:
    return [abs(t[0]) for t in trials(1, (), count)] + [mpf(k) / 16 for k in range(40)]


def gradual(g: Any, bound: Any) -> bool:
    return all(compare("<=", abs(g((s,))[0] - g((t,))[0]), bound * abs(s - t))
               for s, t in itertools.pairwise(sorted(nonnegative())))  # fmt: skip


def quotients(g: Any, s: Any, m: int) -> list[Any]:
    """Difference quotients of m bumps at (s/sqrt(2)) e_i, labels 1: from 0 to x_1, to the centroid, and far away."""
    h = lambda t: g((t,))[0]  # noqa: E731
    hub, q = m * h(s / mp.sqrt(2)), s / mp.sqrt(2)
    first = h(mpf(0)) + (m - 1) * h(s)
    centre, away = m * h(s * mp.sqrt(mpf(m - 1) / (2 * m))), m * h(s * mp.sqrt(mpf(m + 3) / 2))
    return [abs(hub - first) / q, abs(hub - centre) / (q / mp.sqrt(m)), abs(hub - away) / (q * mp.sqrt(m))]


def spread(g: Any, s: Any, bound: Any) -> bool:
    """By one bump, two, and up to many on a simplex; many in one place if the separation allows it."""
    ends = sorted(nonnegative())
    one = gradual(g, bound)
    two = bumps(((mpf(0),), (max(s, mpf(0)),)), (mpf(1), mpf(-1)), g)
    line = all(compare("<=", abs(two((a,))[0] - two((b,))[0]), bound * abs(a - b)) for a, b in itertools.pairwise(ends))
    if s <= 0:
        return one and line and gradual(Profile(lambda t: FAR * g((t,))[0]), bound)
    return one and line and all(compare("<=", q, bound) for m in (2, 3, 5, 20, FAR) for q in quotients(g, s, m))


def growing(g: Any, s: Any) -> bool:
    """The quotients of many bumps exceed those of few by far."""
    return bool(s <= 0 or max(quotients(g, s, FAR)) > 4 * max(quotients(g, s, 9)) + 1)


def climbs(g: Any, s: Any, m: str, q: Term, env: Mapping[str, Any]) -> bool:
    sizes = (1, 2, 3, 7, 40, FAR)
    return all(compare("<=", value(q, {**env, m: mpf(k)}), max(quotients(g, s, k))) for k in sizes)


def all_below(found: Any, bound: Any) -> bool:
    return all(compare("<=", entry, bound) for entry in found)


def orthonormal(a: Any) -> bool:
    dots = ((i, j, sum(p * q for p, q in zip(a[i], a[j], strict=True))) for i in range(len(a)) for j in range(len(a)))
    return all(compare("==", dot, mpf(i == j)) for i, j, dot in dots)


def supported(g: Any, r: Any) -> bool:
    return all(compare("==", g((r + t,))[0], mpf(0)) for t in nonnegative())


def along(g: Any) -> Callable[[Any], Any]:
    """u -> g(|u|) on a line through 0."""
    return lambda t: g((abs(t),))[0]


def divided(f: Callable[[Any], Any], t: Any, h: Any, order: int) -> Any:
    """The divided difference of an order on t, t + h, ..., times its factorial."""
    return sum((-1) ** (order - i) * mp.binomial(order, i) * f(t + i * h) for i in range(order + 1)) / h**order


STEPS = [mpf(2) ** -j for j in (12, 14, 16, 18)]


def regular(g: Any, c: Any, k: Any) -> bool:
    """Derivatives of order k are Lipschitz if differences of order k + 1 stay bounded as the step shrinks."""
    if c < 0 or k < 0:
        return True
    order, f = int(k) + 1, along(g)
    found = [max(abs(divided(f, c - i * h / 2, h, order)) for i in range(2 * order + 1)) for h in STEPS]
    return bool(max(found) <= 3 * found[0] + 1)


def creased(g: Any, c: Any, k: Any) -> bool:
    """A derivative of some order up to k jumps: differences on the two sides of c stay apart."""
    if k < 0:
        return c < 0
    f, orders = along(g), range(int(k) + 1)
    apart = ([abs(divided(f, c + h, h, j) - divided(f, c - (j + 1) * h, h, j)) for h in STEPS] for j in orders)
    return bool(c < 0 or any(min(gaps) > max(gaps) / 4 > CLOSE for gaps in apart))


def integrates(g: Any, h: Any) -> bool:
    """Differences of g are integrals of h, which is continuous from the right at multiples of 1/16."""
    ends = sorted(t for t in nonnegative() if t < 8)
    slack = mpf(10) ** -6
    areas = all(
        abs(g((b,))[0] - g((a,))[0] - mp.quad(lambda t: h((t,))[0], [a, b])) < mpf(10) ** -3 * (1 + abs(b - a))
        for a, b in itertools.pairwise(ends)
    )
    return areas and all(abs(h((t + slack**2,))[0] - h((t,))[0]) < slack for t in (mpf(k) / 16 for k in range(40)))


JUDGEMENTS: dict[str, Callable[..., bool]] = {
    "integrates": integrates,
    "regular": regular,
    "creased": creased,
    "distinct": lambda x: len(set(x)) == len(x),
    "separated": lambda x, s: all(compare(">=", distance(a, b), s) for a, b in itertools.combinations(x, 2)),
    "inside": lambda x, r: all_below((distance(a, origin(a)) for a in x), r),
    "bounded": lambda y, b: all_below(map(abs, y), b),
    "interpolates": lambda f, x, y: all(compare("==", f(a)[0], b) for a, b in zip(x, y, strict=True)),
    "compatible": lambda x, y, u: all(
        compare("<=", abs(c - d), u * distance(a, b))
        for (a, c), (b, d) in itertools.combinations(list(zip(x, y, strict=True)), 2)
    ),
    "contracts": lambda x, y, u: all(
        compare("<=", distance(c, d), u * distance(a, b))
        for (a, c), (b, d) in itertools.product(list(zip(x, y, strict=True)), repeat=2)
    ),
    "projection": orthonormal,
    "supported": supported,
    "gradual": gradual,
    "capped": lambda g, b: all_below((abs(g((t,))[0]) for t in nonnegative()), b),
    "spread": spread,
    "uniform": lambda g, s: not growing(g, s),
    "steep": growing,
    "projected": lambda g, t: t <= 0 or not growing(g, mpf(1)),
    "unprojected": lambda g, t: t > 0 and growing(g, mpf(1)),
}


def holds(line: Term, env: Mapping[str, Any]) -> bool:
    """Whether a judgement is true of the objects; ``env["dimension"]`` is that of the points where maps are tried."""
    if line[0] == "relation":
        return compare(line[1], value(line[2], env), value(line[3], env))
    name, arguments = line[1], line[2]
    if name == "climbs":
        return climbs(value(arguments[0], env), value(arguments[1], env), arguments[2][1], arguments[3], env)
    found = [value(argument, env) for argument in arguments]
    if name == "endless":
        if not isinstance(found[0], Profile):
            raise Undecided("smoothness")
        return found[0].smooth
    dimension, near = int(env.get("dimension", 1)), env.get("near", ())
    if name == "lipschitz":
        return lipschitz(found[0], found[1], dimension, near)
    if name == "meets":
        f, x, y, bound = found
        return all(all_below((distance(f(u), b) - bound * distance(u, a) for a, b in zip(x, y, strict=True)), 0)
                   for u in trials(len(x[0]), x, 6))  # fmt: skip
    if name == "near":
        return all_below((distance(found[0](u), found[1](u)) for u in trials(dimension, near)), found[2])
    if name not in JUDGEMENTS:
        raise Undecided(name)
    return JUDGEMENTS[name](*found)
