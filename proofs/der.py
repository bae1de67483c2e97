"""The derivation behind Theorem 3: inequalities, a finite class, a net; and the generalization bound.

This module states the steps for a finite class of L-Lipschitz functions with values in [-1,1]; labels y and
conditional means g are in [-1,1], z = y - g(x) is the noise. The parts before and after are in
`inequalities` and `theorem3`.
"""

from __future__ import annotations

from verify.statement import Claim, claim, unencoded

from . import HEADINGS
from .inequalities import INEQUALITIES, SECTION
from .notation import COUNT, REAL, variables
from .theorem3 import NET_AND_THEOREM

GROUP = "DER"
HEADING = HEADINGS[GROUP]

FINITE_CLASS: list[Claim] = [
    claim(
        [
            "(y - max(-1, min(1, f)))**2 <= (y - f)**2",
            "abs(max(-1, min(1, f)) - max(-1, min(1, f_prime))) <= abs(f - f_prime)",
            "abs(max(-1, min(1, f)) - max(-1, min(1, h))) <= abs(f - h)",
        ],
        id="DER-CLIP",
        vars=variables("y", f=REAL, f_prime=REAL, h=REAL),
        source=SECTION,
        says="Clipping f = f(x), f_prime = f(x') and h = h(x) to [-1,1] increases neither the loss at a "
        "label in [-1,1], nor |f(x) - f(x')|, nor |f(x) - h(x)|.",
    ),
    unencoded(
        "DER-Z2",
        source=SECTION,
        says="z^2 lies in [0,4] and has mean sigma2: P(mean of z^2 <= sigma2 - eps/6) <= exp(-n eps^2/8^3).",
    ),
    claim(
        [
            "(y - g)**2 >= 0",
            "(y - g)**2 <= 4",
            "exp(-2*n*(eps/6)**2/4**2) <= exp(-n*eps**2/8**3)",
        ],
        id="DER-Z2/core",
        vars=variables("n eps y g"),
        source=SECTION,
        says="The range [0,4] of z^2 and Hoeffding's exponent 2 n t^2/(b - a)^2 at t = eps/6 for it.",
    ),
    unencoded(
        "DER-ZG",
        source=SECTION,
        says="z g lies in [-2,2] and has mean 0: P(mean of z g <= -eps/6) <= exp(-n eps^2/8^3).",
    ),
    claim(
        [
            "(y - g)*g >= -2",
            "(y - g)*g <= 2",
            "exp(-2*n*(eps/6)**2/(2 + 2)**2) <= exp(-n*eps**2/8**3)",
        ],
        id="DER-ZG/core",
        vars=variables("n eps y g"),
        source=SECTION,
        says="The range [-2,2] of z g and Hoeffding's exponent 2 n t^2/(b - a)^2 at t = eps/6 for it.",
    ),
    claim(
        "zf >= eps/4",
        id="DER-SPLIT",
        vars=variables("sigma2 eps", zz=REAL, zg=REAL, zf=REAL, gg=REAL, gf=REAL, ff=REAL),
        given=[
            "zz >= sigma2 - eps/6",
            "zg >= -eps/6",
            "zz + gg + ff + 2*zg - 2*zf - 2*gf <= sigma2 - eps",
            "gg - 2*gf + ff >= 0",
        ],
        source=SECTION,
        says="For vectors Z, G, F with inner products zz = <Z,Z>, zg = <Z,G>, ...: |Z|^2 >= sigma2 - "
        "eps/6, <Z,G> >= -eps/6 and |Z + G - F|^2 <= sigma2 - eps imply <F,Z> >= eps/4; of the geometry "
        "only |G - F|^2 >= 0 enters.",
    ),
    unencoded(
        "DER-ISO",
        source=SECTION,
        says="Under c-isoperimetry sqrt(d/c) (f - E f)/L is 2-subgaussian; times z, with |z| <= 2, it is "
        "8-subgaussian with mean 0.",
    ),
    unencoded(
        "DER-CORR",
        source=SECTION,
        says="P(mean of (f - E f) z >= eps/8) <= 2 exp(-eps^2 n d/(10^4 c L^2)), from DER-ISO and DER-SUBG-SUM.",
    ),
    claim(
        "2*exp(-(sqrt(n)*sqrt(d/c)/L*(eps/8))**2/(18*8)) <= 2*exp(-eps**2*n*d/(10**4*c*L**2))",
        id="DER-CORR/core",
        vars=variables("n d eps c L"),
        source=SECTION,
        says="n^(-1/2) sum sqrt(d/c) (f - E f) z/L is 18*8-subgaussian, and the event is that it is at "
        "least sqrt(n) sqrt(d/c)/L eps/8: the two tails compared.",
    ),
    unencoded(
        "DER-BIAS",
        source=SECTION,
        says="P(|mean of z| >= eps/8) <= 2 exp(-n eps^2/8^3).",
    ),
    claim(
        ["abs(y - g) <= 2", "2*exp(-2*n*(eps/8)**2/(2 + 2)**2) <= 2*exp(-n*eps**2/8**3)"],
        id="DER-BIAS/core",
        vars=variables("n eps y g"),
        source=SECTION,
        says="The range [-2,2] of z and the two-sided Hoeffding bound at t = eps/8 for it.",
    ),
    unencoded(
        "DER-MIX",
        source=SECTION,
        says="k components of sizes S_l, union over the non-empty ones: P(sum_l |sum over component l of "
        "z_i| >= n eps/8) <= 2 k exp(-n eps^2/(8^3 k)).",
    ),
    claim(
        [
            "eps/8*sqrt(n/k)*sqrt(n*k) <= n*eps/8",
            "2*nonempty*exp(-2*S*(eps/8*sqrt(n*S/k)/S)**2/(2 + 2)**2) <= 2*k*exp(-n*eps**2/(8**3*k))",
        ],
        id="DER-MIX/core",
        vars=variables("n k eps", S=COUNT, nonempty=COUNT),
        given=["nonempty <= k"],
        source=SECTION,
        says="Component l gets the threshold eps/8 sqrt(n S_l/k): by DER-CS the thresholds sum to at most "
        "n eps/8, and the two-sided Hoeffding bound for the mean of S variables at its threshold, summed "
        "over the non-empty components, is at most the stated one.",
    ),
    unencoded(
        "DER-THM2",
        source=SECTION,
        says="P(some f in a finite class F has mean (y - f)^2 <= sigma2 - eps) <= 4 k exp(-n eps^2/(8^3 "
        "k)) + 2 exp(log|F| - eps^2 n d/(10^4 c L^2)).",
    ),
]

GENERALIZATION: list[Claim] = [
    unencoded(
        "GEN-RAD",
        source="Abstract",
        says="A finite class of [-1,1]-valued L-Lipschitz functions under a mixture of k components has "
        "Rademacher complexity E sup_f (1/n) sum s_i f(x_i) (no absolute value) at most sqrt(k/n) + L "
        "sqrt(8 c log|F|/(n d)).",
    ),
]

CLAIMS: list[Claim] = [*INEQUALITIES, *FINITE_CLASS, *NET_AND_THEOREM, *GENERALIZATION]
