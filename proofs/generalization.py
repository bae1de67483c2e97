"""The generalization bound that the abstract announces: Rademacher complexity of a finite class.

r_i are random signs, |r_i| <= 1 and E[r_i | x_i, l_i] = 0. A function is its conditional mean given the label, which is
constant on a component, plus a deviation that isoperimetry makes subgaussian. A sign makes the deviation symmetric, so
that its moment generating function has the exponent s^2 C and not the 9/4 s^2 C of DER-SUBG-SUM.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation
from verify.steps import step, use

from .finite_class import ISOPERIMETRIC
from .inequalities import SUBG_MGF
from .notation import COUNT, NONNEGATIVE, POSITIVE, REAL, variables

HUYGENS = claim(
    "3*sinh(y) <= y*(2 + cosh(y))",
    id="GEN-RAD/huygens",
    vars={"y": NONNEGATIVE},
    source="Abstract",
    says="3 sinh y <= y (2 + cosh y) for y >= 0, which bounds the layer-cake integral of cosh.",
)
CHORD = claim(
    "exp(r*y) <= cosh(y) + r*sinh(y)",
    id="GEN-RAD/chord",
    vars={"y": REAL, "r": "[-1, 1]"},
    source="Abstract",
    says="e^(ry) lies below its chord over r in [-1,1].",
)
SMALL = claim(
    "1 + 6*u/(6 - u) <= exp(u)",
    id="GEN-RAD/small",
    vars={"u": "[0, 3]"},
    source="Abstract",
    says="With u = s^2 C up to 3 the layer-cake bound is at most e^u.",
)
LARGE = claim(
    "3*exp(u/2) <= exp(u)",
    id="GEN-RAD/large",
    vars={"u": "[5/2, oo)"},
    source="Abstract",
    says="With u = s^2 C from 5/2 on, Young's inequality and DER-SUBG-MGF give at most e^u.",
)
YOUNG = claim(
    "exp(s*r*v) <= exp(s**2*C/2)*exp(1/(2*C)*v**2)",
    id="GEN-RAD/young",
    vars={"s": REAL, "r": "[-1, 1]", "v": REAL, "C": POSITIVE},
    source="Abstract",
    says="Young's inequality s r v <= s^2 C/2 + v^2/(2 C) for a sign r.",
)
SAMPLE = "sample(x, r, l)"
CENTRED = "centred(r, x, l)"
SIGNS_RANGE = "range(r, -1, 1)"
SUBGAUSSIAN = "tail(V, t, 2*exp(-t**2/C))"
EXPONENT = "s**2*C"
HALF_LINE = derivation(
    "GEN-RAD/half",
    vars=variables("n k", C=POSITIVE, s=NONNEGATIVE),
    declare=["family(x, n)", "family(r, n)", "labels(l, k)", "family(V, n)"],
    assume=["given(l, " + SUBGAUSSIAN + ")", "given(l, mean(sinh(s*V)*r) == 0)", SIGNS_RANGE],
    conclude="given(l, mean(exp(s*r*V)) <= exp(s**2*C))",
    steps=[
        step(
            "layers",
            "layer-cake",
            "given(l, " + SUBGAUSSIAN + ")",
            when=f"{EXPONENT} <= 3",
            f="cosh(s*t)",
            h=f"-(2*{EXPONENT}/(6 - {EXPONENT}))*(2 + cosh(s*t))*exp(-t**2/C)",
            top="0",
            instances=[(HUYGENS, {"y": "s*t"})],
        ),
        step("odd", "mean-at-most", "given(l, mean(sinh(s*V)*r) == 0)"),
        step("added", "mean-sum", "layers", "odd"),
        step(
            "chord",
            "mean-monotone",
            "added",
            SIGNS_RANGE,
            X="exp(s*r*V)",
            a="0",
            instances=[(CHORD, {"y": "s*V", "r": "r"})],
        ),
        step("small", "mean-weaken", "chord", bound="exp(s**2*C)", instances=[(SMALL, {"u": EXPONENT})]),
        use("half", SUBG_MGF, "given(l, " + SUBGAUSSIAN + ")", X="V", a="1/(2*C)"),
        step("scaled", "mean-scale-up", "half", u="exp(s**2*C/2)"),
        step(
            "young",
            "mean-monotone",
            "scaled",
            SIGNS_RANGE,
            X="exp(s*r*V)",
            a="0",
            instances=[(YOUNG, {"s": "s", "r": "r", "v": "V", "C": "C"})],
        ),
        step(
            "large",
            "mean-weaken",
            "young",
            when=f"{EXPONENT} >= 5/2",
            bound="exp(s**2*C)",
            instances=[(LARGE, {"u": EXPONENT})],
        ),
        step("either", "cases", "small", "large"),
    ],
    source="Abstract",
    says="A C-subgaussian V times a sign r that is centred given V: E e^(s r V) <= e^(s^2 C) for s >= 0.",
)

DEVIATION = "(f - expect(f, l))"
VARIANCE = "2*c*L**2/d"
BOUNDED = "exp(2*abs(s))"
OBJECTS = ("family(x, n)", "family(r, n)", "labels(l, k)")
SIGNED = derivation(
    "GEN-RAD/mgf",
    vars=variables("n k d c L", s=REAL),
    declare=[*OBJECTS, "family(W, n)", "function(f, x)"],
    assume=[SAMPLE, CENTRED, SIGNS_RANGE, ISOPERIMETRIC, "range(f, -1, 1)", "lipschitz(f, L)", f"W == r*{DEVIATION}"],
    conclude=f"given(l, mgf(W, h, exp(h**2*({VARIANCE}))))",
    steps=[
        step("isoperimetry", "isoperimetry", ISOPERIMETRIC, "lipschitz(f, L)", "range(f, -1, 1)", t="t"),
        step("tail", "tail-bound", "isoperimetry", bound=f"2*exp(-t**2/({VARIANCE}))"),
        step("conditional", "expect-range", "range(f, -1, 1)", l="l"),
        step("up", "range", "range(f, -1, 1)", "conditional", X=f"sinh(s*{DEVIATION})", a=f"-{BOUNDED}", b=BOUNDED),
        step(
            "down",
            "range",
            "range(f, -1, 1)",
            "conditional",
            X=f"sinh(-s*{DEVIATION})*(-1)",
            a=f"-{BOUNDED}",
            b=BOUNDED,
        ),
        step("zero_up", "take-out-given", SAMPLE, CENTRED, "up"),
        step("zero_down", "take-out-given", SAMPLE, CENTRED, "down"),
        step("minus", "range", SIGNS_RANGE, X="-1*r", a="-1", b="1"),
        use("positive", HALF_LINE, "tail", "zero_up", SIGNS_RANGE, V=DEVIATION, C=VARIANCE, when="s >= 0"),
        step("positive_row", "mean-monotone", "positive", f"W == r*{DEVIATION}", X="exp(s*W)", a="0"),
        use(
            "flipped", HALF_LINE, "tail", "zero_down", "minus", V=DEVIATION, C=VARIANCE, r="-1*r", s="-s", when="s <= 0"
        ),
        step("mirrored", "mean-monotone", "flipped", f"W == r*{DEVIATION}", X="exp(s*W)", a="0"),
        step("negative_row", "mean-weaken", "mirrored", bound=f"exp(s**2*({VARIANCE}))"),
        step("either", "cases", "positive_row", "negative_row"),
        step("mgf", "mgf", "either", h="h"),
    ],
    source="Abstract",
    says="Given the labels, a Lipschitz function minus its conditional mean, times a random sign, has "
    "E exp(h .) <= exp(h^2 2 c L^2/d) for every h.",
)

ROW = "(F - expect(F, l))*r"
MEAN = f"1/n*sum({ROW})"
MAXIMUM = "L*sqrt(8*c*log(N)/(n*d))"
PRINTED = f"sqrt(k/n) + {MAXIMUM}"
RADEMACHER = derivation(
    "GEN-RAD",
    vars=variables("n k d c L", N=COUNT),
    declare=[*OBJECTS, "functions(F, x)"],
    assume=[SAMPLE, CENTRED, SIGNS_RANGE, ISOPERIMETRIC, "range(F, -1, 1)", "lipschitz(F, L)", "finite(F, N)"],
    conclude=f"mean(sup(F, average(r*F))) <= {PRINTED}",
    steps=[
        step("row", "follows", R=f"{ROW} == r*(F - expect(F, l))"),
        use(
            "mgf",
            SIGNED,
            SAMPLE,
            CENTRED,
            SIGNS_RANGE,
            ISOPERIMETRIC,
            "range(F, -1, 1)",
            "lipschitz(F, L)",
            "row",
            f="F",
            W=ROW,
            s="0",
        ),
        step("rows", "given-labels", SAMPLE),
        step("independent", "independent-rows", "rows", X=ROW),
        step("sum", "independent-sum", "independent", "family(x, n)", "mgf"),
        step("scaled", "mgf-scale", "sum", u="1/n", h="h"),
        step(
            "maximal", "maximal", "finite(F, N)", "scaled", when="N >= 2", X="F", F="F", r="sqrt(n*d*log(N)/(2*c*L**2))"
        ),
        step("largest", "average-over-labels", "maximal"),
        step("many", "mean-weaken", "largest", bound=MAXIMUM),
        step("conditional", "expect-range", "range(F, -1, 1)", l="l"),
        step("bounded", "range", "range(F, -1, 1)", "conditional", X="F - expect(F, l)", a="-2", b="2"),
        step("centre", "take-out-given", SAMPLE, CENTRED, "bounded"),
        step("centred", "average-over-labels", "centre"),
        step("mean_centred", "mean-average", "centred"),
        step("at_most", "mean-at-most", "mean_centred"),
        step("single", "finite-bound", "finite(F, N)", when="N <= 1", bound="1"),
        step("only", "sup-one", "single", F="F", Q=MEAN),
        step("total", "total", "family(x, n)", X=ROW),
        step("same", "follows", "only", "total", R=f"sup(F, {MEAN}) == average({ROW})"),
        step("low", "linear", "bounded", SIGNS_RANGE, relation=f"average({ROW}) >= -2"),
        step("one", "mean-monotone", "at_most", "same", "low", X=f"sup(F, {MEAN})", a="-2"),
        step("few", "mean-weaken", "one", bound=MAXIMUM),
        step("either", "cases", "many", "few"),
        step("signs", "independent-rows", "rows", X="r"),
        step("zero", "centred-given", SAMPLE, CENTRED),
        step("constant", "mean-constant", "labels(l, k)", a="1"),
        step("unit", "mean-at-most", "constant"),
        step("square", "mean-monotone", "unit", SIGNS_RANGE, X="r**2", a="0"),
        step("components", "components-mean", "signs", "zero", "square", "labels(l, k)", "family(x, n)"),
        step("parts", "average-over-labels", "components"),
        step("shares", "mean-scale-up", "parts", u="1/n"),
        step("labels", "component-sum", SAMPLE, "conditional", X="r", m="1"),
        step("means", "total", "family(x, n)", X="expect(F, l)*r"),
        step("split", "linear", relation=f"average(r*F) == average({ROW}) + average(expect(F, l)*r)"),
        step("each", "follows", "split", "labels", "means", "total", R=f"average(r*F) <= {MEAN} + 1/n*parts(r, l)"),
        step("all", "sup", "finite(F, N)", "each"),
        step("least", "linear", SIGNS_RANGE, "range(F, -1, 1)", relation="average(r*F) >= -1"),
        step("bounded_below", "sup-least", "finite(F, N)", "least"),
        step("added", "mean-sum", "either", "shares"),
        step("complexity", "mean-monotone", "added", "all", "bounded_below", X="sup(F, average(r*F))", a="-1"),
        step("printed", "mean-weaken", "complexity", bound=PRINTED),
    ],
    source="Abstract",
    says="A finite class of [-1,1]-valued L-Lipschitz functions under a mixture of k components has "
    "Rademacher complexity E sup_f (1/n) sum s_i f(x_i) (no absolute value) at most sqrt(k/n) + L "
    "sqrt(8 c log|F|/(n d)).",
)


GENERALIZATION: list[Claim] = [RADEMACHER, SIGNED, HALF_LINE, HUYGENS, CHORD, SMALL, LARGE, YOUNG]
