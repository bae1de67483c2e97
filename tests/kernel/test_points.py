"""Witnesses, points that meet the hypotheses, counterexamples, contradictory hypotheses."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Any

import pytest

from tests.kernel.examples import Refusal, checked, proved, refused, refuted, statement

NOT_SHOWN = ("default", "a sequent that the default strategy shows")
Case = tuple[str, str, dict[str, Any], Refusal]


def cases(table: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "case", table, ids=[("ok: " if row[3] is None else "no: ") + row[0] for row in table]
    )


def judge(case: Case, verdict: str) -> None:
    _, text, certificate, refusal = case
    if refusal is None:
        assert checked(text, certificate).verdict == verdict
    else:
        refused(refusal, text, certificate)


def held(name: str, text: str, point: str, refusal: Refusal, *proofs: Any, **fields: Any) -> Case:
    return name, text, proved(text, point, *(proofs or (None,)), **fields), refusal


def broken(name: str, text: str, point: str, refusal: Refusal, relation: Any = 0, **fields: Any) -> Case:
    return name, text, refuted(text, point, relation, **fields), refusal


HALF = statement("x in (0, 1); given x >= 1/2", "x > 0")
WHOLE = statement("n in integer [1, 4]; given n**2 == 4", "n > 0")
TWO = statement("n in integer [1, 4]; given n >= 2; given n <= 3", "n > 0")
IMPLICATION = statement("x in (-oo, oo)", "x > 3 implies x > 2")
BOTH = statement("x in (-oo, oo)", "x >= 1 iff 2*x >= 2")

POINTS = [
    held("a point", HALF, "x=1/2", None),
    held("an algebraic point", HALF, "x=sqrt(2)/2", None),
    held("a transcendental point", HALF, "x=log(2)", None),
    held("a point that misses a hypothesis", HALF, "x=1/3", ("default", "shows; -1/6 >= 0")),
    held("a point outside the domain", HALF, "x=1", ("default", "shows; 0 > 0")),
    held("a point over a variable", HALF, "x=x", ("point", "coordinates of x over the parameters")),
    held("no coordinate", HALF, "", ("point", "coordinates of x")),
    held("a further coordinate", HALF, "x=1/2, y=1", ("point", "coordinates of x")),
    held("an undefined coordinate", HALF, "x=1/log(1)", ("definedness", "a nonzero divisor")),
    held("two points for one", HALF, "x=1/2|x=1/2", ("certificate", "1 entries")),
    held("an integer point", TWO, "n=3", None),
    held("an integer point as a quotient", TWO, "n=6/2", None),
    held("a point between integers", TWO, "n=5/2", ("instance", "an integer for an integer variable")),
    held("an irrational point for an integer", TWO, "n=sqrt(6)", ("instance", "an integer for an integer variable")),
    held("a root of an equation", WHOLE, "n=2", None),
    held("no root of the equation", WHOLE, "n=3", ("default", "shows; 5 == 0")),
    held("a point for the antecedent", IMPLICATION, "x=0|x=4", None, ["combination", [[["1", [0]], ["1", []]]]]),
    held("a point that misses the antecedent", IMPLICATION, "x=0|x=3", ("default", "shows; 0 > 0"), ["combination", [[["1", [0]], ["1", []]]]]),
    held("no point for the antecedent", IMPLICATION, "x=0", ("certificate", "2 entries"), ["combination", [[["1", [0]], ["1", []]]]]),
    held("points for both directions", BOTH, "x=0|x=1|x=2", None, None, None),
    held("points for one direction", BOTH, "x=0|x=1", ("certificate", "3 entries"), None, None),
    held("a proof for one direction", BOTH, "x=0|x=1|x=2", ("certificate", "2 entries"), None),
]  # fmt: skip

ABOVE = statement("n in integer [1, oo); exists C in (0, oo) of n", "C >= n")
CONSTANT = statement("n in integer [1, oo); exists C in (0, oo)", "C >= n")
COUNT = statement("n in integer [1, oo); exists k in integer [1, oo) of n", "k > n")
BOUNDED = statement("x in [0, 1]; exists C in (0, 1] of x", "C >= x")
LINKED = statement("x in [0, oo); exists a in [0, oo); exists b in [0, oo)", "a >= b", "a + x >= b")


def chosen(name: str, text: str, witness: Any, refusal: Refusal, *proofs: Any, point: str = "n=1", **more: Any) -> Case:
    return held(name, text, point, refusal, *proofs, witness=witness, **more)


WITNESSES = [
    chosen("a function of n", ABOVE, {"C": "n"}, None),
    chosen("a constant that is too small", ABOVE, {"C": "7"}, NOT_SHOWN),
    chosen("a function where a constant is asked", CONSTANT, {"C": "n"}, ("witness", "a term over no variables")),
    chosen("a witness outside its domain", ABOVE, {"C": "n - 1"}, ("default", "shows; n - 1 > 0")),
    chosen("a witness at its included end", BOUNDED, {"C": "1"}, None, point="x=0"),
    chosen("a witness at an excluded end", BOUNDED, {"C": "x"}, ("default", "shows; x > 0"), point="x=0"),
    chosen("an integer", COUNT, {"k": "n + 1"}, None),
    chosen("a half integer", COUNT, {"k": "n + 1/2"}, ("instance", "an integer for an integer variable")),
    chosen("an undefined witness", ABOVE, {"C": "n + 1/(n - 1)"}, ("default", "shows; n - 1 != 0")),
    chosen("a witness over itself", ABOVE, {"C": "C"}, ("witness", "a term over n")),
    chosen("a witness over another", LINKED, {"a": "b", "b": "1"}, ("witness", "a term over no variables"), None, None, point="x=0"),
    chosen("two witnesses", LINKED, {"a": "1", "b": "1"}, None, None, None, point="x=0"),
    chosen("one of two witnesses", LINKED, {"a": "1"}, ("witness", "a term for each exists variable"), None, None, point="x=0"),
    chosen("no witness", ABOVE, {}, ("witness", "a term for each exists variable")),
    chosen("a witness nobody asked for", ABOVE, {"C": "n", "D": "1"}, ("witness", "a term for each exists variable")),
    chosen("a number for a term", ABOVE, {"C": 1}, ("certificate", "a str")),
    chosen("a list of witnesses", ABOVE, ["n"], ("certificate", "a dict")),
]  # fmt: skip

UNIT = statement("x in [0, 1]; given x > 1/4", "x**2 <= x/2", "x <= 1")
PLANE = statement("x in [0, oo); y in [0, oo)", "x + y <= 10")
FOR_ALL = statement("n in integer [1, oo); exists C in (0, oo)", "C >= n")
FOR_EACH = statement("n in integer [1, oo); exists C in (0, oo) of n", "C >= n")
PARTIAL = statement("n in integer [1, oo); x in [0, oo); exists C in (0, oo) of n", "C >= n + x")
ARROW = statement("x in [0, 2]", "x >= 1 implies x >= 3/2")
LOG = statement("x in [0, 1]", "log(x) <= 0")
QUOTIENT = statement("x in [0, 1]; given 1/x >= 1", "x <= 1")
CANCELLED = statement("x in [0, 1]", "x/x == 1")
FALSE_PI = {"pi": "[0, 1]"}

COUNTEREXAMPLES = [
    broken("a point", UNIT, "x=1", None),
    broken("an algebraic point", UNIT, "x=sqrt(2)/2", None),
    broken("a point where it holds", UNIT, "x=1/2", ("default", "shows; 0 > 0")),
    broken("a point that misses the hypothesis", UNIT, "x=1/4", ("default", "shows; 0 > 0")),
    broken("a point outside the domain", UNIT, "x=2", ("default", "shows; -1 >= 0")),
    broken("another goal", UNIT, "x=1", ("default", "shows; 0 > 0"), 1),
    broken("no such goal", UNIT, "x=1", ("point", "the number of a goal"), 2),
    broken("a goal from the end", UNIT, "x=1", ("point", "the number of a goal"), -1),
    broken("True for 1", UNIT, "x=1", ("certificate", "a int"), True),
    broken("a goal in text", UNIT, "x=1", ("certificate", "a int"), "0"),
    broken("a half integer", FOR_ALL, "n=3/2", ("instance", "an integer for an integer variable")),
    broken("an implication", ARROW, "x=1", None),
    broken("an antecedent that fails", ARROW, "x=0", ("default", "shows; -1 >= 0")),
    broken("a family", PLANE, "x=m, y=11", None, family={"m": "(0, oo)"}),
    broken("a family outside the domain", PLANE, "x=m, y=11", ("default", "shows; m >= 0"), family={"m": "(-oo, oo)"}),
    broken("a family with members where it holds", PLANE, "x=m, y=1", ("default", "shows; m - 9 > 0"), family={"m": "[0, oo)"}),
    broken("a coordinate over no parameter", PLANE, "x=m, y=11", ("point", "over the parameters")),
    broken("an empty family", PLANE, "x=m, y=11", None, family={"m": "[0, 0]"}),
    broken("a family of integers", FOR_ALL.replace("exists C in (0, oo)\n", "").replace("C >=", "5 >="), "n=m + 5", None, family={"m": "integer [1, oo)"}),
    broken("a family of reals for an integer", FOR_ALL.replace("exists C in (0, oo)\n", "").replace("C >=", "5 >="), "n=m + 5", ("instance", "an integer"), family={"m": "[1, oo)"}),
    broken("a point against every constant", PLANE.replace("scalar", "scalar").replace("claim x + y <= 10", "exists C in (0, oo)\nclaim x + y <= C"), "x=C, y=1", None),
    broken("a point that follows the function", FOR_EACH, "n=C + 1", ("instance", "an integer for an integer variable")),
    broken("a point that follows the function's value", FOR_EACH.replace("integer ", ""), "n=C + 1", ("point", "n independent of the exists variables")),
    broken("what the function does not see", PARTIAL, "n=1, x=C", None),
    broken("not enough", PARTIAL, "n=1, x=C/2", ("default", "sequent that the default strategy shows")),
    broken("undefined", LOG, "x=0", None, undefined=True),
    broken("undefined elsewhere", LOG, "x=1/2", ("point", "a point at which a term is undefined"), undefined=True),
    broken("undefined, not said", LOG, "x=0", ("default", "shows; 0 > 0")),
    broken("undefined in a hypothesis", QUOTIENT, "x=0", None, undefined=True),
    broken("undefined though it cancels", CANCELLED, "x=0", None, undefined=True),
    broken("undefined, 1 for True", LOG, "x=0", ("certificate", "a bool"), undefined=1),
    broken("a family that is a list", PLANE, "x=1, y=11", ("certificate", "a dict"), family=["m"]),
]  # fmt: skip


@cases(POINTS)
def test_points(case: Case) -> None:
    judge(case, "proved")


@cases(WITNESSES)
def test_witness(case: Case) -> None:
    judge(case, "proved")


@cases(COUNTEREXAMPLES)
def test_counterexample(case: Case) -> None:
    judge(case, "refuted")


def test_undefined_is_flagged() -> None:
    assert checked(LOG, refuted(LOG, "x=0", undefined=True)).flags == ("undefined",)
    assert checked(UNIT, refuted(UNIT, "x=1")).flags == ()


def vacuous(text: str, proof: Any, **fields: Any) -> dict[str, Any]:
    head = proved(text, "", **fields)
    return {key: head[key] for key in ("format", "statement")} | {"verdict": "vacuous", "proof": proof, **fields}


SUM = ["combination", [[["1", [0]], ["1", [1]]]]]
EMPTY = statement("x in (-oo, oo); given x >= 1; given x <= 0", "x > 5")
POINTLESS = statement("x in (-oo, oo); given x >= 0; given x <= 0", "x > 5")
BETWEEN = statement("n in integer (-oo, oo); given n > 1; given n < 2", "n > 5")
TAIL = ["integers", ["n", 2], ["combination", [[["1", [1]], ["1", [2]]], [], []]]]

VACUOUS: list[Case] = [
    ("a contradiction", EMPTY, vacuous(EMPTY, SUM), None),
    ("one point is left", POINTLESS, vacuous(POINTLESS, SUM), ("combination", "an identity")),
    ("no integer is left", BETWEEN, vacuous(BETWEEN, ["split", ["n", "3/2"], ["contradiction", [], ["integers", ["n", 2]]]]), ("default", "shows; -1 >= 0")),
    ("no proof", EMPTY, vacuous(EMPTY, None), ("default", "shows; -1 >= 0")),
    ("the proof of a goal", EMPTY, vacuous(EMPTY, SUM, points=[]), ("certificate", "no further fields")),
]  # fmt: skip


@cases(VACUOUS)
def test_vacuous(case: Case) -> None:
    judge(case, "vacuous")


def test_a_contradiction_is_no_proof_without_a_point() -> None:
    for point in ("x=0", "x=1", "x=1/2"):
        with pytest.raises(Exception, match="default: expected"):
            checked(EMPTY, proved(EMPTY, point, ["contradiction", [], SUM]))
