"""The bump construction (Remark 1.1): f(x) = sum_i y_i g(|x - x_i|) with n centres and n labels.

g: [0, oo) -> R has g(0) = 1 and g(t) = 0 for t >= 1, |y_i| <= 1; smooth means infinitely differentiable on
[0, oo). States interpolation, the Lipschitz constant under several readings of the remark, and the number
of parameters.
"""

from __future__ import annotations

from verify.statement import Claim, claim

from . import HEADINGS
from .bumps import BUMPS
from .crowded_bumps import CROWDED
from .notation import POSITIVE, variables
from .profiles import CLASS, CONCRETE
from .random_bumps import RANDOM

GROUP = "RBF"
HEADING = HEADINGS[GROUP]
REMARK = "Remark 1.1"

# The construction is specified by n centres in R^d and n values.
COUNT_OF_PARAMETERS = "n*d + n"

CLAIMS: list[Claim] = [
    *BUMPS,
    *RANDOM,
    *CROWDED,
    *CONCRETE,
    *CLASS,
    claim(
        f"{COUNT_OF_PARAMETERS} == n*(d + 1)",
        id="RBF-COUNT/core",
        vars=variables("n d"),
        source=REMARK,
        says="n centres with d coordinates each and n values are n (d + 1) numbers.",
    ),
    claim(
        [
            "n*(d + 1)/(n*d) >= 1",
            "n*(d + 1)/(n*d) <= 2",
            "d*slack >= 1 implies n*(d + 1)/(n*d) <= 1 + slack",
            "n*d >= 2 implies n*(d + 1)/(C*n*d/log(n*d)) <= 2*log(n*d)/C",
        ],
        id="RBF-OPT/core",
        vars=variables("n d", C=POSITIVE, slack=POSITIVE),
        source=REMARK,
        says="n (d + 1) over n d is between 1 and 2 and tends to 1 as d grows (at most 1 + slack once "
        "d*slack >= 1); over the lower bound C n d/log(n d) of THM1-COUNT it is at most 2 log(n d)/C.",
    ),
]
