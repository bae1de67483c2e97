"""Every rule in finite models: where the premises hold and the obligations do, the conclusion holds."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.calculus.derivations import hoeffding
from tests.calculus.fits import FITS, fits
from tests.calculus.instances import Case, Draw, holds, make, shown
from tests.calculus.models import Model, Undefined, independent_rows
from tests.kernel.examples import Proved
from verify.calculus.rules import RULES
from verify.kernel.errors import Rejected
from verify.kernel.statement import digest

F = Fraction
SEEDS = st.integers(0, 2**48)


@pytest.mark.parametrize("rule", FITS)
@settings(max_examples=25)
@given(seed=SEEDS)
def test_a_rule_is_true(rule: str, seed: int) -> None:
    model, case = fits(rule, random.Random(seed))
    try:
        step, conclusion = case.step()
    except Rejected:
        assume(False)
    try:
        assume(all(holds(model, premise, case.domains) for premise in case.premises))
        assume(all(shown(model, obligation, case.domains) for obligation in step.obligations))
    except Undefined:
        assume(False)
    assert holds(model, conclusion, case.domains), (case, model)


# Derivations that are true; what is put for their objects; the assumptions are those lines at these terms.
SAME = {"n": "{n}"}
GLOBAL = "derivation\nvar n in integer [1, oo)\n"
LEMMAS: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    (GLOBAL + "var c in [0, oo)\nvar m in (-oo, oo)\ndeclare family(X, n)\nassume mean(X) <= m\nconclude mean(c*X) <= c*m", {"X": "f*z", "c": "2", "m": "{mean}"}, ("mean(f*z) <= {mean}",)),
    (GLOBAL + "var c in [0, oo)\nvar m in (-oo, oo)\ndeclare family(X, n)\nassume mean(X) <= m\nconclude mean(c*X) <= c*m", {"X": "f*z", "c": "2", "m": "{given}"}, ("given(l, mean(f*z) <= {given})",)),
    (GLOBAL + "var a in (-oo, oo)\nvar b in (-oo, oo)\ndeclare family(x, n)\ndeclare functions(G, x)\nassume range(G, a, b)\nconclude P(some(G, average(G) >= b + 1)) <= 0", {"x": "x", "G": "net(max(-1, min(1, F)), 1/2)", "a": "-1", "b": "1"}, ("range(net(max(-1, min(1, F)), 1/2), -1, 1)",)),
    (GLOBAL + "var a in (-oo, oo)\nvar b in (-oo, oo)\nvar k in [1, oo)\ndeclare family(x, n)\ndeclare labels(l, k)\ndeclare function(q, x)\nassume range(q, a, b)\nconclude range(q - expect(q, l), a - b, b - a)", {"x": "x", "l": "l", "k": "2", "q": "max(-1, min(1, F))", "a": "-1", "b": "1"}, ("range(max(-1, min(1, F)), -1, 1)",)),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(LEMMAS)))
@settings(max_examples=25)
@given(seed=SEEDS)
def test_a_lemma_is_true(number: int, seed: int) -> None:
    text, values, premises = LEMMAS[number]
    model = make(random.Random(seed))
    draw = Draw(random.Random(seed), model)
    known = {
        "n": model.size,
        "mean": draw.upper(draw.top("mean(f*z)")),
        "given": draw.upper(draw.top("mean(f*z)", True)),
    }
    values = {name: value.format(**known) for name, value in {**SAME, **values}.items()}
    case = Case("lemma", [line.format(**known) for line in premises], values, str(model.size), lemma=digest(text))
    step, conclusion = case.step(Proved(text))
    assert all(holds(model, premise) for premise in case.premises)
    assert all(shown(model, obligation) for obligation in step.obligations)
    assert holds(model, conclusion), (case, model)


@settings(max_examples=25)
@given(seed=SEEDS)
def test_hoeffding_as_a_lemma(seed: int) -> None:
    """The derivation that is decided now, at random terms over a sample."""
    text, _, _ = hoeffding()
    rng = random.Random(seed)
    model = make(rng, "iid")
    draw = Draw(rng, model)
    term = draw.pick("z", "f*z", "f", "y*z", "F*z")
    means = draw.numbers(f"mean({term})")
    assume(len(set(means)) == 1 and draw.least(term) < draw.most(term))
    known = {"a": draw.least(term), "b": draw.most(term), "m": means[0], "t": F(rng.randint(0, 8), 4), "n": model.size}
    premises = [f"independent({term})", f"range({term}, {known['a']}, {known['b']})", f"mean({term}) == {known['m']}"]
    values = {name: str(value) for name, value in known.items()} | {"X": term}
    case = Case("lemma", premises, values, str(model.size), lemma=digest(text))
    step, conclusion = case.step(Proved(text))
    assert all(holds(model, premise) for premise in premises)
    assert all(shown(model, obligation) for obligation in step.obligations)
    assert holds(model, conclusion)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_tried(rule: str) -> None:
    """Each rule has a test above, and most models that are drawn for it count."""
    if rule == "lemma":
        return
    counted = 0
    for seed in range(20):
        model, case = fits(rule, random.Random(seed))
        try:
            step, _ = case.step()
            premises = all(holds(model, premise, case.domains) for premise in case.premises)
            counted += premises and all(shown(model, obligation, case.domains) for obligation in step.obligations)
        except (Rejected, Undefined):
            continue
    assert counted >= 8


# --- the models themselves


def test_what_models_say() -> None:
    """Judgements of two signs, worked out by hand."""
    half = F(1, 2)
    model = independent_rows("X", {F(1): half, F(-1): half}, {F(1): half, F(-1): half}, c=F(3))
    true = [
        "independent(X)", "mean(X) == 0", "mean(X**2) == 1", "range(X, -1, 1)", "P(average(X) >= 1) <= 1/4",
        "P(sum(X) == 0) == 1/2", "mgf(X, s, exp(s**2/2))", "tail(X, t, 2*exp(-t**2/2))", "family(X, 2)", "X**2 == 1",
        "P(both(X >= 0, sum(X) >= 0)) == 1/2", "P(either(X >= 0, sum(X) >= 0)) == 3/4", "mean(c*X**2) == 3",
        "when(c <= 2, 1 <= 0)", "P(X > 0) >= 1/2", "mean(abs(sum(X))) == 1",
    ]  # fmt: skip
    false = [
        "independent(sum(X))", "mean(X) == 1", "range(X, 0, 1)", "P(average(X) >= 1) <= 1/5", "mgf(X, s, exp(s**2/3))",
        "tail(X, t, exp(-t**2/2))", "family(X, 3)", "X >= 0", "X == average(X)", "when(c <= 3, 1 <= 0)",
    ]  # fmt: skip
    assert [line for line in true if not holds(model, line)] == []
    assert [line for line in false if holds(model, line)] == []


def test_what_models_say_of_classes_and_labels() -> None:
    """Two points of the plane, three functions, labels that tell the sign of z."""
    here, there = (F(0), F(0)), (F(3), F(4))
    tables = ({here: F(0), there: F(0)}, {here: F(1), there: F(1)}, {here: F(0), there: F(5)})
    model = Model(
        (F(1, 2), F(1, 2)),
        {"x": ((here, there), (there, here)), "z": ((F(1), F(-1)), (F(-1), F(1))), "l": (("a", "b"), ("b", "a"))},
        {"f": ("x", tables[2])},
        {"F": ("x", tables)},
        {"F": ((F(0),), (F(1),), (F(5),))},
    )
    true = [
        "lip(f) == 1", "lip_inf(f) == 5/4", "lipschitz(f, 1)", "lipschitz(F, 1)", "finite(F, 3)", "finite(net(F, 1), 2)",
        "finite(net(F, 5), 1)", "range(F - net(F, 1), -1, 1)", "P(some(F, F >= 5)) <= 1/2", "P(every(F, F >= 0)) >= 1",
        "sup(F, F) >= 1", "lipschitz(part(F, 1/2), 1/2)", "finite(part(F, 1/2), 2)", "finite(F*0, 1)",
        "parametrised(F, 1, 5, 1)", "expect(z, l)**2 == 1", "given(l, mean(z) >= -1)", "centred(z - expect(z, l), x, l)",
        "parts(z, l) == 2", "labels(l, 2)", "given(l, independent(x, z))", "P(lip(F) <= 1) >= 1", "lip(F) <= lip_inf(F)",
        "given(l, expect(z, l) == z)", "mean(sup(F, F)) <= 3",
    ]  # fmt: skip
    false = [
        "lip(f) <= 1/2", "lipschitz(f*z, 100)", "lipschitz(expect(f, l), 9)", "finite(F, 2)", "finite(net(F, 1), 1)", "P(some(F, F >= 5)) <= 1/3",
        "parametrised(F, 1, 4, 1)", "parametrised(F, 1, 5, 1/2)", "parametrised(F, 2, 5, 1)", "centred(z, x, l)",
        "labels(l, 1)", "independent(z)", "sample(x, z, l)", "given(l, mean(z) >= 0)", "P(F >= 1) <= 1/2",
    ]  # fmt: skip
    assert [line for line in true if not holds(model, line)] == []
    assert [line for line in false if holds(model, line)] == []


def test_isoperimetry_of_a_coin() -> None:
    """P(abs(f - E f) >= 1) = 1 <= 2 exp(-1/(2 c)) for the steepest f on {-1, 1}: c >= 1/(2 log 2) = 0.7213..."""
    model = Model((F(1, 2), F(1, 2)), {"x": ((F(1),), (F(-1),)), "l": (("a",), ("a",))})
    assert holds(model, "isoperimetric(x, l, 0.722, 1)")
    assert not holds(model, "isoperimetric(x, l, 0.721, 1)")
