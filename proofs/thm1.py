"""Theorem 1, the informal statement: what its Omega-tilde, "poly" and "high probability" hide.

The bound of Theorem 3 is compared with the printed one for polynomially bounded weights, W, J <= (n d)^m;
what the hypotheses on size, parametrisation and noise are needed for is asked claim by claim.
"""

from __future__ import annotations

from verify.statement import Claim, claim, unencoded

from . import HEADINGS
from .notation import LIPSCHITZ_BOUND, NET_COST, curve, variables
from .size import SIZE
from .vacuity import VACUITY

GROUP = "THM1"
HEADING = HEADINGS[GROUP]

POLYNOMIAL_WEIGHTS = ("n*d >= 2", "W <= (n*d)**m", "J <= (n*d)**m")
SYMBOLS = variables("n d p W J c eps delta", m="[1, oo)")

# The net's cost per parameter and per unit of log(n d): it turns the logarithms of Theorem 3 into one.
COST = "2*m + (log(61/eps) + log(4/delta))/log(2)"
LOGARITHMS = (
    "1 <= (n*d)**(2*m)",
    "W*J <= (n*d)**(2*m)",
    "1 + 60*W*J/eps <= 61/eps*(n*d)**(2*m)",
    "log(1 + 60*W*J/eps) <= log(61/eps) + 2*m*log(n*d)",
    "log(2) <= log(n*d)",
    f"{NET_COST} <= p*log(n*d)*({COST})",
)

CLAIMS: list[Claim] = [
    unencoded(
        "THM1-FROM-THM3",
        source="Theorem 1",
        says="If the diameter W of the parameter set and the Lipschitz constant J of the parametrisation "
        "are at most (n d)^m, the bound of Theorem 3 is at least C sqrt(n d/p)/sqrt(log(n d)) for all n, "
        "d, p with n d >= 2.",
    ),
    claim(
        f"C*{curve()}/sqrt(log(n*d)) <= {LIPSCHITZ_BOUND}",
        id="THM1-FROM-THM3/core",
        vars=SYMBOLS,
        given=POLYNOMIAL_WEIGHTS,
        exists={"C": {"in": "(0, oo)", "of": ["c", "delta", "eps", "m"]}},
        source="Theorem 1",
        says="The inequality between the two bounds, with C > 0 depending on eps, delta, c and m only.",
        witness={"C": f"eps/(2**9*sqrt(c))/sqrt({COST})"},
        lemmas=LOGARITHMS,
    ),
    claim(
        f"C0*eps/sqrt(1 + log(1/eps))*{curve()}/sqrt(log(n*d)) <= {LIPSCHITZ_BOUND}",
        id="THM1-FROM-THM3/eps",
        vars=SYMBOLS,
        given=POLYNOMIAL_WEIGHTS,
        exists={"C0": {"in": "(0, oo)", "of": ["c", "delta", "m"]}},
        source="Theorem 1",
        says="The printed bound is proportional to eps: the same inequality with C = C0 eps/sqrt(1 + "
        "log(1/eps)), where C0 > 0 depends on delta, c and m only.",
        witness={"C0": "1/(2**9*sqrt(c))/sqrt(2*m + log(244/delta)/log(2))"},
        lemmas=(
            *LOGARITHMS[:-1],
            "log(61/eps) == log(61) + log(1/eps)",
            "log(244/delta) == log(61) + log(4/delta)",
            f"{NET_COST} <= p*log(n*d)*(2*m + log(244/delta)/log(2) + log(1/eps)/log(2))",
            "2*m*log(2) >= 1",
            "p*log(n*d)*log(1/eps) >= 0",
            f"{NET_COST} <= p*log(n*d)*(2*m + log(244/delta)/log(2))*(1 + log(1/eps))",
        ),
    ),
    unencoded(
        "THM1-COUNT",
        source="Introduction",
        says="Under polynomial weights, W, J <= (n d)^m, a fit with Lipschitz constant at most L needs at "
        "least a constant times n d/log(n d) parameters, for all n, d with n d >= 2.",
    ),
    claim(
        f"{LIPSCHITZ_BOUND} <= L implies p >= C*n*d/log(n*d)",
        id="THM1-COUNT/core",
        vars=SYMBOLS | variables("L"),
        given=POLYNOMIAL_WEIGHTS,
        exists={"C": {"in": "(0, oo)", "of": ["L", "c", "delta", "eps", "m"]}},
        source="Introduction",
        says="If the bound of Theorem 3 is at most L then p >= C n d/log(n d), with C > 0 depending on L, "
        "eps, delta, c and m only.",
        witness={"C": f"eps**2/(2**18*c*L**2*({COST}))"},
        lemmas=[*LOGARITHMS, "c*L**2 > 0"],
    ),
    unencoded(
        "THM1-COUNT/b",
        source="Abstract",
        says="Read literally: every O(1)-Lipschitz fit below the noise level has p >= n d parameters, with "
        "the constant in the O free.",
    ),
    *SIZE,
    unencoded(
        "THM1-LIPPARAM",
        source="Theorem 1",
        says="Theorem 1 without any bound on the Lipschitz constant J of the parametrisation, the size of "
        "the parameters alone being bounded.",
    ),
    unencoded(
        "THM1-NOISE",
        source="Section 1.1",
        says="The noise assumption is necessary: with sigma2 = 0 no lower bound on the Lipschitz constant "
        "survives (read as CEX-POWER/b).",
    ),
    *VACUITY,
]
