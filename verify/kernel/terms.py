"""Terms and relations as the parser reads them: nested tuples whose head names their shape.

    ("num", Fraction)  ("var", name)  ("const", "pi" | "E")      ("neg", t)   ("pow", base, exponent)
    ("add", (t, ...))  ("mul", (t, ...))   ("inv", t)            ("call", function, (t, ...))
    ("relation", operator, left, right)    inside judgements only

``("inv", t)`` occurs only in a product, never first: a/b is mul(a, inv(b)).  Nothing is simplified here: x/x
stays x/x, so that definedness can be judged.  A ``Relation`` is (operator, left, right).
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

Term: TypeAlias = tuple[Any, ...]
Relation: TypeAlias = tuple[str, Term, Term]

_UNARY = "exp log sqrt abs sin cos tan atan sinh cosh tanh gamma loggamma erf erfc"
FUNCTIONS = {**dict.fromkeys(_UNARY.split(), 1), "min": 2, "max": 2, "binomial": 2, "betainc": 3}
CONSTANTS = ("pi", "E")
NEGATION = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "==": "!=", "!=": "=="}
OPERATORS = tuple(NEGATION)


def num(value: int | Fraction) -> Term:
    return ("num", Fraction(value))


def variables(term: Term) -> frozenset[str]:
    if term[0] == "var":
        return frozenset((term[1],))
    return frozenset().union(*(variables(part) for part in term if isinstance(part, tuple)))


def substitute(term: Term, values: Mapping[str, Term]) -> Term:
    """Put terms in place of variables, all at once."""
    if term[0] == "var":
        return values.get(term[1], term)
    return tuple(substitute(part, values) if isinstance(part, tuple) else part for part in term)
