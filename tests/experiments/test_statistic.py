"""Statistic claims: the front end, the trials and their log, and what counts for a verdict."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from verify.bare.check import check
from verify.cli import execute
from verify.decide import decide_claim
from verify.experiments import NotRun, decide_statistic, log_file, perform, read, recorded, seed_of, seen
from verify.kernel.errors import Malformed
from verify.library import Library, citations_of, load
from verify.objects.judgements import parse
from verify.printing import show_judged
from verify.session import Options
from verify.session import run as run_library
from verify.statement import Claim, ClaimError
from verify.statistic import statistic

COIN = '''
"""A coin that shows tails with the probability a/b."""
import random
EXTRA = "coins"

def toss(experiment, seed):
    (_, _, ((_, a), (_, b))) = experiment
    shown = random.Random(seed).random()
    return f"{shown:.4f}", shown < int(a) / int(b)

def context(experiment):
    return {"mint": "here"}

def lost(experiment, seed):
    import a_package_that_nobody_has
    return "", True
'''


def coin(
    a: int = 1, b: int = 100, conclude: str = "rate <= 1/20", run: str = "coin_for_tests:toss", **more: Any
) -> Claim:
    lines = {"experiment": f"tails({a}, {b})", "seed": 7, "trials": 200, "level": "1/1000", "log": "coin.json"}
    return statistic("COIN", conclude=conclude, run=run, **{**lines, **more})


@pytest.fixture
def mint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the module of the experiment; logs would stand in its folder ``logs``."""
    (tmp_path / "coin_for_tests.py").write_text(COIN)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "coin_for_tests", raising=False)
    return tmp_path


def kept(claim: Claim, data: bytes) -> None:
    log_file(claim).parent.mkdir(exist_ok=True)
    log_file(claim).write_bytes(data)


# --- the front end


def test_the_statement_is_canonical() -> None:
    text = "statistic\nexperiment tails(1, 100)\nseed 7\ntrials 200\nlevel 1/1000\nconclude rate <= 1/20"
    assert coin().statement == text
    assert coin(experiment="tails( 1,100 )").statement == text
    assert coin(run="other:one", log="other.json").hash == coin().hash
    assert coin(seed=8).hash != coin().hash


@pytest.mark.parametrize(
    "change",
    [
        {"experiment": "tails(p)"},
        {"experiment": ""},
        {"conclude": "rate <= q"},
        {"level": ""},
        {"run": "a_module"},
        {"log": ""},
        {"log": "../log.json"},
    ],
)
def test_faults_name_the_claim(change: dict[str, Any]) -> None:
    with pytest.raises(ClaimError, match="claim COIN: "):
        coin(**change)


def test_citations_are_part_of_the_statement() -> None:
    cited = coin(cites=["coin-law", "a/law"])
    head, *lines = (cited.statement or "").split("\n")
    assert [head, *lines[:3]] == ["statistic", "cite a/law", "cite coin-law", "experiment tails(1, 100)"]
    assert coin(cites=["a/law", "coin-law"]).hash == cited.hash != coin().hash
    assert show_judged(parse(cited.statement or "")) == cited.statement
    assert citations_of(cited) == ("a/law", "coin-law")
    for wrong in (["coin law"], ["coin-law", "coin-law"], [""]):
        with pytest.raises(ClaimError, match=r"claim COIN: .*different ids of citations"):
            coin(cites=wrong)


# --- the trials


def test_the_same_trials_each_time(mint: Path) -> None:
    first, again = perform(coin()), perform(coin())
    assert first.data == again.data
    assert first.context == {"mint": "here"}
    assert len(first.trials) == len({seed for seed, _, _ in first.trials}) == 200
    assert first.trials[3][0] == seed_of("tails(1, 100)", 7, 3)
    assert perform(coin(seed=8)).trials != first.trials
    assert 60 < perform(coin(1, 2)).failures < 140


