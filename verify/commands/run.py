"""`lawguard run`: decide the claims of a library."""

from __future__ import annotations

from pathlib import Path

import click

from verify import session
from verify.commands.common import Meter, Target, deciding, locked_entries, report, reporting, targets
from verify.geometry.blas import single_threaded
from verify.judgement import Judgement, judge
from verify.library import Library
from verify.session import Options, Run

HELP = """Decide claims, and report a verdict for each.

Stored certificates count if the kernel still accepts them for the claim's statement; the rest is decided,
stored and re-checked in a fresh process.  A claim is as expected if its verdict is the one in its `expect`,
else at least the locked one, else `proved`.  A single .toml or .py file is decided without writing
anything.  A library in Python is code and runs as such; a .toml file is only read.

\b
Examples:
  lawguard run                  the nearest library, else the packaged paper
  lawguard run claims.toml --format json -o verdicts.json
  lawguard run DER NUM-RANGE    a group, and a claim with all its readings
  lawguard run --fresh --jobs 4 -k core
"""


@click.command(help=HELP, short_help="Decide claims (the default command).")
@click.argument("words", nargs=-1, metavar="[PATH|ID]...")
@click.option("-k", "substring", metavar="TEXT", help="Only ids that contain TEXT.")
@click.option("--fresh", is_flag=True, help="Decide anew, whatever is stored.")
@click.option("--strict", is_flag=True, help="An undecided claim is never as expected.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Processes; as many as processors by default.")
@click.option(
    "--certificates",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write certificates to DIR.",
)
@deciding
@reporting
def run(
    words: tuple[str, ...],
    substring: str | None,
    fresh: bool,
    strict: bool,
    jobs: int | None,
    certificates: Path | None,
    budget: int | None,
    timeout: float | None,
    seed: int,
    form: str,
    output: Path | None,
) -> int:
    single_threaded()  # as workers are: several threads of BLAS a process would wait for each other
    options = Options(fresh=fresh, jobs=jobs, budget=budget, timeout=timeout, seed=seed, certificates=certificates)
    chosen = targets(words, substring)
    # Every lock is read before anything is decided or written.
    locks = [locked_entries(target.library) for target in chosen]
    runs: list[Run] = []
    judgements: list[Judgement] = []
    for target, lock in zip(chosen, locks, strict=True):
        runs.append(decided(target, options))
        judgements.append(judge(runs[-1], lock, strict))
        if runs[-1].interrupted:
            break
    return report(*joined(runs, judgements), form, output)


def decided(target: Target, options: Options) -> Run:
    """Run with progress on stderr."""
    meter = Meter()
    try:
        return session.run(target.library, target.ids, options, meter)
    finally:
        meter.clear()


def joined(runs: list[Run], judgements: list[Judgement]) -> tuple[Run, Judgement]:
    """Runs over several libraries as one report; the worst exit code counts."""
    if len(runs) == 1:
        return runs[0], judgements[0]
    libraries = [run.library for run in runs]
    library = Library(
        tuple(claim for one in libraries for claim in one.claims),
        libraries[0].root,
        {group: title for one in libraries for group, title in one.headings.items()},
        tuple(entry for one in libraries for entry in one.citations),
    )
    whole = Run(library, [verdict for run in runs for verdict in run.verdicts])
    whole.stored = frozenset(id for run in runs for id in run.stored)
    whole.rejected = [entry for run in runs for entry in run.rejected]
    whole.failures = {id: failure for run in runs for id, failure in run.failures.items()}
    whole.interrupted = any(run.interrupted for run in runs)
    judgement = Judgement(
        {id: text for one in judgements for id, text in one.unexpected.items()},
        tuple(found for one in judgements for found in one.broken),
        tuple(message for one in judgements for message in one.notices),
        max(one.code for one in judgements),
    )
    return whole, judgement
