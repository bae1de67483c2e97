"""Bumps with a slope at the edge of their support, at random points of the sphere (Remark 1.1).

All n points have the distance 1 from 0, so that all bumps begin there. With labels 1 the mean of f over a small sphere
about 0 is at least n times that of one bump, whatever the points are: f climbs from 0 by that in some direction.
"""

from __future__ import annotations

from verify.statement import Claim, construction, readings
from verify.steps import Hint, step

from .notation import COUNT, REAL
from .random_bumps import DIMENSION, REMARK

ALL = {"n": COUNT, "d": DIMENSION, "C": REAL}


def crowd(X: str, k: str, p: str, c: str) -> Hint:
    """k (1 - t^2)^p <= X: the slope is at least k c^(p - 1) (1 - c)^p times n (2/(pi d))^(p - 1/2)."""
    return step("crowd", "crowd", t="t", X=X, k=k, p=p, c=c, n="i", d="j")


def parts(name: str, X: str, climb: Hint, slope: str, rate: str, least: int) -> list[Claim]:
    """The refuted reading, and what refutes it: for all samples, and for all m from ``least`` on."""
    g = f"cutoff(1, t, {X})"
    wild = step("wild", "wild", "crowd", a=rate, e="1/2", b="0")
    return [
        construction(
            f"RBF-LIP/c-hat/{name}",
            vars={"m": COUNT},
            declare=[],
            conclude=f"tame({g}, m)",
            point={"m": str(least)},
            refutation=[climb, {**wild, "with": {**wild["with"], "m": str(least)}}],
            source=REMARK,
            says=f"For n <= d^m uniform points on the sphere and g(t) = {X} up to 1, then 0: some C is a Lipschitz "
            "constant of f for all labellings, with a probability that tends to 1 as d grows.",
        ),
        construction(
            f"RBF-LIP/c-hat/{name}-always",
            vars={"m": f"integer [{least}, oo)"},
            declare=[],
            conclude=f"wild({g}, m)",
            steps=[climb, {**wild, "with": {**wild["with"], "m": "m"}}],
            source=REMARK,
            says=f"No C is, for any m >= {least}: constants grow at least like sqrt(d) d^(m - {least}).",
        ),
        construction(
            f"RBF-LIP/c-hat/{name}-rate",
            vars=ALL,
            given=[f"C < {slope}"],
            declare=[],
            conclude=f"rough({g}, n, d, C) == 1",
            steps=[climb, step("all", "jam", "crowd", a="n", b="d", C="C")],
            source=REMARK,
            says=f"For all n and d, no C < {slope} is a Lipschitz constant of f, for all points and some labels.",
        ),
    ]


CROWDED: list[Claim] = [
    readings(
        "RBF-LIP/c-hat",
        of=["RBF-LIP/c-hat/hat", "RBF-LIP/c-hat/quartic"],
        source=REMARK,
        says="Reading c for the hat max(0, 1 - t) and for max(0, 1 - t^2)^2, which are not smooth.",
    ),
    *parts("hat", "1 - t", crowd("1 - t", "1/2", "1", "0"), "n/sqrt(2*pi*d)", "1/sqrt(2*pi)", 1),
    *parts(
        "quartic",
        "(1 - t**2)**2",
        crowd("(1 - t**2)**2", "1", "2", "1/3"),
        "4/27*n*(2/(pi*d))**(3/2)",
        "4/27*(2/pi)**(3/2)",
        2,
    ),
]
