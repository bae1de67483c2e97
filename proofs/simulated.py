"""Random points, drawn: how often some two of n are closer than 1, on a grid of (n, d).

Each point of the grid has two claims: the rate of failures is at least ``low``, and at most ``high``.  The exact
probability is between the two (SEP-CIRCLE for d = 2, the law of one distance and pairwise independence otherwise),
which a test checks in ball arithmetic.  They are as close to it as the number of trials allows: thousandths with which
a simulator whose rate is at the nearer exact bound fails to support the claim with probability at most 1e-5.  The grid,
the seeds and the numbers of trials were fixed with the ends, and not changed after a run.
"""

from __future__ import annotations

from verify.statement import Claim, readings
from verify.statistic import statistic

REMARK = "Remark 1.1"

# n, d, trials, low, high
GRID: list[tuple[int, int, int, str, str]] = [
    (2, 2, 20000, "0.301", "0.367"),
    (3, 2, 20000, "0.719", "0.78"),
    (4, 2, 20000, "0.948", "0.975"),
    (2, 3, 20000, "0.22", "0.281"),
    (3, 3, 20000, "0.527", "0.659"),
    (2, 5, 20000, "0.131", "0.183"),
    (3, 5, 20000, "0.361", "0.455"),
    (3, 7, 20000, "0.247", "0.322"),
    (4, 7, 20000, "0.425", "0.56"),
    (3, 10, 20000, "0.14", "0.196"),
    (5, 10, 20000, "0.397", "0.523"),
    (4, 15, 20000, "0.114", "0.166"),
    (5, 15, 20000, "0.188", "0.256"),
    (8, 15, 20000, "0.422", "0.561"),
    (5, 20, 20000, "0.08", "0.124"),
    (10, 20, 20000, "0.33", "0.426"),
    (10, 25, 20000, "0.161", "0.221"),
    (20, 25, 20000, "0.46", "0.637"),
    (10, 30, 20000, "0.07", "0.112"),
    (20, 30, 20000, "0.286", "0.367"),
    (30, 30, 20000, "0.462", "0.643"),
    (20, 40, 20000, "0.061", "0.1"),
    (30, 40, 20000, "0.146", "0.201"),
    (50, 40, 20000, "0.358", "0.452"),
    (50, 50, 20000, "0.087", "0.132"),
    (100, 50, 20000, "0.323", "0.406"),
    (200, 50, 20000, "0.617", "0.872"),
    (100, 64, 20000, "0.039", "0.071"),
    (200, 64, 20000, "0.17", "0.228"),
    (300, 64, 10000, "0.328", "0.443"),
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
