"""Hypothesis strategies for the numbers of Theorem 3 and for instances of a class.

Instances are drawn by the same code as in campaigns, with Hypothesis in the place of the random numbers, so a property
that fails for one is shown at the simplest instance that Hypothesis finds.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from .cells import Setup, setup
from .instance import Instance, needed
from .noise import NOISES

counts = st.integers(1, 10**6)
fractions = st.fractions(Fraction(1, 1000), Fraction(999, 1000), max_denominator=1000)  # eps, delta
levels = st.sampled_from([noise.variance for noise in NOISES])  # sigma2
constants = st.fractions(Fraction(1, 100), 100, max_denominator=100)  # c
widths = st.fractions(0, 10**4, max_denominator=10)  # W, J
components = st.integers(1, 4)  # k


class _Drawn:
    """Hypothesis as a source of random numbers."""

    def __init__(self, draw: Callable[..., Any]) -> None:
        self.draw = draw

    def integers(self, end: int, /) -> int:
        return int(self.draw(st.integers(0, end - 1)))

    def uniform(self, low: float, high: float, /) -> float:
        return float(self.draw(st.floats(low, high)))


@st.composite
def instances(draw: Callable[..., Any], allowed: bool = True) -> Instance:
    """Points of Theorem 3's domain; ``allowed``: the side condition holds."""
    eps, delta, k = draw(fractions), draw(fractions), draw(components)
    least = ceil(needed(k, delta) / eps**2)
    n = draw(st.integers(least, 4 * least)) if allowed else draw(st.integers(1, max(1, least // 2)))
    W, J = draw(widths), draw(widths)
    return Instance(n, draw(counts), draw(counts), k, draw(constants), W, J, draw(levels), eps, delta)


@st.composite
def setups(draw: Callable[..., Any], minimum: Fraction = Fraction(1, 100)) -> Setup:
    """Instances of ``cells`` before their sample: noise, geometry, class."""
    found = setup(_Drawn(draw), minimum)
    assume(found.instance.allowed)
    return found
