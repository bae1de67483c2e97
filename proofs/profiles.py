"""Concrete bump profiles, what specifies the construction, and the class of bump sums in Theorem 3.

Each profile has the radius R: the hat 1 - t/R, (1 - (t/R)^2)^2 and exp(1 - 1/(1 - (t/R)^2)), 0 beyond.  ``steepest(g)``
is the least Lipschitz constant of g on [0, oo).  Parameters are the n centres in R^d and the n labels, with the
Euclidean norm of R^(n d + n).
"""

from __future__ import annotations

from typing import Any

from verify.statement import Claim, claim, construction, readings, value
from verify.steps import Hint, step

from .bumps import HAT, POINTS, QUARTIC, RADIUS, REMARK, bump, exponent, mollifier, smooth_bump
from .notation import NONNEGATIVE, POSITIVE, variables
from .smoothness import SMOOTHNESS, TOP, cut

TWO = (*POINTS, "points(z, n, d)", "vector(w, n)")


def slope(profile: str, u: str, c: str, lemmas: tuple[str, ...] = ()) -> list[Hint]:
    """Steps that bound the slope by u everywhere, and from below by its value at c."""
    return [
        step("slope", "cutoff-slope", r="R", t="t", X=profile, u=u, lemmas=lemmas),
        step("most", "steepest", "slope"),
        step("least_slope", "steepest-attained", "slope"),
        step("least", "slope-at", "least_slope", c=c),
        step("reached", "follows", "least", R=f"{u} <= steepest({cut(profile)})"),
        step("exact", "equal", "most", "reached"),
    ]


MOLLIFIER = ("mollifier", "mollifier-half", "mollifier-digits")
PARTS = ("least", "hat", "quartic", *MOLLIFIER, "value", "support", "smooth", "class")
# The square of the slope of exp(1 - 1/(1 - t^2)), with v = 1/(1 - t^2) - 1, is 4 v (v + 1)^3 exp(-2 v).  It is largest
# at v = (1 + sqrt(3))/2, that is t = 3^(-1/4), by x <= exp(x - 1) for x = v and x = v + 1 over their values there.
STEEPEST = "3**(3/4)*(2 + sqrt(3))*exp(-(1 + sqrt(3))/2)"
SQUARE = "3*sqrt(3)*(7 + 4*sqrt(3))*exp(-1 - sqrt(3))"
WHERE = "sqrt(sqrt(3)/3)"
V_OVER, V_AND_ONE_OVER = "(sqrt(3) - 1)*v", "(1 - sqrt(3)/3)*(v + 1)"


def scalar(name: str, text: str | list[str], vars: dict[str, str], says: str, **hints: Any) -> Claim:
    return claim(text, id=f"RBF-BUMP/{name}", vars=vars, source=REMARK, says=says, **hints)


TANGENT = scalar("tangent", "x <= exp(x - 1)", {"x": "(-oo, oo)"}, "The tangent of exp(x - 1) at 1.")
TANGENTS = scalar(
    "tangents",
    "a*b**3 <= exp(a + 3*b - 4)",
    {"a": NONNEGATIVE, "b": NONNEGATIVE},
    "The tangents of exp(x - 1) at 1, four of them multiplied.",
    instances=[(TANGENT, {"x": "a"}), (TANGENT, {"x": "b"})],
    lemmas=["b**2 <= exp(b - 1)**2", "b**3 <= exp(b - 1)**3"],
)
CURVE = scalar(
    "curve",
    "4*v*(v + 1)**3 <= 3*sqrt(3)*(7 + 4*sqrt(3))*exp(2*v - 1 - sqrt(3))",
    {"v": NONNEGATIVE},
    "4 v (v + 1)^3 exp(-2 v) is largest at v = (1 + sqrt(3))/2.",
    instances=[(TANGENTS, {"a": V_OVER, "b": V_AND_ONE_OVER})],
)
RISE = scalar(
    "rise",
    f"4*v*(v + 1)**3*exp(-2*v) <= {SQUARE}",
    {"v": NONNEGATIVE},
    "The square of the slope of exp(1 - 1/(1 - t^2)) over v = t^2/(1 - t^2), at most its value at v = (1 + sqrt(3))/2.",
    instances=[(CURVE, {"v": "v"})],
)
CHORD = scalar(
    "chord",
    f"exp(1 - 1/(1 - s**2)) <= sqrt({SQUARE})*(1 - s)",
    {"s": "[0, 1)"},
    "exp(1 - 1/(1 - s^2)) is below the line of that slope that meets 0 at 1.",
)
AT_TOP = scalar(
    "top",
    [f"2*{WHERE}/({WHERE}**2 - 1)**2*exp({WHERE}**2/({WHERE}**2 - 1)) == {STEEPEST}", f"({STEEPEST})**2 == {SQUARE}"],
    {},
    "The slope of exp(1 - 1/(1 - t^2)) at t = 3^(-1/4), and its square.",
)
DIGITS = value(
    STEEPEST,
    ("2.170357", "2.170358"),
    id="RBF-BUMP/mollifier-digits",
    source=REMARK,
    says="The largest slope of exp(1 - 1/(1 - t^2)) is 2.170357..., to a relative width below 1e-6.",
)


