"""Citations and the claims that name them: each knows of the other."""

from __future__ import annotations

import pytest

from proofs.citations import CITATIONS
from proofs.fits import GAUSSIAN
from verify.library import citations_of, load

IDS = [entry["id"] for entry in CITATIONS]


def test_a_statistic_stands_among_the_users_of_what_it_cites() -> None:
    library = load("proofs")
    named = {(id, claim.id) for claim in library.claims for id in citations_of(claim)}
    assert ("gaussian-ball-concentration", "CEX-LAW/linear") in named
    used = {(entry["id"], user) for entry in CITATIONS for user in entry["used_by"]}
    assert {(id, user) for id, user in used if library.by_id[user].kind == "statistic"} == named


@pytest.mark.parametrize(
    ("id", "cited"),
    [
        ("CEX-LAW/linear", (*GAUSSIAN, "sphere-log-sobolev")),
        ("CEX-MARGIN/linear", (*GAUSSIAN, "sphere-log-sobolev")),
        ("CEX-MARGIN/linear/frequency", GAUSSIAN),
        ("CEX-LAW/features", (*GAUSSIAN, "sphere-log-sobolev")),
        ("CEX-MARGIN/features", (*GAUSSIAN, "sphere-log-sobolev")),
        ("CEX-LAW/lipschitz", ("sphere-log-sobolev",)),
        ("CEX-MARGIN/lipschitz", ("sphere-log-sobolev",)),
        ("CEX-LAW/bumps", ()),  # c by the diameter
        ("CEX-MARGIN/bumps", ()),
        ("CEX-MARGIN/bumps/frequency", ()),
        ("SEP-MC/2-2/above", ()),
    ],
)
def test_what_the_trials_of_a_class_rest_on(id: str, cited: tuple[str, ...]) -> None:
    assert citations_of(load("proofs").by_id[id]) == cited
    assert set(cited) <= set(IDS)
