"""Selecting claims, and the order in which they are decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify.library import Library
from verify.selection import SelectionError, needed, select
from verify.statement import Claim, Hints


def library(*claims: Claim) -> Library:
    return Library(claims, Path("here"))


def named(id: str, *uses: str, of: tuple[str, ...] = (), group: str = "G") -> Claim:
    return Claim(id, "scalar", "scalar\nclaim 1 <= 2", group=group, hints=Hints(uses=uses), of=of)


IDS = library(named("NUM-A"), named("NUM-A/b"), named("NUM-A/b/core"), named("NUM-AB"), named("DER-X", group="DER"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ["NUM-A", "NUM-A/b", "NUM-A/b/core", "NUM-AB", "DER-X"]),
        (["NUM-A"], ["NUM-A", "NUM-A/b", "NUM-A/b/core"]),
        (["NUM-A/b"], ["NUM-A/b", "NUM-A/b/core"]),
        (["DER", "NUM-AB"], ["NUM-AB", "DER-X"]),
    ],
)
def test_ids_prefixes_and_groups(words: list[str], found: list[str]) -> None:
    assert select(IDS, words) == found


def test_substring() -> None:
    assert select(IDS, substring="CORE") == ["NUM-A/b/core"]
    with pytest.raises(SelectionError, match="no id contains 'zzz'"):
        select(IDS, substring="zzz")


@pytest.mark.parametrize(
    ("word", "said"), [("NUM-AC", "did you mean"), ("num-ab", "NUM-AB"), ("der", "DER"), ("qqqqq", "lawguard list")]
)
def test_a_word_that_selects_nothing(word: str, said: str) -> None:
    with pytest.raises(SelectionError, match=said):
        select(IDS, ["NUM-A", word])


def test_claims_come_after_what_they_need() -> None:
    found = library(named("A", "C"), named("B", of=("A",)), named("C", "D"), named("D"))
    assert needed(found, ["B"]) == ["D", "C", "A", "B"]
    assert needed(found, ["D", "A"]) == ["D", "C", "A"]


def test_a_circle_is_named() -> None:
    with pytest.raises(SelectionError, match="A -> B -> C -> A"):
        needed(library(named("A", "B"), named("B", "C"), named("C", "A")), ["A"])


def test_two_ways_to_the_same_claim_are_no_circle() -> None:
    found = library(named("A", "B", "C"), named("B", "D"), named("C", "D"), named("D"))
    assert needed(found, ["A"]) == ["D", "B", "C", "A"]
