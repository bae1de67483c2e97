"""Dimensions that are too small: up to 66 the union bound over pairs with the beta law of projections is above 1/20.

The series of the incomplete beta function is at least its first summands, whose factorials Stirling's bounds enclose.
Up to dimension 65 the first summand is enough, and one claim holds for all of them; at 66 it takes three.  With 67,
which is enough (``projection``), this is the least dimension that the union bound certifies.
"""

from __future__ import annotations

from verify.statement import Claim, construction, readings
from verify.steps import Hint, step

from .notation import NONNEGATIVE, POSITIVE
from .projection import GEOMETRIC, PAIRS, QUOTIENT, REALS, REMARK, SIZE, enough, scalar, stirling

EXCEEDS = scalar(
    "exceeds",
    "f/(g*h) >= exp(A - B - C)",
    {"f": POSITIVE, "g": POSITIVE, "h": POSITIVE, "A": REALS, "B": REALS, "C": REALS},
    ["f >= exp(A)", "exp(B) >= g", "exp(C) >= h"],
    "A quotient of factorials between the exponentials of their bounds, from below.",
    ["f*exp(B)*exp(C) >= exp(A)*g*h"],
)
PRESENT = scalar(
    "positive",
    "f > 0",
    {"f": NONNEGATIVE, "A": REALS},
    ["f >= exp(A)"],
    "What is at least an exponential.",
    ["exp(A) > 0"],
)
SUMMAND = scalar(
    "summand",
    "w*p >= w*q + s",
    {**dict.fromkeys("pquvfmw", NONNEGATIVE), "s": REALS},
    ["f >= m", "p == q + f*u*v", "w*m*u*v >= s"],
    "A series whose first summand is at least m u v, and w m u v at least s.",
    ["f*u*v >= m*u*v", "w*f*u*v >= w*m*u*v"],
)
LOGARITHM = scalar(
    "logarithm",
    "w*exp(D)*x**a*y**b >= s",
    {**dict.fromkeys("wxys", POSITIVE), **dict.fromkeys("abD", REALS)},
    ["D + a*log(x) + b*log(y) + log(w) >= log(s)"],
    "A product is at least s if its logarithm is at least that of s.",
    ["exp(D + a*log(x) + b*log(y) + log(w)) >= exp(log(s))"],
)
EXPONENTIAL = scalar("exponential", "exp(D) > 0", {"D": REALS}, [], "Exponentials are positive.", [])
POWER = scalar("power", "x**y > 0", {"x": POSITIVE, "y": REALS}, [], "Powers are positive.", [])
ENOUGH, DT = "1/18", {"dt": "[1, 65]"}


def parts_of(k: str, j: int) -> tuple[str, str, str, str, str]:
    """a, b and x of the summand j of the series, and the arguments of its outer factorials."""
    a, b = f"{k}/2" + " + 1" * j, f"({SIZE} - {k})/2"
    return a, b, f"1/4*{k}/{SIZE}", f"{a} + {b} - 1", f"{b} - 1"


def logs_of(k: str, j: int) -> dict[str, str]:
    a, _, _, top, right = parts_of(k, j)
    return {"A": stirling(top, True), "B": stirling(a, False), "C": stirling(right, False)}


def exponent(logs: dict[str, str]) -> str:
    return f"{logs['A']} - ({logs['B']}) - ({logs['C']})"


Instances = list[tuple[Claim, dict[str, str]]]


def summand(k: str, j: int, least: str, instances: Instances) -> list[Hint]:
    """beta at a = k/2 + j is at least ``least``, for each pair, above beta at a + 1."""
    a, b, x, top, right = parts_of(k, j)
    logs = logs_of(k, j)
    first = f"exp({exponent(logs)})"
    parts = {"top": top, "left": a, "right": right}
    names = [f"{part}_positive{j}" for part in parts]
    return [
        *(step(f"{part}_below{j}", "stirling-below", a=at) for part, at in parts.items()),
        *(step(f"{part}_above{j}", "stirling-above", a=at) for part, at in parts.items() if part != "top"),
        *(
            step(
                f"{part}_positive{j}",
                "follows",
                f"{part}_below{j}",
                R=f"factorial({at}) > 0",
                instances=[(PRESENT, {"f": "q0_", "A": stirling(at, True)})],
            )
            for part, at in parts.items()
        ),
        step(
            f"quotient{j}",
            "follows",
            *(*names, f"top_below{j}", f"left_above{j}", f"right_above{j}"),
            R=f"factorial({top})/(factorial({a})*factorial({right})) >= {first}",
            instances=[(EXCEEDS, {**logs, "f": "q0_", "g": "q1_", "h": "q2_"})],
        ),
        step(f"next{j}", "beta-next", a=a, b=b, x=x),
        step(
            f"summand{j}",
            "follows",
            *(*names, f"quotient{j}", f"next{j}"),
            R=f"{PAIRS}*beta({a}, {b}, {x}) >= {PAIRS}*beta({a} + 1, {b}, {x}) + {least}",
            instances=instances,
        ),
    ]


