"""`lawguard picture`: the pictures of the geometry, written to a file."""

from __future__ import annotations

from pathlib import Path

import click

from verify.claimfile import LibraryError
from verify.commands.common import show
from verify.files import write_atomic
from verify.library import load
from verify.report.pictures import NAMES

HELP = """Draw a picture: the trade-off between parameters and Lipschitz constants, the chance that random
points are far apart, the growth of the counterexample to the bump construction.

Pictures are no evidence; their curves come from the claims and their points from simulations with fixed
seeds, so the same picture is drawn each time.  Needs matplotlib: pip install 'lawguard[report]'.

\b
Examples:
  lawguard picture trade-off -o trade-off.svg
  lawguard picture            the names
"""


@click.command(help=HELP, short_help="Draw a picture of the geometry.")
@click.argument("name", required=False)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="A .png, .svg or .pdf file."
)
@click.option("--library", metavar="PATH", help="Another library than the default one.")
def picture(name: str | None, output: Path | None, library: str | None) -> int:
    from verify.report import pictures
    from verify.report.canvas import PictureError, plane, suffix

    try:
        if name is None:
            width = max(map(len, NAMES))
            show("".join(f"{one:<{width}}  {pictures.picture(one).SAYS}\n" for one in NAMES), None)
            return 0
        found = pictures.picture(name)
        if output is None:
            raise click.UsageError("-o FILE expected: a .png, .svg or .pdf file", click.get_current_context())
        form = suffix(output)
        plane()  # a missing matplotlib is said before anything is computed
        drawn = found.draw(found.compute(load(library)), form)
    except PictureError as error:
        raise LibraryError(str(error)) from None
    write_atomic(output, drawn)
    return 0
