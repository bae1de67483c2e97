"""The certificates of a bracket: re-checked from their bytes by a fresh kernel process, and written to files.

A variant of a claim stands under the id ID/NAME/ROLE, so its files are ID.NAME.ROLE.json, the certificate, and
ID.NAME.ROLE.txt, the statement; ``lawguard check`` takes the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from verify import session
from verify.files import canonical, write_atomic
from verify.library import Library, certificate_name, claims_document
from verify.recheck import RejectedError, recheck, stage
from verify.selection import needed, needs
from verify.session import Options
from verify.statement import Claim
from verify.verdict import Verdict


@dataclass(frozen=True)
class Ground:
    """The claims that proofs of a claim may instantiate, with their certificates' bytes."""

    library: Library
    certificates: Mapping[str, bytes]
    known: Mapping[str, str]


def ground(library: Library, claim: Claim, options: Options | None = None) -> Ground:
    """What a claim may use, decided or taken from the stored certificates; nothing is written."""
    ids = [id for id in needed(library, needs(library, claim.id)) if library.by_id[id].statement is not None]
    if not ids:
        return Ground(library, {}, {})
    run = session.run(library, ids, replace(options or Options(), write=False)).whole()
    certificates = {v.id: canonical(v.certificate) for v in run.verdicts if v.certificate is not None}
    proved = [v for v in run.verdicts if v.status == "proved" and v.id in claim.hints.uses]
    return Ground(library, certificates, {str(v.statement_hash): str(v.statement) for v in proved})


def variants(claim: Claim, name: str, found: Mapping[str, tuple[Claim, Verdict]]) -> dict[str, tuple[Claim, Verdict]]:
    """What was found of a constant of a claim, by the ids that it stands under."""
    return {f"{claim.id}/{name}/{role}": pair for role, pair in found.items()}


def confirm(base: Ground, variants: Mapping[str, tuple[Claim, Verdict]]) -> dict[str, bytes]:
    """The certificates' bytes by id, once a fresh kernel process has re-established every verdict from them.

    variants: by id, a claim and its verdict; those without a certificate are passed over.  Raises RejectedError if the
    kernel says anything else of one, RecheckError if it cannot be run.
    """
    chosen = {id: pair for id, pair in variants.items() if pair[1].certificate is not None}
    if not chosen:
        return {}
    claims = [base.library.by_id[id] for id in base.certificates]
    claims += [replace(claim, id=id) for id, (claim, _) in chosen.items()]
    found = {id: canonical(verdict.certificate) for id, (_, verdict) in chosen.items()}
    document = claims_document(Library(tuple(claims), base.library.root))
    with stage(document, {**base.certificates, **found}) as folder:
        answer = recheck(folder)
    for id, (_, verdict) in chosen.items():
        checked = answer.checked.get(id)
        if checked is None or checked.status != verdict.status:
            why = next((entry.message for entry in answer.rejected if entry.id == id), "it says something else")
            raise RejectedError(f"claim {id}: the kernel does not confirm {verdict.status}: {why}")
    return found


def write(folder: Path, certificates: Mapping[str, bytes], variants: Mapping[str, tuple[Claim, Verdict]]) -> list[Path]:
    """Write certificates and statements; returns the certificates' paths."""
    paths = []
    for id, data in certificates.items():
        path = folder / certificate_name(id)
        write_atomic(path, data)
        write_atomic(path.with_suffix(".txt"), f"{variants[id][0].statement}\n".encode())
        paths.append(path)
    return paths
