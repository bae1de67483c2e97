"""The kernel's polynomials and quotients against SymPy and FLINT, which share no code with them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy
from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.crosscheck.random_terms import numbers, points, rational_terms
from tests.crosscheck.reference import exact
from verify.kernel.atoms import Converter, Quotient, quotient_text
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_term
from verify.kernel.polynomials import Poly
from verify.kernel.terms import Term

NAMES = ("x", "y", "z")
SYMBOLS = sympy.symbols(NAMES)
CONTEXT = fmpq_mpoly_ctx.get(list(NAMES), "lex")
Powers = dict[tuple[int, int, int], Fraction]


def polynomials(size: int = 5, degree: int = 4) -> SearchStrategy[Powers]:
    exponents = st.tuples(*[st.integers(0, degree)] * 3)
    return st.dictionaries(exponents, numbers().filter(bool), max_size=size)


def kernel(powers: Powers) -> Poly:
    return Poly({tuple((n, e) for n, e in zip(NAMES, key, strict=True) if e): c for key, c in powers.items()})


def flint(powers: Powers) -> fmpq_mpoly:
    return CONTEXT.from_dict({key: fmpq(c.numerator, c.denominator) for key, c in powers.items()})


def symbolic(powers: Powers) -> sympy.Poly:
    data = {key: sympy.Rational(c.numerator, c.denominator) for key, c in powers.items()}
    return sympy.Poly(data, *SYMBOLS, domain="QQ") if data else sympy.Poly(0, *SYMBOLS, domain="QQ")


def of_kernel(poly: Poly) -> Powers:
    found = {}
    for monomial, coefficient in poly.terms.items():
        powers = dict(monomial)
        x, y, z = (int(powers.get(name, 0)) for name in NAMES)
        found[x, y, z] = Fraction(coefficient)
    return found


def of_flint(poly: fmpq_mpoly) -> Powers:
    return {tuple(map(int, key)): Fraction(int(c.p), int(c.q)) for key, c in poly.to_dict().items()}


def of_sympy(poly: sympy.Poly) -> Powers:
    return {key: Fraction(int(c.p), int(c.q)) for key, c in poly.terms() if c}


def disagreements(a: Powers, b: Powers) -> list[str]:
    """The operations on which the three implementations differ."""
    operations: dict[str, Callable[[Any, Any], Any]] = {
        "add": lambda p, q: p + q,
        "subtract": lambda p, q: p - q,
        "multiply": lambda p, q: p * q,
        "negate": lambda p, q: -p,
    }
    found = []
    for name, operation in operations.items():
        one = of_kernel(operation(kernel(a), kernel(b)))
        others = of_flint(operation(flint(a), flint(b))), of_sympy(operation(symbolic(a), symbolic(b)))
        found += [] if others == (one, one) else [name]
    return found


@given(polynomials(), polynomials())
def test_ring_operations_agree(a: Powers, b: Powers) -> None:
    assert disagreements(a, b) == []


def test_a_wrong_product_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check bites: a product that forgets to collect equal monomials is a disagreement."""
    product = Poly.__mul__

    def careless(self: Poly, other: Poly) -> Poly:
        terms = dict(product(self, other).terms)
        if len(terms) > 2:
            terms.popitem()
        return Poly(terms)

    monkeypatch.setattr(Poly, "__mul__", careless)
    a = {(1, 0, 0): Fraction(1), (0, 1, 0): Fraction(1)}
    assert disagreements(a, a) == ["multiply"]


@given(polynomials(4, 3), st.integers(0, 4))
def test_powers_agree(a: Powers, exponent: int) -> None:
    assert of_kernel(kernel(a).power(exponent)) == of_flint(flint(a) ** exponent)


@given(polynomials(4, 3), polynomials(4, 3).filter(bool))
def test_exact_division_inverts_multiplication(a: Powers, b: Powers) -> None:
    assert (kernel(a) * kernel(b)).divide(kernel(b)) == kernel(a)


@given(polynomials(6, 3), polynomials(3, 2).filter(bool))
def test_division_says_no_where_flint_does(a: Powers, b: Powers) -> None:
    found = kernel(a).divide(kernel(b))
    quotient, rest = divmod(flint(a), flint(b))
    assert (found is None) == (rest != 0)
    assert found is None or of_kernel(found) == of_flint(quotient)


