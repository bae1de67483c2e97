"""No demand of the rules about points and bumps can be dropped: without it the kernel would accept something false."""

from __future__ import annotations

import pytest

from tests.constructions.bump_rows import ROWS, Row
from tests.constructions.euclid import holds
from tests.constructions.steps import made, without
from verify.decide import decide_claim
from verify.kernel.terms import Term
from verify.objects.judgements import judgement
from verify.printing import show
from verify.statement import Claim, construction
from verify.steps import step


def name(row: Row) -> str:
    return f"{row.rule}-{row.drop[0]}-{row.drop[1]}"


def conclusion(row: Row) -> Term:
    """What the rule concludes without the demand."""
    with without(row.rule, row.drop):
        return made(row.rule, row.declare, row.assume, **row.parameters)[1]


def claim(row: Row) -> Claim:
    steps = [step("s", row.rule, *row.assume, **row.parameters)]
    return construction(
        "FALSE", vars={}, declare=row.declare, assume=row.assume, conclude=show(conclusion(row)), steps=steps
    )


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_without_the_demand_something_false_is_proved(row: Row) -> None:
    false = claim(row)
    whole = decide_claim(false)
    assert whole.status == "undecided"
    assert whole.message.startswith("step s")
    with without(row.rule, row.drop):
        verdict = decide_claim(false)
    if verdict.status != "proved":  # it is not what a claim can say, but the step goes through
        assert verdict.message.startswith(("the last step gives", "no proof that a term is defined")), verdict.message


@pytest.mark.parametrize("row", [row for row in ROWS if not row.because], ids=name)
def test_it_is_false(row: Row) -> None:
    assert all(holds(judgement(line), row.objects) for line in row.assume)
    assert not holds(conclusion(row), row.objects)
