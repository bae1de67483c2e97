"""The bump construction as an object: what interpolates, and for which supports one Lipschitz constant does for all.

A profile g is a map of the line of which only the values on [0, oo) count.  ``cutoff(R, t, X)`` is X for |t| < R, else
0.  The points e_1/sqrt(2), ..., e_m/sqrt(2) have all distances 1, and all have the distance 1/sqrt(2) from 0: a profile
that does not vanish there is steep, since m bumps add up.  (With one more coordinate 1/sqrt(2) they are unit vectors.)
Below that radius few supports meet; at it, the slopes of a smooth profile vanish as fast as supports gather, and those
of the hat do not.
"""

from __future__ import annotations

from verify.statement import Claim, claim, construction, readings
from verify.steps import Hint, step

from .notation import COUNT, variables

REMARK = "Remark 1.1"
POINTS = ("points(x, n, d)", "vector(y, n)")
HUB = "1/sqrt(2)"  # the distance of 0 from m points whose distances are 1: up to this radius few supports meet
RADIUS = "(0, oo)"


def exponent(radius: str) -> str:
    """exp(1 - 1/(1 - (t/R)^2)), the profile of a mollifier within its support."""
    return f"exp(1 - 1/(1 - (t/({radius}))**2))"


HAT, QUARTIC = "1 - t/R", "(1 - (t/R)**2)**2"


def mollifier(radius: str) -> str:
    """Infinitely differentiable, 1 at 0, 0 from the radius on."""
    return f"cutoff({radius}, t, {exponent(radius)})"


def bump(radius: str, profile: str) -> list[Hint]:
    """Steps ``peak`` and ``support``: 1 at 0, and 0 from the radius on."""
    return [
        step("at_0", "cutoff-height", r=radius, t="t", X=profile, u="0"),
        step("peak", "follows", "at_0", R=f"height(cutoff({radius}, t, {profile}), 0) == 1"),
        step("support", "cutoff-support", r=radius, t="t", X=profile),
    ]


def admissible(radius: str) -> list[str]:
    """What is assumed of a profile: g(0) = 1, g(t) = 0 for t >= radius, smooth."""
    return ["height(g, 0) == 1", f"supported(g, {radius})", "endless(g)"]


def smooth_bump(radius: str) -> list[Hint]:
    """Steps that show ``admissible`` of the mollifier."""
    return [*bump(radius, exponent(radius)), step("smooth", "mollifier", r=radius, t="t", c="1")]


def star(profile: str, radius: str, peak: str) -> list[Hint]:
    """m bumps of height ``peak`` above one point: the sum is steep."""
    return [
        step("at_hub", "cutoff-height", r=radius, t="t", X=profile, u=HUB),
        step("hub", "follows", "at_hub", R=f"height(cutoff({radius}, t, {profile}), {HUB}) == {peak}"),
        step("wide", "wider", "support", R="1"),
        step("star", "star", "wide", "peak", "hub", m="m"),
        step("steep", "grow", "star", a=f"({peak})*sqrt(2)", b="sqrt(2)", e="1", lemmas=[f"{peak} > 0"]),
    ]


ADMISSIBLE, HALF = admissible("1"), admissible("1/2")
ONE, HALF_ONE = smooth_bump("1"), smooth_bump("1/2")
SLOPE = [
    step("slope", "compact", HALF[1], HALF[2]),
    step("disjoint", "disjoint", HALF[1], "slope", s="1"),
]
ABOVE = exponent("R").replace("t/", f"{HUB}/")

INTERPOLATION = construction(
    "RBF-INTERP",
    vars=variables("n d"),
    declare=[*POINTS, "map(g, 1, 1)"],
    assume=["separated(x, 1)", "height(g, 0) == 1", "supported(g, 1)"],
    conclude="interpolates(bumps(x, y, g), x, y)",
    steps=[step("sum", "bumps", "separated(x, 1)", "supported(g, 1)", "height(g, 0) == 1", y="y")],
    objects={"x": "simplex(2, 2, 1)", "y": "ones(2)", "g": mollifier("1")},
    instance=[step("points", "simplex", n="2", d="2", s="1"), *ONE],
    source=REMARK,
    says="Pairwise distances at least 1 imply f(x_i) = y_i for all i.",
)

