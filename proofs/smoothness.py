"""How often concrete bumps are differentiable, as functions of the point: at their centre and at their edge.

A bump is u -> g(|u|) on R^d.  ``regular(g, c, k)``: it is C^{k,1} near the points with |u| = c; ``creased(g, c, k)``:
it is not C^k there.  Away from the centre it is as smooth as g, so that slopes of g can be followed to the edge.
"""

from __future__ import annotations

from verify.statement import Claim, construction, readings
from verify.steps import Hint, step

from .bumps import HAT, QUARTIC, RADIUS, REMARK, exponent, mollifier, smooth_bump

TOP = "8/(3*sqrt(3))"


def cut(profile: str) -> str:
    return f"cutoff(R, t, {profile})"


# The first two slopes of (1 - (t/R)^2)^2.
ONCE = "(-4)*t/R**2*(1 - (t/R)**2)"
TWICE = "12*t**2/R**4 - 4/R**2"


def steps_of(profile: str, slope_of: str, u: str) -> list[Hint]:
    """Steps ``steep`` and ``by_parts``: g is Lipschitz, and ``slope_of`` is its derivative."""
    return [
        step("steep", "cutoff-slope", r="R", t="t", X=profile, u=u),
        step("by_parts", "integral", "steep", Y=slope_of),
    ]


def named(prefix: str, hints: list[Hint]) -> list[Hint]:
    """The same steps under other names."""
    own = {str(hint["name"]) for hint in hints}
    return [
        {**hint, "name": prefix + hint["name"], "from": [prefix + f if f in own else f for f in hint["from"]]}
        for hint in hints
    ]


HAT_SLOPE = steps_of(HAT, "-1/R", "1/R")
FIRST, SECOND = steps_of(QUARTIC, ONCE, f"{TOP}/R"), named("second_", steps_of(ONCE, TWICE, "8/R**2"))
ORDERS: tuple[tuple[str, str, list[Hint], str], ...] = (
    (
        "hat-edge",
        f"regular({cut(HAT)}, R, 0)",
        [HAT_SLOPE[0], step("edge", "regular-lipschitz", "steep", c="R")],
        "The hat is C^{0,1} at its edge",
    ),
    (
        "hat-edge-sharp",
        f"creased({cut(HAT)}, R, 1)",
        [
            *HAT_SLOPE,
            step("jump", "creased-edge", r="R", t="t", X="-1/R"),
            step("edge", "creased-integral", "by_parts", "jump", j="1"),
        ],
        "and not C^1 there",
    ),
    (
        "hat-tip",
        f"regular({cut(HAT)}, 0, 0)",
        [HAT_SLOPE[0], step("tip", "regular-lipschitz", "steep", c="0")],
        "The hat is C^{0,1} at 0, in every dimension",
    ),
    (
        "hat-tip-sharp",
        f"creased({cut(HAT)}, 0, 1)",
        [step("tip", "creased-tip", r="R", t="t", X=HAT)],
        "and not C^1 there",
    ),
    (
        "quartic-edge",
        f"regular({cut(QUARTIC)}, R, 1)",
        [
            *FIRST,
            SECOND[0],
            step("once", "regular-lipschitz", "second_steep", c="R"),
            step("edge", "regular-integral", "by_parts", "once", j="1"),
        ],
        "(1 - (t/R)^2)^2 is C^{1,1} at its edge",
    ),
    (
        "quartic-edge-sharp",
        f"creased({cut(QUARTIC)}, R, 2)",
        [
            *FIRST,
            *SECOND,
            step("jump", "creased-edge", r="R", t="t", X=TWICE),
            step("once", "creased-integral", "second_by_parts", "jump", j="1"),
            step("edge", "creased-integral", "by_parts", "once", j="2"),
        ],
        "and not C^2 there: the second derivative jumps from 8/R^2 to 0",
    ),
    (
        "quartic-tip",
        f"regular({cut(QUARTIC)}, 0, k)",
        [step("tip", "even", r="R", t="t", X=QUARTIC, k="k")],
        "(1 - (t/R)^2)^2 is infinitely differentiable at 0, in every dimension",
    ),
    (
        "mollifier-edge",
        f"regular({mollifier('R')}, R, k)",
        [smooth_bump("R")[3], step("edge", "regular-endless", "smooth", c="R", k="k")],
        "exp(1 - 1/(1 - (t/R)^2)) is infinitely differentiable at its edge",
    ),
    (
        "mollifier-tip",
        f"regular({mollifier('R')}, 0, k)",
        [step("tip", "even", r="R", t="t", X=exponent("R"), k="k")],
        "exp(1 - 1/(1 - (t/R)^2)) is infinitely differentiable at 0, in every dimension",
    ),
)
SMOOTHNESS: list[Claim] = [
    readings(
        "RBF-BUMP/class",
        of=[f"RBF-BUMP/class/{name}" for name, *_ in ORDERS],
        source=REMARK,
        says="How often the bumps of radius R are differentiable at 0, as functions of the point, and at the edge: the "
        "hat is C^{0,1} and not C^1 at both; (1 - t^2)^2 is C^{1,1} and not C^2 at the edge, C^oo at 0; the mollifier "
        "is C^oo at both.",
    ),
    *(
        construction(
            f"RBF-BUMP/class/{name}",
            vars={"R": RADIUS, "k": "integer [0, oo)"} if ", k)" in conclude else {"R": RADIUS},
            declare=[],
            conclude=conclude,
            steps=steps,
            source=REMARK,
            says=f"{says}.",
        )
        for name, conclude, steps, says in ORDERS
    ),
]
