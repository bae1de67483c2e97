"""Bad input: one clear line that names the file, the claim and the fault; the exit code; nothing overwritten."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from verify.files import canonical
from verify.statement import claim

Run = Callable[..., Any]
CLAIM = '[[claim]]\nid = "BAD-1"\nclaim = "{claim}"\nvars = {{ x = "{domain}" }}\n'


def refused(result: Any, code: int, *said: str) -> None:
    """One line on stderr, nothing on stdout."""
    assert result.code == code
    assert result.out == ""
    lines = result.err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("lawguard: error: ")
    assert "Traceback" not in result.err
    for text in said:
        assert text in lines[0]


@pytest.mark.parametrize(
    ("text", "domain", "said"),
    [
        ("foo(x) >= 0", "(0, oo)", "unknown function 'foo'"),
        ("lg(x) >= 0", "(0, oo)", "did you mean log?"),
        ("x + y >= 0", "(0, oo)", "unbound variable 'y'"),
        ("x >= 0", "(1, 1)", "empty domain"),
        ("x >= 0", "[2, 1]", "empty domain"),
        ("x >= 0", "integer (0, 1)", "empty domain"),
        ("x <= inf", "(0, oo)", "infinities stand only at the ends of domains"),
        ("x <= nan", "(0, oo)", "'nan'"),
        ("x <= oo", "(0, oo)", "infinities stand only at the ends of domains"),
        ("x >= 0", "[0, inf)", "BAD-1"),
        ("x^2 >= 0", "(0, oo)", "write ** for a power"),
        ("0 <= x <= 1", "(0, oo)", "write two relations"),
        ("x = 1", "(0, oo)", "<= < >= > =="),
        ("x <= 1e5000", "(0, oo)", "digits"),
        (f"x <= {'9' * 5000}", "(0, oo)", "BAD-1"),
        (f"{'(' * 500}x{')' * 500} <= 1", "(0, oo)", "nest"),
        (f"x <= {'1 + ' * 100_000}1", "(0, oo)", "long"),
    ],
)
def test_claims_that_cannot_be_read(lawguard: Run, tmp_path: Path, text: str, domain: str, said: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(CLAIM.format(claim=text, domain=domain))
    refused(lawguard("run", path), 2, str(path), "BAD-1", said)


def test_a_typo_in_a_key(lawguard: Run, demo: Path) -> None:
    demo.write_text(demo.read_text().replace("vars", "var", 1))
    refused(lawguard(demo), 2, str(demo), "DEMO-1", "unknown key 'var'; did you mean 'vars'?")


def test_a_duplicate_id(lawguard: Run, demo: Path) -> None:
    demo.write_text(demo.read_text().replace("DEMO-2", "DEMO-1"))
    refused(lawguard(demo), 2, str(demo), "DEMO-1", "twice")


def test_a_duplicate_key(lawguard: Run, demo: Path) -> None:
    demo.write_text(demo.read_text().replace('source = "Lemma 2"', 'id = "DEMO-3"'))
    refused(lawguard(demo), 2, str(demo), "not TOML")


def test_a_mistyped_path_is_never_a_green_run_of_nothing(lawguard: Run) -> None:
    refused(lawguard("demos.toml"), 2, "demos.toml: no such file or folder")
    refused(lawguard("run", "./demos"), 2, "./demos: no such file or folder")


def test_a_mistyped_id(lawguard: Run, demo: Path) -> None:
    refused(lawguard(demo, "DEMO-l"), 2, "'DEMO-l'", "did you mean", "DEMO-1")
    refused(lawguard("explain", "DEMO-l", demo), 2, "did you mean", "DEMO-1")
    refused(lawguard("list", demo, "-k", "zzz"), 2, "no id contains 'zzz'")


@pytest.mark.parametrize("words", [["explain"], ["sharpen"], ["what-if", "K=1"]])
def test_a_word_that_stands_for_several_claims(lawguard: Run, folder: Path, words: list[str]) -> None:
    command, *values = words
    refused(
        lawguard(command, "DEMO", *values), 2, "'DEMO' stands for 4 claims", "one is expected", "DEMO-1 or DEMO-1/a"
    )


def test_arguments_the_other_way_round(lawguard: Run, demo: Path) -> None:
    refused(lawguard("explain", demo.name), 2, "'demo.toml' is a file, and a claim is expected: the ID comes first")
    refused(lawguard("sharpen", demo.name, "DEMO-1"), 2, "DEMO-1")


def test_prove_speaks_of_its_own_options(lawguard: Run) -> None:
    result = lawguard("prove", "x >= 0")
    refused(result, 2, "unbound variable 'x': give its domain by --var")
    assert "claim claim" not in result.err


def test_nothing_to_mutate_is_never_a_green_run(lawguard: Run, demo: Path) -> None:
    refused(lawguard("mutate", demo, "DEMO-2"), 2, "nothing to change", "none of these is proved")


def test_a_claim_without_constants(lawguard: Run, demo: Path) -> None:
    refused(lawguard("what-if", "DEMO-1", "K=1", "--library", demo), 2, "DEMO-1", "no constant 'K'", "names one")


def test_an_empty_file(lawguard: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text("")
    refused(lawguard("empty.toml"), 2, "empty.toml", "no claims")


def test_contradictory_hypotheses_prove_nothing(lawguard: Run) -> None:
    result = lawguard("prove", "x >= 7", "--var", "x in (0, oo)", "--given", "x <= -1")
    assert result.code == 1
    assert "undecided" in result.out
    assert "undecided  vacuous; the hypotheses contradict each other" in result.out
    assert result.out.endswith("1 claim: 1 open (undecided), 1 not as expected\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nonsense"], "No such option"),
        (["run", "--jobs", "0"], "--jobs"),
        (["run", "--format", "yaml"], "yaml"),
        (["prove"], "RELATION"),
        (["prove", "x >= 0", "--var", "x (0, oo)"], "write NAME in DOMAIN"),
        (["prove", "x >= 0", "--var", "x in (0, oo)", "--var", "x in (0, 1)"], "declared twice"),
        (["prove", "x >= 0", "--var", "2x in (0, oo)"], "write NAME in DOMAIN"),
        (["prove", "x >=", "--var", "x in (0, oo)"], "x >="),
        (["prove", "x >= 0", "--var", "x in (0, oo)", "--timeout", "-1"], "--timeout"),
    ],
)
def test_usage(lawguard: Run, demo: Path, arguments: list[str], said: str) -> None:
    refused(lawguard(*arguments), 2, said)


def certificate(path: Path, text: str, **fields: object) -> Path:
    hash = claim(text, vars={"x": "[0, oo)"}, id="A").hash
    path.write_bytes(
        canonical(
            {"format": 1, "statement": hash, "verdict": "proved", "points": [{"x": "0"}], "proofs": [None]} | fields
        )
    )
    return path


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    path = tmp_path / "stranger.toml"
    path.write_text('[[claim]]\nid = "A"\nclaim = "x >= 0"\nvars = { x = "[0, oo)" }\n')
    return path


def test_a_stranger_s_certificate_is_accepted(lawguard: Run, stranger: Path, tmp_path: Path) -> None:
    result = lawguard("check", stranger, certificate(tmp_path / "c.json", "x >= 0"))
    assert result.code == 0
    for text in ("proved", "kernel rules", "nothing but the kernel", "claim x >= 0", "0 open"):
        assert text in result.out


def test_a_certificate_for_another_statement(lawguard: Run, stranger: Path, tmp_path: Path) -> None:
    path = certificate(tmp_path / "c.json", "x >= -1")
    refused(lawguard("check", stranger, path), 3, str(path), "rejected", "expected the statement")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b'{"format":1,', "not JSON"),
        (b"[" * 200_000, "nesting too deep"),
        (b'{"format":' + b"9" * 5000 + b"}", "digits"),
        (b'{"format":1.0}', "not an integer"),
        (b'{"format":NaN}', "not an integer"),
        (b'{"format":1,"format":1}', "duplicate key 'format'"),
        (b"\xff", "UTF-8"),
        (b'"text"', "expected a dict"),
        (b" " * 9_000_000, "bytes"),
    ],
)
def test_truncated_and_hostile_certificates(
    lawguard: Run, stranger: Path, tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "c.json"
    path.write_bytes(data)
    refused(lawguard("check", stranger, path), 3, str(path), said)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"extra": 1}, "no further fields"),
        ({"points": [{"x": "-1"}]}, "rejected"),
        ({"points": [{"x": "10**(10**(10**10))"}]}, "rejected"),
        ({"proofs": [["split", ["x", "1"]]]}, "rejected"),
        ({"proofs": [["nonsense", []]]}, "one of"),
        ({"verdict": "cited"}, "one of"),
    ],
)
def test_certificates_that_do_not_prove(
    lawguard: Run, stranger: Path, tmp_path: Path, fields: dict[str, object], said: str
) -> None:
    if fields.get("proofs") == [["split", ["x", "1"]]]:
        stranger.write_text(stranger.read_text().replace("x >= 0", "x**2 >= x"))
        path = certificate(tmp_path / "c.json", "x**2 >= x", **fields)
    else:
        path = certificate(tmp_path / "c.json", "x >= 0", **fields)
    refused(lawguard("check", stranger, path), 3, str(path), said)


def test_a_stranger_s_file_with_two_claims(lawguard: Run, demo: Path, tmp_path: Path) -> None:
    refused(lawguard("check", demo, certificate(tmp_path / "c.json", "x >= 0")), 2, "2 claims, not exactly one")


def test_a_missing_certificate(lawguard: Run, stranger: Path) -> None:
    refused(lawguard("check", stranger, "nowhere.json"), 2, "nowhere.json")


def test_library_code_is_not_run_by_check(lawguard: Run, tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text("raise SystemExit('this code has run')\n")
    result = lawguard("check", "code.py", certificate(tmp_path / "c.json", "x >= 0"))
    refused(result, 2, "a claim is read from a .toml or a .txt file")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in str(path)
    }


@pytest.mark.parametrize("text", ["", "{", '{"format": 1, "claims": {"DEMO-1": {"verdict": "maybe"}}}'])
@pytest.mark.parametrize("command", [["run"], ["check"], ["lock"], ["lock", "--update"], ["explain", "DEMO-1"]])
def test_a_damaged_lock(lawguard: Run, folder: Path, command: list[str], text: str) -> None:
    (folder / "claims.lock").write_text(text)
    before = snapshot(folder)
    refused(lawguard(*command), 2, str(folder / "claims.lock"), "damaged lock")
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": 1}', '{"format": 1, "claims": [{"id": "A"}]}', '{"format": 2, "claims": []}']
)
def test_damaged_claims(lawguard: Run, folder: Path, text: str) -> None:
    (folder / "claims.json").write_text(text)
    refused(lawguard("check"), 2, str(folder / "claims.json"))


def test_a_damaged_stored_certificate(lawguard: Run, folder: Path) -> None:
    assert lawguard("run").code == 1
    path = folder / "certificates" / "DEMO-1.a.json"
    good = path.read_bytes()
    path.write_bytes(good[:-20])
    for command in ("run", "check", "lock"):
        before = snapshot(folder)
        result = lawguard(command)
        assert result.code == 3
        assert "DEMO-1.a.json" in " ".join((result.out + result.err).split())
        assert "not JSON" in result.out + result.err
        assert snapshot(folder) == before
    assert lawguard("run", "--fresh").code == 1
    assert path.read_bytes() == good


def test_json_goes_to_stdout_and_everything_else_to_stderr(lawguard: Run, demo: Path) -> None:
    result = lawguard(demo, "--format", "json")
    document = json.loads(result.out)
    assert document["schema_version"] == 1
    assert "0 open" in result.err.splitlines()[-1]


def test_what_a_library_prints_is_no_part_of_the_report(lawguard: Run, folder: Path) -> None:
    path = folder / "demo.py"
    path.write_text(f"print('hello')\n{path.read_text()}")
    result = lawguard("list", "--format", "json")
    assert len(json.loads(result.out)["claims"]) == 4
    assert "hello" in result.err


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_standard_streams(demo: Path, closed: tuple[int, ...]) -> None:
    script = f"{sys.executable} -m verify.entry list {demo} {' '.join(f'{number}>&-' for number in closed)}"
    process = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert process.returncode == 0
    assert process.stderr == ""
    assert ("2 claims" in process.stdout) == (1 not in closed)
