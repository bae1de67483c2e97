"""Exact derivatives of polynomials in variables and atoms.

    exp(u)' = u' exp(u)      log(u)' = u'/u        (u**(1/q))' = u' / (q (u**(1/q))**(q-1))
    sin(u)' = u' cos(u)      cos(u)' = -u' sin(u)  atan(u)' = u' / (1 + u**2)

Each atom is differentiable where it is defined and the divisors returned beside the derivative do not vanish.
abs, min, max, b**y with a base that may vanish, and the gamma family are refused.
"""

from verify.kernel.atoms import Converter, Quotient, atom_of, rational, support
from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Poly

Derivative = tuple[Quotient, list[Poly]]


def derivative(poly: Poly, variable: str) -> Derivative:
    """d/dvariable, and the divisors that must not vanish for it to exist (before any cancellation)."""
    result, divisors = rational(0), []
    for name in poly.generators():
        if variable not in support(name):
            continue
        inner, needed = _generator(name, variable)
        divisors += needed
        for exponent, coefficient in poly.collect(name).items():
            if exponent != 0:
                lowered = coefficient.scale(exponent) * Poly.generator(name, exponent - 1)
                result = result + Quotient(lowered) * inner
    return result, divisors


def slope_of(value: Quotient, variable: str) -> Derivative:
    """(n/d)' = n'/d - n d'/d**2, factor by factor."""
    result, divisors = derivative(value.numerator, variable)
    below = rational(1)
    for factor, exponent in value.denominator:
        below = below * Quotient(factor).power(exponent)
        divisors = [*divisors, factor]
    result = result * below.inverse()
    for factor, exponent in value.denominator:
        slope, needed = derivative(factor, variable)
        divisors = divisors + needed
        result = result - value * slope * rational(exponent) * Quotient(factor).inverse()
    return result, divisors


def _generator(name: str, variable: str) -> Derivative:
    atom = atom_of(name)
    if atom is None:
        return rational(1), []
    self_ = Quotient(Poly.generator(name))
    if atom.function not in ("exp", "log", "root", "sin", "cos", "atan"):
        raise Rejected("derivative", "a function that the kernel differentiates", atom.function)
    u = atom.arguments[0]
    slope, divisors = slope_of(u, variable)
    if atom.function == "exp":
        return slope * self_, divisors
    if atom.function == "log":
        return slope * u.inverse(), [*divisors, u.numerator]
    if atom.function == "root":
        below = self_.power(atom.order - 1) * rational(atom.order)
        return slope * below.inverse(), [*divisors, self_.numerator]
    if atom.function == "sin":
        return slope * Converter().call("cos", [u]), divisors
    if atom.function == "cos":
        return -slope * Converter().call("sin", [u]), divisors
    return slope * (rational(1) + u * u).inverse(), divisors
