"""The kernel's word on stored bytes, from a fresh process that loads the standard library and the kernel
only.

What this process holds in memory proves nothing: certificates are written, read back by ``python -S -m
verify.kernel`` and believed only then.  ``stage`` lays out a folder for a part of a library, or for one
that keeps no files.  ``recheck_all`` shares certificates among such processes, those that name each other in one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import verify
from verify.library import certificate_name

ROOT = Path(verify.__file__).resolve().parent.parent
MODULE = "verify.kernel"
ACCEPTED, UNREADABLE, REJECTED = 0, 2, 3
FEW = 40  # certificates that one process checks about as fast as two
HASH = re.compile(rb"[0-9a-f]{64}")


class RecheckError(RuntimeError):
    """The kernel could not be run or did not answer; nothing has been checked."""


class UnreadableError(ValueError):
    """The kernel could not read the claims or the lock that it was given."""


class RejectedError(ValueError):
    """The kernel rejects the one certificate that was to be checked: one line."""


@dataclass(frozen=True)
class Checked:
    """What the kernel says of one claim."""

    id: str
    status: str
    rests_on: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rejection:
    """A certificate that the kernel rejects, and why."""

    id: str
    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: claim {self.id}: certificate rejected: {self.message}"


@dataclass(frozen=True)
class Answer:
    checked: Mapping[str, Checked]
    rejected: tuple[Rejection, ...]


def recheck(folder: Path, timeout: float | None = None) -> Answer:
    """Run the kernel over ``claims.json`` and ``certificates/`` in ``folder``.

    Raises UnreadableError (one line from the kernel) and RecheckError.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    # -P: the current folder must not supply a module of the same name.
    command = [sys.executable, "-P", "-S", "-m", MODULE, str(folder), "--json"]
    try:
        process = subprocess.run(command, env=environment, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        raise RecheckError(f"the kernel did not finish within {timeout:g} seconds") from None
    said = process.stderr.decode("utf-8", "replace").strip().splitlines()
    if process.returncode == UNREADABLE:
        raise UnreadableError(said[-1] if said else "the kernel cannot read the claims")
    try:
        if process.returncode not in (ACCEPTED, REJECTED):
            raise ValueError
        return _answer(json.loads(process.stdout))
    except (ValueError, KeyError, TypeError):
        last = said[-1] if said else f"exit code {process.returncode}"
        raise RecheckError(f"the kernel did not answer ({last[:200]})") from None


def _answer(document: dict[str, Any]) -> Answer:
    lists = ("rests_on", "rules", "flags")
    checked = [Checked(c["id"], c["status"], *(tuple(c.get(key, ())) for key in lists)) for c in document["claims"]]
    rejected = (Rejection(r["id"], r.get("file", ""), r["message"]) for r in document["rejected"])
    return Answer({entry.id: entry for entry in checked}, tuple(rejected))


def recheck_all(
    claims: bytes, hashes: Mapping[str, str], certificates: Mapping[str, bytes], timeout: float | None = None
) -> Answer:
    """The kernel's word on these certificates, by id, for the claims in the bytes of a ``claims.json``.

    hashes: those of the statements, by id.  Raises as ``recheck`` does.
    """
    parts = shares(hashes, certificates, os.cpu_count() or 1) if len(certificates) > FEW else []
    if len(parts) > 1:
        with ThreadPoolExecutor(len(parts)) as threads:
            answers = list(threads.map(lambda part: _checked(claims, part, timeout), parts))
        if not any(answer.rejected for answer in answers):
            own = zip(parts, answers, strict=True)  # a part answers for its own certificates only
            return Answer({id: answer.checked[id] for part, answer in own for id in part if id in answer.checked}, ())
    return _checked(claims, certificates, timeout)  # all that is there, so that a rejection has its true reason


def _checked(claims: bytes, certificates: Mapping[str, bytes], timeout: float | None) -> Answer:
    with stage(claims, certificates) as folder:
        return recheck(folder, timeout)


def shares(hashes: Mapping[str, str], certificates: Mapping[str, bytes], most: int) -> list[dict[str, bytes]]:
    """The certificates in parts of about the same size, those that name each other's statements together."""
    named = {hash: id for id, hash in hashes.items() if id in certificates}
    head = {id: id for id in certificates}

    def first(id: str) -> str:
        while head[id] != id:
            head[id] = head[head[id]]
            id = head[id]
        return id

    for id, data in certificates.items():
        for other in {named[text.decode()] for text in HASH.findall(data) if text.decode() in named}:
            head[first(other)] = first(id)
    together: dict[str, dict[str, bytes]] = {}
    for id, data in certificates.items():
        together.setdefault(first(id), {})[id] = data
    parts: list[dict[str, bytes]] = [{} for _ in range(min(most, len(together)))]
    for group in sorted(together.values(), key=_size, reverse=True):
        min(parts, key=_size).update(group)
    return parts


def _size(part: Mapping[str, bytes]) -> int:
    return sum(map(len, part.values()))


@contextmanager
def stage(claims: bytes, certificates: Mapping[str, bytes]) -> Iterator[Path]:
    """A temporary folder with a ``claims.json`` and these certificates, by id, byte for byte; raises RecheckError."""
    folder = Path(tempfile.mkdtemp(prefix="lawguard-"))
    try:
        try:
            (folder / "certificates").mkdir()
            (folder / "claims.json").write_bytes(claims)
            for id, data in certificates.items():
                (folder / "certificates" / certificate_name(id)).write_bytes(data)
        except OSError as error:  # a full disk, say
            raise RecheckError(f"{folder}: {error.strerror}") from None
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
