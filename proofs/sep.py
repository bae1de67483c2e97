"""Random points are far apart (Remark 1.1).

n i.i.d. uniform points of the unit sphere S^(d-1) are at pairwise distance at least 1. States the exact law
of one distance, its size at distance 1, what it gives for n <= poly(d) and beyond, and the comparison with
simulated and given points.
"""

from __future__ import annotations

from verify.statement import Claim, unencoded

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
    unencoded(
        "SEP-DATA",
        source=REMARK,
        says="For actual points (a file, or samples with n = 60,000 and d = 784) all n(n - 1)/2 distances "
        "are at least 1, in rigorous arithmetic, or the pairs that are closer are listed.",
    ),
]
