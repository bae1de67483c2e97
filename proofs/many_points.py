"""Many random points: beyond the printed degrees, Gaussian points, the circle, and what projection leaves of distances.

The events that two of n independent uniform points of the sphere are closer than 1 are pairwise independent, which
bounds the probability that one of them occurs from both sides.
"""

from __future__ import annotations

from verify.statement import Claim, construction, readings
from verify.steps import Hint, step

from .notation import COUNT, FRACTION, variables
from .separation import (
    ABOVE,
    DEGREES,
    DIMENSION,
    ENOUGH,
    LOWER,
    REMARK,
    UNION,
    UNION_BOUND,
    above,
    at,
    below,
    law,
    sharply,
)

TRUE = UNION | {1: 55}  # the least d0(m) for the true probability
NUMBER = "n*(n - 1)/2"
CAPPED = "(3/4)**(d/2)"


def points(
    id: str, vars: dict[str, str], conclude: str, steps: list[Hint], says: str, given: tuple[str, ...] = ()
) -> Claim:
    return construction(
        id, vars=vars, given=given, declare=[], conclude=conclude, steps=steps, source=REMARK, says=says
    )


def least(m: int) -> Claim:
    """At d0 - 1 the true probability is too large: from below by pairwise independence."""
    d = TRUE[m] - 1
    bound = at(ENOUGH, d)
    return points(
        f"SEP-WHP/b/{m}-least",
        {},
        f"crowded({d}**{m}, {d}, 1) > {bound}",
        [
            *sharply(d),
            step("pairs", "pairwise", "below", n=f"{d}**{m}"),
            step("fails", "weaken-below", "pairs", b=bound),
        ],
        f"At d = {d} and n = d^{m} some pair is closer than 1 with a probability larger than exp(-d/20).",
    )


AT_55 = at(ENOUGH, 55)
FEWEST = points(
    "SEP-WHP/b/1",
    {"n": "integer [1, 55]"},
    f"crowded(n, 55, 1) <= {AT_55}",
    [
        *law("55"),
        *above("55"),
        step("filling", "filling", "above", n="n"),
        step("enough", "weaken", "filling", b=AT_55),
    ],
    "At d = 55 <= d0(1) - 1 for the union bound, and n <= d, the true probability is at most exp(-d/20).",
)

# 2 m log d <= 2 m (log(43 m) - 1) + 2 d/43 <= 4 d/43.
ANY_DEGREE = points(
    "SEP-WHP",
    {"m": COUNT, "n": COUNT, "d": DIMENSION},
    f"crowded(n, d, 1) <= {ENOUGH}",
    [
        *law(),
        *above(),
        step("pairs", "pairs", "above", n="n"),
        step("square", "weaken", "pairs", b=f"n**2/2*({ABOVE})"),
        step("cap", "weaken", "square", b="n**2/2*(3/4)**(d/2)"),
        step("degree", "weaken", "cap", b="d**(2*m)/2*(3/4)**(d/2)", lemmas=["log(n) <= m*log(d)"]),
        step(
            "enough",
            "weaken",
            "degree",
            b=ENOUGH,
            lemmas=["log(d/(43*m)) <= d/(43*m) - 1", "m*log(d) <= 2*d/43"],
        ),
    ],
    "For every degree m, all d >= 43 m (log(43 m) - 1) and all n <= d^m some pair is closer than 1 with "
    "probability at most exp(-d/20).",
    ("n <= d**m", "d >= 43*m*(log(43*m) - 1)"),
)

EXPONENT = {"n": "integer [2, oo)", "d": DIMENSION, "a": "(0, oo)"}
FEW, MANY = "exp(2*a*d)*(3/4)**(d/2)/2", "1 - 9*sqrt(d)/(n**2*(3/4)**(d/2))"
EXPONENTIAL = [
    points(
        "SEP-EXP/above",
        EXPONENT,
        f"crowded(n, d, 1) <= {FEW}",
        [
            *law(),
            *above(),
            step("cap", "weaken", "above", b="(3/4)**(d/2)"),
            step("pairs", "pairs", "cap", n="n"),
            step("square", "weaken", "pairs", b="n**2/2*(3/4)**(d/2)"),
            step("few", "weaken", "square", b=FEW, lemmas=["log(n) <= a*d"]),
        ],
        "n <= exp(a d): some pair is closer than 1 with probability at most exp(-2 d (log(4/3)/4 - a))/2.",
        ("n <= exp(a*d)",),
    ),
    points(
        "SEP-EXP/below",
        {"n": EXPONENT["n"], "d": DIMENSION},
        f"crowded(n, d, 1) > {MANY}",
        [
            *law(),
            *below(),
            step("rate", "weaken-below", "below", b=LOWER),
            step("least", "follows", "rate", R=f"close(d, 1) >= {LOWER}"),
            step("pairs", "pairwise", "least", n="n"),
            step("inverse", "weaken-below", "pairs", b=f"1 - 1/({NUMBER}*{LOWER})"),
            step("almost", "follows", "inverse", R=f"crowded(n, d, 1) >= 1 - 1/({NUMBER}*{LOWER})"),
            step("many", "weaken-below", "almost", b=MANY),
        ],
        "No pair is closer than 1 with probability less than 9 sqrt(d) (4/3)^(d/2)/n^2; for n >= exp(a d) that is at "
        "most 9 sqrt(d) exp(-2 d (a - log(4/3)/4)).",
    ),
]

