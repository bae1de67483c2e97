"""All labellings at once: with what probability labels in [-1, 1] at random points have 2-Lipschitz interpolants.

By McShane's theorem n points fail to carry some labelling with Lipschitz constant L exactly if two of them, with the
labels 1 and -1, are closer than 2/L.  So for L = 2 the probabilities are those of the group SEP, thresholds included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verify.statement import Claim, construction, readings
from verify.steps import Hint, step

from .many_points import ANY_DEGREE, FEWEST
from .notation import COUNT, POSITIVE
from .separation import DEGREES, DIMENSION, ENOUGH, REMARK, UNION, at, close_pairs


def transferred(steps: Sequence[Mapping[str, object]], n: str, d: str, relation: str) -> list[Hint]:
    """Steps that end with a relation for crowded(n, d, 1), and then the same relation for unextendable(n, d, 2)."""
    return [
        *map(dict, steps),
        step("extension", "extension", n=n, d=d, L="2", s="1"),
        step("labellings", "follows", "extension", str(steps[-1]["name"]), R=f"unextendable({n}, {d}, 2) {relation}"),
    ]


def labellings(
    id: str, base: Claim, vars: Mapping[str, str], points: tuple[str, str], relation: str, says: str, *given: str
) -> Claim:
    """What a claim on crowded(n, d, 1) says of labels; points: n and d."""
    n, d = points
    return construction(
        id,
        vars=vars,
        given=given,
        declare=[],
        conclude=f"unextendable({n}, {d}, 2) {relation}",
        steps=transferred(base.hints.steps, n, d, relation),
        source=REMARK,
        says=says,
    )


ALL_LABELLINGS = labellings(
    "EXT-WHP",
    ANY_DEGREE,
    {"m": COUNT, "n": COUNT, "d": DIMENSION},
    ("n", "d"),
    f"<= {ENOUGH}",
    "For every degree m, all d >= 43 m (log(43 m) - 1) and all n <= d^m: with probability at least 1 - exp(-d/20) all "
    "labellings in [-1,1]^n of n independent uniform points of the sphere at once have 2-Lipschitz interpolants.",
    "n <= d**m",
    "d >= 43*m*(log(43*m) - 1)",
)


def from_threshold(m: int) -> Claim:
    return labellings(
        f"EXT-WHP/degree/{m}",
        close_pairs(m)[0],
        {"d": f"integer [{UNION[m]}, oo)", "n": COUNT},
        ("n", "d"),
        f"<= {ENOUGH}",
        f"For n <= d^{m} and d >= {UNION[m]} all labellings have 2-Lipschitz interpolants with probability at least "
        "1 - exp(-d/20).",
        f"n <= d**{m}",
    )


AT_55 = labellings(
    "EXT-WHP/degree/1-55",
    FEWEST,
    {"n": "integer [1, 55]"},
    ("n", "55"),
    f"<= {at(ENOUGH, 55)}",
    "At d = 55 and n <= d too all labellings have them with probability at least 1 - exp(-d/20).",
)
BY_DEGREE = [*map(from_threshold, DEGREES), AT_55]

LABELLINGS: list[Claim] = [
    ALL_LABELLINGS,
    construction(
        "EXT-WHP/event",
        vars={"n": COUNT, "d": DIMENSION, "L": POSITIVE},
        declare=[],
        conclude="unextendable(n, d, L) == crowded(n, d, 2/L)",
        steps=[step("extension", "extension", n="n", d="d", L="L", s="2/L")],
        source=REMARK,
        says="For every L > 0 some labelling has no L-Lipschitz interpolant exactly if two points are closer than 2/L. "
        "So at L = 2 the thresholds d0(m) of SEP-WHP/b are the least ones for labellings too.",
    ),
    readings(
        "EXT-WHP/degree",
        of=[claim.id for claim in BY_DEGREE],
        source=REMARK,
        says="The same for m in {1, 2, 3, 5, 10} and d >= d0(m) = 55, 187, 332, 647, 1514 (m = 1: d = 55 by itself).",
    ),
    *BY_DEGREE,
]
