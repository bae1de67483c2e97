"""Text to terms: what is read, exactly; every error."""

from __future__ import annotations

import contextlib
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.kernel.errors import Malformed
from verify.kernel.parser import MAX_DIGITS, Domain, parse_domain, parse_item, parse_relation, parse_term
from verify.kernel.terms import FUNCTIONS, num, substitute, variables

X, Y, Z = ("var", "x"), ("var", "y"), ("var", "z")

READ: list[tuple[str, Any]] = [
    ("x", X),
    (" x ", X),
    ("pi", ("const", "pi")),
    ("E", ("const", "E")),
    ("0.1", num(Fraction(1, 10))),
    ("1e-3", num(Fraction(1, 1000))),
    ("6e4", num(60000)),
    ("6E+4", num(60000)),
    (".5", num(Fraction(1, 2))),
    ("5.", num(5)),
    ("0.1000000000000000055511151231257827", num(Fraction("0.1000000000000000055511151231257827"))),
    ("100000000000000000000000000000001", num(10**32 + 1)),
    ("-2", num(-2)),
    ("--2", num(2)),
    ("1/3", num(Fraction(1, 3))),
    ("-1/3", num(Fraction(-1, 3))),
    ("6/4/3", num(Fraction(1, 2))),
    ("1/0", ("mul", (num(1), ("inv", num(0))))),
    ("x/x", ("mul", (X, ("inv", X)))),
    ("x + y", ("add", (X, Y))),
    ("x - y", ("add", (X, ("neg", Y)))),
    ("x - 1", ("add", (X, num(-1)))),
    ("x - -1", ("add", (X, num(1)))),
    ("x + (y + z)", ("add", (X, Y, Z))),
    ("x - (y - z)", ("add", (X, ("neg", ("add", (Y, ("neg", Z))))))),
    ("x*y/z", ("mul", (X, Y, ("inv", Z)))),
    ("x*(y/z)", ("mul", (X, Y, ("inv", Z)))),
    ("x/(y*z)", ("mul", (X, ("inv", ("mul", (Y, Z)))))),
    ("x/y/z", ("mul", (X, ("inv", Y), ("inv", Z)))),
    ("-x**2", ("neg", ("pow", X, num(2)))),
    ("(-x)**2", ("pow", ("neg", X), num(2))),
    ("x**-1", ("pow", X, num(-1))),
    ("x**y**z", ("pow", X, ("pow", Y, Z))),
    ("2*x", ("mul", (num(2), X))),
    ("x*2/3", ("mul", (X, num(2), ("inv", num(3))))),
    ("exp(x)", ("call", "exp", (X,))),
    ("max(x, y)", ("call", "max", (X, Y))),
    ("betainc(x, y, z)", ("call", "betainc", (X, Y, Z))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "term"), READ)
def test_read(text: str, term: Any) -> None:
    assert parse_term(text) == term


