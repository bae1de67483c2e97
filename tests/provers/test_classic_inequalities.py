"""A stranger's list: inequalities that everybody knows, with the verdict that the tool gives today.

Proved ones come with a certificate of less than 1 KB that the kernel accepts from its bytes, and mpmath finds no
violation of them.  What the provers cannot do yet is listed as undecided, so that progress shows as a failing test.
"""

from __future__ import annotations

import pytest

from tests.provers.deciding import prove, refute, stated
from tests.provers.numeric import violations

R, P, N = "(-oo, oo)", "(0, oo)", "[0, oo)"
COUNT = "integer [1, oo)"
Row = tuple[str, dict[str, str]] | tuple[str, dict[str, str], list[str]]

PROVED: dict[str, list[Row]] = {
    "exponential and logarithm": [
        ("exp(x) >= 1 + x", {"x": R}),
        ("exp(x) >= E*x", {"x": R}),
        ("exp(x) <= 1 + x + x**2", {"x": "(-oo, 1]"}),
        ("exp(x) <= 1/(1 - x)", {"x": "(-oo, 1)"}),
        ("exp(x) <= (2 + x)/(2 - x)", {"x": "[0, 2)"}),
        ("exp(-x - x**2) <= 1 - x", {"x": "[0, 1/2]"}),
        ("1 - exp(-x) >= (1 - exp(-1))*x", {"x": "[0, 1]"}),
        ("2**x >= 1 + x", {"x": "[1, oo)"}),
        ("log(1 + x) <= x", {"x": "(-1, oo)"}),
        ("log(1 + x) >= x/(1 + x)", {"x": "(-1, oo)"}),
        ("log(1 + x) >= 2*x/(2 + x)", {"x": N}),
        ("log(1 + x) <= x/sqrt(1 + x)", {"x": N}),
        ("log(1 + x) <= x*(6 + x)/(6 + 4*x)", {"x": N}),
        ("log(1 + x) <= x - x**2/2 + x**3/3", {"x": N}),
        ("-log(1 - x) <= x + x**2", {"x": "[0, 1/2]"}),
        ("log(x) <= n*(x**(1/n) - 1)", {"x": P, "n": COUNT}),
        ("E*log(x) <= x", {"x": P}),
        ("x*log(x) >= x - 1", {"x": P}),
        ("x**a*exp(-x) <= a**a*exp(-a)", {"x": P, "a": P}),
        ("x**(1/x) <= exp(exp(-1))", {"x": P}),
        ("exp(pi) > pi**E", {}),
        ("sqrt(2) + sqrt(3) > pi", {}),
    ],
    "Bernoulli": [
        ("(1 + x)**n >= 1 + n*x", {"x": "[-1, oo)", "n": COUNT}),
        ("(1 + x)**r >= 1 + r*x", {"x": "(-1, oo)", "r": "[1, oo)"}),
        ("(1 + x)**r <= 1 + r*x", {"x": "(-1, oo)", "r": "[0, 1]"}),
        ("(1 + x)**r <= exp(r*x)", {"x": "(-1, oo)", "r": N}),
        ("sqrt(1 + x) <= 1 + x/2", {"x": "[-1, oo)"}),
        ("2**n >= n**2", {"n": "integer [4, oo)"}),
    ],
    "means": [
        ("2/(1/a + 1/b) <= sqrt(a*b)", {"a": P, "b": P}),
        ("sqrt(a)*sqrt(b) <= (a + b)/2", {"a": N, "b": N}),
        ("a**t*b**(1 - t) <= t*a + (1 - t)*b", {"a": P, "b": P, "t": "[0, 1]"}),
        ("(a - b)/(log(a) - log(b)) <= (a + b)/2", {"a": P, "b": P}, ["a > b"]),
        ("a*b*c <= (a**3 + b**3 + c**3)/3", {"a": N, "b": N, "c": N}),
        ("((a**2 + b**2)/2)**3 <= ((a**3 + b**3)/2)**2", {"a": N, "b": N}),
        ("s*t <= s**2/2 + t**2/2", {"s": R, "t": R}),
        ("(a*c + b*d)**2 <= (a**2 + b**2)*(c**2 + d**2)", {"a": R, "b": R, "c": R, "d": R}),
        ("log(a + b) >= (log(a) + log(b))/2 + log(2)", {"a": P, "b": P}),
    ],
    "roots and absolute values": [
        ("sqrt(x + y) <= sqrt(x) + sqrt(y)", {"x": N, "y": N}),
        ("sqrt(1 + x) - sqrt(x) <= 1/(2*sqrt(x))", {"x": P}),
        ("2*(sqrt(n + 1) - sqrt(n)) <= 1/sqrt(n)", {"n": COUNT}),
        ("abs(a + b) <= abs(a) + abs(b)", {"a": R, "b": R}),
        ("abs(abs(a) - abs(b)) <= abs(a - b)", {"a": R, "b": R}),
    ],
    "entropy and divergence": [
        ("p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 0", {"p": "(0, 1)", "q": "(0, 1)"}),
        ("p*log(p/q) + (1 - p)*log((1 - p)/(1 - q)) >= 2*(p - q)**2", {"p": "(0, 1)", "q": "(0, 1)"}),  # Pinsker
        ("-p*log(p) - (1 - p)*log(1 - p) <= log(2)", {"p": "(0, 1)"}),
        ("-p*log(p) - (1 - p)*log(1 - p) >= 4*log(2)*p*(1 - p)", {"p": "(0, 1)"}),
        ("-p*log(p) - (1 - p)*log(1 - p) >= 2*log(2)*min(p, 1 - p)", {"p": "(0, 1)"}),
    ],
    "moment generating functions and tails": [
        ("-q*h + log(1 - q + q*exp(h)) <= h**2/8", {"q": "[0, 1]", "h": R}),  # Hoeffding's lemma
        ("exp(x) <= x + exp(x**2)", {"x": R}),
        ("cosh(x) <= exp(x**2/2)", {"x": R}),
        ("exp(l*x) <= (1 - x)/2*exp(-l) + (1 + x)/2*exp(l)", {"l": R, "x": "[-1, 1]"}),  # convexity
        ("exp(l**2*s/2 - l*t) >= exp(-t**2/(2*s))", {"l": R, "t": R, "s": P}),  # Chernoff for a Gaussian
        ("exp(x) - 1 - x <= x**2/(2*(1 - x/3))", {"x": "[0, 3)"}),  # Bernstein's moments
        ("(1 + x)*log(1 + x) - x >= x**2/(2 + 2*x/3)", {"x": N}),  # Bennett gives Bernstein
        ("(1 + d)*log(1 + d) - d >= d**2/(2 + d)", {"d": N}),  # multiplicative Chernoff
        ("(1 + d)*log(1 + d) - d >= d**2/3", {"d": "[0, 1]"}),
        ("-d - (1 - d)*log(1 - d) <= -d**2/2", {"d": "[0, 1)"}),
        ("-log(1 - 2*t)/2 - t <= t**2/(1 - 2*t)", {"t": "[0, 1/2)"}),  # chi-square, as Laurent and Massart
        ("-log(1 - 2*t)/2 - t <= 2*t**2", {"t": "[0, 1/4]"}),
        ("log(1 + e) - e <= -e**2/2 + e**3/3", {"e": "[0, 1)"}),  # Johnson and Lindenstrauss, above
        ("log(1 - e) + e <= -e**2/2", {"e": "[0, 1)"}),  # and below
        ("sqrt(1 + e)*exp(-e/2) <= exp(-(e**2/2 - e**3/3)/2)", {"e": "[0, 1]"}),
        ("exp(-t)*sqrt(1 + 2*t) <= 1", {"t": N}),
        ("p*(1 - p) <= exp(-2*(p - 1/2)**2)/4", {"p": "[0, 1]"}),
        ("log(1 + exp(x)) <= log(2) + x/2 + x**2/8", {"x": R}),
    ],
    "hyperbolic, circular, arctangent": [
        ("tanh(x) <= x", {"x": N}),
        ("tanh(x) >= x - x**3/3", {"x": N}),
        ("1 - tanh(x) <= 2*exp(-2*x)", {"x": R}),
        ("sinh(x) >= x + x**3/6", {"x": N}),
        ("sinh(x) <= x*cosh(x)", {"x": N}),
        ("(sinh(x)/x)**3 >= cosh(x)", {"x": P}),
        ("cosh(x)**2 - sinh(x)**2 == 1", {"x": R}),
        ("atan(x) <= x", {"x": N}),
        ("atan(x) >= x - x**3/3", {"x": N}),
        ("atan(x) >= x/(1 + x**2)", {"x": N}),
        ("atan(x) >= 3*x/(1 + 2*sqrt(1 + x**2))", {"x": N}),  # Shafer
        ("sin(x) <= x", {"x": N}),
        ("sin(x) >= x - x**3/6", {"x": N}),
        ("cos(x) >= 1 - x**2/2", {"x": R}),
        ("cos(x) <= 1 - x**2/2 + x**4/24", {"x": R}),
    ],
}

