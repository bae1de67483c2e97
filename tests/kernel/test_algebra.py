"""Algebraic rules: combination, factors, scale, lemma, let, eliminate."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from tests.kernel.examples import Row, as_expected, rows

NOT_SHOWN = ("default", "a sequent that the default strategy shows")
PLANE = "x in (-oo, oo); y in (-oo, oo)"
SQUARE = "x in [0, 1]; y in [0, 1]"  # facts 0: x >= 0, 1: 1 - x >= 0, 2: y >= 0, 3: 1 - y >= 0
OPEN = "x in (0, 1)"


def combination(*products: object, equalities: object = (), multiplier: object = ()) -> list[object]:
    parts = [list(products), equalities, multiplier]
    return ["combination", [list(part) if isinstance(part, tuple) else part for part in parts]]


SMALL = "a product [c >= 0, facts, square]"

COMBINATION: list[Row] = [
    ("a square", PLANE, "x**2 + y**2 >= 2*x*y", "x=0, y=0", combination(["1", [], "x - y"]), None),
    ("another square", PLANE, "x**2 + y**2 >= 2*x*y", "x=0, y=0", combination(["1", [], "x + y"]), ("combination", "an identity")),
    ("a negative square", PLANE, "2*x*y >= x**2 + y**2", "x=0, y=0", combination(["-1", [], "x - y"]), ("combination", SMALL)),
    ("a square, strict", PLANE, "x**2 + y**2 > 2*x*y", "x=0, y=1", combination(["1", [], "x - y"]), ("combination", "a weaker one")),
    ("a product of facts", SQUARE, "x*y >= x + y - 1", "x=0, y=0", combination(["1", [1, 3]]), None),
    ("a product, strict", SQUARE, "x*y > x + y - 1", "x=0, y=0", combination(["1", [1, 3]]), ("combination", "a weaker one")),
    ("another product", SQUARE, "x*y >= x + y - 1", "x=0, y=0", combination(["1", [0, 3]]), ("combination", "an identity")),
    ("True for 1", SQUARE, "x*y >= x + y - 1", "x=0, y=0", combination(["1", [True, 3]]), ("certificate", "a int")),
    ("no such fact", SQUARE, "x*y >= x + y - 1", "x=0, y=0", combination(["1", [1, 4]]), ("certificate", "the number of a fact")),
    ("facts from the end", SQUARE, "x*y >= x + y - 1", "x=0, y=0", combination(["1", [1, -1]]), ("certificate", "the number of a fact")),
    ("a coefficient 1/0", SQUARE, "x*y >= x + y - 1", "x=0, y=0", combination(["1/0", [1, 3]]), ("certificate", "a rational number")),
    ("a coefficient x", SQUARE, "x*y >= x + y - 1", "x=0, y=0", combination(["x", [1, 3]]), ("certificate", "a rational number")),
    ("a coefficient 1 that is no text", SQUARE, "x*y >= x + y - 1", "x=0, y=0", combination([1, [1, 3]]), ("certificate", "a str")),
    ("a decimal coefficient", SQUARE, "x*y >= x + y - 1", "x=0, y=0", combination(["0.5", [1, 3]], ["1/2", [1, 3]]), None),
    ("two squares in one", PLANE, "x**2*y**2 >= 0", "x=0, y=0", combination(["1", [], "x", "y"]), ("combination", SMALL)),
    ("strict facts", OPEN, "x > x**2", "x=1/2", combination(["1", [0, 1]]), None),
    ("one fact is weak", "x in [0, 1)", "x > x**2", "x=1/2", combination(["1", [0, 1]]), ("combination", "a weaker one")),
    ("a constant square is strict", OPEN, "5*x > x**2 + x", "x=1/2", combination(["1", [0, 1]], ["3", [0], "1"]), None),
    ("a strict square", OPEN, "x + x**2 > x", "x=1/2", combination(["1", [], "x"]), ("combination", "a weaker one")),
    ("nothing", PLANE, "x + y >= x + y", "x=0, y=0", combination(), None),
    ("nothing is not > 0", PLANE, "x + y > x + y - 0", "x=0, y=0", combination(), ("combination", "a weaker one")),
    ("an equality", f"{PLANE}; given x + y == 1", "x**2 - y**2 == x - y", "x=1/2, y=1/2", combination(equalities=[[0, "x - y"]]), None),
    ("the cofactor's sign", f"{PLANE}; given x + y == 1", "x**2 - y**2 == x - y", "x=1/2, y=1/2", combination(equalities=[[0, "y - x"]]), ("combination", "an identity")),
    ("an inequality as equality", f"{PLANE}; given x + y >= 1", "x**2 - y**2 == x - y", "x=1/2, y=1/2", combination(equalities=[[0, "x - y"]]), ("certificate", "the number of a fact == 0")),
    ("an equality in a product", f"{PLANE}; given x + y == 1", "x + y >= 1", "x=1/2, y=1/2", combination(["1", [0]]), ("certificate", "the number of a fact > or >= 0")),
    ("!= in a product", f"{PLANE}; given x != y", "x > y", "x=1, y=0", combination(["1", [0]]), ("certificate", "the number of a fact > or >= 0")),
    ("a product for ==", "x in [0, 0]", "x == 0", "x=0", combination(["1", [0]]), ("combination", "a combination that shows == 0")),
    ("a cofactor log(x) that is undefined", f"{PLANE}; given x + y == 1", "x == x", "x=1/2, y=1/2", combination(equalities=[[0, "log(x) - log(x)"]]), NOT_SHOWN),
    ("a cofactor log(x) that is defined", "x in (0, 1); given x == 1/2", "x*log(x) == log(x)/2", "x=1/2", combination(equalities=[[2, "log(x)"]]), None),
    ("a multiplier", "x in (-oo, oo); y in (0, oo); given x*y >= 1", "x > 0", "x=1, y=1", combination(["1", [1]], ["1", []], multiplier=[0]), None),
    ("a multiplier that may vanish", "x in (-oo, oo); y in [0, oo); given x*y >= 0", "x >= 0", "x=1, y=1", combination(["1", [1]], multiplier=[0]), ("certificate", "the number of a fact > 0")),
    ("a multiplier left out", "x in (-oo, oo); y in (0, oo); given x*y >= 1", "x > 0", "x=1, y=1", combination(["1", [1]], ["1", []]), ("combination", "an identity")),
    ("four arguments", PLANE, "x*x >= 0", "x=0, y=0", ["combination", [[["1", [], "x"]], [], [], []]], ("certificate", "3 entries")),
]  # fmt: skip


def product(*factors: list[object]) -> list[object]:
    return ["factors", list(factors)]


NOT_THE_GOAL = ("factors", "factors whose product is the goal")

FACTORS: list[Row] = [
    ("signs", "x in [1, oo)", "x**3 >= x", "x=1", product(["x", 1, ">"], ["x - 1", 1, ">="], ["x + 1", 1, ">"]), None),
    ("two signs turned", "x in [1, oo)", "x**3 >= x", "x=1", product(["-x", 1, "<"], ["1 - x", 1, "<="], ["x + 1", 1, ">"]), None),
    ("one sign turned", "x in [1, oo)", "x**3 >= x", "x=1", product(["x", 1, ">"], ["1 - x", 1, ">="], ["x + 1", 1, ">"]), ("factors", "signs that give >= 0")),
    ("a factor that is not so", "x in [1, oo)", "x**2 >= 3*x - 2", "x=1", product(["x - 1", 1, ">="], ["x - 2", 1, ">="]), NOT_SHOWN),
    ("strict needs strict", "x in [1, oo)", "x**3 > x", "x=2", product(["x", 1, ">"], ["x - 1", 1, ">="], ["x + 1", 1, ">"]), ("factors", "signs that give > 0")),
    ("strict", "x in (1, oo)", "x**3 > x", "x=2", product(["x", 1, ">"], ["x - 1", 1, ">"], ["x + 1", 1, ">"]), None),
    ("a factor missing", "x in [1, oo)", "x**3 >= x", "x=1", product(["x", 1, ">"], ["x - 1", 1, ">="]), NOT_THE_GOAL),
    ("an even power", "x in (0, oo)", "x**3 + x >= 2*x**2", "x=1", product(["x", 1, ">"], ["x - 1", 2, "even"]), None),
    ("an even power is not strict", "x in (0, oo)", "x**3 + x > 2*x**2", "x=2", product(["x", 1, ">"], ["x - 1", 2, "even"]), ("factors", "signs that give > 0")),
    ("an odd power called even", "x in (0, oo)", "x**2 >= x", "x=1", product(["x", 1, ">"], ["x - 1", 1, "even"]), ("factors", "signs that give >= 0")),
    ("!= on an even power is strict", "x in (0, oo); given x != 1", "x**3 + x > 2*x**2", "x=2", product(["x", 1, ">"], ["x - 1", 2, "!="]), None),
    ("!= on an odd power", "x in (0, oo); given x != 1", "x**2 > x", "x=2", product(["x", 1, ">"], ["x - 1", 1, "!="]), ("factors", "signs that give > 0")),
    ("a zero factor", f"{PLANE}; given x == 1", "x*y == y", "x=1, y=1", product(["x - 1", 1, "=="], ["y", 1, "even"]), None),
    ("a weak factor for ==", f"{PLANE}; given x >= 1", "x*y == y", "x=1, y=1", product(["x - 1", 1, ">="], ["y", 1, "even"]), ("factors", "signs that give == 0")),
    ("a zero factor to the power 0", f"{PLANE}; given x == 1", "y == 0", "x=1, y=0", product(["x - 1", 0, "=="], ["y", 1, "even"]), ("factors", "signs that give == 0")),
    ("a zero factor gives >=", f"{PLANE}; given x == 1", "x*y >= y", "x=1, y=1", product(["x - 1", 1, "=="], ["y", 1, "even"]), None),
    ("a negative exponent", "x in (0, oo)", "x >= 0", "x=1", product(["x", 2, ">"], ["x", -1, ">"]), ("polynomial", "an exponent from 0")),
    ("no such sign", "x in (0, oo)", "x >= 0", "x=1", product(["x", 1, "odd"]), ("certificate", "one of >, >=")),
    ("an exponent True", "x in (0, oo)", "x >= 0", "x=1", product(["x", True, ">"]), ("certificate", "a int")),
    ("no factors", "x in (0, oo)", "1 >= 0", "x=1", product(), None),
    ("a factor 0", "x in (0, oo)", "x >= 0", "x=1", product(["x - x", 1, ">="], ["x", 1, ">"]), NOT_THE_GOAL),
]  # fmt: skip

LEMMA_USED = combination(["1", [3]], ["1", [0, 2]])

LEMMA: list[Row] = [
    ("a lemma", "x in [0, oo); y in (0, oo)", "x**2*y + x*y >= 0", "x=0, y=1", ["lemma", ["x*y >= 0"], None, None], None),
    ("a false lemma", "x in [0, oo); y in (0, oo)", "x >= 1", "x=1, y=1", ["lemma", ["x >= 1"], None, None], NOT_SHOWN),
    ("a lemma in its own proof", "x in [0, oo)", "x >= 1", "x=1", ["lemma", ["x >= 1"], combination(["1", [1]]), None], ("certificate", "the number of a fact")),
    ("a lemma after itself", "x in [0, oo)", "2*x + 2 >= 0", "x=1", ["lemma", ["x >= 0"], None, combination(["2", [1]], ["2", []])], None),
    ("an undefined lemma", PLANE, "x**2 >= 0", "x=1, y=1", ["lemma", ["log(x) == log(x)"], None, None], NOT_SHOWN),
    ("a lemma that divides by 0", PLANE, "x**2 >= 0", "x=1, y=1", ["lemma", ["1/(x - x) >= 0"], None, None], ("definedness", "a nonzero divisor")),
    ("another variable that cancels", PLANE, "x**2 >= 0", "x=1, y=1", ["lemma", ["z >= z"], None, None], ("state", "a term over the variables of the goal")),
    ("another variable that stays", PLANE, "x**2 >= 0", "x=1, y=1", ["lemma", ["z >= 0"], None, None], ("state", "a term over the variables of the goal")),
    ("bad text", PLANE, "x**2 >= 0", "x=1, y=1", ["lemma", ["x >"], None, None], ("replay", "well-formed text")),
    ("a term for a relation", PLANE, "x**2 >= 0", "x=1, y=1", ["lemma", ["x"], None, None], ("replay", "expected a relation")),
    ("four children", "x in [0, oo)", "x >= 0", "x=1", ["lemma", ["x >= 0"], None, None, None], ("certificate", "2 entries")),
    ("no text", "x in [0, oo)", "x >= 0", "x=1", ["lemma", [0]], ("certificate", "a str")),
]  # fmt: skip

SCALE: list[Row] = [
    ("a positive factor", "x in [0, oo)", "x**2 - x + 1 > 0", "x=0", ["scale", ["1 + x"]], None),
    ("a factor that may vanish", "x in [0, oo)", "x**2 - x >= 0", "x=1", ["scale", ["x"], ["factors", [["x", 2, "even"], ["x - 1", 1, ">="]]]], NOT_SHOWN),
    ("a factor that vanishes inside", "x in [0, 1]", "x >= 2", "x=1", ["scale", ["x - x**2"]], NOT_SHOWN),
    ("a negative factor", "x in [0, 1]", "x - 2 >= 0", "x=1", ["scale", ["-1"]], ("default", "a sequent that the default strategy shows; -1 > 0")),
    ("a factor 0", "x in [0, 1]", "x - 2 >= 0", "x=1", ["scale", ["0"]], ("default", "a sequent that the default strategy shows; 0 > 0")),
    ("a quotient", "x in [1, 2]", "x**2 - x >= 0", "x=1", ["scale", ["1/x"]], ("certificate", "a polynomial in variables")),
    ("an undefined factor", "x in [0, 1]", "x >= 0", "x=1", ["scale", ["1 + log(x)**2"]], NOT_SHOWN),
    ("two factors", "x in [0, 1]", "x >= 0", "x=1", ["scale", ["1", "1"]], ("certificate", "1 entries")),
]  # fmt: skip

POSITIVE = "x in (0, oo); y in (0, oo)"

LET: list[Row] = [
    ("a sum", POSITIVE, "(x + y)**2 + x + y > 0", "x=1, y=1", ["let", ["w", "(0, oo)", "x + y"]], None),
    ("outside its domain", POSITIVE, "(x + y)**2 + x + y > 0", "x=1, y=1", ["let", ["w", "(1, oo)", "x + y"]], NOT_SHOWN),
    ("0 outside a closed-open domain", "x in [0, 1)", "x >= 0", "x=0", ["let", ["w", "(0, 1)", "x"]], NOT_SHOWN),
    ("an end outside", "x in [0, 1]", "x >= 0", "x=0", ["let", ["w", "[0, 1)", "x"]], NOT_SHOWN),
    ("a name that is taken", POSITIVE, "x > 0", "x=1, y=1", ["let", ["y", "(0, oo)", "x"]], ("state", "a new variable name")),
    ("the name of a constant", POSITIVE, "x > 0", "x=1, y=1", ["let", ["pi", "(0, oo)", "x"]], ("replay", "cannot name a variable")),
    ("the name of an atom", POSITIVE, "x > 0", "x=1, y=1", ["let", ["exp(1)", "(0, oo)", "x"]], ("replay", "cannot name a variable")),
    ("an integer", "n in integer [1, oo)", "n > 0", "n=1", ["let", ["w", "integer [1, oo)", "n"]], ("let", "a real domain")),
    ("in terms of itself", POSITIVE, "x > 0", "x=1, y=1", ["let", ["w", "(-oo, oo)", "w + 1"]], ("state", "a term over the variables of the goal")),
    ("an undefined term", POSITIVE, "x > 0", "x=1, y=1", ["let", ["w", "(-oo, oo)", "log(x - y)"]], NOT_SHOWN),
    ("an empty domain", POSITIVE, "x > 0", "x=1, y=1", ["let", ["w", "(0, 0)", "x"]], ("replay", "empty domain")),
    ("no term", POSITIVE, "x > 0", "x=1, y=1", ["let", ["w", "(0, oo)"]], ("certificate", "3 entries")),
    ("a number for the term", POSITIVE, "x > 0", "x=1, y=1", ["let", ["w", "(0, oo)", 1]], ("certificate", "a str")),
]  # fmt: skip

UNIT = f"{PLANE}; given x*y == x"  # y = 1, but only where x != 0
ROOT = "((x)**(1/2))"

ELIMINATE: list[Row] = [
    ("a variable", "x in (0, oo); y in (-oo, oo); given x*y == 1", "y > 0", "x=1, y=1", ["eliminate", [1, "y"]], None),
    ("D that may vanish", UNIT, "y == 1", "x=1, y=1", ["eliminate", [0, "y"]], NOT_SHOWN),
    ("D that may vanish, with a proof", f"{UNIT}; given x > 0", "y == 1", "x=1, y=1", ["eliminate", [0, "y"]], None),
    ("another goal", f"{UNIT}; given x > 0", "y == 2", "x=1, y=1", ["eliminate", [0, "y"]], NOT_SHOWN),
    ("an inequality", f"{PLANE}; given x >= y", "x >= y", "x=1, y=1", ["eliminate", [0, "y"]], ("certificate", "the number of a fact == 0")),
    ("two powers", f"{PLANE}; given y**2 + y == x", "x == y", "x=0, y=0", ["eliminate", [0, "y"]], ("eliminate", "a fact of the form D*g**k - N == 0")),
    ("a variable that does not occur", f"{PLANE}; given x == 1", "x == y", "x=1, y=1", ["eliminate", [0, "y"]], ("eliminate", "a fact of the form")),
    ("a variable inside an atom", "x in (-oo, oo); y in (0, oo); given y == x + log(y)", "x >= y", "x=1, y=1", ["eliminate", [1, "y"]], ("eliminate", "D and N free of y")),
    ("a square root", "x in [0, oo)", "sqrt(x)*sqrt(x) == x", "x=1", ["known", ["root", "sqrt(x)"], ["eliminate", [1, ROOT]]], None),
    ("a square root, wrongly", "x in [0, oo)", "sqrt(x)*sqrt(x)*sqrt(x) == x", "x=1", ["known", ["root", "sqrt(x)"], ["eliminate", [1, ROOT]]], NOT_SHOWN),
    ("an odd power keeps a factor", "x in [0, oo)", "sqrt(x)**3 == x*sqrt(x)", "x=1", ["known", ["root", "sqrt(x)"], ["eliminate", [1, ROOT]]], None),
    ("a square is no value", f"{PLANE}; given x**2 == y", "x == 1", "x=1, y=1", ["eliminate", [0, "x"]], NOT_SHOWN),
    ("True for 1", "x in (0, oo); y in (-oo, oo); given x*y == 1", "y > 0", "x=1, y=1", ["eliminate", [True, "y"]], ("certificate", "a int")),
]  # fmt: skip


@rows([*COMBINATION, *FACTORS, *LEMMA, *SCALE, *LET, *ELIMINATE])
def test_algebra(row: Row) -> None:
    as_expected(row)
