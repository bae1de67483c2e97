"""Real runs of a slow campaign, in processes that tests kill."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.search.slow import Slow
from verify.kernel.errors import Malformed
from verify.search.log import name_of, unsealed
from verify.search.record import record_of
from verify.search.runner import Result

ROOT = Path(__file__).parents[2]
SIZE, SEED = 5, 3


@dataclass
class Slowly:
    """A library with one slow campaign in a folder of its own."""

    folder: Path
    blocks: int
    milliseconds: int = 50

    def __post_init__(self) -> None:
        self.campaign = Slow(
            f"slow({SIZE}, {self.milliseconds})",
            {"size": SIZE, "milliseconds": self.milliseconds},
            SEED,
            SIZE * self.blocks,
        )
        self.log = self.folder / "log" / name_of(self.campaign)
        self.summary = self.folder / "summary.json"
        self.library = self.folder / "slowly.py"
        self.library.write_text(
            "from verify.statistic import statistic\n"
            f"CLAIMS = [statistic('SLOW', experiment='{self.campaign.id}', seed={SEED}, level='1e-6',\n"
            f"    trials={self.campaign.trials}, conclude='rate <= 1/2')]\n"
        )

    def start(
        self,
        *options: str,
        limit: int | None = None,
        terminal: int | None = None,
        before: Sequence[str] = (),
        script: Sequence[str] = ("run_slow.py",),
    ) -> subprocess.Popen[str]:
        """Start a run in a session of its own.

        limit: bytes that a file may have.  terminal: what its messages go to.  before: what the command begins with.
        script: another script of this folder, with its first arguments.
        """

        def prepare() -> None:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs are deaf to it
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        words = ["search", self.library, "--log", self.folder / "log", "--format", "json", "-o", self.summary, *options]
        return subprocess.Popen(
            [*before, sys.executable, str(ROOT / "tests" / "search" / script[0]), *script[1:], *map(str, words)],
            cwd=self.folder,
            env=os.environ
            | {"TERM": "xterm", "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if terminal is None else terminal,
            text=True,
            start_new_session=True,
            preexec_fn=prepare,
        )

    def finish(self, *options: str) -> tuple[int, str]:
        """A run to its end: the exit code, and what it says on stderr."""
        process = self.start(*options)
        _, said = process.communicate(timeout=120)
        assert "Traceback" not in said, said
        return process.returncode, said

    def lines(self) -> int:
        """Blocks in the log that count."""
        if not self.log.exists():
            return 0
        found = 0
        for line in self.log.read_bytes().split(b"\n"):
            try:
                found += "block" in unsealed(line)
            except Malformed:
                continue
        return found

    def wait(self, count: int, process: subprocess.Popen[str]) -> None:
        """Until the log has so many blocks."""
        deadline = time.monotonic() + 60
        while self.lines() < count and process.poll() is None:
            if time.monotonic() > deadline:
                raise TimeoutError("no blocks appear")
            time.sleep(0.01)

    @property
    def closing(self) -> str:
        """The last line of a run without any fault."""
        done, failures = self.campaign.trials, self.result()["failures"]
        return f"1 campaign: {done} trials, {failures} failures; no tests"

    def result(self) -> dict[str, Any]:
        (entry,) = json.loads(self.summary.read_bytes())["campaigns"]
        return dict(entry)

    def right(self) -> bool:
        """Whether the summary is that of a run without any fault."""
        rows = [
            record_of([self.campaign.outcome(trial) for trial in range(first, first + count)], first, count)
            for first, count in self.campaign.blocks()
        ]
        entry, expected = self.result(), Result(self.campaign, rows)
        assert entry["done"] == expected.done
        assert (entry["met"], entry["failures"]) == (expected.met, expected.failures)
        return bool(entry["digest"] == f"sha256:{expected.digest}")


def children(parent: int) -> list[int]:
    """The worker processes of a run."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
            command = (entry.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and b"spawn_main" in command:
            found.append(int(entry.parent.name))
    return found
