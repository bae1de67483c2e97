"""Random points of the sphere: how often two of them are closer than 1, in all dimensions.

The law of one distance is an incomplete beta function. Its series (DLMF 8.17.8) is its first term times a factor R that
obeys a recurrence in the dimension; rational functions that obey it with an inequality bound R, for all dimensions at
once, and the same holds of the quotient of gamma functions in the first term.
"""

from __future__ import annotations

import re

from verify.statement import Claim, construction, readings
from verify.steps import Hint, step

from .notation import COUNT

REMARK = "Remark 1.1"
DIMENSION = "integer [2, oo)"
HALF = "(d - 1)/2"
DEGREES = (1, 2, 3, 5, 10)
UNION = {1: 56, 2: 187, 3: 332, 5: 647, 10: 1514}  # the least d0(m) for the union bound
ENOUGH = "exp(-d/20)"

BETA = f"beta({HALF}, 1/2, s**2 - s**4/4)/2"
LEADING = "2*(3/4)**((d - 1)/2)*sqrt(1/(4*pi))"
ABOVE = f"(d + 7)/(d + 10)*{LEADING}/sqrt(d/2 - 1/4)"
BELOW = f"(d + 1)/(d + 4)*{LEADING}/sqrt(d/2 - 1/6)"
SHARP = f"(d + 5)/(d + 8)*{LEADING}/sqrt(d/2 - 1/6)"  # for d >= 41


def at(text: str, d: int | str) -> str:
    """A formula in d at another value."""
    return "".join(f"({d})" if part == "d" else part for part in split(text))


def split(text: str) -> list[str]:
    return re.findall(r"\w+|\W", text)


def law(d: str = "d") -> list[Hint]:
    """close(d, 1) as an incomplete beta function."""
    return [
        step("sphere", "sphere", d=d, s="1", u="u"),
        step("law", "substitution", a=at(HALF, d), c="1 - 1**2/2", u="u", y="3/4"),
    ]


def above(d: str = "d") -> list[Hint]:
    """close(d, 1) <= ABOVE: R(v) <= 4 - 6/(v + 11/2)."""
    a = at(HALF, d)
    return [
        step("quotient_below", "wallis-below", c=a, l="1/2", t="v", u="v + 1/4"),
        step("series_above", "beta-above", "quotient_below", c=a, l="1/2", t="v", u="4 - 6/(v + 11/2)", x="3/4"),
        step("above", "follows", "sphere", "law", "series_above", R=f"close({d}, 1) <= {at(ABOVE, d)}"),
    ]


def below(d: str = "d", shift: str = "5/2", least: str = "1/2", bound: str = BELOW) -> list[Hint]:
    """close(d, 1) >= bound: R(v) >= 4 - 6/(v + shift) from ``least`` on."""
    a = at(HALF, d)
    return [
        step("quotient_above", "wallis-above", c=a, l="1/2", t="v", u="v + 1/3"),
        step("series_below", "beta-below", "quotient_above", c=a, l=least, t="v", u=f"4 - 6/(v + {shift})", x="3/4"),
        step("below", "follows", "sphere", "law", "series_below", R=f"close({d}, 1) >= {at(bound, d)}"),
    ]


def sharply(d: int) -> list[Hint]:
    return [*law(str(d)), *below(str(d), "9/2", "20", SHARP)]


LAW_STEPS = [
    step("sphere", "sphere", d="d", s="s", u="u"),
    step("beta", "substitution", a=HALF, c="1 - s**2/2", u="u", y="s**2 - s**4/4"),
    step("law", "follows", "sphere", "beta", R=f"close(d, s) == {BETA}"),
]


def pair(id: str, conclude: str, steps: list[Hint], says: str, d: str = DIMENSION) -> Claim:
    return construction(
        id,
        vars={"d": d} if "d" in split(conclude) else {},
        declare=[],
        conclude=conclude,
        steps=steps,
        source=REMARK,
        says=says,
    )


LOWER = "(3/4)**(d/2)/(2*sqrt(d))"
ONE_PAIR: list[Claim] = [
    construction(
        "SEP-LAW",
        vars={"d": DIMENSION, "s": "[0, oo)"},
        given=["s**2 <= 2"],
        declare=[],
        conclude=f"close(d, s) == {BETA}",
        steps=LAW_STEPS,
        source=REMARK,
        says="P(|x_1 - x_2| < s) = (1/2) I_u((d - 1)/2, 1/2) with u = s^2 - s^4/4, the regularised incomplete beta "
        "function, for 0 <= s <= sqrt(2) and d >= 2.",
    ),
    pair(
        "SEP-CAP",
        "close(d, 1) <= (3/4)**(d/2)",
        [*law(), *above(), step("cap", "weaken", "above", b="(3/4)**(d/2)")],
        "P(|x_1 - x_2| < 1) <= (3/4)^(d/2) for all d >= 2.",
    ),
    readings(
        "SEP-RATE",
        of=["SEP-RATE/above", "SEP-RATE/below", "SEP-RATE/limit"],
        source=REMARK,
        says="(1/d) log P(|x_1 - x_2| < 1) tends to (1/2) log(3/4), with explicit two-sided bounds for all d >= 2.",
    ),
    pair(
        "SEP-RATE/above",
        f"close(d, 1) <= {ABOVE}",
        [*law(), *above()],
        "The upper bound, up to the factor 1 + O(1/d^2).",
    ),
    pair(
        "SEP-RATE/below", f"close(d, 1) >= {BELOW}", [*law(), *below()], "The lower bound, up to the factor 1 - O(1/d)."
    ),
    pair(
        "SEP-RATE/limit",
        f"close(d, 1) > {LOWER}",
        [*law(), *below(), step("rate", "weaken-below", "below", b=LOWER)],
        "With SEP-CAP: (1/d) log P differs from (1/2) log(3/4) by at most log(2 sqrt(d))/d.",
    ),
]


def close_pairs(m: int) -> list[Claim]:
    """For n <= d^m: the union bound from the least d0 on, and that it does not give it at d0 - 1."""
    least = UNION[m]
    before, needed = least - 1, f"2*{at(ENOUGH, least - 1)}/{least - 1}**{2 * m}"
    return [
        construction(
            f"SEP-WHP/a/{m}",
            vars={"d": f"integer [{least}, oo)", "n": COUNT},
            given=[f"n <= d**{m}"],
            declare=[],
            conclude=f"crowded(n, d, 1) <= {ENOUGH}",
            steps=[
                *law(),
                *above(),
                step("pairs", "pairs", "above", n="n"),
                step("union", "weaken", "pairs", b=f"d**{2 * m}/2*({ABOVE})"),
                step("enough", "weaken", "union", b=ENOUGH),
            ],
            source=REMARK,
            says=f"For n <= d^{m} and d >= {least} some pair is closer than 1 with probability at most exp(-d/20).",
        ),
        pair(
            f"SEP-WHP/a/{m}-least",
            f"close({before}, 1) > {needed}",
            [*sharply(before), step("fails", "weaken-below", "below", b=needed)],
            f"At d = {before} and n = d^{m} the union bound n^2/2 P is larger than exp(-d/20).",
        ),
    ]


UNION_BOUND = [
    readings(
        "SEP-WHP/a",
        of=[entry.id for m in DEGREES for entry in close_pairs(m)],
        source=REMARK,
        says="The same for m in {1, 2, 3, 5, 10}, with the least d0(m) for which the union bound over pairs gives it: "
        "56, 187, 332, 647, 1514.",
    ),
    *(entry for m in DEGREES for entry in close_pairs(m)),
]
