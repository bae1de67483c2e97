"""Every rule of probability: one accepted step, and steps that lack a premise, name another family, take the wrong side."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Any

import pytest

from tests.calculus.derivations import POINT, STATEMENT, concluding, step, trace
from tests.kernel.examples import checked, refused
from verify.calculus.rules import RULES
from verify.kernel.errors import Malformed, Rejected

FLAT = "1 + exp(s)"  # what convexity gives is at most this
MEMBER = "P(X >= t) <= exp(-(t*t))*(1 + exp(t))"
SUM = "P(sum(X) >= t) <= exp(-(t*t))*(1 + exp(t))**n"
SUM_TAIL = "P(sum(X) <= n*t) <= 1/2"

convexity = step("c", "convexity", ["range(X, 0, 1)", "mean(X, 1/2)"], s="s")
flat = step("f", "mgf-bound", ["c"], bound=FLAT)
markov = step("m", "chernoff", ["f"], s="t", threshold="t", side="above")
independent = step("i", "independent-sum", ["independent(X)", "family(X, n)", "f"])
NOT_SHOWN = ("default", "a sequent that the default strategy shows")
UNKNOWN = ("derivation", "premises that are established")
Refusal = tuple[str, str] | None


def assuming(*lines: str) -> str:
    return STATEMENT.replace("conclude", "".join(f"assume {line}\n" for line in lines) + "conclude")


def tail(e: str, side: str = ">=", quantity: str = "X", c: str = "t") -> str:
    return f"P({quantity} {side} {c}) <= {e}"


def convex(*premises: str, **given: str) -> list[dict[str, Any]]:
    """A derivation whose first step is convexity from these premises."""
    return [step("c", "convexity", list(premises), **given), flat, markov]


def bounded(text: str | None, premise: str = "c") -> list[dict[str, Any]]:
    return [convexity, step("f", "mgf-bound", [premise], **({} if text is None else {"bound": text})), markov]


def chernoff(**given: str) -> list[dict[str, Any]]:
    return [convexity, flat, step("m", "chernoff", ["f"], **given)]


def summed(*premises: str) -> list[dict[str, Any]]:
    return [
        convexity,
        flat,
        step("i", "independent-sum", list(premises)),
        step("m", "chernoff", ["i"], s="t", threshold="t"),
    ]


BASE = STATEMENT
WITH_SUM_TAIL, WITH_TAIL = assuming(SUM_TAIL), assuming(tail("1/2"))
TWO = BASE.replace("declare family(X, n)", "declare family(X, n)\ndeclare family(Y, n)")
RANGE, MEAN = "range(X, 0, 1)", "mean(X, 1/2)"
POINTLIKE = BASE.replace(RANGE, "range(X, 1/2, 1/2)")
OTHER = BASE.replace("declare family(X, n)", "declare family(X, n)\ndeclare family(s, n)")
BOUND = ("derivation", "a bound variable that has no other meaning")
ONE_FAMILY, ONE_SUM = ("convexity", "one family"), ("independent-sum", "one family in all premises")

ROWS: list[tuple[str, str, str, list[dict[str, Any]], Refusal]] = [
    # convexity
    ("convexity", BASE, MEMBER, convex(RANGE, MEAN, s="s"), None),
    ("convexity, another bound variable", BASE, MEMBER, [step("c", "convexity", [RANGE, MEAN], s="r"), step("f", "mgf-bound", ["c"], bound="1 + exp(r)"), markov], None),
    ("convexity, premises exchanged", BASE, MEMBER, convex(MEAN, RANGE, s="s"), ("derivation", "a premise range(...) with 3 arguments")),
    ("convexity without a mean", BASE, MEMBER, convex(RANGE, s="s"), ("derivation", "a premise mean(...) with 2 arguments")),
    ("convexity of two families", TWO.replace("mean(X", "mean(Y"), MEMBER, convex(RANGE, "mean(Y, 1/2)", s="s"), ONE_FAMILY),
    ("convexity, a scalar as bound variable", BASE, MEMBER, convex(RANGE, MEAN, s="t"), BOUND),
    ("convexity, a number as bound variable", BASE, MEMBER, convex(RANGE, MEAN, s="1"), BOUND),
    ("convexity, no bound variable", BASE, MEMBER, convex(RANGE, MEAN), BOUND),
    ("convexity, an object as bound variable", BASE, MEMBER, convex(RANGE, MEAN, s="X"), BOUND),
    ("convexity on a point", POINTLIKE, MEMBER, convex("range(X, 1/2, 1/2)", MEAN, s="s"), ("default", "shows; 0 > 0")),
    ("a range without points", BASE.replace(RANGE, "range(X, 1, 0)"), MEMBER, convex("range(X, 1, 0)", MEAN, s="s"), ("default", "shows; -1 >= 0")),
    ("a mean outside the range", BASE.replace(MEAN, "mean(X, 2)"), MEMBER, convex(RANGE, "mean(X, 2)", s="s"), ("default", "shows; -1 >= 0")),
    ("a mean that is the bound variable", OTHER.replace(MEAN, "mean(X, s)"), MEMBER, convex(RANGE, "mean(X, s)", s="s"), ("state", "a term over the variables of the goal")),
    ("convexity, a range that is not assumed", BASE, MEMBER, convex("range(X, 0, 1/2)", MEAN, s="s"), UNKNOWN),
    ("convexity, a mean that is not assumed", BASE, MEMBER, convex(RANGE, "mean(X, 0)", s="s"), UNKNOWN),
    ("convexity, a third premise", BASE, MEMBER, convex(RANGE, MEAN, "independent(X)", s="s"), ("derivation", "no further premises")),
    # mgf-bound
    ("a larger bound", BASE, MEMBER.replace("1 + exp(t)", "2 + exp(t)"), bounded("2 + exp(s)"), None),
    ("the bound with equality", BASE, MEMBER.replace("1 + exp(t)", "1/2 + exp(t)/2"), bounded("1/2 + exp(s)/2"), None),
    ("a smaller bound", BASE, MEMBER.replace("1 + exp(t)", "exp(t)"), bounded("exp(s)"), NOT_SHOWN),
    ("a bound for some s only", BASE, MEMBER.replace("1 + exp(t)", "1 + t"), bounded("1 + s"), NOT_SHOWN),
    ("an undefined bound", BASE, MEMBER, bounded("1 + exp(s) + 0/s"), ("default", "shows; s != 0")),
    ("a bound over another variable", BASE, MEMBER, bounded("1 + exp(r)"), ("derivation", "a parameter bound over the scalar variables")),
    ("no bound", BASE, MEMBER, bounded(None), ("derivation", "a parameter bound over the scalar variables")),
    ("a bound on a range", BASE, MEMBER, bounded("2", RANGE), ("derivation", "a premise mgf(...) with 3 arguments")),
    # independent-sum
    ("a sum", BASE, SUM, summed("independent(X)", "family(X, n)", "f"), None),
    ("no independence", BASE, SUM, summed("family(X, n)", "f"), ("derivation", "a premise independent(...) with 1 arguments")),
    ("independence that is not assumed", BASE.replace("assume independent(X)\n", ""), SUM, summed("independent(X)", "family(X, n)", "f"), UNKNOWN),
    ("independence of another family", TWO.replace("independent(X)", "independent(Y)"), SUM, summed("independent(Y)", "family(X, n)", "f"), ONE_SUM),
    ("the size of another family", TWO, SUM, summed("independent(X)", "family(Y, n)", "f"), ONE_SUM),
    ("the bound of another family", TWO.replace("independent(X)", "independent(Y)"), SUM, summed("independent(Y)", "family(Y, n)", "f"), ONE_SUM),
    ("a sum of a sum", BASE, SUM, [convexity, flat, independent, step("j", "independent-sum", ["independent(X)", "family(X, n)", "i"])], ONE_SUM),
    ("another power", BASE, SUM.replace("**n", "**(n + 1)"), summed("independent(X)", "family(X, n)", "f"), ("derivation", "a last conclusion that is the claim")),
    # chernoff
    ("Markov above", BASE, MEMBER, chernoff(s="t", threshold="t", side="above"), None),
    ("Markov below", BASE, "P(X <= 1) <= exp(-(-t*1))*(1 + exp(-t))", chernoff(s="-t", threshold="1", side="below"), None),
    ("the wrong side: above with r < 0", BASE, "P(X >= 1) <= exp(-(-t*1))*(1 + exp(-t))", chernoff(s="-t", threshold="1", side="above"), ("default", "shows; -t >= 0")),
    ("the wrong side: below with r > 0", BASE, MEMBER.replace(">=", "<="), chernoff(s="t", threshold="t", side="below"), ("default", "shows; -t >= 0")),
    ("the other event", BASE, MEMBER.replace(">=", "<="), chernoff(s="t", threshold="t", side="above"), ("derivation", "a last conclusion that is the claim")),
    ("no such side is above", BASE, MEMBER, chernoff(s="t", threshold="t", side="sideways"), None),
    ("the bound variable in r", BASE, MEMBER, chernoff(s="s", threshold="t"), ("derivation", "a parameter s over the scalar variables")),
    ("the bound variable in the threshold", BASE, MEMBER, chernoff(s="t", threshold="s"), ("derivation", "a parameter threshold over the scalar variables")),
    ("the family in the threshold", BASE, MEMBER, chernoff(s="t", threshold="X"), ("derivation", "a parameter threshold over the scalar variables")),
    ("no r", BASE, MEMBER, chernoff(threshold="t"), ("derivation", "a parameter s over the scalar variables")),
    ("a tail for a bound", WITH_TAIL, MEMBER, [step("m", "chernoff", [tail("1/2")], s="t", threshold="t")], ("derivation", "a premise mgf(...) with 3 arguments")),
    ("an assumed bound", assuming("mgf(X, s, 1 + exp(s))"), MEMBER, [step("m", "chernoff", ["mgf(X, s, 1 + exp(s))"], s="t", threshold="t")], None),
    ("an assumed bound at one number", assuming("mgf(X, 3, 1 + exp(3))"), MEMBER, [step("m", "chernoff", ["mgf(X, 3, 1 + exp(3))"], s="t", threshold="t")], BOUND),
    ("an assumed bound at a scalar", assuming("mgf(X, t, 1 + exp(t))"), MEMBER, [step("m", "chernoff", ["mgf(X, t, 1 + exp(t))"], s="t", threshold="t")], BOUND),
    ("an assumed bound at an object", assuming("mgf(X, X, 1 + exp(X))"), MEMBER, [step("m", "chernoff", ["mgf(X, X, 1 + exp(X))"], s="t", threshold="t")], BOUND),
    # average
    ("an average", WITH_SUM_TAIL, "P(average(X) <= t) <= 1/2", [step("a", "average", ["family(X, n)", SUM_TAIL], threshold="t")], None),
    ("an average, another threshold", WITH_SUM_TAIL, "P(average(X) <= 2*t) <= 1/2", [step("a", "average", ["family(X, n)", SUM_TAIL], threshold="2*t")], ("default", "== 0")),
    ("an average of a member", assuming(tail("1/2", c="n*t")), "P(average(X) >= t) <= 1/2", [step("a", "average", ["family(X, n)", tail("1/2", c="n*t")], threshold="t")], ("average", "the sum of the family")),
    ("an average of another family", TWO.replace("conclude", f"assume {SUM_TAIL}\nconclude"), "P(average(Y) <= t) <= 1/2", [step("a", "average", ["family(Y, n)", SUM_TAIL], threshold="t")], ("average", "the sum of the family")),
    ("an average over perhaps none", WITH_SUM_TAIL.replace("integer [1", "integer [0"), "P(average(X) <= t) <= 1/2", [step("a", "average", ["family(X, n)", SUM_TAIL], threshold="t")], ("default", "shows; n - 1 >= 0")),
    ("the other side", WITH_SUM_TAIL, "P(average(X) >= t) <= 1/2", [step("a", "average", ["family(X, n)", SUM_TAIL], threshold="t")], ("derivation", "a last conclusion that is the claim")),
    ("no family", WITH_SUM_TAIL, "P(average(X) <= t) <= 1/2", [step("a", "average", [SUM_TAIL], threshold="t")], ("derivation", "a premise family(...) with 2 arguments")),
    # weaken
    ("a weaker bound", WITH_TAIL, tail("3/4"), [step("w", "weaken", [tail("1/2")], bound="3/4")], None),
    ("a stronger bound", WITH_TAIL, tail("1/4"), [step("w", "weaken", [tail("1/2")], bound="1/4")], ("default", "shows; -1/4 >= 0")),
    ("another event", WITH_TAIL, tail("3/4", c="2*t"), [step("w", "weaken", [tail("1/2")], bound="3/4")], ("derivation", "a last conclusion that is the claim")),
    ("a bound that is no number", WITH_TAIL, tail("3/4"), [step("w", "weaken", [tail("1/2")], bound="X")], ("derivation", "a parameter bound over the scalar variables")),
    ("weaken a bound on exponentials", BASE, tail("3/4"), [convexity, step("w", "weaken", ["c"], bound="3/4")], ("derivation", "a premise P(...) <= e")),
    ("weaken a lower bound", assuming("P(X >= t) >= 1/2"), tail("3/4"), [step("w", "weaken", ["P(X >= t) >= 1/2"], bound="3/4")], ("derivation", "a premise P(...) <= e")),
    # the frame
    ("a name that is used twice", BASE, MEMBER, [convexity, convexity], ("derivation", "a new name")),
    ("a later step", BASE, MEMBER, [convexity, markov, flat], UNKNOWN),
    ("a step by itself", BASE, MEMBER, [step("c", "mgf-bound", ["c"], bound="1")], UNKNOWN),
    ("a further field", BASE, MEMBER, [convexity | {"trusted": True}, flat, markov], ("derivation", "no further fields")),
    ("no rule", BASE, MEMBER, [{"name": "c", "from": []}], ("certificate", "one of convexity")),
    ("another rule", BASE, MEMBER, [convexity | {"rule": "union-bound"}], ("certificate", "one of convexity")),
    ("a scalar rule", BASE, MEMBER, [convexity | {"rule": "default"}], ("certificate", "one of convexity")),
    ("a rule in a list", BASE, MEMBER, [convexity | {"rule": ["convexity"]}], ("certificate", "one of convexity")),
    ("no premises", BASE, MEMBER, [{"name": "c", "rule": "convexity"}], ("certificate", "a list")),
    ("premises by number", BASE, MEMBER, [convexity | {"from": [0, 1]}], ("certificate", "a str")),
    ("parameters in a list", BASE, MEMBER, [convexity | {"with": ["s"]}], ("certificate", "a dict")),
    ("a parameter that is a number", BASE, MEMBER, [convexity | {"with": {"s": 1}}], ("certificate", "a str")),
    ("a step that is a list", BASE, MEMBER, [["convexity"]], ("certificate", "a dict")),  # type: ignore[list-item]
    ("a name that is a number", BASE, MEMBER, [convexity | {"name": 1}], ("certificate", "a str")),
    ("a name that is a list", BASE, MEMBER, [convexity | {"name": ["c"]}], ("certificate", "a str")),
    ("no steps", BASE, MEMBER, [], ("derivation", "a last conclusion that is the claim")),
    ("what is assumed is no derivation", WITH_TAIL, tail("1/2"), [], ("derivation", "a last conclusion that is the claim")),
    ("a derivation that ends too early", BASE, MEMBER, [convexity, flat], ("derivation", "a last conclusion that is the claim")),
    ("obligations that are no list", BASE, MEMBER, [convexity | {"obligations": {}}, flat, markov], ("certificate", "a list")),
    ("a proof that fails", BASE, MEMBER, [convexity | {"obligations": [["enclosure", [4]]]}, flat, markov], ("enclosure", "a precision from 8")),
    ("a proof", BASE, MEMBER, [convexity | {"obligations": [["enclosure", [8]]]}, flat, markov], None),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[("ok: " if row[-1] is None else "no: ") + row[0] for row in ROWS])
def test_rules(row: tuple[str, str, str, list[dict[str, Any]], Refusal]) -> None:
    _, statement, conclusion, steps, refusal = row
    text = concluding(conclusion, statement)
    certificate = trace(text, *steps)
    if refusal is None:
        outcome = checked(text, certificate)
        assert outcome.verdict == "proved"
        assert f"calculus:{steps[-1]['rule']}" in outcome.rules
    else:
        refused(refusal, text, certificate)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_examples(rule: str) -> None:
    mine = [row for row in ROWS if f"'rule': '{rule}'" in str(row[3])]
    assert any(row[-1] is None for row in mine)
    assert sum(row[-1] is not None for row in mine) >= 3


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_names_its_theorem(rule: str) -> None:
    assert len((RULES[rule].__doc__ or "").split()) > 8


TEXT, STEPS = concluding(MEMBER), convex(RANGE, MEAN, s="s")
FRAME = [
    ({"point": {"n": "1"}}, ("point", "coordinates of n, t over the parameters")),
    ({"point": {"n": "1", "t": "1", "s": "1"}}, ("point", "coordinates of n, t over the parameters")),
    ({"point": {"n": "1", "t": "n"}}, ("point", "coordinates of n, t over the parameters")),
    ({"point": {"n": "0", "t": "1"}}, ("default", "shows; -1 >= 0")),
    ({"point": {"n": "1", "t": "-1"}}, ("default", "shows; -1 >= 0")),
    ({"point": {"n": "3/2", "t": "1"}}, ("instance", "an integer for an integer variable")),
    ({"point": ["1", "1"]}, ("certificate", "a dict")),
    ({"verdict": "refuted"}, ("certificate", "one of proved")),
    ({"verdict": "vacuous"}, ("certificate", "one of proved")),
    ({"statement": "0" * 64}, ("certificate", "the statement")),
    ({"format": True}, ("certificate", "one of 1")),
    ({"proofs": []}, ("certificate", "no further fields")),
    ({"steps": {}}, ("certificate", "a list")),
    ({"steps": None}, ("certificate", "a list")),
    ({"define": []}, ("certificate", "a dict")),
]


@pytest.mark.parametrize(("change", "refusal"), FRAME)
def test_the_frame(change: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert checked(TEXT, trace(TEXT, *STEPS)).verdict == "proved"
    refused(refusal, TEXT, trace(TEXT, *STEPS) | change)


def test_hypotheses_need_a_point() -> None:
    """A derivation under contradictory hypotheses is refused for want of a point."""
    text = concluding(MEMBER, STATEMENT.replace("declare", "given t < 0\ndeclare", 1))
    refused(("default", "sequent that the default strategy shows"), text, trace(text, *STEPS))


def test_further_assumptions_are_reported() -> None:
    """Nothing shows that an assumed bound can be met, so the verdict rests on it by name."""
    line = "mgf(X, s, 1 + exp(s))"
    text = concluding(MEMBER, assuming(line))
    assert checked(text, trace(text, step("m", "chernoff", [line], s="t", threshold="t"))).rests_on == (
        f"assume {line}",
    )
    assert checked(TEXT, trace(TEXT, *STEPS)).rests_on == ()


ASSUMED_TWICE = ["range(X, 0, 2)", "mean(X, 0)", "independent(X)", "family(X, n)"]


@pytest.mark.parametrize("line", ASSUMED_TWICE)
def test_nothing_is_assumed_twice(line: str) -> None:
    text = concluding(MEMBER, assuming(line))
    with pytest.raises(Rejected, match=r"one size, range and mean|families that are declared"):
        checked(text, trace(text, *STEPS))


OBJECTS = [
    "declare family(X, n)\ndeclare family(X, n + 1)",
    "declare family(X, n)\ndeclare family(X, n)",
    "declare family(1, n)",
    "declare X",
    "declare family(X, n)\ndeclare n",
]


@pytest.mark.parametrize("lines", OBJECTS)
def test_objects_are_declared_once(lines: str) -> None:
    text = TEXT.replace("declare family(X, n)", lines)
    with pytest.raises((Rejected, Malformed), match=r"each declared once|unbound name|one size, range and mean"):
        checked(text, trace(text, *STEPS))


def test_a_family_has_an_integer_size() -> None:
    text = concluding(MEMBER, STATEMENT.replace("n in integer [1", "n in [1"))
    refused(("instance", "an integer for an integer variable"), text, trace(text, *STEPS))
    assert POINT == {"n": "1", "t": "1"}


def test_an_undefined_conclusion() -> None:
    """What is concluded must be defined wherever the statement is."""
    statement = STATEMENT.replace("assume mean", f"assume {tail('1/2', c='1/t')}\nassume mean")
    text = concluding(tail("3/4", c="1/t"), statement)
    refused(("default", "shows; t != 0"), text, trace(text, step("w", "weaken", [tail("1/2", c="1/t")], bound="3/4")))
