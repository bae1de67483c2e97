"""The whole trade-off curve by projection (Remark 1.1).

The inputs are projected on a fixed subspace of dimension dt (the paper's d-tilde), 1 <= dt < d, and the
bump construction is used there. States what projection does to distances, the parameter count, the
Lipschitz constant, and optimality.
"""

from __future__ import annotations

from verify.statement import Claim, claim, construction, readings
from verify.steps import step

from . import HEADINGS
from .bumps import ADMISSIBLE, HALF, HALF_ONE, ONE, SLOPE, exponent, mollifier, star
from .many_points import DISTANCES, TAIL
from .notation import FRACTION, LIPSCHITZ_BOUND, NET_COST, NONNEGATIVE, POSITIVE, curve, variables
from .projection import LAW
from .too_small import LEAST

GROUP = "PRJ"
HEADING = HEADINGS[GROUP]
REMARK = "Remark 1.1"

# The construction on the projected points: n centres in R^dt and n values.
COUNT_OF_PARAMETERS = "n*dt + n"
DECLARED = ("matrix(P, dt, d)", "points(x, n, d)", "vector(y, n)")
PROJECTED = "images(linear(P), x)"
PARAMETERS = f"parameters({PROJECTED}, y)"

# The separation of the projected points, and the constant with half of it as the radius.
SEPARATION = "sqrt(t*dt/d)"
CONSTANT = "steepest(g)/sqrt(t)*sqrt(d/dt)"

# S/sqrt(t) sqrt(d/dt), S the Lipschitz constant of g, over the bound of Theorem 3 at p = n (dt + 1).
FULL_COST = NET_COST.replace("p*", "n*(dt + 1)*", 1)
RATIO = f"S/sqrt(t)*sqrt(d/dt)/({LIPSCHITZ_BOUND.replace('p*log', 'n*(dt + 1)*log')})"
FACTOR = "512*S*sqrt(c)/(eps*sqrt(t))"
WHOLE_RATIO = f"{FACTOR}*sqrt(({FULL_COST})/(n*dt))"
LOGARITHM = "2*log(1 + 60*W*J/eps) + log(4/delta)"

