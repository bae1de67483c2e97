"""Whether a run is as expected: each claim by its ``expect``, else by the lock, else it is to be proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from verify.lock import Difference, Entry, differences, entries
from verify.session import Run
from verify.verdict import weaker

OK, UNEXPECTED, USAGE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(frozen=True)
class Judgement:
    """unexpected: what is wrong, by id.  broken: differences from the lock that fail a run."""

    unexpected: Mapping[str, str] = field(default_factory=dict)
    broken: tuple[Difference, ...] = ()
    notices: tuple[str, ...] = ()
    code: int = OK


def judge(run: Run, locked: Mapping[str, Entry] | None, strict: bool = False) -> Judgement:
    """Judge a run; ``strict``: an undecided claim is never as expected."""
    lock = locked or {}
    unexpected: dict[str, str] = {}
    for verdict in run.verdicts:
        if verdict.expect is not None:
            wrong, by = verdict.status != verdict.expect, f"expected {verdict.expect}"
        elif verdict.id in lock:
            wrong, by = (
                weaker(verdict.status, lock[verdict.id].verdict),
                f"locked as {lock[verdict.id].verdict}",
            )
        else:
            wrong, by = verdict.status != "proved", "expected proved"
        if wrong or (strict and verdict.status == "undecided"):
            unexpected[verdict.id] = f"{verdict.status}, {by if wrong else 'but --strict'}"
    found: list[Difference] = []
    if locked is not None:
        whole = run.complete and not run.interrupted
        found = differences(locked, entries(run), whole, run.library.by_id)
    # A weaker verdict is among the unexpected ones already; `expect` outranks the lock.
    broken = tuple(one for one in found if one.breaks and one.kind != "weaker")
    notices = [str(one) for one in found if not one.breaks and one.kind != "new"]
    code = UNEXPECTED if unexpected or broken else OK
    if run.rejected or run.failures:
        code = INTERNAL
    if run.interrupted:
        code = INTERRUPTED
    return Judgement(unexpected, broken, (*run.notices, *notices), code)
