"""A decider without the engine: the kernel's default strategy for proofs, a few points for counterexamples.

Ids direct it: SLOW sleeps, DIES ends its process (DIES-ONCE only the first time), FAILS raises, PRINTS prints, FORGES
hands out a certificate that the kernel rejects, BARE claims a proof without one.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from verify.kernel.check import check
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import Statement, digest, parse
from verify.statement import Claim
from verify.verdict import Verdict

POINTS = ("0", "1", "2", "-1", "1/2")


def decide(claim: Claim, known: Mapping[str, str], budget: int | None, seed: int) -> Verdict:
    if "SLOW" in claim.id:
        time.sleep(0.4 if budget is None else budget)
    if claim.id.startswith("DIES") and not os.environ.get("SURVIVE"):
        marker = Path(os.environ.get("MARKER", "/nonexistent/marker"))
        if claim.id != "DIES-ONCE" or not marker.exists():
            if marker.parent.is_dir():
                marker.touch()
            os._exit(9)
    if claim.id.startswith("FAILS"):
        raise ZeroDivisionError("an engine that divides by zero")
    if claim.id.startswith("PRINTS"):
        os.write(1, b"noise from a solver\n")
        print("noise from a prover")
    verdict = Verdict(claim.id, claim.kind, "undecided", message="the fake decider gave up")
    if claim.id.startswith("BARE"):
        verdict.status = "proved"
        return verdict
    text = claim.statement or ""
    for certificate in candidates(parse(text), digest(text)):
        try:
            verdict.status = "proved" if claim.id.startswith("FORGES") else check(text, certificate).verdict
        except (Rejected, Malformed):
            continue
        verdict.certificate, verdict.message = certificate, ""
        return verdict
    return verdict


def candidates(statement: Statement, hash: str) -> Iterator[dict[str, object]]:
    head = {"format": 1, "statement": hash}
    names = [name for name, _ in statement.variables]
    points = [
        dict(zip(names, values, strict=True)) for values in itertools.product(POINTS, repeat=min(2, len(names)))
    ] or [{}]
    goals = sum(len(item.goals()) for item in statement.items)
    for point in points:
        yield {**head, "verdict": "proved", "points": [point], "proofs": [None] * goals}
    for relation in range(goals):
        for point in points:
            yield {**head, "verdict": "refuted", "relation": relation, "point": point}
