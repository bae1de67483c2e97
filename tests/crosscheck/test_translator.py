"""SymPy to terms and back: nothing changes value, nothing is guessed, and a wrong table entry is seen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from sympy.abc import a, x, y

import verify.symbolic
from tests.crosscheck.random_terms import ELEMENTARY, OPERATORS, elementary_terms, numbers, points, rational_terms
from tests.crosscheck.reference import UndefinedError, exact, mp_value
from verify.kernel.atoms import Converter
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_relation, parse_term
from verify.kernel.terms import FUNCTIONS, Term, variables
from verify.printing import show
from verify.statement import ClaimError, claim, value
from verify.symbolic import relation_of, relational_of, sympy_of, term_of, text_of

SYMBOLS = {name: sympy.Symbol(name) for name in ("x", "y", "z")}
UNARY = (sympy.exp, sympy.log, sympy.sqrt, sympy.Abs, sympy.sin, sympy.cos, sympy.tan, sympy.atan, sympy.sinh)


def real(expr: sympy.Expr) -> bool:
    """Free of what SymPy makes of undefined terms."""
    return not expr.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I, sympy.AccumBounds)


def built(build: Callable[..., sympy.Expr], *arguments: object) -> sympy.Expr:
    try:
        return build(*arguments)
    except ZeroDivisionError:  # SymPy stumbles over an unevaluated 1/0
        return sympy.nan


def expressions(leaf_count: int = 5) -> SearchStrategy[sympy.Expr]:
    """Expressions as people write them: SymPy simplifies on the way, or is told not to."""
    leaf = st.one_of(
        st.sampled_from([*SYMBOLS.values(), sympy.pi, sympy.E]),
        numbers(12).map(lambda q: sympy.Rational(q.numerator, q.denominator)),
    )
    exponents = st.sampled_from([-2, -1, sympy.Rational(-1, 2), sympy.Rational(1, 3), 2])
    unary = st.sampled_from([*UNARY, sympy.cosh, sympy.tanh, sympy.erf])

    def grown(inner: SearchStrategy[sympy.Expr]) -> SearchStrategy[sympy.Expr]:
        def of(build: Callable[..., sympy.Expr], *parts: SearchStrategy[object]) -> SearchStrategy[sympy.Expr]:
            return st.builds(built, st.just(build), *parts)

        return st.one_of(
            of(lambda p, q, e: sympy.Add(p, q, evaluate=e), inner, inner, st.booleans()),
            of(lambda p, q, e: sympy.Mul(p, q, evaluate=e), inner, inner, st.booleans()),
            of(lambda p, q: p / q, inner, inner),
            of(lambda p, q: p - q, inner, inner),
            of(lambda p, n: p**n, inner, exponents),
            of(lambda f, p: f(p), unary, inner),
            of(lambda f, p, q: f(p, q), st.sampled_from([sympy.Max, sympy.Min]), leaf, leaf),
        )

    return st.recursive(leaf, grown, max_leaves=leaf_count).filter(real)


def numeric(expr: sympy.Expr, point: dict[str, Fraction]) -> mpmath.mpf:
    """The value by SymPy alone, 50 digits of it sure; UndefinedError if it is not a real number."""
    numbers = {SYMBOLS[n]: sympy.Rational(v.numerator, v.denominator) for n, v in point.items()}
    found = expr.subs(numbers).evalf(50, strict=False, maxn=400)
    if not found.is_Float and not found.is_Rational:
        raise UndefinedError(str(found))
    with mpmath.workdps(60):
        return mpmath.mpf(str(found))


def close(one: mpmath.mpf, other: mpmath.mpf) -> bool:
    with mpmath.workdps(50):
        return bool(abs(one - other) <= mpmath.mpf(10) ** -25 * (1 + abs(one)))


@settings(max_examples=300)
@given(expressions(), points(size=6))
def test_translation_keeps_the_value(expr: sympy.Expr, point: dict[str, Fraction]) -> None:
    try:
        expected, found = numeric(expr, point), mp_value(term_of(expr), point, 80)
    except (UndefinedError, OverflowError, ValueError):
        assume(False)
    assume(abs(expected) < 10**30)
    assert close(expected, found)


@given(rational_terms(8), points())
def test_rational_terms_are_translated_exactly(term: Term, point: dict[str, Fraction]) -> None:
    """Kernel conversion at a point, against SymPy's substitution of rationals."""
    expr = sympy_of(term, SYMBOLS)
    at = {SYMBOLS[n]: sympy.Rational(v.numerator, v.denominator) for n, v in point.items()}
    try:
        expected = exact(term, point)
    except ZeroDivisionError:
        assume(False)
    result = expr.xreplace(at).doit()
    assert (result.p, result.q) == (expected.numerator, expected.denominator)
    back = term_of(expr)
    assert exact(back, point) == expected
    assert not (Converter().convert(back) - Converter().convert(term)).numerator


