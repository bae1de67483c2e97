"""Random points are far apart (Remark 1.1).

n i.i.d. uniform points of the unit sphere S^(d-1) are at pairwise distance at least 1. States the exact law
of one distance, its size at distance 1, what it gives for n <= poly(d) and beyond, and the comparison with
simulated and given points.
"""

from __future__ import annotations

from verify.samples import data
from verify.statement import Claim, readings

from . import HEADINGS
from .many_points import SEPARATED
from .separation import ONE_PAIR
from .simulated import SIMULATED

GROUP = "SEP"
HEADING = HEADINGS[GROUP]
REMARK = "Remark 1.1"

CLAIMS: list[Claim] = [
    *ONE_PAIR,
    *SEPARATED,
    *SIMULATED,
    readings(
        "SEP-DATA",
        of=["SEP-DATA/sphere", "SEP-DATA/gaussian"],
        source=REMARK,
        says="For actual points (a file, or samples with n = 60,000 and d = 784) all n(n - 1)/2 distances "
        "are at least 1, in rigorous arithmetic, or the pairs that are closer are listed.",
    ),
    data(
        "SEP-DATA/sphere",
        rows=60_000,
        columns=784,
        seed=7,
        digest="4d37d3750cd4c46bf82fa244c951ebe3230072a49bf943c60135b85275c90c5b",
        conclude="chord(X) >= 1",
        source=REMARK,
        says="The directions of n = 60,000 points of dimension d = 784, a recorded sample, are at pairwise distance "
        "at least 1. Coordinates are independent binomial variables of variance 16, nearly Gaussian, so that the "
        "directions are nearly uniform on the sphere. `lawguard pairs FILE.npy --directions --min-distance 1` asks it "
        "of any file.",
    ),
    data(
        "SEP-DATA/gaussian",
        rows=20_000,
        columns=784,
        seed=7,
        digest="b40c8896ed77c29023fd1b6c6685199ececb8d0e4fafe7cef9de070d016de541",
        conclude="distance(X) >= 112",
        source=REMARK,
        says="The first n = 20,000 of these points, divided by 112 = sqrt(16 d), have coordinates of variance 1/d; "
        "they are at pairwise distance at least 1.",
    ),
]
