"""Products of facts: a linear program finds nonnegative multipliers, exact arithmetic confirms them.

The goal is written as a nonnegative combination of products of facts (Farkas at degree 1, Handelman above) plus
multiples of equality facts.  HiGHS solves in floats; the support of its vertex is solved again over the rationals.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

from verify.kernel.atoms import atom_of, poly_text
from verify.kernel.polynomials import Monomial, Poly, is_exponential
from verify.kernel.rules.ranges import bounds
from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node, node_of

MAX_COLUMNS = 1_200
MAX_FACTS = 24
LP_COST = 20

Column = tuple[Poly, Any, bool, bool]  # polynomial, certificate entry, is equality, is strict


def linear(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[combination] of single facts (Farkas)."""
    return _search(engine, sequent, depth, (1,)) if engine.spend(3) else FAILED


def hypotheses(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[combination] of products, early, where hypotheses link generators of the goal."""
    reached = set(sequent.poly.generators())
    linked = [f for f in sequent.state.facts if len(f.poly.generators()) > 1 and reached & set(f.poly.generators())]
    return products(engine, sequent, depth) if linked and depth < 4 else FAILED


def scaled(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[scale] the goal by what hypotheses multiply the goal's generators by, if positive, then single facts."""
    goal = {g for monomial in sequent.poly.terms for g, _ in monomial}
    beside = {
        name: None
        for fact in sequent.state.facts
        for monomial in fact.poly.terms
        if len(monomial) > 1 and any(g in goal for g, _ in monomial)
        for name, _ in monomial
    }
    for name in list(beside)[:6]:
        if sequent.state.shows(Poly.generator(name), ">") and engine.spend(3):
            goals = engine.rule("scale", [name], sequent)
            node = FAILED if goals is None else _search(engine, goals[0], depth, (1,))
            if node is not FAILED:
                return node_of("scale", [name], [node])
    for text in [*cleared(sequent, goal), *shifted(sequent)][:3]:
        goals = engine.rule("scale", [text], sequent) if engine.spend(3) else None
        node = FAILED if goals is None else _search(engine, goals[0], depth, (1,))
        sides = (
            [engine.prove(side, depth + 1) for side in goals[1:]] if goals is not None and node is not FAILED else []
        )
        if node is not FAILED and not any(side is FAILED for side in sides):
            return node_of("scale", [text], [node, *sides])
    return FAILED


def cleared(sequent: Sequent, goal: set[str]) -> list[str]:
    """Sums that a fact has as the coefficient of a logarithm of the goal: denominators that were multiplied out."""
    found: dict[str, None] = {}
    for fact in sequent.state.facts:
        for name in sorted(set(fact.poly.generators()) & goal):
            parts = fact.poly.collect(name) if name.startswith("log(") else {}
            if set(parts) <= {0, 1} and len(parts.get(1, Poly({})).terms) > 1:
                sign = 1 if sequent.state.sign(parts[1]) != -1 else -1
                found[poly_text(parts[1].scale(sign))] = None
    return list(found)


def shifted(sequent: Sequent) -> list[str]:
    """Products of exponentials that make all of the goal's those of a fact."""
    goal, found = _exponentials(sequent.poly), dict[str, None]()
    if len(goal) > 1:
        for fact in sequent.state.facts:
            there = _exponentials(fact.poly)
            for one in there if len(there) >= len(goal) else []:
                shift = _ratio(one, goal[0])
                if shift and all(_ratio(part, shift, 1) in there for part in goal):
                    found[poly_text(Poly({shift: Fraction(1)}))] = None
    return list(found)


def _exponentials(poly: Poly) -> list[Monomial]:
    """The distinct products of exponentials in the terms of a polynomial."""
    return sorted({tuple((g, e) for g, e in monomial if is_exponential(g)) for monomial in poly.terms})


def _ratio(one: Monomial, other: Monomial, sign: int = -1) -> Monomial:
    exponents = dict(one)
    for name, exponent in other:
        exponents[name] = exponents.get(name, 0) + sign * exponent
    return tuple(sorted((name, exponent) for name, exponent in exponents.items() if exponent))


def products(engine: Engine, sequent: Sequent, depth: int) -> Node:
    """[combination] of products of two, then three facts (Handelman)."""
    return _search(engine, sequent, depth, (2, 3)) if engine.spend(LP_COST) else FAILED


def _search(engine: Engine, sequent: Sequent, depth: int, degrees: tuple[int, ...]) -> Node:
    """The bounds of atoms that the kernel knows by itself are added as lemmas, those that are used."""
    fractional = any(e != int(e) for m in sequent.poly.terms for _, e in m)
    if len(sequent.poly.terms) > 60 or (fractional and degrees != (1,)):
        return FAILED
    enriched, lemmas = _with_bounds(engine, sequent)
    for degree in degrees:
        found = combination(enriched, degree)
        if found is None:
            continue
        first = len(sequent.state.facts)
        used = {i for entry in found[0] for i in entry[1] if i >= first}
        kept = [text for number, text in enumerate(lemmas) if first + number in used]
        slim, _ = _with_bounds(engine, sequent, kept)
        final = found if len(kept) == len(lemmas) else combination(slim, degree)
        node = FAILED if final is None else engine.apply("combination", final, slim, depth)
        if node is not FAILED:
            for text in reversed(kept):
                node = node_of("lemma", [text], [None, node])
            return node
    return FAILED


def _with_bounds(engine: Engine, sequent: Sequent, lemmas: list[str] | None = None) -> tuple[Sequent, list[str]]:
    """The sequent with the signs of its atoms as further facts."""
    if lemmas is None:
        names = {g for i in relevant(sequent) for g in sequent.state.facts[i].poly.generators()}
        lemmas = []
        for name in sorted(names | set(sequent.poly.generators())):
            found = bounds(sequent.state, name)
            known = [f for f in sequent.state.facts if f.poly == Poly.generator(name)]
            if atom_of(name) is not None and not known and (found.above(0) or found.below(0)):
                lemmas.append(f"{name} {found.above(0) or found.below(0)} 0")
    added = []
    for text in lemmas:
        goals = engine.rule("lemma", [text], sequent)
        if goals is not None and len(goals) == 2:
            sequent = goals[1]
            added.append(text)
    return sequent, added


def relevant(sequent: Sequent) -> list[int]:
    """Numbers of the facts that are linked to the goal by shared generators, nearest first."""
    facts = sequent.state.facts
    reached = set(sequent.poly.generators()) or {g for fact in facts for g in fact.poly.generators()}
    order = [i for i, fact in enumerate(facts) if not fact.poly.generators() and fact.relation != "!="]
    while True:
        new = [
            i
            for i, fact in enumerate(facts)
            if i not in order and fact.relation != "!=" and reached & set(fact.poly.generators())
        ]
        if not new or len(order) >= MAX_FACTS:
            return order[:MAX_FACTS]
        order += new
        for i in new:
            reached |= set(facts[i].poly.generators())


def columns(sequent: Sequent, degree: int) -> Iterator[Column]:
    facts = sequent.state.facts
    numbers = relevant(sequent)
    signed = [i for i in numbers if facts[i].relation != "=="]
    yield Poly.constant(1), ["1", []], False, True
    products: list[Poly] = []
    for size in range(1, degree + 1):
        for choice in combinations_with_replacement(signed, size):
            product = Poly.constant(1)
            for i in choice:
                product = product * facts[i].poly
            if len(product.terms) > 200:
                continue
            products.append(product)
            yield product, ["1", list(choice)], False, all(facts[i].relation == ">" for i in choice)
    targets = {m for p in (sequent.poly, *products) for m in p.terms}
    for i in numbers:
        if facts[i].relation == "==":
            for cofactor in _cofactors(facts[i].poly, targets):
                yield Poly({cofactor: Fraction(1)}) * facts[i].poly, [i, cofactor], True, False


def _cofactors(equality: Poly, targets: set[Monomial]) -> list[Monomial]:
    """Monomials that bring a term of the equality onto a monomial in sight."""
    found: dict[Monomial, None] = {(): None}
    for target in sorted(targets)[:200]:
        for term in equality.terms:
            powers = dict(target)
            for generator, exponent in term:
                powers[generator] = powers.get(generator, 0) - exponent
            if all(e >= 0 and e == int(e) for e in powers.values()):
                found[tuple(sorted((g, e) for g, e in powers.items() if e))] = None
    return list(found)[:60]


def combination(sequent: Sequent, degree: int) -> list[Any] | None:
    """Arguments of the combination rule, or None."""
    chosen: list[Column] = []
    for column in columns(sequent, degree):
        chosen.append(column)
        if len(chosen) > MAX_COLUMNS:
            break
    if sequent.relation == "==":
        chosen = [column for column in chosen if column[2]]
    rows = {m: i for i, m in enumerate(sorted({m for c in chosen for m in c[0].terms} | set(sequent.poly.terms)))}
    if any(m not in {k for c in chosen for k in c[0].terms} for m in sequent.poly.terms):
        return None
    try:
        support = _support(chosen, sequent.poly, rows, sequent.relation)
    except OverflowError:  # coefficients that are no floats
        return None
    if not support:
        return None
    values = _solve([chosen[i] for i in support], sequent.poly, rows)
    if values is None:
        return None
    products, cofactors = [], dict[int, Poly]()
    for i, value in zip(support, values, strict=True):
        _, entry, equality, _ = chosen[i]
        if not equality and value < 0:
            return None
        if value and not equality:
            products.append([str(value), *entry[1:]])
        elif value:
            cofactors[entry[0]] = cofactors.get(entry[0], Poly({})) + Poly({entry[1]: value})
    return [products, [[i, poly_text(p)] for i, p in cofactors.items()]] if cofactors else [products]


def _support(chosen: list[Column], target: Poly, rows: dict[Monomial, int], relation: str) -> list[int]:
    """Columns with nonzero weight at a vertex found by HiGHS."""
    from scipy.optimize import linprog
    from scipy.sparse import csc_matrix

    data, row_index, starts, scales = [], [], [0], []
    for poly, *_ in chosen:
        scale = max(abs(float(c)) for c in poly.terms.values())
        scales.append(scale)
        for monomial, coefficient in poly.terms.items():
            data.append(float(coefficient) / scale)
            row_index.append(rows[monomial])
        starts.append(len(data))
    matrix = csc_matrix((data, row_index, starts), shape=(len(rows), len(chosen)))
    right = np.zeros(len(rows))
    size = max(abs(float(c)) for c in target.terms.values())
    for monomial, coefficient in target.terms.items():
        right[rows[monomial]] = float(coefficient) / size
    bounds = [(None, None) if column[2] else (0, None) for column in chosen]
    cost = np.array([0.0 if c[2] else 1.0 + 0.1 * len(c[1][1]) for c in chosen])
    if relation == ">":  # favour strict products, a little
        cost = np.array([0.0 if c[2] else 0.5 if c[3] else 1.0 for c in chosen])
    result = linprog(cost, A_eq=matrix, b_eq=right, bounds=bounds, method="highs-ds", options={"maxiter": 20_000})
    if result.status != 0:
        return []
    return [i for i, value in enumerate(result.x) if abs(value) > 1e-10]


def _solve(chosen: list[Column], target: Poly, rows: dict[Monomial, int]) -> list[Fraction] | None:
    """Exact weights of the columns, or None if they do not give the target."""
    used = sorted({m for c in chosen for m in c[0].terms} | set(target.terms), key=lambda m: rows[m])
    table = []
    for monomial in used:
        line = [column[0].terms.get(monomial, Fraction(0)) for column in chosen] + [
            target.terms.get(monomial, Fraction(0))
        ]
        table.append([fmpq(v.numerator, v.denominator) for v in line])
    reduced, rank = fmpq_mat(table).rref()
    width = len(chosen)
    values = [Fraction(0)] * width
    for i in range(rank):
        pivot = next(j for j in range(width + 1) if reduced[i, j] != 0)
        if pivot == width:
            return None
        entry = reduced[i, width]
        values[pivot] = Fraction(int(entry.p), int(entry.q))
    return values
