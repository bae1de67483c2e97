"""The noise when its conditional range is used: given x, z has mean 0 and lies in an interval of length 2.

As |y| <= 1, z = y - g(x) lies in [-1 - g(x), 1 - g(x)]. So for a factor D that is a function of x and the label,
E[e^(D z) | x, l] is at most the mean T(g, D) for the two ends (`two_point`). This module has the steps of a finite
class in this setting, with their printed thresholds: the analogues of DER-ZG, DER-BIAS and DER-MIX; that of DER-CORR
is in `correlation`.
"""

from __future__ import annotations

from verify.constants import put
from verify.statement import Claim, derivation
from verify.steps import Hint, step, use

from .finite_class import CENTRED, MEAN_RANGE, SAMPLE, VALUES
from .inequalities import SECTION
from .notation import NONNEGATIVE, POSITIVE, REAL, constants, variables
from .subgaussian import ONE_POINT
from .theorem3 import LABEL_RANGE
from .two_point import CHORD, HOEFFDING_ENDS, PRODUCT_RANGE, ends

OBJECTS = ("family(x, n)", "family(z, n)", "labels(l, k)", "function(g, x)")
NOISE = (SAMPLE, CENTRED, LABEL_RANGE, MEAN_RANGE)
FACTOR = "(s*f + u*expect(f, l))"
HIDDEN = "(s*f + u*q0_)"  # as obligations see it

GAP = f"(exp({FACTOR}*(1 - g)) - exp(-{FACTOR}*(1 + g)))/2"
SLOPE = f"exp(b*{FACTOR}**2)*{GAP}"
SQUARE_BOUND, END_BOUND = "exp(b*(abs(s) + abs(u))**2)", "exp(2*(abs(s) + abs(u)))"

TAKEN_OUT = derivation(
    "DER-SHARP/conditional/slope",
    vars=variables("n k", s=REAL, u=REAL, b=NONNEGATIVE),
    declare=[*OBJECTS, "function(f, x)"],
    assume=[SAMPLE, CENTRED, MEAN_RANGE, VALUES],
    conclude=f"given(l, mean({SLOPE}*z) == 0)",
    steps=[
        step("mean", "expect-range", VALUES, l="l"),
        step("factor", "range", VALUES, "mean", X=FACTOR, a="-(abs(s) + abs(u))", b="abs(s) + abs(u)"),
        step("square", "range", "factor", X=f"exp(b*{FACTOR}**2)", a="0", b=SQUARE_BOUND),
        step("up", "range", "factor", MEAN_RANGE, X=f"exp({FACTOR}*(1 - g))", a="0", b=END_BOUND),
        step("down", "range", "factor", MEAN_RANGE, X=f"exp(-{FACTOR}*(1 + g))", a="0", b=END_BOUND),
        step("gap", "range", "up", "down", X=GAP, a=f"-{END_BOUND}", b=END_BOUND),
        step(
            "slope",
            "range",
            "square",
            "gap",
            X=SLOPE,
            a=f"-{SQUARE_BOUND}*{END_BOUND}",
            b=f"{SQUARE_BOUND}*{END_BOUND}",
            instances=[
                (
                    PRODUCT_RANGE,
                    {
                        "p": f"exp(b*{HIDDEN}**2)",
                        "r": SQUARE_BOUND,
                        "t": END_BOUND,
                        "w": GAP.replace("expect(f, l)", "q0_"),
                    },
                )
            ],
        ),
        step("taken", "take-out-given", SAMPLE, CENTRED, "slope"),
    ],
    source=SECTION,
    says="For D = s f + u E[f | l]: the slope of the chord of e^(b D^2 + D z) is bounded and a function of x and l, so "
    "its product with z has mean 0.",
)


