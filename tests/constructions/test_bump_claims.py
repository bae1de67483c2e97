"""The claims about bumps, extension and projection: their verdicts, and certificates that the kernel refuses."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from proofs.bumps import BUMPS, ONE, star
from proofs.ext import CLAIMS as EXTENSION
from proofs.prj import CLAIMS as PROJECTION
from proofs.profiles import CLASS, CONCRETE
from tests.kernel.examples import checked
from verify.decide import decide_claim
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.statement import construction

CLAIMS = {c.id: c for c in (*BUMPS, *CONCRETE, *CLASS, *EXTENSION, *PROJECTION) if c.statement}
OBJECTS = {name: claim for name, claim in CLAIMS.items() if claim.kind == "construction"}
REFUTED = {"RBF-LIP/a", "PRJ-LIP/a", "PRJ-COUNT/a"}
KNOWN = {c.hash or "": c.statement or "" for c in CLAIMS.values() if c.kind == "scalar"}


@cache
def decided(name: str) -> str:
    verdict = decide_claim(CLAIMS[name], KNOWN)
    assert verdict.status == ("refuted" if name in REFUTED else "proved"), verdict.message
    assert verdict.flags in ((), [])
    return json.dumps(verdict.certificate)


@pytest.mark.parametrize("name", OBJECTS)
def test_the_verdicts(name: str) -> None:
    assert json.loads(decided(name))["statement"] == CLAIMS[name].hash


def parameter(name: str, key: str, text: str, part: str = "steps") -> Callable[[Any], None]:
    return lambda c: next(e for e in c[part] if e["name"] == name)["with"].update({key: text})


def without(name: str, part: str = "steps") -> Callable[[Any], None]:
    return lambda c: c.update({part: [entry for entry in c[part] if entry["name"] != name]})


MUTANTS: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "a star without growth": ("RBF-LIP/a", parameter("steep", "a", "0"), "default"),
    "a star that grows faster": ("RBF-LIP/a", parameter("steep", "a", "sqrt(2)"), "default|combination|factors|rule|resolve"),
    "another height at the hub": ("RBF-LIP/a", parameter("hub", "R", "height(cutoff(1, t, exp(1 - 1/(1 - (t/1)**2))), 1/sqrt(2)) == 1"), "default|equal|combination|eliminate"),
    "a height outside": ("RBF-LIP/a", parameter("at_hub", "u", "2"), "default"),
    "another object": ("RBF-LIP/a", lambda c: c.update(objects={"g": "cutoff(1/2, t, exp(1 - 1/(1 - (t/(1/2))**2)))"}), "steps that conclude"),
    "without smoothness": ("RBF-LIP/a", without("smooth"), "steps that conclude"),
    "without growth": ("RBF-LIP/a", without("steep"), "steps that conclude"),
    "disjoint balls that are not": ("RBF-LIP/b", parameter("disjoint", "s", "1/2"), "default"),
    "instances without objects": ("RBF-LIP/b", lambda c: c.pop("objects") and None, "a dict"),
    "objects without instances": ("RBF-LIP/b", lambda c: c.pop("instances") and None, "a list"),
    "an instance that is not smooth": ("RBF-LIP/b", without("smooth", "instances"), "steps that conclude"),
    "an instance that is too wide": ("RBF-LIP/b", lambda c: c.update(objects={"g": "cutoff(1, t, exp(1 - 1/(1 - (t/1)**2)))"}), "steps that conclude"),
    "an instance of another kind": ("RBF-INTERP", lambda c: c["objects"].update(x="ones(2)"), "of its kind and dimensions"),
    "an instance elsewhere": ("RBF-INTERP", lambda c: c["point"].update(n="3"), "of its kind and dimensions"),
    "the claim in its instance": ("RBF-LIP/b", lambda c: c["instances"].append({"name": "more", "rule": "uniform", "from": ["uniform"]}), "premises that are established|not"),
    "a radius above the edge": ("RBF-LIP/e/smooth", parameter("edge", "s", "1/2"), "default"),
    "a constant that is too small": ("PRJ-LIP/b/constant", parameter("constant", "L", "steepest(g)*sqrt(d/dt)"), "factors|default"),
}  # fmt: skip


@pytest.mark.parametrize("what", MUTANTS)
def test_a_mutant_is_refused(what: str) -> None:
    name, change, fragments = MUTANTS[what]
    certificate = json.loads(decided(name))
    mutant = copy.deepcopy(certificate)
    change(mutant)
    assert mutant != certificate
    with pytest.raises((Rejected, Malformed)) as caught:
        checked(CLAIMS[name].statement or "", mutant)
    assert any(fragment in str(caught.value) for fragment in fragments.split("|")), str(caught.value)


def test_an_instance_takes_the_flag_away() -> None:
    text, certificate = CLAIMS["RBF-LIP/b"].statement or "", json.loads(decided("RBF-LIP/b"))
    assert checked(text, certificate).flags == ()
    bare = {key: value for key, value in certificate.items() if key not in ("objects", "instances")}
    assert checked(text, bare).flags == ("assumptions",)


STATEMENTS = {
    "half of the radius is not refuted": ("RBF-LIP/a", "supported(g, 1)", "supported(g, 1/2)", "steps that conclude"),
    "larger distances": ("RBF-LIP/a", "uniform(g, 1)", "uniform(g, 2)", "steps that conclude"),
    "the whole radius is not proved": ("RBF-LIP/b", "supported(g, 1/2)", "supported(g, 1)", "premises that are established"),
    "a radius just above the edge": ("RBF-LIP/e/smooth", "2*R**2 <= 1", "R**2 <= 1", "default"),
    "points that are closer": ("RBF-INTERP", "separated(x, 1)", "separated(x, 1/2)", "premises that are established"),
    "hats above their edge": ("RBF-LIP/e/hat-below", "2*R**2 < 1", "R**2 < 1", "default"),
}  # fmt: skip


@pytest.mark.parametrize("what", STATEMENTS)
def test_a_certificate_for_another_statement(what: str) -> None:
    name, old, new, fragment = STATEMENTS[what]
    text = CLAIMS[name].statement or ""
    assert old in text
    other = text.replace(old, new)
    with pytest.raises((Rejected, Malformed)) as caught:
        checked(other, json.loads(decided(name)) | {"statement": digest(other)})
    assert fragment in str(caught.value)


def test_below_the_radius_the_star_proves_nothing() -> None:
    """The steps against reading a, tried with half the radius: the hub is outside of every support."""
    half = [{**entry, "with": {k: v.replace("(1)", "(1/2)") for k, v in entry["with"].items()}} for entry in ONE]
    claim = construction(
        "C",
        vars={},
        declare=["map(g, 1, 1)"],
        assume=["height(g, 0) == 1", "supported(g, 1/2)", "endless(g)"],
        conclude="uniform(g, 1)",
        objects={"g": "cutoff(1/2, t, exp(1 - 1/(1 - (t/(1/2))**2)))"},
        refutation=[*half, *star("exp(1 - 1/(1 - (t/(1/2))**2))", "1/2", "exp(-1)")],
    )
    verdict = decide_claim(claim)
    assert verdict.status == "undecided"
    assert "step at_hub fails" in verdict.message


def test_what_is_claimed_too_much_is_not_proved() -> None:
    """Statements that are false: a reading with the wrong radius, a constant that is too small, a wider hat."""
    steps = CLAIMS["RBF-LIP/b"].hints.steps
    for assume, conclude in (
        (["supported(g, 1)", "endless(g)"], "uniform(g, 1)"),
        (["supported(g, 1/2)"], "uniform(g, 1)"),
        (["supported(g, 1/2)", "endless(g)"], "uniform(g, 1/2)"),
    ):
        claim = construction("C", vars={}, declare=["map(g, 1, 1)"], assume=assume, conclude=conclude, steps=steps)
        assert decide_claim(claim).status == "undecided"
