"""Isoperimetry examples (Section 1.3): Gaussian, sphere, cube.

A measure on R^d satisfies c-isoperimetry if every bounded L-Lipschitz f has P(|f(x) - E f| >= t) <= 2
exp(-d t^2/(2 c L^2)) for all t >= 0.
"""

from __future__ import annotations

from verify.statement import Claim, readings, unencoded

from . import HEADINGS

GROUP = "ISO"
HEADING = HEADINGS[GROUP]
SECTION = "Section 1.3"

CLAIMS: list[Claim] = [
    unencoded(
        "ISO-GAUSS",
        source=SECTION,
        says="N(0, I/d) satisfies isoperimetry with c = 1.",
    ),
    unencoded(
        "ISO-SPHERE",
        source=SECTION,
        says="The uniform law on the unit sphere satisfies isoperimetry with c <= d/(d - 1); for linear f "
        "it is checked exactly for all d.",
    ),
    readings(
        "ISO-CUBE",
        of=["ISO-CUBE/a", "ISO-CUBE/b"],
        source=SECTION,
        says="The uniform law on the cube scaled to diameter 1 satisfies O(1)-isoperimetry.",
    ),
    unencoded(
        "ISO-CUBE/a",
        source=SECTION,
        says="The solid cube scaled to diameter 1: O(1)-isoperimetry, with the constant.",
    ),
    unencoded(
        "ISO-CUBE/b",
        source=SECTION,
        says="The vertices of that cube, for functions Lipschitz in the Euclidean distance: c = O(1); "
        "tested on the distance to a Hamming half-space.",
    ),
]
