"""The normal form of a term has the term's value, wherever its conditions hold; equal names mean equal values.

Values are computed at high precision by ``tests/fuzz/oracle.py``, which knows nothing of atoms.
"""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.oracle import Undefined, Unknown, evaluate, number
from verify.kernel.atoms import Converter, Quotient, quotient_text
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_term
from verify.kernel.polynomials import Work
from verify.kernel.rules.derivatives import derivative
from verify.kernel.rules.replacement import replaced
from verify.kernel.state import State
from verify.kernel.terms import Term, num

LEAVES = ("x", "y", "1", "2", "-3", "1/2", "10", "log(10)", "log(x)", "exp(y)", "sqrt(x)", "pi", "E")
leaves = st.sampled_from(LEAVES)


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, inner)
    powers = st.sampled_from(["2", "-1", "-2", "1/2", "-3/2", "2/3", "y", "-x", "0"])
    return st.one_of(
        pairs.map(lambda p: f"({p[0]} + {p[1]})"),
        pairs.map(lambda p: f"({p[0]} - {p[1]})"),
        pairs.map(lambda p: f"({p[0]})*({p[1]})"),
        pairs.map(lambda p: f"({p[0]})/({p[1]})"),
        st.tuples(inner, powers).map(lambda p: f"({p[0]})**({p[1]})"),
        st.tuples(st.sampled_from(["exp", "log", "sqrt", "abs", "sin", "cos", "tanh", "atan"]), inner).map(
            lambda p: f"{p[0]}({p[1]})"
        ),
        pairs.map(lambda p: f"max({p[0]}, {p[1]})"),
    )


terms = st.recursive(leaves, compound, max_leaves=6)
POINTS = [(Fraction(1, 3), Fraction(2)), (Fraction(5, 2), Fraction(-3, 4)), (Fraction(7), Fraction(1, 9))]


def value(term: Term, x: Fraction, y: Fraction) -> mpmath.mpf | None:
    """The value at a point, None where there is none or the evaluation does not decide."""
    try:
        found = evaluate(term, {"x": number(x), "y": number(y)})
    except (Undefined, Unknown, OverflowError):
        return None
    return found if mpmath.isfinite(found) and abs(found) < mpmath.mpf(10) ** 200 else None


def same(a: mpmath.mpf | None, b: mpmath.mpf | None) -> bool:
    if a is None or b is None:
        return True
    return bool(abs(a - b) <= max(1, abs(a)) * mpmath.mpf(10) ** -20)


@settings(max_examples=400)
@given(terms)
def test_the_normal_form_has_the_value_of_the_term(text: str) -> None:
    term = parse_term(text)
    try:
        normal = parse_term(quotient_text(Converter().convert(term)))
    except Rejected:
        return
    with mpmath.workdps(80):
        for x, y in POINTS:
            assert same(value(term, x, y), value(normal, x, y)), (text, x, y)


EXACT = [
    ("exp(log(x) + y)", "x*exp(y)"),
    ("exp(1/log(10) - 6)", "exp(1/log(10))*exp(-6)"),
    ("exp(1/log(x) + 1)", "exp(1/log(x))*exp(1)"),
    ("exp(log(x)/log(10) - 2)", "exp(log(x)/log(10))*exp(-2)"),
    ("exp(2*log(x))", "x**2"),
    ("exp(log(x)/2)", "sqrt(x)"),
    ("exp(-log(x))", "1/x"),
    ("exp(x*log(x))", "x**x"),
    ("log(exp(x))", "x"),
    ("log(3*exp(x))", "log(3) + x"),
    ("(exp(x))**(1/2)", "exp(x/2)"),
    ("sqrt(8)", "2*sqrt(2)"),
    ("sqrt(9/4)", "3/2"),
    ("8**(-2/3)", "1/4"),
    ("x**0", "1"),
    ("(x + y)**2/(x + y)", "x + y"),
    ("tan(x)*cos(x)", "sin(x)"),
    ("cosh(x)**2 - sinh(x)**2", "1"),
    ("sin(-x)", "-sin(x)"),
    ("cos(-x)", "cos(x)"),
    ("E**x", "exp(x)"),
    ("2**x", "exp(x*log(2))"),
]


@pytest.mark.parametrize(("left", "right"), EXACT)
def test_equal_terms_have_one_form(left: str, right: str) -> None:
    one, other = (Converter().convert(parse_term(text)) for text in (left, right))
    assert quotient_text(one - other) == "0"


DIFFERENT = [
    ("exp(1/log(10) - 6)", "exp(1/log(10))/10**6"),
    ("exp(1/log(x) + 1)", "x*exp(1/log(x))"),
    ("sqrt(x**2)", "x"),
    ("log(x**2)", "2*log(x)"),
    ("abs(x)", "x"),
    ("max(x, y)", "max(y, x) + 1"),
    ("x**(1/2)", "x**(1/3)"),
    ("exp(2*x)", "2*exp(x)"),
    ("sin(x)", "sin(-x)"),
    ("x**y", "y**x"),
    ("(x - 1)**2", "x**2 - 1"),
    ("sqrt(x + y)", "sqrt(x) + sqrt(y)"),
    ("exp(x + 1)", "exp(x) + 1"),
]


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_terms_have_different_forms(left: str, right: str) -> None:
    one, other = (Converter().convert(parse_term(text)) for text in (left, right))
    assert quotient_text(one - other) != "0"


