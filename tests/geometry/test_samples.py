"""Samples are the same bytes everywhere; claims about them are proved or refuted by their closest pair."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from verify.bare.check import ORACLE
from verify.decide import decide_claim
from verify.geometry.sample import header, write
from verify.samples import data
from verify.statement import Claim, ClaimError


def test_a_sample_is_what_numpy_would_write(tmp_path: Path) -> None:
    write(tmp_path / "sample.npy", 70, 30_000, 3)  # more than is made at once
    array = np.load(tmp_path / "sample.npy")
    assert (array.shape, array.dtype) == ((70, 30_000), np.int8)
    words = np.random.Philox(key=3).random_raw(70 * 30_000)
    assert np.array_equal(array.ravel(), np.bitwise_count(words).astype(int) - 32)
    np.save(tmp_path / "again.npy", array)
    assert (tmp_path / "again.npy").read_bytes() == (tmp_path / "sample.npy").read_bytes()


@pytest.mark.parametrize(("rows", "columns"), [(2, 1), (60_000, 784), (10**9, 2**24)])
def test_headers_have_128_bytes(rows: int, columns: int) -> None:
    assert len(header(rows, columns)) == 128


def test_the_law_of_an_entry(tmp_path: Path) -> None:
    """Mean 0, variance 16, fourth moment 3 * 16**2 - 8: within five standard errors."""
    write(tmp_path / "sample.npy", 1000, 1000, 11)
    entries = np.load(tmp_path / "sample.npy").astype(float).ravel()
    for moment, value, spread in ((1, 0, 16), (2, 16, 480), (4, 760, 8.4e6)):
        assert abs((entries**moment).mean() - value) < 5 * (spread / entries.size) ** 0.5


def sample(conclude: str, rows: int = 40, columns: int = 16, seed: int = 1, digest: str = "") -> Claim:
    return data(
        "S", rows=rows, columns=columns, seed=seed, digest=digest or made(rows, columns, seed), conclude=conclude
    )


def made(rows: int, columns: int, seed: int) -> str:
    file = Path("sample.npy")
    write(file, rows, columns, seed)
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("function", ["distance", "chord"])
def test_proved_below_the_least_distance_refuted_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    monkeypatch.chdir(tmp_path)
    made(40, 16, 1)
    x = np.load("sample.npy").astype(float)
    x = x if function == "distance" else x / np.linalg.norm(x, axis=1, keepdims=True)
    gaps = np.linalg.norm(x[:, None] - x, axis=-1) + 1e9 * np.eye(40)
    least = gaps.min()
    named = sorted(int(k) for k in np.unravel_index(gaps.argmin(), gaps.shape))
    for factor, status in ((0.999, "proved"), (1.001, "refuted")):
        verdict = decide_claim(sample(f"{function}(X) >= {round(factor * least * 10**6)}/1000000"))
        assert verdict.status == status
        assert (ORACLE in verdict.rests_on) == (status == "proved")
        assert ("not re-run" in verdict.flags) == (status == "proved")
        assert sorted((verdict.certificate or {})["rows"]) == named


def test_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same claim about bytes that the sample does not have, or about a file that is not there."""
    monkeypatch.chdir(tmp_path)
    other = decide_claim(sample("distance(X) >= 0", digest="0" * 64))
    assert (other.status, other.certificate) == ("undecided", None)
    assert f"the sample has the digest sha256:{made(40, 16, 1)}" in other.message


@pytest.mark.parametrize("conclude", ["distance(X) <= 1", "diameter(X) >= 1", "distance(X) >= sqrt(2)"])
def test_other_conclusions_stay_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, conclude: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert decide_claim(sample(conclude)).status == "undecided"


@pytest.mark.parametrize(("digest", "conclude"), [("12", "distance(X) >= 1"), ("0" * 64, "distance(X) >= y")])
def test_what_cannot_be_stated(digest: str, conclude: str) -> None:
    with pytest.raises(ClaimError, match="claim S: "):
        data("S", rows=2, columns=1, seed=0, digest=digest, conclude=conclude)
