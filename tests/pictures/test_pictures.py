"""What the pictures draw, against exact values and other computations; and the files that are written."""

from __future__ import annotations

import importlib.util
import sys
from itertools import combinations
from math import dist, exp, inf, sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from proofs.bumps import mollifier
from proofs.pictures import growth, separation, tradeoff
from verify.cli import execute
from verify.geometry.objects import bumps, distances, evaluate
from verify.library import load
from verify.report.canvas import PictureError
from verify.report.pictures import names, picture

LIBRARY = load(Path(__file__).parents[2] / "proofs")
needs_matplotlib = pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="needs matplotlib")
HALF = evaluate(mollifier("1/2"))


@pytest.fixture(scope="module")
def traded() -> tradeoff.TradeOff:
    return tradeoff.compute(LIBRARY, n=60, d=30)


# --- the trade-off


@pytest.mark.parametrize("radius", [0.5, 1, 2])
def test_the_greatest_slope_of_the_mollifier(radius: float) -> None:
    places = np.linspace(0, radius, 200_001)
    quotients = np.abs(np.diff(evaluate(mollifier(str(radius)))(places))) / (places[1] - places[0])
    assert quotients.max() <= tradeoff.slope(radius) * (1 + 1e-9)
    assert quotients.max() == pytest.approx(tradeoff.slope(radius), rel=1e-6)


def test_constants_are_slopes_over_the_projected_distance(traded: tradeoff.TradeOff) -> None:
    """S/sqrt(t) sqrt(d/dt) with t dt/d = s^2 is S/s."""
    x, _ = tradeoff.sample(60, 30, tradeoff.SEED)
    for dt, least, constant in zip(traded.projected, traded.separations, traded.constants, strict=True):
        brute = min(dist(u, v) for u, v in combinations(x[:, :dt].tolist(), 2))
        assert least == pytest.approx(brute, rel=1e-12)
        if brute**2 * 30 / dt < 0.999:
            assert constant == pytest.approx(tradeoff.slope(0.5) / brute, rel=1e-9)
    assert max(traded.projected) < 30
    assert list(traded.constants) == sorted(traded.constants, reverse=True)


def test_points_that_are_far_apart_get_the_largest_share() -> None:
    """Two points on a sphere of R^9 projected on 8 coordinates: t < 1 is asked for, and the constant stays one."""
    data = tradeoff.compute(LIBRARY, n=2, d=9, seed=4)
    for dt, least, constant in zip(data.projected, data.separations, data.constants, strict=True):
        assert constant >= tradeoff.slope(0.5) / least * (1 - 1e-9)
        assert constant >= tradeoff.slope(0.5) * sqrt(9 / dt)
    assert any(least**2 * 9 / dt > 1 for dt, least in zip(data.projected, data.separations, strict=True))


def test_the_construction_has_these_constants(traded: tradeoff.TradeOff) -> None:
    x, y = tradeoff.sample(60, 30, tradeoff.SEED)
    random = np.random.default_rng(5)
    for dt, least, constant in zip(traded.projected, traded.separations, traded.constants, strict=True):
        f = bumps(x[:, :dt], y, lambda t, least=least: HALF(t / least))
        assert f(x[:, :dt]) == pytest.approx(y)
        near = x + 0.4 * least * random.normal(size=x.shape) / sqrt(dt)
        steep = np.abs(f(near[:, :dt]) - y) / np.linalg.norm(near - x, axis=1)
        assert steep.max() <= constant
        assert steep.max() > 0.01 * constant


def test_parameters_and_curve(traded: tradeoff.TradeOff) -> None:
    assert traded.parameters == tuple(60 * (dt + 1) for dt in traded.projected)
    for p, value in zip(traded.parameters, traded.curve, strict=True):
        assert value**2 * p == pytest.approx(60 * 30)


def test_the_optimum_is_mcshanes(traded: tradeoff.TradeOff) -> None:
    x, y = tradeoff.sample(60, 30, tradeoff.SEED)
    for bound, fits in ((traded.optimum, True), (0.99 * traded.optimum, False)):
        assert np.allclose(evaluate("mcshane(x, y, L)", {"x": x, "y": y, "L": bound})(x), y) is fits
    opposite = distances(x, x)[y[:, None] != y].min()
    assert traded.optimum == pytest.approx(2 / opposite)
    assert traded.optimum <= min(traded.constants)


def test_equal_points_have_no_picture() -> None:
    with pytest.raises(PictureError, match="different"):
        tradeoff.separation(np.ones((3, 2)))


# --- separation


@pytest.fixture(scope="module")
def apart() -> separation.Separation:
    return separation.compute(n=20, trials=200)


def test_the_union_bound_in_small_dimensions(monkeypatch: pytest.MonkeyPatch) -> None:
    """P(3) = 1/4 and P(5) = 5/32 exactly."""
    monkeypatch.setattr(separation, "DIMENSIONS", (3, 5))
    found = separation.compute(n=10, trials=1)
    assert found.union == pytest.approx((45 / 4, 45 * 5 / 32), rel=1e-14)
    assert max(found.high) <= 1


