"""Logarithms of both sides of a product inequality, and exponentials of both sides of a logarithmic one.

A goal P - Q with P, Q products (monomials, or polynomials of evident sign, in exponentials and positive generators)
becomes log P - log Q.  The logarithm of what is left beside the exponentials is written with the logarithms that the
state already knows, where that is possible, so that hypotheses apply.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.kernel.atoms import Quotient, atom_of, poly_text, quotient_text
from verify.kernel.polynomials import Monomial, Poly, is_exponential
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node
from verify.prove.factoring import factor


def _exponential_part(monomial: Monomial) -> Monomial:
    return tuple((g, e) for g, e in monomial if is_exponential(g))


def groups(poly: Poly) -> dict[Monomial, Poly]:
    """``poly`` as a sum over distinct products of exponentials, each with its coefficient."""
    found: dict[Monomial, dict[Monomial, Fraction]] = {}
    for monomial, coefficient in poly.terms.items():
        rest = tuple((g, e) for g, e in monomial if not is_exponential(g))
        found.setdefault(_exponential_part(monomial), {})[rest] = coefficient
    return {key: Poly(terms) for key, terms in found.items()}


def tactic(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[logarithms] for two groups of opposite sign, at least one with an exponential."""
    parts = groups(sequent.poly)
    if len(parts) != 2 or depth > 6:
        return FAILED
    signs = {key: sequent.state.sign(part) for key, part in parts.items()}
    if sorted(signs.values()) != [-1, 1]:
        return FAILED
    up = next(key for key, sign in signs.items() if sign > 0)
    down = next(key for key, sign in signs.items() if sign < 0)
    top, bottom = Quotient(parts[up]), Quotient(-parts[down])
    ratio = bottom * top.inverse()
    left = Poly({up: Fraction(1)}) * Poly({tuple((g, -e) for g, e in down): Fraction(1)})
    multiplier = Poly({tuple((g, -e) for g, e in down): Fraction(1)})
    for sides in _forms(sequent, left, ratio, top, bottom):
        goals = engine.rule("logarithms", [*sides, poly_text(multiplier)], sequent)
        if goals is not None:
            node = engine.close("logarithms", [*sides, poly_text(multiplier)], goals, depth)
            if node is not FAILED:
                return node
    return FAILED


def against_known(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[logarithms] of P - R, one group against a sum R that is a known logarithm's argument times an exponential."""
    parts = groups(sequent.poly)
    if len(parts) < 3 or depth > 4:
        return FAILED
    for key, coefficient in parts.items():
        rest = Poly({key: Fraction(1)}) * coefficient - sequent.poly
        if sequent.state.sign(coefficient) != 1:
            continue
        for argument in _known_arguments(sequent):
            cofactor = Quotient(rest) * argument.inverse()
            if cofactor.denominator or len(cofactor.numerator.terms) != 1:
                continue
            ((monomial, value),) = cofactor.numerator.terms.items()
            powers, rest = _known_powers(sequent, coefficient)
            sides = [_pieces(key, rest) + powers, _pieces(monomial, Poly.constant(value))]
            sides[1].append([quotient_text(argument), 1])
            node = engine.apply("logarithms", [*sides, "1"], sequent, depth)
            if node is not FAILED:
                return node
    return FAILED


def _pieces(monomial: Monomial, coefficient: Poly) -> list[list[Any]]:
    """A product, its exponentials in one factor and each other generator in one of its own."""
    exponentials = _exponential_part(monomial)
    pieces: list[list[Any]] = [[poly_text(Poly({exponentials: Fraction(1)})), 1]]
    pieces += [[name, int(exponent)] for name, exponent in monomial if not is_exponential(name)]
    return pieces + ([[poly_text(coefficient), 1]] if coefficient != Poly.constant(1) else [])


def _known_powers(sequent: Sequent, poly: Poly) -> tuple[list[list[Any]], Poly]:
    """The powers of arguments of known logarithms that divide a polynomial, and what is left."""
    found: list[list[Any]] = []
    for argument in _known_arguments(sequent):
        exponent, part = 0, argument.numerator
        while not argument.denominator and part.generators() and (smaller := poly.divide(part)) is not None:
            exponent, poly = exponent + 1, smaller
        found += [[quotient_text(argument), exponent]] if exponent else []
    return found, poly


def _known_arguments(sequent: Sequent) -> list[Quotient]:
    """Arguments of the logarithms that the state knows."""
    known = {name for fact in sequent.state.facts for name in fact.poly.generators()} | sequent.state.defined
    return [a.arguments[0] for a in map(atom_of, sorted(known)) if a is not None and a.function == "log"]


def _forms(sequent: Sequent, left: Poly, ratio: Quotient, top: Quotient, bottom: Quotient) -> list[list[Any]]:
    """Ways to write left >= ratio: with a logarithm that is known, else factor by factor."""
    forms: list[list[Any]] = []
    for argument in _known_arguments(sequent):
        for power in (1, -1):
            rest = (ratio * argument.power(-power)).rational()
            if rest is not None and rest > 0:
                entry = [[quotient_text(argument), power]] + ([[str(rest), 1]] if rest != 1 else [])
                forms.append([[[poly_text(left), 1]], entry])
    pieces = [[poly_text(left), 1]]
    whole: list[list[Any]] = [pieces, []]
    for value, side in ((top, 0), (bottom, 1)):
        for part, exponent in _positive_factors(sequent, value.numerator):
            whole[side].append([part, exponent])
    forms.append(whole)
    return forms


def _positive_factors(sequent: Sequent, poly: Poly) -> list[tuple[str, int]]:
    """Factors of a positive polynomial, each written with positive sign; the constant last."""
    result, constant = [], poly
    for part, exponent in factor(poly) if len(poly.generators()) else []:
        sign = sequent.state.sign(part)
        if sign == 0:
            return [(poly_text(poly), 1)]
        result.append((poly_text(part.scale(sign)), exponent))
        for _ in range(exponent):
            constant = constant.divide(part.scale(sign)) or constant
    number = constant.rational()
    if number is None:
        return [(poly_text(poly), 1)]
    return [*result, (str(number), 1)] if number != 1 else result
