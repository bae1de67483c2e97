"""What a campaign is: parameters, a seed, and a pure function from trial numbers to outcomes.

Every trial has random numbers of its own, which depend on the seed and on its number alone.  So a trial can be replayed
without the others, blocks of trials can be computed anywhere and in any order, and the result is one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from verify.files import canonical, sha256


@dataclass(frozen=True)
class Outcome:
    """What one trial showed.

    met: the hypotheses are met, so that the trial counts.  failed: the claim fails in it (only if it counts).  value:
    what was observed, an exact rational or a short text; the greatest rational of a campaign is kept as its worst.
    witness: exact data of an instance worth keeping, for failures and new worst ones.
    """

    trial: int
    met: bool
    failed: bool
    value: str = ""
    witness: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Campaign(ABC):
    """Trials 0, ..., trials - 1 with these parameters (exact values as texts) and this seed.

    Subclasses are dataclasses of a module, so that they can be sent to another process.  ``version`` is raised when a
    change of the code changes outcomes; ``size``, the number of trials of a block, is to make a block last 0.2 seconds
    or more, and depends on the parameters only.
    """

    id: str
    parameters: Mapping[str, int | str]
    seed: int
    trials: int
    version: ClassVar[int] = 1

    @property
    def size(self) -> int:
        """Trials of a block."""
        return 100

    @abstractmethod
    def block(self, first: int, count: int) -> list[Outcome]:
        """The outcomes of the trials first, ..., first + count - 1: a pure function of parameters, seed and numbers."""

    def expected(self) -> tuple[Fraction, Fraction] | None:
        """Bounds on the probability of a failure that the counts are tested against; None if there is no test."""
        return None

    def replay(self, trial: int) -> Mapping[str, str]:
        """What there is to see of one trial, beside its outcome."""
        return {}

    @property
    def header(self) -> dict[str, object]:
        """What determines the outcome of every trial."""
        fixed = {"id": self.id, "seed": self.seed, "size": self.size, "version": self.version}
        return fixed | {"parameters": dict(self.parameters)}

    @cached_property
    def key(self) -> str:
        """The digest of the header, which names the campaign."""
        return sha256(canonical(self.header))

    def blocks(self) -> Iterator[tuple[int, int]]:
        """The blocks (first, count) in order; only the last one may be short."""
        for first in range(0, self.trials, self.size):
            yield first, min(self.size, self.trials - first)
