"""docs/counterexamples.md is what the campaigns show: its trials are replayed."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from proofs.campaigns.fitted import Fits
from proofs.counterexamples import NAMES, adverse, short, variant_rows
from proofs.fits import FREQUENT, LARGEST, MARGINS, SEARCHED
from verify.search.registry import campaign_of
from verify.statement import Claim

PAGE = (Path(__file__).parents[2] / "docs" / "counterexamples.md").read_text(encoding="utf-8")


def campaign(claim: Claim) -> Fits:
    found = campaign_of(claim)
    assert isinstance(found, Fits)
    return found


def cells(section: str, claim: Claim) -> list[str]:
    """The row of a claim in the table of a section."""
    name = NAMES[str(campaign(claim).parameters["class"])]
    part = PAGE.split(f"## {section}:")[1].split("\n## ")[0]
    row, *_ = re.findall(rf"^\| {name} \| (.*) \|$", part, re.MULTILINE)
    return row.split(" | ")


@pytest.mark.parametrize("claim", SEARCHED, ids=lambda claim: claim.id)
def test_the_row_of_a_class(claim: Claim) -> None:
    trials, violations, high, least, ratio, trial = cells("CEX-LAW", claim)
    run = campaign(claim)
    assert int(trials.replace(",", "")) == run.trials
    assert violations == "0"
    assert Fraction(high) < Fraction(least) == Fraction(run.parameters["delta"])
    (outcome,) = run.block(int(trial), 1)
    assert outcome.met
    assert short(Fraction(outcome.value)) == ratio
    others = run.block(0, 10)
    assert max(Fraction(other.value) for other in others) <= Fraction(outcome.value)


@pytest.mark.parametrize("claim", MARGINS, ids=lambda claim: claim.id)
def test_the_row_of_a_margin(claim: Claim) -> None:
    factor, trials, violations, ratio = cells("CEX-MARGIN", claim)
    run = campaign(claim)
    assert (factor, int(trials.replace(",", ""))) == (str(run.parameters["constant"]), run.trials)
    assert (Fraction(ratio) * Fraction(factor) > 1) == (int(violations) > 0)


@pytest.mark.parametrize("claim", FREQUENT, ids=lambda claim: claim.id)
def test_the_row_of_a_frequency(claim: Claim) -> None:
    run = campaign_of(claim)
    assert run is not None
    known = run.parameters
    start = (
        f"| {NAMES[str(known['class'])]} | {known['share']} | {known['eps']} | {known['constant']} | {run.trials:,} | "
    )
    (row,) = [line for line in PAGE.splitlines() if line.startswith(start)]
    violations, low = row.removeprefix(start).removesuffix(" |").split(" | ")
    assert int(violations) <= run.trials
    assert float(low) >= 9 / 10


def test_the_variants() -> None:
    assert all(row in PAGE for row in variant_rows())
    assert len(list(variant_rows())) == 7
    assert f"{LARGEST:,}" in PAGE


def test_the_most_adverse_instances() -> None:
    assert all(row in PAGE for row in adverse())
