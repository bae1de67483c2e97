"""Terms evaluated by other means than the project's: exact fractions, mpmath, and Arb balls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
from flint import arb, ctx, fmpq

from verify.kernel.terms import Term


class UndefinedError(ArithmeticError):
    """The term has no real value at the point."""


def exact(term: Term, point: Mapping[str, Fraction]) -> Fraction:
    """The value of a term without functions and constants; ZeroDivisionError where it has none."""
    head = term[0]
    if head == "num":
        return Fraction(term[1])
    if head == "var":
        return point[term[1]]
    if head == "neg":
        return -exact(term[1], point)
    if head == "pow":
        return Fraction(exact(term[1], point) ** int(exact(term[2], point)))
    result = Fraction(0 if head == "add" else 1)
    for part in term[1]:
        if part[0] == "inv":
            result /= exact(part[1], point)
        elif head == "add":
            result += exact(part, point)
        else:
            result *= exact(part, point)
    return result


_MPMATH: dict[str, Callable[..., Any]] = {
    **{name: getattr(mpmath, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tan", "atan", "sinh", "cosh")},
    **{name: getattr(mpmath, name) for name in ("tanh", "gamma", "loggamma", "erf", "erfc", "binomial")},
    "abs": mpmath.fabs,
    "min": min,
    "max": max,
    "betainc": lambda a, b, x: mpmath.betainc(a, b, 0, x, regularized=True),
}


def mp_value(term: Term, point: Mapping[str, Fraction], digits: int = 50) -> mpmath.mpf:
    """The value by mpmath with ``digits`` digits; UndefinedError by the conventions of the statement language."""
    with mpmath.workdps(digits):
        return _mp(term, point)


def _mp(term: Term, point: Mapping[str, Fraction]) -> mpmath.mpf:
    head = term[0]
    if head in ("num", "var"):
        value = term[1] if head == "num" else point[term[1]]
        return mpmath.mpf(value.numerator) / value.denominator
    if head == "const":
        return +mpmath.pi if term[1] == "pi" else +mpmath.e
    if head == "neg":
        return -_mp(term[1], point)
    if head == "inv":
        return 1 / _nonzero(_mp(term[1], point))
    if head == "call":
        arguments = [_mp(argument, point) for argument in term[2]]
        if (term[1] == "log" and arguments[0] <= 0) or (term[1] == "sqrt" and arguments[0] < 0):
            raise UndefinedError(term[1])
        return _MPMATH[term[1]](*arguments)
    if head == "pow":
        base, exponent = _mp(term[1], point), _mp(term[2], point)
        whole = term[2][0] == "num" and term[2][1].denominator == 1
        if whole:
            return (base if exponent >= 0 else _nonzero(base)) ** int(term[2][1])
        if base < 0 or (base == 0 and exponent <= 0):
            raise UndefinedError("power")
        return mpmath.power(base, exponent) if base else mpmath.mpf(0)
    values = [_mp(part, point) for part in term[1]]
    return mpmath.fsum(values) if head == "add" else mpmath.fprod(values)


def _nonzero(value: mpmath.mpf) -> mpmath.mpf:
    if value == 0:
        raise UndefinedError("division by 0")
    return value


def ball(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


def arb_value(term: Term, point: Mapping[str, Fraction], bits: int = 53) -> arb:
    """A ball around the value, computed with ``bits`` bits; not finite where Arb cannot tell."""
    before = ctx.prec
    ctx.prec = bits
    try:
        return _arb(term, point)
    finally:
        ctx.prec = before


def _arb(term: Term, point: Mapping[str, Fraction]) -> arb:
    head = term[0]
    if head in ("num", "var"):
        return ball(term[1] if head == "num" else point[term[1]])
    if head == "const":
        return arb.pi() if term[1] == "pi" else arb(1).exp()
    if head == "neg":
        return -_arb(term[1], point)
    if head == "inv":
        return 1 / _arb(term[1], point)
    if head == "call":
        return _arb_call(term[1], [_arb(argument, point) for argument in term[2]])
    if head == "pow":
        whole = term[2][0] == "num" and term[2][1].denominator == 1
        return _arb(term[1], point) ** (int(term[2][1]) if whole else _arb(term[2], point))
    result = arb(0 if head == "add" else 1)
    for part in term[1]:
        result = result + _arb(part, point) if head == "add" else result * _arb(part, point)
    return result


def _arb_call(function: str, arguments: list[arb]) -> arb:
    if function in ("min", "max"):
        return getattr(arguments[0], function)(arguments[1])
    if function == "abs":
        return abs(arguments[0])
    return getattr(arguments[0], function)()
