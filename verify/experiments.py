"""The trials of statistic claims: run with recorded seeds, kept in a log, and counted for a certificate.

An experiment is a function of the experiment's judgement and the seed of one trial; it returns what is seen, as text,
and whether the trial fails.  Trials differ in their seeds only, which are derived from the claim's by SHA-256: given
everything else, they are independent draws of one distribution, which is what the theorem about counts needs.

The log is the evidence: a certificate names its digest, and a verdict rests on it.  Deciding a claim reads the log
and runs nothing; without a log the trials are run there and then, which may need packages of an extra.  ``perform``
makes a log anew.  A log for another experiment, seed or number of trials, or with other seeds of trials, counts for
nothing; that the outcomes in it are those of the experiment is seen only by running it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from verify.bare.check import check
from verify.files import readable, sha256
from verify.findings import open_verdict
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.reader import read_json
from verify.kernel.terms import Term
from verify.objects.judgements import Judged, parse
from verify.printing import show
from verify.statement import Claim
from verify.verdict import Verdict

Trial = Callable[[Term, int], tuple[str, bool]]
Progress = Callable[[int, int], None]


class NotRun(RuntimeError):
    """Why there are no trials: one line."""


@dataclass(frozen=True)
class Record:
    """The trials of a log: for each its seed, what was seen, whether it failed; and the bytes that say so."""

    trials: tuple[tuple[int, str, bool], ...]
    context: Mapping[str, str]
    data: bytes

    @property
    def failures(self) -> int:
        return sum(failed for _, _, failed in self.trials)


def seed_of(experiment: str, seed: int, number: int) -> int:
    """The seed of one trial, below 2**63."""
    text = f"{experiment}\n{seed}\n{number}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def _count(statement: Judged, keyword: str) -> int:
    term = statement.one(keyword)
    value = Fraction(term[1]) if term[0] == "num" else Fraction(-1)
    if value.denominator != 1 or value < 0:
        raise Malformed(f"{keyword}: a natural number expected")
    return int(value)


def _declared(claim: Claim) -> tuple[str, int, int]:
    """The experiment's text, the seed, the number of trials."""
    statement = parse(claim.statement or "")
    return show(statement.one("experiment")), _count(statement, "seed"), _count(statement, "trials")


def _module(claim: Claim) -> ModuleType:
    try:
        return import_module(claim.hints.run.partition(":")[0])
    except ModuleNotFoundError as error:
        raise NotRun(f"not run: there is no module {error.name}") from None


def log_file(claim: Claim) -> Path:
    """Where the log of a claim stands, or would stand; raises NotRun."""
    file = _module(claim).__file__
    if file is None:
        raise NotRun(f"not run: {claim.hints.run} is no file")
    return Path(file).parent / "logs" / claim.hints.log


def recorded(claim: Claim) -> Record | None:
    """The log of a claim, None if there is none; raises Malformed if it is not the log of these trials."""
    file = log_file(claim)
    return read(claim, file.read_bytes()) if file.is_file() else None


def read(claim: Claim, data: bytes) -> Record:
    """A log from its bytes; raises Malformed unless it is one of the claim's experiment, seed and trials."""
    document, (experiment, seed, trials) = read_json(data), _declared(claim)
    head = {"format": 1, "experiment": experiment, "seed": seed}
    if not isinstance(document, dict) or {key: document.get(key) for key in head} != head:
        raise Malformed(f"{claim.hints.log}: no log of {experiment} with the seed {seed}")
    rows, context = document.get("trials"), document.get("context")
    if not isinstance(rows, list) or not isinstance(context, dict) or len(rows) != trials:
        raise Malformed(f"{claim.hints.log}: {trials} trials and their context expected")
    for number, row in enumerate(rows):
        if not isinstance(row, list) or [type(entry) for entry in row] != [int, str, bool]:
            raise Malformed(f"{claim.hints.log}: trial {number}: a seed, what was seen, whether it failed")
        if row[0] != seed_of(experiment, seed, number):
            raise Malformed(f"{claim.hints.log}: trial {number}: another seed")
    return Record(tuple((row[0], row[1], row[2]) for row in rows), context, data)


def perform(claim: Claim, progress: Progress = lambda done, total: None) -> Record:
    """Run the trials; raises NotRun, in one line, if a package is missing.

    A module may offer ``context(experiment)``: texts that belong into the log, such as versions and digests of data;
    and ``EXTRA``, the extra that installs what it needs.
    """
    statement, (experiment, seed, trials) = parse(claim.statement or ""), _declared(claim)
    module, term = _module(claim), statement.one("experiment")
    trial: Trial = getattr(module, claim.hints.run.partition(":")[2])
    context: Callable[[Term], dict[str, str]] = getattr(module, "context", lambda term: {})
    rows: list[list[Any]] = []
    try:
        around = context(term)
        for number in range(trials):
            own = seed_of(experiment, seed, number)
            rows.append([own, *trial(term, own)])
            progress(number + 1, trials)
    except ModuleNotFoundError as error:
        extra = getattr(module, "EXTRA", "")
        hint = f"; pip install 'lawguard[{extra}]'" if extra else ""
        raise NotRun(f"not run: the package {error.name} is missing{hint}") from None
    document = {"format": 1, "experiment": experiment, "seed": seed, "trials": rows, "context": around}
    return read(claim, _lines(document))


def _lines(document: Mapping[str, Any]) -> bytes:
    """One trial a line, so that logs can be compared line by line."""
    text = readable({**document, "trials": "HERE"}).decode()
    rows = ",\n".join(f"  {json.dumps(row)}" for row in document["trials"])
    return text.replace('"HERE"', f"[\n{rows}\n ]").encode()


def decide_statistic(claim: Claim) -> Verdict:
    """``supported`` if the counts of the log, or of trials that are run now, support the claim; else undecided."""
    try:
        record = recorded(claim) or perform(claim)
    except (NotRun, Malformed) as error:
        return open_verdict(claim, str(error))
    said = f"{record.failures} of {len(record.trials)} trials failed{seen(v for _, v, _ in record.trials)}"
    return judged(claim, record.failures, sha256(record.data), said)


def judged(claim: Claim, failures: int, log: str, message: str) -> Verdict:
    """The verdict of these counts of all of a claim's trials; log: the digest of their log."""
    verdict = open_verdict(claim, message)
    head = {"format": 1, "statement": claim.hash, "verdict": "supported"}
    certificate: dict[str, Any] = {**head, "failures": failures, "log": f"sha256:{log}"}
    try:
        outcome = check(claim.statement or "", json.loads(json.dumps(certificate)))
    except Rejected:
        return verdict
    verdict.status, verdict.certificate, verdict.method = outcome.verdict, certificate, "Clopper and Pearson"
    return verdict


def seen(values: Iterable[str]) -> str:
    """From the least to the greatest number seen; nothing if they are no numbers."""
    try:
        found = sorted(values, key=Fraction)
    except ValueError:
        return ""
    return f"; seen: {found[0]} to {found[-1]}" if found else ""
