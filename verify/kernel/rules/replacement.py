"""Replacement: quotients put in place of generators, inside atoms too.

Theorem.  Where each generator equals its value, the polynomial equals the result; so the atoms of the result are
defined wherever those of the polynomial are: it is the same function in other words.
"""

from collections.abc import Mapping
from fractions import Fraction

from verify.kernel.atoms import Converter, Quotient, atom_of, make_atom, rational
from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Exponent, Poly
from verify.kernel.state import State


def replaced(state: State, values: Mapping[str, Quotient], poly: Poly) -> Quotient:
    """``poly`` with ``values`` in place of generators; ``state`` says which bases of powers are positive."""
    return _Replacement(dict(values), Converter(state.positive)).poly(poly)


class _Replacement:
    def __init__(self, values: dict[str, Quotient], reader: Converter) -> None:
        self.values, self.reader = values, reader

    def poly(self, poly: Poly) -> Quotient:
        result = rational(0)
        for monomial, coefficient in poly.terms.items():
            part = rational(coefficient)
            for name, exponent in monomial:
                part = part * self.power(name, exponent)
            result = result + part
        return result

    def quotient(self, value: Quotient) -> Quotient:
        result = self.poly(value.numerator)
        for factor, exponent in value.denominator:
            result = result * self.poly(factor).power(-exponent)
        return result

    def power(self, name: str, exponent: Exponent) -> Quotient:
        atom = atom_of(name)
        if atom is not None and atom.function == "exp" and name not in self.values:
            return self.reader.exponential(self.quotient(atom.arguments[0]).scale(Fraction(exponent)))
        if exponent != int(exponent):
            raise Rejected("replacement", "an integer power", f"{name[:60]}**{exponent}")
        if name not in self.values:
            self.values[name] = self.generator(name)
        return self.values[name].power(int(exponent))

    def generator(self, name: str) -> Quotient:
        """A variable as it is; an atom built anew at its replaced arguments."""
        atom = atom_of(name)
        if atom is None or not atom.arguments:
            return Quotient(Poly.generator(name)) if atom is None else make_atom(atom.function)
        arguments = [self.quotient(argument) for argument in atom.arguments]
        if atom.function == "root":
            return self.reader.raised(arguments[0], rational(Fraction(1, atom.order)))
        if atom.function == "power":  # exp(y log b) only where b > 0 is evident: the atom may be 0
            evident = arguments[1].rational() is not None or self.reader.positive(arguments[0])
            return self.reader.raised(*arguments) if evident else self.reader.conditional("power", arguments)
        return self.reader.call(atom.function, arguments)
