"""The table docs/vacuity.md: what Theorem 3 says at the numbers of Section 1.1.

``python -m proofs.table > docs/vacuity.md`` writes it.  Every digit is one that the kernel accepted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from .bound import LAW
from .vacuity import DIGITS, FIT, FIXED, GAPS, IMAGES, ONE, SIDE, SIZES, WEIGHTS, threshold

HEAD = f"""# Where Theorem 3 says anything

Written by `python -m proofs.table`; do not edit. The bound of Theorem 3,

    {LAW.bound}

and its side condition `{LAW.condition}`, at the numbers of Section 1.1:
n = 6e4, d = 784, delta = 0.05, c = k = 1. Digits are rounded down; each has been accepted by the kernel. The thresholds
are those that THM1-VACUITY and THM1-VACUITY/fit state; one point is printed in full by

    lawguard bound --n 6e4 --d 784 --p 2e5 --eps 0.5
"""
SIDE_HEAD = """
## The side condition

| eps | least n | at n = 6e4 |
|---|---|---|
"""
BOUND_HEAD = """
## The bound

The last two columns: the bound exceeds 1, and exceeds eps/2 (what a fit forces by itself on the unit sphere,
THM1-VACUITY/spread), for the p up to the number shown; "none" is no p at all.

| eps | W J | p = 2e5 | p = 3e6 | p = n d | exceeds 1 up to p = | exceeds eps/2 up to p = |
|---|---|---|---|---|---|---|
"""


def table() -> str:
    """The page."""
    return HEAD + SIDE_HEAD + "\n".join(side_rows()) + "\n" + BOUND_HEAD + "\n".join(bound_rows()) + "\n"


def side_rows() -> Iterator[str]:
    for eps in GAPS:
        least = threshold(SIDE, eps=eps)
        yield f"| {eps} | {least:,} | {'holds' if least <= IMAGES else 'fails'} |"


def bound_rows() -> Iterator[str]:
    for eps in GAPS:
        for weight in WEIGHTS:
            values = [bound_at(eps, weight, size) for size in SIZES]
            limits = [largest(threshold(least, eps=eps, W=weight) - 1) for least in (ONE, FIT)]
            yield f"| {eps} | {weight} | {' | '.join([*values, *limits])} |"


def largest(value: int) -> str:
    return f"{value:,}" if value else "none"


def bound_at(eps: str, weight: str, size: str) -> str:
    from verify.numerics.closed import digits
    from verify.numerics.law import closed
    from verify.numerics.values import read
    from verify.report.digits import decimal

    return decimal(digits(closed(LAW.bound, read(LAW, FIXED | {"eps": eps, "W": weight, "p": size})), DIGITS))


if __name__ == "__main__":
    sys.stdout.write(table())
