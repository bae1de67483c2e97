"""What fits labels that are pure noise: Theorem 1 without a bound on J, and p >= n d taken literally.

The points are independent and uniform on the unit sphere of R^d, the labels are 1 or -1 with probability 1/2 each and
independent of them: one component, noise level sigma2 = 1, and a fit has a training error of at most ``error``, which
is 1 - eps.  ``fitted`` is the largest probability with which a class with p parameters of size W, whatever the
Lipschitz constant J of its parametrisation, has an L-Lipschitz fit; ``fitted_smoothly`` is the same for given J.

Theorem 1 gives a bound on Lip that tends to infinity with n d/p, for every constant and every power of a logarithm that
its Omega-tilde hides: for each L such a probability is at most delta for all large n and d, which is what ``fades``
says.  This is less than Theorem 1 says; its side condition on n holds for all large n.  So what refutes it refutes
every form of the theorem; Theorem 3, which bounds J, implies the same of ``fitted_smoothly`` for J <= (n d)^m.
"""

from __future__ import annotations

from verify.constants import put_judgement
from verify.statement import Claim, claim, construction
from verify.steps import Hint, step

from .extension import ALL_LABELLINGS
from .many_points import CAPPED, DISTANCES, RATE
from .notation import COUNT, FRACTION, NONNEGATIVE, POSITIVE, variables
from .separation import DIMENSION, ENOUGH, above, law

HALF = {"error": "1/2", "delta": "1/2"}
FAMILY = {"j": COUNT}


def crowd(n: str, d: str, bound: str, rare: str) -> list[Hint]:
    """Steps that end with crowded(n, d, 1) <= rare; bound: n^2/2 (3/4)^(d/2) in a form that is easy to compare."""
    return [
        *law(d),
        *above(d),
        step("pairs", "pairs", "above", n=n),
        step("square", "weaken", "pairs", b=bound),
        step("few", "weaken", "square", b=rare),
    ]


def hat(radius: str, profile: str, slope: str) -> list[Hint]:
    """Steps that show of cutoff(radius, u, profile) what a class of bumps needs."""
    return [
        step("support", "cutoff-support", r=radius, t="u", X=profile),
        step("at_0", "cutoff-height", r=radius, t="u", X=profile, u="0"),
        step("peak", "follows", "at_0", R=f"height(cutoff({radius}, u, {profile}), 0) == 1"),
        step("slope", "cutoff-slope", r=radius, t="u", X=profile, u=slope),
        step("low", "cutoff-cap", r=radius, t="u", X=profile, b="1"),
    ]


BUMP = ("support", "peak", "slope", "low")


def along(fitting: str, point: dict[str, str], n: str, d: str) -> Hint:
    """Step: what holds for all j of the family holds for n and d as large as one likes."""
    found = put_judgement(fitting, point)
    return step("family", "persists", "often", X=found, t=point["delta"], n="n", d="d", N=n, D=d, j="j")


# --- any parametrisation: n = d^2, p = 1, W = 1

