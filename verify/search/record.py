"""A block of trials as it is logged: counts, the worst trial, and the first failures with their instances.

The outcomes themselves are not kept, only their digest: any trial can be replayed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from verify.files import canonical, sha256
from verify.search.campaign import Campaign, Outcome

KEPT = 10  # failures of a block that are written down in full
Record = dict[str, Any]


def compute(campaign: Campaign, first: int, count: int) -> tuple[Record, str]:
    """Run a block, wherever this is called: its record, as a log gives it back, and the digest of the code."""
    record: Record = json.loads(canonical(record_of(campaign.block(first, count), first, count)))
    return record, code_digest(type(campaign).__module__)


def record_of(outcomes: Sequence[Outcome], first: int, count: int) -> Record:
    """The record of a block; raises ValueError if the outcomes are not those of its trials."""
    if [outcome.trial for outcome in outcomes] != list(range(first, first + count)):
        raise ValueError(f"the outcomes of the trials {first} to {first + count - 1} expected, in order")
    if any(outcome.failed and not outcome.met for outcome in outcomes):
        raise ValueError("a trial that does not count cannot fail")
    rows = [as_json(outcome) for outcome in outcomes]
    failures = [row for row in rows if row["failed"]]
    worst = max((o for o in outcomes if o.met), key=lambda o: (value(o.value), -o.trial), default=None)
    return {
        "first": first,
        "count": count,
        "met": sum(outcome.met for outcome in outcomes),
        "failed": len(failures),
        "worst": None if worst is None or value(worst.value) == NOTHING else as_json(worst),
        "failures": failures[:KEPT],
        "outcomes": sha256(canonical(rows)),
    }


NOTHING = (False, Fraction(0))


def value(text: str) -> tuple[bool, Fraction]:
    """An observed value that can be compared; texts that are no rational come before all that are."""
    try:
        return True, Fraction(text)
    except (ValueError, ZeroDivisionError):
        return NOTHING


def as_json(outcome: Outcome) -> Record:
    row: Record = {"trial": int(outcome.trial), "met": bool(outcome.met), "failed": bool(outcome.failed)}
    row |= {"value": outcome.value}
    return row if outcome.witness is None else row | {"witness": dict(outcome.witness)}


@cache
def code_digest(module: str) -> str:
    """The digest of the sources that outcomes depend on: this package, and that of the campaign's own module.

    A module that is in no package counts alone.
    """
    here = Path(__file__).resolve().parent
    files = {str(path.relative_to(here)): path for path in here.rglob("*.py")}
    file = import_module(module).__file__
    own = here if file is None else Path(file).resolve()
    if own != here and here not in own.parents:
        beside = own.parent.rglob("*.py") if "." in module else [own]
        files |= {f"{module}: {path.relative_to(own.parent)}": path for path in beside}
    return sha256(canonical({name: sha256(path.read_bytes()) for name, path in sorted(files.items())}))


def digest(campaign: Campaign, records: Sequence[Record]) -> str:
    """The digest of a campaign's results, its blocks in the order of their trials."""
    return sha256(canonical({"campaign": campaign.header, "trials": campaign.trials, "blocks": list(records)}))
