"""Small changes of terms: a constant moved, an exponent moved.

A constant is a largest subterm without variables that is a rational number (``8**3``, ``1/2``); in ``x**2`` it is an
exponent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from verify.kernel.terms import Term, num
from verify.sharpen.numbers import rational_value

Path = tuple[int, ...]
FACTORS = (Fraction(101, 100), Fraction(99, 100), Fraction(2), Fraction(1, 2))


@dataclass(frozen=True)
class Place:
    """Where a number stands in a term."""

    path: Path
    value: Fraction
    exponent: bool


@dataclass(frozen=True)
class Move:
    """A number, and what is put in its place."""

    place: Place
    new: Fraction

    @property
    def kind(self) -> str:
        return "exponent" if self.place.exponent else "constant"

    @property
    def up(self) -> bool:
        return self.new > self.place.value

    def __str__(self) -> str:
        return f"{self.kind} {self.place.value} -> {self.new}"


def places(term: Term, path: Path = (), exponent: bool = False) -> Iterator[Place]:
    """The numbers of a term or judgement, from left to right; 0 is none, and no factor 1 is written."""
    value = rational_value(term) if isinstance(term[0], str) else None
    if value is not None:
        if value:
            yield Place(path, value, exponent)
        return
    for index, part in enumerate(term):
        if isinstance(part, tuple) and part:
            yield from places(part, (*path, index), term[0] == "pow" and index == 2)


def moves(term: Term) -> Iterator[Move]:
    """Each constant up and down by 1% and by a factor 2, each exponent by one unit of its last place."""
    for place in places(term):
        if place.exponent:
            unit = Fraction(1, place.value.denominator)
            found = [place.value + unit, place.value - unit]
        else:
            found = [place.value * factor for factor in FACTORS]
        yield from (Move(place, new) for new in found)


def put(term: Any, path: Path, value: Fraction) -> Any:
    """The term with another number at a place."""
    if not path:
        return num(value)
    index, *rest = path
    return (*term[:index], put(term[index], tuple(rest), value), *term[index + 1 :])
