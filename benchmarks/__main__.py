"""``python -m benchmarks``: proof search and re-check, side by side with what people would use instead.

``python -m benchmarks pairs`` compares closest pairs, ``python -m benchmarks campaigns`` random trials.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from benchmarks import pairs
from benchmarks.inequalities import ROWS, Inequality
from benchmarks.rivals import RIVALS
from verify.kernel.check import check
from verify.kernel.reader import read_json
from verify.prove.claims import prove_claim
from verify.statement import claim

T = TypeVar("T")
BUDGET = 1_500


def median(runs: int, run: Callable[[], T]) -> tuple[float, T]:
    """The median time in seconds, and the last result."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - start)
    return statistics.median(times), result


def ours(row: Inequality, runs: int) -> list[str]:
    """Time of the search, time of the kernel's re-check from bytes, size of the certificate."""
    statement = str(claim(row.text, vars=row.vars).statement)
    proving, attempt = median(runs, lambda: prove_claim(statement, {}, (), None, BUDGET))
    if attempt.certificate is None:
        return [f"open, {milliseconds(proving)}", "", ""]
    data = json.dumps(attempt.certificate, separators=(",", ":")).encode()
    checking, _ = median(runs, lambda: check(statement, read_json(data)))
    return [milliseconds(proving), milliseconds(checking), str(len(data))]


def rival(name: str, row: int, runs: int, limit: float) -> str:
    """The median of the runs that end within ``limit`` seconds together, and the answer."""
    command = [sys.executable, "-m", "benchmarks.rivals", name, str(row), str(runs)]
    try:
        output = subprocess.run(command, capture_output=True, timeout=limit, check=False).stdout
    except subprocess.TimeoutExpired as stopped:
        output = stopped.stdout or b""
    found = [json.loads(line) for line in output.decode().splitlines()]
    if not found:
        return f"> {limit:g} s"
    answer = found[-1][1]
    if answer in ("n/a", "not installed"):
        return answer
    answer = "" if answer == "shown" else f" {answer if len(answer) <= 28 else 'answers otherwise'}"
    return f"{milliseconds(statistics.median(seconds for seconds, _ in found))}{answer}"


def milliseconds(seconds: float) -> str:
    return f"{1e3 * seconds:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"


def table(chosen: list[int], runs: int, limit: float) -> Iterator[list[str]]:
    yield ["inequality", "prove", "check", "bytes", *RIVALS]
    prove_claim(str(claim("x <= x", vars={"x": "(0, 1)"}).statement), {}, (), None, 1)  # loads the solvers
    for number in chosen:
        row = ROWS[number]
        domains = ", ".join(f"{name} in {domain}" for name, domain in row.vars.items())
        cells = [f"`{row.text}`, {domains}", *ours(row, runs)]
        yield cells + [rival(name, number, runs, limit) for name in RIVALS]


def main() -> None:
    if sys.argv[1:2] == ["pairs"]:
        pairs.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["campaigns"]:
        from benchmarks import campaigns  # here: it asks BLAS for one thread

        campaigns.main(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs a cell, of which the median counts")
    parser.add_argument("--limit", type=float, default=20, help="seconds for all runs of a rival on one inequality")
    parser.add_argument("-k", default="", help="only inequalities that contain this text")
    options = parser.parse_args()
    chosen = [number for number, row in enumerate(ROWS) if options.k in row.text]
    for number, cells in enumerate(table(chosen, options.runs, options.limit)):
        print(f"| {' | '.join(cells)} |", flush=True)
        if number == 0:
            print("|" + "---|" * len(cells), flush=True)


if __name__ == "__main__":
    main()
