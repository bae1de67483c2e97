"""Numbers near a number: the simplest rational of an interval, and the one that a decimal may stand for.

The simplest rational (least denominator, then least numerator) is read off the continued fractions of the ends.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from verify.kernel.terms import Term

TOLERANCES = (Fraction(1, 10**13), Fraction(1, 10**10), Fraction(1, 10**7))
SURPRISE = 200  # a rational counts as found if a random number had it this near with probability 1/SURPRISE

MAX_EXPONENT = 200


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The simplest rational of the closed interval, ``low <= high``."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    quotients = []
    while True:
        whole = floor(low)
        if whole == low or whole + 1 <= high:
            value = Fraction(whole if whole == low else whole + 1)
            break
        quotients.append(whole)
        low, high = 1 / (high - whole), 1 / (low - whole)
    for whole in reversed(quotients):
        value = whole + 1 / value
    return value


def rounded(value: Fraction, bits: int = 128) -> Fraction:
    """A number to so many significant bits: what a search finds gets no longer, however often it is improved."""
    if not value:
        return value
    shift = bits - (abs(value.numerator).bit_length() - value.denominator.bit_length())
    scale = Fraction(2) ** shift
    return Fraction(round(value * scale)) / scale


def rational_value(term: Term) -> Fraction | None:
    """The value of a closed term in rational operations (10**4, 1/2**9); None if it is none or too large to be one."""
    head = term[0]
    if head == "num":
        return Fraction(term[1])
    if head == "neg":
        inner = rational_value(term[1])
        return None if inner is None else -inner
    if head == "pow":
        base, exponent = rational_value(term[1]), rational_value(term[2])
        if base is None or exponent is None or exponent.denominator != 1 or abs(exponent) > MAX_EXPONENT:
            return None
        return None if not base and exponent < 0 else Fraction(base ** int(exponent))
    if head not in ("add", "mul"):
        return None
    total = Fraction(head == "mul")
    for part in term[1]:
        value = rational_value(part[1] if part[0] == "inv" else part)
        if value is None or (part[0] == "inv" and not value):
            return None
        total = total + value if head == "add" else total / value if part[0] == "inv" else total * value
    return total


def recognised(value: Fraction) -> Fraction | None:
    """A rational so simple that ``value`` is hardly near it by chance; None if there is none."""
    for tolerance in TOLERANCES:
        reach = abs(value) * tolerance
        found = simplest(value - reach, value + reach)
        if max(abs(found.numerator), found.denominator) * found.denominator * tolerance * SURPRISE < 1:
            return found
    return None
