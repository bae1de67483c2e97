"""Searches that are kept: the same answers in whatever order they are asked for, and no trace in the work counter."""

from __future__ import annotations

import pytest

from verify.decide import PROOF_UNITS, Budget, decide_claim
from verify.kernel.parser import parse_domain, parse_relation
from verify.kernel.polynomials import Work
from verify.kernel.statement import parse
from verify.library import load
from verify.mutate.campaign import citations, statements
from verify.mutate.mutants import mutants
from verify.numerics import candidates as module
from verify.numerics.candidates import candidates
from verify.numerics.points import satisfying
from verify.numerics.problem import Problem
from verify.prove import remembered as kept
from verify.prove.claims import prove_claim
from verify.prove.remembered import remembered
from verify.statement import claim

LIBRARY = load()


def forget() -> None:
    kept._answers.clear()
    module._candidates.cache_clear()


def test_a_search_is_made_once_and_leaves_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_answers", type(kept._answers)())
    calls: list[int] = []

    def search() -> list[object]:
        assert Work.spent == 0
        Work.spend(7)
        calls.append(1)
        return ["node", []]

    for before in (0, 1_000):
        Work.spent = before
        assert remembered("a", search) == ["node", []]
        assert Work.spent == 0
    assert len(calls) == 1


def test_the_oldest_answers_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_answers", type(kept._answers)())
    monkeypatch.setattr(kept, "KEPT", 2)
    for key in "abac":
        remembered(key, lambda key=key: [key])  # type: ignore[misc]
    assert list(kept._answers) == ["a", "c"]


def test_candidates_are_the_same_when_asked_again() -> None:
    problem = Problem(
        {"x": parse_domain("[0, 4]"), "y": parse_domain("(0, oo)")}, (parse_relation("x + y <= 3"),), None
    )
    forget()
    whole = [list(batch) for batch in candidates(problem, 50)]
    forget()
    Work.spent = Work.limit  # it is not what is left of the kernel's work that decides
    first = next(candidates(problem, 50))
    again = list(candidates(problem, 50))
    assert Work.spent == Work.limit
    assert again[0] is first
    assert [list(batch) for batch in again] == whole
    assert first.columns["x"].tolist() == [float(point["x"]) for point in first]


def test_points_that_satisfy_are_the_same_when_asked_again() -> None:
    statement = parse(claim("x*y >= 6", vars={"x": "[0, 5]", "y": "[2, oo)"}, given=["x*y >= 7"]).statement or "")
    found = satisfying(statement, (), {})
    assert found is not None
    found["x"] = "changed"
    assert satisfying(statement, (), {}) != found


@pytest.mark.parametrize("id", ["DER-Z2", "DER-CLIP", "RBF-BUMP/top"])
def test_the_order_of_mutants_does_not_matter(id: str) -> None:
    known = citations(LIBRARY) | statements(LIBRARY, LIBRARY.by_id[id])
    some = mutants(LIBRARY.by_id[id])[:24:3]

    def decided(number: int) -> tuple[str, str, object]:
        verdict = decide_claim(some[number].claim, known, Budget(PROOF_UNITS // 10, worst=False, whole=True))
        return verdict.status, verdict.message, verdict.certificate

    forget()
    forwards = [decided(number) for number in range(len(some))]
    backwards = [decided(number) for number in reversed(range(len(some)))]
    alone = []
    for number in range(len(some)):
        forget()
        alone.append(decided(number))
    assert forwards == backwards[::-1] == alone


def test_what_was_decided_before_has_no_say() -> None:
    known = citations(LIBRARY) | statements(LIBRARY, LIBRARY.by_id["DER-Z2"])
    Work.spent = Work.limit
    assert decide_claim(LIBRARY.by_id["DER-Z2"], known).status == "proved"


def test_candidates_that_are_broken_off_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem({"x": parse_domain("[0, 4]")}, (parse_relation("2*x <= 3"),), None)
    forget()
    whole = [list(batch) for batch in candidates(problem, 50)]
    forget()
    with monkeypatch.context() as patch:
        patch.setattr(module, "tight", lambda problem, points: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            list(candidates(problem, 50))
    assert [list(batch) for batch in candidates(problem, 50)] == whole


def test_one_budget_for_all_searches() -> None:
    stated = LIBRARY.by_id["THM1-LIPPARAM/rate"]
    text = (stated.statement or "").replace("var eps in (0, 1)", "var eps in (0, 101/100)")
    assert text != stated.statement
    each = prove_claim(text, {}, stated.hints.lemmas, None, 150)
    whole = prove_claim(text, {}, stated.hints.lemmas, None, 150, whole=True)
    assert each.certificate is whole.certificate is None
    assert whole.units <= 150 < each.units
