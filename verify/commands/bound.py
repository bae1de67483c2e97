"""`lawguard bound`: the law of a library as a calculator.

The options are the law's parameters, so they are known only when the library is: they are read before the rest of
the command line is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.claimfile import LibraryError
from verify.commands.common import show
from verify.files import write_atomic
from verify.law import Law
from verify.packages import load_law

HELP = """Evaluate the library's law: the bound, whether its condition holds, what the bound says, and from
which values on.

Values are exact: 6e4, 1/2, 0.05, or products of other parameters such as n*d.  Every digit and every
comparison that is printed has been accepted by the kernel.

\b
Examples:
  lawguard bound --n 6e4 --d 784 --p 2e5 --eps 0.5
  lawguard bound --n 1e7 --d 784 --p "n*d" --W 1e3 --format json
  lawguard bound --n 6e4 --d 784 --p 2e5 --plot bound.svg
"""
FORMATS = ("text", "json")


class LawCommand(click.Command):
    """A command with one option for each parameter of the law."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta["law"] = load_law(named(args))
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        law: Law | None = ctx.meta.get("law")
        options: list[click.Parameter] = [
            click.Option(
                [parameter.name, f"--{parameter.name}"],
                metavar="VALUE",
                default=None,
                help=f"{parameter.says}, in {parameter.domain}"
                + (f"  [default: {parameter.default}]" if parameter.default else "  [required]"),
            )
            for parameter in (law.parameters if law else ())
        ]
        return [*options, *super().get_params(ctx)]


def named(args: list[str]) -> str | None:
    """The library that the arguments name, before they are parsed."""
    for position, word in enumerate(args):
        if word == "--library" and position + 1 < len(args):
            return args[position + 1]
        if word.startswith("--library="):
            return word.partition("=")[2]
    return None


@click.command(cls=LawCommand, help=HELP, short_help="The law as a calculator.")
@click.option("--digits", "count", type=click.IntRange(1, 100), default=10, show_default=True, help="Digits shown.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Draw to .png .svg .pdf.")
@click.option("--library", metavar="PATH", help="A library with a law, instead of the default one.")
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
@click.pass_context
def bound(
    ctx: click.Context,
    /,
    count: int,
    plot: Path | None,
    library: str | None,
    form: str,
    output: Path | None,
    **texts: Any,
) -> int:
    from verify.numerics.closed import OpenError
    from verify.numerics.law import finding
    from verify.numerics.values import ValueFault, read
    from verify.report import law as report
    from verify.report.canvas import PictureError, suffix
    from verify.report.picture import draw

    law: Law = ctx.meta["law"]
    try:
        kind = suffix(plot) if plot is not None else ""
        values = read(law, {name: text for name, text in texts.items() if text is not None})
        found = finding(law, values, count)
        drawn = draw(law, values, kind) if plot is not None else b""
    except ValueFault as error:
        raise click.UsageError(f"--{error}", ctx) from None
    except PictureError as error:
        raise LibraryError(str(error)) from None
    except OpenError as error:
        raise LibraryError(f"{law.name}: {error}") from None
    if plot is not None:
        write_atomic(plot, drawn)
    show(report.json(found) if form == "json" else report.text(found), output)
    return 0
