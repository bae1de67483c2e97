"""Forged certificates about random points, families of parameters and bound names: what is false is refused."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Any

import pytest

from tests.constructions.steps import made
from verify.bare.check import check
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.steps import step

COUNT, WHOLE = "integer [1, oo)", "integer [2, oo)"
ANY = {"j": COUNT}


def persists(X: str, **changes: str) -> dict[str, Any]:
    return {
        "name": "p",
        "rule": "persists",
        "with": {"n": "n", "d": "d", "j": "j", "N": "j", "D": "j", "X": X, "t": "0"} | changes,
    }


def refuted(lines: list[str], steps: list[Any], family: dict[str, str], **fields: Any) -> str:
    text = "\n".join(["construction", *lines])
    fields = {"point": {}, "objects": {}} | fields
    return check(
        text, {"format": 1, "statement": digest(text), "verdict": "refuted", "steps": steps, "family": family, **fields}
    ).verdict


def test_a_family() -> None:
    assert refuted(["conclude fades(n, d, 1, 0)"], [persists("1")], ANY) == "refuted"


# (lines, steps, family, other fields, what is refused)
FORGED: dict[str, tuple[list[str], list[Any], dict[str, str], dict[str, Any], str]] = {
    "no family": (["conclude fades(n, d, 3 - n, 0)"], [persists("3 - n", N="2")], {}, {}, "an arbitrary whole number"),
    "a finite family": (["conclude fades(n, d, 3 - n, 0)"], [persists("3 - n")], {"j": "integer [1, 2]"}, {}, "an arbitrary whole number"),
    "an empty family": (["conclude fades(n, d, 3 - n, 0)"], [persists("3 - n")], {"j": "integer [2, 1]"}, {}, "empty domain"),
    "a family of reals": (["conclude fades(n, d, 3 - n, 0)"], [persists("3 - n")], {"j": "[1, oo)"}, {}, "an arbitrary whole number"),
    "a number that does not grow": (["conclude fades(n, d, 3 - n, 0)"], [persists("3 - n", N="2")], ANY, {}, "-j + 2 >= 0"),
    "a number that is not whole": (["conclude fades(n, d, n - d, -1)"], [persists("n - d", t="-1", N="j + 1/2")], ANY, {}, "an integer"),
    "a term with the family's name": (["conclude fades(n, d, j - n + 1, 0)"], [persists("j - n + 1")], ANY, {}, "unbound name"),
    "one name for both numbers": (["conclude fades(n, n, 1, 0)"], [persists("1", d="n")], ANY, {}, "no other meaning"),
    "a family called like a bound name": (["conclude fades(n, d, 1, 0)"], [persists("1")], ANY | {"n": "[0, 1]"}, {}, "no other meaning"),
    "a family called like a constant": (["conclude fades(n, d, 1, 0)"], [persists("1")], ANY | {"pi": "[0, 1]"}, {}, "no other meaning"),
    "a family called like a hidden number": (["conclude fades(n, d, 1, 0)"], [persists("1")], ANY | {"q0_": "[0, 1]"}, {}, "no other meaning"),
    "a point that depends on the family": (["var m in [0, 5]", "conclude fades(n, d, 1, m)"], [persists("1", t="j - j")], ANY, {"point": {"m": "j - j"}}, "coordinates"),
    "an object that depends on the family": (["declare map(g, 1, 1)", "conclude fades(n, d, 1, 0)"], [persists("1")], ANY, {"objects": {"g": "cutoff(0, t, j)"}}, "over declared names"),
    "an object with a name that the line binds": (["declare map(g, 1, 1)", "conclude fades(n, d, 1 + 0*height(g, 0), 0)"], [persists("1 + 0*height(cutoff(0, n, n), 0)")], ANY, {"objects": {"g": "cutoff(0, n, n)"}}, "no other meaning"),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_family(what: str) -> None:
    lines, steps, family, fields, fragment = FORGED[what]
    with pytest.raises((Rejected, Malformed)) as caught:
        refuted(lines, steps, family, **fields)
    assert fragment in str(caught.value)


# --- rough(g, n, d, C) <= 1 is true: that it is small for all n and d, or that n and d are all numbers, is not

SMALL = {"n": COUNT, "d": WHOLE, "C": "[0, oo)"}
TAME: dict[str, tuple[str, dict[str, str], dict[str, str], str]] = {
    "a bound with d": ("rough(g, n, d, C) <= 1", SMALL, {"a": "d"}, "without d"),
    "a constant with n": ("rough(g, n, d, n) <= 1/d", SMALL, {"C": "n"}, "without n"),
    "an exponent with d": ("rough(g, n, d, C) <= 1", SMALL, {"m": "-d"}, "without d"),
    "n from 2 on": ("rough(g, n, d, C) <= 1/d", SMALL | {"n": WHOLE}, {}, "an arbitrary whole number"),
    "n as a real": ("rough(g, n, d, C) <= 1/d", SMALL | {"n": "[1, oo)"}, {}, "an arbitrary whole number"),
    "d up to 9": ("rough(g, n, d, C) <= 1/d", SMALL | {"d": "integer [2, 9]"}, {}, "an arbitrary whole number"),
    "one n": ("rough(g, 1, d, C) <= 1/d", SMALL, {}, "an arbitrary whole number"),
    "n as d": ("rough(g, d, d, C) <= 1/d", SMALL, {}, "without d"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAME)
def test_bounds_that_say_nothing(what: str) -> None:
    premise, vars, changes, fragment = TAME[what]
    with pytest.raises(Rejected) as caught:
        made("tame", ["map(g, 1, 1)"], [premise], vars, **{"a": "1", "m": "1", "C": "C"} | changes)
    assert fragment in str(caught.value)


def test_n_of_which_something_is_assumed() -> None:
    """Without the assumption nothing bounds the probability; with it n and d are not all numbers."""
    assumed = "rough(g, n, d, C) <= 1/d"
    lines = [
        *(f"var {name} in {domain}" for name, domain in sorted(SMALL.items())),
        "declare map(g, 1, 1)",
        f"assume {assumed}",
    ]
    text = "\n".join(["construction", *lines, "conclude tame(g, 1)"])
    plan = step("s", "tame", assumed, a="1", m="1", C="C")
    steps = [{key: plan[key] for key in ("name", "rule", "from", "with")}]
    with pytest.raises(Rejected, match="an arbitrary whole number"):
        check(
            text,
            {
                "format": 1,
                "statement": digest(text),
                "verdict": "proved",
                "point": {"n": "1", "d": "2", "C": "0"},
                "steps": steps,
            },
        )


# --- names that are bound twice, or where they are bound

NAMES: dict[str, tuple[str, list[str], dict[str, str], str]] = {
    "jams with one name": ("crowd", [], {"t": "t", "X": "1 - t**2", "n": "d", "d": "d", "k": "1", "c": "1/2", "p": "1"}, "no other meaning"),
    "a factor with n": ("crowd", [], {"t": "t", "X": "1 - t**2", "n": "n", "d": "d", "k": "n", "c": "1/2", "p": "1"}, "over declared names"),
    "an exponent with the variable": ("crowd", [], {"t": "t", "X": "1 - t**2", "n": "n", "d": "d", "k": "1", "c": "1/2", "p": "1 + t"}, "over declared names"),
    "a number of points with d": ("jam", ["jams(cutoff(1, t, 1), n, d, n)"], {"a": "d", "b": "2", "C": "1"}, "over the variables"),
    "a rate with d": ("wild", ["jams(cutoff(1, t, 1), n, d, n)"], {"a": "1/d", "e": "1", "b": "0", "m": "1"}, "over declared names"),
    "an exponent with d": ("wild", ["jams(cutoff(1, t, 1), n, d, n)"], {"a": "1", "e": "d", "b": "0", "m": "1"}, "over declared names"),
    "an edge with the variable": ("creased-edge", [], {"r": "t", "t": "t", "X": "1"}, "over declared names"),
    "an even tip": ("even", [], {"r": "1", "t": "t", "X": "abs(t)", "k": "1"}, "differentiates"),
    "a density with a hidden variable": ("substitution", [], {"c": "1/2", "y": "3/4", "a": "u", "u": "u"}, "over declared names"),
}  # fmt: skip


@pytest.mark.parametrize("what", NAMES)
def test_a_step_is_refused(what: str) -> None:
    rule, premises, parameters, fragment = NAMES[what]
    with pytest.raises((Rejected, Malformed)) as caught:
        made(rule, [], premises, **parameters)
    assert fragment in str(caught.value)
