"""The search for counterexamples to the stated bound, and for the power of that search.

States what a campaign over function classes with a computable least Lipschitz constant looks for, which
weakened or strengthened forms of the bound the same machinery must find wanting, and how much room the
constant has.
"""

from __future__ import annotations

from verify.statement import Claim, unencoded

from . import HEADINGS

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
    unencoded(
        "CEX-POWER",
        source=THEOREM,
        says="The machinery of CEX-LAW refutes each of the variants a to e of the bound.",
    ),
    unencoded(
        "CEX-POWER/a",
        source=THEOREM,
        says="The bound with the side condition 10^4 k log(8k/delta) <= n eps^2 dropped.",
    ),
    unencoded(
        "CEX-POWER/b",
        source="Section 1.1",
        says="The bound with the noise dropped: y = g(x), asked of every f with training error 0, eps in "
        "it a free positive constant.",
    ),
    unencoded(
        "CEX-POWER/c",
        source=THEOREM,
        says="The bound with the gap dropped: training error at most sigma2, with a fixed eps in the bound.",
    ),
    unencoded(
        "CEX-POWER/d",
        source=THEOREM,
        says="The bound with 1 in place of eps/2^9.",
    ),
    unencoded(
        "CEX-POWER/e",
        source=THEOREM,
        says="The bound with n d^2/p, n^2 d/p or n d/sqrt(p) inside the root, the logarithm kept.",
    ),
    unencoded(
        "CEX-MARGIN",
        source=THEOREM,
        says="How much larger the constant of the bound could be before a violation exists: the observed "
        "or constructed constant of each class, with its instance.",
    ),
]
