"""Certificates of constructions: those of the paper's claims, and their mutants, which the kernel refuses."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from proofs.interpolation import CURVE, INTERPOLATION, RAMP
from tests.kernel.examples import checked
from verify.decide import decide_claim
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest

CLAIMS = {claim.id.removeprefix("LAW-INTERP/"): claim for claim in INTERPOLATION}
STATUS = {"determinant": "proved", "solve": "proved", "rank": "proved", "b": "proved", "c": "refuted"}


@cache
def decided(name: str) -> tuple[str, str]:
    claim = CLAIMS[name]
    verdict = decide_claim(claim)
    assert verdict.status == STATUS[name], verdict.message
    return claim.statement or "", json.dumps(verdict.certificate)


def fresh(name: str) -> tuple[str, Any]:
    text, certificate = decided(name)
    return text, json.loads(certificate)


@pytest.mark.parametrize("name", STATUS)
def test_the_claims_of_the_paper(name: str) -> None:
    text, certificate = fresh(name)
    outcome = checked(text, certificate)
    assert outcome.verdict == STATUS[name]
    assert (outcome.flags, outcome.rests_on) == ((), ())
    assert any(rule.startswith("calculus:") for rule in outcome.rules)


def step(certificate: Any, name: str) -> Any:
    return next(entry for entry in certificate["steps"] if entry["name"] == name)


def rewritten(certificate: Any, old: str, new: str) -> Any:
    """Everywhere one text for another, but not in the statement's hash."""
    assert old in json.dumps(certificate)
    return json.loads(json.dumps(certificate).replace(old, new))


def objects(*texts: str) -> Callable[[Any], None]:
    return lambda c: c.update(objects=dict(zip(("fit", "other"), texts, strict=False)))


def without_step(name: str) -> Callable[[Any], None]:
    return lambda c: c.update(steps=[entry for entry in c["steps"] if entry["name"] != name])


def parameter(name: str, key: str, text: str) -> Callable[[Any], None]:
    return lambda c: step(c, name)["with"].update({key: text})


X = CURVE.partition(", path(t, 2*series(k, 2**(-k - 1)*min(1, max(0, 3*fold(3**(2*k + 1)")[0].removeprefix("pair(")
STEEP = RAMP.replace("3*", "4*")

# What is done to the certificate of LAW-INTERP/c, and a fragment of the refusal.
MUTANTS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "another object, the same steps": (objects(CURVE.replace("3*fold", "4*fold")), "steps that conclude"),
    "the coordinates exchanged": (lambda c: rewritten_object(c, swapped(CURVE)), "steps that conclude"),
    "a constant": (objects("pair(path(t, 0), path(t, 0))"), "steps that conclude"),
    "one coordinate": (objects(X), "of its kind and dimensions"),
    "three coordinates": (objects(f"pair({CURVE}, {X})"), "of its kind and dimensions"),
    "a number": (objects("1"), "of its kind and dimensions"),
    "a matrix's map": (objects("linear(values(monomials(2), fit))"), "over declared names"),
    "an object that mentions another": (objects("pair(fit, fit)"), "over declared names"),
    "an object with a scalar of the statement": (objects(CURVE.replace("- 1))) - 1)", "- 1))) - p)")), "over declared names"),
    "an object with a free name": (objects("pair(path(t, s), path(t, t))"), "over declared names"),
    "an object that binds a name twice": (objects("pair(path(t, series(t, t)), path(t, t))"), "no other meaning"),
    "no object": (lambda c: c.update(objects={}), "objects fit"),
    "objects left out": (lambda c: c.pop("objects"), "a dict"),
    "an object too many": (objects(CURVE, "path(t, t)"), "objects fit"),
    "an object that is a list": (lambda c: c.update(objects={"fit": [CURVE]}), "a str"),
    "a point with p = n": (lambda c: c["point"].update(p="2"), "at point"),
    "a point with n = 3": (lambda c: c["point"].update(n="3"), "of its kind and dimensions"),
    "a point outside the domain": (lambda c: c["point"].update(p="0"), "at point"),
    "a point that is not whole": (lambda c: c["point"].update(n="5/2"), "an integer"),
    "a point without p": (lambda c: c["point"].pop("p"), "coordinates of"),
    "a coordinate too many": (lambda c: c["point"].update(q="1"), "coordinates of"),
    "a coordinate over a variable": (lambda c: c["point"].update(n="p + 1"), "coordinates of"),
    "no steps": (lambda c: c.update(steps=[]), "steps that conclude"),
    "no continuity": (without_step("continuous"), "steps that conclude"),
    "no labels": (without_step("labels"), "steps that conclude"),
    "the square [0, 1]^2 only": (parameter("labels", "c", "0"), "steps that conclude"),
    "a smaller square": (parameter("labels", "d", "1/2"), "steps that conclude"),
    "a larger square": (parameter("labels", "d", "2"), "default"),
    "a wrong scale": (parameter("labels", "u", "1"), "default"),
    "a wrong ramp in the digits": (parameter("square", "e", STEEP), "premises|default|steps that conclude"),
    "a wrong ramp throughout": (lambda c: rewritten(c, "3*fold", "4*fold"), "resolve"),
    "a tail that is too short": (parameter("square", "s", "1/4"), "default"),
    "a bound that is too small": (parameter("series_x", "m", "2**(-k - 2)"), "default|resolve"),
    "a ratio that is too small": (parameter("series_x", "r", "1/3"), "default"),
    "a ratio of 1": (parameter("series_x", "r", "1"), "default"),
    "another function after the series": (parameter("scaled_x", "e", "2*z"), "steps that conclude"),
    "an assumption as a premise": (lambda c: step(c, "scaled_x").update({"from": ["continuous(fit)"]}), "premises that are established"),
    "the declaration as a premise": (lambda c: step(c, "continuous").update({"from": ["map(fit, p, n)", "scaled_y"]}), "premises that are established"),
    "a later step as a premise": (lambda c: step(c, "scaled_x").update({"from": ["labels"]}), "not|premises"),
    "a condition": (lambda c: step(c, "labels").update({"when": "0 <= 1"}), "one of distinct"),
    "a rule of probability": (lambda c: step(c, "labels").update({"rule": "convexity"}), "one of"),
    "two steps of one name": (lambda c: c["steps"].append(dict(c["steps"][0])), "a new name"),
    "a further field": (lambda c: c.update(witness={"m": "1"}), "no further fields"),
    "a relation": (lambda c: c.update(relation=0), "no further fields"),
    "the verdict proved": (lambda c: c.update(verdict="proved"), "a last conclusion"),
    "the verdict proved, without objects": (lambda c: (c.pop("objects"), c.update(verdict="proved")), "over declared names|a last conclusion"),
    "the verdict supported": (lambda c: c.update(verdict="supported"), "one of"),
    "another statement": (lambda c: c.update(statement=digest("construction")), "the statement"),
}  # fmt: skip


