"""Files that are no points, and options that make no sense: one line on stderr, exit code 2, nothing written."""

from __future__ import annotations

import io
import json
import os
import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.geometry.reference import points, values
from verify.cli import execute
from verify.geometry.pairs import examine
from verify.geometry.reading import DataError

Refused = Callable[..., None]
GOOD = np.array([[0.0, 1.0], [2.0, 3.0], [5.0, 8.0]])


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Refused:
    monkeypatch.chdir(tmp_path)

    def inner(*said: str, options: tuple[str, ...] = (), file: str = "x.npy") -> None:
        before = sorted(os.listdir())
        capfd.readouterr()
        code = execute(["pairs", file, *options])
        out, err = capfd.readouterr()
        assert (code, out) == (2, "")
        (line,) = err.splitlines()
        assert line.startswith("lawguard: error: ")
        for text in said:
            assert text in line
        assert sorted(os.listdir()) == before

    return inner


def saved(array: Any, **options: Any) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, **options)
    return stream.getvalue()


def header(text: str, data: bytes = b"", version: tuple[int, int] = (1, 0)) -> bytes:
    body = text.encode("latin1")
    size = struct.pack("<H", len(body)) if version == (1, 0) else struct.pack("<I", len(body))
    return b"\x93NUMPY" + bytes(version) + size + body + data


def spoiled(entry: float) -> np.ndarray:
    array = GOOD.copy()
    array[1, 0] = entry
    return array


DICT = "{{'descr': '{}', 'fortran_order': False, 'shape': {}}}\n"
FILES = [
    ("nan", saved(spoiled(np.nan)), "x.npy: row 1, column 0 is nan"),
    ("infinity", saved(spoiled(np.inf)), "x.npy: row 1, column 0 is inf"),
    ("minus infinity", saved(spoiled(-np.inf).astype(np.float32)), "row 1, column 0 is -inf"),
    ("nan, Fortran order", saved(np.asfortranarray(spoiled(np.nan))), "row 1, column 0 is nan"),
    ("one dimension", saved(GOOD[0]), "an array with 1 dimensions; 2 are read"),
    ("three dimensions", saved(GOOD[None]), "an array with 3 dimensions; 2 are read"),
    ("no dimension", saved(np.float64(1)), "an array with 0 dimensions"),
    ("one point", saved(GOOD[:1]), "1 points of dimension 2; at least 2"),
    ("no points", saved(GOOD[:0]), "0 points of dimension 2"),
    ("no coordinates", saved(GOOD[:, :0]), "3 points of dimension 0"),
    ("objects", saved(GOOD.astype(object), allow_pickle=True), "Python objects; they are never unpickled"),
    ("complex", saved(GOOD.astype(complex)), "entries of type complex128"),
    ("bool", saved(GOOD > 1), "entries of type bool"),
    ("strings", saved(GOOD.astype(str)), "entries of type <U32"),
    ("bytes", saved(GOOD.astype("S4")), "entries of type |S4"),
    ("times", saved(GOOD.astype("M8[s]")), "entries of type datetime64[s]"),
    ("records", saved(np.zeros((3, 2), [("a", "f8")])), "entries of type"),
    ("long doubles", saved(GOOD.astype(np.longdouble)), "entries of type"),
    ("empty file", b"", "not a .npy file"),
    ("text", b"1 2 3\n4 5 6\n", "not a .npy file"),
    ("pickle", b"\x80\x04\x95\x10\x00\x00\x00", "not a .npy file"),
    ("zip", b"PK\x03\x04" + bytes(100), "not a .npy file"),
    ("half a header", saved(GOOD)[:40], "not a .npy file"),
    ("half of the data", saved(GOOD)[:-8], "x.npy: truncated: 168 bytes, its header says 176"),
    ("header alone", saved(GOOD)[:128], "truncated: 128 bytes"),
    ("two arrays", saved(GOOD) * 2, "more than one array: 352 bytes, its header says 176"),
    ("format 3", header(DICT.format("<f8", "(3, 2)"), bytes(48), (3, 0)), "not a .npy file"),
    ("format 9", header(DICT.format("<f8", "(3, 2)"), bytes(48), (9, 0)), "not a .npy file"),
    ("a header that runs", header("__import__('os').system('touch run')"), "not a .npy file"),
    ("a header without end", header("{'descr': '<f8', " + "(" * 5000), "not a .npy file"),
    ("a long header", header("x" * 20_000, version=(2, 0)), "not a .npy file"),
    ("a huge shape", header(DICT.format("<f8", f"({10**30}, 2)"), bytes(48)), "truncated"),
    ("a negative shape", header(DICT.format("<f8", "(-3, -2)"), bytes(48)), "not a .npy file"),
    ("a shape of bools", header(DICT.format("<f8", "(True, 2)"), bytes(48)), "not a .npy file"),
    ("too many columns", header(DICT.format("<f8", f"(2, {2**24 + 1})"), bytes(48)), "dimension 1 to 16777216"),
    ("an unknown type", header(DICT.format("<q9", "(3, 2)"), bytes(48)), "not a .npy file"),
]


