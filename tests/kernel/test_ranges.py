"""Ranges of variables and atoms over a state, and what the default strategy says there."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.kernel.intervals import MINUS, PLUS, WHOLE, Interval, end
from verify.kernel.parser import parse_domain, parse_relation, parse_term
from verify.kernel.rules.points import extend
from verify.kernel.rules.ranges import bounds
from verify.kernel.state import Reader, State


def state_of(domains: str, *given: str) -> State:
    names = [part.strip().split(" in ") for part in domains.split(";")]
    reader = Reader(extend(State(), [(name, parse_domain(domain)) for name, domain in names]))
    for text in given:
        reader.assume(parse_relation(text))
    assert not reader.open
    return reader.state


def range_of(text: str, domains: str, *given: str) -> Interval:
    reader = Reader(state_of(domains, *given))
    (name,) = reader.term(parse_term(text)).generators()
    return bounds(reader.state, name)


RANGES = [
    ("x", "x in (0, 1]", (), Interval(end(0, True), end(1))),
    ("x", "x in (-oo, oo)", (), WHOLE),
    ("x", "x in (0, 1]", ("x < 1/2",), Interval(end(0, True), end(Fraction(1, 2), True))),
    ("x", "x in (0, 1]", ("3*x >= 1",), Interval(end(Fraction(1, 3)), end(1))),
    ("x", "x in (0, 1]", ("x != 1",), Interval(end(0, True), end(1))),
    ("x", "x in (0, 1]", ("2*x == 1",), Interval(end(Fraction(1, 2)), end(Fraction(1, 2)))),
    ("x", "x in (0, 1]; y in [0, 1]", ("x*y >= 1",), Interval(end(0, True), end(1))),
    ("n", "n in integer [1, oo)", (), Interval(end(1), PLUS)),
    ("n", "n in integer [1, oo)", ("n > 1",), Interval(end(2), PLUS)),
    ("n", "n in integer [1, oo)", ("2*n > 3",), Interval(end(2), PLUS)),
    ("n", "n in integer [1, oo)", ("2*n < 7",), Interval(end(1), end(3))),
    ("n", "n in integer (-oo, oo)", ("n <= -1/2",), Interval(MINUS, end(-1))),
    ("exp(x)", "x in (-oo, 0]", (), Interval(end(0, True), end(1))),
    ("exp(x)", "x in (0, oo)", (), Interval(end(1, True), PLUS)),
    ("log(x)", "x in (0, 1]", (), Interval(MINUS, end(0))),
    ("log(1 + x)", "x in [0, oo)", (), Interval(end(0), PLUS)),
    ("sqrt(x)", "x in [0, 4)", (), Interval(end(0), end(2, True))),
    ("abs(x)", "x in [-2, 1]", (), Interval(end(0), end(2))),
    ("max(x, y)", "x in [0, 1]; y in [1/2, 3)", (), Interval(end(Fraction(1, 2)), end(3, True))),
    ("min(x, y)", "x in [0, 1]; y in [1/2, 3)", (), Interval(end(0), end(1))),
    ("sin(x)", "x in [0, 1]", (), Interval(end(-1), end(1))),
    ("exp(x - y)", "x in [0, 1]; y in [0, 1]", (), None),
]


@pytest.mark.parametrize(("term", "domains", "given", "expected"), RANGES)
def test_ranges(term: str, domains: str, given: tuple[str, ...], expected: Interval | None) -> None:
    if expected is None:  # a product of two atoms
        with pytest.raises(ValueError):
            range_of(term, domains, *given)
    else:
        assert range_of(term, domains, *given) == expected


def test_exp_compares_with_1_as_its_argument_with_0() -> None:
    found = range_of("exp(x*y)", "x in [0, oo); y in [0, oo)")
    assert found.above(1) == ">="
    found = range_of("exp(x*y)", "x in (0, oo); y in (0, oo)")
    assert found.above(1) == ">"


def test_a_fact_that_is_forgotten_says_nothing() -> None:
    state = state_of("x in (-oo, oo); y in (-oo, oo)", "x >= 1", "x + y >= 0", "y <= 2")
    assert len(state.facts) == 3
    assert [str(f.relation) for f in state.without("x").facts] == [">="]
    assert bounds(state.without("y"), "x") == Interval(end(1), PLUS)


def test_definedness_is_forgotten_with_its_reason() -> None:
    """log(y) is defined because y >= x > 0; without x it is not."""
    reader = Reader(state_of("x in (0, oo); y in (-oo, oo)", "y > 0"))
    reader.assume(parse_relation("log(y) >= 1"))
    assert not reader.open
    assert len(reader.state.without("x").facts) == 2
    reader = Reader(state_of("x in (0, oo); y in (-oo, oo)", "x*y > 0"))
    reader.assume(parse_relation("log(x*y) >= x*y"))
    assert len(reader.state.without("x").facts) == 0


MEMBERS = st.fractions(min_value=-5, max_value=5, max_denominator=6)


@given(
    MEMBERS,
    MEMBERS,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["x**2", "x**3 - x", "abs(x)", "max(x, 1)", "min(x, x**2)"]),
)
def test_the_default_strategy_says_nothing_false(a: Fraction, b: Fraction, left: bool, right: bool, text: str) -> None:
    """Whatever it shows on an interval holds at rational points of it."""
    lo, hi = sorted((a, b))
    left, right = (left, right) if lo < hi else (False, False)
    domain = f"{'(' if left else '['}{lo}, {hi}{')' if right else ']'}"
    values = {"x**2": lambda x: x**2, "x**3 - x": lambda x: x**3 - x, "abs(x)": abs, "max(x, 1)": lambda x: max(x, 1)}
    function = values.get(text, lambda x: min(x, x**2))
    inside = [lo] * (not left) + [hi] * (not right) + [lo + (hi - lo) * Fraction(k, 12) for k in range(1, 12)]
    for bound in (Fraction(-1), Fraction(0), Fraction(1), lo, hi):
        for relation, holds in ((">=", lambda v: v >= 0), (">", lambda v: v > 0), ("==", lambda v: v == 0)):
            reader = Reader(state_of(f"x in {domain}"))
            goal = reader.relation(parse_relation(f"{text} {relation} {bound}"))
            if reader.state.shows(*goal):
                assert all(holds(function(x) - bound) for x in inside)
