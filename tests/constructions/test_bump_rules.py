"""Every rule about points, bumps and Lipschitz constants against explicit objects, to forty digits."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from tests.constructions.euclid import (
    FAR,
    Profile,
    bumps,
    distance,
    gap,
    hat,
    holds,
    lipschitz,
    number,
    quotients,
    smooth,
    spread,
    value,
)
from tests.constructions.random_rows import ROWS as RANDOM
from tests.constructions.sphere import SPHERE
from tests.constructions.steps import FITTING, made
from verify.calculus.constructions.rules import SCHEMAS, TEXTS
from verify.objects.judgements import judgement

F = Fraction
SEEDS = st.integers(0, 2**48)
# Objects of every sort; sizes n, d, and numbers, which differ from instance to instance.
DECLARE = [
    "points(x, {n}, {d})", "points(z, {n}, {d})", "vector(y, {n})", "vector(w, {n})", "map(g, 1, 1)", "map(f, {d}, 1)",
    "matrix(P, {p}, {d})",
]  # fmt: skip
MOLLIFIER = "exp(1 - 1/(1 - (t/({r}))**2))"
CUT = "cutoff({r}, t, {X})"
CUT_SLOPE = "cutoff({r}, t, {D})"
PRIMITIVE = f"integrates({CUT}, {CUT_SLOPE})"
SLOPES = {"1 - t/({r})": "-1/({r})", "(1 - (t/({r}))**2)**2": "(-4)*t/({r})**2*(1 - (t/({r}))**2)",
          "1 - (t/({r}))**2": "(-2)*t/({r})**2"}  # fmt: skip
EVEN = [MOLLIFIER, "(1 - (t/({r}))**2)**2", "1 - (t/({r}))**2"]
PROFILES = {"1 - t/({r})": "1/({r})", "(1 - (t/({r}))**2)**2": "2/({r})", "1 - (t/({r}))**2": "2/({r})"}

# Premises and parameters of a step; {s} is a separation that the points have, {r} a radius, {c} a number > 0.
STEPS: dict[str, list[tuple[list[str], dict[str, str]]]] = {
    "equal": [(["norm(y) <= norm(y)", "norm(y) <= norm(y)"], {})],
    "cutoff-support": [([], {"r": "{r}", "t": "t", "X": "{X}"})],
    "cutoff-height": [([], {"r": "{r}", "t": "t", "X": "{X}", "u": "{r}*({q})"})],
    "wider": [(["supported(g, {r})"], {"R": "{r} + {c}"})],
    "cutoff-cap": [([], {"r": "{r}", "t": "t", "X": "{X}", "b": "1"})],
    "cutoff-slope": [([], {"r": "{r}", "t": "t", "X": "{X}", "u": "{S}"})],
    "slope-at": [(["gradual(" + CUT + ", {S})"], {"c": "{r}*({q})"})],
    "slope-mean": [(["supported(g, {r})", "height(g, 0) == 1", "gradual(g, {u})"], {})],
    "gradual-scale": [(["gradual(g, {u})"], {"c": "{c}", "K": "{u}/({c})"})],
    "steepest": [(["gradual(g, {u})"], {})],
    "steepest-attained": [(["gradual(g, {u})"], {})],
    "compact": [(["supported(g, {r})", "endless(g)"], {})],
    "regular-lipschitz": [(["gradual(g, {u})"], {"c": "{c}"}), (["gradual(g, {u})"], {"c": "0"})],
    "regular-endless": [(["endless(g)"], {"c": "{c}", "k": "2"}), (["endless(g)"], {"c": "{r}", "k": "3"})],
    "even": [([], {"r": "{r}", "t": "t", "X": "{E}", "k": "3"})],
    "integral": [(["gradual(" + CUT + ", {S})"], {"Y": "{D}"})],
    "regular-integral": [([PRIMITIVE, "regular(" + CUT_SLOPE + ", {r}, 0)"], {"j": "1"})],
    "creased-integral": [([PRIMITIVE, "creased(" + CUT_SLOPE + ", {r}, 0)"], {"j": "1"})],
    "creased-edge": [([], {"r": "{r}", "t": "t", "X": "2 - t/({r})"})],
    "creased-tip": [([], {"r": "{r}", "t": "t", "X": "(1 - t/({r}))**2"})],
    "bumps": [(["separated(x, {s})", "supported(g, {r})", "height(g, 0) == 1"], {"y": "y"})],
    "disjoint": [(["supported(g, {r})", "gradual(g, {u})"], {"s": "2*({r})"})],
    "overlaps": [(["supported(g, {r})", "gradual(g, {u})"], {"s": "({r})*({k})"})],
    "edge": [(["supported(g, {r})", "endless(g)"], {"s": "({r})*sqrt(2)"})],
    "uniform": [(["spread(g, 2*({r}), {u})"], {})],
    "member": [(["spread(g, 2*({r}), {u})", "separated(x, {s})", "bounded(y, 1)"], {})],
    "spread-scale": [(["spread(g, 2*({r}), {u})"], {"c": "{c}"})],
    "star": [(["supported(g, 1)", "height(g, 0) == 1", "height(g, 1/sqrt(2)) == {h}"], {"m": "m"})],
    "centroid": [([], {"r": "{r}", "t": "t", "X": "{X}", "s": "({r})*sqrt(2)", "m": "m"})],
    "grow": [(["climbs(g, 1, m, {h}*sqrt(2)*m - sqrt(2))"], {"a": "{h}*sqrt(2)", "b": "sqrt(2)", "e": "1"})],
    "projected": [(["uniform(g, 1)"], {"t": "{c}"})],
    "unprojected": [(["steep(g, 1)"], {"t": "{c}"})],
    "projection": [(["projection(coordinates({p}, {d}))"], {})],
    "compose-lipschitz": [(["lipschitz(mcshane(x, y, {c}), {c})", "lipschitz(linear(coordinates({d}, {d})), 1)"], {})],
    "lipschitz": [(["lipschitz(mcshane(x, y, {c}), {c})"], {"L": "2*({c})"})],
    "parameters": [([], {"x": "x", "y": "y"}), ([], {"x": "images(linear(P), x)", "y": "y"})],
    "diameter": [(["inside(x, 4)", "inside(z, 4)", "bounded(y, 1)", "bounded(w, 1)"], {})],
    "parametrisation": [(["gradual(g, {u})", "capped(g, 1)", "bounded(w, 1)"], {"x": "x", "y": "y", "z": "z"})],
    "mcshane": [([], {"x": "x", "y": "y", "L": "{c}"})],
    "mcshane-interpolates": [(["compatible(x, y, {L})"], {})],
    "data": [(["interpolates(mcshane(x, y, {L}), x, y)", "lipschitz(mcshane(x, y, {L}), {L})"], {})],
    "ratio": [(["compatible(x, y, {L})"], {})],
    "ratio-attained": [(["distinct(x)"], {"y": "y"})],
    "kirszbraun": [
        (["contracts(x, z, {M})"], {}),
        (["contracts(images(linear(P), x), x, {M})"], {}),
        (["contracts(x, images(linear(P), x), {M})"], {}),
    ],
    "meets": [
        (["meets(kirszbraun(x, z, {M}), x, z, {M})"], {}),
        (["meets(linear(P), x, images(linear(P), x), {M})"], {}),
    ],
    "itself": [([], {"x": "x", "L": "1 + {c}"}), ([], {"x": "x", "L": "1"})],
    "apart": [(["separated(x, {s})"], {})],
    "simplex": [([], {"n": "{n}", "d": "{n} + 2", "s": "{c}"})],
    "single": [([], {"x": "simplex(1, {d}, 1)", "s": "{c}"})],
    "single-label": [([], {"x": "simplex(1, {d}, 1)", "y": "ones(1)", "L": "{c}"})],
    "simplex-inside": [([], {"n": "{n}", "d": "{d}", "s": "{c}", "r": "({c})/sqrt(2)"})],
    "ones": [([], {"n": "{n}", "b": "1 + {c}"})],
    "coordinates": [([], {"p": "{p}", "d": "{p} + 1"})],
}  # fmt: skip
OTHER = {"follows", "monomials", "newton", "change-of-basis", "newton-triangular", "newton-diagonal", "triangular",
         "distinct", "invertible", "normal", "normal-length", "missed", "misses", "mean-value", "cover", "measure",
         "vanish", "union", "cube", "series", "compose", "pair", "digits", "scale", "mollifier",
         "projection-independent"}  # fmt: skip
SMOOTH = {"compact", "edge", "regular-endless"}
PARTS = {"integral": slice(0, 3), "regular-integral": slice(1, 2), "creased-integral": slice(0, 3, 2)}  # of PROFILES
ONE = {"star", "grow", "unprojected"}  # of a profile with radius 1
HALF = {"projected", "uniform", "member", "spread-scale"}


def rational(random: Random, low: int, high: int) -> str:
    return str(F(random.randint(8 * low + 1, 8 * high), 8))


def contraction(x: Any, z: Any) -> F:
    """A Lipschitz constant of x_i -> z_i that is little above the least one."""
    pairs = [(i, j) for i in range(len(x)) for j in range(i) if x[i] != x[j]]
    most = max((distance(z[i], z[j]) / distance(x[i], x[j]) for i, j in pairs), default=mpf(1))
    return F(int(mp.ceil(most * 1024)), 1024)


def instance(rule: str, random: Random) -> tuple[dict[str, str], dict[str, Any]]:
    """Texts for the braces, and objects."""
    n, d = random.randint(1, 5), random.randint(1, 4)
    p, r = random.randint(1, d), "1" if rule in ONE else rational(random, 0, 2)
    g = smooth(F(r)) if rule in SMOOTH | ONE or random.random() < 0.5 else hat(F(r))
    if rule == "projected":
        r, g = "1/2", smooth(F(1, 2))
    some = lambda size: tuple(mpf(random.randint(-16, 16)) / 8 for _ in range(size))  # noqa: E731
    unit = lambda size: tuple(mpf(random.randint(-8, 8)) / 8 for _ in range(size))  # noqa: E731
    x, y = tuple(some(d) for _ in range(n)), unit(n)
    least = min((distance(a, b) for i, a in enumerate(x) for b in x[:i]), default=mpf(1))
    if rule in ("bumps", "member"):
        assume(least > 0)
        r = str(F(int(least * 1024), 1024 * (1 if rule == "bumps" else 2)))
        assume(F(r) > 0)
        g = smooth(F(r))
    X = random.choice([MOLLIFIER, *PROFILES]).format(r=r)
    if rule in ("cutoff-slope", "slope-at"):
        X = random.choice(list(PROFILES)).format(r=r)
    if rule in PARTS:
        X = random.choice(list(PROFILES)[PARTS[rule]]).format(r=r)
    E, D = random.choice(EVEN).format(r=r), next((u.format(r=r) for f, u in SLOPES.items() if f.format(r=r) == X), "0")
    S = next((u.format(r=r) for f, u in PROFILES.items() if f.format(r=r) == X), "0")
    L = mp.ceil(max((abs(b - e) / distance(a, c) for a, b in zip(x, y, strict=True)
                     for c, e in zip(x, y, strict=True) if a != c), default=mpf(1)))  # fmt: skip
    texts = {"n": n, "d": d, "p": p, "r": r, "c": rational(random, 0, 3), "X": X, "S": S, "E": E, "D": D, "L": int(L),
             "q": str(F(random.randint(0, 7), 8)), "k": str(F(random.randint(12, 40), 8)), "h": "exp(-1)",
             "u": f"11/5/({r})" if g.smooth else f"1/({r})", "s": str(F(int(least * 1024), 1024))}  # fmt: skip
    matrix, z = tuple(some(d) for _ in range(p)), tuple(some(d) for _ in range(n))
    texts["M"] = random.randint(4, 40) if random.random() < 0.5 else str(contraction(x, z))
    env = {
        "x": x,
        "z": z,
        "y": y,
        "w": unit(n),
        "g": g,
        "P": matrix,
        "dimension": d,
        "near": x,
    }
    return {key: str(text) for key, text in texts.items()}, env


@pytest.mark.parametrize(("rule", "number"), [(rule, i) for rule, rows in STEPS.items() for i in range(len(rows))])
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_what_a_rule_concludes_is_true(rule: str, number: int, seed: int) -> None:
    texts, env = instance(rule, Random(f"{rule} {seed}"))
    premises, parameters = STEPS[rule][number]
    lines = [line.format(**texts) for line in premises]
    filled = {key: text.format(**texts) for key, text in parameters.items()}
    declare = [line.format(**texts) for line in DECLARE]
    assume(all(holds(judgement(line), env) for line in lines))
    step, conclusion = made(rule, declare, lines, **filled)
    for obligation in step.obligations:  # those without bound names, at this instance
        numbers = [value(side, env) for side in obligation.relation[1:]] if not obligation.names else []
        assume(not numbers or holds(("relation", *obligation.relation), env))
    assume(rule != "edge" or env["g"].bend is not None)
    assert holds(conclusion, env), (conclusion, texts)


def test_every_rule_is_tried() -> None:
    numbers = {*(row[0] for row in SPHERE), *(row.rule for row in RANDOM)}
    assert {*STEPS, *OTHER, *FITTING, *numbers, "cells"} == set(SCHEMAS) == set(TEXTS)
    assert not OTHER & set(STEPS)


# --- the arithmetic that the comments in rules.py give as the reason


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_few_balls_have_a_common_point(seed: int) -> None:
    """k points at distances t_i from 0, s = q sqrt(2) apart: the sum of q - t_i over t_i < q is at most q."""
    random = Random(seed)
    k, d = random.randint(2, 6), random.randint(1, 6)
    x = [tuple(mpf(random.gauss(0, 1)) for _ in range(d)) for _ in range(k)]
    t = [mp.sqrt(sum(a**2 for a in row)) for row in x]
    pairs = sum(distance(x[i], x[j]) ** 2 for i in range(k) for j in range(i))
    assert pairs <= k * sum(u**2 for u in t) + mpf(10) ** -20
    s = min(distance(x[i], x[j]) for i in range(k) for j in range(i))
    q = s / mp.sqrt(2)
    near = [u for u in t if u < q]
    assert sum((q - u for u in near), mpf(0)) <= q + mpf(10) ** -20
    r = max(t)
    if 2 * r**2 < s**2:
        assert k <= 1 / (1 - 2 * r**2 / s**2) + mpf(10) ** -20


@pytest.mark.parametrize("m", [1, 2, 3, 10, 50])
@pytest.mark.parametrize("s", [F(1), F(3, 2)])
def test_the_points_of_the_star(m: int, s: Fraction) -> None:
    """The quotients that ``star`` and ``centroid`` state are those of f at explicit points."""
    x = value(judgement(f"simplex({m}, {m}, {s})"), {})
    ones, g = (mpf(1),) * m, smooth(F(3, 2))
    f, zero = bumps(x, ones, g), (mpf(0),) * m
    centroid = tuple(sum(column) / m for column in zip(*x, strict=True))
    assert all(abs(distance(a, b) - number(s)) < mpf(10) ** -30 for i, a in enumerate(x) for b in x[:i])
    found = [abs(f(zero)[0] - f(u)[0]) / distance(zero, u) for u in (x[0], centroid)]
    assert all(abs(a - b) < mpf(10) ** -25 for a, b in zip(found, quotients(g, number(s), m), strict=False))


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_bumps_have_the_constants_of_their_rules(seed: int) -> None:
    """Random separated points, random signs, difference quotients between and near the centres."""
    random = Random(seed)
    d, r = random.randint(1, 4), F(random.randint(3, 7), 10)
    x: list[Any] = []
    for _ in range(40):
        new = tuple(mpf(random.uniform(-1.2, 1.2)) for _ in range(d))
        if all(distance(new, old) >= 1 for old in x):
            x.append(new)
    y = tuple(mpf(random.choice((-1, 1))) for _ in x)
    near = (*x, *(tuple((a + b) / 2 for a, b in zip(u, v, strict=True)) for u in x for v in x if u != v))[:30]
    g = smooth(r)
    bound = g.steepest if 2 * r <= 1 else g.bend / mp.sqrt(2)
    if 2 * r**2 <= 1:
        assert lipschitz(bumps(x, y, g), bound, d, near)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
@pytest.mark.parametrize("c", ["1/2", "1", "3"])
def test_the_mollifier_is_flat_at_its_edge(order: int, c: str) -> None:
    """Derivatives at r - h are below every power of h that is tried, so that they join 0."""
    step, conclusion = made("mollifier", [], [], r="2", t="t", c=c)
    g = value(conclusion[2][0], {})
    assert len(step.obligations) == 1
    for h in (mpf(1) / 200, mpf(1) / 400):
        assert abs(mp.diff(lambda t: g((t,))[0], 2 - h, order)) < h**4
    assert g((mpf(2),)) == g((mpf(3),)) == (0,)


def test_the_parameters_of_random_objects() -> None:
    x, y = ((mpf(0), mpf(0)), (mpf(3), mpf(4))), (mpf(1), mpf(-1))
    assert gap(x, y, x, y) == 0
    assert gap(x, y, x[::-1], y) == mp.sqrt(50)


def test_the_evaluators_reject() -> None:
    """What is false is found false: constants that are too small, profiles that are too wide."""
    assert spread(smooth(F(1, 2)), mpf(1), mpf("4.4"))
    assert not spread(smooth(F(1, 2)), mpf(1), mpf("4.3"))
    assert not spread(smooth(1), mpf(1), mpf(100))
    assert not spread(hat(mp.sqrt(mpf(1) / 2)), mpf(1), mpf(10))
    assert spread(smooth(F(7, 10)), mpf(1), mpf("21.1") / mpf("0.49") / mp.sqrt(2))
    assert not holds(judgement("gradual(g, 2)"), {"g": smooth(1)})
    assert holds(judgement("gradual(g, 11/5)"), {"g": smooth(1)})
    assert not holds(judgement("climbs(g, 1, m, m)"), {"g": smooth(F(1, 2))})
    assert FAR > 100
    assert Profile(lambda t: t)((mpf(3),)) == (3,)
