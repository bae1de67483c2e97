"""docs/constants.md is what its generator writes (slow: about two minutes of search)."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs.notation import CONSTANTS
from proofs.sharp import OWNERS, page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "constants.md"


def test_every_named_constant_has_a_row() -> None:
    assert set(OWNERS) == set(CONSTANTS)
    rows = [row for row in PAGE.read_text(encoding="utf-8").splitlines() if row.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == list(OWNERS)
    for row in rows:
        name = row.split("`")[1]
        assert f"| {OWNERS[name][0]} | {CONSTANTS[name].value} |" in row


@pytest.mark.slow
def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8").splitlines() == "\n".join(page()).splitlines()
