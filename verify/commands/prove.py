"""`lawguard prove`: decide one inequality given on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.commands.common import Target, deciding, report, reporting
from verify.commands.run import decided
from verify.judgement import judge
from verify.library import Library
from verify.session import Options
from verify.statement import ClaimError, claim

HELP = """Decide relations for all values of their variables.

Each RELATION is such as `log(1 + x) <= x`, `x > 0 implies exp(x) > 1 + x` or `a <= b iff b >= a`; several
are to hold together.  Exit code 0 if they are proved, 1 if not.

\b
Examples:
  lawguard prove "log(1+x) <= x" --var "x in (-1, oo)"
  lawguard prove "x**2 >= 2*x" --var "x in (0, oo)" --given "x >= 2"
  lawguard prove "C*n >= 1" --var "n in [1, oo)" --exists "C in (0, oo)"
"""


@click.command(help=HELP, short_help="Decide one inequality.")
@click.argument("relations", nargs=-1, required=True, metavar="RELATION...")
@click.option(
    "--var",
    "variables",
    multiple=True,
    metavar="'X in DOMAIN'",
    help="A variable, e.g. 'n in integer [1, oo)'.",
)
@click.option("--given", multiple=True, metavar="RELATION", help="A hypothesis.")
@click.option(
    "--exists",
    multiple=True,
    metavar="'C in DOMAIN of N'",
    help="A quantity to be found, depending on N only.",
)
@click.option(
    "--certificates",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the certificate to DIR.",
)
@deciding
@reporting
def prove(
    relations: tuple[str, ...],
    variables: tuple[str, ...],
    given: tuple[str, ...],
    exists: tuple[str, ...],
    certificates: Path | None,
    budget: int | None,
    timeout: float | None,
    seed: int,
    form: str,
    output: Path | None,
) -> int:
    names: dict[str, str] = {}
    for text in variables:
        name, domain = declared(text, "--var", names)
        names[name] = domain
    wanted: dict[str, Any] = {}
    for text in exists:
        name, domain = declared(text, "--exists", names | wanted)
        domain, _, of = domain.partition(" of ")
        wanted[name] = {
            "in": domain.strip(),
            "of": [entry.strip() for entry in of.split(",") if entry.strip()],
        }
    try:
        entry = claim(list(relations), vars=names, given=list(given), exists=wanted, id="claim")
    except ClaimError as error:  # there is one claim, and no file that has vars
        raise ClaimError(error.fault.replace("in vars", "by --var")) from None
    library = Library((entry,), Path("command line"))
    options = Options(jobs=1, budget=budget, timeout=timeout, seed=seed, certificates=certificates)
    run = decided(Target(library, [entry.id]), options)
    return report(run, judge(run, None), form, output)


def declared(text: str, option: str, taken: dict[str, Any]) -> tuple[str, str]:
    """The name and the domain in ``NAME in DOMAIN``."""
    name, separator, domain = " ".join(text.split()).partition(" in ")
    if not separator or not name.isidentifier():
        raise click.UsageError(f"{option} {text!r}: write NAME in DOMAIN, for example 'x in (0, oo)'")
    if name in taken:
        raise click.UsageError(f"{option} {text!r}: {name} is declared twice")
    return name, domain