LIPSCHITZ: list[Claim] = [
    readings(
        "RBF-LIP",
        of=["RBF-LIP/a", "RBF-LIP/b", "RBF-LIP/c", "RBF-LIP/c-hat", "RBF-LIP/d", "RBF-LIP/e"],
        source=REMARK,
        says="On points at pairwise distance at least 1 the construction is O(1)-Lipschitz.",
    ),
    construction(
        "RBF-LIP/a",
        vars={},
        declare=["map(g, 1, 1)"],
        assume=ADMISSIBLE,
        conclude="uniform(g, 1)",
        objects={"g": mollifier("1")},
        refutation=[*ONE, *star(exponent("1"), "1", "exp(-1)")],
        source=REMARK,
        says="As printed, for every such g: pairwise distances at least 1 imply that f is C-Lipschitz with "
        "C depending on g only, not on d or n.",
    ),
    construction(
        "RBF-LIP/b",
        vars={},
        declare=["map(g, 1, 1)"],
        assume=HALF,
        conclude="uniform(g, 1)",
        steps=[*SLOPE, step("uniform", "uniform", "disjoint")],
        objects={"g": mollifier("1/2")},
        instance=HALF_ONE,
        source=REMARK,
        says="The same for every such g with g(t) = 0 for t >= 1/2.",
    ),
    construction(
        "RBF-LIP/b/constant",
        vars=variables("n d"),
        declare=[*POINTS, "map(g, 1, 1)"],
        assume=["separated(x, 1)", "bounded(y, 1)", *HALF],
        conclude="lipschitz(bumps(x, y, g), steepest(g))",
        steps=[*SLOPE, step("sum", "member", "disjoint", "separated(x, 1)", "bounded(y, 1)")],
        objects={"x": "simplex(2, 2, 1)", "y": "ones(2)", "g": mollifier("1/2")},
        instance=[
            step("points", "simplex", n="2", d="2", s="1"),
            step("labels", "ones", n="2", b="1"),
            *HALF_ONE,
        ],
        source=REMARK,
        says="With half the radius the Lipschitz constant of g on [0, oo) is one of f.",
    ),
    readings(
        "RBF-LIP/d",
        of=["RBF-LIP/d/value", "RBF-LIP/d/support", "RBF-LIP/d/smooth", "RBF-LIP/d/lipschitz"],
        source=REMARK,
        says="As printed, for some such g: one admissible g makes f C-Lipschitz with an absolute constant "
        "C, for all separated points and all labels.",
    ),
    *(
        construction(
            f"RBF-LIP/d/{name}",
            vars={},
            declare=[],
            conclude=conclude,
            steps=steps,
            source=REMARK,
            says=f"The g of reading d, exp(1 - 1/(1 - 4 t^2)) for t < 1/2, else 0: {says}.",
        )
        for name, conclude, says, steps in (
            ("value", f"height({mollifier('1/2')}, 0) == 1", "g(0) = 1", HALF_ONE[:2]),
            (
                "support",
                f"supported({mollifier('1/2')}, 1)",
                "g(t) = 0 for t >= 1",
                [HALF_ONE[2], step("wide", "wider", "support", R="1")],
            ),
            ("smooth", f"endless({mollifier('1/2')})", "infinitely differentiable on [0, oo)", HALF_ONE[3:]),
            (
                "lipschitz",
                f"uniform({mollifier('1/2')}, 1)",
                "one constant for all separated points and labels",
                [
                    *HALF_ONE,
                    step("slope", "compact", "support", "smooth"),
                    step("disjoint", "disjoint", "support", "slope", s="1"),
                    step("uniform", "uniform", "disjoint"),
                ],
            ),
        )
    ),
]