CONDITIONS = [
    ("1/x", ["!="]),
    ("x/x", ["!="]),
    ("log(x)", [">"]),
    ("sqrt(x)", [">="]),
    ("x**(-1/2)", [">=", "!="]),
    ("x**y", [">"]),
    ("1/(1/x)", ["!=", "!="]),
    ("log(x)/log(x)", [">", ">", "!="]),
    ("0*log(x)", [">"]),
    ("(1/x)**0", ["!="]),
    ("exp(log(x))", [">"]),
    ("tan(x)", ["!="]),
    ("1/2 + sqrt(4)", []),
    ("exp(x) + cosh(x) + atan(x)", []),
]


@pytest.mark.parametrize(("text", "relations"), CONDITIONS)
def test_conditions_of_definedness(text: str, relations: list[str]) -> None:
    """What cancels leaves its condition behind."""
    converter = Converter()
    converter.convert(parse_term(text))
    assert [condition.relation for condition in converter.conditions] == relations


@pytest.mark.parametrize("text", ["1/0", "x/(y - y)", "1/(2 - sqrt(4))", "0**-1", "(x - x)**(-1/2)"])
def test_division_by_zero_is_refused(text: str) -> None:
    with pytest.raises(Rejected, match="a nonzero divisor"):
        Converter().convert(parse_term(text))


@pytest.mark.parametrize("text", ["gamma(x)", "loggamma(x)", "erf(x)", "erfc(x)", "binomial(x, y)", "betainc(x, y, 1)"])
def test_functions_without_rules_are_refused(text: str) -> None:
    with pytest.raises(Rejected, match="a function for which the kernel has rules"):
        Converter().convert(parse_term(text))


SMOOTH = [
    "x**3 - 2*x",
    "exp(x*y)",
    "log(x)*x",
    "sqrt(x)*exp(-x)",
    "sin(x**2)",
    "cos(x)/x",
    "atan(3*x)",
    "x**y",
    "exp(1/x)",
]


@pytest.mark.parametrize("text", SMOOTH)
@pytest.mark.parametrize("x", [Fraction(1, 3), Fraction(2), Fraction(11, 4)])
def test_derivatives(text: str, x: Fraction) -> None:
    """Against numerical differentiation of the term itself."""
    value_ = Converter().convert(parse_term(text))
    slope, _ = derivative(value_.numerator, "x")
    below = Quotient(value_.numerator)
    for factor, exponent in value_.denominator:
        assert exponent == 1
        lower, _ = derivative(factor, "x")
        slope = (slope * Quotient(factor) - below * lower) * (Quotient(factor) * Quotient(factor)).inverse()
    with mpmath.workdps(40):
        y = number(Fraction(5, 7))
        numeric = mpmath.diff(lambda t: evaluate(parse_term(text), {"x": t, "y": y}), number(x))
        exact = evaluate(parse_term(quotient_text(slope)), {"x": number(x), "y": y})
        assert abs(numeric - exact) < mpmath.mpf(10) ** -15


@pytest.mark.parametrize("text", ["abs(x)", "max(x, 1)", "min(x, 2)"])
def test_no_derivative(text: str) -> None:
    with pytest.raises(Rejected, match="a function that the kernel differentiates"):
        derivative(Converter().convert(parse_term(text)).numerator, "x")


@settings(max_examples=200)
@given(terms, st.sampled_from([Fraction(1, 2), Fraction(3), Fraction(-2), Fraction(0)]))
def test_replacement_has_the_value_of_the_term(text: str, at: Fraction) -> None:
    """A variable replaced by a number, inside atoms too."""
    term = parse_term(text)
    try:
        normal = Converter().convert(term)
        if normal.denominator:
            return
        new = replaced(State(), {"y": Converter().convert(num(at))}, normal.numerator)
    except Rejected:
        return
    with mpmath.workdps(80):
        for x, _ in POINTS:
            left, right = value(term, x, at), value(parse_term(quotient_text(new)), x, at)
            assert same(left, right), (text, x, at)


def test_taking_factors_out_of_long_numbers_is_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of 30 characters has 80,000 powers of 3 to be taken out of a number of four million bits."""
    monkeypatch.setattr(Work, "spent", 0)
    assert Converter().convert(parse_term("((1/3)**200)**(1/100)")).rational() == Fraction(1, 9)
    assert Work.spent < 10_000
    with pytest.raises(Rejected, match="units of work"):
        Converter().convert(parse_term("(((1/3)**2000)**12)**(1/100)"))
