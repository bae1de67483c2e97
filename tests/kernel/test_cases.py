"""Case rules: split, cases, contradiction, resolve, integers."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from tests.kernel.examples import Row, as_expected, rows

NOT_SHOWN = ("default", "a sequent that the default strategy shows")
WRONG = ("combination", "an identity")
PLANE = "x in (-oo, oo); y in (-oo, oo)"


def combination(*products: list[object]) -> list[object]:
    return ["combination", [list(products)]]


BELOW_ONE, CUBE = "x in (-oo, 1]", "x**2 - x + 1 > 0"
LEFT = combination(["1", [1, 1]], ["1", [1]], ["1", []])

SPLIT: list[Row] = [
    ("at 0", BELOW_ONE, CUBE, "x=0", ["split", ["x", "0"]], None),
    ("not needed to be inside", "x in [0, 1]", "x >= 0", "x=0", ["split", ["x", "5"]], None),
    ("outside, which does not help", BELOW_ONE, CUBE, "x=0", ["split", ["x", "5"]], NOT_SHOWN),
    ("at another number", BELOW_ONE, CUBE, "x=0", ["split", ["x", "1"]], NOT_SHOWN),
    ("the point belongs to both parts", "x in [-1, 1]; given x != 0", "x**2 > 0", "x=1", ["split", ["x", "0"]], ("default", "shows; x**2 > 0")),
    ("at a term", BELOW_ONE, CUBE, "x=0", ["split", ["x", "x"]], ("certificate", "a rational number")),
    ("at a number that is no text", BELOW_ONE, CUBE, "x=0", ["split", ["x", 0]], ("certificate", "a str")),
    ("another variable", BELOW_ONE, CUBE, "x=0", ["split", ["y", "0"]], ("certificate", "a variable of the goal")),
    ("three parts", BELOW_ONE, CUBE, "x=0", ["split", ["x", "0"], None, None, None], ("certificate", "2 entries")),
    ("no number", BELOW_ONE, CUBE, "x=0", ["split", ["x"]], ("certificate", "2 entries")),
    ("with a proof below", BELOW_ONE, CUBE, "x=0", ["split", ["x", "0"], LEFT], None),
    ("the parts exchanged", BELOW_ONE, CUBE, "x=0", ["split", ["x", "0"], None, LEFT], WRONG),
]  # fmt: skip

QUADRANT, FORM = "x in [0, oo); y in [0, oo)", "x**2 + y**2 >= x*y"
FOURTH = combination(["1", [0, 0, 0, 0]])
ABOVE, UNDER = combination(["1", [0, 2]], ["1", [], "y"]), combination(["1", [1, 2]], ["1", [], "x"])

CASES: list[Row] = [
    ("x >= y or x < y", QUADRANT, FORM, "x=0, y=0", ["cases", ["x - y"], ABOVE, UNDER], None),
    ("the cases exchanged", QUADRANT, FORM, "x=0, y=0", ["cases", ["x - y"], UNDER, ABOVE], WRONG),
    ("the other sign", QUADRANT, FORM, "x=0, y=0", ["cases", ["y - x"], ABOVE, UNDER], WRONG),
    ("the first case is weak", PLANE, "(x - y)**2*(x - y)**2 > 0", "x=1, y=0", ["cases", ["x - y"], FOURTH, FOURTH], ("combination", "a weaker one")),
    ("the second case is strict", PLANE, "(x - y)**2*(x - y)**2 > 0", "x=1, y=0", ["cases", ["x - y"], None, FOURTH], ("default", "sequent")),
    ("an undefined term", PLANE, FORM, "x=0, y=0", ["cases", ["log(x)"], ABOVE, UNDER], ("default", "shows; x > 0")),
    ("an undefined term that is not used", QUADRANT, "x >= 0", "x=0, y=0", ["cases", ["log(x)"]], ("default", "shows; x > 0")),
    ("a quotient", QUADRANT, FORM, "x=0, y=0", ["cases", ["1/(1 + x)"], ABOVE, UNDER], ("certificate", "a polynomial")),
    ("a relation", QUADRANT, FORM, "x=0, y=0", ["cases", ["x >= y"], ABOVE, UNDER], ("replay", "not a term")),
    ("two terms", QUADRANT, FORM, "x=0, y=0", ["cases", ["x", "y"], ABOVE, UNDER], ("certificate", "1 entries")),
]  # fmt: skip


def empty(*facts: int) -> list[object]:
    return ["contradiction", [], combination(*(["1", [fact]] for fact in facts))]


BETWEEN = ["split", ["x", "2"], ["cases", ["x - 2"], empty(0, 2), None], empty(0, 1)]

CONTRADICTION: list[Row] = [
    ("an empty case", "x in (-oo, oo); given x <= 1", "x < 2", "x=0", BETWEEN, None),
    ("a case with points", "x in (-oo, oo); given x <= 2", "x < 2", "x=0", BETWEEN, WRONG),
    ("no proof", "x in [0, 1]", "x >= 2", "x=0", ["contradiction", []], ("default", "shows; -1 >= 0")),
    ("arguments", "x in [0, 1]", "x >= 2", "x=0", ["contradiction", ["x"]], ("certificate", "0 entries")),
]  # fmt: skip

REAL, POWER = "x in (-oo, oo)", "b in [0, 1]; y in (0, oo)"
ATOM = ("resolve", "an atom abs, min, max or power of the goal")

RESOLVE: list[Row] = [
    ("a modulus", REAL, "abs(x) >= -x", "x=0", ["resolve", ["abs(x)"]], None),
    ("a false branch", REAL, "abs(x) <= x", "x=0", ["resolve", ["abs(x)"]], ("default", "shows; 2*x >= 0")),
    ("the second branch is strict", REAL, "abs(x) > 0", "x=1", ["resolve", ["abs(x)"], ["enclosure", [64]]], ("enclosure", "an enclosure")),
    ("a maximum", PLANE, "max(x, y) >= x", "x=0, y=0", ["resolve", ["max(x, y)"], None, combination(["1", [0]])], None),
    ("a maximum, branches exchanged", PLANE, "max(x, y) >= x", "x=0, y=0", ["resolve", ["max(x, y)"], combination(["1", [0]]), None], WRONG),
    ("a minimum", PLANE, "min(x, y) <= x", "x=0, y=0", ["resolve", ["min(x, y)"], None, combination(["1", [0]])], None),
    ("a minimum for a maximum", PLANE, "min(x, y) >= x", "x=0, y=0", ["resolve", ["min(x, y)"], None, combination(["1", [0]])], WRONG),
    ("an atom that is not there", REAL, "abs(x) >= -x", "x=0", ["resolve", ["abs(y)"]], ATOM),
    ("an exponential", REAL, "exp(x) > 0", "x=0", ["resolve", ["exp(x)"]], ATOM),
    ("a variable", REAL, "x**2 >= 0", "x=0", ["resolve", ["x"]], ATOM),
    ("a power", POWER, "b**y >= 0", "b=1, y=1", ["resolve", ["((b)**(y))"]], None),
    ("a power that may vanish", POWER, "b**y > 0", "b=1, y=1", ["resolve", ["((b)**(y))"]], ("default", "shows; 0 > 0")),
    ("a power of a base that may be negative", "b in [-1, 1]; y in (0, oo)", "b**y <= 5", "b=1, y=1", ["resolve", ["((b)**(y))"]], NOT_SHOWN),
    ("a power with an exponent 0", "b in [0, 1]; y in [0, oo)", "b**y <= 1", "b=1, y=1", ["resolve", ["((b)**(y))"]], NOT_SHOWN),
    ("no name", REAL, "abs(x) >= -x", "x=0", ["resolve", []], ("certificate", "1 entries")),
]  # fmt: skip

COUNT, GAP = "n in integer [1, oo)", "n**2 - 5*n + 6 >= 0"  # negative only between 2 and 3

INTEGERS: list[Row] = [
    ("two values and a tail", COUNT, GAP, "n=1", ["integers", ["n", 3]], None),
    ("more values", COUNT, GAP, "n=1", ["integers", ["n", 9]], None),
    ("a tail too early", COUNT, GAP, "n=1", ["integers", ["n", 2]], NOT_SHOWN),
    ("a value that fails", COUNT, "n**2 - 5*n + 6 > 0", "n=1", ["integers", ["n", 4]], ("default", "shows; 0 > 0")),
    ("a real variable", "n in [1, oo)", GAP, "n=1", ["integers", ["n", 3]], ("integers", "an integer variable with a lower bound")),
    ("no lower bound", "n in integer (-oo, oo)", GAP, "n=1", ["integers", ["n", 3]], ("integers", "an integer variable with a lower bound")),
    ("a range that ends before", "n in integer [1, 2]", "n**2 - 3*n + 2 == 0", "n=1", ["integers", ["n", 7]], None),
    ("a range that ends before, a false value", "n in integer [1, 3]", "n**2 - 3*n + 2 == 0", "n=1", ["integers", ["n", 7]], ("default", "shows; 2 == 0")),
    ("open ends", "n in integer (0, 3)", "n**2 - 3*n + 2 == 0", "n=1", ["integers", ["n", 7]], None),
    ("too many", COUNT, GAP, "n=1", ["integers", ["n", 10**9]], ("integers", "at most 5000 values")),
    ("True for 1", COUNT, GAP, "n=1", ["integers", ["n", True]], ("certificate", "a int")),
    ("another variable", COUNT, GAP, "n=1", ["integers", ["m", 3]], ("certificate", "a variable of the goal")),
    ("too few children are automatic", COUNT, GAP, "n=1", ["integers", ["n", 3], None], None),
    ("too many children", COUNT, GAP, "n=1", ["integers", ["n", 3], None, None, None, None], ("certificate", "3 entries")),
    ("inside an atom", "n in integer [1, 4]", "2**n >= n**2 - 1", "n=1", ["integers", ["n", 5]], None),
    ("inside an atom, too much", "n in integer [1, 4]", "2**n >= n**2", "n=1", ["integers", ["n", 5]], ("default", "shows; -1 >= 0")),
]  # fmt: skip


@rows([*SPLIT, *CASES, *CONTRADICTION, *RESOLVE, *INTEGERS])
def test_cases(row: Row) -> None:
    as_expected(row)
