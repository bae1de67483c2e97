"""Terms evaluated in ball arithmetic (Arb) at one rational point, to a few hundred bits.

Used where floats cancel.  A ball that is not finite says that the term is undefined, or not known to be defined; what
is found is checked by the kernel elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from flint import arb, ctx, fmpq

from verify.kernel.terms import Relation, Term

PRECISION = 256

_UNARY: dict[str, Callable[[arb], arb]] = {
    "exp": arb.exp, "log": arb.log, "sqrt": arb.sqrt, "abs": abs, "sin": arb.sin, "cos": arb.cos, "tan": arb.tan,
    "atan": arb.atan, "sinh": arb.sinh, "cosh": arb.cosh, "tanh": arb.tanh, "gamma": arb.gamma, "loggamma": arb.lgamma,
    "erf": arb.erf, "erfc": arb.erfc,
}  # fmt: skip


def ball(value: Fraction) -> arb:
    """A rational, to the same precision."""
    ctx.prec, before = PRECISION, ctx.prec
    try:
        return arb(fmpq(value.numerator, value.denominator))
    finally:
        ctx.prec = before


def evaluate(term: Term, point: Mapping[str, arb]) -> arb:
    """The value of a term; not finite where it is undefined.  Raises KeyError for a function without a ball."""
    head = term[0]
    if head == "num":
        return ball(term[1])
    if head == "var":
        return point[term[1]]
    if head == "const":
        return arb.pi() if term[1] == "pi" else arb.const_e()
    if head == "neg":
        return -evaluate(term[1], point)
    if head == "pow":
        return _power(evaluate(term[1], point), term[2], point)
    if head == "call":
        arguments = [evaluate(argument, point) for argument in term[2]]
        if term[1] in ("min", "max"):
            return arguments[0].min(arguments[1]) if term[1] == "min" else arguments[0].max(arguments[1])
        return _UNARY[term[1]](*arguments)
    parts = [evaluate(part[1] if part[0] == "inv" else part, point) for part in term[1]]
    result = parts[0]
    for part, value in zip(term[1][1:], parts[1:], strict=True):
        result = result + value if head == "add" else result / value if part[0] == "inv" else result * value
    return result


def _power(base: arb, exponent: Term, point: Mapping[str, arb]) -> arb:
    if exponent[0] == "num" and exponent[1].denominator == 1 and abs(exponent[1]) < 10**6:
        return base ** int(exponent[1])
    value = evaluate(exponent, point)
    if value.is_integer() and abs(value) < 10**6:
        return base ** int(float(value))
    if base == 0 and value > 0:
        return arb(0)
    return (value * base.log()).exp()


def holds(relation: Relation, point: Mapping[str, arb], within: bool = False) -> bool | None:
    """Whether a relation holds at a point; None if the balls do not say.

    within: a ball around 0 counts as 0, as for a hypothesis that the point meets with equality.
    """
    ctx.prec, before = PRECISION, ctx.prec
    try:
        gap = evaluate(relation[1], point) - evaluate(relation[2], point)
    finally:
        ctx.prec = before
    if not gap.is_finite():
        return None
    operator = relation[0]
    if gap > 0 or gap < 0:
        above = bool(gap > 0)
        return {"<=": not above, "<": not above, ">=": above, ">": above, "==": False, "!=": True}[operator]
    if gap.is_exact() or within:
        return operator in ("<=", ">=", "==")
    return None
