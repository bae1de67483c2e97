"""The arithmetic behind statistical and data claims; the experiment itself is not run again.

Theorem (Clopper and Pearson 1934).  If k failures were seen in N independent trials of failure probability p, then for
p > q the chance of at most k failures is at most P(Bin(N, q) <= k).  So ``rate <= q`` is supported at a level if that
tail is at most the level; ``rate >= q`` dually.
"""

from fractions import Fraction

from verify.kernel.errors import Rejected
from verify.kernel.rules.arguments import entries, number, of_type
from verify.kernel.terms import Term
from verify.objects.judgements import DIGEST, Judged

MAX_TRIALS = 20_000
MAX_BITS = 200_000


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


def violating_pair(statement: Judged, fields: dict[str, object]) -> None:
    """Check that two points, named by their rows, are closer than the claimed distance."""
    conclusion = statement.one("conclude")
    if conclusion[:2] != ("relation", ">=") or conclusion[2][:2] != ("call", "distance"):
        raise Rejected("data", "a conclusion distance(X) >= s")
    first, second = ([number(x) for x in entries(row)] for row in entries(fields.get("points"), 2))
    rows = [of_type(int, row) for row in entries(fields.get("rows"), 2)]
    shapes = [line[2][1:] for line in statement.lines["assume"] if line[:2] == ("call", "shape")]
    inside = all(0 <= row < _number(n) and len(first) == _number(d) for n, d in shapes for row in rows)
    if len(first) != len(second) or rows[0] == rows[1] or min(rows) < 0 or not inside:
        raise Rejected("data", "two different rows of the file's shape")
    square = sum(((x - y) ** 2 for x, y in zip(first, second, strict=True)), Fraction(0))
    if square >= _number(conclusion[3]) ** 2 or _number(conclusion[3]) < 0:
        raise Rejected("data", "a pair that violates the claim", f"squared distance {square}"[:80])
