"""The bump construction in floating point, from the same terms as the claims; the search finds what the proof uses."""

from __future__ import annotations

import numpy as np
import pytest
from mpmath import mpf

from proofs.bumps import BUMPS, exponent, mollifier
from tests.constructions import euclid
from verify.decide import decide_claim
from verify.geometry.objects import Unsupported, bumps, distances, evaluate, gradient
from verify.geometry.steep import least, quotient, steepest
from verify.objects.judgements import judgement

G = evaluate(mollifier("1"))


@pytest.mark.parametrize("text", [mollifier("1"), mollifier("1/2"), "cutoff(1/sqrt(2), t, 1 - sqrt(2)*t)"])
@pytest.mark.parametrize("t", [0, 0.25, 0.5, 0.7, 0.71, 0.999, 1, 2])
def test_profiles_as_in_high_precision(text: str, t: float) -> None:
    exact = euclid.value(judgement(text), {})((mpf(t),))[0]
    assert float(evaluate(text)(np.array(t))) == pytest.approx(float(exact), abs=1e-12)


def test_sums_of_bumps_as_in_high_precision() -> None:
    random = np.random.default_rng(1)
    x, y, u = random.normal(size=(5, 3)), random.uniform(-1, 1, 5), random.normal(size=(4, 3))
    found = evaluate(f"bumps(x, y, {mollifier('2')})", {"x": x, "y": y})(u)
    sums = euclid.bumps(
        [list(map(mpf, row)) for row in x], list(map(mpf, y)), euclid.value(judgement(mollifier("2")), {})
    )
    assert found == pytest.approx([float(sums(list(map(mpf, row)))[0]) for row in u])
    with pytest.raises(Unsupported):
        evaluate("steepest(g)", {"g": G})


def test_the_gradient_is_the_limit_of_quotients() -> None:
    random = np.random.default_rng(2)
    x, y, u = random.normal(size=(6, 3)), random.uniform(-1, 1, 6), random.normal(size=(3, 3))
    h = 1e-6
    slope = lambda t: (G(t + h) - G(t - h)) / (2 * h)  # noqa: E731
    f, at = bumps(x, y, G), gradient(x, y, slope)(u)
    for axis in range(3):
        step = h * np.eye(3)[axis]
        assert at[:, axis] == pytest.approx((f(u + step) - f(u - step)) / (2 * h), abs=1e-5)


def test_parameters_are_counted_on_the_object() -> None:
    """RBF-COUNT and PRJ-COUNT on arrays: n (d + 1) numbers, and with dt in place of d."""
    x, y = np.zeros((7, 5)), np.zeros(7)
    assert evaluate("parameters(x, y)", {"x": x, "y": y}) == 7 * (5 + 1)
    assert evaluate("parameters(images(linear(coordinates(2, 5)), x), y)", {"x": x, "y": y}) == 7 * (2 + 1)


def test_mcshane_interpolates_and_is_best() -> None:
    random = np.random.default_rng(3)
    x, y = random.normal(size=(8, 2)), random.uniform(-1, 1, 8)
    quotients = np.abs(y[:, None] - y) / (distances(x, x) + np.eye(8))
    best = quotients.max()
    for bound, fits in ((best, True), (0.9 * best, False)):
        f = evaluate("mcshane(x, y, L)", {"x": x, "y": y, "L": bound})
        assert np.allclose(f(x), y) is fits
        u = random.normal(size=(50, 2))
        rises = np.abs(f(u)[:, None] - f(u)) - bound * distances(u, u)
        assert rises.max() <= 1e-12


# --- the counterexample to RBF-LIP/a, found and proved


@pytest.mark.parametrize("m", [6, 8, 12])
def test_the_search_finds_the_family_of_the_proof(m: int) -> None:
    """Points of which all distances are 1: up to rotation those of ``simplex(m, m, 1)``, whose quotient it reaches."""
    found = steepest(G, m, m)
    mutual = distances(found.points, found.points)[np.triu_indices(m, 1)]
    assert mutual == pytest.approx(np.ones(mutual.size), abs=0.06)
    family = evaluate(f"simplex({m}, {m}, 1)")
    assert least(family) == pytest.approx(1)
    assert found.quotient >= quotient(G, family).quotient >= (m * np.exp(-1) - 1) * np.sqrt(2)


def test_the_quotients_grow_for_a_wide_profile_and_not_for_a_narrow_one() -> None:
    wide = [steepest(G, m, m).quotient for m in (4, 8, 16)]
    narrow = [steepest(evaluate(mollifier("1/2")), m, m).quotient for m in (4, 8, 16)]
    assert wide[2] > 1.5 * wide[1] > 2 * wide[0]
    assert max(narrow) <= 4.4


def test_the_proof_uses_that_family() -> None:
    claim = next(claim for claim in BUMPS if claim.id == "RBF-LIP/a")
    verdict = decide_claim(claim)
    assert verdict.status == "refuted"
    certificate = verdict.certificate or {}
    assert certificate["objects"] == {"g": "cutoff(1, t, " + exponent("1").replace("(1)", "1") + ")"}
    assert [entry["rule"] for entry in certificate["steps"]][-2:] == ["star", "grow"]
