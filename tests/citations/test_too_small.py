"""The least dimension that the union bound certifies: 66 are too few, 67 are enough; one claim speaks of 1, ..., 65."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from flint import arb, ctx

from proofs.too_small import FIRST_LOGARITHM, LEAST, SMALLER
from verify.bare.library import Directory
from verify.decide import decide_claim
from verify.kernel.statement import digest

PROOFS = Path(__file__).parents[2] / "proofs"
PAIRS, SIZE = 60_000 * 59_999 // 2, 784


def union_bound(dt: int) -> arb:
    """Pairs times the beta law at t dt/d, t = 1/4, in ball arithmetic."""
    ctx.prec = 200
    x = arb(dt) / (4 * SIZE)
    return PAIRS * x.beta_lower(arb(dt) / 2, arb(SIZE - dt) / 2, regularized=True)


def test_the_union_bound_itself() -> None:
    """It falls in dt, and passes 1/20 between 66 and 67."""
    values = [union_bound(dt) for dt in range(1, 68)]
    assert all(bool(later < earlier) for earlier, later in pairwise(values))
    assert bool(values[65] > arb(1) / 20)
    assert bool(values[66] < arb(1) / 20)


def test_the_claims_cover_all_dimensions() -> None:
    below, last = SMALLER
    assert "var dt in integer [1, 65]\n" in (below.statement or "")
    assert "beta(33, " in (last.statement or "")
    (heading,) = (entry for entry in LEAST if entry.id == "PRJ-DIST/least/smaller")
    assert heading.of == tuple(entry.id for entry in SMALLER)


@pytest.mark.parametrize(("end", "status"), [("65", "proved"), ("66", "refuted")])
def test_one_summand_is_enough_up_to_65(end: str, status: str) -> None:
    text = (FIRST_LOGARITHM.statement or "").replace("[1, 65]", f"[1, {end}]")
    verdict = decide_claim(replace(FIRST_LOGARITHM, statement=text))
    assert verdict.status == status


@pytest.mark.parametrize(
    ("domain", "good"), [("integer [1, 65]", True), ("integer [1, 66]", False), ("integer [0, 65]", False)]
)
def test_the_certificate_is_for_these_dimensions(tmp_path: Path, domain: str, good: bool) -> None:
    """Given another domain and its hash, the kernel refuses it."""
    document = json.loads((PROOFS / "claims.json").read_bytes())
    document["claims"] = [entry for entry in document["claims"] if entry["id"].startswith("PRJ-DIST")]
    (tmp_path / "certificates").mkdir()
    for file in (PROOFS / "certificates").glob("PRJ-DIST.*"):
        shutil.copy(file, tmp_path / "certificates")
    entry = next(entry for entry in document["claims"] if entry["id"] == "PRJ-DIST/least/below")
    entry["statement"] = entry["statement"].replace("integer [1, 65]", domain)
    file = tmp_path / "certificates" / "PRJ-DIST.least.below.json"
    certificate = json.loads(file.read_bytes()) | {"statement": digest(entry["statement"])}
    file.write_text(json.dumps(certificate))
    (tmp_path / "claims.json").write_text(json.dumps(document))
    directory = Directory(tmp_path)
    assert (directory.result("PRJ-DIST/least/below")["status"] == "proved") is good
    assert [found["id"] for found in directory.rejected] == ["PRJ-DIST/least/below"] * (not good)
    assert directory.result("PRJ-DIST/least/66")["status"] == "proved"
