"""Factor the goal over the rationals (FLINT), and show the sign of each factor."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mpoly_ctx

from verify.kernel.atoms import poly_text
from verify.kernel.polynomials import Poly, is_exponential
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node

MAX_DEGREE = 2_000  # in a generator; a power of an exponential may be large, and factoring it does not end


def factor(poly: Poly) -> list[tuple[Poly, int]]:
    """Irreducible factors with multiplicity, powers of generators included; the constant is left out.

    Nothing if a degree is too large.
    """
    names = poly.generators()
    scales: dict[str, int] = {}
    shifts: dict[str, Fraction] = {}
    for name in names:
        exponents = [Fraction(e) for e in poly.exponents(name)]
        scales[name] = lcm(*(e.denominator for e in exponents)) if is_exponential(name) else 1
        shifts[name] = min(exponents)
    context = fmpq_mpoly_ctx.get([f"g{i}" for i in range(len(names))], "lex")
    data = {}
    for monomial, coefficient in poly.terms.items():
        powers = dict(monomial)
        key = tuple(int((Fraction(powers.get(n, 0)) - shifts[n]) * scales[n]) for n in names)
        data[key] = fmpq(coefficient.numerator, coefficient.denominator)
    if any(power > MAX_DEGREE for key in data for power in key):
        return []
    result = []
    for name in names:
        if shifts[name] > 0 and shifts[name].denominator == 1:
            result.append((Poly.generator(name), int(shifts[name])))
        elif shifts[name]:
            result.append((Poly.generator(name, shifts[name]), 1))
    for part, multiplicity in context.from_dict(data).factor()[1]:
        terms = {}
        for key, value in part.to_dict().items():
            monomial = tuple(
                (n, _plain(Fraction(int(e), scales[n]))) for n, e in zip(names, key, strict=True) if int(e)
            )
            terms[monomial] = Fraction(int(value.p), int(value.q))
        result.append((Poly(terms), int(multiplicity)))
    return result


def _plain(exponent: Fraction) -> int | Fraction:
    return int(exponent) if exponent.denominator == 1 else exponent


def tactic(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[factors]: signs are guessed from samples, then shown."""
    if len(sequent.poly.terms) < 2 or len(sequent.poly.terms) > 400:
        return FAILED
    parts = factor(sequent.poly)
    if not parts or (len(parts) == 1 and parts[0][1] == 1):
        return FAILED
    arguments: list[Any] = []
    for part, multiplicity in parts:
        sign = (
            "even" if multiplicity % 2 == 0 and sequent.relation == ">=" else _sign(engine, sequent, part, multiplicity)
        )
        arguments.append([poly_text(part), multiplicity, sign])
    goals = engine.rule("factors", arguments, sequent)
    if goals is None and sequent.relation == ">=":
        weak = {">": ">=", "<": "<="}
        arguments = [[t, m, weak.get(s, s)] for t, m, s in arguments]
        goals = engine.rule("factors", arguments, sequent)
    if goals is None:
        return FAILED
    node = engine.close("factors", arguments, goals, depth)
    if node is FAILED and sequent.relation == ">=":
        weak = {">": ">=", "<": "<="}
        softened = [[t, m, weak.get(s, s)] for t, m, s in arguments]
        if softened != arguments:
            return engine.apply("factors", softened, sequent, depth)
    return node


def _sign(engine: Engine, sequent: Sequent, part: Poly, multiplicity: int) -> str:
    """The sign of a factor as the samples show it."""
    if multiplicity % 2 == 0:
        return "!="
    if engine.rule("default", [], sequent.state.goal(part, ">")) is not None:
        return ">"
    if engine.rule("default", [], sequent.state.goal(part, "<")) is not None:
        return "<"
    grid = engine.grid(sequent)
    with np.errstate(all="ignore"):
        values = grid.poly(part)
    values = values[np.isfinite(values)]
    positive, negative = bool(np.any(values > 0)), bool(np.any(values < 0))
    if negative and not positive:
        return "<" if sequent.relation != ">=" else "<="
    return ">" if sequent.relation != ">=" else ">="
