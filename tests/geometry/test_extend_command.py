"""`lawguard extend`: text of 80 columns, JSON with certificates that are checked here anew, exit codes, bad input."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from verify.cli import execute

Run = Callable[..., tuple[int, str, str]]
X = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]])
Y = np.array([[0, 0], [1, 0], [0, 2]])
U = np.array([[1.0, 1.0], [3.0, 0.0], [0.1, -7.0]])
F = Fraction


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def inner(*arguments: object, x: Any = X, y: Any = Y, u: Any = U) -> tuple[int, str, str]:
        for name, array in (("x", x), ("y", y), ("u", u)):
            np.save(f"{name}.npy", array)
        capfd.readouterr()
        code = execute(["extend", *map(str, arguments or ("x.npy", "y.npy"))])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return inner


def test_the_constant(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out.splitlines()[5:8] == [
        "constant   0.5",
        "           rows 0, 2, the first pair with it",
        "           squared 1/4",
    ]
    assert max(map(len, out.splitlines())) <= 80
    assert "screening oracle" in out


def test_values_are_in_all_balls(run: Run) -> None:
    code, out, _ = run("x.npy", "y.npy", "--at", "u.npy", "--format", "json")
    assert code == 0
    found = json.loads(out)
    square = F(found["constant"]["square"])
    assert [one["status"] for one in found["new"]["extensions"]] == ["value"] * 3
    for one, u in zip(found["new"]["extensions"], U.tolist(), strict=True):
        left = []
        for x, y in zip(X.tolist(), Y.tolist(), strict=True):
            far = square * sum((F(a) - F(b)) ** 2 for a, b in zip(u, x, strict=True))
            left.append(far - sum((F(w) - b) ** 2 for w, b in zip(one["value"], y, strict=True)))
        assert min(left) == F(one["slack"]) >= 0
    assert found["new"]["extensions"][1]["value"] == ["1", "0"]  # a point of the data keeps its label
    assert found["rests_on"][2].startswith("screening oracle")


def test_too_small_a_constant(run: Run) -> None:
    code, out, _ = run("x.npy", "y.npy", "--at", "u.npy", "--constant", "1/4", "--format", "json")
    assert code == 1
    one = json.loads(out)["new"]["extensions"][0]
    assert one["status"] == "none"
    c, rows = [F(weight) for weight in one["weights"]], one["rows"]
    assert sum(c) == 1
    middle = [sum(a * int(Y[i][k]) for a, i in zip(c, rows, strict=True)) for k in range(2)]
    spread = sum(a * sum((F(int(Y[i][k])) - middle[k]) ** 2 for k in range(2)) for a, i in zip(c, rows, strict=True))
    radii = sum(
        a * F(1, 16) * sum((F(U[0][k]) - F(X[i][k])) ** 2 for k in range(2)) for a, i in zip(c, rows, strict=True)
    )
    assert spread - radii == F(one["excess"]) > 0
    code, out, _ = run("x.npy", "y.npy", "--at", "u.npy", "--constant", "1/4")
    assert code == 1
    assert "no value: weights" in out


def test_labels_that_are_numbers(run: Run) -> None:
    code, out, _ = run("x.npy", "y.npy", "--at", "u.npy", y=np.array([0.0, 3.0, 1.0]), u=np.array([[1.0, 0.0]]))
    assert code == 0
    assert "value 1\n" in out
    assert "all values: from 1 to 1" in out
    code, out, _ = run(
        "x.npy", "y.npy", "--at", "u.npy", "--constant", 2, y=np.array([0.0, 3.0, 1.0]), u=X[:1] + np.array([1.0, 0.0])
    )
    assert code == 0
    assert "all values: from -1 to 2" in out
    assert "asked      for the constant 2" in out


def test_one_point_with_two_labels(run: Run) -> None:
    code, out, _ = run("x.npy", "y.npy", "--at", "u.npy", x=X[[0, 1, 0]])
    assert code == 1
    assert "constant   none: rows 0, 2 are one point with different labels" in out
    assert "no values are looked for" in out
    code, out, _ = run("x.npy", "y.npy", "--format", "json", x=X[[0, 1, 0]])
    assert code == 1
    assert json.loads(out)["constant"] == {"finite": False, "value": None, "square": None, "rows": [0, 2]}


def test_equal_labels(run: Run) -> None:
    code, out, _ = run("x.npy", "y.npy", "--at", "u.npy", y=np.ones((3, 1)))
    assert code == 0
    assert "constant   0: all labels are equal" in out
    assert out.count("value 1\n") == 3


def test_many_new_points_and_coordinates(run: Run) -> None:
    random = np.random.default_rng(0)
    x, y, u = (random.standard_normal(shape) for shape in ((9, 3), (9, 12), (30, 3)))
    code, out, _ = run("x.npy", "y.npy", "--at", "u.npy", "-o", "report.txt", x=x, y=y, u=u)
    assert (code, out) == (0, "")
    said = Path("report.txt").read_text()
    assert "... (12 in all)" in said
    assert "and 10 more new points" in said


REFUSED = [
    ({"y": Y[:2]}, (), "y.npy: 2 labels for 3 points"),
    ({"u": np.zeros((2, 3))}, ("--at", "u.npy"), "u.npy: points of dimension 3, not 2"),
    ({"u": np.zeros((0, 2))}, ("--at", "u.npy"), "at least 1 points of dimension"),
    ({"u": np.zeros(2)}, ("--at", "u.npy"), "an array with 1 dimensions"),
    ({"u": np.array([[np.nan, 0.0]])}, ("--at", "u.npy"), "row 0, column 0 is nan"),
    ({"x": np.zeros(3)}, (), "an array with 1 dimensions"),
    ({"y": np.zeros((3, 1, 1))}, (), "an array with 3 dimensions"),
    ({"y": np.array([1.0, np.inf, 0.0])}, (), "row 1, column 0 is inf"),
    ({"y": np.array(["a", "b", "c"])}, (), "entries of type"),
    ({"x": X[:1], "y": Y[:1]}, (), "at least 2 points"),
    ({"x": np.array([[2**60 + 1], [1], [2]])}, ("--at", "u.npy"), "u.npy: points of dimension 2, not 1"),
    ({"x": np.array([[2**60 + 1, 0], [1, 0], [2, 0]])}, ("--at", "u.npy"), "integers that floats cannot hold"),
    ({}, ("--at", "v.npy"), "v.npy: no such file"),
    ({}, ("--constant", "1"), "--constant needs --at"),
    ({}, ("--at", "u.npy", "--constant", "-1"), "--constant -1: a Lipschitz constant is not negative"),
    ({}, ("--at", "u.npy", "--constant", "sqrt(2)"), "a decimal or a fraction expected"),
    ({}, ("--jobs", "0"), "--jobs"),
    ({}, ("--format", "yaml"), "yaml"),
]  # fmt: skip


@pytest.mark.parametrize(("arrays", "options", "said"), REFUSED, ids=[row[2] for row in REFUSED])
def test_bad_input_is_refused_in_one_line(
    run: Run, arrays: dict[str, Any], options: tuple[str, ...], said: str
) -> None:
    code, out, err = run("x.npy", "y.npy", *options, **arrays)
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("lawguard: error: ")
    assert said in line
