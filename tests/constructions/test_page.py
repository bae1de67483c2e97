"""docs/constructions.md says what the code does: the rules word for word, every term, judgement and form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.constructions.euclid import JUDGEMENTS as TRIED
from tests.constructions.euclid import TERMS as EUCLIDEAN
from tests.constructions.exact import JUDGEMENTS as EXACT
from tests.constructions.exact import TERMS as EVALUATED
from tests.constructions.probabilities import TERMS as SPECIAL
from tests.constructions.random_rows import JUDGEMENTS as RANDOM
from tests.constructions.random_rows import TERMS as RANDOM_TERMS
from verify.calculus.constructions.check import KEYS, PLAIN
from verify.calculus.constructions.rules import FILLED, FORMS, TEXTS
from verify.calculus.constructions.setting import (
    DECLARED,
    JUDGEMENTS,
    OPPOSITES,
    PROBABILITIES,
    RANGES,
    SIGNATURES,
    TERMS,
)
from verify.kernel.terms import FUNCTIONS
from verify.objects.judgements import judgement

PAGE = (Path(__file__).parents[2] / "docs" / "constructions.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    (found,) = (part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE) if part.startswith(f"{title}\n"))
    return found


def heads(title: str) -> list[str]:
    """What the first cells of the table in a section name."""
    cells = re.findall(r"^\| (`.*?`) \|", section(title), re.MULTILINE)
    return [judgement(text)[1] for cell in cells for text in re.findall(r"`([^`]+)`", cell)]


def test_the_rules_of_the_page_are_those_of_the_code() -> None:
    found = re.findall(r"^\| `([\w-]+)` \| (.*) \| (.*) \| (.*) \|$", section("Rules"), re.MULTILINE)
    assert [name for name, *_ in found] == list(TEXTS)
    for name, *shown in found:
        plain = ["; ".join(part.strip() for part in text.split(";") if part.strip()) for text in TEXTS[name]]
        assert [text.replace("`", "") for text in shown] == plain, name


def test_every_object_term_and_judgement_is_described() -> None:
    assert heads("What is declared") == list(DECLARED)
    assert heads("Terms") == list(TERMS)
    assert heads("Judgements") == list(JUDGEMENTS)


@pytest.mark.parametrize("name", TERMS)
def test_the_page_says_of_what_sort_a_term_is(name: str) -> None:
    """The number of arguments is that of the signature; its result is the kind in the third column."""
    (row,) = (row for row in section("Terms").splitlines() if row.startswith(f"| `{name}("))
    cells = [cell.strip() for cell in row.strip("|").split(" | ")]
    patterns, result = SIGNATURES[name]
    assert len(judgement(cells[0].strip("`"))[2]) == len(patterns)
    kind = "number" if result == ("var", "real") else result[1]
    assert f" {kind}" in f" {cells[2]}"


@pytest.mark.parametrize("name", JUDGEMENTS)
def test_the_page_says_of_what_a_judgement_is(name: str) -> None:
    texts = [text for text in re.findall(r"`([^`]+)`", section("Judgements")) if text.startswith(f"{name}(")]
    assert {len(judgement(text)[2]) for text in texts} == {len(SIGNATURES[name][0])}


def test_every_form_and_every_dimension_is_described() -> None:
    text = section("Rules")
    for name in (*FORMS, *FILLED):
        assert re.search(rf"`{name}\(", text), name
    assert (
        "[0, 1] for `fold`, [0, oo) for\n`norm`, `wallis`, `factorial`, `steepest`, `bend`, `ratio`, `gap` and "
        "`contact`, [0, 1] for `beta`" in text
    )
    numbers = {"norm", "wallis", "factorial", "steepest", "bend", "ratio", "gap", "contact"}
    assert set(RANGES) == {"fold", *numbers, *PROBABILITIES}


def test_opposites_and_assumptions_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `(\w+)\(.*\)` \| `(\w+)\(.*\)` \|$", section("Certificates"), re.MULTILINE)
    assert dict(rows) == OPPOSITES
    assert all(OPPOSITES[other] == head for head, other in OPPOSITES.items())
    assert all(SIGNATURES[head] == SIGNATURES[other] for head, other in OPPOSITES.items())
    (plain,) = re.findall(r"is not one of (.*?) for a declared object", section("Certificates"))
    assert tuple(sorted(re.findall(r"`(\w+)\(", plain))) == tuple(sorted(PLAIN))
    assert KEYS["proved"] - KEYS["refuted"] == {"instances"}


def test_the_exact_arithmetic_knows_the_terms() -> None:
    """What tests evaluate is the language, but for what exact arithmetic cannot decide."""
    special = {*SPECIAL, "share"} - set(FUNCTIONS)
    assert {*EVALUATED, *EUCLIDEAN, *special, *RANDOM_TERMS, "path", "series", "cutoff"} == set(TERMS)
    analysis = {
        "continuous",
        "smooth",
        "locally_lipschitz",
        "covered",
        "volume",
        "null",
        "endless",
        "fades",
        "persists",
        "robust",
        "fragile",
    }
    assert {*EXACT, *TRIED, *analysis, *RANDOM, "climbs", "lipschitz", "near", "meets"} == set(JUDGEMENTS)
