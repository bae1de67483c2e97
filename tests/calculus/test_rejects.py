"""What no rule may let pass: wrong premises, data-dependent functions, mixed conditions, captured names, broken traces."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import json
import random
from typing import Any

import pytest

from tests.calculus.derivations import step, trace
from tests.calculus.fits import FITS, fits
from tests.calculus.instances import Case
from tests.kernel.examples import Proved, checked
from verify.calculus.schemas import SCHEMAS, TEXTS
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.kernel.terms import variables

# --- each schema: a premise left out, of another head, exchanged, or too many


def accepted(rule: str) -> Case:
    """A step of a rule that is taken."""
    for seed in range(50):
        _, case = fits(rule, random.Random(seed))
        try:
            case.step()
        except Rejected:
            continue
        return case
    raise AssertionError(rule)


def refused(case: Case, fragment: str = "", axioms: Proved | None = None) -> None:
    with pytest.raises((Rejected, Malformed)) as caught:
        case.step(axioms)
    assert fragment in str(caught.value)


OTHERS = ("lipschitz(f, 1)", "z >= 7", "mean(z) >= 7", "labels(l, 2)", "given(l, independent(z))")


@pytest.mark.parametrize("rule", [rule for rule in SCHEMAS if SCHEMAS[rule][0]])
def test_premises_of_another_form(rule: str) -> None:
    case, count = accepted(rule), len(SCHEMAS[rule][0])
    for number in range(count):
        premises = list(case.premises)
        del premises[number]
        refused(Case(**{**vars(case), "premises": premises}))
        for other in OTHERS:
            relation = (rule == "sup-least" and ">=" in other) or (rule == "average-over-labels" and "mean" in other)
            if other.split("(")[0] in TEXTS[rule][0] or other in case.premises or relation:
                continue
            premises = list(case.premises)
            premises[number] = other
            refused(Case(**{**vars(case), "premises": premises}))
    refused(Case(**{**vars(case), "premises": []}))


@pytest.mark.parametrize("rule", SCHEMAS)
def test_premises_that_are_too_many(rule: str) -> None:
    case = accepted(rule)
    refused(Case(**{**vars(case), "premises": [*case.premises, "independent(z)"]}))


@pytest.mark.parametrize("rule", [rule for rule in FITS if rule in SCHEMAS])
def test_parameters_that_are_missing(rule: str) -> None:
    case = accepted(rule)
    bound = frozenset().union(*map(variables, SCHEMAS[rule][0]))
    for name in case.parameters.keys() - bound:
        refused(Case(**{**vars(case), "parameters": {k: v for k, v in case.parameters.items() if k != name}}))


# --- single steps: what is wrong, the step, a fragment of the refusal

ROW, ONE_FUNCTION = "a term over rows", "a function, fixed before the sample"
MGF_C = "mgf(z, s, exp(s**2/2))"
GIVEN = ["given(l, independent(z))", f"given(l, {MGF_C})", "labels(l, 2)", "family(z, 1)"]
PARTS = {"m": "m", "u": "1", "v": "1", "r": "1", "b": "1", "c": "3"}
S, T = {"s": "(-oo, oo)"}, {"t": "[0, oo)"}
STEPS: list[tuple[str, Case, str]] = [
    # a function chosen from the data is none
    ("a centred family is no function of a row", Case("independent-rows", ["independent(z)"], {"X": "z - average(z)"}), ROW),
    ("another family", Case("independent-rows", ["independent(z)"], {"X": "y"}), ONE_FUNCTION),
    ("the best function", Case("independent-rows", ["independent(x, z)"], {"X": "sup(F, F*z)"}), ROW),
    ("a family among functions", Case("independent-rows", ["independent(x)"], {"X": "f*y"}), ONE_FUNCTION),
    ("labels that are not given", Case("independent-rows", ["independent(z)"], {"X": "expect(z, l)"}), ONE_FUNCTION),
    ("an average", Case("take-out", ["centred(z, x, l)", "range(average(f), -1, 1)"], {}), ROW),
    ("noise times itself", Case("take-out", ["centred(z, x, l)", "range(z, -1, 1)"], {}), ONE_FUNCTION),
    ("a family, perhaps chosen from the data", Case("take-out", ["centred(z, x, l)", "range(y, -1, 1)"], {}), ONE_FUNCTION),
    ("the same, given labels", Case("take-out-given", ["sample(x, z, l)", "centred(z, x, l)", "range(y, -1, 1)"], {}), ONE_FUNCTION),
    ("noise outside the sample", Case("take-out-given", ["sample(x, z, l)", "centred(y, x, l)", "range(f, -1, 1)"], {}), ONE_FUNCTION),
    ("noise outside the sample, alone", Case("centred-given", ["sample(x, z, l)", "centred(y, x, l)"], {}), ONE_FUNCTION),
    ("isoperimetry of noise", Case("isoperimetry", ["isoperimetric(x, l, 1, 1)", "lipschitz(z, 1)", "range(z, -1, 1)"], {"t": "t"}), ONE_FUNCTION),
    ("isoperimetry of a family", Case("isoperimetry", ["isoperimetric(x, l, 1, 1)", "lipschitz(y, 1)", "range(y, -1, 1)"], {"t": "t"}), ONE_FUNCTION),
    ("isoperimetry of the fitted function", Case("isoperimetry", ["isoperimetric(x, l, 1, 1)", "lipschitz(sup(F, F), 1)", "range(sup(F, F), -1, 1)"], {"t": "t"}), ROW),
    ("a bound of another function", Case("isoperimetry", ["isoperimetric(x, l, 1, 1)", "lipschitz(f, 1)", "range(g, -1, 1)"], {"t": "t"}), "premises"),
    ("a weight that is no function of the label", Case("component-sum", ["sample(x, z, l)", "range(f, -1, 1)"], {"X": "z", "m": "1"}), ONE_FUNCTION),
    ("expectations of what is not in the sample", Case("component-sum", ["sample(x, z, l)", "range(expect(y, l), -1, 1)"], {"X": "z", "m": "1"}), ONE_FUNCTION),
    # independence
    ("independence of another family", Case("independent-sum", ["independent(y)", "family(z, 1)", MGF_C]), "premises"),
    ("independence of rows, not of the family", Case("independent-sum", ["independent(x, z)", "family(z, 1)", MGF_C]), "premises"),
    ("another size", Case("independent-sum", ["independent(z)", "family(z, 2)", MGF_C]), ""),
    ("a family that is not declared", Case("independent-sum", ["independent(w)", "family(w, 1)", "mgf(w, s, 1)"]), ""),
    # conditions
    ("components without labels given", Case("components", ["independent(z)", MGF_C, *GIVEN[2:]], PARTS), "premises given l"),
    ("mixed conditions", Case("components", [GIVEN[0], MGF_C, *GIVEN[2:]], PARTS), "premises that hold given l"),
    ("a mean without the condition", Case("components-mean", [GIVEN[0], "mean(z) == 0", "given(l, mean(z**2) <= 1)", *GIVEN[2:]]), "premises that hold given l"),
    ("a probability without the condition", Case("union", ["given(l, P(z >= 1) <= 1/2)", "P(z <= -1) <= 1/2"]), "premises that hold given l"),
    ("a sum of equal means, one of them given l", Case("mean-add", ["given(l, mean(z) == 0)", "mean(y) == 0"]), "premises that hold given l"),
    ("a sum of means, one of them given l", Case("mean-sum", ["given(l, mean(z) <= 0)", "mean(y) <= 0"]), "premises that hold given l"),
    ("a mean as fact", Case("markov", ["given(l, mean(z) <= 1)", "mean(y) <= 0"], {"c": "1"}), "premises that hold given l"),
    ("labels averaged out of a sure judgement", Case("average-over-labels", ["given(l, independent(z))"]), "a probability or an expectation"),
    ("labels averaged out of a tail", Case("average-over-labels", ["given(l, tail(z, t, 1))"]), "a probability or an expectation"),
    ("labels averaged out of a relation", Case("average-over-labels", ["given(l, z <= 1)"]), "a probability or an expectation"),
    ("a condition in a condition", Case("follows", ["given(l, given(l, z >= 1))"], {"R": "z >= 1"}), "conditions in the order"),
    ("when inside given", Case("follows", ["given(l, when(0 <= 1, z >= 1))"], {"R": "z >= 1"}), "conditions in the order"),
    ("a sample given labels twice", Case("given-labels", ["given(l, sample(x, z, l))"]), "conditions in the order"),
    # cases
    ("conditions that leave a gap", Case("cases", ["when(s <= 0, z >= 1)", "z >= 1"], domains=S), "two premises"),
    ("cases of two judgements", Case("cases", ["when(s <= 0, z >= 1)", "when(s >= 0, z >= 2)"], domains=S), "two premises"),
    ("three cases", Case("cases", ["when(s <= 0, z >= 1)", "when(s >= 0, z >= 1)", "when(s == 0, z >= 1)"], domains=S), "two premises"),
    ("a case within a case", Case("cases", ["when(s <= 0, when(s <= 1, z >= 1))", "when(s >= 0, z >= 1)"], domains=S), ""),
    ("a case that is a judgement", Case("cases", ["when(z <= 0, z >= 1)", "when(z >= 0, z >= 1)"], domains=S), "terms over the scalar variables"),
    ("cases under a condition", Case("cases", ["when(s <= 0, z >= 1)", "when(s >= 0, z >= 1)"], domains=S, when="s <= 3"), "two premises"),
    # arbitrary variables
    ("a variable of which something is assumed", Case("mgf", ["mean(exp(s*z)) <= 2"], {"h": "h"}, domains=S, fixed=["s"]), "an arbitrary real variable"),
    ("a variable of a smaller domain", Case("mgf", ["mean(exp(s*z)) <= 2"], {"h": "h"}, domains={"s": "[0, oo)"}), "an arbitrary real variable"),
    ("an integer variable", Case("mgf", ["mean(exp(s*z)) <= 2"], {"h": "h"}, domains={"s": "integer (-oo, oo)"}), "an arbitrary real variable"),
    ("a number", Case("mgf", ["mean(exp(2*z)) <= 2"], {"h": "h"}), "an arbitrary real variable"),
    ("a variable within the quantity", Case("mgf", ["mean(exp(s*(s*z + 1))) <= 2"], {"h": "h"}, domains=S), "a term without s"),
    ("a variable under a condition", Case("mgf", ["when(s <= 1, mean(exp(s*z)) <= 2)"], {"h": "h"}, domains=S), "a term without s"),
    ("a variable under the step's condition", Case("mgf", ["mean(exp(s*z)) <= 2"], {"h": "h"}, domains=S, when="s <= 1"), "a term without s"),
    ("a threshold of which something is assumed", Case("tail", ["P(abs(z) >= t) <= 1/2"], {"u": "u"}, domains=T, fixed=["t"]), "an arbitrary real variable"),
    ("a threshold from 1 on", Case("tail", ["P(abs(z) >= t) <= 1/2"], {"u": "u"}, domains={"t": "[1, oo)"}), "an arbitrary real variable"),
    ("a threshold above 0", Case("tail", ["P(abs(z) >= t) <= 1/2"], {"u": "u"}, domains={"t": "(0, oo)"}), "an arbitrary real variable"),
    ("a threshold within the quantity", Case("tail", ["P(abs(t*z) >= t) <= 1/2"], {"u": "u"}, domains=T), "a term without t"),
    # bound variables
    ("a scalar bound", Case("convexity", ["range(z, 0, 1)", "mean(z) == 1/2"], {"s": "s"}, domains=S), "no other meaning"),
    ("an object bound", Case("convexity", ["range(z, 0, 1)", "mean(z) == 1/2"], {"s": "z"}), "no other meaning"),
    ("the variable itself bound", Case("mgf", ["mean(exp(s*z)) <= 2"], {"h": "s"}, domains=S), "no other meaning"),
    ("a bound variable free in c", Case("chernoff", [MGF_C], {"r": "1", "c": "s"}), "over declared names"),
    ("a bound variable free in r", Case("chernoff", [MGF_C], {"r": "s", "c": "1"}), ""),
    ("a random r", Case("chernoff", [MGF_C], {"r": "z", "c": "1"}), "terms over the scalar variables"),
    ("a random c", Case("chernoff", [MGF_C], {"r": "1", "c": "y"}), "terms over the scalar variables"),
    ("a random bound", Case("mgf-bound", [MGF_C], {"bound": "exp(s*z)"}), "terms over the scalar variables"),
    ("a random factor", Case("mean-scale", ["mean(z) == 0"], {"u": "z"}), "terms over the scalar variables"),
    ("a bound by a probability", Case("weaken", ["P(z >= 1) <= 1/2"], {"bound": "P(z >= 0)"}), ""),
    # classes
    ("a class of which more is mentioned", Case("union-class", ["finite(net(F, 1), 2)", "P(average(F) >= 1) <= 1/2"], {"F": "F"}), "mentions the class through the image only"),
    ("another class", Case("maximal", ["finite(0*F, 1)", MGF_C.replace("z", "F")], {"F": "F", "r": "1"}), "mentions the class through the image only"),
    ("a family for the class", Case("union-class", ["finite(F, 2)", "P(F >= 1) <= 1/2"], {"F": "x"}), "mentions the class through the image only"),
    ("a remainder that mentions the class", Case("sup", ["finite(F, 2)", "F <= 0*F + F"]), "a term without F"),
    ("the net of a function", Case("net-range", ["range(f, 0, 1)"], {"h": "1"}), "a term over one class"),
    ("the net of noise", Case("net-close", [], {"X": "F*z", "h": "1"}), "a term over one class"),
    ("the part of an average", Case("part-lipschitz", [], {"X": "average(F)", "u": "1"}), ROW),
    ("parts of another class", Case("part-event", ["P(some(F, average(F) >= 1)) <= 1/2"], {"F": "F", "X": "F", "u": "1"}), "mentions the class through the image only"),
    # events
    ("an event without a premise", Case("implied", ["P(z >= 1) >= 1/2"], {"event": "z >= 2"}), "a premise P(...) <= e"),
    ("an event that is a term", Case("implied", ["P(z >= 1) <= 1/2"], {"event": "z"}), "a relation"),
    ("either in a goal", Case("implied", ["P(z >= 1) <= 1/2"], {"event": "either(z >= 2, z >= 3)"}), "a relation"),
    ("a probability as a fact", Case("implied", ["P(z >= 1) <= 1/2", "P(y >= 1) <= 1/2", "independent(z)"], {"event": "z >= 2"}), "ranges and relations as facts"),
    ("some outside, the member inside", Case("implied", ["P(F >= 1) <= 1/2"], {"event": "some(F, F >= 2)"}), "a term without F"),
    ("a probability as a number", Case("follows", ["P(z >= 1) <= 1/2"], {"R": "2*P(z >= 1) <= 1"}), ""),
    ("no probability", Case("follows", [], {"R": "P(z) <= 1"}), ""),
    # averages
    ("a square of an average", Case("linear", ["range(z, 0, 1)"], {"relation": "average(z)**2 <= 1"}), "affine in averages"),
    ("a product of averages", Case("linear", ["range(z, 0, 1)"], {"relation": "average(z)*average(y) <= 1"}), "affine in averages"),
    ("a quotient by an average", Case("linear", ["range(z, 1, 2)"], {"relation": "1/average(z) <= 1"}), "affine in averages"),
    ("a random coefficient", Case("linear", ["range(z, 0, 1)"], {"relation": "y*average(z) <= y"}), "affine in averages"),
    ("the exponential of an average", Case("linear", ["range(z, 0, 1)"], {"relation": "exp(average(z)) <= 3"}), "affine in averages"),
    ("a sum", Case("linear", ["range(z, 0, 1)"], {"relation": "sum(z) <= 1"}), ""),
    # judgements without a meaning
    ("a probability of two events", Case("weaken", ["P(z >= 1, z >= 2) <= 1"], {"bound": "1"}), ""),
    ("a probability of no event", Case("weaken", ["P(z) <= 1"], {"bound": "1"}), ""),
    ("a mean within a mean", Case("mean-at-most", ["mean(mean(z)) == 1"]), ""),
    ("labels that are a family", Case("expect-range", ["range(z, 0, 1)"], {"l": "z"}), "a declared object"),
    ("parts by a family", Case("total", ["family(z, 1)"], {"X": "parts(z, x)"}), "a declared object"),
    ("some of a function", Case("weaken", ["P(some(f, f >= 1)) <= 1"], {"bound": "1"}), "a declared object"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "case", "fragment"), STEPS, ids=[what for what, _, _ in STEPS])
def test_a_step_is_refused(what: str, case: Case, fragment: str) -> None:
    refused(case, fragment)


OVERLAP = "derivation\nvar s in (-oo, oo)\ndeclare family(z, 1)\nassume when(s <= {}, P(z >= 1) <= 1/2)\nassume when(s >= {}, P(z >= 1) <= 1/2)\nconclude P(z >= 1) <= 1/2"


@pytest.mark.parametrize(
    ("low", "high", "good"), [("0", "0", True), ("1", "0", True), ("0", "1", False), ("-1", "1/2", False)]
)
def test_cases_cover_the_line(low: str, high: str, good: bool) -> None:
    text = OVERLAP.format(low, high)
    lines = [line.removeprefix("assume ") for line in text.split("\n") if line.startswith("assume")]
    certificate = trace(text, step("c", "cases", lines), point={"s": "0"})
    if good:
        assert checked(text, certificate).verdict == "proved"
        return
    with pytest.raises(Rejected, match="default"):
        checked(text, certificate)


# --- lemmas

MEMBER = "derivation\nvar b in (-oo, oo)\nvar n in integer [1, oo)\ndeclare family(p, n)\ndeclare family(q, n)\ndeclare functions(G, p)\nassume range(G, 0, b)\nassume q <= 0\nconclude P(some(G, G*q >= 1)) <= 0"
BOUNDED = "derivation\nvar b in [1, oo)\nvar n in integer [1, oo)\ngiven b <= 7\ndeclare family(q, n)\ndeclare labels(l, 2)\nassume given(l, independent(q))\nassume given(l, mean(q) <= 0)\nconclude P(q >= 1) <= b"
GOOD = {"b": "2", "n": "1", "p": "x", "q": "z", "G": "F"}
FACTS = ["range(F, 0, 2)", "z <= 0"]
PLAIN = {"b": "2", "n": "1", "q": "z", "l": "l"}
HELD = ["given(l, independent(z))", "given(l, mean(z) <= 0)"]
USES: list[tuple[str, str, list[str], dict[str, str], str]] = [
    ("a class that another object mentions", MEMBER, ["range(F, 0, 2)", "F*z <= 0"], GOOD | {"q": "F*z"}, "a class that no other object mentions"),
    ("a class for two objects", MEMBER, ["range(F, 0, 2)", "sup(F, F) <= 0"], GOOD | {"q": "sup(F, F)"}, ""),
    ("a function for a class", MEMBER, ["range(f, 0, 2)", "z <= 0"], GOOD | {"G": "f"}, "a term over one class"),
    ("a class of noise", MEMBER, ["range(F*z, 0, 2)", "z <= 0"], GOOD | {"G": "F*z"}, "a function, fixed before the sample, of the rows"),
    ("a class over another family", MEMBER, FACTS, GOOD | {"p": "y"}, "a function, fixed before the sample, of the rows"),
    ("functions of a term", MEMBER, FACTS, GOOD | {"p": "x + 0"}, "a function, fixed before the sample, of the rows"),
    ("an average for a family", MEMBER, ["range(F, 0, 2)", "average(z) <= 0"], GOOD | {"q": "average(z)"}, ROW),
    ("no assumption", MEMBER, FACTS[:1], GOOD, "the assumptions of the lemma"),
    ("an assumption at another number", MEMBER, ["range(F, 0, 1)", "z <= 0"], GOOD, "the assumptions of the lemma"),
    ("an object without a term", MEMBER, FACTS, {k: v for k, v in GOOD.items() if k != "q"}, "terms for"),
    ("a term for nothing", MEMBER, FACTS, GOOD | {"w": "1"}, "terms for"),
    ("half a member", MEMBER, FACTS, GOOD | {"n": "1/2"}, "an integer for an integer variable"),
    ("a family for labels", BOUNDED, HELD, PLAIN | {"l": "x"}, ""),
    ("conditions that are left out", BOUNDED, ["independent(z)", "mean(z) <= 0"], PLAIN, "the assumptions of the lemma"),
    ("conditions that are mixed", BOUNDED, ["independent(z)", HELD[1]], PLAIN, "premises that hold given l"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "premises", "values", "fragment"), USES, ids=[use[0] for use in USES])
def test_a_lemma_is_refused(what: str, text: str, premises: list[str], values: dict[str, str], fragment: str) -> None:
    refused(Case("lemma", premises, values, lemma=digest(text)), fragment, Proved(text))


def test_a_lemma_is_taken() -> None:
    step_, conclusion = Case("lemma", FACTS, GOOD, lemma=digest(MEMBER)).step(Proved(MEMBER))
    assert "'some', (('var', 'F')" in str(conclusion)
    assert Case("lemma", HELD, PLAIN, lemma=digest(BOUNDED)).step(Proved(BOUNDED))
    assert [o.relation[0] for o in step_.obligations if o.relation[1] != o.relation[2]] == []


@pytest.mark.parametrize("axioms", [None, Proved(), Proved(MEMBER)])
def test_a_lemma_that_is_not_known(axioms: Proved | None) -> None:
    refused(Case("lemma", HELD, PLAIN, lemma=digest(BOUNDED)), "", axioms)


# --- traces

TEXT = "derivation\nvar n in integer [1, oo)\nvar t in [0, oo)\ndeclare family(X, n)\nassume independent(X)\nassume mgf(X, s, exp(s**2/2))\nconclude P(sum(X) >= t) <= exp(-t*t)*exp(t**2/2)**n"
SUM = step("sum", "independent-sum", ["independent(X)", "family(X, n)", "mgf(X, s, exp(s**2/2))"])
LAST = step("last", "chernoff", ["sum"], r="t", c="t")
POINT = {"n": "1", "t": "1"}
TRACES: list[tuple[str, list[Any], str]] = [
    ("an unknown rule", [SUM | {"rule": "union-bound"}, LAST], "one of"),
    ("a scalar rule", [SUM | {"rule": "default"}, LAST], "one of"),
    ("no rule", [{k: v for k, v in SUM.items() if k != "rule"}, LAST], "one of"),
    ("a rule in a list", [SUM | {"rule": ["chernoff"]}, LAST], "one of"),
    ("a name twice", [SUM, SUM, LAST], "a new name"),
    ("no name", [{k: v for k, v in SUM.items() if k != "name"}, LAST], "a str"),
    ("a name that is no name", [SUM | {"name": "a b"}, LAST], ""),
    ("a premise that is not established", [step("sum", "independent-sum", ["independent(X)", "family(X, n)", "mgf(X, s, 1)"]), LAST], "premises that are established"),
    ("a later step", [LAST, SUM], ""),
    ("a step by itself", [SUM, LAST | {"from": ["last"]}], ""),
    ("a circle", [step("a", "mgf-bound", ["b"], bound="1"), step("b", "mgf-bound", ["a"], bound="1"), SUM, LAST], ""),
    ("the claim as a premise", [step("last", "weaken", ["P(sum(X) >= t) <= exp(-t*t)*exp(t**2/2)**n"], bound="exp(-t*t)*exp(t**2/2)**n")], "premises that are established"),
    ("a declaration that is not made", [step("sum", "independent-sum", ["independent(X)", "family(X, 2)", "mgf(X, s, exp(s**2/2))"]), LAST], "premises that are established"),
    ("a further field", [SUM | {"conclusion": "mgf(sum(X), s, 1)"}, LAST], "no further fields"),
    ("a conclusion in the trace", [SUM, LAST | {"conclude": "P(sum(X) >= t) <= 0"}], "no further fields"),
    ("another conclusion", [SUM, step("last", "chernoff", ["sum"], r="2", c="t")], "a last conclusion that is the claim"),
    ("an end too early", [SUM], "a last conclusion that is the claim"),
    ("an end too late", [SUM, LAST, SUM | {"name": "more"}], "a last conclusion that is the claim"),
    ("no steps", [], "a last conclusion that is the claim"),
    ("an unbound name", [SUM, step("last", "chernoff", ["sum"], r="w", c="t")], ""),
    ("an undeclared object", [SUM, step("x", "total", ["family(X, n)"], X="W"), LAST], ""),
    ("a parameter that is a number", [SUM, LAST | {"with": {"r": 1, "c": "t"}}], "a str"),
    ("parameters in a list", [SUM, LAST | {"with": ["r"]}], "a dict"),
    ("a premise by number", [SUM, LAST | {"from": [0]}], "a str"),
    ("premises that are no list", [SUM, LAST | {"from": "sum"}], "a list"),
    ("a step that is a list", [SUM, ["chernoff"]], "a dict"),
    ("a condition that is a judgement", [SUM, LAST | {"when": "independent(X)"}], ""),
    ("a condition over objects", [SUM, LAST | {"when": "X >= 0"}], ""),
    ("a condition, not in the claim", [SUM, LAST | {"when": "t >= 1"}], "a last conclusion that is the claim"),
    ("a lemma that is not a hash", [SUM, step("x", "lemma", [], n="n") | {"lemma": "DER-HOEFFDING"}, LAST], ""),
    ("an unknown citation", [SUM, step("x", "lemma", [], n="n") | {"lemma": "0" * 64}, LAST], ""),
    ("obligations that are no list", [SUM, LAST | {"obligations": {}}], "a list"),
    ("a proof that fails", [SUM, LAST | {"obligations": [["enclosure", [4]]]}], "enclosure"),
]  # fmt: skip


def test_the_trace_is_taken() -> None:
    outcome = checked(TEXT, trace(TEXT, SUM, LAST, point=POINT))
    assert outcome.verdict == "proved"
    assert outcome.flags == ("assumptions",)


@pytest.mark.parametrize(("what", "steps", "fragment"), TRACES, ids=[row[0] for row in TRACES])
def test_a_trace_is_refused(what: str, steps: list[Any], fragment: str) -> None:
    for axioms in (None, Proved()):
        with pytest.raises((Rejected, Malformed)) as caught:
            checked(TEXT, trace(TEXT, *steps, point=POINT), axioms)
        assert fragment in str(caught.value)


FRAME = [
    {"point": {"n": "1"}}, {"point": {"n": "1", "t": "1", "s": "1"}}, {"point": {"n": "1", "t": "n"}},
    {"point": {"n": "0", "t": "1"}}, {"point": {"n": "1", "t": "-1"}}, {"point": {"n": "3/2", "t": "1"}},
    {"point": ["1", "1"]}, {"verdict": "refuted"}, {"verdict": "vacuous"}, {"statement": "0" * 64}, {"format": True},
    {"proofs": []}, {"steps": {}}, {"steps": None}, {"define": []}, {"object": "X"},
]  # fmt: skip


@pytest.mark.parametrize("change", FRAME, ids=json.dumps)
def test_the_frame(change: dict[str, Any]) -> None:
    with pytest.raises(Rejected):
        checked(TEXT, trace(TEXT, SUM, LAST, point=POINT) | change)


STATEMENTS = [
    ("family(X, n)", "family(X, n)\ndeclare family(X, n)"),
    ("family(X, n)", "family(X, n)\ndeclare family(Y, n + 1)"),
    ("family(X, n)", "family(n, n)"),
    ("family(X, n)", "family(1, n)"),
    ("family(X, n)", "family(X, X)"),
    ("family(X, n)", "family(X)"),
    ("family(X, n)", "independent(X)"),
    ("family(X, n)", "function(X, Y)"),
    ("family(X, n)", "families(X, n)"),
    ("assume independent(X)", "assume family(X, n)\nassume independent(X)"),
    ("assume independent(X)", "assume independent(X, Y)"),
    ("assume independent(X)", "assume independent(X)\nassume given(X, mean(X) == 0)"),
    ("mgf(X, s, exp(s**2/2))", "mgf(X, 3, 2)"),
    ("mgf(X, s, exp(s**2/2))", "mgf(X, t, exp(t**2/2))"),
    ("mgf(X, s, exp(s**2/2))", "mgf(X, s, exp(s**2/2), 1)"),
    ("mgf(X, s, exp(s**2/2))", "mgf(X, s, exp(X**2/2))"),
    ("n in integer [1, oo)", "n in integer [0, oo)"),
    ("n in integer [1, oo)", "n in [1, oo)"),
    ("t in [0, oo)", "t in [0, oo)\nvar X in [0, oo)"),
    ("declare", "given t < 0\ndeclare"),
    ("conclude P(sum(X) >= t)", "conclude P(sum(X) >= 1/t)"),
]


@pytest.mark.parametrize(("old", "new"), STATEMENTS)
def test_statements_without_a_meaning(old: str, new: str) -> None:
    text = TEXT.replace(old, new, 1)
    steps = [json.loads(json.dumps(one).replace(old, new.partition("\n")[0])) for one in (SUM, LAST)]
    with pytest.raises((Rejected, Malformed)):
        checked(text, trace(text, *steps, point=POINT))
