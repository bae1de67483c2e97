"""A disk that is really full: a little memory, mounted where nobody else sees it.

The file system stands in a mount namespace of its own, made as root or in a user namespace, and is gone with the
process that holds it.  Its files are seen from here through /proc; commands see them if they begin with ``words``.
"""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")  # a disk in memory is full page by page
SIZE = 16 * PAGE  # 64 kB, usually
MOUNT = 'mount -t tmpfs -o size="$1" none "$2" && echo mounted && exec cat'  # ends when its input does
NAMESPACES = {  # how unshare makes them, and how nsenter enters them
    ("--user", "--map-root-user", "--mount"): ("--user", "--preserve-credentials", "--mount"),
    ("--mount",): ("--mount",),
}


@dataclass(frozen=True)
class Disk:
    """path: the folder, as commands there see it.  here: as this process does.  words: what such a command begins with.

    Without ``words`` it is an ordinary folder, and never full.
    """

    path: Path
    here: Path
    words: tuple[str, ...] = ()

    def fill(self, left: int = 0) -> None:
        """Write until there is no space, and then free so many bytes, whole pages."""
        with (self.here / "filler").open("ab", buffering=0) as stream:
            try:
                while True:
                    os.write(stream.fileno(), bytes(PAGE))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
            stream.truncate(os.fstat(stream.fileno()).st_size - left)

    def make_room(self) -> None:
        (self.here / "filler").unlink()


@contextmanager
def mounted(folder: Path) -> Iterator[Disk]:
    """A disk of 16 pages at ``folder``; an ordinary folder, without ``words``, where mounting is not permitted."""
    folder.mkdir()
    for how, into in NAMESPACES.items():
        try:
            holder = subprocess.Popen(
                ["unshare", *how, "sh", "-c", MOUNT, "sh", str(SIZE), str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except FileNotFoundError:  # no util-linux
            break
        with holder:
            said = holder.stdout.readline() if holder.stdout is not None else b""
            words = ("nsenter", "--target", str(holder.pid), *into)
            disk = Disk(folder, Path(f"/proc/{holder.pid}/root{folder.resolve()}"), words)
            if said == b"mounted\n" and _seen(disk):
                yield disk
                return
    yield Disk(folder, folder)


def _seen(disk: Disk) -> bool:
    """Whether commands can be run there, and see the files that are seen from here."""
    with suppress(OSError):
        (disk.here / "seen").touch()
        rm = [*disk.words, "rm", str(disk.path / "seen")]
        return subprocess.run(rm, stderr=subprocess.DEVNULL, check=False).returncode == 0
    return False
