"""Bumps at random points of the sphere (Remark 1.1): n <= d^m independent uniform points, any labels.

Random points are nearly orthogonal, <x_i, x_j> <= w with w = d^(-1/4), so that at most 2/h of them are within 1 - h of
a point if h > 2 w.  All derivatives of a smooth g vanish at 1, |g'(1 - h)| <= c_k h^k for every k: up to h = 2 w slopes
are at most c_k (2 w)^k with k = 4 m, which makes up for d^m points; beyond, at most c_2 h^2, where few points count.
"""

from __future__ import annotations

from typing import Any

from verify.statement import Claim, claim, construction
from verify.steps import Hint, step

from .bumps import mollifier, smooth_bump
from .notation import COUNT, REAL

REMARK = "Remark 1.1"
DIMENSION = "integer [2, oo)"
SMOOTH = ["height(g, 0) == 1", "supported(g, 1)", "endless(g)"]

# The distance s of points with inner product w = d^(-1/4), and the law of one distance there.
SHORT = "sqrt(2 - 2/d**(1/4))"
FAR = "(d - 1)/(d + sqrt(d))"  # 1 - w^2
TAIL = "(sqrt(d)/(sqrt(d) + 1))**((d - 1)/2)*d**(1/4)"
FAIL = "n**2/4*d**(1/4)*exp((1 - sqrt(d))/2)"
STEEP = "4*contact(g, 2) + n*(16/d)**m*contact(g, 4*m)"
BOUND = "4*contact(g, 2) + 16**m*contact(g, 4*m)"
LARGE = "sqrt(d) >= 40*m*(log(40*m) - 1)"
DEGREE = "d**(2*m)/4*d**(1/4)*exp((1 - sqrt(d))/2)"
ENOUGH = "(40*m*(log(40*m) - 1))**2"  # <= d
EXPONENT = "(d - 1)/2*(sqrt(d)/(sqrt(d) + 1) - 1)"


def scalar(name: str, text: str, vars: dict[str, str], says: str, **more: Any) -> Claim:
    return claim(text, id=f"RBF-LIP/c/{name}", vars=vars, source=REMARK, says=says, **more)


ONE = "[1, oo)"
POWER = scalar(
    "power",
    "y*z**a <= y*exp(a*(z - 1))",
    {"y": "[0, oo)", "z": "(0, oo)", "a": "[0, oo)"},
    "A power as an exponential.",
)
ROOT = scalar("root", "log(d) == 2*log(sqrt(d))", {"d": ONE}, "The logarithm of a root.")
GROWTH = scalar(
    "growth",
    "m*log(v) <= v/20",
    {"v": ONE, "m": ONE},
    "A tangent of the logarithm: v with v/log(v) >= 20 m.",
    given=["v >= 40*m*(log(40*m) - 1)"],
    lemmas=["log(v) <= v/(40*m) + log(40*m) - 1", "m*log(v) <= v/40 + m*(log(40*m) - 1)"],
)
RATE = scalar(
    "rate",
    "m*log(d) <= sqrt(d)/10",
    {"m": ONE, "d": ONE},
    "The same for the dimension.",
    given=[LARGE],
    instances=[(ROOT, {"d": "d"}), (GROWTH, {"v": "sqrt(d)", "m": "m"})],
)
SMALL = scalar(
    "small",
    "exp(2*m*l)/4*exp(l/4)*exp((1 - v)/2) <= exp(-v/4)",
    {"v": "[0, oo)", "m": ONE, "l": "[0, oo)"},
    "The probability of a close pair, with v = sqrt(d) and l = log(d).",
    given=["m*l <= v/10"],
    lemmas=["l <= m*l", "log(4) >= 1/2", "2*m*l + l/4 - log(4) + (1 - v)/2 <= -v/4"],
)
DECAY = scalar(
    "decay",
    f"{DEGREE} <= exp(-sqrt(d)/4)",
    {"m": ONE, "d": ONE},
    "The same for n = d^m.",
    given=[LARGE],
    instances=[(RATE, {"m": "m", "d": "d"}), (SMALL, {"v": "sqrt(d)", "m": "m", "l": "log(d)"})],
)

RARE: list[Hint] = [
    step("sphere", "sphere", d="d", s=SHORT, u="u"),
    step("law", "substitution", a="(d - 1)/2", c=f"1 - ({SHORT})**2/2", u="u", y=FAR),
    step("chernoff", "beta-tail", a="(d - 1)/2", b="1/2", x=FAR),
    step("tail", "weaken", "chernoff", b=TAIL),
    step("pair", "follows", "sphere", "law", "tail", R=f"close(d, {SHORT}) <= {TAIL}/2"),
    step("pairs", "pairs", "pair", n="n"),
    step("square", "weaken", "pairs", b=f"n**2/4*({TAIL})"),
    step(
        "power",
        "weaken",
        "square",
        b=f"n**2/4*d**(1/4)*exp({EXPONENT})",
        instances=[(POWER, {"y": "n**2/4*d**(1/4)", "z": "sqrt(d)/(sqrt(d) + 1)", "a": "(d - 1)/2"})],
    ),
    step("rare", "weaken", "power", b=FAIL, lemmas=[f"{EXPONENT} <= (1 - sqrt(d))/2"]),
]

