"""The law of projected distances, and a dimension that is enough for 60,000 images of size 784.

For independent uniform points x_1, ..., x_n of the sphere and z = x_i - x_j, ``shrunk(d, k, x)`` is the probability
that |P z|^2 <= x |z|^2 for the projection P on a fixed subspace of dimension k.  With the probability that two points
are closer than 1, ``crowded``, the union over pairs bounds the failure ``cramped(n, d, k, r)``: two projections closer
than r.  The incomplete beta function is bounded by its series, with factorials between Stirling's bounds.
"""

from __future__ import annotations

from verify.statement import Claim, claim, construction, readings
from verify.steps import step

from .notation import NONNEGATIVE, POSITIVE
from .separation import above, law

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
        vars={"d": "integer [2, oo)", "dt": "integer [1, oo)", "x": "[0, 1)"},
        given=["dt < d"],
        declare=[],
        conclude="shrunk(d, dt, x) == beta(dt/2, (d - dt)/2, x)",
        steps=[step("law", "projection-law", d="d", k="dt", a="dt/2", b="(d - dt)/2", x="x")],
        source=REMARK,
        says="|P(x_1 - x_2)|^2 is at most x |x_1 - x_2|^2 with the probability that a Beta(dt/2, (d - dt)/2) variable "
        "is at most x.",
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

# Which dimension is enough: n = 60,000 images of size d = 784, t = 1/4, failure at most 1/20.
PAIRS, SIZE = "60000*(60000 - 1)/2", "784"
REALS = "(-oo, oo)"


def scalar(name: str, text: str, vars: dict[str, str], given: list[str], says: str, lemmas: list[str]) -> Claim:
    return claim(text, id=f"PRJ-DIST/{name}", vars=vars, given=given, source=REMARK, says=says, lemmas=lemmas)


QUOTIENT = scalar(
    "quotient",
    "f/(g*h) <= exp(A - B - C)",
    {"f": NONNEGATIVE, "g": POSITIVE, "h": POSITIVE, "A": REALS, "B": REALS, "C": REALS},
    ["f <= exp(A)", "exp(B) <= g", "exp(C) <= h"],
    "A quotient of factorials between the exponentials of their bounds.",
    ["g*h >= exp(B)*exp(C)"],
)
GEOMETRIC = scalar(
    "geometric",
    "p <= m*u*v/(1 - c)",
    {**dict.fromkeys("pquvfm", NONNEGATIVE), "c": "[0, 1)"},
    ["f <= m", "p == q + f*u*v", "q <= c*p"],
    "A series whose tail is at most c times the whole, and whose first summand is at most m u v.",
    ["f*u*v <= m*u*v", "p*(1 - c) <= m*u*v"],
)


def stirling(at: str, below: bool) -> str:
    """The logarithm of a factorial, from below or from above."""
    rest = f"1/(12*({at}) + 2/(5*({at})))" if below else f"1/(12*({at}))"
    return f"(({at}) + 1/2)*log({at}) - ({at}) + log(2*pi)/2 + {rest}"


def enough(k: str) -> Claim:
    """The union bound with the beta law at dimension k, its series bounded by a geometric one."""
    a, b, x = f"{k}/2", f"({SIZE} - {k})/2", f"1/4*{k}/{SIZE}"
    top, right = f"{a} + {b} - 1", f"{b} - 1"
    logs = {"A": stirling(top, False), "B": stirling(a, True), "C": stirling(right, True)}
    first = f"exp({logs['A']} - ({logs['B']}) - ({logs['C']}))"
    u, v, c = f"({x})**({a})", f"(1 - {x})**({b})", f"{x}*({a} + {b})/({a} + 1)"
    series = {"p": "q0_", "q": "q4_", "f": "q3_/(q1_*q2_)", "m": first, "u": u, "v": v, "c": c}
    share = "9/(200*60000**2/2)"
    steps = [
        step("top", "stirling-above", a=top),
        step("left", "stirling-below", a=a),
        step("right", "stirling-below", a=right),
        step("left_positive", "follows", "left", R=f"factorial({a}) > 0"),
        step("right_positive", "follows", "right", R=f"factorial({right}) > 0"),
        step(
            "quotient",
            "follows",
            *("left_positive", "right_positive", "top", "left", "right"),
            R=f"factorial({top})/(factorial({a})*factorial({right})) <= {first}",
            instances=[(QUOTIENT, {**logs, "f": "q0_", "g": "q1_", "h": "q2_"})],
        ),
        step("next", "beta-next", a=a, b=b, x=x),
        step("ratio", "beta-ratio", a=a, b=b, x=x),
        step(
            "series",
            "follows",
            *("left_positive", "right_positive", "quotient", "next", "ratio"),
            R=f"beta({a}, {b}, {x}) <= {first}*{u}*{v}/(1 - {c})",
            instances=[(GEOMETRIC, series)],
        ),
        step("small", "weaken", "series", b=share),
        step("projection_law", "projection-law", d=SIZE, k=k, a=a, b=b, x=x),
        step("shrunk", "follows", "projection_law", "small", R=f"shrunk({SIZE}, {k}, {x}) <= {share}"),
        *law(SIZE),
        *above(SIZE),
        step("cap", "weaken", "above", b=f"(3/4)**({SIZE}/2)"),
        step("pairs", "pairs", "cap", n="60000"),
        step("projection", "projected-points", "pairs", "shrunk"),
        step("failure", "weaken", "projection", b="1/20"),
    ]
    return construction(
        f"PRJ-DIST/least/{k}",
        vars={},
        declare=[],
        conclude=f"cramped(60000, {SIZE}, {k}, sqrt({x})) <= 1/20",
        steps=steps,
        source=REMARK,
        says=f"n = 60,000, d = {SIZE}, t = 1/4: at dt = {k} all projected distances are at least sqrt(t dt/d), but for "
        "a failure of at most 1/20.",
    )
