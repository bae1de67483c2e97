"""The random numbers of a trial: a function of the seed and of the number of the trial alone.

Philox (Salmon and others, SC 2011) is a function of a key and a counter of four 64-bit words, which grows by one with
each four numbers drawn.  The number of the trial stands in the third word and ``stream`` in the fourth, so the numbers
of two trials never overlap: each has 2**130 of its own.  (With the number in the first word, a trial would repeat the
numbers of the one before, moved by four.)
"""

from __future__ import annotations

from typing import Any

from numpy.random import Generator, Philox

MAX_SEED = 2**128 - 1
WORD = 64  # bits of a word of the counter


def generator(seed: int, trial: int, stream: int = 0) -> Generator:
    """The random numbers of a trial; raises ValueError."""
    if not 0 <= seed <= MAX_SEED or not 0 <= trial < 2**WORD or not 0 <= stream < 2**WORD:
        raise ValueError(f"a seed below 2**128 and a trial below 2**64, not {seed} and {trial}")
    return Generator(Philox(key=seed, counter=(stream << 3 * WORD) + (trial << 2 * WORD)))


class Generators:
    """``generator(seed, trial, stream)``, one after the other, without the 10 us that a new object takes."""

    def __init__(self, seed: int) -> None:
        self.generator = generator(seed, 0)
        self.start: Any = self.generator.bit_generator.state

    def at(self, trial: int, stream: int = 0) -> Generator:
        """The generator of this trial, good until the next call."""
        self.start["state"]["counter"][2:] = trial, stream
        self.generator.bit_generator.state = self.start
        return self.generator