def swapped(text: str) -> str:
    return text.replace("3**(2*k)", "@").replace("3**(2*k + 1)", "3**(2*k)").replace("@", "3**(2*k + 1)")


def rewritten_object(certificate: Any, text: str) -> None:
    assert certificate["objects"]["fit"] != text
    certificate["objects"]["fit"] = text


@pytest.mark.parametrize("what", MUTANTS)
def test_a_mutant_is_refused(what: str) -> None:
    text, certificate = fresh("c")
    change, fragments = MUTANTS[what]
    mutant = copy.deepcopy(certificate)
    found = change(mutant)
    mutant = found if isinstance(found, dict) and "statement" in found else mutant
    assert mutant != certificate
    with pytest.raises((Rejected, Malformed)) as caught:
        checked(text, mutant)
    assert any(fragment in str(caught.value) for fragment in fragments.split("|")), str(caught.value)


def test_x_is_a_coordinate() -> None:
    assert CURVE.startswith(f"pair({X}, path(t")


# --- the same certificate for other statements: what is concluded is the opposite of another judgement

OTHERS = {
    "another cube": ("misses(fit, -1, 1)", "misses(fit, -2, 2)", "steps that conclude"),
    "a claim without an opposite": ("misses(fit, -1, 1)", "null(fit)", "a judgement that has an opposite"),
    "the opposite itself": ("misses(fit, -1, 1)", "covers(fit, -1, 1)", "steps that conclude"),
    "more is assumed": ("assume continuous(fit)", "assume continuous(fit)\nassume smooth(fit)", "steps that conclude"),
    "other sizes": ("map(fit, p, n)", "map(fit, n, p)", "of its kind and dimensions"),
    "another object": ("map(fit, p, n)", "matrix(fit, p, n)", "of map(p, n)"),
    "one more object": ("declare map(fit, p, n)", "declare map(fit, p, n)\ndeclare vector(v, n)", "objects fit, v"),
    "n need not be whole": ("n in integer [1, oo)", "n in [1, oo)", "an integer"),
    "p may be 0": ("p in integer [1, oo)", "p in integer [0, oo)", "default"),
    "the hypothesis p + 1 < n": ("p < n", "p + 1 < n", "at point"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_the_certificate_for_another_statement(what: str) -> None:
    text, certificate = fresh("c")
    old, new, fragment = OTHERS[what]
    assert old in text
    other = text.replace(old, new)
    with pytest.raises((Rejected, Malformed)) as caught:
        checked(other, certificate | {"statement": digest(other)})
    assert fragment in str(caught.value)


def test_what_may_be_assumed_less() -> None:
    """Without the assumption of continuity the same objects refute; so do they under a hypothesis that they meet."""
    text, certificate = fresh("c")
    for other in (text.replace("\nassume continuous(fit)", ""), text.replace("p < n", "2*p <= n")):
        assert other != text
        assert checked(other, certificate | {"statement": digest(other)}).verdict == "refuted"


# --- proved constructions

PROVED: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "the determinant of other points": ("determinant", lambda c: step(c, "newton")["with"].update(x="n"), "of points(n, 1)"),
    "one polynomial less": ("determinant", lambda c: step(c, "monomials")["with"].update(n="n - 1"), "a dimension of a declared object"),
    "without the distinct points": ("solve", lambda c: step(c, "factors").update({"from": ["distinct(y)"]}), "premises that are established"),
    "another matrix": ("rank", lambda c: step(c, "orthogonal")["with"].update(A="values(monomials(n), x)"), "of map(d, p)"),
    "a cube that is too small": ("rank", lambda c: step(c, "label")["with"].update(a="0"), "default"),
    "an exponent that is too large": ("b", lambda c: step(c, "limit")["with"].update(r="n - p + 1"), "monotone|default|logarithms"),
    "an exponent that may be 0": ("b", lambda c: step(c, "limit")["with"].update(r="n - p - 1"), "default"),
    "no proof": ("b", lambda c: step(c, "limit").update(obligations=[]), "default"),
    "no last step": ("b", without_step("label"), "a last conclusion"),
    "a point with p = n": ("b", lambda c: c["point"].update(p="2", n="2"), "at point"),
    "objects": ("b", lambda c: c.update(objects={"fit": "path(t, t)"}), "of its kind and dimensions|a list"),
    "the verdict refuted": ("b", lambda c: c.update(verdict="refuted"), "a dict"),
    "the verdict refuted, with objects": ("b", lambda c: c.update(verdict="refuted", objects={"fit": CURVE}, point={"n": "2", "p": "1"}), "premises that are established"),
}  # fmt: skip


@pytest.mark.parametrize("what", PROVED)
def test_a_mutant_of_a_proof_is_refused(what: str) -> None:
    name, change, fragments = PROVED[what]
    text, certificate = fresh(name)
    change(certificate)
    with pytest.raises((Rejected, Malformed)) as caught:
        checked(text, certificate)
    assert any(fragment in str(caught.value) for fragment in fragments.split("|")), str(caught.value)


STATEMENTS = {
    "p = n": ("b", "given p < n", "given p <= n", "default"),
    "p > n": ("b", "given p < n", "given n < p", "default"),
    "any p": ("b", "given p < n\n", "", "default"),
    "merely continuous": ("b", "assume smooth(fit)", "assume continuous(fit)", "premises that are established"),
    "as many functions as points": ("rank", "given p < n", "given p <= n", "default"),
    "points that may coincide": ("solve", "assume distinct(x)\n", "", "premises that are established"),
    "points of the plane": ("solve", "points(x, n, 1)", "points(x, n, 2)", "of map(d, p)"),
    "another size": ("solve", "points(x, n, 1)", "points(x, n + 1, 1)", "a dimension of a declared object"),
    "a real number of points": ("solve", "n in integer [1, oo)", "n in [1, oo)", "an integer"),
    "perhaps no points": ("solve", "n in integer [1, oo)", "n in integer [0, oo)", "default"),
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_a_proof_for_another_statement(what: str) -> None:
    name, old, new, fragment = STATEMENTS[what]
    text, certificate = fresh(name)
    assert old in text
    other = text.replace(old, new)
    with pytest.raises((Rejected, Malformed)) as caught:
        checked(other, certificate | {"statement": digest(other)})
    assert fragment in str(caught.value)


@pytest.mark.parametrize(
    ("line", "flags"),
    [("smooth(fit)", ()), ("smooth(pair(fit, fit))", ("assumptions",)), ("null(fit)", ("assumptions",))],
)
def test_assumptions_that_nothing_shows_to_be_satisfiable_are_flagged(line: str, flags: tuple[str, ...]) -> None:
    text, certificate = fresh("b")
    other = text.replace("assume smooth(fit)", f"assume smooth(fit)\nassume {line}")
    assert checked(other, certificate | {"statement": digest(other)}).flags == flags
