"""A file of random points that is the same on every machine, byte by byte.

An entry is the number of ones among 64 random bits, less 32: a binomial variable of mean 0 and variance 16, little
different from a Gaussian one, but whole.  The bits are the raw output of Philox4x64-10 (Salmon et al. 2011), of which
numpy promises that it never changes; its distributions come without that promise.  The header is written here, too.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

CENTRE = 32
AT_ONCE = 2**20  # entries made at once


def write(path: Path, rows: int, columns: int, seed: int) -> None:
    """Write the sample of a seed as a .npy file of 8-bit integers."""
    bits = np.random.Philox(key=seed)
    with path.open("wb") as stream:
        stream.write(header(rows, columns))
        for start in range(0, rows * columns, AT_ONCE):
            words = bits.random_raw(min(AT_ONCE, rows * columns - start))
            stream.write((np.bitwise_count(words).astype(np.int8) - np.int8(CENTRE)).tobytes())


def header(rows: int, columns: int) -> bytes:
    """That of format 1.0, of 128 bytes."""
    said = f"{{'descr': '|i1', 'fortran_order': False, 'shape': ({rows}, {columns}), }}".encode()
    return b"\x93NUMPY\x01\x00" + (118).to_bytes(2, "little") + said.ljust(117) + b"\n"
