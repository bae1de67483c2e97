"""A run over claims: reuse what is stored, decide the rest, write it, and have all of it re-checked.

A stored certificate counts if it names the hash of its claim's statement and a fresh kernel process
accepts its bytes.  New certificates are written as soon as their claim is decided, so a killed run loses
only what was in flight, and are believed when the same fresh process has read them back.  What is reported
of a certificate (verdict, rules, what it rests on) is what the kernel says of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from verify.files import canonical, sha256
from verify.findings import accepted, certificate_object, from_readings, named_statement, open_verdict
from verify.kernel.errors import Malformed
from verify.kernel.statement import digest
from verify.library import Library, claims_document
from verify.recheck import Answer, Rejection, recheck_all
from verify.selection import needed, needs
from verify.statement import Claim
from verify.store import Store
from verify.verdict import Verdict
from verify.workers import Failure, Inline, Outcome, Pool, Setup

DECIDER = "verify.workers:decide"
UNSUPPORTED = ("undecided", "cited")  # the verdicts that need no certificate

Progress = Callable[[Verdict, int, int], None]


@dataclass(frozen=True)
class Options:
    """How to run.

    fresh: ignore stored certificates; anew: those of these claims only.  search: decide what is not stored.  write:
    store certificates in the library's folder.  certificates: another folder to write them to.  jobs: processes, None
    for one a processor.  budget: work units a claim.  timeout: seconds a claim.
    """

    fresh: bool = False
    anew: frozenset[str] = frozenset()
    search: bool = True
    write: bool = True
    certificates: Path | None = None
    jobs: int | None = None
    budget: int | None = None
    timeout: float | None = None
    seed: int = 0
    decider: str = ""  # DECIDER


@dataclass
class Run:
    """What a run found: verdicts of the selected claims in the library's order, and what went wrong."""

    library: Library
    verdicts: list[Verdict]
    complete: bool = True  # the whole library was selected
    stored: frozenset[str] = frozenset()
    hashes: dict[str, str] = field(default_factory=dict)  # of the certificates' bytes, by id
    rejected: list[Rejection] = field(default_factory=list)
    failures: dict[str, Failure] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    interrupted: bool = False

    @property
    def by_id(self) -> dict[str, Verdict]:
        return {verdict.id: verdict for verdict in self.verdicts}

    def whole(self) -> Run:
        """This run, for those who have no use for a part of it; raises KeyboardInterrupt if it was interrupted."""
        if self.interrupted:
            raise KeyboardInterrupt
        return self