REFUSED = [
    ("x^2", "unexpected '^' at character 2"),
    ("x = y", "unexpected '='"),
    ("!x", "unexpected '!'"),
    ("x // y", "unexpected '//'"),
    ("x << y", "unexpected '<<'"),
    ("x <> y", "unexpected '<>'"),
    ("~x", "unexpected '~'"),
    ("x % y", "unexpected '%'"),
    ("x @ y", "unexpected '@'"),
    ("x ++ y", "unexpected '+"),
    ("+x", "not a term"),
    ("'x'", 'unexpected "\'"'),
    ("x\ny", "unexpected '\\n'"),
    ("x\ty", "unexpected '\\t'"),
    ("x\x00", "unexpected '\\x00'"),
    ("x ≤ y", "unexpected '≤'"),
    ("х + 1", "unexpected"),  # a Cyrillic letter
    ("²", "unexpected"),
    ("x;y", "unexpected ';'"),
    ("x:y", "unexpected ':'"),
    ("x # y", "unexpected '#'"),
    ("[x]", "unexpected '['"),
    ("{x}", "unexpected '{'"),
    ("x\\", "unexpected '\\\\'"),
    ("", "not an expression"),
    ("   ", "not an expression"),
    ("x y", "not an expression"),
    ("2x", "not an expression"),
    ("(x", "not an expression"),
    ("x)", "not an expression"),
    ("x +", "not an expression"),
    ("x**", "not an expression"),
    ("007", "not an expression"),
    ("f(x for x in y)", "unknown function 'f'"),
    ("exp(x for x in y)", "not a term"),
    ("exp(*x)", "not a term"),
    ("exp(**x)", "not a term"),
    ("exp(x, y)", "exp takes 1 argument(s), found 2"),
    ("exp()", "exp takes 1 argument(s), found 0"),
    ("max(x)", "max takes 2 argument(s), found 1"),
    ("log(x, 10)", "log takes 1 argument(s), found 2"),
    ("ln(x)", "unknown function 'ln'"),
    ("__import__(x)", "unknown function '__import__'"),
    ("x.real", "not a term"),
    ("exp(x)(y)", "not a term"),
    ("x(y)", "unknown function 'x'"),
    ("exp", "'exp' is not a term"),
    ("oo", "'oo' is not a term"),
    ("nan", "'nan' is not a term"),
    ("inf", "'inf' is not a term"),
    ("x + oo", "'oo' is not a term"),
    ("lambda", "not an expression"),
    ("x if y else z", "not a term"),
    ("x and y", "not a term"),
    ("not x", "not a term"),
    ("x, y", "not a term"),
    ("(x, y)", "not a term"),
    ("()", "not a term"),
    ("x < y", "not a term"),
    ("exp(x < y)", "not a term"),
    ("True", "not a decimal number"),
    ("None", "not a decimal number"),
    ("...", "not a decimal number"),
    ("1_000", "not a decimal number"),
    ("0x10", "not a decimal number"),
    ("0b1", "not a decimal number"),
    ("0o7", "not a decimal number"),
    ("1j", "not a decimal number"),
    ("1e99999", "not a decimal number"),
    ("1e1001", "not a decimal number"),
    ("9" * 1001, "not a decimal number"),
    ("0." + "0" * 1000, "not a decimal number"),
    ("(" * 61 + "x" + ")" * 61, "nesting deeper than 60"),
    ("-" * 300 + "x", "nesting too deep"),
    ("x" + "**x" * 300, "nesting too deep"),
    ("-" * 100_000 + "x", "not an expression (too"),
    ("x" + "**x" * 30_000, "not an expression (too"),
    ("x" + " " * 200_001, "too long"),
    ("x" * 200_002, "too long"),
]


