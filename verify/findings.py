"""Verdicts from what the kernel said: of a claim's own certificate, or of the readings under a heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from verify.counterexample import counterexample_of
from verify.kernel.errors import Malformed
from verify.kernel.reader import read_json
from verify.objects.judgements import parse
from verify.recheck import Checked
from verify.statement import Claim
from verify.verdict import Verdict, weakest


def open_verdict(claim: Claim, message: str) -> Verdict:
    """Undecided, and why."""
    return Verdict(
        claim.id,
        claim.kind,
        "undecided",
        statement=claim.statement,
        statement_hash=claim.hash,
        expect=claim.expect,
        message=message,
    )


def accepted(verdict: Verdict, checked: Checked) -> Verdict:
    """The verdict with the kernel's findings in place of the prover's."""
    refuted = checked.status == "refuted"
    counts = counted(verdict) if checked.status == "supported" else verdict.message
    found = counterexample_of(str(verdict.statement), verdict.certificate or {}) if refuted else None
    return replace(
        verdict,
        status=checked.status,
        rests_on=list(checked.rests_on),
        flags=sorted({*checked.flags, *(flag for flag in verdict.flags if flag == "tight")}),
        rules=list(checked.rules),
        method=f"kernel rules: {', '.join(checked.rules)}" if checked.rules else verdict.method,
        counterexample=(found or verdict.counterexample) if refuted else None,
        worst=verdict.worst if refuted else None,
        message=counts,
    )


def counted(verdict: Verdict) -> str:
    """What a claim's certificate counted: trials, failures, and their interval at the claim's level."""
    from verify.search.statistics import summary

    stated = parse(str(verdict.statement))
    trials, level = (Fraction(stated.one(key)[1]) for key in ("trials", "level"))
    return summary(int((verdict.certificate or {})["failures"]), int(trials), level)


def family(parts: list[Verdict]) -> str:
    """The false-alarm rate of several supported claims together: at most the sum of their levels."""
    stated = [parse(str(part.statement)) for part in parts if part.kind == "statistic" and part.status == "supported"]
    if not stated:
        return ""
    total = sum(Fraction(statement.one("level")[1]) for statement in stated)
    return f"; false-alarm rate of the {len(stated)} together at most {float(total):.1e}"


def from_readings(claim: Claim, verdicts: Mapping[str, Verdict]) -> Verdict | None:
    """The verdict of a heading: that of its weakest reading; None while one of them has none."""
    parts = [verdicts[id] for id in claim.of if id in verdicts]
    if len(parts) < len(claim.of) or not parts:
        return None
    status = weakest(part.status for part in parts)
    deciding = [part.id for part in parts if part.status == status]
    who = "every reading is" if len(deciding) == len(parts) else f"{', '.join(deciding)}:"
    verdict = open_verdict(claim, f"{who} {status}{family(parts)}")
    verdict.status, verdict.method = status, "weakest reading"
    verdict.rests_on = sorted({entry for part in parts for entry in part.rests_on})
    verdict.flags = sorted({flag for part in parts for flag in part.flags if flag != "tight"})
    return verdict


def certificate_object(data: bytes) -> dict[str, Any]:
    """A certificate's bytes as JSON; raises Malformed."""
    value = read_json(data)
    if not isinstance(value, dict):
        raise Malformed("a certificate is a JSON object")
    return value


def named_statement(data: bytes) -> str | None:
    """The statement hash that a certificate names; raises Malformed if it is not a JSON object."""
    named = certificate_object(data).get("statement")
    return named if isinstance(named, str) else None
