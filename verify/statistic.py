"""Statistic claims as people write them: an experiment, how often it is tried, and what its counts are to support.

What is decided is the rate at which the experiment fails (docs/formats.md, "statistic").  Its trials are a campaign,
run anew whenever the claim is decided (``verify.search``), or those of a recorded log (``verify.experiments``), if they
need data or packages that not everybody has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verify.kernel.errors import Malformed
from verify.objects.judgements import parse
from verify.printing import show_judged
from verify.statement import Claim, ClaimError, Hints


def statistic(
    id: str,
    *,
    experiment: str,
    seed: int,
    trials: int,
    level: str,
    conclude: str,
    cites: Sequence[str] = (),
    run: str = "",
    log: str = "",
    source: str = "",
    says: str = "",
) -> Claim:
    """State that an experiment fails at a rate ``conclude``, ``rate <= q`` or ``rate >= q``, at a level of error.

    experiment: a call, such as ``crowded(200, 50, 1)``; ``verify.search.registry`` knows who runs it, unless ``run``,
    "module:function", does; then log is the name of a file in the folder ``logs`` beside that module.  Both are hints,
    and no part of the statement.  cites: ids of the library's citations on which the meaning of the experiment rests;
    they are part of it.  Claims about the same experiment, seed and trials share their trials.  Raises ClaimError.
    """
    named = {"experiment": experiment, "seed": seed, "trials": trials, "level": level, "conclude": conclude}
    lines = [*(f"cite {id}" for id in cites), *(f"{key} {line}" for key, line in named.items())]
    try:
        text = show_judged(parse("\n".join(["statistic", *lines])))
    except Malformed as error:
        raise ClaimError(str(error), id) from None
    if bool(run) != bool(log) or (run and (run.count(":") != 1 or "/" in log)):
        raise ClaimError("run is 'module:function', log the name of a file; neither or both", id)
    return Claim(id, "statistic", text, source, says, hints=Hints(run=run, log=log))


def searched(claim: Claim, experiment: str, seed: int, trials: int) -> Claim:
    """The claim, of whatever kind, with a campaign that ``lawguard search`` runs for it."""
    return replace(claim, hints=replace(claim.hints, experiment=(experiment, seed, trials)))
