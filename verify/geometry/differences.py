"""Squared distances of single pairs in float64, from differences of coordinates: small distances keep their digits.

Theorem (Higham 2002, sections 2.2 and 3.1).  Let f be the float64 value of the sum S of the (x_k - y_k)**2, summed in
any order, fused or not, without overflow.  Then abs(f - S) <= rounding(d) f + ABSOLUTE with rounding(d) = (d + 4) UNIT.
Proof.  Each term carries two roundings of the difference, one of the square and at most d - 1 of sums: d + 2 factors
1 + e, abs(e) <= UNIT, together at most g = (d + 2) UNIT/(1 - (d + 2) UNIT), and g/(1 - g) <= (d + 4) UNIT.  Differences
do not underflow; squares below the normal numbers lose less than ABSOLUTE, for d <= 2**24.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from verify.geometry.bands import Band
from verify.geometry.metrics import Metric
from verify.geometry.reading import Floats, Rows

ABSOLUTE = Fraction(1, 2**990)


def rounding(dimension: int) -> Fraction:
    return Fraction(dimension + 4, 2**53)


def band(metric: Metric) -> Band:
    return Band(error=2 * Fraction(metric.error), relative=rounding(metric.points.dimension), absolute=ABSOLUTE)


def squares(metric: Metric, first: Rows, second: Rows) -> Floats:
    gaps = metric.rows(first)
    gaps -= metric.rows(second)
    found: Floats = np.einsum("ij,ij->i", gaps, gaps)
    return found
