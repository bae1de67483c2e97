"""The law of the paper at random values, against mpmath and against the formula solved by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.bound import LAW
from proofs.notation import LIPSCHITZ_BOUND, SIDE_CONDITION
from verify.library import load, packaged
from verify.lock import read_lock
from verify.numerics import law as laws
from verify.numerics.closed import likely
from verify.numerics.law import crossing, finding
from verify.numerics.rough import guess
from verify.numerics.values import read
from verify.printing import show
from verify.statement import parse_relation, parse_term

DEFAULTS = {"eps": "1/10", "delta": "1/20", "c": "1", "k": "1", "W": "1", "J": "1"}


def bound(v: dict[str, Fraction]) -> Any:
    """Theorem 3's right-hand side, written again."""
    x = {name: mpmath.mpf(value.numerator) / value.denominator for name, value in v.items()}
    net = x["p"] * mpmath.log1p(60 * x["W"] * x["J"] / x["eps"]) + mpmath.log(4 / x["delta"])
    return x["eps"] / (512 * mpmath.sqrt(x["c"])) * mpmath.sqrt(x["n"] * x["d"] / net)


def number(value: Fraction) -> Any:
    return mpmath.mpf(value.numerator) / value.denominator


counts = st.integers(1, 10**9)
gaps = st.fractions(Fraction(1, 1000), Fraction(999, 1000), max_denominator=1000)
sizes = st.fractions(0, 10**6, max_denominator=100)


@given(n=counts, d=counts, p=counts, eps=gaps, delta=gaps, c=sizes, k=st.integers(1, 99), W=sizes, J=sizes)
@settings(max_examples=12)
def test_random_values(**numbers: Any) -> None:
    numbers["c"] += 1
    numbers["W"] += Fraction(1, 7)
    numbers["J"] += Fraction(1, 7)
    values = read(LAW, {name: str(value) for name, value in numbers.items()})
    found = finding(LAW, values, 12)
    with mpmath.workdps(50):
        expected = bound(values)
        assert number(found.bound.low) <= expected <= number(found.bound.high)
        left = 10**4 * values["k"] * mpmath.log(8 * number(values["k"] / values["delta"]))
        right = number(values["n"] * values["eps"] ** 2)
        assert found.applies == bool(left <= right)
        assert number(found.condition.left.low) <= left <= number(found.condition.left.high)
        for entry in found.levels:
            assert entry.exceeds == bool(expected > number(entry.value.low))
        samples, one, half = (entry.value for entry in found.least)
        assert samples == max(1, int(mpmath.ceil(left / number(values["eps"] ** 2))))
        for value, level in ((one, Fraction(1)), (half, values["eps"] / 2)):
            budget = number(values["eps"] ** 2 * values["n"] * values["d"] / (2**18 * values["c"] * level**2))
            rate = mpmath.log1p(60 * number(values["W"] * values["J"] / values["eps"]))
            assert value == max(1, int(mpmath.ceil((budget - mpmath.log(4 / number(values["delta"]))) / rate)))


def test_the_formula_is_the_one_of_the_claim() -> None:
    """The bound and the condition stand, as they are, in the statement of DER-THM3/core."""
    statement = load(packaged()).by_id["DER-THM3/core"].statement or ""
    assert (LAW.bound, LAW.condition) == (LIPSCHITZ_BOUND, SIDE_CONDITION)
    assert f"given L <= {show(parse_term(LAW.bound))}" in statement.split("\n")
    assert f"given {LAW.condition}" in statement.split("\n")


def test_what_leastness_rests_on_is_proved() -> None:
    locked = read_lock(packaged() / "claims.lock") or {}
    assert {entry.because for entry in LAW.least} == {"THM1-VACUITY/monotone"}
    assert locked["THM1-VACUITY/monotone"].verdict == "proved"


def test_a_net_of_one_point() -> None:
    """With W = 0 the bound does not depend on p, so no p brings it down to 1."""
    found = finding(LAW, read(LAW, {"n": "6e4", "d": "784", "p": "2", "eps": "1/2", "W": "0"}), 5)
    assert [entry.value for entry in found.least] == [203007, None, None]
    for entry in found.least[1:]:
        assert entry.at is None
        assert entry.below is not None
        assert not entry.below.holds


def test_floating_point_only_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess that is always wrong costs time, not the answer."""
    values = read(LAW, DEFAULTS | {"n": "60000", "d": "784", "p": "1", "eps": "1/2"})
    expected = [crossing(entry, LAW, values) for entry in LAW.least]
    assert expected == [203007, 9, 149]
    for lie in (True, False):
        monkeypatch.setattr(laws, "guess", lambda relation, lie=lie: lie)
        assert [crossing(entry, LAW, values) for entry in LAW.least] == expected


@given(digits=st.integers(1, 10**15), near=st.integers(-2, 2))
@settings(max_examples=50)
def test_floating_point_agrees_with_enclosures(digits: int, near: int) -> None:
    relation = parse_relation(f"exp(log({digits})/2)*sqrt({digits}) - abs(-1) <= {digits} + {near}*10**3")
    assert guess(relation) in (None, likely(relation))
    assert guess(parse_relation(f"erf({digits}) <= 1")) is None
    assert guess(parse_relation(f"log(-{digits}) <= exp(10**9)")) is None


def test_a_wrong_crossing_is_not_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    values = read(LAW, DEFAULTS | {"n": "60000", "d": "784", "p": "1", "eps": "1/2"})
    monkeypatch.setattr(laws, "crossing", lambda *_: 7)
    with pytest.raises(ArithmeticError):
        finding(LAW, values, 5)
