"""DER-SHARP: the brackets of the paper's constants, where they come from, and that no hint is believed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from proofs import sharp
from proofs.notation import CONDITIONAL, CONSTANTS
from proofs.sharp import NAMED, TABLE, WITNESSES, Row, page, scalar, searched, stated
from verify.decide import Budget, decide_claim
from verify.files import readable
from verify.kernel.parser import parse_term
from verify.kernel.statement import parse
from verify.kernel.terms import Relation, Term, substitute
from verify.library import load
from verify.lock import NAME, read_lock
from verify.printing import show_domain, show_relation
from verify.sharpen import sharpen
from verify.sharpen.best import best_claim, coordinates, free_name
from verify.sharpen.parameter import parameter
from verify.statement import Claim, Constant, claim

PAGE = Path(__file__).resolve().parents[2] / "docs" / "constants.md"
ROWS = {row.id: row for row in TABLE}
SMALL = Budget(150)
rows = pytest.mark.parametrize("row", TABLE, ids=list(ROWS))


def test_every_named_constant_has_a_row() -> None:
    assert [row.constant for row in TABLE if not row.setting] == [*CONSTANTS, *CONDITIONAL]
    assert set(WITNESSES) == set(ROWS)
    named = [claim.id for claim in load().claims if claim.id in ROWS]
    assert named == list(ROWS)
    assert set(named) <= set(load().by_id["DER-SHARP"].of)


def test_the_page_is_what_the_file_says() -> None:
    assert PAGE.read_text(encoding="utf-8").splitlines() == list(page(WITNESSES))
    shown = [line for line in page({}) if line.startswith("| `")]
    assert [" open " in line for line in shown] == [True] * len(TABLE)


def test_the_file_names_the_command_that_writes_it() -> None:
    document = {"about": f"Written by `{sharp.WRITTEN_BY}`; do not edit.", "witnesses": WITNESSES}
    assert sharp.FILE.read_bytes() == readable(document)


@pytest.mark.slow
def test_the_search_finds_what_is_in_the_file() -> None:
    assert searched() == WITNESSES


@rows
def test_it_is_locked_as_proved(row: Row) -> None:
    locked = read_lock(sharp.FILE.with_name(NAME))
    assert locked is not None
    assert locked[row.id].verdict == "proved"


@rows
def test_the_first_half_is_the_obligations_with_the_best_value(row: Row) -> None:
    """Terms put into the claim's relations here, text into the owner's lines there."""
    chosen = parameter(scalar(row), row.constant)
    free, names = free_name(chosen), coordinates(chosen)
    best = WITNESSES[row.id][free]
    statement, owner = parse(stated(row, None).statement or ""), parse(chosen.at(best).statement or "")
    found = [goal for item in statement.items for goal in item.goals()]
    wanted = [goal for item in owner.items for goal in item.goals()]
    values = {free: parse_term(best)}
    there = [(*(put(r, values) for r in (*statement.given, *before)), put(goal, values)) for before, goal in found]
    assert there[: len(wanted)] == [(*owner.given, *before, goal) for before, goal in wanted]
    assert {entry.name for entry in statement.exists} == {free, *names.values()}


def put(relation: Relation, values: dict[str, Term]) -> Relation:
    return (relation[0], substitute(relation[1], values), substitute(relation[2], values))


def test_all_obligations_with_the_constant_belong_to_it() -> None:
    """Both exponential bounds of the step `components` of DER-MIX, for s and for -s."""
    assert len(parse(scalar(ROWS["DER-SHARP/mixture_denominator"]).statement or "").items) == 2
    (only,) = parse(scalar(ROWS["DER-SHARP/square_denominator"]).statement or "").items
    assert not only.antecedents


@rows
def test_a_moved_constant_is_not_proved(row: Row) -> None:
    found = dict(WITNESSES[row.id])
    free = free_name(parameter(scalar(row), row.constant))
    assert decide_claim(without_lemmas(stated(row, found)), budget=SMALL).status == "proved"
    for factor in (1 - Fraction(1, 10**5), 1 + Fraction(1, 10**5)):
        moved = found | {free: str(Fraction(found[free]) * factor)}
        verdict = decide_claim(without_lemmas(stated(row, moved)), budget=SMALL)
        assert (verdict.status, verdict.certificate) == ("undecided", None)


@rows
def test_the_other_direction_is_not_proved(row: Row) -> None:
    other = {"least": "greatest", "greatest": "least"}[NAMED[row.constant].sense or ""]
    turned = scalar(row).with_constants({row.constant: Constant(NAMED[row.constant].value, other)})
    entry = best_claim(turned, row.constant, id=row.id, witness=WITNESSES[row.id])
    assert decide_claim(without_lemmas(entry), budget=SMALL).status == "undecided"


def without_lemmas(entry: Claim) -> Claim:
    """A proof is found without them, and so the search for one that there is not ends sooner."""
    return replace(entry, hints=replace(entry.hints, lemmas=()))


def test_a_further_row_is_one_line() -> None:
    """The same constant in another claim, under an id of its own."""
    row = Row("mixture_denominator", "DER-THM2", "", setting="theorem2")
    assert row.id == "DER-SHARP/theorem2/mixture_denominator"
    assert "mixture_denominator in (0, oo)" in (stated(row, None).statement or "")


def equality(row: Row, goal: int, point: dict[str, str]) -> str:
    """The status of: at the point the hypotheses hold with the best value, and the goal is an equality."""
    chosen = parameter(scalar(row), row.constant)
    free = free_name(chosen)
    statement = chosen.template(free)
    values: dict[str, Term] = {name: ("var", f"{name}_") for name in point}
    values[free] = parse_term(WITNESSES[row.id][free])
    before, (_, left, right) = [goal for item in statement.items for goal in item.goals()][goal]
    relations = [put(relation, values) for relation in (*statement.given, *before, ("==", left, right))]
    exists = {f"{name}_": show_domain(domain) for name, domain in statement.variables if name in point}
    witness = {f"{name}_": text for name, text in point.items()}
    entry = claim([show_relation(relation) for relation in relations], exists=exists, witness=witness)
    return decide_claim(entry, budget=SMALL).status


REST = {"J": "0", "W": "0", "c": "1", "d": "1", "p": "1", "k": "1", "delta": "1/2"}
FORMS = {"zz": "11/12", "zg": "-1/12", "gg": "0", "gf": "0", "ff": "0", "zf": "1/8"}
TIGHT: dict[str, tuple[int, dict[str, str]]] = {
    "split_quarter": (0, FORMS | {"eps": "1/2", "sigma2": "1"}),
    "side_condition": (0, REST | {"n": "10000", "eps": "sqrt(2048*log(16)/10000)", "L": "1/1000"}),
    "final_constant": (1, REST | {"n": "250000", "eps": "1/2", "L": "5/4/sqrt(log(8))"}),
}


@rows
def test_both_sides_are_equal_somewhere_at_the_best_value(row: Row) -> None:
    """At the witness's own point, or at the one given here; the radius of the net is approached in a limit only."""
    names = coordinates(parameter(scalar(row), row.constant))
    goal, point = TIGHT.get(row.constant, (0, {name: WITNESSES[row.id][names[name]] for name in names}))
    assert (equality(row, goal, point) == "proved") == (row.constant != "net_radius")


