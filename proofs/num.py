"""The speculative numbers of Section 1.1: parameter counts, effective dimensions, orders of magnitude.

n = 6e4 images; the law predicts n times the effective dimension, "in the range 1e6 - 1e7"; the classical
rule of thumb predicts "the order 1e4"; robust models were observed at 2e5 to 3e6 parameters. Words such as
"about", "in the range" and "far more accurate" are stated under several readings.
"""

from __future__ import annotations

from collections.abc import Callable

from verify.statement import Claim, claim, readings

from . import HEADINGS
from .architecture import GREY_IMAGE, MADRY_NETWORK, parameter_polynomial, parameter_text
from .effective_dimension import EFFECTIVE
from .notation import COUNT, POSITIVE

GROUP = "NUM"
HEADING = HEADINGS[GROUP]
SECTION = "Section 1.1"

IMAGES = "(6*10**4)"
EXPONENT_OF_IMAGES = f"log{IMAGES}/log(10)"
LAW = "[1000000, 10000000]"
OBSERVED = "[200000, 3000000]"
LAW_MIDPOINT = "sqrt(10**6*10**7)"
OBSERVED_MIDPOINT = "sqrt(2*10**5*(3*10**6))"
# What is rounded, and to which exponent: both ends of NUM-RANGE, then NUM-EQNS.
ROUNDED = ((f"{IMAGES}*15", 6), (f"{IMAGES}*150", 7), (IMAGES, 4))


def each(margin: Callable[[str, int], str]) -> str:
    """The least of the margins for the three numbers."""
    first, second, third = (margin(number, exponent) for number, exponent in ROUNDED)
    return f"min({first}, min({second}, {third}))"


def between(low: str, high: str) -> Callable[[str, int], str]:
    """How far v/10^k is within [low, high]."""
    return lambda v, k: f"min({v}/10**{k} - {low}, {high} - {v}/10**{k})"


def exponents(low: str, high: str) -> Callable[[str, int], str]:
    """How far log10(v) - k is within [low, high]."""
    return lambda v, k: f"min(log({v})/log(10) - {k} - {low}, {high} - (log({v})/log(10) - {k}))"


FLOOR, CEILING = each(exponents("0", "1")), each(exponents("(-1)", "0"))
NEAREST_EXPONENT = each(exponents("(-1/2)", "1/2"))
# 10^k is nearer to v than its neighbours between (10^(k - 1) + 10^k)/2 and (10^k + 10^(k + 1))/2.
NEAREST_POWER = each(between("11/20", "11/2"))
CLASSICAL = ("10**4", "6*10**4")  # the printed order, and the count unrounded


def madry_parameters(scale: str) -> str:
    return parameter_text(MADRY_NETWORK, GREY_IMAGE, scale)


COUNTS: list[Claim] = [
    claim(
        ["28**2 == 784", f"{IMAGES} == 60000"],
        id="NUM-MNIST",
        vars={},
        source=SECTION,
        says="MNIST: n = 6e4 images in dimension 28^2 = 784.",
    ),
    claim(
        [
            f"abs({madry_parameters('4')} - 2*10**5) <= 10**5/2",
            f"abs({madry_parameters('16')} - 3*10**6) <= 10**6/2",
            f"{madry_parameters('s')} == {parameter_polynomial(MADRY_NETWORK, GREY_IMAGE, 's')}",
        ],
        id="NUM-MADRY",
        vars={"s": COUNT},
        source=SECTION,
        says="The network of capacity scale s has about 2e5 parameters at s = 4 and about 3e6 at s = 16 "
        "(within half a unit of the leading digit), counted layer by layer, and a quadratic number of them "
        "in s.",
    ),
]

