"""Single steps of constructions, and claims from short rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from verify.calculus.constructions.rules import SCHEMAS, Step, conclude
from verify.calculus.constructions.setting import Setting
from verify.kernel.parser import parse_domain
from verify.kernel.rules.points import extend
from verify.kernel.state import State
from verify.kernel.terms import Term
from verify.objects.judgements import judgement

Drop = tuple[str, int]  # ("premise" | "obligation", number)
COUNT, REAL = "integer [1, oo)", "(-oo, oo)"
FITTING = {"persists", "bump-class"}  # rules that test_fitting tries


def made(
    rule: str,
    declare: Sequence[str],
    premises: Sequence[str] = (),
    vars: Mapping[str, str] | None = None,
    **parameters: str,
) -> tuple[Step, Term]:
    """The step and its conclusion; raises Rejected."""
    domains = {name: parse_domain(text) for name, text in (vars or {}).items()}
    there = Setting(domains, free=frozenset(domains))
    for line in declare:
        there.declare(judgement(line))
    found = [judgement(line) for line in premises]
    for line in found:
        there.judgement(line)
    step = Step(there, extend(State(), domains.items()), found, {n: judgement(t) for n, t in parameters.items()})
    return step, conclude(rule, step)


def demands(rule: str) -> list[Drop]:
    """What can be dropped from a schema."""
    premises, obligations, _ = SCHEMAS[rule]
    return [("premise", i) for i in range(len(premises))] + [("obligation", j) for j in range(len(obligations))]


@contextmanager
def without(rule: str, drop: Drop) -> Iterator[None]:
    """The rule without one of its demands."""
    whole: Any = SCHEMAS[rule]
    (kind, number), parts = drop, [list(whole[0]), list(whole[1])]
    del parts[kind == "obligation"][number]
    SCHEMAS[rule] = (parts[0], parts[1], whole[2])
    try:
        yield
    finally:
        SCHEMAS[rule] = whole
