"""The rules without premises: the default strategy, one sign, enclosures."""

from __future__ import annotations

from tests.kernel.examples import Row, as_expected, rows

DEFAULT = ["default", []]
SIGN = ["one-sign", []]


def enclosure(precision: object = 64) -> list[object]:
    return ["enclosure", [precision]]


NOT_SHOWN = ("default", "a sequent that the default strategy shows")
NOT_ONE_SIGN = ("one-sign", "coefficients of one sign")
NOT_ENCLOSED = ("enclosure", "an enclosure of the right sign")

ROWS: list[Row] = [
    ("null is the default strategy", "x in [0, oo)", "x >= 0", "x=0", None, None),
    ("a domain says it", "x in [0, oo)", "x >= 0", "x=0", DEFAULT, None),
    ("no domain says it", "x in (-oo, oo)", "x >= 0", "x=0", DEFAULT, NOT_SHOWN),
    ("0 is included", "x in [0, oo)", "x > 0", "x=1", DEFAULT, NOT_SHOWN),
    ("0 is excluded", "x in (0, oo)", "x > 0", "x=1", DEFAULT, None),
    ("a multiple of a fact", "x in (-oo, oo); y in (-oo, oo); given 2*x*y >= 4", "x*y >= 2", "x=1, y=2", DEFAULT, None),
    (
        "of the wrong sign",
        "x in (-oo, oo); y in (-oo, oo); given 2*x*y <= 4",
        "x*y >= 2",
        "x=1, y=2",
        DEFAULT,
        NOT_SHOWN,
    ),
    ("weak for strict", "x in (-oo, oo); y in (-oo, oo); given x*y >= 2", "x*y > 2", "x=1, y=3", DEFAULT, NOT_SHOWN),
    ("strict for weak", "x in (-oo, oo); y in (-oo, oo); given x*y > 2", "x*y >= 2", "x=1, y=3", DEFAULT, None),
    ("!= is not >", "x in (-oo, oo); y in (-oo, oo); given x*y != 2", "x*y > 2", "x=1, y=3", DEFAULT, NOT_SHOWN),
    ("== gives >=", "x in (-oo, oo); y in (-oo, oo); given x*y == 2", "x*y <= 2", "x=1, y=2", DEFAULT, None),
    ("== does not give >", "x in (-oo, oo); y in (-oo, oo); given x*y == 2", "x*y < 2", "x=1, y=2", DEFAULT, NOT_SHOWN),
    (
        ">= does not give ==",
        "x in (-oo, oo); y in (-oo, oo); given x*y >= 2",
        "x*y == 2",
        "x=1, y=2",
        DEFAULT,
        NOT_SHOWN,
    ),
    ("a closed goal", "x in [0, 1]", "E < 2718282/1000000", "x=0", DEFAULT, None),
    ("a false closed goal", "x in [0, 1]", "E < 2718281/1000000", "x=0", DEFAULT, NOT_SHOWN),
    ("arguments", "x in [0, oo)", "x >= 0", "x=0", ["default", [1]], ("certificate", "0 entries")),
    ("arguments that are no list", "x in [0, oo)", "x >= 0", "x=0", ["default", "x"], ("certificate", "a list")),
    # one sign
    ("a box", "x in [0, 1]; y in (0, oo)", "1 - x + x*y > 0", "x=0, y=1", SIGN, None),
    ("an included corner with y = 0", "x in [0, 1]; y in [0, oo)", "1 - x + x*y > 0", "x=0, y=1", SIGN, NOT_ONE_SIGN),
    ("the corner excluded", "x in [0, 1); y in [0, oo)", "1 - x + x*y > 0", "x=0, y=1", SIGN, None),
    ("equality at the end 1", "x in [0, 1]", "1 - x > 0", "x=0", SIGN, NOT_ONE_SIGN),
    ("equality at the end 1, weak", "x in [0, 1]", "1 - x >= 0", "x=0", SIGN, None),
    ("the wrong sign", "x in [0, 1)", "x - 1 > 0", "x=0", SIGN, NOT_ONE_SIGN),
    ("even powers", "x in (-oo, oo)", "x**4 + x**2 + 1 > 0", "x=0", SIGN, None),
    ("a square may vanish", "x in (-oo, oo)", "x**4 + x**2 > 0", "x=1", SIGN, NOT_ONE_SIGN),
    ("odd powers", "x in (-oo, oo)", "x**3 + 1 > 0", "x=0", SIGN, NOT_ONE_SIGN),
    ("odd powers of the positive", "x in (0, oo)", "x**3 + x > 0", "x=1", SIGN, None),
    ("an included 0", "x in [0, oo); y in (0, oo)", "x*y > 0", "x=1, y=1", SIGN, NOT_ONE_SIGN),
    ("below a finite end", "x in (-oo, 1)", "1 - x > 0", "x=0", SIGN, None),
    ("below an included end", "x in (-oo, 1]", "1 - x > 0", "x=0", SIGN, NOT_ONE_SIGN),
    ("exponentials", "x in (-oo, oo)", "exp(2*x) + exp(-x) > 0", "x=0", SIGN, None),
    ("a difference of exponentials", "x in (-oo, oo)", "exp(2*x) - exp(-x) > 0", "x=1", SIGN, NOT_ONE_SIGN),
    ("exp against 1", "x in (0, oo)", "exp(3*x) > exp(2*x)", "x=1", SIGN, None),
    ("exp against 1 at 0", "x in [0, oo)", "exp(3*x) > exp(2*x)", "x=1", SIGN, NOT_ONE_SIGN),
    ("exp against 1 at 0, weak", "x in [0, oo)", "exp(3*x) >= exp(x/2)", "x=1", SIGN, None),
    ("an integer above 1", "n in integer [1, oo); given n > 1", "n >= 2", "n=2", SIGN, None),
    ("a real above 1", "n in [1, oo); given n > 1", "n >= 2", "n=2", SIGN, NOT_ONE_SIGN),
    ("an integer above 3/2", "n in integer (-oo, oo); given n > 3/2", "n >= 2", "n=2", SIGN, None),
    ("an integer above 3/2 is not 3", "n in integer (-oo, oo); given n > 3/2", "n >= 3", "n=3", SIGN, NOT_ONE_SIGN),
    ("an identity", "x in (-oo, oo)", "(x + 1)**2 == x**2 + 2*x + 1", "x=0", SIGN, None),
    ("no identity", "x in (-oo, oo)", "(x + 1)**2 == x**2 + 2*x", "x=0", SIGN, NOT_ONE_SIGN),
    ("arguments of one-sign", "x in [0, 1]", "1 - x >= 0", "x=0", ["one-sign", ["x"]], ("certificate", "0 entries")),
    # enclosures
    ("a box of logarithms", "x in [1, 2]", "log(x) - x + 3 > 0", "x=1", enclosure(), None),
    ("too small a constant", "x in [1, 2]", "log(x) - x + 1 > 0", "x=1", enclosure(), NOT_ENCLOSED),
    ("overlap is no equality", "x in [0, 1]", "2*log(2) >= log(4)", "x=0", enclosure(), NOT_ENCLOSED),
    ("equality is never enclosed", "x in [0, 1]", "2*log(2) == log(4)", "x=0", enclosure(), NOT_ENCLOSED),
    ("0 attained", "x in [0, 1]", "x**2 > 0", "x=1", enclosure(), NOT_ENCLOSED),
    ("0 attained, weak", "x in [0, 1]", "x**2 >= 0", "x=1", enclosure(), None),
    ("0 not attained", "x in (0, 1]", "x**2 > 0", "x=1", enclosure(), None),
    ("sine", "x in (-oo, oo)", "sin(x) <= 1", "x=0", enclosure(), None),
    ("sine attains 1", "x in (-oo, oo)", "sin(x) < 1", "x=0", enclosure(), NOT_ENCLOSED),
    ("pi", "x in [0, 1]", "pi > 314159265/10**8", "x=0", enclosure(), None),
    ("pi from the other side", "x in [0, 1]", "pi > 314159266/10**8", "x=0", enclosure(), NOT_ENCLOSED),
    ("pi needs more bits", "x in [0, 1]", "pi > 314159265/10**8", "x=0", enclosure(8), NOT_ENCLOSED),
    ("an unbounded box", "x in [1, oo)", "exp(-x) < 1/2", "x=1", enclosure(), None),
    ("the open end 0 of exp(-x)", "x in [1, oo)", "exp(-x) > 0", "x=1", enclosure(), None),
    ("a root", "x in [4, 9]", "sqrt(x) >= 2", "x=4", enclosure(), None),
    ("a root at its end", "x in [4, 9]", "sqrt(x) > 2", "x=5", enclosure(), NOT_ENCLOSED),
    ("too few bits for an atom", "x in [0, 1]", "pi > 3", "x=0", enclosure(4), ("enclosure", "a precision from 8")),
    ("too many bits", "x in [0, 1]", "pi > 3", "x=0", enclosure(10**6), ("enclosure", "a precision from 8")),
    ("True for 1", "x in [0, 1]", "x >= 0", "x=0", enclosure(True), ("certificate", "a int")),
    ("text for a number", "x in [0, 1]", "x >= 0", "x=0", enclosure("64"), ("certificate", "a int")),
    ("no precision", "x in [0, 1]", "x >= 0", "x=0", ["enclosure", []], ("certificate", "1 entries")),
]


@rows(ROWS)
def test_automatic(row: Row) -> None:
    as_expected(row)
