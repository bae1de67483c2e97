"""``python -m benchmarks.sphere``: probabilities of close points, in balls and by mpmath's incomplete beta function."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction

import mpmath as mp

from verify.numerics.sphere import close, shrunk, table

LAST = 100_000


def seconds(run: Callable[[], object], least: float = 0.2) -> float:
    """Time of one run, from as many as take ``least`` seconds."""
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < least:
        run()
        count += 1
    return (time.perf_counter() - start) / count


def rival(d: int) -> object:
    """To as many digits as the 128 bits of the balls."""
    with mp.workprec(128):
        return mp.betainc(mp.mpf(d - 1) / 2, 0.5, 0, 0.75, regularized=True) / 2


def tail(k: int, d: int) -> object:
    with mp.workprec(128):
        return mp.betainc(mp.mpf(k) / 2, mp.mpf(d - k) / 2, 0, mp.mpf(k) / (2 * d), regularized=True)


def line(what: str, ours: float, theirs: float) -> None:
    print(f"{what:34s} {ours * 1e6:12.1f} us {theirs * 1e6:12.1f} us {theirs / ours:8.1f}x")


def main() -> None:
    print(f"{'':34s} {'balls':>15s} {'mpmath':>15s}")
    for d in (10, 784, 10_000, 100_000):
        line(f"one distance, d = {d}", seconds(lambda d=d: close(d)), seconds(lambda d=d: rival(d)))
    for k, d in ((50, 784), (500, 10_000)):
        ours = seconds(lambda k=k, d=d: shrunk(k, d, Fraction(1, 2)))
        line(f"projection, {k} of {d}", ours, seconds(lambda k=k, d=d: tail(k, d)))
    start = time.perf_counter()
    table(LAST)
    entry = (time.perf_counter() - start) / (LAST - 1)
    places = range(2, LAST, LAST // 50)
    start = time.perf_counter()
    for d in places:
        rival(d)
    line(f"an entry of the table to {LAST}", entry, (time.perf_counter() - start) / len(places))


if __name__ == "__main__":
    main()
