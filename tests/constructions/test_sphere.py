"""Rules about random points: each demand is needed, each conclusion is true at numbers, wrong claims are not proved."""

from __future__ import annotations

from random import Random

import mpmath as mp
import numpy as np
import pytest

from proofs.many_points import ANY_DEGREE, CIRCLE, DISTANCES, FEWEST, SEPARATED, TAIL
from proofs.separation import ABOVE, BELOW, LOWER, ONE_PAIR, SHARP, above, at, law
from tests.constructions.probabilities import Unknown, close, holds, number
from tests.constructions.sphere import SPHERE, Short
from tests.constructions.steps import demands, made, without
from verify.calculus.constructions.rules import SCHEMAS
from verify.decide import decide_claim
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_term
from verify.objects.judgements import judgement
from verify.statement import Claim, construction
from verify.steps import step

# The conclusion is no claim: a power in it is not defined for all u, a logarithm or quotient not for all numbers.
INNER = {("sphere", ("obligation", 0)), *((rule, ("obligation", 0)) for rule in ("stirling-above", "stirling-below"))}
INNER |= {("beta-next", ("obligation", number)) for number in range(3)}


def name(row: Short) -> str:
    return f"{row[0]}-{row[1][0]}-{row[1][1]}"


def short(row: Short) -> Claim:
    rule, _, assume, conclude, parameters = row
    steps = [step("s", rule, *assume, **parameters), step("r", "follows", "s", R=conclude)]
    return construction("FALSE", vars={}, declare=[], assume=assume, conclude=conclude, steps=steps)


def test_each_demand_has_a_row() -> None:
    rules = {row[0] for row in SPHERE}
    assert {row[:2] for row in SPHERE} == {(rule, drop) for rule in rules for drop in demands(rule)}
    last = list(SCHEMAS)[list(SCHEMAS).index("substitution") :]
    assert rules >= {rule for rule in last if demands(rule)}


@pytest.mark.parametrize("row", SPHERE, ids=name)
def test_without_the_demand_something_false_is_proved(row: Short) -> None:
    claim = short(row)
    whole = decide_claim(claim)
    assert whole.status == "undecided"
    assert whole.message.startswith("step s")
    with without(*row[:2]):
        verdict = decide_claim(claim)
    if row[:2] in INNER:
        assert "no proof that a term is defined" in verdict.message
    else:
        assert verdict.status == "proved", verdict.message


@pytest.mark.parametrize("row", SPHERE, ids=name)
def test_it_is_false(row: Short) -> None:
    assert all(holds(judgement(line), {}) for line in row[2])
    try:
        assert not holds(judgement(row[3]), {})
    except Unknown:  # a probability against a number outside [0, 1]
        line = judgement(row[3])
        value = number(line[3], {})
        assert value < 0 if line[1] == "<=" else value > 1


# --- each rule at random numbers: declared premises are true there, then so is the conclusion


def conclusion(rule: str, premises: list[str], **parameters: str) -> bool:
    _, found = made(rule, [], premises, **parameters)
    return holds(found, {})


def decimal(value: object) -> str:
    return f"{mp.nstr(value, 12, min_fixed=-99, max_fixed=99)}"


@pytest.mark.parametrize("seed", range(25))
def test_special_functions(seed: int) -> None:
    random = Random(seed)
    a, x, c = (str(random.randint(1, 60)) + "/4", f"{random.randint(1, 9)}/10", f"{random.randint(0, 10)}/10")
    assert conclusion("substitution", [], a=a, c=c, u="u", y=f"1 - ({c})**2")
    assert conclusion("wallis-above", [], c=a, l="1/4", t="t", u="t + 1/3")
    assert conclusion("wallis-above", [], c=a, l="1/4", t="t", u="t + 1/4 + 1/(32*t)")
    assert conclusion("wallis-below", [], c=a, l="0", t="t", u="t + 1/4")
    with mp.workdps(30):
        wallis = number(judgement(f"wallis({a})"), {})
        up, down = decimal(wallis * (1 + mp.mpf(10) ** -9)), decimal(wallis * (1 - mp.mpf(10) ** -9))
    bound = f"1/(1 - {x})"
    assert conclusion("beta-above", [f"wallis({a}) >= {down}"], c=a, l="1/4", t="t", u=bound, x=x)
    assert conclusion("beta-below", [f"wallis({a}) <= {up}"], c=a, l="1/4", t="t", u="1", x=x)
    assert conclusion("beta-below", [f"wallis({a}) <= {up}"], c=a, l="1/4", t="t", u=f"1 + {x}*(t + 1/2)/(t + 1)", x=x)
    b = f"{random.randint(1, 40)}/3"
    assert conclusion("stirling-above", [], a=a)
    assert conclusion("stirling-below", [], a=a)
    assert conclusion("beta-next", [], a=a, b=b, x=x)
    assert conclusion("beta-ratio", [], a=a, b=f"1 + {b}", x=x)
    assert conclusion("beta-tail", [], a=a, b=b, x=f"{random.randint(0, 10)}/10*({a})/({a} + {b})")


