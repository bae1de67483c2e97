"""The commands on small libraries, with the real provers: output and exit codes."""

from __future__ import annotations

import json
import os
import pty
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verify.verdict import KEYS

Run = Callable[..., Any]


def columns(text: str) -> int:
    return max(map(len, text.splitlines()))


def test_run_a_file(lawguard: Run, demo: Path) -> None:
    result = lawguard(demo)
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0].split()[:2] == ["DEMO-1", "proved"]
    assert lines[1].split()[:2] == ["DEMO-2", "refuted"]
    assert lines[2].strip().startswith("at x = ")
    assert "x <= 1 fails: " in lines[2]
    assert lines[-1] == "2 claims: 1 proved, 1 refuted, 0 open (undecided)"
    assert columns(result.out) <= 80
    assert [path.name for path in demo.parent.iterdir()] == ["demo.toml"]


def test_an_unexpected_verdict(lawguard: Run, demo: Path) -> None:
    demo.write_text(demo.read_text().replace("x**2 + 1 >= 2*x", "x**2 + 1 <= 2*x"))
    result = lawguard(demo)
    assert result.code == 1
    assert result.out.splitlines()[0].startswith("! DEMO-1")
    assert "refuted, expected proved: DEMO-1" in result.out


def test_json(lawguard: Run, demo: Path) -> None:
    result = lawguard(demo, "--format", "json", "-o", "verdicts.json")
    assert result.code == 0
    assert result.out == ""
    document = json.loads((demo.parent / "verdicts.json").read_text())
    assert set(document) == {"schema_version", "claims"}
    for entry in document["claims"]:
        assert list(entry) == list(KEYS)
    first, second = document["claims"]
    assert (first["status"], first["counterexample"], first["expect"]) == ("proved", None, None)
    assert first["certificate"]["statement"] == first["statement_hash"]
    assert (second["status"], second["expect"]) == ("refuted", "refuted")
    assert set(second["counterexample"]) == {"point", "family", "relation", "lhs", "rhs"}
    assert result.err.splitlines()[-1] == "2 claims: 1 proved, 1 refuted, 0 open (undecided)"


def test_two_files(lawguard: Run, demo: Path) -> None:
    other = demo.with_name("other.toml")
    other.write_text(demo.read_text().replace("DEMO", "OTHER"))
    result = lawguard(demo, other)
    assert result.code == 0
    assert result.out.splitlines()[-1].startswith("4 claims: 2 proved, 2 refuted")


def test_certificates_can_be_taken_away_and_checked(lawguard: Run, demo: Path, tmp_path: Path) -> None:
    assert lawguard(demo, "-k", "DEMO-2", "--certificates", "out").code == 0
    (tmp_path / "one.toml").write_text("[[claim]]" + demo.read_text().split("[[claim]]")[2])
    result = lawguard("check", "one.toml", "out/DEMO-2.json")
    assert result.code == 0
    assert "refuted" in result.out
    assert "x <= 1 fails" in result.out


def test_prove(lawguard: Run) -> None:
    result = lawguard("prove", "log(1+x) <= x", "--var", "x in (-1, oo)")
    assert (result.code, result.out.split()[:2]) == (0, ["claim", "proved"])
    result = lawguard("prove", "n**2 >= 2*n", "--var", "n in integer [1, oo)", "--given", "n >= 2")
    assert result.code == 0
    result = lawguard("prove", "n**2 >= 2*n", "--var", "n in integer [1, oo)")
    assert result.code == 1
    assert "at n = 1" in result.out


def test_exists(lawguard: Run) -> None:
    arguments = ["prove", "C >= n", "--var", "n in integer [1, oo)", "--exists"]
    result = lawguard(*arguments, "C in (0, oo) of m")
    assert result.code == 2
    assert "'m'" in result.err
    assert "proved" not in lawguard(*arguments, "C in (0, oo)").out.splitlines()[0]
    assert "proved" in lawguard(*arguments, "C in (0, oo) of n").out.splitlines()[0]


