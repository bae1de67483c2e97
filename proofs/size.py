"""The size of the parameters (Theorem 1): what "each of size at most poly(n, d)" says of the diameter W (THM1-SIZE).

Parameters in [-B,B]^p form a cube of diameter 2 B sqrt(p), which is compared with powers of n d.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation, readings
from verify.steps import step

from .notation import NONNEGATIVE, POSITIVE, variables

STATEMENT = "Theorem 1"
DIAMETER = "2*B*sqrt(p)"
BOUND = {"B": POSITIVE}

# Vectors of R^p as families of p numbers, which here need not be random.
WITHIN = derivation(
    "THM1-SIZE/a/within",
    vars=variables("p") | BOUND,
    declare=["family(w, p)", "family(v, p)"],
    assume=["range(w, -B, B)", "range(v, -B, B)"],
    conclude=f"sqrt(sum((w - v)**2)) <= {DIAMETER}",
    steps=[
        step("each", "linear", "range(w, -B, B)", "range(v, -B, B)", relation="average((w - v)**2) <= (2*B)**2"),
        step("total", "total", "family(w, p)", X="(w - v)**2"),
        step("below", "linear", relation="average((w - v)**2) >= 0"),
        step("distance", "follows", "each", "below", "total", R=f"sqrt(sum((w - v)**2)) <= {DIAMETER}"),
    ],
    source=STATEMENT,
    says="Two points w, v of [-B,B]^p are at most 2 B sqrt(p) apart.",
)
ATTAINED = derivation(
    "THM1-SIZE/a/attained",
    vars=variables("p") | BOUND,
    declare=["family(w, p)"],
    assume=[],
    conclude=f"sqrt(sum((B - (-B))**2)) == {DIAMETER}",
    steps=[
        step("each", "linear", relation="average((B - (-B))**2) == (2*B)**2"),
        step("total", "total", "family(w, p)", X="(B - (-B))**2"),
        step("distance", "follows", "each", "total", R=f"sqrt(sum((B - (-B))**2)) == {DIAMETER}"),
    ],
    source=STATEMENT,
    says="Opposite corners of [-B,B]^p, all coordinates B and all coordinates -B, are that far apart.",
)

SIZE: list[Claim] = [
    readings(
        "THM1-SIZE",
        of=["THM1-SIZE/a", "THM1-SIZE/b", "THM1-SIZE/c", "THM1-SIZE/d"],
        source=STATEMENT,
        says="Parameters in [-B,B]^p form a set of diameter W = 2 B sqrt(p): for which B and p this is at "
        "most a polynomial in n d.",
    ),
    readings(
        "THM1-SIZE/a",
        of=["THM1-SIZE/a/within", "THM1-SIZE/a/attained"],
        source=STATEMENT,
        says="The diameter of [-B,B]^p in the Euclidean norm is 2 B sqrt(p).",
    ),
    WITHIN,
    ATTAINED,
    claim(
        f"{DIAMETER} <= (n*d)**(1 + b + a/2)",
        id="THM1-SIZE/b",
        vars=variables("n d p", a=NONNEGATIVE, b=NONNEGATIVE) | BOUND,
        given=["n*d >= 2", "p <= (n*d)**a", "B <= (n*d)**b"],
        source=STATEMENT,
        says="p <= (n d)^a and B <= (n d)^b suffice: then W <= (n d)^m with m = 1 + b + a/2 >= 1, if n d >= 2.",
        lemmas=[
            "sqrt(p) <= (n*d)**(a/2)",
            "B*sqrt(p) <= (n*d)**b*(n*d)**(a/2)",
            "(n*d)**(1 + b + a/2) == n*d*(n*d)**b*(n*d)**(a/2)",
        ],
    ),
    claim(
        [
            f"{DIAMETER} <= Q iff 4*B**2*p <= Q**2",
            f"B >= 1/2 and {DIAMETER} <= Q implies p <= Q**2",
            f"{DIAMETER} <= Q implies B <= Q/2",
        ],
        id="THM1-SIZE/c",
        vars=variables("p", Q=POSITIVE) | BOUND,
        source=STATEMENT,
        says="For every Q > 0, in particular every polynomial in n d: W <= Q exactly if 4 B^2 p <= Q^2; so both bounds "
        "are necessary, B <= Q/2 always and p <= Q^2 if B >= 1/2.",
        lemmas=["sqrt(p) >= 1"],
    ),
    claim(
        [
            f"B >= 1 and p >= Q**2 implies {DIAMETER} > Q",
            f"B >= Q implies {DIAMETER} > Q",
        ],
        id="THM1-SIZE/d",
        vars=variables("p", Q=POSITIVE) | BOUND,
        source=STATEMENT,
        says="Without a bound on p, or without one on B, no polynomial Q in n d bounds W: B = 1 and p >= Q^2 give "
        "W > Q, and so does B = Q for every p.",
        lemmas=["sqrt(p) >= 1"],
    ),
]
