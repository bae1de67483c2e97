"""The printer is the parser's inverse, and a statement's hash does not depend on how its text is typed."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import verify.printing
from tests.crosscheck.random_terms import OPERATORS, points, rational_terms, terms
from tests.crosscheck.reference import exact
from verify.kernel.errors import Malformed
from verify.kernel.parser import parse_relation, parse_term
from verify.kernel.statement import digest, parse
from verify.kernel.terms import Term
from verify.printing import show, show_relation, show_statement
from verify.statement import claim


@given(terms())
def test_printing_and_parsing_are_inverse(term: Term) -> None:
    canonical = parse_term(show(term))
    assert parse_term(show(canonical)) == canonical
    assert show(parse_term(show(canonical))) == show(canonical)


@given(terms())
def test_what_the_parser_makes_is_printed_so_that_it_comes_back(term: Term) -> None:
    # Needless parentheses and spaces: another text of the same term.
    text = re.sub(r"([-+*/(),]+)", r" \1 ", f"(({show(term)}))")
    assert parse_term(text) == parse_term(show(term))


@given(rational_terms(), points())
def test_the_printed_text_has_the_value_of_the_term(term: Term, point: dict[str, Fraction]) -> None:
    try:
        expected = exact(term, point)
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            exact(parse_term(show(term)), point)
    else:
        assert exact(parse_term(show(term)), point) == expected


@given(terms(5), st.sampled_from(OPERATORS), terms(5))
def test_relations_come_back(left: Term, operator: str, right: Term) -> None:
    relation = parse_relation(show_relation((operator, left, right)))
    assert relation == (operator, parse_term(show(left)), parse_term(show(right)))
    assert parse_relation(show_relation(relation)) == relation


TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|\*\*|<=|>=|==|!=|\S")


def respelled(data: DataObject, text: str) -> str:
    """The same text with other spaces, and whole numbers in other formats."""
    result = ""
    for token in TOKEN.findall(text):
        if token.isdigit():
            token = data.draw(st.sampled_from(["{}", "{}.0", "{}.", "{}e0", "{}000E-3", "{}.00e+00"])).format(token)
        result += token + data.draw(st.sampled_from(["", " ", "  "]))
    return result.strip()


@given(st.data(), terms(6), terms(4))
def test_the_hash_of_a_claim_ignores_spaces_and_number_formats(data: DataObject, left: Term, right: Term) -> None:
    text = show_relation(("<=", left, right))
    domains = dict.fromkeys(("x", "y", "z"), "[1, 20)")
    expected = claim(text, vars=domains)
    other = claim(
        respelled(data, text), vars={name: respelled(data, domain) for name, domain in reversed(domains.items())}
    )
    assert (other.statement, other.hash) == (expected.statement, expected.hash)
    assert show_statement(parse(str(expected.statement))) == expected.statement
    assert digest(str(expected.statement)) == expected.hash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.5*x <= 1", "1/2*x <= 1"),
        ("x <= 0.1", "x <= 1/10"),
        ("x <= 6e4", "x <= 60000"),
        ("x <= -.25", "x <= -1/4"),
        ("(x) + (1) <= 2", "x + 1 <= 2"),
        ("(x + y) + z <= 2", "x + y + z <= 2"),
        ("x - -1 <= 2", "x - (-1) <= 2"),
    ],
)
def test_equal_texts(one: str, other: str) -> None:
    domains = dict.fromkeys(("x", "y", "z"), "(0, oo)")
    assert claim(one, vars=domains).hash == claim(other, vars=domains).hash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x <= 1", "x < 1"),
        ("x + y <= 1", "y + x <= 1"),  # what is hashed is text, not mathematics
        ("x/x <= 1", "1 <= 1"),  # nothing is cancelled
        ("x <= 0.1", "x <= 0.10000000000000001"),
        ("2**x**y <= 1", "(2**x)**y <= 1"),
        ("-x**2 <= 1", "(-x)**2 <= 1"),
    ],
)
def test_different_texts(one: str, other: str) -> None:
    domains = dict.fromkeys(("x", "y"), "(0, oo)")
    assert claim(one, vars=domains).hash != claim(other, vars=domains).hash


def test_the_domain_is_part_of_the_hash() -> None:
    hashes = {claim("x >= 0", vars={"x": domain}).hash for domain in ("[0, 1]", "(0, 1]", "[0, 1)", "integer [0, 1]")}
    assert len(hashes) == 4


def test_a_printer_without_parentheses_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check bites: with the parentheses gone, a term comes back as another one."""
    monkeypatch.setattr(verify.printing, "_wrap", lambda text, needed: text)
    term = parse_term("x*(y + z)")
    assert parse_term(show(term)) != term


@given(st.text(alphabet="xyz019.+-*/()<>=, ^!eE_ implogar\t", max_size=30))
def test_other_text_is_refused_or_canonical(text: str) -> None:
    try:
        term = parse_term(text)
    except Malformed:
        return
    assert parse_term(show(term)) == term
