"""Running the command: in this process, and as users do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from verify.cli import execute

TOML = """[[claim]]
id = "DEMO-1"
claim = "x**2 + 1 >= 2*x"
vars = { x = "(-oo, oo)" }
source = "Lemma 2"

[[claim]]
id = "DEMO-2"
claim = "x <= 1"
vars = { x = "[0, oo)" }
expect = "refuted"
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def lawguard(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command in this process and in a temporary folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # no worker has to load the solvers

    def run(*arguments: object) -> Result:
        capfd.readouterr()
        code = execute([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def shell(tmp_path: Path) -> Run:
    """Run the command in a process of its own; keyword arguments are environment variables."""

    def run(*arguments: object, **environment: str) -> Result:
        process = subprocess.run(
            [sys.executable, "-m", "verify.entry", *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Result(process.returncode, process.stdout, process.stderr)

    return run


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    path = tmp_path / "demo.toml"
    path.write_text(TOML)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library folder that is configured as the default one."""
    root = tmp_path / "paper"
    root.mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.lawguard]\nlibrary = "paper"\n')
    (root / "__init__.py").write_text('GROUPS = ["demo"]\n')
    (root / "demo.py").write_text(
        "from verify.statement import claim, readings, unencoded\n"
        "GROUP, HEADING = 'DEMO', 'Demonstrations'\n"
        "CLAIMS = [\n"
        "    readings('DEMO-1', of=['DEMO-1/a', 'DEMO-1/b'], source='Section 1', says='It is at least one.'),\n"
        "    claim('x**2 + 1 >= 1', vars={'x': '(-oo, oo)'}, id='DEMO-1/a', says='The square plus one.'),\n"
        "    claim('x >= 1', vars={'x': '[0, oo)'}, id='DEMO-1/b', says='The number itself.'),\n"
        "    unencoded('DEMO-2', source='Section 2', says='Something that is not stated yet.'),\n"
        "]\n"
    )
    return root