@pytest.mark.parametrize("sign", ["+", "-"])
def test_the_radius_of_the_net_is_sharp_in_a_limit_only(sign: str) -> None:
    """With f' = f + h or f - h, h > 0 (h = 0 leaves eps/2): always strict; but not with eps/8 made a little larger."""
    vars = {"y": "[-1, 1]", "f": "[-1, 1]", "h": "(0, 1]", "eps": "(0, 1)"}
    inside = [f"f {sign} h <= 1", f"f {sign} h >= -1"]
    text = f"(y - f)**2 < (y - (f {sign} h))**2 + eps/2"
    assert decide_claim(claim(text, vars=vars, given=["h <= eps/8", *inside])).status == "proved"
    assert decide_claim(claim(text, vars=vars, given=["h <= eps/8 + eps/1000", *inside])).status == "refuted"


# Theorem 3 takes the first three as given: it limits them from above, or (60) not at all.
CORE = {
    "net_growth": ("least", "0"),
    "mixture_denominator": ("greatest", "2500"),
    "correlation_denominator": ("greatest", "65536"),
    "side_condition": ("least", "2048"),
    "final_constant": ("least", "200"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(CORE))
def test_every_constant_of_theorem_3_comes_out(name: str) -> None:
    found = sharpen(load().by_id["DER-THM3/core"], name)
    assert (found.bracket.sense, found.sharp, found.bracket.closed) == (*CORE[name], True)
    assert found.turned == (found.bracket.sense != CONSTANTS[name].sense)
    assert found.bracket.refuted is not None
    assert max(len(str(found.bracket.refuted)), len(str(found.bracket.proved))) < 40
