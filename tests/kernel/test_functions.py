"""Rules about functions: known relations, logarithms and exponentials of both sides; instances of other statements."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from tests.kernel.examples import Proved, Row, as_expected, proved, refused, rows, statement
from verify.kernel.statement import digest

NOT_SHOWN = ("default", "a sequent that the default strategy shows")
WRONG = ("combination", "an identity")
REAL, PLANE, POSITIVE = "x in (-oo, oo)", "x in (-oo, oo); y in (-oo, oo)", "x in (0, oo); y in (0, oo)"


def equal(fact: int, cofactor: str = "1") -> list[object]:
    return ["combination", [[], [[fact, cofactor]]]]


def known(name: object, *arguments: object, then: object = None) -> list[object]:
    return ["known", [name, *arguments], then]


KNOWN: list[Row] = [
    ("a root", "x in [0, oo)", "sqrt(x)**2 == x", "x=1", known("root", "sqrt(x)", then=equal(1)), None),
    ("a cube root", "x in [0, oo)", "(x**(1/3))**3 == x", "x=1", known("root", "x**(1/3)", then=equal(1)), None),
    ("a cube root squared", "x in [0, oo)", "(x**(1/3))**2 == x", "x=1", known("root", "x**(1/3)", then=equal(1)), WRONG),
    ("a modulus", REAL, "abs(x)**2 == x**2", "x=0", known("abs", "abs(x)", then=equal(0)), None),
    ("the modulus is no identity", REAL, "abs(x) == x", "x=0", known("abs", "abs(x)", then=equal(1)), ("certificate", "the number of a fact == 0")),
    ("a modulus above", REAL, "abs(x) >= x", "x=0", known("abs", "abs(x)"), None),
    ("a modulus, strictly above", REAL, "abs(x) > x", "x=-1", known("abs", "abs(x)"), NOT_SHOWN),
    ("a maximum", PLANE, "max(x, y) >= y", "x=0, y=0", known("extreme", "max(x, y)"), None),
    ("a minimum", PLANE, "min(x, y) <= y", "x=0, y=0", known("extreme", "min(x, y)"), None),
    ("a minimum from the other side", PLANE, "min(x, y) >= y", "x=0, y=0", known("extreme", "min(x, y)"), NOT_SHOWN),
    ("one of two", PLANE, "(max(x, y) - x)*(max(x, y) - y) == 0", "x=0, y=0", known("extreme", "max(x, y)", then=equal(2)), None),
    ("the circle", REAL, "sin(x)**2 + cos(x)**2 == 1", "x=0", known("circle", "x", then=equal(0)), None),
    ("two angles", PLANE, "sin(x)**2 + cos(y)**2 == 1", "x=0, y=0", known("circle", "x", then=equal(0)), WRONG),
    ("sums of logarithms", POSITIVE, "log(x*y**2) == log(x) + 2*log(y)", "x=1, y=1", known("log-product", "x*y**2", [["x", 1], ["y", 2]], then=equal(2)), None),
    ("quotients too", POSITIVE, "log(x/y) == log(x) - log(y)", "x=1, y=1", known("log-product", "x/y", [["x", 1], ["y", -1]], then=equal(2)), None),
    ("other factors", POSITIVE, "log(x*y**2) == log(x) + log(y)", "x=1, y=1", known("log-product", "x*y**2", [["x", 1], ["y", 1]], then=equal(2)), ("known", "factors whose product is the argument")),
    ("factors that may both be negative", f"{PLANE}; given x*y > 0", "x*y > 0", "x=1, y=1", known("log-product", "x*y", [["x", 1], ["y", 1]]), NOT_SHOWN),
    ("an exponent True", POSITIVE, "log(x) == log(x)", "x=1, y=1", known("log-product", "x", [["x", True]]), ("certificate", "a int")),
    ("a root that is none", REAL, "abs(x) >= 0", "x=0", known("root", "abs(x)"), ("known", "an atom of the kind root")),
    ("a modulus that is none", "x in [0, oo)", "sqrt(x) >= 0", "x=0", known("abs", "sqrt(x)"), ("known", "an atom of the kind abs")),
    ("a maximum that is none", REAL, "abs(x) >= 0", "x=0", known("extreme", "abs(x)"), ("known", "an atom of the kind extreme")),
    ("more than an atom", REAL, "abs(x) >= 0", "x=0", known("abs", "2*abs(x)"), ("known", "an atom")),
    ("a variable", REAL, "x**2 >= 0", "x=0", known("abs", "x"), ("known", "an atom")),
    ("an undefined root", REAL, "x**2 >= 0", "x=0", known("root", "sqrt(x)"), NOT_SHOWN),
    ("an unknown name", REAL, "x**2 >= 0", "x=0", known("square", "x"), ("known", "the name of a known relation")),
    ("no name", REAL, "x**2 >= 0", "x=0", ["known", []], ("known", "the name of a known relation")),
    ("a list for a name", REAL, "x**2 >= 0", "x=0", known(["root"], "x"), ("known", "the name of a known relation")),
    ("two terms", REAL, "abs(x) >= 0", "x=0", known("abs", "abs(x)", "x"), ("certificate", "1 entries")),
]  # fmt: skip

MONOTONE = ["monotone", ["x", "1", "lo", "end", 1]]


def logarithms(left: object, right: object, multiplier: object = "1", *children: object) -> list[object]:
    return ["logarithms", [left, right, multiplier], *children]


EXP, LINE = [["exp(x)", 1]], [["1 + x", 1]]
TWO_SIDES = ("logarithms", "two sides whose difference is the goal")

EXPONENTIALS: list[Row] = [
    ("of both sides", "x in [0, oo)", "exp(x) >= 1 + x", "x=0", logarithms(EXP, LINE, "1", MONOTONE), None),
    ("of a side that may be 0", "x in [-1, oo)", "exp(x) >= 1 + x", "x=0", logarithms(EXP, LINE, "1", MONOTONE), ("default", "shows; x + 1 > 0")),
    ("sides exchanged", "x in [0, oo)", "exp(x) >= 1 + x", "x=0", logarithms(LINE, EXP, "1", MONOTONE), TWO_SIDES),
    ("another goal", "x in [0, oo)", "exp(x) >= 1 + x", "x=0", logarithms([["exp(x)", 2]], LINE, "1", MONOTONE), TWO_SIDES),
    ("a positive multiple", "x in [0, oo)", "exp(x)/7 >= (1 + x)/7", "x=0", logarithms(EXP, LINE, "1", MONOTONE), None),
    ("a multiplier", "x in [0, oo)", "exp(x)/(2 + x) >= (1 + x)/(2 + x)", "x=0", logarithms(EXP, LINE, "1", MONOTONE), None),
    ("a negative multiplier", "x in [0, oo)", "1 + x >= exp(x)", "x=0", logarithms(EXP, LINE, "-1", MONOTONE), ("default", "shows; -1 > 0")),
    ("a multiplier that may vanish", "x in [0, oo)", "x*exp(x) >= x + x**2", "x=0", logarithms([["x", 1], ["exp(x)", 1]], [["x", 1], ["1 + x", 1]], "1", MONOTONE), ("default", "shows; x > 0")),
    ("powers", POSITIVE, "x**2*y**3 >= 0", "x=1, y=1", logarithms([["x", 2], ["y", 3]], [], "1"), TWO_SIDES),
    ("powers, fitting", "x in (1, oo); y in (1, oo)", "x**2*y**3 >= 1", "x=2, y=2", logarithms([["x", 2], ["y", 3]], []), None),
    ("powers that are not so", POSITIVE, "x**2*y**3 >= 1", "x=1, y=1", logarithms([["x", 2], ["y", 3]], []), NOT_SHOWN),
    ("an exponent in text", POSITIVE, "x**2*y**3 >= 1", "x=1, y=1", logarithms([["x", "2"]], []), ("certificate", "a int")),
    ("one side", POSITIVE, "x >= 1", "x=1, y=1", ["logarithms", [[["x", 1]], "1"]], ("certificate", "3 entries")),
    ("both sides equal", POSITIVE, "x >= x + 1", "x=1, y=1", logarithms([["x", 1]], [["x", 1]]), TWO_SIDES),
    ("exponentials", "x in [0, oo)", "x >= log(1 + x)", "x=0", ["exponentials", [], MONOTONE], None),
    ("exponentials, strict", "x in (0, oo)", "x > log(1 + x)", "x=1", ["exponentials", [], ["monotone", ["x", "1", "lo", "slope", 1]]], None),
    ("exponentials, strict at the included end", "x in [0, oo)", "x > log(1 + x)", "x=1", ["exponentials", [], ["monotone", ["x", "1", "lo", "slope", 1]]], ("monotone", "a strict end value")),
    ("exponentials of a false claim", "x in [0, oo)", "log(1 + x) >= x", "x=0", ["exponentials", [], MONOTONE], NOT_SHOWN),
    ("exponentials with arguments", "x in [0, oo)", "x >= log(1 + x)", "x=0", ["exponentials", ["1"], MONOTONE], ("certificate", "0 entries")),
]  # fmt: skip

BOUND = statement("x in (-1, oo)", "log(1 + x) <= x")
ROOT = statement("x in (-oo, oo); given x**2 <= 4; given x >= 0", "x <= 2")
BINOMIAL = statement("n in integer [0, oo); x in [-1, oo)", "1 + n*x <= (1 + abs(x))**n + 5*n")
IMPLIED = statement(REAL, "x >= 3 implies x > 2")
WITNESS = statement(f"{REAL}; exists C in (0, oo) of x", "C > x")
AXIOMS = Proved(BOUND, ROOT, BINOMIAL, IMPLIED, WITNESS)


def instance(text: str, *children: object, **values: object) -> list[object]:
    return ["instance", [digest(text), values], *children]


INSTANCE: list[Row] = [
    ("at a term", "t in [0, oo)", "log(1 + t**2) <= t**2", "t=0", instance(BOUND, x="t**2"), None),
    ("outside the domain", "t in (-oo, oo)", "t**2 >= 0", "t=0", instance(BOUND, x="t"), NOT_SHOWN),
    ("at an excluded end", "t in [-1, 0]", "t**2 >= 0", "t=0", instance(BOUND, x="t"), ("default", "shows; t + 1 > 0")),
    ("another conclusion", "t in [0, oo)", "log(1 + t**2) <= t**2/2", "t=0", instance(BOUND, x="t**2"), NOT_SHOWN),
    ("hypotheses that hold", "t in [0, oo); given t**2 <= 4", "t <= 2", "t=0", instance(ROOT, x="t"), None),
    ("a hypothesis that fails", "t in (-oo, oo); given t**2 <= 4", "t <= 2", "t=0", instance(ROOT, x="t"), ("default", "shows; t >= 0")),
    ("an integer", "m in integer [1, oo)", "m >= 0", "m=1", instance(BINOMIAL, n="m**2 + 1", x="m"), None),
    ("a half integer", "m in integer [1, oo)", "m >= 0", "m=1", instance(BINOMIAL, n="m/2", x="m"), ("instance", "an integer for an integer variable")),
    ("a real for an integer", "m in [1, oo)", "m >= 0", "m=1", instance(BINOMIAL, n="m", x="m"), ("instance", "an integer for an integer variable")),
    ("a quotient for an integer", "m in integer [1, oo)", "m >= 0", "m=1", instance(BINOMIAL, n="m/(m + 1)", x="m"), ("instance", "an integer for an integer variable")),
    ("an implication is no fact", REAL, "x > 2", "x=3", instance(IMPLIED, ["combination", [[["1", [0]]]]], x="x"), ("certificate", "the number of a fact")),
    ("a statement with exists", REAL, "x > x - 1", "x=3", instance(WITNESS, x="x"), ("instance", "a statement without exists")),
    ("no value", "t in [0, oo)", "t >= 0", "t=0", instance(BOUND), ("instance", "a statement without exists, terms for x")),
    ("a further value", "t in [0, oo)", "t >= 0", "t=0", instance(BOUND, x="t", y="t"), ("instance", "terms for x")),
    ("a value over another variable", "t in [0, oo)", "t >= 0", "t=0", instance(BOUND, x="s"), ("state", "a term over the variables of the goal")),
    ("an undefined value", "t in (-oo, oo)", "t**2 >= 0", "t=0", instance(BOUND, x="1 + abs(log(t))"), NOT_SHOWN),
    ("an unproved statement", "t in [0, oo)", "t >= 0", "t=0", instance("scalar\nclaim 0 > 1"), ("instance", "a statement that is proved or cited")),
    ("values that are a list", "t in [0, oo)", "t >= 0", "t=0", ["instance", [digest(BOUND), []]], ("certificate", "a dict")),
]  # fmt: skip


@rows([*KNOWN, *EXPONENTIALS, *INSTANCE])
def test_functions(row: Row) -> None:
    as_expected(row, AXIOMS)


def test_an_instance_needs_axioms() -> None:
    text = statement("t in [0, oo)", "log(1 + t**2) <= t**2")
    certificate = proved(text, "t=0", instance(BOUND, x="t**2"))
    refused(("instance", "statements to instantiate"), text, certificate, None)
