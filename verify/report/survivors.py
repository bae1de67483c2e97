"""The mutants of a library that survive, as a page: of each claim and reason how many, and what was changed."""

from __future__ import annotations

from collections import Counter

from verify.mutate.campaign import OUTCOMES, SHARE, Campaign, Result
from verify.report.mutate import LESS, conclusion

SHOWN = 3  # changes of numbers of one claim that are told, of those with the same reason
NAMED = ("hypothesis", "domain", "strict", "reversed")  # kinds of which every survivor is told
HEAD = f"""# Mutants that survive

Written by `lawguard mutate --format markdown`: every proved claim changed a little, every mutant decided with one part
in {SHARE} of the usual budget.
"""


def page(campaign: Campaign) -> str:
    """A table of kinds and outcomes, then the survivors by reason."""
    lines = [HEAD, conclusion(campaign) + ".", "", "| change | " + " | ".join(OUTCOMES) + " |", "|---|---|---|---|---|"]
    kinds = dict.fromkeys(entry.mutant.kind for entry in campaign.results)
    for kind in kinds:
        counts = Counter(entry.outcome for entry in campaign.results if entry.mutant.kind == kind)
        lines.append(f"| {kind} | " + " | ".join(str(counts[outcome]) for outcome in OUTCOMES) + " |")
    survivors = campaign.of("survives")
    reasons = sorted({entry.reason for entry in survivors}, key=lambda reason: (reason.startswith(LESS), reason))
    for reason in reasons:
        found = [entry for entry in survivors if entry.reason == reason]
        lines += [
            "",
            f"## {reason[0].upper()}{reason[1:]}: {len(found)}",
            "",
            "| claim | survive | changes |",
            "|---|---|---|",
        ]
        lines += [row(id, [entry for entry in found if entry.mutant.claim.id == id]) for id in ids(found)]
    return "\n".join([*lines, ""])


def ids(results: list[Result]) -> list[str]:
    return list(dict.fromkeys(entry.mutant.claim.id for entry in results))


def row(id: str, results: list[Result]) -> str:
    """One claim: all its changes where each has a meaning of its own, some where only numbers moved."""
    changes = [entry.mutant.what for entry in results]
    shown = changes if results[0].mutant.kind in NAMED else changes[:SHOWN]
    told = [f"`{change}`".replace("|", "\\|") for change in shown]
    return f"| {id} | {len(changes)} | {'; '.join(told)}{'; ...' if len(shown) < len(changes) else ''} |"
