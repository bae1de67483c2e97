"""Reading the arguments of a certificate node: lists, integers, numbers, and text over a goal's state."""

from fractions import Fraction
from typing import Any

from verify.kernel.atoms import quotient_text
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_relation, parse_term
from verify.kernel.polynomials import Poly
from verify.kernel.state import Fact, Reader, State


def of_type(kind: type, value: object) -> Any:
    """``value`` if its type is exactly ``kind`` (so True is no integer)."""
    if type(value) is not kind:
        raise Rejected("certificate", f"a {kind.__name__}", repr(value)[:60])
    return value


def entries(value: object, count: int | None = None) -> list[Any]:
    found: list[Any] = of_type(list, value)
    if count is not None and len(found) != count:
        raise Rejected("certificate", f"{count} entries", str(len(found)))
    return found


def one_of(value: object, *allowed: object) -> Any:
    if not any(type(value) is type(a) and value == a for a in allowed):
        raise Rejected("certificate", f"one of {', '.join(map(str, allowed))}", repr(value)[:60])
    return value


def number(value: object) -> Fraction:
    term = parse_term(of_type(str, value))
    if term[0] != "num":
        raise Rejected("certificate", "a rational number", str(value)[:60])
    return Fraction(term[1])


def poly(reader: Reader, text: object) -> Poly:
    """A polynomial in the variables and atoms of the reader's state."""
    value = reader.term(parse_term(of_type(str, text)))
    if value.denominator:
        raise Rejected("certificate", "a polynomial in variables and atoms", quotient_text(value)[:80])
    return value.numerator


def relation(reader: Reader, text: object) -> tuple[Poly, str]:
    return reader.relation(parse_relation(of_type(str, text)))


def fact(state: State, index: object, *allowed: str) -> Fact:
    at: int = of_type(int, index)
    if not 0 <= at < len(state.facts) or state.facts[at].relation not in allowed:
        raise Rejected("certificate", f"the number of a fact {' or '.join(allowed)} 0", str(at)[:20])
    return state.facts[at]


def variable(state: State, name: object) -> str:
    if of_type(str, name) not in state.names:
        raise Rejected("certificate", "a variable of the goal", str(name)[:40])
    return str(name)
