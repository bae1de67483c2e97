"""Named constants: the statement is the one written by hand, and what cannot be meant is refused in one line."""

from __future__ import annotations

import pickle
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from verify.claimfile import LibraryError, read_claims
from verify.decide import decide_claim
from verify.statement import Claim, ClaimError, Constant, claim, derivation, in_group

VARS = {"x": "(0, 1)", "n": "integer [1, oo)"}
TEXTS = [
    "x <= K",
    "x - K <= K - x implies x*K <= x/K",
    "-K*x**K <= K/3*x - -K",
    "1/K + K**2 >= K*x*K iff exp(-n*K) <= 1/(K/n)",
    "(K*n)**(-K) >= -K**n",
    "log(K) <= max(K, x)",
]
VALUES = ["1/8", "-1/8", "3", "0.25", "x/6", "-x", "x + n", "n**2", "sqrt(2)/2", "2*x*n", "6e4"]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("text", TEXTS)
def test_the_statement_is_the_one_written_by_hand(text: str, value: str) -> None:
    named = claim(text, vars=VARS, given=["K*x <= n"], constants={"K": value})
    by_hand = claim(text.replace("K", f"({value})"), vars=VARS, given=[f"({value})*x <= n"])
    assert named.statement == by_hand.statement
    assert named.hash == by_hand.hash
    assert "K" not in str(named.statement)


def test_the_value_needs_no_parentheses() -> None:
    """As people write it: abs(u) <= 1/8*eps, and not 1/8 as a string that falls apart in a power."""
    given = claim("x >= 0", vars=VARS, given=["abs(x) <= K*n"], constants={"K": "1/8"})
    assert given.statement == claim("x >= 0", vars=VARS, given=["abs(x) <= 1/8*n"]).statement
    power = claim("x**K >= 0", vars=VARS, constants={"K": "1 + 1"})
    assert power.statement != claim("x**1 + 1 >= 0", vars=VARS).statement


def test_names_are_replaced_as_words_and_all_at_once() -> None:
    both = claim("K*x <= K1*exp(E*K)", vars=VARS, constants={"K": "2", "K1": "x"})
    assert both.statement == claim("2*x <= x*exp(E*2)", vars=VARS).statement
    assert claim("6e4*x <= e4", vars=VARS, constants={"e4": "7"}).statement == claim("6e4*x <= 7", vars=VARS).statement


def test_in_a_domain_and_in_exists_and_in_hints() -> None:
    named = claim(
        "C*y >= 1",
        vars={"y": "[K, oo)"},
        exists={"C": "(0, M]"},
        witness={"C": "1/K"},
        lemmas=["y >= K"],
        constants={"K": "1/2", "M": "2"},
    )
    by_hand = claim("C*y >= 1", vars={"y": "[1/2, oo)"}, exists={"C": "(0, 2]"})
    assert named.statement == by_hand.statement
    assert decide_claim(named).status == "proved"
    assert dict(named.hints.witness) == {"C": "2"}
    assert named.hints.lemmas == ("y >= (1/2)",)


def test_other_values() -> None:
    first = in_group(claim("x <= K", vars=VARS, id="A", constants={"K": Constant("2", sense="least")}), "GROUP")
    other = first.with_constants({"K": "x/6", "unknown": "7"})
    assert (other.id, other.group, other.constants) == ("A", "GROUP", {"K": "x/6"})
    assert other.statement == claim("x <= x/6", vars=VARS).statement
    assert first.constants == {"K": "2"}
    assert other.written is not None
    assert other.written.constants["K"].sense == "least"
    assert other.with_constants({"K": Fraction(1, 3)}).constants == {"K": "1/3"}
    assert other.with_constants({"K": 2}) == first
    assert first.with_constants({}) == first


def test_a_claim_without_constants_ignores_them() -> None:
    plain = claim("x <= 2", vars=VARS, id="A")
    assert plain.constants == {}
    assert plain.with_constants({"K": "nonsense ("}) == plain


def test_a_claim_with_constants_can_be_sent_to_a_worker() -> None:
    first = claim("x <= K", vars=VARS, id="A", constants={"K": "2"})
    sent: Claim = pickle.loads(pickle.dumps(first))
    assert sent == first
    assert sent.with_constants({"K": "3"}).statement == claim("x <= 3", vars=VARS).statement


