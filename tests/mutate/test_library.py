"""Every mutant of the library, decided: no alarm, and the page of survivors is what the command writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, lawguard

__all__ = ["lawguard"]  # the fixture

PAGE = Path(__file__).parents[2] / "docs" / "survivors.md"


@pytest.mark.slow
def test_no_alarm_and_the_page_of_survivors_is_up_to_date(lawguard: Run, tmp_path: Path) -> None:
    written = tmp_path / "survivors.md"
    run = lawguard("mutate", "--jobs", "2", "--format", "markdown", "-o", str(written))
    assert run.code == 0
    assert " 0 alarms" in run.err
    assert written.read_text() == PAGE.read_text()
