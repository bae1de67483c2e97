"""Exact polynomials against SymPy, and their limits."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from verify.kernel.errors import Rejected
from verify.kernel.polynomials import MAX_BITS, MAX_EXPONENT, Monomial, Poly, Work

X, Y, Z = (Poly.generator(name) for name in "xyz")
EXP = "exp(x)"
fractions = st.fractions(min_value=-9, max_value=9, max_denominator=7)
monomials = st.dictionaries(st.sampled_from("xyz"), st.integers(1, 4), max_size=3).map(
    lambda d: tuple(sorted(d.items()))
)
Term = tuple[Monomial, Fraction]
polys = st.dictionaries(monomials, fractions, max_size=6).map(Poly)


@pytest.fixture(autouse=True)
def fresh_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Work, "spent", 0)


def symbolic(poly: Poly) -> sympy.Expr:
    parts = [
        sympy.Rational(c.numerator, c.denominator) * sympy.Mul(*(sympy.Symbol(g) ** e for g, e in monomial))
        for monomial, c in poly.terms.items()
    ]
    return sympy.expand(sympy.Add(*parts))


@given(polys, polys)
def test_ring_operations_agree_with_sympy(a: Poly, b: Poly) -> None:
    assert symbolic(a + b) == sympy.expand(symbolic(a) + symbolic(b))
    assert symbolic(a - b) == sympy.expand(symbolic(a) - symbolic(b))
    assert symbolic(a * b) == sympy.expand(symbolic(a) * symbolic(b))


@given(polys, st.integers(0, 4))
def test_powers(a: Poly, exponent: int) -> None:
    product = Poly.constant(1)
    for _ in range(exponent):
        product = product * a
    assert a.power(exponent) == product


terms = st.tuples(monomials, fractions)


@given(terms, terms, st.integers(9, 24), st.sampled_from(["", EXP]))
def test_high_powers_of_two_terms(a: Term, b: Term, exponent: int, atom: str) -> None:
    """The binomial theorem, with an exponential that has a rational exponent, too."""
    root = Poly.generator(atom, Fraction(-1, 3)) if atom else Poly.constant(1)
    poly, product = Poly(dict([a])) * root + Poly(dict([b])), Poly.constant(1)
    for _ in range(exponent):
        product = product * poly
    assert poly.power(exponent) == product


def test_high_powers_of_two_terms_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Rejected, match="exponents of at most"):
        (X.power(MAX_EXPONENT // 4) + Y).power(9)
    with pytest.raises(Rejected, match="coefficients of at most"):
        (X.scale(2 ** (MAX_BITS // 8)) + Y).power(9)
    monkeypatch.setattr(Work, "limit", 10_000)
    with pytest.raises(Rejected, match="units of work"):
        (X + Y).power(MAX_EXPONENT)


@given(polys, polys)
def test_division_is_exact(a: Poly, b: Poly) -> None:
    if b:
        assert (a * b).divide(b) == a
        quotient = a.divide(b)
        assert quotient is None or quotient * b == a


def test_division_refused() -> None:
    assert (X * X + Y).divide(X) is None
    assert (X * X - Y * Y).divide(X - Y) == X + Y
    assert X.divide(X * X) is None


def test_exponentials_have_rational_and_negative_powers() -> None:
    half = Poly.generator(EXP, Fraction(1, 2))
    assert half * half == Poly.generator(EXP)
    assert Poly.generator(EXP, -1) * Poly.generator(EXP) == Poly.constant(1)
    assert Poly.constant(1).divide(Poly.generator(EXP)) == Poly.generator(EXP, -1)
    assert (Poly.generator(EXP, 2) - Poly.constant(1)).divide(Poly.generator(EXP) - Poly.constant(1)) is not None


@given(polys)
def test_zero_coefficients_vanish(a: Poly) -> None:
    assert not (a - a)
    assert (a - a).rational() == 0
    assert all(a.terms.values())


@given(polys, st.sampled_from("xyz"))
def test_collect_puts_together(a: Poly, name: str) -> None:
    generator, total = Poly.generator(name), Poly({})
    for exponent, part in a.collect(name).items():
        assert name not in part.generators()
        total = total + part * generator.power(int(exponent))
    assert total == a


def test_equality_ignores_order() -> None:
    assert X * Y + Z == Z + Y * X
    assert hash(X * Y + Z) == hash(Z + Y * X)
    assert X != Y


@pytest.mark.parametrize("exponent", [-1, MAX_EXPONENT + 1, 10**30])
def test_exponents_are_limited(exponent: int) -> None:
    with pytest.raises(Rejected, match="an exponent from 0"):
        X.power(exponent)


def test_degrees_are_limited() -> None:
    with pytest.raises(Rejected, match="exponents of at most"):
        X.power(MAX_EXPONENT) * X


def test_coefficients_are_limited() -> None:
    large = Poly.constant(2 ** (MAX_BITS // 2 + 10))
    with pytest.raises(Rejected, match="coefficients of at most"):
        large * large


def test_work_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Work, "limit", 10_000)
    with pytest.raises(Rejected, match="units of work"):
        (X + Y + Z + Poly.constant(1)).power(40)
