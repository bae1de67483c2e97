"""The numbers behind a bracket: balls against floats, coordinates and their inverse, the same search twice."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from flint import arb

from tests.sharpen.claims import HOEFFDING, SIDE_CONDITION
from verify.kernel.parser import parse_domain, parse_relation, parse_term
from verify.numerics import balls, terms
from verify.numerics.problem import inside
from verify.sharpen import sharpen
from verify.sharpen.coordinates import coordinate, logarithmic
from verify.sharpen.extremal import extremal
from verify.sharpen.parameter import parameter
from verify.sharpen.simpler import violating
from verify.statement import Constant, claim

TERMS = [
    "x + 2*y - x*y/3", "exp(-x)*log(1 + y)", "sqrt(x)*abs(-y)", "min(x, y)/max(x, y)", "x**y - y**3 + x**(1/2)",
    "sin(x) + cos(y)*tan(x) - atan(y)", "sinh(x)/cosh(y) + tanh(x)", "pi*x - E**y",
    "gamma(x) + loggamma(y)", "erf(x)*erfc(y)",
]  # fmt: skip


@pytest.mark.parametrize("text", TERMS)
def test_balls_agree_with_floats(text: str) -> None:
    term = parse_term(text)
    for x, y in ((Fraction(1, 3), Fraction(7, 5)), (Fraction(2), Fraction(5, 4))):
        columns = {"x": np.array([float(x)]), "y": np.array([float(y)])}
        there = balls.evaluate(term, {"x": balls.ball(x), "y": balls.ball(y)})
        assert float(there) == pytest.approx(float(terms.evaluate(term, columns, 1)[0]), rel=1e-12)


@pytest.mark.parametrize("text", ["1/(x - x)", "log(x - x)", "log(-x)", "sqrt(-x)", "(-x)**(1/2)"])
def test_an_undefined_term_has_no_finite_ball(text: str) -> None:
    assert not balls.evaluate(parse_term(text), {"x": arb(1)}).is_finite()


def test_what_balls_cannot_tell_is_not_told() -> None:
    point = {"x": balls.ball(Fraction(2))}
    assert balls.holds(parse_relation("sqrt(x)**2 <= x"), point) is None
    assert balls.holds(parse_relation("sqrt(x)**2 <= x"), point, within=True) is True
    assert balls.holds(parse_relation("x <= 2"), point) is True
    assert balls.holds(parse_relation("x < 2"), point) is False
    assert balls.holds(parse_relation("log(x - 3) <= 5"), point) is None


@pytest.mark.parametrize("text", ["(0, 1)", "[-1, 1]", "(0, oo)", "(-oo, 3]", "(-oo, oo)", "integer [1, oo)", "[2, 2]"])
def test_coordinates_stay_in_the_domain(text: str) -> None:
    domain = parse_domain(text)
    for z in np.linspace(-60, 60, 41):
        value = coordinate(domain, float(z))
        assert inside(domain, value)
        again = coordinate(domain, logarithmic(domain, float(value)))
        assert float(again) == pytest.approx(float(value), rel=1e-6, abs=1e-12)


def test_a_limit_and_a_tight_hypothesis_are_followed() -> None:
    """h -> 0 for Hoeffding's lemma; the edge of a hypothesis with a logarithm for the side condition."""
    for entry, sense, value in ((HOEFFDING, "greatest", Fraction(8)), (SIDE_CONDITION, "least", Fraction(2048))):
        family = parameter(entry, "K").family()
        assert family is not None
        found = extremal(family, sense)
        assert found is not None
        assert abs(found.value / value - 1) < Fraction(1, 10**6)
        step = family.sign * value / 500_000
        beyond = value - step
        points = violating(family, found.points, beyond)
        assert points
        assert all(family.surely_fails(point, beyond) for point in points)
        assert violating(family, found.points, value + step) == []


def test_the_same_search_twice() -> None:
    first, second = sharpen(HOEFFDING, "K"), sharpen(HOEFFDING, "K")
    assert first.bracket.proved == second.bracket.proved
    assert first.bracket.refuted == second.bracket.refuted
    assert [v.certificate for _, v in first.certificates.values()] == [
        v.certificate for _, v in second.certificates.values()
    ]


def test_numbers_stay_short_where_every_value_fails() -> None:
    """K is limited from below only; in the other sense the search must end, and find nothing."""
    entry = claim("x <= K*y", vars={"x": "[0, 1]", "y": "[1, oo)"}, id="A", constants={"K": "2"})
    family = parameter(entry, "K").family()
    assert family is not None
    assert extremal(family, "greatest") is None
    found = extremal(family, "least")
    assert found is not None
    assert abs(found.value - 1) < Fraction(1, 10**9)
    assert found.value.denominator.bit_length() < 300
    assert family.always_fails({"x": Fraction(1), "y": Fraction(1)}) is False
    family.sign = -1
    assert family.always_fails({"x": Fraction(1), "y": Fraction(1)}) is True


def test_a_constant_that_is_limited_on_the_other_side() -> None:
    entry = claim("K*x <= 1", vars={"x": "[0, 2]"}, id="A", constants={"K": Constant("1/4", "least")})
    found = sharpen(entry, "K")
    assert (found.bracket.sense, found.sharp, found.turned, found.slack) == ("greatest", "1/2", True, 2)
    plain = sharpen(entry.with_constants({"K": Constant("1/4", "greatest")}), "K")
    assert (plain.bracket.sense, plain.sharp, plain.turned) == ("greatest", "1/2", False)


def test_points_are_made_simple() -> None:
    family = parameter(HOEFFDING, "K").family()
    assert family is not None
    family.sign = -1
    point = {"q": Fraction(123457, 246913), "h": Fraction(10001, 10**5)}
    (near,) = violating(family, [point], Fraction(9))
    assert near == {"q": Fraction(1, 3), "h": Fraction(1)}
    assert family.surely_fails(near, Fraction(9))


def test_rationals_are_known_to_all_their_digits() -> None:
    """A ball around 1/3 must not be so wide that a hypothesis seems to hold with equality."""
    third = Fraction(1, 3)
    entry = claim("x <= 1/2", vars={"x": "[0, 1]", "K": "[0, 1]"}, given=["x <= K"], id="A")
    relation = parse_relation(str(entry.statement).split("given ")[1].split("\n")[0])
    ends = {"x": balls.ball(third + Fraction(1, 10**30)), "K": balls.ball(third)}
    assert balls.holds(relation, ends, within=True) is False
    assert balls.holds(relation, ends | {"x": ends["K"]}, within=True) is True
