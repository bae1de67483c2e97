"""What became of the mutants of a library, as text and as data."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import Any

from verify.mutate.campaign import OUTCOMES, Campaign, Result
from verify.report.text import WIDTH

LESS = "says less"


def text(campaign: Campaign, every: bool = False) -> str:
    """A table of claims, then alarms, then survivors; those that only say less if ``every``."""
    lines = [f"{'claim':<40}{'mutants':>8}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES[:3])]
    for id, counts in _counts(campaign).items():
        shown = id if len(id) <= 39 else f"{id[:36]}..."
        lines.append(f"{shown:<40}{sum(counts.values()):>8}" + "".join(f"{counts[o]:>10}" for o in OUTCOMES[:3]))
    for entry in campaign.of("alarm"):
        lines += ["", *_told(f"ALARM {entry.mutant.claim.id}: {entry.mutant.what}: {entry.message}")]
    survivors = [entry for entry in campaign.of("survives") if every or not entry.reason.startswith(LESS)]
    for reason in dict.fromkeys(entry.reason for entry in survivors):
        lines += ["", f"Survivors: {reason}"]
        for entry in survivors:
            if entry.reason == reason:
                lines += _told(f"{entry.mutant.claim.id}: {entry.mutant.what}")
    return "\n".join([*lines, "", conclusion(campaign), ""])


def _told(message: str) -> list[str]:
    return wrap(message, WIDTH, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)


def _counts(campaign: Campaign) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {id: Counter() for id in campaign.made}
    for entry in campaign.results:
        found[entry.mutant.claim.id][entry.outcome] += 1
    return {id: counts for id, counts in found.items() if counts}


def conclusion(campaign: Campaign) -> str:
    """The counts, and what was left out."""
    counts = Counter(entry.outcome for entry in campaign.results)
    less = sum(entry.reason.startswith(LESS) for entry in campaign.of("survives"))
    made, decided = sum(campaign.made.values()), len(campaign.results)
    left = f" ({made - decided} more not decided)" if made > decided else ""
    said = f"{counts['survives']} survive ({less} only say less), {counts['alarm']} alarms"
    stopped = "; interrupted" if campaign.interrupted else ""
    return f"{decided} mutants{left}: {counts['killed']} killed, {counts['undecided']} undecided, {said}{stopped}"


def document(campaign: Campaign) -> dict[str, Any]:
    """The same as data."""
    return {
        "schema_version": 1,
        "made": campaign.made,
        "interrupted": campaign.interrupted,
        "mutants": [_entry(entry) for entry in campaign.results],
    }


def _entry(entry: Result) -> dict[str, Any]:
    mutant = entry.mutant
    return {
        "id": mutant.claim.id,
        "kind": mutant.kind,
        "change": mutant.what,
        "outcome": entry.outcome,
        "reason": entry.reason,
        "message": entry.message,
        "counterexample": entry.counterexample,
        "statement": mutant.claim.statement,
    }
