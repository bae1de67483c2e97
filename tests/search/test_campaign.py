"""Trials are functions of the seed and their number: replayed alone, in blocks of any size, without overlap."""

from __future__ import annotations

import pickle
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from numpy.random import Generator, Philox

from tests.search.slow import Slow, slow
from verify.search.campaign import Outcome
from verify.search.record import compute, digest, record_of
from verify.search.runner import Runner, run_here
from verify.search.seeds import Generators, generator

CAMPAIGN = slow((Fraction(7), Fraction(0)), 3, 100)


def test_streams_of_trials_do_not_overlap() -> None:
    drawn = [generator(3, trial, stream).integers(2**63, size=400) for trial in range(20) for stream in range(3)]
    assert len(np.unique(np.concatenate(drawn))) == 20 * 3 * 400


def test_a_counter_in_the_first_word_would_repeat_numbers() -> None:
    """Why the number of the trial does not stand there."""
    first, second = (Generator(Philox(key=3, counter=trial)).integers(2**63, size=40) for trial in (5, 6))
    assert (first[4:] == second[:-4]).all()


@pytest.mark.parametrize("wrong", [(-1, 0), (2**128, 0), (0, -1), (0, 2**64)])
def test_seeds_and_trials_have_limits(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError):
        generator(*wrong)


def test_one_object_serves_all_trials() -> None:
    numbers = Generators(2**127 + 5)
    for trial, stream in ((0, 0), (2**63 + 1, 0), (7, 1), (7, 0), (7, 0)):
        expected = generator(2**127 + 5, trial, stream).standard_normal(9, dtype=np.float32)
        found = numbers.at(trial, stream).standard_normal(9, dtype=np.float32)
        assert (found == expected).all()


def test_blocks_are_fixed_and_cover_all_trials() -> None:
    blocks = list(CAMPAIGN.blocks())
    assert blocks[0] == (0, 7)
    assert blocks[-1] == (98, 2)
    assert [trial for first, count in blocks for trial in range(first, first + count)] == list(range(100))


def test_a_trial_is_the_same_alone() -> None:
    whole = CAMPAIGN.block(0, 100)
    assert [CAMPAIGN.block(trial, 1)[0] for trial in range(100)] == whole
    assert sum(outcome.failed for outcome in whole) > 0


def test_other_seeds_other_outcomes() -> None:
    assert replace(CAMPAIGN, seed=4).block(0, 100) != CAMPAIGN.block(0, 100)


def test_a_campaign_can_be_sent() -> None:
    sent: Slow = pickle.loads(pickle.dumps(CAMPAIGN))
    assert sent == CAMPAIGN
    assert sent.key == CAMPAIGN.key


def test_totals_worst_and_examples() -> None:
    result, outcomes = run_here(CAMPAIGN), CAMPAIGN.block(0, 100)
    counted = [outcome for outcome in outcomes if outcome.met]
    assert result.complete
    assert result.met == len(counted) < 100
    assert result.failures == sum(outcome.failed for outcome in outcomes)
    worst = max(counted, key=lambda o: (Fraction(o.value), -o.trial))
    assert result.worst is not None
    assert (result.worst["trial"], result.worst["value"]) == (worst.trial, worst.value)
    failing = [outcome.trial for outcome in outcomes if outcome.failed]
    assert [row["trial"] for row in result.examples] == failing


def test_the_digest_depends_on_every_outcome() -> None:
    records = [compute(CAMPAIGN, *block)[0] for block in CAMPAIGN.blocks()]
    outcomes = CAMPAIGN.block(14, 7)
    changed = replace(outcomes[3], value="1/7")
    other = record_of([*outcomes[:3], changed, *outcomes[4:]], 14, 7)
    assert digest(CAMPAIGN, records) != digest(CAMPAIGN, [*records[:2], other, *records[3:]])
    assert digest(CAMPAIGN, records) != digest(replace(CAMPAIGN, seed=4), records)


@pytest.mark.parametrize(
    "outcomes",
    [
        [Outcome(0, True, False), Outcome(2, True, False)],
        [Outcome(0, True, False)],
        [Outcome(0, True, False), Outcome(1, False, True)],
    ],
    ids=["another trial", "one too few", "fails without counting"],
)
def test_wrong_outcomes_are_refused(outcomes: list[Outcome]) -> None:
    with pytest.raises(ValueError):
        record_of(outcomes, 0, 2)


def test_values_that_are_no_numbers_are_never_the_worst() -> None:
    record = record_of(
        [Outcome(0, True, False, "none"), Outcome(1, True, False, "-3"), Outcome(2, False, False, "9")], 0, 3
    )
    assert record["worst"]["trial"] == 1
    assert record_of([Outcome(0, True, False, "")], 0, 1)["worst"] is None


def test_a_run_without_workers_has_nothing() -> None:
    (result,) = Runner([CAMPAIGN], [None]).results()
    assert (result.done, result.complete) == (0, False)
