"""Writing: the old bytes or the new ones, never a part."""

from __future__ import annotations

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


def test_leftovers_of_dead_processes_are_removed(tmp_path: Path) -> None:
    dead, mine, other = (tmp_path / name for name in (".a.json.4194303.tmp", f".b.json.{os.getpid()}.tmp", "c.tmp"))
    for path in (dead, mine, other):
        path.write_bytes(b"")
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([mine, other])
