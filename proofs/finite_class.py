"""A finite class of Lipschitz functions (second part of the group DER).

The sample: labels l_i in {1, ..., k}, inputs x_i, noise z_i = y_i - g(x_i) with E[z_i | x_i, l_i] = 0, i.i.d. rows
(x_i, z_i, l_i); g(x) = E[y|x]; so y_i is g + z in the steps. This module states the steps for a finite class of
L-Lipschitz functions with values in [-1,1]. The parts before and after are in `inequalities` and `theorem3`.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation, readings
from verify.steps import step, use

from .inequalities import HOEFFDING, HOEFFDING_LEMMA, SECTION, SUBG_SUM
from .notation import COUNT, POSITIVE, REAL, constants, variables

SAMPLE = "sample(x, z, l)"
CENTRED = "centred(z, x, l)"
NOISE_LEVEL = "mean(z**2) == sigma2"
NOISE_RANGE = "range(z, -2, 2)"
MEAN_RANGE = "range(g, -1, 1)"
ISOPERIMETRIC = "isoperimetric(x, l, c, d)"
LOSS = "average((z + g - F)**2)"
OBJECTS = ("family(x, n)", "family(z, n)", "labels(l, k)", "function(g, x)", "functions(F, x)")
FIT = f"some(F, {LOSS} <= sigma2 - eps)"

SQUARE = derivation(
    "DER-Z2",
    vars=variables("n eps sigma2"),
    declare=["family(z, n)"],
    assume=["independent(z)", NOISE_RANGE, NOISE_LEVEL],
    conclude="P(average(z**2) <= sigma2 - eps/6) <= exp(-n*eps**2/square_denominator)",
    steps=[
        step("square", "range", NOISE_RANGE, X="z**2", a="0", b="4"),
        step("rows", "independent-rows", "independent(z)", X="z**2"),
        use("hoeffding", HOEFFDING, "rows", "square", NOISE_LEVEL, X="z**2", a="0", b="4", m="sigma2", t="eps/6"),
        step("printed", "weaken", "hoeffding", bound="exp(-n*eps**2/square_denominator)"),
    ],
    source=SECTION,
    says="z^2 lies in [0,4] and has mean sigma2: P(mean of z^2 <= sigma2 - eps/6) <= exp(-n eps^2/8^3).",
    constants=constants("square_denominator"),
)

PRODUCT = derivation(
    "DER-ZG",
    vars=variables("n k eps"),
    declare=["family(x, n)", "family(z, n)", "labels(l, k)", "function(g, x)"],
    assume=[SAMPLE, CENTRED, NOISE_RANGE, MEAN_RANGE],
    conclude="P(average(g*z) <= -eps/6) <= exp(-n*eps**2/product_denominator)",
    steps=[
        step("product", "range", NOISE_RANGE, MEAN_RANGE, X="g*z", a="-2", b="2"),
        step("mean", "take-out", CENTRED, MEAN_RANGE),
        step("sample", "sample", SAMPLE),
        step("rows", "independent-rows", "sample", X="g*z"),
        use("hoeffding", HOEFFDING, "rows", "product", "mean", X="g*z", a="-2", b="2", m="0", t="eps/6"),
        step("level", "implied", "hoeffding", event="average(g*z) <= -eps/6"),
        step("printed", "weaken", "level", bound="exp(-n*eps**2/product_denominator)"),
    ],
    source=SECTION,
    says="z g lies in [-2,2] and has mean 0, as E[z|x] = 0: P(mean of z g <= -eps/6) <= exp(-n eps^2/8^3).",
    constants=constants("product_denominator"),
)

BIAS = derivation(
    "DER-BIAS",
    vars=variables("n eps"),
    declare=["family(z, n)"],
    assume=["independent(z)", NOISE_RANGE, "mean(z) == 0"],
    conclude="P(abs(average(z)) >= eps/8) <= 2*exp(-n*eps**2/bias_denominator)",
    steps=[
        use("below", HOEFFDING, "independent(z)", NOISE_RANGE, "mean(z) == 0", X="z", a="-2", b="2", m="0", t="eps/8"),
        step("values", "range", NOISE_RANGE, X="-1*z", a="-2", b="2"),
        step("rows", "independent-rows", "independent(z)", X="-1*z"),
        step("multiple", "mean-scale", "mean(z) == 0", u="-1"),
        step("mean", "follows", "multiple", R="mean(-1*z) == 0"),
        use("above", HOEFFDING, "rows", "values", "mean", X="-1*z", a="-2", b="2", m="0", t="eps/8"),
        step("sides", "union", "below", "above"),
        step("minus", "linear", relation="average(-1*z) == -average(z)"),
        step("level", "implied", "sides", "minus", event="abs(average(z)) >= eps/8"),
        step("printed", "weaken", "level", bound="2*exp(-n*eps**2/bias_denominator)"),
    ],
    source=SECTION,
    says="P(|mean of z| >= eps/8) <= 2 exp(-n eps^2/8^3).",
    constants=constants("bias_denominator"),
)

FUNCTION = ("family(x, n)", "family(z, n)", "labels(l, k)", "function(f, x)")
LIPSCHITZ, VALUES = "lipschitz(f, L)", "range(f, -1, 1)"
NORMALISED = "(f - expect(f, l))*(sqrt(d/c)/L)"

ISO_A = derivation(
    "DER-ISO/a",
    vars=variables("n k d c L"),
    declare=FUNCTION,
    assume=[ISOPERIMETRIC, LIPSCHITZ, VALUES],
    conclude=f"given(l, tail({NORMALISED}, t, 2*exp(-t**2/2)))",
    steps=[
        step("isoperimetry", "isoperimetry", ISOPERIMETRIC, LIPSCHITZ, VALUES, t="t"),
        step("factor", "range", X="sqrt(d/c)/L", a="sqrt(d/c)/L", b="sqrt(d/c)/L"),
        step("scaled", "product", "isoperimetry", "factor", m="sqrt(d/c)/L"),
        step("printed", "tail-bound", "scaled", bound="2*exp(-t**2/2)"),
    ],
    source=SECTION,
    says="Given the label, sqrt(d/c) (f - E f)/L is 2-subgaussian by isoperimetry.",
)
ISO_B = derivation(
    "DER-ISO/b",
    vars=variables("n k d c L"),
    declare=FUNCTION,
    assume=[ISOPERIMETRIC, LIPSCHITZ, VALUES, NOISE_RANGE],
    conclude=f"given(l, tail({NORMALISED}*z, t, 2*exp(-t**2/8)))",
    steps=[
        use("normalised", ISO_A, ISOPERIMETRIC, LIPSCHITZ, VALUES),
        step("product", "product", "normalised", NOISE_RANGE, m="2"),
        step("printed", "tail-bound", "product", bound="2*exp(-t**2/8)"),
    ],
    source=SECTION,
    says="Times z, with |z| <= 2, it is 8-subgaussian given the label.",
)
ISO_C = derivation(
    "DER-ISO/c",
    vars=variables("n k d c L"),
    declare=FUNCTION,
    assume=[SAMPLE, CENTRED, VALUES],
    conclude=f"given(l, mean({NORMALISED}*z) == 0)",
    steps=[
        step("mean", "expect-range", VALUES, l="l"),
        step("bounded", "range", VALUES, "mean", X=NORMALISED, a="-2*sqrt(d/c)/L", b="2*sqrt(d/c)/L"),
        step("centred", "take-out-given", SAMPLE, CENTRED, "bounded"),
    ],
    source=SECTION,
    says="Times z, it has mean 0 given the labels, as E[z|x,l] = 0.",
)

CORRELATION = derivation(
    "DER-CORR",
    vars=variables("n k d c L eps"),
    declare=FUNCTION,
    assume=[SAMPLE, CENTRED, ISOPERIMETRIC, LIPSCHITZ, VALUES, NOISE_RANGE],
    conclude="given(l, P(average((f - expect(f, l))*z) >= eps/8)"
    " <= 2*exp(-eps**2*n*d/(correlation_denominator*c*L**2)))",
    steps=[
        use("subgaussian", ISO_B, ISOPERIMETRIC, LIPSCHITZ, VALUES, NOISE_RANGE),
        use("mean", ISO_C, SAMPLE, CENTRED, VALUES),
        step("rows", "given-labels", SAMPLE),
        step("independent", "independent-rows", "rows", X=f"{NORMALISED}*z"),
        use("sum", SUBG_SUM, "independent", "mean", "subgaussian", X=f"{NORMALISED}*z", C="8", s="0", tau="0"),
        step("threshold", "tail-at", "sum", c="sqrt(n)*(sqrt(d/c)/L)*(eps/8)"),
        step("total", "total", "family(x, n)", X=f"{NORMALISED}*z"),
        step(
            "scale",
            "linear",
            relation=f"average({NORMALISED}*z) == sqrt(d/c)/L*average((f - expect(f, l))*z)",
        ),
        step("level", "implied", "threshold", "total", "scale", event="average((f - expect(f, l))*z) >= eps/8"),
        step("printed", "weaken", "level", bound="2*exp(-eps**2*n*d/(correlation_denominator*c*L**2))"),
    ],
    source=SECTION,
    says="P(mean of (f - E f) z >= eps/8) <= 2 exp(-eps^2 n d/(10^4 c L^2)), from DER-ISO and DER-SUBG-SUM.",
    constants=constants("correlation_denominator"),
)

MIXTURE = derivation(
    "DER-MIX",
    vars=variables("n k eps"),
    declare=["family(z, n)", "labels(l, k)"],
    assume=["given(l, independent(z))", "given(l, mean(z) == 0)", NOISE_RANGE],
    conclude="P(parts(z, l) >= n*eps/8) <= 2*k*exp(-n*eps**2/(mixture_denominator*k))",
    steps=[
        step("chord", "convexity", NOISE_RANGE, "given(l, mean(z) == 0)", s="s"),
        step(
            "lemma", "mgf-bound", "chord", bound="exp(2*s**2)", instances=[(HOEFFDING_LEMMA, {"q": "1/2", "h": "4*s"})]
        ),
        step(
            "components",
            "components",
            "given(l, independent(z))",
            "lemma",
            "labels(l, k)",
            "family(z, n)",
            u="eps/16",
            v="n*eps/(16*k)",
            r="(eps/16*m + n*eps/(16*k))/(4*m)",
            b="exp(-n*eps**2/(mixture_denominator*k))",
            c="n*eps/8",
            m="m",
        ),
        step("printed", "average-over-labels", "components"),
    ],
    source=SECTION,
    says="k components of sizes S_l, union over the non-empty ones: P(sum_l |sum over component l of "
    "z_i| >= n eps/8) <= 2 k exp(-n eps^2/(8^3 k)).",
    constants=constants("mixture_denominator"),
)

FINITE = "4*k*exp(-n*eps**2/(mixture_denominator*k)) + 2*exp(log(N) - eps**2*n*d/(correlation_denominator*c*L**2))"
THEOREM2 = derivation(
    "DER-THM2",
    vars=variables("n d k c L eps sigma2", N=POSITIVE),
    declare=OBJECTS,
    assume=[
        SAMPLE,
        CENTRED,
        NOISE_LEVEL,
        ISOPERIMETRIC,
        NOISE_RANGE,
        MEAN_RANGE,
        "range(F, -1, 1)",
        "lipschitz(F, L)",
        "finite(F, N)",
    ],
    conclude=f"P({FIT}) <= {FINITE}",
    steps=[
        step("sample", "sample", SAMPLE),
        step("noise", "independent-rows", "sample", X="z"),
        use("square", SQUARE, "noise", NOISE_RANGE, NOISE_LEVEL),
        use("product", PRODUCT, SAMPLE, CENTRED, NOISE_RANGE, MEAN_RANGE),
        step("rows", "given-labels", SAMPLE),
        step("independent", "independent-rows", "rows", X="z"),
        step("mean", "centred-given", SAMPLE, CENTRED),
        use("components", MIXTURE, "independent", "mean", NOISE_RANGE),
        step("conditional", "expect-range", "range(F, -1, 1)", l="l"),
        step("constant", "component-sum", SAMPLE, "conditional", X="z", m="1"),
        step("total", "total", "family(z, n)", X="expect(F, l)*z"),
        step("bias", "implied", "components", "constant", "total", event="some(F, average(expect(F, l)*z) >= eps/8)"),
        use(
            "given_labels",
            CORRELATION,
            SAMPLE,
            CENTRED,
            ISOPERIMETRIC,
            "lipschitz(F, L)",
            "range(F, -1, 1)",
            NOISE_RANGE,
            f="F",
        ),
        step("correlation", "average-over-labels", "given_labels"),
        step("class", "union-class", "finite(F, N)", "correlation", X="F", F="F"),
        step("two", "union", "square", "product"),
        step("three", "union", "two", "bias"),
        step("four", "union", "three", "class"),
        step(
            "loss",
            "linear",
            "range(F, -1, 1)",
            relation=f"{LOSS} >= average(z**2) + 2*average(g*z) - 2*average((F - expect(F, l))*z)"
            " - 2*average(expect(F, l)*z)",
        ),
        step("split", "implied", "four", "loss", event=FIT),
        step("printed", "weaken", "split", bound=FINITE),
    ],
    source=SECTION,
    says="P(some f in a finite class F has mean (y - f)^2 <= sigma2 - eps) <= 4 k exp(-n eps^2/(8^3 "
    "k)) + 2 exp(log|F| - eps^2 n d/(10^4 c L^2)).",
    constants=constants("mixture_denominator", "correlation_denominator"),
)

FINITE_CLASS: list[Claim] = [
    claim(
        [
            "(y - max(-1, min(1, f)))**2 <= (y - f)**2",
            "abs(max(-1, min(1, f)) - max(-1, min(1, f_prime))) <= abs(f - f_prime)",
            "abs(max(-1, min(1, f)) - max(-1, min(1, h))) <= abs(f - h)",
        ],
        id="DER-CLIP",
        vars=variables("y", f=REAL, f_prime=REAL, h=REAL),
        source=SECTION,
        says="Clipping f = f(x), f_prime = f(x') and h = h(x) to [-1,1] increases neither the loss at a "
        "label in [-1,1], nor |f(x) - f(x')|, nor |f(x) - h(x)|.",
    ),
    SQUARE,
    claim(
        [
            "(y - g)**2 >= 0",
            "(y - g)**2 <= 4",
            "exp(-2*n*(eps/6)**2/4**2) <= exp(-n*eps**2/8**3)",
        ],
        id="DER-Z2/core",
        vars=variables("n eps y g"),
        source=SECTION,
        says="The range [0,4] of z^2 and Hoeffding's exponent 2 n t^2/(b - a)^2 at t = eps/6 for it.",
    ),
    PRODUCT,
    claim(
        [
            "(y - g)*g >= -2",
            "(y - g)*g <= 2",
            "exp(-2*n*(eps/6)**2/(2 + 2)**2) <= exp(-n*eps**2/8**3)",
        ],
        id="DER-ZG/core",
        vars=variables("n eps y g"),
        source=SECTION,
        says="The range [-2,2] of z g and Hoeffding's exponent 2 n t^2/(b - a)^2 at t = eps/6 for it.",
    ),
    claim(
        "zf >= split_quarter",
        id="DER-SPLIT",
        constants=constants("split_quarter"),
        vars=variables("sigma2 eps", zz=REAL, zg=REAL, zf=REAL, gg=REAL, gf=REAL, ff=REAL),
        given=[
            "zz >= sigma2 - eps/6",
            "zg >= -eps/6",
            "zz + gg + ff + 2*zg - 2*zf - 2*gf <= sigma2 - eps",
            "gg - 2*gf + ff >= 0",
        ],
        source=SECTION,
        says="For vectors Z, G, F with inner products zz = <Z,Z>, zg = <Z,G>, ...: |Z|^2 >= sigma2 - "
        "eps/6, <Z,G> >= -eps/6 and |Z + G - F|^2 <= sigma2 - eps imply <F,Z> >= eps/4; of the geometry "
        "only |G - F|^2 >= 0 enters.",
    ),
    readings(
        "DER-ISO",
        of=["DER-ISO/a", "DER-ISO/b", "DER-ISO/c"],
        source=SECTION,
        says="Under c-isoperimetry sqrt(d/c) (f - E f)/L is 2-subgaussian; times z, with |z| <= 2, it is "
        "8-subgaussian with mean 0.",
    ),
    ISO_A,
    ISO_B,
    ISO_C,
    CORRELATION,
    claim(
        "2*exp(-(sqrt(n)*sqrt(d/c)/L*(eps/8))**2/(18*8)) <= 2*exp(-eps**2*n*d/(10**4*c*L**2))",
        id="DER-CORR/core",
        vars=variables("n d eps c L"),
        source=SECTION,
        says="n^(-1/2) sum sqrt(d/c) (f - E f) z/L is 18*8-subgaussian, and the event is that it is at "
        "least sqrt(n) sqrt(d/c)/L eps/8: the two tails compared.",
    ),
    BIAS,
    claim(
        ["abs(y - g) <= 2", "2*exp(-2*n*(eps/8)**2/(2 + 2)**2) <= 2*exp(-n*eps**2/8**3)"],
        id="DER-BIAS/core",
        vars=variables("n eps y g"),
        source=SECTION,
        says="The range [-2,2] of z and the two-sided Hoeffding bound at t = eps/8 for it.",
    ),
    MIXTURE,
    claim(
        [
            "eps/8*sqrt(n/k)*sqrt(n*k) <= n*eps/8",
            "2*nonempty*exp(-2*S*(eps/8*sqrt(n*S/k)/S)**2/(2 + 2)**2) <= 2*k*exp(-n*eps**2/(8**3*k))",
        ],
        id="DER-MIX/core",
        vars=variables("n k eps", S=COUNT, nonempty=COUNT),
        given=["nonempty <= k"],
        source=SECTION,
        says="Component l gets the threshold eps/8 sqrt(n S_l/k): by DER-CS the thresholds sum to at most "
        "n eps/8, and the two-sided Hoeffding bound for the mean of S variables at its threshold, summed "
        "over the non-empty components, is at most the stated one.",
    ),
    THEOREM2,
]
