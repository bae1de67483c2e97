"""Where the bound of Theorem 3 says anything at the numbers of Section 1.1 (THM1-VACUITY).

n = 6e4, d = 784, p in {2e5, 3e6, n d}, eps in {0.01, 0.1, 0.5}, W J in {1, 1e3, 1e6}, delta = 0.05, c = k = 1.  The
values and thresholds below are computed from the formula when this module is loaded, and written into the claim; the
kernel decides the claim.  ``proofs.table`` prints them as docs/vacuity.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from verify.law import Least
from verify.statement import Claim, claim, parse_term, readings, show, unencoded

from .bound import LAW, MONOTONE
from .notation import COUNT, LIPSCHITZ_BOUND, SIDE_CONDITION, variables

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
        "THM1-VACUITY/diameter, at D = 2).",
    ),
    unencoded(
        "THM1-VACUITY/diameter",
        source="Theorem 1",
        says="What a fit forces by itself: if the inputs lie in a set of diameter D and the labels have sample "
        "variance at least sigma2, every f with mean (y - f)^2 <= sigma2 - eps has Lip(f) >= eps/D.",
    ),
    claim(
        "L >= eps/D",
        id="THM1-VACUITY/diameter/core",
        vars=variables("L eps sigma2", v="(0, oo)", D="(0, oo)"),
        given=["eps <= sigma2", "v >= sigma2", "sqrt(v) <= sqrt(sigma2 - eps) + L*D/2"],
        source="Theorem 1",
        says="If labels of sample variance v >= sigma2 are within sqrt(sigma2 - eps) of f "
        "and f within L D/2 of a constant, in the mean square, then L >= eps/D, D the diameter of the inputs.",
        lemmas=[
            "sqrt(sigma2) <= sqrt(v)",
            "sqrt(sigma2) + sqrt(sigma2 - eps) <= 2",
            "sqrt(sigma2) - sqrt(sigma2 - eps) >= 0",
            "(sqrt(sigma2) - sqrt(sigma2 - eps))*(sqrt(sigma2) + sqrt(sigma2 - eps)) == eps",
            "eps <= 2*(sqrt(sigma2) - sqrt(sigma2 - eps))",
            "eps <= L*D",
        ],
    ),
]
