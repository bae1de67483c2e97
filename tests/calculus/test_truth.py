"""The rules of probability against exact probabilities.

A model is a joint law of (X_1, ..., X_n) with finitely many rational values and weights.  Events have exact
probabilities, expectations of exponentials 60 digits.  What a rule concludes from true premises, under true
obligations, must be true of the model; without any one premise there is a model that it is false of.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import operator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.calculus.judgements import judgement
from verify.calculus.rules import RULES, Step
from verify.kernel.parser import parse_term
from verify.kernel.terms import Term

F = Fraction
DIGITS = 60
SLACK = mpmath.mpf(10) ** -45
LADDER = [F(k, 4) * sign for k in (0, 1, 2, 4, 7, 12, 40) for sign in (1, -1)]
COMPARE = {"<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt, "==": operator.eq}
Law = dict[Fraction, Fraction]


@dataclass(frozen=True)
class Model:
    """A joint law: {(x_1, ..., x_n): weight}."""

    joint: dict[tuple[Fraction, ...], Fraction]

    @property
    def size(self) -> int:
        return len(next(iter(self.joint)))

    def quantities(self, term: Term) -> list[dict[Fraction, Fraction]]:
        """The laws of a quantity: of every member for X, of the sum, of the average."""
        if term == ("var", "X"):
            functions: list[Any] = [lambda x, i=i: x[i] for i in range(self.size)]
        else:
            divisor = {"sum": 1, "average": self.size}[term[1]]
            functions = [lambda x: F(sum(x)) / divisor]
        laws = []
        for function in functions:
            law: Law = {}
            for outcome, weight in self.joint.items():
                law[function(outcome)] = law.get(function(outcome), F(0)) + weight
            laws.append(law)
        return laws


def independent(*laws: Law) -> Model:
    return Model({values: F(prod(law[v] for law, v in zip(laws, values, strict=True))) for values in product(*laws)})


def number(term: Term, **values: Fraction) -> mpmath.mpf:
    """A term as a number of 60 digits, written anew."""
    head = term[0]
    if head == "num":
        return mpmath.mpf(term[1].numerator) / term[1].denominator
    if head == "var":
        value = values[term[1]]
        return mpmath.mpf(value.numerator) / value.denominator
    if head == "call":
        return {"exp": mpmath.exp, "log": mpmath.log, "sqrt": mpmath.sqrt}[term[1]](number(term[2][0], **values))
    if head == "neg":
        return -number(term[1], **values)
    if head == "inv":
        return 1 / number(term[1], **values)
    if head == "pow":
        return number(term[1], **values) ** number(term[2], **values)
    parts = [number(part, **values) for part in term[1]]
    return mpmath.fsum(parts) if head == "add" else mpmath.fprod(parts)


def true(model: Model, claim: Term, **values: Fraction) -> bool:
    """Whether a conclusion holds of a model."""
    with mpmath.workdps(DIGITS):
        if claim[:2] == ("call", "mgf"):
            quantity, bound, e = claim[2]
            return all(
                mpmath.fsum(number(("num", w)) * mpmath.exp(number(("num", s * x))) for x, w in law.items())
                <= number(e, **values, **{bound[1]: s}) * (1 + SLACK)
                for law in model.quantities(quantity)
                for s in LADDER
            )
        (_, relation, quantity, threshold), e = claim[2][2][0], claim[3]
        c = exact(threshold, **values)
        return all(
            number(("num", F(sum(w for x, w in law.items() if COMPARE[relation](x, c))))) <= number(e, **values) + SLACK
            for law in model.quantities(quantity)
        )


def exact(term: Term, **values: Fraction) -> Fraction:
    """A term over rationals, exactly."""
    head = term[0]
    if head in ("num", "var"):
        return F(term[1]) if head == "num" else values[term[1]]
    if head in ("neg", "inv"):
        return -exact(term[1], **values) if head == "neg" else 1 / exact(term[1], **values)
    parts = [exact(part, **values) for part in term[1]]
    return F(sum(parts)) if head == "add" else F(prod(parts))


def concluded(rule: str, *premises: str | Term, scalars: str = "", **given: str) -> Term:
    """What a rule concludes; its obligations are the caller's to meet."""
    read = [judgement(p) if isinstance(p, str) else p for p in premises]
    terms = {name: parse_term(text) for name, text in given.items()}
    return RULES[rule](Step(read, terms, frozenset(scalars), frozenset({"X"})))


