"""Constructions as authors write them: refuted by the objects offered, else proved; how verdicts read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from proofs.interpolation import CURVE, INTERPOLATION, RAMP, TERMS
from tests.constructions.steps import COUNT, REAL
from verify import session
from verify.counterexample import counterexample_of, sentence
from verify.decide import decide_claim
from verify.judgement import Judgement
from verify.library import Library
from verify.report import explain
from verify.report import json as json_report
from verify.report import text as text_report
from verify.statement import Claim, ClaimError, construction
from verify.steps import step

CLAIM = next(claim for claim in INTERPOLATION if claim.id == "LAW-INTERP/c")
PROVED = next(claim for claim in INTERPOLATION if claim.id == "LAW-INTERP/b")


def with_hints(claim: Claim, **changes: Any) -> Claim:
    return replace(claim, hints=replace(claim.hints, **changes))


def with_ramp(ramp: str) -> Claim:
    """The refutation with another function h in the curve and in every step."""
    pairs = {RAMP.replace("u", f"fold(3**({p})*t)"): ramp.replace("u", f"fold(3**({p})*t)") for p in ("2*k", "2*k + 1")}

    def put(text: str) -> str:
        for old, new in pairs.items():
            text = text.replace(old, new)
        return text.replace(RAMP, ramp)

    steps = [
        {**entry, "with": {name: put(value) for name, value in entry["with"].items()}}
        for entry in CLAIM.hints.refutation
    ]
    return with_hints(CLAIM, objects={"fit": put(CURVE)}, refutation=tuple(steps))


@pytest.mark.parametrize("ramp", [RAMP, "max(0, min(1, 6*u - 5/2))", "max(0, min(1, 3*u - 1))"])
def test_a_ramp_that_will_do(ramp: str) -> None:
    verdict = decide_claim(with_ramp(ramp))
    assert verdict.status == "refuted", verdict.message


@pytest.mark.parametrize(
    "ramp",
    ["min(1, max(0, 4*u - 1))", "min(1, max(0, 2*u - 1))", "u", "0", "min(1, max(0, 3*u - 1)) + max(0, u - 9/10)"],
)
def test_a_wrong_ramp(ramp: str) -> None:
    verdict = decide_claim(with_ramp(ramp))
    assert verdict.status == "undecided"
    assert verdict.certificate is None
    assert "no refutation by the objects offered: step" in verdict.message


def test_a_counterexample_reads_well() -> None:
    verdict = decide_claim(CLAIM)
    found = verdict.counterexample
    assert found == {
        "point": {"n": "2", "p": "1"},
        "family": None,
        "objects": {"fit": CURVE},
        "fails": "misses(fit, -1, 1)",
        "holds": "covers(fit, -1, 1)",
    }
    assert found == counterexample_of(CLAIM.statement or "", verdict.certificate or {})
    said = sentence(CLAIM.statement or "", found, False)
    assert said == f"at n = 2, p = 1, fit = {CURVE}: misses(fit, -1, 1) fails: covers(fit, -1, 1) holds"


def test_reports(tmp_path: Path) -> None:
    library = Library((CLAIM, PROVED), tmp_path / "claims.py")
    run = session.run(library, options=session.Options(write=False, jobs=1))
    assert [verdict.status for verdict in run.verdicts] == ["refuted", "proved"]
    table = text_report.render(run, Judgement())
    assert "at n = 2, p = 1, fit = pair(path(t," in table
    document: Any = json.loads(json_report.render(run, Judgement()))
    assert document["claims"][0]["counterexample"]["objects"] == {"fit": CURVE}
    refutation = explain.render(run, CLAIM.id)
    assert "REFUTATION" in refutation
    for line in ("let n = 2", "let fit = pair(path(t,", "6. square: digits", "7. labels: scale from square"):
        assert line in refutation
    proof = explain.render(run, PROVED.id)
    assert "PROOF" in proof
    assert "as n - p > 0; N**p*(K/N)**n <= K**n/N**(n - p) for all K in (0, oo), N" in proof


def test_refuted_first_then_proved() -> None:
    """Objects that do not refute do no harm; if nothing goes through, both reasons are given."""
    curve = with_hints(CLAIM, objects=CLAIM.hints.objects, refutation=CLAIM.hints.refutation)
    steps = PROVED.hints.steps
    tried = with_hints(PROVED, objects=curve.hints.objects, refutation=curve.hints.refutation, steps=steps)
    assert decide_claim(tried).status == "proved"  # the curve is not smooth
    both = with_hints(tried, steps=steps[:-1])
    verdict = decide_claim(both)
    assert verdict.status == "undecided"
    assert "no refutation by the objects offered: no step concludes smooth(" in verdict.message
    assert "the last step gives null(fit)" in verdict.message


@pytest.mark.parametrize(
    ("changes", "fragment"),
    [
        ({"objects": {}}, "objects fit expected, not"),
        ({"objects": {"fit": CURVE, "more": CURVE}}, "objects fit expected, not fit, more"),
        ({"objects": {"fit": "pair(path(t, t)"}}, "not an expression"),
        ({"objects": {"fit": "path(t, t)"}}, "p < n does not hold at"),
        ({"objects": {"fit": "linear(values(monomials(2), fit))"}}, "over declared names"),
        ({"point": {"n": "1/2"}}, "1/2 >= 1 does not hold at"),
        ({"point": {"q": "1"}}, "a point over n, p expected, not"),
        ({"refutation": ()}, "no step concludes continuous("),
    ],
)
def test_offers_that_fail(changes: dict[str, Any], fragment: str) -> None:
    verdict = decide_claim(with_hints(CLAIM, **changes))
    assert verdict.status == "undecided"
    assert fragment in verdict.message


def test_coordinates_that_the_objects_leave_open_are_searched() -> None:
    """A bound that is claimed for all c is refuted at one that the hypotheses allow."""
    claim = construction(
        "C",
        vars={"n": COUNT, "c": REAL},
        given=["c >= 5", "n >= 1"],
        declare=["map(f, 1, n)"],
        conclude="c + n <= 6",
        objects={"f": "pair(path(t, t), path(t, 0))"},
        refutation=[step("s", "follows", R="5 + 2 > 6")],
    )
    verdict = decide_claim(claim)
    assert verdict.status == "refuted", verdict.message
    assert verdict.counterexample is not None
    assert verdict.counterexample["point"] == {"c": "5", "n": "2"}
    stated = decide_claim(with_hints(claim, point={"c": "6"}, refutation=(step("s", "follows", R="6 + 2 > 6"),)))
    assert stated.counterexample is not None
    assert stated.counterexample["point"] == {"c": "6", "n": "2"}
    assert decide_claim(with_hints(claim, point={"c": "4"})).status == "undecided"


def test_constants_stand_in_objects_and_steps() -> None:
    base = "2**(-k - 1)"
    curve = ", ".join(f"path(t, 2*edge*series(k, {term}) - edge)" for term in TERMS.values())
    claim = construction(
        "C",
        vars={"n": COUNT, "p": COUNT},
        given=["p < n"],
        declare=["map(fit, p, n)"],
        assume=["continuous(fit)"],
        conclude="misses(fit, -edge, edge)",
        objects={"fit": f"pair({curve})"},
        refutation=[
            *(step(f"s{i}", "series", t="t", k="k", e=e, m=base, r="1/2") for i, e in TERMS.items()),
            *(step(f"a{i}", "compose", f"s{i}", z="z", e="2*edge*z - edge") for i in TERMS),
            step("continuous", "pair", *(f"a{i}" for i in TERMS)),
            step("square", "digits", s="1/3", u="u", e=RAMP, k="k", t="t"),
            step("labels", "scale", "square", u="2*edge", v="-edge", c="-edge", d="edge"),
        ],
        constants={"edge": "7"},
    )
    verdict = decide_claim(claim)
    assert verdict.status == "refuted", verdict.message
    assert "2*7*series" in (verdict.counterexample or {})["objects"]["fit"]
    other = decide_claim(claim.with_constants({"edge": "1/3"}))
    assert other.status == "refuted", other.message
    with pytest.raises(ClaimError, match="never used"):
        construction("C", vars={}, declare=[], conclude="0 == 0", constants={"edge": "7"})


def test_a_claim_without_steps_is_open() -> None:
    claim = construction("C", vars={}, declare=["matrix(A, 1, 1)"], conclude="det(A) == 0")
    verdict = decide_claim(claim)
    assert (verdict.status, verdict.message) == ("undecided", "the last step gives nothing, not det(A) == 0")
