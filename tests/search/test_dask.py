"""A dask cluster of real processes gives the result that this machine gives, also when a worker is killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.search.driving import ROOT, Slowly

needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="needs the extra cluster")


@dataclass
class Cluster:
    """A scheduler and workers without nannies, so that a worker that is killed stays dead."""

    folder: Path
    workers: int

    def __post_init__(self) -> None:
        file = self.folder / "scheduler.json"
        tail = ["--no-dashboard", "--scheduler-file", str(file)]
        self.scheduler = self.run("dask_scheduler", "--port", "0", *tail)
        self.running = [self.run("dask_worker", "--nthreads", "1", "--no-nanny", *tail) for _ in range(self.workers)]
        from distributed import Client

        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(self.workers, timeout=60)
            self.name = f"dask://{client.scheduler.address.removeprefix('tcp://')}"

    def run(self, module: str, *options: str) -> subprocess.Popen[bytes]:
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *options],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": path},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def close(self) -> None:
        for process in (*self.running, self.scheduler):
            process.kill()
            process.wait(timeout=30)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path, 2)
    yield found
    found.close()


@needs_dask
def test_the_same_bytes_as_local_processes(tmp_path: Path, cluster: Cluster) -> None:
    slowly = Slowly(tmp_path, blocks=24)
    assert slowly.finish("--executor", cluster.name)[0] == 0
    remote = slowly.summary.read_bytes()
    assert slowly.right()
    assert slowly.finish("--restart", "-j2")[0] == 0
    assert slowly.summary.read_bytes() == remote


@needs_dask
def test_a_worker_killed_in_the_middle_of_a_block(tmp_path: Path, cluster: Cluster) -> None:
    slowly = Slowly(tmp_path, blocks=12, milliseconds=300)
    process = slowly.start("--executor", cluster.name)
    slowly.wait(2, process)
    time.sleep(0.15)  # both workers are in a block now
    cluster.running[0].kill()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert slowly.right()


@needs_dask
def test_a_scheduler_that_is_gone_ends_the_run(tmp_path: Path, cluster: Cluster) -> None:
    slowly = Slowly(tmp_path, blocks=200)
    process = slowly.start("--executor", cluster.name)
    slowly.wait(2, process)
    cluster.scheduler.kill()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "what is logged is kept" in said.splitlines()[-1]
    assert slowly.lines() >= 2


@needs_dask
def test_nobody_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from verify.search import executors
    from verify.search.errors import ExecutorError

    monkeypatch.setattr(executors, "PATIENCE", 1)
    with pytest.raises(ExecutorError, match=r"dask://127\.0\.0\.1:1: no scheduler answers"):
        executors.workers("dask://127.0.0.1:1")


@needs_dask
def test_something_else_answers() -> None:
    """What is read as a size of dask's is no size: its client fails to allocate that, and hangs as it is closed."""
    from verify.search.errors import ExecutorError
    from verify.search.executors import workers

    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    peer, _ = server.accept()
                    with peer:
                        peer.recv(10)
                        peer.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n" * 20)

        threading.Thread(target=answer, daemon=True).start()
        address = f"dask://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(ExecutorError, match=f"{address}: no scheduler answers"):
            workers(address)


def test_without_the_extra_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from verify.search import executors
    from verify.search.errors import ExecutorError

    monkeypatch.setattr(executors, "find_spec", lambda name: None)
    with pytest.raises(ExecutorError, match=r"needs dask\.distributed: pip install 'lawguard\[cluster\]'"):
        executors.workers("dask://127.0.0.1:8786")
