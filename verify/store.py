"""Where a run's certificates come from and go to: a library's folder, another folder, or nowhere."""

from __future__ import annotations

import os
from pathlib import Path

from verify.files import sweep, write_atomic
from verify.findings import named_statement
from verify.kernel.errors import Malformed
from verify.library import Library, certificate_name, claims_document
from verify.statement import Claim

INSTALLED = ("site-packages", "dist-packages")


class Store:
    """The certificates of a library.

    source: the folder that they are read from.  target: the folder that they are written to; None if nothing is
    written, and ``notice`` says why if that is not what was asked for.
    """

    def __init__(self, library: Library, write: bool, elsewhere: Path | None) -> None:
        self.library, self.notice = library, ""
        folder = library.folder
        self.source = None if folder is None else folder / "certificates"
        self.target = elsewhere
        if elsewhere is None and folder is not None and write:
            if os.access(folder, os.W_OK) and not set(INSTALLED) & set(folder.parts):
                self.target = self.source
            else:
                self.notice = f"{folder} is installed or not writable: certificates are not stored"

    def prepare(self) -> None:
        """Bring ``claims.json`` up to date, and clean up after runs that were killed."""
        folder = self.library.folder
        if folder is not None and self.target == self.source is not None:
            sweep(self.source)
            sweep(folder)
            write_atomic(folder / "claims.json", claims_document(self.library))

    def path(self, id: str) -> Path | None:
        """Where a stored certificate stands, or would stand."""
        folder = self.source or self.target
        return None if folder is None else folder / certificate_name(id)

    def read(self, id: str) -> bytes | None:
        """The bytes of a stored certificate."""
        path = None if self.source is None else self.source / certificate_name(id)
        return path.read_bytes() if path is not None and path.is_file() else None

    def write(self, id: str, data: bytes) -> bytes:
        """Store a certificate; returns the bytes that are to be re-checked: those on the disk, if any."""
        if self.target is None:
            return data
        path = self.target / certificate_name(id)
        write_atomic(path, data)
        return path.read_bytes()

    def remove(self, id: str) -> None:
        if self.target is not None:
            (self.target / certificate_name(id)).unlink(missing_ok=True)

    def remove_stale(self, claim: Claim) -> None:
        """Remove a certificate for a statement that is no longer the claim's; a damaged one is left to be seen."""
        path = None if self.target is None else self.target / certificate_name(claim.id)
        if path is None or not path.is_file():
            return
        try:
            if named_statement(path.read_bytes()) != claim.hash:
                path.unlink()
        except Malformed:
            return
