"""Random finite models against a derivation: a trial fails if the conclusion fails in its model.

The models are those of ``verify.refute.instances``: constants and linear functions on tiny supports.  A failure is
written down as the simplest model that still refutes the claim, which is what a certificate holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from json import dumps

from verify.objects.judgements import Judged, parse
from verify.refute.instances import simplest, tried_at
from verify.refute.models import Found
from verify.search.campaign import Campaign, Outcome
from verify.search.seeds import MAX_SEED

TRIALS = 2_000


@dataclass(frozen=True)
class Models(Campaign):
    """A trial counts if hypotheses and assumptions hold in its model."""

    @property
    def size(self) -> int:
        return 200

    @property
    def statement(self) -> Judged:
        return parse(str(self.parameters["statement"]))

    def block(self, first: int, count: int) -> list[Outcome]:
        statement = self.statement
        return [outcome(statement, self.seed, trial) for trial in range(first, first + count)]

    def replay(self, trial: int) -> Mapping[str, str]:
        found = tried_at(self.statement, self.seed, trial)
        return {} if found is None else shown(found)


def outcome(statement: Judged, seed: int, trial: int) -> Outcome:
    found = tried_at(statement, seed, trial)
    if found is None or not found.failing:
        return Outcome(trial, found is not None, False)
    return Outcome(trial, True, True, "", shown(simplest(statement, found)))


def shown(found: Found) -> Mapping[str, str]:
    return {**found.point, "model": dumps(found.model, sort_keys=True)}


def models(id: str, statement: str, seed: int = 0, trials: int = TRIALS) -> Models:
    """The campaign against a derivation.  Raises ValueError."""
    if not 0 <= seed <= MAX_SEED:
        raise ValueError("a seed below 2**128 expected")
    return Models(id, {"statement": statement}, seed, trials)
