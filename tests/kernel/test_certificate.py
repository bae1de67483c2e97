"""The frame of a certificate, and mutants that every accepted example of every rule must refuse."""

from __future__ import annotations

import copy
import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.examples import Row, checked, decided, proved, refused, statement
from tests.kernel.test_functions import AXIOMS
from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Work
from verify.kernel.rules import replay
from verify.kernel.rules.replay import RULES
from verify.kernel.statement import digest

TABLES = ("test_automatic", "test_algebra", "test_calculus_of_one_variable", "test_cases", "test_functions")


def all_rows() -> list[Row]:
    found: list[Row] = []
    for name in TABLES:
        module = runpy.run_path(str(Path(__file__).with_name(f"{name}.py")))
        tables = {id(value): value for key, value in module.items() if key.isupper() and isinstance(value, list)}
        found += [row for table in tables.values() for row in table if isinstance(row, tuple) and len(row) == 6]
    return found


EVERY = all_rows()
ACCEPTED = [row for row in EVERY if row[-1] is None]
IDS = [f"{(row[4] or ['default'])[0]}: {row[0]}" for row in ACCEPTED]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_examples(rule: str) -> None:
    """At least one accepted example of each rule, and at least two refused ones."""
    mine = [row for row in EVERY if f'["{rule}", [' in json.dumps(row[4])]
    assert any(rule in decided(row, AXIOMS).rules for row in mine if row[-1] is None)
    assert len([row for row in mine if row[-1] is not None]) >= 2


def mutants(certificate: dict[str, Any]) -> list[tuple[str, dict[str, Any], str]]:
    """(what, certificate, a fragment of the refusal)."""
    proof = certificate["proofs"][0] or ["default", []]
    rule, arguments, *children = proof
    changed: list[tuple[str, Any, str]] = [
        ("a format", {"format": 2}, "one of 1"),
        ("format True", {"format": True}, "one of 1"),
        ("no format", {"format": None}, "one of 1"),
        ("another statement", {"statement": digest("scalar\nclaim 0 > 1")}, "the statement"),
        ("no statement", {"statement": None}, "the statement"),
        ("another verdict", {"verdict": "cited"}, "one of proved, refuted, vacuous"),
        ("no verdict", {"verdict": None}, "one of proved, refuted, vacuous"),
        ("a further field", {"note": "trust me"}, "no further fields"),
        ("no proofs", {"proofs": []}, "entries"),
        ("a proof more", {"proofs": [*certificate["proofs"], None]}, "entries"),
        ("no points", {"points": []}, "entries"),
        ("proofs by name", {"proofs": {"0": proof}}, "a list"),
        ("a witness nobody asked for", {"witness": {"C": "1"}}, "a term for each exists variable"),
        ("an unknown rule", {"proofs": [["trust", arguments]]}, "one of default"),
        ("a rule without arguments", {"proofs": [[rule]]}, "a list"),
        ("a rule by itself", {"proofs": [rule]}, "a list"),
        ("a node 0", {"proofs": [0]}, "a list"),
        ("a node False", {"proofs": [False]}, "a list"),
        ("an empty node", {"proofs": [[]]}, "one of default"),
        ("children in plenty", {"proofs": [[rule, arguments, *children, *[None] * 12]]}, "entries"),
    ]
    return [(what, certificate | change, fragment) for what, change, fragment in changed]


@pytest.mark.parametrize("row", ACCEPTED, ids=IDS)
def test_mutants_of_the_frame(row: Row) -> None:
    _, declarations, claim, point, proof, _ = row
    text = statement(declarations, claim)
    for what, mutant, fragment in mutants(proved(text, point, proof)):
        with pytest.raises(Rejected) as caught:
            checked(text, mutant, AXIOMS)
        assert fragment in str(caught.value), what


@pytest.mark.parametrize("row", ACCEPTED, ids=IDS)
def test_a_certificate_is_for_one_statement(row: Row) -> None:
    """The same certificate is worthless for a statement that differs in one space."""
    _, declarations, claim, point, proof, _ = row
    text = statement(declarations, claim)
    refused(("certificate", "the statement"), text + " ", proved(text, point, proof), AXIOMS)


@pytest.mark.parametrize("row", ACCEPTED, ids=IDS)
def test_arguments_have_types(row: Row) -> None:
    """No argument may be replaced by a value of another type; none may be left out or added."""
    _, declarations, claim, point, proof, _ = row
    text = statement(declarations, claim)
    rule, arguments, *children = proof or ["default", []]
    for index, argument in enumerate(arguments):
        for other in (None, True, 1, "1", [], {}):
            by_number = rule == "monotone" and index == 2 and other == 1 and other is not True  # an end is also a fact
            if type(other) is not type(argument) and not by_number:
                changed = copy.deepcopy(arguments)
                changed[index] = other
                with pytest.raises(Rejected):
                    checked(text, proved(text, point, [rule, changed, *children]), AXIOMS)
    if rule not in ("combination", "factors"):
        with pytest.raises(Rejected):
            checked(text, proved(text, point, [rule, [*arguments, "x"], *children]), AXIOMS)


def test_accepted_examples_use_their_rule() -> None:
    assert {rule for row in ACCEPTED for rule in decided(row, AXIOMS).rules} == set(RULES)


TRUE = statement("x in [0, oo)", "x >= 0")


@pytest.mark.parametrize("certificate", [None, [], "proved", 1, True, {}, {"verdict": "proved"}, [{}]])
def test_not_a_certificate(certificate: object) -> None:
    with pytest.raises(Rejected):
        checked(TRUE, certificate)


def test_deep_proofs_end() -> None:
    """Depth costs no recursion."""
    node: Any = None
    for _ in range(400):
        node = ["scale", ["1"], node]
    assert checked(TRUE, proved(TRUE, "x=0", node)).verdict == "proved"
    with pytest.raises(Rejected, match="certificate"):
        checked(TRUE, proved(TRUE, "x=0", json.loads("[" * 300 + "]" * 300)))


def test_the_number_of_nodes_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "MAX_NODES", 20)
    node: Any = None
    for _ in range(20):
        node = ["scale", ["1"], node]
    refused(("replay", "at most 20 nodes"), TRUE, proved(TRUE, "x=0", node))


def test_where_names_the_node() -> None:
    proof = ["split", ["x", "1"], None, ["lemma", ["x >= 2"], None, None]]
    with pytest.raises(Rejected) as caught:
        checked(TRUE, proved(TRUE, "x=0", proof))
    assert caught.value.where.endswith("split.1/lemma.0")


def test_the_work_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Work, "limit", 200_000)
    text = statement("x in [0, oo); y in [0, oo)", "(1 + x + y)**600 >= 0")
    refused(("work", "at most"), text, proved(text, "x=0, y=0", None))


def test_exponents_are_limited() -> None:
    text = statement("x in [0, oo)", "x**100000 >= 0")
    with pytest.raises(Rejected, match="exponent"):
        checked(text, proved(text, "x=0", None))
