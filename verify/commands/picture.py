"""`lawguard picture`: the pictures that installed packages offer, written to a file."""

from __future__ import annotations

from pathlib import Path

import click

from verify.claimfile import LibraryError
from verify.commands.common import show
from verify.files import write_atomic
from verify.library import load

HELP = """Draw a picture of what a library's claims say.  Installed packages offer them, as entry points of the
group lawguard.pictures; those of the packaged paper are of its constructions.

Pictures are no evidence; their curves come from the claims and their points from simulations with fixed
seeds, so the same picture is drawn each time.  Needs matplotlib: pip install 'lawguard[report]'.

\b
Examples:
  lawguard picture trade-off -o trade-off.svg
  lawguard picture            what there is, a line each
"""


class Listing(click.Command):
    """A command whose help ends with the names of the pictures."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from verify.report.pictures import names

        with formatter.section("Pictures"):
            formatter.write_text(", ".join(names()) or "none: no installed package offers any")


@click.command(cls=Listing, help=HELP, short_help="Draw a picture of what claims say.")
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
            names = pictures.names()
            width = max(map(len, names), default=0)
            show("".join(f"{one:<{width}}  {pictures.picture(one).SAYS}\n" for one in names), None)
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