def chord(ends_step: str, exponent: str, s: str, u: str = "0", b: str = "0") -> list[Hint]:
    """Steps to given(l, mean(exp(b*D**2 + D*z)) <= exponent) for D = s*f + u*expect(f, l).

    ends_step: the step given(l, mean(exp(b*D**2)*T(g, D)) <= exponent).
    """
    values = {"s": f"({s})", "u": f"({u})", "b": f"({b})"}
    factor, hidden = put(FACTOR, values), put(HIDDEN, values)
    return [
        use("slope", TAKEN_OUT, SAMPLE, CENTRED, MEAN_RANGE, VALUES, s=values["s"], u=values["u"], b=values["b"]),
        step("none", "mean-at-most", "slope"),
        step("added", "mean-sum", ends_step, "none"),
        step(
            "chord",
            "mean-monotone",
            "added",
            LABEL_RANGE,
            X=f"exp(({b})*{factor}**2 + {factor}*z)",
            a="0",
            instances=[(CHORD, {"u": hidden, "v": f"({b})*{hidden}**2", "y": "g + z", "g": "g"})],
        ),
        step("chord_bound", "mean-weaken", "chord", bound=exponent),
    ]


PLAIN = put(FACTOR, {"s": "s", "u": "0"})
FACTOR_NOISE = derivation(
    "DER-SHARP/conditional/noise",
    vars=variables("n k", s=REAL),
    declare=[*OBJECTS, "function(f, x)"],
    assume=[*NOISE, VALUES],
    conclude="given(l, mean(exp(s*(f*z))) <= exp(s**2/2))",
    steps=[
        step("constant", "mean-constant", "labels(l, k)", a="exp(s**2/2)"),
        step("most", "mean-at-most", "constant"),
        step("square", "mean-monotone", "most", VALUES, X="exp((s*f)**2/2)", a="0"),
        step(
            "ends",
            "mean-monotone",
            "square",
            MEAN_RANGE,
            X=f"exp(0*{PLAIN}**2)*({ends(PLAIN)})",
            a="0",
            instances=[(HOEFFDING_ENDS, {"g": "g", "x": "s*f"})],
        ),
        *chord("ends", "exp(s**2/2)", "s"),
        step("noise", "mean-monotone", "chord_bound", X="exp(s*(f*z))", a="0"),
    ],
    source=SECTION,
    says="For f a function of x with values in [-1,1]: E e^(s f z) <= e^(s^2/2) given the label, the bound for a range "
    "of length 2.",
)

PRODUCT = derivation(
    "DER-SHARP/conditional/product",
    vars=variables("n k eps"),
    declare=OBJECTS,
    assume=NOISE,
    conclude="P(average(g*z) <= -eps/6) <= exp(-n*eps**2/product_denominator_conditional)",
    steps=[
        use("given_labels", FACTOR_NOISE, *NOISE, MEAN_RANGE, f="g", s="-eps/6"),
        step("moment", "average-over-labels", "given_labels"),
        step("noise", "range", LABEL_RANGE, MEAN_RANGE, X="z", a="-2", b="2"),
        step("values", "follows", "noise", MEAN_RANGE, R="abs(-eps/6*(g*z)) <= 1"),
        step("sample", "sample", SAMPLE),
        step("rows", "independent-rows", "sample", X="-eps/6*(g*z)"),
        use(
            "tail",
            ONE_POINT,
            "rows",
            "values",
            "moment",
            X="-eps/6*(g*z)",
            a="(-eps/6)**2/2",
            c="(eps/6)**2",
            m="1",
            s="0",
        ),
        step("multiple", "linear", relation="average(-eps/6*(g*z)) == -eps/6*average(g*z)"),
        step("level", "implied", "tail", "multiple", event="average(g*z) <= -eps/6"),
        step("printed", "weaken", "level", bound="exp(-n*eps**2/product_denominator_conditional)"),
    ],
    source=SECTION,
    says="P(mean of z g <= -eps/6) <= exp(-n eps^2/8^3), with the conditional range of z.",
    constants=constants("product_denominator_conditional"),
)

ONE = "given(l, mean(exp(s*z)) <= exp(s**2/2))"
NOISE_ALONE = derivation(
    "DER-SHARP/conditional/alone",
    vars=variables("n k", s=REAL),
    declare=OBJECTS,
    assume=NOISE,
    conclude="given(l, mgf(z, h, exp(1/2*h**2)))",
    steps=[
        step("constant", "range", X="1", a="-1", b="1"),
        use("factor", FACTOR_NOISE, *NOISE, "constant", f="1"),
        step("noise", "mean-monotone", "factor", X="exp(s*z)", a="0"),
        step("mgf", "mgf", "noise", h="h"),
        step("half", "mgf-bound", "mgf", bound="exp(1/2*h**2)"),
    ],
    source=SECTION,
    says="The factor 1: E e^(s z) <= e^(s^2/2) for all s, given the label.",
)

