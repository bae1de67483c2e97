"""The search around the tactics: hints are tried and not believed, budgets are kept, and nothing is random."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import verify
from tests.provers.deciding import accepted, bytes_of, prove, stated
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_relation
from verify.kernel.statement import parse
from verify.numerics.points import satisfying
from verify.prove.claims import prove_claim

R, P, N = "(-oo, oo)", "(0, oo)", "[0, oo)"


def test_a_witness_is_used_and_stands_in_the_certificate() -> None:
    entry = stated("C*x >= log(1 + x)", {"x": N}, exists={"C": "(0, oo)"}, witness={"C": "1"})
    found = prove(entry)
    assert found.status == "proved"
    assert b'"witness":{"C":"1"}' in found.certificate


@pytest.mark.parametrize(
    ("witness", "said"),
    [
        ({"C": "1/2"}, "no proof"),
        ({"C": "-1"}, "in its domain"),
        ({"C": "x"}, ""),
        ({"C": "1/0"}, ""),
        ({"C": "1 +"}, ""),
    ],
)
def test_a_bad_witness_proves_nothing(witness: dict[str, str], said: str) -> None:
    entry = stated("C*x >= log(1 + x)", {"x": N}, exists={"C": "(0, oo)"}, witness=witness)
    found = prove(entry)
    assert found.status == "undecided"
    assert said in found.tried


def test_a_witness_may_depend_on_what_it_is_declared_to_depend_on() -> None:
    exists = {"y": {"in": "(0, oo)", "of": ["x"]}}
    assert prove(stated("y > x", {"x": P}, exists=exists, witness={"y": "x + 1"})).status == "proved"
    constant = stated("y > x", {"x": P}, exists={"y": "(0, oo)"}, witness={"y": "x + 1"})
    assert verify.decide(constant).status == "undecided"


def test_lemmas_are_shown_before_they_are_used() -> None:
    entry = stated("x**4 + y**4 >= x**3*y + x*y**3", {"x": R, "y": R}, lemmas=["x**2 + x*y + y**2 >= 0"])
    assert prove(entry).status == "proved"


def test_a_goal_that_is_easy_is_shown_without_its_lemmas() -> None:
    """So the certificate is no longer for them."""
    plain = prove(stated("x**2 + 1 >= 2*x", {"x": R}))
    offered = prove(stated("x**2 + 1 >= 2*x", {"x": R}, lemmas=["(x - 1)**2 >= 0"]))
    assert plain.status == "proved"
    assert offered.certificate == plain.certificate
    needed = stated("x**4 + y**4 >= x**3*y + x*y**3", {"x": R, "y": R}, lemmas=["x**2 + x*y + y**2 >= 0"])
    assert prove(needed).status == "proved"


def test_a_large_power_of_an_exponential_is_not_factored() -> None:
    """exp(-10^6 log 8) is such a power of exp(-log 8): the search ends, here at once."""
    values = {"n": "10**6", "L": "1/400*sqrt(10**6/log(8))"}
    exists = {"n": "integer [1, oo)", "L": "(0, oo)"}
    for right, status in (("1/4", "proved"), ("1/5", "undecided")):
        entry = stated(f"2*exp(-n/(16*10**4*L**2)) == {right}", {}, exists=exists, witness=values)
        assert prove(entry).status == status


@pytest.mark.parametrize("lemma", ["x**2 <= 1", "x <= -1", "z >= 0", "1/0 > 0", "x >", "log(x) >= 0"])
def test_a_lemma_that_cannot_be_shown_changes_nothing(lemma: str) -> None:
    assert prove(stated("x**2 <= 1", {"x": R}, lemmas=[lemma])).status == "undecided"
    assert prove(stated("x <= 1 + x**2", {"x": R}, lemmas=[lemma])).status == "proved"


@pytest.mark.parametrize(
    ("given", "vars"),
    [
        (["x + y == 1", "x*y >= 1/5"], {"x": P, "y": P}),
        (["n >= 100", "n*x <= 1"], {"n": "integer [1, oo)", "x": P}),
        (["10**4*k*log(8*k/delta) <= n*eps**2"], {"n": "integer [1, oo)", "k": "integer [1, oo)", "delta": "(0, 1)",
                                                   "eps": "(0, 1)"}),
        (["x > y", "y > z", "z > 1/2"], {"x": "(0, 1)", "y": "(0, 1)", "z": "(0, 1)"}),
        (["x <= x", "x + y <= y + 1"], {"x": P, "y": P}),
    ],
    ids=lambda entry: str(entry)[:40],
)  # fmt: skip
def test_a_point_is_found_that_satisfies_the_hypotheses(given: list[str], vars: dict[str, str]) -> None:
    entry = stated(f"{next(iter(vars))} >= 0", vars, given)
    assert satisfying(parse(str(entry.statement)), (), {}) is not None
    assert prove(entry).status == "proved"


def test_no_point_satisfies_hypotheses_that_exclude_each_other() -> None:
    statement = parse(str(stated("x >= 0", {"x": R}, ["x >= 1"]).statement))
    assert satisfying(statement, (parse_relation("x < 1"),), {}) is None
    assert prove(stated("x >= 0", {"x": R}, ["x > 1", "x < 1"])).status == "undecided"


def test_an_implication_that_never_applies_is_not_proved() -> None:
    assert prove(stated("x > 2 and x < 1 implies x == 7", {"x": R})).status == "undecided"
    assert prove(stated("x > 2 implies x**2 > 4", {"x": R})).status == "proved"


@pytest.mark.parametrize("budget", [1, 5, 20, 100])
@pytest.mark.parametrize(
    "text", ["(a + b)/2 <= sqrt((a**2 + b**2)/2)", "-a*log(a) <= sqrt(a)", "a*b <= a*log(a) - a + exp(b)"]
)
def test_a_budget_is_kept(text: str, budget: int) -> None:
    entry = stated(text, {"a": P, "b": P})
    attempt = prove_claim(str(entry.statement), {}, (), None, budget)
    assert attempt.units <= budget
    assert (attempt.certificate is None) == bool(attempt.stuck)
    assert all("\n" not in line for line in attempt.stuck)


def test_a_budget_of_one_unit_proves_little() -> None:
    entry = stated("p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 0", {"p": "(0, 1)", "q": "(0, 1)"})
    found = [prove(entry, budget).status for budget in (1, 1_500)]
    assert found == ["undecided", "proved"]


PROGRAM = """
import json
from verify.prove.claims import prove_claim
from verify.statement import claim
rows = [("exp(x) <= x + exp(x**2)", {"x": "(-oo, oo)"}),
        ("x**2 + y**2 + z**2 >= x*y + y*z + z*x", {"x": "(-oo, oo)", "y": "(-oo, oo)", "z": "(-oo, oo)"}),
        ("exp(x) + exp(y) > 2*x + 2*y + 1/2 - x*y", {"x": "[0, 1]", "y": "[0, 1]"}),
        ("2*sqrt(x) <= 1 + x", {"x": "[0, oo)"})]
for text, vars in rows:
    print(json.dumps(prove_claim(str(claim(text, vars=vars).statement), {}, (), None, 1500).certificate))
"""


def test_certificates_do_not_depend_on_the_hash_seed() -> None:
    found = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1
    assert "null" not in found.pop().split("\n")


def test_a_certificate_is_good_for_its_own_statement_only() -> None:
    one, other = stated("exp(x) >= 1 + x", {"x": N}), stated("exp(x) >= 1 + x", {"x": R})
    data = prove(one).certificate
    attempt = prove_claim(str(one.statement), {}, (), None, 500).certificate
    assert attempt is not None
    assert bytes_of(attempt) == data
    with pytest.raises(Rejected, match="statement"):
        accepted(str(other.statement), attempt)
    with pytest.raises(Rejected):  # nor with the other's hash in it
        accepted(str(stated("exp(x) >= 1 + 2*x", {"x": N}).statement), {**attempt, "statement": other.hash})
