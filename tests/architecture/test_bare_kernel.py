"""``python -S -m verify.kernel DIR``: the standard library alone, from any directory, the verdicts of the session."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.examples import proved, refuted, statement
from verify.bare.library import Directory

ROOT = Path(__file__).parents[2]
PROOFS = ROOT / "proofs"
TRUE = statement("x in [0, oo)", "x >= 0")
FALSE = statement("x in [0, oo)", "x <= 7")
OPEN = statement("x in [0, oo)", "x**2 >= 2*x - 1")


def bare(directory: Path, cwd: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-S", "-m", "verify.kernel", str(directory), *options]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    (root / "certificates").mkdir(parents=True)
    claims = [
        {"id": i, "kind": "scalar", "statement": s} for i, s in (("A/true", TRUE), ("A/false", FALSE), ("OPEN", OPEN))
    ]
    claims.append({"id": "A", "kind": "readings", "statement": None, "of": ["A/true", "A/false"]})
    (root / "claims.json").write_text(json.dumps({"format": 1, "claims": claims, "citations": []}))
    (root / "certificates" / "A.true.json").write_text(json.dumps(proved(TRUE, "x=0", None)))
    (root / "certificates" / "A.false.json").write_text(json.dumps(refuted(FALSE, "x=8")))
    return root


def statuses(results: list[dict[str, Any]]) -> dict[str, str]:
    return {result["id"]: result["status"] for result in results}


def test_a_small_library(small: Path, tmp_path: Path) -> None:
    done = bare(small, tmp_path, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert statuses(document["claims"]) == {
        "A/true": "proved",
        "A/false": "refuted",
        "OPEN": "undecided",
        "A": "refuted",
    }
    assert document["rejected"] == []
    assert "4 claims, 0 rejected" in bare(small, tmp_path).stdout


@pytest.mark.skipif(not (PROOFS / "certificates").is_dir(), reason="no stored certificates")
def test_the_library_of_the_paper(tmp_path: Path) -> None:
    """The same verdicts from a copy, without site packages, as in this process."""
    copy = tmp_path / "copy"
    shutil.copytree(PROOFS, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    done = bare(copy, tmp_path, "--json")
    document = json.loads(done.stdout)
    directory = Directory(copy)
    here = [directory.result(name) for name in directory.claims]
    assert document["claims"] == json.loads(json.dumps(here))
    assert document["rejected"] == directory.rejected == []
    assert done.returncode in (0, 1)
    assert list(statuses(here).values()).count("proved") >= 20


def test_usage(tmp_path: Path) -> None:
    assert bare(tmp_path / "nowhere", tmp_path).returncode == 2
    done = bare(tmp_path, tmp_path, "another")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage:")
