"""Each tactic alone: what it proves, that nothing else would have, and that the false neighbour is not proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

import verify.prove.claims as claims
from tests.provers.deciding import accepted, prove, refute, stated
from verify.prove import (
    boundaries,
    branches,
    equalities,
    factoring,
    handelman,
    integers,
    logarithms,
    quadratics,
    roots,
    sign_recursion,
    signs,
    subdivision,
)
from verify.prove.claims import TACTICS, contradiction
from verify.prove.engine import Tactic

R, P, N = "(-oo, oo)", "(0, oo)", "[0, oo)"
EVERY = list(TACTICS)


@dataclass(frozen=True)
class Case:
    """A claim that needs ``tactic``, the tactics that help it, a rule that it must use, and a false neighbour."""

    tactic: Tactic
    text: str
    vars: dict[str, str]
    rule: str
    false: str
    given: Sequence[str] = ()
    helpers: list[Tactic] = field(default_factory=list)


CASES = [
    Case(branches.resolve, "abs(x) >= x", {"x": R}, "resolve", "abs(x) > x"),
    Case(branches.resolve, "max(x, y) <= x + y", {"x": N, "y": N}, "resolve", "max(x, y) < x + y"),
    Case(handelman.scaled, "x <= z", {"x": R, "z": R, "y": P}, "scale", "x < z", given=["x*y <= z*y"]),
    Case(
        branches.relations, "x <= 1", {"x": R}, "known", "x < 1", given=["abs(x) <= 1"], helpers=[handelman.linear]
    ),
    Case(
        signs.apart,
        "1/(exp(x) - 1 - x) > 0",
        {"x": P},
        "lemma",
        "1/(exp(x) - 1 - x) > 1",
        helpers=[sign_recursion.tactic],
    ),
    Case(signs.exponentials, "log(1 + x) + log(2 + x) >= log(2)", {"x": N}, "exponentials", "log(1 + x) >= log(2)"),
    Case(signs.exponentials, "2*log(1 + x)/3 <= log(2 + x)", {"x": N}, "scale", "2*log(1 + x) <= log(2 + x)"),
    Case(
        signs.logarithm_signs,
        "y*log(x**2 - 2*x + 3) >= 0",
        {"x": R, "y": N},
        "lemma",
        "y*log(x**2 - 2*x + 3/2) >= 0",
        helpers=[signs.exponentials, quadratics.tactic],
    ),
    Case(
        equalities.tactic,
        "x*y <= 1/4",
        {"x": R, "y": R},
        "eliminate",
        "x*y <= 1/5",
        given=["x + y == 1"],
        helpers=[factoring.tactic],
    ),
    Case(factoring.tactic, "x**2 - 2*x*y + y**2 >= 0", {"x": R, "y": R}, "factors", "x**2 - 2*x*y + y**2 > 0"),
    Case(factoring.tactic, "exp(2*x) + 1 >= 2*exp(x)", {"x": R}, "factors", "exp(2*x) + 1 > 2*exp(x)"),
    Case(
        logarithms.tactic,
        "x**y >= x**z",
        {"x": "[1, oo)", "y": R, "z": R},
        "logarithms",
        "x**y > x**z",
        given=["y >= z"],
        helpers=[factoring.tactic],
    ),
    Case(
        logarithms.against_known,
        "1 - q + q*exp(h) <= exp(q*h + h**2/8)",
        {"q": "[0, 1]", "h": R},
        "logarithms",
        "1 - q + q*exp(h) < exp(q*h + h**2/8)",
        given=["log(1 - q + q*exp(h)) <= q*h + h**2/8"],
    ),
    Case(quadratics.tactic, "x**2 + x*y + y**2 >= 0", {"x": R, "y": R}, "combination", "x**2 + 3*x*y + y**2 >= 0"),
    Case(
        quadratics.tactic,
        "exp(x)*y**2 + 2*y + exp(-x) >= 0",
        {"x": R, "y": R},
        "combination",
        "exp(x)*y**2 + 2*y + exp(-x)/2 >= 0",
    ),
    Case(
        roots.reduce,
        "sqrt(x)**4 + 1 >= 2*x",
        {"x": N},
        "eliminate",
        "sqrt(x)**4 + 1 > 2*x",
        helpers=[factoring.tactic],
    ),
    Case(roots.conjugate, "sqrt(1 + x) <= 1 + x/2", {"x": "[-1, oo)"}, "scale", "sqrt(1 + x) < 1 + x/2"),
    Case(
        roots.square_facts,
        "x >= y**2",
        {"x": P, "y": P},
        "known",
        "x > y**2",
        given=["sqrt(x) >= y"],
    ),
    Case(
        handelman.linear,
        "x + 2*y + z <= 5",
        {"x": R, "y": R, "z": R},
        "combination",
        "x + 2*y + z <= 4",
        given=["x + y <= 2", "y + z <= 3"],
    ),
    Case(
        branches.resolve_fact,
        "x <= -y",
        {"x": R, "y": P},
        "resolve",
        "x < -y",
        given=["abs(x) >= y", "x <= y/2"],
        helpers=[handelman.linear],
    ),
    Case(handelman.scaled, "x <= y", {"x": R, "y": P}, "scale", "x < y", given=["x*y <= y**2"]),
    Case(
        handelman.hypotheses,
        "x*y <= z",
        {"x": N, "y": N, "z": R},
        "combination",
        "x*y < z",
        given=["x*y + x <= z"],
    ),
    Case(
        handelman.products,
        "x**2 <= y**2",
        {"x": N, "y": N},
        "combination",
        "x**2 < y**2",
        given=["x <= y"],
    ),
    Case(sign_recursion.tactic, "log(1 + x) <= x", {"x": N}, "monotone", "log(1 + x) < x"),
    Case(
        sign_recursion.split,
        "log(1 + x) <= x",
        {"x": "(-1, oo)"},
        "split",
        "log(1 + x) < x",
        helpers=[sign_recursion.tactic],
    ),
    Case(
        sign_recursion.quasiconcave,
        "log(1 + x) >= x*log(2)",
        {"x": "[0, 1]"},
        "quasiconcave",
        "log(1 + x) >= x*log(2) + x**2/10",
    ),
    Case(
        boundaries.tactic,
        "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 0",
        {"p": "(0, 1)", "q": "(0, 1)"},
        "cases",
        "p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) > 0",
        helpers=[sign_recursion.tactic],
    ),
    Case(
        integers.tactic, "n**3 + 5 >= 6*n", {"n": "integer [1, oo)"}, "integers", "n**3 + 5 > 6*n + 1"
    ),
    Case(
        integers.tactic, "(n - 2)*(n - 3) >= 0", {"n": "integer [0, 9]"}, "integers", "(n - 2)*(n - 4) >= 0"
    ),
    Case(
        subdivision.tactic,
        "exp(x) + exp(y) > 2*x + 2*y + 1/2 - x*y",
        {"x": "[0, 1]", "y": "[0, 1]"},
        "enclosure",
        "exp(x) + exp(y) > 2*x + 2*y + 8/5 - x*y",
    ),
]  # fmt: skip


def only(monkeypatch: pytest.MonkeyPatch, tactics: Sequence[Tactic]) -> None:
    monkeypatch.setattr(claims, "TACTICS", list(tactics))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_the_tactic_proves_what_it_is_for(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    entry = stated(case.text, case.vars, case.given)
    only(monkeypatch, [case.tactic, *case.helpers])
    found = prove(entry)
    assert found.status == "proved", found.tried
    assert found.outcome is not None
    assert case.rule in found.outcome.rules
    only(monkeypatch, case.helpers)
    assert prove(entry).status == "undecided"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.false)
def test_the_false_neighbour_is_not_proved(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    entry = stated(case.false, case.vars, case.given)
    for tactics in ([case.tactic, *case.helpers], EVERY):
        only(monkeypatch, tactics)
        assert prove(entry, budget=400).status == "undecided"
    assert refute(entry).status == "refuted"


@pytest.mark.parametrize(
    "given", [["x > y", "y > x"], ["x > y", "y >= x"], ["x*y > 1", "x*y < 1"]], ids=lambda given: " and ".join(given)
)
def test_strict_hypotheses_that_exclude_each_other(monkeypatch: pytest.MonkeyPatch, given: list[str]) -> None:
    entry = stated("x >= 0", {"x": R, "y": R}, given)
    only(monkeypatch, [signs.opposed])
    found = contradiction(str(entry.statement), 500)
    assert found.certificate is not None
    assert accepted(str(entry.statement), found.certificate)[1].verdict == "vacuous"
    only(monkeypatch, [handelman.linear])
    assert contradiction(str(entry.statement), 500).certificate is None


@pytest.mark.parametrize("given", [["x >= y", "y >= x"], ["x*y >= 1", "x*y <= 1"], ["x > y", "y > x - 1"]])
def test_hypotheses_that_can_be_met_are_not_called_contradictory(given: list[str]) -> None:
    entry = stated("x >= 0", {"x": R, "y": R}, given)
    assert contradiction(str(entry.statement), 500).certificate is None


def test_no_tactic_is_left_out() -> None:
    """The list that the search uses, unwrapped from its budgets, is the list that is tested here."""

    def inner(tactic: Tactic) -> Tactic:
        cells = [cell.cell_contents for cell in getattr(tactic, "__closure__", None) or ()]
        return next((found for found in cells if callable(found)), tactic)

    alone = {signs.opposed, branches.resolve_fact}  # no example in which these alone make the difference
    assert {inner(tactic) for tactic in EVERY} == {case.tactic for case in CASES} | alone
