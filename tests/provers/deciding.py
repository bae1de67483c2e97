"""Deciding for tests: provers and falsifiers called directly, and the kernel asked about the bytes that they leave."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verify.kernel.check import Outcome, check
from verify.kernel.reader import read_json
from verify.kernel.statement import parse
from verify.prove.claims import prove_claim
from verify.refute.counterexamples import refutation
from verify.refute.search import descend, sweep
from verify.statement import Claim, claim

BUDGET = 1_500
FALSIFIER_POINTS = 20_000


@dataclass(frozen=True)
class Decision:
    """A status, the bytes of the certificate that says so, and the kernel's outcome for them."""

    status: str
    certificate: bytes = b""
    outcome: Outcome | None = None
    tried: str = ""


def bytes_of(certificate: object) -> bytes:
    return json.dumps(certificate, sort_keys=True, separators=(",", ":")).encode()


def accepted(statement: str, certificate: object) -> tuple[bytes, Outcome]:
    """The certificate's bytes, and what the kernel says when it has read them back; raises Rejected."""
    data = bytes_of(certificate)
    return data, check(statement, read_json(data))


def stated(text: object, vars: Mapping[str, str], given: Sequence[str] = (), **more: Any) -> Claim:
    return claim(text, vars=vars, given=given, **more)


def prove(entry: Claim, budget: int = BUDGET) -> Decision:
    """What the provers alone say."""
    statement = str(entry.statement)
    attempt = prove_claim(statement, entry.hints.witness, entry.hints.lemmas, None, budget)
    if attempt.certificate is None:
        return Decision("undecided", tried="; ".join(attempt.stuck))
    data, outcome = accepted(statement, attempt.certificate)
    return Decision(outcome.verdict, data, outcome)


def refute(entry: Claim, points: int = FALSIFIER_POINTS) -> Decision:
    """What the falsifiers alone say, the cheap one first."""
    statement = str(entry.statement)
    found = refutation(statement, sweep(parse(statement)))
    if found is None and points:
        found = refutation(statement, descend(parse(statement), points=points))
    if found is None:
        return Decision("undecided")
    data, outcome = accepted(statement, found.simplest)
    accepted(statement, found.worst)
    return Decision(outcome.verdict, data, outcome)


def decide(entry: Claim, budget: int = BUDGET, points: int = FALSIFIER_POINTS) -> Decision:
    """The provers, then the falsifiers."""
    proved = prove(entry, budget)
    return proved if proved.status != "undecided" else refute(entry, points)
