"""The floating-point evaluators that search with, against mpmath; how far they may be off, Arb at 53 bits says."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from tests.crosscheck.random_terms import NAMES, OPERATORS, elementary_terms, points
from tests.crosscheck.reference import UndefinedError, arb_value, mp_value
from verify.kernel.atoms import Converter
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_domain, parse_relation, parse_term
from verify.kernel.polynomials import Work
from verify.kernel.terms import Term
from verify.numerics.candidates import candidates
from verify.numerics.floats import Grid
from verify.numerics.problem import Problem, inside
from verify.numerics.terms import evaluate

Point = dict[str, Fraction]
REAL = parse_domain("(-oo, oo)")


def columns(point: Point) -> dict[str, np.ndarray]:
    return {name: np.array([float(value)]) for name, value in point.items()}


def rounding(term: Term, point: Point) -> float:
    """How far floating point may be off: the radius of the ball at 53 bits, and some."""
    value = arb_value(term, point, 53)
    size, radius = float(abs(value).upper()), float(value.rad())
    if not value.is_finite() or size > 1e200:
        reject()
    return 64 * radius + 1e-14 * size + 1e-290


def reference(term: Term, point: Point) -> mpmath.mpf:
    try:
        return mp_value(term, point)
    except (UndefinedError, OverflowError):
        assume(False)
        raise


@settings(max_examples=300)
@given(elementary_terms(7), points(size=8))
def test_terms_have_the_value_that_mpmath_says(term: Term, point: Point) -> None:
    expected, allowed = reference(term, point), rounding(term, point)
    with np.errstate(all="ignore"):
        found = evaluate(term, columns(point), 1)
    assert found.shape == (1,)
    assert abs(mpmath.mpf(float(found[0])) - expected) <= allowed


@settings(max_examples=300)
@given(elementary_terms(6), points(size=8))
def test_grids_have_the_value_that_mpmath_says(term: Term, point: Point) -> None:
    """After conversion to the kernel's polynomials in atoms, which may cancel what overflows here."""
    expected, allowed = reference(term, point), rounding(term, point)
    Work.spent = 0
    try:
        value = Converter().convert(term)
    except Rejected:
        assume(False)
    with np.errstate(all="ignore"):
        grid = Grid(columns(point), 1)
        found, (_, scale) = grid.quotient(value), grid.poly_and_scale(value.numerator)
        below = np.prod([abs(grid.poly(factor)) ** exponent for factor, exponent in value.denominator] or [np.ones(1)])
    assume(bool(np.isfinite(found).all() and np.isfinite(scale).all() and below > 1e-100))
    # Expanding a power cancels: the size of the monomials says how much.
    assert abs(mpmath.mpf(float(found[0])) - expected) <= allowed + 1e-10 * float(scale[0]) / float(below)


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("log(x)", 0),
        ("log(x)", -1),
        ("sqrt(x)", -1),
        ("1/x", 0),
        ("x/x", 0),
        ("1/x - 1/x", 0),
        ("x**(-1)", 0),
        ("x**(1/3)", -8),
        ("x**(-1/2)", 0),
        ("x**x", 0),
        ("x**x", Fraction(-1, 2)),
        ("0*log(x)", 0),
        ("1/(1/x)", 0),
        ("max(1, log(x))", 0),
    ],
)
def test_an_undefined_term_is_nan(text: str, x: Fraction) -> None:
    point = {"x": Fraction(x)}
    with pytest.raises(UndefinedError):
        mp_value(parse_term(text), point)
    with np.errstate(all="ignore"):
        assert np.isnan(evaluate(parse_term(text), columns(point), 1)).all()


@pytest.mark.parametrize(
    ("text", "x", "value"),
    [("x**0", 0, 1), ("x**(1/2)", 0, 0), ("x**2", -3, 9), ("x**(-3)", -2, -0.125), ("sqrt(x)", 0, 0), ("5", 0, 5)],
)
def test_the_edges_of_definedness(text: str, x: int, value: float) -> None:
    assert evaluate(parse_term(text), columns({"x": Fraction(x)}), 1)[0] == value


@pytest.mark.parametrize(
    "text",
    ["gamma(x)", "loggamma(x)", "erf(x)", "erfc(x)", "binomial(x, y)", "betainc(x, y, 1/3)", "betainc(x, 1/2, 3/4)"],
)
@pytest.mark.parametrize("x", ["1/7", "1", "5/2", "12"])
def test_special_functions(text: str, x: str) -> None:
    point = {"x": Fraction(x), "y": Fraction(3, 2)}
    expected = mp_value(parse_term(text), point)
    assert abs(evaluate(parse_term(text), columns(point), 1)[0] - expected) <= 1e-12 * abs(expected)


@settings(max_examples=200)
@given(elementary_terms(5), st.sampled_from(OPERATORS[:4]), elementary_terms(5), points(size=8))
def test_a_clear_violation_is_seen_and_nothing_else(left: Term, operator: str, right: Term, point: Point) -> None:
    gap = reference(left, point) - reference(right, point)
    allowed = rounding(left, point) + rounding(right, point)
    assume(abs(gap) > 2 * allowed)
    found = Problem(dict.fromkeys(NAMES, REAL), (), (operator, left, right)).violation([point])[0]
    assert (found > 0) == ((gap > 0) == (operator in ("<=", "<")))


def test_hypotheses_decide_which_points_count() -> None:
    problem = Problem({"x": REAL}, (parse_relation("log(x) >= 0"),), parse_relation("x <= 2"))
    found = problem.violation([{"x": Fraction(v)} for v in (3, 2, Fraction(1, 2), -1)])
    assert found[0] > 0
    assert found[1] <= 0
    assert found[2] == -np.inf
    assert np.isnan(found[3])


@pytest.mark.parametrize(
    "domain", ["(0, 1)", "[0, 1]", "(-1, oo)", "(-oo, 3]", "integer [2, oo)", "[5, 5]", "(0, 1/1000)"]
)
def test_candidates_lie_in_their_domain(domain: str) -> None:
    read = parse_domain(domain)
    problem = Problem({"x": read, "n": parse_domain("integer [1, 9]")}, (), None)
    seen = 0
    for batch in candidates(problem, 300, seed=3):
        for point in batch:
            assert inside(read, point["x"])
            assert point["n"].denominator == 1
            seen += 1
    assert seen >= 10


def test_equations_are_solved_for_the_candidates() -> None:
    problem = Problem(dict.fromkeys("xyz", REAL), (parse_relation("x + y + z == 1"),), None)
    for batch in candidates(problem, 100):
        assert all(sum(point.values()) == 1 for point in batch)


def test_a_wrong_function_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check bites: with 2**-40 added to exp, the difference to mpmath is more than rounding."""
    import verify.numerics.terms as module

    term, point = parse_term("exp(x)"), {"x": Fraction(1)}
    monkeypatch.setitem(module._SIMPLE, "exp", lambda x: np.exp(x) + 2.0**-40)
    assert abs(evaluate(term, columns(point), 1)[0] - mp_value(term, point)) > rounding(term, point)
