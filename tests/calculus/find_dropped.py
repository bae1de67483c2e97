"""``python -m tests.calculus.find_dropped``: look for models that dropped.json lacks.  No part of the suite."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from tests.calculus.dropping import STORE, Drop, concluded, demands, met, store, stored
from tests.calculus.fits import FITS, fits
from tests.calculus.instances import Case, holds
from tests.calculus.models import Model, Undefined
from verify.kernel.errors import Malformed, Rejected


def candidates(rule: str, count: int) -> Iterator[tuple[Drop, Model, Case]]:
    """Models with exactly one demand unmet in which the conclusion fails."""
    for seed in range(count):
        try:
            model, case = fits(rule, random.Random(f"{rule} {seed}"), True)
            if holds(model, concluded(case), case.domains):
                continue
            unmet = []
            for drop in demands(rule):
                unmet += [] if met(drop, model, case) else [drop]
                if len(unmet) > 1:
                    break
            if len(unmet) == 1 and all(holds(model, fact, case.domains) for fact in case.facts):
                yield unmet[0], model, case
        except (Rejected, Malformed, Undefined, ValueError, ZeroDivisionError, OverflowError, TypeError):
            continue


def main() -> None:
    count, rules = (
        int(sys.argv[1]),
        sys.argv[2:] or [rule for rule in FITS if rule not in ("linear", "implied", "cases")],
    )
    found = {(case.rule, drop): (drop, model, case) for drop, model, case in (stored() if STORE.exists() else [])}
    for rule in rules:
        wanted = {drop for drop in demands(rule) if (rule, drop) not in found}
        if wanted:
            for drop, model, case in candidates(rule, count):
                if drop in wanted:
                    found[rule, drop] = (drop, model, case)
                    wanted.discard(drop)
                if not wanted:
                    break
        print(rule, "missing:", sorted(wanted), flush=True)
        store(list(found.values()))


if __name__ == "__main__":
    main()