SMOOTH = tuple(function for function in ELEMENTARY if function not in ("min", "max"))


@given(elementary_terms(6, functions=SMOOTH))
def test_there_and_back_is_the_same_function(term: Term) -> None:
    """The kernel's own normal forms of a term and of what comes back from SymPy agree."""
    back = term_of(sympy_of(term, SYMBOLS))
    assert variables(back) == variables(term)
    try:
        expected = Converter().convert(term)
    except Rejected:  # it divides by 0, say; then so does what came back
        with pytest.raises(Rejected):
            Converter().convert(back)
        return
    assert not (Converter().convert(back) - expected).numerator


@given(elementary_terms(6), points(size=4))
def test_there_and_back_has_the_same_values(term: Term, point: dict[str, Fraction]) -> None:
    """For min and max, too, which SymPy sorts and merges even if told not to."""
    back = term_of(sympy_of(term, SYMBOLS))
    try:
        expected = mp_value(term, point)
    except (UndefinedError, OverflowError):
        with pytest.raises((UndefinedError, OverflowError)):
            mp_value(back, point)
    else:
        assert close(expected, mp_value(back, point))


@given(expressions())
def test_the_text_is_canonical(expr: sympy.Expr) -> None:
    text = text_of(expr)
    assert parse_term(text) == term_of(expr)
    assert show(parse_term(text)) == text


@given(expressions())
def test_back_and_there_is_the_same_expression(expr: sympy.Expr) -> None:
    simplified = expr.doit()
    assume(real(simplified))
    assert sympy_of(term_of(simplified), SYMBOLS).doit() == simplified.doit()


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (x + 1, "x + 1"),
        (1 - x, "1 - x"),
        (-x / 2, "-x/2"),
        (-2 * x * y, "-2*x*y"),
        (2 * x / (3 * y), "2*x/3/y"),
        (1 / sympy.sqrt(x), "1/sqrt(x)"),
        (x ** sympy.Rational(2, 3), "x**(2/3)"),
        (sympy.exp(-(x**2)), "exp(-x**2)"),
        (sympy.E * sympy.pi, "E*pi"),
        (sympy.log(x, 2), "log(x)/log(2)"),
        (sympy.Max(x, y, a), "max(max(a, x), y)"),
        (sympy.betainc_regularized(x, y, 0, a), "betainc(x, y, a)"),
        (sympy.binomial(x, y), "binomial(x, y)"),
        (sympy.Mul(0, x, evaluate=False), "0*x"),
        (sympy.Pow(sympy.Pow(x, y, evaluate=False), 2, evaluate=False), "(x**y)**2"),
        (3, "3"),
        (Fraction(-1, 3), "-1/3"),
    ],
)
def test_texts(expr: object, text: str) -> None:
    assert text_of(expr) == text


@pytest.mark.parametrize(
    ("rel", "text"),
    [
        (x <= y, "x <= y"),
        (sympy.Lt(x, 1), "x < 1"),
        (sympy.Ge(sympy.exp(x), 1 + x), "exp(x) >= x + 1"),
        (x > 0, "x > 0"),
        (sympy.Eq(x, y), "x == y"),
        (sympy.Ne(x, y), "x != y"),
    ],
)
def test_relations(rel: sympy.Rel, text: str) -> None:
    assert text_of(rel) == text
    assert relational_of(relation_of(rel), {"x": x, "y": y}).doit() == rel


