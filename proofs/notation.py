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


# What Theorem 3 pays for the net: p log(1 + 60 W J/eps) + log(4/delta).
NET_COST = "p*log(1 + 60*W*J/eps) + log(4/delta)"

# Theorem 3: with probability at least 1 - delta, every f that fits eps below the noise level has Lip(f) at
# least this.
LIPSCHITZ_BOUND = f"eps/(2**9*sqrt(c))*sqrt(n*d/({NET_COST}))"

# Theorem 3 asks for this many samples.
SIDE_CONDITION = "10**4*k*log(8*k/delta) <= n*eps**2"