class Session:
    """One run; ``run`` is what others call."""

    def __init__(self, library: Library, ids: Iterable[str], options: Options, progress: Progress) -> None:
        self.library, self.options, self.progress = library, options, progress
        self.ids = [*ids]
        self.order = needed(library, self.ids)
        self.instantiated = {id: self._instantiated(id) for id in self.order}
        self.verdicts: dict[str, Verdict] = {}
        self.bytes: dict[str, bytes] = {}  # certificates that count in this run, as they were read or written
        self.result = Run(library, [], complete=len(self.ids) == len(library.claims))
        self.store = Store(library, options.write, options.certificates)
        self.result.notices += [self.store.notice] if self.store.notice else []

    def run(self) -> Run:
        unsettled = self._stored() if not self.options.fresh else self._claims()
        new: set[str] = set()
        self.store.prepare()
        try:
            if self.options.search:
                self._search(unsettled, new)
            if new:
                self._believe(self._recheck(), new)
        except KeyboardInterrupt:
            self.result.interrupted = True
            if new:
                self.result.notices.append(f"interrupted before the kernel has re-checked {len(new)} new certificates")
        for id in self.order:
            self._derive(self.library.by_id[id])
        self.result.hashes = {id: sha256(data) for id, data in self.bytes.items()}
        wanted = set(self.ids)
        self.result.verdicts = [self.verdicts[c.id] for c in self.library.claims if c.id in wanted & set(self.verdicts)]
        return self.result

    def _claims(self) -> list[str]:
        """The ids to be decided, in order: those with a statement."""
        return [id for id in self.order if self.library.by_id[id].statement is not None]

    def _stored(self) -> list[str]:
        """Take the verdicts of the stored certificates that the kernel accepts; return the ids left over."""
        damaged: dict[str, Rejection] = {}
        for id in self._claims():
            data = None if id in self.options.anew else self.store.read(id)
            try:
                if data is not None and named_statement(data) == self.library.by_id[id].hash:
                    self.bytes[id] = data
            except Malformed as error:
                damaged[id] = Rejection(id, str(self.store.path(id)), str(error))
        answer = self._recheck() if self.bytes else Answer({}, ())
        refused = damaged | {entry.id: entry for entry in answer.rejected}
        good = set(self.bytes) - set(refused)
        for id, rejection in refused.items():
            self.bytes.pop(id, None)
            # What it instantiates may not be proved (any more), which is no fault of its bytes.
            if id in damaged or self.instantiated[id] <= good:
                self.result.rejected.append(rejection)
                self.verdicts[id] = self._open(id, f"the stored certificate is rejected: {rejection.message}")
        for id in sorted(good):
            self.verdicts[id] = replace(self._open(id, ""), certificate=certificate_object(self.bytes[id]))
        self._believe(answer, good)
        self.result.stored = frozenset(good)
        return [id for id in self._claims() if id not in self.verdicts]

    def _search(self, ids: list[str], new: set[str]) -> None:
        waiting = list(ids)
        jobs = min(self.options.jobs or os.cpu_count() or 1, len(waiting))
        options, claims = self.options, {id: self.library.by_id[id] for id in waiting}
        setup = Setup(claims, options.decider or DECIDER, options.budget, options.timeout, options.seed)
        inline = jobs <= 1 and self.options.timeout is None
        executor: Inline | Pool = Inline(setup) if inline else Pool(max(1, jobs), setup)
        left = set(waiting)
        try:
            while left:
                for id in list(waiting):
                    if executor.free and not left & self.instantiated[id]:
                        waiting.remove(id)
                        executor.submit(id, self._proved(id))
                for id, outcome in executor.wait():
                    left.discard(id)
                    self._settle(id, outcome, new)
                    self.progress(self.verdicts[id], len(ids) - len(left), len(ids))
        finally:
            executor.close()

    def _settle(self, id: str, outcome: Outcome, new: set[str]) -> None:
        if isinstance(outcome, Verdict) and outcome.certificate is None and outcome.status not in UNSUPPORTED:
            outcome = Failure("error", f"{outcome.status} without a certificate")
        if isinstance(outcome, Failure):
            if outcome.kind != "timeout":
                self.result.failures[id] = outcome
            self.verdicts[id] = self._open(id, f"{outcome.kind}: {outcome.message}")
        else:
            claim = self.library.by_id[id]
            self.verdicts[id] = replace(
                outcome,
                id=id,
                kind=claim.kind,
                statement=claim.statement,
                statement_hash=claim.hash,
                expect=claim.expect,
            )
        certificate = self.verdicts[id].certificate
        if certificate is not None:
            new.add(id)
            self.bytes[id] = self.store.write(id, canonical(certificate))
        else:
            self.store.remove_stale(self.library.by_id[id])

    def _believe(self, answer: Answer, ids: Iterable[str]) -> None:
        """Put the kernel's findings in place of the prover's, for these certificates."""
        refused = {entry.id: entry for entry in answer.rejected}
        for id in ids:
            verdict, checked = self.verdicts[id], answer.checked.get(id)
            if id in refused or checked is None:
                message = refused[id].message if id in refused else "the kernel does not mention it"
                self.result.rejected.append(Rejection(id, str(self.store.path(id) or id), message))
                self.verdicts[id] = self._open(id, f"the kernel rejects the certificate: {message}")
                self.bytes.pop(id, None)
                self.store.remove(id)
            else:
                self.verdicts[id] = accepted(verdict, checked)

    def _recheck(self) -> Answer:
        """Fresh kernel processes, over every certificate that counts in this run."""
        part = self.library.part(self.order)
        hashes = {claim.id: claim.hash for claim in part.claims if claim.hash is not None}
        answer = recheck_all(claims_document(part), hashes, self.bytes)
        named = (replace(entry, file=str(self.store.path(entry.id) or entry.file)) for entry in answer.rejected)
        return Answer(answer.checked, tuple(named))

    def _derive(self, claim: Claim) -> None:
        """The verdict of a claim without a certificate of its own."""
        if claim.id in self.verdicts:
            return
        if claim.kind == "readings":
            derived = from_readings(claim, self.verdicts)
            if derived is not None:
                self.verdicts[claim.id] = derived
        elif claim.statement is None:
            self.verdicts[claim.id] = self._open(claim.id, "not encoded")
        elif not self.options.search:
            self.verdicts[claim.id] = self._open(claim.id, "no certificate")

    def _open(self, id: str, message: str) -> Verdict:
        return open_verdict(self.library.by_id[id], message)

    def _instantiated(self, id: str) -> set[str]:
        """The claims with a statement that this one may use, and those that they use, and so on."""
        found = set(needed(self.library, needs(self.library, id)))
        return {other for other in found if self.library.by_id[other].statement is not None}

    def _proved(self, id: str) -> Mapping[str, str]:
        """The cited statements, and the proved ones among those that a claim may use, by hash."""
        cited = {digest(str(e["statement"])): str(e["statement"]) for e in self.library.citations if e.get("statement")}
        used = [self.verdicts[other] for other in self.library.by_id[id].hints.uses if other in self.verdicts]
        return cited | {
            str(v.statement_hash): str(v.statement) for v in used if v.status == "proved" and v.statement is not None
        }


def run(
    library: Library,
    ids: Iterable[str] | None = None,
    options: Options | None = None,
    progress: Progress = lambda verdict, done, total: None,
) -> Run:
    """Decide the claims with these ids (all by default), and what they need.

    Raises SelectionError (claims that need each other), RecheckError and UnreadableError (the kernel did
    not run).
    """
    chosen = [claim.id for claim in library.claims] if ids is None else ids
    return Session(library, chosen, options or Options(), progress).run()
