"""A law at given values, as text of 80 columns and as JSON; exact numbers are text."""

from __future__ import annotations

from fractions import Fraction
from json import dumps
from textwrap import wrap
from typing import Any

from verify.kernel.parser import parse_term
from verify.numerics.closed import Digits
from verify.numerics.law import FARTHEST, Against, Compared, Finding, Found
from verify.printing import show
from verify.report.digits import decimal
from verify.verdict import SCHEMA_VERSION

WIDTH = 80
LABEL = 11  # columns of the first word of a row
SPACE = "\N{NO-BREAK SPACE}"  # within an equation, until lines are broken


def text(found: Finding) -> str:
    """The report for people."""
    law = found.law
    given = ", ".join(f"{name}{SPACE}={SPACE}{value}" for name, value in found.values.items())
    rows = [*wrap(f"{law.name}: {law.says}", WIDTH), "", *_row("at", given), ""]
    rows += _row("bound", decimal(found.bound))
    rows += _row("", show(parse_term(law.bound)))
    rows += _row("condition", f"{'holds' if found.applies else 'fails'}: {_sides(found.condition)}")
    rows += _row("", found.condition.relation)
    rows += [*_row("so", conclusion(found)), ""]
    for number, entry in enumerate(found.levels):
        rows += _row("" if number else "compared", _against(entry))
    rows += [""] if found.least else []
    for entry_found in found.least:
        rows += _row(f"least {entry_found.least.parameter}", _least(entry_found))
    rows += ["", *wrap(_closing(found), WIDTH)]
    return "\n".join(rows) + "\n"


def conclusion(found: Finding) -> str:
    """What the law says here, in one sentence: between which two levels the bound lies."""
    law = found.law
    if not found.applies:
        return f"{law.name} says nothing here: its condition fails"
    above = [entry for entry in found.levels if not entry.exceeds]
    below = [entry for entry in found.levels if entry.exceeds]
    parts = [f"{law.name} says that {law.quantity} is at least {decimal(found.bound)}"]
    if below:
        parts.append(f"more than {_term(max(below, key=_value))}")
    if above:
        parts.append(f"not more than {_term(min(above, key=_value))}")
    return ", ".join(parts)


def _value(entry: Against) -> Fraction:
    return entry.value.low


def _term(entry: Against) -> str:
    return show(parse_term(entry.level.term))


def _row(label: str, said: str) -> list[str]:
    space = " " * LABEL
    rows = wrap(said, WIDTH, initial_indent=f"{label:<{LABEL}}", subsequent_indent=space, break_on_hyphens=False)
    return [row.replace(SPACE, " ") for row in rows]


def _sides(entry: Compared) -> str:
    return f"{decimal(entry.left)} {_sign(entry)} {decimal(entry.right)}"


def _sign(entry: Compared) -> str:
    operator = next(part for part in entry.relation.split() if part in ("<", "<=", ">", ">="))
    return operator if entry.holds else {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}[operator]


def _against(entry: Against) -> str:
    term, value = _term(entry), decimal(entry.value)
    word = "more than" if entry.exceeds else "not more than"
    return f"{word} {term}{'' if term == value else f' = {value}'}: {entry.level.says}"


def _least(entry: Found) -> str:
    if entry.value is None:
        there = f" (there: {_sides(entry.below)})" if entry.below is not None else ""
        return f"none up to 2**{FARTHEST.bit_length() - 1}: {entry.least.says}{there}"
    rows = [(entry.value - 1, entry.below), (entry.value, entry.at)]
    sides = "; ".join(f"at {value}: {_sides(side)}" for value, side in rows if side is not None)
    return f"{entry.value}: {entry.least.says} ({sides})"


def _closing(found: Finding) -> str:
    because = ", ".join(sorted({entry.least.because for entry in found.least}))
    rest = f" That a value is the least rests on {because}." if because else ""
    return (
        "Every digit and every comparison was accepted by the kernel; a number that ends in ... goes on, "
        f"and is rounded down.{rest}"
    )


def json(found: Finding) -> str:
    """The machine-readable report; ``enclosure`` holds exact rational ends."""
    law = found.law
    document = {
        "schema_version": SCHEMA_VERSION,
        "law": law.name,
        "says": law.says,
        "parameters": {name: str(value) for name, value in found.values.items()},
        "bound": {"quantity": law.quantity, "term": law.bound, **number(found.bound)},
        "condition": _compared(found.condition),
        "applies": found.applies,
        "levels": [
            {"term": e.level.term, "says": e.level.says, **number(e.value), "exceeded": e.exceeds} for e in found.levels
        ],
        "least": [_found(entry) for entry in found.least],
    }
    return dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def number(value: Digits) -> dict[str, Any]:
    """The digits as shown, and the enclosure that the kernel accepts."""
    return {"value": decimal(value), "enclosure": [str(value.low), str(value.high)], "exact": value.exact}


def _compared(entry: Compared) -> dict[str, Any]:
    return {
        "relation": entry.relation,
        "holds": entry.holds,
        "lhs": number(entry.left),
        "rhs": number(entry.right),
    }


def _found(entry: Found) -> dict[str, Any]:
    return {
        "parameter": entry.least.parameter,
        "relation": entry.least.relation,
        "says": entry.least.says,
        "value": None if entry.value is None else str(entry.value),
        "below": entry.below and _compared(entry.below),
        "at": entry.at and _compared(entry.at),
        "rests_on": [entry.least.because],
    }