WIDE = "(j + 187)"
MANY = f"{WIDE}**2"
ANYHOW = "fitted(n, d, p, W, error, L)"
ANYHOW_POINT = HALF | {"p": "1", "W": "1", "L": "2"}
SOURCE = "Theorem 1"
WITHOUT_J = construction(
    "THM1-LIPPARAM",
    vars=variables("p W delta L", error=FRACTION),
    declare=[],
    conclude=f"fades(n, d, {ANYHOW}, delta)",
    objects={},
    point=ANYHOW_POINT,
    family=FAMILY,
    refutation=[
        *crowd(MANY, WIDE, f"{WIDE}**4/2*(3/4)**({WIDE}/2)", "1/4"),
        step("extension", "extension", n=MANY, d=WIDE, L="2", s="1"),
        step("labellings", "follows", "extension", "few", R=f"unextendable({MANY}, {WIDE}, 2) <= 1/4"),
        step("class", "any-class", n=MANY, d=WIDE, p="1", W="1", u="1/2", L="2"),
        step("often", "follows", "class", "labellings", R=f"fitted({MANY}, {WIDE}, 1, 1, 1/2, 2) >= 3/4"),
        along(ANYHOW, ANYHOW_POINT, MANY, WIDE),
    ],
    source=SOURCE,
    says="Theorem 1 without any bound on the Lipschitz constant J of the parametrisation, the size of the parameters "
    "alone being bounded. Read as the least that it says: on the sphere, with labels 1 or -1 that are pure noise, for "
    "every number p of parameters, size W, error = 1 - eps below the noise level 1, delta, L there is an N such that "
    "for all n and d from N on no class with a Lipschitz parametrisation has an L-Lipschitz fit with probability more "
    "than delta. The printed bound C eps sqrt(n d/p)/polylog implies it for every C and every power of the logarithm "
    "(THM1-LIPPARAM/rate), and under the side condition too. With J at most (n d)^m it follows from THM1-FROM-THM3.",
)
LEVEL = construction(
    "THM1-LIPPARAM/level",
    vars=variables("p", n=COUNT, m=COUNT, d=DIMENSION, W=POSITIVE, error=FRACTION),
    given=["n <= d**m", "d >= 43*m*(log(43*m) - 1)"],
    declare=[],
    conclude=f"fitted(n, d, p, W, error, 2) >= 1 - {ENOUGH}",
    steps=[
        *map(dict, ALL_LABELLINGS.hints.steps),
        step("class", "any-class", n="n", d="d", p="p", W="W", u="error", L="2"),
        step("often", "follows", "class", "labellings", R=f"fitted(n, d, p, W, error, 2) >= 1 - {ENOUGH}"),
    ],
    source=SOURCE,
    says="Where and how often it fails: for every m, n <= d^m and d >= 43 m (log(43 m) - 1), and every p, W > 0 and "
    "error > 0, classes with p parameters from a set of diameter W, with a Lipschitz parametrisation, have 2-Lipschitz "
    "fits of pure noise with a probability of at least 1 - exp(-d/20), up to as little as one likes.",
)
GROWTH = claim(
    "C*eps*exp(y/2)/y**q > L",
    id="THM1-LIPPARAM/rate",
    vars=variables("eps L", C=POSITIVE, q=NONNEGATIVE, a=POSITIVE, y=POSITIVE),
    given=["4*q <= a", "y > 4*(log(L) - log(C) - log(eps) + q*log(a))"],
    source=SOURCE,
    says="With y = log(n d): C eps sqrt(n d)/log(n d)^q, the bound of Theorem 1 at p = 1, exceeds every L for all "
    "large n d, whatever its constant C and its power q of the logarithm are (a is any number >= 4 q).",
    lemmas=[
        "log(y/a) <= y/a - 1",
        "log(y/a) == log(y) - log(a)",
        "log(y) <= log(a) + y/a",
        "q*log(y) <= q*log(a) + q*y/a",
        "q*y/a <= y/4",
        "q*log(y) <= q*log(a) + y/4",
        "y/2 - q*log(y) + log(C) + log(eps) > log(L)",
    ],
)

# --- half-radius bumps on projected points: d = 2 k, n = d^2, p = n (k + 1) < n d

