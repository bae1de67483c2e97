"""`lawguard explain`: everything about one claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify import session
from verify.commands.common import Target, deciding, locked_entries, report, reporting, show, targets
from verify.commands.run import decided
from verify.judgement import judge
from verify.library import Library
from verify.selection import SelectionError, matching, nearest, needed
from verify.session import Options
from verify.verdict import Verdict

HELP = """Explain one claim: what is printed, the statement that is decided, the verdict and how it was
reached, the counterexample, what it rests on and what rests on it, its readings and cores.

Stored certificates are re-checked; what is not stored is decided.  Nothing is written.

\b
Examples:
  lawguard explain NUM-RANGE
  lawguard explain DEMO-1 claims.toml
"""


@click.command(help=HELP, short_help="Everything about one claim.")
@click.argument("id")
@click.argument("path", required=False)
@deciding
@reporting
def explain(
    id: str,
    path: str | None,
    budget: int | None,
    timeout: float | None,
    seed: int,
    form: str,
    output: Path | None,
) -> int:
    (target,) = targets([path] if path is not None else [])
    library = target.library
    if id not in library.by_id:
        raise SelectionError(nearest(library, id))
    lock = locked_entries(library)
    wanted = {id, *matching(library, id), *library.by_id[id].of}
    wanted |= set(needed(library, [id]))
    ids = [claim.id for claim in library.claims if claim.id in wanted]
    run = decided(Target(library, ids), Options(write=False, budget=budget, timeout=timeout, seed=seed))
    judgement = judge(run, lock)
    if form != "text" or id not in run.by_id:
        return report(run, judgement, form, output)
    from verify.report.explain import render

    verdict = run.by_id[id]
    if verdict.status == "refuted" and verdict.worst is None and verdict.statement is not None:
        verdict.worst = worst(library, id, budget, timeout, seed)
    text = render(run, id, judgement.unexpected.get(id, ""), repaired(library, verdict, budget, seed))
    show(text, output)
    return judgement.code


def repaired(library: Library, verdict: Verdict, budget: int | None, seed: int) -> str:
    """The hypothesis that a refuted claim with a ``repair`` field lacks, its certificates re-checked."""
    claim = library.by_id[verdict.id]
    if claim.repair is None or verdict.status != "refuted":
        return ""
    from verify.commands.sharpen import repair_of
    from verify.report.sharpen import Findings, repair_text

    return repair_text(Findings(claim, verdict, [], repair_of(library, claim, verdict, budget, seed)))


def worst(library: Library, id: str, budget: int | None, timeout: float | None, seed: int) -> dict[str, Any] | None:
    """The worst counterexample that is found: a certificate holds the simplest one only."""
    options = Options(fresh=True, write=False, budget=budget, timeout=timeout, seed=seed)
    found = session.run(library, [id], options).whole().by_id.get(id)
    return None if found is None else found.worst
