"""`lawguard extend`: the Lipschitz constant of labelled points, and values at new points that keep it."""

from __future__ import annotations

from pathlib import Path

import click

from verify.claimfile import LibraryError
from verify.commands.common import show
from verify.commands.pairs import exact
from verify.judgement import OK, UNEXPECTED
from verify.report import FORMATS

HELP = """The Lipschitz constant of POINTS with LABELS, the largest |y_i - y_j|/|x_i - x_j|,
exactly; with --at, values at new points that do not enlarge it.

All are .npy files of floats or integers with one point a row; labels may be a list of numbers. Norms are
Euclidean. A value w at a new point u lies in all balls |w - y_i| <= L |u - x_i|, which is checked in exact
arithmetic; there always is one if L is the constant of the data (Kirszbraun 1934). For a smaller L
(--constant) there may be none: weights on some labels show it. Labels that are numbers have an interval of
values (McShane 1934).

Exit code 0 if all is well, 1 if the data have no constant (one point with two labels) or a new point has no
value.

\b
Examples:
  lawguard extend points.npy labels.npy
  lawguard extend points.npy labels.npy --at new.npy
  lawguard extend points.npy labels.npy --at new.npy --constant 3/2
"""


@click.command(help=HELP, short_help="The Lipschitz constant of labelled points; values at new ones.")
@click.argument("points", type=click.Path(path_type=Path))
@click.argument("labels", type=click.Path(path_type=Path))
@click.option("--at", "new", type=click.Path(path_type=Path), metavar="FILE", help="New points, one a row.")
@click.option("--constant", metavar="L", help="Extend with this constant, not that of the data: 2, 0.1, 1/3, ...")
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
def extend(
    points: Path, labels: Path, new: Path | None, constant: str | None, jobs: int | None, form: str, output: Path | None
) -> int:
    asked = None if constant is None else exact("--constant", constant)
    if asked is not None and new is None:
        raise click.UsageError("--constant needs --at")
    from verify.geometry.blas import workers  # before numpy is loaded

    available = workers()
    from verify.geometry.extension import Extending, Value
    from verify.geometry.ratio import ratio
    from verify.geometry.reading import DataError, read
    from verify.report import extend as report

    try:
        data, values = read(points), read(labels, line=True)
        others = None if new is None else read(new, least=1)
        found = ratio(data, values, jobs or available)
        square = found.square if asked is None else asked**2
        work = None if others is None or square is None else Extending(data, values, others, square)
        made = [] if work is None or others is None else [work.at(number) for number in range(others.count)]
    except DataError as error:
        raise LibraryError(str(error)) from None
    findings = report.Findings(data, values, others, found, asked, made)
    show(report.json(findings) if form == "json" else report.text(findings), output)
    well = found.square is not None and all(isinstance(one.found, Value) for one in made)
    return OK if well else UNEXPECTED