weights = st.integers(1, 6)
values_ = st.fractions(min_value=-3, max_value=3, max_denominator=4)


@st.composite
def centred(draw: st.DrawFn, mean: Fraction, radius: int = 3) -> Law:
    """A law with mean ``mean``: a mixture of two-point laws with that mean."""
    parts, total = [], 0
    for _ in range(draw(st.integers(1, 2))):
        left = draw(st.fractions(min_value=0, max_value=radius, max_denominator=4))
        right = draw(st.fractions(min_value=0, max_value=radius, max_denominator=4))
        weight = draw(weights)
        total += weight
        parts.append((weight, left, right))
    law: Law = {}
    for weight, left, right in parts:
        both = (
            [(mean, F(1))]
            if not left or not right
            else [(mean - left, right / (left + right)), (mean + right, left / (left + right))]
        )
        for value, share in both:
            law[value] = law.get(value, F(0)) + share * F(weight, total)
    return law


@st.composite
def families(draw: st.DrawFn) -> tuple[Model, Fraction, Fraction, Fraction]:
    """(independent members with one mean, a, b, m): members may have different laws in [a, b]."""
    mean = draw(values_)
    laws = [draw(centred(mean)) for _ in range(draw(st.integers(1, 3)))]
    seen = [value for law in laws for value in law]
    a = min(seen) - draw(st.sampled_from([F(0), F(1, 3)]))
    b = max(seen) + draw(st.sampled_from([F(0), F(1)]))
    return independent(*laws), a, b if b > a else a + 1, mean


def chord(a: Fraction, b: Fraction, m: Fraction) -> Term:
    return concluded("convexity", f"range(X, {a}, {b})", f"mean(X, {m})", s="s")


@given(families())
def test_convexity(drawn: tuple[Model, Fraction, Fraction, Fraction]) -> None:
    model, a, b, m = drawn
    assert true(model, chord(a, b, m))


@given(families(), st.fractions(min_value=0, max_value=2, max_denominator=5))
def test_mgf_bound(drawn: tuple[Model, Fraction, Fraction, Fraction], more: Fraction) -> None:
    model, a, b, m = drawn
    for larger in (f"exp(s*({m}) + s**2*({b - a})**2/8)", f"exp(s*({m}) + s**2*({b - a})**2/8) + {more}"):
        assert true(model, concluded("mgf-bound", chord(a, b, m), bound=larger))


@given(families())
def test_independent_sum(drawn: tuple[Model, Fraction, Fraction, Fraction]) -> None:
    model, a, b, m = drawn
    assert true(model, concluded("independent-sum", "independent(X)", f"family(X, {model.size})", chord(a, b, m)))


@given(families(), st.fractions(min_value=0, max_value=4, max_denominator=3), values_)
def test_chernoff(drawn: tuple[Model, Fraction, Fraction, Fraction], r: Fraction, c: Fraction) -> None:
    model, a, b, m = drawn
    for e in (
        chord(a, b, m),
        concluded("independent-sum", "independent(X)", f"family(X, {model.size})", chord(a, b, m)),
    ):
        assert true(model, concluded("chernoff", e, s=str(r), threshold=str(c), side="above"))
        assert true(model, concluded("chernoff", e, s=str(-r), threshold=str(c), side="below"))


@given(families(), values_, st.sampled_from(["<=", ">="]))
def test_average_and_weaken(drawn: tuple[Model, Fraction, Fraction, Fraction], c: Fraction, relation: str) -> None:
    model, *_ = drawn
    n = model.size
    (law,) = model.quantities(judgement("sum(X)"))
    tail = F(sum(w for x, w in law.items() if COMPARE[relation](x, n * c)))
    of_sum = judgement(f"P(sum(X) {relation} {n * c}) <= {tail}")
    assert true(model, of_sum)
    of_average = concluded("average", f"family(X, {n})", of_sum, threshold=str(c))
    assert true(model, of_average)
    assert true(model, concluded("weaken", of_average, bound=str(tail + F(1, 7))))


