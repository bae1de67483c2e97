"""What becomes of mutants, what is said of survivors, and the alarm."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from tests.cli.conftest import Run, lawguard
from verify.library import load
from verify.mutate import campaign as module
from verify.mutate.alarm import violation
from verify.mutate.campaign import Campaign, run
from verify.report.mutate import conclusion, document, text
from verify.report.survivors import page
from verify.statement import claim, derivation

__all__ = ["lawguard"]  # the fixture

CLAIMS = """
[[claim]]
id = "SHARP"
claim = "log(1 + x) <= x"
vars = { x = "(-1, oo)" }

[[claim]]
id = "SLACK"
claim = "x*(1 - x) <= 1/3"
vars = { x = "[0, 1]" }

[[claim]]
id = "UNNEEDED"
claim = "x**2 >= 0"
vars = { x = "(-oo, oo)" }
given = ["x >= 1"]

[[claim]]
id = "EQUAL"
claim = "x**2 - 1 <= (x - 1)*(x + 1)"
vars = { x = "(-oo, oo)" }

[[claim]]
id = "FALSE"
claim = "x <= 1"
vars = { x = "[0, oo)" }
"""
PROVED = ["SHARP", "SLACK", "UNNEEDED", "EQUAL"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "claims.toml"
    path.write_text(CLAIMS)
    return path


def of(campaign: Campaign, id: str) -> dict[str, tuple[str, str]]:
    return {r.mutant.what: (r.outcome, r.reason) for r in campaign.results if r.mutant.claim.id == id}


@pytest.fixture
def campaign(file: Path) -> Campaign:
    return run(load(file), PROVED, jobs=1)


def test_a_sharp_constant_is_killed_on_its_side(campaign: Campaign) -> None:
    found = of(campaign, "SHARP")
    assert found["goal 1: constant 1 -> 101/100"][0] == "killed"
    assert found["goal 1: constant 1 -> 2"][0] == "killed"
    assert found["goal 1: reversed"][0] == "killed"
    assert found["goal 1: strict"][0] == "killed"
    outcome, reason = found["goal 1: constant 1 -> 1/2"]
    assert outcome in ("killed", "survives")
    assert outcome == "killed" or reason.startswith("says less")


def test_slack_is_named(campaign: Campaign) -> None:
    found = of(campaign, "SLACK")
    assert found["goal 1: constant 1/3 -> 33/100"] == ("survives", "slack: the constant can be moved a little")
    assert found["goal 1: constant 1/3 -> 1/6"][0] == "killed"
    assert found["goal 1: constant 1/3 -> 2/3"] == ("survives", "says less: only the other direction is limited")
    assert found["goal 1: strict"] == ("survives", "never an equality")


def test_an_unneeded_hypothesis_is_named(campaign: Campaign) -> None:
    assert of(campaign, "UNNEEDED")["without given x >= 1"] == ("survives", "a hypothesis that the proof does without")


def test_an_equality_is_seen(campaign: Campaign) -> None:
    assert of(campaign, "EQUAL")["goal 1: reversed"] == ("survives", "always an equality")


def test_no_alarm_and_all_is_counted(campaign: Campaign) -> None:
    assert campaign.of("alarm") == []
    assert len(campaign.results) == sum(campaign.made.values())
    assert conclusion(campaign).startswith(f"{len(campaign.results)} mutants: ")


def test_as_many_processes_as_wanted_and_the_same_results(file: Path, campaign: Campaign) -> None:
    again = run(load(file), PROVED, jobs=2)
    assert document(again) == document(campaign)


def test_of_many_mutants_some_at_even_distances(file: Path) -> None:
    few = run(load(file), ["SLACK"], most=3, jobs=1)
    assert len(few.results) == 3
    assert few.made["SLACK"] > 3
    assert f"({few.made['SLACK'] - 3} more not decided)" in conclusion(few)


def test_a_false_claim_is_seen_in_balls() -> None:
    false = claim("x*(1 - x) <= 1/5", vars={"x": "[0, 1]"})
    true = claim("x*(1 - x) <= 1/4", vars={"x": "[0, 1]"})
    assert violation(false, 1) is not None
    assert violation(true, 1) is None


def test_a_false_derivation_is_seen_in_finite_models() -> None:
    found = {
        bound: violation(
            derivation(
                "MEAN",
                vars={"n": "integer [1, oo)"},
                declare=["family(z, n)"],
                assume=["independent(z)", "range(z, -1, 1)"],
                conclude=f"P(average(z) >= {bound}) <= 1/4",
                steps=[],
            ),
            1,
        )
        for bound in ("2", "1/3")
    }
    assert found["2"] is None
    assert found["1/3"] is not None


def test_a_prover_that_proves_something_false_raises_the_alarm(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decider = import_module("verify.decide")
    good = decider.decide_claim

    def credulous(*arguments: object, **named: object) -> object:
        verdict = good(*arguments, **named)  # type: ignore[arg-type]
        verdict.status = "proved"
        return verdict

    monkeypatch.setattr(decider, "decide_claim", credulous)
    found = run(load(file), ["SLACK"], jobs=1)
    alarms = found.of("alarm")
    assert "goal 1: constant 1/3 -> 1/6" in [entry.mutant.what for entry in alarms]
    assert "goal 1: strict" not in [entry.mutant.what for entry in alarms]
    assert "ALARM SLACK: goal 1: constant 1/3 -> 1/6: proved, but it fails at x = " in text(found)


def test_the_command(lawguard: Run, file: Path) -> None:
    shown = lawguard("mutate", str(file), "--jobs", "1")
    assert shown.code == 0
    assert "Survivors: a hypothesis that the proof does without" in shown.out
    assert "FALSE" not in shown.out  # only what is proved is changed
    assert max(map(len, shown.out.splitlines())) <= 80
    data = lawguard("mutate", str(file), "SHARP", "--format", "json", "--jobs", "1")
    assert {entry["id"] for entry in json.loads(data.out)["mutants"]} == {"SHARP"}
    assert lawguard("mutate", str(file), "SHRP").code == 2


def test_a_page_of_survivors(campaign: Campaign) -> None:
    shown = page(campaign)
    assert "## A hypothesis that the proof does without: 1" in shown
    assert "| UNNEEDED | 1 | `without given x >= 1` |" in shown
    assert "| SLACK | " in shown
    assert "killed" in shown.splitlines()[5]
    assert not [line for line in shown.splitlines() if line.startswith("| FALSE")]


def test_the_alarm_fails_the_build(lawguard: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.mutate.alarm.violation", lambda claim, seed: "x = 1/2")
    assert lawguard("mutate", str(file), "SLACK", "--jobs", "1").code == 3


def test_a_decider_is_named_where_it_stands() -> None:
    assert f"{module.decide.__module__}:{module.decide.__name__}" == module.DECIDER
