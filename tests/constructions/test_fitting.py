"""Labels at random points and what fits them: the claims, wrong ones by the same routes, forged families, trials."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from proofs.extension import BY_DEGREE, LABELLINGS
from proofs.fitting import COUNTS, FAMILY, LITERAL, PARAMETERS, WITHOUT_J
from proofs.notation import COUNT
from proofs.thm1 import FROM_THEOREM3
from tests.constructions.steps import FITTING, made
from tests.constructions.test_sphere import unit
from verify.bare.check import check
from verify.decide import decide_claim
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest
from verify.objects.judgements import judgement
from verify.printing import show
from verify.statement import Claim, construction
from verify.steps import step

REFUTED = [WITHOUT_J, LITERAL]
PROVED = [LABELLINGS[0], LABELLINGS[1], BY_DEGREE[1], *PARAMETERS[1:], *COUNTS[1:]]


@pytest.mark.parametrize("claim", REFUTED, ids=lambda claim: claim.id)
def test_refuted(claim: Claim) -> None:
    verdict = decide_claim(claim)
    assert verdict.status == "refuted", verdict.message
    assert not verdict.rests_on
    assert not verdict.flags
    assert (verdict.counterexample or {})["holds"].startswith("persists(n, d, fitted")


@pytest.mark.parametrize("claim", PROVED, ids=lambda claim: claim.id)
def test_proved(claim: Claim) -> None:
    verdict = decide_claim(claim)
    assert verdict.status == "proved", verdict.message
    assert not verdict.flags


# --- the same routes do not refute what is true, nor prove what is false


def rows(claim: Claim, keyword: str) -> list[str]:
    lines = (line.split(" ", 1) for line in (claim.statement or "").splitlines()[1:])
    return [rest for key, rest in lines if key == keyword]


def restated(claim: Claim, conclude: str, **changes: dict[str, str]) -> Claim:
    """A claim by the same route to its refutation: another conclusion, other parameters of the named steps."""
    hints = claim.hints
    plan = [{**entry, "with": {**entry["with"], **changes.get(entry["name"], {})}} for entry in hints.refutation]
    return construction(
        "VARIANT",
        vars=dict(row.split(" in ", 1) for row in rows(claim, "var")) | {"m": "[1, oo)"},
        declare=[],
        conclude=conclude,
        objects={},
        point={"m": "1"} | hints.point,
        family=hints.family,
        refutation=plan,
    )


def variant(claim: Claim, old: str, new: str) -> Claim:
    """A claim by the same steps to its proof, with other text in both."""
    plan = [
        {**entry, "with": {key: text.replace(old, new) for key, text in entry["with"].items()}}
        for entry in claim.hints.steps
    ]
    return construction(
        "VARIANT",
        vars=dict(row.split(" in ", 1) for row in rows(claim, "var")),
        given=[row.replace(old, new) for row in rows(claim, "given")],
        declare=[],
        conclude=rows(claim, "conclude")[0].replace(old, new),
        steps=plan,
    )


def fades(fitting: str) -> str:
    return f"fades(n, d, {fitting}, delta)"


@pytest.mark.parametrize("claim", REFUTED, ids=lambda claim: claim.id)
def test_the_route_as_it_is(claim: Claim) -> None:
    assert decide_claim(restated(claim, rows(claim, "conclude")[0])).status == "refuted"


ANYHOW = "fitted_smoothly(n, d, {p}, {W}, (n*d)**{m}, {error}, {L})"
SYMBOLS = {name: name for name in ("p", "W", "m", "error", "L")}
POINT = {"p": "1", "W": "1", "m": "1", "error": "1/2", "L": "2"}
SMOOTH = "fitted_smoothly(n, d, {p}, (n*d)**{m}, (n*d)**{m}, {error}, {L})"
BUMPS = {"p": "n*d - 1", "m": "1", "error": "1/2", "L": "4"}
NAMED = {"p": "n*d - 1", "m": "m", "error": "error", "L": "L"}
# A law that is true, or a class that its rule does not give: the claim, changes of steps, the step that fails.
TRUE: dict[str, tuple[Claim, str, dict[str, dict[str, str]], str]] = {
    "a bound on J": (
        WITHOUT_J, fades(ANYHOW.format(**SYMBOLS)), {"family": {"X": ANYHOW.format(**POINT)}}, "family",
    ),
    "one function, W = 0": (
        WITHOUT_J, fades("fitted(n, d, p, 0, error, L)"),
        {"class": {"W": "0"}, "family": {"X": "fitted(n, d, 1, 0, 1/2, 2)"}}, "class",
    ),
    "an error of 0": (
        WITHOUT_J, fades("fitted(n, d, p, W, 0, L)"),
        {"class": {"u": "0"}, "family": {"X": "fitted(n, d, 1, 1, 0, 2)"}}, "class",
    ),
    "a constant below 2": (
        WITHOUT_J, fades("fitted(n, d, p, W, error, L/2)"),
        {"extension": {"L": "1"}, "family": {"X": "fitted(n, d, 1, 1, 1/2, 2/2)"}}, "extension",
    ),
    "p = n": (
        LITERAL, fades(SMOOTH.format(**NAMED | {"p": "n"})),
        {"class": {"p": "(2*(j + 300))**2"}, "family": {"X": SMOOTH.format(**BUMPS | {"p": "n"})}}, "class",
    ),
    "a bounded number of parameters": (
        LITERAL, fades(SMOOTH.format(**NAMED | {"p": "1000"})),
        {"class": {"p": "1000"}, "family": {"X": SMOOTH.format(**BUMPS | {"p": "1000"})}}, "class",
    ),
    "a constant below that of the bumps": (
        LITERAL, fades(SMOOTH.format(**NAMED | {"L": "L*3/4"})),
        {"class": {"L": "4*3/4"}, "family": {"X": SMOOTH.format(**BUMPS | {"L": "4*3/4"})}}, "class",
    ),
    "weights of size 1": (
        LITERAL, fades("fitted_smoothly(n, d, n*d - 1, 1, (n*d)**m, error, L)"),
        {"class": {"W": "1"}, "family": {"X": "fitted_smoothly(n, d, n*d - 1, 1, (n*d)**1, 1/2, 4)"}}, "class",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TRUE)
def test_the_route_refutes_nothing_else(what: str) -> None:
    claim, conclude, changes, fails = TRUE[what]
    verdict = decide_claim(restated(claim, conclude, **changes))
    assert verdict.status == "undecided"
    assert verdict.message.startswith(f"no refutation by the objects offered: step {fails}"), verdict.message
    assert verdict.certificate is None


def test_the_law_with_a_bound_on_j_is_another_statement_and_has_no_route() -> None:
    """What THM1-FROM-THM3 says is about ``fitted_smoothly``; a class of bumps has too many parameters for it."""
    assert "J <= (n*d)**m" in (FROM_THEOREM3.statement or "")
    wide, parameters = "(j + 300)", {"n": "(2*(j + 300))**2", "d": "2*(j + 300)", "k": "j + 300", "s": "1/2"}
    premises = ["supported(cutoff(1/4, u, 1 - 4*u), 1/4)", "height(cutoff(1/4, u, 1 - 4*u), 0) == 1"]
    premises += ["gradual(cutoff(1/4, u, 1 - 4*u), 4)", "capped(cutoff(1/4, u, 1 - 4*u), 1)"]
    more = {"p": "7", "W": "1000", "J": "1000", "u": "1/2", "L": "4"}
    found, _ = made("bump-class", [], premises, FAMILY, **parameters, **more)
    needed = [show(("relation", *obligation.relation)) for obligation in found.obligations]
    assert f"7 >= (2*{wide})**2*(j + 300 + 1)" in needed


@pytest.mark.parametrize(
    ("claim", "old", "new"),
    [
        (LABELLINGS[0], ", 2)", ", 1)"),
        (LABELLINGS[0], "43*m", "30*m"),
        (LABELLINGS[1], "2/L", "1/L"),
        (BY_DEGREE[1], "exp(-d/20)", "exp(-d/10)"),
        (PARAMETERS[1], "exp(-d/20)", "exp(-d/10)"),
        (COUNTS[1], "dt + 1)", "dt)"),
        (COUNTS[1], "2/sqrt", "1/sqrt"),
        (COUNTS[1], "2*sqrt(2*n)", "sqrt(2*n)"),
    ],
)
def test_mutants_are_not_proved(claim: Claim, old: str, new: str) -> None:
    mutant = variant(claim, old, new)
    assert mutant.statement != claim.statement
    assert decide_claim(mutant).status == "undecided"


# --- families in certificates


def forged(claim: Claim) -> dict[str, Any]:
    return copy.deepcopy(dict(decide_claim(claim).certificate or {}))


SMALL = construction(
    "SMALL",
    vars={},
    declare=[],
    conclude="fades(n, d, n*d, 1/2)",
    objects={},
    family=FAMILY,
    refutation=[step("s", "persists", X="n*d", t="1/2", n="n", d="d", N="j", D="j**2", j="j")],
)


def renamed(certificate: dict[str, Any], new: str) -> None:
    certificate["family"] = {new: certificate["family"]["j"]}
    parameters = certificate["steps"][0]["with"]
    parameters |= {"j": new, "N": new, "D": f"{new}**2"}


FORGERIES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no family": (lambda c: c.pop("family"), "an arbitrary whole number"),
    "a bounded one": (lambda c: c.update(family={"j": "integer [1, 9]"}), "an arbitrary whole number"),
    "one that starts later": (lambda c: c.update(family={"j": "integer [2, oo)"}), "an arbitrary whole number"),
    "real numbers": (lambda c: c.update(family={"j": "[1, oo)"}), "an arbitrary whole number"),
    "an empty domain": (lambda c: c.update(family={"j": "integer [3, 2]"}), "empty"),
    "a name of the kernel": (lambda c: renamed(c, "q0_"), "a name that has no other meaning"),
    "a bound name": (lambda c: renamed(c, "n"), "a term without n"),
    "no name": (lambda c: c.update(family={"j + 1": COUNT}), "a name that has no other meaning"),
    "a list": (lambda c: c.update(family=[]), "a dict"),
    "a number for a domain": (lambda c: c.update(family={"j": 1}), "a str"),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_family_is_refused(what: str) -> None:
    certificate = forged(SMALL)
    assert check(SMALL.statement or "", certificate, {}).verdict == "refuted"
    change, message = FORGERIES[what]
    change(certificate)
    with pytest.raises((Rejected, Malformed), match=message):
        check(SMALL.statement or "", certificate, {})


def test_another_name_will_do() -> None:
    certificate = forged(SMALL)
    renamed(certificate, "number")
    assert check(SMALL.statement or "", certificate, {}).verdict == "refuted"


def test_a_proof_has_no_family() -> None:
    claim = LABELLINGS[1]
    certificate = forged(claim) | {"family": dict(FAMILY)}
    with pytest.raises(Rejected, match="no further fields"):
        check(claim.statement or "", certificate, {})


def test_another_point_needs_other_steps() -> None:
    certificate = forged(WITHOUT_J)
    certificate["point"]["L"] = "1"
    with pytest.raises(Rejected, match="steps that conclude"):
        check(WITHOUT_J.statement or "", certificate, {})
    assert certificate["statement"] == digest(WITHOUT_J.statement or "")


# --- the rule that generalises


GROW = {"X": "crowded(n, d, 1) + n", "t": "0", "n": "n", "d": "d", "N": "j", "D": "j + 1", "j": "j"}


def growing(domain: str = COUNT, **lines: list[str]) -> Claim:
    return construction(
        "P",
        vars={"j": domain, "e": "(0, 1)"},
        given=lines.get("given", []),
        declare=lines.get("declare", []),
        assume=lines.get("assume", []),
        conclude="persists(n, d, crowded(n, d, 1) + n, 0)",
        steps=[step("s", "persists", **GROW)],
    )


def test_what_holds_for_all_j_persists() -> None:
    assert decide_claim(growing()).status == "proved"
    assert decide_claim(growing(given=["e <= 1/2"])).status == "proved"


@pytest.mark.parametrize(
    ("domain", "lines"),
    [
        ("[1, oo)", {}),
        ("integer [1, 100]", {}),
        ("integer [0, oo)", {}),
        (COUNT, {"given": ["j >= 1"]}),
        (COUNT, {"given": ["e*j >= 0"]}),
        (COUNT, {"declare": ["vector(v, j)"]}),
        (COUNT, {"assume": ["close(j, 1) >= 0"]}),
    ],
)
def test_a_variable_that_is_not_free_does_not_run(domain: str, lines: dict[str, list[str]]) -> None:
    verdict = decide_claim(growing(domain, **lines))
    assert verdict.status == "undecided"
    assert "an arbitrary whole number" in verdict.message


@pytest.mark.parametrize(
    "change", [{"n": "j"}, {"n": "d"}, {"d": "3"}, {"N": "d"}, {"D": "n"}, {"N": "j/2"}, {"t": "n"}]
)
def test_bound_names_are_new_and_stay_inside(change: dict[str, str]) -> None:
    with pytest.raises(Rejected):
        made("persists", [], [], FAMILY, **(GROW | change))


# --- trials


@pytest.mark.parametrize(
    ("n", "d", "bound"), [(1, 3, 1.0), (2, 2, 2.0), (3, 3, 1.3), (4, 3, 2.0), (5, 8, 2.0), (5, 4, 3.5)]
)
def test_labellings_fail_exactly_when_points_are_crowded(n: int, d: int, bound: float) -> None:
    """By McShane's function for all labels 1 and -1, and for some in between, against the distances, trial by trial."""
    generator = np.random.default_rng(n + 10 * d)
    signs = np.array(list(itertools.product((-1.0, 1.0), repeat=n)))
    crowded = 0
    for points in unit(generator, 400, n, d):
        distances = np.linalg.norm(points[:, None] - points[None], axis=-1)
        labels = np.concatenate([signs, generator.uniform(-1, 1, (20, n))])
        values = (labels[:, None, :] + bound * distances[None]).min(axis=-1)  # McShane's function at the points
        fails = bool((np.abs(values - labels) > 1e-12).any())
        near = bool((distances[~np.eye(n, dtype=bool)] < 2 / bound).any())
        assert fails == near
        crowded += near
    assert (0 < crowded < 400) == (n > 1)
    _, found = made("extension", [], [], n=str(n), d=str(d), L=f"{bound}", s=f"2/{bound}")
    assert found == judgement(f"unextendable({n}, {d}, {bound}) == crowded({n}, {d}, 2/{bound})")


