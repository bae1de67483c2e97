"""SymPy expressions to the kernel's terms and back, by one explicit table of node types.

SymPy is the language of people; the kernel's text is what is decided.  Every node type that has a translation stands
in the table below, and any other is refused by name, so that nothing is guessed.  What SymPy did before an
expression arrives here is beyond recall: x/x became 1 and sqrt(x**2) with x > 0 became x when they were built, and the
definedness of what was cancelled is not asked for.  Text keeps such terms.

Both directions keep values: where the term is defined, it equals the expression.  The order within sums and products
may change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import sympy
from sympy.core.numbers import Exp1, Float, Pi
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanAtom

from verify.kernel.errors import Malformed
from verify.kernel.statement import variable_name
from verify.kernel.terms import CONSTANTS, Relation, Term, num
from verify.printing import show, show_relation
from verify.statement import ClaimError

OPERATORS: dict[type[Relational], str] = {
    sympy.Le: "<=",
    sympy.Lt: "<",
    sympy.Ge: ">=",
    sympy.Gt: ">",
    sympy.Eq: "==",
    sympy.Ne: "!=",
}
FUNCTIONS: dict[type[sympy.Basic], str] = {
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.Abs: "abs",
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.tan: "tan",
    sympy.atan: "atan",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.tanh: "tanh",
    sympy.gamma: "gamma",
    sympy.loggamma: "loggamma",
    sympy.erf: "erf",
    sympy.erfc: "erfc",
    sympy.binomial: "binomial",
}
LATTICE: dict[type[sympy.Basic], str] = {sympy.Min: "min", sympy.Max: "max"}  # of any number of arguments
INSTEAD = {
    "betainc": "it is not regularized; write betainc_regularized(a, b, 0, x)",
    "ImaginaryUnit": "claims are about real numbers",
    "Piecewise": "write one claim for each case, or use Min, Max and Abs",
    **dict.fromkeys(("Infinity", "NegativeInfinity"), "infinities stand only at the ends of domains"),
    **dict.fromkeys(("Dummy", "Wild"), "only symbols whose name says which they are"),
}


def term_of(expr: object) -> Term:
    """The kernel's term for a SymPy expression, an int or a Fraction.

    Raises ClaimError for a node type without a translation, a float, an infinity, and for two different symbols of
    one name (such as Symbol("x") and Symbol("x", positive=True)).
    """
    if isinstance(expr, (int, Fraction)) and not isinstance(expr, bool):
        return num(expr)
    if isinstance(expr, float):
        expr = Float(expr)
    if not isinstance(expr, sympy.Expr):
        raise ClaimError(f"{_what(expr)} is not a SymPy expression")
    return _translated(expr, expr)[0]


def relation_of(rel: object) -> Relation:
    """(operator, left, right) for a SymPy relational; raises ClaimError as ``term_of`` does."""
    if isinstance(rel, (bool, BooleanAtom)):
        raise ClaimError(
            f"Python or SymPy has already made {rel} of the relation: write it as text, or with Eq, Le, ... and "
            "evaluate=False"
        )
    if not isinstance(rel, Relational) or type(rel) not in OPERATORS:
        raise ClaimError(f"{_what(rel)} is not a SymPy relational: <= < >= > Eq Ne")
    left, right = _translated(rel, rel.lhs, rel.rhs)
    return OPERATORS[type(rel)], left, right


def text_of(entry: object) -> str:
    """Canonical text of a SymPy relational or expression."""
    if isinstance(entry, (bool, Boolean)) and not isinstance(entry, sympy.Expr):  # a Symbol is both
        return show_relation(relation_of(entry))
    return show(term_of(entry))


def sympy_of(term: Term, symbols: Mapping[str, sympy.Symbol] | None = None) -> sympy.Expr:
    """A SymPy expression for people to read and to print, nothing simplified.

    symbols: what stands for the variables; real symbols of the same names by default.
    """
    head = term[0]
    if head == "num":
        return sympy.Rational(term[1].numerator, term[1].denominator)
    if head == "var":
        return (symbols or {}).get(term[1]) or sympy.Symbol(term[1], real=True)
    if head == "const":
        return sympy.pi if term[1] == "pi" else sympy.E
    if head == "call":
        return _called(term[1], [sympy_of(argument, symbols) for argument in term[2]])
    inside = term[1] if head in ("add", "mul") else term[1:]
    if head == "mul" and inside[0] == num(1):
        inside = inside[1:]  # 1/x is a power of x, not a product
    if head == "mul" and inside[0][0] == "neg":
        inside = (num(-1), inside[0][1], *inside[1:])  # the sign of a product stands in front
    parts = [sympy_of(part, symbols) for part in inside]
    if head == "mul" and len(parts) == 1:
        return parts[0]
    if head == "neg":
        return sympy.Mul(-1, parts[0], evaluate=False)
    if head == "inv":
        return sympy.Pow(parts[0], -1, evaluate=False)
    build: dict[str, Callable[..., sympy.Expr]] = {"add": sympy.Add, "mul": sympy.Mul, "pow": sympy.Pow}
    return build[head](*parts, evaluate=False)


def relational_of(relation: Relation, symbols: Mapping[str, sympy.Symbol] | None = None) -> Relational:
    """The SymPy relational for a relation, not decided even where SymPy could."""
    kind = next(kind for kind, operator in OPERATORS.items() if operator == relation[0])
    return kind(sympy_of(relation[1], symbols), sympy_of(relation[2], symbols), evaluate=False)


def _translated(whole: sympy.Basic, *parts: sympy.Expr) -> list[Term]:
    """The terms of the parts of an expression in which each name is one symbol."""
    try:
        names = [symbol.name for symbol in whole.free_symbols if isinstance(symbol, sympy.Symbol)]
        double = sorted({name for name in names if names.count(name) > 1})
        if double:
            raise ClaimError(f"two different symbols are called {double[0]!r} (they differ in their assumptions)")
        return [_term(part) for part in parts]
    except RecursionError:
        raise ClaimError("the SymPy expression is nested too deeply") from None


def _term(expr: sympy.Expr) -> Term:
    kind = type(expr)
    if isinstance(expr, sympy.Rational):
        return num(Fraction(int(expr.p), int(expr.q)))
    if kind is sympy.Symbol:
        return ("var", _name(str(expr.name)))
    if kind is Pi or kind is Exp1:
        return ("const", CONSTANTS[kind is Exp1])
    if kind is sympy.Add:
        return _sum([_signed(part) for part in _parts(expr)])
    if kind is sympy.Mul or (kind is sympy.Pow and _negative(expr.exp)):
        negative, size = _signed(expr)
        return _minus(size) if negative else size
    if kind is sympy.Pow:
        return _power(expr.base, expr.exp)
    if kind in FUNCTIONS:
        return ("call", FUNCTIONS[kind], tuple(map(_term, expr.args)))
    if kind in LATTICE:
        first, *rest = map(_term, expr.args)
        for part in rest:
            first = ("call", LATTICE[kind], (first, part))
        return first
    if kind is sympy.betainc_regularized and expr.args[2] == 0:
        a, b, _, x = map(_term, expr.args)
        return ("call", "betainc", (a, b, x))
    if kind is Float:
        raise ClaimError(f"the float {float(expr)!r} is not exact: write Rational('{float(expr)!r}')")
    raise ClaimError(f"{_what(expr)} has no translation{_hint(kind.__name__)}")


def _parts(expr: sympy.Expr) -> list[sympy.Expr]:
    """The parts of a sum, sums within it opened."""
    return [inner for part in expr.args for inner in (_parts(part) if type(part) is sympy.Add else [part])]


def _sum(parts: list[tuple[bool, Term]]) -> Term:
    """What is added before what is subtracted, numbers last in both: 1 + x reads x + 1."""
    (negative, first), *rest = sorted(parts, key=lambda part: (part[0], part[1][0] == "num"))
    terms = [_minus(first) if negative else first]
    terms += [(num(-size[1]) if size[0] == "num" else ("neg", size)) if below else size for below, size in rest]
    return ("add", tuple(terms))


def _minus(term: Term) -> Term:
    """-t as the parser reads it: the sign belongs to the first factor."""
    if term[0] == "mul":
        return ("mul", (_minus(term[1][0]), *term[1][1:]))
    return num(-term[1]) if term[0] == "num" else ("neg", term)


def _signed(expr: sympy.Expr) -> tuple[bool, Term]:
    """Whether an expression has a negative coefficient in front, and what is left without the sign.

    A product is written coefficient * numerators / denominators.
    """
    if isinstance(expr, sympy.Rational):
        return bool(expr < 0), num(abs(Fraction(int(expr.p), int(expr.q))))
    if type(expr) is not sympy.Mul and not (type(expr) is sympy.Pow and _negative(expr.exp)):
        return False, _term(expr)
    factors = list(expr.args) if type(expr) is sympy.Mul else [expr]
    coefficient = Fraction(1)
    if isinstance(factors[0], sympy.Rational):
        coefficient = Fraction(int(factors[0].p), int(factors[0].q))
        del factors[0]
    above: list[Term] = []
    below: list[Term] = []
    for factor in factors:
        if type(factor) is sympy.Pow and _negative(factor.exp):
            below.append(("inv", _power(factor.base, -factor.exp)))
        else:
            term = _term(factor)
            above += term[1] if term[0] == "mul" else (term,)
    size = abs(coefficient)
    if not above:
        above = [num(size)]
    else:
        above = above if size.numerator == 1 else [num(size.numerator), *above]
        below = below if size.denominator == 1 else [("inv", num(size.denominator)), *below]
    parts = _folded([*above, *below])
    return coefficient < 0, parts[0] if len(parts) == 1 else ("mul", tuple(parts))


def _folded(parts: list[Term]) -> list[Term]:
    """A number divided by a number is one number, as the parser reads it."""
    while len(parts) > 1 and parts[0][0] == "num" and parts[1][0] == "inv":
        head, divisor = parts[0][1], parts[1][1]
        if divisor[0] != "num" or divisor[1] == 0:
            break
        parts = [num(head / divisor[1]), *parts[2:]]
    return parts


def _power(base: sympy.Expr, exponent: sympy.Expr) -> Term:
    if exponent == 1:
        return _term(base)
    if exponent == sympy.Rational(1, 2):
        return ("call", "sqrt", (_term(base),))
    return ("pow", _term(base), _term(exponent))


def _negative(exponent: sympy.Expr) -> bool:
    return isinstance(exponent, sympy.Rational) and bool(exponent < 0)


def _called(function: str, arguments: list[sympy.Expr]) -> sympy.Expr:
    if function == "sqrt":
        return sympy.Pow(arguments[0], sympy.Rational(1, 2), evaluate=False)
    if function == "betainc":
        a, b, x = arguments
        return sympy.betainc_regularized(a, b, 0, x)
    kinds: dict[type[sympy.Basic], str] = {**FUNCTIONS, **LATTICE}
    kind: Callable[..., sympy.Expr] = next(kind for kind, name in kinds.items() if name == function)
    return kind(*arguments, evaluate=False)


def _name(text: str) -> str:
    try:
        return variable_name(text)
    except Malformed as error:
        raise ClaimError(f"the symbol {text!r}: {error}") from None


def _what(value: object) -> str:
    """The kind of a value, and how it prints."""
    text = str(value)
    return f"{type(value).__name__} ({text if len(text) <= 60 else text[:57] + '...'})"


def _hint(kind: str) -> str:
    if kind in INSTEAD:
        return f": {INSTEAD[kind]}"
    known = sorted({"Add", "Mul", "Pow", *(c.__name__ for c in (*FUNCTIONS, *LATTICE))})
    return f"; known are {', '.join(known)}, rational numbers, symbols, pi and E"
