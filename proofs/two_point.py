"""The exponential moment of a centred variable whose range has length 2: scalar inequalities, sharper than e^(x^2/2).

A variable z with mean 0 and values in [-1 - g, 1 - g] has E e^(x z) <= T(g, x), the mean for the two ends, as the
exponential lies below its chord. Hoeffding's lemma gives T <= e^(x^2/2). Sharper: the largest T over all g is
(sinh x/x) e^(x coth x - 1), by the tangent of the logarithm, and this is at most e^(x^2/6) (1 + x^2/6)^2.
"""

from __future__ import annotations

from verify.statement import Claim, claim

from .choices import chosen
from .inequalities import HOEFFDING_LEMMA, SECTION
from .notation import LABEL, NONNEGATIVE, POSITIVE, REAL


def ends(x: str) -> str:
    """T(g, x), the exponential moment at x of the variable with the values -1 - g and 1 - g and mean 0."""
    return f"((1 - g)*exp(-({x})*(1 + g)) + (1 + g)*exp(({x})*(1 - g)))/2"


CHORD = claim(
    "exp(v + u*(y - g)) <= exp(v)*((1 - y)*exp(-u*(1 + g)) + (1 + y)*exp(u*(1 - g)))/2",
    id="DER-SHARP/conditional/chord",
    vars={"u": REAL, "v": REAL, "y": LABEL, "g": REAL},
    source=SECTION,
    says="The exponential of v + u z, z = y - g, lies below its chord over -1 <= y <= 1.",
)
PRODUCT_RANGE = claim(
    ["-(r*t) <= p*w", "p*w <= r*t"],
    id="DER-SHARP/conditional/range",
    vars={"p": NONNEGATIVE, "r": REAL, "t": REAL, "w": REAL},
    given=["p <= r", "w >= -t", "w <= t"],
    source=SECTION,
    says="The range of a product, from the ranges of its factors.",
)
HOEFFDING_ENDS = claim(
    f"{ends('x')} <= exp(x**2/2)",
    id="DER-SHARP/conditional/ends",
    vars={"g": LABEL, "x": REAL},
    source=SECTION,
    says="Hoeffding's lemma for a range of length 2: T(g, x) <= e^(x^2/2).",
    instances=[(HOEFFDING_LEMMA, {"q": "(1 + g)/2", "h": "2*x"})],
)
TANGENT = claim(
    "log(p) <= log(c) + p/c - 1",
    id="DER-SHARP/conditional/tangent",
    vars={"p": POSITIVE, "c": POSITIVE},
    source=SECTION,
    says="The logarithm lies below its tangent at c.",
)
FAR = claim(
    "log((exp(h) - 1)/h) + h/(exp(h) - 1) - 1 <= h**2/24 + 2*log(1 + two_point_slope*h**2/4)",
    id="DER-SHARP/conditional/far",
    vars={"h": "[1/4, oo)"},
    source=SECTION,
    says="What the tangent at c = (e^h - 1)/h gives, h = 2 x, against the bound, away from 0.",
    constants=chosen("two_point_slope"),
)
NEAR = claim(
    "t/8 <= t/24 + 2*log(1 + two_point_slope*t/4)",
    id="DER-SHARP/conditional/near",
    vars={"t": "[0, 1/16]"},
    source=SECTION,
    says="Near 0 the exponent of Hoeffding's lemma, t = h^2, is good enough.",
    constants=chosen("two_point_slope"),
)
FAR_HALF = claim(
    "log(1 - q + q*exp(h)) - q*h <= h**2/24 + 2*log(1 + two_point_slope*h**2/4)",
    id="DER-SHARP/conditional/far-half",
    vars={"q": "[0, 1]", "h": "[1/4, oo)"},
    source=SECTION,
    says="The logarithm of T for h = 2 x, q = (1 + g)/2, away from 0.",
    instances=[(TANGENT, {"p": "1 - q + q*exp(h)", "c": "(exp(h) - 1)/h"}), (FAR, {"h": "h"})],
    constants=chosen("two_point_slope"),
)
NEAR_HALF = claim(
    "log(1 - q + q*exp(h)) - q*h <= h**2/24 + 2*log(1 + two_point_slope*h**2/4)",
    id="DER-SHARP/conditional/near-half",
    vars={"q": "[0, 1]", "h": "[0, 1/4]"},
    source=SECTION,
    says="The same near 0.",
    instances=[(HOEFFDING_LEMMA, {"q": "q", "h": "h"}), (NEAR, {"t": "h**2"})],
    constants=chosen("two_point_slope"),
)
PRODUCT_HALF = claim(
    "1 - q + q*exp(h) <= exp(q*h + h**2/24)*(1 + two_point_slope*h**2/4)**2",
    id="DER-SHARP/conditional/half",
    vars={"q": "[0, 1]", "h": "[0, oo)"},
    source=SECTION,
    says="The same without logarithms, for all h >= 0.",
    splits=[("h", "1/4")],
    instances=[(FAR_HALF, {"h": "h", "q": "q"}), (NEAR_HALF, {"h": "h", "q": "q"})],
    constants=chosen("two_point_slope"),
)
TWO_POINT = claim(
    f"{ends('x')} <= exp(x**2/6)*(1 + two_point_slope*x**2)**2",
    id="DER-SHARP/conditional/two-point",
    vars={"g": LABEL, "x": REAL},
    source=SECTION,
    says="A centred variable whose range has length 2 has E e^(x z) <= e^(x^2/6) (1 + c x^2)^2 with c just above 1/6; "
    "at 1/6 both sides agree to third order.",
    splits=[("x", "0")],
    instances=[
        (PRODUCT_HALF, {"q": "(1 + g)/2", "h": "2*x"}),
        (PRODUCT_HALF, {"q": "(1 - g)/2", "h": "-2*x"}),
    ],
    constants=chosen("two_point_slope"),
)

TWO_POINTS: list[Claim] = [
    CHORD,
    PRODUCT_RANGE,
    HOEFFDING_ENDS,
    TANGENT,
    FAR,
    NEAR,
    FAR_HALF,
    NEAR_HALF,
    PRODUCT_HALF,
    TWO_POINT,
]
