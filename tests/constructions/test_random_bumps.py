"""Rules about bumps at random points: each demand is needed, and what they conclude is so on samples."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

from proofs.bumps import mollifier
from proofs.crowded_bumps import CROWDED
from proofs.random_bumps import BOUND, ENOUGH, RANDOM
from tests.constructions.euclid import hat, smooth
from tests.constructions.random_rows import ROWS, SIZES, SQUARE, Row, contact, crowd, holds, rough, value
from tests.constructions.steps import COUNT, demands, made, without
from tests.kernel.examples import checked
from verify.calculus.constructions.check import opposite
from verify.decide import decide_claim
from verify.geometry.objects import distances, evaluate
from verify.geometry.overlap import on_sphere, overlap
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.objects.judgements import judgement
from verify.printing import show_domain, show_relation
from verify.statement import claim, construction
from verify.steps import step

DECLARE = ["map(g, 1, 1)"]
CLAIMS = {entry.id: entry for entry in (*RANDOM, *CROWDED) if entry.statement}
KNOWN = {entry.hash or "": entry.statement or "" for entry in RANDOM if entry.kind == "scalar"}
REFUTED = {"RBF-LIP/c-hat/hat", "RBF-LIP/c-hat/quartic"}
AT = [{"n": mpf(1), "d": mpf(2)}, {"n": mpf(7), "d": mpf(3)}, {"n": mpf(2), "d": mpf(90)}]


def name(row: Row) -> str:
    return f"{row.rule}-{row.drop[0]}-{row.drop[1]}"


def goes_through(row: Row) -> bool:
    """The step is made, and what it obliges is proved."""
    try:
        found, _ = made(row.rule, DECLARE, row.premises, row.vars, **row.parameters)
    except Rejected:
        return False
    for obligation in found.obligations:
        names = dict(row.vars) | {key: show_domain(domain) for key, domain in obligation.names}
        given = [show_relation(relation) for relation in obligation.given]
        if decide_claim(claim(show_relation(obligation.relation), vars=names, given=given)).status != "proved":
            return False
    return True


def test_each_demand_has_a_row() -> None:
    rules = {row.rule for row in ROWS}
    assert {(row.rule, row.drop) for row in ROWS} == {(rule, drop) for rule in rules for drop in demands(rule)}


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_without_the_demand_something_false_is_concluded(row: Row) -> None:
    assert not goes_through(row)
    with without(row.rule, row.drop):
        assert goes_through(row)
        _, conclusion = made(row.rule, DECLARE, row.premises, row.vars, **row.parameters)
    assert all(holds(judgement(line), row.g, env) for line in row.premises for env in AT)
    assert not any(holds(conclusion, row.g, env) for env in AT)


# --- any n and d


CUT = "cutoff(1, t, 1 - t)"
ANY = {"m": "1", "a": "d", "C": "0"}


@pytest.mark.parametrize(
    ("vars", "given", "declare", "premise"),
    [
        ({"n": COUNT, "d": "integer [2, oo)"}, ["n <= 1"], [], "n, d"),
        ({"n": COUNT, "d": "integer [2, oo)"}, [], ["points(x, n, d)"], "n, d"),
        ({"n": "integer [2, oo)", "d": "integer [2, oo)"}, [], [], "n, d"),
        ({"n": COUNT, "d": COUNT}, [], [], "n, d"),
        ({"n": "[1, oo)", "d": "integer [2, oo)"}, [], [], "n, d"),
        ({"d": "integer [2, oo)"}, [], [], "d, d"),
        ({"d": "integer [2, oo)"}, [], [], "1, d"),
        ({"n": COUNT}, [], [], "n, 7"),
        ({"n": COUNT, "d": "integer [2, oo)"}, [], [], "n, d + 1"),
    ],
)
def test_what_is_not_general_bounds_nothing(
    vars: dict[str, str], given: list[str], declare: list[str], premise: str
) -> None:
    """A probability for some n and d only, with a bound that would do for all."""
    line = f"rough({CUT}, {premise}, 0) <= 1"
    n, d = premise.split(", ")
    steps = [step("some", "follows", R=line), step("s", "tame", "some", n=n, d=d, m="1", a="1", C="0")]
    false = construction("FALSE", vars=vars, given=given, declare=declare, conclude=f"tame({CUT}, 1)", steps=steps)
    verdict = decide_claim(false)
    assert verdict.status == "undecided"
    assert "an arbitrary whole number" in verdict.message or "a term without" in verdict.message, verdict.message


def test_an_assumption_about_some_n_bounds_nothing() -> None:
    line = f"rough({CUT}, n, d, 1) <= 0"  # true for n = 1
    steps = [step("s", "tame", line, n="n", d="d", m="1", a="1", C="1")]
    false = construction("F", vars=SIZES, declare=[], assume=[line], conclude=f"tame({CUT}, 1)", steps=steps)
    assert "an arbitrary whole number" in decide_claim(false).message


# --- the claims


@cache
def decided(id: str) -> str:
    verdict = decide_claim(CLAIMS[id], KNOWN)
    assert verdict.status == ("refuted" if id in REFUTED else "proved"), verdict.message
    assert verdict.flags in ((), [])
    return json.dumps(verdict.certificate)


@pytest.mark.parametrize("id", CLAIMS)
def test_the_verdicts(id: str) -> None:
    assert json.loads(decided(id))["statement"] == CLAIMS[id].hash


STATEMENTS = {
    "no edge": ("RBF-LIP/c", "assume supported(g, 1)", "assume supported(g, 2)"),
    "not smooth": ("RBF-LIP/c", "assume endless(g)", "assume gradual(g, 1)"),
    "a smaller probability": ("RBF-LIP/c/bound", "1 - sqrt(d)", "2 - 2*sqrt(d)"),
    "fewer dimensions": ("RBF-LIP/c/witness", "40*m*(log", "20*m*(log"),
    "one power more": ("RBF-LIP/c/witness", "n <= d**m", "n <= d**(m + 1)"),
    "a steeper hat": ("RBF-LIP/c-hat/hat-rate", "C < n/sqrt(2*pi*d)", "C < n/sqrt(pi*d)"),
    "one point fewer": ("RBF-LIP/c-hat/quartic-always", "integer [2, oo)", "integer [1, oo)"),
    "the other profile": ("RBF-LIP/c-hat/hat", "1 - t)", "1 - t**2)"),
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_a_certificate_for_another_statement(what: str) -> None:
    id, old, new = STATEMENTS[what]
    text = CLAIMS[id].statement or ""
    assert old in text
    other = text.replace(old, new)
    with pytest.raises((Rejected, Malformed)):
        checked(other, json.loads(decided(id)) | {"statement": digest(other)})


@pytest.mark.parametrize(
    ("id", "number", "key", "text"),
    [
        ("RBF-LIP/c", "tame", "a", "2"),
        ("RBF-LIP/c", "tame", "C", "4*contact(g, 2)"),
        ("RBF-LIP/c", "tame", "m", "2*m"),
        ("RBF-LIP/c", "sparse", "k", "4*m - 1"),
        ("RBF-LIP/c/bound", "law", "y", "1 - 1/d"),
        ("RBF-LIP/c-hat/hat-always", "wild", "e", "1"),
        ("RBF-LIP/c-hat/hat-always", "crowd", "k", "1"),
        ("RBF-LIP/c-hat/quartic", "wild", "m", "1"),
        ("RBF-LIP/c-hat/quartic", "crowd", "p", "1"),
    ],
)
def test_a_mutant_is_refused(id: str, number: str, key: str, text: str) -> None:
    certificate = json.loads(decided(id))
    next(entry for entry in certificate["steps"] if entry["name"] == number)["with"][key] = text
    with pytest.raises((Rejected, Malformed)):
        checked(CLAIMS[id].statement or "", certificate, KNOWN)


def test_tame_and_wild_are_opposites() -> None:
    assert opposite(judgement(f"tame({CUT}, 1)")) == judgement(f"wild({CUT}, 1)")
    assert opposite(opposite(judgement(f"tame({CUT}, 1)"))) == judgement(f"tame({CUT}, 1)")


# --- on samples


@pytest.mark.parametrize(("n", "d"), [(20, 20), (60, 20), (100, 50), (100, 100), (150, 200)])
def test_the_bound_of_sparse_points(n: int, d: int) -> None:
    """4 c_2 + n c_k (2 w)^k against the steepest place that is found, and K <= 1/(2 h - h^2 - w) at each place."""
    x = on_sphere(n, d, np.random.default_rng(n + d))
    gram = x @ x.T - 2 * np.eye(n)
    w = max(float(gram.max()), 0.0)
    found = overlap(evaluate(mollifier("1")), x, steps=100, count=40)
    for k in (2, 4, 6):
        c2, ck = contact(smooth(1), 2), contact(smooth(1), k)
        assert found.quotient <= 4 * c2 + n * ck * (2 * mpf(w)) ** k
    random = np.random.default_rng(d)
    ends = [*found.ends, *(x[: 1 + i].mean(axis=0) for i in range(20)), *(0.3 * on_sphere(20, d, random))]
    near = np.sort(1 - distances(np.array(ends), x), axis=1)[:, ::-1]
    for row in near:
        for count, h in enumerate(row[row > 0], 1):
            assert 2 * h - h**2 <= w or count <= 1 / (2 * h - h**2 - w) + 1e-9
            assert h <= max(2 * w, 2 / count) + 1e-9


@pytest.mark.parametrize(("n", "d"), [(1, 2), (3, 2), (8, 3), (40, 6), (200, 30)])
@pytest.mark.parametrize("clustered", [False, True])
def test_all_samples_are_as_steep_as_crowds_are(n: int, d: int, clustered: bool) -> None:
    """Quotients from 0 in many directions, labels 1: the largest is not below what ``crowd`` states."""
    random = np.random.default_rng(n * d)
    x = on_sphere(n, d, random)
    x = x if not clustered else np.tile(x[:1], (n, 1))
    ways = np.concatenate([on_sphere(2000, d, random), x, x.mean(axis=0, keepdims=True)])
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    for X, k, p, c in (("1 - t", "1/2", "1", "0"), ("(1 - t**2)**2", "1", "2", "1/3"), ("1 - t**2", "1", "1", "0")):
        _, line = made("crowd", [], [], t="t", X=X, k=k, p=p, c=c, n="i", d="j")
        bound = value(line[2][3], {"i": mpf(n), "j": mpf(d)}, hat(1))
        g = evaluate(f"cutoff(1, t, {X})")
        best = max(float((g(distances(r * ways, x)).sum(axis=1) / r).max()) for r in (1e-4, 0.05, 0.1, 0.2, 0.3, 0.5))
        assert best >= float(bound) * (1 - 1e-3)
        assert float(bound) > 0


@pytest.mark.parametrize("d", [2, 3, 10, 1000])
def test_the_mean_of_a_coordinate(d: int) -> None:
    """E |u_1| = Gamma(d/2)/(sqrt(pi) Gamma((d + 1)/2)) is at least sqrt(2/(pi d)), and near it."""
    mean = mp.gammaprod([mpf(d) / 2], [(mpf(d) + 1) / 2]) / mp.sqrt(mp.pi)
    assert mp.sqrt(2 / (mp.pi * d)) <= mean <= mp.sqrt(2 / (mp.pi * d)) * (1 + mpf(1) / d)


def test_the_numbers_of_the_witness() -> None:
    """At the least d and n = d^m the bound is below exp(-sqrt(d)/4) and 1/d0; the constant does not depend on n."""
    for m in (1, 2, 5):
        least = value(judgement(ENOUGH), {"m": mpf(m)}, hat(1))
        d = mp.ceil(least)
        n = d**m
        fail = n**2 / 4 * d ** (mpf(1) / 4) * mp.exp((1 - mp.sqrt(d)) / 2)
        assert fail <= mp.exp(-mp.sqrt(d) / 4) <= least / d
        assert n * (16 / d) ** m <= mpf(16) ** m * (1 + mpf(10) ** -20)
    assert "n" not in BOUND.replace("contact", "")


def test_the_evaluators_reject() -> None:
    assert contact(smooth(1), 2) > contact(smooth(1), 0) > 2
    assert rough(hat(1), mpf(3), mpf(4), mpf(3)) == (0, 0)
    assert rough(hat(1), mpf(3), mpf(4), mpf("0.5"))[0] == 1
    found: Mapping[str, Any] = crowd(k="1")
    with pytest.raises(Rejected):
        made("crowd", [], [], {"t": COUNT}, **found)
    assert SQUARE.at(mpf(0)) == 1
