"""Rules that differentiate: monotone, quasiconcave, critical."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from tests.kernel.examples import Row, as_expected, rows

NOT_SHOWN = ("default", "a sequent that the default strategy shows")


def monotone(
    u: str = "1", end: object = "lo", strict: str = "end", sign: object = 1, *children: object
) -> list[object]:
    return ["monotone", ["x", u, end, strict, sign], *children]


TANGENT = "exp(x) >= 1 + x"
ABOVE_Y = ["lemma", ["x >= 0"], ["combination", [[["1", [1]], ["1", [0]]]]]]

MONOTONE: list[Row] = [
    ("from the lower end", "x in [0, oo)", TANGENT, "x=0", monotone(), None),
    ("from the upper end", "x in (-oo, 0]", TANGENT, "x=0", monotone(end="hi"), None),
    ("strict inside", "x in (0, oo)", "exp(x) > 1 + x", "x=1", monotone(strict="slope"), None),
    ("equality at the included end", "x in [0, oo)", "exp(x) > 1 + x", "x=1", monotone(strict="slope"), ("monotone", "a strict end value if the end is included")),
    ("a strict end that is not", "x in (0, oo)", "exp(x) > 1 + x", "x=1", monotone(), ("default", "shows; 0 > 0")),
    ("the value at an excluded end", "x in (0, oo)", "exp(x) > 1 + x/2", "x=1", monotone(strict="slope"), None),
    ("a strict end value", "x in [0, oo)", "exp(x) > x", "x=1", monotone(), None),
    ("a slope that only vanishes", "x in (0, 1)", "1 > x - x", "x=1/2", monotone(strict="slope"), ("default", "shows; 0 > 0")),
    ("no lower end", "x in (-oo, 0]", TANGENT, "x=0", monotone(), ("slice", "a finite lo end of x")),
    ("no such end", "x in [0, oo)", TANGENT, "x=0", monotone(end="low"), ("certificate", "one of lo, hi")),
    ("not monotone", "x in [0, oo)", "x**2 >= x", "x=1", monotone(), NOT_SHOWN),
    ("decreasing from the lower end", "x in [0, 1]", "0 >= x", "x=0", monotone(), ("default", "shows; -1 >= 0")),
    ("a negative end value", "x in [0, oo)", "exp(x) >= 2 + x", "x=2", monotone(), ("default", "shows; -1 >= 0")),
    ("a divisor", "x in [1, oo)", "x**2 >= x", "x=1", monotone("x"), None),
    ("0/0 at the end", "x in (0, oo)", "x**2 + x > 0", "x=1", monotone("x", strict="slope"), ("default", "shows; x > 0")),
    ("0/0 at the end, 0 included", "x in [0, oo)", "x**2 >= x", "x=1", monotone("x"), ("default", "shows; x > 0")),
    ("a divisor that vanishes inside", "x in [0, 2]", "x**2 >= 0", "x=0", monotone("1 - x"), NOT_SHOWN),
    ("a negative divisor", "x in [1, oo)", "x**2 >= x", "x=1", monotone("-x", sign=-1), None),
    ("a negative divisor called positive", "x in [1, oo)", "x**2 >= x", "x=1", monotone("-x", sign=1), None),
    ("a divisor of no evident sign", "x in [1, oo)", "x**2 >= x", "x=1", monotone("x**2 - x + 1"), None),
    ("a divisor undefined at the end", "x in (0, oo)", "exp(x) > x", "x=1", monotone("1 + log(x)**2"), ("default", "shows; x > 0")),
    ("undefined at the end", "x in (0, 1]", "x*log(x) + 2 > 0", "x=1", monotone(), ("default", "shows; x > 0")),
    ("a root at 0", "x in [0, 1]", "sqrt(x) + x >= 0", "x=0", monotone(), None),
    ("a modulus", "x in [0, 1]", "abs(x) + x >= 0", "x=0", monotone(), ("derivative", "a function that the kernel differentiates; abs")),
    ("a maximum", "x in [0, 1]", "max(x, 1 - x) >= 0", "x=0", monotone(), ("derivative", "a function that the kernel differentiates; max")),
    ("a power whose base may vanish", "x in [0, 1]; y in (0, oo)", "x**y >= 0", "x=1, y=1", monotone(), ("derivative", "a function that the kernel differentiates; power")),
    ("the sine", "x in [0, 1]", "x >= sin(x)", "x=0", monotone("1", "lo", "end", 1, ["enclosure", [64]]), None),
    ("the sine from below", "x in [0, 1]", "sin(x) >= x", "x=0", monotone("1", "lo", "end", 1, ["enclosure", [64]]), ("enclosure", "an enclosure of the right sign")),
    ("the arc tangent", "x in [0, 1]", "x >= atan(x)", "x=0", monotone(), None),
    ("the logarithm", "x in (-1, 0]", "x >= log(1 + x)", "x=0", monotone(end="hi"), None),
    ("the logarithm over all", "x in (-1, oo)", "x >= log(1 + x)", "x=0", ["split", ["x", "0"], monotone(end="hi"), monotone()], None),
    ("a fact as end", "y in [0, oo); x in (-oo, oo); given x >= y", "exp(x) - x >= exp(y) - y", "x=0, y=0", monotone("1", 1, "end", 1, ABOVE_Y), None),
    ("a fact that is no end", "y in [0, oo); x in [0, oo); given x*y >= 1", TANGENT, "x=1, y=1", monotone(end=2), ("slice", "a fact linear in x")),
    ("an equality as end", "y in [0, oo); x in [0, oo); given x == y", TANGENT, "x=1, y=1", monotone(end=2), ("certificate", "the number of a fact > or >= 0")),
    ("the end of another variable", "y in [0, oo); x in [0, oo)", TANGENT, "x=1, y=1", monotone(end=0), ("slice", "a fact linear in x")),
    ("a side that is dropped", "x in [0, oo); given x**2 <= 1", "2 - x >= 0", "x=1", monotone(), NOT_SHOWN),
    ("sign 0", "x in [0, oo)", TANGENT, "x=0", monotone(sign=0), ("certificate", "one of 1, -1")),
    ("sign True", "x in [0, oo)", TANGENT, "x=0", monotone(sign=True), ("certificate", "one of 1, -1")),
    ("both strict", "x in [0, oo)", TANGENT, "x=0", monotone(strict="both"), ("certificate", "one of end, slope")),
    ("an equality", "x in [0, oo)", "x == 0", "x=0", monotone(), ("monotone", "a goal > 0 or >= 0")),
    ("another variable", "x in [0, oo)", TANGENT, "x=0", ["monotone", ["y", "1", "lo", "end", 1]], ("certificate", "a variable of the goal")),
    ("a divisor over another variable", "x in [0, oo)", TANGENT, "x=0", monotone("1 + z**2"), ("state", "a term over the variables of the goal")),
]  # fmt: skip


def quasiconcave(u: str = "1", v: str = "1", strict: str = "end", sign: object = 1, *children: object) -> list[object]:
    return ["quasiconcave", ["x", u, v, strict, sign], *children]


QUASICONCAVE: list[Row] = [
    ("an arch", "x in [0, 1]", "x >= x**2", "x=0", quasiconcave(), None),
    ("an arch, strict inside", "x in (0, 1)", "x > x**2", "x=1/2", quasiconcave(strict="slope"), None),
    ("an arch, one end included", "x in [0, 1)", "x > x**2", "x=1/2", quasiconcave(strict="slope"), ("quasiconcave", "strict end values if an end is included")),
    ("ends that are not strict", "x in (0, 1)", "x > x**2", "x=1/2", quasiconcave(), ("default", "shows; 0 > 0")),
    ("strict end values", "x in [0, 1]", "x + 1 > x**2", "x=0", quasiconcave(), None),
    ("a bowl, which is not quasi-concave", "x in [0, 1]", "x**2 - x + 1/8 >= 0", "x=0", quasiconcave(), ("default", "shows; -2 >= 0")),
    ("a negative upper end", "x in [0, 2]", "x >= x**2", "x=0", quasiconcave(), ("default", "shows; -2 >= 0")),
    ("a negative lower end", "x in [-1, 1]", "x >= x**2", "x=0", quasiconcave(), ("default", "shows; -2 >= 0")),
    ("no upper end", "x in [0, oo)", "x >= x**2", "x=0", quasiconcave(), ("slice", "a finite hi end of x")),
    ("a negative divisor", "x in [0, 1]", "x >= x**2", "x=0", quasiconcave("-1", sign=-1), None),
    ("a divisor that vanishes at an end", "x in [0, 1]", "x >= x**2", "x=0", quasiconcave("x"), ("default", "shows; x > 0")),
    ("a divisor that vanishes inside", "x in [0, 1]", "x >= x**2", "x=0", quasiconcave("2*x - 1"), NOT_SHOWN),
    ("a second divisor", "x in [0, 1]", "x >= x**2", "x=0", quasiconcave("1", "x"), None),
    ("a negative second divisor", "x in [0, 1]", "x >= x**2", "x=0", quasiconcave("1", "-1"), ("quasiconcave", "a positive divisor v")),
    ("a second divisor that vanishes", "x in [0, 1]", "x >= x**2", "x=0", quasiconcave("1", "2*x - 1"), NOT_SHOWN),
    ("entropy", "x in (0, 1)", "-x*log(x) >= 0", "x=1/2", quasiconcave(), ("default", "shows; x > 0")),
    ("a modulus", "x in [0, 1]", "abs(x) >= 0", "x=0", quasiconcave(), ("derivative", "a function that the kernel differentiates")),
    ("an equality", "x in [0, 0]", "x == 0", "x=0", quasiconcave(), ("quasiconcave", "a goal > 0 or >= 0")),
    ("four arguments", "x in [0, 1]", "x >= x**2", "x=0", ["quasiconcave", ["x", "1", "1", "end"]], ("certificate", "5 entries")),
]  # fmt: skip


def critical(*children: object) -> list[object]:
    return ["critical", ["x"], *children]


SOLVED = ["eliminate", [4, "x"]]  # facts: two ends, the two strict ones, the slope

CRITICAL: list[Row] = [
    ("a bowl", "x in [-1, 2]", "x**2 - x + 1 > 0", "x=0", critical(SOLVED), None),
    ("a bowl below 0", "x in [-1, 2]", "x**2 - x + 1/8 > 0", "x=0", critical(SOLVED), ("default", "shows; -1/8 > 0")),
    ("a bowl that touches 0", "x in [-1, 2]", "x**2 - x + 1/4 > 0", "x=0", critical(SOLVED), ("default", "shows; 0 > 0")),
    ("a bowl that touches 0, weak", "x in [-1, 2]", "x**2 - x + 1/4 >= 0", "x=0", critical(SOLVED), None),
    ("not compact", "x in [0, oo)", "x**2 - x + 1 > 0", "x=0", critical(SOLVED), ("slice", "a finite hi end of x")),
    ("not compact, a false claim", "x in [0, oo)", "1/2 - x >= 0", "x=0", critical(), ("slice", "a finite hi end of x")),
    ("an arch, ends excluded", "x in (0, 1)", "x > x**2", "x=1/2", critical(SOLVED), None),
    ("an arch, one end included", "x in [0, 1)", "x > x**2", "x=1/2", critical(SOLVED), ("default", "shows; 0 > 0")),
    ("an arch, the other end included", "x in (0, 1]", "x > x**2", "x=1/2", critical(SOLVED), ("default", "shows; 0 > 0")),
    ("a negative end", "x in [0, 2]", "x >= x**2", "x=1/2", critical(SOLVED), ("default", "shows; -2 >= 0")),
    ("a critical point that is evident", "x in [-1, 2]", "x**2 - x + 3/10 > 0", "x=0", critical(), None),
    ("a modulus", "x in [-1, 1]", "abs(x) > -1", "x=0", critical(), ("derivative", "a function that the kernel differentiates")),
    ("undefined at an end", "x in (0, 1]", "2 - log(x) >= 0", "x=1", critical(), ("default", "shows; x > 0")),
    ("not differentiable inside", "x in [-1, 1]", "sqrt(x**2) >= 0", "x=1", critical(), NOT_SHOWN),
    ("an equality", "x in [0, 0]", "x == 0", "x=0", critical(), ("critical", "a goal > 0 or >= 0")),
    ("two variables", "x in [0, 1]", "x >= 0", "x=0", ["critical", ["x", "x"]], ("certificate", "1 entries")),
]  # fmt: skip


@rows([*MONOTONE, *QUASICONCAVE, *CRITICAL])
def test_calculus_of_one_variable(row: Row) -> None:
    as_expected(row)
