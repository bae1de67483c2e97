"""The search for counterexamples to the stated bound, and for the power of that search.

States what a campaign over function classes with a computable least Lipschitz constant looks for, which
weakened or strengthened forms of the bound the same machinery must find wanting, and how much room the
constant has.
"""

from __future__ import annotations

from verify.statement import Claim

from . import HEADINGS
from .fits import FITS
from .power import POWER

GROUP = "CEX"
HEADING = HEADINGS[GROUP]

CLAIMS: list[Claim] = [
    *FITS,
    *POWER,
]
