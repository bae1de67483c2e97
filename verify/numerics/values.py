"""Values for the parameters of a law: exact rational numbers, written as such or through other parameters.

``6e4``, ``1/2``, ``0.05`` and ``n*d`` are values; ``sqrt(2)`` is none, and no float is ever made.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from verify.kernel.errors import Malformed
from verify.kernel.parser import Domain, parse_term
from verify.kernel.terms import Term, variables
from verify.law import Law, Parameter

MAX_BITS = 1_000  # of numerator and denominator


class ValueFault(ValueError):
    """A value that a parameter cannot have: one line that names the parameter and the fault."""

    def __init__(self, parameter: str, fault: str) -> None:
        self.parameter, self.fault = parameter, fault
        super().__init__(f"{parameter}: {fault}")


def read(law: Law, texts: Mapping[str, str]) -> dict[str, Fraction]:
    """The values of all parameters, in the law's order; raises ValueFault.

    texts: what was given; the defaults stand for the rest.  A value may use other parameters, not in a circle.
    """
    terms = {
        parameter.name: _term(parameter, texts.get(parameter.name, parameter.default)) for parameter in law.parameters
    }
    values: dict[str, Fraction] = {}
    while len(values) < len(terms):
        ready = [name for name in terms if name not in values and variables(terms[name]) <= values.keys()]
        if not ready:
            raise _circle(terms, values)
        for name in ready:
            values[name] = _within(law.parameter(name), rational(terms[name], values, name))
    return {parameter.name: values[parameter.name] for parameter in law.parameters}


def _term(parameter: Parameter, text: str | None) -> Term:
    if text is None:
        raise ValueFault(parameter.name, f"a value is needed ({parameter.says})")
    try:
        return parse_term(text)
    except Malformed as error:
        raise ValueFault(parameter.name, str(error)) from None


def _circle(terms: Mapping[str, Term], values: Mapping[str, Fraction]) -> ValueFault:
    for name, term in terms.items():
        strange = variables(term) - terms.keys()
        if strange:
            return ValueFault(name, f"{sorted(strange)[0]} is no parameter ({', '.join(terms)} are)")
    name = next(name for name in terms if name not in values)
    return ValueFault(name, "its value is defined in a circle")


def rational(term: Term, values: Mapping[str, Fraction], name: str) -> Fraction:
    """The exact value of a term made of numbers, parameters, + - * / and integer powers; raises ValueFault."""
    head = term[0]
    if head == "num":
        result = Fraction(term[1])
    elif head == "var":
        result = values[term[1]]
    elif head in ("neg", "inv"):
        inner = rational(term[1], values, name)
        if head == "inv" and inner == 0:
            raise ValueFault(name, "a division by 0")
        result = -inner if head == "neg" else 1 / inner
    elif head in ("add", "mul"):
        parts = [rational(part, values, name) for part in term[1]]
        result = parts[0]
        for part in parts[1:]:
            result = _small(result + part if head == "add" else result * part, name)
    elif head == "pow":
        result = _power(rational(term[1], values, name), rational(term[2], values, name), name)
    else:
        raise ValueFault(name, "an exact rational number is wanted, such as 6e4, 1/2, 0.05 or n*d")
    return _small(result, name)


def _power(base: Fraction, exponent: Fraction, name: str) -> Fraction:
    if exponent.denominator != 1:
        raise ValueFault(name, "an exact rational number is wanted: powers have integer exponents")
    if base == 0 and exponent < 0:
        raise ValueFault(name, "a division by 0")
    if (
        abs(exponent) * max(base.numerator.bit_length(), base.denominator.bit_length()) > 2 * MAX_BITS
        and abs(base) != 1
    ):
        raise _large(name)
    return base ** int(exponent)


def _small(value: Fraction, name: str) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        raise _large(name)
    return value


def _large(name: str) -> ValueFault:
    return ValueFault(name, f"numerator and denominator have at most {MAX_BITS} bits")


def _within(parameter: Parameter, value: Fraction) -> Fraction:
    domain = parameter.interval
    if domain.integer and value.denominator != 1:
        raise ValueFault(parameter.name, f"{value} is not an integer")
    if not inside(domain, value):
        raise ValueFault(parameter.name, f"{value} is outside {parameter.domain} ({parameter.says})")
    return value


def inside(domain: Domain, value: Fraction) -> bool:
    """Whether a number lies in the interval of a domain."""
    above = domain.lo is None or value > domain.lo or (value == domain.lo and not domain.lo_open)
    return above and (domain.hi is None or value < domain.hi or (value == domain.hi and not domain.hi_open))