@pytest.mark.parametrize("operator", OPERATORS)
def test_relations_are_not_decided_on_the_way_back(operator: str) -> None:
    relation = parse_relation(f"1 {operator} 2")
    assert relation_of(relational_of(relation)) == relation


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_every_function_of_the_language_has_a_translation(function: str) -> None:
    term = ("call", function, tuple(("var", name) for name in ("x", "y", "z")[: FUNCTIONS[function]]))
    assert term_of(sympy_of(term)) == term
    assert sympy.latex(sympy_of(term))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (1.5, "the float 1.5 is not exact"),
        (0.1 * x, "the float 0.1 is not exact"),
        (sympy.oo, "infinities stand only at the ends of domains"),
        (sympy.zoo, "ComplexInfinity"),
        (sympy.nan, "NaN"),
        (sympy.I * x, "claims are about real numbers"),
        (sympy.Piecewise((x, x > 0), (1, True)), "Piecewise"),
        (sympy.betainc(x, y, 0, a), "betainc_regularized"),
        (sympy.betainc_regularized(x, y, a, 1), "betainc_regularized"),
        (sympy.asinh(x), "asinh"),
        (sympy.sign(x), "sign"),
        (sympy.ceiling(x), "ceiling"),
        (sympy.EulerGamma, "EulerGamma"),
        (sympy.Function("f")(x), "f"),
        (sympy.Dummy("x"), "Dummy"),
        (sympy.Wild("x"), "Wild"),
        (sympy.Symbol("x", positive=True) + x, "two different symbols are called 'x'"),
        (sympy.Eq(sympy.Symbol("x", positive=True), x), "two different symbols are called 'x'"),
        (sympy.Symbol("in"), "cannot name a variable"),
        (sympy.Symbol("exp"), "cannot name a variable"),
        (sympy.Symbol("x y"), "cannot name a variable"),
        (sympy.And(x < y, y < a), "And"),
        (sympy.true, "already"),
        (x == y, "already"),
        (None, "NoneType"),
        ("x <= y", "str"),
        (sympy.Matrix([x]), "Matrix"),
        (sympy.Integral(x, (x, 0, 1)), "Integral"),
    ],
)
def test_what_has_no_translation_is_named(entry: object, said: str) -> None:
    with pytest.raises(ClaimError, match=said) as caught:
        text_of(entry)
    assert "\n" not in str(caught.value)


def test_deep_expressions_get_one_line() -> None:
    deep = x
    for _ in range(2_000):
        deep = sympy.Add(sympy.Mul(2, deep, evaluate=False), 1, evaluate=False)
    with pytest.raises(ClaimError, match="too deeply"):
        term_of(deep)


def test_claims_from_sympy_are_the_claims_from_text() -> None:
    made = claim(
        [sympy.log(1 + x) <= x, sympy.Eq(x, x, evaluate=False)],
        vars={"x": "(-1, oo)"},
        given=[sympy.Ne(x, 0)],
    )
    text = claim(["log(x + 1) <= x", "x == x"], vars={"x": "(-1, oo)"}, given=["x != 0"])
    assert made.statement == text.statement
    assert value(sympy.sqrt(2), ("1.41", "1.42")).statement == value("sqrt(2)", ("1.41", "1.42")).statement
    with pytest.raises(ClaimError, match="float"):
        claim(x <= 0.5, vars={"x": "(0, 1)"})


@pytest.mark.parametrize(
    ("table", "kind", "wrong"),
    [("FUNCTIONS", sympy.sinh, "cosh"), ("FUNCTIONS", sympy.exp, "log"), ("LATTICE", sympy.Max, "min")],
)
def test_a_wrong_entry_is_noticed(monkeypatch: pytest.MonkeyPatch, table: str, kind: type, wrong: str) -> None:
    """The check bites: with one entry of the table wrong, values differ."""
    monkeypatch.setitem(getattr(verify.symbolic, table), kind, wrong)
    expr = kind(x) if table == "FUNCTIONS" else kind(x, y)
    point = {"x": Fraction(1, 3), "y": Fraction(2)}
    assert not close(numeric(expr, point), mp_value(term_of(expr), point))


def test_importing_the_package_loads_neither_sympy_nor_a_solver() -> None:
    program = (
        "import sys, verify; verify.claim('x <= x', vars={'x': '(0, 1)'}); verify.Verdict; verify.CertificateRejected;"
        "print(sorted({'sympy', 'numpy', 'scipy', 'flint', 'mpmath', 'verify.prove'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
