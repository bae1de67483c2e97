"""Counting together atoms that differ in nothing that a term depends on: the same probabilities, and no others."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calculus.test_finite_models import COIN, Z, accepted, stated
from verify.calculus.models import values
from verify.calculus.models.values import Model
from verify.kernel.errors import Rejected
from verify.objects.judgements import judgement

MANY = "1000000"
THREE = [{"weight": "1/4", "z": "-1"}, {"weight": "1/2", "z": "0"}, {"weight": "1/4", "z": "1"}]
PAIRS = ("declare family(x, n)", Z, "declare functions(F, x)")
TWO_PLACES = [{"weight": "1/4", "x": at, "z": sign} for at in ([], ["1"]) for sign in ("-1", "1")]
FLAT = {"F": [{"at": [], "values": [[[], "0"], [["1"], "0"]]}]}
STEEP = {"F": [{"at": [], "values": [[[], "0"], [["1"], "1"]]}]}


@pytest.mark.parametrize(
    ("conclude", "law", "refutes"),
    [
        ("P(average(z**2) >= 1) <= 1/2", COIN, True),
        ("P(average(z**2) >= 1) <= 1", COIN, False),
        ("P(average(abs(z)) + average(z**4) >= 2) <= 1/2", COIN, True),
        ("P(average(z) >= 0) <= 1/4", COIN, False),  # too many outcomes
        ("P(average(z**2) >= 0) <= 1/4", THREE, False),
        ("P(average(z**2) >= z) <= 1/4", COIN, False),  # z itself counts
        ("P(sum(z**2) >= 3) <= 1/4", COIN, True),
        ("mean(average(z**2)) <= 1/2", COIN, True),
    ],
)
def test_a_million_rows(conclude: str, law: Any, refutes: bool) -> None:
    assert accepted(stated(Z, conclude=conclude), {"law": law}, n=MANY, t="0") is refutes


@pytest.mark.parametrize(
    ("conclude", "classes", "refutes"),
    [
        ("P(some(F, both(lip(F) <= 0, average(z**2) >= 1))) <= 1/2", FLAT, False),  # x is at two places: two atoms
        ("P(some(F, both(lip(F) <= 0, average(z**2) >= 1))) <= 1/2", STEEP, False),
    ],
)
def test_places_are_kept(conclude: str, classes: Any, refutes: bool) -> None:
    model = {"law": TWO_PLACES, "classes": classes}
    assert accepted(stated(*PAIRS, conclude=conclude), model, n=MANY, t="0") is refutes
    assert accepted(stated(*PAIRS, conclude=conclude), model, n="2", t="0") is (classes is FLAT)


# Terms, with the number of atoms that are left of x in {0, 1}, z in {-1, 1}, labels 0.
TERMS = {
    "P(average((z**2 - g)**2) >= 1/2)": 2,
    "P(average(z**2*g) >= h)": 2,
    "P(either(average(z**2) <= 0, average(abs(z) + g) >= 3/2))": 2,
    "P(some(F, average((z**2 - F)**2) <= 1/4))": 2,
    "P(some(F, both(average(abs(z)*F) <= 1/4, lip(F) <= 1)))": 2,
    "P(every(F, average((z - F)**2) + average((z + F)**2) >= 1))": 4,
    "P(average(z*expect(z, l)) <= 0)": 4,
    "P(parts(z**2, l) >= 1)": 2,
    "P(average(z**2) + g >= 3/2)": 2,
    "P(average(z**2) + z >= 3/2)": 4,
    "P(sup(F, average(F + z**2)) >= 3/2)": 2,
    "mean(average(z**2 + g))": 2,
}


def model(weights: list[int], size: int, heights: list[int]) -> Model:
    total = sum(weights)
    places: list[tuple[Fraction, ...]] = [(), (Fraction(1),)]
    rows = [
        (Fraction(weight, total), {"x": at, "z": Fraction(sign), "l": Fraction(0)})
        for weight, (at, sign) in zip(weights, [(at, sign) for at in places for sign in (-1, 1)], strict=True)
    ]
    g, first, second = ({at: Fraction(h, 2) for at, h in zip(places, pair, strict=True)}
                        for pair in (heights[:2], heights[2:4], heights[4:]))  # fmt: skip
    classes = {"F": (((Fraction(0),), first), ((Fraction(1),), second))}
    return Model(tuple(rows), size, {"h": Fraction(1, 2)}, {"g": "x", "F": "x"}, {"g": g}, classes)


@pytest.mark.parametrize("text", TERMS)
@given(
    weights=st.lists(st.integers(1, 5), min_size=4, max_size=4),
    size=st.integers(2, 4),
    heights=st.lists(st.integers(-2, 2), min_size=6, max_size=6),
)
def test_the_number_is_that_of_all_outcomes(text: str, weights: list[int], size: int, heights: list[int]) -> None:
    whole, term = model(weights, size, heights), judgement(text)
    exact = whole.number(term, {})
    before, values.MAX_OUTCOMES = values.MAX_OUTCOMES, size + 1  # so many outcomes have two atoms
    try:
        if TERMS[text] == 2:
            assert whole.number(term, {}) == exact
        else:
            try:
                found = whole.number(term, {})
            except Rejected:  # too many outcomes
                return
            assert found == exact
    finally:
        values.MAX_OUTCOMES = before


def test_terms_that_keep_all_atoms_are_refused() -> None:
    whole = model([1, 2, 3, 1], 3, [0, 1, 0, 1, 1, 0])
    before, values.MAX_OUTCOMES = values.MAX_OUTCOMES, 4
    try:
        for text, atoms in TERMS.items():
            if atoms == 4:
                with pytest.raises(Rejected, match="outcomes"):
                    whole.number(judgement(text), {})
    finally:
        values.MAX_OUTCOMES = before
