"""Witnesses that nobody has named: simple ones are found, and none where there is none."""

from __future__ import annotations

from fractions import Fraction

import pytest

import verify
from verify.kernel.parser import parse_term
from verify.kernel.statement import parse
from verify.kernel.terms import variables
from verify.prove.witnesses import MOST, guesses


@pytest.mark.parametrize(
    ("text", "domain", "exists", "witness"),
    [
        ("C*n >= 1", "[1, oo)", "(0, oo)", "1"),
        ("n <= C", "[1, 3]", "(0, oo)", "10"),
        ("n <= C", "[1, 3]", "(0, 5]", "5"),
        ("C <= n", "[7/2, oo)", "(3, 7/2)", "13/4"),
        ("C > n", "integer [1, oo)", {"in": "(0, oo)", "of": ["n"]}, "n + 1"),
        ("C >= n**2", "[1, oo)", {"in": "(0, oo)", "of": ["n"]}, "n**2"),
        ("C == 4", "[1, oo)", "integer [4, 9]", "4"),
    ],
)
def test_found(text: str, domain: str, exists: object, witness: str) -> None:
    claim = verify.claim(text, vars={"n": domain}, exists={"C": exists}, id="W")  # type: ignore[dict-item]
    verdict = verify.decide(claim)
    assert verdict.status == "proved"
    assert verdict.certificate is not None
    assert verdict.certificate["witness"] == {"C": witness}
    assert verify.check(claim, verdict.certificate).verdict == "proved"


@pytest.mark.parametrize(
    ("text", "exists"),
    [
        ("C >= n", "(0, oo)"),  # no number is larger than every n
        ("C*n <= 1", {"in": "[1, oo)", "of": ["n"]}),  # the witness would lie outside of its domain
        ("C > n", {"in": "(0, 1)", "of": ["n"]}),
        ("C**2 < 0", "(0, oo)"),
    ],
)
def test_not_found_where_there_is_none(text: str, exists: object) -> None:
    claim = verify.claim(text, vars={"n": "[1, oo)"}, exists={"C": exists}, id="W")  # type: ignore[dict-item]
    verdict = verify.decide(claim)
    assert verdict.status != "proved"
    assert verdict.status == "refuted" or "no witness found for C among" in verdict.message


def test_what_is_tried() -> None:
    domains = ["var m in [1, oo)", "var n in [1, oo)", "exists A in (2, 3) of n", "exists B in integer [4, 6]"]
    text = "\n".join(["scalar", *domains, "claim A + B > n"])
    found = guesses(parse(text), {})
    assert 0 < len(found) <= MOST
    for choice in found:
        assert variables(parse_term(choice["A"])) <= {"n"}
        assert Fraction(choice["B"]) in (4, 5, 6)
    assert {choice["B"] for choice in guesses(parse(text), {"B": "7"})} == {"7"}  # what is given stays
