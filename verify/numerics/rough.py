"""Closed terms in floating point, one at a time: a guide for searches, never evidence.

The array version is ``verify.numerics.terms``; this one needs the standard library only, so a library may use it
while it is loaded.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from verify.kernel.terms import Relation, Term

MARGIN = 1e-9  # relative difference below which floating point does not say which side is larger
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp,
    "log": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
    "min": min,
    "max": max,
    "sin": math.sin,
    "cos": math.cos,
    "atan": math.atan,
}


def value(term: Term) -> float:
    """About the value of a closed term; raises ValueError or ArithmeticError where floating point has none."""
    head = term[0]
    if head == "num":
        return float(term[1])
    if head == "neg":
        return -value(term[1])
    if head == "inv":
        return 1 / value(term[1])
    if head == "add":
        return math.fsum(value(part) for part in term[1])
    if head == "mul":
        return math.prod(value(part) for part in term[1])
    if head == "pow":
        return math.pow(value(term[1]), value(term[2]))
    if head == "call" and term[1] in _FUNCTIONS:
        return _FUNCTIONS[term[1]](*(value(argument) for argument in term[2]))
    raise ValueError(f"no floating-point value of {head}")


def guess(relation: Relation) -> bool | None:
    """What floating point says of an order relation; None if the sides are too near, or have no value."""
    try:
        left, right = value(relation[1]), value(relation[2])
    except (ValueError, ArithmeticError):
        return None
    gap = left - right
    if not math.isfinite(gap) or abs(gap) <= MARGIN * max(abs(left), abs(right)):
        return None
    return (gap > 0) == (relation[0] in (">", ">="))
