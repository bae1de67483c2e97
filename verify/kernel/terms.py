"""Terms and relations as the parser reads them: nested tuples whose head names their shape.

    ("num", Fraction)  ("var", name)  ("const", "pi" | "E")      ("neg", t)   ("pow", base, exponent)
    ("add", (t, ...))  ("mul", (t, ...))   ("inv", t)            ("call", function, (t, ...))
    ("relation", operator, left, right)    inside judgements only

``("inv", t)`` occurs only in a product, never first: a/b is mul(a, inv(b)).  Nothing is simplified here: x/x
stays x/x, so that definedness can be judged.  A ``Relation`` is (operator, left, right).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

Term: TypeAlias = tuple[Any, ...]
Relation: TypeAlias = tuple[str, Term, Term]

FUNCTIONS = {
    **dict.fromkeys(["exp", "log", "sqrt", "abs", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "gamma", "loggamma", "erf", "erfc"], 1),
    **dict.fromkeys(["min", "max", "binomial"], 2),
    "betainc": 3,
}
CONSTANTS = ("pi", "E")
OPERATORS = ("<=", "<", ">=", ">", "==", "!=")
NEGATION = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "==": "!=", "!=": "=="}


def num(value: int | Fraction) -> Term:
    return ("num", Fraction(value))


def children(term: Term) -> tuple[Term, ...]:
    parts = {"num": (), "var": (), "const": (), "call": term[2:], "relation": term[2:]}.get(term[0], term[1:])
    return parts[0] if term[0] in ("add", "mul", "call") else parts


def variables(term: Term) -> frozenset[str]:
    return frozenset((term[1],)) if term[0] == "var" else frozenset().union(*map(variables, children(term)))


def substitute(term: Term, values: Mapping[str, Term]) -> Term:
    """Put terms in place of variables, all at once."""
    if term[0] == "var":
        return values.get(term[1], term)
    return tuple(_inside(part, values) for part in term)


def _inside(part: Any, values: Mapping[str, Term]) -> Any:
    if not isinstance(part, tuple):
        return part
    return substitute(part, values) if isinstance(part[0], str) else tuple(substitute(p, values) for p in part)
