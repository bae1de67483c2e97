"""The search for counterexamples to the stated bound, and for the power of that search.

States what a campaign over function classes with a computable least Lipschitz constant looks for, which
weakened or strengthened forms of the bound the same machinery must find wanting, and how much room the
constant has.
"""

from __future__ import annotations

from verify.statement import Claim, unencoded

from . import HEADINGS
from .power import POWER

GROUP = "CEX"
HEADING = HEADINGS[GROUP]
THEOREM = "Theorem 3"

CLAIMS: list[Claim] = [
    unencoded(
        "CEX-LAW",
        source=THEOREM,
        says="For constants, linear functions, random features, fixed-centre bumps and all Lipschitz "
        "functions, and random and adversarial (n, d, p, eps, noise, W, J), no instance violates the "
        "conclusion of Theorem 3 more often than delta allows; only trials that meet the side condition "
        "and in which some f meets the training error count.",
    ),
    *POWER,
    unencoded(
        "CEX-MARGIN",
        source=THEOREM,
        says="How much larger the constant of the bound could be before a violation exists: the observed "
        "or constructed constant of each class, with its instance.",
    ),
]
