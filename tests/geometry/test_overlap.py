"""The search for steep places at random points finds what the refutations of RBF-LIP/c-hat use, and nothing for c."""

from __future__ import annotations

import numpy as np
import pytest

from proofs.bumps import mollifier
from proofs.crowded_bumps import CROWDED
from verify.decide import decide_claim
from verify.geometry.objects import bumps, evaluate
from verify.geometry.overlap import Overlap, on_sphere, overlap

HAT, QUARTIC = (evaluate(f"cutoff(1, t, {X})") for X in ("1 - t", "(1 - t**2)**2"))
SMOOTH = evaluate(mollifier("1"))


def found(g: object, n: int, d: int) -> Overlap:
    return overlap(g, on_sphere(n, d, np.random.default_rng(n)), seed=d, steps=150, count=60)  # type: ignore[arg-type]


def test_points_of_the_sphere() -> None:
    x = on_sphere(50, 7, np.random.default_rng(0))
    assert np.linalg.norm(x, axis=1) == pytest.approx(np.ones(50))
    assert abs(x.mean(axis=0)).max() < 0.3


@pytest.mark.parametrize("g", [HAT, QUARTIC, SMOOTH])
def test_what_is_found_is_attained(g: object) -> None:
    """The labels are at most 1 in size, and f changes by the quotient times the distance."""
    best = found(g, 30, 5)
    u, v = best.ends
    f = bumps(best.points, best.labels, g)  # type: ignore[arg-type]
    change = f(np.array([u, v]))
    assert abs(change[0] - change[1]) == pytest.approx(best.quotient * np.linalg.norm(u - v))
    assert set(best.labels) <= {-1.0, 0.0, 1.0}
    random = np.random.default_rng(9).choice((-1.0, 1.0), size=30)
    other = bumps(best.points, random, g)(np.array([u, v]))  # type: ignore[arg-type]
    assert abs(other[0] - other[1]) <= abs(change[0] - change[1]) + 1e-12


@pytest.mark.parametrize("d", [4, 9, 16, 36])
def test_the_search_finds_the_family_of_the_hat(d: int) -> None:
    """n = d points: beyond n/sqrt(2 pi d), next to 0, where all supports begin."""
    best = found(HAT, d, d)
    assert best.quotient >= d / np.sqrt(2 * np.pi * d)
    assert min(np.linalg.norm(end) for end in best.ends) < 0.2


def test_what_is_found_grows_for_profiles_with_a_slope_at_the_edge() -> None:
    hats = [found(HAT, d, d).quotient for d in (4, 16, 64)]
    assert hats[2] > 1.3 * hats[1] > 1.6 * hats[0]
    quartics = [found(QUARTIC, d**2, d).quotient for d in (4, 10, 20)]
    assert all(q >= 4 / 27 * d**2 * (2 / (np.pi * d)) ** 1.5 for q, d in zip(quartics, (4, 10, 20), strict=True))
    smooth = [found(SMOOTH, d, d).quotient for d in (16, 64, 128)]
    assert smooth[2] < smooth[0]


def test_the_proof_uses_that_family() -> None:
    """All labels 1, all n points at distance 1 from 0, for each d: the rule crowd, and its growth in d."""
    for id in ("RBF-LIP/c-hat/hat", "RBF-LIP/c-hat/quartic"):
        verdict = decide_claim(next(entry for entry in CROWDED if entry.id == id))
        assert verdict.status == "refuted"
        assert [entry["rule"] for entry in (verdict.certificate or {})["steps"]] == ["crowd", "wild"]