PREDICTIONS: list[Claim] = [
    readings(
        "NUM-RANGE",
        of=["NUM-RANGE/a", "NUM-RANGE/b", "NUM-RANGE/c", "NUM-RANGE/d", "NUM-RANGE/exact"],
        source=SECTION,
        says="n times an effective dimension in [15,150] is in the range 1e6 - 1e7.",
    ),
    claim(
        [f"{IMAGES}*dimension >= 10**6", f"{IMAGES}*dimension <= 10**7"],
        id="NUM-RANGE/a",
        vars={"dimension": "[15, 150]"},
        source=SECTION,
        says="The product lies in [1e6,1e7] for every effective dimension in [15,150].",
    ),
    claim(
        [f"abs({IMAGES}*15 - 10**6) <= 10/100*10**6", f"abs({IMAGES}*150 - 10**7) <= 10/100*10**7"],
        id="NUM-RANGE/b",
        vars={},
        source=SECTION,
        says="Each computed end point is within 10% of the printed one.",
    ),
    claim(
        [f"abs({IMAGES}*15 - 10**6) <= 5/100*10**6", f"abs({IMAGES}*150 - 10**7) <= 5/100*10**7"],
        id="NUM-RANGE/c",
        vars={},
        source=SECTION,
        says="Each computed end point is within 5% of the printed one.",
    ),
    claim(
        [f"abs(log({IMAGES}*15)/log(10) - 6) <= 1/2", f"abs(log({IMAGES}*150)/log(10) - 7) <= 1/2"],
        id="NUM-RANGE/d",
        vars={},
        source=SECTION,
        says="The computed end points have the nearest exponents 6 and 7.",
    ),
    claim(
        [
            f"{IMAGES}*dimension >= 10**6 iff dimension >= 50/3",
            f"{IMAGES}*dimension <= 10**7 iff dimension <= 500/3",
        ],
        id="NUM-RANGE/exact",
        vars={"dimension": POSITIVE},
        source=SECTION,
        says="The effective dimensions that give exactly the range 1e6 - 1e7 are those in [50/3, 500/3].",
    ),
    readings(
        "NUM-EQNS",
        of=["NUM-EQNS/a", "NUM-EQNS/b", "NUM-EQNS/c"],
        source=SECTION,
        says="As many parameters as equations, n = 6e4, is a prediction of the order 1e4.",
    ),
    claim(
        [f"{EXPONENT_OF_IMAGES} >= 4", f"{EXPONENT_OF_IMAGES} < 5"],
        id="NUM-EQNS/a",
        vars={},
        source=SECTION,
        says="Order as the floor of the exponent: the floor of log10(n) is 4.",
    ),
    claim(
        f"abs({EXPONENT_OF_IMAGES} - 4) <= 1/2",
        id="NUM-EQNS/b",
        vars={},
        source=SECTION,
        says="Order as the nearest exponent: no integer is nearer to log10(n) than 4.",
    ),
    claim(
        f"abs({IMAGES} - 10**4) <= abs({IMAGES} - 10**j)",
        id="NUM-EQNS/c",
        vars={"j": "integer [0, oo)"},
        source=SECTION,
        says="Order as the nearest power of ten: no 10^j is nearer to n than 1e4.",
    ),
    claim(
        f"max(max({FLOOR}, {CEILING}), max({NEAREST_EXPONENT}, {NEAREST_POWER})) >= 0",
        id="NUM-ROUNDING",
        vars={},
        source=SECTION,
        says="One of floor, ceiling, nearest exponent and nearest power of ten rounds 15 n to 1e6, 150 n to 1e7 and n "
        "to 1e4, ties either way: the largest of the four least margins is not negative.",
    ),
    claim(
        f"{each(between('c', '10*c'))} >= 0 iff min(c - 3/5, 9/10 - c) >= 0",
        id="NUM-ROUNDING/exact",
        vars={"c": POSITIVE},
        source=SECTION,
        says="A rule that rounds a number from c 10^k to 10 c 10^k to 10^k gives all three exactly for c in [3/5, "
        "9/10]; the floor has c = 1, the ceiling 1/10, the nearest exponent 10^(-1/2), the nearest power of ten 11/20.",
    ),
]

COMPARISONS: list[Claim] = [
    readings(
        "NUM-ACCURATE",
        of=["NUM-ACCURATE/a", "NUM-ACCURATE/b", "NUM-ACCURATE/c", "NUM-ACCURATE/d"],
        source=SECTION,
        says="The law's prediction [1e6,1e7] is more accurate than the classical one (1e4; 6e4 unrounded) "
        "for the observed [2e5,3e6], accuracy being the distance in log scale.",
    ),
    claim(
        [f"abs(log(law/observed)) < abs(log({count}/observed))" for count in CLASSICAL],
        id="NUM-ACCURATE/a",
        vars={"law": LAW, "observed": OBSERVED},
        source=SECTION,
        says="Nearer in log scale for every value predicted by the law and every observed value.",
    ),
    claim(
        [
            f"abs(log({LAW_MIDPOINT}/{OBSERVED_MIDPOINT})) < abs(log({count}/{OBSERVED_MIDPOINT}))"
            for count in CLASSICAL
        ],
        id="NUM-ACCURATE/b",
        vars={},
        source=SECTION,
        says="Nearer in log scale for the geometric midpoints of the two ranges.",
    ),
    claim(
        ["max(10**6, 2*10**5) <= min(10**7, 3*10**6)", *(f"{count} < 2*10**5" for count in CLASSICAL)],
        id="NUM-ACCURATE/c",
        vars={},
        source=SECTION,
        says="The law's range overlaps the observed one; the classical values lie below all of it.",
    ),
    claim(
        "observed >= 10**6",
        id="NUM-ACCURATE/d",
        vars={"observed": OBSERVED},
        source=SECTION,
        says="Every observed value is at least the predicted minimum (such a model must have at least n d parameters).",
    ),
    *EFFECTIVE,
    claim(
        [
            "1.4*10**7*(2*10**5/reduction) <= 10**11 iff reduction >= 28",
            "1.4*10**7*(2*10**5/reduction) >= 10**10 iff reduction <= 280",
        ],
        id="NUM-IMAGENET",
        vars={"reduction": POSITIVE},
        source=SECTION,
        says="1.4e7 images of size 2e5, the effective dimension smaller by a factor: the law predicts 1e10 "
        "- 1e11 parameters exactly for the factors in [28,280].",
    ),
    readings(
        "NUM-GAP",
        of=["NUM-GAP/a", "NUM-GAP/b"],
        source=SECTION,
        says="1e10 - 1e11 parameters against 1e8 - 1e9 are a couple of orders of magnitude, a factor in "
        "[10^1.5, 10^2.5].",
    ),
    claim(
        [
            "10**10/10**8 >= 10**(3/2)",
            "10**10/10**8 <= 10**(5/2)",
            "10**11/10**9 >= 10**(3/2)",
            "10**11/10**9 <= 10**(5/2)",
        ],
        id="NUM-GAP/a",
        vars={},
        source=SECTION,
        says="For the matched end points of the two ranges.",
    ),
    claim(
        ["predicted/current >= 10**(3/2)", "predicted/current <= 10**(5/2)"],
        id="NUM-GAP/b",
        vars={"predicted": "[10000000000, 100000000000]", "current": "[100000000, 1000000000]"},
        source=SECTION,
        says="For every pair of a predicted and a current number.",
    ),
]

CLAIMS: list[Claim] = [*COUNTS, *PREDICTIONS, *COMPARISONS]