SPARSE = step("sparse", "sparse", "supported(g, 1)", "endless(g)", "rare", k="4*m", C=STEEP)
SIZES = {"m": COUNT, "n": COUNT, "d": DIMENSION}

MANY = scalar(
    "many", f"{FAIL} <= {DEGREE}", SIZES, "At most d^m points.", given=["n <= d**m"], lemmas=["log(n) <= m*log(d)"]
)
LAST = scalar("last", "exp(-sqrt(d)/4) <= 32/d", {"d": ONE}, "Small against 1/d.")
FROM = scalar("from", LARGE, {"m": ONE, "d": ONE}, "Dimensions that are large enough.", given=[f"{ENOUGH} <= d"])
LEAST = scalar("least", f"32 <= {ENOUGH}", {"m": ONE}, "The least dimension is at least 32.")
CHAIN = scalar(
    "chain",
    "z <= a/d",
    {"z": REAL, "y": REAL, "e": REAL, "a": REAL, "d": ONE},
    "A chain of inequalities.",
    given=["z <= y", "y <= e", "e <= 32/d", "32 <= a"],
    lemmas=["e*d <= 32", "z*d <= e*d"],
)
FINALLY = scalar(
    "finally",
    f"{FAIL} <= {ENOUGH}/d",
    SIZES,
    "The probability of a close pair tends to 0, for at most d^m points.",
    given=["n <= d**m", f"{ENOUGH} <= d"],
    instances=[
        (FROM, {"m": "m", "d": "d"}),
        (MANY, {"m": "m", "n": "n", "d": "d"}),
        (DECAY, {"m": "m", "d": "d"}),
        (LAST, {"d": "d"}),
        (LEAST, {"m": "m"}),
        (CHAIN, {"z": FAIL, "y": DEGREE, "e": "exp(-sqrt(d)/4)", "a": ENOUGH, "d": "d"}),
    ],
)
SCALARS = [POWER, ROOT, GROWTH, RATE, SMALL, DECAY, MANY, LAST, FROM, LEAST, CHAIN, FINALLY]

RANDOM: list[Claim] = [
    construction(
        "RBF-LIP/c",
        vars=SIZES,
        declare=["map(g, 1, 1)"],
        assume=SMOOTH,
        conclude="tame(g, m)",
        steps=[
            *RARE,
            SPARSE,
            step(
                "tame",
                "tame",
                "sparse",
                n="n",
                d="d",
                m="m",
                a=ENOUGH,
                C=BOUND,
                instances=[(FINALLY, {"m": "m", "n": "n", "d": "d"})],
            ),
        ],
        objects={"g": mollifier("1")},
        instance=smooth_bump("1"),
        source=REMARK,
        says="As printed, for n <= d^m uniform points on the sphere and every smooth g: some C, which depends on g and "
        "m, is a Lipschitz constant of f for all labellings, with a probability that tends to 1 as d grows.",
    ),
    construction(
        "RBF-LIP/c/bound",
        vars=SIZES,
        declare=["map(g, 1, 1)"],
        assume=SMOOTH,
        conclude=f"rough(g, n, d, {STEEP}) <= {FAIL}",
        steps=[*RARE, SPARSE],
        objects={"g": mollifier("1")},
        instance=smooth_bump("1"),
        source=REMARK,
        says="For all n and d the constant 4 c_2 + n (16/d)^m c_4m fails with a probability of at most "
        "n^2 d^(1/4) exp((1 - sqrt(d))/2)/4, where |g'(t)| <= c_k (1 - t)^k.",
    ),
    construction(
        "RBF-LIP/c/witness",
        vars=SIZES,
        given=["n <= d**m", LARGE],
        declare=["map(g, 1, 1)"],
        assume=SMOOTH,
        conclude=f"rough(g, n, d, {BOUND}) <= exp(-sqrt(d)/4)",
        steps=[
            *RARE,
            {**SPARSE, "with": {**SPARSE["with"], "C": BOUND}},
            step("degree", "weaken", "sparse", b=DEGREE, instances=[(MANY, {"m": "m", "n": "n", "d": "d"})]),
            step("few", "weaken", "degree", b="exp(-sqrt(d)/4)", instances=[(DECAY, {"m": "m", "d": "d"})]),
        ],
        objects={"g": mollifier("1")},
        instance=smooth_bump("1"),
        source=REMARK,
        says="With n <= d^m and d >= d0(m), sqrt(d0) = 40 m (log(40 m) - 1): C = 4 c_2 + 16^m c_4m fails with a "
        "probability of at most exp(-sqrt(d)/4).",
    ),
    *SCALARS,
]
