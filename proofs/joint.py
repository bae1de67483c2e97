"""DER-SHARP/joint: the least final constant in place of 2^9 when all free choices are made together, in both settings.

With the shares a and b of eps for the noise (`shares`) and r for the distance to the net, the correlation is left with
t = (1 - a - 2 b - 2 r)/2.  The net costs 2 r and not 4 r, as only the mean of z (f - m) is passed to it, m the member
of the net, and |z| <= (1 + z^2)/2 has mean at most 1.  If e^(K s^2) bounds the exponential moment of the correlation
(`exponents`), then 2 sqrt(K)/t stands in place of 2^9.

``python -m proofs.joint`` finds the choices (`optimum`) and writes joint.json.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from verify.statement import Claim, claim, derivation, readings
from verify.steps import step, use

from .choices import CHOICES, FILE, WRITTEN_BY, chosen
from .citations import PACKING
from .conditional import CONDITIONAL_STEPS, NOISE
from .correlation import CORRELATIONS, reaching, unscaled
from .exponents import EXPONENTS
from .finite_class import CENTRED, ISOPERIMETRIC, LOSS, MEAN_RANGE, NOISE_LEVEL, OBJECTS, SAMPLE
from .inequalities import SECTION
from .notation import NET_COST, SIDE_CONDITION, variables
from .shares import (
    CONDITIONAL,
    CROSS,
    ENERGY,
    EXCESS,
    FEW,
    MIXTURE_CONDITIONAL,
    MIXTURE_PRINTED,
    PRINTED,
    RADIUS,
    SHARES,
    Setting,
    square,
)
from .subgaussian import SUBGAUSSIAN_SHARP
from .theorem3 import CLIPPED, LABEL_RANGE, PARAMETRISED, SETTING
from .two_point import TWO_POINTS

MEMBER = f"net({CLIPPED}, {RADIUS})"  # of the net for the parts of the class that are L-Lipschitz, clipped

HIDDEN = CLIPPED.replace("part(F, L)", "q0_")  # as obligations see it, and the member as q1_
EXCEEDS, FALLS = f"({RADIUS} + ({HIDDEN} - q1_))/2", f"({RADIUS} - ({HIDDEN} - q1_))/2"


def same(names: str) -> dict[str, str]:
    return {name: name for name in names.split()}


def members(setting: Setting) -> Claim:
    fits = f"eps**2*n*d*{setting.choice('correlation')}**2/(4*({setting.tail})*c*L**2)"
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
        constants=chosen(setting.choice("correlation"), setting.choice("exponent"), setting.choice("joint")),
    )


def level(setting: Setting) -> Claim:
    """For one L up to the stated bound: the parts of the class that are L-Lipschitz, clipped, by a net of them."""
    biased = f"some(F, average(expect({MEMBER}, l)*z) >= {setting.choice('mixture')}*eps)"
    correlation, tail = setting.choice("correlation"), setting.tail
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
            use("correlation", setting.correlation, *used, f=MEMBER, s=reaching(f"{correlation}*eps", tail)),
            *unscaled("correlation", MEMBER, f"{correlation}*eps", "average(z**2) <= 1 + joint_energy"),
            step("fits", "weaken", "event", bound=fits),
            step("unconditional", "average-over-labels", "fits"),
            step("total", "total", "family(z, n)", X=f"expect({MEMBER}, l)*z"),
            step("bias", "implied", "components", "constant", "total", event=biased),
            step("class", "union-class", "net", "unconditional", X=MEMBER, F="F"),
            step("two", "union", "square", "bias"),
            step("three", "union", "two", "energy"),
            step("four", "union", "three", "class"),
            step("close", "net-close", X=CLIPPED, h=RADIUS),
            step(
                "loss",
                "linear",
                "close",
                relation=f"average((z + g - {CLIPPED})**2) >= average({EXCESS}) - {RADIUS}"
                f" - 2*average(({MEMBER} - expect({MEMBER}, l))*z) - 2*average(expect({MEMBER}, l)*z)",
                instances=[(CROSS, {"z": "z", "g": "g", "f": HIDDEN, "e": EXCEEDS, "h": FALLS})],
            ),
            step("split", "implied", "four", "loss", event=f"some(F, average((z + g - {CLIPPED})**2) <= sigma2 - eps)"),
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
        says="For each L up to the stated bound, some f in the class that is L-Lipschitz fits below the noise level "
        "with probability at most delta.",
        constants=chosen(
            "joint_radius",
            "joint_energy",
            *map(setting.choice, ("mixture", "correlation", "exponent", "joint")),
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
            step(
                "failure", "implied", "level", event=f"some(F, both({LOSS} <= sigma2 - eps, lip(F) < {setting.bound}))"
            ),
            step("law", "complement", "failure"),
        ],
        source="Theorem 3",
        says="DER-THM3 with a smaller constant.",
        constants=chosen(setting.choice("joint")),
    )


JOINT: list[Claim] = [
    *SUBGAUSSIAN_SHARP,
    *TWO_POINTS,
    *CONDITIONAL_STEPS,
    *EXPONENTS,
    *CORRELATIONS,
    *SHARES,
    readings(
        "DER-SHARP/joint",
        of=[PRINTED.id(), CONDITIONAL.id()],
        source=SECTION,
        says="The least constant in place of 2^9 that can be certified when all free choices are optimised "
        "together, keeping 60, the side condition's 10^4 and log(4/delta), in both settings.",
    ),
    *(entry(setting) for entry in (theorem, level, members) for setting in (PRINTED, CONDITIONAL)),
]


SECTION_HEAD = f"""
## All choices together

