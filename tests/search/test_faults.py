"""Runs that are killed, interrupted or out of space lose nothing that was written, and end with the same result."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.cli.test_interrupts import none_left
from tests.search.driving import Slowly, children

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")


@pytest.fixture
def slowly(tmp_path: Path) -> Slowly:
    return Slowly(tmp_path, blocks=24)


def kill_and_resume(slowly: Slowly, kills: int, executors: tuple[str, ...]) -> None:
    moments = random.Random(11)
    for number in range(kills):
        before = slowly.lines()
        process = slowly.start(*["--resume"] * (number > 0), "--executor", executors[number % len(executors)], "-j2")
        slowly.wait(before + moments.randrange(3), process)
        time.sleep(moments.uniform(0, 0.1))
        process.kill()
        process.communicate(timeout=30)
        assert slowly.lines() >= before
        assert none_left(process.pid)
    code, _ = slowly.finish("--resume")
    assert code == 0
    assert slowly.right()


def test_killed_three_times_and_resumed(slowly: Slowly) -> None:
    kill_and_resume(slowly, 3, ("local", "threads"))


@pytest.mark.slow
def test_killed_twenty_times_and_resumed(tmp_path: Path) -> None:
    kill_and_resume(Slowly(tmp_path, blocks=90), 20, ("local",))


def test_a_worker_that_is_killed_is_replaced(slowly: Slowly) -> None:
    process = slowly.start("-j2")
    slowly.wait(3, process)
    for worker in children(process.pid)[:1]:
        os.kill(worker, signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "workers died once and were replaced" in said
    assert slowly.right()
    assert none_left(process.pid)


def test_workers_that_always_die_end_the_run(slowly: Slowly) -> None:
    process = slowly.start("-j1")
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        for worker in children(process.pid):
            os.kill(worker, signal.SIGKILL)
        time.sleep(0.01)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 3
    assert "the workers died 3 times in a row; what is logged is kept" in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize(("executor", "whole_group"), [("local", True), ("local", False), ("threads", True)])
def test_ctrl_c_keeps_what_is_done(slowly: Slowly, executor: str, whole_group: bool) -> None:
    process = slowly.start("-j2", "--executor", executor)
    slowly.wait(3, process)
    if whole_group:  # as a terminal does
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert "interrupted: 1 campaign" in said
    assert "the same command with --resume goes on" in said
    entry = slowly.result()
    assert entry["verdict"] == "incomplete"
    assert entry["digest"] is None
    assert 15 <= entry["done"] < 120
    assert entry["done"] == 5 * slowly.lines()
    assert none_left(process.pid)
    assert slowly.finish("--resume")[0] == 0
    assert slowly.right()


def test_damaged_lines_are_computed_anew(slowly: Slowly) -> None:
    assert slowly.finish()[0] == 0
    whole = slowly.summary.read_bytes()
    lines = slowly.log.read_bytes().split(b"\n")
    flipped = bytearray(lines[5])
    flipped[len(flipped) // 2] ^= 4
    lines[5] = bytes(flipped)
    cut = lines[-2][:-7]  # the line before the final newline
    slowly.log.write_bytes(b"\n".join([*lines[:-2], cut]))
    code, said = slowly.finish("--resume")
    assert code == 0
    notices = [line for line in said.splitlines() if "computed anew" in line]
    assert len(notices) == 2
    assert "line 6" in notices[0]
    assert "cut short" in notices[1]
    assert slowly.summary.read_bytes() == whole
    assert slowly.lines() == 24


def test_a_log_at_its_limit_of_size_loses_nothing_that_was_written(slowly: Slowly) -> None:
    process = slowly.start("-j2", limit=4_000)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 3
    assert len(said.strip().splitlines()) == 1, said
    assert "File too large" in said
    assert "kept, and --resume goes on" in said
    kept = slowly.lines()
    assert kept >= 1
    assert f"{kept} block" in said
    assert none_left(process.pid)
    assert slowly.finish("--resume")[0] == 0
    assert slowly.right()
    assert slowly.lines() == 24


def test_a_log_has_one_writer(tmp_path: Path) -> None:
    slowly = Slowly(tmp_path, blocks=2_000)
    process = slowly.start()
    slowly.wait(1, process)
    code, said = slowly.finish("--resume")
    assert code == 3
    assert "another run is writing this log" in said
    process.kill()
    process.communicate(timeout=60)


def test_seconds_are_a_safety_valve(tmp_path: Path) -> None:
    slowly = Slowly(tmp_path, blocks=400)
    code, said = slowly.finish("--seconds", "1", "-j1", "--executor", "threads")
    assert code == 1
    assert "--resume goes on" in said
    entry = slowly.result()
    assert entry["verdict"] == "incomplete"
    assert 0 < entry["done"] < 2_000


def test_none_of_it_is_needed_without_faults(slowly: Slowly) -> None:
    """The reference itself: another number of workers, another executor, the same bytes."""
    assert slowly.finish("-j1", "--executor", "threads")[0] == 0
    first = slowly.summary.read_bytes()
    assert slowly.finish("-j3", "--restart")[0] == 0
    assert slowly.summary.read_bytes() == first
    assert slowly.right()


def test_a_log_that_is_there_is_not_overwritten(slowly: Slowly) -> None:
    assert slowly.finish()[0] == 0
    data = slowly.log.read_bytes()
    code, said = slowly.finish()
    assert code == 2
    assert "--resume goes on, --restart begins anew" in said
    assert slowly.log.read_bytes() == data
