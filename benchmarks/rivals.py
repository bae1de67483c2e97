"""What people would use instead, one function each; run in processes of their own, since some do not come back.

``python -m benchmarks.rivals NAME ROW RUNS`` prints a line for each run: seconds and the answer, as JSON.  An answer is
"shown", or what came instead.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.inequalities import ROWS, Inequality
from verify.kernel.parser import parse_domain, parse_relation
from verify.kernel.terms import Term

BOXES = 2_000


def gap(row: Inequality) -> tuple[Term, bool]:
    """The term that is to be >= 0, or > 0 (True)."""
    operator, left, right = parse_relation(row.text)
    low, high = (left, right) if operator in ("<", "<=") else (right, left)
    return ("add", (high, ("neg", low))), operator in ("<", ">")


def _sympy(row: Inequality) -> tuple[Any, Any, Any, bool]:
    """SymPy's expression for the gap, its (last) symbol, that symbol's domain, and whether the gap is to be > 0."""
    import sympy

    from verify.symbolic import sympy_of

    sympy.core.cache.clear_cache()
    known = {"(0, oo)": {"positive": True}, "[0, oo)": {"nonnegative": True}}
    symbols = {name: sympy.Symbol(name, **known.get(text, {"real": True})) for name, text in row.vars.items()}
    name, text = next(reversed(row.vars.items()))
    read = parse_domain(text)
    ends = [-sympy.oo if read.lo is None else sympy.Rational(read.lo), sympy.oo if read.hi is None else read.hi]
    domain = sympy.Interval(ends[0], sympy.sympify(ends[1]), read.lo_open, read.hi_open)
    term, strict = gap(row)
    return sympy_of(term, symbols).doit(), symbols[name], domain, strict


def sympy_sign(row: Inequality) -> str:
    """``expr.is_nonnegative``: what the assumptions on the symbols imply."""
    expr, _, _, strict = _sympy(row)
    answer = expr.is_positive if strict else expr.is_nonnegative
    return "shown" if answer else f"answers {answer}"


def sympy_minimum(row: Inequality) -> str:
    """``sympy.calculus.util.minimum`` over the domain."""
    from sympy.calculus.util import minimum

    expr, symbol, domain, strict = _sympy(row)
    if len(expr.free_symbols) > 1:
        return "n/a"
    least = minimum(expr, symbol, domain)
    return "shown" if (least > 0 if strict else least >= 0) == True else f"answers {least}"  # noqa: E712


def sympy_solve(row: Inequality) -> str:
    """``solve_univariate_inequality``: is the solution set the domain?"""
    from sympy import solve_univariate_inequality

    expr, symbol, domain, strict = _sympy(row)
    if len(expr.free_symbols) > 1:
        return "n/a"
    relation = expr > 0 if strict else expr >= 0
    if relation in (True, False):
        return "shown" if relation else "answers False"
    found = solve_univariate_inequality(relation, symbol, relational=False, domain=domain)
    return "shown" if found == domain else f"answers {found}"


def bisection(row: Inequality) -> str:
    """Interval bisection with mpmath.iv on a bounded part of the domain, within ``BOXES`` boxes."""
    from mpmath import iv

    term, strict = gap(row)
    names = sorted(row.vars)
    boxes, used = [row.boxes], 0
    while boxes:
        box = boxes.pop()
        used += 1
        if used > BOXES:
            return f"open after {BOXES} boxes"
        point = {name: iv.mpf(list(side)) for name, side in zip(names, box, strict=True)}
        low = _interval(term, point).a
        if low > 0 or (low == 0 and not strict):
            continue
        widest = max(range(len(box)), key=lambda i: box[i][1] - box[i][0])
        a, b = box[widest]
        for half in ((a, (a + b) / 2), ((a + b) / 2, b)):
            boxes.append((*box[:widest], half, *box[widest + 1 :]))
    return "shown"


def _interval(term: Term, point: dict[str, Any]) -> Any:
    from mpmath import iv

    head = term[0]
    if head == "num":
        return iv.mpf(term[1].numerator) / term[1].denominator
    if head == "var":
        return point[term[1]]
    if head == "neg":
        return -_interval(term[1], point)
    if head == "pow":
        return _interval(term[1], point) ** int(term[2][1])
    if head == "call":
        (x,) = (_interval(argument, point) for argument in term[2])
        if term[1] in ("cosh", "tanh"):
            up, down = iv.exp(x), iv.exp(-x)
            return (up + down) / 2 if term[1] == "cosh" else (up - down) / (up + down)
        return getattr(iv, term[1])(x)
    values = [(1 / _interval(p[1], point)) if p[0] == "inv" else _interval(p, point) for p in term[1]]
    result = values[0]
    for value in values[1:]:
        result = result + value if head == "add" else result * value
    return result


def z3(row: Inequality) -> str:
    """Z3 on the negation, for algebraic inequalities."""
    try:
        import z3 as solver
    except ImportError:
        return "not installed"
    names = {name: solver.Real(name) for name in row.vars}
    problem = solver.Solver()

    def of(term: Term) -> Any:
        head = term[0]
        if head == "num":
            return solver.RealVal(str(term[1]))
        if head == "var":
            return names[term[1]]
        if head == "neg":
            return -of(term[1])
        if head == "inv":
            return 1 / of(term[1])
        if head == "pow":
            return of(term[1]) ** int(term[2][1])
        if head == "call":
            if term[1] != "sqrt":
                raise NotImplementedError
            root = solver.FreshReal()
            problem.add(root >= 0, root * root == of(term[2][0]))
            return root
        result = of(term[1][0])
        for part in term[1][1:]:
            result = result + of(part) if head == "add" else result * of(part)
        return result

    for name, text in row.vars.items():
        read = parse_domain(text)
        if read.lo is not None:
            problem.add(names[name] > str(read.lo) if read.lo_open else names[name] >= str(read.lo))
        if read.hi is not None:
            problem.add(names[name] < str(read.hi) if read.hi_open else names[name] <= str(read.hi))
    term, strict = gap(row)
    try:
        value = of(term)
    except NotImplementedError:
        return "n/a"
    problem.add(value <= 0 if strict else value < 0)
    answer = str(problem.check())
    return "shown" if answer == "unsat" else f"answers {answer}"


RIVALS: dict[str, Callable[[Inequality], str]] = {
    "SymPy sign": sympy_sign,
    "SymPy minimum": sympy_minimum,
    "SymPy solve": sympy_solve,
    "mpmath.iv": bisection,
    "Z3": z3,
}


def main(name: str, row: int, runs: int) -> None:
    for _ in range(runs):
        start = time.perf_counter()
        try:
            answer = RIVALS[name](ROWS[row])
        except Exception as error:  # a rival's failure is a result
            answer = f"raises {type(error).__name__}"
        print(json.dumps([time.perf_counter() - start, answer]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
