"""`lawguard check`: the kernel alone.

It reads ``claims.json`` and the certificates as bytes; no library code runs and nothing is searched for.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from verify.claimfile import LibraryError, read_claims
from verify.commands.common import report, reporting, show
from verify.files import sha256
from verify.findings import accepted, certificate_object, from_readings, open_verdict
from verify.judgement import OK, UNEXPECTED, Judgement, judge
from verify.kernel.errors import Malformed
from verify.kernel.reader import MAX_BYTES, read_json
from verify.library import Library, certificate_name, claims_document, locate
from verify.lock import NAME, differences, entries, read_lock
from verify.recheck import Answer, RejectedError, recheck, recheck_all, stage
from verify.report.explain import render as explain
from verify.report.text import closing
from verify.session import Run
from verify.statement import Claim
from verify.verdict import Verdict

HELP = """Re-check certificates with the kernel alone, in a fresh process; nothing is searched for, no
library code runs.

Without arguments, or with a library's folder: the stored certificates, against claims.lock.  With FILE and
CERT: one certificate, for the claim in FILE (a .toml file with exactly one claim, or a .txt file with a
canonical statement). Exit code 3 if the kernel rejects a certificate.

\b
Examples:
  lawguard check
  lawguard check claim.toml certificate.json
"""


@click.command(help=HELP, short_help="Re-check certificates, kernel only.")
@click.argument("file", required=False, metavar="[FILE]")
@click.argument("certificate", required=False, metavar="[CERT]")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=600,
    show_default=True,
    help="Seconds for the kernel.",
)
@reporting
def check(file: str | None, certificate: str | None, timeout: float, form: str, output: Path | None) -> int:
    if certificate is None or file is None:
        return report(*stored(locate(file), timeout), form, output)
    run = one(Path(file), Path(certificate), timeout)
    if run.rejected:
        raise RejectedError(f"{certificate}: certificate rejected: {run.rejected[0].message}")
    if form != "text":
        return report(run, Judgement(), form, output)
    show(f"{explain(run, run.verdicts[0].id)}\n{closing(run, Judgement())}\n", output)
    return OK


def stored(folder: Path, timeout: float) -> tuple[Run, Judgement]:
    """The kernel's word on a library's stored certificates."""
    if not folder.is_dir():
        raise LibraryError(f"{folder}: no certificates are stored for a single file; give a certificate too")
    locked = read_lock(folder / NAME)
    library = snapshot(folder / "claims.json")
    files = {claim.id: folder / "certificates" / certificate_name(claim.id) for claim in library.claims}
    data = {id: path.read_bytes() for id, path in files.items() if path.is_file()}
    hashes = {claim.id: claim.hash for claim in library.claims if claim.hash is not None}
    # The bytes that were hashed are the bytes that are checked.
    answer = recheck_all((folder / "claims.json").read_bytes(), hashes, data, timeout)
    answer = Answer(answer.checked, tuple(replace(r, file=str(files.get(r.id, r.file))) for r in answer.rejected))
    run = reported(library, answer, data)
    judgement = judge(run, locked)
    if locked is not None:
        # Here nothing was decided anew: every difference from the lock counts.
        found = tuple(d for d in differences(locked, entries(run), True) if d.kind not in ("new", "better", "weaker"))
        judgement = replace(judgement, broken=found, code=max(judgement.code, UNEXPECTED if found else OK))
    return run, judgement


def one(file: Path, certificate: Path, timeout: float) -> Run:
    """The kernel's word on a stranger's certificate."""
    claim = only_claim(file)
    try:
        with certificate.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise LibraryError(f"{certificate}: {error.strerror or error}") from None
    library = Library((claim,), file)
    with stage(claims_document(library), {claim.id: data}) as folder:
        answer = recheck(folder, timeout)
    return reported(library, answer, {claim.id: data})


def only_claim(file: Path) -> Claim:
    """The claim that a stranger's file states; raises LibraryError."""
    if file.suffix == ".toml":
        claims = read_claims(file)
        if len(claims) != 1:
            raise LibraryError(f"{file}: {len(claims)} claims, not exactly one")
        return claims[0]
    if file.suffix != ".txt":
        raise LibraryError(f"{file}: a claim is read from a .toml or a .txt file")
    try:
        text = file.read_bytes()[:MAX_BYTES].decode("utf-8").removesuffix("\n")
    except OSError as error:
        raise LibraryError(f"{file}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise LibraryError(f"{file}: not UTF-8") from None
    return Claim("claim", text.partition("\n")[0][:40], text)


def snapshot(path: Path) -> Library:
    """The library that ``claims.json`` describes."""
    try:
        document = read_json(path.read_bytes())
        return _snapshot(path.parent, document)
    except OSError:
        raise LibraryError(f"{path}: not there; `lawguard run` writes it") from None
    except Malformed as error:
        raise LibraryError(f"{path}: {error}") from None
    except (KeyError, TypeError, AttributeError):
        raise LibraryError(f"{path}: not a claims file of format 1") from None


def _snapshot(folder: Path, document: Any) -> Library:
    if document["format"] != 1:
        raise TypeError
    claims = []
    for entry in document["claims"]:
        statement = entry["statement"]
        if statement is not None and not isinstance(statement, str):
            raise TypeError
        id, kind, *texts = (str(entry[key]) for key in ("id", "kind", "source", "says", "group"))
        claims.append(Claim(id, kind, statement, texts[0], texts[1], texts[2], of=tuple(entry["of"])))
    return Library(tuple(claims), folder, {}, tuple(document.get("citations", ())))


def reported(library: Library, answer: Answer, certificates: dict[str, bytes]) -> Run:
    """The kernel's answer as a run."""
    run = Run(library, [], rejected=list(answer.rejected))
    run.hashes = {id: sha256(data) for id, data in certificates.items()}
    refused = {entry.id for entry in answer.rejected}
    run.stored = frozenset(set(certificates) - refused)
    verdicts: dict[str, Verdict] = {}
    for claim in library.claims:
        verdict = open_verdict(claim, "not encoded" if claim.statement is None else "no certificate")
        checked = answer.checked.get(claim.id)
        if claim.id in refused:
            verdict.message = "the certificate is rejected"
        elif checked is not None and claim.id in certificates:
            verdict.message, verdict.certificate = "", certificate_object(certificates[claim.id])
            verdict = accepted(verdict, checked)
        verdicts[claim.id] = verdict
    headings, before = [claim for claim in library.claims if claim.kind == "readings"], None
    while before != (now := [verdicts[claim.id].status for claim in headings]):  # readings of readings, in any order
        before = now
        for claim in headings:
            verdicts[claim.id] = from_readings(claim, verdicts) or verdicts[claim.id]
    run.verdicts = list(verdicts.values())
    return run