@pytest.mark.parametrize(
    ("constants", "fault"),
    [
        ({"x": "1"}, "the constant x is a variable of the claim, too"),
        ({"K": "1", "M": "2"}, "the constant M is never used"),
        ({"K": "y/2"}, "the value of the constant K has the unbound symbol 'y'"),
        ({"K": "M", "M": "1"}, "the value of the constant K has the unbound symbol 'M' (which is a constant)"),
        ({"K": "1/"}, "the value of the constant K: not an expression"),
        ({"K": 0.5}, 'the value of the constant K is text such as "1/8", not 0.5'),
        ({"K": {"value": "1/8", "sense": "least"}}, 'the constant K: write Constant("1/8", "least")'),
        ({"K": True}, 'the value of the constant K is text such as "1/8", not True'),
        ({"exp": "1"}, "'exp' cannot name a constant"),
        ({"2": "1"}, "'2' cannot name a constant"),
        ({"K": Constant("1", sense="best")}, "the sense of the constant K is 'least' or 'greatest', not 'best'"),
        ({}, "unbound variable 'K'"),
    ],
)
def test_what_cannot_be_meant(constants: dict[str, Any], fault: str) -> None:
    with pytest.raises(ClaimError) as caught:
        claim("x <= K", vars=VARS, id="A", constants=constants)
    assert str(caught.value).startswith(f"claim A: {fault}")
    assert "\n" not in str(caught.value)


def test_with_constants_refuses_what_the_builder_refuses() -> None:
    first = claim("x <= K", vars={**VARS}, given=["x <= 1"], id="A", constants={"K": "2"})
    with pytest.raises(ClaimError, match="claim A: the value of the constant K has the unbound symbol 'y'"):
        first.with_constants({"K": "y"})


def test_repair_names_a_variable_or_a_constant() -> None:
    assert claim("x <= K", vars=VARS, id="A", constants={"K": "2"}, repair="K").repair == "K"
    with pytest.raises(ClaimError, match="claim A: repair: 'y' is neither a variable nor a constant of the claim"):
        claim("x <= 1", vars=VARS, id="A", repair="y")


def hoeffding(left: str, right: str, constants: dict[str, object] | None = None) -> Claim:
    """Exp(s X) at most a chord of it, for a variable in [left, right] with mean m."""
    return derivation(
        "CHORD",
        vars={"m": "(-oo, oo)", "n": "integer [1, oo)", "s": "(-oo, oo)"},
        given=[f"{left} <= m", f"m <= {right}"],
        declare=["family(X, n)"],
        assume=["independent(X)", f"range(X, {left}, {right})", "mean(X, m)"],
        conclude=f"mgf(X, s, (({right}) - m)/(({right}) - ({left}))*exp(s*({left})) + "
        f"(m - ({left}))/(({right}) - ({left}))*exp(s*({right})))",
        steps=[
            {
                "name": "chord",
                "rule": "convexity",
                "from": [f"range(X, {left}, {right})", "mean(X, m)"],
                "with": {"s": "s"},
            }
        ],
        constants=constants,
    )


def test_constants_of_a_derivation() -> None:
    named = hoeffding("-K", "K", {"K": "1/2"})
    by_hand = hoeffding("-(1/2)", "(1/2)")
    assert named.statement == by_hand.statement
    assert named.hints.steps[0]["from"][0] == "range(X, -1/2, 1/2)"
    assert named.with_constants({"K": "3"}).statement == hoeffding("-3", "3").statement
    with pytest.raises(ClaimError, match="the constant X is a variable of the claim, too"):
        hoeffding("0", "1", {"X": "1"})


def library(tmp_path: Path, line: str) -> Path:
    path = tmp_path / "claims.toml"
    path.write_text(f'[[claim]]\nid = "A"\nclaim = "x <= K"\nvars = {{ x = "(0, 1)" }}\n{line}\n', encoding="utf-8")
    return path


@pytest.mark.parametrize("line", ['constants = { K = "2" }', "constants = { K = 2 }", 'constants.K = { value = "2" }'])
def test_a_claim_file(tmp_path: Path, line: str) -> None:
    (found,) = read_claims(library(tmp_path, f'{line}\nrepair = "x"'))
    assert found.statement == claim("x <= 2", vars={"x": "(0, 1)"}).statement
    assert (found.constants, found.repair) == ({"K": "2"}, "x")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("constants = [2]", "'constants' is a table"),
        ('constants = { K = { value = "2", sens = "least" } }', "unknown key 'sens'; did you mean 'sense'?"),
        ('constants = { K = { sense = "least" } }', "not None"),
        ('constants = { K = "2" }\nrepair = 3', "'repair' is text"),
        ('constants = { K = "2" }\nrepair = "z"', "neither a variable nor a constant"),
        ("constants = { K = 0.5 }", "is not exact"),
    ],
)
def test_a_claim_file_with_a_fault(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(LibraryError, match=r"^\S+claims.toml: ") as caught:
        read_claims(library(tmp_path, line))
    assert fault in str(caught.value)