def test_the_examples_of_prove_are_proved(lawguard: Run) -> None:
    rows = [row.strip() for row in lawguard("prove", "--help").out.splitlines()]
    examples = [shlex.split(row)[1:] for row in rows if row.startswith("lawguard prove ")]
    assert len(examples) == 3
    for example in examples:
        assert lawguard(*example).code == 0, example


def test_a_folder_from_run_to_lock(lawguard: Run, folder: Path) -> None:
    first = lawguard()
    assert first.code == 1
    assert "Demonstrations" in first.out
    assert "DEMO-1/b: refuted" in first.out
    assert first.out.splitlines()[-1] == "4 claims: 1 proved, 2 refuted, 1 open (undecided), 3 not as expected"
    assert columns(first.out) <= 80
    assert sorted(path.name for path in (folder / "certificates").iterdir()) == ["DEMO-1.a.json", "DEMO-1.b.json"]

    missing = lawguard("lock")
    assert (missing.code, "no lock yet" in missing.err) == (2, True)
    assert lawguard("lock", "--update").out == "4 claims locked, 1 open (undecided)\n"
    assert lawguard("lock").out == "0 differences from the lock, 1 open (undecided)\n"
    assert lawguard().code == 0
    assert lawguard("--strict").code == 1
    checked = lawguard("check")
    assert checked.code == 0
    assert checked.out.splitlines()[-1] == "4 claims: 1 proved, 2 refuted, 1 open (undecided)"


def test_the_bare_kernel_agrees_with_the_lock(lawguard: Run, folder: Path) -> None:
    lawguard()
    lawguard("lock", "--update")
    command = [sys.executable, "-S", "-m", "verify.kernel", str(folder)]
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
    (folder / "certificates" / "DEMO-1.a.json").unlink()
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 1


def test_drift_is_named(lawguard: Run, folder: Path) -> None:
    lawguard()
    lawguard("lock", "--update")
    module = folder / "demo.py"
    module.write_text(module.read_text().replace("x**2 + 1 >= 1", "x**2 + 2 >= 1").replace("'DEMO-2'", "'DEMO-3'"))
    run = lawguard("run", "./paper")
    assert run.code == 1
    assert "DEMO-1/a: the statement has changed since it was locked" in run.out
    assert "DEMO-2: locked, but no longer a claim of the library" in run.out
    lock = lawguard("lock", "paper")
    assert lock.code == 1
    assert "DEMO-3: not in the lock" in lock.out
    refused = lawguard("lock", "--update")
    assert refused.code == 2
    assert "--accept-regression" in refused.err
    assert lawguard("lock", "--update", "--accept-regression").code == 0
    assert lawguard().code == 0


def test_a_weaker_verdict_needs_consent(lawguard: Run, folder: Path) -> None:
    lawguard()
    lawguard("lock", "--update")
    (folder / "certificates" / "DEMO-1.a.json").unlink()
    before = (folder / "claims.lock").read_bytes()
    lock = lawguard("lock")
    assert lock.code == 1
    assert "DEMO-1/a: undecided, weaker than the locked verdict proved" in lock.out
    assert lawguard("lock", "--update").code == 2
    assert (folder / "claims.lock").read_bytes() == before
    check = lawguard("check")
    assert check.code == 1
    assert "undecided, locked as proved: DEMO-1/a" in check.out
    assert lawguard().code == 0  # it is decided again


def test_explain(lawguard: Run, folder: Path) -> None:
    result = lawguard("explain", "DEMO-1")
    assert result.code == 1
    out = " ".join(result.out.split())
    for text in ("It is at least one.", "Section 1", "weakest of DEMO-1/a, DEMO-1/b", "DEMO-1/b refuted", "fails"):
        assert text in out
    assert columns(result.out) <= 80
    part = " ".join(lawguard("explain", "DEMO-1/a").out.split())
    for text in ("claim x**2 + 1 >= 1", "proved", "kernel rules", "nothing but the kernel", "needed by DEMO-1"):
        assert text in part
    assert not (folder / "certificates").exists()


