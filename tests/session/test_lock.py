"""The lock: every kind of drift is named; a damaged lock is refused; verdicts do not get weaker unnoticed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from verify import session
from verify.judgement import INTERNAL, INTERRUPTED, OK, UNEXPECTED, judge
from verify.library import Library
from verify.lock import Entry, LockError, differences, entries, entry_of, lock_bytes, read_lock, regressions
from verify.recheck import Rejection
from verify.session import Options, Run
from verify.statement import Claim
from verify.verdict import Verdict, weaker, weakest

ENTRY = Entry("proved", "s" * 64, "c" * 64, ("lemma",), ("tight",), {"union": "u", "hoeffding": "h"})


def kinds(old: Entry, new: Entry) -> list[str]:
    return [found.kind for found in differences({"A": old}, {"A": new}, True)]


def test_a_lock_is_read_back_as_it_was_written(small: Library) -> None:
    current = entries(session.run(small, None, Options(jobs=1)))
    path = small.root / "claims.lock"
    path.write_bytes(lock_bytes(current))
    assert read_lock(path) == current
    assert differences(current, current, True) == []
    assert current["BOTH"] == Entry("refuted", of=("SQUARE", "FALSE"))
    assert current["LATER"] == Entry("undecided")
    assert len(str(current["SQUARE"].certificate)) == 64


def test_no_lock(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "claims.lock") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": 2, "claims": {}}',
        '{"format": 1}',
        '{"format": 1, "claims": []}',
        '{"format": 1, "claims": {}, "more": 1}',
        '{"format": 1, "claims": {"A": {}}}',
        '{"format": 1, "claims": {"A": {"verdict": "true"}}}',
        '{"format": 1, "claims": {"A": {"verdict": "proved", "colour": "red"}}}',
        '{"format": 1, "claims": {"A": {"verdict": "proved", "rests_on": "x"}}}',
        '{"format": 1, "claims": {"A": {"verdict": "proved", "steps": ["x"]}}}',
        '{"format": 1, "claims": {"A": {"verdict": "proved"}, "A": {"verdict": "refuted"}}}',
        '{"format": 1.0, "claims": {}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_lock_is_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "claims.lock"
    path.write_text(text)
    with pytest.raises(LockError) as caught:
        read_lock(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"statement": "t" * 64, "certificate": "d" * 64}, ["statement"]),
        ({"of": ("A/a",)}, ["statement"]),
        ({"verdict": "refuted"}, ["weaker"]),
        ({"verdict": "supported"}, ["weaker"]),
        ({"verdict": "undecided", "certificate": None}, ["weaker"]),
        ({"certificate": None}, ["certificate"]),
        ({"certificate": "d" * 64}, ["certificate"]),
        ({"rests_on": ()}, ["rests_on"]),
        ({"flags": ()}, ["flags"]),
        ({"certificate": "d" * 64, "steps": {"union": "u", "hoeffding": "changed"}}, ["step", "certificate"]),
        ({"steps": {"union": "u"}}, ["step"]),
        ({"steps": {"union": "u", "hoeffding": "h", "net": "n"}}, ["step"]),
    ],
)
def test_every_kind_of_drift(change: dict[str, object], found: list[str]) -> None:
    assert kinds(ENTRY, replace(ENTRY, **change)) == found  # type: ignore[arg-type]


def test_better_new_and_gone() -> None:
    assert kinds(replace(ENTRY, verdict="undecided", certificate=None), ENTRY) == ["better"]
    assert [str(one) for one in differences({"A": ENTRY}, {"B": ENTRY}, True)] == [
        "B: not in the lock",
        "A: locked, but no longer a claim of the library",
    ]
    assert [one.kind for one in differences({"A": ENTRY}, {"B": ENTRY}, False)] == ["new"]


def test_the_step_that_changed_is_named() -> None:
    (found,) = differences({"A": ENTRY}, {"A": replace(ENTRY, steps={"union": "u", "hoeffding": "x"})}, True)
    assert str(found) == "A: step 'hoeffding' has changed since it was locked"
    assert found.breaks


def test_steps_are_taken_from_the_certificate() -> None:
    claim = Claim("A", "derivation", "derivation")
    verdict = Verdict(
        "A", "derivation", "proved", certificate={"steps": [{"name": "union", "rule": "u"}, {"rule": "v"}]}
    )
    entry = entry_of(Library((claim,), Path()), verdict, "c" * 64)
    assert list(entry.steps) == ["union"]
    changed = replace(verdict, certificate={"steps": [{"name": "union", "rule": "w"}]})
    assert entry_of(Library((claim,), Path()), changed, "c" * 64).steps != entry.steps


def test_regressions_are_weaker_verdicts_and_lost_claims() -> None:
    weaker_one = replace(ENTRY, verdict="supported")
    assert [one.id for one in regressions({"A": ENTRY, "B": ENTRY}, {"A": weaker_one})] == ["A", "B"]
    assert regressions({"A": weaker_one}, {"A": ENTRY, "B": ENTRY}) == []


def test_strength_of_verdicts() -> None:
    order = ["undecided", "cited", "supported", "proved"]
    for low, high in pairwise(order):
        assert weaker(low, high)
        assert not weaker(high, low)
    assert weaker("proved", "refuted")
    assert weaker("refuted", "proved")
    assert not weaker("refuted", "undecided")
    assert weakest(["proved", "refuted", "undecided"]) == "refuted"
    assert weakest(["proved", "undecided", "supported"]) == "undecided"
    assert weakest(["proved", "supported"]) == "supported"
    assert weakest([]) == "undecided"


def run_of(status: str, expect: str | None = None) -> Run:
    claim = Claim("A", "scalar", "scalar\nclaim 1 <= 2", expect=expect)
    return Run(Library((claim,), Path()), [Verdict("A", "scalar", status, expect=expect)])


@pytest.mark.parametrize(
    ("status", "expect", "locked", "strict", "code"),
    [
        ("proved", None, None, False, OK),
        ("refuted", None, None, False, UNEXPECTED),
        ("undecided", None, None, False, UNEXPECTED),
        ("supported", None, None, False, UNEXPECTED),
        ("refuted", "refuted", None, False, OK),
        ("proved", "refuted", None, False, UNEXPECTED),
        ("undecided", "undecided", None, False, OK),
        ("undecided", "undecided", None, True, UNEXPECTED),
        ("refuted", None, "refuted", False, OK),
        ("proved", None, "refuted", False, UNEXPECTED),
        ("undecided", None, "undecided", False, OK),
        ("undecided", None, "undecided", True, UNEXPECTED),
        ("proved", None, "undecided", False, OK),
        ("refuted", None, "undecided", False, OK),
        ("undecided", None, "proved", False, UNEXPECTED),
        ("refuted", "refuted", "proved", False, OK),
        ("proved", None, None, True, OK),
    ],
)
def test_what_is_as_expected(status: str, expect: str | None, locked: str | None, strict: bool, code: int) -> None:
    run = run_of(status, expect)
    statement = run.library.claims[0].hash
    lock = None if locked is None else {"A": Entry(locked, statement)}
    judgement = judge(run, lock, strict)
    assert judgement.code == code
    assert ("A" in judgement.unexpected) == (code == UNEXPECTED)


def test_a_better_verdict_is_a_notice() -> None:
    run = run_of("proved")
    judgement = judge(run, {"A": Entry("undecided", run.library.claims[0].hash)})
    assert judgement.notices == ("A: proved, better than the locked verdict undecided",)


def test_a_changed_statement_fails_whatever_the_verdict() -> None:
    judgement = judge(run_of("proved"), {"A": Entry("proved", "0" * 64)})
    assert judgement.code == UNEXPECTED
    assert [found.kind for found in judgement.broken] == ["statement"]


def test_a_claim_that_is_gone_fails_a_run_over_everything_only() -> None:
    run = run_of("proved")
    lock = {"A": Entry("proved", run.library.claims[0].hash), "B": Entry("proved")}
    assert judge(run, lock).code == UNEXPECTED
    assert judge(replace(run, complete=False), lock).code == OK


def test_faults_outrank_verdicts() -> None:
    run = run_of("refuted")
    assert judge(replace(run, rejected=[Rejection("A", "file", "no")]), None).code == INTERNAL
    assert judge(replace(run, interrupted=True, rejected=[Rejection("A", "file", "no")]), None).code == INTERRUPTED
