"""The arithmetic behind statistical and data claims; the experiment itself is not run again.

Theorem (Clopper and Pearson 1934).  If k failures were seen in N independent trials of failure probability p, then for
p > q the chance of at most k failures is at most P(Bin(N, q) <= k).  So ``rate <= q`` is supported at a level if that
tail is at most the level; ``rate >= q`` dually.
"""

from fractions import Fraction
from math import lcm

from verify.kernel.errors import Rejected
from verify.kernel.rules.arguments import entries, number, of_type
from verify.kernel.terms import Term
from verify.objects.judgements import DIGEST, Judged

MAX_TRIALS = 20_000
MAX_BITS = 200_000
MAX_UNIT = 20_000
X = ("var", "X")
DISTANCES = ("call", "distance", (X,)), ("call", "chord", (X,))  # of two rows x, y; of x/|x| and y/|y|


def _number(term: Term) -> Fraction:
    if term[0] != "num":
        raise Rejected("statistic", "a rational number")
    return Fraction(term[1])


def binomial_claim(statement: Judged, fields: dict[str, object]) -> None:
    """Check that the counts support ``rate <= q`` or ``rate >= q`` at the declared level."""
    if (
        not DIGEST.match(of_type(str, fields.get("log")))
        or not statement.one("experiment")
        or not statement.one("seed")
    ):
        raise Rejected("statistic", "one experiment, one seed, and the digest of a log")
    trials, level = _number(statement.one("trials")), _number(statement.one("level"))
    failures, conclusion = of_type(int, fields.get("failures")), statement.one("conclude")
    if conclusion[0] != "relation" or conclusion[1] not in ("<=", ">=") or conclusion[2] != ("var", "rate"):
        raise Rejected("statistic", "a conclusion rate <= q or rate >= q")
    n, q = int(trials), _number(conclusion[3])
    if n != trials or not 0 <= failures <= n <= MAX_TRIALS or not 0 < level < 1 or not 0 <= q <= 1:
        raise Rejected("statistic", f"counts of at most {MAX_TRIALS} trials, a level and a rate in [0, 1]")
    if n * q.denominator.bit_length() > MAX_BITS:
        raise Rejected("statistic", f"trials times bits of the rate of at most {MAX_BITS}")
    below, a, b = conclusion[1] == "<=", q.numerator, q.denominator
    if a == b:
        raise Rejected("statistic", "a rate below 1")
    term, tail = (b - a) ** n, 0  # comb(n, i) a**i (b - a)**(n - i), each from the one before
    for i in range(failures + 1 if below else failures):
        tail += term
        term = term * (n - i) * a // ((i + 1) * (b - a))
    if Fraction(tail if below else b**n - tail, b**n) > level:
        raise Rejected("statistic", "counts that support the claim at its level", f"{failures} of {n}")


def named_pair(statement: Judged, fields: dict[str, object]) -> None:
    """Check that two points, named by their rows, are closer than claimed (refuted), or are not (proved).

    Of a proved claim they are the closest pair: that no other is closer is for an oracle to see.
    """
    conclusion, proof = statement.one("conclude"), fields["verdict"] == "proved"
    if conclusion[:2] != ("relation", ">=") or conclusion[2] not in DISTANCES:
        raise Rejected("data", "a conclusion distance(X) >= s or chord(X) >= s")
    first, second = ([number(x) for x in entries(row)] for row in entries(fields.get("points"), 2))
    rows = [of_type(int, row) for row in entries(fields.get("rows"), 2)]
    if any(line[:2] != ("call", "shape") or line[2][:1] != (X,) for line in statement.lines["assume"]):
        raise Rejected("data", "assumptions shape(X, rows, columns)")
    shapes = [[_number(size) for size in line[2][1:]] for line in statement.lines["assume"]]
    inside = all(n.denominator == 1 and 0 <= row < n and len(first) == d for n, d in shapes for row in rows)
    if len(first) != len(second) or rows[0] == rows[1] or min(rows) < 0 or not inside:
        raise Rejected("data", "two different rows of the file's shape")
    distance, unit = _number(conclusion[3]), 1
    if distance < 0 or (proof and not shapes):
        raise Rejected("data", "a distance >= 0, and for a proof the shape of the file", str(distance)[:80])
    for entry in (*first, *second):
        unit = lcm(unit, entry.denominator)
        if unit.bit_length() > MAX_UNIT:
            raise Rejected("data", f"coordinates with a common denominator of at most {MAX_UNIT} bits")
    x, y = ([int(unit * entry) for entry in row] for row in (first, second))
    if conclusion[2] == DISTANCES[0]:
        square = sum((a - b) ** 2 for a, b in zip(x, y, strict=True))
        closer, found = square < (distance * unit) ** 2, f"squared distance {Fraction(square, unit**2)}"
    else:  # the cosine is larger than 1 - s^2/2; z*abs(z) increases strictly, and makes both sides rational
        product, norms, cosine = _inner(x, y), _inner(x, x) * _inner(y, y), 1 - distance**2 / 2
        if norms == 0:
            raise Rejected("data", "directions of points that are not zero")
        closer = product * abs(product) > cosine * abs(cosine) * norms
        found = f"a squared cosine of {Fraction(product**2, norms)}"
    if closer == proof:
        raise Rejected("data", f"a pair that {'agrees with' if proof else 'violates'} the claim", found[:80])


def _inner(x: list[int], y: list[int]) -> int:
    return sum(a * b for a, b in zip(x, y, strict=True))
