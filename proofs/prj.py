"""The whole trade-off curve by projection (Remark 1.1).

The inputs are projected on a fixed subspace of dimension dt (the paper's d-tilde), 1 <= dt < d, and the
bump construction is used there. States what projection does to distances, the parameter count, the
Lipschitz constant, and optimality.
"""

from __future__ import annotations

from verify.statement import Claim, claim, readings, unencoded

from . import HEADINGS
from .many_points import PROJECTED, TAIL
from .notation import FRACTION, curve, variables

GROUP = "PRJ"
HEADING = HEADINGS[GROUP]
REMARK = "Remark 1.1"

# The construction on the projected points: n centres in R^dt and n values.
COUNT_OF_PARAMETERS = "n*dt + n"

CLAIMS: list[Claim] = [
    unencoded(
        "PRJ-LAW",
        source=REMARK,
        says="|P(x_1 - x_2)|^2/|x_1 - x_2|^2 has the law Beta(dt/2, (d - dt)/2) and is independent of |x_1 - x_2|.",
    ),
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
    PROJECTED,
    unencoded(
        "PRJ-DIST/least",
        source=REMARK,
        says="The smallest certified dt for given n, d, delta, t.",
    ),
    readings(
        "PRJ-COUNT",
        of=["PRJ-COUNT/a", "PRJ-COUNT/b"],
        source=REMARK,
        says="The number of parameters that the construction on the projected points needs.",
    ),
    unencoded(
        "PRJ-COUNT/a",
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
    unencoded(
        "PRJ-COUNT/b",
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
    unencoded(
        "PRJ-LIP/a",
        source=REMARK,
        says="With a bump of radius equal to the separation s: f is O(sqrt(d/dt))-Lipschitz for all "
        "s-separated projected points and all |y_i| <= 1.",
    ),
    unencoded(
        "PRJ-LIP/b",
        source=REMARK,
        says="The same with a bump of half that radius.",
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
    unencoded(
        "PRJ-OPT",
        source=REMARK,
        says="The ratio of the constant of PRJ-LIP/b to the bound of Theorem 3 along the whole curve, explicitly.",
    ),
    unencoded(
        "PRJ-RANGE",
        source=REMARK,
        says="p from Omega-tilde(n) to n d corresponds to dt from C log n to d.",
    ),
]