@pytest.mark.parametrize("d", [2, 3, 4, 5, 9, 40])
@pytest.mark.parametrize("s", ["0", "1/3", "1", "7/5", "19/10", "2"])
def test_the_law_of_one_distance(d: int, s: str) -> None:
    assert conclusion("sphere", [], d=str(d), s=s, u="u")
    assert conclusion("gaussian", [], d=str(d), s=s)
    for r in ("0", "1/4", "1/2", "2"):
        assert conclusion("chi-square", [], d=str(d), c=f"{s}*{d}/2", r=r)


def unit(generator: np.random.Generator, trials: int, n: int, d: int) -> np.ndarray:
    points = generator.standard_normal((trials, n, d))
    return points / np.linalg.norm(points, axis=2, keepdims=True)


def failures(generator: np.random.Generator, trials: int, n: int, d: int) -> float:
    """The share of trials in which two of n points are closer than 1."""
    points = unit(generator, trials, n, d)
    gram = points @ points.transpose(0, 2, 1)
    gram[:, np.arange(n), np.arange(n)] = -1
    return float(np.mean(gram.max(axis=(1, 2)) > 0.5))


@pytest.mark.parametrize(("n", "d"), [(2, 3), (3, 3), (4, 5), (10, 20), (20, 20), (5, 2)])
def test_many_points_against_simulation(n: int, d: int) -> None:
    """Within 6 standard errors (2e-9 a side) the simulated rate is between the bounds of the rules."""
    trials = 20_000
    rate = failures(np.random.default_rng(n * 1_000 + d), trials, n, d)
    error = 6 * (rate * (1 - rate) / trials) ** 0.5 + 1e-4
    p = decimal(close(mp.mpf(d), mp.mpf(1)))
    sides = {rule: made(rule, [], [f"close({d}, 1) {sign} {p}"], n=str(n))[1] for rule, sign in
             (("pairs", "<="), ("pairwise", ">="))}  # fmt: skip
    assert rate <= number(sides["pairs"][3], {}) + error
    assert rate >= number(sides["pairwise"][3], {}) - error
    if (n - 1) * float(p) <= 1:
        _, filling = made("filling", [], [f"close({d}, 1) <= {p}"], n=str(n))
        assert rate <= number(filling[3], {}) + error
    if d == 2:
        _, circle = made("circle", [], [], n=str(n))
        assert abs(rate - number(circle[3], {})) <= error


@pytest.mark.parametrize(
    ("n", "d", "k", "t"), [(2, 3, 1, "1/2"), (5, 20, 6, "1/2"), (12, 60, 20, "2/5"), (4, 30, 29, "1")]
)
def test_projected_points_against_simulation(n: int, d: int, k: int, t: str) -> None:
    """The law of projected distances: within 6 standard errors below the bound, which for two points is nearly met."""
    trials, ratio = 20_000, mp.mpf(int(t.partition("/")[0])) / int(t.partition("/")[2] or 1) * k / d
    points = unit(np.random.default_rng(d), trials, n, d)
    gaps = points[:, :, None] - points[:, None]
    short, full = (gaps[..., :k] ** 2).sum(axis=-1), (gaps**2).sum(axis=-1)
    pairs = np.triu_indices(n, 1)
    level = float(ratio)
    rate = float(np.mean((short[:, pairs[0], pairs[1]] < level).any(axis=1)))
    crowd = float(np.mean((full[:, pairs[0], pairs[1]] < 1).any(axis=1)))
    chance = f"beta({k}/2, {d - k}/2, {t}*{k}/{d})"
    p = decimal(number(judgement(chance), {}))
    premises = [f"crowded({n}, {d}, 1) <= {crowd:.6f}", f"shrunk({d}, {k}, {t}*{k}/{d}) <= {p}"]
    _, found = made("projected-points", [], premises)
    assert rate <= number(found[3], {}) + 6 * 0.5 / trials**0.5
    one = float(np.mean(short[:, 0, 1] < level * full[:, 0, 1]))  # the law for one pair
    assert abs(one - float(p)) <= 6 * 0.5 / trials**0.5


