"""Where the bound of Theorem 3 says anything at the numbers of Section 1.1 (THM1-VACUITY).

n = 6e4, d = 784, p in {2e5, 3e6, n d}, eps in {0.01, 0.1, 0.5}, W J in {1, 1e3, 1e6}, delta = 0.05, c = k = 1.  The
values and thresholds below are computed from the formula when this module is loaded, and written into the claim; the
kernel decides the claim.  ``proofs.table`` prints them as docs/vacuity.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from verify.law import Least
from verify.statement import Claim, claim, derivation, parse_term, readings, show
from verify.steps import step

from .bound import LAW, MONOTONE
from .notation import COUNT, LIPSCHITZ_BOUND, NONNEGATIVE, POSITIVE, REAL, SIDE_CONDITION, variables

SECTION = "Section 1.1"
IMAGES, PIXELS = 6 * 10**4, 784
GAPS = ("1/100", "1/10", "1/2")
SIZES = ("200000", "3000000", str(IMAGES * PIXELS))
WEIGHTS = ("1", "1000", "1000000")
FIXED = {"n": str(IMAGES), "d": str(PIXELS), "delta": "1/20", "c": "1", "k": "1", "J": "1"}
DIGITS = 5
SIDE, ONE, FIT = LAW.least  # what is asked of n, of p for Lip = 1, of p for Lip = eps/2
READINGS = ("a", "b", "c")  # one for each gap


def at(text: str, **values: str) -> str:
    """A term or an order relation of the law with the fixed numbers and ``values`` in place of its symbols.

    A symbol stays if it is given as itself.
    """
    from verify.numerics.law import closed, relation_at

    given = {name: Fraction(value) for name, value in (FIXED | values).items() if value != name}
    if not any(sign in text for sign in "<>"):
        return show(closed(text, given))
    operator, left, right = relation_at(text, given)
    return f"{show(left)} {operator} {show(right)}"


def first_digits(text: str) -> tuple[str, str]:
    """Two numbers that differ in the last of ``DIGITS`` decimal digits and enclose the value of a closed term."""
    from verify.numerics.closed import leading

    found = leading(parse_term(text), DIGITS)
    return str(found.low), str(found.high)


def threshold(least: Least, **values: str) -> int:
    """From which value of its parameter on the relation of an entry of the law holds."""
    from verify.numerics.law import crossing

    given = {"p": "1", "W": "1"} | FIXED | values
    value = crossing(least, LAW, {name: Fraction(text) for name, text in given.items()})
    if value is None:
        raise ArithmeticError(f"{least.relation} holds nowhere")
    return value


def enclosures() -> Iterator[str]:
    """The bound at the 27 points of the grid, each between two decimals."""
    for eps in GAPS:
        for weight in WEIGHTS:
            for size in SIZES:
                term = at(LIPSCHITZ_BOUND, eps=eps, W=weight, p=size)
                low, high = first_digits(term)
                yield from (f"{term} >= {low}", f"{term} <= {high}")


def conditions() -> Iterator[str]:
    """For each gap exactly the n from which on the side condition holds, and so what it is at n = 6e4."""
    for eps in GAPS:
        condition, least = at(SIDE_CONDITION, eps=eps, n="n"), threshold(SIDE, eps=eps)
        yield f"{condition} iff n > {least - 1}"
        holds, here = least <= IMAGES, at(SIDE_CONDITION, eps=eps)
        yield here if holds else here.replace("<=", ">")


def limited(least: Least, eps: str, weight: str) -> list[str]:
    """Where the bound, as a function of p, is at most a level: from exactly which p on."""
    values = {"eps": eps, "W": weight}
    low, first = at(least.relation, **values, p="p"), threshold(least, **values)
    return [low] if first == 1 else [f"p < {first} implies {low.replace('<=', '>')}", f"p >= {first} implies {low}"]


NEAR = claim(
    "(y - m)**2 <= (1 + h)*(y - f)**2 + h + h**2",
    id="THM1-VACUITY/spread/near",
    vars={"y": REAL, "f": REAL, "m": REAL, "h": NONNEGATIVE},
    given=["f - m <= h", "m - f <= h"],
    source="Theorem 1",
    says="The square of y - m for an f within h of m.",
    lemmas=[
        "(h - (f - m))*(h + (f - m)) >= 0",
        "(h - (f - m))*(1 + (y - f))**2 >= 0",
        "(h + (f - m))*(1 - (y - f))**2 >= 0",
    ],
)
GAP = claim(
    "A > sigma2 - eps",
    id="THM1-VACUITY/spread/gap",
    vars=variables("eps sigma2") | {"A": REAL, "v": REAL, "h": NONNEGATIVE},
    given=["eps <= sigma2", "h < eps/2", "v >= sigma2", "v <= (1 + h)*A + h + h**2"],
    source="Theorem 1",
    says="With h below eps/2 the mean square v >= sigma2 leaves more than sigma2 - eps for that of y - f.",
    lemmas=["(1 + h)*(sigma2 - eps) <= (1 + eps/2)*(sigma2 - eps)", "h + h**2 <= eps/2 + eps**2/4"],
)
# An L-Lipschitz f on a set of diameter D has values in an interval of length L D, around m.
SPREAD = derivation(
    "THM1-VACUITY/spread",
    vars={"n": COUNT, "L": NONNEGATIVE, "D": POSITIVE, "m": REAL} | variables("eps sigma2"),
    given=["eps <= sigma2", "L < eps/D"],
    declare=["family(y, n)", "family(f, n)"],
    assume=["range(f, m - L*D/2, m + L*D/2)", "average(y**2) - average(y)**2 >= sigma2"],
    conclude="average((y - f)**2) > sigma2 - eps",
    steps=[
        step("expanded", "linear", relation="average((y - m)**2) == average(y**2) - 2*m*average(y) + m**2"),
        step(
            "variance",
            "follows",
            "expanded",
            "average(y**2) - average(y)**2 >= sigma2",
            R="average((y - m)**2) >= sigma2",
        ),
        step(
            "loss",
            "linear",
            "range(f, m - L*D/2, m + L*D/2)",
            relation="average((y - m)**2) <= (1 + L*D/2)*average((y - f)**2) + L*D/2 + (L*D/2)**2",
            instances=[(NEAR, {"y": "y", "f": "f", "m": "m", "h": "L*D/2"})],
        ),
        step(
            "fit",
            "follows",
            "variance",
            "loss",
            R="average((y - f)**2) > sigma2 - eps",
            instances=[(GAP, {"A": "q0_", "h": "L*D/2", "eps": "eps", "sigma2": "sigma2", "v": "q1_"})],
        ),
    ],
    source="Theorem 1",
    says="What a fit forces by itself: if the values of f lie in an interval of length L D, as those of an L-Lipschitz "
    "function on a set of diameter D do, and the labels have sample variance at least sigma2, then mean (y - f)^2 <= "
    "sigma2 - eps needs L >= eps/D.",
)

VACUITY: list[Claim] = [
    claim(
        [
            *enclosures(),
            *conditions(),
            *(line for eps in GAPS for weight in WEIGHTS for line in limited(ONE, eps, weight)),
        ],
        id="THM1-VACUITY",
        vars=variables("n p"),
        source=SECTION,
        says="Where the bound of Theorem 3 says anything: its value at n = 6e4, d = 784, p in {2e5, 3e6, n "
        "d}, eps in {0.01, 0.1, 0.5}, W J in {1, 1e3, 1e6}, delta = 0.05, c = k = 1; whether the side "
        "condition holds there, and from which n on; and below which p the bound exceeds 1.",
    ),
    claim(
        [
            f"p < p_larger implies {LIPSCHITZ_BOUND.replace('(p*', '(p_larger*')} <= {LIPSCHITZ_BOUND}",
            f"n < n_larger and {SIDE_CONDITION} implies {SIDE_CONDITION.replace('n*', 'n_larger*')}",
        ],
        id=MONOTONE,
        vars=variables("n d p k W J c eps delta", p_larger=COUNT, n_larger=COUNT),
        source="Theorem 3",
        says="The bound does not rise with p, and the side condition stays true when n grows: each threshold is the "
        "only one.",
    ),
    readings(
        "THM1-VACUITY/side",
        of=[f"THM1-VACUITY/side/{name}" for name in READINGS],
        source=SECTION,
        says="Theorem 3 applies at n = 6e4: its side condition holds.",
    ),
    *(
        claim(
            at(SIDE_CONDITION, eps=eps),
            id=f"THM1-VACUITY/side/{name}",
            vars={},
            source=SECTION,
            says=f"The side condition holds at n = 6e4, delta = 0.05, k = 1 and eps = {eps}.",
        )
        for name, eps in zip(READINGS, GAPS, strict=True)
    ),
    claim(
        f"{at(SIDE_CONDITION, eps='eps')} iff eps >= sqrt(log(160)/6)",
        id="THM1-VACUITY/side/exact",
        vars=variables("eps"),
        source=SECTION,
        says="At n = 6e4, delta = 0.05, k = 1 the side condition holds exactly for eps >= sqrt(log(160)/6), about "
        "0.92.",
    ),
    claim(
        at(f"{LIPSCHITZ_BOUND} > 1", eps=GAPS[-1], W=WEIGHTS[0], p=SIZES[0]),
        id="THM1-VACUITY/one",
        vars={},
        source=SECTION,
        says="The bound exceeds 1 at the most favourable point of the grid, p = 2e5, eps = 0.5, W J = 1.",
    ),
    claim(
        [line for eps in GAPS for weight in WEIGHTS for line in limited(FIT, eps, weight)],
        id="THM1-VACUITY/fit",
        vars=variables("p"),
        source=SECTION,
        says="From which p on, at n = 6e4 and d = 784, the bound is at most eps/2 (what eps/2 stands for says "
        "THM1-VACUITY/spread, at D = 2).",
    ),
    SPREAD,
    NEAR,
    GAP,
]