def test_bounds_are_in_order_and_simulations_between(apart: separation.Separation) -> None:
    for union, low, high in zip(apart.union, apart.low, apart.high, strict=True):
        assert 0 < low <= high <= min(1, union) * (1 + 1e-12)
    for entry in apart.simulated:
        place = apart.dimensions.index(entry.dimension)
        assert entry.interval[0] <= apart.high[place]
        assert entry.interval[1] >= apart.low[place]
        assert 0 <= entry.interval[0] <= entry.failures / entry.trials <= entry.interval[1] <= 1


def test_intervals_are_those_of_clopper_and_pearson(apart: separation.Separation) -> None:
    inner = [entry for entry in apart.simulated if 0 < entry.failures < entry.trials]
    assert inner
    for entry in inner:
        low, high = entry.interval
        assert binom.sf(entry.failures - 1, entry.trials, low) == pytest.approx(0.005)
        assert binom.cdf(entry.failures, entry.trials, high) == pytest.approx(0.005)


def test_a_simulation_sees_one_close_pair() -> None:
    """Two points of S^1 are closer than 1 with probability 1/3; n = 1 has no pair."""
    found = separation.simulate(2, 2, 2000, 3)
    assert found.interval[0] < 1 / 3 < found.interval[1]
    assert separation.simulate(1, 2, 10, 3).failures == 0
    assert separation.simulate(7, 2, 10, 3).failures == 10  # seven points of a circle
    assert separation.simulate(2, 2, 2000, 3) == found


# --- growth


def test_growth_is_that_of_the_refutation() -> None:
    found = growth.compute(LIBRARY, counts=(2, 6, 12))
    assert found.bound == pytest.approx([(m * exp(-1) - 1) * sqrt(2) for m in (2, 6, 12)])
    for bound, quotient, half in zip(found.bound, found.found, found.half, strict=True):
        assert bound <= quotient < inf
        assert half <= tradeoff.slope(0.5)
    assert found.found[2] > 1.5 * found.found[1]


# --- files


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(tradeoff, "PROJECTED", (4, 8))
    monkeypatch.setattr(separation, "TRIALS", 5)
    monkeypatch.setattr(growth, "COUNTS", (2, 4))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@needs_matplotlib
@pytest.mark.parametrize("name", ["growth", "separation", "trade-off"])
@pytest.mark.parametrize(("form", "start"), [(".svg", b"<?xml"), (".png", b"\x89PNG")])
def test_files(small: Path, capfd: pytest.CaptureFixture[str], name: str, form: str, start: bytes) -> None:
    file = small / f"picture{form}"
    assert execute(["picture", name, "-o", str(file)]) == 0
    first = file.read_bytes()
    assert first.startswith(start)
    file.unlink()
    assert execute(["picture", name, "-o", str(file)]) == 0
    assert file.read_bytes() == first
    assert capfd.readouterr() == ("", "")


OTHER = '[[claim]]\nid = "A"\nclaim = "1 <= 2"\nvars = {}\n'


@needs_matplotlib
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grwth", "-o", "a.svg"], "no picture 'grwth' (or growth?): there are growth, separation, trade-off"),
        (["nothing", "-o", "a.svg"], "no picture 'nothing': there are growth, separation, trade-off"),
        (["growth"], "-o FILE expected"),
        (["growth", "-o", "a.txt"], "a.txt: a picture is one of .png, .svg, .pdf"),
        (["growth", "-o", "a.svg", "--library", "other.toml"], "no claim RBF-LIP/a, of which this picture is made"),
        (["trade-off", "-o", "a.svg", "--library", "other.toml"], "no claim PRJ-LIP/b/constant"),
    ],
)
def test_faults(small: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    (small / "other.toml").write_text(OTHER)
    assert execute(["picture", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("lawguard: error: ")
    assert err.count("\n") == 1
    assert said in err
    assert [file.name for file in small.iterdir()] == ["other.toml"]


def test_without_matplotlib(small: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr(growth, "compute", lambda library: pytest.fail("computed for nothing"))
    assert execute(["picture", "growth", "-o", "a.svg"]) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "pip install 'lawguard[report]'" in err
    assert list(small.iterdir()) == []


@needs_matplotlib
def test_a_full_disk(small: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (small / "full.svg").symlink_to("/dev/full")
    assert execute(["picture", "growth", "-o", "full.svg"]) == 3
    assert capfd.readouterr() == ("", "lawguard: error: full.svg: No space left on device\n")
    assert (small / "full.svg").is_char_device()


def test_names_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert execute(["picture"]) == 0
    out = capfd.readouterr().out
    assert [row.split("  ")[0] for row in out.splitlines()] == names()
    assert set(names()) >= {"growth", "separation", "trade-off"}
    assert all(picture(name).SAYS in out for name in names())


def test_help_lists_them(capfd: pytest.CaptureFixture[str]) -> None:
    assert execute(["picture", "--help"]) == 0
    assert "Pictures:\n  growth, separation, trade-off\n" in capfd.readouterr().out
