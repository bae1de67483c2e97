"""Separation trials: exact for the sample as it is drawn, consistent with the exact law, and able to show a bias."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from proofs.simulated import FAMILY, GRID, LEVEL, POINTS
from verify.numerics.sphere import crowded as exact_bounds
from verify.report.search import ALARM, CONSISTENT, Report
from verify.search.campaign import Outcome
from verify.search.exact import ends, failure
from verify.search.registry import campaign_of
from verify.search.runner import run_here
from verify.search.sampling import band, close_pairs, closest, decide, is_close, normalise, parts, sample
from verify.search.seeds import Generators, generator
from verify.search.separation import Separation, crowded

RATE = Fraction(1, FAMILY)


def separation(n: int, d: int, trials: int, seed: int = 1) -> Separation:
    return crowded((Fraction(n), Fraction(d), Fraction(1)), seed, trials)


def slowly(points: NDArray[np.float32]) -> bool:
    """The definition, in integers, pair by pair."""
    return any(is_close(points[i], points[j]) for i in range(len(points)) for j in range(i))


@pytest.mark.parametrize(("n", "d", "trials"), [(2, 2, 300), (5, 3, 200), (9, 20, 100), (40, 30, 12), (70, 45, 6)])
def test_each_trial_is_decided_as_integers_do(n: int, d: int, trials: int) -> None:
    found = close_pairs(3, range(10, 10 + trials), n, d)
    assert found == [slowly(sample(3, trial, n, d)) for trial in range(10, 10 + trials)]
    assert 0 < sum(found) < trials


@pytest.mark.parametrize(("n", "d"), [(200, 50), (1100, 12)])
def test_parts_and_the_whole_agree(n: int, d: int) -> None:
    """The second part is drawn only if the first has no close pair: the outcome is that of the whole sample."""
    trials = range(20)
    assert len(parts(n)) > 1
    assert parts(n)[0][0] == 0
    assert parts(n)[-1][1] == n
    assert close_pairs(5, trials, n, d) == [decide(sample(5, trial, n, d)[None])[0] for trial in trials]


def test_any_trials_in_any_order() -> None:
    wanted = [17, 3, 2**40, 4]
    assert close_pairs(5, wanted, 20, 25) == [close_pairs(5, [trial], 20, 25)[0] for trial in wanted]


def sixty_degrees(d: int, shift: int) -> NDArray[np.float32]:
    """e_0 and a vector whose angle with it is 60 degrees but for some units in the last place, moved in space."""
    points = np.zeros((2, d), np.float32)
    points[0, :2] = 1, 1  # (1, 1, 0) and (1, 0, 1): exactly 60 degrees
    points[1, 0], points[1, 2] = 1, 1
    points[1, 0] = np.float32(1) + np.float32(shift * 2.0**-23)
    return points


@pytest.mark.parametrize("d", [3, 50, 784])
def test_ties_and_what_is_next_to_them(d: int) -> None:
    """At exactly 60 degrees points are not closer than 1; an ulp on either side decides."""
    samples = np.stack([sixty_degrees(d, shift) for shift in (-2, -1, 0, 1, 2)])
    assert decide(samples) == [slowly(points) for points in samples]
    assert decide(samples) == [False, False, False, True, True]


@pytest.mark.parametrize("d", [2, 3, 50, 784])
def test_the_band_holds_and_is_not_idle(d: int) -> None:
    """Computed cosines differ from those of float64 by less than the band, and by more than nothing."""
    points = generator(4, 0).standard_normal((300, d), dtype=np.float32)
    units = points[None].copy()
    normalise(units)
    wide = points.astype(np.float64)
    wide /= np.linalg.norm(wide, axis=1)[:, None]
    off = np.abs((units[0] @ units[0].T).astype(np.float64) - wide @ wide.T)
    np.fill_diagonal(off, 0)
    assert 0 < off.max() < band(d)


def test_pairs_next_to_the_threshold_go_to_integers(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a band that leaves everything open the outcomes are the same: no decision rests on its width."""
    expected = close_pairs(3, range(30), 12, 8)
    monkeypatch.setattr("verify.search.sampling.band", lambda d: 0.4)
    assert close_pairs(3, range(30), 12, 8) == expected


def test_zero_has_no_direction() -> None:
    assert decide(np.zeros((1, 3, 4), np.float32)) == [False]


def test_the_closest_pair_of_a_trial() -> None:
    points = sample(3, 8, 20, 6)
    seen = closest(3, 8, 20, 6)
    i, j = map(int, seen["closest rows"].split(", "))
    value = Fraction(seen["cosine times its absolute value"])
    assert is_close(points[i], points[j]) == (value > Fraction(1, 4)) == close_pairs(3, [8], 20, 6)[0]
    assert float(value) == pytest.approx(float(seen["cosine"]) ** 2, rel=1e-4)


