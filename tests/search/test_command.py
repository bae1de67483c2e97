"""The command: replaying a trial, sharing trials, what is refused; and statistic claims in a session."""

from __future__ import annotations

import json
import os
import pty
import re
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import tests.search.slow  # noqa: F401
from proofs.simulated import GRID, simulated
from tests.search.driving import ROOT, Slowly
from verify.cli import execute
from verify.decide import decide_claim
from verify.files import canonical
from verify.library import certificate_name, load
from verify.search.registry import campaign_of
from verify.search.runner import run_here
from verify.statement import Claim, ClaimError, claim
from verify.statistic import searched, statistic

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lawguard(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib.py").write_text(
        "from verify.statement import claim\n"
        "from verify.statistic import searched, statistic\n"
        "def slow(id, conclude, **other):\n"
        "    given = dict(experiment='slow(10, 0)', seed=3, trials=95, level='1e-6', conclude=conclude)\n"
        "    return statistic(id, **{**given, **other})\n"
        "CLAIMS = [slow('A/above', 'rate <= 3/5'), slow('A/below', 'rate >= 1/10'), slow('B', 'rate <= 1/2', seed=4),\n"
        "    claim('x >= x', vars={'x': '(0, 1)'}, id='C'),\n"
        "    searched(claim('x > 0', vars={'x': '(0, 1)'}, id='D'), 'crowded(4, 2, 1)', 5, 500)]\n"
    )

    def run(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = execute([str(argument) for argument in ("search", "lib.py", *arguments)])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return run


def test_claims_about_one_experiment_share_its_trials(lawguard: Run) -> None:
    code, out, _ = lawguard("A", "--executor", "threads", "--format", "json")
    (entry,) = json.loads(out)["campaigns"]
    assert code == 0
    assert (entry["trials"], entry["seed"], entry["verdict"]) == (95, 3, "no test")
    code, out, _ = lawguard("A", "B", "--restart", "--executor", "threads")
    assert "2 campaigns: 190 trials" in out


def test_other_claims_may_name_a_campaign(lawguard: Run) -> None:
    code, out, err = lawguard("D", "--executor", "threads")
    assert code == 0, err
    assert "crowded(4, 2, 1)  consistent" in out
    assert "expected 0.962963" in out


def test_more_trials_go_on_where_fewer_ended(lawguard: Run) -> None:
    lawguard("B", "--executor", "threads", "--trials", 50)
    code, out, _ = lawguard("B", "--executor", "threads", "--resume", "--format", "json")
    grown = json.loads(out)["campaigns"][0]
    assert code == 0
    _, out, _ = lawguard("B", "--executor", "threads", "--restart", "--format", "json")
    assert json.loads(out)["campaigns"][0] == grown


def test_one_trial_is_replayed(lawguard: Run) -> None:
    found = campaign_of(load("lib.py").by_id["B"])
    assert found is not None
    for trial in (0, 12345):
        (outcome,) = found.block(trial, 1)
        code, out, _ = lawguard("B", "--trial", trial)
        assert code == 0
        assert f"trial {trial}: {'fails' if outcome.failed else 'holds' if outcome.met else 'does not count'}" in out
        _, out, _ = lawguard("B", "--trial", trial, "--format", "json")
        assert json.loads(out)["outcome"]["value"] == outcome.value
    _, out, _ = lawguard("D", "--trial", 7)
    assert "closest rows" in out


def test_another_seed_is_another_campaign(lawguard: Run) -> None:
    outputs = [lawguard("B", "--executor", "threads", "--seed", seed, "--format", "json")[1] for seed in (7, 8)]
    first, second = (json.loads(out)["campaigns"][0] for out in outputs)
    assert (first["seed"], second["seed"]) == (7, 8)
    assert first["digest"] != second["digest"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("C",), "no campaign"),
        (("NONE",), "no claim, group or file"),
        (("B", "--resume", "--restart"), "one of them"),
        (("A", "B", "--trial", "1"), "one campaign expected, not 2"),
        (("B", "--executor", "farm"), "--executor 'farm': local, threads or dask://HOST:PORT expected"),
        (("B", "--executor", "dask://here"), "--executor 'dask://here': local"),
        (("B", "--rate", "0"), "between 0 and 1"),
        (("B", "--rate", "often"), "a number such as 1e-6"),
        (("B", "--trials", "0"), "0 is not in the range"),
        (("B", "--seed", "-1"), "-1 is not in the range"),
        (("B", "--format", "html"), "'html' is not one of 'text', 'json'"),
    ],
)
def test_wrong_usage_is_one_line(lawguard: Run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = lawguard(*arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert not Path(".lawguard").exists() or not list(Path(".lawguard").rglob("*.jsonl"))


def stated(**other: Any) -> Claim:
    given = {"experiment": "slow(10, 0)", "seed": 3, "trials": 95, "level": "1e-6", "conclude": "rate <= 3/5"}
    return statistic("T", **{**given, **other})


def test_supported_by_its_counts() -> None:
    verdict = decide_claim(stated(experiment="crowded(4, 2, 1)", trials=800, conclude="rate >= 9/10"))
    assert verdict.status == "supported"
    found = campaign_of(stated(experiment="crowded(4, 2, 1)", trials=800, conclude="rate >= 9/10"))
    assert found is not None
    result = run_here(found)
    assert verdict.certificate is not None
    assert verdict.certificate["failures"] == result.failures
    assert verdict.certificate["log"] == f"sha256:{result.digest}"
    assert f"{result.failures} failures in 800 trials: rate in [" in verdict.message
    again = decide_claim(stated(experiment="crowded(4, 2, 1)", trials=800, conclude="rate >= 9/10"))
    assert canonical(again.certificate) == canonical(verdict.certificate)


def test_counts_that_do_not_support_it_leave_it_open() -> None:
    verdict = decide_claim(stated(experiment="crowded(4, 2, 1)", trials=800, conclude="rate >= 96/100"))
    assert (verdict.status, verdict.certificate) == ("undecided", None)
    assert "failures in 800 trials: rate in [" in verdict.message


def test_trials_that_do_not_count_leave_it_open() -> None:
    verdict = decide_claim(stated())
    assert verdict.status == "undecided"
    assert "of 95 trials count" in verdict.message


@pytest.mark.parametrize(
    ("experiment", "said"),
    [
        ("unheard(3, 4)", "no experiment 'unheard(3, 4)'; there are "),
        ("crowded(3, 4)", "n points of dimension d and the distance 1 expected"),
        ("crowded(3, 4, sqrt(2))", "numbers as arguments expected"),
    ],
)
def test_experiments_that_nobody_can_run(experiment: str, said: str) -> None:
    verdict = decide_claim(stated(experiment=experiment))
    assert verdict.status == "undecided"
    assert said in verdict.message


@pytest.mark.parametrize(
    "other", [{"experiment": "slow"}, {"trials": "many"}, {"level": "small"}, {"conclude": "x <= 1"}]
)
def test_statements_that_cannot_be_read(other: dict[str, str]) -> None:
    with pytest.raises(ClaimError, match=r"\Aclaim T: "):
        stated(**other)


def test_a_campaign_is_a_hint_and_no_part_of_the_statement() -> None:
    plain = claim("x > 0", vars={"x": "(0, 1)"}, id="D")
    assert searched(plain, "slow(1, 0)", 1, 2).statement == plain.statement
    assert campaign_of(plain) is None


def test_a_stored_count_is_reported_with_its_interval(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "paper"
    root.mkdir()
    (root / "__init__.py").write_text('GROUPS = ["part"]\n')
    (root / "part.py").write_text(
        "from verify.statement import readings\n"
        "from verify.statistic import statistic\n"
        "GRID = [statistic(f'MC/{seed}', experiment='crowded(4, 2, 1)', seed=seed, trials=800, level='1e-6',\n"
        "    conclude='rate >= 9/10') for seed in (1, 2)]\n"
        "CLAIMS = [readings('MC', of=['MC/1', 'MC/2'], source='Section 1', says='Both.'), *GRID]\n"
    )
    for options in (["--jobs", "1"], []):
        assert execute(["run", str(root), *options, "--format", "json"]) == 1  # supported is not proved
        document = json.loads(capfd.readouterr().out)
        heading, first, _ = document["claims"]
        assert first["status"] == heading["status"] == "supported"
        assert " failures in 800 trials: rate in [0.9" in first["message"]
        assert "at level 1.0e-06" in first["message"]
        assert heading["message"].endswith("false-alarm rate of the 2 together at most 2.0e-06")
        assert Fraction(first["certificate"]["failures"]) > 700


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    slowly = Slowly(tmp_path, blocks=20)
    ours, theirs = pty.openpty()
    process = slowly.start("--executor", "threads", "-j2", terminal=theirs)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # what a terminal says at its end
        while part := os.read(ours, 4096):
            shown += part
    process.communicate(timeout=60)
    os.close(ours)
    assert b"trials" in shown
    assert re.search(rb"\d/s", shown)
    assert b"/100" in shown
    _, said = slowly.finish("--restart")
    assert said.strip() == slowly.closing


def test_stored_counts_are_those_of_a_replay() -> None:
    """What stands in the certificates of the cheapest points of SEP-MC is what their trials give."""
    for row in GRID[:4]:
        for entry in simulated(*row):
            stored = (ROOT / "proofs" / "certificates" / certificate_name(entry.id)).read_bytes()
            assert stored == canonical(decide_claim(entry).certificate)
