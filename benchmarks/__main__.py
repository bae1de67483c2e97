"""``python -m benchmarks``: search and re-check against interval bisection, medians of five in one run.

For each inequality in one variable: the time of the proof search, the time of the kernel's re-check of the
certificate, and what bisection with mpmath's interval arithmetic does on a bounded part of the domain within 2,000
boxes.  (mpmath's intervals are no trust base: exp was seen to miss the value.  They stand for what people would try
first.)
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from mpmath import iv

from verify.kernel.check import check
from verify.prove.claims import prove_claim
from verify.statement import claim

ROWS: list[tuple[str, str, tuple[float, float], Callable[[object], object]]] = [
    ("log(1 + x) <= x", "(-1, oo)", (-0.99, 100), lambda x: x - iv.log(1 + x)),
    ("exp(x) <= x + exp(x**2)", "(-oo, oo)", (-8, 8), lambda x: x + iv.exp(x**2) - iv.exp(x)),
    ("cosh(x) <= exp(x**2/2)", "(-oo, oo)", (-8, 8), lambda x: iv.exp(x**2 / 2) - (iv.exp(x) + iv.exp(-x)) / 2),
    ("exp(x) >= 1 + x + x**2/2", "[0, oo)", (0, 8), lambda x: iv.exp(x) - 1 - x - x**2 / 2),
    ("(1 + x)*log(1 + x) - x >= x**2/(2 + 2*x/3)", "[0, oo)", (0, 8),
     lambda x: (1 + x) * iv.log(1 + x) - x - x**2 / (2 + 2 * x / 3)),
    ("x*exp(-x) <= 1/2", "[0, oo)", (0, 8), lambda x: 0.5 - x * iv.exp(-x)),
]  # fmt: skip
BOXES = 2_000
RUNS = 5


def bisection(low: float, high: float, gap: Callable[[object], object]) -> str:
    """How many boxes show gap >= 0 on [low, high], or that the boxes run out."""
    boxes, used = [(low, high)], 0
    while boxes:
        a, b = boxes.pop()
        used += 1
        if used > BOXES:
            return f"open after {BOXES} boxes"
        if gap(iv.mpf([a, b])).a < 0:  # type: ignore[attr-defined]
            boxes += [(a, (a + b) / 2), ((a + b) / 2, b)]
    return f"shown with {used} boxes"


def median(run: Callable[[], object]) -> tuple[float, object]:
    """Milliseconds (median) and the last result."""
    times, result = [], None
    for _ in range(RUNS):
        start = time.perf_counter()
        result = run()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times), result


def main() -> None:
    print(f"{'inequality':<46} {'prove ms':>9} {'check ms':>9} {'bisection ms':>13}  its outcome on a bounded part")
    for text, domain, (low, high), gap in ROWS:
        statement = str(claim(text, vars={"x": domain}).statement)
        proving, attempt = median(lambda s=statement: prove_claim(s, {}, (), None, 1_500))  # type: ignore[misc]
        certificate = json.loads(json.dumps(attempt.certificate))  # type: ignore[attr-defined]
        checking, _ = median(lambda s=statement, c=certificate: check(s, c))  # type: ignore[misc]
        cutting, outcome = median(lambda a=low, b=high, g=gap: bisection(a, b, g))  # type: ignore[misc]
        print(f"{text:<46} {proving:>9.1f} {checking:>9.1f} {cutting:>13.1f}  {outcome}")


if __name__ == "__main__":
    main()
