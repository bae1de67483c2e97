"""Terms evaluated in floating point on arrays of points, with the term's own structure (nothing is simplified).

Where a term is undefined the value is nan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from verify.kernel.terms import Term

Array = npt.NDArray[np.float64]

_SIMPLE: dict[str, Callable[..., Array]] = {
    "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.abs, "min": np.minimum, "max": np.maximum,
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
}  # fmt: skip
_SPECIAL = {
    "gamma": "gamma",
    "loggamma": "gammaln",
    "erf": "erf",
    "erfc": "erfc",
    "betainc": "betainc",
    "binomial": "binom",
}


def evaluate(term: Term, point: Mapping[str, Array], size: int) -> Array:
    """Values of a term at ``size`` points given by the variables' columns."""
    head = term[0]
    if head == "num":
        try:
            return np.full(size, float(term[1]))
        except OverflowError:
            return np.full(size, np.inf if term[1] > 0 else -np.inf)
    if head == "var":
        return point[term[1]]
    if head == "const":
        return np.full(size, np.pi if term[1] == "pi" else np.e)
    if head == "neg":
        return -evaluate(term[1], point, size)
    if head == "pow":
        return _power(evaluate(term[1], point, size), evaluate(term[2], point, size), term[2])
    if head == "call":
        arguments = [evaluate(argument, point, size) for argument in term[2]]
        if term[1] == "log" or term[1] == "sqrt":
            outside = arguments[0] <= 0 if term[1] == "log" else arguments[0] < 0
            arguments[0] = np.where(outside, np.nan, arguments[0])
        return _SIMPLE[term[1]](*arguments) if term[1] in _SIMPLE else _special(term[1], arguments)
    result: Array | None = None
    for part in term[1]:
        value = evaluate(part[1] if part[0] == "inv" else part, point, size)
        if part[0] == "inv":
            value = np.where(value == 0, np.nan, 1 / np.where(value == 0, 1, value))
        result = value if result is None else result + value if head == "add" else result * value
    return np.zeros(size) if result is None else result


def _power(base: Array, exponent: Array, term: Term) -> Array:
    fixed = term[1] if term[0] == "num" else None
    if fixed is not None and fixed.denominator == 1:
        bad = (base == 0) & (fixed < 0)
    else:
        bad = (base < 0) | ((base == 0) & (exponent <= 0))
    value = np.power(np.where(bad, 1.0, base), exponent)
    return np.asarray(np.where(bad | np.isnan(base) | np.isnan(exponent), np.nan, value), dtype=np.float64)


def _special(function: str, arguments: list[Array]) -> Array:
    from scipy import special

    return np.asarray(getattr(special, _SPECIAL[function])(*arguments), dtype=np.float64)
