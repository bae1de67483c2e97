"""What was found among all pairs of points: text of 80 columns, and JSON in which exact numbers are text."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from json import dumps
from math import floor, log10
from textwrap import wrap
from typing import Any

from verify.geometry.bands import roots
from verify.geometry.closest import Found
from verify.geometry.pairs import Findings
from verify.numerics.closed import Digits
from verify.report.digits import decimal
from verify.verdict import SCHEMA_VERSION

WIDTH = 80
LABEL = 11  # columns of the first word of a row
SHOWN = 12  # digits of a distance
LONGEST = 64  # characters of an exact number in the text; JSON has all of them
ORACLE = "screening oracle: exact Gram matrices of quantised points (numpy, BLAS)"


def text(found: Findings, certificate: str = "") -> str:
    """The report for people; ``certificate`` says what was written, or why nothing was."""
    points, name = found.points, found.points.path.name
    rows = wrap(f"{name}: {points.count} points of dimension {points.dimension}, {points.array.dtype.name}", WIDTH)
    rows += [f"sha256:{points.digest}", ""]
    rows += [line for said in _closest(found) for line in said]
    rows += [line for said in _separation(found) for line in said]
    rows += row("proof", certificate) if certificate else []
    rows += ["", *wrap(_trust(found), WIDTH)]
    return "\n".join(rows) + "\n"


def conclusion(found: Findings) -> str:
    """The outcome in one line."""
    asked, pairs = found.separation, found.points.pairs
    so_far = "" if found.complete else f"interrupted after {found.done} of {found.total} blocks of pairs: "
    if asked is None:
        return f"{so_far}{'closest pair so far' if so_far else 'closest pair'}: {_named(found.closest)}"
    if asked.count:
        return f"{so_far}{asked.count} of {pairs} pairs {_are(asked.count)} closer than {_plain(asked.distance)}"
    if so_far:
        return f"{so_far}no pair closer than {_plain(asked.distance)} so far"
    return f"all {pairs} pairs are at distance at least {_plain(asked.distance)}"


def _named(found: Found | None) -> str:
    return "none" if found is None else f"rows {found.rows[0]} and {found.rows[1]}"


def _plain(value: Fraction) -> str:
    said = decimal(Digits(value, value, 0))
    return said if len(said) <= LONGEST else decimal(digits(value, value))


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def row(label: str, said: str) -> list[str]:
    space = " " * LABEL
    return wrap(said, WIDTH, initial_indent=f"{label:<{LABEL}}", subsequent_indent=space, break_on_hyphens=False)


def _closest(found: Findings) -> Iterator[list[str]]:
    best, of = found.closest, " of directions" if found.metric.name == "directions" else ""
    if best is None:
        return
    yield row("closest" if found.complete else "so far", f"distance{of} {distance(found, best.value)}")
    alone = "the only pair" if best.count == 1 else f"the first of {best.count} pairs"
    yield row("", f"rows {best.rows[0]} and {best.rows[1]}, {alone} at this distance")
    if of:
        yield row("", f"cosine {cosine(best.value)}; times its absolute value {short(-best.value)}")
    else:
        yield row("", f"squared distance {short(best.value)}")


def _separation(found: Findings) -> Iterator[list[str]]:
    asked = found.separation
    if asked is None:
        if not found.complete:
            yield ["", *row("stopped", conclusion(found))]
        return
    label = "stopped" if not found.complete else "fails" if asked.count else "holds"
    yield ["", *row(label, conclusion(found))]
    for number, (i, j) in enumerate(asked.first):
        yield row("" if number else "closer", f"rows {i} and {j}: {distance(found, found.metric.value(i, j))}")
    rest = asked.count - len(asked.first)
    if rest:
        yield row("", f"and {rest} more; --list {asked.count} names all")


def _trust(found: Findings) -> str:
    named = "Named pairs and their distances are exact. "
    if not found.complete:
        return f"{named}The search was interrupted: there may be others, and closer ones."
    if not found.total:
        return f"{named}Equal rows are at distance 0, and nothing is closer."
    return f"{named}That there are no others rests on the {ORACLE}."


def short(value: Fraction) -> str:
    """An exact number, as m*2**-k if that is what it is."""
    power = value.denominator.bit_length() - 1
    dyadic = value.denominator == 1 << power and power > 12
    said = f"{value.numerator}*2**-{power}" if dyadic else str(value)
    return said if len(said) <= LONGEST else f"{said[:12]}... (exactly in --format json)"


def distance(found: Findings, value: Fraction) -> str:
    low, high = found.metric.square(value)
    return decimal(digits(roots(low)[0], roots(high)[1]))


def cosine(value: Fraction) -> str:
    """The cosine of the angle between two directions with this value."""
    low, high = roots(abs(value))
    high = min(high, 1 - (1 - abs(value)) / 2)  # c <= (1 + c**2)/2: less than 1 for all but parallel vectors
    return ("-" if value > 0 else "") + decimal(digits(low, high))


def digits(low: Fraction, high: Fraction, count: int = SHOWN) -> Digits:
    """Leading digits that all numbers of [low, high], 0 <= low, share; the number itself if it is short."""
    if low == high and (low * 10**SHOWN).denominator == 1:
        return Digits(low, high, 0)
    unit = _exponent(high) - count + 1
    while floor(low / Fraction(10) ** unit) != floor(high / Fraction(10) ** unit):
        unit += 1
    start = floor(low / Fraction(10) ** unit) * Fraction(10) ** unit
    return Digits(start, start + Fraction(10) ** unit, unit)


def _exponent(value: Fraction) -> int:
    """e with 10**e <= value < 10**(e + 1)."""
    guess = floor((value.numerator.bit_length() - value.denominator.bit_length()) * log10(2))
    while value < Fraction(10) ** guess:
        guess -= 1
    while value >= Fraction(10) ** (guess + 1):
        guess += 1
    return guess


def json(found: Findings) -> str:
    """The machine-readable report."""
    points, asked = found.points, found.separation
    document = {
        "schema_version": SCHEMA_VERSION,
        "file": str(points.path),
        "digest": f"sha256:{points.digest}",
        "dtype": points.array.dtype.name,
        "points": points.count,
        "dimension": points.dimension,
        "pairs": points.pairs,
        "metric": found.metric.name,
        "complete": found.complete,
        "closest": None
        if found.closest is None
        else _entry(found, found.closest.rows, found.closest.value) | {"pairs": found.closest.count},
        "separation": None
        if asked is None
        else {
            "distance": str(asked.distance),
            "holds": False if asked.count else True if found.complete else None,
            "closer": asked.count,
            "listed": [_entry(found, pair, found.metric.value(*pair)) for pair in asked.first],
        },
        "rests_on": [f"file sha256:{points.digest}", *([ORACLE] if found.total else [])],
    }
    return dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _entry(found: Findings, rows: tuple[int, int], value: Fraction) -> dict[str, Any]:
    entry: dict[str, Any] = {"rows": list(rows), "distance": distance(found, value)}
    if found.metric.name == "directions":
        return entry | {"cosine": cosine(value), "cosine_times_its_absolute_value": str(-value)}
    return entry | {"square": str(value)}
