"""The trade-off curve between size and robustness (abstract, introduction).

States the curve sqrt(n d/p), its end points and monotonicity, the factor d between robust and classical
parameter counts, what interpolation alone needs, and the introduction's sentence taken literally.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation
from verify.steps import step, use

from . import HEADINGS
from .finite_class import LOSS, OBJECTS
from .interpolation import INTERPOLATION
from .notation import COUNT, LIPSCHITZ_BOUND, POSITIVE, SIDE_CONDITION, curve, variables
from .theorem3 import LEVEL, SETTING

GROUP = "LAW"
HEADING = HEADINGS[GROUP]

# k neurons with d weights, a bias and an output weight each, and how far their curve is from sqrt(n/k).
TWO_LAYER_COUNT = "k*(d + 2)"
TWO_LAYER_FACTOR = "sqrt(d/(d + 2))"

MAXIMUM_NORM = derivation(
    "LAW-LINF",
    vars=variables("n d p k c W J eps sigma2 delta"),
    given=[SIDE_CONDITION],
    declare=OBJECTS,
    assume=SETTING,
    conclude=f"P(every(F, either({LOSS} > sigma2 - eps, lip_inf(F) >= {LIPSCHITZ_BOUND}))) >= 1 - delta",
    steps=[
        use("level", LEVEL, *SETTING, L=LIPSCHITZ_BOUND),
        step("norms", "norms", X="F"),
        step(
            "failure",
            "implied",
            "level",
            "norms",
            event=f"some(F, both({LOSS} <= sigma2 - eps, lip_inf(F) < {LIPSCHITZ_BOUND}))",
        ),
        step("law", "complement", "failure"),
    ],
    source="Section 1.1",
    says="Theorem 3 verbatim when the Lipschitz constant is measured in the maximum norm of the "
    "inputs, sup |f(x) - f(x')|/|x - x'|_inf.",
)

LITERAL = derivation(
    "LAW-LITERAL",
    vars=variables("n d p k c W J sigma2 delta"),
    declare=OBJECTS,
    assume=SETTING,
    conclude=f"P(every(F, either({LOSS} >= sigma2, lip(F) > {curve()}))) >= 1 - delta",
    steps=[],
    source="Introduction",
    says="The sentence as printed, with no constant and no gap: an average error strictly below the "
    "noise level forces a Lipschitz constant larger than sqrt(n d/p), with high probability, in the setting of "
    "Theorem 3.",
)

CLAIMS: list[Claim] = [
    claim(
        [
            f"{curve(p='n')} == sqrt(d)",
            f"{curve(p='n*d')} == 1",
            f"p < p_larger implies {curve(p='p_larger')} < {curve()}",
            f"n < n_larger implies {curve()} < {curve(n='n_larger')}",
            f"d < d_larger implies {curve()} < {curve(d='d_larger')}",
            f"{curve()} <= L iff p >= n*d/L**2",
        ],
        id="LAW-CURVE",
        vars=variables("n d p L", n_larger=COUNT, d_larger=COUNT, p_larger=COUNT),
        source="Introduction",
        says="The curve sqrt(n d/p) is sqrt(d) at p = n and 1 at p = n d, strictly decreasing in p, "
        "strictly increasing in n and in d; it is at most L exactly when p >= n d/L^2.",
    ),
    claim(
        "(n*d)/n == d",
        id="LAW-FACTOR",
        vars=variables("n d"),
        source="Abstract",
        says="Smooth interpolation needs n d parameters where mere interpolation needs n: the factor is d.",
    ),
    *INTERPOLATION,
    claim(
        [
            f"k*(d + 1) + k*1 == {TWO_LAYER_COUNT}",
            f"{curve(p=TWO_LAYER_COUNT)} == {TWO_LAYER_FACTOR}*sqrt(n/k)",
            f"{TWO_LAYER_FACTOR} >= 1/sqrt(3)",
            f"{TWO_LAYER_FACTOR} < 1",
            f"d == 1 implies {TWO_LAYER_FACTOR} == 1/sqrt(3)",
            f"d >= d0 implies 1 - {TWO_LAYER_FACTOR} <= tol",
        ],
        id="LAW-TWOLAYER",
        vars=variables("n d k", tol=POSITIVE),
        exists={"d0": {"in": "(0, oo)", "of": ["tol"]}},
        source="Introduction",
        says="Two-layer networks with k neurons have p = k (d + 2) parameters, so the curve is sqrt(n/k), "
        "the form conjectured for Gaussian covariates, up to a factor in [1/sqrt(3), 1] that tends to 1 as "
        "d grows: it is within tol of 1 from an explicit d0(tol) on.",
        witness={"d0": "1/tol"},
    ),
    LITERAL,
    MAXIMUM_NORM,
]
