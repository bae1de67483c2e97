"""Statements and certificates from short rows, and what the kernel says of them once they have been bytes.

A row is (what it shows, declarations, claim, point, proof, refusal).  Declarations are "x in (0, 1); given x >= 1/2;
exists C in (0, oo)"; a point is "x=1/2, y=1"; refusal is None for an accepted row, else (rule, fragment): the rule
that refuses and a piece of what it expected or found.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from verify.bare.check import check as check_other
from verify.kernel.check import Outcome, check
from verify.kernel.errors import Rejected
from verify.kernel.reader import read_json
from verify.kernel.statement import digest

Refusal = tuple[str, str] | None
Row = tuple[str, str, str, str, Any, Refusal]
KINDS = ("derivation", "construction", "statistic", "data")


class Proved:
    """Statements that count as proved, for the instance rule."""

    def __init__(self, *texts: str) -> None:
        self.texts = {digest(text): text for text in texts}

    def statement_of(self, wanted: str) -> str:
        if wanted not in self.texts:
            raise Rejected("instance", "a statement that is proved or cited", wanted[:80])
        return self.texts[wanted]


def statement(declarations: str, *claims: str) -> str:
    """The text of a scalar statement; hypotheses and exists variables keep their order."""
    entries = [entry.strip() for entry in declarations.split(";") if entry.strip()]
    rows = [entry if entry.startswith(("given ", "exists ")) else f"var {entry}" for entry in entries]
    return "\n".join(["scalar", *rows, *(f"claim {claim}" for claim in claims)])


def coordinates(text: str) -> dict[str, str]:
    return dict(part.strip().split("=", 1) for part in text.split(",") if part.strip())  # type: ignore[misc]


def proved(text: str, point: str, *proofs: Any, **fields: Any) -> dict[str, Any]:
    """A certificate that a statement is proved; "|" separates the points."""
    points = [coordinates(part) for part in point.split("|")]
    head = {"format": 1, "statement": digest(text), "verdict": "proved"}
    return {**head, "points": points, "proofs": list(proofs), **fields}


def refuted(text: str, point: str, relation: int = 0, **fields: Any) -> dict[str, Any]:
    head = {"format": 1, "statement": digest(text), "verdict": "refuted"}
    return {**head, "relation": relation, "point": coordinates(point), **fields}


def checked(text: str, certificate: Any, axioms: Proved | None = None) -> Outcome:
    """What the kernel says of a certificate that has been bytes."""
    data = json.dumps(certificate).encode()
    judge = check_other if text.startswith(KINDS) else check
    return judge(text, read_json(data), axioms)


def decided(row: Row, axioms: Proved | None = None) -> Outcome:
    _, declarations, claim, point, proof, _ = row
    text = statement(declarations, claim)
    return checked(text, proved(text, point, proof), axioms)


def refused(refusal: tuple[str, str], text: str, certificate: Any, axioms: Proved | None = None) -> Rejected:
    """Demand a refusal by this rule for this reason."""
    with pytest.raises(Rejected) as caught:
        checked(text, certificate, axioms)
    error = caught.value
    found = f"{error.expected}; {error.found}"
    assert (error.rule, refusal[1] in found) == (refusal[0], True), f"{error} instead of {refusal}"
    return error


def as_expected(row: Row, axioms: Proved | None = None) -> None:
    """An accepted row uses the rule at the root of its proof; a refused one is refused for its own reason."""
    _, declarations, claim, point, proof, refusal = row
    text = statement(declarations, claim)
    if refusal is not None:
        refused(refusal, text, proved(text, point, proof), axioms)
        return
    outcome = decided(row, axioms)
    assert outcome.verdict == "proved"
    assert (proof[0] if proof else "default") in outcome.rules


def rows(table: Sequence[Row]) -> pytest.MarkDecorator:
    """Parametrise a test over the rows of a table."""
    return pytest.mark.parametrize(
        "row", table, ids=[("ok: " if row[-1] is None else "no: ") + row[0] for row in table]
    )
