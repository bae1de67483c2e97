"""What fits labels that are pure noise: Theorem 1 without a bound on J, and p >= n d taken literally.

The points are independent and uniform on the unit sphere of R^d, the labels are 1 or -1 with probability 1/2 each and
independent of them: k = 1, noise level sigma2 = 1, and a fit has a training error of at most ``error`` = 1 - eps.

`fitted` is the largest probability with which a class with p parameters of size W has an L-Lipschitz fit, whatever the
Lipschitz constant J of its parametrisation; `fitted_smoothly` is the same for given J.  Theorem 1 gives a bound on Lip
that tends to infinity with n and d while n d/p does, for every constant and every power of the logarithm that its
Omega-tilde hides: so for each L such a probability is at most delta for all large n and d (``fades``).  That is less
than Theorem 1 says, and its side condition holds for all large n.  What refutes it refutes every form of the theorem.
"""

from __future__ import annotations

from collections.abc import Mapping

from verify.statement import Claim, construction
from verify.steps import Hint, step

from .extension import ALL_LABELLINGS
from .many_points import DISTANCES
from .notation import COUNT, FRACTION, POSITIVE, curve, variables
from .separation import DIMENSION, ENOUGH, above, law

POINT = {"error": "1/2", "delta": "1/2"}
FAMILY = {"j": COUNT}
DEGREE_GIVEN = ("n <= d**m", "d >= 43*m*(log(43*m) - 1)")


def replaced(text: str, values: Mapping[str, str]) -> str:
    """A term at the point of a refutation."""
    from verify.constants import put_judgement

    return put_judgement(text, values)


def crowd(n: str, d: str, power: str, rare: str) -> list[Hint]:
    """Steps that end with crowded(n, d, 1) <= rare, for an n with n**2 = power."""
    return [
        *law(d),
        *above(d),
        step("pairs", "pairs", "above", n=n),
        step("square", "weaken", "pairs", b=f"{power}/2*(3/4)**({d}/2)"),
        step("few", "weaken", "square", b=rare),
    ]


# --- any parametrisation: n = d^2, p = 1, W = 1

WIDE = "(j + 187)"
ANYHOW = "fitted(n, d, p, W, error, L)"
ANYHOW_POINT = POINT | {"p": "1", "W": "1", "L": "2"}
WITHOUT_J = construction(
    "THM1-LIPPARAM",
    vars=variables("p W delta L", error=FRACTION),
    declare=[],
    conclude=f"fades(n, d, {ANYHOW}, delta)",
    objects={},
    point=ANYHOW_POINT,
    family=FAMILY,
    refutation=[
        *crowd(f"{WIDE}**2", WIDE, f"{WIDE}**4", "1/4"),
        step("extension", "extension", n=f"{WIDE}**2", d=WIDE, L="2", s="1"),
        step("labellings", "follows", "extension", "few", R=f"unextendable({WIDE}**2, {WIDE}, 2) <= 1/4"),
        step("class", "any-class", n=f"{WIDE}**2", d=WIDE, p="1", W="1", u="1/2", L="2"),
        step("often", "follows", "class", "labellings", R=f"fitted({WIDE}**2, {WIDE}, 1, 1, 1/2, 2) >= 3/4"),
        step(
            "family",
            "persists",
            "often",
            X=replaced(ANYHOW, ANYHOW_POINT),
            t="1/2",
            n="n",
            d="d",
            N=f"{WIDE}**2",
            D=WIDE,
            j="j",
        ),
    ],
    source="Theorem 1",
    says="x",
)
LEVEL = construction(
    "THM1-LIPPARAM/level",
    vars=variables("p L", n=COUNT, m=COUNT, d=DIMENSION, W=POSITIVE, error=FRACTION),
    given=[*DEGREE_GIVEN],
    declare=[],
    conclude=f"fitted(n, d, p, W, error, 2) >= 1 - {ENOUGH}",
    steps=[
        *map(dict, ALL_LABELLINGS.hints.steps),
        step("class", "any-class", n="n", d="d", p="p", W="W", u="error", L="2"),
        step("often", "follows", "class", "labellings", R=f"fitted(n, d, p, W, error, 2) >= 1 - {ENOUGH}"),
    ],
    source="Theorem 1",
    says="x",
)

# --- half-radius bumps on projected points: d = 2 k, n = d^2, p = n (k + 1) < n d

K = "(j + 300)"
D = f"(2*{K})"
N = f"{D}**2"
POLYNOMIAL = "(n*d)**m"
SMOOTHLY = f"fitted_smoothly(n, d, n*d - 1, {POLYNOMIAL}, {POLYNOMIAL}, error, L)"
SMOOTHLY_POINT = POINT | {"m": "1", "L": "4"}
LITERAL = construction(
    "THM1-COUNT/b",
    vars=variables("delta L", m="[1, oo)", error=FRACTION),
    declare=[],
    conclude=f"fades(n, d, {SMOOTHLY}, delta)",
    objects={},
    point=SMOOTHLY_POINT,
    family=FAMILY,
    refutation=[
        *crowd(N, D, f"{D}**4", "1/8"),
        step("chernoff", "beta-tail", a=f"{K}/2", b=f"{K}/2", x="1/4"),
        step("tail", "weaken", "chernoff", b=f"exp(-{K}/8)"),
        step("projected", "projected-points", "few", "tail", n=N, d=D, k=K),
        step("rare", "weaken", "projected", b=f"1/8 + {D}**4/2*exp(-{K}/8)"),
        step("apart", "weaken", "rare", b="1/4"),
        step("support", "cutoff-support", r="1/4", t="t", X="1 - 4*t"),
        step("peak", "cutoff-height", r="1/4", t="t", X="1 - 4*t", u="0"),
        step("one", "follows", "peak", R="height(cutoff(1/4, t, 1 - 4*t), 0) == 1"),
        step("slope", "cutoff-slope", r="1/4", t="t", X="1 - 4*t", u="4"),
        step("cap", "cutoff-cap", r="1/4", t="t", X="1 - 4*t", b="1"),
        step(
            "class",
            "bump-class",
            "support",
            "one",
            "slope",
            "cap",
            s="sqrt(1/4)",
            n=N,
            d=D,
            k=K,
            p=f"{N}*{D} - 1",
            W=f"({N}*{D})**1",
            J=f"({N}*{D})**1",
            u="1/2",
            L="4",
        ),
        step(
            "often",
            "follows",
            "class",
            "apart",
            R=f"fitted_smoothly({N}, {D}, {N}*{D} - 1, ({N}*{D})**1, ({N}*{D})**1, 1/2, 4) >= 3/4",
        ),
        step(
            "family",
            "persists",
            "often",
            X=replaced(SMOOTHLY, SMOOTHLY_POINT),
            t="1/2",
            n="n",
            d="d",
            N=N,
            D=D,
            j="j",
        ),
    ],
    source="Abstract",
    says="x",
)