def largest_slope(radius: str) -> list[Hint]:
    """Steps that the mollifier is steepest at 3^(-1/4) times the radius."""
    inside = f"1/(1 - (t/({radius}))**2) - 1"
    return [
        step(
            "slope",
            "cutoff-slope",
            r=radius,
            t="t",
            X=exponent(radius),
            u=f"sqrt({SQUARE})/({radius})",
            instances=[(RISE, {"v": inside}), (CHORD, {"s": f"t/({radius})"})],
        ),
        step("most", "steepest", "slope"),
        step("at_most", "weaken", "most", b=f"{STEEPEST}/({radius})", instances=[(AT_TOP, {})]),
        step("least_slope", "steepest-attained", "slope"),
        step("least", "slope-at", "least_slope", c=f"({radius})*{WHERE}"),
        step(
            "reached",
            "follows",
            "least",
            R=f"{STEEPEST}/({radius}) <= steepest({mollifier(radius)})",
            instances=[(AT_TOP, {})],
        ),
        step("exact", "equal", "at_most", "reached"),
    ]


CONCRETE: list[Claim] = [
    readings(
        "RBF-BUMP",
        of=[f"RBF-BUMP/{part}" for part in PARTS],
        source=REMARK,
        says="Concrete bumps (hat; (1 - t^2)^2; exp(1 - 1/(1 - t^2)); their half-radius versions): value, "
        "smoothness at 0 and at the edge, Lipschitz constant. No g with g(0) = 1 and g(t) = 0 for t >= R "
        "has a constant below 1/R.",
    ),
    construction(
        "RBF-BUMP/least",
        vars={"R": RADIUS, "u": NONNEGATIVE},
        declare=["map(g, 1, 1)"],
        assume=["height(g, 0) == 1", "supported(g, R)", "gradual(g, u)"],
        conclude="1/R <= u",
        steps=[
            step("mean", "slope-mean", "supported(g, R)", "height(g, 0) == 1", "gradual(g, u)"),
            step("least", "follows", "mean", R="1/R <= u"),
        ],
        objects={"g": "cutoff(1, t, 1 - t/1)"},
        point={"R": "1", "u": "1"},
        instance=[
            *bump("1", "1 - t/1"),
            step("slope", "cutoff-slope", r="1", t="t", X="1 - t/1", u="1"),
        ],
        source=REMARK,
        says="No g with g(0) = 1 and g(t) = 0 for t >= R has a Lipschitz constant below 1/R.",
    ),
    construction(
        "RBF-BUMP/hat",
        vars={"R": RADIUS},
        declare=[],
        conclude=f"steepest({cut(HAT)}) == 1/R",
        steps=slope(HAT, "1/R", "0"),
        source=REMARK,
        says="The hat of radius R has the least constant that there is, 1/R.",
    ),
    construction(
        "RBF-BUMP/quartic",
        vars={"R": RADIUS},
        declare=[],
        conclude=f"steepest({cut(QUARTIC)}) == {TOP}/R",
        steps=slope(QUARTIC, f"{TOP}/R", "R/sqrt(3)"),
        source=REMARK,
        says="(1 - (t/R)^2)^2 is steepest at t = R/sqrt(3), with the slope 8/(3 sqrt(3) R).",
    ),
    *(
        construction(
            f"RBF-BUMP/mollifier{suffix}",
            vars={},
            declare=[],
            conclude=f"steepest({mollifier(radius)}) == {STEEPEST}/({radius})",
            steps=largest_slope(radius),
            source=REMARK,
            says=says,
        )
        for suffix, radius, says in (
            (
                "",
                "1",
                "exp(1 - 1/(1 - t^2)) is steepest at t = 3^(-1/4), with 3^(3/4) (2 + sqrt(3)) exp(-(1 + sqrt(3))/2)",
            ),
            ("-half", "1/2", "With half the radius it is twice as steep, at t = 3^(-1/4)/2."),
        )
    ),
    DIGITS,
    *(
        construction(
            f"RBF-BUMP/{name}",
            vars={"R": RADIUS},
            declare=[],
            conclude=conclude,
            steps=steps,
            source=REMARK,
            says=f"exp(1 - 1/(1 - (t/R)^2)), 0 beyond R: {says}.",
        )
        for name, conclude, says, steps in (
            ("value", f"height({mollifier('R')}, 0) == 1", "1 at 0", smooth_bump("R")[:2]),
            ("support", f"supported({mollifier('R')}, R)", "0 from R on", smooth_bump("R")[2:3]),
            (
                "smooth",
                f"endless({mollifier('R')})",
                "smooth, at 0 and at R too",
                smooth_bump("R")[3:],
            ),
        )
    ),
    TANGENT,
    TANGENTS,
    CURVE,
    RISE,
    CHORD,
    AT_TOP,
    *SMOOTHNESS,
]

