"""Deciding one claim: falsify cheaply, prove, falsify at length.

The order is fixed and budgets count work, so that the same claim gets the same answer.  Every certificate has
passed the kernel once in this process; a session re-checks it from its bytes in a fresh one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from verify.axioms import Known
from verify.kernel.check import check
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.polynomials import Work
from verify.kernel.statement import digest, parse
from verify.statement import Claim
from verify.verdict import Verdict

PROOF_UNITS = 1_500


@dataclass(frozen=True)
class Budget:
    """Work units: nodes of the proof search; points of the falsifiers are 40 a unit.

    worst: what is refuted is searched for its simplest and its worst counterexample.  whole: the units are those of all
    proof searches of a scalar claim together, not of each.
    """

    units: int = PROOF_UNITS
    worst: bool = True
    whole: bool = False


def decide_claim(
    claim: Claim,
    known: Mapping[str, str] | None = None,
    budget: Budget | None = None,
    timeout: float | None = None,
    seed: int = 0,
) -> Verdict:
    """Decide a claim in this process.

    known: proved statements that may be used, {hash: text}.  budget: work units.  timeout: a safety valve in
    seconds, enforced by the session, not here.  Returns a Verdict; ``undecided`` says what was tried.
    """
    from verify.construct import decide_construction
    from verify.experiments import decide_statistic
    from verify.modelled import decide_derivation
    from verify.screened import decide_data
    from verify.search.decide import decide_statistic as decide_campaign

    start = time.perf_counter()
    Work.spent = 0  # what was decided before in this process has no say
    if claim.statement is None:
        verdict = _verdict(claim, "undecided", "", "not encoded")
    elif claim.kind == "derivation":
        verdict = decide_derivation(claim, known or {}, (budget or Budget()).units)
    elif claim.kind == "construction":
        verdict = decide_construction(claim, known or {}, (budget or Budget()).units)
    elif claim.kind == "statistic":
        verdict = decide_statistic(claim) if claim.hints.run else decide_campaign(claim)
    elif claim.kind == "data":
        verdict = decide_data(claim)
    elif claim.kind not in ("scalar", "value"):
        verdict = _verdict(claim, "undecided", "", f"no prover for claims of the kind {claim.kind} yet")
    else:
        verdict = _scalar(claim, claim.statement, Known(known or {}), budget or Budget(), seed)
    verdict.seconds = time.perf_counter() - start
    return verdict


def _scalar(claim: Claim, text: str, known: Known, budget: Budget, seed: int) -> Verdict:
    from verify.prove.claims import contradiction, prove_claim
    from verify.refute.counterexamples import refutation
    from verify.refute.linear import linear_violations
    from verify.refute.search import CHEAP_POINTS, LONG_POINTS, WIDE_POINTS, descend, sweep

    unsupported = _unsupported(text)
    statement = parse(text)
    found = sweep(statement, CHEAP_POINTS, seed)
    cheap = refutation(text, found)
    if cheap is not None and budget.worst:
        cheap = refutation(text, [*found, *sweep(statement, WIDE_POINTS, seed)]) or cheap
    if cheap is not None:
        return _refuted(claim, cheap.simplest, cheap.worst, "sweep of simple points")
    plan = (claim.hints.splits, claim.hints.instances)
    attempt = prove_claim(text, claim.hints.witness, claim.hints.lemmas, known, budget.units, plan, budget.whole)
    if attempt.certificate is not None:
        return _checked(claim, text, attempt.certificate, known)
    points = LONG_POINTS * budget.units // PROOF_UNITS
    long = refutation(text, [*sweep(statement, WIDE_POINTS, seed), *descend(statement, points, seed)])
    if long is not None:
        return _refuted(claim, long.simplest, long.worst, "multistart descent")
    linear = refutation(text, linear_violations(statement))
    if linear is not None:
        return _refuted(claim, linear.simplest, linear.worst, "linear program")
    if any("no point found" in line for line in attempt.stuck):
        empty = contradiction(text, max(1, budget.units - attempt.units) if budget.whole else budget.units)
        if empty.certificate is not None:
            verdict = _verdict(claim, "undecided", "contradiction", "the hypotheses contradict each other")
            verdict.flags = ["vacuous"]
            return verdict
    reason = unsupported or "; ".join(attempt.stuck[:2])
    return _verdict(claim, "undecided", "", f"{reason} ({attempt.units} units)")


def _unsupported(text: str) -> str:
    """A function in the statement for which no prover has rules."""
    for name in ("gamma", "loggamma", "erf", "erfc", "betainc", "binomial"):
        if f"{name}(" in text:
            return f"no rules for {name} yet"
    return ""


def _checked(claim: Claim, text: str, certificate: dict[str, Any], known: Known) -> Verdict:
    """The verdict of a certificate that the kernel accepts; a rejected one is a fault of the prover."""
    try:
        outcome = check(text, json.loads(json.dumps(certificate)), known)
    except (Rejected, Malformed) as error:
        return _verdict(claim, "undecided", "", f"the kernel rejects the certificate found: {error}")
    verdict = _verdict(claim, "proved", ", ".join(outcome.rules), "")
    verdict.certificate = certificate
    return verdict


def _refuted(claim: Claim, simplest: dict[str, Any], worst: dict[str, Any], method: str) -> Verdict:
    from verify.counterexample import counterexample_of

    verdict = _verdict(claim, "refuted", method, "")
    verdict.certificate = simplest
    verdict.counterexample = counterexample_of(claim.statement or "", simplest)
    verdict.worst = counterexample_of(claim.statement or "", worst)
    verdict.flags = ["undefined"] if simplest.get("undefined") else []
    return verdict


def _verdict(claim: Claim, status: str, method: str, message: str) -> Verdict:
    return Verdict(
        id=claim.id,
        kind=claim.kind,
        status=status,
        method=method,
        message=message,
        statement=claim.statement,
        statement_hash=None if claim.statement is None else digest(claim.statement),
        expect=claim.expect,
    )
