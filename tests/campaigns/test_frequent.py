"""One instance, fresh samples: a larger constant is violated more often than delta, the printed one never."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofs.campaigns import adversary
from proofs.campaigns.frequent import Frequent, bumps, linear
from proofs.fits import FREQUENT
from verify.decide import decide_claim
from verify.objects.judgements import parse
from verify.search.registry import campaign_of
from verify.search.statistics import interval
from verify.statement import Claim
from verify.statistic import statistic

FACTORIES = {"linear": linear, "bumps": bumps}
QUARTER = Fraction(1, 4)
TRIALS = {"linear": 200, "bumps": 12}


def arguments(claim: Claim) -> tuple[Fraction, Fraction, Fraction]:
    constant, share, eps = parse(claim.statement or "").one("experiment")[2]
    return Fraction(constant[1]), Fraction(share[1]), Fraction(eps[1])


def name_of(claim: Claim) -> str:
    return claim.id.split("/")[1]


@pytest.mark.parametrize("claim", FREQUENT, ids=name_of)
def test_a_strengthened_law_is_violated_more_often_than_delta(claim: Claim) -> None:
    """The claim says so with a rate above delta; the exact interval of a part of its trials does already."""
    campaign = campaign_of(claim)
    assert isinstance(campaign, Frequent)
    stated = parse(claim.statement or "")
    _, relation, _, (_, rate) = stated.one("conclude")
    assert relation == ">="
    assert rate > adversary.DELTA
    level = Fraction(stated.one("level")[1])
    assert rate**campaign.trials <= level
    part = TRIALS[name_of(claim)]
    failures = sum(outcome.failed for outcome in campaign.block(0, part))
    assert interval(failures, part, Fraction(1, 100)).low > adversary.DELTA


@pytest.mark.parametrize("claim", FREQUENT, ids=name_of)
def test_the_printed_constant_is_never_violated(claim: Claim) -> None:
    """Nor one that is a little smaller than the claim's."""
    name, (constant, *rest) = name_of(claim), arguments(claim)
    for smaller in (Fraction(1), constant * Fraction(97, 100)):
        outcomes = FACTORIES[name]((smaller, *rest), 5, 20).block(0, TRIALS[name] // 2)
        assert all(outcome.met and not outcome.failed for outcome in outcomes)
        assert all(0 < Fraction(outcome.value) < 1 for outcome in outcomes)


def test_the_printed_constant_does_not_support_a_violation() -> None:
    claim = statistic(
        "X", experiment="frequent_linear(1, 3, 1/4)", seed=1, trials=300, level="1/100", conclude="rate >= 1/2"
    )
    verdict = decide_claim(claim)
    assert verdict.status == "undecided"
    assert "0 failures in 300 trials" in verdict.message


@pytest.mark.parametrize("claim", FREQUENT, ids=name_of)
def test_the_instance_is_the_most_adverse_one(claim: Claim) -> None:
    found = {"linear": adversary.linear_functions, "bumps": adversary.bumps}[name_of(claim)]().instance
    _, share, eps = arguments(claim)
    assert found.eps == eps
    assert found.p == -(-share * found.n // 1)
    assert str(found.n) in claim.says
    assert str(found.p) in claim.says
    assert found.allowed


def test_samples_that_nothing_fits_count() -> None:
    """Few directions: the gap is out of reach, and no sample is a violation, whatever the constant."""
    outcomes = linear((Fraction(10**9), Fraction(1, 10), Fraction(1, 4)), 1, 5).block(0, 5)
    assert all(outcome.met and not outcome.failed and outcome.value == "" for outcome in outcomes)


@pytest.mark.parametrize(
    "wrong",
    [(1, 3), (0, 3, Fraction(1, 4)), (1, 3, 1), (1, 10**6, Fraction(1, 4)), (1, Fraction(1, 10**9), Fraction(1, 4))],
)
def test_arguments(wrong: tuple[int | Fraction, ...]) -> None:
    with pytest.raises(ValueError, match="expected"):
        linear(tuple(map(Fraction, wrong)), 1, 1)


def test_a_gap_out_of_reach() -> None:
    with pytest.raises(ValueError, match="reached"):
        bumps((Fraction(1), Fraction(1, 10), Fraction(9, 10)), 1, 1)
