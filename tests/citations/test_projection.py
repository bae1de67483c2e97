"""The cited law of a projected difference against simulation, with seeds; wrong parameters are caught."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta, kstest

from tests.constructions.steps import made

CASES = [(2, 1), (3, 1), (3, 2), (10, 4), (60, 20)]
TRIALS, LEVEL = 20_000, 1e-6


def ratios(d: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    """|P z|^2/|z|^2 and |z| for z = x_1 - x_2, x_1 and x_2 independent and uniform on the sphere."""
    points = np.random.default_rng(1_000 * d + k).standard_normal((TRIALS, 2, d))
    points /= np.linalg.norm(points, axis=2, keepdims=True)
    gap = points[:, 0] - points[:, 1]
    frame, _ = np.linalg.qr(np.random.default_rng(k).standard_normal((d, k)))  # a subspace in general position
    length = np.linalg.norm(gap, axis=1)
    return np.asarray((gap @ frame) ** 2).sum(axis=1) / length**2, length


@pytest.mark.parametrize(("d", "k"), CASES)
def test_the_law_is_the_beta_law(d: int, k: int) -> None:
    _, found = made("projection-law", [], [], d=str(d), k=str(k), a=f"{k}/2", b=f"{d - k}/2", x="1/2")
    assert found[3][:2] == ("call", "beta")
    assert kstest(ratios(d, k)[0], beta(k / 2, (d - k) / 2).cdf).pvalue > LEVEL


@pytest.mark.parametrize(("d", "k"), CASES)
def test_another_law_is_caught(d: int, k: int) -> None:
    """Parameters without the halves, or a dimension off by one."""
    found = ratios(d, k)[0]
    if (d, k) != (2, 1):
        assert kstest(found, beta((k + 1) / 2, (d - k) / 2).cdf).pvalue < LEVEL
    assert kstest(found, beta(k, d - k).cdf).pvalue < LEVEL


def gap_from_product(share: np.ndarray, length: np.ndarray) -> float:
    """The largest difference of P(both small) from the product, over quartiles, in standard errors."""
    worst = 0.0
    for s in np.quantile(length, (0.25, 0.5, 0.75)):
        for x in np.quantile(share, (0.25, 0.5, 0.75)):
            near, shrunk = length < s, share <= x
            both, product = float(np.mean(near & shrunk)), float(np.mean(near) * np.mean(shrunk))
            worst = max(worst, abs(both - product) / (0.5 / TRIALS**0.5))
    return worst


@pytest.mark.parametrize(("d", "k"), CASES)
def test_it_is_independent_of_the_length(d: int, k: int) -> None:
    share, length = ratios(d, k)
    assert gap_from_product(share, length) < 5


@pytest.mark.parametrize(("d", "k"), CASES)
def test_dependence_is_caught(d: int, k: int) -> None:
    """|P z|^2 itself depends on |z|."""
    share, length = ratios(d, k)
    assert gap_from_product(share * length**2, length) > 5