@given(polynomials())
def test_reading_off(a: Powers) -> None:
    poly = kernel(a)
    back = Poly({})
    for exponent, part in poly.collect("y").items():
        back = back + part * Poly.generator("y", exponent)
    assert back == poly
    assert poly.exponents("x") == sorted({key[0] for key in a})
    if a:
        leading = dict(poly.leading(list(NAMES)))
        assert tuple(leading.get(name, 0) for name in NAMES) == max(of_flint(flint(a)))


def value(quotient: Quotient, point: dict[str, Fraction]) -> Fraction:
    """The exact value of a quotient without atoms."""

    def at(poly: Poly) -> Fraction:
        total = Fraction(0)
        for monomial, coefficient in poly.terms.items():
            part = Fraction(coefficient)
            for name, exponent in monomial:
                part *= point[name] ** int(exponent)
            total += part
        return total

    result = at(quotient.numerator)
    for factor, exponent in quotient.denominator:
        result /= at(factor) ** exponent
    return result


@given(rational_terms(10), points())
def test_conversion_keeps_the_value(term: Term, point: dict[str, Fraction]) -> None:
    try:
        expected = exact(term, point)
    except ZeroDivisionError:
        assume(False)
    assert value(Converter().convert(term), point) == expected


@given(rational_terms(10))
def test_conversion_agrees_with_sympy(term: Term) -> None:
    """The same rational function: the cross product of the two quotients is 0."""
    try:
        mine = Converter().convert(term)
    except Rejected:  # a division by 0 identically
        assume(False)
    top, bottom = sympy.fraction(sympy.together(_sympy(term)))
    above, below = (sympy.Poly(part, *SYMBOLS, domain="QQ") for part in (top, bottom))
    numerator, denominator = symbolic(of_kernel(mine.numerator)), symbolic({(0, 0, 0): Fraction(1)})
    for factor, exponent in mine.denominator:
        denominator = denominator * symbolic(of_kernel(factor)) ** exponent
    assert (numerator * below - denominator * above).is_zero


def _sympy(term: Term) -> sympy.Expr:
    """By SymPy's own arithmetic, not by the project's translator."""
    head = term[0]
    if head == "num":
        return sympy.Rational(term[1].numerator, term[1].denominator)
    if head == "var":
        return SYMBOLS[NAMES.index(term[1])]
    if head == "neg":
        return -_sympy(term[1])
    if head == "pow":
        return _sympy(term[1]) ** _sympy(term[2])
    result = sympy.Integer(0 if head == "add" else 1)
    for part in term[1]:
        factor = 1 / _sympy(part[1]) if part[0] == "inv" else _sympy(part)
        result = result + factor if head == "add" else result * factor
    return result


@given(rational_terms(6), rational_terms(6), points())
def test_quotients_form_a_field(a: Term, b: Term, point: dict[str, Fraction]) -> None:
    try:
        x, y = exact(a, point), exact(b, point)
    except ZeroDivisionError:
        assume(False)
    p, q = Converter().convert(a), Converter().convert(b)
    assert value(p + q, point) == x + y
    assert value(p - q, point) == x - y
    assert value(p * q, point) == x * y
    assert p * q == q * p
    assert p + q == q + p
    assert (p - p).rational() == 0
    if y != 0:
        assert value(p * q.inverse(), point) == x / y
        assert value(q.power(-2), point) == y**-2


@given(rational_terms(8))
def test_the_text_of_a_quotient_means_the_same(term: Term) -> None:
    """Atoms are named by such texts, so two functions must never share one."""
    try:
        quotient = Converter().convert(term)
    except Rejected:
        assume(False)
    back = Converter().convert(parse_term(quotient_text(quotient)))
    assert not (back - quotient).numerator


@given(rational_terms(8), points())
def test_where_a_division_is_by_zero_a_condition_says_so(term: Term, point: dict[str, Fraction]) -> None:
    """Whatever cancels later: some noted condition fails exactly where the term has no value."""
    converter = Converter()
    try:
        converter.convert(term)
    except Rejected:
        with pytest.raises(ZeroDivisionError):
            exact(term, point)
        return
    fails = False
    for condition in converter.conditions:
        assert condition.relation == "!="
        try:
            fails = fails or value(condition.quotient, point) == 0
        except ZeroDivisionError:
            fails = True
    try:
        exact(term, point)
    except ZeroDivisionError:
        assert fails
    else:
        assert not fails
