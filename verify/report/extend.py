"""The Lipschitz constant of data, values at new points: text of 80 columns, JSON in which exact numbers are text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from json import dumps
from textwrap import wrap
from typing import Any

from verify.geometry.bands import roots
from verify.geometry.extension import Extension, Obstruction, Open, Value
from verify.geometry.ratio import Ratio
from verify.geometry.reading import Points
from verify.report.digits import decimal
from verify.report.pairs import ORACLE, WIDTH, digits, row, short
from verify.verdict import SCHEMA_VERSION

SHOWN = 20  # new points in the text
MOST = 8  # coordinates, or rows, in a line of text


@dataclass(frozen=True)
class Findings:
    """What was found; ``asked`` is the constant that was asked for, ``made`` belongs to the rows of ``new``."""

    points: Points
    labels: Points
    new: Points | None
    ratio: Ratio
    asked: Fraction | None
    made: Sequence[Extension]


def text(found: Findings) -> str:
    points, labels = found.points, found.labels
    rows = [
        *wrap(f"{points.path.name}: {points.count} points of dimension {points.dimension}", WIDTH),
        f"sha256:{points.digest}",
        *wrap(f"{labels.path.name}: labels of dimension {labels.dimension}", WIDTH),
        f"sha256:{labels.digest}",
        "",
        *(line for said in _constant(found) for line in said),
    ]
    if found.made:
        rows.append("")
    for number, one in enumerate(found.made[:SHOWN]):
        rows += [line for said in _made(found, number, one) for line in said]
    if len(found.made) > SHOWN:
        rows += row("", f"and {len(found.made) - SHOWN} more new points; --format json has all of them")
    return "\n".join([*rows, "", *wrap(_trust(found), WIDTH)]) + "\n"


def _constant(found: Findings) -> Iterator[list[str]]:
    square, pair = found.ratio.square, found.ratio.rows
    if square is None:
        yield row("constant", f"none: rows {_listed(pair or ())} are one point with different labels")
    elif pair is None:
        yield row("constant", "0: all labels are equal")
    else:
        yield row("constant", root(square))
        yield row("", f"rows {_listed(pair)}, the first pair with it")
        yield row("", f"squared {short(square)}")
    if found.asked is not None:
        yield row("asked", f"for the constant {short(found.asked)}")
    elif square is None and found.new is not None:
        yield row("", "no values are looked for; --constant L asks for some")


def _made(found: Findings, number: int, one: Extension) -> Iterator[list[str]]:
    label, result = f"new {number}", one.found
    if isinstance(result, Value):
        yield row(label, f"value {_listed([signed(entry) for entry in result.point])}")
        count = found.points.count
        slack = "on the edge of one" if result.slack == 0 else f"slack {signed(result.slack)} in the squares"
        yield row("", f"in all {count} balls, {slack}; held in place by {_rows(result.rows)}")
    elif isinstance(result, Obstruction):
        yield row(label, f"no value: weights {_listed(map(short, result.weights))}")
        yield row("", f"on {_rows(result.rows)} leave an excess of {signed(result.excess)} in the squares")
    else:
        yield row(label, f"undecided: too many steps; the least maximum is at least {signed(result.below)}")
    if one.ends is not None and isinstance(result, Value):
        (_, low), (high, _) = one.ends
        yield row("", f"all values: from {signed(low)} to {signed(high)}")


def _trust(found: Findings) -> str:
    return (
        "Values, weights and the quotient of the named pair are exact. That no other pair has a larger "
        f"quotient rests on the {ORACLE}."
    )


def _listed(entries: Any) -> str:
    said = [str(entry) for entry in entries]
    return ", ".join(said[:MOST]) + (f", ... ({len(said)} in all)" if len(said) > MOST else "")


def _rows(rows: Sequence[int]) -> str:
    return f"row{'s' if len(rows) > 1 else ''} {_listed(rows)}"


def signed(value: Fraction) -> str:
    return ("-" if value < 0 else "") + decimal(digits(abs(value), abs(value)))


def root(square: Fraction) -> str:
    return decimal(digits(*roots(square)))


def json(found: Findings) -> str:
    """The machine-readable report."""
    ratio = found.ratio
    document = {
        "schema_version": SCHEMA_VERSION,
        "points": {"file": str(found.points.path), "digest": f"sha256:{found.points.digest}"},
        "labels": {"file": str(found.labels.path), "digest": f"sha256:{found.labels.digest}"},
        "constant": {
            "finite": ratio.square is not None,
            "value": None if ratio.square is None else root(ratio.square),
            "square": None if ratio.square is None else str(ratio.square),
            "rows": None if ratio.rows is None else list(ratio.rows),
        },
        "asked": None if found.asked is None else str(found.asked),
        "new": None
        if found.new is None
        else {"file": str(found.new.path), "digest": f"sha256:{found.new.digest}", "extensions": _extensions(found)},
        "rests_on": [f"file sha256:{found.points.digest}", f"file sha256:{found.labels.digest}", ORACLE],
    }
    return dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _extensions(found: Findings) -> list[dict[str, Any]]:
    return [{"row": number, **_entry(one)} for number, one in enumerate(found.made)]


def _entry(one: Extension) -> dict[str, Any]:
    result = one.found
    if isinstance(result, Open):
        return {"status": "undecided", "least_maximum_at_least": str(result.below)}
    if isinstance(result, Obstruction):
        weights = [str(c) for c in result.weights]
        return {"status": "none", "rows": list(result.rows), "weights": weights, "excess": str(result.excess)}
    ends = None if one.ends is None else [[str(end) for end in pair] for pair in one.ends]
    value = [str(entry) for entry in result.point]
    return {"status": "value", "value": value, "slack": str(result.slack), "rows": list(result.rows), "ends": ends}
