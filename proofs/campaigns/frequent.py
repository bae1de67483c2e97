"""How often one instance is violated: its numbers are fixed, and each trial is a fresh sample.

Every sample counts, also those that no function of the class fits.  A trial fails if the bound, times ``constant``, is
larger than the Lipschitz constant of the function found.  So the rate of failures is at most the probability that the
conclusion of Theorem 3, with that constant, is wrong; the law so strengthened is refuted, as far as counts can do that,
where the rate is above delta.  The instances are those that ``adversary`` climbs to, with delta = 1/2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np

from verify.search.campaign import Campaign, Outcome
from verify.search.seeds import MAX_SEED, generator

from . import adversary
from .cells import Setup, least, sample
from .linear import gauss_at

BLOCKS = {"linear": 200, "bumps": 4}
LARGEST = 10**8  # rows, and points


@dataclass(frozen=True)
class Frequent(Campaign):
    """Samples of one instance; ``value`` is the bound over the Lipschitz constant, if some function fits."""

    @property
    def size(self) -> int:
        return BLOCKS[str(self.parameters["class"])]

    def block(self, first: int, count: int) -> list[Outcome]:
        return [self.outcome(trial) for trial in range(first, first + count)]

    def outcome(self, trial: int) -> Outcome:
        constant, share, eps = (Fraction(self.parameters[name]) for name in ("constant", "share", "eps"))
        ratio = RATIOS[str(self.parameters["class"])](generator(self.seed, trial), share, eps)
        if ratio is None:
            return Outcome(trial, True, False)
        return Outcome(trial, True, ratio * constant > 1, str(ratio))


def of_linear(random: np.random.Generator, share: Fraction, eps: Fraction) -> Fraction | None:
    """Bound over Lipschitz constant in a sample; None if the gap is not reached."""
    found = gauss_at(random, adversary.numbers(share, eps))
    return None if found is None or found[1] <= 0 else found[0].ratio(found[1])


def of_bumps(random: np.random.Generator, share: Fraction, eps: Fraction) -> Fraction | None:
    """The same for bumps."""
    drawn = setup(share, eps)
    u = least(*sample(random, drawn), drawn)
    return None if u is None or u <= 0 else drawn.instance.ratio(2 * u)


@cache
def setup(share: Fraction, eps: Fraction) -> Setup:
    """The instance of bumps before its sample."""
    return adversary.setup(share, eps)


RATIOS: dict[str, Callable[[np.random.Generator, Fraction, Fraction], Fraction | None]] = {
    "linear": of_linear,
    "bumps": of_bumps,
}


def frequent(name: str, arguments: tuple[Fraction, ...], seed: int, trials: int) -> Frequent:
    """``constant`` times the bound, p = ``share`` n, and a gap ``eps``, as many rows as the side condition asks for."""
    if len(arguments) != 3 or min(arguments) <= 0 or arguments[2] >= 1 or not 0 <= seed <= MAX_SEED:
        raise ValueError("a constant > 0, p/n > 0, eps in (0, 1) and a seed below 2**128 expected")
    constant, share, eps = arguments
    if name == "bumps":
        setup(share, eps)  # raises ValueError if the gap is out of reach
    if not 80 <= adversary.numbers(share, eps).d <= LARGEST or adversary.numbers(share, eps).n > LARGEST:
        raise ValueError(f"80 to {LARGEST} parameters, and at most so many rows, expected")
    known: dict[str, int | str] = {"class": name, "constant": str(constant), "share": str(share), "eps": str(eps)}
    return Frequent(f"frequent_{name}({', '.join(map(str, arguments))})", known, seed, trials)


def linear(arguments: tuple[Fraction, ...], seed: int, trials: int) -> Frequent:
    """``frequent_linear(constant, share, eps)``: linear functions of Gaussian inputs."""
    return frequent("linear", arguments, seed, trials)


def bumps(arguments: tuple[Fraction, ...], seed: int, trials: int) -> Frequent:
    """``frequent_bumps(constant, share, eps)``: fixed-centre bumps at points of equal distances."""
    return frequent("bumps", arguments, seed, trials)
