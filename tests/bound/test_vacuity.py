"""THM1-VACUITY: its numbers against mpmath, its mutants, and the table made of them."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest

from proofs.size import SIZE
from proofs.table import table
from proofs.vacuity import GAPS, SIZES, VACUITY, WEIGHTS, enclosures
from verify import decide

ROOT = Path(__file__).parents[2]
REPORT = VACUITY[0]


def exact(text: str) -> mpmath.mpf:
    value = Fraction(text)
    return mpmath.mpf(value.numerator) / value.denominator


def test_the_enclosures_are_five_digits_of_the_bound() -> None:
    lines = iter(enclosures())
    with mpmath.workdps(40):
        for eps in GAPS:
            for weight in WEIGHTS:
                for size in SIZES:
                    net = int(size) * mpmath.log(1 + 60 * exact(weight) / exact(eps)) + mpmath.log(80)
                    value = exact(eps) / 512 * mpmath.sqrt(60000 * 784 / net)
                    low, high = (exact(next(lines).rpartition(" ")[2]) for _ in range(2))
                    assert low < value < high
                    assert (high - low) / value < 2 * mpmath.mpf(10) ** -4
    assert next(lines, None) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<= 6839/1000000", "<= 68389/10000000"),
        (">= 68389/10000000", ">= 6839/1000000"),
        ("iff n > 203006", "iff n > 203007"),
        ("iff n > 203006", "iff n > 203005"),
        ("> 60000*(1/2)**2", "<= 60000*(1/2)**2"),
        ("p < 9 implies", "p < 10 implies"),
        ("p >= 9 implies", "p >= 8 implies"),
    ],
)
def test_mutants_are_not_proved(old: str, new: str) -> None:
    """One unit off is too much; of those that concern a single value the falsifier finds the point."""
    assert REPORT.statement is not None
    assert old in REPORT.statement
    (line,) = (row for row in REPORT.statement.split("\n") if old in row)
    mutant = "\n".join(["scalar", "var n in integer [1, oo)", "var p in integer [1, oo)", line.replace(old, new)])
    status = decide(replace(REPORT, statement=mutant)).status
    assert status == "refuted" if "implies" not in old and "iff" not in old else status != "proved"


SMALLER = [  # constants that are too good, or conditions that are too weak
    ("THM1-SIZE/c", "4*B**2*p", "3*B**2*p"),
    ("THM1-SIZE/c", "B >= 1/2 and", "B >= 1/3 and"),
    ("THM1-SIZE/d", "p >= Q**2", "p >= Q"),
    ("THM1-VACUITY/spread/gap", "h < eps/2", "h < 2*eps"),
    ("THM1-VACUITY/side/exact", "log(160)/6", "log(160)/7"),
]


@pytest.mark.parametrize(("id", "old", "new"), SMALLER)
def test_constants_cannot_be_improved(id: str, old: str, new: str) -> None:
    entry = next(entry for entry in [*SIZE, *VACUITY] if entry.id == id)
    assert entry.statement is not None
    assert old in entry.statement
    assert decide(replace(entry, statement=entry.statement.replace(old, new))).status == "refuted"


def test_the_table_is_current() -> None:
    assert (ROOT / "docs" / "vacuity.md").read_text(encoding="utf-8") == table()


def test_the_table_says_what_the_claim_says() -> None:
    """Every threshold of the table stands in the claims, and every digit is one of the claim's."""
    page = table()
    text = "\n".join(entry.statement or "" for entry in VACUITY)
    for count in re.findall(r"\| (\d[\d,]*) \| (?:holds|fails)", page):
        assert f"iff n > {int(count.replace(',', '')) - 1}" in text
    rows = re.findall(r"^\| 1/\d+ \| 10*\b.* \| ([\d,]+|none) \| ([\d,]+|none) \|$", page, re.MULTILINE)
    assert len(rows) == len(GAPS) * len(WEIGHTS)
    for one, fit in rows:
        assert one == "none" or f"p < {int(one) + 1} implies" in text
        assert f"p < {int(fit) + 1} implies" in text
    for digits in re.findall(r"0\.(0*)([1-9]\d{4})\.\.\.", page):
        low = Fraction(int(digits[1]), 10 ** (len(digits[0]) + 5))
        assert f">= {low}" in text
