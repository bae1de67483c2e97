"""Derivations of false statements, each with the space that refutes it: what once slipped through must stay refused."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from verify.bare.check import check
from verify.decide import decide_claim
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.statement import Claim, derivation
from verify.steps import step, use

REAL, POSITIVE, N = "(-oo, oo)", "(0, oo)", "integer [1, oo)"


@dataclass(frozen=True)
class Attack:
    """refuted_by: a space in which the assumptions hold and the conclusion does not."""

    refuted_by: str
    declare: tuple[str, ...]
    assume: tuple[str, ...]
    conclude: str
    steps: tuple[Any, ...]
    vars: dict[str, str] = field(default_factory=dict)
    lemmas: tuple[Claim, ...] = ()


SCALED = derivation(
    "scaled",
    vars={"c": REAL, "n": N},
    declare=["family(X, n)"],
    assume=["mean(X) == 0"],
    conclude="mean(c*X) <= 0",
    steps=[
        step("a", "mean-scale", "mean(X) == 0", u="c"),
        step("b", "mean-at-most", "a"),
        step("c", "mean-weaken", "b", bound="0"),
    ],
)
HALVED = derivation(
    "halved",
    vars={"c": REAL, "t": "[0, oo)", "n": N},
    declare=["family(X, n)"],
    assume=["tail(X, u, exp(c - u))"],
    conclude="tail(2*X, u, exp(c - u/2))",
    steps=[
        step("a", "tail-at", "tail(X, u, exp(c - u))", c="t/2"),
        step("b", "implied", "a", event="abs(2*X) >= t"),
        step("c", "tail", "b", u="u"),
    ],
)
ROWS = ("family(x, n)", "family(z, n)", "labels(l, k)")
CONSTANT = derivation(
    "constant",
    vars={"n": N, "k": N},
    declare=[*ROWS, "function(g, l)"],
    assume=["sample(x, z, l)", "range(g, -1, 1)"],
    conclude="sum(g*z) <= 1*parts(z, l)",
    steps=[step("r", "component-sum", "sample(x, z, l)", "range(g, -1, 1)", X="z", m="1")],
)
DEFINED = derivation(
    "defined",
    vars={"n": N},
    declare=["family(X, n)"],
    assume=[],
    conclude="0*X == 0",
    steps=[step("r", "follows", R="0*X == 0")],
)
K = {"k": N}
X, XF = ("family(X, n)",), ("family(x, n)", "functions(F, x)")
TAIL6 = "tail(X, u, exp(40 - 5*u - u))"

ATTACKS = {
    "a random variable for a scalar of a lemma": Attack("X = +-1", X, ("mean(X) == 0",), "mean(X*X) <= 0", (use("u", SCALED, "mean(X) == 0", c="X"),), lemmas=(SCALED,)),
    "a scalar that a binder of the lemma captures": Attack("X = 6, u = 12", X, (TAIL6,), "tail(2*X, u, exp(40 - 5*u - u/2))", (use("h", HALVED, TAIL6, c="40 - 5*u", t="0"),), lemmas=(HALVED,)),
    "x as a function of g(x)": Attack("g = 0, x_1 = x_2", ("family(x, n)", "function(g, x)"), ("independent(g)",), "independent(x)", (step("r", "independent-rows", "independent(g)", X="x"),)),
    "x as a function of |x|": Attack("x_1 = +-1 independent of x_2/x_1 = +-1", ("family(x, n)",), ("independent(abs(x))",), "independent(x)", (step("r", "independent-rows", "independent(abs(x))", X="x"),)),
    "centred given g(x) only": Attack("g = 0, z = x = +-1", (*ROWS, "function(g, x)"), ("centred(z, g, l)", "range(x, -1, 1)"), "mean(x*z) == 0", (step("r", "take-out", "centred(z, g, l)", "range(x, -1, 1)"),), K),
    "isoperimetry of g(x)": Attack("g = 0", ("family(x, n)", "labels(l, k)", "function(g, x)"), ("isoperimetric(g, l, c, d)", "lipschitz(x, 1)", "range(x, -1, 1)"), "given(l, tail(x - expect(x, l), t, 2*exp(-d*t**2/(2*c*1**2))))", (step("r", "isoperimetry", "isoperimetric(g, l, c, d)", "lipschitz(x, 1)", "range(x, -1, 1)", t="t"),), K | {"c": POSITIVE, "d": N}),
    "a scalar with the name of a stand-in": Attack("n = 2, X = (1, -1)", X, (), "average(X)**2 >= average(X**2)", (step("r", "linear", relation="average(X)**2 >= average(X**2)"),), {"a0_": REAL}),
    "averages of what is not 0": Attack("n = 2, X = (1, -1)", X, ("X != 0",), "average(X) != 0", (step("r", "linear", "X != 0", relation="average(X) != 0"),)),
    "a divisor that cancels": Attack("n = 2, X = (1, -1)", X, ("X != 0",), "average(X)/average(X) == 1", (step("r", "linear", "X != 0", relation="average(X)/average(X) == 1"),)),
    "a quantity with the name of a scalar": Attack("Y = 0, X = 1", (*X, "family(Y, n)"), ("mean(exp(average(Y)*X)) <= 1",), "mgf(X, h, 1)", (step("r", "mgf", "mean(exp(average(Y)*X)) <= 1", h="h"),), {"average": REAL}),
    "an object with the name of a bound variable": Attack("f = 0, u = 1, x0_ uniform", ("family(x0_, n)", "function(f, x0_)"), ("lipschitz(f, u)",), "lipschitz(f + 100*x0_, u)", (step("r", "contraction-lipschitz", "lipschitz(f, u)", Y="f + 100*x0_"),), {"u": POSITIVE}),
    "a random lower bound": Attack("Y = 0, W Cauchy", ("family(Y, n)", "family(W, n)"), ("mean(Y) <= 0",), "mean(Y - abs(W)) <= 0", (step("r", "mean-monotone", "mean(Y) <= 0", X="Y - abs(W)", a="Y - abs(W)"),)),
    "a conditional mean that is not 0": Attack("n = 1, l = z = +-1", ("family(z, n)", "labels(l, k)"), ("given(l, mean(z) != 0)",), "mean(z) != 0", (step("r", "average-over-labels", "given(l, mean(z) != 0)"),), K),
    "an event about a mean": Attack("z Cauchy", ("family(z, n)",), ("P(mean(z) <= 3) <= 0",), "P(mean(z) > 3) >= 1 - 0", (step("r", "complement", "P(mean(z) <= 3) <= 0"),)),
    "the net of another class": Attack("x uniform, F = {0, g, 2 g}, g = 1{x >= 1/2}", XF, ("P(some(F, net(part(F, 1), 1) >= 1)) <= 0",), "P(some(F, both(lip(F) <= 1, net(F, 1) >= 1))) <= 0", (step("r", "part-event", "P(some(F, net(part(F, 1), 1) >= 1)) <= 0", X="F", u="1"),)),
    "a function of the label that depends on the row": Attack("n = 2, k = 1, y = z = (1, -1)", (*ROWS, "family(y, n)"), ("sample(x, z, l)", "range(y, -1, 1)"), "sum(expect(y, l)*z) <= 1*parts(z, l)", (step("e", "expect-range", "range(y, -1, 1)", l="l"), use("r", CONSTANT, "sample(x, z, l)", "e", g="expect(y, l)")), K, (CONSTANT,)),
    "a function of a class": Attack("F = indicators of intervals of length 1/10, g = id", (*XF, "function(g, F)"), ("finite(0*F, 1)", "P(g >= 1) <= 1/10"), "P(some(F, g >= 1)) <= 1*(1/10)", (step("r", "union-class", "finite(0*F, 1)", "P(g >= 1) <= 1/10", F="F"),)),
    "a term that is not defined": Attack("z = 0", ("family(z, n)",), (), "0*(1/z) == 0", (use("u", DEFINED, X="1/z"),), lemmas=(DEFINED,)),
}  # fmt: skip


@pytest.mark.parametrize("what", ATTACKS)
def test_refused(what: str) -> None:
    attack = ATTACKS[what]
    known = {}
    for lemma in attack.lemmas:
        assert decide_claim(lemma, known).status == "proved"
        known[str(lemma.hash)] = str(lemma.statement)
    found = derivation("false", vars={"n": N} | attack.vars, declare=attack.declare, assume=attack.assume, conclude=attack.conclude, steps=attack.steps)  # fmt: skip
    try:
        verdict = decide_claim(found, known)
    except (Rejected, Malformed):
        return
    assert verdict.status in ("undecided", "refuted")  # what is false may be seen to be
    assert verdict.message or verdict.counterexample


def test_doubling_is_bounded() -> None:
    """Each union doubles the event: the size of a conclusion is limited, not only the number of steps."""
    names = [f"s{i}" for i in range(40)]
    steps = [step(name, "union", *([names[i - 1] if i else "P(X >= 1) <= e"] * 2)) for i, name in enumerate(names)]
    found = derivation("false", vars={"n": N, "e": REAL}, declare=X, assume=["P(X >= 1) <= e"], conclude="P(X >= 1) <= 2*e", steps=steps)  # fmt: skip
    assert "at most 10000 parts" in decide_claim(found, {}).message


def test_deep_nesting_is_refused_in_one_line() -> None:
    """Relations inside calls begin a new term each: the depth that they add up to must not exhaust the stack."""
    inner = "1"
    for _ in range(8):
        inner = "P(" + "-" * 200 + "X <= " + "-" * 200 + f"({inner}))"
    text = f"derivation\nvar n in {N}\ndeclare family(X, n)\nassume X <= {inner}\nconclude X <= 1"
    with pytest.raises((Rejected, Malformed)):
        check(text, {"format": 1, "statement": digest(text), "verdict": "proved"})