CLAIMS: list[Claim] = [
    *LAW,
    TAIL,
    claim(
        "t**(dt/2)*(1 + (1 - t)*dt/(d - dt))**((d - dt)/2) <= exp(dt/2*(1 - t + log(t)))",
        id="PRJ-TAIL/core",
        vars=variables("d dt", t=FRACTION),
        given=["dt < d"],
        source=REMARK,
        says="The Chernoff bound at its best exponent, t^(dt/2) (1 + (1 - t) dt/(d - dt))^((d - dt)/2), "
        "against the stated one.",
        lemmas=[
            "log(1 + (1 - t)*dt/(d - dt)) <= (1 - t)*dt/(d - dt)",
            "(d - dt)/2*log(1 + (1 - t)*dt/(d - dt)) <= dt/2*(1 - t)",
        ],
    ),
    readings(
        "PRJ-DIST",
        of=["PRJ-DIST/constant", "PRJ-DIST/least"],
        source=REMARK,
        says="With failure probability at most delta all projected distances are at least sqrt(t dt/d): which dt do.",
    ),
    DISTANCES,
    *LEAST,
    readings(
        "PRJ-COUNT",
        of=["PRJ-COUNT/a", "PRJ-COUNT/b"],
        source=REMARK,
        says="The number of parameters that the construction on the projected points needs.",
    ),
    construction(
        "PRJ-COUNT/a",
        vars=variables("n d dt"),
        given=["dt < d"],
        declare=DECLARED,
        conclude=f"{PARAMETERS} == dt*n",
        objects={"P": "coordinates(1, 2)", "x": "simplex(1, 2, 1)", "y": "ones(1)"},
        refutation=[
            step("count", "parameters", x="images(linear(coordinates(1, 2)), simplex(1, 2, 1))", y="ones(1)"),
            step(
                "more",
                "follows",
                "count",
                R="parameters(images(linear(coordinates(1, 2)), simplex(1, 2, 1)), ones(1)) != 1*1",
            ),
        ],
        source=REMARK,
        says="As printed: it needs p = dt n parameters.",
    ),
    claim(
        f"{COUNT_OF_PARAMETERS} <= dt*n",
        id="PRJ-COUNT/a/core",
        vars=variables("n dt"),
        source=REMARK,
        says="n centres with dt coordinates each and n values are no more than dt n numbers.",
    ),
    construction(
        "PRJ-COUNT/b",
        vars=variables("n d dt"),
        given=["dt < d"],
        declare=DECLARED,
        conclude=f"{PARAMETERS} == n*(dt + 1)",
        steps=[
            step("count", "parameters", x=PROJECTED, y="y"),
            step("product", "follows", "count", R=f"{PARAMETERS} == n*(dt + 1)"),
        ],
        source=REMARK,
        says="It needs p = n (dt + 1) parameters.",
    ),
    claim(
        f"{COUNT_OF_PARAMETERS} == n*(dt + 1)",
        id="PRJ-COUNT/b/core",
        vars=variables("n dt"),
        source=REMARK,
        says="n centres with dt coordinates each and n values are n (dt + 1) numbers.",
    ),
    readings(
        "PRJ-LIP",
        of=["PRJ-LIP/a", "PRJ-LIP/b"],
        source=REMARK,
        says="The construction on the projected points is O(sqrt(d/dt))-Lipschitz.",
    ),
    construction(
        "PRJ-LIP/a",
        vars={"t": FRACTION},
        declare=["map(g, 1, 1)"],
        assume=ADMISSIBLE,
        conclude="projected(g, t)",
        objects={"g": mollifier("1")},
        point={"t": "1/2"},
        refutation=[
            *ONE,
            *star(exponent("1"), "1", "exp(-1)"),
            step("lifted", "unprojected", "steep", t="1/2"),
        ],
        source=REMARK,
        says="With a bump of radius equal to the separation s = sqrt(t dt/d): f is O(sqrt(d/dt))-Lipschitz for all "
        "s-separated projected points and all |y_i| <= 1.",
    ),
    construction(
        "PRJ-LIP/b",
        vars={"t": FRACTION},
        declare=["map(g, 1, 1)"],
        assume=HALF,
        conclude="projected(g, t)",
        steps=[*SLOPE, step("uniform", "uniform", "disjoint"), step("projected", "projected", "uniform", t="t")],
        objects={"g": mollifier("1/2")},
        point={"t": "1/2"},
        instance=HALF_ONE,
        source=REMARK,
        says="The same with a bump of half that radius.",
    ),
    construction(
        "PRJ-LIP/b/constant",
        vars=variables("n d dt", t=FRACTION),
        given=["dt < d"],
        declare=[*DECLARED, "map(g, 1, 1)"],
        assume=["projection(P)", f"separated({PROJECTED}, {SEPARATION})", "bounded(y, 1)", *HALF],
        conclude=f"lipschitz(compose(bumps({PROJECTED}, y, scaled(g, {SEPARATION})), linear(P)), {CONSTANT})",
        steps=[
            *SLOPE,
            step("scaled", "spread-scale", "disjoint", c=SEPARATION),
            step("sum", "member", "scaled", f"separated({PROJECTED}, {SEPARATION})", "bounded(y, 1)"),
            step("shorter", "projection", "projection(P)"),
            step("composed", "compose-lipschitz", "sum", "shorter"),
            step("constant", "lipschitz", "composed", L=CONSTANT),
        ],
        objects={
            "P": "coordinates(1, 2)",
            "x": "simplex(1, 2, 1)",
            "y": "ones(1)",
            "g": mollifier("1/2"),
        },
        point={"t": "1/2"},
        instance=[
            step("projection", "coordinates", p="1", d="2"),
            step(
                "one",
                "single",
                x="images(linear(coordinates(1, 2)), simplex(1, 2, 1))",
                s=SEPARATION.replace("dt", "1").replace("/d", "/2").replace("t*", "1/2*"),
            ),
            step("labels", "ones", n="1", b="1"),
            *HALF_ONE,
        ],
        source=REMARK,
        says="The constant is that of g over s: Lip(g)/sqrt(t) sqrt(d/dt).",
    ),
    claim(
        [
            f"sqrt(d/dt) == {curve(p='dt*n')}",
            f"sqrt(d/dt) == sqrt(1 + 1/dt)*{curve(p='n*(dt + 1)')}",
            f"{curve(p='n*(dt + 1)')} < sqrt(d/dt)",
            f"sqrt(d/dt) <= sqrt(2)*{curve(p='n*(dt + 1)')}",
        ],
        id="PRJ-CURVE",
        vars=variables("n d dt"),
        given=["dt < d"],
        source=REMARK,
        says="sqrt(d/dt) is sqrt(n d/p) at p = dt n; at p = n (dt + 1) it is larger by the factor sqrt(1 + "
        "1/dt), at most sqrt(2).",
    ),
    claim(
        [
            f"{RATIO} == {WHOLE_RATIO}",
            f"{WHOLE_RATIO} <= {FACTOR}*sqrt({LOGARITHM})",
        ],
        id="PRJ-OPT",
        vars=variables("n d dt c W J eps delta", t=FRACTION, S=NONNEGATIVE),
        given=["dt < d"],
        source=REMARK,
        says="The constant of PRJ-LIP/b, with S = Lip(g), over the bound of Theorem 3 at p = n (dt + 1): explicit, "
        "and bounded along the whole curve by a constant times the logarithms.",
        lemmas=[
            "log(4/delta) > 0",
            "log(1 + 60*W*J/eps) >= 0",
            f"{FULL_COST} > 0",
            f"sqrt(d/dt)/sqrt(n*d/({FULL_COST})) == sqrt(({FULL_COST})/(n*dt))",
            f"({FULL_COST})/(n*dt) <= {LOGARITHM}",
            f"sqrt(({FULL_COST})/(n*dt)) <= sqrt({LOGARITHM})",
        ],
    ),
    claim(
        [
            f"{COUNT_OF_PARAMETERS} >= n*(C*log(n) + 1)",
            f"{COUNT_OF_PARAMETERS} <= n*(d + 1)",
            f"{COUNT_OF_PARAMETERS} <= 2*n*d",
        ],
        id="PRJ-RANGE",
        vars=variables("n d dt", C=POSITIVE),
        given=["C*log(n) <= dt", "dt <= d"],
        source=REMARK,
        says="dt from C log n to d makes p = n (dt + 1) range from n (C log n + 1) to n (d + 1) <= 2 n d.",
    ),
]
