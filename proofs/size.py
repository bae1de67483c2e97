"""The size of the parameters (Theorem 1): what "each of size at most poly(n, d)" says of the diameter W (THM1-SIZE).

Parameters in [-B,B]^p form a cube of diameter 2 B sqrt(p).  The diameter itself is a statement about vectors, of which
the scalar steps are decided here (a sum of p squares, by induction on p); how it compares with powers of n d is decided
completely.
"""

from __future__ import annotations

from verify.statement import Claim, claim, readings, unencoded

from .notation import NONNEGATIVE, POSITIVE, REAL, variables

STATEMENT = "Theorem 1"
DIAMETER = "2*B*sqrt(p)"
BOUND = {"B": POSITIVE}

SIZE: list[Claim] = [
    readings(
        "THM1-SIZE",
        of=["THM1-SIZE/a", "THM1-SIZE/b", "THM1-SIZE/c", "THM1-SIZE/d"],
        source=STATEMENT,
        says="Parameters in [-B,B]^p form a set of diameter W = 2 B sqrt(p): for which B and p this is at "
        "most a polynomial in n d.",
    ),
    unencoded(
        "THM1-SIZE/a",
        source=STATEMENT,
        says="The diameter of [-B,B]^p in the Euclidean norm is 2 B sqrt(p).",
    ),
    claim(
        [
            "(w - w_prime)**2 <= (2*B)**2",
            "total <= j*(2*B)**2 implies total + (w - w_prime)**2 <= (j + 1)*(2*B)**2",
            "(B - (-B))**2 == (2*B)**2",
            f"sqrt(p*(2*B)**2) == {DIAMETER}",
        ],
        id="THM1-SIZE/a/core",
        vars=variables("p", B=POSITIVE, w=REAL, w_prime=REAL, total=NONNEGATIVE, j="integer [0, oo)"),
        given=["abs(w) <= B", "abs(w_prime) <= B"],
        source=STATEMENT,
        says="A coordinate adds at most (2B)^2 to the squared distance, so p of them at most p (2B)^2 (the step of the "
        "induction); opposite corners add just that much each, and the root of p (2B)^2 is 2 B sqrt(p).",
    ),
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
