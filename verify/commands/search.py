"""`lawguard search`: run the campaign of a claim, go on with it, or replay one of its trials."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify.commands.bar import bar
from verify.commands.common import show, targets
from verify.judgement import INTERRUPTED, OK, UNEXPECTED
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.rules.arguments import number
from verify.report import FORMATS

if TYPE_CHECKING:
    from verify.search.campaign import Campaign
    from verify.search.log import Log
    from verify.search.runner import Progress, Runner

FOLDER = Path(".lawguard") / "search"

HELP = """Run the campaigns of claims: random trials that try to break them, or that count how often something
happens.

Each trial has random numbers of its own, so the result is the same whatever computes it, and one trial can be
replayed.  Work is done in blocks, which are written to a log as they are finished; after Ctrl-C, a full disk or
kill -9, --resume goes on from there.  The false-alarm rate is that of the whole run: it is divided over its
tests, and a test is made once, with the trials that are asked for.

Exit code 0 if all trials were done and no test gives alarm, 1 otherwise.

\b
Examples:
  lawguard search SEP-MC
  lawguard search SEP-MC --resume --format json -o summary.json
  lawguard search SEP-MC/200-50 --trial 12345
  lawguard search CEX-LAW --trials 1000 --seconds 60
  lawguard search SEP-MC --executor dask://10.0.0.1:8786
"""


@click.command(help=HELP, short_help="Run the campaign of random trials of a claim.")
@click.argument("words", nargs=-1, required=True, metavar="[PATH|ID]...")
@click.option("--trials", type=click.IntRange(1), metavar="N", help="Trials of each campaign, instead of the claim's.")
@click.option("--seed", type=click.IntRange(0), metavar="S", help="Another seed, instead of the claim's.")
@click.option("--trial", type=click.IntRange(0), metavar="K", help="Replay trial K, and nothing else.")
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    metavar="T",
    help="Begin no further block after T seconds; what is done is reported, and nothing is tested.",
)
@click.option("--resume", is_flag=True, help="Go on with the logs that are there.")
@click.option("--restart", is_flag=True, help="Forget the logs that are there.")
@click.option(
    "--log",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=FOLDER,
    show_default=True,
    metavar="DIR",
    help="The folder of the logs.",
)
@click.option(
    "--executor",
    default="local",
    show_default=True,
    metavar="NAME",
    help="local (processes), threads, or dask://HOST:PORT.",
)
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Processes or threads of this machine.")
@click.option("--rate", default="1e-6", show_default=True, metavar="A", help="False-alarm rate of the whole run.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="The report's format."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the report to FILE.",
)
def search(
    words: tuple[str, ...],
    trials: int | None,
    seed: int | None,
    trial: int | None,
    seconds: float | None,
    resume: bool,
    restart: bool,
    folder: Path,
    executor: str,
    jobs: int | None,
    rate: str,
    form: str,
    output: Path | None,
) -> int:
    if resume and restart:
        raise click.UsageError("--resume goes on with a log and --restart forgets it: one of them")
    family = exact(rate)
    from verify.search.executors import NAMES, known

    if not known(executor):
        raise click.UsageError(f"--executor {executor!r}: {NAMES} expected")
    from verify.geometry.blas import single_threaded  # before numpy is loaded

    single_threaded()
    from verify.report import search as report

    campaigns = chosen(words, trials, seed)
    if trial is not None:
        if len(campaigns) > 1:
            raise click.UsageError(f"--trial: one campaign expected, not {len(campaigns)}; name one claim")
        show(report.replayed(campaigns[0], trial, form), output)
        return OK
    from verify.search.runner import Runner

    interrupted = False
    with ExitStack() as stack:
        logs = opened(stack, folder, campaigns, resume, restart)
        runner = Runner(campaigns, logs)
        try:
            with bar("trials") as progress:
                compute(runner, executor, jobs, seconds, progress)
        except KeyboardInterrupt:
            interrupted = True
        results = runner.results()
    for result in results:
        for line in result.damaged:
            print(f"lawguard: notice: {line}: computed anew", file=sys.stderr)
    found = report.Report(results, family, interrupted)
    show(found.json() if form == "json" else found.text(), output)
    if output is not None or form != "text":
        print(found.closing, file=sys.stderr)
    if runner.lost:
        often = "once" if runner.lost == 1 else f"{runner.lost} times"
        print(f"lawguard: notice: workers died {often} and were replaced", file=sys.stderr)
    if not found.complete:
        print("lawguard: notice: not all trials were done; the same command with --resume goes on", file=sys.stderr)
    return INTERRUPTED if interrupted else OK if found.complete and not found.alarms else UNEXPECTED


def compute(runner: Runner, executor: str, jobs: int | None, seconds: float | None, progress: Progress) -> None:
    """Compute what is missing, if anything is."""
    from verify.search.errors import ExecutorError
    from verify.search.executors import workers

    if runner.done == runner.trials:
        return
    try:
        pool = workers(executor, jobs)
    except ExecutorError as error:
        raise click.UsageError(f"--executor {error}") from None
    try:
        runner.run(pool, seconds, progress)
    finally:
        pool.close()


def chosen(words: tuple[str, ...], trials: int | None, seed: int | None) -> list[Campaign]:
    """The campaigns of the claims that the words name; each once."""
    from verify.search.errors import CampaignError
    from verify.search.registry import campaign_of

    claims = [target.library.by_id[id] for target in targets(words) for id in target.ids]
    try:
        found = [campaign for claim in claims if (campaign := campaign_of(claim)) is not None]
    except CampaignError as error:
        raise click.UsageError(str(error)) from None
    if not found:
        advice = "those of kind statistic (`lawguard list`) and derivations without steps have one"
        raise click.UsageError(f"{', '.join(words)}: no campaign; {advice}")
    changed = [replace(c, trials=trials or c.trials, seed=c.seed if seed is None else seed) for c in found]
    longest: dict[str, Campaign] = {}
    for campaign in changed:  # two claims about one experiment share it
        before = longest.get(campaign.key)
        longest[campaign.key] = campaign if before is None or before.trials < campaign.trials else before
    return [*longest.values()]


def opened(stack: ExitStack, folder: Path, campaigns: list[Campaign], resume: bool, restart: bool) -> list[Log]:
    """The logs of the campaigns; those that are there need a word on what to do with them."""
    from verify.search.log import Log, name_of, present

    there = [*present(folder, campaigns)]
    if there and not resume and not restart:
        more = f" and {len(there) - 1} more logs are there" if len(there) > 1 else " is there"
        raise click.UsageError(f"{there[0]}{more}: --resume goes on, --restart begins anew")
    logs = []
    for campaign in campaigns:
        logs.append(Log(folder / name_of(campaign), campaign, fresh=restart))
        stack.callback(logs[-1].close)
    return logs


def exact(text: str) -> Fraction:
    """A rate as people write it."""
    try:
        value = number(text)
    except (Malformed, Rejected):
        raise click.UsageError(f"--rate {text[:40]!r}: a number such as 1e-6 or 1/1000 expected") from None
    if not 0 < value < 1:
        raise click.UsageError(f"--rate {text[:40]}: a number between 0 and 1 expected")
    return value
