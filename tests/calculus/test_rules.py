"""Every rule of probability: one accepted step, and steps that lack a premise, name another family, take the wrong side."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Any

import pytest

from tests.calculus.derivations import POINT, STATEMENT, concluding, step, trace
from tests.kernel.examples import checked, refused
from verify.calculus.rules import RULES

CHORD = "((1 - 1/2)*exp(s*0) + (1/2 - 0)*exp(s*1))/(1 - 0)"
MGF = f"mgf(X, s, {CHORD})"
FLAT = "mgf(X, s, 1 + exp(s))"
SUM = "mgf(sum(X), s, (1 + exp(s))**n)"
TAIL = "P(X >= t) <= exp(-(t*t))*(1 + exp(t))"
SUM_TAIL = "P(sum(X) <= n*t) <= 1/2"

convexity = step("c", "convexity", ["range(X, 0, 1)", "mean(X, 1/2)"], s="s")
NOT_SHOWN = ("default", "a sequent that the default strategy shows")
UNKNOWN = ("derivation", "premises that are established")
Refusal = tuple[str, str] | None


def assuming(*lines: str) -> str:
    return STATEMENT.replace("conclude", "".join(f"assume {line}\n" for line in lines) + "conclude")


def tail(e: str, side: str = ">=", quantity: str = "X", c: str = "t") -> str:
    return f"P({quantity} {side} {c}) <= {e}"


BASE = STATEMENT
WITH_FLAT, WITH_SUM_TAIL, WITH_TAIL = assuming(FLAT), assuming(SUM_TAIL), assuming(tail("1/2"))
TWO = STATEMENT.replace("declare family(X, n)", "declare family(X, n)\ndeclare family(Y, n)")

ROWS: list[tuple[str, str, str, list[dict[str, Any]], Refusal]] = [
    # convexity
    ("convexity", BASE, MGF, [convexity], None),
    ("convexity, another bound variable", BASE, MGF.replace("s", "r").replace("rum", "sum"), [step("c", "convexity", ["range(X, 0, 1)", "mean(X, 1/2)"], s="r")], None),
    ("convexity, ends exchanged", BASE, MGF, [step("c", "convexity", ["mean(X, 1/2)", "range(X, 0, 1)"], s="s")], ("derivation", "a premise range(...) with 3 arguments")),
    ("convexity without a mean", BASE, MGF, [step("c", "convexity", ["range(X, 0, 1)"], s="s")], ("derivation", "a premise mean(...) with 2 arguments")),
    ("convexity of two families", TWO.replace("mean(X", "mean(Y"), MGF, [step("c", "convexity", ["range(X, 0, 1)", "mean(Y, 1/2)"], s="s")], ("convexity", "one family, and a new variable s")),
    ("convexity, a scalar as bound variable", BASE, MGF, [step("c", "convexity", ["range(X, 0, 1)", "mean(X, 1/2)"], s="t")], ("convexity", "one family, and a new variable s")),
    ("convexity, a number as bound variable", BASE, MGF, [step("c", "convexity", ["range(X, 0, 1)", "mean(X, 1/2)"], s="1")], ("convexity", "one family, and a new variable s")),
    ("convexity, no bound variable", BASE, MGF, [step("c", "convexity", ["range(X, 0, 1)", "mean(X, 1/2)"])], ("convexity", "one family, and a new variable s")),
    ("convexity on a point", BASE.replace("range(X, 0, 1)", "range(X, 1, 1)"), MGF, [step("c", "convexity", ["range(X, 1, 1)", "mean(X, 1/2)"], s="s")], ("default", "shows; 0 > 0")),
    ("convexity, a range that is not assumed", BASE, MGF, [step("c", "convexity", ["range(X, 0, 1/2)", "mean(X, 1/2)"], s="s")], UNKNOWN),
    ("convexity, a third premise", BASE, MGF, [step("c", "convexity", ["range(X, 0, 1)", "mean(X, 1/2)", "independent(X)"], s="s")], ("derivation", "no further premises")),
    # mgf-bound
    ("a larger bound", WITH_FLAT, "mgf(X, s, 2 + exp(s))", [step("b", "mgf-bound", [FLAT], bound="2 + exp(s)")], None),
    ("a smaller bound", WITH_FLAT, "mgf(X, s, exp(s))", [step("b", "mgf-bound", [FLAT], bound="exp(s)")], ("default", "shows; -1 >= 0")),
    ("a bound for some s only", WITH_FLAT, "mgf(X, s, 2 + s)", [step("b", "mgf-bound", [FLAT], bound="2 + s")], NOT_SHOWN),
    ("an undefined bound", WITH_FLAT, "mgf(X, s, 3 + 1/s)", [step("b", "mgf-bound", [FLAT], bound="3 + exp(s) + 0/s")], ("default", "shows; s != 0")),
    ("a bound over another variable", WITH_FLAT, "mgf(X, s, 2 + exp(s))", [step("b", "mgf-bound", [FLAT], bound="2 + exp(r)")], ("derivation", "a parameter bound over the scalar variables")),
    ("no bound", WITH_FLAT, "mgf(X, s, 2 + exp(s))", [step("b", "mgf-bound", [FLAT])], ("derivation", "a parameter bound over the scalar variables")),
    ("a bound on a tail", WITH_TAIL, FLAT, [step("b", "mgf-bound", [tail("1/2")], bound="2")], ("derivation", "a premise mgf(...) with 3 arguments")),
    # independent-sum
    ("a sum", WITH_FLAT, SUM, [step("i", "independent-sum", ["independent(X)", "family(X, n)", FLAT])], None),
    ("no independence", WITH_FLAT, SUM, [step("i", "independent-sum", ["family(X, n)", FLAT])], ("derivation", "a premise independent(...) with 1 arguments")),
    ("independence that is not assumed", WITH_FLAT.replace("assume independent(X)\n", ""), SUM, [step("i", "independent-sum", ["independent(X)", "family(X, n)", FLAT])], UNKNOWN),
    ("independence of another family", TWO.replace("independent(X)", "independent(Y)").replace("conclude", f"assume {FLAT}\nconclude"), SUM, [step("i", "independent-sum", ["independent(Y)", "family(X, n)", FLAT])], ("independent-sum", "one family in all premises")),
    ("the size of another family", TWO.replace("conclude", f"assume {FLAT}\nconclude"), SUM, [step("i", "independent-sum", ["independent(X)", "family(Y, n)", FLAT])], ("independent-sum", "one family in all premises")),
    ("the bound of another family", TWO.replace("conclude", "assume mgf(Y, s, 1 + exp(s))\nconclude"), SUM, [step("i", "independent-sum", ["independent(X)", "family(X, n)", "mgf(Y, s, 1 + exp(s))"])], ("independent-sum", "one family in all premises")),
    ("a sum of a sum", assuming(SUM), SUM, [step("i", "independent-sum", ["independent(X)", "family(X, n)", SUM])], ("independent-sum", "one family in all premises")),
    ("another power", WITH_FLAT, SUM.replace("**n", "**(n + 1)"), [step("i", "independent-sum", ["independent(X)", "family(X, n)", FLAT])], ("derivation", "a last conclusion that is the claim")),
    # chernoff
    ("Markov above", WITH_FLAT, TAIL, [step("m", "chernoff", [FLAT], s="t", threshold="t", side="above")], None),
    ("Markov below", WITH_FLAT, "P(X <= 1) <= exp(-(-t*1))*(1 + exp(-t))", [step("m", "chernoff", [FLAT], s="-t", threshold="1", side="below")], None),
    ("the wrong side: above with r < 0", WITH_FLAT, "P(X >= 1) <= exp(-(-t*1))*(1 + exp(-t))", [step("m", "chernoff", [FLAT], s="-t", threshold="1", side="above")], ("default", "shows; -t >= 0")),
    ("the wrong side: below with r > 0", WITH_FLAT, TAIL.replace(">=", "<="), [step("m", "chernoff", [FLAT], s="t", threshold="t", side="below")], ("default", "shows; -t >= 0")),
    ("no such side is above", WITH_FLAT, TAIL, [step("m", "chernoff", [FLAT], s="t", threshold="t", side="sideways")], None),
    ("the bound variable in r", WITH_FLAT, TAIL, [step("m", "chernoff", [FLAT], s="s", threshold="t")], ("derivation", "a parameter s over the scalar variables")),
    ("the family in the threshold", WITH_FLAT, TAIL, [step("m", "chernoff", [FLAT], s="t", threshold="X")], ("derivation", "a parameter threshold over the scalar variables")),
    ("no r", WITH_FLAT, TAIL, [step("m", "chernoff", [FLAT], threshold="t")], ("derivation", "a parameter s over the scalar variables")),
    ("a tail for a bound", WITH_TAIL, TAIL, [step("m", "chernoff", [tail("1/2")], s="t", threshold="t")], ("derivation", "a premise mgf(...) with 3 arguments")),
    # average
    ("an average", WITH_SUM_TAIL, "P(average(X) <= t) <= 1/2", [step("a", "average", ["family(X, n)", SUM_TAIL], threshold="t")], None),
    ("an average, another threshold", WITH_SUM_TAIL, "P(average(X) <= 2*t) <= 1/2", [step("a", "average", ["family(X, n)", SUM_TAIL], threshold="2*t")], ("default", "== 0")),
    ("an average of a member", assuming(tail("1/2", c="n*t")), "P(average(X) >= t) <= 1/2", [step("a", "average", ["family(X, n)", tail("1/2", c="n*t")], threshold="t")], ("average", "the sum of the family")),
    ("an average of another family", TWO.replace("conclude", f"assume {SUM_TAIL}\nconclude"), "P(average(Y) <= t) <= 1/2", [step("a", "average", ["family(Y, n)", SUM_TAIL], threshold="t")], ("average", "the sum of the family")),
    ("an average over perhaps none", WITH_SUM_TAIL.replace("integer [1", "integer [0"), "P(average(X) <= t) <= 1/2", [step("a", "average", ["family(X, n)", SUM_TAIL], threshold="t")], ("default", "shows; n > 0")),
    ("the other side", WITH_SUM_TAIL, "P(average(X) >= t) <= 1/2", [step("a", "average", ["family(X, n)", SUM_TAIL], threshold="t")], ("derivation", "a last conclusion that is the claim")),
    ("no family", WITH_SUM_TAIL, "P(average(X) <= t) <= 1/2", [step("a", "average", [SUM_TAIL], threshold="t")], ("derivation", "a premise family(...) with 2 arguments")),
    # weaken
    ("a weaker bound", WITH_TAIL, tail("3/4"), [step("w", "weaken", [tail("1/2")], bound="3/4")], None),
    ("a stronger bound", WITH_TAIL, tail("1/4"), [step("w", "weaken", [tail("1/2")], bound="1/4")], ("default", "shows; -1/4 >= 0")),
    ("another event", WITH_TAIL, tail("3/4", c="2*t"), [step("w", "weaken", [tail("1/2")], bound="3/4")], ("derivation", "a last conclusion that is the claim")),
    ("a bound that is no number", WITH_TAIL, tail("3/4"), [step("w", "weaken", [tail("1/2")], bound="X")], ("derivation", "a parameter bound over the scalar variables")),
    ("weaken a bound on exponentials", WITH_FLAT, tail("3/4"), [step("w", "weaken", [FLAT], bound="3/4")], ("derivation", "a premise P(...) <= e")),
    ("weaken a lower bound", assuming("P(X >= t) >= 1/2"), tail("3/4"), [step("w", "weaken", ["P(X >= t) >= 1/2"], bound="3/4")], ("derivation", "a premise P(...) <= e")),
    # the frame
    ("a name that is used twice", BASE, MGF, [convexity, convexity], ("derivation", "a new name")),
    ("two steps", BASE, f"mgf(sum(X), s, ({CHORD})**n)", [convexity, step("i", "independent-sum", ["independent(X)", "family(X, n)", "c"])], None),
    ("a later step", BASE, f"mgf(sum(X), s, ({CHORD})**n)", [step("i", "independent-sum", ["independent(X)", "family(X, n)", "c"]), convexity], UNKNOWN),
    ("a step by itself", BASE, MGF, [step("c", "mgf-bound", ["c"], bound="1")], UNKNOWN),
    ("no such step", BASE, MGF, [step("i", "independent-sum", ["independent(X)", "family(X, n)", "nothing"])], UNKNOWN),
    ("a further field", BASE, MGF, [convexity | {"trusted": True}], ("derivation", "no further fields")),
    ("no rule", BASE, MGF, [{"name": "c", "from": []}], ("certificate", "one of convexity")),
    ("another rule", BASE, MGF, [convexity | {"rule": "union-bound"}], ("certificate", "one of convexity")),
    ("a scalar rule", BASE, MGF, [convexity | {"rule": "default"}], ("certificate", "one of convexity")),
    ("a rule in a list", BASE, MGF, [convexity | {"rule": ["convexity"]}], ("certificate", "one of convexity")),
    ("no premises", BASE, MGF, [{"name": "c", "rule": "convexity"}], ("certificate", "a list")),
    ("premises by number", BASE, MGF, [convexity | {"from": [0, 1]}], ("certificate", "a str")),
    ("parameters in a list", BASE, MGF, [convexity | {"with": ["s"]}], ("certificate", "a dict")),
    ("a parameter that is a number", BASE, MGF, [convexity | {"with": {"s": 1}}], ("certificate", "a str")),
    ("a step that is a list", BASE, MGF, [["convexity"]], ("certificate", "a dict")),  # type: ignore[list-item]
    ("a name that is a number", BASE, MGF, [convexity | {"name": 1}], ("certificate", "a str")),
    ("a name that is a list", BASE, MGF, [convexity | {"name": ["c"]}], ("certificate", "a str")),
    ("no steps", BASE, MGF, [], ("derivation", "a last conclusion that is the claim")),
    ("what is assumed is no derivation", WITH_FLAT, FLAT, [], ("derivation", "a last conclusion that is the claim")),
    ("obligations that are no list", BASE, MGF, [convexity | {"obligations": {}}], ("certificate", "a list")),
    ("a proof that fails", BASE, MGF, [convexity | {"obligations": [["enclosure", [4]]]}], ("enclosure", "a precision from 8")),
    ("a proof", BASE, MGF, [convexity | {"obligations": [["enclosure", [8]]]}], None),
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
    mine = [row for row in ROWS if row[3] and isinstance(row[3][-1], dict) and row[3][-1].get("rule") == rule]
    assert any(row[-1] is None for row in mine)
    assert sum(row[-1] is not None for row in mine) >= 3


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_names_its_theorem(rule: str) -> None:
    assert len((RULES[rule].__doc__ or "").split()) > 8


TEXT = concluding(MGF)
FRAME = [
    ({"point": {"n": "1"}}, ("point", "a coordinate for each variable")),
    ({"point": {"n": "1", "t": "1", "s": "1"}}, ("point", "a coordinate for each variable")),
    ({"point": {"n": "1", "t": "n"}}, ("point", "a coordinate for each variable")),
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
    assert checked(TEXT, trace(TEXT, convexity)).verdict == "proved"
    refused(refusal, TEXT, trace(TEXT, convexity) | change)


def test_hypotheses_need_a_point() -> None:
    """A derivation under contradictory hypotheses is refused for want of a point."""
    text = concluding(MGF, STATEMENT.replace("declare", "given t < 0\ndeclare", 1))
    refused(("default", "sequent that the default strategy shows"), text, trace(text, convexity))


def test_a_family_has_an_integer_size() -> None:
    text = concluding(MGF, STATEMENT.replace("n in integer [1", "n in [1"))
    refused(("instance", "an integer for an integer variable"), text, trace(text, convexity))
    assert POINT == {"n": "1", "t": "1"}


def test_an_undefined_conclusion() -> None:
    """What is concluded must be defined wherever the statement is."""
    statement = STATEMENT.replace("assume mean", f"assume {tail('1/2', c='1/t')}\nassume mean")
    text = concluding(tail("3/4", c="1/t"), statement)
    refused(("default", "shows; t != 0"), text, trace(text, step("w", "weaken", [tail("1/2", c="1/t")], bound="3/4")))