BIAS = derivation(
    "DER-SHARP/conditional/bias",
    vars=variables("n k eps"),
    declare=OBJECTS,
    assume=NOISE,
    conclude="P(abs(average(z)) >= eps/8) <= 2*exp(-n*eps**2/bias_denominator_conditional)",
    steps=[
        use("mgf", NOISE_ALONE, *NOISE, s="0"),
        step("given_labels", "given-labels", SAMPLE),
        step("rows", "independent-rows", "given_labels", X="z"),
        step("sum", "independent-sum", "rows", "family(z, n)", "mgf"),
        step("above", "chernoff", "sum", r="eps/8", c="n*eps/8"),
        step("below", "chernoff-below", "sum", r="-eps/8", c="-n*eps/8"),
        step("total", "total", "family(z, n)", X="z"),
        step("high", "implied", "above", "total", event="average(z) >= eps/8"),
        step("low", "implied", "below", "total", event="average(z) <= -eps/8"),
        step("sides", "union", "high", "low"),
        step("level", "implied", "sides", event="abs(average(z)) >= eps/8"),
        step("bound", "average-over-labels", "level"),
        step("printed", "weaken", "bound", bound="2*exp(-n*eps**2/bias_denominator_conditional)"),
    ],
    source=SECTION,
    says="P(|mean of z| >= eps/8) <= 2 exp(-n eps^2/8^3), with the conditional range of z.",
    constants=constants("bias_denominator_conditional"),
)


COMPONENTS = derivation(
    "DER-SHARP/joint/components",
    vars=variables("n k", v=POSITIVE, t=POSITIVE),
    declare=["family(z, n)", "labels(l, k)"],
    assume=["given(l, independent(z))", "given(l, mgf(z, h, exp(v*h**2)))"],
    conclude="P(parts(z, l) >= n*t) <= 2*k*exp(-n*t**2/(4*v*k))",
    steps=[
        step(
            "components",
            "components",
            "given(l, independent(z))",
            "given(l, mgf(z, h, exp(v*h**2)))",
            "labels(l, k)",
            "family(z, n)",
            u="t/2",
            v="n*t/(2*k)",
            r="(t*m/2 + n*t/(2*k))/(2*v*m)",
            b="exp(-n*t**2/(4*v*k))",
            c="n*t",
            m="m",
        ),
        step("mixture", "average-over-labels", "components"),
    ],
    source=SECTION,
    says="k components, E e^(s z) <= e^(v s^2) given the labels: P(sum_l |sum over component l of z_i| >= n t) <= 2 k "
    "exp(-n t^2/(4 v k)).",
)
MIXTURE = derivation(
    "DER-SHARP/conditional/mixture",
    vars=variables("n k eps"),
    declare=OBJECTS,
    assume=NOISE,
    conclude="P(parts(z, l) >= n*(eps/8)) <= 2*k*exp(-n*eps**2/(mixture_denominator_conditional*k))",
    steps=[
        use("mgf", NOISE_ALONE, *NOISE, s="0"),
        step("given_labels", "given-labels", SAMPLE),
        step("rows", "independent-rows", "given_labels", X="z"),
        use("mixture", COMPONENTS, "rows", "mgf", v="1/2", t="eps/8"),
        step("printed", "weaken", "mixture", bound="2*k*exp(-n*eps**2/(mixture_denominator_conditional*k))"),
    ],
    source=SECTION,
    says="k components: P(sum_l |sum over component l of z_i| >= n eps/8) <= 2 k exp(-n eps^2/(8^3 k)), with the "
    "conditional range of z.",
    constants=constants("mixture_denominator_conditional"),
)
CONDITIONAL_STEPS: list[Claim] = [TAKEN_OUT, FACTOR_NOISE, PRODUCT, NOISE_ALONE, BIAS, COMPONENTS, MIXTURE]
