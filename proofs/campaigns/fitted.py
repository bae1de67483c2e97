"""The search for a violation of Theorem 3's bound: instances at random, each with its sample and its least slope.

A trial draws instances, with numbers of its own, until the side condition holds in one and some function of the class
has the training error; it fails if the bound, times ``constant``, is larger than the Lipschitz constant of that
function.  So the rate of failures is that among samples that can be fitted, which is at least that among all samples of
the same instances; the bound is violated more often than delta allows only if it exceeds delta.  What is compared is
exact: a rational bound on the Lipschitz constant from above, a ball that holds the bound of the theorem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Any, ClassVar

from verify.search.campaign import Campaign, Outcome
from verify.search.seeds import MAX_SEED, generator

ATTEMPTS = 200  # of a trial to draw an instance that counts
CLASSES = {"bumps": "cells", "linear": "linear", "features": "features", "lipschitz": "lipschitz"}
BLOCKS = {"bumps": 50, "linear": 100, "features": 50, "lipschitz": 5}


@dataclass(frozen=True)
class Fits(Campaign):
    """Instances of one class; ``value`` of an outcome is the bound over the Lipschitz constant, rounded down."""

    version: ClassVar[int] = 2

    @property
    def size(self) -> int:
        return BLOCKS[str(self.parameters["class"])]

    def block(self, first: int, count: int) -> list[Outcome]:
        return [self.outcome(trial) for trial in range(first, first + count)]

    def outcome(self, trial: int) -> Outcome:
        found = self.instance(trial)
        if found is None:
            return Outcome(trial, False, False)
        ratio, known = found
        return Outcome(trial, True, ratio * Fraction(self.parameters["constant"]) > 1, str(ratio), known)

    def instance(self, trial: int) -> tuple[Fraction, Mapping[str, str]] | None:
        name = str(self.parameters["class"])
        draw: Callable[..., Any] = getattr(import_module(f".{CLASSES[name]}", __package__), name)
        least = Fraction(self.parameters["delta"])
        for attempt in range(ATTEMPTS):
            found: tuple[Fraction, Mapping[str, str]] | None = draw(generator(self.seed, trial, attempt), least)
            if found is not None:
                return found
        return None

    def replay(self, trial: int) -> Mapping[str, str]:
        found = self.instance(trial)
        return {} if found is None else found[1]


def fits(name: str, arguments: tuple[Fraction, ...], seed: int, trials: int) -> Fits:
    """``constant`` times the bound, and every delta at least ``delta``."""
    if len(arguments) != 2 or arguments[0] <= 0 or not 0 < arguments[1] <= Fraction(1, 2) or not 0 <= seed <= MAX_SEED:
        raise ValueError("a constant > 0, a least delta in (0, 1/2] and a seed below 2**128 expected")
    known: dict[str, int | str] = {"class": name, "constant": str(arguments[0]), "delta": str(arguments[1])}
    return Fits(f"fitted_{name}({', '.join(map(str, arguments))})", known, seed, trials)


def bumps(arguments: tuple[Fraction, ...], seed: int, trials: int) -> Fits:
    """``fitted_bumps(constant, delta)``: fixed-centre bumps (``cells``)."""
    return fits("bumps", arguments, seed, trials)


def linear(arguments: tuple[Fraction, ...], seed: int, trials: int) -> Fits:
    """``fitted_linear(constant, delta)``: linear functions (``linear``)."""
    return fits("linear", arguments, seed, trials)


def features(arguments: tuple[Fraction, ...], seed: int, trials: int) -> Fits:
    """``fitted_features(constant, delta)``: random features (``features``)."""
    return fits("features", arguments, seed, trials)


def lipschitz(arguments: tuple[Fraction, ...], seed: int, trials: int) -> Fits:
    """``fitted_lipschitz(constant, delta)``: all Lipschitz functions on the points (``lipschitz``)."""
    return fits("lipschitz", arguments, seed, trials)
