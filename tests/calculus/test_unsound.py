"""Derivations of false statements.  Each must be refused: by a rule, or as a statement without a meaning.

With each stands a model in which its hypotheses hold and its conclusion does not.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from tests.calculus.derivations import step, trace
from tests.calculus.instances import holds
from tests.calculus.models import Model
from tests.calculus.test_dropped import OPPOSITE, coins, space
from tests.kernel.examples import Proved, checked
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.objects.judgements import parse

F = Fraction
MORE = space(((0, 0, 0, "a"),), ((1, 0, 0, "a"),), F=((0, 0), (1, "3/2"), (3, 2)))
SIGNED = space(*(((0, e, 0, "ab"[e > 0]),) for e in (1, -1)))
TWIN_X = space(((1, 0, 0, "a"), (1, 0, 0, "a")), ((-1, 0, 0, "a"), (-1, 0, 0, "a")), g=(0, 0))
SAME_X = space(((1, 1, 0, "a"),), ((-1, -1, 0, "a"),), g=(0, 0))
SCALED = "derivation\nvar c in (-oo, oo)\ndeclare family(q, 1)\nassume mean(q) == 0\nconclude mean(c*q) == 0"
CONSTANT = (
    "derivation\ndeclare family(x, 2)\ndeclare family(q, 2)\ndeclare labels(l, 2)\ndeclare function(v, l)\n"
    "assume sample(x, q, l)\nassume range(v, -1, 1)\nconclude sum(v*q) <= 1*parts(q, l)"
)
KERNEL = (
    "derivation\ndeclare family(p, 2)\ndeclare labels(l, 2)\ndeclare function(f, p)\nassume independent(p)\n"
    "conclude independent(f)"
)

NEAR = (
    "derivation\nvar d in (0, oo)\nvar t in [0, oo)\ndeclare family(x, 2)\ndeclare labels(l, 3)\ndeclare function(f, x)\n"
    "assume {}isoperimetric(x, l, 1, d){}\nassume lipschitz(f, 1)\nassume range(f, -1, 1)\n"
    "conclude {}P(abs(f - expect(f, l)) >= t) <= 2*exp(-d*t**2/(2*1*1**2)){}"
)
ISO, ISO_GIVEN = NEAR.format("", "", "", ""), NEAR.format("given(l, ", ")", "given(l, ", ")")
OTHER_LABEL = space(((1, 0, 0, "c"), (0, 0, 0, "a")), ((-1, 0, 0, "c"), (0, 0, 0, "b")), f=(-1, 0, 1))  # l_2 tells x_1


@dataclass(frozen=True)
class Hole:
    """A false statement, its derivation, the model that refutes it, and lemmas, which are true."""

    text: str
    steps: tuple[Any, ...]
    model: Model
    point: dict[str, str] = field(default_factory=dict)
    axioms: tuple[str, ...] = ()


def hole(
    declared: str, assumed: str, conclude: str, model: Model, *steps: Any, var: str = "", axioms: tuple[str, ...] = ()
) -> Hole:
    rows = [f"var {var} in (-oo, oo)"] if var else []
    rows += [f"declare {line}" for line in declared.split("; ")] + [f"assume {line}" for line in assumed.split("; ")]
    text = "\n".join(["derivation", *rows, f"conclude {conclude}"])
    return Hole(text, steps, model, {var: "1"} if var else {}, axioms)


def lemma(text: str, *premises: str, **values: str) -> dict[str, Any]:
    return step("last", "lemma", list(premises), **values) | {"lemma": digest(text)}


def last(rule: str, *premises: str, **parameters: str) -> dict[str, Any]:
    return step("last", rule, list(premises), **parameters)


TWO_X = "family(x, 2); labels(l, 2); function(g, x)"
ONE_X = "family(x, 1); family(z, 1); labels(l, 2); function(g, x)"
HOLES = {
    # rows that are independent, or known, through a function of x say nothing of x itself
    "independent(x**2) is not independent(x)": hole("family(x, 2)", "independent(x**2)", "independent(x)", TWIN_X, last("independent-rows", "independent(x**2)", X="x")),
    "independent(g) is not independent(x)": hole(TWO_X, "independent(g)", "independent(x)", TWIN_X, last("independent-rows", "independent(g)", X="x")),
    "a sample of g is none of x": hole("family(x, 2); family(z, 2); labels(l, 2); function(g, x)", "sample(g, z, l)", "independent(x)", TWIN_X, step("s", "sample", ["sample(g, z, l)"]), last("independent-rows", "s", X="x")),
    "centred given g is not centred given x": hole(ONE_X, "centred(z, g, l); range(x, -1, 1)", "mean(x*z) == 0", SAME_X, last("take-out", "centred(z, g, l)", "range(x, -1, 1)")),
    "isoperimetry of g is none of x": hole("family(x, 1); labels(l, 2); function(g, x)", "isoperimetric(g, l, 1/100, d); lipschitz(x, 1); range(x, -1, 1)", "given(l, tail(x - expect(x, l), t, 2*exp(-d*t**2/(2*(1/100)*1**2))))", SAME_X, last("isoperimetry", "isoperimetric(g, l, 1/100, d)", "lipschitz(x, 1)", "range(x, -1, 1)", t="t"), var="d"),
    "a lemma on functions of p is none on functions of x, at p = g": hole(TWO_X, "independent(g)", "independent(x)", TWIN_X, lemma(KERNEL, "independent(g)", p="g", l="l", f="x"), axioms=(KERNEL,)),
    # a relation != does not survive averaging
    "no average is 0": hole("family(z, 2)", "z != 0", "average(z) != 0", OPPOSITE, last("linear", "z != 0", relation="average(z) != 0")),
    "no mean over labels is 0": hole("family(z, 1); labels(l, 2)", "given(l, mean(z) != 0)", "mean(z) != 0", SIGNED, last("average-over-labels", "given(l, mean(z) != 0)")),
    "no probability over labels is 1/2": hole("family(z, 1); labels(l, 2)", "given(l, P(z >= 0) != 1/2)", "P(z >= 0) != 1/2", SIGNED, last("average-over-labels", "given(l, P(z >= 0) != 1/2)")),
    # the name that stands for an average is a name of the statement
    "a scalar called a0_": hole("family(z, 2)", "z**2 == 1", "average(z)**2 == 1", OPPOSITE, last("linear", "z**2 == 1", relation="average(z)**2 == 1"), var="a0_"),
    "a family called a0_": hole("family(z, 2); family(a0_, 2)", "a0_ <= z", "a0_ <= average(z)", Model((F(1),), {"z": ((F(1), F(-1)),), "a0_": ((F(1), F(-1)),)}), last("linear", "a0_ <= z", relation="a0_ <= average(z)")),
    # a random variable for a scalar variable of a lemma
    "a lemma at a random scalar": hole("family(z, 1)", "mean(z) == 0", "mean(z*z) == 0", coins(1), lemma(SCALED, "mean(z) == 0", c="z", q="z"), axioms=(SCALED,)),
    # one function of the label: expectations in different rows are different functions
    "expectations are not one function": hole("family(x, 2); family(z, 2); family(y, 2); labels(l, 2)", "sample(x, x, l); range(expect(y, l), -1, 1)", "sum(expect(y, l)*x) <= 1*parts(x, l)", Model(tuple(F(1, 4) for _ in range(4)), {"x": tuple(product((F(1), F(-1)), repeat=2)), "z": ((F(0),) * 2,) * 4, "y": ((F(1), F(-1)),) * 4, "l": (("a", "a"),) * 4}), lemma(CONSTANT, "sample(x, x, l)", "range(expect(y, l), -1, 1)", x="x", q="x", l="l", v="expect(y, l)"), axioms=(CONSTANT,)),
    # a probability inside an event, an expectation inside a lemma: of which law?
    "a probability inside a conditional one": hole("family(z, 1); labels(l, 2)", "given(l, P(both(P(z >= 1) <= 1/2, P(z >= 1) >= 1/2)) <= 0)", "P(both(P(z >= 1) <= 1/2, P(z >= 1) >= 1/2)) <= 0", SIGNED, last("average-over-labels", "given(l, P(both(P(z >= 1) <= 1/2, P(z >= 1) >= 1/2)) <= 0)")),
    "a mean inside a conditional probability": hole("family(z, 1); labels(l, 2)", "given(l, P(mean(z) == 0) <= 0)", "P(mean(z) == 0) <= 0", SIGNED, last("average-over-labels", "given(l, P(mean(z) == 0) <= 0)")),
    "a lemma on expect, given all labels": Hole(ISO_GIVEN, (lemma(ISO, "given(l, isoperimetric(x, l, 1, d))", "lipschitz(f, 1)", "range(f, -1, 1)", d="d", t="t", x="x", l="l", f="f"),), OTHER_LABEL, {"d": "8", "t": "1"}, (ISO,)),
    # the net of another class
    "a net of the parts is no net of the class": hole("family(x, 1); functions(F, x)", "P(some(F, average(net(part(F, 0), 2)) >= 1)) <= 0", "P(some(F, both(lip(F) <= 0, average(net(F, 2)) >= 1))) <= 0", MORE, last("part-event", "P(some(F, average(net(part(F, 0), 2)) >= 1)) <= 0", X="F", u="0", F="F")),
}  # fmt: skip


@pytest.mark.parametrize("what", HOLES)
def test_it_is_false(what: str) -> None:
    one = HOLES[what]
    scalars = {name: F(value) for name, value in one.point.items()}
    model = Model(**{**vars(one.model), "scalars": scalars, "memo": {}})
    found = parse(one.text)
    assert all(holds(model, line) for line in found.lines["assume"])
    assert not holds(model, found.one("conclude"))


@pytest.mark.parametrize("what", HOLES)
def test_it_is_refused(what: str) -> None:
    one = HOLES[what]
    with pytest.raises((Rejected, Malformed)):
        checked(one.text, trace(one.text, *one.steps, point=one.point), Proved(*one.axioms) if one.axioms else None)


# What no finite model can refute.


def test_a_lower_bound_of_an_expectation_is_a_number() -> None:
    """x <= y and mean(y) <= 0 do not make x integrable: x may be minus the absolute value of a Cauchy variable."""
    text = "derivation\ndeclare family(x, 1)\ndeclare family(y, 1)\nassume mean(y) <= 0\nassume x <= y\nconclude mean(x) <= 0"
    with pytest.raises(Rejected):
        checked(text, trace(text, last("mean-monotone", "mean(y) <= 0", "x <= y", X="x", a="x"), point={}))


def test_the_lemmas_are_true() -> None:
    """SCALED and CONSTANT are derived; what they are used for is the fault."""
    steps = [step("a", "mean-scale", ["mean(q) == 0"], u="c"), step("b", "follows", ["a"], R="mean(c*q) == 0")]
    assert checked(SCALED, trace(SCALED, *steps, point={"c": "0"})).verdict == "proved"
    constant_ = last("component-sum", "sample(x, q, l)", "range(v, -1, 1)", X="q", m="1")
    assert checked(CONSTANT, trace(CONSTANT, constant_, point={})).verdict == "proved"
    rows = last("independent-rows", "independent(p)", X="f")
    assert checked(KERNEL, trace(KERNEL, rows, point={})).verdict == "proved"
    near = [step("a", "isoperimetry", ["isoperimetric(x, l, 1, d)", "lipschitz(f, 1)", "range(f, -1, 1)"], t="w")]
    near += [step("b", "tail-at", ["a"], c="t"), last("average-over-labels", "b")]
    assert checked(ISO, trace(ISO, *near, point={"d": "1", "t": "1"})).verdict == "proved"
