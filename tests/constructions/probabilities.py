"""Terms that are probabilities and special functions, at numbers, by mpmath: written from docs/constructions.md."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial
from typing import Any

import mpmath as mp

from verify.kernel.terms import Term

DIGITS = 30


class Unknown(Exception):
    """A value that no formula here gives."""


def whole(value: Any, least: int) -> bool:
    return bool(mp.isint(value) and value >= least)


def beta(a: Any, b: Any, x: Any) -> Any:
    return mp.betainc(a, b, 0, x, regularized=True) if a > 0 and b > 0 and 0 <= x <= 1 else mp.mpf(0)


def wallis(a: Any) -> Any:
    return mp.gammaprod([a + 1], [a + mp.mpf(1) / 2]) if a >= 0 else mp.mpf(0)


def close(d: Any, s: Any) -> Any:
    """By integration of the density of <x_1, x_2>, as an angle: sin(t)^(d - 2)."""
    if not whole(d, 2) or s <= 0:
        return mp.mpf(0)
    angle = 2 * mp.asin(s / 2) if s < 2 else mp.pi
    return mp.quad(lambda t: mp.sin(t) ** (d - 2), [0, angle]) / mp.quad(lambda t: mp.sin(t) ** (d - 2), [0, mp.pi])


def crowded(n: Any, d: Any, s: Any) -> Any:
    if not whole(n, 2) or not whole(d, 2):
        return mp.mpf(0)
    if n == 2:
        return close(d, s)
    raise Unknown("three points")


def chi_square(d: Any, c: Any) -> Any:
    return mp.gammainc(d / 2, 0, c / 2, regularized=True) if whole(d, 1) and c > 0 else mp.mpf(0)


def close_gaussian(d: Any, s: Any) -> Any:
    return chi_square(d, d * s**2 / 2) if s > 0 else mp.mpf(0)


def cells(n: Any, m: Any, a: Any) -> Any:
    """By the counts of rows and of signs + in one cell after the other."""
    if not whole(n, 1) or not whole(m, 1):
        return mp.mpf(0)
    if n > 40:
        raise Unknown("many rows")
    ways = {(0, 0): Fraction(1)}  # (rows placed, sum of |S_j|), weighted by 1/(+! -!) of each cell
    for _ in range(int(m)):
        after = dict[tuple[int, int], Fraction]()
        for (placed, total), weight in ways.items():
            for up in range(int(n) - placed + 1):
                for down in range(int(n) - placed - up + 1):
                    key = placed + up + down, total + abs(up - down)
                    after[key] = after.get(key, Fraction(0)) + weight / (factorial(up) * factorial(down))
        ways = after
    met = sum((weight for (placed, total), weight in ways.items() if placed == n and total >= a * n), Fraction(0))
    found = met * factorial(int(n)) / Fraction(2 * int(m)) ** int(n)
    return mp.mpf(found.numerator) / found.denominator


def side(c: Any, term: Callable[[Any], Any]) -> Any:
    """The integral from c >= 0 to 1 for u = 1 - v^2, which tames what happens at 1."""

    def value(v: Any) -> Any:
        with mp.workdps(4 * DIGITS):
            return 2 * v * term(1 - v**2)

    return mp.quad(value, [0, mp.sqrt(1 - c)])


def cramped(n: Any, d: Any, k: Any, r: Any) -> Any:
    if not whole(n, 2) or not whole(d, 2) or not whole(k, 1) or k > d or r <= 0:
        return mp.mpf(0)
    if r >= 2:
        return mp.mpf(1)
    if n > 2 or (k, d) != (1, 3):
        raise Unknown("projected points")
    return r - r**2 / 4  # x_1 and x_2 have coordinates that are uniform on [-1, 1] (Archimedes)


def shrunk(d: Any, k: Any, x: Any) -> Any:
    if not whole(d, 2) or not whole(k, 1) or k > d:
        return mp.mpf(0)
    if k == d or x >= 1:
        return mp.mpf(x >= 1)
    if (k, d) == (1, 2):
        return 2 * mp.asin(mp.sqrt(x)) / mp.pi if x > 0 else mp.mpf(0)  # the angle of a line is uniform
    if (k, d) == (1, 3):
        return mp.sqrt(x) if x > 0 else mp.mpf(0)  # Archimedes
    return beta(k / 2, (d - k) / 2, x)


def share(c: Any, term: Callable[[Any], Any]) -> Any:
    halves = side(mp.mpf(0), term), side(mp.mpf(0), lambda u: term(-u))
    if c > 1 or c < -1:
        return mp.quad(term, [c, 1]) / sum(halves)
    return (side(c, term) if c >= 0 else sum(halves) - side(-c, lambda u: term(-u))) / sum(halves)


def unextendable(n: Any, d: Any, bound: Any) -> Any:
    """The labels 1 and -1 at two points differ by 2; no function has a negative Lipschitz constant."""
    if not whole(n, 1) or not whole(d, 2):
        return mp.mpf(0)
    return crowded(n, d, 2 / bound) if bound > 0 else mp.mpf(n > 1 or bound < 0)


def fitted(n: Any, d: Any, p: Any, w: Any, u: Any, bound: Any) -> Any:
    """At most this; for few points, or one function.

    A fit of the labels 1, -1 differs by at least 2 - 2 sqrt(u) at the two points, and they differ with probability 1/2.
    """
    if not whole(n, 1) or not whole(d, 2) or not whole(p, 1) or w < 0 or u < 0 or bound < 0:
        return mp.mpf(0)
    if w == 0:
        return mp.mpf(1) / 2**n if u == 0 or (n == 1 and u < 1) else mp.mpf(1)
    if n != 2 or u >= 1:
        return mp.mpf(1)
    apart = 2 - 2 * mp.sqrt(u)
    return 1 - (crowded(n, d, apart / bound) if bound > 0 else 1) / 2


def fitted_smoothly(n: Any, d: Any, p: Any, w: Any, j: Any, u: Any, bound: Any) -> Any:
    return mp.mpf(0) if j < 0 else fitted(n, d, p, w if j > 0 else min(w, mp.mpf(0)), u, bound)


TERMS: dict[str, Callable[..., Any]] = {
    "beta": beta, "wallis": wallis, "close": close, "crowded": crowded, "cramped": cramped, "chi_square": chi_square,
    "close_gaussian": close_gaussian, "factorial": lambda a: mp.gamma(a + 1) if a > -1 else mp.mpf(0), "shrunk": shrunk,
    "close_shrunk": lambda d, k, s, x: close(d, s) * shrunk(d, k, x), "exp": mp.exp, "sqrt": mp.sqrt, "max": max,
    "log": lambda u: mp.log(u) if u > 0 else mp.mpf(0), "min": min, "unextendable": unextendable, "fitted": fitted,
    "fitted_smoothly": fitted_smoothly, "cells": cells,
}  # fmt: skip


def number(term: Term, env: dict[str, Any]) -> Any:
    """The value of a term."""
    head, parts = term[0], term[1:]
    if head == "num":
        return mp.mpf(parts[0].numerator) / parts[0].denominator
    if head == "var":
        return env[parts[0]]
    if head == "const":
        return mp.pi if parts[0] == "pi" else mp.e
    if head == "neg":
        return -number(parts[0], env)
    if head == "inv":
        below = number(parts[0], env)
        return 1 / below if below else mp.mpf(0)
    if head == "pow":
        return number(parts[0], env) ** number(parts[1], env)
    if head in ("add", "mul"):
        found = [number(part, env) for part in parts[0]]
        return mp.fsum(found) if head == "add" else mp.fprod(found)
    name, arguments = parts
    if name == "share":
        low, bound, body = arguments
        return share(number(low, env), lambda u: number(body, {**env, bound[1]: u}))
    return TERMS[name](*(number(argument, env) for argument in arguments))


def holds(line: Term, env: dict[str, Any]) -> bool:
    """Whether a relation is true, within the precision of DIGITS."""
    with mp.workdps(DIGITS):
        left, right = number(line[2], env), number(line[3], env)
        slack = mp.mpf(10) ** (5 - DIGITS) * (1 + abs(left) + abs(right))
        gap = left - right
        return bool(
            {"<=": gap <= slack, ">=": gap >= -slack, "==": abs(gap) <= slack, "<": gap < 0, ">": gap > 0}[line[1]]
        )
