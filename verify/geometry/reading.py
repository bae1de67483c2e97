"""Reading points: a .npy file, mapped into memory, one point a row.

Read are floats of 16, 32 and 64 bits and integers of any size, in either byte order, in C or Fortran order.  Refused,
with one line: anything that is not such a file, a file that is longer or shorter than its header says, other shapes
than n x d with n >= 2 and d >= 1, other entries (Python objects above all: nothing is ever unpickled), NaN and
infinities.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

MAX_COLUMNS = 2**24  # the error bounds need more precision than float64 has beyond about 2**26
STRIP = 2**18  # entries looked at at once: they fit into a processor's cache

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
Index = Rows | slice


class DataError(Exception):
    """A file that cannot be read as points; the message names the file and the fault."""


@dataclass(frozen=True)
class Points:
    """The rows of a file; low and high are its extreme entries, digest its SHA-256."""

    path: Path
    array: NDArray[Any]
    digest: str
    low: float
    high: float
    stat: tuple[int, int, int]

    @property
    def count(self) -> int:
        return int(self.array.shape[0])

    @property
    def dimension(self) -> int:
        return int(self.array.shape[1])

    @property
    def pairs(self) -> int:
        return self.count * (self.count - 1) // 2

    def rows(self, index: Index) -> NDArray[Any]:
        """Some rows, in this machine's byte order."""
        return native(self.array[index])

    def unchanged(self) -> None:
        """Raises DataError if the file is no longer the one that was read."""
        if _stat(self.path) != self.stat:
            raise DataError(f"{self.path}: changed while it was read")


def strips(count: int, dimension: int) -> Iterator[slice]:
    """Consecutive rows, a cache full at a time."""
    step = max(1, STRIP // dimension)
    return (slice(start, min(count, start + step)) for start in range(0, count, step))


def groups(first: Rows, second: Rows, dimension: int, entries: int = STRIP) -> Iterator[tuple[Rows, Rows]]:
    """Pairs of rows, a cache full at a time."""
    step = max(1, entries // dimension)
    return ((first[start : start + step], second[start : start + step]) for start in range(0, first.size, step))


def native(array: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(array, dtype=array.dtype.newbyteorder("="))


def read(path: Path, least: int = 2, line: bool = False) -> Points:
    """Map a file of at least so many points, raises DataError; ``line``: a list of numbers is one of points of R."""
    try:
        if not path.is_file():
            raise DataError(f"{path}: no such file" if not path.exists() else f"{path}: not a file")
        stat = _stat(path)
        array = _mapped(path, least, line)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        low, high = _extremes(path, array)
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}") from None
    return Points(path, array, digest, low, high, stat)


def _stat(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}") from None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _mapped(path: Path, least: int, line: bool) -> NDArray[Any]:
    with path.open("rb") as stream:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                major, _ = npy.read_magic(stream)
                reader = {1: npy.read_array_header_1_0, 2: npy.read_array_header_2_0}[major]
                shape, fortran, dtype = reader(stream)
        except Exception:  # a hostile header has many ways to fail, all of them in a literal that is never evaluated
            raise DataError(f"{path}: not a .npy file of format 1 or 2") from None
        shape = (*shape, 1) if line and len(shape) == 1 else shape
        offset, size = stream.tell(), os.fstat(stream.fileno()).st_size
    _readable(path, shape, dtype, least)
    expected = offset + shape[0] * shape[1] * dtype.itemsize
    if size != expected:
        fault = "truncated" if size < expected else "more than one array"
        raise DataError(f"{path}: {fault}: {size} bytes, its header says {expected}")
    return np.memmap(path, dtype, "r", offset, shape, "F" if fortran else "C")


def _readable(path: Path, shape: tuple[int, ...], dtype: np.dtype[Any], least: int) -> None:
    if dtype.hasobject:
        raise DataError(f"{path}: Python objects; they are never unpickled")
    if not (dtype.kind in "iu" or (dtype.kind == "f" and dtype.itemsize <= 8)):
        raise DataError(f"{path}: entries of type {dtype}; floats of 16, 32 or 64 bits or integers are read")
    if len(shape) != 2:
        raise DataError(f"{path}: an array with {len(shape)} dimensions; 2 are read, one point a row")
    if not all(type(length) is int and length >= 0 for length in shape):
        raise DataError(f"{path}: not a .npy file of format 1 or 2")
    if shape[0] < least or not 1 <= shape[1] <= MAX_COLUMNS:
        raise DataError(
            f"{path}: {shape[0]} points of dimension {shape[1]}; "
            f"at least {least} points of dimension 1 to {MAX_COLUMNS} are needed"
        )


def _extremes(path: Path, array: NDArray[Any]) -> tuple[float, float]:
    lows, highs = [], []
    for rows in strips(*array.shape):
        part = native(array[rows])
        low, high = part.min(), part.max()
        if not (np.isfinite(low) and np.isfinite(high)):
            row, column = (int(x) for x in np.argwhere(~np.isfinite(part))[0])
            raise DataError(f"{path}: row {rows.start + row}, column {column} is {part[row, column]}")
        lows.append(low.item())
        highs.append(high.item())
    return min(lows), max(highs)
