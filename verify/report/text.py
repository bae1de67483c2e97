"""The table for people: at most 80 columns, claims under the headings of their groups, what is open last."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import Any

from verify.counterexample import sentence
from verify.judgement import Judgement
from verify.session import Run
from verify.verdict import Verdict

WIDTH = 80
STATUS = 9  # the longest word
TIME = 8
MAX_ID = 26
COLOURS = {"proved": "32", "refuted": "31", "supported": "36", "cited": "36", "undecided": "33"}


def render(run: Run, judgement: Judgement, colour: bool = False) -> str:
    """The whole report; ``!`` marks a claim that is not as expected."""
    width = min(MAX_ID, max((len(verdict.id) for verdict in run.verdicts), default=0))
    rows: list[str] = []
    group = None
    for verdict in run.verdicts:
        claim = run.library.by_id[verdict.id]
        if claim.group != group:
            group = claim.group
            rows += ([""] if rows else []) + wrap(heading(run, group), WIDTH, subsequent_indent="  ")
        mark = "!" if verdict.id in judgement.unexpected else " "
        rows += claim_rows(verdict, width, mark, verdict.id in run.stored, colour)
    rows += problems(run, judgement)
    return "\n".join([*rows, *([""] if len(rows) > 1 else []), closing(run, judgement)]) + "\n"


def heading(run: Run, group: str) -> str:
    title = run.library.headings.get(group, group)
    return f"{group}  {title}" if group and title != group else title


def claim_rows(verdict: Verdict, width: int, mark: str, stored: bool, colour: bool) -> list[str]:
    """One claim: id, status, what there is to know about it, time; the counterexample below."""
    time = "stored" if stored else f"{verdict.seconds:.2f} s" if verdict.seconds else ""
    space = WIDTH - 2 - width - 2 - STATUS - 2 - TIME
    note = shortened(summary(verdict), space - 1)
    status = f"{verdict.status:<{STATUS}}"
    if colour:
        status = f"\033[{COLOURS[verdict.status]}m{status}\033[0m"
    first = [f"{mark} {verdict.id}"] if len(verdict.id) > width else []
    name = "" if first else verdict.id
    row = f"{' ' if first else mark} {name:<{width}}  {status}  {note:<{space}}{time:>{TIME}}".rstrip()
    return [*first, row, *indented(counterexample_text(verdict), 6)]


def summary(verdict: Verdict) -> str:
    """Flags, what it rests on, and for an open claim why."""
    parts = list(verdict.flags)
    if verdict.status == "supported" and verdict.kind == "statistic":
        parts = [verdict.message, *parts]
    if verdict.rests_on:
        parts.append(f"rests on {', '.join(verdict.rests_on)}")
    if verdict.message and (verdict.status == "undecided" or verdict.kind == "readings"):
        parts.append(verdict.message)
    return "; ".join(parts)


def counterexample_text(verdict: Verdict, found: dict[str, Any] | None = None) -> str:
    """Where a claim fails and how; ``found`` instead of the verdict's own counterexample."""
    example = found or verdict.counterexample
    if example is None or verdict.statement is None:
        return ""
    return sentence(verdict.statement, example, "undefined" in verdict.flags)


def problems(run: Run, judgement: Judgement) -> list[str]:
    """Rejected certificates, faults of the engine, unexpected verdicts, differences from the lock."""
    found = [str(entry) for entry in run.rejected]
    found += [f"claim {id}: {failure.kind}: {failure.message}" for id, failure in run.failures.items()]
    alike: dict[str, list[str]] = {}
    for id, message in judgement.unexpected.items():
        alike.setdefault(message, []).append(id)
    found += [f"{message}: {', '.join(ids)}" for message, ids in alike.items()]
    found += [str(one) for one in judgement.broken]
    rows: list[str] = ["", "Not as expected:"] if found else []
    return rows + [row for entry in found for row in indented(entry, 2)]


def closing(run: Run, judgement: Judgement) -> str:
    """The last line: how many of each, and always how many are open."""
    count = Counter(verdict.status for verdict in run.verdicts)
    kinds = [f"{count[status]} {status}" for status in ("proved", "refuted", "supported", "cited") if count[status]]
    many = len(run.verdicts)
    parts = [*kinds, f"{count['undecided']} open (undecided)"]
    if judgement.unexpected:
        parts.append(f"{len(judgement.unexpected)} not as expected")
    head = f"{'interrupted: ' if run.interrupted else ''}{many} claim{'' if many == 1 else 's'}"
    return f"{head}: {', '.join(parts)}"


def shortened(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3].rstrip()}..."


def indented(text: str, indent: int) -> list[str]:
    space = " " * indent
    return (
        wrap(text, WIDTH, initial_indent=space, subsequent_indent=space + "  ", break_on_hyphens=False) if text else []
    )
