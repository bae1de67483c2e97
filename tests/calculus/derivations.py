"""Derivations from short rows, and the stored derivation of Hoeffding's inequality."""

from __future__ import annotations

from functools import cache
from typing import Any

from proofs.inequalities import HOEFFDING_LEMMA, INEQUALITIES
from tests.kernel.examples import Proved
from verify.decide import decide_claim
from verify.kernel.statement import digest
from verify.objects.judgements import judgement
from verify.printing import show

STATEMENT = """derivation
var n in integer [1, oo)
var t in [0, oo)
declare family(X, n)
assume independent(X)
assume range(X, 0, 1)
assume mean(X) == 1/2
conclude """
POINT = {"n": "1", "t": "1"}


def step(
    name: str, rule: str, premises: list[str], obligations: list[Any] | None = None, **given: str
) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "rule": rule, "from": premises}
    return found | ({"with": given} if given else {}) | ({"obligations": obligations} if obligations else {})


def trace(text: str, *steps: dict[str, Any], point: dict[str, str] | None = None, **fields: Any) -> dict[str, Any]:
    head = {"format": 1, "statement": digest(text), "verdict": "proved"}
    return {**head, "point": POINT if point is None else point, "steps": list(steps), **fields}


def concluding(conclusion: str, statement: str = STATEMENT) -> str:
    """A statement that ends in this conclusion, as it is printed canonically."""
    return statement + show(judgement(conclusion))


@cache
def hoeffding() -> tuple[str, dict[str, Any], Proved]:
    """(statement, certificate, axioms) of DER-HOEFFDING, decided now."""
    claim = next(entry for entry in INEQUALITIES if entry.id == "DER-HOEFFDING")
    assert HOEFFDING_LEMMA.statement is not None
    assert claim.statement is not None
    verdict = decide_claim(claim, {digest(HOEFFDING_LEMMA.statement): HOEFFDING_LEMMA.statement})
    assert verdict.status == "proved", verdict.message
    assert verdict.certificate is not None
    return claim.statement, verdict.certificate, Proved(HOEFFDING_LEMMA.statement)