@pytest.mark.parametrize("wrong", [(0, 3, 1), (2, 1, 1), (2, 3, 2), (Fraction(5, 2), 3, 1), (10**6, 10**6, 1)])
def test_experiments_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        crowded(tuple(map(Fraction, wrong)), 1, 10)


@pytest.mark.parametrize(("n", "d"), [(2, 3), (7, 5), (50, 40), (10**4, 200)])
def test_exact_numbers_enclose_the_balls(n: int, d: int) -> None:
    low, high = failure(n, d)
    balls = exact_bounds(n, d)
    assert low <= ends(balls.low)[0] <= ends(balls.high)[1] <= high
    assert 0 <= low <= high <= 1


def test_the_circle_is_known_exactly() -> None:
    assert failure(4, 2) == (Fraction(26, 27), Fraction(26, 27))
    assert failure(7, 2) == (1, 1)
    assert failure(1, 9) == (0, 0)


# The claims of the grid.


def test_the_grid_is_large_and_its_rate_is_declared() -> None:
    assert len({(n, d) for n, d, *_ in GRID}) == len(GRID) >= 30
    assert len(POINTS) == 2 * len(GRID)
    assert Fraction(LEVEL) * len(POINTS) == RATE
    campaigns = [campaign_of(claim) for claim in POINTS]
    assert len({campaign.key for campaign in campaigns if campaign is not None}) == len(GRID)


@pytest.mark.parametrize(("n", "d", "trials", "low", "high"), GRID)
def test_the_claimed_ends_are_as_close_as_the_trials_allow(n: int, d: int, trials: int, low: str, high: str) -> None:
    """Around the exact bounds, and a thousandth nearer a good simulator would fail too often."""
    least, most = failure(n, d)
    level, chance, step = float(Fraction(LEVEL)), 1e-5, 0.001
    assert Fraction(low) < least <= most < Fraction(high)
    many, few = stats.binom.isf(chance, trials, float(most)), stats.binom.ppf(chance, trials, float(least))
    assert stats.binom.cdf(many, trials, float(high)) <= level < stats.binom.cdf(many, trials, float(high) - step)
    assert stats.binom.sf(few - 1, trials, float(low)) <= level < stats.binom.sf(few - 1, trials, float(low) + step)


# A simulator that is right passes; one that is wrong by 2 % does not.

SMALL = [row for row in GRID if row[0] <= 50 and row[1] <= 40]


def judged(campaigns: Sequence[Separation]) -> Report:
    return Report([run_here(campaign) for campaign in campaigns], RATE)


@dataclass(frozen=True)
class Miscounting(Separation):
    """Turns every fiftieth failure into none, or makes up one more for every fiftieth."""

    def block(self, first: int, count: int) -> list[Outcome]:
        kind, rate = str(self.parameters["kind"]), float(failure(self.n, self.d)[0])
        numbers, outcomes, found = Generators(self.seed), super().block(first, count), []
        for outcome in outcomes:
            chance = numbers.at(outcome.trial, 2**60).random()
            failed = outcome.failed and (kind == "more" or chance >= 0.02)
            if kind == "more" and not failed:
                failed = bool(chance < 0.02 * rate / (1 - rate))
            found.append(Outcome(outcome.trial, True, failed))
        return found


@dataclass(frozen=True)
class Farther(Separation):
    """Takes points for close that are closer than 1.02."""

    def block(self, first: int, count: int) -> list[Outcome]:
        cosine = 1 - 1.02**2 / 2
        found = []
        for trial in range(first, first + count):
            points = sample(self.seed, trial, self.n, self.d).astype(np.float64)
            points /= np.linalg.norm(points, axis=1)[:, None]
            gram = points @ points.T
            np.fill_diagonal(gram, -1)
            found.append(Outcome(trial, True, bool(gram.max() > cosine)))
        return found


def test_a_right_simulator_is_consistent() -> None:
    report = judged([separation(n, d, min(trials, 2_000), seed=n + d) for n, d, trials, _, _ in SMALL])
    assert report.verdicts == [CONSISTENT] * len(SMALL)
    assert report.tests == len(SMALL)
    assert report.level * report.tests == RATE


@pytest.mark.parametrize("kind", ["fewer", "more"])
def test_a_bias_of_2_percent_of_the_failures_is_caught(kind: str) -> None:
    rows = [row for row in SMALL if row[1] == 2]
    parameters = [{"n": n, "d": d, "kind": kind} for n, d, *_ in rows]
    biased = [Miscounting("biased", given, 1, row[2]) for given, row in zip(parameters, rows, strict=True)]
    assert ALARM in judged(biased).verdicts
    right = [separation(row[0], row[1], row[2]) for row in rows]
    assert ALARM not in judged(right).verdicts


def test_a_distance_that_is_2_percent_off_is_caught() -> None:
    n, d, trials = 50, 50, 4_000
    assert judged([Farther("farther", {"n": n, "d": d}, 1, trials)]).verdicts == [ALARM]
    assert judged([separation(n, d, trials)]).verdicts == [CONSISTENT]
