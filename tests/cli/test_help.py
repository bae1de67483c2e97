"""Help, versions and names: what a user sees before anything is decided."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from verify.cli import COMMANDS

Run = Callable[..., Any]


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_has_examples_and_fits(lawguard: Run, arguments: list[str]) -> None:
    result = lawguard(*arguments)
    assert result.code == 0
    assert result.err == ""
    assert "Example" in result.out
    assert "lawguard" in result.out
    assert max(map(len, result.out.splitlines())) <= 80


def test_help_lists_every_command(lawguard: Run) -> None:
    out = lawguard("--help").out
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", out, re.MULTILINE)


def test_version_loads_no_command_line() -> None:
    code = (
        "import sys; sys.argv = ['lawguard', '--version']; import verify.entry as e; e.main(); "
        "print('click' in sys.modules)"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    version, loaded = process.stdout.splitlines()
    assert re.fullmatch(r"lawguard \d+\.\d+.*", version)
    assert loaded == "False"


def test_the_command_line_loads_no_solver() -> None:
    code = "import verify.cli, sys; print({'sympy', 'numpy', 'scipy', 'flint', 'proofs'} & set(sys.modules))"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert process.stdout.strip() == "set()"


def test_run_is_the_default_command(lawguard: Run, demo: Path, folder: Path) -> None:
    for arguments in ([demo], ["run", demo], ["--seed", "0", demo], ["DEMO-1/a"], ["-k", "a"]):
        result = lawguard(*arguments)
        assert "1 proved" in result.out
        assert result.code == 0


def test_a_mistyped_command_is_suggested(lawguard: Run, folder: Path) -> None:
    result = lawguard("explian")
    assert result.code == 2
    assert "`lawguard explain`" in result.err
    assert "`lawguard run`" in lawguard("rnu").err
