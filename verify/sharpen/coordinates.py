"""Coordinates in which a limit is approached geometrically: the logarithm of the distance to an end of the domain."""

from __future__ import annotations

from fractions import Fraction
from math import exp2

import numpy as np

from verify.kernel.parser import Domain

DEEP = 60.0  # the logarithm (base 2) of the smallest distance to an end, and of the largest number


def coordinate(domain: Domain, z: float) -> Fraction:
    """The number of a domain with the logarithmic coordinate z: -DEEP and below is an end if that belongs to it."""
    lo, hi = domain.lo, domain.hi
    size = Fraction(exp2(max(-DEEP, min(DEEP, -abs(z) if lo is not None and hi is not None else z))))
    if lo is not None and hi is not None:
        near, is_open, sign = (lo, domain.lo_open, 1) if z < 0 else (hi, domain.hi_open, -1)
        at_end = abs(z) >= DEEP and not is_open
        value = near + (0 if at_end else sign * size * (hi - lo) / 2)
    elif lo is not None or hi is not None:
        near = lo if lo is not None else hi if hi is not None else Fraction(0)
        is_open = domain.lo_open if lo is not None else domain.hi_open
        value = near + (0 if z <= -DEEP and not is_open else size if lo is not None else -size)
    else:
        side = 1 if z >= 0 else -1
        value = side * Fraction(exp2(min(DEEP, abs(z)) - DEEP / 2)) if abs(z) > 1e-9 else Fraction(0)
    return Fraction(round(value)) if domain.integer else value


def logarithmic(domain: Domain, value: float) -> float:
    """The coordinate of a number: the inverse of ``coordinate``, up to rounding."""
    lo, hi = domain.lo, domain.hi
    if lo is not None and hi is not None:
        width = max(float(hi - lo), 1e-300)
        low, high = 2 * (value - float(lo)) / width, 2 * (float(hi) - value) / width
        return _log(low) if low <= high else -_log(high)
    if lo is not None or hi is not None:
        return _log(value - float(lo)) if lo is not None else _log(float(hi or 0) - value)
    return 0.0 if value == 0 else float(np.sign(value)) * max(1e-6, _log(abs(value)) + DEEP / 2)


def _log(distance: float) -> float:
    return -DEEP if distance <= exp2(-DEEP) else min(DEEP, float(np.log2(distance)))
