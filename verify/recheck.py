"""The kernel's word on stored bytes, from a fresh process that loads the standard library and the kernel
only.

What this process holds in memory proves nothing: certificates are written, read back by ``python -S -m
verify.kernel`` and believed only then.  ``stage`` lays out a folder for a part of a library, or for one
that keeps no files.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import verify
from verify.library import Library, certificate_name, claims_document

ROOT = Path(verify.__file__).resolve().parent.parent
MODULE = "verify.kernel"
ACCEPTED, UNREADABLE, REJECTED = 0, 2, 3


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


@contextmanager
def stage(library: Library, certificates: Mapping[str, bytes]) -> Iterator[Path]:
    """A temporary folder with the library's claims and these certificates, by id, byte for byte."""
    folder = Path(tempfile.mkdtemp(prefix="lawguard-"))
    try:
        (folder / "certificates").mkdir()
        (folder / "claims.json").write_bytes(claims_document(library))
        for id, data in certificates.items():
            (folder / "certificates" / certificate_name(id)).write_bytes(data)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