@pytest.mark.parametrize(("text", "fault"), REFUSED, ids=[repr(text[:24]) + str(len(text)) for text, _ in REFUSED])
def test_refused(text: str, fault: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_term(text)
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_longest_sum() -> None:
    assert len(parse_term("x" + "+x" * 900)[1]) == 901


RELATIONS = [
    ("x", "expected a relation"),
    ("x and y", "expected a relation"),
    ("x < y < z", "chained relations"),
    ("x <= y == z", "chained relations"),
    ("x in y", "expected a relation"),
    ("x is y", "expected a relation"),
    ("x not in y", "expected a relation"),
    ("x => y", "unexpected '='"),
    ("x =< y", "unexpected '='"),
    ("x === y", "not an expression"),
    ("x !< y", "unexpected '!'"),
    ("x < y and y < z", "expected a relation"),
    ("x < oo", "'oo' is not a term"),
]


@pytest.mark.parametrize(("text", "fault"), RELATIONS)
def test_relations_refused(text: str, fault: str) -> None:
    with pytest.raises(Malformed, match=fault.replace("'", ".").replace("(", r"\(")):
        parse_relation(text)


@pytest.mark.parametrize("operator", ["<=", "<", ">=", ">", "==", "!="])
def test_relations(operator: str) -> None:
    assert parse_relation(f"x {operator} y") == (operator, X, Y)
    assert parse_relation(f"x{operator}y") == (operator, X, Y)


def test_items() -> None:
    plain, arrow, both = (parse_item(t) for t in ("x < y", "x < y and y < z implies x < z", "x < y iff y > x"))
    assert (plain.connective, plain.goals()) == ("", [((), ("<", X, Y))])
    assert arrow.goals() == [((("<", X, Y), ("<", Y, Z)), ("<", X, Z))]
    assert both.goals() == [((("<", X, Y),), (">", Y, X)), (((">", Y, X),), ("<", X, Y))]


@pytest.mark.parametrize(
    "text",
    [
        "x < y and y < z iff x < z",
        "x < y implies y < z implies x < z",
        "x < y implies",
        "implies x < y",
        "x < y iff y < z iff x < z",
        "x < y or y < z",
        "x < y implies x < z and y < z",
    ],
)
def test_items_refused(text: str) -> None:
    with pytest.raises(Malformed):
        parse_item(text)


HALF, ONE = Fraction(1, 2), Fraction(1)
DOMAINS = [
    ("(-oo, oo)", Domain(None, True, None, True)),
    ("[0, 1)", Domain(Fraction(0), False, ONE, True)),
    ("(0.5, 1]", Domain(HALF, True, ONE, False)),
    ("[1/2, 1/2]", Domain(HALF, False, HALF, False)),
    ("integer (-oo, oo)", Domain(None, True, None, True, True)),
    ("integer (1/2, 3)", Domain(ONE, False, Fraction(2), False, True)),
    ("integer (1, 5/2]", Domain(Fraction(2), False, Fraction(2), False, True)),
    ("integer [-1/2, oo)", Domain(Fraction(0), False, None, True, True)),
    ("integer [-3/2, -1/2]", Domain(Fraction(-1), False, Fraction(-1), False, True)),
    ("integer (-2, -1/2)", Domain(Fraction(-1), False, Fraction(-1), False, True)),
]


@pytest.mark.parametrize(("text", "domain"), DOMAINS)
def test_domains(text: str, domain: Domain) -> None:
    assert parse_domain(text) == domain


DOMAINS_REFUSED = [
    ("(1, 0)", "empty domain"),
    ("[1, 1)", "empty domain"),
    ("(1, 1]", "empty domain"),
    ("(1, 1)", "empty domain"),
    ("integer (1, 2)", "empty domain"),
    ("integer [1/3, 2/3]", "empty domain"),
    ("[-oo, 1]", "an infinite end is open"),
    ("[0, oo]", "an infinite end is open"),
    ("(oo, oo)", "'oo' is not a term"),
    ("(-oo, -oo)", "'oo' is not a term"),
    ("(0, inf)", "'inf' is not a term"),
    ("(0, pi)", "an end of a domain is a rational number"),
    ("(x, 1)", "an end of a domain is a rational number"),
    ("(0, 1/0)", "an end of a domain is a rational number"),
    ("(0, sqrt(2))", "an end of a domain is a rational number"),
    ("0, 1", "a domain is"),
    ("(0, 1, 2)", "a domain is"),
    ("(0; 1)", "a domain is"),
    ("{0, 1}", "a domain is"),
    ("natural [0, 1]", "a domain is"),
    ("Integer [0, 1]", "a domain is"),
    ("", "a domain is"),
    ("(0, 1) (2, 3)", "a domain is"),
]


@pytest.mark.parametrize(("text", "fault"), DOMAINS_REFUSED)
def test_domains_refused(text: str, fault: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_domain(text)
    assert fault in str(caught.value)


@given(st.text("xyz01.e+-*/()<>=! ,_\n^", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (parse_term, parse_relation, parse_item, parse_domain):
        with contextlib.suppress(Malformed):
            read(text)


@given(st.text(max_size=12))
def test_any_unicode_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Malformed):
        parse_item(text)


def test_variables_and_substitution() -> None:
    term = parse_term("x*exp(y) + x**(z - y)/pi")
    assert variables(term) == {"x", "y", "z"}
    assert substitute(term, {"x": Y, "y": X}) == parse_term("y*exp(x) + y**(z - x)/pi")
    assert all(count in (1, 2, 3) for count in FUNCTIONS.values())


def test_a_quotient_of_numbers_does_not_grow_without_end() -> None:
    """A text of some kilobytes would be a number of millions of bits."""
    longest = "9" * MAX_DIGITS + f"e{MAX_DIGITS}"
    assert parse_term(f"1/{longest}") == num(1 / Fraction(longest))
    assert parse_term("1/2/3/4") == num(Fraction(1, 24))
    for text in ("1" + "/7e999" * 2000, "1" + "/7e-999" * 2000):
        with pytest.raises(Malformed, match="a quotient of numbers of more than 16000 bits"):
            parse_term(text)
