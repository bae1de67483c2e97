"""What is compared: inequalities in one or two real variables, tight somewhere or not, algebraic or not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Inequality:
    """``text`` for all values of the variables in their domains.

    boxes: the bounded part of the domain on which interval bisection is tried, a pair for each variable in
    alphabetical order.
    """

    text: str
    vars: dict[str, str]
    boxes: tuple[tuple[float, float], ...]


REAL, POSITIVE, NONNEGATIVE = "(-oo, oo)", "(0, oo)", "[0, oo)"

ROWS = [
    Inequality("exp(x) >= 1 + x", {"x": REAL}, ((-8, 8),)),
    Inequality("log(1 + x) <= x", {"x": "(-1, oo)"}, ((-0.99, 100),)),
    Inequality("log(1 + x) <= x/sqrt(1 + x)", {"x": NONNEGATIVE}, ((0, 100),)),
    Inequality("exp(x) <= x + exp(x**2)", {"x": REAL}, ((-8, 8),)),
    Inequality("x*exp(-x) <= 1/2", {"x": NONNEGATIVE}, ((0, 8),)),
    Inequality("cosh(x) <= exp(x**2/2)", {"x": REAL}, ((-8, 8),)),
    Inequality("tanh(x) >= x - x**3/3", {"x": NONNEGATIVE}, ((0, 8),)),
    Inequality("(1 + x)*log(1 + x) - x >= x**2/(2 + 2*x/3)", {"x": NONNEGATIVE}, ((0, 8),)),
    Inequality("-log(1 - 2*x)/2 - x <= x**2/(1 - 2*x)", {"x": "[0, 1/2)"}, ((0, 0.49),)),
    Inequality("-x*log(x) - (1 - x)*log(1 - x) >= 4*log(2)*x*(1 - x)", {"x": "(0, 1)"}, ((0.01, 0.99),)),
    Inequality("sqrt(1 + x) <= 1 + x/2 - x**2/8 + x**3/16", {"x": NONNEGATIVE}, ((0, 8),)),
    Inequality("x**4 - 3*x**3 + 3*x**2 - x + 1/5 > 0", {"x": "[0, 1]"}, ((0, 1),)),
    Inequality("x**2 + y**2 >= x*y", {"x": REAL, "y": REAL}, ((-8, 8), (-8, 8))),
    Inequality("-q*h + log(1 - q + q*exp(h)) <= h**2/8", {"q": "[0, 1]", "h": REAL}, ((-8, 8), (0, 1))),
]
