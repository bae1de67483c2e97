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
from verify.bare.check import check
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
    ("a negative distance", data(-1), {}, ("data", "a distance >= 0")),
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
    ("another function of X", data().replace("distance(X)", "distance(2*X)"), {}, ("data", "a conclusion distance(X) >= s")),
    ("another assumption", data(shape="inside(X, 0)"), {}, ("data", "assumptions shape(X, rows, columns)")),
    ("half a row", data(shape="shape(X, 201/2, 2)"), {}, ("data", "two different rows")),
    ("a shape of one number", data(shape="shape(X, 100)"), {}, ("check", "a certificate within the limits")),
    ("proved by a pair", data(), {"verdict": "proved"}, ("data", "a pair that agrees with the claim")),
    ("proved without a shape", data("1/2").replace("assume shape(X, 100, 2)\n", ""), {"verdict": "proved"}, ("data", "a distance >= 0, and for a proof the shape")),
    ("supported", data(), {"verdict": "supported"}, ("certificate", "one of proved, refuted")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "change", "refusal"), PAIRS, ids=[row[0] for row in PAIRS])
def test_pairs_refused(what: str, text: str, change: dict[str, Any], refusal: tuple[str, str]) -> None:
    refused(refusal, text, pair(text, **change))


def test_just_inside_the_distance() -> None:
    text = data(5)
    assert checked(text, pair(text, points=(("0", "0"), ("3", "3.9999999999")))).verdict == "refuted"


def test_coordinates_have_a_common_denominator_of_moderate_size() -> None:
    points = [[f"1/{10**990 + 2 * (20 * i + j) + 1}" for j in range(20)] for i in range(2)]
    text = data(shape="shape(X, 100, 20)")
    refused(("data", "coordinates with a common denominator of at most 20000 bits"), text, pair(text, points=points))


def test_the_closest_pair_proves() -> None:
    """At the distance exactly and beyond; the verdict says that the file was not searched."""
    for distance in (0, "1/3", "1/2"):
        outcome = checked(data(distance), pair(data(distance), verdict="proved"))
        assert (outcome.verdict, outcome.flags) == ("proved", ("not re-run",))
        assert outcome.rests_on == (f"file sha256:{'0' * 64}", "oracle: all-pairs screening (verify.geometry)")


def chord(s: object) -> str:
    return data(s).replace("distance", "chord")


# Points and the square of the chord between their directions.
CHORDS = [
    ((("3", "0"), ("1/2", "0")), Fraction(0)),
    ((("1", "0"), ("0", "7")), Fraction(2)),
    ((("1", "0"), ("-5", "0")), Fraction(4)),
    ((("3", "4"), ("10", "0")), Fraction(4, 5)),
    ((("3", "4"), ("-10", "0")), Fraction(16, 5)),
    ((("8", "15"), ("-15", "8")), Fraction(2)),
]


@pytest.mark.parametrize(("points", "square"), CHORDS)
def test_chords(points: Any, square: Fraction) -> None:
    """Each number s is on one side: s <= chord proves, s > chord refutes."""
    for s in (0, Fraction(1, 2), Fraction(4, 5), 1, Fraction(7, 5), Fraction(3, 2), Fraction(17, 9), 2, 3):
        right, wrong = ("proved", "refuted") if s**2 <= square else ("refuted", "proved")
        assert checked(chord(s), pair(chord(s), points, verdict=right)).verdict == right
        with pytest.raises(Rejected, match="a pair that"):
            checked(chord(s), pair(chord(s), points, verdict=wrong))


@pytest.mark.parametrize("verdict", ["proved", "refuted"])
def test_a_point_at_0_has_no_direction(verdict: str) -> None:
    text = chord(1)
    refused(("data", "directions of points that are not zero"), text, pair(text, verdict=verdict))


def test_the_ends_of_an_angle_of_60_degrees() -> None:
    """(1, 0, 1) and (1, 1, 0) are at chord 1 exactly."""
    text = "data\nfile sha256:" + "0" * 64 + "\nassume shape(X, 9, 3)\nconclude chord(X) >= 1"
    assert checked(text, pair(text, (("1", "0", "1"), ("2", "2", "0")), verdict="proved")).verdict == "proved"
    near = (("1", "0", "1"), ("2", "2", "1/1000000000"))
    assert checked(text, pair(text, near)).verdict == "refuted"


def test_a_proved_file_is_no_lemma() -> None:
    """What rests on an oracle cannot enter a proof."""
    text = data("1/2")

    class Proved:
        def statement_of(self, wanted: str) -> str:
            return text

    goal = "scalar\nvar x in [0, 1]\nclaim x >= 2"
    certificate = {"format": 1, "statement": digest(goal), "verdict": "proved", "points": [{"x": "0"}]}
    certificate |= {"proofs": [["instance", [digest(text), {}]]]}
    with pytest.raises((Rejected, Malformed)):
        check(goal, certificate, Proved())


@pytest.mark.parametrize("file", ["", "sha256:", "sha256:" + "0" * 63, "md5:" + "0" * 64, "sha256:" + "A" * 64])
def test_a_file_is_named_by_its_digest(file: str) -> None:
    with pytest.raises(Malformed, match=r"one line 'file sha256:\.\.\.' expected"):
        checked(data().replace("sha256:" + "0" * 64, file), {})
