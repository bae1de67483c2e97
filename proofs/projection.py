"""The law of projected distances, and the least dimension that it certifies for 60,000 images of size 784.

For independent uniform points x_1, ..., x_n of the sphere and z = x_i - x_j, ``shrunk(d, k, x)`` is the probability
that |P z|^2 <= x |z|^2 for the projection P on a fixed subspace of dimension k.  With the probability that two points
are closer than 1, ``crowded``, the union over pairs bounds the failure ``cramped(n, d, k, r)``: two projections closer
than r.  The incomplete beta function is bounded by its series, with factorials between Stirling's bounds.
"""

from __future__ import annotations

from verify.statement import Claim, construction, readings
from verify.steps import step

from .notation import NONNEGATIVE

REMARK = "Remark 1.1"
LAW: list[Claim] = [
    readings(
        "PRJ-LAW",
        of=["PRJ-LAW/beta", "PRJ-LAW/independent"],
        source=REMARK,
        says="|P(x_1 - x_2)|^2/|x_1 - x_2|^2 has the law Beta(dt/2, (d - dt)/2) and is independent of |x_1 - x_2|.",
    ),
    construction(
        "PRJ-LAW/beta",
        vars={"d": "integer [2, oo)", "dt": "integer [1, oo)", "x": "[0, 1]"},
        given=["dt < d"],
        declare=[],
        conclude="shrunk(d, dt, x) == beta(dt/2, (d - dt)/2, x)",
        steps=[step("law", "projection-law", d="d", k="dt", x="x")],
        source=REMARK,
        says="|P(x_1 - x_2)|^2 is at most x |x_1 - x_2|^2 with the probability that a Beta(dt/2, (d - dt)/2) variable is "
        "at most x.",
    ),
    construction(
        "PRJ-LAW/independent",
        vars={"d": "integer [2, oo)", "dt": "integer [1, oo)", "s": NONNEGATIVE, "x": "[0, 1]"},
        given=["dt < d"],
        declare=[],
        conclude="close_shrunk(d, dt, s, x) == close(d, s)*shrunk(d, dt, x)",
        steps=[step("product", "projection-independent", d="d", k="dt", s="s", x="x")],
        source=REMARK,
        says="That |x_1 - x_2| < s and that |P(x_1 - x_2)|^2 is at most x |x_1 - x_2|^2 are independent events.",
    ),
]

LEAST: list[Claim] = []  # TODO
