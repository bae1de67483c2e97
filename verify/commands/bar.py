"""A progress bar for what takes minutes: how much is done, the rate, the time left."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(things: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr, if that is a terminal; yields what takes the number done and the total."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.{0 if task.speed >= 10 else 1}f}/s" if task.speed else "")

    columns = (TextColumn(things), BarColumn(), TextColumn("{task.completed}/{task.total}"), Rate())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as progress:
        task = None

        def advance(done: int, total: int) -> None:
            nonlocal task
            task = progress.add_task("", total=total, completed=done) if task is None else task
            progress.update(task, completed=done)

        yield advance
