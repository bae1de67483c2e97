"""The paper's symbols, their domains, and the formulas that several parts of it share.

Symbols, as in the claims:

    n, d, p, dt, k  samples, input dimension, parameters, projected dimension, mixture components
    L               Lipschitz constant (Euclidean)
    sigma2, eps     noise level E Var[y|x], and the gap below it
    delta           failure probability
    c               isoperimetry constant, P(|f - E f| >= t) <= 2 exp(-d t^2/(2 c L^2)) for L-Lipschitz f
    W, J            diameter of the parameter set, Lipschitz constant of the parametrisation
    r               W*J/eps
    y, g            label, and its conditional mean g(x) = E[y|x]; the noise is z = y - g(x)
"""

from __future__ import annotations

from verify.constants import Constant, put_judgement

COUNT = "integer [1, oo)"
POSITIVE = "(0, oo)"
NONNEGATIVE = "[0, oo)"
REAL = "(-oo, oo)"
FRACTION = "(0, 1)"
LABEL = "[-1, 1]"

DOMAINS: dict[str, str] = {
    **dict.fromkeys(("n", "d", "p", "dt", "k"), COUNT),
    **dict.fromkeys(("L", "c"), POSITIVE),
    **dict.fromkeys(("W", "J", "r"), NONNEGATIVE),
    **dict.fromkeys(("eps", "delta"), FRACTION),
    **dict.fromkeys(("y", "g"), LABEL),
    "sigma2": "(0, 1]",
}


def variables(names: str, **others: str) -> dict[str, str]:
    """The named symbols with the paper's domains, and ``others`` with the domains given here.

    Raises KeyError for a symbol that the paper does not fix.
    """
    return {name: DOMAINS[name] for name in names.split()} | others


def curve(n: str = "n", d: str = "d", p: str = "p") -> str:
    """The trade-off curve sqrt(n d/p), the law of robustness without constant, gap or logarithm."""
    return f"sqrt(({n})*({d})/({p}))"


# The constants that the derivation prints, by name, and which values would say more.
CONSTANTS = {
    "square_denominator": Constant("8**3", "least"),  # the exponent of DER-Z2
    "product_denominator": Constant("8**3", "least"),  # of DER-ZG
    "bias_denominator": Constant("8**3", "least"),  # of DER-BIAS
    "mixture_denominator": Constant("8**3", "least"),  # of DER-MIX, and so of DER-THM2 and DER-NETBOUND
    "subgaussian_sum": Constant("18", "least"),  # DER-SUBG-SUM
    "correlation_denominator": Constant("10**4", "least"),  # of DER-CORR, and so of DER-THM2 and DER-NETBOUND
    "split_quarter": Constant("eps/4", "greatest"),  # DER-SPLIT
    "net_radius": Constant("eps/8", "greatest"),  # the distance to the net, in the sup norm
    "net_growth": Constant("60", "least"),  # the net has at most (1 + 60 r)^p members
    "side_condition": Constant("10**4", "least"),  # Theorem 3 asks for n eps^2 >= 10^4 k log(8k/delta)
    "final_constant": Constant("2**9", "least"),  # the bound of Theorem 3
}

# The same where the conditional range of the noise is used (`conditional`).
CONDITIONAL = {
    f"{name}_denominator_conditional": CONSTANTS[f"{name}_denominator"]
    for name in ("product", "bias", "mixture", "correlation")
}


def constants(*names: str) -> dict[str, Constant]:
    """The named constants that a claim uses."""
    return {name: (CONSTANTS | CONDITIONAL)[name] for name in names}


def printed(text: str) -> str:
    """A text with the printed values in place of the named constants."""
    return put_judgement(text, {name: constant.value for name, constant in CONSTANTS.items()})


# What Theorem 3 pays for the net: p log(1 + 60 W J/eps) + log(4/delta).
NAMED_COST = "p*log(1 + net_growth*W*J/eps) + log(4/delta)"
NET_COST = printed(NAMED_COST)

# Theorem 3: with probability at least 1 - delta, every f that fits eps below the noise level has Lip(f) at
# least this.
NAMED_BOUND = f"eps/(final_constant*sqrt(c))*sqrt(n*d/({NAMED_COST}))"
LIPSCHITZ_BOUND = printed(NAMED_BOUND)

# Theorem 3 asks for this many samples.
NAMED_CONDITION = "side_condition*k*log(8*k/delta) <= n*eps**2"
SIDE_CONDITION = printed(NAMED_CONDITION)
