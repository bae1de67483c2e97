"""Variants of Theorem 3 that go too far, which the machinery must refute: a hypothesis dropped, or the bound raised.

The first three are stated like DER-THM3/level: for each L below the bound, with probability at least 1 - delta every f
that fits has Lip(f) > L; by continuity of probability that is what Theorem 3 says of the bound itself.
"""

from __future__ import annotations

from verify.constants import put_judgement
from verify.statement import Claim, construction, derivation, readings
from verify.steps import step

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

# The others fail at n and d beyond simulation.  z is a fair sign, x uniform on p = n points whose distances are all
# s, with d s^2 = 2 log 2; the class has a half-radius bump of height 1/10 or -1/10 at each of them.  In 2 of 5 cells or
# more the number of rows is odd, so that the mean over all rows of |the sum of a cell| is 3/10 with probability 1/8.
HEIGHT, SHARE = "1/10", "3/10"
NUMBERS = {"k": "1", "c": "1", "J": "1", "sigma2": "1", "eps": "1/20", "delta": "2**(-3)"}
LAW = "robust(n, d, p, k, c, W, J, sigma2, eps, delta, {})"


def beyond(id: str, bound: str, says: str, height: str = HEIGHT, share: str = SHARE, **at: str) -> Claim:
    """The law with another bound, refuted by bumps on p centres, as many as there are rows if nothing else is said."""
    point = {**NUMBERS, "p": at["n"], **at}
    return construction(
        id,
        vars=variables("n d p k c W J eps sigma2 delta"),
        given=[SIDE_CONDITION],
        declare=[],
        conclude=LAW.format(bound),
        objects={},
        point=point,
        refutation=[
            step("odd", "cells-mean", n=point["n"], m=point["p"], a=share),
            step(
                "fits",
                "cells",
                "odd",
                u=height,
                h=point["eps"],
                q=point["delta"],
                B=put_judgement(bound, point),
                d=point["d"],
                k=point["k"],
                c=point["c"],
                W=point["W"],
                J=point["J"],
            ),
        ],
        source=THEOREM,
        says=says,
    )


CURVE = "n*d/({}*log(1 + 60*W*J/eps) + log(4/delta))"
LARGER: list[Claim] = [
    beyond(
        "CEX-POWER/d",
        f"1/sqrt(c)*sqrt({CURVE.format('p')})",
        "The bound with 1 in place of eps/2^9.",
        n="2*10**7",
        d="2*10**7",
        W="900",
    ),
    readings(
        "CEX-POWER/e",
        of=["CEX-POWER/e/d", "CEX-POWER/e/n", "CEX-POWER/e/p"],
        source=THEOREM,
        says="The bound with n d^2/p, n^2 d/p or n d/sqrt(p) inside the root, the logarithm kept.",
    ),
    *(
        beyond(
            f"CEX-POWER/e/{name}",
            f"eps/(2**9*sqrt(c))*sqrt({inside})",
            f"The bound with {printed} inside the root, the logarithm kept.",
            n=n,
            d=n,
            W=width,
        )
        for name, printed, inside, n, width in (
            ("d", "n d^2/p", CURVE.format("p").replace("*d/", "*d**2/"), "10**8", "2000"),
            ("n", "n^2 d/p", CURVE.format("p").replace("n*", "n**2*", 1), "10**8", "2000"),
            ("p", "n d/sqrt(p)", CURVE.format("sqrt(p)"), "10**17", "10**8"),
        )
    ),
]

POWER: list[Claim] = [
    readings(
        "CEX-POWER",
        of=[f"CEX-POWER/{part}" for part in "abcde"],
        source=THEOREM,
        says="Variants a to e of the bound, each of which goes too far: what looks for counterexamples to the bound "
        "itself must refute them all.",
    ),
    NO_SIDE_CONDITION,
    NO_NOISE,
    NO_GAP,
    *LARGER,
]
