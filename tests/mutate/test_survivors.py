"""The whole library's mutants: no alarm, and the page of survivors is what the campaign finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify.library import load
from verify.lock import read_lock
from verify.mutate.campaign import run
from verify.report.survivors import page

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_whole_library() -> None:
    locked = read_lock(ROOT / "proofs" / "claims.lock")
    assert locked is not None
    library = load()
    found = run(library, [claim.id for claim in library.claims if locked[claim.id].verdict == "proved"])
    assert found.of("alarm") == []
    assert page(found) == (ROOT / "docs" / "survivors.md").read_text()
