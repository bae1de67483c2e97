"""Which mutants a claim has: every small change once, in words that say what was changed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from verify.kernel.parser import parse_term
from verify.library import load
from verify.mutate.edits import moves, places, put
from verify.mutate.mutants import OWN_STEP, Mutant, mutants
from verify.objects.judgements import parse
from verify.printing import show
from verify.statement import Claim, claim, unencoded

LIBRARY = load()


def stated(*lines: str, **fields: object) -> Claim:
    return claim(list(lines), id="C", **fields)  # type: ignore[arg-type]


def told(found: list[Mutant], kind: str) -> list[str]:
    return [mutant.what for mutant in found if mutant.kind == kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x + 1", [("1", False)]),
        ("8**3*x", [("512", False)]),
        ("x**2", [("2", True)]),
        ("x**(1/2)", [("1/2", True)]),
        ("2**x", [("2", False)]),
        ("0*x", []),
        ("exp(-2*x/3)", [("-2", False), ("3", False)]),
        ("3/4 + 1/(x - 5)", [("3/4", False), ("1", False), ("-5", False)]),
    ],
)
def test_the_numbers_of_a_term(text: str, found: list[tuple[str, bool]]) -> None:
    every = [(str(place.value), place.exponent) for place in places(parse_term(text))]
    assert sorted(every) == sorted(found)


def test_a_number_is_moved_where_it_stands() -> None:
    term = parse_term("3*x**2 + 3")
    moved = [show(put(term, move.place.path, move.new)) for move in moves(term)]
    assert "3*x**3 + 3" in moved
    assert "3*x**1 + 3" in moved
    assert "6*x**2 + 3" in moved
    assert "3*x**2 + 6" in moved
    assert len(moved) == len(set(moved)) == 10


def test_the_mutants_of_a_scalar_claim() -> None:
    found = mutants(stated("x**2 <= 4*x", vars={"x": "[0, 4]", "n": "integer [1, oo)"}, given=["x >= 1/n"]))
    assert told(found, "strict") == ["goal 1: strict"]
    assert told(found, "reversed") == ["goal 1: reversed"]
    assert told(found, "exponent") == ["goal 1: exponent 2 -> 3", "goal 1: exponent 2 -> 1"]
    assert told(found, "hypothesis") == ["without given x >= 1/n"]
    assert "x in (-oo, 4] in place of [0, 4]" in told(found, "domain")
    assert "n in integer [0, oo) in place of integer [1, oo)" in told(found, "domain")
    assert "goal 1: constant 4 -> 101/25" in told(found, "constant")
    assert len({mutant.claim.statement for mutant in found}) == len(found)


def test_antecedents_are_hypotheses() -> None:
    found = mutants(stated("x > 1 and x < 2 implies x**2 < 4", vars={"x": "(0, oo)"}))
    assert told(found, "hypothesis") == ["goal 1: without x > 1", "goal 1: without x < 2"]
    single = mutants(stated("x > 1 implies x**2 > 1", vars={"x": "(0, oo)"}))
    (without,) = [mutant for mutant in single if mutant.kind == "hypothesis"]
    assert (without.claim.statement or "").endswith("claim x**2 > 1")


def test_a_mutant_of_one_goal_says_that_goal_alone() -> None:
    found = mutants(stated("x <= 5", "x**2 <= 26", vars={"x": "[0, 5]"}))
    of_goals = [mutant for mutant in found if mutant.place.startswith("goal 2")]
    assert of_goals
    assert all((mutant.claim.statement or "").count("claim ") == 1 for mutant in of_goals)
    of_domain = [mutant for mutant in found if mutant.kind == "domain"]
    assert all((mutant.claim.statement or "").count("claim ") == 2 for mutant in of_domain)


def test_goals_that_share_a_witness_stay_together() -> None:
    found = mutants(
        stated("x < y", "y <= x + 2", vars={"x": "[0, 5]"}, exists={"y": "(-oo, oo)"}, witness={"y": "x + 1"})
    )
    of_goals = [mutant for mutant in found if mutant.place.startswith("goal")]
    assert of_goals
    assert all((mutant.claim.statement or "").count("claim ") == 2 for mutant in of_goals)


def test_a_last_step_that_weakens_leads_to_the_mutant() -> None:
    claim = next(
        c
        for c in LIBRARY.claims
        if c.kind == "construction" and c.hints.steps and c.hints.steps[-1]["rule"] == "weaken-below"
    )
    found = [mutant for mutant in mutants(claim) if mutant.place.startswith("conclusion: number")]
    assert found
    for mutant in found:
        assert len(mutant.claim.hints.steps) == len(claim.hints.steps)
        assert mutant.claim.hints.steps[-1] != claim.hints.steps[-1]


def test_a_named_constant_moves_wherever_it_stands() -> None:
    found = [m for m in mutants(LIBRARY.by_id["DER-Z2"]) if m.place == "constant square_denominator"]
    assert [mutant.what for mutant in found] == [
        f"square_denominator times {f}" for f in ("101/100", "99/100", "2", "1/2")
    ]
    assert [mutant.up for mutant in found] == [True, False, True, False]
    before = LIBRARY.by_id["DER-Z2"].hints.steps
    assert all(mutant.claim.statement != LIBRARY.by_id["DER-Z2"].statement for mutant in found)
    assert all(len(mutant.claim.hints.steps) == len(before) for mutant in found)


def test_another_number_of_a_bound_asks_for_a_last_step() -> None:
    claim = next(
        c
        for c in LIBRARY.claims
        if c.kind == "derivation"
        and c.hints.steps
        and c.hints.steps[-1]["rule"] not in ("weaken", "lemma")
        and parse(c.statement or "").one("conclude")[1] == "<="
    )
    found = [m for m in mutants(claim) if m.place.startswith("conclusion: number")]
    assert found
    for mutant in found:
        assert mutant.claim.hints.steps[-1]["name"] == OWN_STEP
        assert mutant.claim.hints.steps[-1]["rule"] == "weaken"


def test_what_is_not_stated_has_none() -> None:
    assert mutants(unencoded("C", source="", says="")) == []


def test_moves_say_what_they_do() -> None:
    (up, *_) = moves(parse_term("5*x"))
    assert str(up) == "constant 5 -> 101/20"
    assert up.new == Fraction(101, 20)
    assert up.up
