"""A campaign whose disk is full keeps each line that was written, says so in one line, and goes on when there is room.

Each test meets two disks: one in memory, mounted for it and filled; and one that ends at /dev/full.  Where mounting is
not permitted the first is the second, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.test_interrupts import none_left
from tests.full_disk import PAGE, Disk, mounted
from tests.search.driving import Slowly
from verify.search.log import unsealed

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
BLOCKS = 24 * max(1, PAGE // 4096)


@dataclass
class Short:
    """A campaign with its log on a disk that is too small for it."""

    slowly: Slowly
    disk: Disk

    def run(self, room: int) -> tuple[int, str]:
        """A run with so much room, a whole number of pages, for its log."""
        script = ["run_slow.py"]
        if self.disk.words:
            self.disk.fill(room)
        else:
            script = ["run_short.py", str(self.slowly.log), str(room)]
        process = self.slowly.start("-j2", before=self.disk.words, script=script)
        _, said = process.communicate(timeout=120)
        assert none_left(process.pid)
        return process.returncode, said

    def resume(self) -> tuple[int, str]:
        """The same run, when there is room."""
        if self.disk.words:
            self.disk.make_room()
        process = self.slowly.start("-j2", "--resume", before=self.disk.words)
        _, said = process.communicate(timeout=120)
        return process.returncode, said


@pytest.fixture(params=["mounted", "device"])
def short(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Short]:
    slowly = Slowly(tmp_path, BLOCKS)
    if request.param == "device":
        yield Short(slowly, Disk(slowly.log.parent, slowly.log.parent))
        return
    with mounted(slowly.log.parent) as disk:
        slowly.log = disk.here / slowly.log.name
        yield Short(slowly, disk)


@pytest.fixture
def uninterrupted(tmp_path: Path) -> bytes:
    """The summary of the same campaign without any fault."""
    folder = tmp_path / "uninterrupted"
    folder.mkdir()
    slowly = Slowly(folder, BLOCKS)
    assert slowly.finish("-j2")[0] == 0
    return slowly.summary.read_bytes()


def full(slowly: Slowly, code: int, said: str) -> str:
    """The one line that says that the disk is full."""
    assert code == 3
    assert "Traceback" not in said
    (line,) = said.splitlines()
    assert line.startswith("lawguard: error: ")
    assert f"{slowly.log.name}: No space left on device" in line
    assert not slowly.summary.exists()
    return line


def test_what_was_written_stays_and_the_run_goes_on(short: Short, uninterrupted: bytes) -> None:
    slowly = short.slowly
    line = full(slowly, *short.run(room=PAGE))
    written = slowly.log.read_bytes()
    assert len(written) == PAGE  # filled to the last byte, in the middle of a line
    head, *blocks, torn = written.split(b"\n")
    assert "head" in unsealed(head)
    assert all("block" in unsealed(block) for block in blocks)
    assert torn
    assert 1 <= len(blocks) == slowly.lines() < BLOCKS
    assert f"; {len(blocks)} block" in line
    assert "before it are kept, and --resume goes on from there" in line

    code, said = short.resume()
    assert code == 0
    assert "cut short: computed anew" in said
    assert slowly.summary.read_bytes() == uninterrupted
    assert slowly.right()
    after = slowly.log.read_bytes()
    assert after.startswith(written)
    assert slowly.lines() == BLOCKS
    assert after.count(b"\n") == 1 + BLOCKS + 1  # the head, the blocks, and the line that was torn


def test_a_disk_without_room_for_anything(short: Short, uninterrupted: bytes) -> None:
    slowly = short.slowly
    assert "; 0 blocks before it are kept" in full(slowly, *short.run(room=0))
    assert slowly.log.read_bytes() == b""
    assert short.resume()[0] == 0
    assert slowly.summary.read_bytes() == uninterrupted
    assert slowly.lines() == BLOCKS


def test_room_for_all_of_it_is_no_full_disk(short: Short, uninterrupted: bytes) -> None:
    """The reference: the same disks, with more room, see no fault."""
    code, said = short.run(room=8 * PAGE)
    assert code == 0, said
    assert short.slowly.summary.read_bytes() == uninterrupted
