"""The least final constant in place of 2^9 when all free choices are made together (DER-SHARP/joint).

With shares of eps for what may go wrong: a for the mean of z^2 + 2 g z, b for the component sums, r for the distance to
the net, the correlation is left with (1 - a - 2 b - 2 r)/2. The net costs 2 r and not 4 r, as only the mean of z (f - f')
is passed to it, and |z| <= (1 + z^2)/2 has mean at most 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from verify.statement import Claim, claim, derivation, readings
from verify.steps import Hint, step, use

from .citations import PACKING
from .conditional import COMPONENTS, NOISE, NOISE_ALONE
from .correlation import CORRELATION_CONDITIONAL, CORRELATION_PRINTED, reaching, unscaled
from .finite_class import (
    CENTRED,
    FIT,
    ISOPERIMETRIC,
    LOSS,
    MEAN_RANGE,
    NOISE_LEVEL,
    NOISE_RANGE,
    OBJECTS,
    SAMPLE,
)
from .inequalities import HOEFFDING, HOEFFDING_LEMMA, SECTION
from .notation import LABEL, NET_COST, NONNEGATIVE, POSITIVE, REAL, SIDE_CONDITION, joint_constants, variables
from .theorem3 import CLIPPED, LABEL_RANGE, PARAMETRISED, SETTING

RADIUS = "joint_radius*eps"
ROWS = OBJECTS[:4]
EXCESS = f"(1 - {RADIUS})*z**2 + 2*(g*z)"
RARE = "exp(-n*eps**2/10**4)"


def same(names: str) -> dict[str, str]:
    return {name: name for name in names.split()}


@dataclass(frozen=True)
class Setting:
    """What is known of the noise, and the constants.

    known: the range that is assumed; low, high: the range of EXCESS; tail: K in the exponent of the correlation.
    """

    name: str
    known: str
    low: str
    high: str
    tail: str
    correlation: Claim

    def id(self, part: str = "") -> str:
        return f"DER-SHARP/joint/{self.name}{'/' * bool(part)}{part}"

    def share(self, of: str) -> str:
        return f"{of}_{self.name}"

    @property
    def bound(self) -> str:
        return f"eps/(joint_{self.name}*sqrt(c))*sqrt(n*d/({NET_COST}))"


PRINTED = Setting(
    "printed", NOISE_RANGE, f"-1 - 2*{RADIUS}", f"8 - 4*{RADIUS}", "8*exponent_printed", CORRELATION_PRINTED
)
CONDITIONAL = Setting(
    "conditional",
    LABEL_RANGE,
    "-(1 + joint_radius + 2*joint_radius**2)",
    "1",
    "exponent_conditional",
    CORRELATION_CONDITIONAL,
)


LABEL_SQUARE = claim(
    [
        "(1 - r)*(y - g)**2 + 2*g*(y - g) <= 1 - r + r**2",
        "(1 - r)*(y - g)**2 + 2*g*(y - g) >= -1 - r - 2*r**2",
    ],
    id=CONDITIONAL.id("label"),
    vars={"y": LABEL, "g": LABEL, "r": "[0, 1/2]"},
    source=SECTION,
    says="(1 - r) z^2 + 2 g z is y^2 - g^2 up to r z^2.",
    lemmas=[
        "(1 - r + r**2)*(1 - y**2) >= 0",
        "(g - r*y)**2 + r*g**2 >= 0",
        "(1 + r + 2*r**2)*(1 - g**2) >= 0",
        "(1/2 - r)*y**2 >= 0",
        "(y + 2*r*g)**2 >= 0",
    ],
)


def square(setting: Setting) -> Claim:
    share = setting.share("square")
    return derivation(
        setting.id("square"),
        vars=variables("n k eps sigma2"),
        declare=ROWS,
        assume=[SAMPLE, CENTRED, NOISE_LEVEL, setting.known, MEAN_RANGE],
        conclude=f"P(average({EXCESS}) <= (1 - {RADIUS})*sigma2 - {share}*eps) <= {RARE}",
        steps=[
            step("taken", "take-out", CENTRED, MEAN_RANGE),
            step("twice", "mean-scale", "taken", u="2"),
            step("scaled", "mean-scale", NOISE_LEVEL, u=f"1 - {RADIUS}"),
            step("added", "mean-add", "scaled", "twice"),
            step("mean", "follows", "added", R=f"mean({EXCESS}) == (1 - {RADIUS})*sigma2"),
            step(
                "values",
                "range",
                setting.known,
                MEAN_RANGE,
                X=EXCESS,
                a=setting.low,
                b=setting.high,
                instances=[(LABEL_SQUARE, {"y": "g + z", "g": "g", "r": RADIUS})] if setting is CONDITIONAL else (),
            ),
            step("sample", "sample", SAMPLE),
            step("rows", "independent-rows", "sample", X=EXCESS),
            use(
                "hoeffding",
                HOEFFDING,
                "rows",
                "values",
                "mean",
                X=EXCESS,
                a=setting.low,
                b=setting.high,
                m=f"(1 - {RADIUS})*sigma2",
                t=f"{share}*eps",
            ),
            step("rare", "weaken", "hoeffding", bound=RARE),
        ],
        source=SECTION,
        says="z^2 + 2 g z, less what the net costs, has mean at least its expectation less a eps but for e^(-n eps^2/10^4).",
        constants=joint_constants("joint_radius", share),
    )


ENERGY = derivation(
    "DER-SHARP/joint/energy",
    vars=variables("n eps sigma2"),
    declare=["family(z, n)"],
    assume=["independent(z)", NOISE_RANGE, NOISE_LEVEL],
    conclude=f"P(average(z**2) >= 1 + joint_energy) <= {RARE}",
    steps=[
        step("square", "range", NOISE_RANGE, X="-1*z**2", a="-4", b="0"),
        step("rows", "independent-rows", "independent(z)", X="-1*z**2"),
        step("mean", "mean-scale", NOISE_LEVEL, u="-1"),
        use("tail", HOEFFDING, "rows", "square", "mean", X="-1*z**2", a="-4", b="0", m="-1*sigma2", t="joint_energy"),
        step("minus", "linear", relation="average(-1*z**2) == -average(z**2)"),
        step("level", "implied", "tail", "minus", event="average(z**2) >= 1 + joint_energy"),
        step("rare", "weaken", "level", bound=RARE),
    ],
    source=SECTION,
    says="z^2 in [0,4] has mean sigma2 <= 1: its mean over the sample is below 1 + energy but for e^(-n eps^2/10^4).",
    constants=joint_constants("joint_energy"),
)

PARTS = "exp(-n*eps**2/(10**4*k))"
MIXTURE_PRINTED = derivation(
    PRINTED.id("mixture"),
    vars=variables("n k eps"),
    declare=["family(z, n)", "labels(l, k)"],
    assume=["given(l, independent(z))", "given(l, mean(z) == 0)", NOISE_RANGE],
    conclude=f"P(parts(z, l) >= n*(mixture_printed*eps)) <= 2*k*{PARTS}",
    steps=[
        step("chord", "convexity", NOISE_RANGE, "given(l, mean(z) == 0)", s="h"),
        step(
            "mgf", "mgf-bound", "chord", bound="exp(2*h**2)", instances=[(HOEFFDING_LEMMA, {"q": "1/2", "h": "4*h"})]
        ),
        use("mixture", COMPONENTS, "given(l, independent(z))", "mgf", v="2", t="mixture_printed*eps"),
        step("printed", "weaken", "mixture", bound=f"2*k*{PARTS}"),
    ],
    source=SECTION,
    says="The component sums are below b eps n but for 2 k e^(-n eps^2/(10^4 k)); z in [-2,2].",
    constants=joint_constants("mixture_printed"),
)
MIXTURE_CONDITIONAL = derivation(
    CONDITIONAL.id("mixture"),
    vars=variables("n k eps"),
    declare=ROWS,
    assume=NOISE,
    conclude=f"P(parts(z, l) >= n*(mixture_conditional*eps)) <= 2*k*{PARTS}",
    steps=[
        use("mgf", NOISE_ALONE, *NOISE, s="0"),
        step("given_labels", "given-labels", SAMPLE),
        step("rows", "independent-rows", "given_labels", X="z"),
        use("mixture", COMPONENTS, "rows", "mgf", v="1/2", t="mixture_conditional*eps"),
        step("printed", "weaken", "mixture", bound=f"2*k*{PARTS}"),
    ],
    source=SECTION,
    says="The same, with the conditional range of z.",
    constants=joint_constants("mixture_conditional"),
)

NET = f"net(F, {RADIUS})"
CROSS = claim(
    "2*z*w <= r*(1 + z**2)",
    id="DER-SHARP/joint/cross",
    vars={"z": REAL, "w": REAL, "r": NONNEGATIVE},
    given=["w >= -r", "w <= r"],
    source=SECTION,
    lemmas=["(r - w)*(1 + z)**2 >= 0", "(r + w)*(1 - z)**2 >= 0"],
    says="What replacing f by a member of the net costs: 2 z (f - f') <= r (1 + z^2).",
)
CORRELATED = "both(average((NET - expect(NET, l))*z) >= b*eps, average(z**2) <= 1 + joint_energy)".replace("NET", NET)
ASSEMBLY = derivation(
    "DER-SHARP/joint/split",
    vars=variables(
        "n k eps sigma2", N=POSITIVE, a=REAL, b=REAL, m=REAL, p1=REAL, p2=REAL, p3=REAL, p4=REAL
    ),
    given=["a + 2*b + 2*m + 2*joint_radius <= 1"],
    declare=OBJECTS,
    assume=[
        f"P(average({EXCESS}) <= (1 - {RADIUS})*sigma2 - a*eps) <= p1",
        "P(parts(z, l) >= n*(m*eps)) <= p2",
        "P(average(z**2) >= 1 + joint_energy) <= p3",
        f"P({CORRELATED}) <= p4",
        f"sum(expect({NET}, l)*z) <= 1*parts(z, l)",
        f"finite({NET}, N)",
    ],
    conclude=f"P({FIT}) <= p1 + p2 + p3 + N*p4",
    steps=[
        step("total", "total", "family(z, n)", X=f"expect({NET}, l)*z"),
        step(
            "bias",
            "implied",
            "P(parts(z, l) >= n*(m*eps)) <= p2",
            f"sum(expect({NET}, l)*z) <= 1*parts(z, l)",
            "total",
            event=f"some(F, average(expect({NET}, l)*z) >= m*eps)",
        ),
        step("class", "union-class", f"finite({NET}, N)", f"P({CORRELATED}) <= p4", X=NET, F="F"),
        step("two", "union", f"P(average({EXCESS}) <= (1 - {RADIUS})*sigma2 - a*eps) <= p1", "bias"),
        step("three", "union", "two", "P(average(z**2) >= 1 + joint_energy) <= p3"),
        step("four", "union", "three", "class"),
        step("close", "net-close", X="F", h=RADIUS),
        step(
            "loss",
            "linear",
            "close",
            relation=f"{LOSS} >= average({EXCESS}) - {RADIUS} - 2*average(({NET} - expect({NET}, l))*z)"
            f" - 2*average(expect({NET}, l)*z)",
            instances=[(CROSS, {"z": "z", "w": "F - q0_", "r": RADIUS})],
        ),
        step("split", "implied", "four", "loss", event=FIT),
    ],
    source=SECTION,
    says="If some f fits eps below the noise level, one of the four shares of eps is used up.",
    constants=joint_constants("joint_radius", "joint_energy"),
)

FAILURE = f"{RARE} + 2*k*{PARTS} + {RARE}"
FEW = claim(
    f"{FAILURE} <= delta/2",
    id="DER-SHARP/joint/few",
    vars=variables("n k eps delta"),
    given=[SIDE_CONDITION],
    source="Theorem 3",
    says="Under the side condition the three events of the noise have probability at most delta/2.",
    lemmas=["n*eps**2/(10**4*k) >= log(8*k/delta)", f"{PARTS} <= delta/(8*k)", f"{RARE} <= {PARTS}"],
)


def members(setting: Setting) -> Claim:
    fits = f"eps**2*n*d*{setting.share('correlation')}**2/(4*({setting.tail})*c*L**2)"
    return claim(
        f"(1 + 60*W*J/eps)**p*exp(-{fits}) <= delta/4",
        id=setting.id("members"),
        vars=variables("n d p W J c eps delta L"),
        given=[f"L <= {setting.bound}"],
        source="Theorem 3",
        lemmas=[
            f"joint_{setting.name}**2*c*L**2*({NET_COST}) <= eps**2*n*d",
            "eps**2*n*d >= 0",
            f"{NET_COST} <= {fits}",
        ],
        says="For every L up to the stated bound the members of the net fail with probability at most delta/4.",
        constants=joint_constants(
            setting.share("correlation"), setting.share("exponent"), setting.share("joint")
        ),
    )


def level(setting: Setting) -> Claim:
    """For one L up to the stated bound: the parts of the class that are L-Lipschitz, clipped, by a net of them."""
    near = f"net({CLIPPED}, {RADIUS})"
    correlation, tail = setting.share("correlation"), setting.tail
    fits = f"exp(-eps**2*n*d*{correlation}**2/(4*({tail})*c*L**2))"
    known = setting.known if setting is CONDITIONAL else "noise"
    if setting is CONDITIONAL:
        mixture = [use("components", MIXTURE_CONDITIONAL, *NOISE)]
        noise = [SAMPLE, CENTRED, LABEL_RANGE, MEAN_RANGE]
        used = [*noise, ISOPERIMETRIC, "net_lipschitz", "net_values"]
    else:
        mixture = [
            step("rows", "given-labels", SAMPLE),
            step("independent", "independent-rows", "rows", X="z"),
            step("centred", "centred-given", SAMPLE, CENTRED),
            use("components", MIXTURE_PRINTED, "independent", "centred", "noise"),
        ]
        used = [SAMPLE, CENTRED, ISOPERIMETRIC, "net_lipschitz", "net_values", "noise"]
    return derivation(
        setting.id("level"),
        vars=variables("n d p k c L W J eps sigma2 delta"),
        given=[SIDE_CONDITION, f"L <= {setting.bound}"],
        declare=OBJECTS,
        assume=SETTING,
        conclude=f"P(some(F, both(lip(F) <= L, {LOSS} <= sigma2 - eps))) <= delta",
        steps=[
            step("lipschitz", "part-lipschitz", X="F", u="L"),
            step("parameters", "part-parametrised", PARAMETRISED, u="L"),
            step("clipped_lipschitz", "contraction-lipschitz", "lipschitz", Y=CLIPPED),
            step("clipped_parameters", "contraction-parametrised", "parameters", Y=CLIPPED),
            step("values", "range", X=CLIPPED, a="-1", b="1"),
            step("net_values", "net-range", "values", h=RADIUS),
            step("net_lipschitz", "net-lipschitz", "clipped_lipschitz", h=RADIUS),
            use("packing", PACKING, "clipped_parameters", F=CLIPPED, h=RADIUS),
            step("net", "finite-bound", "packing", bound="(1 + 60*W*J/eps)**p"),
            step("noise", "range", LABEL_RANGE, MEAN_RANGE, X="z", a="-2", b="2"),
            step("sample", "sample", SAMPLE),
            step("alone", "independent-rows", "sample", X="z"),
            use("square", square(setting), SAMPLE, CENTRED, NOISE_LEVEL, known, MEAN_RANGE),
            use("energy", ENERGY, "alone", "noise", NOISE_LEVEL),
            *mixture,
            step("conditional", "expect-range", "net_values", l="l"),
            step("constant", "component-sum", SAMPLE, "conditional", X="z", m="1"),
            use("correlation", setting.correlation, *used, f=near, s=reaching(f"{correlation}*eps", tail)),
            *unscaled("correlation", near, f"{correlation}*eps", "average(z**2) <= 1 + joint_energy"),
            step("fits", "weaken", "event", bound=fits),
            step("unconditional", "average-over-labels", "fits"),
            use(
                "split",
                ASSEMBLY,
                *("square", "components", "energy", "unconditional", "constant", "net"),
                F=CLIPPED,
                N="(1 + 60*W*J/eps)**p",
                a=setting.share("square"),
                b=correlation,
                m=setting.share("mixture"),
                p1=RARE,
                p2=f"2*k*{PARTS}",
                p3=RARE,
                p4=fits,
            ),
            step(
                "rare",
                "weaken",
                "split",
                bound="delta",
                instances=[(FEW, same("n k eps delta")), (members(setting), same("n d p W J c eps delta L"))],
            ),
            step("members", "part-event", "rare", X="F", u="L", F="F"),
            step(
                "clipping",
                "linear",
                LABEL_RANGE,
                relation=f"average((z + g - max(-1, min(1, F)))**2) <= {LOSS}",
            ),
            step(
                "level", "implied", "members", "clipping", event=f"some(F, both(lip(F) <= L, {LOSS} <= sigma2 - eps))"
            ),
        ],
        source="Theorem 3",
        says="For each L up to the stated bound, some f in the class that is L-Lipschitz fits below the noise level with "
        "probability at most delta.",
        constants=joint_constants(
            "joint_radius",
            "joint_energy",
            *map(setting.share, ("square", "mixture", "correlation", "exponent", "joint")),
        ),
    )


def theorem(setting: Setting) -> Claim:
    return derivation(
        setting.id(),
        vars=variables("n d p k c W J eps sigma2 delta"),
        given=[SIDE_CONDITION],
        declare=OBJECTS,
        assume=SETTING,
        conclude=f"P(every(F, either({LOSS} > sigma2 - eps, lip(F) >= {setting.bound}))) >= 1 - delta",
        steps=[
            use("level", level(setting), *SETTING, L=setting.bound),
            step("failure", "implied", "level", event=f"some(F, both({LOSS} <= sigma2 - eps, lip(F) < {setting.bound}))"),
            step("law", "complement", "failure"),
        ],
        source="Theorem 3",
        says="DER-THM3 with a smaller constant.",
        constants=joint_constants(setting.share("joint")),
    )


JOINT: list[Claim] = [
    square(PRINTED),
    LABEL_SQUARE,
    square(CONDITIONAL),
    ENERGY,
    MIXTURE_PRINTED,
    MIXTURE_CONDITIONAL,
    CROSS,
    ASSEMBLY,
    FEW,
    members(PRINTED),
    members(CONDITIONAL),
    level(PRINTED),
    level(CONDITIONAL),
    theorem(PRINTED),
    theorem(CONDITIONAL),
]
