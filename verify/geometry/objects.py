"""Terms of constructions as numpy computes them: profiles, sums of bumps, McShane's function, explicit points.

Points are rows; a map takes rows to values.  The meaning is that of ``docs/constructions.md``, in floating point; terms
that mention anything else raise ``Unsupported``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from verify.kernel.terms import Term
from verify.objects.judgements import judgement

Array = Any
FUNCTIONS: dict[str, Callable[..., Array]] = {
    "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.abs, "min": np.minimum, "max": np.maximum,
}  # fmt: skip


class Unsupported(ValueError):
    """A term that has no floating-point meaning here."""


def distances(u: Array, x: Array) -> Array:
    """|u_i - x_j|, a row for each u."""
    return np.sqrt(((u[:, None, :] - x[None, :, :]) ** 2).sum(axis=-1))


def bumps(x: Array, y: Array, g: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """u -> sum of y_i g(|u - x_i|)."""
    return lambda u: g(distances(u, x)) @ y


def gradient(x: Array, y: Array, slope: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """The gradient of ``bumps``, with the slope of the profile; 0 for a summand whose centre is met."""

    def at(u: Array) -> Array:
        t = distances(u, x)
        weights = np.divide(slope(t) * y, t, out=np.zeros_like(t), where=t > 0)
        return weights.sum(axis=1)[:, None] * u - weights @ x

    return at


def mcshane(x: Array, y: Array, bound: float) -> Callable[[Array], Array]:
    """u -> min of y_i + bound |u - x_i|."""
    return lambda u: (y + bound * distances(u, x)).min(axis=1)


def simplex(n: int, d: int, s: float) -> Array:
    """s e_i/sqrt(2) in R^d, all distances s."""
    return float(s) / np.sqrt(2) * np.eye(int(n), int(d))


def cutoff(radius: float, name: str, body: Term, values: Mapping[str, Any]) -> Callable[[Array], Array]:
    """t -> the body inside the radius, else 0."""

    def at(t: Array) -> Array:
        t = np.asarray(t, dtype=float)
        inside = np.abs(t) < radius
        with np.errstate(all="ignore"):
            return np.where(inside, evaluate(body, {**values, name: np.where(inside, t, 0.0)}), 0.0)

    return at


OBJECTS: dict[str, Callable[..., Any]] = {
    "bumps": bumps,
    "mcshane": mcshane,
    "simplex": simplex,
    "ones": lambda n: np.ones(int(n)),
    "scaled": lambda g, c: lambda t: g(np.asarray(t) / c),
    "height": lambda g, u: float(g(np.asarray(u, dtype=float))),
    "parameters": lambda x, y: x.size + y.size,
    "linear": lambda a: lambda w: w @ a.T,
    "images": lambda f, x: f(x),
    "compose": lambda f, h: lambda w: f(h(w)),
    "coordinates": lambda p, d: np.eye(int(p), int(d)),
}


def evaluate(term: Term | str, values: Mapping[str, Any] | None = None) -> Any:
    """A number, an array or a function; ``values`` for names.  Raises Unsupported."""
    values = values or {}
    if isinstance(term, str):
        return evaluate(judgement(term), values)
    head, parts = term[0], term[1:]
    if head == "num":
        return float(parts[0])
    if head == "var" and parts[0] in values:
        return values[parts[0]]
    if head == "neg":
        return -evaluate(parts[0], values)
    if head == "pow":
        return evaluate(parts[0], values) ** evaluate(parts[1], values)
    if head == "inv":
        return 1 / evaluate(parts[0], values)
    if head in ("add", "mul"):
        found = [evaluate(part, values) for part in parts[0]]
        total = found[0]
        for other in found[1:]:
            total = total + other if head == "add" else total * other
        return total
    if head == "call" and parts[0] == "cutoff":
        radius, name, body = parts[1]
        return cutoff(evaluate(radius, values), name[1], body, values)
    if head == "call" and parts[0] in FUNCTIONS | OBJECTS:
        return (FUNCTIONS | OBJECTS)[parts[0]](*(evaluate(part, values) for part in parts[1]))
    raise Unsupported(f"no floating-point meaning: {parts[0] if parts else head}")