def first(k: str) -> dict[str, str]:
    """The first summand at dimension k and what it is compared with, as the terms of LOGARITHM."""
    a, b, x, _, _ = parts_of(k, 0)
    return {"w": PAIRS, "D": exponent(logs_of(k, 0)), "x": x, "a": a, "b": b, "s": ENOUGH}


def added(k: str, j: int, least: str) -> Instances:
    """The summand is at least ``least``, since its logarithm is large enough."""
    a, b, x, _, _ = parts_of(k, j)
    logs = exponent(logs_of(k, j))
    series = {"p": "q0_", "q": "q1_", "f": "q2_/(q3_*q4_)", "m": f"exp({logs})", "w": PAIRS, "s": least}
    powers = {"u": f"({x})**({a})", "v": f"(1 - {x})**({b})"}
    terms = {"w": PAIRS, "D": logs, "x": x, "y": f"1 - {x}", "a": a, "b": b, "s": least}
    return [(LOGARITHM, terms), (SUMMAND, series | powers)]


# The logarithm of the first summand falls in dt, so it is enough up to dimension 65.  In short: 391 = 784/2 - 1.
FIRST_LOGARITHM = scalar(
    "first/logarithm",
    "{} + dt/2*log(dt/3136) + (392 - dt/2)*log(1 - dt/3136) + log({}) >= log({})".format(
        exponent({"A": stirling("391", True), "B": stirling("dt/2", False), "C": stirling("391 - dt/2", False)}),
        PAIRS,
        ENOUGH,
    ),
    DT,
    [],
    f"For 1 <= dt <= 65 the logarithm of the first summand, for all pairs, is at least that of {ENOUGH}.",
    [],
)


def from_first() -> Instances:
    """As ``added``; that the factors are positive is not seen once their powers are multiplied out."""
    known = first("dt")
    powers = {"u": "({x})**({a})".format(**known), "v": "(1 - {x})**({b})".format(**known)}
    series = {"p": "q0_", "q": "q1_", "f": "q2_/(q3_*q4_)", "m": f"exp({known['D']})", "w": PAIRS, "s": ENOUGH}
    return [
        (EXPONENTIAL, {"D": known["D"]}),
        (POWER, {"x": "1 - {x}".format(**known), "y": known["b"]}),
        (FIRST_LOGARITHM, {"dt": "dt"}),
        (LOGARITHM, known | {"y": "1 - {x}".format(**known)}),
        (SUMMAND, series | powers),
    ]


def short(name: str, k: str, vars: dict[str, str], summands: list[list[Hint]], at: str) -> Claim:
    """The union bound with the beta law at dimension k is above 1/20: so are these first summands of the series."""
    R = f"{PAIRS}*beta({k}/2, ({SIZE} - {k})/2, 1/4*{k}/{SIZE}) > 1/20"
    names = [f"summand{j}" for j in range(len(summands))]
    return construction(
        f"PRJ-DIST/least/{name}",
        vars=vars,
        declare=[],
        conclude=R,
        steps=[*(row for rows in summands for row in rows), step("short", "follows", *names, R=R)],
        source=REMARK,
        says=f"At {at} the union bound over pairs with the beta law is above 1/20.",
    )


THREE = ("39/1000", "19/2000", "11/5000")
SMALLER = [
    short("below", "dt", {"dt": "integer [1, 65]"}, [summand("dt", 0, ENOUGH, from_first())], "every dt <= 65"),
    short("66", "66", {}, [summand("66", j, part, added("66", j, part)) for j, part in enumerate(THREE)], "dt = 66"),
]
LEAST: list[Claim] = [
    readings(
        "PRJ-DIST/least",
        of=["PRJ-DIST/least/67", "PRJ-DIST/least/smaller"],
        source=REMARK,
        says="The smallest certified dt for given n, d, delta, t: 67 for 60,000, 784, 1/20, 1/4.",
    ),
    enough("67"),
    readings(
        "PRJ-DIST/least/smaller",
        of=[entry.id for entry in SMALLER],
        source=REMARK,
        says="For dt <= 66 the union bound over pairs with the beta law is above 1/20.",
    ),
    *SMALLER,
    QUOTIENT,
    GEOMETRIC,
    EXCEEDS,
    PRESENT,
    SUMMAND,
    LOGARITHM,
    FIRST_LOGARITHM,
    EXPONENTIAL,
    POWER,
]
