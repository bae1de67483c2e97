"""A bracket stated as one claim: what it says, that it is decided with the witness found, and with no other."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.sharpen.claims import COVER, EXPONENT, RADIUS, SIDE_CONDITION
from verify.decide import Budget, decide_claim
from verify.kernel.terms import num
from verify.sharpen import best_claim, sharpen
from verify.sharpen.best import coordinates, failure
from verify.sharpen.parameter import parameter
from verify.sharpen.witness import witness
from verify.statement import Claim, ClaimError, Constant, claim

SMALL = Budget(200)
LINE = claim("x <= K", vars={"x": "[0, 2]"}, id="LINE", constants={"K": Constant("3", "least")})
WITNESS = {"K": "2", "x0": "2"}


def sensed(entry: Claim, sense: str) -> Claim:
    return entry.with_constants({"K": Constant(entry.constants["K"], sense)})


def status(entry: Claim, found: dict[str, str] | None, **more: Fraction) -> str:
    stated = best_claim(entry, "K", id="BEST", witness=found, **more)
    return decide_claim(stated, budget=SMALL).status


def test_what_it_says() -> None:
    assert best_claim(LINE, "K", id="BEST").statement == "\n".join(
        [
            "scalar",
            "var x in [0, 2]",
            "exists K in (0, oo)",
            "exists x0 in [0, 2]",
            "claim x <= K",
            "claim x0 > (1 - 1/1000000)*K",
        ]
    )


def test_hypotheses_hold_at_the_point_with_the_better_constant() -> None:
    """Those before the first that mentions the constant are hypotheses of the whole, the others of its first half."""
    entry = claim(
        "x <= 1",
        vars={"x": "[0, oo)", "y": "[1, 2]"},
        given=["x <= 5*y", "K*x <= y", "y <= 1"],
        id="A",
        constants={"K": Constant("1", "least")},
    )
    assert (best_claim(entry, "K", id="BEST").statement or "").splitlines()[3:] == [
        "given x <= 5*y",
        "exists K in (0, oo)",
        "exists x0 in [0, oo)",
        "exists y0 in [1, 2]",
        "claim K*x <= y and y <= 1 implies x <= 1",
        "claim x0 <= 5*y0",
        "claim (1 - 1/1000000)*K*x0 <= y0",
        "claim y0 <= 1",
        "claim x0 > 1",
    ]
    assert status(entry, {"K": "1", "x0": "1000001/1000000", "y0": "1"}) == "proved"
    assert status(entry, {"K": "1", "x0": "1000001/1000000", "y0": "2"}) == "undecided"


def test_the_better_constant_is_larger_if_the_greatest_is_sought() -> None:
    stated = best_claim(sensed(RADIUS, "greatest"), "K", id="BEST").statement or ""
    assert "claim abs(f - f1) <= K*eps implies (y - f)**2 <= (y - f1)**2 + eps/2" in stated
    assert "claim abs(f0 - f10) <= (1 + 1/1000000)*K*eps0" in stated


def test_a_constant_with_variables_is_varied_by_a_factor() -> None:
    entry = claim(
        "x <= K", vars={"x": "[0, 1]", "eps": "[0, 1]"}, given=["x <= eps"], constants={"K": Constant("3*eps", "least")}
    )
    stated = best_claim(entry, "K", id="BEST")
    assert "exists K_factor in (0, oo)" in (stated.statement or "")
    assert "claim x0 > (1 - 1/1000000)*K_factor*3*eps0" in (stated.statement or "")
    assert status(entry, {"K_factor": "1/3", "x0": "1", "eps0": "1"}) == "proved"
    assert status(entry, {"K_factor": "1/3", "x0": "0", "eps0": "0"}) == "undecided"


def test_variables_that_do_not_occur_have_no_coordinate() -> None:
    entry = claim("x <= K", vars={"x": "[0, 2]", "t": "[0, 1]"}, constants={"K": Constant("3", "least")})
    assert coordinates(parameter(entry, "K")) == {"x": "x0"}
    assert best_claim(entry, "K", id="BEST").statement == best_claim(LINE, "K", id="BEST").statement


def test_a_coordinate_has_a_name_of_its_own() -> None:
    entry = claim("x + x0 <= K", vars={"x": "[0, 2]", "x0": "[0, 1]"}, constants={"K": Constant("3", "least")})
    assert coordinates(parameter(entry, "K")) == {"x": "x00", "x0": "x000"}
    assert status(entry, {"K": "3", "x00": "2", "x000": "1"}) == "proved"


def test_one_of_several_goals_fails() -> None:
    entry = claim(
        ["x <= K", "y**2 <= K"],
        vars={"x": "[0, 1]", "y": "[0, 2]"},
        id="TWO",
        constants={"K": Constant("9", "least")},
    )
    lines = (best_claim(entry, "K", id="BEST").statement or "").splitlines()
    assert lines[-1] == "claim max(x0 - (1 - 1/1000000)*K, y0**2 - (1 - 1/1000000)*K) > 0"
    assert status(entry, {"K": "4", "x0": "0", "y0": "2"}) == "proved"
    assert status(entry, {"K": "4", "x0": "1", "y0": "1"}) == "undecided"


@pytest.mark.parametrize(
    ("operators", "text"),
    [
        (["<="], (">", ("var", "a"), ("var", "b"))),
        (["<"], (">=", ("var", "a"), ("var", "b"))),
        (["=="], (">", ("call", "abs", (("add", (("var", "a"), ("neg", ("var", "b")))),)), num(0))),
    ],
)
def test_how_a_goal_fails(operators: list[str], text: tuple[object, ...]) -> None:
    assert failure([(operator, ("var", "a"), ("var", "b")) for operator in operators]) == text


POINTS = [
    (EXPONENT, "least", {"K": "288", "eps0": "1/2", "n0": "1"}),
    (COVER, "least", {"K": "16", "p0": "1", "r0": "1"}),
    (SIDE_CONDITION, "least", {"K": "2048", "delta0": "1/2", "eps0": "12839/25917", "k0": "10000", "n0": "10**9"}),
    (RADIUS, "greatest", {"K": "1/8", "eps0": "1/262144", "f0": "-1", "f10": "-1 + (1 + 10**(-6))/2097152", "y0": "1"}),
]


@pytest.mark.parametrize(("entry", "sense", "found"), POINTS, ids=[entry.id for entry, _, _ in POINTS])
def test_the_witness_is_a_hint_and_nothing_more(entry: Claim, sense: str, found: dict[str, str]) -> None:
    entry = sensed(entry, sense)
    assert status(entry, found) == "proved"
    for factor in (1 - Fraction(1, 10**5), 1 + Fraction(1, 10**5)):
        assert status(entry, found | {"K": str(Fraction(found["K"]) * factor)}) == "undecided"
    other = {"least": "greatest", "greatest": "least"}[sense]
    assert status(sensed(entry, other), found) == "undecided"
    assert status(entry, None) == "undecided"
    exact = entry.id in ("EXPONENT", "COVER")  # both sides are equal at every point
    assert status(entry, found, width=Fraction(1, 10**13)) == ("proved" if exact else "undecided")


@pytest.mark.parametrize(("entry", "sense", "known"), [POINTS[1], POINTS[3]], ids=["COVER", "RADIUS"])
def test_the_search_finds_a_witness(entry: Claim, sense: str, known: dict[str, str]) -> None:
    entry = sensed(entry, sense)
    found = witness(sharpen(entry, "K"))
    assert found is not None
    assert (set(found), found["K"]) == (set(known), known["K"])
    assert status(entry, found) == "proved"


def test_a_wrong_point() -> None:
    assert status(LINE, WITNESS) == "proved"
    assert status(LINE, WITNESS | {"x0": "1"}) == "undecided"
    assert status(LINE, WITNESS | {"x0": "3"}) == "undecided"  # not in the domain
    assert status(LINE, {"K": "2"}) == "proved"  # a coordinate without a value is sought among simple ones
    assert status(LINE, {"K": "3"}) == "undecided"


def test_lemmas_speak_of_the_constant() -> None:
    entry = claim(
        "x**2 <= K", vars={"x": "[0, 2]"}, id="L", lemmas=["x*x <= K"], constants={"K": Constant("9", "least")}
    )
    assert best_claim(entry, "K", id="BEST", witness={"K": "4", "x0": "2"}).hints.lemmas == ("x*x <= (4)",)
    assert best_claim(entry, "K", id="BEST").hints.lemmas == ()


def test_no_witness_where_there_is_no_bracket() -> None:
    found = sharpen(LINE, "K")
    assert witness(found) == WITNESS
    assert witness(replace(found, falsify=None)) is None
    # Smaller values say more, but the claim limits the constant from above only.
    turned = sharpen(
        claim("K*x <= 1", vars={"x": "[0, 2]"}, constants={"K": Constant("1/4", "least")}),
        "K",
    )
    assert turned.turned
    assert turned.sharp == "1/2"
    assert witness(turned) is None


@pytest.mark.parametrize(
    ("constant", "fault"),
    [(Constant("2"), "needs a sense"), (Constant("-2", "least"), "needs a sense and a positive value")],
)
def test_what_cannot_be_stated(constant: Constant, fault: str) -> None:
    entry = claim("-x <= K + 4", vars={"x": "[0, 2]"}, id="A", constants={"K": constant})
    with pytest.raises(ClaimError, match=fault):
        best_claim(entry, "K", id="BEST")
