"""The derivation behind Theorem 3, in the order in which it is read.

`inequalities` (Hoeffding, subgaussian variables), `finite_class` (a finite class of Lipschitz functions), `theorem3`
(the net, the constants), `sharp` (the best value of each constant), `joint` (all of them together),
`generalization` (Rademacher complexity).
"""

from __future__ import annotations

from verify.statement import Claim

from . import HEADINGS
from .finite_class import FINITE_CLASS
from .generalization import GENERALIZATION
from .inequalities import INEQUALITIES
from .joint import JOINT
from .sharp import SHARP
from .theorem3 import NET_AND_THEOREM

GROUP = "DER"
HEADING = HEADINGS[GROUP]
CLAIMS: list[Claim] = [*INEQUALITIES, *FINITE_CLASS, *NET_AND_THEOREM, *SHARP, *JOINT, *GENERALIZATION]
