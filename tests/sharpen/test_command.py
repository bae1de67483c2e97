"""`lawguard sharpen` as it is used: what it prints and writes, its exit codes, and its one-line errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from verify.cli import execute

LIBRARY = """
[[claim]]
id = "EXPONENT"
claim = "exp(-2*n*(eps/6)**2/4**2) <= exp(-n*eps**2/K)"
vars = { n = "integer [1, oo)", eps = "(0, 1)" }
constants = { K = { value = "288", sense = "least" } }

[[claim]]
id = "TWO"
claim = ["x**2 <= A", "B*x <= 1"]
vars = { x = "[0, 3]" }
constants = { A = "10", B = "1/4" }

[[claim]]
id = "MISSING"
claim = "n**2 >= 7*n + 3"
vars = { n = "integer [1, oo)" }
repair = "n"
expect = "refuted"

[[claim]]
id = "SPARE"
claim = "x <= 3"
vars = { x = "[0, oo)", y = "(0, 1)" }
given = ["x <= 2", "y >= 1/2"]

[[claim]]
id = "OPEN"
claim = "gamma(x) <= K"
vars = { x = "[1, 2]" }
constants = { K = "2" }

[[claim]]
id = "OTHER-SIDE"
claim = "K*x <= 1"
vars = { x = "[0, 2]" }
constants = { K = { value = "1/4", sense = "least" } }

[[claim]]
id = "PLAIN"
claim = "x <= 1"
vars = { x = "[0, 1]" }
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def lawguard(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims.toml").write_text(LIBRARY, encoding="utf-8")

    def run(*arguments: str) -> Result:
        capfd.readouterr()
        code = execute(arguments)
        captured = capfd.readouterr()
        return Result(code, captured.out, captured.err)

    return run


def test_a_constant(lawguard: Run) -> None:
    result = lawguard("sharpen", "EXPONENT", "claims.toml")
    assert result.code == 0
    assert "sharp value   288, attained: proved at it" in result.out
    assert "refuted at    288 - 1/" in result.out
    assert result.out.splitlines()[-1] == "1 sought: 1 found, 0 open"
    assert max(map(len, result.out.splitlines())) <= 80
    assert "K = 288 proved" in result.err


def test_each_constant_has_its_lines(lawguard: Run) -> None:
    result = lawguard("sharpen", "TWO", "claims.toml")
    assert result.code == 0
    printed = [row.split()[1:3] for row in result.out.splitlines() if "is printed" in row]
    assert printed == [["A:", "10"], ["B:", "1/4"]]
    assert "sharp value   9, attained" in result.out
    assert "sharp value   1/3, attained" in result.out
    only = lawguard("sharpen", "TWO", "claims.toml", "--constant", "B")
    assert "1/3" in only.out
    assert "10 is printed" not in only.out


def test_a_constant_that_is_limited_on_the_other_side(lawguard: Run) -> None:
    result = lawguard("sharpen", "OTHER-SIDE", "claims.toml")
    assert result.code == 0
    assert "K: 1/4 is printed; the greatest value is sought" in result.out
    assert "a smaller value says more, but here only the other side is limited" in result.out
    assert "sharp value   1/2, attained" in result.out
    assert "slack         a factor of 2: so far it holds, too" in result.out
    (found,) = json.loads(lawguard("sharpen", "OTHER-SIDE", "claims.toml", "--format", "json").out)["constants"]
    assert (found["sense"], found["turned"]) == ("greatest", True)
    assert "only the other side" not in lawguard("sharpen", "EXPONENT", "claims.toml").out


def test_certificates_are_written_and_checked_by_the_kernel_alone(lawguard: Run, tmp_path: Path) -> None:
    assert lawguard("sharpen", "EXPONENT", "claims.toml", "--certificates", "out").code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"EXPONENT.K.{role}.{ending}" for role in ("proved", "refuted") for ending in ("json", "txt")]
    for role in ("proved", "refuted"):
        checked = lawguard("check", f"out/EXPONENT.K.{role}.txt", f"out/EXPONENT.K.{role}.json")
        assert (checked.code, role in checked.out) == (0, True)
    crossed = lawguard("check", "out/EXPONENT.K.refuted.txt", "out/EXPONENT.K.proved.json")
    assert crossed.code == 3


def test_json(lawguard: Run) -> None:
    result = lawguard("sharpen", "EXPONENT", "claims.toml", "--format", "json")
    document = json.loads(result.out)
    (found,) = document["constants"]
    assert (found["name"], found["sense"], found["sharp"], found["attained"]) == ("K", "least", "288", True)
    assert found["proved_at"] == "288"
    assert [entry["role"] for entry in found["certificates"]] == ["proved", "refuted"]
    assert all(entry["certificate"]["statement"] == entry["statement_hash"] for entry in found["certificates"])
    assert document["open"] == []


def test_a_missing_hypothesis(lawguard: Run) -> None:
    result = lawguard("sharpen", "MISSING", "claims.toml")
    assert result.code == 0
    assert "holds from n >= 8 on (proved)" in result.out
    explained = lawguard("explain", "MISSING", "claims.toml")
    assert "holds from n >= 8 on (proved)" in explained.out
    assert "repair" not in lawguard("explain", "SPARE", "claims.toml").out


def test_hypotheses(lawguard: Run) -> None:
    result = lawguard("sharpen", "SPARE", "claims.toml")
    assert result.code == 0
    assert "not needed    y >= 1/2" in result.out
    assert "x <= 2" not in result.out


def test_an_open_bracket_is_no_success(lawguard: Run) -> None:
    result = lawguard("sharpen", "OPEN", "claims.toml", "--budget", "50")
    assert result.code == 1
    assert "no value tried is proved or refuted: no rules for gamma" in result.out
    assert result.out.splitlines()[-1] == "1 sought: 0 found, 1 open"


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["EXPONENT", "--constant", "k"], "it has no constant 'k'; its constants: K"),
        (["EXPONENT", "--constant", "KK"], "it has no constant 'KK'; did you mean K?"),
        (["PLAIN"], "claim PLAIN: nothing to sharpen"),
        (["EXPONENTS"], "did you mean EXPONENT?"),
        (["EXPONENT", "--width", "0"], "is not between"),
        (["EXPONENT", "--width", "small"], "is not a number such as 1e-6"),
    ],
)
def test_a_fault_is_one_line(lawguard: Run, arguments: list[str], fault: str) -> None:
    id, *options = arguments
    result = lawguard("sharpen", id, "claims.toml", *options)
    assert result.code == 2
    assert result.out == ""
    assert len(result.err.splitlines()) == 1
    assert fault in result.err


def test_a_constant_that_stands_elsewhere_in_the_argument(lawguard: Run) -> None:
    """The others are sharpened; where to look for this one is said."""
    told = (
        "none of its obligations mentions the constant side_condition; sharpen one that it rests on and that has it: "
    )
    found = lawguard("sharpen", "DER-THM3", "--format", "json")
    assert found.code == 0
    assert [entry["name"] for entry in json.loads(found.out)["constants"]] == ["net_growth", "final_constant"]
    assert f"{told}DER-THM3/core" in found.err
    alone = lawguard("sharpen", "DER-THM3", "--constant", "side_condition")
    assert (alone.code, alone.out) == (2, "")
    assert f"{told}DER-THM3/core" in alone.err
