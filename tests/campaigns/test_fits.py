"""The campaigns against Theorem 3: what counts, what fails, and that a bound that is too large is caught."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofs.campaigns import family
from proofs.campaigns.fitted import Fits, bumps, features, fits, linear, lipschitz
from proofs.fits import CLASSES, FITS, LARGEST, MARGINS, SEARCHED
from verify.decide import decide_claim
from verify.objects.judgements import parse
from verify.search.climb import climb, simplest
from verify.search.errors import CampaignError
from verify.search.registry import campaign_of
from verify.search.runner import run_here
from verify.statement import Claim
from verify.statistic import statistic

ONE, HUNDREDTH = Fraction(1), Fraction(1, 100)
FACTORIES = {"bumps": bumps, "linear": linear, "features": features, "lipschitz": lipschitz}
ARGUMENTS = dict.fromkeys(FACTORIES, (ONE, HUNDREDTH))


@pytest.mark.parametrize("name", FACTORIES)
def test_a_trial_is_a_function_of_its_number(name: str) -> None:
    campaign = FACTORIES[name](ARGUMENTS[name], 11, 20)
    whole = campaign.block(0, 4)
    assert [campaign.block(trial, 1)[0] for trial in range(4)] == whole
    assert whole != FACTORIES[name](ARGUMENTS[name], 12, 20).block(0, 4)
    assert all(outcome.met and not outcome.failed for outcome in whole)
    assert campaign.replay(2) == whole[2].witness


@pytest.mark.parametrize("name", FACTORIES)
def test_the_hypotheses_hold_in_trials_that_count(name: str) -> None:
    for outcome in FACTORIES[name](ARGUMENTS[name], 5, 12).block(0, 12):
        known = outcome.witness
        assert known is not None
        n, eps, delta, k = (Fraction(known[key]) for key in ("n", "eps", "delta", "k"))
        assert n * eps**2 > 10**4 * k * 2  # log(8 k/delta) > log 8 > 2
        assert delta >= HUNDREDTH
        ratio, slope = Fraction(outcome.value), Fraction(known["Lip"])
        assert ratio > 0
        assert slope > 0


@pytest.mark.parametrize("name", FACTORIES)
def test_a_bound_that_is_too_large_is_caught(name: str) -> None:
    """With 10^13 times the constant every trial is a violation, and the claim is not supported."""
    campaign = FACTORIES[name]((Fraction(10**13), *ARGUMENTS[name][1:]), 3, 6)
    assert all(outcome.failed for outcome in campaign.block(0, 6))
    arguments = ", ".join(str(value) for value in (10**13, *ARGUMENTS[name][1:]))
    claim = statistic(
        "X", experiment=f"fitted_{name}({arguments})", seed=3, trials=20, level="1/100", conclude="rate <= 1/2"
    )
    verdict = decide_claim(claim)
    assert verdict.status == "undecided"
    assert "20 failures in 20 trials" in verdict.message


def test_few_trials_that_support() -> None:
    claim = statistic(
        "X", experiment="fitted_linear(1, 1/100)", seed=3, trials=40, level="1/100", conclude="rate <= 1/5"
    )
    verdict = decide_claim(claim)
    assert verdict.status == "supported", verdict.message


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("bumps", (ONE,)), ("bumps", (ONE, Fraction(0))), ("linear", (Fraction(0), HUNDREDTH)), ("lipschitz", (ONE, ONE))],
)
def test_arguments(name: str, arguments: tuple[Fraction, ...]) -> None:
    with pytest.raises(ValueError, match="expected"):
        fits(name, arguments, 1, 1)


def test_an_experiment_that_nobody_knows() -> None:
    claim = statistic("X", experiment="fitted_trees(1)", seed=3, trials=4, level="1/100", conclude="rate <= 1/2")
    with pytest.raises(CampaignError, match="no experiment"):
        campaign_of(claim)


@pytest.mark.parametrize("claim", [*SEARCHED, *MARGINS], ids=lambda claim: claim.id)
def test_the_claims(claim: Claim) -> None:
    """Each names a campaign; the claimed rate is less than every delta, and no failure at all would support it."""
    stated, campaign = parse(claim.statement or ""), campaign_of(claim)
    assert isinstance(campaign, Fits)
    rate, level = Fraction(stated.one("conclude")[3][1]), Fraction(stated.one("level")[1])
    assert (1 - rate) ** campaign.trials <= level
    if claim in SEARCHED:
        assert rate < Fraction(campaign.parameters["delta"])
        assert campaign.trials >= (10**4 if campaign.parameters["class"] in ("linear", "bumps") else 250)
        assert campaign.parameters["constant"] == "1"


def test_all_classes_are_under_the_heading() -> None:
    law, margin = (next(claim for claim in FITS if claim.id == id) for id in ("CEX-LAW", "CEX-MARGIN"))
    for name in FACTORIES:
        assert f"CEX-LAW/{name}" in law.of
        assert f"CEX-MARGIN/{name}" in margin.of
    assert {row[0] for row in CLASSES} == set(FACTORIES)


def test_the_constant_that_is_violated_is_what_climbing_finds() -> None:
    """The claim's constant is within 3% of the least that the family violates, and the claim is refuted."""

    def score(point: dict[str, float]) -> float | None:
        found = family.factor(point, 2.0**-10)
        return None if found is None else 1 / found

    best = climb(score, {"share": 1.5, "u": 0.1, "rows": 1e9}, 0, 2000)
    assert 0.97 * LARGEST <= 1 / best.score <= LARGEST
    near = simplest(score, best.point, 0.97)
    assert score({name: float(value) for name, value in near.items()}) is not None
    claim = next(claim for claim in FITS if claim.id == "CEX-MARGIN/violated")
    assert decide_claim(claim).status == "refuted"


@pytest.mark.parametrize("share", [0.5, 1.0, 2.0])
def test_the_family_obeys_the_theorem(share: float) -> None:
    """No member violates the bound itself: the factor is more than 1."""
    for power in range(5, 14):
        for u in (0.01, 0.1, 0.5):
            found = family.factor({"share": share, "u": u, "rows": 10.0**power}, 1 / 100)
            assert found is None or found > 100
    assert family.factor({"share": share, "u": 0.1, "rows": 10.0**3}) is None


def test_the_worst_trial_is_kept() -> None:
    result = run_here(linear((ONE, HUNDREDTH), 9, 200))
    assert result.worst is not None
    assert result.met == 200
    values = [Fraction(o.value) for o in result.campaign.block(0, 200)]
    assert Fraction(result.worst["value"]) == max(values)
