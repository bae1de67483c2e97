"""Values of parameters: exact, through each other, and refused with a line that says why."""

from __future__ import annotations

from fractions import Fraction

import pytest

from verify.law import Law, Least, Level, Parameter, Picture
from verify.numerics.values import ValueFault, read
from verify.statement import ClaimError

LAW = Law(
    "Lemma 1",
    "an example",
    "X",
    "n/(x + 1)",
    "x <= n",
    (
        Parameter("n", "integer [1, oo)", "count"),
        Parameter("x", "(0, 1]", "fraction", "1/2"),
        Parameter("m", "integer [0, 9]", "another", "0"),
    ),
)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"n": "6e4"}, {"n": 60000, "x": Fraction(1, 2), "m": 0}),
        ({"n": "10*m", "m": "3"}, {"n": 30, "x": Fraction(1, 2), "m": 3}),
        ({"n": "2**9 - 1", "x": "1/n"}, {"n": 511, "x": Fraction(1, 511), "m": 0}),
        ({"n": "1", "x": "0.05"}, {"n": 1, "x": Fraction(1, 20), "m": 0}),
        ({"n": "(-1)**900 + 1**999999999"}, {"n": 2, "x": Fraction(1, 2), "m": 0}),
    ],
)
def test_values(texts: dict[str, str], expected: dict[str, object]) -> None:
    assert read(LAW, texts) == expected


@pytest.mark.parametrize(
    ("texts", "name", "fault"),
    [
        ({}, "n", "a value is needed (count)"),
        ({"n": "5/2"}, "n", "not an integer"),
        ({"n": "0"}, "n", "outside integer [1, oo)"),
        ({"n": "1", "x": "0"}, "x", "outside (0, 1]"),
        ({"n": "1", "x": "1.001"}, "x", "outside (0, 1]"),
        ({"n": "sqrt(4)"}, "n", "exact rational"),
        ({"n": "pi"}, "n", "exact rational"),
        ({"n": "4**(1/2)"}, "n", "integer exponents"),
        ({"n": "1/(m - m)"}, "n", "division by 0"),
        ({"n": "0**(-1)"}, "n", "division by 0"),
        ({"n": "10**1000"}, "n", "bits"),
        ({"n": "2**(10**900)"}, "n", "bits"),
        ({"n": "q + 1"}, "n", "q is no parameter"),
        ({"n": "n"}, "n", "circle"),
        ({"n": "m", "m": "n"}, "n", "circle"),
        ({"n": "6^4"}, "n", "'^'"),
        ({"n": "nan"}, "n", "not a term"),
        ({"n": "1_000"}, "n", "decimal number"),
        ({"n": ""}, "n", "not an expression"),
    ],
)
def test_faults(texts: dict[str, str], name: str, fault: str) -> None:
    with pytest.raises(ValueFault) as caught:
        read(LAW, texts)
    assert caught.value.parameter == name
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"bound": "n/(z + 1)"},
        {"condition": "x <= z"},
        {"condition": "x"},
        {"bound": "n/("},
        {"levels": (Level("z", ""),)},
        {"least": (Least("x", "x >= 1", "", ""),)},
        {"least": (Least("z", "x >= 1", "", ""),)},
        {"picture": Picture("z", "1", "2")},
        {"parameters": (Parameter("n", "[2, 1]", ""), Parameter("x", "(0, 1)", ""))},
    ],
)
def test_laws_that_cannot_be_read(change: dict[str, object]) -> None:
    fields = {
        name: getattr(LAW, name) for name in ("name", "says", "quantity", "bound", "condition", "parameters")
    } | change
    with pytest.raises(ClaimError):
        Law(**fields)  # type: ignore[arg-type]
