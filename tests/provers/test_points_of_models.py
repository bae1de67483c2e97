"""Points at which finite models of a derivation's assumptions are sought: among them a plain one."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from verify.objects.judgements import parse
from verify.refute.models import allowed, candidates, plainer, search

TEXT = """derivation
var a in [0, oo)
var n in integer [1, oo)
var sigma2 in (0, 1]
given 100 <= n*a
declare family(z, n)
assume mean(z**2) == sigma2
conclude mean(z**2) <= 1"""
STATEMENT = parse(TEXT)
POINT = {"a": "7/2", "n": "1000", "sigma2": "3/8"}


def test_ones_wherever_the_hypotheses_allow_them() -> None:
    assert plainer(STATEMENT, POINT) == {"a": "1", "n": "1000", "sigma2": "1"}
    assert allowed(STATEMENT, plainer(STATEMENT, POINT))


def test_a_point_outside_the_hypotheses_is_not_allowed() -> None:
    assert not allowed(STATEMENT, POINT | {"n": "28"})
    assert not allowed(parse(TEXT.replace("n*a", "n/a")), POINT | {"a": "0"})


def test_candidates_stay_in_the_domains() -> None:
    found = list(islice(candidates(STATEMENT), 40))
    assert plainer(STATEMENT, found[0]) == found[2]
    for point in found:
        assert Fraction(point["n"]).denominator == 1
        assert 0 < Fraction(point["sigma2"]) <= 1


def test_models_are_sought_where_the_hypotheses_hold() -> None:
    model = next(search(STATEMENT))
    assert Fraction(model.point["n"]) * Fraction(model.point["a"]) >= 100
