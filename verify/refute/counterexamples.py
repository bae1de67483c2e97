"""From violating points to refutations: the simplest one that the kernel accepts, and the worst."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from verify.kernel.check import FORMAT, check
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.numerics.problem import Point, height, text_of, writable

MAX_CHECKS = 12


@dataclass(frozen=True)
class Violation:
    """A point at which goal number ``goal`` seems to fail by ``size`` (relative), or a term to be undefined."""

    goal: int
    point: Point
    size: float
    undefined: bool = False


@dataclass(frozen=True)
class Refutation:
    """Certificates of the simplest and of the worst counterexample found."""

    simplest: dict[str, Any]
    worst: dict[str, Any]


def certificate(statement: str, violation: Violation) -> dict[str, Any]:
    result: dict[str, Any] = {
        "format": FORMAT,
        "statement": digest(statement),
        "verdict": "refuted",
        "relation": violation.goal,
        "point": text_of(violation.point),
    }
    return {**result, "undefined": True} if violation.undefined else result


def accepted(statement: str, violation: Violation) -> dict[str, Any] | None:
    """The certificate, if the kernel accepts it."""
    found = certificate(statement, violation)
    try:
        check(statement, found)
    except (Rejected, Malformed):
        return None
    return found


def refutation(statement: str, violations: Iterable[Violation]) -> Refutation | None:
    """The simplest accepted violation and the largest accepted one; None if none is accepted."""
    short = (v for v in violations if all(writable(value) for value in v.point.values()))
    found = sorted(short, key=lambda v: (v.undefined, height(v.point)))
    simplest = None
    for violation in found[:MAX_CHECKS]:
        simplest = accepted(statement, violation)
        if simplest is not None:
            break
    worst = None
    real = sorted((v for v in found if not v.undefined), key=lambda v: (-v.size, height(v.point)))
    for violation in real[:MAX_CHECKS]:
        worst = accepted(statement, violation)
        if worst is not None:
            break
    simplest = simplest or worst
    return None if simplest is None else Refutation(simplest, worst or simplest)
