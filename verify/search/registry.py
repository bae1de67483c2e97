"""Which campaign a claim speaks of.

A statement about an experiment names it, as in ``experiment crowded(200, 50, 1)``; other claims may name one in their
hints, and against a derivation without steps random finite models are tried.  An experiment is a function that takes
its arguments, exact numbers, with the seed and the number of trials, and returns the campaign.

This package has some; others come from installed packages, which declare them as entry points of the group
``lawguard.experiments``.  A name is looked up there and nowhere else: no claim can say which module is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import EntryPoint, entry_points

from verify.kernel.terms import Term
from verify.objects.judgements import judgement, parse
from verify.printing import show
from verify.search.campaign import Campaign
from verify.search.errors import CampaignError
from verify.statement import Claim

Factory = Callable[[tuple[Fraction, ...], int, int], Campaign]
GROUP = "lawguard.experiments"
EXPERIMENTS: dict[str, str] = {"crowded": "verify.search.separation:crowded"}


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
    make = factory(name, f"no experiment {show(experiment)[:60]!r}")
    if any(term[0] != "num" for term in experiment[2]):
        raise CampaignError(f"{show(experiment)[:60]}: numbers as arguments expected")
    try:
        return make(tuple(Fraction(term[1]) for term in experiment[2]), seed, trials)
    except ValueError as error:
        raise CampaignError(f"{show(experiment)[:60]}: {error}") from None


def factory(name: str, missing: str) -> Factory:
    """What makes the campaigns of that name; raises CampaignError, with the words of ``missing`` if there is none."""
    offered = {EntryPoint(name, EXPERIMENTS[name], GROUP)} if name in EXPERIMENTS else offers(name)
    if not offered:
        there = sorted({*EXPERIMENTS, *entry_points(group=GROUP).names})
        raise CampaignError(f"{missing}; there are {', '.join(there)} (installed packages add to them)")
    if len(offered) > 1:
        places = " and ".join(sorted(point.value for point in offered))
        raise CampaignError(f"the experiment {name!r} is offered twice: {places}")
    (point,) = offered
    try:
        found: Factory = point.load()
    except (ImportError, AttributeError) as error:
        raise CampaignError(f"the experiment {name!r} cannot be had: {' '.join(str(error).split())[:200]}") from None
    return found


def offers(name: str) -> set[EntryPoint]:
    """What installed packages offer under that name; nothing is imported."""
    return {EntryPoint(name, point.value, GROUP) for point in entry_points(group=GROUP, name=name)}
