"""Is the effective dimension of real digit images in [15,150]?  Estimators, the rule for a verdict, and the page.

The rule, for each set of images and each estimator: of the random halves of the set (without replacement), at least 95
in 100 give an estimate in [15,150].  200 independent halves are drawn; the claim is supported at the level 1/1000 if at
most one of them gives an estimate outside.  The opposite reading, that at least 95 in 100 give an estimate outside, is
a claim of its own for each estimator, by the same rule.

`python -m proofs.effective_dimension` runs all trials anew and writes the logs and the page (the extra ``data``; some ten
minutes); with `--page` only the page, from the logs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from verify.statement import Claim, readings
from verify.statistic import statistic

SECTION = "Section 1.1"
LOW, HIGH = 15, 150
TRIALS, SEED, LEVEL = 200, 1, "1/1000"
INSIDE, OUTSIDE = "rate <= 1/20", "rate >= 19/20"

# Each set with its number of images; halves are rounded down.
SETS = {"mnist": ("5,000 MNIST digits (28 x 28)", 5000), "digits": ("1,797 digits (8 x 8)", 1797)}

# Each estimator with its options, those that the library has as defaults.
ESTIMATORS = {
    "mle": ("maximum likelihood, 20 neighbours (Levina and Bickel)", ", 20"),
    "twonn": ("two nearest neighbours (Facco et al.)", ", 1/10"),
    "correlation": ("correlation integral (Grassberger and Procaccia)", ", 10, 20"),
    "participation": ("participation ratio of the principal components", ""),
}


def experiment(images: str, estimator: str) -> str:
    """The trial: whether the estimate on a random half lies outside [15,150]."""
    size = SETS[images][1]
    return f"outside({estimator}(sample({images}({size}), {size // 2}){ESTIMATORS[estimator][1]}), {LOW}, {HIGH})"


def stated(images: str, estimator: str, inside: bool) -> Claim:
    where = "in" if inside else "outside"
    return statistic(
        f"NUM-EFFDIM/{images}/{estimator}{'' if inside else '/outside'}",
        experiment=experiment(images, estimator),
        seed=SEED,
        trials=TRIALS,
        level=LEVEL,
        conclude=INSIDE if inside else OUTSIDE,
        run="proofs.intrinsic:trial",
        log=f"{images}.{estimator}.json",
        source=SECTION,
        says=f"{SETS[images][0]}, {ESTIMATORS[estimator][0]}: of the random halves of the set, drawn without replacement, "
        f"at least 95 in 100 give an estimate {where} [{LOW},{HIGH}]. The halves overlap but are drawn independently: the "
        "level is that of the counts given the set, and says nothing about other images.",
    )


PAIRS = [(images, estimator) for images in SETS for estimator in ESTIMATORS]
IN_RANGE = [stated(images, estimator, True) for images, estimator in PAIRS]
NOT_IN_RANGE = [stated(images, estimator, False) for images, estimator in PAIRS]

EFFECTIVE: list[Claim] = [
    readings(
        "NUM-EFFDIM",
        of=[entry.id for entry in IN_RANGE],
        source=SECTION,
        says="The intrinsic dimension of real digit images (5,000 MNIST digits; 8x8 digits of another source) is in "
        f"[{LOW},{HIGH}], by every one of four standard estimators.",
    ),
    *(entry for pair in zip(IN_RANGE, NOT_IN_RANGE, strict=True) for entry in pair),
]
