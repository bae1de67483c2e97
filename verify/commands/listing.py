"""`lawguard list`: the claims, without deciding anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from verify.commands.common import reporting, show, targets
from verify.report.text import MAX_ID, WIDTH, shortened
from verify.verdict import SCHEMA_VERSION

HELP = """List claims: id, kind, where they stand in the source, what they say.

\b
Examples:
  lawguard list
  lawguard list NUM --format json
  lawguard list claims.toml -k DEMO
"""
KIND = 12


@click.command("list", help=HELP, short_help="List claims.")
@click.argument("words", nargs=-1, metavar="[PATH|ID]...")
@click.option("-k", "substring", metavar="TEXT", help="Only ids that contain TEXT.")
@reporting
def listing(words: tuple[str, ...], substring: str | None, form: str, output: Path | None) -> int:
    found = [target.library.by_id[id] for target in targets(words, substring) for id in target.ids]
    if form == "json":
        keys = ("id", "group", "kind", "source", "says", "statement", "expect")
        claims: list[dict[str, Any]] = [
            {key: getattr(claim, key) for key in keys} | {"of": list(claim.of)} for claim in found
        ]
        text = json.dumps({"schema_version": SCHEMA_VERSION, "claims": claims}, indent=1, ensure_ascii=False) + "\n"
    elif form == "text":
        width = min(MAX_ID, max(len(claim.id) for claim in found))
        rows = []
        for claim in found:
            first = claim.statement.split("\n")[-1].removeprefix("claim ") if claim.statement else ""
            row = f"{claim.id:<{width}}  {claim.kind:<{KIND}}  "
            rows.append((row + shortened(claim.says or first, max(20, WIDTH - len(row)))).rstrip())
        text = "\n".join([*rows, f"{len(found)} claim{'' if len(found) == 1 else 's'}"]) + "\n"
    else:
        raise click.UsageError(f"list has no format {form!r}")
    show(text, output)
    return 0
