"""The log counts what is whole and its own, says what is not, and never rewrites a line."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.search.slow import Slow, slow
from verify.search.campaign import Campaign
from verify.search.errors import LogError
from verify.search.log import Log, name_of, sealed, unsealed
from verify.search.record import compute

CAMPAIGN = slow((Fraction(7), Fraction(0)), 3, 70)


def written(path: Path, campaign: Campaign = CAMPAIGN, count: int = 10) -> bytes:
    log = Log(path, campaign)
    for first, size in list(campaign.blocks())[:count]:
        log.add(compute(campaign, first, size)[0])
    log.close()
    return path.read_bytes()


def reread(path: Path, campaign: Campaign = CAMPAIGN) -> tuple[int, list[str]]:
    log = Log(path, campaign)
    log.close()
    return len(log.blocks), log.damaged


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "log"
    data = written(path)
    log = Log(path, CAMPAIGN)
    log.close()
    assert log.blocks == {block: compute(CAMPAIGN, *block)[0] for block in CAMPAIGN.blocks()}
    assert log.damaged == []
    assert path.read_bytes() == data


def test_every_truncation_keeps_the_lines_before_it(tmp_path: Path) -> None:
    path = tmp_path / "log"
    data = written(path, count=3)
    for length in range(0, len(data), 17):
        path.write_bytes(data[:length])
        blocks, damaged = reread(path)
        assert blocks == max(0, data[:length].count(b"\n") - 1)
        assert len(damaged) == (length > 0 and data[length - 1 : length] != b"\n")
        assert path.read_bytes().startswith(data[:length])


def test_every_flipped_bit_is_found(tmp_path: Path) -> None:
    path = tmp_path / "log"
    data = written(path, count=3)
    for place in range(0, len(data), 13):
        flipped = bytearray(data)
        flipped[place] ^= 1 << place % 8
        path.write_bytes(flipped)
        blocks, damaged = reread(path)
        assert damaged, place
        whole = set(bytes(flipped).split(b"\n"))  # a newline that is flipped joins two lines
        assert blocks == sum(line in whole for line in data.split(b"\n")[1:4])


def test_a_line_after_a_cut_one_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "log"
    data = written(path, count=3)
    path.write_bytes(data[:-5])
    log = Log(path, CAMPAIGN)
    log.add(compute(CAMPAIGN, 14, 7)[0])
    log.close()
    assert reread(path)[0] == 3
    assert path.read_bytes().startswith(data[:-5] + b"\n")


@pytest.mark.parametrize("other", [replace(CAMPAIGN, seed=4), slow((Fraction(8), Fraction(0)), 3, 70)])
def test_the_log_of_another_campaign_is_refused(tmp_path: Path, other: Slow) -> None:
    path = tmp_path / "log"
    data = written(path)
    with pytest.raises(LogError, match="the log of another campaign; --restart"):
        Log(path, other)
    assert path.read_bytes() == data
    assert name_of(other) != name_of(CAMPAIGN)


def test_the_log_of_other_code_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    written(path)
    monkeypatch.setattr("verify.search.log.code_digest", lambda module: "0" * 64)
    with pytest.raises(LogError, match="the log of other code"):
        Log(path, CAMPAIGN)


def test_more_trials_go_on_with_the_same_log(tmp_path: Path) -> None:
    path = tmp_path / "log"
    written(path)
    assert name_of(replace(CAMPAIGN, trials=700)) == name_of(CAMPAIGN)
    assert reread(path, replace(CAMPAIGN, trials=700))[0] == 10


def test_a_block_of_another_log_does_not_count(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    data, other = written(here, count=1), written(there, replace(CAMPAIGN, seed=4))
    here.write_bytes(data + other.split(b"\n")[3] + b"\n")
    blocks, damaged = reread(here)
    assert blocks == 1
    assert "a block of another log" in damaged[0]


def test_two_results_for_one_block_are_an_alarm(tmp_path: Path) -> None:
    path = tmp_path / "log"
    data = written(path, count=2)
    entry = unsealed(data.split(b"\n")[1])
    entry["block"]["failed"] += 1
    path.write_bytes(data + sealed(entry))
    with pytest.raises(LogError, match="two results for the trials from 0 on"):
        Log(path, CAMPAIGN)


def test_the_same_result_twice_is_none(tmp_path: Path) -> None:
    path = tmp_path / "log"
    data = written(path, count=2)
    path.write_bytes(data + data.split(b"\n")[1] + b"\n")
    assert reread(path) == (2, [])


def test_a_disk_that_fills_up_in_the_middle_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    written(path, count=2)
    log, real, left = Log(path, CAMPAIGN), os.write, [40]

    def full(file: int, data: memoryview) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        part = data[: left[0]]
        left[0] -= len(part)
        return real(file, part)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(LogError, match="No space left on device; 2 blocks before it are kept, and --resume"):
        log.add(compute(CAMPAIGN, 14, 7)[0])
    monkeypatch.setattr(os, "write", real)
    log.close()
    blocks, damaged = reread(path)
    assert blocks == 2
    assert "cut short" in damaged[0]


def test_a_device_is_no_log(tmp_path: Path) -> None:
    (tmp_path / "log").symlink_to("/dev/full")
    with pytest.raises(LogError, match="no regular file"):
        Log(tmp_path / "log", CAMPAIGN)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LogError, match=r"Not a directory|File exists"):
        Log(tmp_path / "file" / "log", CAMPAIGN)
