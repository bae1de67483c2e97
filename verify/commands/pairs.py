"""`lawguard pairs`: the exact closest pair of the points of a file, and whether all are a distance apart."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify.claimfile import LibraryError
from verify.commands.common import show
from verify.files import write_atomic
from verify.judgement import INTERRUPTED, OK, UNEXPECTED
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.rules.arguments import number
from verify.report import FORMATS

if TYPE_CHECKING:
    from verify.geometry.pairs import Findings

DIGITS = 900  # of a distance: the kernel reads numbers of up to 1,000
MOST = 100_000  # pairs that can be listed

HELP = """The closest pair of the points of FILE, exactly; with --min-distance, whether all pairs are at
least that far apart.

FILE is a .npy file with one point a row, floats or integers.  Floats are taken for what they are, exact
binary fractions, and no verdict depends on rounding.  With --directions the rows are directions, whatever
their norms: the distance is that of x/|x| and y/|y|, so 1 stands for an angle of 60 degrees.

Exit code 0 if all pairs are far enough apart (or no distance is given), 1 if some pair is closer.

\b
Examples:
  lawguard pairs points.npy
  lawguard pairs points.npy --min-distance 0.5 --list 100
  lawguard pairs sphere.npy --directions --min-distance 1 --format json
  lawguard pairs points.npy --min-distance 1 --certificate pair.json
  lawguard check pair.txt pair.json
"""


@click.command(help=HELP, short_help="The closest pair of points in a file, exactly.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--min-distance", "least", metavar="S", help="Are all pairs at least S apart?  0.1, 1/3, 1e-3, ...")
@click.option("--directions", is_flag=True, help="The rows are directions: their norms do not count.")
@click.option(
    "--list",
    "listed",
    type=click.IntRange(0, MOST),
    default=20,
    show_default=True,
    help="Name at most so many pairs that are closer.",
)
@click.option(
    "--certificate",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the closest pair as a certificate for `lawguard check`; its claim goes to FILE with the suffix .txt.",
)
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Threads; as many as processors by default.")
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
def pairs(
    file: Path,
    least: str | None,
    directions: bool,
    listed: int,
    certificate: Path | None,
    jobs: int | None,
    form: str,
    output: Path | None,
) -> int:
    distance = None if least is None else exact("--min-distance", least)
    if directions and distance is not None and distance > 2:
        raise click.UsageError(f"--min-distance {least}: directions are at most 2 apart")
    if certificate is not None:
        if distance is None:
            raise click.UsageError("--certificate needs --min-distance")
        if certificate.suffix == ".txt":
            raise click.UsageError(f"--certificate {certificate}: the suffix .txt is for the claim")
    from verify.geometry.blas import workers  # before numpy is loaded

    available = workers()
    from verify.geometry.pairs import examine
    from verify.geometry.reading import DataError, read
    from verify.report import pairs as report

    try:
        with meter() as progress:
            found = examine(read(file), directions, distance, listed, jobs or available, progress)
    except DataError as error:
        raise LibraryError(str(error)) from None
    written = "" if certificate is None else certified(found, certificate)
    show(report.json(found) if form == "json" else report.text(found, written), output)
    if output is not None or form != "text":
        print(report.conclusion(found), *([written] if written else []), sep="\n", file=sys.stderr)
    if not found.complete:
        return INTERRUPTED
    return UNEXPECTED if found.separation is not None and found.separation.count else OK


def exact(option: str, text: str) -> Fraction:
    """A number >= 0 as people write it."""
    try:
        value = number(text)
    except (Malformed, Rejected):
        raise click.UsageError(
            f"{option} {text[:40]!r}: a decimal or a fraction expected, such as 0.1 or 1/3"
        ) from None
    if value < 0:
        what = "distance" if option == "--min-distance" else "Lipschitz constant"
        raise click.UsageError(f"{option} {text}: a {what} is not negative")
    if max(len(str(value.numerator)), len(str(value.denominator))) > DIGITS:
        raise click.UsageError(f"{option} {text[:40]}: more than {DIGITS} digits")
    return value


def certified(found: Findings, path: Path) -> str:
    """Write the closest pair as a certificate that refutes the separation or, resting on the search, proves it."""
    from verify.geometry.certificate import TooLargeError, certify

    asked, best = found.separation, found.closest
    if asked is None or best is None or not (found.complete or best.value < found.metric.at(asked.distance**2)):
        return "no certificate: no pair is closer so far"
    try:
        made = certify(found.points, best.rows, asked.distance, found.metric.name == "directions")
    except TooLargeError as error:
        return f"no certificate: {error}"
    claim = path.with_suffix(".txt")
    write_atomic(claim, made.statement.encode())
    write_atomic(path, made.certificate)
    return f"lawguard check {claim} {path}"


@contextmanager
def meter() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr, if that is a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("pairs of blocks"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
