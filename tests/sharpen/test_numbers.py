"""Simple numbers near numbers: against enumeration; closed forms are recognised, random numbers are not."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.kernel.parser import parse_term
from verify.sharpen.forms import closed_forms
from verify.sharpen.numbers import rational_value, recognised, rounded, simplest

FRACTIONS = st.fractions(min_value=-20, max_value=20, max_denominator=400)


@given(FRACTIONS, FRACTIONS)
def test_the_simplest_rational(a: Fraction, b: Fraction) -> None:
    low, high = min(a, b), max(a, b)
    found = simplest(low, high)
    assert low <= found <= high
    for denominator in range(1, found.denominator):
        assert -((-low * denominator) // 1) > (high * denominator) // 1, "a simpler one exists"


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (0.36787944117144233, "exp(-1)"),
        (2.0**0.5, "sqrt(2)"),
        ((2 / 3) ** 0.5, "sqrt(2/3)"),
        (288 - 1e-11, "288"),
        (-1 / 3, "-1/3"),
        (3.141592653589793 / 2, "1/2*pi"),
        (0.6931471805599453, "log(2)"),
    ],
)
def test_closed_forms(value: float, form: str) -> None:
    assert closed_forms(Fraction(value))[0] == form
    parse_term(form)


def test_a_random_number_has_no_form() -> None:
    values = np.random.default_rng(0).uniform(0.1, 10, 200)
    assert sum(bool(recognised(Fraction(float(value)))) for value in values) <= 5


@pytest.mark.parametrize(("text", "value"), [("10**4", 10000), ("1/2**9", Fraction(1, 512)), ("-(3 - 1/2)", -2.5)])
def test_rational_terms(text: str, value: object) -> None:
    assert rational_value(parse_term(text)) == value


@pytest.mark.parametrize("text", ["sqrt(4)", "x", "2**(1/2)", "1/(1 - 1)", "10**10**10", "0**(-1)", "pi"])
def test_terms_that_are_not_rational(text: str) -> None:
    assert rational_value(parse_term(text)) is None


@given(st.fractions().filter(bool), st.integers(-4000, 4000))
def test_rounded_numbers_are_short_and_near(value: Fraction, power: int) -> None:
    value *= Fraction(3) ** power
    near = rounded(value)
    assert abs(near / value - 1) <= Fraction(1, 2**126)
    odd = abs(near.numerator)
    while odd % 2 == 0:
        odd //= 2
    assert odd.bit_length() <= 130
    assert near.denominator & (near.denominator - 1) == 0
    assert rounded(Fraction(0)) == 0