@pytest.mark.parametrize(("n", "d", "k", "s"), [(4, 12, 6, 0.5), (6, 30, 10, 0.4), (3, 3, 3, 1.0)])
def test_a_class_of_bumps_is_what_its_rule_says(n: int, d: int, k: int, s: float) -> None:
    """Fits, slopes, the size of the parameters and the constant of the parametrisation, at random ones."""
    generator = np.random.default_rng(d)
    radius, slope = s / 2, 2 / s

    def value(centres: np.ndarray, labels: np.ndarray, at: np.ndarray) -> np.ndarray:
        gaps = np.linalg.norm(at[:, None, :k] - centres[None], axis=-1)
        return np.asarray((labels * np.maximum(0, 1 - gaps / radius)).sum(axis=-1))

    def ball() -> np.ndarray:
        return unit(generator, 1, n, k)[0] * generator.uniform(0, 1, (n, 1))

    fits = 0
    for points in unit(generator, 300, n, d):
        labels, centres = generator.choice((-1.0, 1.0), n), points[:, :k]
        gaps = np.linalg.norm(centres[:, None] - centres[None], axis=-1)[~np.eye(n, dtype=bool)]
        if gaps.min() >= s:
            fits += 1
            assert np.abs(value(centres, labels, points) - labels).max() < 1e-12
            scale = 10.0 ** generator.uniform(-3, 0, (200, 1))
            u = np.repeat(points, 200 // n + 1, axis=0)[:200] + scale * generator.standard_normal((200, d)) / d**0.5
            v = u + scale * generator.standard_normal((200, d)) / d**0.5
            change = np.abs(value(centres, labels, u) - value(centres, labels, v))
            assert (change <= slope * np.linalg.norm(u - v, axis=-1) + 1e-12).all()
        a, b = ball(), ball()
        y, w = generator.uniform(-1, 1, (2, n))
        gap = float(np.sqrt(((a - b) ** 2).sum() + ((y - w) ** 2).sum()))
        assert gap <= 2 * (2 * n) ** 0.5
        at = generator.standard_normal((100, d)) / d**0.5
        assert np.abs(value(a, y, at) - value(b, w, at)).max() <= (n * (1 + slope**2)) ** 0.5 * gap + 1e-12
    assert fits > 20


def test_every_new_rule_has_its_trials() -> None:
    """Also of those that other files leave to this one."""
    used = {entry["rule"] for claim in (*REFUTED, *PROVED) for entry in (claim.hints.refutation or claim.hints.steps)}
    assert FITTING | {"extension", "any-class"} <= used
