"""How steep sums of bumps of radius 1 get: the counterexample to RBF-LIP/a, for all m, and what a search finds.

The lower bound a m^e - b on the steepest quotient of m bumps is that of the rule ``grow`` in the refutation of the
claim, with its profile; the search (``verify.geometry.steep``) looks for m centres on which the same profile is steep.
The same profile with half the radius does not grow: its Lipschitz constant is one for every sum (RBF-LIP/b).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verify.geometry.objects import evaluate
from verify.geometry.steep import steepest
from verify.library import Library
from verify.report.canvas import PictureError, plane, saved
from verify.report.pictures import stated

SAYS = "the steepest quotient of m bumps: the bound that refutes RBF-LIP/a, and what a search finds"
CLAIM = "RBF-LIP/a"
COUNTS = (2, 4, 6, 8, 12, 16, 24, 32)


@dataclass(frozen=True)
class Growth:
    """For each m: the bound of the refutation, and the quotients found for the profile and for half its radius."""

    counts: tuple[int, ...]
    bound: tuple[float, ...]
    found: tuple[float, ...]
    half: tuple[float, ...]


def compute(library: Library, counts: tuple[int, ...] = (), seed: int = 0) -> Growth:
    counts = counts or COUNTS
    claim = stated(library, CLAIM)
    rates = [hint["with"] for hint in claim.hints.refutation if hint["rule"] == "grow"]
    if len(rates) != 1 or set(claim.hints.objects) != {"g"}:
        raise PictureError(f"{CLAIM}: a profile g and one step of the rule grow expected")
    a, b, e = (float(evaluate(rates[0][name])) for name in "abe")
    profile = evaluate(claim.hints.objects["g"])
    return Growth(
        counts,
        tuple(a * m**e - b for m in counts),
        tuple(steepest(profile, m, m, seed).quotient for m in counts),
        tuple(steepest(lambda t: profile(2 * np.asarray(t)), m, m, seed).quotient for m in counts),
    )


def draw(data: Growth, form: str) -> bytes:
    figure, axes = plane(xlabel="bumps m", ylabel="difference quotient")
    axes.plot(data.counts, data.found, "o", label="radius 1: found by search")
    axes.plot(data.counts, data.bound, "-", label="radius 1: proved for every m")
    axes.plot(data.counts, data.half, "s", label="radius 1/2: found by search")
    axes.legend()
    return saved(figure, form)
