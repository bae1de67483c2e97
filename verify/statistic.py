"""Statistic claims as people write them: an experiment, how often it is tried, and what its counts are to support.

What is decided is the rate at which the experiment fails (docs/formats.md, "statistic"); how its trials are run and
recorded stands in ``verify.experiments``.
"""

from __future__ import annotations

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
    run: str,
    log: str,
    source: str = "",
    says: str = "",
) -> Claim:
    """State that an experiment fails at a rate ``conclude``, ``rate <= q`` or ``rate >= q``, at a level of error.

    experiment: a judgement over numbers, such as ``pairs(200, 50)``.  run: "module:function", log: the name of a file
    in the folder ``logs`` beside that module; both are hints, and no part of the statement.  Claims about the same
    experiment, seed and trials share a log.  Raises ClaimError.
    """
    lines = {"experiment": experiment, "seed": seed, "trials": trials, "level": level, "conclude": conclude}
    try:
        text = show_judged(parse("\n".join(["statistic", *(f"{key} {line}" for key, line in lines.items())])))
    except Malformed as error:
        raise ClaimError(str(error), id) from None
    if run.count(":") != 1 or not log or "/" in log:
        raise ClaimError("run is 'module:function', log the name of a file", id)
    return Claim(id, "statistic", text, source, says, hints=Hints(run=run, log=log))
