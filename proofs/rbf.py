"""The bump construction (Remark 1.1): f(x) = sum_i y_i g(|x - x_i|) with n centres and n labels.

g: [0, oo) -> R has g(0) = 1 and g(t) = 0 for t >= 1, |y_i| <= 1; smooth means infinitely differentiable on
[0, oo). States interpolation, the Lipschitz constant under several readings of the remark, and the number
of parameters.
"""

from __future__ import annotations

from verify.statement import Claim, claim, readings, unencoded

from . import HEADINGS
from .notation import POSITIVE, variables

GROUP = "RBF"
HEADING = HEADINGS[GROUP]
REMARK = "Remark 1.1"

# The construction is specified by n centres in R^d and n values.
COUNT_OF_PARAMETERS = "n*d + n"

CLAIMS: list[Claim] = [
    unencoded(
        "RBF-INTERP",
        source=REMARK,
        says="Pairwise distances at least 1 imply f(x_i) = y_i for all i.",
    ),
    readings(
        "RBF-LIP",
        of=["RBF-LIP/a", "RBF-LIP/b", "RBF-LIP/c", "RBF-LIP/c-hat", "RBF-LIP/d", "RBF-LIP/e"],
        source=REMARK,
        says="On points at pairwise distance at least 1 the construction is O(1)-Lipschitz.",
    ),
    unencoded(
        "RBF-LIP/a",
        source=REMARK,
        says="As printed, for every such g: pairwise distances at least 1 imply that f is C-Lipschitz with "
        "C depending on g only, not on d or n.",
    ),
    unencoded(
        "RBF-LIP/b",
        source=REMARK,
        says="The same for every such g with g(t) = 0 for t >= 1/2.",
    ),
    unencoded(
        "RBF-LIP/c",
        source=REMARK,
        says="As printed, for n <= d^m uniform points on the sphere and d >= d0(m): with high probability "
        "f is C-Lipschitz for every labelling, where C may depend on g and m.",
    ),
    unencoded(
        "RBF-LIP/c-hat",
        source=REMARK,
        says="The same for the hat max(0, 1 - t) and for max(0, 1 - t^2)^2, which are not smooth.",
    ),
    unencoded(
        "RBF-LIP/d",
        source=REMARK,
        says="As printed, for some such g: one admissible g makes f C-Lipschitz with an absolute constant "
        "C, for all separated points and all labels.",
    ),
    unencoded(
        "RBF-LIP/e",
        source=REMARK,
        says="The supremum of the radii R for which reading a holds for g with g(t) = 0 for t >= R, the "
        "distances still at least 1, and whether it is attained, for smooth g and for the hat.",
    ),
    unencoded(
        "RBF-BUMP",
        source=REMARK,
        says="Concrete bumps (hat; (1 - t^2)^2; exp(1 - 1/(1 - t^2)); their half-radius versions): value, "
        "smoothness at 0 and at the edge, Lipschitz constant. No g with g(0) = 1 and g(t) = 0 for t >= R "
        "has a constant below 1/R.",
    ),
    unencoded(
        "RBF-COUNT",
        source=REMARK,
        says="n centres in R^d and n values specify f: p = n (d + 1) parameters, counted on the "
        "constructed object too.",
    ),
    claim(
        f"{COUNT_OF_PARAMETERS} == n*(d + 1)",
        id="RBF-COUNT/core",
        vars=variables("n d"),
        source=REMARK,
        says="n centres with d coordinates each and n values are n (d + 1) numbers.",
    ),
    unencoded(
        "RBF-ADMIT",
        source=REMARK,
        says="The class of such f with centres in the unit ball, values in [-1,1] and |g| <= 1 satisfies "
        "the hypotheses of Theorem 3, with W = 2 sqrt(2n) and J <= sqrt(n (1 + Lip(g)^2)).",
    ),
    unencoded(
        "RBF-OPT",
        source=REMARK,
        says="n (d + 1) parameters are essentially best possible for L = O(1): against n d, and against "
        "the lower bound of THM1-COUNT.",
    ),
    claim(
        [
            "n*(d + 1)/(n*d) >= 1",
            "n*(d + 1)/(n*d) <= 2",
            "d*slack >= 1 implies n*(d + 1)/(n*d) <= 1 + slack",
            "n*d >= 2 implies n*(d + 1)/(C*n*d/log(n*d)) <= 2*log(n*d)/C",
        ],
        id="RBF-OPT/core",
        vars=variables("n d", C=POSITIVE, slack=POSITIVE),
        source=REMARK,
        says="n (d + 1) over n d is between 1 and 2 and tends to 1 as d grows (at most 1 + slack once "
        "d*slack >= 1); over the lower bound C n d/log(n d) of THM1-COUNT it is at most 2 log(n d)/C.",
    ),
]
