"""`lawguard what-if`: a derivation with other constants: the first step that fails, every bound that moves."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import wrap

import click

from verify.commands.common import show, targets
from verify.judgement import OK, UNEXPECTED
from verify.report.text import WIDTH, counterexample_text
from verify.selection import SelectionError, nearest
from verify.session import Options
from verify.whatif import Change, conclusion, whatif

HELP = """Derive ID again with other values of named constants: the first step that fails, with its
counterexample, and every later bound that moves.  Nothing is written.

Exit code 0 if everything still goes through, 1 if a step fails.

\b
Examples:
  lawguard what-if DER-THM3 net_radius=eps/6
  lawguard what-if DER-THM3 final_constant=300 net_growth=16
"""


@click.command("what-if", help=HELP, short_help="A derivation with other constants.")
@click.argument("id")
@click.argument("changes", nargs=-1, required=True, metavar="NAME=VALUE...")
@click.option("--library", "path", metavar="PATH", help="A library, instead of the nearest.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE.")
def what_if(
    id: str, changes: tuple[str, ...], path: str | None, jobs: int | None, form: str, output: Path | None
) -> int:
    values: dict[str, str] = {}
    for change in changes:
        name, separator, value = change.partition("=")
        if not separator or not name.strip() or not value.strip():
            raise click.UsageError(f"{change!r}: write NAME=VALUE, for example net_radius=eps/6")
        values[name.strip()] = value.strip()
    (target,) = targets([path] if path is not None else [])
    if id not in target.library.by_id:
        raise SelectionError(nearest(target.library, id))
    found = whatif(target.library, id, values, Options(jobs=jobs))
    show(document(found, values) if form == "json" else text(found, id, values), output)
    return UNEXPECTED if any(change.failed for change in found) else OK


def text(found: list[Change], id: str, values: dict[str, str]) -> str:
    rows = [f"{id} with {', '.join(f'{name} = {value}' for name, value in values.items())}", ""]
    failed = [change for change in found if change.failed]
    broken = failed[0] if failed else None
    if broken is not None:
        rows += [f"first failure  {broken.after.id}"]
        rows += [
            row
            for said in (broken.verdict.message, counterexample_text(broken.verdict))
            for row in paragraph(said, "  ")
        ]
        rows += [""]
    for change in found:
        if change.moved:
            rows += [f"{change.after.id}  {change.verdict.status}"]
            rows += paragraph(f"was {conclusion(change.before)}", "  ") + paragraph(
                f"now {conclusion(change.after)}", "  "
            )
    later = [change.after.id for change in failed[1:]]
    if later:
        rows += ["", *paragraph(f"and not established then: {', '.join(later)}", "")]
    moved = sum(change.moved for change in found)
    many = f"{len(found)} claim{'' if len(found) == 1 else 's'}"
    rows += ["", f"{many}: {len(found) - len(failed)} proved, {len(failed)} not, {moved} moved"]
    return "\n".join(rows) + "\n"


def document(found: list[Change], values: dict[str, str]) -> str:
    entries = [
        {
            "id": change.after.id,
            "status": change.verdict.status,
            "moved": change.moved,
            "before": conclusion(change.before),
            "after": conclusion(change.after),
            "message": change.verdict.message,
            "counterexample": change.verdict.counterexample,
        }
        for change in found
    ]
    return json.dumps({"schema_version": 1, "constants": values, "claims": entries}, indent=2) + "\n"


def paragraph(line: str, indent: str) -> list[str]:
    return wrap(line, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)
