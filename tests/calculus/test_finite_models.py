"""Finite models in certificates: what refutes a derivation, what shows that assumptions can hold, and what does not."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from copy import deepcopy
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.bare.check import check
from verify.calculus.models.values import Model
from verify.decide import decide_claim
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.objects.judgements import judgement
from verify.statement import derivation

COIN = [{"weight": "1/2", "z": "-1"}, {"weight": "1/2", "z": "1"}]
HEAD = "derivation\nvar n in integer [1, oo)\nvar t in [0, oo)\n"


def refutation(text: str, model: Any, **point: str) -> dict[str, Any]:
    return {"format": 1, "statement": digest(text), "verdict": "refuted", "point": point, "model": model}


def stated(*lines: str, conclude: str) -> str:
    rows = [line if line.startswith("declare") else f"assume {line}" for line in lines]
    return HEAD + "\n".join([*rows, f"conclude {conclude}"])


def accepted(text: str, model: Any, **point: str) -> bool:
    try:
        return check(text, refutation(text, model, **point)).verdict == "refuted"
    except (Rejected, Malformed):
        return False


Z = "declare family(z, n)"
CLASS = ("declare family(x, n)", "declare functions(F, x)")


def member(at: str, *values: tuple[list[str], str]) -> dict[str, Any]:
    return {"at": [at], "values": [[place, value] for place, value in values]}


ORIGIN = [{"weight": "1", "x": []}]
LINE = [{"weight": "1/2", "x": []}, {"weight": "1/2", "x": ["1"]}]
FLAT = {"law": ORIGIN, "classes": {"F": [member("0", ([], "0"))]}}
SIGNS = {"law": ORIGIN, "classes": {"F": [member("0", ([], "-1")), member("1", ([], "1"))]}}
SLOPE = {"law": LINE, "classes": {"F": [member("0", ([], "0"), (["1"], "2"))]}}
TWO = ("declare family(x, n)", "declare labels(l, 2)", "declare function(f, x)")
APART = {"law": [{**LINE[0], "l": "0"}, {**LINE[1], "l": "1"}], "functions": {"f": [[[], "0"], [["1"], "1"]]}}
PAIRED = [{"weight": "1/2", "z": "-1", "l": "0", "m": "0"}, {"weight": "1/2", "z": "1", "l": "1", "m": "0"}]
LABELLED = [{"weight": "1/2", "z": "1", "l": "0"}, {"weight": "1/2", "z": "-1", "l": "1"}]

# (claim, model, point, whether it refutes)
CASES: dict[str, tuple[str, Any, dict[str, str], bool]] = {
    "a coin": (stated(Z, "mean(z) == 0", conclude="P(z > 0) <= 1/4"), {"law": COIN}, {}, True),
    "exactly its probability": (stated(Z, "mean(z) == 0", conclude="P(z > 0) <= 1/2"), {"law": COIN}, {}, False),
    "a strict bound attained": (stated(Z, conclude="P(z > 0) < 1/2"), {"law": COIN}, {}, True),
    "a strict event": (stated(Z, conclude="P(z > 1) <= 1/4"), {"law": COIN}, {}, False),
    "an assumption that fails": (stated(Z, "mean(z) == 1", conclude="P(z > 0) <= 1/4"), {"law": COIN}, {}, False),
    "out of range": (stated(Z, "range(z, 0, 1)", conclude="P(z > 0) <= 1/4"), {"law": COIN}, {}, False),
    "two rows": (stated(Z, conclude="P(average(z) == 0) <= 1/4"), {"law": COIN}, {"n": "2"}, True),
    "two rows of which one": (stated(Z, conclude="P(average(z) == 0) <= 1/2"), {"law": COIN}, {"n": "2"}, False),
    "a row and the average": (stated(Z, conclude="P(both(z > 0, average(z) == 0)) <= 1/5"), {"law": COIN}, {"n": "2"}, True),
    "a mean": (stated(Z, conclude="mean(sum(z)**2) <= 4"), {"law": COIN}, {"n": "5"}, True),
    "not more than the mean": (stated(Z, conclude="mean(sum(z)**2) <= 5"), {"law": COIN}, {"n": "5"}, False),
    "many rows": (stated(Z, conclude="P(average(z) >= 0) <= 1/2"), {"law": COIN}, {"n": "1000"}, True),
    "too many rows": (stated(Z, conclude="P(average(z) >= 0) <= 1/2"), {"law": COIN}, {"n": "100000"}, False),
    "one atom, any rows": (stated(Z, conclude="average(z) <= 0"), {"law": [{"weight": "1", "z": "1"}]}, {"n": "100000"}, True),
    "almost surely": (stated(Z, conclude="z <= 0"), {"law": COIN}, {}, True),
    "almost surely, and it holds": (stated(Z, conclude="z <= 1"), {"law": COIN}, {}, False),
    "not as subgaussian": (stated(Z, "tail(z, u, 2*exp(-u**2))", conclude="P(z > 0) <= 1/4"), {"law": COIN}, {}, False),
    "given labels": (stated(Z, "declare labels(l, 2)", "given(l, mean(z**2) == 1)", conclude="P(z > 0) <= 1/4"), {"law": LABELLED}, {}, True),
    "a mean given labels": (stated(Z, "declare labels(l, 2)", "given(l, mean(z) == 0)", conclude="P(z > 0) <= 1/4"), {"law": LABELLED}, {}, False),
    "more labels than declared": (stated(Z, "declare labels(l, 1)", conclude="P(z > 0) <= 1/4"), {"law": LABELLED}, {}, False),
    "an average given labels": (stated(Z, "declare labels(l, 2)", "given(l, mean(average(z)) == 0)", conclude="P(z > 0) <= 1/4"), {"law": COIN}, {}, False),
    # what is of the space itself was read in the conditional one: claims that follow from their assumptions were refuted
    "a Lipschitz constant given labels": (stated(*TWO, "lip(f) >= 1", "given(l, mean(f) >= lip(f))", conclude="mean(f) >= 1"), APART, {}, False),
    "a Lipschitz constant, without labels": (stated(*TWO, "lip(f) >= 1", conclude="mean(f) >= 1"), APART, {}, True),
    "expectations given other labels": (stated(Z, "declare labels(l, 2)", "declare labels(m, 1)", "given(l, mean(expect(z, m)**2) >= 1)", conclude="mean(expect(z, m)**2) >= 1"), {"law": PAIRED}, {}, False),
    "expectations given these labels": (stated(Z, "declare labels(l, 2)", "declare labels(m, 1)", "given(l, mean(expect(z, l)**2) >= 1)", conclude="mean(expect(z, m)**2) >= 1"), {"law": PAIRED}, {}, True),
    "some member": (stated(*CLASS, conclude="P(some(F, F > 0)) <= 1/2"), SIGNS, {}, True),
    "each member": (stated(*CLASS, conclude="P(F > 0) <= 1/2"), {**SIGNS, "members": {"F": 1}}, {}, True),
    "another member": (stated(*CLASS, conclude="P(F > 0) <= 1/2"), {**SIGNS, "members": {"F": 0}}, {}, False),
    "no member named": (stated(*CLASS, conclude="P(F > 0) <= 1/2"), SIGNS, {}, False),
    "no such member": (stated(*CLASS, conclude="P(F > 0) <= 1/2"), {**SIGNS, "members": {"F": -1}}, {}, False),
    "a supremum": (stated(*CLASS, conclude="mean(sup(F, F)) <= 0"), SIGNS, {}, True),
    "the size of a class": (stated(*CLASS, conclude="finite(F, 1)"), SIGNS, {}, True),
    "of a net": (stated(*CLASS, conclude="finite(net(F, 1), 1)"), SIGNS, {}, True),
    "of a coarse net": (stated(*CLASS, conclude="finite(net(F, 2), 1)"), SIGNS, {}, False),
    "a net has a member": (stated(*CLASS, conclude="finite(net(F, 2), 1/2)"), FLAT, {}, True),
    "a Lipschitz constant": (stated(*CLASS, conclude="P(some(F, lip(F) >= 2)) <= 1/2"), SLOPE, {}, True),
    "not above it": (stated(*CLASS, conclude="P(some(F, lip(F) > 2)) <= 1/2"), SLOPE, {}, False),
    "Lipschitz by assumption": (stated(*CLASS, "lipschitz(F, 1)", conclude="P(some(F, F > 0)) <= 1/4"), SLOPE, {}, False),
    "in the maximum norm": (stated(*CLASS, conclude="P(some(F, lip_inf(F) >= 2)) <= 1/2"), SLOPE, {}, False),  # not computed
    "parametrised": (stated(*CLASS, "parametrised(F, 1, 1, 2)", conclude="finite(F, 1)"), SIGNS, {}, True),
    "too small a diameter": (stated(*CLASS, "parametrised(F, 1, 1/2, 4)", conclude="finite(F, 1)"), SIGNS, {}, False),
    "too slow": (stated(*CLASS, "parametrised(F, 1, 1, 1)", conclude="finite(F, 1)"), SIGNS, {}, False),
    "in too few dimensions": (stated(*CLASS, "parametrised(F, 0, 1, 2)", conclude="finite(F, 1)"), SIGNS, {}, False),
    "isoperimetric": (stated(*CLASS, "declare labels(l, 1)", "isoperimetric(x, l, 1, 1)", conclude="finite(F, 1)"), {**SIGNS, "law": [{"weight": "1", "x": [], "l": "0"}]}, {}, True),
    "of small diameter": (stated(*CLASS, "declare labels(l, 1)", "isoperimetric(x, l, 3/4, 1)", conclude="P(some(F, F > 0)) <= 1/4"), {**SLOPE, "law": [{**row, "l": "0"} for row in LINE]}, {}, True),
    "of too large a diameter": (stated(*CLASS, "declare labels(l, 1)", "isoperimetric(x, l, 2/3, 1)", conclude="P(some(F, F > 0)) <= 1/4"), {**SLOPE, "law": [{**row, "l": "0"} for row in LINE]}, {}, False),
    "points of another space": (stated(*CLASS, "declare labels(l, 1)", "isoperimetric(x, l, 9, 1)", conclude="finite(F, 1)"), {"law": [{"weight": "1", "x": ["0", "1"], "l": "0"}], "classes": {"F": [member("0", (["0", "1"], "-1")), member("1", (["0", "1"], "1"))]}}, {}, False),
    "a point outside the domain": (stated(Z, "mean(z) == 0", conclude="P(z > 0) <= 1/4"), {"law": COIN}, {"t": "-1"}, False),
    "no whole number of rows": (stated(Z, "mean(z) == 0", conclude="P(z > 0) <= 1/4"), {"law": COIN}, {"n": "3/2"}, False),
    "a root that is not rational": (stated(Z, conclude="P(z > sqrt(1/2)) <= 1/4"), {"law": COIN}, {}, False),
    "a rational root": (stated(Z, conclude="P(z > sqrt(1/4)) <= 1/4"), {"law": COIN}, {}, True),
    "a quotient by 0": (stated(Z, conclude="P(z/(1 - z) > 0) <= 1/4"), {"law": COIN}, {}, False),
}  # fmt: skip


@pytest.mark.parametrize("what", CASES)
def test_what_refutes(what: str) -> None:
    text, model, point, expected = CASES[what]
    assert accepted(text, model, **({"n": "1", "t": "1"} | point)) is expected


@pytest.mark.parametrize("assumed", ["tail(z, u, 2*exp(-u**2/2))", "mgf(z, s, exp(s**2/2))"])
def test_for_all_values_of_a_bound_variable(assumed: str) -> None:
    """A sign satisfies both; that it does is a statement about functions, which needs a proof of its own."""
    found = derivation(
        "C",
        vars={"n": "integer [1, oo)"},
        declare=["family(z, n)"],
        assume=[assumed],
        conclude="P(z > 0) <= 1/4",
        steps=[],
    )
    text, verdict = str(found.statement), decide_claim(found)
    assert verdict.status == "refuted"
    assert verdict.certificate is not None
    bare = {key: value for key, value in verdict.certificate.items() if key != "define"}
    with pytest.raises(Rejected, match="model"):
        check(text, bare)


def changed(change: Any) -> Any:
    model = deepcopy(SLOPE)
    change(model)
    return model


BROKEN = {
    "weights that do not sum to 1": changed(lambda m: m["law"][0].update(weight="1/3")),
    "a negative weight": {**SLOPE, "law": [{"weight": "2", "x": []}, {"weight": "-1", "x": ["1"]}]},
    "no atom": {**SLOPE, "law": []},
    "a family without a value": changed(lambda m: m["law"][0].pop("x")),
    "a name that is not declared": changed(lambda m: m["law"][0].update(y="0")),
    "a class without members": {**SLOPE, "classes": {"F": []}},
    "no table": {"law": LINE},
    "a table for nothing": {**SLOPE, "functions": {"g": []}},
    "a value missing": {"law": LINE, "classes": {"F": [member("0", ([], "0"))]}},
    "a value where the row never is": {"law": ORIGIN, "classes": {"F": [member("0", ([], "0"), (["1"], "2"))]}},
    "two values at one point": {"law": LINE, "classes": {"F": [member("0", ([], "0"), (["0"], "2"), (["1"], "2"))]}},
    "a further field": {**SLOPE, "note": ""},
    "a float": changed(lambda m: m["law"][0].update(weight=0.5)),
    "a value that is no number": changed(lambda m: m["law"][0].update(x="t")),
    "no object": [],
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_model_is_refused(what: str) -> None:
    text = stated(*CLASS, conclude="P(some(F, lip(F) >= 2)) <= 1/2")
    assert accepted(text, SLOPE, n="1", t="1")
    assert not accepted(text, BROKEN[what], n="1", t="1")


def test_it_is_worthless_for_another_statement() -> None:
    text, other = (stated(Z, conclude=f"P(z > 0) <= {bound}") for bound in ("1/4", "1/3"))
    with pytest.raises(Rejected, match="the statement"):
        check(other, refutation(text, {"law": COIN}, n="1", t="1"))


def test_a_proof_with_a_model_says_that_the_assumptions_can_hold() -> None:
    text = stated(Z, "range(z, -1, 1)", conclude="range(z, -1, 1)")
    step = {"name": "r", "rule": "range", "from": ["range(z, -1, 1)"], "with": {"X": "z", "a": "-1", "b": "1"}}
    proof = refutation(text, None, n="1", t="1") | {"verdict": "proved", "steps": [step]}
    del proof["model"]
    assert check(text, proof).flags == ("assumptions",)
    assert check(text, proof | {"model": {"law": COIN}}).flags == ()
    with pytest.raises(Rejected):
        check(text, proof | {"model": {"law": [{"weight": "1", "z": "2"}]}})


def test_contradictory_assumptions_have_no_model() -> None:
    claim = derivation("C", vars={"n": "integer [1, oo)"}, declare=["family(z, n)"], assume=["range(z, 2, 3)", "range(z, 0, 1)"], conclude="z <= -1", steps=[{"name": "r", "rule": "follows", "from": ["range(z, 2, 3)", "range(z, 0, 1)"], "with": {"R": "z <= -1"}}])  # fmt: skip
    verdict = decide_claim(claim)
    assert verdict.status == "proved"
    assert verdict.certificate is not None
    assert "model" not in verdict.certificate
    assert check(str(claim.statement), verdict.certificate).flags == ("assumptions",)


LAWS = st.lists(st.tuples(st.integers(1, 4), st.integers(-3, 3)), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(LAWS, st.integers(1, 4), st.integers(-2, 2))
def test_probabilities_against_all_outcomes(pairs: list[tuple[int, int]], n: int, c: int) -> None:
    """Atoms counted by how many rows take them, against a list of all n-tuples of rows."""
    total = sum(w for w, _ in pairs)
    law = tuple((Fraction(w, total), {"z": Fraction(z)}) for w, z in pairs)
    model = Model(law, n, {"c": Fraction(c)}, {}, {}, {})
    quantity, event, square = map(
        judgement, ("P(both(average(z) <= c, z >= 0))", "P(sum(z) == c)", "mean(sum(z)**2*z)")
    )
    found = [Fraction(0)] * 3
    for rows in product(law, repeat=n):
        weight = Fraction(1)
        for w, _ in rows:
            weight *= w
        values = [row["z"] for _, row in rows]
        found[0] += weight if sum(values) <= c * n and values[0] >= 0 else 0
        found[1] += weight if sum(values) == c else 0
        found[2] += weight * sum(values) ** 2 * values[0]
    assert [model.number(term, {}) for term in (quantity, event, square)] == found


def unlikely(n: int, digits: int) -> tuple[str, Any]:
    """n rows, and a weight of so many digits."""
    d = 10**digits
    law = [{"weight": f"1/{d}", "z": "2"}, {"weight": f"{d - 1}/{d}", "z": "3"}]
    return stated(f"declare family(z, {n})", conclude="mean(average(z)) <= 2"), {"law": law}


@pytest.mark.parametrize(("n", "digits"), [(2000, 9), (19_000, 3), (100, 300)])
def test_outcomes_with_long_probabilities_are_work(n: int, digits: int) -> None:
    text, model = unlikely(30, 30)
    assert accepted(text, model, n="1", t="0")
    text, model = unlikely(n, digits)
    with pytest.raises(Rejected, match="units of work"):
        check(text, refutation(text, model, n="1", t="0"))


def test_powers_in_a_model_are_work() -> None:
    law = {"law": [{"weight": "1", "z": "2"}]}
    assert accepted(stated(Z, conclude="average((z**1000)**10) <= 0"), law, n="1", t="0")
    text = stated(Z, conclude="average((((z**1000)**1000)**1000)**1000) <= 0")
    with pytest.raises(Rejected, match="units of work"):
        check(text, refutation(text, law, n="1", t="0"))
