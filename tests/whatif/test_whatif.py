"""A derivation with a changed constant: the step that breaks is named, with an exact point; what moves is shown."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from proofs.sharp import NAMED, TABLE, WITNESSES, Row, scalar
from tests.cli.conftest import Run, lawguard
from verify.library import load
from verify.session import Options
from verify.sharpen.best import free_name
from verify.sharpen.parameter import parameter
from verify.statement import ClaimError
from verify.whatif import changed, conclusion, whatif

__all__ = ["lawguard"]  # the fixture
LIBRARY = load()
OPTIONS = Options(jobs=1)


STEPS = {"DER-MIX": "components", "DER-LOSS": "", "DER-SPLIT": "", "DER-THM3/core": ""}  # else the step "printed"
SLOW = ("side_condition", "final_constant", "correlation_denominator_conditional")  # half a minute each
ROWS = [
    pytest.param(row, id=row.constant, marks=[pytest.mark.slow] if row.constant in SLOW else [])
    for row in TABLE
    if not row.setting
]


def moved(row: Row, factor: Fraction) -> dict[str, str]:
    """The best value of a constant, times a factor."""
    best = Fraction(WITNESSES[row.id][free_name(parameter(scalar(row), row.constant))]) * factor
    printed = NAMED[row.constant].value
    return {row.constant: f"{best}*({printed})" if "eps" in printed else str(best)}


def past(row: Row) -> Fraction:
    return 1 - Fraction(1, 1000) if NAMED[row.constant].sense == "least" else 1 + Fraction(1, 1000)


@pytest.mark.parametrize("row", ROWS)
def test_one_part_in_a_thousand_past_the_sharp_value_it_breaks(row: Row) -> None:
    found = whatif(LIBRARY, row.owner, moved(row, past(row)), OPTIONS)
    assert [change.after.id for change in found if change.failed] == [row.owner]
    verdict, step = found[-1].verdict, STEPS.get(row.owner, "printed")
    if step:
        assert verdict.message.startswith(f"step {step} fails: at ")
    else:
        assert verdict.status == "refuted"


@pytest.mark.parametrize("row", ROWS)
def test_up_to_the_sharp_value_it_holds(row: Row) -> None:
    found = whatif(LIBRARY, row.owner, moved(row, Fraction(1)), OPTIONS)
    assert [change.after.id for change in found if change.failed] == []


def test_the_first_failure_comes_before_what_needs_it() -> None:
    found = whatif(LIBRARY, "DER-NETBOUND", {"net_radius": "eps/7.99"}, OPTIONS)
    assert [change.after.id for change in found if change.failed] == ["DER-LOSS", "DER-NETBOUND"]
    assert next(change for change in found if change.failed).verdict.status == "refuted"


def test_the_change_runs_through_lemmas() -> None:
    """A smaller radius of the net gives a larger net, and the theorem over it another bound."""
    new = changed(LIBRARY, {"net_growth": "80"})
    for id in ("DER-NET", "DER-NETBOUND", "DER-THM3"):
        assert "80*W*J/eps" in conclusion(new.by_id[id])
    lemmas = [hint["lemma"] for hint in new.by_id["DER-NETBOUND"].hints.steps if "lemma" in hint]
    assert new.by_id["DER-NET"] in lemmas
    assert LIBRARY.by_id["DER-NET"] not in lemmas


def test_an_unknown_constant() -> None:
    with pytest.raises(ClaimError, match="no constant 'net_radus' on the way"):
        whatif(LIBRARY, "DER-NET", {"net_radus": "eps/6"}, OPTIONS)


def test_a_value_with_an_unbound_symbol() -> None:
    with pytest.raises(ClaimError, match="unbound symbol"):
        whatif(LIBRARY, "DER-NET", {"net_radius": "gap/6"}, OPTIONS)


def test_the_command(lawguard: Run) -> None:
    good = lawguard("what-if", "DER-Z2", "square_denominator=300")
    assert good.code == 0
    assert "now P(average(z**2) <= sigma2 - eps/6) <= exp(-n*eps**2/300)" in good.out
    bad = lawguard("what-if", "DER-Z2", "square_denominator=200", "--format", "json")
    assert bad.code == 1
    entry = json.loads(bad.out)["claims"][-1]
    assert (entry["id"], entry["status"]) == ("DER-Z2", "undecided")
    assert "fails: at" in entry["message"]
    for words in (["DER-Z2", "square_denominator"], ["DER-Z3", "square_denominator=300"], ["DER-Z2", "q=300"]):
        refused = lawguard("what-if", *words)
        assert refused.code == 2
        assert refused.err.count("\n") <= 4