@pytest.mark.parametrize("n", [2, 3, 4, 6, 7])
def test_the_circle_against_simulation(n: int) -> None:
    rate = failures(np.random.default_rng(n), 20_000, n, 2)
    assert abs(rate - number(made("circle", [], [], n=str(n))[1][3], {})) <= 6 * 0.5 / 20_000**0.5


# --- the claims: bounds at numbers, and wrong ones


@pytest.mark.parametrize("d", [2, 3, 4, 5, 10, 41, 55, 100, 1000])
def test_the_bounds_for_one_pair(d: int) -> None:
    with mp.workdps(30):
        p = number(judgement(f"beta(({d} - 1)/2, 1/2, 3/4)/2"), {})
        low, high, rate = (number(parse_term(at(text, d)), {}) for text in (BELOW, ABOVE, LOWER))
        assert rate < low <= p <= high
        assert high / p - 1 < 10 / mp.mpf(d) ** 2
        if d >= 41:
            assert low <= number(parse_term(at(SHARP, d)), {}) <= p


def with_conclusion(claim: Claim, old: str, new: str) -> Claim:
    """The same plan for a mutant: ``old`` is replaced in the claim and its steps."""
    rows = [row.removeprefix("conclude ") for row in (claim.statement or "").splitlines() if row.startswith("conclude")]
    names = dict(
        row.removeprefix("var ").split(" in ", 1)
        for row in (claim.statement or "").splitlines()
        if row.startswith("var ")
    )
    given = [row.removeprefix("given ") for row in (claim.statement or "").splitlines() if row.startswith("given ")]
    swapped = [
        {**hint, "with": {key: text.replace(old, new) for key, text in hint["with"].items()}}
        for hint in claim.hints.steps
    ]
    names = {key: domain.replace(old, new) for key, domain in names.items()}
    given = [row.replace(old, new) for row in given]
    return construction("M", vars=names, given=given, declare=[], conclude=rows[0].replace(old, new), steps=swapped)


CLAIMS = {entry.id: entry for entry in (*ONE_PAIR, *SEPARATED, TAIL, DISTANCES)}


@pytest.mark.parametrize(
    ("id", "old", "new"),
    [
        ("SEP-CAP", "3/4)**(d/2)", "7/10)**(d/2)"),
        ("SEP-LAW", "s**4/4", "s**4/5"),
        ("SEP-WHP/a/1", "[56, oo)", "[55, oo)"),
        ("SEP-WHP/a/2", "[187, oo)", "[186, oo)"),
        ("SEP-WHP/a/3-least", "331", "332"),
        ("SEP-WHP/b/1", "55", "54"),
        ("SEP-WHP/b/1-least", "54", "55"),
        ("SEP-GAUSS", "1/2)/2", "1/3)/2"),
        ("SEP-CIRCLE", "n/6", "n/5"),
        ("SEP-EXP/above", "exp(2*a*d)", "exp(a*d)"),
        ("SEP-WHP", "43*m", "30*m"),
        ("PRJ-TAIL", "+ log(t)", "+ 2*log(t)"),
        ("PRJ-DIST/constant", "dt/2*(t - 1", "dt*(t - 1"),
    ],
)
def test_mutants_are_not_proved(id: str, old: str, new: str) -> None:
    mutant = with_conclusion(CLAIMS[id], old, new)
    assert mutant.statement != CLAIMS[id].statement
    verdict = decide_claim(mutant)
    assert verdict.status == "undecided"
    assert verdict.certificate is None


@pytest.mark.parametrize(
    "claim", [ANY_DEGREE, FEWEST, CIRCLE, CLAIMS["SEP-LAW"], CLAIMS["SEP-CAP"]], ids=lambda c: c.id
)
def test_claims_are_proved(claim: Claim) -> None:
    assert decide_claim(claim).status == "proved"


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        ("wallis-above", {"c": "1", "l": "t", "t": "t", "u": "t + 1/3"}),
        ("wallis-above", {"c": "1", "l": "1", "t": "1", "u": "t + 1/3"}),
        ("sphere", {"d": "3", "s": "1", "u": "3"}),
        ("circle", {"n": "n"}),
        ("circle", {"n": "close(3, 1)"}),
    ],
)
def test_names_and_numbers_do_not_mix(rule: str, parameters: dict[str, str]) -> None:
    with pytest.raises(Rejected):
        made(rule, [], [], **parameters)


def test_dimensions_are_whole() -> None:
    real = {"d": "[2, oo)"}
    with pytest.raises(Rejected):
        made("sphere", [], [], real, d="d", s="1", u="u")
    assert made("sphere", [], [], {"d": "integer [2, oo)"}, d="d", s="1", u="u")
    assert above("7")[-1]["with"]["R"].startswith("close(7, 1) <= ")
    assert len(law()) == 2
