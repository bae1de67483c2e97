"""For each demand of the rule ``cells``: the step without it, and why the law that it calls fragile is robust there.

A row is (assumed line, changed parameters, reason).  Unchanged, one row and two cells are fitted exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp

Drop = tuple[str, int]
Reason = Callable[[dict[str, float]], bool]
P, Q = "premise", "obligation"
SURE = "cells(1, 2, 1) >= 1"
STEP = {"d": "2", "k": "1", "c": "1", "W": "3", "J": "1", "h": "1", "q": "1/2", "B": "3", "u": "1"}


def impossible(at: dict[str, float]) -> bool:
    """A mean square is not at most v - h < 0."""
    return at["h"] > 1 and at["q"] >= 0


def no_space(at: dict[str, float]) -> bool:
    """n rows, R^d or k labels with a number that is not whole, or below 1."""
    return any(at[name] < 1 or at[name] != int(at[name]) for name in ("n", "d", "k"))


def one_function(at: dict[str, float]) -> bool:
    """E z^2 = 1 and |g + z| <= 1 make z a fair sign given x, so that one function fits one row with probability 1/2
    at most; a class is one function if the diameter W is 0 or the map from the parameters is constant."""
    return at["W"] * at["J"] == 0 and at["n"] == 1 and at["h"] == 1 and at["q"] >= 1 / 2


def any_slope(at: dict[str, float]) -> bool:
    """A Lipschitz constant is at least B <= 0."""
    return at["B"] <= 0 <= at["q"]


def no_demand(at: dict[str, float]) -> bool:
    """A probability is at least 1 - q <= 0."""
    return at["q"] >= 1


def few_places(at: dict[str, float]) -> bool:
    """Two rows on the line, fair signs, exact fit: x is within 3 of its median with probability 1 - 2 exp(-9/(2 c)) or
    more (c-isoperimetry of u -> min(max(u, .), .)); in 6/w intervals of a length w < 2/B, two rows in one of which have
    different signs with probability 1/2 and are then not fitted with Lip < B."""
    places = int(2 * 3 * at["B"] / 2) + 1
    mass = 1 - 2 * exp(-9 / (2 * at["c"]))
    return at["d"] == 1 and at["n"] == 2 and at["h"] == 1 and at["q"] >= 1 - mass**2 / places / 2


def flat(at: dict[str, float]) -> bool:
    """Two rows, fair signs, exact fit: different signs and Lip < B need |x_1 - x_2| > 2/B, and so a coordinate of one
    of the rows that is off its mean by 1/(B sqrt(d)), with probability 2 exp(-1/(2 c B^2)) at most for each of 2 d."""
    far = 4 * at["d"] * exp(-1 / (2 * at["c"] * at["B"] ** 2))
    return at["n"] == 2 and at["h"] == 1 and at["B"] > 0 and at["q"] >= 1 / 2 + far


ROWS: dict[Drop, tuple[tuple[str, ...], dict[str, str], Reason]] = {
    (P, 0): ((), {"n": "1", "m": "2", "a": "2", "e": "1", "h": "3"}, impossible),
    (Q, 0): ((SURE,), {"k": "1/2"}, no_space),
    (Q, 1): ((SURE,), {"d": "5/2"}, no_space),
    (Q, 2): (("cells(2, 1000, 1) >= 999/1000",), {"d": "1", "W": "64", "B": "17/10", "q": "99/100"}, few_places),
    (Q, 3): (("cells(1, 2, -1) >= 1",), {"u": "-1", "W": "0"}, one_function),
    (Q, 4): ((SURE,), {"h": "3"}, impossible),
    (Q, 5): ((SURE,), {"W": "0"}, one_function),
    (Q, 6): ((SURE,), {"J": "0"}, one_function),
    (Q, 7): ((SURE,), {"B": "-3"}, any_slope),
    (Q, 8): (("cells(2, 2, 1) >= 3/4",), {"B": "1/1000", "q": "3/5"}, flat),
    (Q, 9): (("cells(1/2, 2, 1) >= 0",), {"q": "-1"}, no_space),
    (Q, 10): ((SURE,), {"q": "1"}, no_demand),
}
