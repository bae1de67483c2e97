"""No premise and no obligation of a rule can be dropped: without it a false statement is proved.

A row is a statement with explicit objects for which it is false.  With the rule as it is the tool cannot prove it; with
the one demand dropped it can, and the kernel accepts.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pytest

from tests.constructions.bump_rows import NEEDLESS
from tests.constructions.bump_rows import ROWS as BUMPS
from tests.constructions.cells import ROWS as CELLS
from tests.constructions.exact import Map, fold, holds, linear, matrix, newton, normal, value, vector
from tests.constructions.random_rows import ROWS as RANDOM
from tests.constructions.sphere import SPHERE
from tests.constructions.steps import COUNT, Drop, demands, without
from verify.calculus.constructions.rules import SCHEMAS
from verify.decide import decide_claim
from verify.objects.judgements import judgement, parse
from verify.statement import Claim, construction
from verify.steps import step

F = Fraction


@dataclass(frozen=True)
class Row:
    """false: why the conclusion fails, checked; objects: for exact arithmetic, which then decides."""

    rule: str
    drop: Drop
    declare: tuple[str, ...]
    assume: tuple[str, ...]
    conclude: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    false: Callable[[], bool] = lambda: True
    objects: Mapping[str, Any] = field(default_factory=dict)
    because: str = ""
    vars: Mapping[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    inner: bool = False  # the conclusion is no claim, since its terms are not defined for all values of bound names

    def claim(self) -> Claim:
        return construction(
            "FALSE",
            vars=self.vars,
            given=self.given,
            declare=self.declare,
            assume=self.assume,
            conclude=self.conclude,
            steps=[step("s", self.rule, *self.assume, **self.parameters)],
        )


P, Q = "premise", "obligation"
LINE = ("map(f, 1, 1)",)  # the identity w -> w: its image is R, that of [-R, R] has measure 2 R = K
ROOT_AT_0 = "sqrt(abs(w)) has the slopes 1/sqrt(w) at 0"
PEANO = "pair(path(t, X), path(t, Y)) is a curve onto a square"
# x**2/(1 + x**2)**k: the sum over k is 1 + x**2 for x != 0, and 0 for x = 0.
JUMP = "t**2/(1 + t**2)**k"
WILD = f"series(k, {JUMP})"
STAY = "pair(path(t, 0), path(t, 0))"  # a constant curve
INDEX = {"j": COUNT}
GROW = {"j": "j", "n": "n", "d": "d", "N": "j", "D": "j", "t": "0"}
DIGITS = {"s": "1/3", "u": "u", "e": "min(1, max(0, 3*u - 1))", "k": "k", "t": "t"}


def jumps() -> bool:
    """Partial sums at 1/j stay near 1 while the value at 0 is 0."""
    term = judgement(JUMP)
    at_zero = sum(value(term, {"t": F(0), "k": F(k)}) for k in range(50))
    near = F(1, 3)
    ratio = 1 / (1 + near**2)
    geometric = near**2 / (1 - ratio)  # the sum of the series at 1/3
    return at_zero == 0 and geometric == 1 + near**2 and value(term, {"t": near, "k": F(2)}) == near**2 * ratio**2


def oscillates() -> bool:
    """fold(1/t) is 1 at t = 1/(2 j + 1), and 0, by convention, at t = 0."""
    return {fold(F(2 * j + 1)) for j in range(20)} == {F(1)}


def curve(**changes: str) -> str:
    """The conclusion of ``digits`` for another function e."""
    e = (DIGITS | changes)["e"]
    terms = (e.replace("u", f"fold(3**({place})*t)") for place in ("2*k", "2*k + 1"))
    return f"covers(pair({', '.join(f'path(t, series(k, 2**(-k - 1)*({term})))' for term in terms)}), 0, 1)"


ROWS = [
    Row("follows", (Q, 0), ("matrix(A, 1, 1)",), (), "det(A) == 1", {"R": "det(A) == 1"}, objects={"A": matrix([2])}),
    Row("persists", (Q, 0), (), (), "persists(n, d, 2 - n, 0)", GROW | {"X": "2 - n"}, because="for n >= 2 it is not positive; j <= 1", vars=INDEX, given=("j <= 1",)),
    Row("persists", (Q, 0), (), (), "persists(n, d, j - n + 1, 0)", GROW | {"X": "j - n + 1"}, because="for n > j it is not positive", vars=INDEX),
    Row("persists", (Q, 0), (), (), "persists(n, d, -n, -j - 1)", GROW | {"X": "-n", "t": "-j - 1"}, because="-n is at most -j - 1 for n > j", vars=INDEX),
    Row("persists", (Q, 1), (), (), "persists(n, d, 2 - n, 0)", GROW | {"X": "2 - n", "N": "1"}, because="n does not grow", vars=INDEX),
    Row("persists", (Q, 2), (), (), "persists(n, d, 2 - d, 0)", GROW | {"X": "2 - d", "D": "1"}, because="d does not grow", vars=INDEX),
    Row("persists", (Q, 3), (), (), "persists(n, d, 0, 0)", GROW | {"X": "0"}, because="0 is not larger than 0", vars=INDEX),
    Row("change-of-basis", (P, 0), ("map(f, 1, 2)", "points(x, 2, 1)"), ("monic(newton(x))",), "det(values(f, x)) == det(values(newton(x), x))", {"f": "f", "x": "x"}, objects={"f": Map(1, lambda t: (F(1), 2 * t[0])), "x": matrix([0], [1])}),
    Row("change-of-basis", (P, 1), ("map(f, 1, 2)", "points(x, 2, 1)"), ("monic(newton(x))",), "det(values(newton(x), x)) == det(values(f, x))", {"g": "f", "x": "x"}, objects={"f": Map(1, lambda t: (F(1), 2 * t[0])), "x": matrix([0], [1])}),
    Row("triangular", (P, 0), ("matrix(A, 2, 2)",), (), "det(A) == diagonal(A)", {"A": "A"}, objects={"A": matrix([0, 1], [1, 0])}),
    Row("distinct", (P, 0), ("points(x, 2, 1)",), (), "differences(x) != 0", {"x": "x"}, objects={"x": matrix([3], [3])}),
    Row("invertible", (P, 0), ("matrix(A, 2, 2)",), (), "invertible(A)", {"A": "A"}, objects={"A": matrix([1, 2], [2, 4])}),
    Row("normal-length", (Q, 0), ("matrix(A, 2, 2)",), (), "norm(normal(A)) == 1", {"A": "A"}, objects={"A": matrix([1, 0], [0, 1])}),
    Row("missed", (P, 0), ("matrix(A, 1, 1)", "vector(v, 1)"), ("norm(v) > 0",), "missed(linear(A), v)", {"A": "A", "v": "v"}, objects={"A": matrix([2]), "v": vector(3)}),
    Row("missed", (Q, 0), ("matrix(A, 1, 1)", "vector(v, 1)"), ("orthogonal(v, A)",), "missed(linear(A), v)", objects={"A": matrix([2]), "v": vector(0)}),
    Row("misses", (P, 0), ("map(f, 1, 1)", "vector(v, 1)"), ("norm(v) <= 1",), "misses(f, -1, 1)", {"f": "f", "v": "v", "a": "-1", "b": "1"}, objects={"f": linear(matrix([2])), "v": vector(1)}),
    Row("misses", (Q, 0), ("map(f, 1, 2)", "vector(v, 2)"), ("missed(f, v)", "norm(v) <= 1"), "misses(f, 1, 1)", {"a": "1", "b": "1"}, objects={"f": linear(matrix([1], [1])), "v": vector(1, -1)}, because="[1, 1]^2 is the point (1, 1), which is met"),
    Row("misses", (Q, 1), ("map(f, 1, 2)", "vector(v, 2)"), ("missed(f, v)", "norm(v) <= 1"), "misses(f, -1, -1)", {"a": "-1", "b": "-1"}, objects={"f": linear(matrix([1], [1])), "v": vector(1, -1)}),
    Row("mean-value", (P, 0), LINE, (), "locally_lipschitz(f)", {"f": "f"}, lambda: all((h**2 * 99) ** 2 < h**2 for h in (F(1, 100), F(1, 10**4))), because=ROOT_AT_0),
    Row("cover", (P, 0), ("map(f, 1, 2)",), (), "covered(f, K, N, N**1, K/N)", {"f": "f", "K": "K", "N": "N"}, lambda: all(N * (K / N) ** 2 < 1 for K in (F(1), F(7)) for N in (int(K**2) + 1,)), because=f"{PEANO}, of area 1, more than N squares of side K/N for N > K**2", inner=True),
    Row("measure", (P, 0), LINE, (), "volume(f, K, N, 0*K**1)", {"f": "f", "K": "K", "N": "N", "m": "0", "s": "K"}, because="the identity: [-R, R] has measure 2 R"),
    Row("vanish", (P, 0), LINE, (), "volume(f, K, N, 0)", {"f": "f", "K": "K", "N": "N", "e": "0", "v": "0", "r": "1"}, because="the identity"),
    Row("vanish", (Q, 0), LINE, ("volume(f, K, N, K)",), "volume(f, K, N, 0)", {"v": "K", "r": "0"}, lambda: F(5) <= F(5) / F(9) ** 0, because="the identity, r = 0"),
    Row("vanish", (Q, 1), LINE, ("volume(f, K, N, K)",), "volume(f, K, N, 0)", {"v": "K*N", "r": "1"}, lambda: F(5) <= F(5) * 9 / F(9), because="the identity, v grows with N"),
    Row("vanish", (Q, 2), LINE, ("volume(f, K, N, K)",), "volume(f, K, N, 0)", {"v": "0", "r": "1"}, because="the identity"),
    Row("union", (P, 0), LINE, (), "null(f)", {"f": "f", "K": "K", "N": "N"}, because="the identity"),
    Row("cube", (P, 0), LINE, (), "misses(f, -1, 1)", {"f": "f", "a": "-1", "b": "1"}, objects={"f": linear(matrix([1]))}),
    Row("cube", (Q, 0), LINE, ("null(f)",), "misses(f, 0, 0)", {"a": "0", "b": "0"}, objects={"f": linear(matrix([0]))}, because="the image {0} is null, and [0, 0] lies in it"),
    Row("series", (Q, 0), (), (), "continuous(path(t, series(k, 2**(-k)*fold(1/t))))", {"t": "t", "k": "k", "e": "2**(-k)*fold(1/t)", "m": "2**(-k)", "r": "1/2"}, oscillates, inner=True),
    Row("series", (Q, 1), (), (), f"continuous(path(t, series(k, {JUMP})))", {"t": "t", "k": "k", "e": JUMP, "m": "0", "r": "1/2"}, jumps),
    Row("series", (Q, 2), (), (), f"continuous(path(t, series(k, {JUMP})))", {"t": "t", "k": "k", "e": JUMP, "m": "t**2", "r": "1/2"}, jumps),
    Row("series", (Q, 3), (), (), f"continuous(path(t, series(k, {JUMP})))", {"t": "t", "k": "k", "e": JUMP, "m": "t**2", "r": "1"}, jumps),
    Row("compose", (P, 0), (), (), f"continuous(path(t, 2*{WILD}))", {"t": "t", "z": "z", "X": WILD, "e": "2*z"}, jumps),
    Row("compose", (Q, 0), (), ("continuous(path(t, t))",), "continuous(path(t, fold(1/t)))", {"z": "z", "e": "fold(1/z)"}, oscillates, inner=True),
    Row("pair", (P, 0), (), ("continuous(path(t, t))",), f"continuous(pair(path(t, {WILD}), path(t, t)))", {"f": f"path(t, {WILD})"}, jumps),
    Row("pair", (P, 1), (), ("continuous(path(t, t))",), f"continuous(pair(path(t, t), path(t, {WILD})))", {"g": f"path(t, {WILD})"}, jumps),
    Row("digits", (Q, 0), (), (), curve(e="0"), {**DIGITS, "e": "0", "s": "-1"}, lambda: value(judgement("path(t, 0*fold(t))"), {}).at((F(1, 3),)) == (0,), because="without a point in [0, s] or [2/3, 2/3 + s] e = 0 will do: a constant curve"),
    Row("digits", (Q, 1), (), (), curve(e="1"), {**DIGITS, "e": "1"}, because="the constant curve (1, 1)"),
    Row("digits", (Q, 2), (), (), curve(e="0"), {**DIGITS, "e": "0"}, because="the constant curve (0, 0)"),
    Row("scale", (P, 0), (), (), "covers(pair(path(t, 1*0 + 0), path(t, 1*0 + 0)), 0, 1)", {"t": "t", "X": "0", "Y": "0", "a": "0", "b": "1", "u": "1", "v": "0", "c": "0", "d": "1"}, because="a constant curve"),
    Row("scale", (Q, 0), (), (f"covers({STAY}, 1, 0)",), "covers(pair(path(t, -1*0 + 0), path(t, -1*0 + 0)), -1, 0)", {"u": "-1", "v": "0", "c": "-1", "d": "0"}, because="[1, 0]^2 is empty, [-1, 0]^2 is not"),
    Row("scale", (Q, 1), (), (f"covers({STAY}, 0, 0)",), "covers(pair(path(t, 1*0 + 0), path(t, 1*0 + 0)), -1, 0)", {"u": "1", "v": "0", "c": "-1", "d": "0"}, because="one point is covered"),
    Row("scale", (Q, 2), (), (f"covers({STAY}, 0, 0)",), "covers(pair(path(t, 1*0 + 0), path(t, 1*0 + 0)), 0, 1)", {"u": "1", "v": "0", "c": "0", "d": "1"}, because="one point is covered"),
]  # fmt: skip


def name(row: Row) -> str:
    return f"{row.rule}-{row.drop[0]}-{row.drop[1]}"


def test_each_demand_has_a_row() -> None:
    found = {*((row.rule, row.drop) for row in (*ROWS, *BUMPS, *RANDOM)), *(row[:2] for row in SPHERE)}
    found |= {("cells", drop) for drop in CELLS}
    assert not found & NEEDLESS
    assert found | NEEDLESS == {(rule, drop) for rule in SCHEMAS for drop in demands(rule)}


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_without_the_demand_something_false_is_proved(row: Row) -> None:
    claim = row.claim()
    whole = decide_claim(claim)
    assert whole.status == "undecided"
    assert whole.message.startswith("step s")
    with without(row.rule, row.drop):
        verdict = decide_claim(claim)
    if row.inner:  # its steps go through
        assert verdict.message.startswith("no proof that a term is defined")
    else:
        assert verdict.status == "proved", verdict.message


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_it_is_false(row: Row) -> None:
    assert row.false()
    if not row.objects:
        return
    statement = parse(row.claim().statement or "")
    unknown = ("null",)  # of {0}
    assert all(line[1] in unknown or holds(line, row.objects) for line in statement.lines["assume"])
    assert not holds(statement.one("conclude"), row.objects)


# --- obligations weakened rather than dropped, in statements with sizes


SIZES = {"n": COUNT, "p": COUNT}
WEAKER = {
    "as many functions as points": ("p <= n", ["points(x, n, 1)", "map(g, 1, p)"], [], "misses(linear(values(g, x)), -1, 1)", "rank"),
    "as many parameters as points": ("p <= n", ["map(f, p, n)"], ["smooth(f)"], "misses(f, -1, 1)", "sard"),
    "points that may coincide": ("p < n", ["points(x, n, 1)"], [], "invertible(values(monomials(n), x))", "solve"),
}  # fmt: skip
PLANS = {
    "rank": [step("a", "normal", A="values(g, x)"), step("b", "normal-length", A="values(g, x)"), step("c", "missed", "a", "b"), step("d", "misses", "c", "b", a="-1", b="1")],
    "sard": [step("a", "mean-value", "smooth(f)"), step("b", "cover", "a", K="K", N="N"), step("c", "measure", "b"), step("d", "vanish", "c", v="K**n", r="n - p"), step("e", "union", "d"), step("g", "cube", "e", a="-1", b="1")],
    "solve": [step("a", "distinct", "distinct(x)"), step("b", "invertible", "a")],
}  # fmt: skip


@pytest.mark.parametrize("what", WEAKER)
def test_a_weaker_hypothesis_is_not_enough(what: str) -> None:
    hypothesis, declare, assumed, conclude, plan = WEAKER[what]
    claim = construction(
        "FALSE", vars=SIZES, given=[hypothesis], declare=declare, assume=assumed, conclude=conclude, steps=PLANS[plan]
    )
    assert decide_claim(claim).status == "undecided"


def test_the_weaker_statements_are_false() -> None:
    """n = p: the identity misses nothing; at two equal points the determinant is 0."""
    identity = linear(matrix([1, 0], [0, 1]))
    assert not holds(judgement("misses(f, -1, 1)"), {"f": identity})
    assert normal(matrix([1, 0], [0, 1])) == (0, 0)
    twice = {"x": matrix([3], [3])}
    assert not holds(judgement("invertible(values(monomials(2), x))"), twice)
    assert newton(twice["x"]).at((F(3),)) == (1, 0)
