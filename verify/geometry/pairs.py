"""All pairs of the points of a file: the closest one, and those closer than a given distance."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from verify.geometry.boxes import blocks
from verify.geometry.closest import Closest, Found
from verify.geometry.duplicates import classes
from verify.geometry.gram import settle_conditions
from verify.geometry.grid import Grid
from verify.geometry.metrics import Metric
from verify.geometry.metrics import metric as metric_for
from verify.geometry.reading import Points
from verify.geometry.separation import Separation
from verify.geometry.sweep import Progress, Question, Sweep


@dataclass(frozen=True)
class Findings:
    """What was found among all pairs, or, if not ``complete``, among those of ``done`` blocks of ``total``.

    closest: None only if nothing was found before an interruption.  separation: None if no distance was asked for.
    """

    points: Points
    metric: Metric
    closest: Found | None
    separation: Separation | None
    complete: bool
    done: int
    total: int


def silent(done: int, total: int) -> None: ...


def examine(
    points: Points,
    directions: bool = False,
    distance: Fraction | None = None,
    listed: int = 20,
    workers: int = 1,
    progress: Progress = silent,
    size: int | None = None,
) -> Findings:
    """Find the closest pair, and the pairs closer than ``distance``, of which ``listed`` are listed.

    workers: threads.  size: points of a block, otherwise chosen.  Raises DataError, and ProductError on a machine where
    the theorems do not hold.  Ctrl-C ends the search, and what has been found is returned.
    """
    settle_conditions()
    metric = metric_for(points, directions)
    grid = Grid(metric)
    equal = classes(grid)
    known = None if directions or equal is None else coinciding(equal)
    closest = Closest(metric, equal)
    separation = None if distance is None else Separation(metric, distance, listed)
    questions: list[Question] = [] if known is not None else [closest]
    questions += [] if separation is None else [separation]
    complete, done, total = True, 0, 0
    if questions:
        sweep = Sweep(grid, blocks(grid, size), questions, progress)
        try:
            sweep.run(max(1, min(workers, sweep.total)))
        except KeyboardInterrupt:
            complete = False
        done, total = sweep.done, sweep.total
    points.unchanged()
    return Findings(points, metric, known or closest.found, separation, complete, done, total)


def coinciding(equal: NDArray[np.int64]) -> Found:
    """Equal rows are at distance 0, and nothing is closer."""
    _, sizes = np.unique(equal, return_counts=True)
    again = np.flatnonzero(equal != np.arange(equal.size))
    first = int(equal[again].min())
    second = int(again[equal[again] == first][0])
    return Found(Fraction(0), (first, second), sum(int(size) * (int(size) - 1) // 2 for size in sizes[sizes > 1]))