@settings(max_examples=200)
@given(families(), st.fractions(min_value=0, max_value=3, max_denominator=8))
def test_hoeffding_is_true(drawn: tuple[Model, Fraction, Fraction, Fraction], t: Fraction) -> None:
    model, a, b, m = drawn
    claim = judgement("P(average(X) <= m - t) <= exp(-2*n*t**2/(b - a)**2)")
    assert true(model, claim, a=a, b=b, m=m, t=t, n=F(model.size))


# Without a premise: a model of everything else that the conclusion is false of.
ONE = F(1)
coin: Law = {F(-1): F(1, 2), ONE: F(1, 2)}
constant: Law = {ONE: ONE}
wide: Law = {F(-3): F(1, 2), F(3): F(1, 2)}
TWINS = Model({(F(-1), F(-1)): F(1, 2), (ONE, ONE): F(1, 2)})
COIN = chord(F(-1), ONE, F(0))
SUM_OF_TWO = concluded("independent-sum", "independent(X)", "family(X, 2)", COIN)

DROPPED = [
    ("convexity without the range", independent(wide), COIN),
    ("convexity without the lower end", independent({F(-3): F(1, 4), ONE: F(3, 4)}), COIN),
    ("convexity without the mean", independent(constant), COIN),
    ("convexity of another family", independent(coin, constant), COIN),
    ("mgf-bound without the larger bound", independent(coin), concluded("mgf-bound", COIN, bound="exp(s**2/4)")),
    ("mgf-bound for s >= 0 only", independent(coin), concluded("mgf-bound", COIN, bound="exp(s)")),
    ("independent-sum without independence", TWINS, SUM_OF_TWO),
    ("independent-sum with a smaller family", independent(coin, coin, coin), SUM_OF_TWO),
    ("independent-sum with the bound of another family", independent(wide, wide), SUM_OF_TWO),
    ("chernoff above with r < 0", independent(constant), concluded("chernoff", "mgf(X, s, exp(s))", s="-1", threshold="0", side="above")),
    ("chernoff below with r > 0", independent({F(-1): ONE}), concluded("chernoff", "mgf(X, s, exp(-s))", s="1", threshold="0", side="below")),
    ("chernoff without the bound", independent(coin), concluded("chernoff", "mgf(X, s, 1/3)", s="0", threshold="-1", side="above")),
    ("average at another threshold", independent(coin, coin), concluded("average", "family(X, 2)", "P(sum(X) <= -2) <= 1/4", threshold="0")),
    ("average of another size", independent(constant, constant), concluded("average", "family(X, 1)", "P(sum(X) <= 1) <= 0", threshold="1")),
    ("weaken to a smaller bound", independent(coin), concluded("weaken", "P(X <= 0) <= 1/2", bound="2/5")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "model", "claim"), DROPPED, ids=[row[0] for row in DROPPED])
def test_no_premise_can_be_dropped(what: str, model: Model, claim: Term) -> None:
    assert not true(model, claim), what


def test_the_models_of_the_premises() -> None:
    """The same conclusions hold where the premises do: the examples fail for want of a premise alone."""
    assert true(independent(coin), COIN)
    assert true(independent(coin, coin), SUM_OF_TWO)
    assert sum(TWINS.joint.values()) == 1
    assert TWINS.quantities(judgement("X")) == [coin, coin]


def hoeffding_fails(model: Model, a: Fraction, b: Fraction, m: Fraction, t: Fraction) -> bool:
    claim = judgement("P(average(X) <= m - t) <= exp(-2*n*t**2/(b - a)**2)")
    return not true(model, claim, a=a, b=b, m=m, t=t, n=F(model.size))


def test_hoeffding_needs_its_hypotheses() -> None:
    same = Model({(value,) * 8: F(1, 2) for value in coin})
    assert hoeffding_fails(same, F(-1), ONE, F(0), ONE)  # not independent
    assert hoeffding_fails(independent(wide), F(-1), ONE, F(0), F(3))  # outside the range
    assert hoeffding_fails(independent({F(-1): ONE}), F(-1), ONE, F(0), ONE)  # another mean
    assert not hoeffding_fails(independent(*[coin] * 8), F(-1), ONE, F(0), ONE)
