"""Lipschitz extension (Remark 1.1): labels on separated points extend to Lipschitz functions."""

from __future__ import annotations

from verify.statement import Claim, claim, unencoded

from . import HEADINGS
from .notation import LABEL

GROUP = "EXT"
HEADING = HEADINGS[GROUP]
REMARK = "Remark 1.1"

CLAIMS: list[Claim] = [
    unencoded(
        "EXT-WHP",
        source=REMARK,
        says="For d >= d0(m) and n <= d^m points, with probability at least 1 - exp(-d/20) all labellings "
        "in [-1,1]^n at once have 2-Lipschitz interpolants.",
    ),
    claim(
        "abs(y_i - y_j) <= 2*distance",
        id="EXT-DATA",
        vars={"y_i": LABEL, "y_j": LABEL, "distance": "[1, oo)"},
        source=REMARK,
        says="Points at distance |x_i - x_j| >= 1 with labels in [-1,1]: the label map is 2-Lipschitz on the sample.",
    ),
    unencoded(
        "EXT-MCSHANE",
        source=REMARK,
        says="F(x) = min_i (y_i + L |x - x_i|) is L-Lipschitz, and it interpolates exactly when the data "
        "are L-Lipschitz.",
    ),
    unencoded(
        "EXT-KIRSZBRAUN",
        source=REMARK,
        says="Labels in R^m: a 1-Lipschitz map on finitely many points extends to one more point without a "
        "larger constant; the value is computed, its membership in all the balls is exact.",
    ),
    unencoded(
        "EXT-BEST",
        source=REMARK,
        says="No interpolant has a smaller constant than max |y_i - y_j|/|x_i - x_j|, a certified value "
        "for given data.",
    ),
]