def test_progress_is_told(mint: Path) -> None:
    told: list[tuple[int, int]] = []
    perform(coin(), lambda done, total: told.append((done, total)))
    assert told == [(number, 200) for number in range(1, 201)]


def test_a_missing_package_is_one_line(mint: Path) -> None:
    claim = coin(run="coin_for_tests:lost")
    with pytest.raises(NotRun) as caught:
        perform(claim)
    said = "not run: the package a_package_that_nobody_has is missing; pip install 'lawguard[coins]'"
    assert str(caught.value) == said
    verdict = decide_claim(claim)
    assert (verdict.status, verdict.message, verdict.certificate) == ("undecided", said, None)
    assert decide_claim(coin(run="no_such_module:toss")).message == "not run: there is no module no_such_module"


# --- verdicts


def test_supported_by_what_was_seen(mint: Path) -> None:
    verdict = decide_statistic(coin(0, 1))
    assert verdict.status == "supported"
    assert verdict.message.startswith("0 of 200 trials failed; seen: 0.")
    outcome = check(coin(0, 1).statement or "", verdict.certificate)
    assert outcome.verdict == "supported"
    assert outcome.flags == ("not re-run",)


def test_counts_that_speak_against_a_claim_decide_nothing(mint: Path) -> None:
    verdict = decide_statistic(coin(1, 1))
    assert (verdict.status, verdict.certificate) == ("undecided", None)
    assert verdict.message.startswith("200 of 200 trials failed")
    assert decide_statistic(coin(1, 1, "rate >= 19/20")).status == "supported"
    assert decide_statistic(coin(1, 2, "rate >= 19/20")).status == "undecided"


def altered(data: bytes, change: Callable[[Any], Any]) -> bytes:
    document = json.loads(data)
    changed = change(document)
    return json.dumps(document if changed is None else changed).encode()


def failing(document: Any, count: int) -> None:
    for number, row in enumerate(document["trials"]):
        row[2] = number < count


@pytest.mark.parametrize(("failures", "status"), [(0, "supported"), (1, "supported"), (2, "undecided")])
def test_a_log_is_counted_and_not_run_again(mint: Path, failures: int, status: str) -> None:
    """The chance of at most 1 of 200 at the rate 1/20 is 0.0004, of at most 2 it is 0.0023: the level is 1/1000."""
    claim = coin(run="coin_for_tests:toss")
    kept(claim, altered(perform(claim).data, lambda document: failing(document, failures)))
    (mint / "coin_for_tests.py").write_text(COIN.replace("def toss", "def toss(*given): raise SystemExit\ndef other"))
    sys.modules.pop("coin_for_tests")
    verdict = decide_statistic(claim)
    assert verdict.status == status
    record = recorded(claim)
    assert record is not None
    assert record.failures == failures


FORGED: list[Callable[[Any], Any]] = [
    lambda document: document.update(experiment="tails(1, 100)"),
    lambda document: document.update(seed=8),
    lambda document: document.update(format=2),
    lambda document: document["trials"].pop(),
    lambda document: document["trials"].append(document["trials"][0]),
    lambda document: document["trials"][5].__setitem__(0, 1),
    lambda document: document["trials"].reverse(),
    lambda document: document["trials"][5].__setitem__(2, 1),
    lambda document: document["trials"][5].__setitem__(1, 7),
    lambda document: document["trials"][5].append(0),
    lambda document: document.pop("context"),
    lambda document: [],
]


@pytest.mark.parametrize("change", FORGED)
def test_another_log_counts_for_nothing(mint: Path, change: Callable[[Any], Any]) -> None:
    claim = coin(0, 100)
    data = perform(claim).data
    assert read(claim, data).failures == 0
    kept(claim, altered(data, change))
    verdict = decide_statistic(claim)
    assert (verdict.status, verdict.certificate) == ("undecided", None)
    assert verdict.message.startswith("coin.json: ")


