"""Budgets of a search: what is done with the kernel's polynomials costs units, wherever it is done."""

from __future__ import annotations

from verify.kernel.parser import parse_relation
from verify.kernel.polynomials import Work
from verify.kernel.state import Reader, Sequent, State
from verify.prove.engine import FAILED, WORK_PER_UNIT, Engine, Node


def open_question() -> Sequent:
    reader = Reader(State().declare("x"))
    return reader.state.goal(*reader.relation(parse_relation("x**4 - x**2 + 1 >= 0")))


def test_what_a_tactic_does_itself_is_limited_and_paid_for() -> None:
    allowed: list[int] = []

    def costly(engine: Engine, sequent: Sequent, depth: int) -> Node:
        allowed.append(Work.limit - Work.spent)
        Work.spend(Work.limit)  # the kernel refuses to go on
        return FAILED

    engine = Engine([costly, costly], 10)
    assert engine.prove(open_question()) is FAILED
    assert allowed == [9 * WORK_PER_UNIT]  # the second one finds nothing left
    assert engine.spent > engine.budget
    assert Work.spent == 0


def test_what_a_search_within_a_tactic_costs_is_paid_once() -> None:
    def nested(engine: Engine, sequent: Sequent, depth: int) -> Node:
        Work.spend(WORK_PER_UNIT)
        with engine.paid():
            Work.spend(2 * WORK_PER_UNIT)
        Work.spend(3 * WORK_PER_UNIT)
        return FAILED

    engine = Engine([nested], 10)
    assert engine.prove(open_question()) is FAILED
    assert 6 <= engine.spent <= 7  # its node, and 5: what went before the inner search is forgotten
    assert Work.spent == 0


def test_a_rule_is_refused_what_is_not_left() -> None:
    engine = Engine([], 10)
    engine.spent = 8
    with engine.paid():
        assert Work.limit - Work.spent == 2 * WORK_PER_UNIT
    assert engine.spent == 8
