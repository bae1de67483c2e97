"""Closed terms against mpmath at 60 digits; what cannot be decided is not answered."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.kernel.parser import parse_relation, parse_term
from verify.numerics import closed
from verify.numerics.closed import Digits, OpenError, digits, leading, likely, shown, true

TERMS = {
    "pi": lambda: mpmath.pi,
    "sqrt(2)*log(3)": lambda: mpmath.sqrt(2) * mpmath.log(3),
    "-exp(-50)": lambda: -mpmath.exp(-50),
    "exp(100)/7": lambda: mpmath.exp(100) / 7,
    "log(1 + 1/10**30)": lambda: mpmath.log1p(mpmath.mpf(10) ** -30),
    "sqrt(log(160)/6)": lambda: mpmath.sqrt(mpmath.log(160) / 6),
}


@pytest.mark.parametrize("text", TERMS)
@pytest.mark.parametrize("count", [1, 5, 30])
def test_digits_agree_with_mpmath(text: str, count: int) -> None:
    with mpmath.workdps(80):
        expected = TERMS[text]()
        found = digits(parse_term(text), count)
        assert mpmath.mpf(found.low.numerator) / found.low.denominator <= expected
        assert expected <= mpmath.mpf(found.high.numerator) / found.high.denominator
    assert found.high - found.low == Fraction(10) ** found.unit
    assert len(str(abs(int(found.low / Fraction(10) ** found.unit)))) in (count, count + 1)


@given(a=st.integers(1, 10**12), b=st.integers(1, 10**6), gap=st.integers(-3, 3))
@settings(max_examples=25)
def test_comparisons_agree_with_mpmath(a: int, b: int, gap: int) -> None:
    """log(a) sqrt(b) against a rational within three units of its 20th decimal."""
    with mpmath.workdps(60):
        value = mpmath.log(a + 1) * mpmath.sqrt(b)
        near = Fraction(int(mpmath.floor(value * 10**20)) + gap, 10**20)
        expected = value < mpmath.mpf(near.numerator) / near.denominator
    relation = f"log({a} + 1)*sqrt({b}) < {near}"
    assert true(parse_relation(relation)) == bool(expected)


@pytest.mark.parametrize(("text", "value"), [("sqrt(4/9)", "2/3"), ("log(1)", "0"), ("1/2**3", "1/8")])
def test_exact_values_are_exact(text: str, value: str) -> None:
    assert digits(parse_term(text), 10) == Digits(Fraction(value), Fraction(value), 0)
    assert true(parse_relation(f"{text} <= {value}"))
    assert not true(parse_relation(f"{text} < {value}"))


@pytest.mark.parametrize(
    "text", ["log(-1)", "1/0", "sqrt(-1)", "sqrt(log(1/2))", "log(sqrt(2)*sqrt(3) - sqrt(6))", "erf(1)"]
)
def test_undefined_terms_have_no_digits(text: str) -> None:
    with pytest.raises(OpenError):
        digits(parse_term(text), 5)
    with pytest.raises(OpenError):
        true(parse_relation(f"{text} <= 1"))


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">="])
def test_equal_irrational_values_stay_open(operator: str) -> None:
    relation = parse_relation(f"log(2) + log(3) {operator} log(6)")
    assert likely(relation) is None
    with pytest.raises(OpenError):
        true(relation)


def test_equations_are_refused() -> None:
    with pytest.raises(ValueError):
        true(parse_relation("1 == 1"))


def test_the_kernel_has_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong guess, or a wrong digit, is not returned."""
    assert not shown(["claim log(2) >= 7/10"])
    assert not shown(["term log(2)", "in [0, 69/100]"], "value")
    assert shown(["term log(2)", "in [69/100, 7/10]"], "value")
    right = leading(parse_term("log(2)"), 3)
    wrong = Digits(right.low + Fraction(1, 1000), right.high + Fraction(1, 1000), right.unit)
    monkeypatch.setattr(closed, "leading", lambda term, count: wrong)
    monkeypatch.setattr(closed, "likely", lambda relation: True)
    with pytest.raises(OpenError):
        digits(parse_term("log(2)"), 3)
    with pytest.raises(OpenError):
        true(parse_relation("log(2) > 1"))
