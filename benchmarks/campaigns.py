"""``python -m benchmarks campaigns``: trials per second against a plain loop, and a dask cluster against processes.

The plain loop is what one would write: a generator, numpy, and scipy's pdist, one trial after the other.  All
contenders take turns in one run; medians are compared.  The cluster is two dask workers of one thread each on this
machine (extra ``cluster``), started before the clock runs, as are the processes.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from verify.geometry.blas import single_threaded

single_threaded()

from verify.search.executors import Workers, workers  # noqa: E402
from verify.search.record import compute  # noqa: E402
from verify.search.runner import Result, Runner, run_here  # noqa: E402
from verify.search.separation import Separation  # noqa: E402


def plain(n: int, d: int, trials: int) -> int:
    """The loop without a library: how many trials have two points closer than 1."""
    import numpy as np
    from scipy.spatial.distance import pdist

    numbers, failures = np.random.default_rng(7), 0
    for _ in range(trials):
        points = numbers.standard_normal((n, d))
        points /= np.linalg.norm(points, axis=1, keepdims=True)
        failures += bool(pdist(points).min() < 1)
    return failures


def campaign(n: int, d: int, trials: int) -> Separation:
    return Separation(f"crowded({n}, {d}, 1)", {"n": n, "d": d}, 7, trials)


def run(pool: Workers, of: Separation) -> Result:
    runner = Runner([of], [None])
    runner.run(pool)
    return runner.results()[0]


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


@contextmanager
def ready(name: str, jobs: int) -> Iterator[Workers]:
    """An executor whose workers have all done something already."""
    pool = workers(name, jobs)
    try:
        for future in [pool.submit(compute, campaign(200, 50, 400), 0, 400) for _ in range(4 * jobs)]:
            future.result()
        yield pool
    finally:
        pool.close()


@contextmanager
def cluster(jobs: int) -> Iterator[str]:
    """A dask scheduler and workers in processes of their own; yields the executor's name."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler.json"
        head = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
        tail = ["--scheduler-file", str(file)]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard"]
        commands = [[*head, *tail], *([*worker, *tail] for _ in range(jobs))]
        running = [subprocess.Popen(c, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for c in commands]
        try:
            while not file.exists():
                time.sleep(0.1)
            from distributed import Client

            with Client(scheduler_file=str(file), set_as_default=False) as client:
                client.wait_for_workers(jobs)
                address = client.scheduler.address
            yield f"dask://{address.removeprefix('tcp://')}"
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait()


def cpu(n: int, d: int, trials: int) -> tuple[float, float]:
    """CPU seconds of the loop and of a campaign in one process, which a busy machine hardly changes."""
    times = []
    for action in (lambda: plain(n, d, trials), lambda: run_here(campaign(n, d, trials))):
        start = time.process_time()
        action()
        times.append((time.process_time() - start) / trials)
    return times[0], times[1]


def compare_rates(n: int, d: int, trials: int, runs: int, jobs: int) -> None:
    """Trials per second of the loop and of a campaign on processes, and CPU time a trial of both in one process."""
    loop, ours, loop_cpu, ours_cpu = (list[float]() for _ in range(4))
    many = 10 * trials
    with ready("local", jobs) as pool:
        for _ in range(runs):
            loop.append(trials / seconds(lambda: plain(n, d, trials)))
            ours.append(many / seconds(lambda: run(pool, campaign(n, d, many))))
            first, second = pool.submit(cpu, n, d, trials).result()
            loop_cpu.append(first)
            ours_cpu.append(second)
    middle = [statistics.median(found) for found in (loop, ours, loop_cpu, ours_cpu)]
    print(f"\nn = {n}, d = {d}, median of {runs}\n\n| contender | trials/s | CPU us a trial |\n|---|---|---|")
    print(f"| numpy and pdist | {middle[0]:.0f} | {middle[2] * 1e6:.0f} |")
    print(f"| campaign, {jobs} processes | {middle[1]:.0f} | {middle[3] * 1e6:.0f} |")
    print(f"\nratio of the medians {middle[1] / middle[0]:.2f}; of CPU times {middle[2] / middle[3]:.2f}", flush=True)


def compare_executors(n: int, d: int, trials: int, runs: int, jobs: int) -> None:
    """Seconds of the same campaign on processes and on a dask cluster."""
    of, digests = campaign(n, d, trials), set[str]()
    times: dict[str, list[float]] = {"processes": [], "dask": []}
    with cluster(jobs) as address, ready("local", jobs) as local, ready(address, jobs) as remote:
        for _ in range(runs):
            for name, pool in (("processes", local), ("dask", remote)):
                start = time.perf_counter()
                digests.add(run(pool, of).digest)
                times[name].append(time.perf_counter() - start)
    blocks = len(list(of.blocks()))
    print(
        f"\nseconds, {trials} trials in {blocks} blocks, {jobs} workers, median of {runs}\n\n| executor | s |\n"
        "|---|---|"
    )
    for name, found in times.items():
        print(f"| {name} | {statistics.median(found):.2f} |")
    more = statistics.median(times["dask"]) / statistics.median(times["processes"]) - 1
    print(f"\noverhead {more:+.1%}; the results are {'equal' if len(digests) == 1 else 'NOT equal'}", flush=True)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks campaigns", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each contender, of which the median counts")
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--d", type=int, default=50)
    parser.add_argument("--trials", type=int, default=2_000, help="of the plain loop; a campaign has ten times as many")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    compare_rates(options.n, options.d, options.trials, options.runs, options.jobs)
    if find_spec("distributed") is None:
        print("\ndask.distributed is not installed: no comparison of executors")
        return
    compare_executors(options.n, options.d, 30 * options.trials, options.runs, options.jobs)


if __name__ == "__main__":
    main(sys.argv[1:])
