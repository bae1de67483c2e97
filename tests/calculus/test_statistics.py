"""The arithmetic of binomial tails, at the exact boundary, and of violating pairs."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.kernel.examples import checked, refused
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.statement import digest

LOG = "sha256:" + "0" * 64


def statistic(q: object, trials: object = 100, level: object = "1/1000", relation: str = "<=") -> str:
    return f"statistic\nexperiment pairs(200, 50)\nseed 7\ntrials {trials}\nlevel {level}\nconclude rate {relation} {q}"


def counted(text: str, failures: object, **fields: Any) -> dict[str, Any]:
    head = {"format": 1, "statement": digest(text), "verdict": "supported"}
    return {**head, "failures": failures, "log": LOG, **fields}


def accepted(text: str, failures: int) -> bool:
    try:
        outcome = checked(text, counted(text, failures))
    except Rejected as error:
        if error.expected != "counts that support the claim at its level":
            raise
        return False
    assert outcome.verdict == "supported"
    assert outcome.flags == ("not re-run",)
    return True


def boundary(q: Fraction, n: int, level: Fraction) -> int:
    """The largest k with P(Bin(n, q) <= k) <= level, by exact summation in another form; -1 if there is none."""
    term = (1 - q) ** n
    total = term
    k = -1
    while total <= level:
        k += 1
        term = term * (n - k) / (k + 1) * q / (1 - q)
        total += term
    return k


@pytest.mark.parametrize("q", ["1/20", "1/2", "0.9", "1/3"])
@pytest.mark.parametrize("n", [1, 10, 100, 500])
@pytest.mark.parametrize("level", ["1/10", "1/1000000"])
def test_one_failure_more(q: str, n: int, level: str) -> None:
    """Exactly the counts up to the boundary support ``rate <= q``."""
    k = boundary(Fraction(q), n, Fraction(level))
    for failures in {-1, 0, k - 1, k, k + 1, k + 2, n} & set(range(n + 1)):
        assert accepted(statistic(q, n, level), failures) == (failures <= k)
        assert accepted(statistic(1 - Fraction(q), n, level, ">="), n - failures) == (failures <= k)


def test_level_attained_exactly() -> None:
    """P(Bin(2, 1/2) <= 0) = 1/4: a level of 1/4 is met, a smaller one is not."""
    assert accepted(statistic("1/2", 2, "1/4"), 0)
    assert not accepted(statistic("1/2", 2, "249999999/1000000000"), 0)


@given(st.integers(1, 300), st.integers(0, 300), st.integers(1, 40))
def test_agrees_with_scipy(n: int, failures: int, percent: int) -> None:
    failures = min(failures, n)
    tail = float(stats.binom.cdf(failures, n, percent / 100))
    if abs(tail - 0.05) > 1e-9:
        assert accepted(statistic(Fraction(percent, 100), n, "1/20"), failures) == (tail <= 0.05)


COUNTS = [
    ("True for 1", statistic("1/20"), True, ("certificate", "a int")),
    ("text", statistic("1/20"), "0", ("certificate", "a int")),
    ("a negative count", statistic("1/20"), -1, ("statistic", "counts of at most")),
    ("more failures than trials", statistic("1/20"), 101, ("statistic", "counts of at most")),
    ("half a trial", statistic("1/20", "1/2"), 0, ("statistic", "counts of at most")),
    ("no trials", statistic("1/20", 0), 0, ("statistic", "counts that support")),
    ("too many trials", statistic("1/20", 10**9), 0, ("statistic", "counts of at most")),
    ("level 0", statistic("1/2", 100, 0), 0, ("statistic", "counts of at most")),
    ("level 1", statistic("1/20", 100, 1), 50, ("statistic", "counts of at most")),
    ("a rate above 1", statistic("2"), 0, ("statistic", "counts of at most")),
    ("a negative rate", statistic("-1/2", 100, "1/2", ">="), 0, ("statistic", "counts of at most")),
    ("a rate of many digits", statistic("0." + "3" * 900, 5_000), 0, ("statistic", "trials times bits")),
    ("an unknown rate", statistic("rate"), 0, ("statistic", "a rational number")),
    ("a strict claim", statistic("1/20", relation="<"), 0, ("statistic", "a conclusion rate <= q")),
    ("an equality", statistic("1/20", relation="=="), 0, ("statistic", "a conclusion rate <= q")),
    ("turned round", statistic("1/20").replace("rate <= 1/20", "1/20 >= rate"), 0, ("statistic", "a conclusion rate <= q")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "failures", "refusal"), COUNTS, ids=[row[0] for row in COUNTS])
def test_counts_refused(what: str, text: str, failures: object, refusal: tuple[str, str]) -> None:
    refused(refusal, text, counted(text, failures))


@pytest.mark.parametrize("log", [None, "", "none", "sha256:00", "sha256:" + "g" * 64, 7, LOG + "0", LOG + "\n"])
def test_a_log_is_named(log: object) -> None:
    text = statistic("1/20")
    with pytest.raises(Rejected):
        checked(text, counted(text, 0, log=log))


def test_statistics_are_never_proved() -> None:
    text = statistic("1/20", 500)
    assert accepted(text, 0)
    for verdict in ("proved", "refuted", "cited", "vacuous"):
        refused(("certificate", "one of supported"), text, counted(text, 0, verdict=verdict))
    refused(("certificate", "no further fields"), text, counted(text, 0, trials=10**6))


@pytest.mark.parametrize(
    "line", ["trials 100", "level 1/1000", "seed 7", "experiment pairs(200, 50)", "conclude rate <= 1/20"]
)
def test_every_line_is_needed_once(line: str) -> None:
    text = statistic("1/20")
    for changed in (text.replace("\n" + line, ""), text.replace(line, f"{line}\n{line}")):
        with pytest.raises((Malformed, Rejected)):
            checked(changed, counted(changed, 0))


def data(distance: object = 1, shape: str = "shape(X, 100, 2)") -> str:
    return f"data\nfile sha256:{'0' * 64}\nassume {shape}\nconclude distance(X) >= {distance}"


def pair(text: str, points: Any = (("0", "0"), ("0", "1/2")), rows: Any = (3, 7), **fields: Any) -> dict[str, Any]:
    head = {"format": 1, "statement": digest(text), "verdict": "refuted"}
    listed = [list(point) if isinstance(point, tuple) else point for point in points]
    return {**head, "rows": list(rows), "points": listed, **fields}


def test_a_violating_pair() -> None:
    outcome = checked(data(), pair(data()))
    assert outcome.verdict == "refuted"
    assert outcome.rests_on == (f"file sha256:{'0' * 64}",)


PAIRS = [
    ("at the distance exactly", data("1/2"), {}, ("data", "a pair that violates the claim")),
    ("3-4-5", data(5), {"points": (("0", "0"), ("3", "4"))}, ("data", "a pair that violates the claim")),
    ("a negative distance", data(-1), {}, ("data", "a pair that violates the claim")),
    ("distance 0", data(0), {"points": (("0", "0"), ("0", "0"))}, ("data", "a pair that violates the claim")),
    ("one row", data(), {"rows": (3, 3)}, ("data", "two different rows")),
    ("a negative row", data(), {"rows": (-1, 3)}, ("data", "two different rows")),
    ("a row outside the file", data(), {"rows": (3, 100)}, ("data", "two different rows")),
    ("True for a row", data(), {"rows": (True, 3)}, ("certificate", "a int")),
    ("three points", data(), {"points": (("0", "0"), ("0", "0"), ("0", "0"))}, ("certificate", "2 entries")),
    ("one row number", data(), {"rows": (3,)}, ("certificate", "2 entries")),
    ("another dimension", data(), {"points": (("0",), ("1/2",))}, ("data", "two different rows")),
    ("two dimensions", data(), {"points": (("0", "0"), ("0",))}, ("data", "two different rows")),
    ("a number that is no text", data(), {"points": ((0, 0), (0, 0))}, ("certificate", "a str")),
    ("an irrational coordinate", data(), {"points": (("sqrt(2)", "0"), ("0", "0"))}, ("certificate", "a rational number")),
    ("an infinite coordinate", data(), {"points": (("1/0", "0"), ("0", "0"))}, ("certificate", "a rational number")),
    ("another conclusion", data().replace("distance(X) >=", "distance(X) <="), {}, ("data", "a conclusion distance(X) >= s")),
    ("another quantity", data().replace("distance(X) >=", "diameter(X) >="), {}, ("data", "a conclusion distance(X) >= s")),
    ("no number", data("X"), {}, ("statistic", "a rational number")),
    ("proved by a pair", data(), {"verdict": "proved"}, ("certificate", "one of refuted")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "change", "refusal"), PAIRS, ids=[row[0] for row in PAIRS])
def test_pairs_refused(what: str, text: str, change: dict[str, Any], refusal: tuple[str, str]) -> None:
    refused(refusal, text, pair(text, **change))


def test_just_inside_the_distance() -> None:
    text = data(5)
    assert checked(text, pair(text, points=(("0", "0"), ("3", "3.9999999999")))).verdict == "refuted"


@pytest.mark.parametrize("file", ["", "sha256:", "sha256:" + "0" * 63, "md5:" + "0" * 64, "sha256:" + "A" * 64])
def test_a_file_is_named_by_its_digest(file: str) -> None:
    with pytest.raises(Malformed, match=r"one line 'file sha256:\.\.\.' expected"):
        checked(data().replace("sha256:" + "0" * 64, file), {})
