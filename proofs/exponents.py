"""The exponential moment of (f - E f) z, which carries the correlation of f with the noise, in both settings.

H = sqrt(d/c) (f - E f)/L is 2-subgaussian given the label. As printed, H z is 8-subgaussian with mean 0: e^x <= x +
e^(b x^2) (1 + g x^2)^2 for small s, Young's inequality for large s. With the conditional range of z: the two-point
bound for small s; for large s the moment of s H z - m s^2 z^2, as the mean of z^2 is hardly more than 1.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation
from verify.steps import step, use

from .choices import chosen
from .conditional import NOISE, chord
from .finite_class import FUNCTION, ISO_A, ISOPERIMETRIC, LIPSCHITZ, MEAN_RANGE, NORMALISED, VALUES
from .inequalities import SECTION, SUBGAUSSIAN
from .notation import COUNT, NONNEGATIVE, POSITIVE, REAL, variables
from .subgaussian import MOMENT
from .two_point import HOEFFDING_ENDS, TWO_POINT, ends

PRINTED = ("rate_printed", "slope_printed")
LOGARITHM = claim(
    "log(exp(x) - x) <= rate_printed*x**2 + 2*log(1 + slope_printed*x**2)",
    id="DER-SHARP/joint/printed/logarithm",
    vars={"x": REAL},
    source=SECTION,
    says="The logarithm of e^x - x, in place of DER-EXP-QUAD.",
    splits=[("x", point) for point in ("0", "1/2", "4/5", "9/10", "24/25", "5/4", "2")],
    constants=chosen(*PRINTED),
)
EXPONENTIAL = claim(
    "exp(x) <= x + exp(rate_printed*x**2)*(1 + slope_printed*x**2)**2",
    id="DER-SHARP/joint/printed/exponential",
    vars={"x": REAL},
    source=SECTION,
    says="e^x <= x + e^(b x^2) (1 + g x^2)^2 for all real x, in place of e^x <= x + e^(x^2).",
    instances=[(LOGARITHM, {"x": "x"})],
    constants=chosen(*PRINTED),
)


def moment_bound(u: str, g: str) -> str:
    """The bound of DER-SHARP/joint/moment with g for g C."""
    return f"exp({u}*log(2))/(1 - {u})*((1 + {g}*(log(2) + 1/(1 - {u})))**2 + ({g}/(1 - {u}))**2)"


SMALL_PRINTED = claim(
    f"{moment_bound('(rate_printed*v)', '(slope_printed*v)')} <= exp(exponent_printed*v)",
    id="DER-SHARP/joint/printed/small",
    vars={"v": NONNEGATIVE},
    given=["v <= switch_printed"],
    source=SECTION,
    says="v = s^2 C up to the switch: the moment is at most e^(K v).",
    constants=chosen(*PRINTED, "exponent_printed", "switch_printed"),
)
LARGE_PRINTED = claim(
    "exp(v/(4*young_printed))*exp(young_printed*log(2))/(1 - young_printed) <= exp(exponent_printed*v)",
    id="DER-SHARP/joint/printed/large",
    vars={"v": NONNEGATIVE},
    given=["v >= switch_printed"],
    source=SECTION,
    says="From the switch on, by Young's inequality s X <= v/(4 u) + u X^2/C.",
    constants=chosen("young_printed", "exponent_printed", "switch_printed"),
)
PRINTED_MOMENT = derivation(
    "DER-SHARP/joint/printed/moment",
    vars={"n": COUNT, "k": COUNT, "C": POSITIVE, "s": REAL},
    declare=["family(X, n)", "labels(l, k)"],
    assume=["mean(X) == 0", SUBGAUSSIAN],
    conclude="mean(exp(s*X)) <= exp(exponent_printed*s**2*C)",
    steps=[
        use(
            "square",
            MOMENT,
            SUBGAUSSIAN,
            when="s**2*C <= switch_printed",
            u="rate_printed*s**2*C",
            g="slope_printed*s**2",
        ),
        step("multiple", "mean-scale", "mean(X) == 0", u="s"),
        step("centred", "mean-at-most", "multiple"),
        step("added", "mean-sum", "centred", "square"),
        step("quadratic", "mean-monotone", "added", X="exp(s*X)", a="0", instances=[(EXPONENTIAL, {"x": "s*X"})]),
        step(
            "small",
            "mean-weaken",
            "quadratic",
            bound="exp(exponent_printed*s**2*C)",
            instances=[(SMALL_PRINTED, {"v": "s**2*C"})],
        ),
        use("part", MOMENT, SUBGAUSSIAN, u="young_printed", g="0"),
        step("scaled", "mean-scale-up", "part", u="exp(s**2*C/(4*young_printed))"),
        step("young", "mean-monotone", "scaled", X="exp(s*X)", a="0"),
        step(
            "large",
            "mean-weaken",
            "young",
            when="s**2*C >= switch_printed",
            bound="exp(exponent_printed*s**2*C)",
            instances=[(LARGE_PRINTED, {"v": "s**2*C"})],
        ),
        step("either", "cases", "small", "large"),
    ],
    source=SECTION,
    says="If X has mean 0 and is C-subgaussian then E e^(s X) <= e^(K s^2 C) for all s.",
    constants=chosen(*PRINTED, "young_printed", "switch_printed", "exponent_printed"),
)

NOISE_OBJECTS = [*FUNCTION, "function(g, x)"]
SETTING = [*NOISE, ISOPERIMETRIC, LIPSCHITZ, VALUES]
SCALED = "s*(sqrt(d/c)/L)"
FACTOR = f"({SCALED}*f + (-{SCALED})*expect(f, l))"
HIDDEN = FACTOR.replace("expect(f, l)", "q0_")
SMALL_MOMENT = derivation(
    "DER-SHARP/conditional/small",
    vars=variables("n k d c L", s=REAL),
    given=["s**2 < 3"],
    declare=NOISE_OBJECTS,
    assume=SETTING,
    conclude=f"given(l, mean(exp(s*({NORMALISED}*z))) <= {moment_bound('(s**2/3)', '(2*two_point_slope*s**2)')})",
    steps=[
        use("normalised", ISO_A, ISOPERIMETRIC, LIPSCHITZ, VALUES),
        use("square", MOMENT, "normalised", X=NORMALISED, C="2", u="s**2/3", g="two_point_slope*s**2"),
        step(
            "ends",
            "mean-monotone",
            "square",
            MEAN_RANGE,
            X=f"exp(0*{FACTOR}**2)*({ends(FACTOR)})",
            a="0",
            instances=[(TWO_POINT, {"g": "g", "x": HIDDEN})],
        ),
        step("bound", "mean-weaken", "ends", bound=moment_bound("(s**2/3)", "(2*two_point_slope*s**2)")),
        *chord("bound", moment_bound("(s**2/3)", "(2*two_point_slope*s**2)"), SCALED, f"-{SCALED}"),
        step("moment", "mean-monotone", "chord_bound", X=f"exp(s*({NORMALISED}*z))", a="0"),
    ],
    source=SECTION,
    says="E e^(s H z) given the label, for s^2 < 3, by the two-point bound.",
    constants=chosen("two_point_slope"),
)
YOUNG = claim(
    "exp((1 + 2*b)*x*z - b*z**2) <= exp(b*x**2 + x*z)",
    id="DER-SHARP/conditional/young",
    vars={"x": REAL, "z": REAL, "b": NONNEGATIVE},
    source=SECTION,
    says="Young's inequality: the difference of the exponents is b (x - z)^2.",
)
LARGE_BOUND = moment_bound("(s**2*(1 + 2*b))", "0")
LARGE_MOMENT = derivation(
    "DER-SHARP/conditional/large",
    vars=variables("n k d c L", s=REAL, b=NONNEGATIVE),
    given=["s**2*(1 + 2*b) < 1"],
    declare=NOISE_OBJECTS,
    assume=SETTING,
    conclude=f"given(l, mean(exp((1 + 2*b)*s*({NORMALISED}*z) - b*z**2)) <= {LARGE_BOUND})",
    steps=[
        use("normalised", ISO_A, ISOPERIMETRIC, LIPSCHITZ, VALUES),
        use("square", MOMENT, "normalised", X=NORMALISED, C="2", u="s**2*(1 + 2*b)", g="0"),
        step(
            "ends",
            "mean-monotone",
            "square",
            MEAN_RANGE,
            X=f"exp(b*{FACTOR}**2)*({ends(FACTOR)})",
            a="0",
            instances=[(HOEFFDING_ENDS, {"g": "g", "x": HIDDEN})],
        ),
        step("bound", "mean-weaken", "ends", bound=LARGE_BOUND),
        *chord("bound", LARGE_BOUND, SCALED, f"-{SCALED}", "b"),
        step(
            "moment",
            "mean-monotone",
            "chord_bound",
            X=f"exp((1 + 2*b)*s*({NORMALISED}*z) - b*z**2)",
            a="0",
            instances=[(YOUNG, {"x": HIDDEN, "z": "z", "b": "b"})],
        ),
    ],
    source=SECTION,
    says="E e^((1 + 2 b) s H z - b z^2) given the label, (1 + 2 b) s^2 < 1: the exponent is at most b (s H)^2 + s H z.",
)
EXPONENTS: list[Claim] = [
    LOGARITHM,
    EXPONENTIAL,
    SMALL_PRINTED,
    LARGE_PRINTED,
    PRINTED_MOMENT,
    SMALL_MOMENT,
    YOUNG,
    LARGE_MOMENT,
]
