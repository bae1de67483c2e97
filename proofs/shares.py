"""What the noise takes from eps, in both settings: the shares of the joint optimum.

But for e^(-n eps^2/10^4), or 2 k e^(-n eps^2/(10^4 k)): the mean of (1 - r) z^2 + 2 g z is at least its expectation
less a eps, r the distance to the net; the component sums are below b eps n; the mean of z^2 is below 1 + energy.
"""

from __future__ import annotations

from dataclasses import dataclass

from verify.statement import Claim, claim, derivation
from verify.steps import step, use

from .choices import chosen
from .conditional import COMPONENTS, NOISE, NOISE_ALONE
from .correlation import CORRELATION_CONDITIONAL, CORRELATION_PRINTED
from .finite_class import CENTRED, MEAN_RANGE, NOISE_LEVEL, NOISE_RANGE, SAMPLE
from .finite_class import OBJECTS as EVERY
from .inequalities import HOEFFDING, HOEFFDING_LEMMA, SECTION
from .notation import LABEL, NET_COST, NONNEGATIVE, REAL, SIDE_CONDITION, variables
from .theorem3 import LABEL_RANGE

RADIUS = "joint_radius*eps"
OBJECTS = EVERY[:4]
EXCESS = f"(1 - {RADIUS})*z**2 + 2*(g*z)"
RARE, PARTS = "exp(-n*eps**2/10**4)", "exp(-n*eps**2/(10**4*k))"


@dataclass(frozen=True)
class Setting:
    """What is used of the noise, and the names of the choices.

    known: the range that the argument uses.  low, high: the range of EXCESS.  tail: K in the bound for the correlation.
    """

    name: str
    known: str
    low: str
    high: str
    tail: str
    correlation: Claim

    def id(self, part: str = "") -> str:
        return "/".join(filter(None, ("DER-SHARP/joint", self.name, part)))

    def choice(self, name: str) -> str:
        return f"{name}_{self.name}"

    @property
    def bound(self) -> str:
        """The bound of Theorem 3 with the setting's constant."""
        return f"eps/({self.choice('joint')}*sqrt(c))*sqrt(n*d/({NET_COST}))"


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
    share = setting.choice("square")
    return derivation(
        setting.id("square"),
        vars=variables("n k eps sigma2"),
        declare=OBJECTS,
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
        says="z^2 + 2 g z, less what the net costs, has a mean at least its expectation less a eps but for "
        "e^(-n eps^2/10^4).",
        constants=chosen("joint_radius", share),
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
    constants=chosen("joint_energy"),
)

MIXTURE_PRINTED = derivation(
    PRINTED.id("mixture"),
    vars=variables("n k eps"),
    declare=["family(z, n)", "labels(l, k)"],
    assume=["given(l, independent(z))", "given(l, mean(z) == 0)", NOISE_RANGE],
    conclude=f"P(parts(z, l) >= n*(mixture_printed*eps)) <= 2*k*{PARTS}",
    steps=[
        step("chord", "convexity", NOISE_RANGE, "given(l, mean(z) == 0)", s="h"),
        step("mgf", "mgf-bound", "chord", bound="exp(2*h**2)", instances=[(HOEFFDING_LEMMA, {"q": "1/2", "h": "4*h"})]),
        use("mixture", COMPONENTS, "given(l, independent(z))", "mgf", v="2", t="mixture_printed*eps"),
        step("printed", "weaken", "mixture", bound=f"2*k*{PARTS}"),
    ],
    source=SECTION,
    says="The component sums are below b eps n but for 2 k e^(-n eps^2/(10^4 k)); z in [-2,2].",
    constants=chosen("mixture_printed"),
)
MIXTURE_CONDITIONAL = derivation(
    CONDITIONAL.id("mixture"),
    vars=variables("n k eps"),
    declare=OBJECTS,
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
    constants=chosen("mixture_conditional"),
)

CROSS = claim(
    "(z + g - f)**2 >= (1 - (e + h))*z**2 + 2*g*z - (e + h) - 2*(f - e + h)*z",
    id="DER-SHARP/joint/cross",
    vars={"z": REAL, "g": REAL, "f": REAL, "e": NONNEGATIVE, "h": NONNEGATIVE},
    source=SECTION,
    lemmas=["e*(1 - z)**2 >= 0", "h*(1 + z)**2 >= 0", "(g - f)**2 >= 0"],
    says="What replacing f by a member m of the net costs, f - m = e - h, at distance at most r = e + h: "
    "2 z (f - m) <= r (1 + z^2).",
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

SHARES: list[Claim] = [
    LABEL_SQUARE,
    square(PRINTED),
    square(CONDITIONAL),
    ENERGY,
    MIXTURE_PRINTED,
    MIXTURE_CONDITIONAL,
    CROSS,
    FEW,
]
