"""Closed forms that a decimal may stand for.

A form is a guess, believed by nobody: what is proved at it is proved there.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb

from verify.numerics.balls import ball
from verify.sharpen.numbers import recognised


def rational(value: arb) -> Fraction:
    """The midpoint of a ball."""
    middle = value.mid()
    mantissa, exponent = middle.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def closed_forms(value: Fraction) -> list[str]:
    """Terms whose value is near: a rational, or else its square root, exponential, logarithm or multiple of pi."""
    plain = recognised(value)
    if plain is not None:
        return [str(plain)]
    if value <= 0:
        return []
    number = ball(value)
    forms: list[tuple[str, Callable[[], arb]]] = [
        ("sqrt({})", lambda: number * number),
        ("exp({})", number.log),
        ("{}*pi", lambda: number / arb.pi()),
        ("log({})", number.exp),
    ]
    found = []
    for form, inverse in forms:
        inner = inverse()
        if inner.is_finite() and abs(float(inner)) < 1e9:
            near = recognised(rational(inner))
            if near:
                found.append(form.format(near))
    return found