# 1 - sqrt((m - 1)/m): the height of the hat of radius 1/sqrt(2) at the centroid's distance.
CENTROID = "1 - sqrt(2)*sqrt((m - 1)/(2*m))"
HEIGHT = claim(
    f"{CENTROID} >= 1/(2*m)",
    id="RBF-LIP/e/height",
    vars={"m": COUNT},
    source=REMARK,
    says="The hat of radius 1/sqrt(2) at the distance of m points at mutual distance 1 from their centroid.",
)
RATE = claim(
    "m*sqrt(2*m)*abs(w) >= sqrt(m)/sqrt(2)",
    id="RBF-LIP/e/rate",
    vars={"m": "[1, oo)", "w": "(-oo, oo)"},
    given=["w >= 1/(2*m)"],
    source=REMARK,
    says="m bumps of that height, over the distance 1/sqrt(2 m) of the centroid from the hub, grow like sqrt(m/2).",
)

SUPREMUM: list[Claim] = [
    readings(
        "RBF-LIP/e",
        of=[f"RBF-LIP/e/{part}" for part in ("smooth", "above", "hat-below", "hat-above", "hat")],
        source=REMARK,
        says="The supremum of the radii R for which reading a holds for g with g(t) = 0 for t >= R, the "
        "distances still at least 1, is 1/sqrt(2); it is attained for smooth g, and it is not for the hat.",
    ),
    construction(
        "RBF-LIP/e/smooth",
        vars={"R": RADIUS},
        given=["2*R**2 <= 1"],
        declare=["map(g, 1, 1)"],
        assume=admissible("R"),
        conclude="uniform(g, 1)",
        steps=[
            step("edge", "edge", "supported(g, R)", "endless(g)", s="1"),
            step("uniform", "uniform", "edge"),
        ],
        objects={"g": mollifier("1/2")},
        point={"R": "1/2"},
        instance=HALF_ONE,
        source=REMARK,
        says="Every smooth g with a support of radius R <= 1/sqrt(2) has one constant, at R = 1/sqrt(2) too.",
    ),
    construction(
        "RBF-LIP/e/above",
        vars={"R": RADIUS},
        given=["1/sqrt(2) < R", "R <= 1"],
        declare=[],
        conclude=f"steep({mollifier('R')}, 1)",
        steps=[*bump("R", exponent("R")), *star(exponent("R"), "R", ABOVE)],
        source=REMARK,
        says="For every radius R above 1/sqrt(2), up to 1, a smooth g with this support has no constant.",
    ),
    construction(
        "RBF-LIP/e/hat-below",
        vars={"R": RADIUS},
        given=["2*R**2 < 1"],
        declare=[],
        conclude=f"spread(cutoff(R, t, {HAT}), 1, 1/R/(1 - 2*R**2/1**2))",
        steps=[
            step("support", "cutoff-support", r="R", t="t", X=HAT),
            step("slope", "cutoff-slope", r="R", t="t", X=HAT, u="1/R"),
            step("few", "overlaps", "support", "slope", s="1"),
        ],
        source=REMARK,
        says="The hat of radius R < 1/sqrt(2) has the constant 1/(R (1 - 2 R^2)): at most 1/(1 - 2 R^2) supports meet.",
    ),
    construction(
        "RBF-LIP/e/hat-above",
        vars={"R": RADIUS},
        given=["1/sqrt(2) < R", "R <= 1"],
        declare=[],
        conclude=f"steep(cutoff(R, t, {HAT}), 1)",
        steps=[*bump("R", HAT), *star(HAT, "R", f"1 - {HUB}/R")],
        source=REMARK,
        says="The hat of a radius R above 1/sqrt(2), up to 1, has no constant.",
    ),
    construction(
        "RBF-LIP/e/hat",
        vars={},
        declare=[],
        conclude=f"steep(cutoff({HUB}, t, 1 - sqrt(2)*t), 1)",
        steps=[
            step("centroid", "centroid", r=HUB, t="t", X="1 - sqrt(2)*t", s="1", m="m"),
            step(
                "steep",
                "grow",
                "centroid",
                a=HUB,
                b="0",
                e="1/2",
                instances=[(HEIGHT, {"m": "m"}), (RATE, {"m": "m", "w": CENTROID})],
            ),
        ],
        source=REMARK,
        says="The hat of radius 1/sqrt(2) has no constant: towards the centroid of m points f grows like sqrt(m/2).",
    ),
    HEIGHT,
    RATE,
]

BUMPS: list[Claim] = [INTERPOLATION, *LIPSCHITZ, *SUPREMUM]