def test_a_log_that_is_no_json(mint: Path) -> None:
    with pytest.raises(Malformed):
        read(coin(), b"{")


def test_half_a_trial(mint: Path) -> None:
    assert decide_statistic(coin(trials="1/2")).message == "trials: a natural number expected"


def test_what_was_seen() -> None:
    assert seen(["2", "10", "9.5"]) == "; seen: 2 to 10"
    assert seen(["heads", "1"]) == seen([]) == ""
    assert Fraction("9.5") < 10


def test_a_run_of_a_library(mint: Path) -> None:
    """Supported by the kernel's own reading of the certificate, and resting on the log."""
    claims = (coin(0, 1),)
    result = run_library(Library(claims, mint / "coin.toml"), options=Options(jobs=1))
    (verdict,) = result.verdicts
    assert (verdict.status, verdict.flags) == ("supported", ["not re-run"])
    assert verdict.rests_on[0].startswith("run sha256:")
    assert not result.failures


# --- citations, in a library with a lock

CITING = """
from dataclasses import replace
from verify.statistic import statistic
COIN = statistic("COIN", experiment="tails(0, 1)", seed=7, trials=200, level="1/1000", conclude="rate <= 1/20",
    run="coin_for_tests:toss", log="coin.json"{cites})
CLAIMS = [replace(COIN, expect="supported")]
"""
CITATIONS = 'CITATIONS = [{"id": "coin-law", "says": "Coins are fair.", "reference": "A book of coins."}]\n'
CITED = ', cites=["coin-law"]'


def citing(mint: Path, cites: str = CITED) -> Path:
    root = mint / "coins"
    root.mkdir(exist_ok=True)
    (root / "__init__.py").write_text('GROUPS = ["tossed"]\n')
    (root / "tossed.py").write_text(CITING.replace("{cites}", cites))
    (root / "citations.py").write_text(CITATIONS)
    return root


def said(capsys: pytest.CaptureFixture[str], code: int, *words: object) -> tuple[str, str]:
    assert execute([str(word) for word in words]) == code
    return capsys.readouterr()


def test_a_verdict_rests_on_what_the_claim_cites(mint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = citing(mint)
    out, _ = said(capsys, 0, "run", root, "--jobs", "1", "--format", "json")
    (entry,) = json.loads(out)["claims"]
    assert entry["status"] == "supported"
    assert entry["rests_on"][0] == "coin-law"
    assert entry["rests_on"][1].startswith("run sha256:")
    (claim,) = json.loads((root / "claims.json").read_bytes())["claims"]
    assert claim["statement"] == load(root).by_id["COIN"].statement
    assert parse(claim["statement"]).cited == ("coin-law",)
    out, _ = said(capsys, 0, "explain", "COIN", root)
    assert "cite coin-law" in out
    assert "coin-law: Coins are fair. A book of coins." in " ".join(out.split())


def test_a_citation_that_is_dropped_is_drift(mint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = citing(mint)
    said(capsys, 0, "run", root, "--jobs", "1")
    said(capsys, 0, "lock", root, "--update")
    assert json.loads((root / "claims.lock").read_bytes())["claims"]["COIN"]["rests_on"][0] == "coin-law"
    said(capsys, 0, "check", root)
    said(capsys, 0, "lock", root)
    citing(mint, "")
    assert "COIN" in said(capsys, 1, "lock", root)[0]
    out, _ = said(capsys, 1, "run", root, "--jobs", "1")
    assert "COIN" in out.partition("Not as expected:")[2]
    said(capsys, 1, "check", root)


def test_a_citation_that_is_not_there(mint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = citing(mint, ', cites=["coins-law"]')
    out, err = said(capsys, 2, "run", root)
    assert out == ""
    assert err == (f"lawguard: error: {root}: claim COIN: there is no citation 'coins-law'; did you mean 'coin-law'?\n")
    assert not (root / "claims.json").exists()
