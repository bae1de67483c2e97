"""Deciding a claim about an experiment: all of its trials, here and now, once; no second try.

The certificate names the digest of the log that a replay makes anew.
"""

from __future__ import annotations

from fractions import Fraction

from verify.experiments import judged
from verify.findings import open_verdict
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
    if result.met < campaign.trials:
        return open_verdict(claim, counted(claim, result))
    return judged(claim, result.failures, result.digest, counted(claim, result))


def counted(claim: Claim, result: Result) -> str:
    """The counts in words, with their interval at the claim's level."""
    missing = f"; only {result.met} of {result.done} trials count" if result.met < result.done else ""
    return summary(result.failures, result.met, Fraction(parse(claim.statement or "").one("level")[1])) + missing
