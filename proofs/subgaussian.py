"""What the joint optimum uses of subgaussian variables, with every constant as the definition gives it.

P(|X| >= t) <= 2 exp(-t^2/C) says nothing up to t^2 = C log 2, so X^2 - C log 2, cut off at 0, has an exponential tail
without the factor 2. From it the moments of exp(a X^2) (1 + g X^2)^2, which bounds the exponentials that occur.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation
from verify.steps import step, use

from .inequalities import SUBGAUSSIAN
from .notation import COUNT, NONNEGATIVE, POSITIVE, REAL

SOURCE = "Section 2"
OBJECTS = ("family(X, n)", "labels(l, k)")
EXCESS = "max(X**2 - C*log(2), 0)"

EXCESS_TAIL = derivation(
    "DER-SHARP/joint/excess",
    vars={"n": COUNT, "k": COUNT, "C": POSITIVE, "tau": NONNEGATIVE},
    declare=OBJECTS,
    assume=[SUBGAUSSIAN],
    conclude=f"tail({EXCESS}, t, exp(-t/C))",
    steps=[
        step("one", "mean-constant", "labels(l, k)", a="1"),
        step("most", "mean-at-most", "one"),
        step("always", "average-over-labels", "most"),
        step("certain", "markov", "always", c="1"),
        step("any", "implied", "certain", event=f"abs({EXCESS}) >= tau"),
        step("none", "weaken", "any", when="tau <= 0", bound="exp(-tau/C)"),
        step("beyond", "tail-at", SUBGAUSSIAN, c="sqrt(tau + C*log(2))"),
        step("excess", "implied", "beyond", when="tau > 0", event=f"abs({EXCESS}) >= tau"),
        step("some", "weaken", "excess", bound="exp(-tau/C)"),
        step("either", "cases", "none", "some"),
        step("tail", "tail", "either", u="t"),
    ],
    source=SOURCE,
    says="If X is C-subgaussian then P(X^2 - C log 2 >= t) <= exp(-t/C) for t > 0: no factor 2 is left.",
)

RISING = claim(
    "exp(a*x)*(1 + g*x)**2 <= exp(a*(x + e))*(1 + g*(x + e))**2",
    id="DER-SHARP/joint/rising",
    vars=dict.fromkeys(("a", "g", "x", "e"), NONNEGATIVE),
    source=SOURCE,
    says="The function of x = X^2 whose mean is bounded is increasing.",
)
SHIFTED = "(t + C*log(2))"
SLOPE = f"(u/C*(1 + g*{SHIFTED})**2 + 2*g*(1 + g*{SHIFTED}))"  # f' = exp(u x/C) SLOPE at x = t + C log 2
MOMENT_BOUND = "exp(u*log(2))/(1 - u)*((1 + g*C*(log(2) + 1/(1 - u)))**2 + (g*C/(1 - u))**2)"
MOMENT = derivation(
    "DER-SHARP/joint/moment",
    vars={"n": COUNT, "k": COUNT, "C": POSITIVE, "u": "[0, 1)", "g": NONNEGATIVE},
    declare=OBJECTS,
    assume=[SUBGAUSSIAN],
    conclude=f"mean(exp(u/C*X**2)*(1 + g*X**2)**2) <= {MOMENT_BOUND}",
    steps=[
        use("excess", EXCESS_TAIL, SUBGAUSSIAN, tau="0"),
        step(
            "layers",
            "layer-cake",
            "excess",
            f=f"exp(u/C*{SHIFTED})*(1 + g*{SHIFTED})**2",
            h=f"-exp(u*log(2) - (1 - u)/C*t)*({SLOPE}*C/(1 - u)"
            f" + 2*g*(u*(1 + g*{SHIFTED}) + g*C)*C/(1 - u)**2 + 2*u*g**2*C**2/(1 - u)**3)",
            top="0",
        ),
        step("above", "follows", R=f"X**2 <= abs({EXCESS}) + C*log(2)"),
        step(
            "square",
            "mean-monotone",
            "layers",
            "above",
            X="exp(u/C*X**2)*(1 + g*X**2)**2",
            a="0",
            instances=[(RISING, {"a": "u/C", "g": "g", "x": "X**2", "e": f"abs({EXCESS}) + C*log(2) - X**2"})],
        ),
        step("moment", "mean-weaken", "square", bound=MOMENT_BOUND),
    ],
    source=SOURCE,
    says="If X is C-subgaussian and 0 <= u < 1 then E e^(u X^2/C) (1 + g X^2)^2 <= 2^u/(1 - u) ((1 + g C (log 2 + "
    "1/(1 - u)))^2 + (g C/(1 - u))^2), by the layer-cake integral of the excess over C log 2.",
)

ONE_POINT = derivation(
    "DER-SHARP/joint/chernoff",
    vars={"n": COUNT, "a": REAL, "c": REAL, "m": NONNEGATIVE, "s": REAL},
    declare=["family(X, n)"],
    assume=["independent(X)", "abs(X) <= m", "mean(exp(X)) <= exp(a)"],
    conclude="P(average(X) >= c) <= exp(n*(a - c))",
    steps=[
        step("scaled", "mean-scale-up", "mean(exp(X)) <= exp(a)", u="exp(abs(s - 1)*m)"),
        step("crude", "mean-monotone", "scaled", "abs(X) <= m", X="exp(s*X)", a="0"),
        step("mgf", "mgf", "crude", h="h"),
        step("sum", "independent-sum", "independent(X)", "family(X, n)", "mgf"),
        step("above", "chernoff", "sum", r="1", c="n*c"),
        step("total", "total", "family(X, n)", X="X"),
        step("level", "implied", "above", "total", event="average(X) >= c"),
        step("bound", "weaken", "level", bound="exp(n*(a - c))"),
    ],
    source=SOURCE,
    says="Chernoff's bound from the exponential moment of bounded variables at one point alone: if E e^X <= e^a then "
    "P(mean of X >= c) <= e^(n (a - c)).",
)

SUBGAUSSIAN_SHARP: list[Claim] = [EXCESS_TAIL, RISING, MOMENT, ONE_POINT]
