"""Variants of Theorem 3 that go too far, which the machinery must refute: a hypothesis dropped, or the bound raised.

The first three are stated like DER-THM3/level: for each L below the bound, with probability at least 1 - delta every f
that fits has Lip(f) > L; by continuity of probability that is what Theorem 3 says of the bound itself.
"""

from __future__ import annotations

from verify.statement import Claim, derivation

from .finite_class import CENTRED, ISOPERIMETRIC, LOSS, MEAN_RANGE, OBJECTS, SAMPLE
from .notation import LIPSCHITZ_BOUND, POSITIVE, SIDE_CONDITION, variables
from .theorem3 import LABEL_RANGE, PARAMETRISED, SETTING

THEOREM = "Theorem 3"
BELOW = f"L < {LIPSCHITZ_BOUND}"
SYMBOLS = variables("n d p k c L W J eps sigma2 delta")


def forced(fit: str) -> str:
    """With probability at least 1 - delta every f that fits has Lip(f) > L; ``fit`` is the negation."""
    return f"P(every(F, either({fit}, lip(F) > L))) >= 1 - delta"


NO_SIDE_CONDITION = derivation(
    "CEX-POWER/a",
    vars=SYMBOLS,
    given=[BELOW],
    declare=OBJECTS,
    assume=SETTING,
    conclude=forced(f"{LOSS} > sigma2 - eps"),
    steps=[],
    source=THEOREM,
    says="The bound with the side condition 10^4 k log(8k/delta) <= n eps^2 dropped.",
)

NO_NOISE = derivation(
    "CEX-POWER/b",
    vars=variables("n d p k c L W J delta", eps=POSITIVE),
    given=[SIDE_CONDITION, BELOW],
    declare=OBJECTS,
    assume=[SAMPLE, CENTRED, "z == 0", ISOPERIMETRIC, LABEL_RANGE, MEAN_RANGE, PARAMETRISED],
    conclude=forced(f"{LOSS} > 0"),
    steps=[],
    source="Section 1.1",
    says="The bound with the noise dropped: y = g(x), asked of every f with training error 0, eps in it a free "
    "positive constant.",
)

NO_GAP = derivation(
    "CEX-POWER/c",
    vars=SYMBOLS,
    given=[SIDE_CONDITION, BELOW],
    declare=OBJECTS,
    assume=SETTING,
    conclude=forced(f"{LOSS} > sigma2"),
    steps=[],
    source=THEOREM,
    says="The bound with the gap dropped: training error at most sigma2, with a fixed eps in the bound.",
)

POWER: list[Claim] = [NO_SIDE_CONDITION, NO_NOISE, NO_GAP]
