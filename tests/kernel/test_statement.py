"""The text that is hashed: sections, scopes, domains."""

from __future__ import annotations

import hashlib

import pytest

from verify.kernel.errors import Malformed
from verify.kernel.statement import MAX_LINES, digest, parse, variable_name
from verify.kernel.terms import num

GOOD = """scalar
var n in integer [1, oo)
var x in (0, 1)
given n >= 2
given x < n
exists C in (0, oo) of n
exists D in integer [1, 9]
claim C*x <= n
claim x > 0 and n > 3 implies x*n*D > 0
claim x >= 0 iff n*x >= 0"""


def test_a_statement() -> None:
    found = parse(GOOD)
    assert found.kind == "scalar"
    assert [name for name, _ in found.variables] == ["n", "x"]
    assert [(e.name, e.of) for e in found.exists] == [("C", ("n",)), ("D", ())]
    assert [len(item.goals()) for item in found.items] == [1, 1, 2]
    assert len(found.given) == 2


def test_the_hash_is_of_the_text() -> None:
    assert digest(GOOD) == hashlib.sha256(GOOD.encode()).hexdigest()
    assert digest(GOOD) != digest(GOOD + "\n")


def test_a_value() -> None:
    found = parse("value\nvar x in [0, 1]\nterm exp(x)\nin [1, 3]")
    low, high = (item.consequent for item in found.items)
    assert (low[0], low[2], high[0], high[2]) == (">=", num(1), "<=", num(3))


REFUSED = [
    ("", "a scalar or value statement expected"),
    ("Scalar\nclaim 1 > 0", "a scalar or value statement expected"),
    ("scalar ", "a scalar or value statement expected"),
    ("derivation\nconclude x", "a scalar or value statement expected"),
    ("scalar", "at least one claim"),
    ("scalar\nclaim 1 > 0\n", "in this order"),
    ("scalar\r\nclaim 1 > 0", "a scalar or value statement expected"),
    ("scalar\n\nclaim 1 > 0", "in this order"),
    ("scalar\n claim 1 > 0", "in this order"),
    ("scalar\nclaim 1 > 0\nvar x in [0, 1]", "in this order"),
    ("scalar\nvar x in [0, 1]\nclaim x > 0\ngiven x > 0", "in this order"),
    ("scalar\nexists C in [0, 1]\nvar x in [0, 1]\nclaim x > C", "in this order"),
    ("scalar\nterm 1\nclaim 1 > 0", "in this order"),
    ("scalar\nclaims 1 > 0", "in this order"),
    ("scalar\nvar x in [0, 1]\nvar x in [0, 2]\nclaim x > 0", "the variable 'x' is declared twice"),
    ("scalar\nvar x in [0, 1]\nexists x in [0, 2]\nclaim x > 0", "declared twice"),
    ("scalar\nexists C in [0, 1]\nexists C in [0, 2]\nclaim C > 0", "declared twice"),
    ("scalar\nvar x in [1, 0]\nclaim x > 0", "empty domain"),
    ("scalar\nvar n in integer (0, 1)\nclaim n > 0", "empty domain"),
    ("scalar\nexists C in (0, 0)\nclaim C > 0", "empty domain"),
    ("scalar\nvar x\nclaim x > 0", "a domain is"),
    ("scalar\nvar in [0, 1]\nclaim x > 0", "a domain is"),
    ("scalar\nvar exp in [0, 1]\nclaim exp > 0", "cannot name a variable"),
    ("scalar\nvar pi in [0, 1]\nclaim pi > 3", "cannot name a variable"),
    ("scalar\nvar E in [0, 1]\nclaim E > 3", "cannot name a variable"),
    ("scalar\nvar oo in [0, 1]\nclaim 1 > 0", "cannot name a variable"),
    ("scalar\nvar and in [0, 1]\nclaim 1 > 0", "cannot name a variable"),
    ("scalar\nvar 1x in [0, 1]\nclaim 1 > 0", "cannot name a variable"),
    ("scalar\nvar x-y in [0, 1]\nclaim 1 > 0", "cannot name a variable"),
    ("scalar\nvar exp(1) in [0, 1]\nclaim 1 > 0", "cannot name a variable"),
    ("scalar\nvar ξ in [0, 1]\nclaim 1 > 0", "cannot name a variable"),
    ("scalar\nclaim x > 0", "unbound variable 'x'"),
    ("scalar\nvar x in [0, 1]\ngiven y > 0\nclaim x > 0", "unbound variable 'y'"),
    ("scalar\nvar x in [0, 1]\ngiven C > 0\nexists C in [0, 1]\nclaim x > C", "unbound variable 'C'"),
    ("scalar\nvar x in [0, 1]\nexists C in [0, 1] of y\nclaim x > C", "unbound variable 'y'"),
    ("scalar\nvar x in [0, 1]\nexists C in [0, 1] of C\nclaim x > C", "unbound variable 'C'"),
    ("scalar\nvar x in [0, 1]\nclaim x > y implies x > 0", "unbound variable 'y'"),
    ("scalar\nvar x in [0, 1]\nclaim x != 0", "'!='"),
    ("scalar\nvar x in [0, 1]\nclaim x != 0 implies x > 0", "'!='"),
    ("scalar\nvar x in [0, 1]\nclaim x > 0 iff x != 0", "'!='"),
    ("scalar\nvar x in [0, 1]\nclaim x", "expected a relation"),
    ("scalar\nvar x in [0, 1]\ngiven x\nclaim x > 0", "expected a relation"),
    ("scalar\nvar x in [0, 1]\ngiven x > 0 implies x > 1\nclaim x > 0", "not an expression"),
    ("value\nterm 1", "a closed enclosure for a value"),
    ("value\nterm 1\nin (0, 2]", "a closed enclosure for a value"),
    ("value\nterm 1\nin [0, oo)", "a closed enclosure for a value"),
    ("value\nterm 1\nin integer [0, 2]", "a closed enclosure for a value"),
    ("value\nterm 1\nterm 2\nin [0, 2]", "a closed enclosure for a value"),
    ("value\nin [0, 2]", "a closed enclosure for a value"),
    ("value\nterm x\nin [0, 2]", "unbound variable 'x'"),
    ("scalar" + "\nclaim 1 > 0" * (MAX_LINES + 1), f"at most {MAX_LINES}"),
]


@pytest.mark.parametrize(("text", "fault"), REFUSED, ids=[repr(text)[:60] for text, _ in REFUSED])
def test_refused(text: str, fault: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse(text)
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_integer_ends_are_the_integers_inside() -> None:
    ((_, domain),) = parse("scalar\nvar n in integer (1/2, 7/2)\nclaim n > 0").variables
    assert (domain.lo, domain.lo_open, domain.hi, domain.hi_open) == (1, False, 3, False)


@pytest.mark.parametrize("name", ["x", "_x", "x1", "gamma_", "Exp", "n_larger"])
def test_names(name: str) -> None:
    assert variable_name(name) == name


@pytest.mark.parametrize("name", ["", "1", "x y", "x\n", "gamma", "max", "pi", "implies", "nan", "x'", "é"])
def test_names_refused(name: str) -> None:
    with pytest.raises(Malformed):
        variable_name(name)
