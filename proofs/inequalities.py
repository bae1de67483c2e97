"""The inequalities that the derivation of Theorem 3 leans on (first part of the group DER).

Hoeffding's lemma and inequality, the moment generating function of a C-subgaussian variable and of a sum of
them, and the Cauchy-Schwarz step for the mixture. X is C-subgaussian if P(|X| >= t) <= 2 exp(-t^2/C) for
all t >= 0.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation, unencoded

from .notation import COUNT, NONNEGATIVE, POSITIVE, REAL

SECTION = "Section 2"

HOEFFDING_LEMMA = claim(
    "-q*h + log(1 - q + q*exp(h)) <= h**2/8",
    id="DER-HOEFFDING-LEMMA",
    vars={"q": "[0, 1]", "h": REAL},
    source=SECTION,
    says="Hoeffding's lemma for a centred two-point variable, all q in [0,1] and all real h.",
)

INEQUALITIES: list[Claim] = [
    HOEFFDING_LEMMA,
    claim(
        "exp(x) <= x + exp(x**2)",
        id="DER-EXP-QUAD",
        vars={"x": REAL},
        source=SECTION,
        says="e^x <= x + e^(x^2) for all real x, so a mean-zero X has E e^(sX) <= E e^(s^2 X^2).",
    ),
    unencoded(
        "DER-SUBG-MGF",
        source=SECTION,
        says="If X is C-subgaussian and 0 <= u = a C < 1 then E e^(a X^2) <= (1 + u)/(1 - u), from the "
        "layer-cake integral.",
    ),
    claim(
        ["1/C - a > 0", "1 + 2*a/(1/C - a) == (1 + a*C)/(1 - a*C)"],
        id="DER-SUBG-MGF/core",
        vars={"a": NONNEGATIVE, "C": POSITIVE},
        given=["a*C < 1"],
        source=SECTION,
        says="The layer-cake integral 1 + int_0^oo 2 a t e^(a t^2) 2 e^(-t^2/C) dt converges and its value "
        "1 + 2 a/(1/C - a) is (1 + u)/(1 - u) with u = a C.",
    ),
    unencoded(
        "DER-SUBG-SUM",
        source=SECTION,
        says="If X_1, ..., X_n are independent, mean zero and C-subgaussian then n^(-1/2) sum X_i is 18 C-subgaussian.",
    ),
    claim(
        [
            "v <= v0 implies (1 + v)/(1 - v) <= exp(K*v)",
            "v >= v0 implies exp(lam*v/2)*(2*lam + 1)/(2*lam - 1) <= exp(K*v)",
        ],
        id="DER-SUBG-SUM/core",
        vars={"v": NONNEGATIVE},
        exists={"K": {"in": "(0, 9/2]"}, "v0": {"in": "(0, 1)"}, "lam": {"in": "(1/2, oo)"}},
        source=SECTION,
        says="With v = s^2 C, E e^(sX) <= e^(K v) for every s and some K with 4 K <= 18: up to v0 by "
        "DER-EXP-QUAD and DER-SUBG-MGF, beyond v0 by Young's inequality s X <= lam v/2 + X^2/(2 lam C) and "
        "DER-SUBG-MGF.",
        witness={"K": "9/4", "v0": "1/2", "lam": "2"},
    ),
    derivation(
        "DER-HOEFFDING",
        vars={"a": REAL, "b": REAL, "m": REAL, "n": COUNT, "t": "[0, oo)"},
        given=["a < b", "a <= m", "m <= b"],
        declare=["family(X, n)"],
        assume=["independent(X)", "range(X, a, b)", "mean(X, m)"],
        conclude="P(average(X) <= m - t) <= exp(-2*n*t**2/(b - a)**2)",
        steps=[
            {"name": "chord", "rule": "convexity", "from": ["range(X, a, b)", "mean(X, m)"], "with": {"s": "s"}},
            {
                "name": "lemma",
                "rule": "mgf-bound",
                "from": ["chord"],
                "with": {"bound": "exp(s*m + s**2*(b - a)**2/8)"},
                "let": [("w", "(0, oo)", "b - a", "b"), ("q", "[0, 1]", "(m - a)/w", "m")],
                "instances": [(HOEFFDING_LEMMA, {"q": "q", "h": "s*w"})],
            },
            {"name": "sum", "rule": "independent-sum", "from": ["independent(X)", "family(X, n)", "lemma"]},
            {
                "name": "chernoff",
                "rule": "chernoff",
                "from": ["sum"],
                "with": {"s": "-4*t/(b - a)**2", "threshold": "n*(m - t)", "side": "below"},
            },
            {
                "name": "average",
                "rule": "average",
                "from": ["family(X, n)", "chernoff"],
                "with": {"threshold": "m - t"},
            },
            {
                "name": "hoeffding",
                "rule": "weaken",
                "from": ["average"],
                "with": {"bound": "exp(-2*n*t**2/(b - a)**2)"},
            },
        ],
        uses=["DER-HOEFFDING-LEMMA"],
        source=SECTION,
        says="For independent variables in [a,b] with mean m, the mean of n of them is at most m - t with probability "
        "at most exp(-2 n t^2/(b - a)^2), from DER-HOEFFDING-LEMMA by Chernoff's method.",
    ),
    unencoded(
        "DER-CS",
        source=SECTION,
        says="If S_1, ..., S_k >= 0 sum to n then sqrt(S_1) + ... + sqrt(S_k) <= sqrt(n k).",
    ),
]
