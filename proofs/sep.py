"""Random points are far apart (Remark 1.1).

n i.i.d. uniform points of the unit sphere S^(d-1) are at pairwise distance at least 1. States the exact law
of one distance, its size at distance 1, what it gives for n <= poly(d) and beyond, and the comparison with
simulated and given points.
"""

from __future__ import annotations

from verify.statement import Claim, unencoded

from . import HEADINGS

GROUP = "SEP"
HEADING = HEADINGS[GROUP]
REMARK = "Remark 1.1"

CLAIMS: list[Claim] = [
    unencoded(
        "SEP-LAW",
        source=REMARK,
        says="P(|x_1 - x_2| < s) = (1/2) I_u((d - 1)/2, 1/2) with u = s^2 - s^4/4, the regularised "
        "incomplete beta function, for 0 <= s <= sqrt(2) and d >= 2.",
    ),
    unencoded(
        "SEP-CAP",
        source=REMARK,
        says="P(|x_1 - x_2| < 1) <= (3/4)^(d/2) for all d >= 2.",
    ),
    unencoded(
        "SEP-RATE",
        source=REMARK,
        says="(1/d) log P(|x_1 - x_2| < 1) tends to (1/2) log(3/4), with explicit two-sided bounds for all d >= 2.",
    ),
    unencoded(
        "SEP-WHP",
        source=REMARK,
        says="For every degree m there is an explicit d0(m) such that for all d >= d0(m) and all n <= d^m "
        "some pair is closer than 1 with probability at most exp(-d/20).",
    ),
    unencoded(
        "SEP-WHP/a",
        source=REMARK,
        says="The same for m in {1, 2, 3, 5, 10}, with the least d0(m) for which the union bound over pairs gives it.",
    ),
    unencoded(
        "SEP-WHP/b",
        source=REMARK,
        says="The same for m in {1, 2, 3, 5, 10}, with the least d0(m) for which it holds of the true probability.",
    ),
    unencoded(
        "SEP-EXP",
        source=REMARK,
        says="Which n = exp(a d) still work: the union bound from above; from below, by Chebyshev on the "
        "pairwise independent pair events, P(no pair closer than 1) <= (1 - P)/(N P) with N = n(n - 1)/2 "
        "and P the probability for one pair.",
    ),
    unencoded(
        "SEP-GAUSS",
        source=REMARK,
        says="For x_1, x_2 independent N(0, I/d): P(|x_1 - x_2| < 1) <= exp(-d (log 2 - 1/2)/2) for all d.",
    ),
    unencoded(
        "SEP-CIRCLE",
        source=REMARK,
        says="For d = 2 and n >= 2, P(all pairs at least 1 apart) = max(0, 1 - n/6)^(n-1) exactly.",
    ),
    unencoded(
        "SEP-MC",
        source=REMARK,
        says="On a grid of (n, d) the simulated number of failures is consistent with the exact bounds at "
        "a declared false-alarm rate: Clopper-Pearson intervals, recorded seeds.",
    ),
    unencoded(
        "SEP-DATA",
        source=REMARK,
        says="For actual points (a file, or samples with n = 60,000 and d = 784) all n(n - 1)/2 distances "
        "are at least 1, in rigorous arithmetic, or the pairs that are closer are listed.",
    ),
]
