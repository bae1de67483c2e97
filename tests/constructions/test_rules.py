"""Every rule against exact arithmetic: what it concludes of random explicit objects is true of them."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from proofs.interpolation import RAMP, TERMS
from tests.constructions.exact import Map, Matrix, fold, holds, linear, normal, rank, value
from tests.constructions.random_rows import ROWS as RANDOM
from tests.constructions.sphere import SPHERE
from tests.constructions.steps import FITTING, made
from tests.constructions.test_bump_rules import STEPS as BUMPS
from verify.calculus.constructions.rules import SCHEMAS
from verify.calculus.constructions.setting import NAME, SIGNATURES
from verify.kernel.errors import Rejected
from verify.kernel.terms import variables
from verify.objects.judgements import BINDERS, judgement

F = Fraction
SEEDS = st.integers(0, 2**48)
NUMBERS = st.fractions(-3, 3, max_denominator=4)
SIZES = st.integers(1, 5)


def some(random: Random, n: int, p: int) -> Matrix:
    """A random n x p matrix; small entries make ranks drop now and then."""
    return tuple(tuple(F(random.randint(-4, 4), random.choice((1, 1, 2))) for _ in range(p)) for _ in range(n))


def polynomials(random: Random, n: int) -> Map:
    """Polynomials of degree 0, ..., n - 1 with leading coefficient 1."""
    rows = [some(random, 1, j)[0] if j else () for j in range(n)]
    return Map(1, lambda t: tuple(sum((c * t[0] ** i for i, c in enumerate(row)), t[0] ** len(row)) for row in rows))


# Rules about matrices: declared objects, premises, parameters; n, p stand for sizes.
SYSTEM = "values(monomials({n}), x)"
STEPS: dict[str, list[tuple[list[str], list[str], dict[str, str]]]] = {
    "monomials": [(["points(x, {n}, 1)"], [], {"n": "{n}"})],
    "newton": [(["points(x, {n}, 1)"], [], {"x": "x"})],
    "change-of-basis": [
        (["points(x, {n}, 1)"], ["monic(monomials({n}))", "monic(newton(x))"], {"x": "x"}),
        (["points(x, {n}, 1)", "map(f, 1, {n})"], ["monic(f)", "monic(newton(x))"], {"x": "x"}),
        (["points(x, {n}, 1)", "map(f, 1, {n})"], ["monic(f)", "monic(f)"], {"x": "x"}),
    ],
    "newton-triangular": [(["points(x, {n}, 1)"], [], {"x": "x"})],
    "newton-diagonal": [(["points(x, {n}, 1)"], [], {"x": "x"})],
    "triangular": [
        (["matrix(S, {n}, {n})"], ["triangular(S)"], {}),
        (["points(x, {n}, 1)"], ["triangular(values(newton(x), x))"], {}),
    ],
    "distinct": [(["points(x, {n}, 1)"], ["distinct(x)"], {})],
    "invertible": [
        (["matrix(S, {n}, {n})"], ["det(S) != 0"], {}),
        (["points(x, {n}, 1)"], [f"det({SYSTEM}) != 0"], {}),
    ],
    "normal": [(["matrix(A, {n}, {p})"], [], {"A": "A"})],
    "normal-length": [(["matrix(A, {n}, {p})"], [], {"A": "A"})],
    "missed": [
        (["matrix(A, {n}, {p})"], ["orthogonal(normal(A), A)", "norm(normal(A)) == 1"], {}),
        (["matrix(A, {n}, {p})", "vector(v, {n})"], ["orthogonal(v, A)", "norm(v) > 0"], {}),
    ],
    "misses": [
        (["matrix(A, {n}, {p})", "vector(v, {n})"], ["missed(linear(A), v)", "norm(v) <= 4"], {"a": "-4", "b": "5"}),
    ],
    "follows": [(["matrix(A, {n}, {p})"], ["norm(normal(A)) == 1"], {"R": "norm(normal(A)) > 0"})],
}


def instance(rule: str, random: Random) -> dict[str, Any]:
    n, p = random.randint(1, 5), random.randint(1, 4)
    env: dict[str, Any] = {
        "n": n,
        "p": p,
        "x": some(random, n, 1),
        "f": polynomials(random, n),
        "A": some(random, n, p),
    }
    square = some(random, n, n)
    if rule == "triangular":
        square = tuple(tuple(row[: i + 1]) + (F(0),) * (n - i - 1) for i, row in enumerate(square))
    return env | {"S": square, "v": normal(env["A"]) if rule == "missed" else some(random, 1, n)[0]}


@pytest.mark.parametrize(("rule", "number"), [(rule, i) for rule, rows in STEPS.items() for i in range(len(rows))])
@settings(max_examples=60)
@given(seed=SEEDS)
def test_a_rule_about_matrices_is_true(rule: str, number: int, seed: int) -> None:
    env = instance(rule, Random(f"{rule} {seed}"))
    declare, premises, parameters = STEPS[rule][number]
    n, p = env["n"], env["p"]
    premises = [line.format(n=n, p=p) for line in premises]
    assume(all(holds(judgement(line), env) for line in premises))
    assume(rule != "normal-length" or p < n)  # its obligation
    declare = [line.format(n=n, p=p) for line in declare]
    _, conclusion = made(rule, declare, premises, **{key: text.format(n=n) for key, text in parameters.items()})
    assert holds(conclusion, env), (conclusion, env)


@settings(max_examples=60)
@given(seed=SEEDS)
def test_normal_is_what_the_page_says(seed: int) -> None:
    """The evaluator itself: a vector of norm 1 if the rank allows one."""
    a = instance("normal", Random(seed))["A"]
    v = normal(a)
    assert holds(judgement("orthogonal(v, A)"), {"v": v, "A": a})
    assert max(map(abs, v)) == (1 if rank(a) < len(a) else 0)
    assert linear(a).matrix == a


# --- images of measure zero: maps with rational values and a known Lipschitz constant


MAPS: list[tuple[Map, Any]] = [
    (Map(1, lambda w: (w[0] * w[0], abs(w[0]))), lambda radius: max(2 * radius, 1)),
    (Map(2, lambda w: (w[0] * w[1], w[0] + w[1], abs(w[0] - w[1]))), lambda radius: max(2 * radius, 2)),
    (Map(1, lambda w: (F(7), F(0))), lambda radius: F(1)),
]


@pytest.mark.parametrize("number", range(len(MAPS)))
@settings(max_examples=40)
@given(radius=st.fractions(F(1, 4), 4, max_denominator=4), parts=st.integers(1, 5), seed=SEEDS)
def test_cubes_cover_the_image(number: int, radius: Fraction, parts: int, seed: int) -> None:
    """With K = 2 R u the image of each of the N^p small cubes lies in a cube of side K/N."""
    (f, slope), random = MAPS[number], Random(seed)
    side = 2 * radius * slope(radius) / parts
    corner = [random.randrange(parts) for _ in range(f.inputs)]
    places = [[-radius + 2 * radius * (c + F(random.randint(0, 8), 8)) / parts for c in corner] for _ in range(6)]
    values = [f.at(tuple(place)) for place in places]
    assert all(max(column) - min(column) <= side for column in zip(*values, strict=True))
    _, conclusion = made("cover", ["map(f, 2, 3)"], ["locally_lipschitz(f)"], K="K", N="N")
    assert conclusion == judgement("covered(f, K, N, N**2, K/N)")


@given(n=SIZES, parts=st.integers(1, 50), size=st.fractions(0, 4, max_denominator=4))
def test_the_volume_of_cubes(n: int, parts: int, size: Fraction) -> None:
    _, conclusion = made("measure", [f"map(f, 1, {n})"], ["covered(f, K, N, 3*N, K/N)"])
    bound = value(conclusion[2][3], {"N": F(parts), "K": size, "n": F(n)})
    assert bound == sum((size / parts) ** n for _ in range(3 * parts))


@given(v=st.fractions(0, 9), exponent=st.integers(1, 4), below=st.fractions(F(1, 99), 1))
def test_what_vanishes_is_below_every_bound(v: Fraction, exponent: int, below: Fraction) -> None:
    """v/N**r with r >= 1 is at most any number > 0 from an explicit N on."""
    parts = max(1, ceil(v / below))
    assert v / F(parts) ** exponent <= below


# --- curves: Schoenberg's, at points with finitely many digits, in exact arithmetic


def place(digits: list[int]) -> Fraction:
    return sum((2 * c * F(1, 3) ** (j + 1) for j, c in enumerate(digits)), F(0))


def binary(digits: list[int]) -> Fraction:
    return sum((c * F(1, 2) ** (j + 1) for j, c in enumerate(digits)), F(0))


RAMPS = [RAMP, "max(0, min(1, 6*u - 5/2))", "min(1, max(0, 3*u - 1)) + max(0, u - 1/3)*max(0, 2/3 - u)"]


@pytest.mark.parametrize("ramp", RAMPS)
@settings(max_examples=40)
@given(digits=st.lists(st.integers(0, 1), max_size=14))
def test_each_point_of_the_square_is_met(ramp: str, digits: list[int]) -> None:
    _, conclusion = made("digits", [], s="1/3", u="u", e=ramp, k="k", t="t")
    curve = value(conclusion[2][0], {})
    assert curve.at((place(digits),)) == (binary(digits[::2]), binary(digits[1::2]))
    for j, digit in enumerate(digits):
        low, high = (F(2, 3), F(1)) if digit else (F(0), F(1, 3))
        assert low <= fold(3**j * place(digits)) <= high


@given(digits=st.lists(st.integers(0, 1), max_size=10), u=st.fractions(0, 3), v=NUMBERS)
def test_a_scaled_square_is_met(digits: list[int], u: Fraction, v: Fraction) -> None:
    _, square = made("digits", [], s="1/3", u="u", e=RAMP, k="k", t="t")
    premise = f"covers(pair({', '.join(f'path(t, series(k, {term}))' for term in TERMS.values())}), 0, 1)"
    assert judgement(premise) == square
    _, scaled = made("scale", [], [premise], u=f"({u})", v=f"({v})", c=f"({v})", d=f"({u}) + ({v})")
    found = value(scaled[2][0], {}).at((place(digits),))
    assert found == (u * binary(digits[::2]) + v, u * binary(digits[1::2]) + v)
    low, high = (value(end, {}) for end in scaled[2][1:])
    assert all(low <= coordinate <= high for coordinate in found)


@settings(max_examples=60)
@given(t=st.fractions(-5, 5), s=st.fractions(-5, 5), terms=st.integers(1, 6))
def test_partial_sums_are_as_near_as_the_bound_says(t: Fraction, s: Fraction, terms: int) -> None:
    """|e| <= 2^(-k-1): the tail from k on is at most 2^(-k), at every t."""
    _, conclusion = made("series", [], t="t", k="k", e=TERMS["x"], m="2**(-k - 1)", r="1/2")
    term = judgement(TERMS["x"])
    assert conclusion == judgement(f"continuous(path(t, series(k, {TERMS['x']})))")
    tail = sum((value(term, {"k": F(k), "t": t}) for k in range(terms, terms + 12)), F(0))
    assert abs(tail) <= F(1, 2) ** terms
    assert abs(fold(t) - fold(s)) <= abs(t - s)
    assert fold(t) == fold(-t) == fold(t + 2)


def test_every_rule_is_tried() -> None:
    """By exact instances above; of continuity and of measure only the arithmetic can be."""
    arithmetic = {"cover", "measure", "vanish", "digits", "scale", "series"}
    theory = {"mean-value", "union", "cube", "compose", "pair"}
    others = {"mollifier", "cells", "projection-independent"}  # test_bump_claims, test_cells, test_projection
    at_numbers = {row[0] for row in SPHERE} | {row.rule for row in RANDOM}  # test_sphere, test_random_bumps
    assert not FITTING & set(STEPS)
    assert {*STEPS, *arithmetic, *theory, *BUMPS, *at_numbers, *FITTING, *others} == set(SCHEMAS)
    assert not theory & set(STEPS)


def test_binders_are_those_of_the_signatures() -> None:
    places = {head: tuple(i for i, kind in enumerate(kinds) if kind == NAME) for head, (kinds, _) in SIGNATURES.items()}
    ours = {head: found for head, found in places.items() if found}
    assert ours == {head: found for head, found in BINDERS.items() if head in ours}
    assert set(BINDERS) - set(ours) == {"mgf", "tail"}


def test_results_have_the_dimensions_of_the_arguments() -> None:
    """No letter in a result that no argument binds: it would be taken for a scalar variable."""
    for name, (arguments, result) in SIGNATURES.items():
        bound = frozenset().union(*map(variables, arguments)) - {"real", "name"}
        assert variables(result) - {"real"} <= bound, name


def test_steps_of_no_rule() -> None:
    with pytest.raises(Rejected, match="one of"):
        made("convexity", ["vector(v, 2)"])
