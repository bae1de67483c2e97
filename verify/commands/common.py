"""What the commands share: options, targets, progress, output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from verify.files import write_atomic
from verify.judgement import Judgement
from verify.library import Library, load
from verify.lock import NAME, Entry, read_lock
from verify.report import FORMATS
from verify.report.text import closing, problems
from verify.selection import SelectionError, matching, nearest, select
from verify.session import Run
from verify.verdict import Verdict

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Target:
    """A library and the claims selected in it."""

    library: Library
    ids: list[str]


def deciding(function: Function) -> Function:
    """The options of commands that decide."""
    for option in (
        click.option(
            "--seed",
            type=click.IntRange(0),
            default=0,
            show_default=True,
            help="Seed of every random choice.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(0, min_open=True),
            metavar="SECONDS",
            help="Give up on a claim after this.",
        ),
        click.option(
            "--budget",
            type=click.IntRange(1),
            metavar="UNITS",
            help="Work units a claim, instead of the usual.",
        ),
    ):
        function = option(function)
    return function


def reporting(function: Function) -> Function:
    """The options of commands that report."""
    for option in (
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Write the report to FILE.",
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(FORMATS),
            default="text",
            show_default=True,
            help="The report's format.",
        ),
    ):
        function = option(function)
    return function


def is_path(word: str) -> bool:
    """Whether a word means a library and not an id: it has a library's suffix, or it is there."""
    return word.endswith((".toml", ".py")) or word.startswith((".", "~", os.sep)) or os.path.exists(word)


def targets(words: Sequence[str], substring: str | None = None) -> list[Target]:
    """The libraries that the words name, the default one if none, and the claims selected in each.

    A word that is a claim of the default library and a file at once means the claim, unless it ends in
    .toml or .py or has a slash at its end.  Raises LibraryError and SelectionError; nothing selected is an
    error.
    """
    paths = [word for word in words if is_path(word)]
    ids = [word for word in words if word not in paths]
    libraries = [load(path) for path in paths] if paths else [load()]
    for word in ids:
        if not any(matching(library, word) for library in libraries):
            raise SelectionError(nearest(libraries[0], word))
    found = []
    for library in libraries:
        here = [word for word in ids if matching(library, word)]
        if here or not ids:
            found.append(Target(library, select(library, here, substring if len(libraries) == 1 else None)))
    if substring is not None and len(libraries) > 1:
        found = [Target(t.library, [id for id in t.ids if substring.lower() in id.lower()]) for t in found]
        found = [target for target in found if target.ids]
        if not found:
            raise SelectionError(f"no id contains {substring!r}")
    return found


def locked_entries(library: Library) -> dict[str, Entry] | None:
    """The lock of a library; None if it has none; raises LockError if it is damaged."""
    return None if library.folder is None else read_lock(library.folder / NAME)


class Meter:
    """Progress on stderr: one line that changes on a terminal, one line a claim elsewhere."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self.width = 0

    def __call__(self, verdict: Verdict, done: int, total: int) -> None:
        text = f"[{done}/{total}] {verdict.id} {verdict.status} {verdict.seconds:.1f} s"
        if self.live:
            print(f"\r{text[:79]:<{self.width}}", end="", file=sys.stderr, flush=True)
            self.width = min(79, len(text))
        else:
            print(text, file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self.live and self.width:
            print(f"\r{'':<{self.width}}\r", end="", file=sys.stderr, flush=True)


def notice(message: str) -> None:
    print(f"lawguard: notice: {message}", file=sys.stderr)


def coloured() -> bool:
    """Whether stdout is a terminal that wants colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file."""
    if output is None:
        click.echo(text, nl=False, color=True)
    else:
        write_atomic(output, text.encode())


def rendered(run: Run, judgement: Judgement, form: str, output: Path | None) -> str:
    if form == "text":
        from verify.report.text import render

        return render(run, judgement, colour=output is None and coloured())
    text: str = import_module(f"verify.report.{form}").render(run, judgement)
    return text


def report(run: Run, judgement: Judgement, form: str, output: Path | None) -> int:
    """Print or write the report, and say on stderr what it leaves unsaid; returns the exit code."""
    for message in judgement.notices:
        notice(message)
    if click.get_current_context().find_root().params.get("debug"):
        for failure in run.failures.values():
            print(failure.trace, file=sys.stderr)
    text = rendered(run, judgement, form, output)
    show(text, output)
    if output is not None or form != "text":
        for row in problems(run, judgement):
            if row:
                print(row, file=sys.stderr)
        print(closing(run, judgement), file=sys.stderr)
    return judgement.code