@pytest.mark.parametrize(("what", "data", "said"), FILES, ids=[row[0] for row in FILES])
def test_files(refused: Refused, what: str, data: bytes, said: str) -> None:
    Path("x.npy").write_bytes(data)
    refused("x.npy", said)


def test_format_2_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.npy").write_bytes(header(DICT.format("<f8", "(3, 2)"), GOOD.tobytes(), (2, 0)))
    assert execute(["pairs", str(tmp_path / "x.npy")]) == 0


def test_no_file(refused: Refused) -> None:
    refused("nothing.npy: no such file", file="nothing.npy")
    Path("folder").mkdir()
    refused("folder: not a file", file="folder")
    os.mkfifo("pipe")
    refused("pipe: not a file", file="pipe")


def test_a_file_that_changes(tmp_path: Path) -> None:
    data = points(GOOD, tmp_path)
    np.save(tmp_path / "other.npy", GOOD)
    os.replace(tmp_path / "other.npy", tmp_path / "points.npy")
    with pytest.raises(DataError, match="changed while it was read"):
        examine(data)


def test_a_zero_row_has_no_direction(refused: Refused) -> None:
    np.save("x.npy", np.array([[1.0, 0.0], [0.0, 1.0], [-0.0, 0.0]]))
    refused("x.npy: row 2 is zero and has no direction", options=("--directions",))
    assert execute(["pairs", "x.npy"]) == 0


OPTIONS = [
    (["--min-distance", "-1"], "is not negative"),
    (["--min-distance", "sqrt(2)"], "a decimal or a fraction expected"),
    (["--min-distance", "nan"], "a decimal or a fraction expected"),
    (["--min-distance", "inf"], "a decimal or a fraction expected"),
    (["--min-distance", "1/0"], "a decimal or a fraction expected"),
    (["--min-distance", "1,5"], "a decimal or a fraction expected"),
    (["--min-distance", ""], "a decimal or a fraction expected"),
    (["--min-distance", "1e-950"], "more than 900 digits"),
    (["--min-distance", "9" * 5000], "a decimal or a fraction expected"),
    (["--min-distance", "2.1", "--directions"], "directions are at most 2 apart"),
    (["--list", "-1"], "--list"),
    (["--jobs", "0"], "--jobs"),
    (["--format", "yaml"], "yaml"),
    (["--certificate", "pair.json"], "--certificate needs --min-distance"),
    (["--certificate", "pair.txt", "--min-distance", "1"], "the suffix .txt is for the claim"),
    (["--nonsense"], "No such option"),
]


@pytest.mark.parametrize(("options", "said"), OPTIONS, ids=[" ".join(row[0])[:40] for row in OPTIONS])
def test_options(refused: Refused, options: list[str], said: str) -> None:
    np.save("x.npy", GOOD)
    refused(said, options=tuple(options))


ALLOWED = [
    ("Fortran order", np.asfortranarray(GOOD)),
    ("big endian", GOOD.astype(">f8")),
    ("big endian integers", GOOD.astype(">i8")),
    ("single", GOOD.astype(np.float32)),
    ("half", GOOD.astype(np.float16)),
    ("every integer", GOOD.astype(np.uint8)),
    ("subnormal", GOOD * 5e-324),
    ("at the end of the floats", GOOD * 2.0**1020),
    ("largest integers", np.array([[2**64 - 1, 0], [0, 2**64 - 1], [2**63, 1]], np.uint64)),
    ("least integers", np.array([[-(2**63), 2**63 - 1], [2**63 - 1, -(2**63)]], np.int64)),
    ("equal points", np.ones((5, 3))),
    ("two equal points", np.zeros((2, 1))),
]


@pytest.mark.parametrize(("what", "array"), ALLOWED, ids=[row[0] for row in ALLOWED])
def test_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], what: str, array: np.ndarray
) -> None:
    monkeypatch.chdir(tmp_path)
    np.save("x.npy", array)
    assert execute(["pairs", "x.npy", "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)["closest"]
    squares = values(array, False)
    assert Fraction(found["square"]) == min(squares.values())
    assert tuple(found["rows"]) == min(squares, key=lambda pair: (squares[pair], pair))


@pytest.mark.slow
@pytest.mark.parametrize(("count", "dimension"), [(1_000_000, 8), (60, 200_000)])
def test_many_points_and_many_dimensions(tmp_path: Path, count: int, dimension: int) -> None:
    array = np.random.default_rng(0).random((count, dimension), np.float32)
    array[count // 3] = array[count // 2]
    array[count // 3, 0] += np.float32(2.0**-20)
    found = examine(points(array, tmp_path), workers=2).closest
    assert found is not None
    assert found.rows == (count // 3, count // 2)
