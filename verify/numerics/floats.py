"""Floating-point evaluation of kernel polynomials on many points at once.

Used to discard hopeless goals and to look for counterexamples; whatever is found is checked exactly elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from verify.kernel.atoms import Quotient, atom_of
from verify.kernel.polynomials import Poly, is_exponential
from verify.kernel.rules.ranges import bounds
from verify.kernel.state import State

Array = npt.NDArray[np.float64]
NEAR_ONE = 1e-8

_FUNCTIONS: dict[str, Callable[..., Array]] = {
    "exp": np.exp,
    "log": np.log,
    "sin": np.sin,
    "cos": np.cos,
    "atan": np.arctan,
    "abs": np.abs,
    "min": np.minimum,
    "max": np.maximum,
    "power": np.power,
}


class Grid:
    """Values of generators and polynomials at ``size`` points; ``values`` gives the variables' coordinates."""

    def __init__(self, values: Mapping[str, Array], size: int) -> None:
        self.size = size
        self.known: dict[str, Array] = dict(values)

    def generator(self, name: str) -> Array:
        if name not in self.known:
            atom = atom_of(name)
            if atom is None:
                raise KeyError(name)
            if atom.function == "pi":
                self.known[name] = np.full(self.size, np.pi)
            else:
                arguments = [self.quotient(argument) for argument in atom.arguments]
                if atom.function == "root":
                    self.known[name] = np.power(arguments[0], 1.0 / atom.order)
                else:
                    self.known[name] = _FUNCTIONS[atom.function](*arguments)
        return self.known[name]

    def quotient(self, value: Quotient) -> Array:
        result = self.poly(value.numerator)
        for factor, exponent in value.denominator:
            result = result / self.poly(factor) ** exponent
        return result

    def poly(self, poly: Poly) -> Array:
        return self.poly_and_scale(poly)[0]

    def poly_and_scale(self, poly: Poly) -> tuple[Array, Array]:
        """The value, and the sum of the absolute values of its terms (to judge rounding).

        A logarithm near 0 is as inexact as one of size ``NEAR_ONE``: its argument, near 1, has been rounded.
        """
        total, scale = np.zeros(self.size), np.zeros(self.size)
        for monomial, coefficient in poly.terms.items():
            try:
                part = np.full(self.size, float(coefficient))
            except OverflowError:
                part = np.full(self.size, np.inf if coefficient > 0 else -np.inf)
            size = np.abs(part)
            for name, exponent in monomial:
                if is_exponential(name) and (exponent < 0 or exponent != int(exponent)):
                    atom = atom_of(name)
                    inner = self.quotient(atom.arguments[0]) if atom is not None else np.zeros(self.size)
                    factor = np.exp(float(exponent) * inner)
                else:
                    factor = self.generator(name) ** int(exponent)
                part = part * factor
                rough = name.startswith("log(") and exponent == 1
                size = size * (np.maximum(np.abs(factor), NEAR_ONE) if rough else np.abs(factor))
            total, scale = total + part, scale + size
        return total, scale


def ladder(low: float, high: float, count: int, rng: np.random.Generator, reach: float = 12) -> Array:
    """Points of (low, high), dense towards both ends and 0, over scales from 2**-12 to 2**reach."""
    kind = rng.integers(0, 4, count)
    exponent = np.exp2(rng.uniform(-12, reach, count))
    fine = np.exp2(rng.uniform(-20, 0, count))
    if np.isfinite(low) and np.isfinite(high):
        width = high - low
        uniform = low + width * rng.uniform(0, 1, count)
        return np.where(kind == 0, low + width * fine / 2, np.where(kind == 1, high - width * fine / 2, uniform))
    if np.isfinite(low):
        return low + np.where(kind == 0, fine, np.where(kind == 1, np.round(exponent) + 1, exponent))
    if np.isfinite(high):
        return high - np.where(kind == 0, fine, exponent)
    sign = np.where(rng.uniform(0, 1, count) < 0.5, -1.0, 1.0)
    return sign * np.where(kind == 0, fine, exponent)


def sample(state: State, count: int = 160, seed: int = 0) -> Grid:
    """Random points of a state (those that satisfy its facts in floating point); possibly none."""
    grid = _sample(state, count, seed, 12)
    return grid if grid.size else _sample(state, 20 * count, seed, 40)


def _sample(state: State, count: int, seed: int, reach: float) -> Grid:
    rng = np.random.default_rng(seed)
    values: dict[str, Array] = {}
    for name in sorted(state.names):
        found = bounds(state, name)
        low = float(found.lo[1]) if found.lo[0] == 0 else -np.inf
        high = float(found.hi[1]) if found.hi[0] == 0 else np.inf
        column = ladder(low, high, count, rng, reach)
        if name in state.integers:
            column = np.clip(np.round(column), low, high)
        values[name] = column
    with np.errstate(all="ignore"):
        grid = Grid(values, count)
        keep = np.ones(count, dtype=bool)
        for fact in state.facts:
            value, scale = grid.poly_and_scale(fact.poly)
            slack = 1e-9 * scale
            if fact.relation == "==":
                keep &= np.abs(value) <= slack
            elif fact.relation == "!=":
                keep &= np.abs(value) > 0
            else:
                keep &= value >= -1e-3 * slack if fact.relation == ">=" else value > slack
        return Grid({name: column[keep] for name, column in values.items()}, int(keep.sum()))
