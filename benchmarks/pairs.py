"""``python -m benchmarks pairs``: exact closest pairs, side by side with floating point that proves nothing.

Every contender runs in a process of its own on the same file of random unit vectors, float32, and is charged what the
system says of it: processor seconds (user and system), seconds, and the largest resident memory, with start-up and
reading.  The runs are interleaved, so that a busy machine is busy for all of them, and the medians are shown.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAKE = """
import sys, numpy as np
path, n, d = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
x = np.random.default_rng(0).standard_normal((n, d), np.float32)
x /= np.linalg.norm(x, axis=1)[:, None]
np.save(path, x)
"""

LAWGUARD = (
    "import sys; from verify.entry import main; sys.argv = ['lawguard', 'pairs', *sys.argv[1:]]; sys.exit(main())"
)

# The closest pair by blocks of a Gram matrix: two threads, each with a one-threaded BLAS, the upper triangle only.
BLOCKED = """
import sys, numpy as np
from concurrent.futures import ThreadPoolExecutor
x = np.load(sys.argv[1]).astype(KIND)
norms, size = np.einsum("ij,ij->i", x, x), 2048
def least(pair):
    a, b = (slice(start, start + size) for start in pair)
    squares = x[a] @ x[b].T
    squares *= -2
    squares += norms[a, None]
    squares += norms[None, b]
    if a == b:
        np.fill_diagonal(squares, np.inf)
    k = int(squares.argmin())
    return squares.flat[k], pair, k
starts = range(0, len(x), size)
with ThreadPoolExecutor(2) as pool:
    print(min(pool.map(least, [(i, j) for i in starts for j in starts if i <= j])))
"""

NEIGHBOURS = """
import sys, numpy as np
from sklearn.neighbors import NearestNeighbors
x = np.load(sys.argv[1])
distances, found = NearestNeighbors(n_neighbors=2, algorithm="brute").fit(x).kneighbors(x)
print(distances[:, 1].min())
"""

PDIST = """
import sys, numpy as np
from scipy.spatial.distance import pdist
print(pdist(np.load(sys.argv[1])).min())
"""


@dataclass(frozen=True)
class Contender:
    """Python code that is given a file, and perhaps more."""

    name: str
    code: str
    arguments: tuple[str, ...] = ()
    module: str = ""  # without which it cannot run


CONTENDERS = (
    Contender("lawguard pairs", LAWGUARD),
    Contender("lawguard pairs, all pairs >= 1", LAWGUARD, ("--min-distance", "1")),
    Contender("lawguard pairs, directions >= 1", LAWGUARD, ("--directions", "--min-distance", "1")),
    Contender("numpy float64, unverified", BLOCKED.replace("KIND", "np.float64")),
    Contender("numpy float32, unverified", BLOCKED.replace("KIND", "np.float32")),
    Contender("scikit-learn neighbours", NEIGHBOURS, module="sklearn"),
)
HELD = (CONTENDERS[0], Contender("scipy pdist", PDIST, module="scipy"))  # at a size that pdist can hold


@dataclass(frozen=True)
class Cost:
    cpu: float
    seconds: float
    megabytes: float


def cost(contender: Contender, path: Path) -> Cost:
    """Run it once."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", contender.code, str(path), *contender.arguments],
        env=os.environ | threads,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{contender.name} ends with exit code {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024)


def compared(contenders: tuple[Contender, ...], path: Path, runs: int) -> Iterator[list[str]]:
    """Rows of the table; the ratios are to the first numpy, or else to the last contender."""
    here = [one for one in contenders if not one.module or importlib.util.find_spec(one.module)]
    costs: dict[str, list[Cost]] = {one.name: [] for one in here}
    for _ in range(runs):
        for one in here:
            costs[one.name].append(cost(one, path))
    base = next((one.name for one in here if "float64" in one.name), here[-1].name)
    for one in contenders:
        if one.name not in costs:
            yield [one.name, "not installed", "", "", ""]
            continue
        mine = costs[one.name]
        ratio = statistics.median(a.cpu / b.cpu for a, b in zip(mine, costs[base], strict=True))
        middle = [statistics.median(getattr(c, what) for c in mine) for what in ("cpu", "seconds", "megabytes")]
        yield [one.name, f"{middle[0]:.2f}", f"{middle[1]:.2f}", f"{middle[2]:.0f}", f"{ratio:.2f}"]


def table(title: str, contenders: tuple[Contender, ...], count: int, dimension: int, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "points.npy"
        # In a process of its own: a child is charged for what its parent held when it was born.
        subprocess.run([sys.executable, "-c", MAKE, str(path), str(count), str(dimension)], check=True)
        print(f"\n{title}: n = {count}, d = {dimension}, median of {runs}\n", flush=True)
        print("| contender | CPU s | s | MB | CPU ratio |\n|---|---|---|---|---|", flush=True)
        for row in compared(contenders, path, runs):
            print(f"| {' | '.join(row)} |", flush=True)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks pairs", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each contender, of which the median counts")
    parser.add_argument("--n", type=int, default=20_000, help="points of the comparison")
    parser.add_argument("--d", type=int, default=784, help="their dimension")
    parser.add_argument("--large", type=int, default=60_000, help="points of the large file, 0 for none")
    parser.add_argument("--held", type=int, default=6_000, help="points for scipy's pdist, 0 for none")
    options = parser.parse_args(arguments)
    table("closest pair", CONTENDERS, options.n, options.d, options.runs)
    if options.held:
        table("against pdist", HELD, options.held, options.d, options.runs)
    if options.large:
        table("a large file", CONTENDERS[:2], options.large, options.d, options.runs)
