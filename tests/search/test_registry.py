"""Experiments of installed packages: found by name, loaded when they are asked for, and never twice under one name."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.search.driving import ROOT
from verify.decide import decide_claim
from verify.search.campaign import Campaign
from verify.search.errors import CampaignError
from verify.search.record import code_digest
from verify.search.registry import EXPERIMENTS, GROUP, campaign_of
from verify.search.runner import run_here
from verify.search.separation import Separation
from verify.statement import Claim
from verify.statistic import statistic

MODULE = """
from verify.search.campaign import Campaign, Outcome
class Coin(Campaign):
    def block(self, first, count):
        return [Outcome(trial, True, trial % 2 == 0) for trial in range(first, first + count)]
def coin(arguments, seed, trials):
    if arguments != (1,):
        raise ValueError("one coin expected")
    return Coin("coin(1)", {}, seed, trials)
"""


def installed(folder: Path, distribution: str, module: str, text: str, *points: str) -> None:
    """A package as pip would leave it there."""
    package = folder / module
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "tossed.py").write_text(text)
    about = folder / f"{distribution}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("\n".join([f"[{GROUP}]", *points, ""]))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def said(experiment: str) -> Claim:
    return statistic("X", experiment=experiment, seed=3, trials=20, level="1/100", conclude="rate <= 9/10")


def found(experiment: str) -> Campaign:
    campaign = campaign_of(said(experiment))
    assert campaign is not None
    return campaign


def test_an_installed_package_adds_an_experiment(site: Path) -> None:
    with pytest.raises(CampaignError, match="no experiment 'coin"):
        found("coin(1)")
    installed(site, "coins", "coins_a", MODULE, "coin = coins_a.tossed:coin")
    assert "coins_a.tossed" not in sys.modules
    result = run_here(found("coin(1)"))
    assert (result.met, result.failures) == (20, 10)
    assert decide_claim(said("coin(1)")).status == "supported"
    with pytest.raises(CampaignError, match="one coin expected"):
        found("coin(2)")


def test_the_digest_of_the_code_covers_the_whole_package(site: Path) -> None:
    installed(site, "coins", "coins_b", MODULE, "coin = coins_b.tossed:coin")
    module = type(found("coin(1)")).__module__
    digests = []
    for text in ("", "A = 1\n", "A = 2\n"):
        (site / "coins_b" / "other.py").write_text(text)
        code_digest.cache_clear()
        digests.append(code_digest(module))
    assert len(set(digests)) == 3
    (site / "elsewhere.py").write_text("A = 3\n")
    code_digest.cache_clear()
    assert code_digest(module) == digests[-1]


def test_one_name_twice_is_refused(site: Path) -> None:
    installed(site, "coins", "coins_c", MODULE, "coin = coins_c.tossed:coin")
    installed(site, "dice", "dice_c", MODULE, "coin = dice_c.tossed:coin", "die = dice_c.tossed:coin")
    with pytest.raises(CampaignError, match="offered twice"):
        found("coin(1)")
    assert found("die(1)").id == "coin(1)"


def test_an_experiment_of_this_package_cannot_be_replaced(site: Path) -> None:
    installed(site, "coins", "coins_d", MODULE, "crowded = coins_d.tossed:coin")
    assert isinstance(found("crowded(4, 2, 1)"), Separation)


@pytest.mark.parametrize("point", ["coins_e.nowhere:coin", "coins_e.tossed:nothing", "not_there:coin"])
def test_an_experiment_that_cannot_be_loaded_is_one_line(site: Path, point: str) -> None:
    installed(site, "coins", "coins_e", MODULE, f"coin = {point}")
    with pytest.raises(CampaignError, match="cannot be had") as caught:
        found("coin(1)")
    assert "\n" not in str(caught.value)
    assert decide_claim(said("coin(1)")).status == "undecided"
    for name in [name for name in sys.modules if name.startswith("coins_e")]:
        del sys.modules[name]


def test_no_claim_can_name_a_module() -> None:
    """A name with a dot or a colon is not even a statement; one of a module is no experiment."""
    for text in ("os.system(1)", "os:system(1)"):
        with pytest.raises(ValueError):
            said(text)
    for text in ("os(1)", "antigravity(1)", "system(1)"):
        with pytest.raises(CampaignError, match="no experiment"):
            found(text)
    assert "antigravity" not in sys.modules


def test_what_is_installed() -> None:
    """The entry points are those of pyproject.toml, all can be loaded, and the table here names this package only."""
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"][GROUP]
    assert {point.name: point.value for point in entry_points(group=GROUP)} == declared, "reinstall: make setup"
    for point in entry_points(group=GROUP):
        assert callable(point.load())
    assert all(value.startswith("verify.") for name, value in EXPERIMENTS.items() if name != "slow")  # of a test


def test_the_command_starts_without_looking() -> None:
    code = (
        "import sys\nfrom verify.cli import execute\nexecute(['--version'])\n"
        "print([m for m in ('verify.search.registry', 'proofs', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_arguments_are_exact() -> None:
    assert found("fitted_linear(1, 1/100)").parameters["delta"] == str(Fraction(1, 100))
