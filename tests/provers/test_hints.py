"""An author's plan for a scalar claim, splits and instances: what it proves, and that a plan proves nothing false."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from verify.axioms import Known
from verify.bare.check import check
from verify.decide import Budget, decide_claim
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_relation
from verify.kernel.rules.points import extend
from verify.kernel.state import Reader, State
from verify.kernel.statement import parse
from verify.library import Library
from verify.numerics.floats import Grid
from verify.statement import Claim, claim
from verify.whatif import changed

R, P, N = "(-oo, oo)", "(0, oo)", "[0, oo)"
TANGENT = claim("log(p) <= log(c) + p/c - 1", id="TANGENT", vars={"p": P, "c": P})
FAR = claim("K*h <= h**2", id="FAR", vars={"h": "[2, oo)"}, constants={"K": "2"})
# The mean of a two-point variable: the tangent at c = (e^h - 1)/h clears the denominator e^h - 1.
MEAN = claim(
    "log(1 - q + q*exp(h)) - q*h <= log((exp(h) - 1)/h) + h/(exp(h) - 1) - 1",
    id="MEAN",
    vars={"q": "[0, 1]", "h": "[1, oo)"},
    instances=[(TANGENT, {"p": "1 - q + q*exp(h)", "c": "(exp(h) - 1)/h"})],
)
# Near the touching point, x = 0.92, the sides differ by 10^-4: the monotone pieces are given by the splits.
TOUCHING = claim(
    "log(exp(x) - x) <= 3/20*x**2 + 2*log(1 + 217/1000*x**2)",
    id="TOUCHING",
    vars={"x": N},
    splits=[("x", point) for point in ("1/2", "4/5", "9/10", "24/25", "5/4", "2")],
)


def known(*claims: Claim) -> dict[str, str]:
    return {str(entry.hash): str(entry.statement) for entry in claims}


def without(entry: Claim) -> Claim:
    return claim(entry.statement.splitlines()[-1].removeprefix("claim "), vars=dict(domains(entry)), id=entry.id)  # type: ignore[union-attr]


def domains(entry: Claim) -> list[tuple[str, str]]:
    rows = [row.removeprefix("var ") for row in str(entry.statement).splitlines() if row.startswith("var ")]
    return [(name, domain) for name, _, domain in (row.partition(" in ") for row in rows)]


@pytest.mark.parametrize(("entry", "used"), [(MEAN, [TANGENT]), (TOUCHING, [])], ids=["instances", "splits"])
def test_the_plan_proves_what_the_search_alone_does_not(entry: Claim, used: list[Claim]) -> None:
    verdict = decide_claim(entry, known(*used))
    assert verdict.status == "proved"
    assert check(str(entry.statement), verdict.certificate, Known(known(*used))).verdict == "proved"
    assert decide_claim(without(entry), known(*used), Budget(600)).status == "undecided"


def test_an_instance_that_does_not_fit_a_part_is_left_out_there() -> None:
    entry = claim(
        "2*h <= h**2 + 1",
        id="BOTH",
        vars={"h": R},
        splits=[("h", "2")],
        instances=[(FAR, {"h": "h"})],
    )
    verdict = decide_claim(entry, known(FAR))
    assert verdict.status == "proved"
    text = str(verdict.certificate)
    assert text.count("'split'") == 1


def test_an_unproved_claim_is_not_used() -> None:
    assert decide_claim(MEAN, {}, Budget(300)).status == "undecided"
    certificate = decide_claim(MEAN, known(TANGENT)).certificate
    with pytest.raises(Rejected):
        check(str(MEAN.statement), certificate, Known({}))


FALSE: dict[str, Any] = {
    "a split": {"splits": [("x", "1")]},
    "a split that is no number": {"splits": [("x", "y")]},
    "a split of what is not there": {"splits": [("y", "1")]},
    "an instance outside its domain": {"instances": [(TANGENT, {"p": "x", "c": "-1"})]},
    "an instance with a missing term": {"instances": [(TANGENT, {"p": "x + 1"})]},
}


@pytest.mark.parametrize("what", FALSE)
def test_no_plan_proves_what_is_false(what: str) -> None:
    entry = claim("log(1 + x) < x", vars={"x": N}, id="FALSE", **FALSE[what])
    assert decide_claim(entry, known(TANGENT), Budget(100)).status == "refuted"
    hidden = claim("exp(x) <= x + exp(11/20*x**2)", vars={"x": R}, id="FALSE", **FALSE[what])
    assert decide_claim(hidden, known(TANGENT), Budget(100)).status != "proved"


def test_plans_are_no_part_of_the_statement_and_constants_reach_them() -> None:
    assert MEAN.hash == without(MEAN).hash
    assert MEAN.hints.uses == ("TANGENT",)
    entry = claim(
        "K*x <= x**2", id="USER", vars={"x": "[5, oo)"}, constants={"K": "2"}, instances=[(FAR, {"h": "x + K - K"})]
    )
    ((_, terms),) = entry.hints.instances
    assert "K" not in terms["h"]
    moved = changed(Library((FAR, entry), Path(), {}, ()), {"K": "1"}).by_id["USER"]
    ((used, _),) = moved.hints.instances
    assert "1*h <= h**2" in str(used.statement).replace("(1)", "1")


def test_a_logarithm_near_0_is_as_inexact_as_its_argument() -> None:
    """log((e^y + e^-y)/2) is about y^2/2; where that is 10^-11, floats give it to five digits."""
    statement = parse(f"scalar\nvar y in {N}\nclaim 1 <= 1")
    reader = Reader(extend(State(), statement.variables))
    relation = parse_relation("log((exp(y) + exp(-y))/2) <= y**2/12 + 25/24*log(1 + 2*y**2/5)")
    poly = reader.state.goal(*reader.relation(relation)).poly
    grid = Grid({"y": np.array([6.54413337e-06, 1.0])}, 2)
    value, scale = grid.poly_and_scale(poly)
    assert np.all(value >= -1e-7 * scale)
    assert scale[0] > 1e-9
    assert scale[1] < 10
