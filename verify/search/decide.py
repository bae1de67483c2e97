"""Deciding a claim about an experiment: all of its trials, here and now, once; no second try."""

from __future__ import annotations

import json
from fractions import Fraction

from verify.bare.check import check
from verify.findings import open_verdict
from verify.kernel.errors import Rejected
from verify.objects.judgements import parse
from verify.search.errors import CampaignError
from verify.search.registry import campaign_of
from verify.search.runner import Result, run_here
from verify.search.statistics import summary
from verify.statement import Claim
from verify.verdict import Verdict


def decide_statistic(claim: Claim) -> Verdict:
    """``supported`` if the counts support the claim at its level, else undecided; the message says what was counted."""
    try:
        campaign = campaign_of(claim)
    except CampaignError as error:
        return open_verdict(claim, str(error))
    if campaign is None:
        return open_verdict(claim, "no experiment")
    result = run_here(campaign)
    verdict = open_verdict(claim, counted(claim, result))
    if result.met < campaign.trials:
        return verdict
    certificate = certificate_of(claim, result)
    try:
        outcome = check(claim.statement or "", json.loads(json.dumps(certificate)))
    except Rejected:
        return verdict
    verdict.status, verdict.certificate, verdict.method = outcome.verdict, certificate, "Clopper and Pearson"
    return verdict


def certificate_of(claim: Claim, result: Result) -> dict[str, object]:
    """What the kernel checks; the digest stands for the log, which a replay makes anew."""
    head = {"format": 1, "statement": claim.hash, "verdict": "supported"}
    return {**head, "failures": result.failures, "log": f"sha256:{result.digest}"}


def counted(claim: Claim, result: Result) -> str:
    """The counts in words, with their interval at the claim's level."""
    missing = f"; only {result.met} of {result.done} trials count" if result.met < result.done else ""
    return summary(result.failures, result.met, Fraction(parse(claim.statement or "").one("level")[1])) + missing