GAUSSIAN = points(
    "SEP-GAUSS",
    {"d": COUNT},
    "close_gaussian(d, 1) <= exp(-d*(log(2) - 1/2)/2)",
    [
        step("law", "gaussian", d="d", s="1"),
        step("chernoff", "chi-square", d="d", c="d*1**2/2", r="1/2"),
        step("pair", "follows", "law", "chernoff", R="close_gaussian(d, 1) <= exp(1/2*d*1**2/2)/(1 + 2*1/2)**(d/2)"),
        step("printed", "weaken", "pair", b="exp(-d*(log(2) - 1/2)/2)"),
    ],
    "For x_1, x_2 independent N(0, I/d): P(|x_1 - x_2| < 1) <= exp(-d (log 2 - 1/2)/2) for all d.",
)

APART = "max(0, 1 - n/6)**(n - 1)"
CIRCLE = points(
    "SEP-CIRCLE",
    {"n": "integer [2, oo)"},
    f"1 - crowded(n, 2, 1) == {APART}",
    [step("circle", "circle", n="n"), step("apart", "follows", "circle", R=f"1 - crowded(n, 2, 1) == {APART}")],
    "For d = 2 and n >= 2, P(all pairs at least 1 apart) = max(0, 1 - n/6)^(n-1) exactly.",
)

STATED = "exp(dt/2*(1 - t + log(t)))"
TAIL = points(
    "PRJ-TAIL",
    variables("d dt", t=FRACTION),
    f"beta(dt/2, (d - dt)/2, t*dt/d) <= {STATED}",
    [
        step("chernoff", "beta-tail", a="dt/2", b="(d - dt)/2", x="t*dt/d"),
        step(
            "printed",
            "weaken",
            "chernoff",
            b=STATED,
            lemmas=[
                "log(1 + (1 - t)*dt/(d - dt)) <= (1 - t)*dt/(d - dt)",
                "(d - dt)/2*log(1 + (1 - t)*dt/(d - dt)) <= dt/2*(1 - t)",
            ],
        ),
    ],
    "A Beta(dt/2, (d - dt)/2) variable is at most t dt/d with probability at most exp((dt/2)(1 - t + log t)), for "
    "0 < t < 1 and dt < d.",
    ("dt < d",),
)

RATE = "(t - 1 - log(t))"
DISTANCES = points(
    "PRJ-DIST/constant",
    variables("n dt delta", d=DIMENSION, t=FRACTION),
    f"cramped(n, d, dt, sqrt(t*dt/d)) <= delta/2 + n*(n - 1)/2*({CAPPED})",
    [
        *law(),
        *above(),
        step("cap", "weaken", "above", b=CAPPED),
        step("pairs", "pairs", "cap", n="n"),
        *map(dict, TAIL.hints.steps),
        step("projection_law", "projection-law", d="d", k="dt", a="dt/2", b="(d - dt)/2", x="t*dt/d"),
        step("shrunk", "follows", "projection_law", "printed", R=f"shrunk(d, dt, t*dt/d) <= {STATED}"),
        step("projection", "projected-points", "pairs", "shrunk"),
        step(
            "enough",
            "weaken",
            "projection",
            b=f"delta/2 + n*(n - 1)/2*({CAPPED})",
            lemmas=[f"n**2*{STATED} <= delta", f"n*(n - 1)/2*{STATED} <= n**2/2*{STATED}"],
        ),
    ],
    "For dt >= C(t) log(n^2/delta) with C(t) = 2/(t - 1 - log t), that is 2 log n - log delta <= dt (t - 1 - log t)/2, "
    "and dt < d, all projected distances are at least "
    "sqrt(t dt/d), but for a failure of at most delta/2, and of at most n^2/2 (3/4)^(d/2) that distances are below 1.",
    ("dt < d", f"2*log(n) - log(delta) <= dt/2*{RATE}"),
)

SEPARATED: list[Claim] = [
    ANY_DEGREE,
    *UNION_BOUND,
    readings(
        "SEP-WHP/b",
        of=[id for m in DEGREES for id in (f"SEP-WHP/a/{m}", f"SEP-WHP/b/{m}-least")] + ["SEP-WHP/b/1"],
        source=REMARK,
        says="The same for m in {1, 2, 3, 5, 10}, with the least d0(m) for which it holds of the true probability: "
        "55, 187, 332, 647, 1514.",
    ),
    FEWEST,
    *map(least, DEGREES),
    readings(
        "SEP-EXP",
        of=["SEP-EXP/above", "SEP-EXP/below"],
        source=REMARK,
        says="n = exp(a d) works for a < log(4/3)/4, and fails with probability near 1 for a > log(4/3)/4.",
    ),
    *EXPONENTIAL,
    GAUSSIAN,
    CIRCLE,
]
