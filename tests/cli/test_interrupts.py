"""Ctrl-C and kill -9 during a run: what is done is kept, nothing is half written, no process is left over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from verify.session import Session

COUNT = 9


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A library whose claims take 0.4 seconds each."""
    root = tmp_path / "slow"
    root.mkdir()
    rows = "".join(f"    claim('x + {i} >= 0', vars={{'x': '[0, oo)'}}, id='SLOW-{i}'),\n" for i in range(COUNT))
    (root / "__init__.py").write_text('GROUPS = ["part"]\n')
    (root / "part.py").write_text(f"from verify.statement import claim\nCLAIMS = [\n{rows}]\n")
    return root


def start(root: Path, jobs: int) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("slow_run.py")
    return subprocess.Popen(
        [sys.executable, str(script), "run", str(root), "--jobs", str(jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell starts its background jobs deaf to Ctrl-C, and a child inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def wait_for_certificates(root: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list(root.glob("certificates/[!.]*.json"))) < count:
        if time.monotonic() > deadline:
            raise TimeoutError("no certificates appear")
        time.sleep(0.02)


def intact(root: Path) -> int:
    """The number of certificates, each of which is whole."""
    files = list((root / "certificates").glob("[!.]*.json"))
    for path in files:
        assert json.loads(path.read_bytes())["verdict"] == "proved"
    assert json.loads((root / "claims.json").read_bytes())["format"] == 1
    return len(files)


def processes(session: int) -> list[int]:
    """The processes of a session that are still running."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def none_left(session: int) -> bool:
    deadline = time.monotonic() + 10
    while processes(session) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not processes(session)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("whole_group", [False, True])
def test_ctrl_c_prints_what_is_done(slow: Path, jobs: int, whole_group: bool) -> None:
    process = start(slow, jobs)
    wait_for_certificates(slow, 2)
    if whole_group:  # as a terminal does
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    done = intact(slow)
    assert 2 <= done < COUNT
    assert f"interrupted: {done} claims: {done} proved" in out
    assert none_left(process.pid)


@pytest.mark.parametrize("jobs", [1, 2])
def test_kill_loses_at_most_what_is_in_flight(slow: Path, jobs: int) -> None:
    process = start(slow, jobs)
    wait_for_certificates(slow, 3)
    process.kill()
    process.communicate(timeout=30)
    done = intact(slow)
    assert done >= 3
    assert none_left(process.pid)
    resumed = start(slow, 4)
    out, err = resumed.communicate(timeout=60)
    assert resumed.returncode == 0
    assert f"{COUNT} claims: {COUNT} proved, 0 open" in out
    assert len(err.splitlines()) == COUNT - done
    assert intact(slow) == COUNT
    assert not list((slow / "certificates").glob(".*"))


@pytest.mark.parametrize(
    "words",
    [
        ["what-if", "DER-THM3", "net_radius=eps/6"],
        ["mutate", "claims.toml"],
        ["sharpen", "SHARP", "claims.toml"],
        ["explain", "NUM-RANGE/a"],  # its certificate is stored: the worst counterexample is searched for
    ],
    ids=lambda words: words[0],
)
def test_of_a_part_nothing_is_said(
    lawguard: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """A part of an argument is not the argument: no verdict, and no exit code of success."""

    def interrupted(self: Session, ids: list[str], new: set[str]) -> None:
        if ids:
            raise KeyboardInterrupt

    (tmp_path / "claims.toml").write_text(
        '[[claim]]\nid = "SHARP"\nclaim = "x*(1 - x) <= K"\nvars = { x = "[0, 1]" }\nconstants = { K = "1/4" }\n'
    )
    monkeypatch.setattr(Session, "_search", interrupted)
    result = lawguard(*words)
    assert (result.code, result.out) == (130, "")
    assert result.err.endswith("lawguard: error: interrupted\n")
