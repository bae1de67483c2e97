"""The linear program among the falsifiers: exact points in thin cones, and nothing where a claim holds."""

from __future__ import annotations

import pytest

from tests.sharpen.claims import SPLIT
from verify.decide import decide_claim
from verify.kernel.statement import parse
from verify.refute.counterexamples import refutation
from verify.refute.linear import linear_violations
from verify.statement import Claim, claim

REAL = "(-oo, oo)"


def refuted(entry: Claim) -> bool:
    text = str(entry.statement)
    return refutation(text, linear_violations(parse(text))) is not None


@pytest.mark.parametrize(("value", "false"), [("1/4", False), ("2/9", False), ("250001/1000000", True), ("1", True)])
def test_a_thin_cone(value: str, false: bool) -> None:
    assert refuted(SPLIT.with_constants({"K": value})) is false


def test_with_an_equality_and_a_strict_hypothesis() -> None:
    given = ["x + y == 1/3", "z > x", "z < y"]
    names = {"x": REAL, "y": REAL, "z": REAL}
    assert refuted(claim("z <= 1000", vars=names, given=given))
    assert not refuted(claim("z <= y", vars=names, given=given))


def test_what_it_does_not_treat() -> None:
    assert linear_violations(parse(str(claim("x*y <= 1", vars={"x": REAL, "y": REAL}).statement))) == []
    assert linear_violations(parse(str(claim("n <= 1", vars={"n": "integer [0, 5]"}).statement))) == []
    assert linear_violations(parse(str(claim("x <= 1", vars={"x": REAL}, given=["x != 7"]).statement))) == []


def test_it_is_one_of_the_falsifiers() -> None:
    verdict = decide_claim(SPLIT.with_constants({"K": "250001/1000000"}))
    assert (verdict.status, verdict.method) == ("refuted", "linear program")
