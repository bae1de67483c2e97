"""How much a printed bound gives away against the computed one, as a factor; floating point, for reading only."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from verify.kernel.parser import Domain
from verify.kernel.terms import Term
from verify.numerics.terms import evaluate

POINTS = 64
SAME = 1e-9
BOUNDED = ("mgf", "tail")  # their second argument is a bound variable, their last one a bound


def bound(conclusion: Term) -> Term | None:
    """The bound in a judgement: e of P(A) <= e, mean(T) <= e, mgf(Q, s, e), tail(Q, t, e), finite(T, e)."""
    while conclusion[:2] in (("call", "given"), ("call", "when")):
        conclusion = conclusion[2][1]
    if conclusion[0] == "relation":
        numeric = conclusion[1] == "<=" and conclusion[2][:2] in (("call", "P"), ("call", "mean"))
        return conclusion[3] if numeric else None
    return conclusion[2][-1] if conclusion[1] in (*BOUNDED, "finite") else None


def slack(computed: Term, printed: Term, domains: Mapping[str, Domain], bound_name: str = "") -> str:
    """In words: the factor between two bounds, or between their exponents, at points drawn from the domains."""
    names = {*domains, *([bound_name] if bound_name else [])}
    random = np.random.default_rng(0)
    points = {name: column(domains.get(name), random) for name in sorted(names)}
    with np.errstate(all="ignore"):
        a, b = evaluate(computed, points, POINTS), evaluate(printed, points, POINTS)
        good = np.isfinite(a) & np.isfinite(b) & (a > 0) & (b > 0)
        if not good.any():
            return ""
        ratio = b[good] / a[good]
        if np.ptp(ratio) <= SAME * ratio.max():
            return "sharp: equal" if abs(ratio[0] - 1) < SAME else f"slack: a factor {ratio[0]:.4g}"
        exponents = exponent_ratios(np.log(a[good]), np.log(b[good]))
        if exponents is not None:
            return f"slack: a factor {exponents:.4g} in the exponent"
    return f"slack: a factor from {ratio.min():.3g} to {ratio.max():.3g} at {int(good.sum())} points"


def exponent_ratios(a: np.ndarray, b: np.ndarray) -> float | None:
    """The constant q with log a - log c = q (log b - log c), for c = 1 or 2, if there is one."""
    for constant in (0.0, np.log(2.0)):
        quotients = (a - constant) / (b - constant)
        if np.all(np.isfinite(quotients)) and np.ptp(quotients) <= 1e-6 * abs(quotients[0]):
            return float(quotients[0])
    return None


def column(domain: Domain | None, random: np.random.Generator) -> np.ndarray:
    """Values from a domain, moderate ones."""
    low = -2.0 if domain is None or domain.lo is None else float(domain.lo)
    high = low + 4.0 if domain is None or domain.hi is None else float(domain.hi)
    values = low + (high - low) * random.uniform(0.05, 0.95, POINTS)
    return np.round(values) if domain is not None and domain.integer else values
