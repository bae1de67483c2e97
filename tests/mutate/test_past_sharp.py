"""Mutants that are false by construction, since they are past a constant's best value, are refuted at a tenth of the
usual budget."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofs.sharp import TABLE, WITNESSES, Row, scalar
from verify.mutate.campaign import decide
from verify.mutate.edits import FACTORS
from verify.sharpen.best import free_name
from verify.sharpen.parameter import parameter

STRAIGHT = ("split_quarter", "bias_denominator", "square_denominator", "net_growth", "side_condition")


def past(row: Row) -> list[Fraction]:
    """The moves of a mutant that lead past the best value."""
    least = parameter(scalar(row), row.constant).sense == "least"
    return [factor for factor in FACTORS if (factor < 1) == least]


def outcomes(row: Row) -> list[str]:
    chosen = parameter(scalar(row), row.constant)
    best = Fraction(WITNESSES[row.id][free_name(chosen)])
    return [decide(chosen.at(best * factor), {}, None, 0).status for factor in past(row)]


@pytest.mark.parametrize("name", STRAIGHT)
def test_past_its_best_value_a_constant_is_killed(name: str) -> None:
    (row,) = [row for row in TABLE if row.constant == name]
    assert outcomes(row) == ["refuted", "refuted"]


def test_nineteen_in_twenty_are_killed() -> None:
    found = [status for row in TABLE for status in outcomes(row)]
    assert len(found) == 2 * len(TABLE)
    assert "proved" not in found
    assert found.count("refuted") >= 0.95 * len(found)
