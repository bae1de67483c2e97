"""The correlation of a function with the noise, at a threshold 2 K s in units of sqrt(c/d) L, in both settings.

The event is that the mean of H z reaches the threshold while the mean of z^2 is at most 1 + energy; it has probability at
most e^(-K n s^2) given the labels, by Chernoff's bound at s. The energy matters in the conditional setting only, for
large s, where s H z - m s^2 z^2 takes the place of s H z.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation
from verify.steps import Hint, step, use

from .conditional import NOISE
from .exponents import LARGE_BOUND, LARGE_MOMENT, NOISE_OBJECTS, PRINTED_MOMENT, SETTING, SMALL_MOMENT, moment_bound
from .finite_class import CENTRED, ISO_B, ISO_C, ISOPERIMETRIC, LIPSCHITZ, NOISE_RANGE, NORMALISED, SAMPLE, VALUES
from .inequalities import SECTION
from .notation import NONNEGATIVE, REAL, joint_constants, variables
from .subgaussian import ONE_POINT

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


def event(exponent: str) -> str:
    return f"both(average({NORMALISED}*z) >= 2*{exponent}*s, average(z**2) <= 1 + joint_energy)"


def threshold(exponent: str, moment: str, penalty: str = "", when: str = "") -> list[Hint]:
    """Steps from given(l, mean(exp(X)) <= exp((exponent - (1 + energy) penalty) s^2)) to the event; X = VALUE - penalty s^2 z^2.

    Steps before: noise, rows, values (the range of VALUE).
    """
    tag = "large" if penalty else "small"
    value = f"{VALUE} - {penalty}*s**2*z**2" if penalty else VALUE
    rate = f"({exponent} - {penalty}*(1 + joint_energy))*s**2" if penalty else f"{exponent}*s**2"
    size = f"{SIZE} + 4*{penalty}*s**2" if penalty else SIZE
    sizes = [(PENALISED_SIZE, {"x": HIDDEN_VALUE, "t": SIZE, "p": f"{penalty}*s**2", "y": "z**2"})] if penalty else []
    level = f"(2*{exponent} - {penalty}*(1 + joint_energy))*s**2" if penalty else f"2*{exponent}*s**2"
    mean = f"s*average({NORMALISED}*z)" + (f" - {penalty}*s**2*average(z**2)" if penalty else "")
    return [
        step(f"{tag}_values", "follows", "values", "squares", R=f"abs({value}) <= {size}", instances=sizes),
        step(f"{tag}_rows", "independent-rows", "rows", X=value),
        use(f"{tag}_tail", ONE_POINT, f"{tag}_rows", f"{tag}_values", moment, X=value, a=rate, c=level, m=size, s="0"),
        step(f"{tag}_mean", "linear", relation=f"average({value}) == {mean}"),
        step(f"{tag}_event", "implied", f"{tag}_tail", f"{tag}_mean", event=event(exponent)),
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
    conclude=f"given(l, P({event('8*exponent_printed')}) <= exp(-8*exponent_printed*n*s**2))",
    steps=[
        step("noise", "range", NOISE_RANGE, X="z", a="-2", b="2"),
        *RANGES,
        use("subgaussian", ISO_B, ISOPERIMETRIC, LIPSCHITZ, VALUES, NOISE_RANGE),
        use("centred", ISO_C, SAMPLE, CENTRED, VALUES),
        use("moment", PRINTED_MOMENT, "centred", "subgaussian", X=f"{NORMALISED}*z", C="8"),
        step("exponent", "mean-weaken", "moment", bound="exp(8*exponent_printed*s**2)"),
        *threshold("8*exponent_printed", "exponent"),
    ],
    source=SECTION,
    says="The correlation with noise in [-2,2]: H z is 8-subgaussian with mean 0.",
    constants=joint_constants("exponent_printed", "joint_energy"),
)

CONDITIONAL = ("exponent_conditional", "switch_conditional")
SMALL_CONDITIONAL = claim(
    f"{moment_bound('(v/3)', '(2*two_point_slope*v)')} <= exp(exponent_conditional*v)",
    id="DER-SHARP/joint/conditional/small",
    vars={"v": NONNEGATIVE},
    given=["v <= switch_conditional"],
    source=SECTION,
    says="v = s^2 up to the switch: the moment is at most e^(K v).",
    constants=joint_constants(*CONDITIONAL, "two_point_slope"),
)
PENALISED = f"(exponent_conditional - penalty_conditional*(1 + joint_energy))"
LARGE_CONDITIONAL = claim(
    f"{moment_bound('(v/(1 + 2*penalty_conditional*v))', '0')} <= exp({PENALISED}*v)",
    id="DER-SHARP/joint/conditional/large",
    vars={"v": NONNEGATIVE},
    given=["v >= switch_conditional"],
    source=SECTION,
    says="From the switch on, with the penalty: the moment of s H z - m s^2 z^2 is at most e^((K - m (1 + energy)) v).",
    constants=joint_constants(*CONDITIONAL, "penalty_conditional", "joint_energy"),
)
SHRUNK = "(s/(1 + 2*(penalty_conditional*s**2)))"
CORRELATION_CONDITIONAL = derivation(
    "DER-SHARP/joint/conditional/correlation",
    vars=variables("n k d c L", s=NONNEGATIVE),
    declare=NOISE_OBJECTS,
    assume=SETTING,
    conclude=f"given(l, P({event('exponent_conditional')}) <= exp(-exponent_conditional*n*s**2))",
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
        *threshold("exponent_conditional", "small_exponent"),
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
        *threshold("exponent_conditional", "large_exponent", "penalty_conditional"),
        step("either", "cases", "small_bound", "large_bound"),
    ],
    source=SECTION,
    says="The correlation with the conditional range of z: up to the switch by the two-point bound, beyond it with the "
    "energy.",
    constants=joint_constants(*CONDITIONAL, "penalty_conditional", "joint_energy"),
)
CORRELATIONS: list[Claim] = [
    PENALISED_SIZE,
    CORRELATION_PRINTED,
    SMALL_CONDITIONAL,
    LARGE_CONDITIONAL,
    CORRELATION_CONDITIONAL,
]
