"""A small library in a temporary folder, and the decider that needs no engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from verify import session
from verify.library import Library, load

MODULE = """
from verify.statement import claim, readings, unencoded
GROUP = "{group}"
HEADING = "The group {group}"
CLAIMS = [
{claims}
]
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a library folder: write(demo=['claim("x >= 0", ...)', ...]); a new folder name for each call."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setattr(session, "DECIDER", "fake_decider:decide")
    count = iter(range(1000))

    def build(folder: str = "", **modules: list[str]) -> Path:
        root = tmp_path / (folder or f"library{next(count)}")
        root.mkdir(exist_ok=True)
        (root / "__init__.py").write_text(f"GROUPS = {list(modules)!r}\n")
        for name, claims in modules.items():
            body = "".join(f"    {entry},\n" for entry in claims)
            (root / f"{name}.py").write_text(MODULE.format(group=name.upper(), claims=body))
        return root

    return build


SQUARE = 'claim("x**2 + 1 >= 0", vars={"x": "(-oo, oo)"}, id="SQUARE")'
FALSE = 'claim("x <= 1", vars={"x": "[0, oo)"}, id="FALSE", expect="refuted")'
OPEN = 'claim("log(1 + x) <= x", vars={"x": "(-1, oo)"}, id="OPEN")'
HEADING = 'readings("BOTH", of=["SQUARE", "FALSE"], source="Section 1", says="Both hold.")'
NOT_YET = 'unencoded("LATER", source="Section 2", says="Something else.")'


@pytest.fixture
def small(write: Write) -> Library:
    """Proved, refuted, undecided, a heading, one that is not encoded."""
    return load(write(demo=[SQUARE, FALSE, OPEN, HEADING, NOT_YET]))
