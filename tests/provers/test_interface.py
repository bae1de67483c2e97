"""What ``import verify`` offers to scripts: claim, decide, check, and the types of what they return and raise."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import verify
from verify.statement import unencoded

BOUND = verify.claim("log(1 + x) <= x", vars={"x": "(-1, oo)"})
FALSE = verify.claim("log(1 + x) <= x/2", vars={"x": "(-1, oo)"}, id="half")
HARD = verify.claim(  # Young's inequality with conjugate exponents
    "a*b <= a**p/p + b**q/q",
    vars={"a": "(0, oo)", "b": "(0, oo)", "p": "(1, oo)", "q": "(1, oo)"},
    given=["1/p + 1/q == 1"],
)


def test_a_claim_is_decided_and_its_certificate_checked() -> None:
    verdict = verify.decide(BOUND)
    assert isinstance(verdict, verify.Verdict)
    assert (verdict.status, verdict.rests_on, verdict.flags, verdict.counterexample) == ("proved", [], [], None)
    assert verdict.seconds > 0
    assert verify.check(BOUND, verdict.certificate).verdict == "proved"
    assert verify.check(BOUND, json.dumps(verdict.certificate, indent=2).encode()).verdict == "proved"


def test_a_counterexample_is_a_point() -> None:
    verdict = verify.decide(FALSE)
    assert (verdict.id, verdict.status) == ("half", "refuted")
    assert verdict.counterexample is not None
    assert set(verdict.counterexample) >= {"point", "family", "relation", "lhs", "rhs"}
    assert verify.check(FALSE, verdict.certificate).verdict == "refuted"


@pytest.mark.parametrize(
    "certificate",
    [
        None,
        {},
        [],
        "text",
        3,
        {"format": 1.5},
        {1: 2, "a": 3},
        b"",
        b"{",
        b"\xff",
        b'{"format": 1, "format": 1}',
        b'{"format": NaN}',
        b"[" * 100_000,
        {"format": 1, "statement": BOUND.hash, "verdict": "proved", "points": [{"x": "0"}], "proofs": [None]},
        {"format": 1, "statement": BOUND.hash, "verdict": "refuted", "relation": 0, "point": {"x": "1"}},
        {"format": 1, "statement": BOUND.hash, "verdict": "refuted", "relation": 0, "point": {"x": "1 +"}},
        {"format": 1, "statement": FALSE.hash, "verdict": "proved", "points": [{"x": "0"}], "proofs": [None]},
    ],
    ids=lambda certificate: str(certificate)[:30],
)
def test_anything_else_is_rejected_in_one_line(certificate: object) -> None:
    with pytest.raises(verify.CertificateRejected) as caught:
        verify.check(BOUND, certificate)
    assert "\n" not in str(caught.value)


def test_a_certificate_for_another_claim_is_rejected() -> None:
    with pytest.raises(verify.CertificateRejected, match="statement"):
        verify.check(FALSE, verify.decide(BOUND).certificate)


def test_a_claim_without_a_statement() -> None:
    entry = unencoded("ID", source="", says="something informal")
    assert verify.decide(entry).status == "undecided"
    with pytest.raises(verify.ClaimError, match="ID"):
        verify.check(entry, {})


def test_a_time_limit_ends_the_search_and_is_no_verdict() -> None:
    verdict = verify.decide(HARD, budget=10**6, timeout=0.2)
    assert verdict.status == "undecided"
    assert verdict.message.startswith("timeout")


def test_within_the_time_limit_the_verdict_is_the_same() -> None:
    apart, here = verify.decide(BOUND, timeout=60), verify.decide(BOUND)
    assert replace(apart, seconds=0) == replace(here, seconds=0)


@pytest.mark.parametrize("limits", [{"budget": 0}, {"budget": -1}, {"timeout": 0}, {"timeout": -1}])
def test_limits_are_positive(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected"):
        verify.decide(BOUND, **limits)


def test_a_time_limit_works_in_a_script_without_a_main_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import verify\n"
        "print('once')\n"
        "print(verify.decide(verify.claim('x <= x + 1', vars={'x': '(0, oo)'}), timeout=60).status)\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["once", "proved"]


def test_the_module_of_the_same_name_does_not_hide_the_function() -> None:
    program = (
        "import verify, verify.decide, verify.workers, verify.session; from verify.decide import decide_claim;"
        "print(verify.decide(verify.claim('x <= x', vars={'x': '(0, 1)'})).status)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "proved"


def test_names() -> None:
    assert set(dir(verify)) == set(verify.__all__)
    for name in verify.__all__:
        assert getattr(verify, name) is not None
    assert verify.CertificateRejected.__name__ == "Rejected"
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        verify.nothing_of_this_name  # noqa: B018
