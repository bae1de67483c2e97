"""Files that are either whole or absent: canonical JSON, and writing through a temporary name.

A reader, or a run that is killed at any moment, sees the old bytes or the new ones, never a part.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path


def canonical(value: object) -> bytes:
    """The one JSON text of a value: sorted keys, no spaces, UTF-8, a final newline."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode() + b"\n"


def readable(value: object) -> bytes:
    """Canonical JSON on many lines, for files that people compare line by line."""
    return json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_atomic(path: Path, data: bytes) -> bool:
    """Write under a temporary name beside ``path`` and rename; False if the bytes stand there already.

    What is there and is no file, such as a device or a pipe, is written to and stays what it is; a link stays a link.
    An OSError names ``path``.
    """
    try:
        return _written(path.resolve() if path.is_symlink() else path, data)
    except OSError as error:
        if error.errno is not None:  # a failed write names no file, and the temporary name says little
            error.filename, error.filename2 = str(path), None
        raise


def _written(path: Path, data: bytes) -> bool:
    if path.is_file() and path.read_bytes() == data:
        return False
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            stream.write(data)
        return True
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:  # an interrupt, too, leaves nothing behind
        temporary.unlink(missing_ok=True)
        raise
    return True


def sweep(folder: Path) -> None:
    """Remove the temporary files of runs that were killed while writing."""
    for path in folder.glob(".*.tmp"):
        number = path.name.split(".")[-2]
        if number.isdigit() and not _alive(int(number)):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
