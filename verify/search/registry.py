"""Which campaign a claim speaks of.

A statement about an experiment names it, as in ``experiment crowded(200, 50, 1)``; other claims may name one in their
hints, and against a derivation without steps random finite models are tried.  An experiment is a function of this
table: it takes its arguments, exact numbers, with the seed and the number of trials, and returns the campaign.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from importlib import import_module

from verify.kernel.terms import Term
from verify.objects.judgements import judgement, parse
from verify.printing import show
from verify.search.campaign import Campaign
from verify.search.errors import CampaignError
from verify.statement import Claim

Factory = Callable[[tuple[Fraction, ...], int, int], Campaign]
EXPERIMENTS: dict[str, str] = {
    "crowded": "verify.search.separation:crowded",
    "fitted_bumps": "verify.search.fits:bumps",
    "fitted_linear": "verify.search.fits:linear",
    "fitted_features": "verify.search.fits:features",
    "fitted_lipschitz": "verify.search.fits:lipschitz",
}


def campaign_of(claim: Claim) -> Campaign | None:
    """The campaign of a claim, None if it has none; raises CampaignError."""
    if claim.kind == "statistic" and claim.statement is not None:
        stated = parse(claim.statement)
        numbers = [stated.one(key) for key in ("seed", "trials")]
        if any(term[0] != "num" or term[1].denominator != 1 or term[1] < 0 for term in numbers):
            raise CampaignError(f"{claim.id}: whole numbers for seed and trials expected")
        return campaign(stated.one("experiment"), *(int(term[1]) for term in numbers))
    if claim.hints.experiment is not None:
        text, seed, trials = claim.hints.experiment
        return campaign(judgement(text), seed, trials)
    if claim.kind == "derivation" and claim.statement is not None and not claim.hints.steps:
        from verify.search.models import models

        return models(claim.id, claim.statement)
    return None


def campaign(experiment: Term, seed: int, trials: int) -> Campaign:
    """The campaign of an experiment; raises CampaignError."""
    name = experiment[1] if experiment[0] == "call" else ""
    if name not in EXPERIMENTS:
        raise CampaignError(f"no experiment {show(experiment)[:60]!r}; there are {', '.join(EXPERIMENTS)}")
    if any(term[0] != "num" for term in experiment[2]):
        raise CampaignError(f"{show(experiment)[:60]}: numbers as arguments expected")
    module, _, function = EXPERIMENTS[name].partition(":")
    factory: Factory = getattr(import_module(module), function)
    try:
        return factory(tuple(Fraction(term[1]) for term in experiment[2]), seed, trials)
    except ValueError as error:
        raise CampaignError(f"{show(experiment)[:60]}: {error}") from None
