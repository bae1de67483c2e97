"""Random claims: what the provers prove, mpmath never violates; what the falsifiers refute, mpmath confirms."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.provers.deciding import accepted, prove, stated
from tests.provers.numeric import clearly_fails, violations
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_term
from verify.kernel.statement import parse
from verify.refute.counterexamples import refutation
from verify.refute.search import sweep
from verify.statement import Claim

BUDGET = 250

# A function, a domain, and the polynomial that touches it at 0: bounds are made by moving the coefficients.
BASES: list[tuple[str, list[str], list[Fraction]]] = [
    ("exp(x)", ["(-oo, oo)", "[0, oo)", "(-oo, 0]", "[0, 1]"], [Fraction(1), Fraction(1), Fraction(1, 2)]),
    ("exp(-x)", ["[0, oo)", "[0, 1]", "(-1, 1)"], [Fraction(1), Fraction(-1), Fraction(1, 2)]),
    ("exp(-x**2/2)", ["(-oo, oo)", "[0, 2]"], [Fraction(1), Fraction(0), Fraction(-1, 2)]),
    ("log(1 + x)", ["(-1, oo)", "[0, oo)", "(-1/2, 1/2)"], [Fraction(0), Fraction(1), Fraction(-1, 2)]),
    ("(1 + x)*log(1 + x)", ["(-1, oo)", "[0, oo)", "[0, 1]"], [Fraction(0), Fraction(1), Fraction(1, 2)]),
    ("sqrt(1 + x)", ["[-1, oo)", "[0, oo)"], [Fraction(1), Fraction(1, 2), Fraction(-1, 8)]),
    ("1/(1 + x)", ["(-1, oo)", "[0, oo)"], [Fraction(1), Fraction(-1), Fraction(1)]),
    ("cosh(x)", ["(-oo, oo)", "[0, 1]"], [Fraction(1), Fraction(0), Fraction(1, 2)]),
    ("tanh(x)", ["[0, oo)", "(-oo, oo)"], [Fraction(0), Fraction(1), Fraction(0)]),
    ("log(1 + exp(x))", ["[-20, 20]", "[0, 1]"], [Fraction(2, 3), Fraction(1, 2), Fraction(1, 8)]),
    ("x*log(x)", ["(0, oo)", "(0, 1)"], [Fraction(-1), Fraction(1), Fraction(0)]),
    ("atan(x)", ["[0, oo)", "[0, 1]"], [Fraction(0), Fraction(1), Fraction(0)]),
]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """c*f(x) <= p(x) or >=, with p close to a polynomial that touches f; now and then a second function in it."""
    function, domains, touching = draw(st.sampled_from(BASES))
    moves = st.sampled_from([Fraction(v) for v in ("0", "0", "0", "0.1", "-0.1", "0.5", "-0.5", "1/1000")])
    coefficients = [c + draw(moves) for c in touching]
    right = f"{coefficients[0]} + ({coefficients[1]})*x + ({coefficients[2]})*x**2"
    if draw(st.integers(0, 4)) == 0:
        right += draw(st.sampled_from([" + x**4", " + exp(x) - 1", " + abs(x)", "*(1 + x**2)", " - x**3/6"]))
    relation = draw(st.sampled_from(["<=", ">=", "<", ">"]))
    return stated(f"{function} {relation} {right}", {"x": draw(st.sampled_from(domains))})


@st.composite
def polynomials(draw: st.DrawFn) -> Claim:
    """Polynomial claims in two variables: sums of squares and products, moved."""
    number = st.integers(-3, 3)
    a, b, c, d = (draw(number) for _ in range(4))
    shift = draw(st.sampled_from(["0", "0", "1/100", "-1/100", "1"]))
    text = draw(
        st.sampled_from(
            [
                f"({a}*x + {b}*y)**2 + ({c}*x - y)**2 + {shift}*x*y >= 0",
                f"(x - {a})**2*(x + {b})**2 + {shift} >= 0",
                f"x**2 + ({a})*x*y + y**2 + {shift} >= 0",
                f"x*y*({a}*x + {b}*y + {c}) <= x**3 + y**3 + {d}",
                f"(x**2 + y**2)*({abs(a)} + 1) >= ({b}*x + y)**2 + {shift}*x",
            ]
        )
    )
    domain = st.sampled_from(["(-oo, oo)", "[0, oo)", "[0, 1]", "(-1, 2)"])
    return stated(text, {"x": draw(domain), "y": draw(domain)})


def test_a_prover_that_lies_is_noticed() -> None:
    """The check bites twice: the kernel rejects a forged certificate, and mpmath sees the violation."""
    entry = stated("exp(x) <= 1 + x + x**2", {"x": "(-oo, oo)"})
    statement = str(entry.statement)
    forged = {"format": 1, "statement": entry.hash, "verdict": "proved", "points": [{"x": "0"}], "proofs": [None]}
    with pytest.raises(Rejected):
        accepted(statement, forged)
    assert violations(statement, 40) != []


def refuted(entry: Claim) -> dict[str, object] | None:
    """The certificate of the falsifiers' cheapest counterexample; points that overflow are passed over."""
    statement = str(entry.statement)
    found = refutation(statement, [v for v in sweep(parse(statement)) if not v.undefined])
    return None if found is None else found.simplest


def judged(entry: Claim) -> str:
    """Decide a claim both ways, and confront each answer with mpmath and with the other."""
    statement = str(entry.statement)
    proved, counterexample = prove(entry, BUDGET), refuted(entry)
    if proved.status == "proved":
        assert counterexample is None, statement
        assert violations(statement, 40) == [], statement
        return "proved"
    if counterexample is None:
        return "undecided"
    certificate = json.loads(accepted(statement, counterexample)[0])
    parsed = parse(statement)
    point = {name: Fraction(parse_term(text)[1]) for name, text in certificate["point"].items()}
    relation = parsed.items[0].consequent
    strict = relation[0] in ("<", ">")
    assert clearly_fails(relation, point) or (strict and not clearly_fails(("!=", *relation[1:]), point)), statement
    return "refuted"


@settings(max_examples=50)
@given(claims())
def test_one_variable(entry: Claim) -> None:
    event(judged(entry))


@settings(max_examples=30)
@given(polynomials())
def test_polynomials(entry: Claim) -> None:
    event(judged(entry))


@pytest.mark.slow
@settings(max_examples=1_500, derandomize=False)
@given(st.one_of(claims(), polynomials()))
def test_at_length(entry: Claim) -> None:
    event(judged(entry))
