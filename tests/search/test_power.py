"""The search is strong enough: variants a to c of the bound are refuted with any seed, and what is true is not."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.finite_class import BIAS, PRODUCT, SQUARE
from proofs.power import NO_GAP, NO_NOISE, NO_SIDE_CONDITION, POWER
from proofs.theorem3 import LEVEL, NETBOUND, THEOREM3
from verify.axioms import Known
from verify.bare.check import check
from verify.derive import Deriving
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.modelled import Modelled, decide_derivation
from verify.objects.judgements import parse
from verify.refute.instances import instance, search, simplest, tried_at
from verify.refute.models import Found
from verify.search.campaign import Campaign
from verify.search.climb import climb
from verify.search.climb import simplest as simpler_numbers
from verify.search.models import models
from verify.search.registry import campaign_of
from verify.search.runner import run_here
from verify.statement import Claim

VARIANTS = [NO_SIDE_CONDITION, NO_NOISE, NO_GAP]
SEEDS = (1, 2, 2**100)
BUDGET = 1500


def by_name(claim: Claim) -> str:
    return claim.id


class Given(Modelled):
    """The search is over: this is what it found."""

    def __init__(self, claim: Claim, found: Found) -> None:
        Deriving.__init__(self, claim, Known({}), BUDGET)
        self.found = [found]


def certified(claim: Claim, found: Found) -> dict[str, object]:
    """The certificate of refutation that an instance gives."""
    (certificate,) = Given(claim, found).refutations()
    return json.loads(json.dumps(certificate))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("claim", VARIANTS, ids=by_name)
def test_each_variant_is_refuted_with_any_seed(claim: Claim, seed: int) -> None:
    """Within 60 seconds, by the search alone; the kernel accepts the model that it finds."""
    start = perf_counter()
    statement = parse(claim.statement or "")
    found = next(search(statement, seed))
    certificate = certified(claim, found)
    assert check(claim.statement or "", certificate).verdict == "refuted"
    assert perf_counter() - start < 60


@pytest.mark.parametrize("claim", VARIANTS, ids=by_name)
def test_each_variant_is_refuted_by_the_tool(claim: Claim) -> None:
    verdict = decide_derivation(claim, {}, BUDGET)
    assert (verdict.status, verdict.rests_on, verdict.flags) == ("refuted", [], [])
    assert verdict.worst is not None


@pytest.mark.parametrize("claim", VARIANTS, ids=by_name)
def test_a_campaign_finds_it_too(claim: Claim) -> None:
    """`lawguard search` runs it; the failures are the same trials, whatever the blocks."""
    campaign = campaign_of(claim)
    assert isinstance(campaign, Campaign)
    result = run_here(replace(campaign, seed=5, trials=400))
    assert result.failures >= 1
    trial = int(result.examples[0]["trial"])
    (alone,) = replace(campaign, seed=5).block(trial, 1)
    assert alone.failed
    assert dict(alone.witness or {}) == result.examples[0]["witness"]
    found = tried_at(parse(claim.statement or ""), 5, trial)
    assert found is not None
    assert found.failing


# --- what is true is left alone


@pytest.mark.parametrize("claim", [THEOREM3, LEVEL, NETBOUND, SQUARE, PRODUCT, BIAS], ids=by_name)
def test_no_instance_refutes_what_is_proved(claim: Claim) -> None:
    statement, met = parse(claim.statement or ""), 0
    for trial in range(250):
        found = tried_at(statement, 3, trial)
        met += found is not None
        assert found is None or not found.failing
    assert met or claim in (THEOREM3, LEVEL)  # their bounds are irrational, and not compared in a model


@pytest.mark.parametrize("claim", VARIANTS, ids=by_name)
def test_the_instances_of_a_variant_do_not_refute_the_theorem(claim: Claim) -> None:
    """With the hypothesis put back, the kernel rejects the certificate."""
    text = claim.statement or ""
    found = next(search(parse(text), 1))
    certificate = certified(claim, found)
    missing = {
        "CEX-POWER/a": ("assume sample", "given 10**4*k*log(8*k/delta) <= n*eps**2\nassume sample"),
        "CEX-POWER/b": ("assume z == 0", "assume mean(z**2) == 1"),
        "CEX-POWER/c": ("> sigma2,", "> sigma2 - eps,"),
    }[claim.id]
    whole = text.replace(*missing)
    if claim.id == "CEX-POWER/a":  # hypotheses stand before declarations
        whole = text.replace("declare family(x, n)", "given 10**4*k*log(8*k/delta) <= n*eps**2\ndeclare family(x, n)")
    assert whole != text
    with pytest.raises((Rejected, Malformed)):
        check(whole, {**certificate, "statement": digest(whole)})


@given(seed=st.integers(0, 2**128 - 1), trial=st.integers(0, 2**40))
@settings(max_examples=60)
def test_an_instance_is_a_function_of_its_seed(seed: int, trial: int) -> None:
    statement = parse(NO_GAP.statement or "")
    assert tried_at(statement, seed, trial) == tried_at(statement, seed, trial)


@pytest.mark.parametrize("claim", VARIANTS, ids=by_name)
def test_the_simplest_instance_still_fails(claim: Claim) -> None:
    statement = parse(claim.statement or "")
    for found in islice(search(statement, 7), 2):
        again = simplest(statement, found)
        assert again.failing
        assert len(str(again.point)) <= len(str(found.point))
        assert all(len(members) == 1 for members in again.model["classes"].values())


def test_instances_of_other_statements() -> None:
    """No class, no inputs: nothing goes wrong where there is nothing to draw."""
    statement = parse(SQUARE.statement or "")
    assert any(instance(statement, Random(number)) for number in range(40))


def test_readings_of_the_group() -> None:
    """All variants are among the readings, and nothing else."""
    head = next(claim for claim in POWER if claim.id == "CEX-POWER")
    assert head.of == tuple(f"CEX-POWER/{part}" for part in "abcde")


def test_models_need_a_seed() -> None:
    with pytest.raises(ValueError, match="seed"):
        models("X", NO_GAP.statement or "", seed=-1)


# --- climbing


def hill(point: dict[str, float]) -> float | None:
    x, y = point["x"], point["y"]
    return None if x > 10 else -((x - 3) ** 2) - (y - 0.25) ** 2


@pytest.mark.parametrize("seed", range(3))
def test_climbing(seed: int) -> None:
    found = climb(hill, {"x": 1.0, "y": 1.0}, seed, 600)
    assert found.score > -1e-3
    assert found == climb(hill, {"x": 1.0, "y": 1.0}, seed, 600)
    assert simpler_numbers(lambda p: -1 / (hill(p) - 1), found.point, 0.9) == {"x": 3, "y": 0.25} or found.scores == 600


def test_climbing_needs_a_start() -> None:
    with pytest.raises(ValueError, match="start"):
        climb(hill, {"x": 11.0, "y": 1.0})
    with pytest.raises(ValueError, match="score"):
        simpler_numbers(hill, {"x": 11.0, "y": 1.0})
