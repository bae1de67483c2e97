"""A derivation with a changed constant: the step that breaks is named, with an exact point; what moves is shown."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run, lawguard
from verify.library import load
from verify.session import Options
from verify.statement import ClaimError
from verify.whatif import changed, conclusion, whatif

__all__ = ["lawguard"]  # the fixture
LIBRARY = load()
OPTIONS = Options(jobs=1)


@pytest.mark.parametrize(
    ("id", "values", "step"),
    [
        ("DER-Z2", {"square_denominator": "287"}, "printed"),
        ("DER-ZG", {"product_denominator": "287"}, "printed"),
        ("DER-BIAS", {"bias_denominator": "511"}, "printed"),
        ("DER-MIX", {"mixture_denominator": "511"}, "components"),
        ("DER-SUBG-SUM", {"subgaussian_sum": "8.99"}, "printed"),
        ("DER-CORR", {"correlation_denominator": "9215"}, "printed"),
        ("DER-NET", {"net_growth": "15.98"}, "printed"),
    ],
)
def test_past_the_sharp_value_the_step_breaks(id: str, values: dict[str, str], step: str) -> None:
    found = whatif(LIBRARY, id, values, OPTIONS)
    assert found[-1].after.id == id
    assert [change.after.id for change in found if change.failed] == [id]
    assert found[-1].verdict.message.startswith(f"step {step} fails: at ")


@pytest.mark.parametrize(
    ("id", "values"),
    [
        ("DER-Z2", {"square_denominator": "288"}),
        ("DER-BIAS", {"bias_denominator": "513"}),
        ("DER-SUBG-SUM", {"subgaussian_sum": "9"}),
        ("DER-CORR", {"correlation_denominator": "9216"}),
        ("DER-NET", {"net_growth": "16"}),
        ("DER-NET", {"net_radius": "eps/9"}),
        ("DER-SPLIT", {"split_quarter": "eps/5"}),
    ],
)
def test_towards_the_sharp_value_it_holds(id: str, values: dict[str, str]) -> None:
    found = whatif(LIBRARY, id, values, OPTIONS)
    assert [change.after.id for change in found if change.failed] == []
    assert found[-1].moved


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
