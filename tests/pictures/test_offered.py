"""Which pictures there are: what installed packages offer, and one line for each way in which that can go wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from verify.cli import execute
from verify.report import pictures
from verify.report.canvas import PictureError

MODULE = 'SAYS = "a square"\ndef compute(library):\n    return 2\ndef draw(data, form):\n    return b"square"\n'
Offer = Callable[..., None]


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Install a package, as far as its metadata go, in a folder of its own: offer("name", square="module")."""

    def installed(package: str, **points: str) -> None:
        folder = tmp_path / "installed" / f"{package}-1.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n")
        rows = "".join(f"{name} = {value}\n" for name, value in points.items())
        (folder / "entry_points.txt").write_text(f"[lawguard.pictures]\n{rows}")

    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    return installed


@pytest.fixture
def square(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = "square_for_tests"
    (tmp_path / f"{name}.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


def test_another_package_offers_a_picture(
    offer: Offer, square: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    offer("squares", square=square)
    names = pictures.names()
    assert {"growth", "square"} <= set(names)
    assert square not in sys.modules  # listed, and not loaded
    assert execute(["picture", "--help"]) == 0
    assert f"Pictures:\n  {', '.join(names)}\n" in capfd.readouterr().out
    assert square not in sys.modules
    (library := tmp_path / "one.toml").write_text('[[claim]]\nid = "A"\nclaim = "1 <= 2"\nvars = {}\n')
    assert execute(["picture", "square", "-o", str(tmp_path / "a.svg"), "--library", str(library)]) == 0
    assert (tmp_path / "a.svg").read_bytes() == b"square"


@pytest.mark.parametrize(
    ("points", "name", "said"),
    [
        ([{"square": "square_for_tests"}], "sqare", "no picture 'sqare' (or square?): there are "),
        ([{"square": "a_module_nobody_has"}], "square", "from a_module_nobody_has: No module named"),
        ([{"square": "square_for_tests:nothing"}], "square", "from square_for_tests:nothing: module"),
        ([{"square": "square_for_tests:SAYS"}], "square", "square_for_tests:SAYS has no SAYS, compute, draw"),
        (
            [{"square": "square_for_tests"}, {"square": "another:one"}],
            "square",
            "the picture 'square' is offered twice: another:one and square_for_tests",
        ),
    ],
)
def test_faults(
    offer: Offer, square: str, capfd: pytest.CaptureFixture[str], points: list[dict[str, str]], name: str, said: str
) -> None:
    for number, entries in enumerate(points):
        offer(f"package{number}", **entries)
    assert execute(["picture", name, "-o", "a.svg"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("lawguard: error: ")
    assert err.count("\n") == 1
    assert said in err


def test_one_package_that_is_found_twice_is_no_fault(offer: Offer, square: str) -> None:
    offer("package1", square=square)
    offer("package2", square=square)
    assert pictures.picture("square").SAYS == "a square"
    assert pictures.names().count("square") == 1


def test_without_any_package(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(pictures, "GROUP", "lawguard.nothing")
    with pytest.raises(PictureError, match=r"no picture 'growth': no installed package offers any"):
        pictures.picture("growth")
    assert execute(["picture"]) == 0
    assert execute(["picture", "--help"]) == 0
    assert "none: no installed package" in capfd.readouterr().out
