"""The command: text at 80 columns, JSON, pictures, other libraries, and faults in one line."""

from __future__ import annotations

import importlib.util
import json
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from verify.cli import execute

MNIST = ["--n", "6e4", "--d", "784", "--p", "2e5"]
needs_matplotlib = pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="needs matplotlib")

OTHER = """from verify.law import Law, Least, Level, Parameter
LAW = Law(
    name="Lemma 7",
    says="a fair coin is tossed often enough",
    quantity="T",
    bound="log(1/tail)/log(2)",
    condition="tail <= 1/2",
    parameters=(Parameter("tail", "(0, 1)", "failure probability"), Parameter("m", "integer [1, oo)", "tosses", "1")),
    levels=(Level("10", "ten tosses"),),
    least=(Least("m", "2**(-m) <= tail", "tosses that suffice", "COIN/monotone"),),
)
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = execute(["bound", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *MNIST, "--eps", "0.5")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    for said in (
        "bound      0.006838921305...",
        "condition  fails: 50751.73815... > 15000",
        "Theorem 3 says nothing here",
        "least n    203007",
        "(at 8:",
        "not more than 1",
        "THM1-VACUITY/monotone",
    ):
        assert said in out


@pytest.mark.parametrize(
    "extra", [[], ["--eps", "1/997", "--W", "10**30", "--J", "123456789/1000"], ["--digits", "60"]]
)
def test_text_fits(capsys: pytest.CaptureFixture[str], extra: list[str]) -> None:
    code, out, _ = run(capsys, "--n", "10**20", "--d", "784", "--p", "n*d", *extra)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "Theorem 3 says that Lip(f) is at least" in " ".join(out.split())


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *MNIST, "--eps", "0.5", "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert found["schema_version"] == 1
    assert found["parameters"]["eps"] == "1/2"
    assert found["applies"] is found["condition"]["holds"] is False
    low, high = map(Fraction, found["bound"]["enclosure"])
    assert low < Fraction("0.0068389213055") < high
    assert high - low == Fraction(1, 10**12)
    assert [entry["value"] for entry in found["least"]] == ["203007", "9", "149"]
    assert found["least"][1]["below"]["holds"] is False
    assert found["least"][1]["at"]["holds"] is True
    assert [entry["exceeded"] for entry in found["levels"]] == [True, False, False, False]
    assert "Infinity" not in out
    assert not any(isinstance(value, float) for value in flat(found))


def flat(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in flat(part)]
    return [leaf for part in value for leaf in flat(part)] if isinstance(value, list) else [value]


def test_output_goes_to_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, *MNIST, "-o", "report.txt")
    assert (code, out) == (0, "")
    assert "least p" in (tmp_path / "report.txt").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (MNIST[:4], "--p: a value is needed (parameters)"),
        ([*MNIST, "--eps", "1"], "--eps: 1 is outside (0, 1)"),
        ([*MNIST, "--eps", "0.1.2"], "--eps"),
        ([*MNIST, "--delta", "0"], "--delta: 0 is outside (0, 1)"),
        ([*MNIST, "--c", "0"], "--c: 0 is outside (0, oo)"),
        ([*MNIST, "--k", "1/2"], "--k: 1/2 is not an integer"),
        ([*MNIST, "--W=-1"], "--W: -1 is outside [0, oo)"),
        ([*MNIST, "--W", "sqrt(2)"], "--W: an exact rational number"),
        ([*MNIST, "--q", "1"], "--q"),
        ([*MNIST, "--plot", "bound.txt"], "bound.txt: a picture is one of"),
        ([*MNIST, "--library", "nowhere"], "nowhere"),
        ([*MNIST, "--digits", "0"], "--digits"),
    ],
)
def test_faults(capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], said: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("lawguard: error: ")
    assert said in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_picture_without_matplotlib(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    code, out, err = run(capsys, *MNIST, "--plot", "bound.svg")
    assert (code, out) == (2, "")
    assert "pip install 'lawguard[report]'" in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@needs_matplotlib
@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.pdf", b"%PDF")])
def test_pictures(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, start: bytes) -> None:
    assert run(capsys, *MNIST, "--plot", name)[0] == 0
    first = (tmp_path / name).read_bytes()
    assert first.startswith(start)
    (tmp_path / name).unlink()
    assert run(capsys, *MNIST, "--plot", name)[0] == 0
    assert (tmp_path / name).read_bytes() == first


@pytest.fixture
def coin(tmp_path: Path) -> Path:
    """A library of another subject, configured as the default one."""
    (tmp_path / "pyproject.toml").write_text('[tool.lawguard]\nlibrary = "coin"\n')
    folder = tmp_path / "coin"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "bound.py").write_text(OTHER)
    return folder


def test_another_law(capsys: pytest.CaptureFixture[str], coin: Path) -> None:
    """The options are those of the law at hand; nothing of the paper is left."""
    code, out, _ = run(capsys, "--tail", "1/1000")
    assert code == 0
    assert "bound      9.965784284..." in out
    assert "Lemma 7 says that T is at least" in out
    assert "least m    10: tosses that suffice" in out
    assert run(capsys, "--n", "1")[0] == 2
    help_text = run(capsys, "--help")[1]
    assert "--tail" in help_text
    assert "--eps" not in help_text.split("Options:")[1]


def test_a_picture_that_the_law_does_not_have(capsys: pytest.CaptureFixture[str], coin: Path) -> None:
    code, _, err = run(capsys, "--tail", "1/1000", "--plot", "x.svg")
    assert code == 2
    assert "Lemma 7 has no picture" in err


@pytest.mark.parametrize(
    ("text", "said"), [(None, "offers no law"), ("LAW = 3", "no law LAW"), ("LAW = 1/0", "ZeroDivisionError")]
)
def test_libraries_without_a_law(capsys: pytest.CaptureFixture[str], coin: Path, text: str | None, said: str) -> None:
    (coin / "bound.py").unlink()
    if text is not None:
        (coin / "bound.py").write_text(text)
    code, _, err = run(capsys, "--tail", "1/1000")
    assert code == 2
    assert said in err
    assert err.count("\n") == 1
