"""What a step demands, one demand at a time; models on disk in which all but one hold, and the conclusion fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.calculus.instances import Case, holds, shown
from tests.calculus.models import Model
from verify.calculus import schemas
from verify.calculus.schemas import FORMS, SCHEMAS
from verify.kernel.errors import Rejected
from verify.kernel.terms import Term
from verify.objects.judgements import judgement

STORE = Path(__file__).parent / "dropped.json"
NOTHING = judgement("surely(0 <= 0)")
Drop = tuple[str, int]  # ("premise" | "obligation", number)


def demands(rule: str) -> list[Drop]:
    """What can be dropped from a schema."""
    premises, obligations, _ = SCHEMAS[rule]
    return [("premise", i) for i in range(len(premises))] + [("obligation", j) for j in range(len(obligations))]


@contextmanager
def only(rule: str, *kept: int) -> Iterator[None]:
    """The rule with these obligations only; it still reads its facts, and still forgets the labels."""
    premises, obligations, conclusion = SCHEMAS[rule]
    left = tuple(
        obligation
        for number, obligation in enumerate(obligations)
        for obligation in ((obligation if number in kept else NOTHING if obligation[1] == "surely" else None),)
        if obligation is not None
    )
    unconditional, forgets = FORMS["unconditional"], rule == "average-over-labels" and 0 not in kept
    SCHEMAS[rule] = (premises, [*left, judgement("unconditional(J)")] if forgets else list(left), conclusion)
    if forgets:
        FORMS["unconditional"] = lambda step, line: setattr(step, "labels", "")
    try:
        yield
    finally:
        SCHEMAS[rule], FORMS["unconditional"] = (premises, obligations, conclusion), unconditional


def met(drop: Drop, model: Model, case: Case) -> bool:
    """Whether a premise holds in a model, or an obligation can be shown there."""
    kind, number = drop
    if kind == "premise":
        return holds(model, case.premises[number], case.domains)
    with only(case.rule, number):
        try:
            step, _ = case.step()
        except Rejected:
            return False
    return all(shown(model, obligation, case.domains) for obligation in step.obligations)


def concluded(case: Case) -> Term:
    """The conclusion, whatever the obligations."""
    with only(case.rule):
        return case.step()[1]


def number_of(value: Any) -> Any:
    return [str(part) for part in value] if isinstance(value, tuple) else str(value)


def value_of(text: Any) -> Any:
    if isinstance(text, list):
        return tuple(map(value_of, text))
    return text if text.isalpha() else Fraction(text)


def written(model: Model) -> dict[str, Any]:
    def table(entries: dict[Any, Fraction]) -> list[Any]:
        return [[number_of(point), str(value)] for point, value in entries.items()]

    return {
        "weights": [str(weight) for weight in model.weights],
        "rows": {n: [[number_of(v) for v in row] for row in rows] for n, rows in model.rows.items()},
        "functions": {name: [of, table(entries)] for name, (of, entries) in model.functions.items()},
        "classes": {name: [of, [table(one) for one in tables]] for name, (of, tables) in model.classes.items()},
        "parameters": {name: [list(map(str, place)) for place in places] for name, places in model.parameters.items()},
        "scalars": {name: str(value) for name, value in model.scalars.items()},
    }


def read(entry: dict[str, Any]) -> Model:
    def table(entries: list[Any]) -> dict[Any, Fraction]:
        return {value_of(point): Fraction(value) for point, value in entries}

    return Model(
        tuple(map(Fraction, entry["weights"])),
        {name: tuple(tuple(map(value_of, row)) for row in rows) for name, rows in entry["rows"].items()},
        {name: (of, table(entries)) for name, (of, entries) in entry["functions"].items()},
        {name: (of, tuple(map(table, tables))) for name, (of, tables) in entry["classes"].items()},
        {name: tuple(tuple(map(Fraction, place)) for place in places) for name, places in entry["parameters"].items()},
        {name: Fraction(value) for name, value in entry["scalars"].items()},
    )


def stored() -> list[tuple[Drop, Model, Case]]:
    return [
        ((entry["drop"][0], entry["drop"][1]), read(entry["model"]), Case(**entry["case"]))
        for entry in json.loads(STORE.read_text(encoding="utf-8"))
    ]


def store(rows: list[tuple[Drop, Model, Case]]) -> None:
    order = {name: number for number, name in enumerate(schemas.SCHEMAS)}
    rows = sorted(rows, key=lambda row: (order[row[2].rule], demands(row[2].rule).index(row[0])))
    entries = [{"drop": list(drop), "case": asdict(case), "model": written(model)} for drop, model, case in rows]
    text = ",\n".join(json.dumps(entry, sort_keys=True) for entry in entries)
    STORE.write_text(f"[{text}]\n", encoding="utf-8")