DER-SHARP/joint: the least constant in place of 2^9 that is certified when all free choices are made together, keeping
60, the side condition's 10^4 and log(4/delta). Two settings: of the size of the noise only that it lies in [-2,2] is
used, as printed, or its conditional range given x, of length 2 with mean 0. The choices are found by
`{WRITTEN_BY}` and stand in `proofs/joint.json`; each derivation goes step by step to the last conclusion, which
is DER-THM3's with the smaller constant. No claim is made that no smaller one can be had.

| choice | z in [-2,2] | conditional range |
|---|---|---|
""".rstrip("\n")
ROWS = {
    "share of eps for the mean of z^2 + 2 g z": "square",
    "share of eps for the component sums, twice": "mixture",
    "distance to the net, in eps, twice": "joint_radius",
    "energy: the mean of z^2 is at most 1 + energy": "joint_energy",
    "share of eps left to the correlation, twice": "correlation",
    "exponent K, E e^(s H z) <= e^(K s^2)": "exponent",
    "switch between the bounds for small and large s": "switch",
    "constant in place of 2^9": "joint",
}


def section() -> Iterator[str]:
    """What docs/constants.md says below its table, line by line."""
    yield from SECTION_HEAD.split("\n")
    for says, name in ROWS.items():
        values = [chosen_value(setting, name) for setting in (PRINTED, CONDITIONAL)]
        yield f"| {says} | {' | '.join(map(decimal, values))} |"
    factors = [Fraction(2**9) / chosen_value(setting, "joint") for setting in (PRINTED, CONDITIONAL)]
    yield f"| 2^9 divided by it | {' | '.join(f'{float(factor):.2f}' for factor in factors)} |"
    yield f"| claim | {PRINTED.id()} | {CONDITIONAL.id()} |"


def chosen_value(setting: Setting, name: str) -> Fraction:
    """A choice in one of the settings; of H z with z in [-2,2], which is 8-subgaussian, K is 8 times the exponent."""
    times = 8 if (setting.name, name) == ("printed", "exponent") else 1
    return times * Fraction(CHOICES[name if name in CHOICES else setting.choice(name)].value)


def decimal(value: Fraction) -> str:
    """An exact decimal if it is one, else the fraction."""
    text = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{text.normalize():f}" if Fraction(text) == value else str(value)


def main() -> int:
    from verify.files import readable, write_atomic

    from .optimum import choices

    write_atomic(FILE, readable({"about": f"Written by `{WRITTEN_BY}`; do not edit.", "choices": choices()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
