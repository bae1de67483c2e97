"""The log of a campaign: one JSON line a block, appended and never rewritten, each line with its own checksum.

A checksum covers the campaign and the code as well, so a line counts in its own log only.  Whatever is damaged, the
last line of a killed run or a flipped bit, is found, reported and computed anew.  What the lines say is believed as far
as the disk is: checksums find accidents, not forgeries.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from verify.files import canonical, sha256
from verify.kernel.errors import Malformed
from verify.kernel.reader import read_json
from verify.search.campaign import Campaign
from verify.search.errors import LogError
from verify.search.record import Record, code_digest

FORMAT = 1


class Log:
    """The log of one campaign, locked against a second run.

    blocks: the records that count, by (first, count).  damaged: a line for each that does not, and why.
    """

    def __init__(self, path: Path, campaign: Campaign, fresh: bool = False) -> None:
        """Open or create; ``fresh`` forgets what is there.  Raises LogError."""
        self.path = path
        self.head = {"campaign": campaign.header, "code": code_digest(type(campaign).__module__), "format": FORMAT}
        self.name = sha256(canonical(self.head))
        self.blocks: dict[tuple[int, int], Record] = {}
        self.damaged: list[str] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        except OSError as error:
            raise LogError(f"{path}: {error.strerror}") from None
        try:
            if not stat.S_ISREG(os.fstat(self.file).st_mode):
                raise LogError(f"{path}: no regular file")
            self._lock()
            if fresh:
                os.ftruncate(self.file, 0)
            self._read()
        except BaseException:
            os.close(self.file)
            raise

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # a system without it: two runs at once cost time, not results
            return
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LogError(f"{self.path}: another run is writing this log") from None

    def _read(self) -> None:
        data = self.path.read_bytes()
        self.torn = bool(data) and not data.endswith(b"\n")
        headed = False
        for number, line in enumerate(data.split(b"\n")[: None if self.torn else -1], 1):
            try:
                entry = unsealed(line)
                if "head" in entry:
                    self._compare(entry["head"])
                    headed = True
                else:
                    self._take(entry["block"], entry["log"])
            except (Malformed, KeyError, TypeError) as error:
                cut = self.torn and line == data.rpartition(b"\n")[2]
                why = "cut short" if cut else str(error) or type(error).__name__
                self.damaged.append(f"{self.path}: line {number}: {why[:120]}")
        if not headed:
            self._append({"head": self.head})

    def _compare(self, head: Any) -> None:
        if head != self.head:
            what = [key for key in self.head if not isinstance(head, dict) or head.get(key) != self.head[key]]
            of = "other code" if what == ["code"] else "another campaign"
            raise LogError(f"{self.path}: the log of {of}; --restart begins anew, --log names another place")

    def _take(self, record: Any, log: Any) -> None:
        if log != self.name:
            raise Malformed("a block of another log")
        place = (record["first"], record["count"])
        if self.blocks.setdefault(place, record) != record:
            raise LogError(
                f"{self.path}: two results for the trials from {place[0]} on: these trials are not repeatable"
            )

    def add(self, record: Record) -> None:
        """Append the record of a block; it counts when it is written.  Raises LogError."""
        self._append({"block": record, "log": self.name})
        self.blocks[record["first"], record["count"]] = record

    def _append(self, entry: dict[str, Any]) -> None:
        data = memoryview(b"\n" * self.torn + sealed(entry))
        try:
            while data:
                written = os.write(self.file, data)
                self.torn = True
                data = data[written:]
        except OSError as error:
            kept = f"{len(self.blocks)} block{'' if len(self.blocks) == 1 else 's'} before it are kept"
            raise LogError(f"{self.path}: {error.strerror}; {kept}, and --resume goes on from there") from None
        self.torn = False

    def close(self) -> None:
        with suppress(OSError):
            os.fsync(self.file)
        os.close(self.file)


def sealed(entry: dict[str, Any]) -> bytes:
    """A line: the entry and its checksum, which stands last."""
    return canonical({**entry, "~": sha256(canonical(entry))})


def unsealed(line: bytes) -> dict[str, Any]:
    """The entry of a line without its newline; raises Malformed."""
    entry = read_json(line)
    if not isinstance(entry, dict):
        raise Malformed("no object")
    checksum = entry.pop("~", None)
    if checksum != sha256(canonical(entry)):
        raise Malformed("the checksum does not fit")
    return entry


def name_of(campaign: Campaign) -> str:
    """A file name for the log of a campaign."""
    plain = "".join(character if character.isalnum() else "-" for character in campaign.id).strip("-")
    return f"{plain[:60]}.{campaign.key[:12]}.jsonl"


def present(folder: Path, campaigns: list[Campaign]) -> Iterator[Path]:
    """The logs that are there already, with something in them but a head."""
    paths = (folder / name_of(campaign) for campaign in campaigns)
    return (path for path in paths if path.is_file() and path.read_bytes().count(b"\n") > 1)
