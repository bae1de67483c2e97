"""The best constants of claims, bracketed with certificates that the kernel accepts; repairs and spare hypotheses."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.sharpen.claims import (
    COVER,
    EXP_QUAD,
    EXPONENT,
    HOEFFDING,
    INVERSE_E,
    MISSING,
    PLAIN,
    RADIUS,
    ROOT,
    SIDE_CONDITION,
    SPARE,
    SPLIT,
    SYMBOLIC,
)
from verify.decide import decide_claim
from verify.files import canonical
from verify.kernel.check import check
from verify.kernel.errors import Rejected
from verify.kernel.reader import read_json
from verify.sharpen import WIDTH, Sharpened, repair, sharpen, unneeded
from verify.statement import Claim, ClaimError, claim
from verify.verdict import Verdict


def confirmed(pairs: dict[str, tuple[Claim, Verdict]]) -> None:
    """Every certificate is what it says for its own statement, from bytes, and worthless for the others."""
    for role, (entry, verdict) in pairs.items():
        data = canonical(verdict.certificate)
        assert check(str(entry.statement), read_json(data)).verdict == verdict.status
        if role in ("proved", "refuted"):
            assert verdict.status == role
        for other, _ in pairs.values():
            if other.hash != entry.hash:
                with pytest.raises(Rejected):
                    check(str(other.statement), read_json(data))


def stated_at(found: Sharpened, role: str) -> Claim:
    return found.certificates[role][0]


@pytest.mark.parametrize(
    ("entry", "sense", "sharp", "printed_over_sharp"),
    [
        (EXPONENT, "least", "288", Fraction(512, 288)),
        (SIDE_CONDITION, "least", "2048", Fraction(10000, 2048)),
        (COVER, "least", "16", Fraction(60, 16)),
        (RADIUS, "greatest", "1/8", Fraction(1)),
        pytest.param(SPLIT, "greatest", "1/4", Fraction(2, 3), marks=pytest.mark.slow),
        (HOEFFDING, "greatest", "8", Fraction(4)),
        (ROOT, "least", "sqrt(2)", None),
        (INVERSE_E, "least", "exp(-1)", None),
    ],
    ids=lambda value: value.id if isinstance(value, Claim) else "",
)
def test_the_best_constant(entry: Claim, sense: str, sharp: str, printed_over_sharp: Fraction | None) -> None:
    found = sharpen(entry, "K")
    bracket = found.bracket
    assert (bracket.sense, bracket.closed, found.sharp, found.attained) == (sense, True, sharp, True)
    assert bracket.proved is not None
    assert bracket.refuted is not None
    assert (bracket.refuted < bracket.proved) == (sense == "least")
    assert abs(bracket.proved - bracket.refuted) <= WIDTH * abs(bracket.proved)
    if printed_over_sharp is not None:
        assert str(bracket.proved) == sharp
        assert found.slack == printed_over_sharp
    confirmed(found.certificates)
    for role, value in (("proved", bracket.proved), ("refuted", bracket.refuted)):
        assert stated_at(found, role).hash == entry.with_constants({"K": str(value)}).hash


def test_the_width_is_asked_for() -> None:
    found = sharpen(INVERSE_E, "K", width=Fraction(1, 10**9))
    assert found.bracket.relative is not None
    assert found.bracket.relative <= Fraction(1, 10**9)
    confirmed(found.certificates)


def test_a_value_with_variables_is_varied_by_a_factor() -> None:
    found = sharpen(SYMBOLIC, "K")
    assert (found.parameter.factor_of, found.bracket.proved) == ("eps/6", 3)
    assert stated_at(found, "proved").hash == SYMBOLIC.with_constants({"K": "3*(eps/6)"}).hash


def test_several_constants_each_with_the_others_as_printed() -> None:
    found = sharpen(SYMBOLIC, "eps_max")
    assert (found.bracket.sense, found.sharp) == ("greatest", "1/6")
    confirmed(found.certificates)


def test_a_strict_claim_does_not_attain_its_best_constant() -> None:
    strict = claim("x**2 < K", vars={"x": "[0, 3]"}, id="STRICT", constants={"K": "20"})
    found = sharpen(strict, "K")
    assert (found.sharp, found.attained, found.bracket.refuted) == ("9", False, 9)
    confirmed(found.certificates)


@pytest.mark.slow
def test_a_bracket_that_stays_open_says_where() -> None:
    """The sharp value is 0.55741 (x near 0.64), and the provers come down to 5/8 only."""
    found = sharpen(EXP_QUAD, "K")
    assert not found.bracket.closed
    assert found.sharp is None
    assert found.bracket.refuted is not None
    assert Fraction("0.5574") < found.bracket.refuted < Fraction("0.5575")
    assert all(found.bracket.refuted < value < (found.bracket.proved or 0) for value in found.bracket.stuck)
    assert found.bracket.stuck
    confirmed(found.certificates)


def test_a_constant_on_which_nothing_depends_has_no_bracket() -> None:
    found = sharpen(claim("x <= 1 + K - K", vars={"x": "[0, 1]"}, id="A", constants={"K": "2"}), "K")
    assert found.bracket.refuted is None
    assert not found.bracket.closed


def test_an_unknown_constant() -> None:
    with pytest.raises(ClaimError, match=r"claim COVER: it has no constant 'k'; did you mean K\?|its constants: K"):
        sharpen(COVER, "k")
    with pytest.raises(ClaimError, match="its constants: none"):
        sharpen(PLAIN, "K")


def test_a_probe_from_outside() -> None:
    """As for derivations: proved if it goes through, refuted only if something is refuted."""
    asked: list[str] = []

    def decider(entry: Claim) -> Verdict:
        asked.append(entry.id)
        return decide_claim(entry)

    found = sharpen(EXPONENT, "K", decider=decider)
    assert found.sharp == "288"
    assert set(asked) == {"EXPONENT"}


@pytest.mark.parametrize(
    ("text", "domain", "relation", "threshold"),
    [
        ("n**2 >= 7*n + 3", "integer [1, oo)", ">=", "8"),
        ("n**2 <= 7*n + 3", "integer [1, oo)", "<=", "7"),
        ("n**2 <= 2", "[0, 10]", "<=", "sqrt(2)"),
        ("n**3 >= 8", "(-oo, oo)", ">=", "2"),
    ],
)
def test_the_missing_hypothesis(text: str, domain: str, relation: str, threshold: str) -> None:
    entry = claim(text, vars={"n": domain}, id="A", repair="n")
    found = repair(entry, decide_claim(entry))
    assert found is not None
    assert (found.name, found.relation, found.threshold) == ("n", relation, threshold)
    confirmed(found.found.certificates)
    proved = str(found.found.certificates["proved"][0].statement)
    assert f"given n {relation} {found.found.bracket.proved}" in proved


def test_the_missing_hypothesis_of_a_power() -> None:
    found = repair(MISSING, decide_claim(MISSING))
    assert found is not None
    assert (found.relation, found.threshold, found.found.bracket.closed) == (">=", "1/60", True)
    confirmed(found.found.certificates)


def test_no_hypothesis_on_that_variable_helps() -> None:
    entry = claim("x*y <= 1", vars={"x": "[1, 2]", "y": "(0, oo)"}, id="A", repair="x")
    assert repair(entry, decide_claim(entry)) is None


def test_only_a_refuted_claim_is_repaired() -> None:
    entry = claim("x <= 3", vars={"x": "[0, 1]"}, id="A", repair="x")
    assert repair(entry, decide_claim(entry)) is None


def test_a_constant_as_repair() -> None:
    entry = claim("x**2 <= K", vars={"x": "[0, 3]"}, id="A", constants={"K": "2"}, repair="K")
    found = repair(entry, decide_claim(entry))
    assert found is not None
    assert found.threshold == "9"


def test_hypotheses_that_are_not_needed() -> None:
    found = unneeded(SPARE)
    assert (found.hypotheses, found.together) == (("y >= 1/2",), True)
    confirmed(dict(found.certificates))


def test_each_is_spare_but_not_all() -> None:
    entry = claim("x <= 3", vars={"x": "[0, oo)"}, given=["x <= 2", "x <= 5/2"], id="A")
    found = unneeded(entry)
    assert (found.hypotheses, found.together) == (("x <= 2", "x <= 5/2"), False)


def test_a_needed_hypothesis_is_not_called_spare() -> None:
    assert unneeded(ROOT).hypotheses == ()
