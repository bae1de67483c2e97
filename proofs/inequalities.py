"""The inequalities that the derivation of Theorem 3 leans on (first part of the group DER).

Hoeffding's lemma and inequality, the moment generating function of a C-subgaussian variable and of a sum of
them, and the Cauchy-Schwarz step for the mixture. X is C-subgaussian if P(|X| >= t) <= 2 exp(-t^2/C) for
all t >= 0.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation
from verify.steps import step, use

from .notation import COUNT, NONNEGATIVE, POSITIVE, REAL, constants

SECTION = "Section 2"

TANGENT = claim(
    "2*b*sqrt(s) <= s + b**2",
    id="DER-CS/tangent",
    vars={"s": NONNEGATIVE, "b": POSITIVE},
    source=SECTION,
    says="The square root lies below its tangent at b^2.",
)

HOEFFDING_LEMMA = claim(
    "-q*h + log(1 - q + q*exp(h)) <= h**2/8",
    id="DER-HOEFFDING-LEMMA",
    vars={"q": "[0, 1]", "h": REAL},
    source=SECTION,
    says="Hoeffding's lemma for a centred two-point variable, all q in [0,1] and all real h.",
)

EXP_QUAD = claim(
    "exp(x) <= x + exp(x**2)",
    id="DER-EXP-QUAD",
    vars={"x": REAL},
    source=SECTION,
    says="e^x <= x + e^(x^2) for all real x, so a mean-zero X has E e^(sX) <= E e^(s^2 X^2).",
)

HOEFFDING = derivation(
    "DER-HOEFFDING",
    vars={"a": REAL, "b": REAL, "m": REAL, "n": COUNT, "t": NONNEGATIVE},
    given=["a < b", "a <= m", "m <= b"],
    declare=["family(X, n)"],
    assume=["independent(X)", "range(X, a, b)", "mean(X) == m"],
    conclude="P(average(X) <= m - t) <= exp(-2*n*t**2/(b - a)**2)",
    steps=[
        step("chord", "convexity", "range(X, a, b)", "mean(X) == m", s="s"),
        step(
            "lemma",
            "mgf-bound",
            "chord",
            bound="exp(s*m + s**2*(b - a)**2/8)",
            let=[("w", "(0, oo)", "b - a", "b"), ("q", "[0, 1]", "(m - a)/w", "m")],
            instances=[(HOEFFDING_LEMMA, {"q": "q", "h": "s*w"})],
        ),
        step("sum", "independent-sum", "independent(X)", "family(X, n)", "lemma"),
        step("chernoff", "chernoff-below", "sum", r="-4*t/(b - a)**2", c="n*(m - t)"),
        step("total", "total", "family(X, n)", X="X"),
        step("average", "implied", "chernoff", "total", event="average(X) <= m - t"),
        step("hoeffding", "weaken", "average", bound="exp(-2*n*t**2/(b - a)**2)"),
    ],
    source=SECTION,
    says="For independent variables in [a,b] with mean m, the mean of n of them is at most m - t with probability "
    "at most exp(-2 n t^2/(b - a)^2), from DER-HOEFFDING-LEMMA by Chernoff's method.",
)

# P(|X| >= t) <= 2 exp(-t^2/C) for all t >= 0.
SUBGAUSSIAN = "tail(X, t, 2*exp(-t**2/C))"

SUBG_MGF = derivation(
    "DER-SUBG-MGF",
    vars={"a": NONNEGATIVE, "C": POSITIVE, "n": COUNT},
    given=["a*C < 1"],
    declare=["family(X, n)"],
    assume=[SUBGAUSSIAN],
    conclude="mean(exp(a*X**2)) <= (1 + a*C)/(1 - a*C)",
    steps=[
        step(
            "layers",
            "layer-cake",
            SUBGAUSSIAN,
            f="exp(a*t**2)",
            h="-2*a*C/(1 - a*C)*exp(a*t**2 - t**2/C)",
            top="0",
        ),
        step("square", "mean-monotone", "layers", X="exp(a*X**2)", a="0"),
        step("mgf", "mean-weaken", "square", bound="(1 + a*C)/(1 - a*C)"),
    ],
    source=SECTION,
    says="If X is C-subgaussian and 0 <= u = a C < 1 then E e^(a X^2) <= (1 + u)/(1 - u), by the layer-cake integral.",
)

# The two regimes of DER-SUBG-SUM, v = s^2 C: an exponent K v with K = 9/4 covers both, and 4 K <= 18.
SMALL = claim(
    "(1 + v)/(1 - v) <= exp(9/4*v)",
    id="DER-SUBG-SUM/small",
    vars={"v": "[0, 1/2]"},
    source=SECTION,
    says="Where DER-EXP-QUAD is used, s^2 C <= 1/2: the bound of DER-SUBG-MGF is at most e^(K s^2 C), K = 9/4.",
)
LARGE = claim(
    "exp(v)*5/3 <= exp(9/4*v)",
    id="DER-SUBG-SUM/large",
    vars={"v": "[1/2, oo)"},
    source=SECTION,
    says="Where Young's inequality s X <= s^2 C + X^2/(4 C) is used, s^2 C >= 1/2: the same bound.",
)

SUBG_SUM = derivation(
    "DER-SUBG-SUM",
    vars={"C": POSITIVE, "n": COUNT, "s": REAL, "tau": NONNEGATIVE},
    declare=["family(X, n)"],
    assume=["independent(X)", "mean(X) == 0", SUBGAUSSIAN],
    conclude="tail(sum(X)/sqrt(n), u, 2*exp(-u**2/(subgaussian_sum*C)))",
    steps=[
        use("square", SUBG_MGF, SUBGAUSSIAN, when="s**2*C <= 1/2", a="s**2"),
        step("multiple", "mean-scale", "mean(X) == 0", u="s"),
        step("centred", "mean-at-most", "multiple"),
        step("added", "mean-sum", "centred", "square"),
        step("quadratic", "mean-monotone", "added", X="exp(s*X)", a="0", instances=[(EXP_QUAD, {"x": "s*X"})]),
        step("small", "mean-weaken", "quadratic", bound="exp(9/4*s**2*C)", instances=[(SMALL, {"v": "s**2*C"})]),
        use("quarter", SUBG_MGF, SUBGAUSSIAN, a="1/(4*C)"),
        step("scaled", "mean-scale-up", "quarter", u="exp(s**2*C)"),
        step("young", "mean-monotone", "scaled", X="exp(s*X)", a="0"),
        step(
            "large",
            "mean-weaken",
            "young",
            when="s**2*C >= 1/2",
            bound="exp(9/4*s**2*C)",
            instances=[(LARGE, {"v": "s**2*C"})],
        ),
        step("either", "cases", "small", "large"),
        step("mgf", "mgf", "either", h="h"),
        step("sum", "independent-sum", "independent(X)", "family(X, n)", "mgf"),
        step("above", "chernoff", "sum", r="2*tau/(9*C*sqrt(n))", c="tau*sqrt(n)"),
        step("below", "chernoff-below", "sum", r="-2*tau/(9*C*sqrt(n))", c="-tau*sqrt(n)"),
        step("sides", "union", "above", "below"),
        step("normalised", "implied", "sides", event="abs(sum(X)/sqrt(n)) >= tau"),
        step("tail", "tail", "normalised", u="u"),
        step("printed", "tail-bound", "tail", bound="2*exp(-u**2/(subgaussian_sum*C))"),
    ],
    source=SECTION,
    says="If X_1, ..., X_n are independent, mean zero and C-subgaussian then n^(-1/2) sum X_i is 18 C-subgaussian.",
    constants=constants("subgaussian_sum"),
)

CAUCHY_SCHWARZ = derivation(
    "DER-CS",
    vars={"k": COUNT, "n": POSITIVE},
    declare=["family(S, k)"],
    assume=["S >= 0", "sum(S) == n"],
    conclude="sum(sqrt(S)) <= sqrt(n*k)",
    steps=[
        step(
            "tangent",
            "linear",
            "S >= 0",
            relation="2*(sqrt(n*k)/k)*average(sqrt(S)) <= average(S) + n/k",
            instances=[(TANGENT, {"s": "S", "b": "sqrt(n*k)/k"})],
        ),
        step("sizes", "total", "family(S, k)", X="S"),
        step("roots", "total", "family(S, k)", X="sqrt(S)"),
        step("mean", "follows", "sum(S) == n", "sizes", R="average(S) == n/k"),
        step("rooted", "follows", "tangent", "mean", R="sqrt(n*k)*average(sqrt(S)) <= n"),
        step("product", "follows", "rooted", "roots", R="sqrt(n*k)*sum(sqrt(S)) <= k*n"),
        step("bound", "follows", "product", R="sum(sqrt(S)) <= sqrt(n*k)"),
    ],
    source=SECTION,
    says="If S_1, ..., S_k >= 0 sum to n then sqrt(S_1) + ... + sqrt(S_k) <= sqrt(n k).",
)

INEQUALITIES: list[Claim] = [
    HOEFFDING_LEMMA,
    EXP_QUAD,
    SUBG_MGF,
    claim(
        ["1/C - a > 0", "1 + 2*a/(1/C - a) == (1 + a*C)/(1 - a*C)"],
        id="DER-SUBG-MGF/core",
        vars={"a": NONNEGATIVE, "C": POSITIVE},
        given=["a*C < 1"],
        source=SECTION,
        says="The layer-cake integral 1 + int_0^oo 2 a t e^(a t^2) 2 e^(-t^2/C) dt converges and its value "
        "1 + 2 a/(1/C - a) is (1 + u)/(1 - u) with u = a C.",
    ),
    SUBG_SUM,
    SMALL,
    LARGE,
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
    HOEFFDING,
    CAUCHY_SCHWARZ,
    TANGENT,
]
