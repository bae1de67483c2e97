"""`lawguard pairs`: text of 80 columns, JSON, exit codes, certificates that the kernel accepts, Ctrl-C, progress."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from verify.bare.check import check
from verify.cli import execute
from verify.geometry import certificate
from verify.kernel.errors import Rejected
from verify.kernel.reader import read_json

Run = Callable[..., tuple[int, str, str]]
SQUARE = np.array([[0.0, 0.0], [0.75, 0.0], [0.0, 1.0], [2.0, 2.0]])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def inner(array: np.ndarray | None, *arguments: object) -> tuple[int, str, str]:
        if array is not None:
            np.save("x.npy", array)
        capfd.readouterr()
        code = execute(["pairs", "x.npy", *map(str, arguments)])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return inner


def test_the_closest_pair(run: Run) -> None:
    code, out, err = run(SQUARE)
    assert (code, err) == (0, "")
    digest = hashlib.sha256(Path("x.npy").read_bytes()).hexdigest()
    assert out.splitlines()[:6] == [
        "x.npy: 4 points of dimension 2, float64",
        f"sha256:{digest}",
        "",
        "closest    distance 0.75",
        "           rows 0 and 1, the only pair at this distance",
        "           squared distance 9/16",
    ]
    assert "screening oracle" in out


def test_a_separation_that_holds(run: Run) -> None:
    code, out, _ = run(SQUARE, "--min-distance", "3/4")
    assert code == 0
    assert "holds      all 6 pairs are at distance at least 0.75" in out


def test_a_separation_that_fails(run: Run) -> None:
    code, out, _ = run(SQUARE, "--min-distance", "0.7500000001")
    assert code == 1
    assert "fails      1 of 6 pairs is closer than 0.7500000001" in out
    assert "closer     rows 0 and 1: 0.75\n" in out


def test_the_list_ends(run: Run) -> None:
    code, out, _ = run(SQUARE, "--min-distance", 9, "--list", 2)
    assert code == 1
    assert "rows 0 and 2: 1\n           and 4 more; --list 6 names all" in out
    assert "rows 0 and 3" not in out
    _, out, _ = run(None, "--min-distance", 9, "--list", 0)
    assert "and 6 more" in out


def test_equal_rows(run: Run) -> None:
    code, out, _ = run(np.concatenate([SQUARE, SQUARE[1:]]))
    assert code == 0
    assert "distance 0\n           rows 1 and 4, the first of 3 pairs" in out
    assert "Equal rows are at distance 0" in out


def test_directions(run: Run) -> None:
    rows = np.array([[1.0, 0.0], [5.0, 5.0], [0.0, 0.001], [-3.0, 0.0]])
    code, out, _ = run(rows, "--directions", "--min-distance", "0.7653668647301795")
    assert code == 0
    assert "distance of directions 0.765366864730...\n           rows 0 and 1, the first of 2 pairs" in out
    assert "cosine 0.707106781186...; times its absolute value 1/2" in out
    code, out, _ = run(rows, "--directions", "--min-distance", "0.7653668647301796")
    assert code == 1
    assert "2 of 6 pairs are closer" in out


def test_sixty_degrees_exactly(run: Run) -> None:
    """The roots of E8: 240 directions, of which 6,720 pairs are at 60 degrees and none is closer."""
    roots = []
    for i in range(8):
        for j in range(i):
            for a in (2, -2):
                for b in (2, -2):
                    roots.append([a * (k == i) + b * (k == j) for k in range(8)])
    roots += [s for s in np.array(np.meshgrid(*[[1, -1]] * 8)).reshape(8, -1).T.tolist() if s.count(-1) % 2 == 0]
    norms = 0.1 + np.arange(240)[:, None]
    for array in (np.array(roots, np.int8), np.array(roots) / np.sqrt(8), np.array(roots) * norms):
        code, out, _ = run(array, "--directions", "--min-distance", "1")
        assert code == 0
        assert "rows 0 and 4, the first of 6720 pairs" in out
        assert run(None, "--directions", "--min-distance", "1.0000000000000001")[0] == 1


@pytest.mark.parametrize(
    "array",
    [
        10.0 ** np.random.default_rng(0).uniform(-300, 300, (30, 3)),
        np.random.default_rng(0).random((30, 3), np.float32),
        np.random.default_rng(0).integers(-(2**63), 2**63 - 1, (30, 3)),
    ],
    ids=["wide", "single", "integers"],
)
@pytest.mark.parametrize("more", [[], ["--directions"]], ids=["euclidean", "directions"])
@pytest.mark.parametrize("least", ["1e-300", "1/7", "2", "0"])
def test_text_fits(run: Run, array: np.ndarray, more: list[str], least: str) -> None:
    code, out, err = run(array, "--min-distance", least, *more)
    assert code in (0, 1)
    assert err == ""
    assert max(map(len, out.splitlines())) <= 80


def test_json(run: Run) -> None:
    code, out, err = run(SQUARE, "--min-distance", "1.1", "--list", 1, "--format", "json")
    found = json.loads(out)
    digest = hashlib.sha256(Path("x.npy").read_bytes()).hexdigest()
    assert code == 1
    assert err == "2 of 6 pairs are closer than 1.1\n"
    oracle = found["rests_on"].pop()
    assert "screening oracle" in oracle
    assert found == {
        "schema_version": 1,
        "file": "x.npy",
        "digest": f"sha256:{digest}",
        "dtype": "float64",
        "points": 4,
        "dimension": 2,
        "pairs": 6,
        "metric": "euclidean",
        "complete": True,
        "closest": {"rows": [0, 1], "distance": "0.75", "square": "9/16", "pairs": 1},
        "separation": {
            "distance": "11/10",
            "holds": False,
            "closer": 2,
            "listed": [{"rows": [0, 1], "distance": "0.75", "square": "9/16"}],
        },
        "rests_on": [f"file sha256:{digest}"],
    }


def test_json_of_directions(run: Run) -> None:
    _, out, _ = run(np.array([[1, 0], [1, 1], [-1, 1]]), "--directions", "--format", "json")
    found = json.loads(out)
    assert found["separation"] is None
    assert Fraction(found["closest"]["cosine_times_its_absolute_value"]) == Fraction(1, 2)
    assert found["closest"]["pairs"] == 1


def test_output_to_a_file(run: Run) -> None:
    code, out, err = run(SQUARE, "-o", "report.txt")
    assert (code, out) == (0, "")
    assert err == "closest pair: rows 0 and 1\n"
    assert "distance 0.75" in Path("report.txt").read_text()


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64, np.int8, np.int64, np.uint64])
def test_a_certificate_that_the_kernel_accepts(run: Run, kind: Any) -> None:
    array = np.round(np.random.default_rng(0).random((9, 3)) * 100).astype(kind)
    assert run(array, "--min-distance", 200, "--certificate", "pair.json")[0] == 1
    statement = Path("pair.txt").read_text()
    outcome = check(statement, read_json(Path("pair.json").read_bytes()))
    digest = hashlib.sha256(Path("x.npy").read_bytes()).hexdigest()
    assert outcome.verdict == "refuted"
    assert outcome.rests_on == (f"file sha256:{digest}",)
    assert execute(["check", "pair.txt", "pair.json"]) == 0
    named = read_json(Path("pair.json").read_bytes())
    assert isinstance(named, dict)
    assert [[Fraction(x) for x in point] for point in named["points"]] == array[named["rows"]].tolist()


def test_a_certificate_at_the_edge(run: Run) -> None:
    array = np.array([[0.1, 0.0], [0.1, 1 - 2.0**-50]])
    assert run(array, "--min-distance", "1", "--certificate", "pair.json")[0] == 1
    other = Path("pair.txt").read_text().replace(">= 1", f">= {1 - Fraction(1, 2**50)}")
    with pytest.raises(Rejected):
        check(other, read_json(Path("pair.json").read_bytes()))


@pytest.mark.parametrize(("options", "function"), [((), "distance"), (("--directions",), "chord")])
def test_a_certificate_for_a_separation_that_holds(run: Run, options: tuple[str, ...], function: str) -> None:
    array = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.5], [3.0, -4.0]])
    code, out, _ = run(array, "--min-distance", "0.1", "--certificate", "pair.json", *options)
    assert code == 0
    assert "lawguard check pair.txt pair.json" in out
    statement = Path("pair.txt").read_text()
    assert f"{function}(X) >= 1/10" in statement
    outcome = check(statement, read_json(Path("pair.json").read_bytes()))
    assert (outcome.verdict, outcome.flags) == ("proved", ("not re-run",))
    assert outcome.rests_on[1:] == ("oracle: all-pairs screening (verify.geometry)",)
    assert execute(["check", "pair.txt", "pair.json"]) == 0


def test_a_certificate_against_directions(run: Run) -> None:
    code, _, _ = run(SQUARE + 1, "--min-distance", "1", "--certificate", "pair.json", "--directions")
    assert code == 1
    outcome = check(Path("pair.txt").read_text(), read_json(Path("pair.json").read_bytes()))
    assert (outcome.verdict, len(outcome.rests_on)) == ("refuted", 1)


def test_a_certificate_that_is_too_large(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate, "MAX_BYTES", 100)
    code, out, _ = run(SQUARE, "--min-distance", "1", "--certificate", "pair.json")
    assert code == 1
    assert "no certificate: the certificate has" in out
    assert not Path("pair.json").exists()


def start(folder: Path, *arguments: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    np.save(folder / "x.npy", np.random.default_rng(0).random((60, 2)))
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("slow_pairs.py")), "x.npy", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm", "COLUMNS": "80"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_prints_what_is_done(tmp_path: Path, jobs: str) -> None:
    process = start(tmp_path, "--min-distance", "1e-9", "--jobs", jobs, "--certificate", "pair.json")
    deadline = time.monotonic() + 60
    while not (tmp_path / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert b"interrupted after" in out
    assert b"no certificate: no pair is closer so far" in out
    assert "there may be others, and closer ones" in " ".join(out.decode().split())
    assert max(map(len, out.decode().splitlines())) <= 80


def test_progress_on_a_terminal_only(tmp_path: Path) -> None:
    quiet = start(tmp_path, "--jobs", "8")
    assert quiet.communicate(timeout=60)[1] == b""
    reader, writer = pty.openpty()
    process = start(tmp_path, "--jobs", "8", stderr=writer)
    os.close(writer)
    shown = b""
    try:
        while part := os.read(reader, 4096):
            shown += part
    except OSError:  # what Linux says at the end of a terminal
        pass
    out, _ = process.communicate(timeout=60)
    os.close(reader)
    assert process.returncode == 0
    assert b"pairs of blocks" in shown
    assert b"/55" in shown
    assert b"closest" in out
    assert b"blocks" not in out
