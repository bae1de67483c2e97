"""Random points, drawn: how often some two of n are closer than 1, on a grid of (n, d).

Each point of the grid has two claims: the rate of failures is at least ``low``, and at most ``high``.  The exact
probability is between the two (SEP-CIRCLE for d = 2, the law of one distance and pairwise independence otherwise),
which a test checks in ball arithmetic.  They are as close to it as the number of trials allows: thousandths with which
a simulator whose rate is at the nearer exact bound fails to support the claim with probability at most 1e-5.  The grid,
the seeds and the ends follow from this rule, not from what was seen.
"""

from __future__ import annotations

from verify.statement import Claim, readings
from verify.statistic import statistic

REMARK = "Remark 1.1"

# n, d, trials, low, high
GRID: list[tuple[int, int, int, str, str]] = [
    (2, 2, 5000, "0.269", "0.401"),
    (3, 2, 5000, "0.687", "0.808"),
    (4, 2, 5000, "0.932", "0.985"),
    (2, 3, 5000, "0.192", "0.313"),
    (3, 3, 5000, "0.493", "0.691"),
    (2, 5, 5000, "0.109", "0.21"),
    (3, 5, 5000, "0.329", "0.489"),
    (3, 7, 5000, "0.218", "0.354"),
    (4, 7, 5000, "0.391", "0.594"),
    (3, 10, 5000, "0.117", "0.225"),
    (5, 10, 5000, "0.363", "0.557"),
    (4, 15, 5000, "0.092", "0.193"),
    (5, 15, 5000, "0.162", "0.287"),
    (8, 15, 5000, "0.388", "0.595"),
    (5, 20, 5000, "0.062", "0.148"),
    (10, 20, 5000, "0.298", "0.46"),
    (10, 25, 5000, "0.136", "0.25"),
    (20, 25, 5000, "0.426", "0.67"),
    (10, 30, 5000, "0.054", "0.135"),
    (20, 30, 5000, "0.256", "0.401"),
    (30, 30, 5000, "0.427", "0.676"),
    (20, 40, 5000, "0.046", "0.122"),
    (30, 40, 5000, "0.122", "0.23"),
    (50, 40, 5000, "0.325", "0.487"),
    (50, 50, 5000, "0.069", "0.156"),
    (100, 50, 5000, "0.291", "0.441"),
    (200, 50, 5000, "0.583", "0.894"),
    (100, 64, 5000, "0.026", "0.09"),
    (200, 64, 5000, "0.145", "0.258"),
    (300, 64, 5000, "0.309", "0.463"),
    (300, 80, 5000, "0.02", "0.078"),
    (500, 80, 5000, "0.076", "0.167"),
]
FAMILY = 10**6  # one false alarm in so many runs of all claims
LEVEL = f"1/{2 * len(GRID) * FAMILY}"


def simulated(n: int, d: int, trials: int, low: str, high: str) -> list[Claim]:
    """The two claims of a point of the grid, about the same trials."""
    return [
        statistic(
            f"SEP-MC/{n}-{d}/{side}",
            experiment=f"crowded({n}, {d}, 1)",
            seed=10_000 * d + n,
            trials=trials,
            level=LEVEL,
            conclude=conclude,
            source=REMARK,
            says=f"For n = {n} and d = {d} some pair is closer than 1 in {words} {end} of all trials.",
        )
        for side, conclude, words, end in (
            ("above", f"rate <= {high}", "at most", high),
            ("below", f"rate >= {low}", "at least", low),
        )
    ]


POINTS = [entry for row in GRID for entry in simulated(*row)]
SIMULATED: list[Claim] = [
    readings(
        "SEP-MC",
        of=[entry.id for entry in POINTS],
        source=REMARK,
        says=f"On a grid of {len(GRID)} (n, d) the simulated rate of failures is near the exact bounds, each side at a "
        "level at which a false alarm in any of them has probability at most 1e-6: Clopper-Pearson intervals, recorded "
        "seeds.",
    ),
    *POINTS,
]
