"""Copies of the derivation that are broken on purpose: the step that is wrong is the one that is named.

Each row changes one claim as a careless author would: a term of a union bound is dropped, a factor 2 forgotten, a level
not passed on, a convention mixed up, a function chosen from the data taken for a fixed one, independence used that
nobody declared.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from verify.library import Library, load
from verify.session import Options
from verify.statement import Claim, rewritten
from verify.steps import step
from verify.whatif import whatif

LIBRARY = load()


def anew(id: str) -> Options:
    """What is broken is decided without its stored certificate."""
    return Options(jobs=1, anew=frozenset([id]))


@dataclass(frozen=True)
class Break:
    """How one claim is broken: other texts in its lines, other steps, steps that are left out; which step is wrong."""

    id: str
    wrong: str
    lines: Mapping[str, str]
    steps: Mapping[str, Any]
    without: tuple[str, ...] = ()


def broken(case: Break) -> Library:
    claim = LIBRARY.by_id[case.id]
    assert claim.written is not None
    rows = []
    for row in claim.written.rows:
        keyword, _, rest = row.partition(" ")
        new = case.lines.get(rest, rest)
        rows += [f"{keyword} {new}"] if new or not rest else []
    assert tuple(rows) != claim.written.rows or case.steps or case.without
    assert set(case.lines) <= {row.partition(" ")[2] for row in claim.written.rows}
    steps = [dict(case.steps.get(str(hint["name"]), hint)) for hint in claim.written.hints.steps]
    assert {*case.steps, *case.without} <= {str(hint["name"]) for hint in claim.written.hints.steps}
    kept = tuple(hint for hint in steps if hint["name"] not in case.without)
    hints = replace(claim.written.hints, steps=kept)
    new_claim: Claim = rewritten(claim, replace(claim.written, rows=tuple(rows), hints=hints))
    return replace(LIBRARY, claims=tuple(new_claim if c.id == case.id else c for c in LIBRARY.claims))


def hint(id: str, name: str) -> dict[str, Any]:
    written = LIBRARY.by_id[id].written
    assert written is not None
    return dict(next(entry for entry in written.hints.steps if entry["name"] == name))


def with_(id: str, name: str, **values: str) -> dict[str, Any]:
    """A step with other parameters."""
    entry = hint(id, name)
    return entry | {"with": {**entry["with"], **values}}


def from_(id: str, name: str, *premises: str) -> dict[str, Any]:
    """A step with other premises."""
    return hint(id, name) | {"from": list(premises)}


CONCLUDED = {
    id: next(row.partition(" ")[2] for row in claim.written.rows if row.startswith("conclude "))
    for id, claim in LIBRARY.by_id.items()
    if claim.kind == "derivation" and claim.written is not None
}
SUBG_SUM, ISO_A = CONCLUDED["DER-SUBG-SUM"], CONCLUDED["DER-ISO/a"]
FORGOTTEN = "exp(-u**2/(subgaussian_sum*C))"
ONE_SIDED = "exp(-n*eps**2/bias_denominator)"

BREAKS = {
    "a term of the union bound is dropped": Break(
        "DER-THM2", "split", {}, {"three": from_("DER-THM2", "three", "square", "bias")}, ("two",)
    ),
    "the other side of a tail is forgotten": Break("DER-BIAS", "level", {}, {"level": from_("DER-BIAS", "level", "above", "minus")}),
    "a factor 2 of a two-sided tail is forgotten": Break(
        "DER-SUBG-SUM",
        "printed",
        {SUBG_SUM: SUBG_SUM.replace("2*exp", "exp")},
        {"printed": with_("DER-SUBG-SUM", "printed", bound=FORGOTTEN)},
    ),
    "and of the mean of the noise": Break(
        "DER-BIAS",
        "printed",
        {CONCLUDED["DER-BIAS"]: CONCLUDED["DER-BIAS"].replace("2*exp", "exp")},
        {"printed": with_("DER-BIAS", "printed", bound=ONE_SIDED)},
    ),
    "the level eps/2 is not passed on": Break("DER-NETBOUND", "level", {}, {"finite": with_("DER-NETBOUND", "finite", eps="eps")}),
    "another convention of subgaussian": Break(
        "DER-ISO/a",
        "printed",
        {ISO_A: ISO_A.replace("-t**2/2", "-t**2")},
        {"printed": with_("DER-ISO/a", "printed", bound="2*exp(-t**2)")},
    ),
    "a function that is chosen from the data": Break("DER-ZG", "mean", {"function(g, x)": "family(g, n)"}, {}),
    "the fitted function is taken for a fixed one": Break(
        "DER-THM2",
        "class",
        {},
        {"class": step("class", "implied", "correlation", event="some(F, average((F - expect(F, l))*z) >= eps/8)")},
    ),
    "independence is used, not declared": Break("DER-Z2", "rows", {"independent(z)": ""}, {}),
    "and of a sum": Break("DER-SUBG-SUM", "sum", {"independent(X)": ""}, {}),
    "noise of mean 0, but not given x": Break("DER-ZG", "mean", {"centred(z, x, l)": "mean(z) == 0"}, {}),
    "a range that the noise does not have": Break("DER-Z2", "square", {"range(z, -2, 2)": "range(z, -3, 3)"}, {}),
    "a strict event": Break("DER-ZG", "level", {}, {"level": with_("DER-ZG", "level", event="average(g*z) <= -eps/7")}),
    "a share that the other parts need": Break(
        "DER-MIX", "components", {}, {"components": with_("DER-MIX", "components", u="eps/8")}
    ),
    "the class counted, not its net": Break("DER-NETBOUND", "net", {}, {"net": step("net", "finite-bound", "finite(F, 1)", bound="1")}),
}  # fmt: skip


@pytest.mark.parametrize("what", BREAKS)
def test_the_wrong_step_is_named(what: str) -> None:
    case = BREAKS[what]
    found = whatif(broken(case), case.id, {}, anew(case.id))
    failed = [change for change in found if change.failed]
    assert [change.after.id for change in failed] == [case.id]
    assert f"step {case.wrong}" in failed[0].verdict.message, failed[0].verdict.message


@pytest.mark.parametrize("id", sorted({case.id for case in BREAKS.values()}))
def test_the_copies_are_proved_where_nothing_is_broken(id: str) -> None:
    """The machinery that breaks them breaks nothing by itself."""
    whole = {str(entry["name"]): entry for entry in LIBRARY.by_id[id].written.hints.steps}  # type: ignore[union-attr]
    first = next(iter(whole))
    found = whatif(broken(Break(id, "", {}, {first: whole[first]})), id, {}, anew(id))
    assert [change.after.id for change in found if change.failed] == []


def test_what_rests_on_a_broken_claim_is_not_proved() -> None:
    case = BREAKS["another convention of subgaussian"]
    found = whatif(broken(case), "DER-CORR", {}, anew(case.id))
    failed = [change.after.id for change in found if change.failed]
    assert failed[0] == "DER-ISO/a"
    assert failed[-1] == "DER-CORR"
