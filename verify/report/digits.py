"""Decimal digits as people read them."""

from __future__ import annotations

from fractions import Fraction

from verify.numerics.closed import Digits


def decimal(value: Digits) -> str:
    """``0.00683...`` for digits that go on, the exact number otherwise; rounded towards 0."""
    if value.exact:
        return _exact(value.low)
    sign, low = ("-", -value.high) if value.low < 0 else ("", value.low)
    count = str(int(low / Fraction(10) ** value.unit))
    return f"{sign}{_placed(count, value.unit)}"


def _placed(count: str, unit: int) -> str:
    """The decimal point in the number count * 10**unit whose further digits are not known."""
    exponent = len(count) - 1 + unit
    if unit > 0 or exponent < -5:
        return f"{count[0]}.{count[1:]}...e{exponent}"
    if exponent >= 0:
        whole = count[: exponent + 1]
        return f"{whole}.{count[exponent + 1 :]}..."
    return f"0.{'0' * (-exponent - 1)}{count}..."


def _exact(value: Fraction) -> str:
    """A decimal if it ends soon, a fraction otherwise."""
    for places in range(13):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            point = f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else digits
            return f"{'-' if value < 0 else ''}{point}"
    return str(value)
