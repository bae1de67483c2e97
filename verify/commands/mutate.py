"""`lawguard mutate`: change every claim a little, decide every mutant: what would the guard have missed?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from verify.commands.bar import bar
from verify.commands.common import show, targets
from verify.judgement import INTERNAL, INTERRUPTED, OK
from verify.mutate.campaign import SHARE, Campaign, run
from verify.selection import SelectionError
from verify.session import Options
from verify.session import run as decide

HELP = f"""Change every proved claim a little and decide every mutant: each constant up and down by 1% and by a
factor 2, each exponent, each hypothesis and end of a domain dropped, the relation strict and reversed.

A mutant that is refuted is killed; one that is proved survives, with the reason (slack, an unneeded hypothesis, or
the change only says less); the others are undecided.  A proved mutant that fails at some point in ball
arithmetic is an alarm.  A mutant gets a {SHARE}th of the usual budget.

Exit code 0, or 3 if there is an alarm; 2 if none of the claims is proved.

\b
Examples:
  lawguard mutate
  lawguard mutate DER-CLIP --format json
  lawguard mutate --most 4
  lawguard mutate --format markdown -o survivors.md
"""


@click.command(help=HELP, short_help="Perturb claims: what would the guard have missed?")
@click.argument("words", nargs=-1, metavar="[PATH|ID ...]")
@click.option(
    "--most",
    type=click.IntRange(1),
    metavar="N",
    help="At most N mutants of a claim, at even distances among all of them; all by default.",
)
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Processes; one a processor by default.")
@click.option("--budget", type=click.IntRange(1), metavar="UNITS", help="Work units a mutant.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of every random choice.")
@click.option("--survivors", is_flag=True, help="List every survivor, those that only say less too.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def mutate(
    words: tuple[str, ...],
    most: int | None,
    jobs: int | None,
    budget: int | None,
    seed: int,
    survivors: bool,
    form: str,
    output: Path | None,
) -> int:
    from verify.report import mutate as report
    from verify.report.survivors import page

    whole, nothing = Campaign(), True
    for target in targets(words):
        verdicts = decide(target.library, target.ids, Options(write=False, jobs=jobs, seed=seed)).whole().by_id
        proved = [id for id in target.ids if id in verdicts and verdicts[id].status == "proved"]
        nothing &= not proved
        with bar("mutants") as progress:
            found = run(target.library, proved, most=most, jobs=jobs, budget=budget, seed=seed, progress=progress)
        whole.results += found.results
        whole.made |= found.made
        whole.interrupted |= found.interrupted
        if found.interrupted:
            break
    if nothing:
        raise SelectionError("nothing to change: mutants are made of proved claims, and none of these is proved")
    if form == "json":
        shown = json.dumps(report.document(whole), indent=1) + "\n"
    else:
        shown = page(whole) if form == "markdown" else report.text(whole, survivors)
    show(shown, output)
    if output is not None or form != "text":
        print(report.conclusion(whole), file=sys.stderr)
    return INTERRUPTED if whole.interrupted else INTERNAL if whole.of("alarm") else OK
