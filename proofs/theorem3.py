"""From a finite class to Theorem 3 (third part of the group DER): the net, and the constants.

The parameters w range over a set of diameter W in R^p; w -> f_w is J-Lipschitz for the sup norm over the
support of mu; r = W J/eps.
"""

from __future__ import annotations

from verify.statement import Claim, claim, readings, unencoded

from .inequalities import SECTION
from .notation import COUNT, LABEL, LIPSCHITZ_BOUND, NET_COST, POSITIVE, SIDE_CONDITION, variables

NET_AND_THEOREM: list[Claim] = [
    unencoded(
        "DER-NET",
        source=SECTION,
        says="A non-empty set of diameter at most W in R^p has inside it an eps/(8J)-net of at most (1 + "
        "16 r)^p <= (1 + 60 r)^p points, r = W J/eps; one point suffices if J = 0.",
    ),
    claim(
        [
            "J > 0 implies 2*W/(eps/(8*J)) == 16*(W*J/eps)",
            "(1 + 16*(W*J/eps))**p <= (1 + 60*(W*J/eps))**p",
        ],
        id="DER-NET/core",
        vars=variables("p W J eps"),
        source=SECTION,
        says="The packing bound (1 + 2 W/rho)^p at the radius rho = eps/(8J) is (1 + 16 r)^p, at most (1 + 60 r)^p.",
    ),
    readings(
        "DER-NET-PLAIN",
        of=["DER-NET-PLAIN/a", "DER-NET-PLAIN/b", "DER-NET-PLAIN/c"],
        source=SECTION,
        says="The net with (60 r)^p in place of (1 + 60 r)^p points.",
    ),
    unencoded(
        "DER-NET-PLAIN/a",
        source=SECTION,
        says="A net of at most (60 r)^p points for all r > 0.",
    ),
    claim(
        "(60*r)**p >= 1",
        id="DER-NET-PLAIN/a/core",
        vars=variables("p", r=POSITIVE),
        source=SECTION,
        says="A net has at least one point: at most (60 r)^p of them for all r > 0 needs (60 r)^p >= 1 for all r > 0.",
    ),
    claim(
        "1 + 16*r <= 60*r iff r >= 1/44",
        id="DER-NET-PLAIN/b",
        vars={"r": POSITIVE},
        source=SECTION,
        says="The arithmetic 1 + 16 r <= 60 r holds from r = 1/44 on, and not below.",
    ),
    unencoded(
        "DER-NET-PLAIN/c",
        source=SECTION,
        says="From which r on every set of diameter at most W has an eps/(8J)-net of at most (60 r)^p points.",
    ),
    claim(
        "(y - f)**2 <= (y - f_prime)**2 + eps/2",
        id="DER-LOSS",
        vars=variables("y eps", f=LABEL, f_prime=LABEL),
        given=["abs(f - f_prime) <= eps/8"],
        source=SECTION,
        says="Functions with values in [-1,1] that differ by at most eps/8 have losses that differ by at most eps/2.",
    ),
    unencoded(
        "DER-NETBOUND",
        source=SECTION,
        says="DER-THM2 at eps/2 over the net: at most 4 k exp(-n eps^2/(4*8^3 k)) + 2 exp(p log(1 + 60 r) "
        "- eps^2 n d/(4*10^4 c L^2)).",
    ),
    claim(
        "4*k*exp(-n*(eps/2)**2/(8**3*k)) + 2*exp(log(size) - (eps/2)**2*n*d/(10**4*c*L**2))"
        " <= 4*k*exp(-n*eps**2/(4*8**3*k)) + 2*exp(p*log(1 + 60*r) - eps**2*n*d/(4*10**4*c*L**2))",
        id="DER-NETBOUND/core",
        vars=variables("n d p k r c eps L", size=COUNT),
        given=["size <= (1 + 60*r)**p"],
        source=SECTION,
        says="The bound of DER-THM2 at eps/2 for a class of `size` functions, at most (1 + 60 r)^p of them.",
    ),
    unencoded(
        "DER-THM3",
        source="Theorem 3",
        says="If 10^4 k log(8k/delta) <= n eps^2 then with probability at least 1 - delta every f in the "
        "class with mean (y - f)^2 <= sigma2 - eps has Lip(f) >= eps/(2^9 sqrt(c)) sqrt(n d/(p log(1 + 60 "
        "W J/eps) + log(4/delta))).",
    ),
    claim(
        [
            "4*k*exp(-n*eps**2/(4*8**3*k)) <= delta/2",
            "2*exp(p*log(1 + 60*W*J/eps) - eps**2*n*d/(4*10**4*c*L**2)) <= delta/2",
        ],
        id="DER-THM3/core",
        vars=variables("n d p k W J c eps delta L"),
        given=[SIDE_CONDITION, f"L <= {LIPSCHITZ_BOUND}"],
        source="Theorem 3",
        says="Under the side condition both failure terms of DER-NETBOUND are at most delta/2 for every L "
        "> 0 up to the stated bound.",
        lemmas=[
            "log(8*k/delta) <= n*eps**2/(4*8**3*k)",
            f"2**18*c*L**2*({NET_COST}) <= eps**2*n*d",
            f"{NET_COST} <= eps**2*n*d/(4*10**4*c*L**2)",
        ],
    ),
    unencoded(
        "DER-SHARP",
        source=SECTION,
        says="For each printed constant (8^3 in DER-Z2, DER-ZG, DER-BIAS and DER-MIX; 10^4 in the exponent "
        "and in the side condition; 18; 60; 2^9; the net's radius 1/8; the quarter in DER-SPLIT) the best "
        "value for which the scalar obligation of its rule holds, bracketed to relative width 1e-6, "
        "everything else as printed; and the same using E[z|x] = 0 and the conditional range 2 of z.",
    ),
    unencoded(
        "DER-SHARP/joint",
        source=SECTION,
        says="The least constant in place of 2^9 that can be certified when all free choices are optimised "
        "together, keeping 60, the side condition's 10^4 and log(4/delta), in both settings.",
    ),
]
