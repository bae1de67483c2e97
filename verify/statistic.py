"""Statistic claims as people write them: an experiment, how often it is tried, and what its counts are to support.

What is decided is the rate at which the experiment fails (docs/formats.md, "statistic"); how its trials are run and
recorded stands in ``verify.search``.
"""

from __future__ import annotations

from dataclasses import replace

from verify.kernel.errors import Malformed
from verify.objects.judgements import parse
from verify.printing import show_judged
from verify.statement import Claim, ClaimError


def statistic(
    id: str,
    *,
    experiment: str,
    seed: int,
    trials: int,
    level: str,
    conclude: str,
    source: str = "",
    says: str = "",
) -> Claim:
    """State that an experiment fails at a rate ``conclude``, ``rate <= q`` or ``rate >= q``, at a level of error.

    experiment: a call with numbers, such as ``crowded(200, 50, 1)``; ``verify.search.registry`` knows who runs it.
    Claims about the same experiment and seed share their trials.  Raises ClaimError.
    """
    lines = {"experiment": experiment, "seed": seed, "trials": trials, "level": level, "conclude": conclude}
    try:
        text = show_judged(parse("\n".join(["statistic", *(f"{key} {line}" for key, line in lines.items())])))
    except Malformed as error:
        raise ClaimError(str(error), id) from None
    return Claim(id, "statistic", text, source, says)


def searched(claim: Claim, experiment: str, seed: int, trials: int) -> Claim:
    """The claim, of whatever kind, with a campaign that ``lawguard search`` runs for it."""
    return replace(claim, hints=replace(claim.hints, experiment=(experiment, seed, trials)))
