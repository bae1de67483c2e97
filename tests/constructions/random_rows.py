"""What goes wrong without a demand of the rules about bumps at random points, and what is known of their terms.

A row: the demand, the variables, what is declared and what the premises say, the parameters, and the profile g for which
the premises hold for all values of the variables while the conclusion does not.  Probabilities are only known where they
are 0 or positive, which decides the rows: all labels 1 at n points that nearly coincide add up n slopes.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from mpmath import mp, mpf

from tests.constructions.euclid import FUNCTIONS, Profile, hat, number, smooth
from tests.constructions.steps import COUNT, Drop
from verify.kernel.terms import Term

TERMS, JUDGEMENTS = ("contact", "rough"), ("jams", "tame", "wild")
DIMENSION = "integer [2, oo)"


@dataclass(frozen=True)
class Row:
    rule: str
    drop: Drop
    g: Profile
    premises: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    vars: Mapping[str, str] = field(default_factory=dict)


P, Q = "premise", "obligation"
ZERO = Profile(lambda t: mpf(0), mpf(0), mpf(0), True)
LATE = Profile(lambda t: mp.exp(-1 / (t - 1)) if t > 1 else mpf(0), mpf("0.6"), None, True)  # 0 up to 1, then it rises
MILD = Profile(lambda t: (1 - t**2) ** (2 - t) if t < 1 else mpf(0), mpf(3))
CUBE = Profile(lambda t: (1 - t**2) ** 3 if t < 1 else mpf(0), mpf("1.8"))
SQUARE = Profile(lambda t: (1 - t**2) ** 2 if t < 1 else mpf(0), mpf("1.6"))
HAT, CUT = hat(1), "cutoff(1, t, 1 - t)"
SIZES = {"n": COUNT, "d": DIMENSION}
SMOOTH = ("supported(g, 1)", "endless(g)")


def at(k: str, s: str, n: str) -> str:
    """The constant of ``sparse``."""
    return f"4*contact(g, 2) + {n}*contact(g, {k})*(2 - ({s})**2)**({k})"


def sparse(k: str, s: str, n: str, C: str = "") -> dict[str, str]:
    return {"k": k, "C": C or at(k, s, n)}


def crowd(**more: str) -> dict[str, str]:
    return {"t": "t", "X": "1 - t", "k": "1/2", "p": "1", "c": "0", "n": "i", "d": "j"} | more


ZEROS = {"n": "i", "d": "j", "a": "1", "e": "1", "b": "0", "m": "1"}
TAME = {"n": "n", "d": "d", "m": "1", "a": "2", "C": "0"}
ROWS = [
    Row("sparse", (P, 0), LATE, ("endless(g)", "crowded(1, 2, 0) <= 0"), {"g": "g", **sparse("1", "0", "1")}),
    Row("sparse", (P, 1), HAT, ("supported(g, 1)", "crowded(1, 2, 0) <= 0"), sparse("1/2", "0", "1")),
    Row("sparse", (P, 2), smooth(1), SMOOTH, {"n": "1", "d": "2", "s": "1", "p": "0 - 1", **sparse("1", "1", "1")}),
    Row("sparse", (Q, 0), smooth(1), (*SMOOTH, "crowded(10**9, 2, 0 - 7/5) <= 0"), sparse("10", "0 - 7/5", "10**9")),
    Row("sparse", (Q, 1), smooth(1), (*SMOOTH, "crowded(1, 2, 10) <= 0"), sparse("1", "10", "1")),
    Row("sparse", (Q, 2), smooth(1), (*SMOOTH, "crowded(10**6, 2, 0) <= 0"), sparse("0 - 3", "0", "10**6")),
    Row("sparse", (Q, 3), smooth(1), (*SMOOTH, "crowded(1, 2, 0) <= 0"), sparse("1", "0", "1", "0")),
    Row("crowd", (Q, 0), CUBE, (), crowd(X="(1 - t**2)**3", k="1", p="3", c="0 - 10")),
    Row("crowd", (Q, 1), SQUARE, (), crowd(X="(1 - t**2)**2", k="1", p="2", c="10")),
    Row("crowd", (Q, 2), HAT, (), crowd(k="t/2", n="t")),
    Row("crowd", (Q, 3), MILD, (), crowd(X="(1 - t**2)**(2 - t)", k="1", p="2 - t", c="1/2", n="t")),
    Row("crowd", (Q, 4), ZERO, (), crowd(X="0", k="1")),
    Row("jam", (P, 0), ZERO, (), {"g": "g", "n": "i", "d": "j", "q": "1", "a": "1", "b": "2", "C": "0"}),
    Row("jam", (Q, 0), HAT, ("jams(g, i, j, 0)",), {"a": "1/2", "b": "2", "C": "0 - 1"}),
    Row("jam", (Q, 1), HAT, ("jams(g, i, j, 0)",), {"a": "1", "b": "1", "C": "0 - 1"}),
    Row("jam", (Q, 2), ZERO, ("jams(g, i, j, 0)",), {"a": "1", "b": "2", "C": "0"}),
    Row("wild", (P, 0), ZERO, (), {"g": "g", "q": "j", **ZEROS}),
    Row("wild", (Q, 0), ZERO, ("jams(g, i, j, 0)",), ZEROS | {"a": "0"}),
    Row("wild", (Q, 1), ZERO, ("jams(g, i, j, 0)",), ZEROS | {"e": "0", "b": "1"}),
    Row("wild", (Q, 2), ZERO, ("jams(g, i, j, 0)",), ZEROS | {"b": "j"}),
    Row("wild", (Q, 3), ZERO, ("jams(g, i, j, j**2*max(0, 1 - i))",), ZEROS | {"b": "1", "m": "0 - 1"}),
    Row("wild", (Q, 4), ZERO, ("jams(g, i, j, 0)",), ZEROS),
    Row("tame", (P, 0), HAT, (), {"g": CUT, "B": "0", "p": "0", **TAME}, SIZES),
    Row("tame", (Q, 0), HAT, (f"rough({CUT}, n, d, n) <= 0",), TAME | {"C": "n"}, SIZES),
    Row("tame", (Q, 1), HAT, (f"rough({CUT}, n, d, 0) <= 1",), TAME | {"a": "d"}, SIZES),
    Row("tame", (Q, 2), HAT, (f"rough({CUT}, n, d, n) <= 0",), TAME, SIZES),
    Row("tame", (Q, 3), HAT, (f"rough({CUT}, n, d, 0) <= 1",), TAME, SIZES),
]  # fmt: skip


class Open(Exception):
    """What is not known here."""


def contact(g: Profile, k: Any) -> Any:
    """From slopes at many places, all of them in the support; 0 where quotients grow without end."""
    places = [mpf(j) / 400 for j in range(1, 400)]
    found = [abs(mp.diff(lambda t: g.at(t), t)) / (1 - t) ** k for t in places]
    return mpf(0) if not g.smooth and k > 0 else max(found)


def value(term: Term, env: Mapping[str, Any], g: Profile) -> Any:
    """A number over names and ``contact``."""
    head, parts = term[0], term[1:]
    if head == "num":
        return number(parts[0])
    if head == "const":
        return mp.pi
    if head == "var":
        return env[parts[0]]
    if head == "neg":
        return -value(parts[0], env, g)
    if head == "inv":
        return 1 / value(parts[0], env, g)
    if head == "pow":
        return value(parts[0], env, g) ** value(parts[1], env, g)
    if head in ("add", "mul"):
        found = [value(part, env, g) for part in parts[0]]
        return mp.fsum(found) if head == "add" else mp.fprod(found)
    if parts[0] == "contact":
        return contact(g, value(parts[1][1], env, g))
    return FUNCTIONS[parts[0]](*(value(part, env, g) for part in parts[1]))


def rough(g: Profile, n: Any, d: Any, bound: Any) -> tuple[Any, Any]:
    """Between which numbers the probability is; all slopes add up with a positive one."""
    if not mp.isint(n) or not mp.isint(d) or n < 1 or d < 2 or bound >= n * g.steepest:
        return mpf(0), mpf(0)
    one = bound < 0 or bound < lowest(g)
    return (mpf(1), mpf(1)) if one else (mpf(10) ** -99 if bound < n * lowest(g) else mpf(0), mpf(1))


def lowest(g: Profile) -> Any:
    """A lower bound for the steepest slope, and so for the constant of any sample."""
    places = [mpf(j) / 100 for j in range(200)]
    return max(100 * abs(g.at(a) - g.at(b)) for a, b in pairwise(places)) * mpf("0.999")


def jams(g: Profile, n: str, d: str, q: Term) -> bool | None:
    """False where q exceeds n slopes; True where it is at most 0; else not known."""
    found = [(i, value(q, {n: mpf(i), d: mpf(j)}, g)) for i in (1, 2, 100, 1000) for j in (2, 3, 50)]
    if any(q > i * g.steepest for i, q in found):
        return False
    return True if all(q <= 0 for _, q in found) else None


def holds(line: Term, g: Profile, env: Mapping[str, Any]) -> bool:
    """Whether a premise or a conclusion is true of the profile g, where that is known."""
    if line[0] == "relation":
        return relation(line, g, env)
    name, arguments = line[1], line[2]
    known: dict[str, Callable[[], bool | None]] = {
        "supported": lambda: all(g.at(1 + mpf(j) / 50) == 0 for j in range(200)),
        "endless": lambda: g.smooth,
        "jams": lambda: jams(g, arguments[1][1], arguments[2][1], arguments[3]),
        "tame": lambda: {ZERO: True, HAT: False}.get(g),  # for m >= 1
        "wild": lambda: {ZERO: False, HAT: True}.get(g),
    }
    found = known[name]()
    if found is None:
        raise Open(name)
    return found


def relation(line: Term, g: Profile, env: Mapping[str, Any]) -> bool:
    operator, left, right = line[1:]
    side, name = value(right, env, g), left[1]
    numbers = [value(part, env, g) for part in left[2][name == "rough" :]]
    if name == "crowded":  # no two points, or no distance
        if not (numbers[0] == 1 or numbers[2] <= 0):
            raise Open(name)
        return bool(side >= 0)
    low, high = rough(g, *numbers)
    if operator == "<=" and (high <= side or low > side):
        return bool(high <= side)
    if operator == "==" and (low == high or side > high):
        return bool(low == side)
    raise Open(name)
