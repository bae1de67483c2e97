"""The constants of the rules are the best ones: on a stored space the conclusion holds, a little less does not.

``SHARP`` has for each rule with a number in its conclusion a model in which it is attained, or nearly: what stands
last is the sharper judgement that fails there.  ``EXACT`` lists the rules without such a number.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import comb

import mpmath
import pytest

from tests.calculus.instances import Case, holds, shown
from tests.calculus.models import Model
from tests.calculus.test_dropped import SPIKES, coins, constant, space
from verify.calculus.schemas import SCHEMAS

F = Fraction
COIN = "1/2*exp(s) + 1/2*exp(-s)"
BIASED = space(((0, 1, 0, "a"),), ((0, 0, 0, "a"),), ((0, 0, 0, "a"),), ((0, 0, 0, "a"),))  # P(z = 1) = 1/4
STEP = space(((0, 0, 0, "a"),), ((1, 0, 0, "a"),), f=(0, 1), F=((0, 1), (2, 3)))
ISO = space(((1, 0, 0, "a"),), ((-1, 0, 0, "a"),), f=(-1, 1))
CORNERS = Model(
    (F(1, 2), F(1, 2)), {"x": (((F(0), F(0)),), ((F(1), F(0)),)), "z": ((F(0),), (F(0),)), "y": ((F(0),), (F(0),)), "l": (("a",), ("a",))},
    {"f": ("x", {(F(0), F(0)): F(0), (F(1), F(0)): F(1)})},
)  # fmt: skip


def exponential(step: Fraction, count: int) -> Model:
    """A variable on multiples of ``step`` with P(X >= t) <= exp(-t), nearly with equality."""
    tails = [F(1), *(F(int(mpmath.exp(-k * float(step)) * 10**15), 10**15) for k in range(1, count)), F(0)]
    weights = tuple(a - b for a, b in pairwise(tails))
    columns = {"z": tuple((k * step,) for k in range(count))}
    return Model(weights, columns | {"x": ((F(0),),) * count, "y": ((F(0),),) * count, "l": (("a",),) * count})


TWO = space(*(((0, d, 0, "a"), (0, e, 0, "b")) for d, e in product((1, -1), repeat=2)))
SHARP: dict[str, tuple[Case, Model, str]] = {
    "expect-range": (Case("expect-range", ["range(z, 1, 1)"], {"l": "l"}), constant(1, "a"), "range(expect(z, l), 1001/1000, 2)"),
    "mean-sum": (Case("mean-sum", ["mean(z) <= 1/4", "mean(z*z) <= 1/4"]), BIASED, "mean(z + z*z) <= 0.4999"),
    "mean-scale-up": (Case("mean-scale-up", ["mean(z) <= 1/4"], {"u": "2"}), BIASED, "mean(2*z) <= 0.4999"),
    # the chord is attained by the two-point law
    "convexity": (Case("convexity", ["range(z, 0, 1)", "mean(z) == 1/4"], {"s": "s"}), BIASED, "mgf(z, s, (3/4 + 1/4*exp(s))*0.9999)"),
    "independent-sum": (Case("independent-sum", ["independent(z)", "family(z, 3)", f"mgf(z, s, {COIN})"], n="3"), coins(3), f"mgf(sum(z), s, ({COIN})**3*0.9999)"),
    # Markov's inequality is attained: by a constant, and by a variable that is 0 or c
    "chernoff": (Case("chernoff", ["mgf(z, s, exp(s))"], {"r": "2", "c": "1"}), constant(1, "a"), "P(z >= 1) <= exp(-2*1)*exp(2)*0.9999"),
    "chernoff-below": (Case("chernoff-below", ["mgf(z, s, exp(s))"], {"r": "-2", "c": "1"}), constant(1, "a"), "P(z <= 1) <= exp(2*1)*exp(-2)*0.9999"),
    "markov": (Case("markov", ["mean(z) <= 1/4", "range(z, 0, 1)"], {"c": "1"}), BIASED, "P(z >= 1) <= 0.2499"),
    "product": (Case("product", ["tail(z, t, exp(1 - t))", "range(2, 2, 2)"], {"m": "2"}), constant(1, "a"), "tail(2*z, t, exp(1 - t/1.999))"),
    # P(X >= t) = exp(-t) on the multiples of 1/20: E X is 0.975 of the bound 1
    "layer-cake": (Case("layer-cake", ["tail(z, t, exp(-t))"], {"f": "t", "h": "-exp(-t)", "top": "0"}), exponential(F(1, 20), 300), "mean(abs(z)) <= 0.97"),
    "union": (Case("union", ["P(z >= 1) <= 1/4", "P(z <= 0) <= 3/4"]), BIASED, "P(either(z >= 1, z <= 0)) <= 0.9999"),
    "complement": (Case("complement", ["P(z >= 1) <= 1/4"]), BIASED, "P(z < 1) >= 0.7501"),
    # 2 k: both sides of each part; E exp(r z) = cosh(r), so 2 b = 2 exp(-r) cosh(r) = 1 + exp(-2 r)
    "components": (Case("components", ["given(l, independent(z))", f"given(l, mgf(z, s, {COIN}))", "labels(l, 1)", "family(z, 1)"], {"m": "m", "u": "1", "v": "0", "r": "10", "b": "exp(-10)*(exp(10) + exp(-10))/2", "c": "1"}, k="1"), coins(1), "given(l, P(parts(z, l) >= 1) <= 2*1*exp(-10)*(exp(10) + exp(-10))/2*0.9999)"),
    "components-mean": (Case("components-mean", ["given(l, independent(z))", "given(l, mean(z) == 0)", "given(l, mean(z**2) <= 1)", "labels(l, 2)", "family(z, 2)"], n="2"), TWO, "given(l, mean(parts(z, l)) <= 0.9999*sqrt(1*2*2))"),
    "component-sum": (Case("component-sum", ["sample(x, z, l)", "range(expect(z, l), 1, 1)"], {"X": "z", "m": "1"}), constant(1, "a"), "sum(expect(z, l)*z) <= 0.9999*parts(z, l)"),
    # x = 1 or -1, c = 0.722 > 1/(2 log 2) = 0.7213...
    "isoperimetry": (Case("isoperimetry", ["isoperimetric(x, l, 0.722, 1)", "lipschitz(f, 1)", "range(f, -1, 1)"], {"t": "t"}), ISO, "given(l, tail(f - expect(f, l), t, 2*exp(-1*t**2/(2*0.722*1**2)*1.002)))"),
    "norms": (Case("norms", [], {"X": "f"}), CORNERS, "lip(f) < lip_inf(f)"),
    "lipschitz": (Case("lipschitz", ["lipschitz(f, 1)"]), STEP, "lip(f) <= 0.9999"),
    "union-class": (Case("union-class", ["finite(F, 2)", "P(F >= 1) <= 1/2"], {"F": "F"}), SPIKES, "P(some(F, F >= 1)) <= 2*1/2*0.9999"),
    # E max = 1, and log(2 (1 + exp(r))/2)/r = 1 + exp(-r)/r...
    "maximal": (Case("maximal", ["finite(F, 2)", "mgf(F, s, 1/2 + exp(s)/2)"], {"F": "F", "r": "10"}), SPIKES, "mean(sup(F, F)) <= log(2*(1/2 + exp(10)/2))/10*0.9999"),
    "sup": (Case("sup", ["finite(F, 2)", "F + z <= F + z"]), STEP, "sup(F, F + z) <= sup(F, F) + z - 0.0001"),
    "sup-least": (Case("sup-least", ["finite(F, 2)", "0*F + 1 >= 1"]), STEP, "sup(F, 0*F + 1) >= 1.0001"),
    "net-close": (Case("net-close", [], {"X": "F", "h": "2"}), STEP, "range(F - net(F, 2), -2, 1.9999)"),
    "net-range": (Case("net-range", ["range(F, 0, 3)"], {"h": "1"}), STEP, "range(net(F, 1), 0, 2.9999)"),
    "net-lipschitz": (Case("net-lipschitz", ["lipschitz(F, 1)"], {"h": "1"}), STEP, "lipschitz(net(F, 1), 0.9999)"),
    "part-lipschitz": (Case("part-lipschitz", [], {"X": "F", "u": "1"}), STEP, "lipschitz(part(F, 1), 0.9999)"),
    "part-range": (Case("part-range", ["range(F, 0, 3)"], {"u": "1"}), STEP, "range(part(F, 1), 0, 2.9999)"),
    "contraction-lipschitz": (Case("contraction-lipschitz", ["lipschitz(F, 1)"], {"Y": "-F"}), STEP, "lipschitz(-F, 0.9999)"),
}  # fmt: skip
EXACT = {
    "range", "follows", "total", "take-out", "take-out-given", "centred", "centred-given", "mean-at-most", "mean-add", "mean-scale",
    "mean-monotone", "mean-weaken", "mgf", "mgf-bound", "tail", "tail-at", "tail-bound", "weaken", "average-over-labels",
    "independent-rows", "sample", "given-labels", "finite-bound", "part-parametrised", "part-event",
    "contraction-parametrised", "mean-constant", "mean-average", "mgf-scale", "sup-one", "net-one", "never",
}  # fmt: skip


@pytest.mark.parametrize("rule", SHARP)
def test_the_constant_is_the_best(rule: str) -> None:
    case, model, sharper = SHARP[rule]
    step, conclusion = case.step()
    assert all(holds(model, premise) for premise in case.premises)
    assert all(shown(model, obligation) for obligation in step.obligations)
    assert holds(model, conclusion)
    assert not holds(model, sharper)


def test_every_rule_with_a_constant() -> None:
    assert {*SHARP, *EXACT} == set(SCHEMAS)
    assert not EXACT & set(SHARP)


def test_hoeffdings_exponent() -> None:
    """P(average(X) <= m - t) <= exp(-2*n*t**2/(b - a)**2) for n signs: 2 cannot be 2.1, at n = 20,000 and t = 1/10."""
    n, t = 20_000, F(1, 10)
    least = int(n * (1 + t)) // 2  # so many signs are -1
    term, beyond = comb(n, least), 0
    for k in range(least, least + 400):  # less than the whole tail
        term, beyond = term * (n - k) // (k + 1), beyond + term
    with mpmath.workdps(60):
        tail = mpmath.mpf(beyond) / mpmath.mpf(2) ** n
        assert tail > mpmath.exp(-mpmath.mpf("2.1") * n * F(t) ** 2 / 4)
        assert tail < mpmath.exp(-mpmath.mpf(2) * n * F(t) ** 2 / 4)


def test_hoeffdings_lemma() -> None:
    """E exp(s X) <= exp(s**2*(b - a)**2/8) for a sign: 8 cannot be 8.2."""
    model = coins(1)
    assert holds(model, "mgf(z, s, exp(s**2*2**2/8))")
    assert not holds(model, "mgf(z, s, exp(s**2*2**2/8.2))")


def test_sums_of_subgaussian_variables() -> None:
    """18 C in DER-SUBG-SUM is not the best constant; below C it fails for one sign, C = 1/log 2 = 1.4427."""
    model = coins(1)
    assert holds(model, "tail(z, t, 2*exp(-t**2/1.443))")
    assert holds(model, "tail(sum(z)/sqrt(1), u, 2*exp(-u**2/(18*1.443)))")
    assert not holds(model, "tail(sum(z)/sqrt(1), u, 2*exp(-u**2/(0.99*1.443)))")
