"""Finite models as people read them: the law of a row, the functions, the conclusion that fails and its value.

Computed from the certificate, so that what is shown is what the kernel accepted.  Nothing here is trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verify.calculus.models.check import read
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.parser import parse_term
from verify.kernel.terms import Term
from verify.objects.judgements import parse
from verify.printing import show

FAULTS = (Rejected, Malformed, ValueError, TypeError, LookupError, ArithmeticError, AttributeError)


def failure(statement: str, certificate: Mapping[str, Any]) -> dict[str, Any] | None:
    """The counterexample in a certificate with a model: as for scalar claims, and the model; None if there is none."""
    try:
        judged = parse(statement)
        point = {name: parse_term(text) for name, text in certificate["point"].items()}
        found = list(read(judged, point, certificate["model"]).fails(judged.one("conclude")))
    except FAULTS:
        return None
    sides = {"lhs": show(found[0].relation[1]), "rhs": show(found[0].relation[2])} if found else {"lhs": "", "rhs": ""}
    return {"point": dict(certificate["point"]), "family": None, "relation": 0, **sides, "model": certificate["model"]}


def sentence(statement: str, example: Mapping[str, Any]) -> str:
    """The point, the model, the conclusion that fails there and its value."""
    conclusion: Term = parse(statement).one("conclude")
    where = ", ".join(f"{name} = {value}" for name, value in example["point"].items())
    value = ""
    if example["lhs"]:
        if conclusion[0] == "relation":
            value = f": {example['lhs']} {NEGATED[conclusion[1]]} {example['rhs']}"
        else:
            value = f": there are {example['lhs']}, more than {example['rhs']}"
    return f"at {where}, {described(example['model'])}: {show(conclusion)} fails{value}"


NEGATED = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "==": "!=", "!=": "=="}


def described(model: Mapping[str, Any]) -> str:
    """``(z, l) = (1, 0) or (-1, 0) with probability 1/2 each, x = 0; F = {1, -1}``."""
    atoms: list[Mapping[str, Any]] = model["law"]
    names = [name for name in atoms[0] if name != "weight"]
    still = [name for name in names if all(atom[name] == atoms[0][name] for atom in atoms)]
    moving = [name for name in names if name not in still]
    parts = [f"{name} = {_value(atoms[0][name])}" for name in still]
    parts += [
        f"{', '.join(f'{name} = {_value(atom[name])}' for name in moving)} with probability {atom['weight']}"
        for atom in atoms
        if moving
    ]
    parts += [f"{name} = {_table(rows)}" for name, rows in model.get("functions", {}).items()]
    for name, members in model.get("classes", {}).items():
        parts.append(f"{name} = {{{', '.join(_table(member['values']) for member in members)}}}")
    return "; ".join(parts)


def _value(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    return f"({', '.join(value)})" if value else "0"


def _table(rows: list[Any]) -> str:
    values = {value for _, value in rows}
    if len(values) == 1:
        return str(values.pop())
    return ", ".join(f"{_value(at)} -> {value}" for at, value in rows)
