"""Statements about objects: what is read, what is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calculus.derivations import STATEMENT
from verify.kernel.errors import Malformed
from verify.objects.judgements import judgement, parse
from verify.printing import show_judged

GOOD = STATEMENT + "P(average(X) <= 1/2 - t) <= exp(-2*n*t**2)"


def test_a_derivation() -> None:
    found = parse(GOOD)
    assert found.kind == "derivation"
    assert [len(found.lines[key]) for key in ("declare", "assume", "conclude")] == [1, 3, 1]
    assert parse(show_judged(found)) == found


def test_judgements() -> None:
    x = ("var", "X")
    assert judgement("independent(X)") == ("call", "independent", (x,))
    assert judgement("P(X <= 1) <= 0.5")[0] == "relation"
    assert judgement("exp(X)") == ("call", "exp", (x,))


REFUSED = [
    ("derivation", "exactly one line 'conclude' expected"),
    (GOOD + "\nconclude independent(X)", "exactly one line 'conclude' expected"),
    (GOOD.replace("declare family(X, n)\n", ""), "unbound name 'X'"),
    (GOOD.replace("var t in [0, oo)\n", ""), "unbound name 't'"),
    (GOOD.replace("exp(-2*n*t**2)", "exp(-2*n*u**2)"), "unbound name 'u'"),
    (GOOD.replace("declare", "given X > 0\ndeclare", 1), "unbound name 'X'"),
    (GOOD.replace("exp(-2", "exp(2, -2"), "exp takes 1 argument(s)"),
    (GOOD.replace("independent(X)", "independent()"), "needs arguments"),
    (GOOD.replace("derivation", "deduction"), "a statement of the kind"),
    (GOOD.replace("derivation", "scalar"), "a statement of the kind"),
    (GOOD.replace("assume mean(X) == 1/2\n", "") + "\nassume mean(X) == 1/2", "in this order"),
    (GOOD.replace("family(X, n)", "family(X, n) <= 1 <= 2"), "chained relations"),
    (GOOD.replace("independent(X)", "independent(X) and independent(X)"), "not a term"),
    (GOOD.replace("independent(X)", "independent(X=1)"), "unexpected '='"),
    (GOOD.replace("independent(X)", "independent(*X)"), "not a term"),
    (GOOD.replace("independent(X)", "independent(X)(X)"), "not a term"),
    (GOOD.replace("[0, oo)", "[0, -1]"), "empty domain"),
    (GOOD.replace("mean(X) == 1/2", "mean(X) == oo"), "'oo' is not a term"),
    (GOOD.replace("declare", "exists C in (0, 1)\ndeclare", 1), "in this order"),
]


@pytest.mark.parametrize(("text", "fault"), REFUSED)
def test_refused(text: str, fault: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse(text)
    assert fault in str(caught.value)


@given(st.text("PX()<=, 1+*fg", max_size=25))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Malformed):
        parse(f"derivation\ndeclare family(X, 1)\nassume {text}\nconclude {text}")
