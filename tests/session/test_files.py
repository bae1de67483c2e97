"""Writing: the old bytes or the new ones, never a part."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from verify import files
from verify.files import canonical, readable, sweep, write_atomic


def test_canonical_json_is_one_text() -> None:
    assert canonical({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}\n'.encode()
    assert readable({"b": 1, "a": 2}) == b'{\n "a": 2,\n "b": 1\n}\n'


def test_nan_is_refused() -> None:
    with pytest.raises(ValueError):
        canonical({"x": float("nan")})


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "file.json"
    assert write_atomic(path, b"one")
    before = path.stat().st_mtime_ns
    assert not write_atomic(path, b"one")
    assert path.stat().st_mtime_ns == before
    assert write_atomic(path, b"two")
    assert path.read_bytes() == b"two"


@pytest.mark.parametrize("fault", [OSError("no space left"), KeyboardInterrupt()])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    path = tmp_path / "file.json"
    write_atomic(path, b"old")

    def fail(_: int) -> None:
        raise fault

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(type(fault)):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_one_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    file, link, pipe = (tmp_path / name for name in ("file", "link", "pipe"))
    link.symlink_to(file)
    assert write_atomic(link, b"one")
    assert not write_atomic(link, b"one")
    assert link.is_symlink()
    assert file.read_bytes() == b"one"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert write_atomic(pipe, b"two")
        assert os.read(reader, 10) == b"two"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert sorted(tmp_path.iterdir()) == [file, link, pipe]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A name of 250 bytes has a temporary name that is too long; an error while writing has no name at all."""
    path, full = tmp_path / ("x" * 250), tmp_path / "full"
    full.symlink_to("/dev/full")
    for one, number in ((path, errno.ENAMETOOLONG), (full, errno.ENOSPC)):
        with pytest.raises(OSError) as found:
            write_atomic(one, b"data")
        assert (found.value.errno, found.value.filename) == (number, str(one))
    assert full.is_char_device()


def test_leftovers_of_dead_processes_are_removed(tmp_path: Path) -> None:
    dead, mine, other = (tmp_path / name for name in (".a.json.4194303.tmp", f".b.json.{os.getpid()}.tmp", "c.tmp"))
    for path in (dead, mine, other):
        path.write_bytes(b"")
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([mine, other])