# What the tool cannot do yet.  A row that comes to be proved belongs above.
UNDECIDED: list[Row] = [
    ("a*b <= a**p/p + b**q/q", {"a": P, "b": P, "p": "(1, oo)", "q": "(1, oo)"}, ["1/p + 1/q == 1"]),  # Young
    ("x*y <= x*log(x) - x + exp(y)", {"x": P, "y": R}),  # Young for exp and log: no split along y = log(x)
    ("sqrt(a*b) <= (a + b)/2", {"a": N, "b": N}),  # one root of a product: its square is not tried
    ("(a + b)/2 <= sqrt((a**2 + b**2)/2)", {"a": N, "b": N}),
    ("(a*b*c)**(1/3) <= (a + b + c)/3", {"a": P, "b": P, "c": P}),
    ("x/(y + z) + y/(x + z) + z/(x + y) >= 3/2", {"x": P, "y": P, "z": P}),  # Nesbitt: sums of squares
    ("-p*log(p) <= sqrt(p)", {"p": "(0, 1]"}),
    ("(1 + 1/n)**n <= E", {"n": COUNT}),  # log((n + 1)/n) is not taken as log(1 + 1/n)
    ("log(1 + 1/n) >= 1/(n + 1)", {"n": COUNT}),
    ("sin(x) >= 2*x/pi", {"x": "[0, 2]"}, ["x <= pi/2"]),  # Jordan: no sign of sin and cos on a quarter period
    ("tan(x) >= x", {"x": "[0, 3/2]"}),
    ("sin(x)**2 + cos(x)**2 == 1", {"x": R}),
    ("atan(x) <= pi/2", {"x": R}),
    ("erfc(x) <= exp(-x**2)", {"x": N}),  # no rules for erfc
    ("n**2 >= n", {"n": "integer (-oo, oo)"}),
]


@pytest.mark.parametrize("row", [row for rows in PROVED.values() for row in rows], ids=lambda row: row[0])
def test_a_classic_is_proved(row: Row) -> None:
    entry = stated(*row)
    found = prove(entry)
    assert found.status == "proved", found.tried
    assert len(found.certificate) < 1_000
    assert violations(str(entry.statement), 30) == []


@pytest.mark.parametrize("row", UNDECIDED, ids=lambda row: row[0])
def test_a_classic_is_open_still(row: Row) -> None:
    entry = stated(*row)
    assert prove(entry).status == "undecided"
    assert refute(entry, points=0).status == "undecided"
    if "erfc" not in row[0]:
        assert violations(str(entry.statement), 30) == []
