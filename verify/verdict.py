"""Verdicts: what was decided about a claim, on what it rests, and with which evidence.

A verdict is a report, not evidence: what it says of a certificate is what the kernel found in the
certificate's bytes.  ``proved`` and ``refuted`` are decided; the others are not, and ``undecided`` is never
success.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SCHEMA_VERSION = 1

# A claim and a counterexample are worth the same; a change between them is not an improvement (`weaker`).
STRENGTH = {"proved": 3, "refuted": 3, "supported": 2, "cited": 1, "undecided": 0}

KEYS = (
    "id", "kind", "status", "rests_on", "flags", "seconds", "method", "statement", "statement_hash",
    "certificate", "counterexample", "worst", "expect", "message",
)  # fmt: skip


@dataclass
class Verdict:
    """One claim's verdict.

    rests_on: every citation and oracle used, transitively.  flags: ``vacuous`` (the hypotheses contradict
    each other), ``undefined`` (refuted because a term is undefined), ``tight``.  rules: the kernel rules
    that the certificate uses.  counterexample and worst: {"point", "family", "relation", "lhs", "rhs"},
    numbers as text.
    """

    id: str
    kind: str
    status: str
    rests_on: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    seconds: float = 0.0
    method: str = ""
    statement: str | None = None
    statement_hash: str | None = None
    certificate: dict[str, Any] | None = None
    counterexample: dict[str, Any] | None = None
    worst: dict[str, Any] | None = None
    expect: str | None = None
    message: str = ""
    rules: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The verdict in the published schema."""
        return {key: getattr(self, key) for key in KEYS}


def weaker(new: str, old: str) -> bool:
    """Whether ``new`` says less than ``old``, or the opposite."""
    return STRENGTH[new] < STRENGTH[old] or {new, old} == {"proved", "refuted"}


def weakest(statuses: Iterable[str]) -> str:
    """The status of something that needs all its parts: refuted by any of them, else the least of theirs."""
    found = list(statuses)
    if "refuted" in found:
        return "refuted"
    return min(found, key=STRENGTH.__getitem__, default="undecided")


def to_document(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """The JSON document of a list of verdicts."""
    return {"schema_version": SCHEMA_VERSION, "claims": [verdict.to_json() for verdict in verdicts]}
