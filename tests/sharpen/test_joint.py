"""DER-SHARP/joint: what the claims say, where the choices come from, and that none of them can be moved any further."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest

from proofs.choices import CHOICES, FILE, SENSES, WRITTEN_BY
from proofs.joint import JOINT, section
from proofs.optimum import choices
from proofs.theorem3 import THEOREM3
from verify.decide import Budget, decide_claim
from verify.files import readable
from verify.library import Library, load
from verify.lock import NAME, read_lock
from verify.statement import Claim
from verify.verdict import Verdict
from verify.whatif import changed

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load()
CLAIMS = {claim.id: claim for claim in JOINT}
LOCKED = read_lock(FILE.with_name(NAME))
SETTINGS = ("printed", "conditional")
SMALL = Budget(150)  # for what fails


def assumed(library: Library) -> dict[str, str]:
    """All statements of a library, and the cited ones, as if proved."""
    cited = [str(entry["statement"]) for entry in library.citations if entry.get("statement")]
    texts = [*(claim.statement for claim in library.claims if claim.statement), *cited]
    return {replace(CLAIMS["DER-SHARP/joint"], statement=text).hash or "": text for text in texts}


def decided(id: str, values: Mapping[str, str], budget: Budget | None = None) -> Verdict:
    """One claim of the library with other choices, all that it uses taken for proved."""
    library = changed(LIBRARY, values)
    return decide_claim(library.by_id[id], assumed(library), budget)


@pytest.mark.parametrize("setting", SETTINGS)
def test_it_is_theorem_3_with_another_constant(setting: str) -> None:
    joint = CHOICES[f"joint_{setting}"].value
    assert (
        CLAIMS[f"DER-SHARP/joint/{setting}"].statement == THEOREM3.with_constants({"final_constant": joint}).statement
    )
    assert 2**9 / Fraction(joint) > {"printed": 36, "conditional": 86}[setting]


@pytest.mark.parametrize("claim", [claim for claim in JOINT if claim.statement], ids=lambda claim: claim.id)
def test_it_is_locked_as_proved(claim: Claim) -> None:
    assert LOCKED is not None
    assert LOCKED[claim.id].verdict == "proved"
    assert set(LOCKED[claim.id].rests_on) <= {"volumetric-packing"}


def test_the_heading_is_as_good_as_both() -> None:
    assert CLAIMS["DER-SHARP/joint"].of == tuple(f"DER-SHARP/joint/{setting}" for setting in SETTINGS)


def test_the_choices_are_what_the_search_finds() -> None:
    """Also the bytes of the file, which names the command that writes it."""
    found = choices()
    assert {name: constant.value for name, constant in CHOICES.items()} == found
    assert FILE.read_bytes() == readable({"about": f"Written by `{WRITTEN_BY}`; do not edit.", "choices": found})
    assert set(found) == set(SENSES)


def test_every_choice_is_a_constant_of_some_claim() -> None:
    assert {name for claim in JOINT for name in claim.constants} >= set(CHOICES)


def test_the_page_has_the_section() -> None:
    lines = (ROOT / "docs" / "constants.md").read_text(encoding="utf-8").splitlines()
    found = list(section())
    assert lines[-len(found) :] == found
    assert "| 2^9 divided by it | 36.98 | 86.15 |" in found


@dataclass(frozen=True)
class Moved:
    """A choice at another value: the claim that fails, and what it says of it."""

    claim: str
    values: Mapping[str, str]
    says: str
    budget: Budget = SMALL


def moved(claim: str, name: str, factor: str, says: str) -> Moved:
    return Moved(claim, {name: str(Fraction(CHOICES[name].value) * Fraction(factor))}, says)


J = "DER-SHARP/joint"
MOVED = {
    "the final constant, printed": moved(f"{J}/printed/members", "joint_printed", "0.99", ""),
    "the final constant, conditional": moved(f"{J}/conditional/members", "joint_conditional", "0.99", ""),
    "the final constant by its last digit, printed": Moved(f"{J}/printed/members", {"joint_printed": "13.846"}, "", Budget()),
    "the final constant by its last digit": Moved(f"{J}/conditional/members", {"joint_conditional": "5.942"}, "", Budget()),
    "a larger share for the correlation, printed": moved(f"{J}/printed/level", "correlation_printed", "1.01", "step split"),
    "a larger share for the correlation": moved(f"{J}/conditional/level", "correlation_conditional", "1.01", "step split"),
    "a smaller share for z^2, printed": moved(f"{J}/printed/square", "square_printed", "0.99", "step rare"),
    "a smaller share for z^2": moved(f"{J}/conditional/square", "square_conditional", "0.99", "step rare"),
    "a smaller share for the components, printed": moved(f"{J}/printed/mixture", "mixture_printed", "0.99", "step printed"),
    "a smaller share for the components": moved(f"{J}/conditional/mixture", "mixture_conditional", "0.99", "step printed"),
    "a larger share for the components": moved(f"{J}/conditional/level", "mixture_conditional", "1.01", "step split"),
    "a finer net than 60 allows": moved(f"{J}/conditional/level", "joint_radius", "0.99", "step net"),
    "a coarser net": moved(f"{J}/conditional/level", "joint_radius", "1.01", "step split"),
    "less energy": moved(f"{J}/energy", "joint_energy", "0.99", "step rare"),
    "more energy": moved(f"{J}/conditional/large", "joint_energy", "2", ""),
    "a smaller exponent, printed": moved(f"{J}/printed/small", "exponent_printed", "0.99", ""),
    "a smaller exponent": moved(f"{J}/conditional/small", "exponent_conditional", "0.99", ""),
    "a smaller exponent, all s": moved("DER-SHARP/conditional/correlation/large", "exponent_plain", "0.99", ""),
    "an earlier switch, printed": moved(f"{J}/printed/large", "switch_printed", "0.97", ""),
    "an earlier switch": moved(f"{J}/conditional/large", "switch_conditional", "0.95", ""),
    "a later switch": moved(f"{J}/conditional/small", "switch_conditional", "1.1", ""),
    "an earlier switch, all s": moved("DER-SHARP/conditional/correlation/large", "switch_plain", "0.98", ""),
    "a smaller penalty": moved(f"{J}/conditional/large", "penalty_conditional", "0.5", ""),
    "another weight": moved(f"{J}/printed/large", "young_printed", "0.5", ""),
    "a smaller rate": moved(f"{J}/printed/logarithm", "rate_printed", "0.95", ""),
    "a smaller slope": moved(f"{J}/printed/logarithm", "slope_printed", "0.99", ""),
    "the slope at which both sides agree to third order": Moved(
        "DER-SHARP/conditional/near", {"two_point_slope": "1/6"}, ""
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", MOVED)
def test_a_choice_that_is_moved_fails_where_it_says(what: str) -> None:
    case = MOVED[what]
    verdict = decided(case.claim, case.values, case.budget)
    if LIBRARY.by_id[case.claim].kind == "scalar":
        assert verdict.status == "refuted"
        assert verdict.counterexample is not None
    else:
        assert verdict.status == "undecided"
        assert verdict.message.startswith(case.says), verdict.message
        assert "fails" in verdict.message or "no proof" in verdict.message


def test_every_choice_is_moved() -> None:
    assert {name for case in MOVED.values() for name in case.values} == set(CHOICES)


@pytest.mark.parametrize("id", sorted({case.claim for case in MOVED.values()}))
def test_unmoved_it_is_proved(id: str) -> None:
    """The machinery that moves the choices breaks nothing by itself."""
    assert decided(id, {}).status == "proved"


BEST = {"product": "72", "bias": "128", "mixture": "128", "correlation": "691.2"}


@pytest.mark.parametrize("part", BEST)
def test_the_printed_shares_with_the_conditional_range(part: str) -> None:
    """The best denominators in the conditional setting; a little less fails at the last step."""
    id, name = f"DER-SHARP/conditional/{part}", f"{part}_denominator_conditional"
    best = Fraction(BEST[part])
    assert decided(id, {name: str(best)}).status == "proved"
    verdict = decided(id, {name: str(best * Fraction(999, 1000))})
    assert verdict.status == "undecided"
    assert "step printed fails" in verdict.message


def test_the_choices_are_short() -> None:
    assert all(len(value) <= 10 for value in json.loads(FILE.read_text(encoding="utf-8"))["choices"].values())
