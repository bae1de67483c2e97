"""The correlation of a function with the noise, at a threshold 2 K s in units of sqrt(c/d) L, in both settings.

The event is that the mean of H z reaches the threshold while the mean of z^2 is at most 1 + energy; it has probability
at most e^(-K n s^2) given the labels, by Chernoff's bound at s. The energy matters in the conditional setting only, for
large s, where s H z - m s^2 z^2 takes the place of s H z.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation
from verify.steps import Hint, step, use

from .choices import chosen
from .conditional import NOISE
from .exponents import LARGE_MOMENT, NOISE_OBJECTS, PRINTED_MOMENT, SETTING, SMALL_MOMENT, moment_bound
from .finite_class import (
    CENTRED,
    ISO_B,
    ISO_C,
    ISOPERIMETRIC,
    LIPSCHITZ,
    MEAN_RANGE,
    NOISE_RANGE,
    NORMALISED,
    SAMPLE,
    VALUES,
)
from .inequalities import SECTION
from .notation import NONNEGATIVE, REAL, constants, variables
from .subgaussian import ONE_POINT
from .theorem3 import LABEL_RANGE

VALUE = f"s*({NORMALISED}*z)"
HIDDEN_VALUE = VALUE.replace("expect(f, l)", "q0_")
SIZE = "4*s*(sqrt(d/c)/L)"
PENALISED_SIZE = claim(
    "abs(x - p*y) <= t + 4*p",
    id="DER-SHARP/joint/conditional/size",
    vars={"x": REAL, "t": REAL, "p": NONNEGATIVE, "y": "[0, 4]"},
    given=["abs(x) <= t"],
    source=SECTION,
    says="The size of a value and its penalty.",
)


def energetic(exponent: str) -> str:
    """The event: the correlation at its threshold, and not too much energy."""
    return f"both(average({NORMALISED}*z) >= 2*{exponent}*s, average(z**2) <= 1 + joint_energy)"


def threshold(exponent: str, moment: str, event: str, penalty: str = "") -> list[Hint]:
    """Steps from given(l, mean(exp(X)) <= exp(rate)) to given(l, P(event) <= exp(-exponent*n*s**2)).

    X = VALUE and rate = exponent*s**2; with a penalty m, X = VALUE - m*s**2*z**2 and m*(1 + energy)*s**2 less.  Steps
    before: values (the range of VALUE), squares (that of z**2), rows.
    """
    tag, value, mean, size = "small", VALUE, f"s*average({NORMALISED}*z)", SIZE
    rate, level, sizes = f"{exponent}*s**2", f"2*{exponent}*s**2", []
    if penalty:
        weight = f"{penalty}*s**2"
        tag, value, mean, size = (
            "large",
            f"{value} - {weight}*z**2",
            f"{mean} - {weight}*average(z**2)",
            f"{size} + 4*{weight}",
        )
        rate = f"({exponent} - {penalty}*(1 + joint_energy))*s**2"
        level = f"(2*{exponent} - {penalty}*(1 + joint_energy))*s**2"
        sizes = [(PENALISED_SIZE, {"x": HIDDEN_VALUE, "t": SIZE, "p": weight, "y": "z**2"})]
    return [
        step(f"{tag}_values", "follows", "values", "squares", R=f"abs({value}) <= {size}", instances=sizes),
        step(f"{tag}_rows", "independent-rows", "rows", X=value),
        use(f"{tag}_tail", ONE_POINT, f"{tag}_rows", f"{tag}_values", moment, X=value, a=rate, c=level, m=size, s="0"),
        step(f"{tag}_mean", "linear", relation=f"average({value}) == {mean}"),
        step(f"{tag}_event", "implied", f"{tag}_tail", f"{tag}_mean", event=event),
        step(f"{tag}_bound", "weaken", f"{tag}_event", bound=f"exp(-{exponent}*n*s**2)"),
    ]


RANGES = [
    step("mean", "expect-range", VALUES, l="l"),
    step("normalised", "range", VALUES, "mean", X=NORMALISED, a="-2*(sqrt(d/c)/L)", b="2*(sqrt(d/c)/L)"),
    step("squares", "range", "noise", X="z**2", a="0", b="4"),
    step("values", "follows", "normalised", "noise", R=f"abs({VALUE}) <= {SIZE}"),
    step("rows", "given-labels", SAMPLE),
]
CORRELATION_PRINTED = derivation(
    "DER-SHARP/joint/printed/correlation",
    vars=variables("n k d c L", s=NONNEGATIVE),
    declare=[*NOISE_OBJECTS[:4]],
    assume=[SAMPLE, CENTRED, ISOPERIMETRIC, LIPSCHITZ, VALUES, NOISE_RANGE],
    conclude=f"given(l, P({energetic('8*exponent_printed')}) <= exp(-8*exponent_printed*n*s**2))",
    steps=[
        step("noise", "range", NOISE_RANGE, X="z", a="-2", b="2"),
        *RANGES,
        use("subgaussian", ISO_B, ISOPERIMETRIC, LIPSCHITZ, VALUES, NOISE_RANGE),
        use("centred", ISO_C, SAMPLE, CENTRED, VALUES),
        use("moment", PRINTED_MOMENT, "centred", "subgaussian", X=f"{NORMALISED}*z", C="8"),
        step("exponent", "mean-weaken", "moment", bound="exp(8*exponent_printed*s**2)"),
        *threshold("8*exponent_printed", "exponent", energetic("8*exponent_printed")),
    ],
    source=SECTION,
    says="The correlation with noise in [-2,2]: H z is 8-subgaussian with mean 0.",
    constants=chosen("exponent_printed", "joint_energy"),
)

CONDITIONAL = ("exponent_conditional", "switch_conditional")
SMALL_CONDITIONAL = claim(
    f"{moment_bound('(v/3)', '(2*two_point_slope*v)')} <= exp(exponent_conditional*v)",
    id="DER-SHARP/joint/conditional/small",
    vars={"v": NONNEGATIVE},
    given=["v <= switch_conditional"],
    source=SECTION,
    says="v = s^2 up to the switch: the moment is at most e^(K v).",
    constants=chosen(*CONDITIONAL, "two_point_slope"),
)
PENALISED = "(exponent_conditional - penalty_conditional*(1 + joint_energy))"
LARGE_CONDITIONAL = claim(
    f"{moment_bound('(v/(1 + 2*penalty_conditional*v))', '0')} <= exp({PENALISED}*v)",
    id="DER-SHARP/joint/conditional/large",
    vars={"v": NONNEGATIVE},
    given=["v >= switch_conditional"],
    source=SECTION,
    says="From the switch on, with the penalty: the moment of s H z - m s^2 z^2 is at most e^((K - m (1 + energy)) v).",
    constants=chosen(*CONDITIONAL, "penalty_conditional", "joint_energy"),
)
SHRUNK = "(s/(1 + 2*(penalty_conditional*s**2)))"
CORRELATION_CONDITIONAL = derivation(
    "DER-SHARP/joint/conditional/correlation",
    vars=variables("n k d c L", s=NONNEGATIVE),
    declare=NOISE_OBJECTS,
    assume=SETTING,
    conclude=f"given(l, P({energetic('exponent_conditional')}) <= exp(-exponent_conditional*n*s**2))",
    steps=[
        step("noise", "range", NOISE[2], NOISE[3], X="z", a="-2", b="2"),
        *RANGES,
        use("small_moment", SMALL_MOMENT, *SETTING, when="s**2 <= switch_conditional"),
        step(
            "small_exponent",
            "mean-weaken",
            "small_moment",
            bound="exp(exponent_conditional*s**2)",
            instances=[(SMALL_CONDITIONAL, {"v": "s**2"})],
        ),
        *threshold("exponent_conditional", "small_exponent", energetic("exponent_conditional")),
        use(
            "large_moment",
            LARGE_MOMENT,
            *SETTING,
            when="s**2 >= switch_conditional",
            s=SHRUNK,
            b="penalty_conditional*s**2",
        ),
        step("penalised", "mean-monotone", "large_moment", X=f"exp({VALUE} - penalty_conditional*s**2*z**2)", a="0"),
        step(
            "large_exponent",
            "mean-weaken",
            "penalised",
            bound=f"exp({PENALISED}*s**2)",
            instances=[(LARGE_CONDITIONAL, {"v": "s**2"})],
        ),
        *threshold("exponent_conditional", "large_exponent", energetic("exponent_conditional"), "penalty_conditional"),
        step("either", "cases", "small_bound", "large_bound"),
    ],
    source=SECTION,
    says="The correlation with the conditional range of z: up to the switch by the two-point bound, beyond it with the "
    "energy.",
    constants=chosen(*CONDITIONAL, "penalty_conditional", "joint_energy"),
)
PLAIN = ("exponent_plain", "switch_plain")
SMALL_PLAIN = claim(
    f"{moment_bound('(v/3)', '(2*two_point_slope*v)')} <= exp(exponent_plain*v)",
    id="DER-SHARP/conditional/correlation/small",
    vars={"v": NONNEGATIVE},
    given=["v <= switch_plain"],
    source=SECTION,
    says="v = s^2 up to the switch, without the energy.",
    constants=chosen(*PLAIN, "two_point_slope"),
)
LARGE_PLAIN = claim(
    f"exp(2*v)*({moment_bound('(v/(1 + v))', '0')}) <= exp(exponent_plain*v)",
    id="DER-SHARP/conditional/correlation/large",
    vars={"v": NONNEGATIVE},
    given=["v >= switch_plain"],
    source=SECTION,
    says="From the switch on, with |z| <= 2 in place of the energy.",
    constants=chosen(*PLAIN),
)
PLAIN_MOMENT = derivation(
    "DER-SHARP/conditional/correlation/moment",
    vars=variables("n k d c L", s=REAL),
    declare=NOISE_OBJECTS,
    assume=SETTING,
    conclude=f"given(l, mean(exp({VALUE})) <= exp(exponent_plain*s**2))",
    steps=[
        use("small_moment", SMALL_MOMENT, *SETTING, when="s**2 <= switch_plain"),
        step(
            "small",
            "mean-weaken",
            "small_moment",
            bound="exp(exponent_plain*s**2)",
            instances=[(SMALL_PLAIN, {"v": "s**2"})],
        ),
        use("penalised", LARGE_MOMENT, *SETTING, s="(s/(1 + s**2))", b="s**2/2"),
        step("scaled", "mean-scale-up", "penalised", u="exp(2*s**2)"),
        step("noise", "range", LABEL_RANGE, MEAN_RANGE, X="z", a="-2", b="2"),
        step("squares", "range", "noise", X="z**2", a="0", b="4"),
        step("whole", "mean-monotone", "scaled", "squares", X=f"exp({VALUE})", a="0"),
        step(
            "large",
            "mean-weaken",
            "whole",
            when="s**2 >= switch_plain",
            bound="exp(exponent_plain*s**2)",
            instances=[(LARGE_PLAIN, {"v": "s**2"})],
        ),
        step("either", "cases", "small", "large"),
    ],
    source=SECTION,
    says="E e^(s H z) <= e^(K s^2) for all s, given the label, with the conditional range of z.",
    constants=chosen(*PLAIN),
)
PLAIN_TAIL = derivation(
    "DER-SHARP/conditional/correlation/tail",
    vars=variables("n k d c L", s=NONNEGATIVE),
    declare=NOISE_OBJECTS,
    assume=SETTING,
    conclude=f"given(l, P(average({NORMALISED}*z) >= 2*exponent_plain*s) <= exp(-exponent_plain*n*s**2))",
    steps=[
        step("noise", "range", LABEL_RANGE, MEAN_RANGE, X="z", a="-2", b="2"),
        *RANGES,
        use("moment", PLAIN_MOMENT, *SETTING),
        *threshold("exponent_plain", "moment", f"average({NORMALISED}*z) >= 2*exponent_plain*s"),
    ],
    source=SECTION,
    says="P(mean of H z >= 2 K s) <= e^(-K n s^2), given the labels.",
    constants=chosen("exponent_plain"),
)
SCALE = claim(
    "m*(t + e) >= m*t",
    id="DER-SHARP/joint/scale",
    vars={"e": NONNEGATIVE, "t": REAL, "m": NONNEGATIVE},
    source=SECTION,
    says="A threshold in other units.",
)


def unscaled(premise: str, function: str, share: str, both: str = "") -> list[Hint]:
    """Steps from the event for H z at the threshold sqrt(d/c)/L share to that for (f - E f) z at share; named event."""
    centred = f"({function} - expect({function}, l))"
    low = f"average({centred}*z) >= {share}"
    return [
        step("scale", "linear", relation=f"average({centred}*(sqrt(d/c)/L)*z) == (sqrt(d/c)/L)*average({centred}*z)"),
        step(
            "event",
            "implied",
            premise,
            "scale",
            event=f"both({low}, {both})" if both else low,
            instances=[(SCALE, {"e": f"q1_ - {share}", "m": "sqrt(d/c)/L", "t": share})],
        ),
    ]


def reaching(share: str, exponent: str) -> str:
    """s for which the threshold 2 K s is sqrt(d/c)/L share."""
    return f"(sqrt(d/c)/L)*({share})/(2*({exponent}))"


REACHED = f"({reaching('eps/8', 'exponent_plain')})"
CORRELATION = derivation(
    "DER-SHARP/conditional/correlation",
    vars=variables("n k d c L eps"),
    declare=NOISE_OBJECTS,
    assume=SETTING,
    conclude="given(l, P(average((f - expect(f, l))*z) >= eps/8)"
    " <= 2*exp(-eps**2*n*d/(correlation_denominator_conditional*c*L**2)))",
    steps=[
        use("tail", PLAIN_TAIL, *SETTING, s=REACHED),
        *unscaled("tail", "f", "eps/8"),
        step("twice", "weaken", "event", bound=f"2*exp(-exponent_plain*n*{REACHED}**2)"),  # as printed: of both sides
        step("printed", "weaken", "twice", bound="2*exp(-eps**2*n*d/(correlation_denominator_conditional*c*L**2))"),
    ],
    source=SECTION,
    says="P(mean of (f - E f) z >= eps/8) <= 2 exp(-eps^2 n d/(10^4 c L^2)), with the conditional range of z.",
    constants=constants("correlation_denominator_conditional") | chosen("exponent_plain"),
)
CORRELATIONS: list[Claim] = [
    PENALISED_SIZE,
    CORRELATION_PRINTED,
    SMALL_CONDITIONAL,
    LARGE_CONDITIONAL,
    CORRELATION_CONDITIONAL,
    SMALL_PLAIN,
    LARGE_PLAIN,
    PLAIN_MOMENT,
    PLAIN_TAIL,
    SCALE,
    CORRELATION,
]
