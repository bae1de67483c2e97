"""The README names what is in the tree, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from verify.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMED = {name.rstrip("/") for name in re.findall(r"`((?:verify|proofs|tests|benchmarks|docs)[\w/.]*)`", README)}


def there() -> set[str]:
    """The folders of the first level, those of the engine and its modules, by name."""
    folders = {"proofs", "tests", "benchmarks", "docs"}
    engine = [path for path in (ROOT / "verify").iterdir() if path.name not in ("__init__.py", "__pycache__")]
    return folders | {str(path.relative_to(ROOT)) for path in engine if path.is_dir() or path.suffix == ".py"}


def test_the_table_of_the_tree_is_whole() -> None:
    assert there() - NAMED == set()


def test_what_it_names_is_there() -> None:
    assert [name for name in NAMED if not (ROOT / name).exists()] == []
    assert [page for page in re.findall(r"\]\(([^)#:]+)", README) if not (ROOT / page).exists()] == []


def test_every_command_has_its_line() -> None:
    table = README.partition("## Commands")[2].partition("##")[0]
    assert [name for name in COMMANDS if f"lawguard {name}" not in table and f"[{name}]" not in table] == []


def test_every_page_is_reached() -> None:
    """From the README, directly or from a page that it names."""
    pages = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
    reached, new = set[str](), set(re.findall(r"\(docs/([\w-]+\.md)", README))
    while new:
        reached |= new
        new = {page for name in new for page in re.findall(r"\]\(([\w-]+\.md)", pages[name])} - reached
    assert set(pages) - reached == set()
