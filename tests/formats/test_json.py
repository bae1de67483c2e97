"""Section 7 of the formats names every field of the JSON of the commands that it lists, and no others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run, lawguard

__all__ = ["lawguard"]  # the fixture
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
CLAIM = """
[[claim]]
id = "A"
claim = "x*(1 - x) <= K"
vars = { x = "[0, 1]" }
given = ["x > 0"]
constants = { K = "1/4" }
"""
CASES = {
    "list": (["list", "claims.toml"], "claims"),
    "sharpen": (["sharpen", "A", "claims.toml"], "constants"),
    "what-if": (["what-if", "A", "K=1/3", "--library", "claims.toml"], "claims"),
    "mutate": (["mutate", "claims.toml", "--most", "1"], "mutants"),
    "search": (["search", "CEX-POWER/a", "--trials", "5"], "campaigns"),
    "search, with `--trial`": (["search", "CEX-POWER/a", "--trial", "1"], "outcome"),
}


def paragraph(name: str) -> str:
    """What the page says of one command."""
    start = PAGE.index("`lawguard list --format json`" if name == "list" else f"- `{name.partition(',')[0]}`: `{{")
    text = PAGE[start : min(PAGE.find(mark, start + 1) % len(PAGE) for mark in ("\n- `", "\n\n"))]
    return text.partition("with `--trial`")[2 if "--trial" in name else 0]


@pytest.mark.parametrize("name", CASES)
def test_every_field_is_named(lawguard: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "claims.toml").write_text(CLAIM)
    words, inner = CASES[name]
    found = json.loads(lawguard(*words, "--format", "json").out)
    entry = found[inner][0] if isinstance(found[inner], list) else found[inner]
    extra = found["unneeded"] or {} if name == "sharpen" else {}
    named = set(re.findall(r'"([\w]+)"', paragraph(name)))
    assert {*found, *entry, *extra} - {"witness"} == named
