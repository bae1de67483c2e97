"""The page about libraries: its files make one, and the commands do what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run, lawguard

__all__ = ["lawguard"]  # the fixture
ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "libraries.md").read_text(encoding="utf-8")
FILES = re.findall(r"^```\w+ file=(\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
DRIFT = re.search(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    for name, text in FILES:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path / "paper"


def test_from_the_page_to_a_guarded_library(lawguard: Run, paper: Path) -> None:
    assert len(FILES) == 3
    first = lawguard()
    assert first.code == 1
    assert "4 claims: 2 proved, 2 refuted, 0 open" in first.out
    assert lawguard("lock", "--update").code == 0
    assert lawguard().code == 0
    assert lawguard("check").code == 0
    said = lawguard("explain", "CON-2").out
    assert "5. printed: weaken from tail" in said
    assert "sharp: equal" in said
    assert {path.name for path in paper.glob("claims.*")} == {"claims.json", "claims.lock"}
    module = paper / "concentration.py"
    module.write_text(module.read_text().replace('Constant("1/2"', 'Constant("3/5"'))
    changed = lawguard()
    assert changed.code == 1
    assert DRIFT is not None
    assert "step printed fails" in changed.out
    assert DRIFT[1] in changed.out


def test_what_the_constant_is_good_for(lawguard: Run, paper: Path) -> None:
    assert "sharp value   1/2, attained" in lawguard("sharpen", "CON-2").out
    other = lawguard("what-if", "CON-2", "K=3/5")
    assert other.code == 1
    assert "step printed fails: at n = 1, t = 1" in other.out
    assert lawguard("what-if", "CON-2", "K=2/5").code == 0
    assert lawguard("mutate", "CON-2", "--most", "3").code == 0


def test_what_the_page_names_is_there() -> None:
    table = PAGE.partition("## Where else to add")[2]
    named = re.findall(r"`(verify/[\w/]+(?:\.py|/))`", PAGE)
    assert len(named) >= 6
    assert [name for name in named if not (ROOT / name).exists()] == []
    for name in re.findall(r"\]\(([\w.]+\.md)", table):
        assert (ROOT / "docs" / name).is_file()
