"""A disk that is full: one line that names the file, exit code 3, and the old files as they were.

Each test of a library meets two disks: one in memory, mounted for it and filled; and /dev/full under the temporary name
of the file that is to be written.  Where mounting is not permitted the first is the second, too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.full_disk import Disk, mounted

ROOT = Path(__file__).parents[2]
Run = Callable[..., Any]
ONE = "claim('x**2 + 1 >= 1', vars={'x': '(-oo, oo)'}, id='DEMO-1')"
TWO = "claim('x**2 + 2 >= 1', vars={'x': '(-oo, oo)'}, id='DEMO-2')"


@dataclass
class Paper:
    """A library whose folder is a disk."""

    disk: Disk

    def write(self, *claims: str) -> None:
        (self.disk.here / "__init__.py").write_text('GROUPS = ["demo"]\n')
        (self.disk.here / "demo.py").write_text(
            f"from verify.statement import claim\nCLAIMS = [{', '.join(claims)}]\n" + f"# {len(claims)}\n"
        )

    def run(self, *words: str, full: str = "") -> tuple[int, list[str]]:
        """The exit code and the lines on stderr.  full: the file for which there is no room."""
        emulated = bool(full) and not self.disk.words
        if full and self.disk.words:
            self.disk.fill()

        def prepare() -> None:
            if emulated:
                folder, _, name = f"{self.disk.path}/{full}".rpartition("/")
                os.symlink("/dev/full", f"{folder}/.{name}.{os.getpid()}.tmp")

        process = subprocess.run(
            [*self.disk.words, sys.executable, "-m", "verify.entry", *words, str(self.disk.path)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            preexec_fn=prepare,
        )
        if full and self.disk.words:
            self.disk.make_room()
        return process.returncode, process.stderr.splitlines()

    def files(self) -> dict[str, bytes]:
        """What stands there, but for the modules."""
        found = (path for path in self.disk.here.rglob("*") if path.is_file() and path.suffix != ".py")
        return {str(path.relative_to(self.disk.here)): path.read_bytes() for path in found}


@pytest.fixture(params=["mounted", "device"])
def paper(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Paper]:
    folder = tmp_path / "paper"
    if request.param == "device":
        folder.mkdir()
        yield Paper(Disk(folder, folder))
        return
    with mounted(folder) as disk:
        yield Paper(disk)


def out_of_space(paper: Paper, result: tuple[int, list[str]], file: str) -> None:
    code, (line,) = result
    assert code == 3
    assert line == f"lawguard: error: {paper.disk.path}/{file}: No space left on device"


def test_claims_json_is_the_old_one(paper: Paper) -> None:
    paper.write(ONE)
    assert paper.run("run", "-j1")[0] == 0
    before = paper.files()
    assert {"claims.json", "certificates/DEMO-1.json"} == set(before)
    paper.write(ONE, TWO)
    out_of_space(paper, paper.run("run", "-j1", full="claims.json"), "claims.json")
    assert paper.files() == before
    assert paper.run("run", "-j1")[0] == 0
    after = paper.files()
    assert b"DEMO-2" in after.pop("claims.json")
    assert set(after) == {"certificates/DEMO-1.json", "certificates/DEMO-2.json"}


def test_certificates_are_the_old_ones(paper: Paper) -> None:
    paper.write(ONE, TWO)
    assert paper.run("run", "-j1")[0] == 0
    whole = paper.files()
    (paper.disk.here / "certificates" / "DEMO-2.json").unlink()
    before = paper.files()
    file = "certificates/DEMO-2.json"
    out_of_space(paper, paper.run("run", "-j1", full=file), file)
    assert paper.files() == before
    assert paper.run("run", "-j1")[0] == 0
    assert paper.files() == whole


def test_the_lock_is_the_old_one(paper: Paper) -> None:
    paper.write(ONE)
    assert paper.run("run", "-j1")[0] == 0
    assert paper.run("lock", "--update")[0] == 0
    paper.write(ONE, TWO)
    assert paper.run("run", "-j1")[0] == 0
    before = paper.files()
    out_of_space(paper, paper.run("lock", "--update", full="claims.lock"), "claims.lock")
    assert paper.files() == before
    assert paper.run("lock", "--update")[0] == 0
    assert b"DEMO-2" in paper.files()["claims.lock"]


@pytest.mark.parametrize(
    "words",
    [
        ["run", "demo.toml"],
        ["run", "demo.toml", "--format", "json"],
        ["list", "demo.toml"],
        ["explain", "DEMO-1", "demo.toml"],
        ["bound", "--n=6e4", "--d=784", "--p=2e5", "--eps=1/10", "--delta=1/20", "--c=1", "--k=1", "--W=1", "--J=1"],
    ],
    ids=lambda words: " ".join(words[:1] + words[2:]),
)
def test_a_report_to_a_full_device(lawguard: Run, demo: Path, words: list[str]) -> None:
    (full := demo.parent / "report").symlink_to("/dev/full")
    result = lawguard(*words, "-o", full)
    assert result.code == 3
    assert result.out == ""
    assert result.err.splitlines()[-1:] == [f"lawguard: error: {full}: No space left on device"]
    assert "Traceback" not in result.err
    assert full.is_char_device()
    assert lawguard(*words, "-o", demo.parent / "other").code == 0


def test_an_old_report_stays(paper: Paper, demo: Path) -> None:
    paper.write(ONE)
    (paper.disk.here / "report").write_bytes(b"old")
    report = f"{paper.disk.path}/report"
    out_of_space(paper, paper.run("list", "-o", report, full="report"), "report")
    assert paper.files() == {"report": b"old"}
    assert paper.run("list", "-o", report)[0] == 0
    assert b"DEMO-1" in paper.files()["report"]


def test_a_full_standard_output(demo: Path) -> None:
    with open("/dev/full", "wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "verify.entry", "list", str(demo)],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert process.returncode == 3
    assert process.stderr == "lawguard: error: [Errno 28] No space left on device\n"


def test_no_room_to_re_check(lawguard: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel reads a copy in a temporary folder: without room for it nothing is believed."""
    stage = demo.parent / "stage"

    def full(prefix: str) -> str:
        stage.mkdir()
        (stage / "claims.json").symlink_to("/dev/full")
        return str(stage)

    monkeypatch.setattr("verify.recheck.tempfile.mkdtemp", full)
    result = lawguard("run", demo)
    assert result.code == 3
    assert result.err.splitlines()[-1] == f"lawguard: error: {stage}: No space left on device"
    assert not stage.exists()
