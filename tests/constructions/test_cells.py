"""The rule ``cells``: each demand is needed, its samples do what it says, and it leaves the true law alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from math import exp, log, sqrt
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from proofs.finite_class import OBJECTS
from proofs.notation import LIPSCHITZ_BOUND, SIDE_CONDITION
from proofs.power import LARGER, LAW, NUMBERS
from proofs.theorem3 import SETTING, THEOREM3
from tests.constructions.cells import ROWS, STEP, Drop
from tests.constructions.probabilities import number
from tests.constructions.steps import demands, made, without
from verify.bare.check import check
from verify.calculus.step import put, swap
from verify.constants import put_judgement
from verify.construct import decide_construction
from verify.decide import decide_claim
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.parser import parse_term
from verify.kernel.terms import Term
from verify.objects.judgements import judgement, parse
from verify.printing import show
from verify.statement import Claim, construction
from verify.steps import step

HEADS = ("n", "d", "m", "k", "c", "W", "J", "v", "h", "q", "B")


def value(term: Term) -> float:
    return float(number(term, {}))


def concluded(assumed: tuple[str, ...], parameters: Mapping[str, str]) -> Term:
    return made("cells", [], assumed, **parameters)[1]


@pytest.mark.parametrize("drop", demands("cells"), ids=str)
def test_without_the_demand_something_false_is_concluded(drop: Drop) -> None:
    """As a claim: the tool proves the robust law fragile, and only without the demand."""
    assumed, changes, reason = ROWS[drop]
    with without("cells", drop):
        conclusion = concluded(assumed, {**STEP, **changes})
    at = dict(zip(HEADS, map(value, conclusion[2]), strict=True))
    assert reason(at), at
    plan = [step("s", "cells", *assumed, **{**STEP, **changes})]
    claim = construction("FALSE", vars={}, declare=[], assume=assumed, conclude=show(conclusion), steps=plan)
    assert decide_claim(claim).status == "undecided"
    with without("cells", drop):
        verdict = decide_construction(claim, {}, 200)
    assert verdict.status == "proved", verdict.message


def test_the_unchanged_step() -> None:
    conclusion = concluded(("cells(1, 2, 1) >= 1",), STEP)
    assert conclusion == judgement("fragile(1, 2, 2, 1, 1, 3, 1, 1, 1, 1/2, 3)")


@pytest.mark.parametrize("n", [1, 2, 3, 6])
@pytest.mark.parametrize("m", [1, 2, 3, 5])
@pytest.mark.parametrize("a", ["0", "1/4", "1/2", "1"])
def test_the_mean_of_cells(n: int, m: int, a: str) -> None:
    """Against the exact probability, by enumeration."""
    _, conclusion = made("cells-mean", [], n=str(n), m=str(m), a=a)
    assert value(conclusion[2]) >= value(conclusion[3])


@pytest.mark.parametrize(("n", "m"), [(4, 3), (6, 6), (8, 2)])
def test_the_probability_against_simulation(n: int, m: int) -> None:
    """The evaluator itself: within 6 standard errors."""
    generator, trials = np.random.default_rng(n * 100 + m), 20_000
    cells, signs = generator.integers(m, size=(trials, n)), generator.choice([-1, 1], size=(trials, n))
    sums = np.stack([np.where(cells == j, signs, 0).sum(axis=1) for j in range(m)], axis=1)
    rate = float(np.mean(np.abs(sums).sum(axis=1) >= n / 2))
    assert abs(rate - value(judgement(f"cells({n}, {m}, 1/2)"))) <= 6 * 0.5 / trials**0.5


@pytest.mark.parametrize("seed", range(5))
def test_the_sample_of_the_rule(seed: int) -> None:
    """Points, labels, class: the assumptions hold, and the fitted bumps have the error and the slope that it says."""
    generator = np.random.default_rng(seed)
    n, m, d, c, u = 40, 12, 12, 0.7, 0.4
    s = sqrt(2 * c * log(2) / d)
    points = s / sqrt(2) * np.eye(m, d)
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2)[np.triu_indices(m, 1)]
    assert np.allclose(gaps, s)
    assert 2 * exp(-d * s**2 / (2 * c)) >= 1 - 1e-12  # isoperimetry, by the diameter
    place, z = generator.integers(m, size=n), generator.choice([-1.0, 1.0], size=n)
    sums = np.bincount(place, weights=z, minlength=m)
    w = u * np.where(sums >= 0, 1, -1)

    def f(at: np.ndarray) -> np.ndarray:
        distance = np.linalg.norm(at[:, None] - points[None], axis=2)
        found: np.ndarray = np.maximum(0, 1 - 2 * distance / s) @ w
        return found

    assert np.allclose(f(points), w)
    a = np.abs(sums).sum() / n
    assert np.mean((z - f(points[place])) ** 2) == pytest.approx(1 - 2 * u * a + u**2)
    some = points[generator.integers(m, size=4000)] + generator.normal(size=(4000, d)) * s / 8
    steps = some + generator.normal(size=some.shape) * 1e-4
    slopes = np.abs(f(some) - f(steps)) / np.linalg.norm(some - steps, axis=1)
    assert slopes.max() <= 2 * u / s + 1e-6


def refuting(bound: str, point: Mapping[str, str], share: str, height: str) -> Claim:
    rest = {name: point[name] for name in ("d", "k", "c", "W", "J")}
    return construction(
        "MUTANT",
        vars=dict.fromkeys(("n", "d", "p", "k"), "integer [1, oo)")
        | dict.fromkeys(("c",), "(0, oo)")
        | dict.fromkeys(("W", "J"), "[0, oo)")
        | dict.fromkeys(("eps", "delta"), "(0, 1)")
        | {"sigma2": "(0, 1]"},
        given=[SIDE_CONDITION],
        declare=[],
        conclude=LAW.format(bound),
        objects={},
        point=point,
        refutation=[
            step("odd", "cells-mean", n=point["n"], m=point["p"], a=share),
            step("fits", "cells", "odd", u=height, h=point["eps"], q=point["delta"],
                 B=put_judgement(bound, point), **rest),  # type: ignore[arg-type]
        ],
        source="test",
    )  # fmt: skip


POINT = {**NUMBERS, "n": "2*10**7", "d": "2*10**7", "p": "2*10**7", "W": "900"}


def test_the_law_itself_is_not_refuted() -> None:
    """The plan of CEX-POWER/d against the bound of Theorem 3, and with 1 in place of eps/2^9."""
    true = refuting(LIPSCHITZ_BOUND, POINT, "3/10", "1/10")
    verdict = decide_claim(true)
    assert verdict.status == "undecided"
    assert "fits" in verdict.message
    large = LIPSCHITZ_BOUND.replace("eps/(512*sqrt(c))", "1/sqrt(c)").replace("eps/(2**9*sqrt(c))", "1/sqrt(c)")
    assert large != LIPSCHITZ_BOUND
    assert decide_claim(refuting(large, POINT, "3/10", "1/10")).status == "refuted"


@pytest.mark.parametrize("seed", range(40))
def test_no_parameters_refute_the_law(seed: int) -> None:
    """Theorem 3 is proved: under its side condition the demands of the rule contradict each other."""
    random = Random(seed)
    m, ratio, u = 10 ** random.uniform(0, 9), 10 ** random.uniform(-3, 3), 10 ** random.uniform(-4, 0)
    n = m * ratio
    # the mean of X is at most min(1, sqrt(m/n)); a share that is likely is not much above it
    a = min(1.0, sqrt(m / n))
    eps = 2 * u * a - u**2
    if not 0 < eps < 1 or n * eps**2 < 10**4 * log(8):
        return
    bound = eps / 512 * sqrt(n / (m * log(1 + 60 * 2 * u * sqrt(m) / eps)))
    assert 2 * u**2 >= log(2) * bound**2


@pytest.mark.parametrize("claim", [claim for claim in LARGER if claim.kind == "construction"], ids=lambda c: c.id)
def test_the_larger_bounds_are_refuted(claim: Claim) -> None:
    verdict = decide_claim(claim)
    assert verdict.status == "refuted"
    assert verdict.rests_on == []
    point = {name: number(parse_term(text), {}) for name, text in claim.hints.point.items()}
    assert point["n"] * point["eps"] ** 2 >= 10**4 * log(8 / point["delta"])
    assert point["W"] >= 0.2 * sqrt(point["p"])


@pytest.mark.parametrize(
    ("parameters", "fault"),
    [({"m": "3"}, "cells"), ({"d": "d"}, ""), ({"k": "cells(1, 2, 1)"}, "")],
)
def test_refused(parameters: dict[str, str], fault: str) -> None:
    with pytest.raises(Rejected):
        made("cells", [], [] if fault else ["cells(1, 2, 1) >= 1"], **{**STEP, **parameters})


def certificate(claim: Claim) -> Any:
    verdict = decide_claim(claim)
    assert verdict.certificate is not None
    return json.loads(json.dumps(verdict.certificate))


BOUND_BY_ONE = next(claim for claim in LARGER if claim.id == "CEX-POWER/d")
TAMPERED: dict[str, Callable[[Any], None]] = {
    "fewer rows than the side condition asks for": lambda c: c["point"].update(n="10**6", p="10**6", d="10**6"),
    "a diameter that is too small": lambda c: c["point"].update(W="10"),
    "a constant that is 0": lambda c: c["point"].update(c="0"),
    "another number of parameters": lambda c: c["point"].update(p="10**7"),
    "a larger share": lambda c: c["steps"][0]["with"].update(a="1/2"),
    "a larger height": lambda c: c["steps"][1]["with"].update(u="1/2"),
    "a smaller failure probability of the step only": lambda c: c["steps"][1]["with"].update(q="2**(-4)"),
    "no step that fits": lambda c: c["steps"].pop(),
    "a premise that nobody shows": lambda c: c["steps"][1].update({"from": ["cells(1, 1, 1) >= 1"]}),
    "proved instead": lambda c: c.update(verdict="proved"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_a_certificate_that_was_tampered_with(what: str) -> None:
    """Accepted as it is, rejected after the change."""
    whole, text = certificate(BOUND_BY_ONE), BOUND_BY_ONE.statement or ""
    assert check(text, whole).verdict == "refuted"
    TAMPERED[what](whole)
    with pytest.raises((Rejected, Malformed)):
        check(text, whole)


def test_the_law_of_the_page_is_theorem_3() -> None:
    """Objects, assumptions and conclusion of ``robust`` are those of DER-THM3, but for the names of numbers."""
    page = (Path(__file__).parents[2] / "docs" / "constructions.md").read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith("| `robust(n, d, p, k, c, W, J, v, h, q, B)` | n")]
    (listed,) = [part for part in page.split("\n\n") if part.startswith("The assumptions of Theorem 3:")]
    texts = re.findall(r"`([^`]+)`", listed.partition(", in the language")[0])
    assert texts == [line.replace("sigma2", "v") for line in SETTING]
    assert [text for text in re.findall(r"`([^`]+)`", row)[1:] if text != "d"] == list(OBJECTS)
    stated = parse(THEOREM3.statement or "").one("conclude")
    renamed = {"sigma2": "v", "eps": "h", "delta": "q"}
    said = put(stated, {name: ("var", new) for name, new in renamed.items()})
    bound = put(judgement(LIPSCHITZ_BOUND), {name: ("var", new) for name, new in renamed.items()})
    assert show(swap(said, bound, ("var", "B"))) in row
