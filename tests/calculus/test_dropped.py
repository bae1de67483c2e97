"""No premise and no obligation of a schema can be dropped: without it there is a model in which the conclusion fails.

``dropped.json`` (found by ``find_dropped.py``) and the rows below have a model and a step in which all demands but one
are met.  ``NEEDLESS`` lists what no finite model can tell, with the reason.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from tests.calculus.dropping import Drop, concluded, demands, met, stored
from tests.calculus.instances import Case, holds
from tests.calculus.models import Model
from verify.calculus.schemas import SCHEMAS

F = Fraction
HALF = F(1, 2)


def space(*outcomes: tuple[Any, ...], **tables: Any) -> Model:
    """Equally likely outcomes; each is a list of rows (x, z, y, label)."""
    columns = {name: tuple(tuple(row[c] for row in rows) for rows in outcomes) for c, name in enumerate("xzyl")}
    points = sorted({F(v) for rows in columns["x"] for v in rows})
    columns = {n: tuple(tuple(v if isinstance(v, str) else F(v) for v in r) for r in rs) for n, rs in columns.items()}
    table = {name: dict(zip(points, map(F, values), strict=True)) for name, values in tables.items() if name in "fg"}
    members = [dict(zip(points, map(F, values), strict=True)) for values in tables.get("F", ())]
    return Model(
        tuple(F(1, len(outcomes)) for _ in outcomes),
        columns,
        {name: ("x", one) for name, one in table.items()},
        {"F": ("x", tuple(members))},
        {"F": tuple((F(j),) for j in range(len(members)))},
        {name: F(value) for name, value in tables.items() if name in ("s", "t")},
    )


def coins(n: int, size: int = 1, label: str = "a") -> Model:
    """n independent signs, times a size; a label "=" is the sign."""
    return space(
        *(
            tuple((0, size * e, 0, "ab"[e > 0] if label == "=" else label) for e in signs)
            for signs in product((1, -1), repeat=n)
        )
    )


def constant(z: int, *labels: str) -> Model:
    return space(tuple((0, z, 0, label) for label in labels))


TELLS = space(((0, 1, 0, "a"), (0, 0, 0, "a")), ((0, -1, 0, "a"), (0, 0, 0, "b")))  # l_2 tells z_1
Y_TELLS = space(*(((0, 0, 1 if b == "a" else -1, a), (0, 0, 0, b)) for a, b in product("ab", repeat=2)))
SPIKES = space(((0, 0, 0, "a"),), ((1, 0, 0, "a"),), F=((1, 0), (0, 1)))
TWINS = space(((0, 1, 0, "a"), (0, 1, 0, "a")), ((0, -1, 0, "b"), (0, -1, 0, "b")))
OPPOSITE = space(((0, 1, 1, "a"), (0, -1, -1, "a")))
OPPOSITE_Y = space(((0, 0, 1, "a"), (0, 0, -1, "a")))
STEEP = space(((0, 0, 0, "a"),), ((1, 0, 0, "a"),), F=((0, 0), (0, 2)))
GAUSS = "exp({}*s**2)"


def components(n: int, k: int, e: str, given: bool = True, **parameters: str) -> Case:
    lines = ["independent(z)", f"mgf(z, s, {e})"]
    lines = [f"given(l, {line})" for line in lines] if given else lines
    return Case("components", [*lines, f"labels(l, {k})", f"family(z, {n})"], {"m": "m", **parameters}, str(n), str(k))


def components_mean(n: int, k: int, v: str, given: bool = True) -> Case:
    lines = ["independent(z)", "mean(z) == 0", f"mean(z**2) <= {v}"]
    lines = [f"given(l, {line})" for line in lines] if given else lines
    return Case("components-mean", [*lines, f"labels(l, {k})", f"family(z, {n})"], {}, str(n), str(k))


def layers(e: str, f: str, h: str, top: str) -> Case:
    return Case("layer-cake", [f"tail(z, t, {e})"], {"f": f, "h": h, "top": top})


SAMPLED = ["sample(x, z, l)"]
BY_HAND: list[tuple[Drop, Model, Case]] = [
    (("premise", 0), TELLS, Case("take-out-given", [*SAMPLED, "centred(z, x, l)", "range(1, 1, 1)"], {}, "2")),
    (("obligation", 1), Y_TELLS, Case("take-out-given", [*SAMPLED, "centred(y, x, l)", "range(1, 1, 1)"], {}, "2")),
    (("premise", 0), TELLS, Case("centred-given", [*SAMPLED, "centred(z, x, l)"], {}, "2")),
    (("obligation", 0), Y_TELLS, Case("centred-given", [*SAMPLED, "centred(y, x, l)"], {}, "2")),
    (("obligation", 0), coins(1, 2), Case("mean-monotone", ["mean(z) <= 0", "range(z, -2, 2)"], {"X": "z*z", "a": "0"})),
    (("obligation", 0), space(((0, 1, 0, "a"),), s=0), Case("mgf", ["mean(exp(s*z)) <= 2"], {"h": "h"}, domains={"s": "(-oo, oo)"}, fixed=["s"])),
    (("obligation", 0), space(((0, 1, 0, "a"),), t=2), Case("tail", ["P(abs(z) >= t) <= 0"], {"u": "u"}, domains={"t": "[0, oo)"}, fixed=["t"])),
    (("obligation", 0), constant(0, "a"), Case("tail-at", ["tail(z, t, exp(-t**2))"], {"c": "-1"})),
    (("obligation", 0), constant(2, "a"), layers("1", "2*atan(t - 1) - atan(1/(1 - t))", "atan(t - 1)", "2")),
    (("obligation", 2), constant(3, "a"), layers("21*exp(-t)", "t**2 - 2*t", "-42*t*exp(-t)", "0")),
    (("obligation", 3), constant(2, "a"), layers("8*exp(-t)", "t", "-8*exp(-t)", "-7")),
    (("obligation", 4), constant(2, "a"), layers("8*exp(-t)", "t", "-exp(-t)", "0")),
    (("obligation", 0), TWINS, Case("average-over-labels", ["given(l, independent(z))"], {}, "2")),
    (("premise", 0), space(((0, 1, 0, "a"),) * 4, ((0, -1, 0, "a"),) * 4), components(4, 1, "exp(s**2/2)", r="1/2", u="1/4", v="3", b="exp(-3/2)", c="4")),
    (("premise", 1), coins(1, 8), components(1, 1, "exp(s**2/2)", r="2", u="1", v="1", b="exp(-2)", c="2")),
    (("premise", 2), space(*(((0, 4 * d, 0, "a"), (0, 4 * e, 0, "b")) for d, e in product((1, -1), repeat=2))), components(2, 1, "exp(8*s**2)", r="1/4", u="2", v="4", b="exp(-1)", c="8")),
    (("premise", 3), coins(2, 4), components(1, 1, "exp(8*s**2)", r="1/4", u="2", v="6", b="exp(-3/2)", c="8")),
    (("obligation", 0), coins(6, 1, "="), components(6, 2, "exp(s**2/2)", False, r="1", u="1/2", v="3/2", b="exp(-3/2)", c="6")),
    (("obligation", 1), coins(1), components(1, 1, "exp(s**2/2)", r="-2", u="-2", v="0", b="exp(-2)", c="-2")),
    (("obligation", 2), constant(2, "a"), components(1, 1, "exp(2*s)", r="1", u="2", v="0", b="exp(-4)", c="2")),
    (("obligation", 3), constant(-2, "a"), components(1, 1, "exp(-2*s)", r="1", u="2", v="0", b="exp(-4)", c="2")),
    (("obligation", 4), coins(1), components(1, 10, "exp(s**2/2)", r="2", u="4", v="-1", b="exp(-4)", c="-6")),
    (("obligation", 5), coins(1, 1), components(1, 1, "exp(s**2/2)", r="2", u="1", v="1", b="exp(-2)", c="1")),
    (("premise", 3), space(*(((0, d, 0, "a"), (0, e, 0, "b")) for d, e in product((1, -1), repeat=2))), components_mean(2, 1, "1")),
    (("obligation", 0), coins(3, 1, "="), components_mean(3, 2, "1", False)),
    (("premise", 0), OPPOSITE, Case("component-sum", [*SAMPLED, "range(expect(z, l), -1, 1)"], {"X": "z", "m": "1"}, "2")),
    (("obligation", 0), OPPOSITE_Y, Case("component-sum", [*SAMPLED, "range(expect(y, l), -1, 1)"], {"X": "y", "m": "1"}, "2")),
    (("obligation", 0), SPIKES, Case("union-class", ["finite(0*F, 1)", "P(0*F + F >= 1) <= 1/2"], {"F": "F"})),
    (("premise", 0), SPIKES, Case("union-class", ["finite(F, 1)", "P(F >= 1) <= 1/2"], {"F": "F"})),
    (("premise", 0), SPIKES, Case("maximal", ["finite(F, 1)", "mgf(F, s, 1/2 + exp(s)/2)"], {"F": "F", "r": "1"})),
    (("obligation", 0), SPIKES, Case("maximal", ["finite(0*F, 1)", "mgf(0*F + F, s, 1/2 + exp(s)/2)"], {"F": "F", "r": "1"})),
    (("obligation", 0), SPIKES, Case("sup", ["finite(F, 2)", "F <= 0*F + F"])),
    (("obligation", 0), STEEP, Case("part-event", ["P(some(F, sup(F, part(F, 0)) >= 1)) <= 0"], {"X": "F", "u": "0", "F": "F"})),
]  # fmt: skip

INTEGRABLE = "only makes the product or the variable integrable, as each is in a finite model"
GRAMMAR = "the conclusion has no meaning without it"
NEEDLESS: dict[tuple[str, Drop], str] = {
    ("take-out", ("premise", 1)): INTEGRABLE,
    ("take-out-given", ("premise", 2)): INTEGRABLE,
    ("isoperimetry", ("premise", 2)): "bounded functions only are spoken of; each is bounded in a finite model",
    ("mean-monotone", ("obligation", 1)): INTEGRABLE,
    ("mean-monotone", ("obligation", 2)): INTEGRABLE,
    ("mean-constant", ("premise", 0)): "it says of which labels is spoken",
    ("convexity", ("obligation", 0)): "a range is empty if a > b; the bound is 0/0 if a == b",
    ("product", ("obligation", 0)): "-m <= a <= Z <= b <= m leaves m == 0 only, and then t/m is undefined",
    ("layer-cake", ("obligation", 1)): "a jump of h is at a point where h is undefined, and there h <= top is too",
    ("components-mean", ("obligation", 1)): "mean(X**2) <= v implies it",
    ("isoperimetry", ("obligation", 1)): "u < 0 bounds no Lipschitz constant; the bound is undefined if u == 0",
    ("maximal", ("obligation", 2)): "a class has a member, so finite(X, N) implies it",
    ("sup", ("premise", 0)): "each class of a finite model is finite, and the number N does not matter",
    ("sup-least", ("premise", 0)): "each class of a finite model is finite, and the number N does not matter",
    ("net-close", ("obligation", 0)): "there is no h-net for h < 0",
    ("net-range", ("obligation", 0)): GRAMMAR,
    ("net-lipschitz", ("obligation", 0)): GRAMMAR,
    ("part-range", ("obligation", 0)): GRAMMAR,
}  # fmt: skip
ROWS = [*stored(), *BY_HAND]


@pytest.mark.parametrize(("drop", "model", "case"), ROWS, ids=[f"{c.rule}-{d[0]}{d[1]}" for d, _, c in ROWS])
def test_without_it_the_conclusion_fails(drop: Drop, model: Model, case: Case) -> None:
    """The full rule refuses for this one demand alone, and what it would conclude is false."""
    assert sum(model.weights) == 1
    assert [one for one in demands(case.rule) if not met(one, model, case)] == [drop]
    assert all(holds(model, fact, case.domains) for fact in case.facts)
    assert not holds(model, concluded(case), case.domains)


@pytest.mark.parametrize("rule", SCHEMAS)
def test_nothing_is_missing(rule: str) -> None:
    seen = {drop for drop, _, case in ROWS if case.rule == rule}
    needless = {drop for name, drop in NEEDLESS if name == rule}
    assert seen | needless == set(demands(rule))
    assert not seen & needless