K = "(j + 300)"
TWICE = f"(2*{K})"
SQUARE = f"{TWICE}**2"
POLYNOMIAL = "(n*d)**m"
SMOOTHLY = f"fitted_smoothly(n, d, n*d - 1, {POLYNOMIAL}, {POLYNOMIAL}, error, L)"
SMOOTHLY_POINT = HALF | {"m": "1", "L": "4"}
WEIGHT = f"({SQUARE}*{TWICE})**1"
FEWER = f"{SQUARE}*{TWICE} - 1"
LITERAL = construction(
    "THM1-COUNT/b",
    vars=variables("delta L", m="[1, oo)", error=FRACTION),
    declare=[],
    conclude=f"fades(n, d, {SMOOTHLY}, delta)",
    objects={},
    point=SMOOTHLY_POINT,
    family=FAMILY,
    refutation=[
        *crowd(SQUARE, TWICE, f"{TWICE}**4/2*(3/4)**({TWICE}/2)", "1/8"),
        step("chernoff", "beta-tail", a=f"{K}/2", b=f"{K}/2", x="1/4"),
        step("tail", "weaken", "chernoff", b=f"exp(-{K}/8)"),
        step("beta", "projection-law", d=TWICE, k=K, a=f"{K}/2", b=f"{K}/2", x="1/4"),
        step("shrunk", "follows", "beta", "tail", R=f"shrunk({TWICE}, {K}, 1/4) <= exp(-{K}/8)"),
        step("projected", "projected-points", "few", "shrunk"),
        step("rare", "weaken", "projected", b=f"1/8 + {TWICE}**4/2*exp(-{K}/8)"),
        step("apart", "weaken", "rare", b="1/4"),
        *hat("1/4", "1 - 4*u", "4"),
        step(
            "class",
            "bump-class",
            *BUMP,
            n=SQUARE,
            d=TWICE,
            k=K,
            p=FEWER,
            s="sqrt(1/4)",
            W=WEIGHT,
            J=WEIGHT,
            u="1/2",
            L="4",
        ),
        step(
            "often",
            "follows",
            "class",
            "apart",
            R=f"fitted_smoothly({SQUARE}, {TWICE}, {FEWER}, {WEIGHT}, {WEIGHT}, 1/2, 4) >= 3/4",
        ),
        along(SMOOTHLY, SMOOTHLY_POINT, SQUARE, TWICE),
    ],
    source="Abstract",
    says="Read literally: every O(1)-Lipschitz fit below the noise level has p >= n d parameters, with the constant in "
    "the O free. That is, on the sphere with labels 1 or -1 that are pure noise: for every constant L, degree m, error "
    "below the noise level 1 and delta there is an N such that for all n and d from N on no class with p < n d "
    "parameters, W and J at most (n d)^m, has an L-Lipschitz fit with probability more than delta. (For an L that is "
    "small against eps nothing is said: a fit is steeper whatever p is, see THM1-VACUITY/spread.) The nearest that is "
    "proved is THM1-COUNT, p >= C n d/log(n d).",
)

# --- the whole curve: p = n (dt + 1), and the constant 2/sqrt(t) sqrt(d/dt)

SEPARATION = "sqrt(t*dt/d)"
STEEPNESS = f"2/{SEPARATION}"
OFTEN = (
    f"fitted_smoothly(n, d, n*(dt + 1), 2*sqrt(2*n), sqrt(n*(1 + ({STEEPNESS})**2)), 0, {STEEPNESS})"
    f" >= 1 - (delta/2 + n*(n - 1)/2*({CAPPED}))"
)
CURVE = construction(
    "THM1-COUNT/b/curve",
    vars=variables("n dt delta", d=DIMENSION, t=FRACTION),
    given=["dt < d", f"2*log(n) - log(delta) <= dt/2*{RATE}"],
    declare=[],
    conclude=OFTEN,
    steps=[
        *map(dict, DISTANCES.hints.steps),
        *hat(f"{SEPARATION}/2", f"1 - 2*u/{SEPARATION}", STEEPNESS),
        step(
            "class",
            "bump-class",
            *BUMP,
            n="n",
            d="d",
            k="dt",
            p="n*(dt + 1)",
            s=SEPARATION,
            W="2*sqrt(2*n)",
            J=f"sqrt(n*(1 + ({STEEPNESS})**2))",
            u="0",
            L=STEEPNESS,
        ),
        step("often", "follows", "class", "enough", R=OFTEN),
    ],
    source="Remark 1.1",
    says="Half-radius hats on projected points, along the whole curve: p = n (dt + 1) parameters, W = 2 sqrt(2 n) and "
    "J = sqrt(n (1 + Lip^2)) have a fit of pure noise with error 0 and Lip = 2/sqrt(t) sqrt(d/dt), for dt >= C(t) "
    "log(n^2/delta), but for a failure of at most delta/2 + n^2/2 (3/4)^(d/2). So p = n d/K + n parameters allow Lip = "
    "2 sqrt(K/t), for every K > 1.",
)

PARAMETERS: list[Claim] = [WITHOUT_J, LEVEL, GROWTH]
COUNTS: list[Claim] = [LITERAL, CURVE]
