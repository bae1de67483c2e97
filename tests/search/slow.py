"""A campaign whose blocks take their time, for tests that interrupt it.

``slow(size, milliseconds)``: a quarter of the trials fail, and the value of a trial is a number of thousandths.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction

from verify.search.campaign import Campaign, Outcome
from verify.search.registry import EXPERIMENTS
from verify.search.seeds import generator


@dataclass(frozen=True)
class Slow(Campaign):
    @property
    def size(self) -> int:
        return int(self.parameters["size"])

    def block(self, first: int, count: int) -> list[Outcome]:
        time.sleep(int(self.parameters["milliseconds"]) / 1000)
        return [self.outcome(trial) for trial in range(first, first + count)]

    def outcome(self, trial: int) -> Outcome:
        number = int(generator(self.seed, trial).integers(1000))
        met, failed = number % 10 != 9, number < 250 and number % 10 != 9
        witness = {"number": str(number)} if failed else None
        return Outcome(trial, met, failed, str(Fraction(number, 1000)), witness)


def slow(arguments: tuple[Fraction, ...], seed: int, trials: int) -> Slow:
    size, milliseconds = map(int, arguments)
    return Slow(f"slow({size}, {milliseconds})", {"size": size, "milliseconds": milliseconds}, seed, trials)


EXPERIMENTS["slow"] = "tests.search.slow:slow"