UNIT = ["inside(x, 1)", "inside(z, 1)", "bounded(y, 1)", "bounded(w, 1)"]
PAIR = {"x": "simplex(2, 2, 1)", "y": "ones(2)", "z": "simplex(2, 2, 1)", "w": "ones(2)"}
IN_BALL = [
    step("ball", "simplex-inside", n="2", d="2", s="1", r="1"),
    step("labels", "ones", n="2", b="1"),
]
CLASS: list[Claim] = [
    construction(
        "RBF-COUNT",
        vars=variables("n d"),
        declare=POINTS,
        conclude="parameters(x, y) == n*(d + 1)",
        steps=[
            step("count", "parameters", x="x", y="y"),
            step("product", "follows", "count", R="parameters(x, y) == n*(d + 1)"),
        ],
        source=REMARK,
        says="n centres in R^d and n values specify f: p = n (d + 1) parameters.",
    ),
    readings(
        "RBF-ADMIT",
        of=["RBF-ADMIT/W", "RBF-ADMIT/J", "RBF-COUNT"],
        source=REMARK,
        says="The class of such f with centres in the unit ball, values in [-1,1] and |g| <= 1 satisfies "
        "the hypotheses of Theorem 3, with W = 2 sqrt(2n) and J <= sqrt(n (1 + Lip(g)^2)).",
    ),
    construction(
        "RBF-ADMIT/W",
        vars=variables("n d"),
        declare=TWO,
        assume=UNIT,
        conclude="gap(x, y, z, w) <= 2*sqrt(2*n)",
        steps=[
            step("diameter", "diameter", *UNIT),
            step("width", "follows", "diameter", R="gap(x, y, z, w) <= 2*sqrt(2*n)"),
        ],
        objects=PAIR,
        instance=IN_BALL,
        source=REMARK,
        says="Centres in the unit ball and values in [-1,1]: the parameter set has a diameter of at most 2 sqrt(2n).",
    ),
    construction(
        "RBF-ADMIT/J",
        vars=variables("n d", u=NONNEGATIVE),
        declare=[*TWO, "map(g, 1, 1)"],
        assume=["gradual(g, u)", "capped(g, 1)", "bounded(w, 1)"],
        conclude="near(bumps(x, y, g), bumps(z, w, g), sqrt(n*(1 + u**2))*gap(x, y, z, w))",
        steps=[
            step("near", "parametrisation", "gradual(g, u)", "capped(g, 1)", "bounded(w, 1)", x="x", y="y", z="z"),
        ],
        objects={**PAIR, "g": "cutoff(1, t, 1 - t/1)"},
        point={"u": "1"},
        instance=[
            *IN_BALL[1:],
            step("slope", "cutoff-slope", r="1", t="t", X="1 - t/1", u="1"),
            step("cap", "cutoff-cap", r="1", t="t", X="1 - t/1", b="1"),
        ],
        source=REMARK,
        says="At every point f changes by at most sqrt(n (1 + u^2)) times the change of the parameters, if g is "
        "u-Lipschitz on [0, oo) and |g| <= 1.",
    ),
    readings(
        "RBF-OPT",
        of=["RBF-OPT/ratio", "RBF-OPT/limit", "RBF-OPT/bound", "THM1-COUNT"],
        source=REMARK,
        says="n (d + 1) parameters are essentially best possible for L = O(1): against n d, and against "
        "the lower bound of THM1-COUNT.",
    ),
    *(
        construction(
            f"RBF-OPT/{name}",
            vars=variables("n d", **more),
            given=given,
            declare=POINTS,
            conclude=conclude,
            steps=[
                step("count", "parameters", x="x", y="y"),
                step("ratio", "follows", "count", R=conclude, lemmas=lemmas),
            ],
            source=REMARK,
            says=f"The parameters of the construction {says}.",
        )
        for name, more, given, conclude, says, lemmas in (
            ("ratio", {}, [], "parameters(x, y)/(n*d) <= 2", "are at most twice n d", []),
            (
                "limit",
                {"slack": POSITIVE},
                ["d*slack >= 1"],
                "abs(parameters(x, y)/(n*d) - 1) <= slack",
                "over n d tend to 1 as d grows",
                [],
            ),
            (
                "bound",
                {"C": POSITIVE},
                ["n*d >= 2"],
                "parameters(x, y)/(C*n*d/log(n*d)) <= 2*log(n*d)/C",
                "are within a factor 2 log(n d)/C of the lower bound C n d/log(n d) of THM1-COUNT",
                ["log(n*d) > 0", "parameters(x, y) <= 2*n*d"][:1],
            ),
        )
    ),
]
