"""Steps of derivations as authors write them: a rule or a lemma, its premises by name, its parameters.

    step("tail", "chernoff", "sum", r="4*t", c="n*t")
    use("hoeffding", HOEFFDING, "family(z, n)", "square", X="z**2", a="0", b="4")

Nothing here is believed: the kernel computes every conclusion from the rule, the premises and the parameters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from verify.objects.judgements import parse
from verify.objects.setting import setting
from verify.statement import Claim

Hint = dict[str, Any]


def step(
    name: str,
    rule: str,
    *premises: str,
    when: str = "",
    let: Sequence[tuple[str, str, str, str]] = (),
    instances: Sequence[tuple[Claim, Mapping[str, str]]] = (),
    lemmas: Sequence[str] = (),
    **parameters: str,
) -> Hint:
    """One step: ``rule`` applied to ``premises`` (names of steps, declared or assumed lines) with ``parameters``.

    when: a scalar relation under which the step is made.  let, instances, lemmas: hints for the proofs of the step's
    obligations: names for terms, proved claims at given terms, relations to show first.
    """
    hint: Hint = {"name": name, "rule": rule, "from": list(premises), "with": parameters}
    hint |= {"when": when} if when else {}
    return hint | {"let": tuple(let), "instances": tuple(instances), "lemmas": tuple(lemmas)}


def use(
    name: str,
    lemma: Claim,
    *premises: str,
    when: str = "",
    instances: Sequence[tuple[Claim, Mapping[str, str]]] = (),
    lemmas: Sequence[str] = (),
    **values: str,
) -> Hint:
    """One step: a derivation that is proved, or cited, at the given scalars and objects; others keep their names."""
    there = setting(parse(lemma.statement or ""))
    same = {name: name for name in (*there.domains, *there.roots)}
    hint = step(name, "lemma", *premises, when=when, instances=instances, lemmas=lemmas)
    return hint | {"with": same | values, "lemma": lemma}