def test_list(lawguard: Run, folder: Path) -> None:
    result = lawguard("list")
    assert (result.code, result.out.splitlines()[-1]) == (0, "4 claims")
    assert columns(result.out) <= 80
    document = json.loads(lawguard("list", "DEMO-1", "--format", "json").out)
    assert [entry["id"] for entry in document["claims"]] == ["DEMO-1", "DEMO-1/a", "DEMO-1/b"]


def test_no_colour_off_a_terminal(shell: Run, demo: Path) -> None:
    result = shell(demo)
    assert "\033" not in result.out + result.err
    assert "\r" not in result.out + result.err


def on_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "verify.entry", *arguments],
        cwd=folder,
        env={**os.environ, "TERM": "xterm", **environment},
        stdout=slave,
        stderr=subprocess.DEVNULL,
    )
    os.close(slave)
    parts = []
    while True:
        try:
            parts.append(os.read(master, 4096))
        except OSError:
            break
        if not parts[-1]:
            break
    os.close(master)
    process.wait()
    return b"".join(parts).decode()


def test_colour_on_a_terminal_unless_it_is_not_wanted(demo: Path) -> None:
    assert "\033[32m" in on_a_terminal(demo.parent, "demo.toml", NO_COLOR="")
    assert "\033" not in on_a_terminal(demo.parent, "demo.toml", NO_COLOR="1")


def test_a_reader_that_has_seen_enough(folder: Path) -> None:
    command = f"{sys.executable} -m verify.entry list | head -1; echo ${{PIPESTATUS[0]}}"
    process = subprocess.run(["bash", "-c", command], cwd=folder.parent, capture_output=True, text=True, check=False)
    assert process.stdout.splitlines()[-1] == "0"
    assert process.stderr == ""


def test_an_internal_error_is_one_line(lawguard: Run, demo: Path, monkeypatch: Any) -> None:
    def fail(*_: object) -> None:
        raise KeyError("surprise\nand more")

    monkeypatch.setattr("verify.session.run", fail)
    result = lawguard(demo)
    assert (result.code, len(result.err.splitlines())) == (3, 1)
    assert "internal error: KeyError" in result.err
    assert "Traceback" in lawguard(demo, "--debug").err


def test_the_report_is_the_same_whatever_the_number_of_processes(lawguard: Run, folder: Path) -> None:
    reports = []
    for jobs in (1, 2):
        document = json.loads(lawguard("--fresh", "--jobs", jobs, "--format", "json").out)
        for entry in document["claims"]:
            entry["seconds"] = 0
        reports.append((document, {path.name: path.read_bytes() for path in (folder / "certificates").iterdir()}))
    assert reports[0] == reports[1]


def test_explain_shows_the_worst_counterexample_of_a_stored_one_too(lawguard: Run, folder: Path) -> None:
    lawguard()
    module = folder / "demo.py"
    assert "fails         at x = 0" in lawguard("explain", "DEMO-1/b").out
    module.write_text(module.read_text().replace("'x >= 1'", "'x <= 1'"))
    lawguard()
    out = lawguard("explain", "DEMO-1/b").out
    assert "\nfails " in out
    assert "\nworst " in out


def test_explaining_derivations_that_models_decide(lawguard: Run) -> None:
    refuted = lawguard("explain", "DER-NET-PLAIN/a")
    assert refuted.code == 0
    assert "there are 1, more than" in " ".join(refuted.out.split())
    assert "REFUTATION" not in refuted.out
    proved = lawguard("explain", "THM1-NOISE")
    assert proved.code == 0
    assert "not vacuous" in proved.out
    assert "PROOF" in proved.out


def test_explaining_what_rests_on_a_search(lawguard: Run) -> None:
    out = lawguard("explain", "SEP-DATA/gaussian").out
    assert "verdict       proved (not re-run)" in out
    assert "closest       rows 6187 and 11898" in out
    assert "oracle: all-pairs screening" in " ".join(out.split())
