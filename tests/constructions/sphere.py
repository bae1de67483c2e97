"""For each demand of a rule about probabilities: what it would prove if the demand were dropped, and numbers that say no.

Rows of ``test_needed``: rule, demand, assumed lines, the false conclusion, parameters.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

Short = tuple[str, tuple[str, int], tuple[str, ...], str, dict[str, str]]
P, Q = "premise", "obligation"
LOW = "(0 - 1/2)"
FOUR = {"c": "1", "l": "1", "t": "t", "u": "4", "x": "3/4"}
CLASS = {"n": "1", "d": "3", "p": "1", "W": "1", "u": "1/2", "L": "1"}
UNIFORM = "share(1/2, u, (1 - u**2)**(1 - 1))"


def bound(u: str, c: str, w: str, x: str = "3/4", sign: str = "<=") -> str:
    return f"beta({c}, 1/2, {x}) {sign} ({u})*({x})**({c})*sqrt((1 - {x})/pi)/({w})"


SPHERE: list[Short] = [
    ("weaken", (P, 0), (), "1 <= 0", {"X": "1", "a": "0", "b": "0"}),
    ("weaken", (Q, 0), ("1 <= 1",), "1 <= 0", {"b": "0"}),
    ("weaken-below", (P, 0), (), "0 > 1", {"X": "0", "a": "2", "b": "1"}),
    ("weaken-below", (Q, 0), ("1 >= 1",), "1 > 1", {"b": "1"}),
    ("substitution", (Q, 0), (), "share(0 - 1/2, u, (1 - u**2)**(1 - 1)) == beta(1, 1/2, 3/4)/2", {"a": "1", "c": "0 - 1/2", "u": "u", "y": "3/4"}),
    ("substitution", (Q, 1), (), "share(2, u, (1 - u**2)**(1 - 1)) == beta(1, 1/2, 1 - 4)/2", {"a": "1", "c": "2", "u": "u", "y": "1 - 4"}),
    ("substitution", (Q, 2), (), f"{UNIFORM} == beta(1, 1/2, 1/2)/2", {"a": "1", "c": "1/2", "u": "u", "y": "1/2"}),
    ("wallis-above", (Q, 0), (), "wallis(0) <= sqrt(0 + 26/100)", {"c": "0", "l": "6", "t": "t", "u": "t + 26/100"}),
    ("wallis-above", (Q, 1), (), "wallis(1) <= sqrt(0)", {"c": "1", "l": "1", "t": "t", "u": "0"}),
    ("wallis-above", (Q, 2), (), "wallis(1) <= sqrt(1)", {"c": "1", "l": "1", "t": "t", "u": "t"}),
    ("wallis-below", (Q, 0), (), "wallis(0 - 1/5) >= sqrt(0 - 1/5 + 1/4)", {"c": "0 - 1/5", "l": "0 - 1/5", "t": "t", "u": "t + 1/4"}),
    ("wallis-below", (Q, 1), (), "wallis(1/1000) >= sqrt(1/1000 + 1/4 + 1/(100*(1/1000)))", {"c": "1/1000", "l": "10", "t": "t", "u": "t + 1/4 + 1/(100*t)"}),
    ("wallis-below", (Q, 2), (), "wallis(1) >= sqrt(5*(1 + 1/4))", {"c": "1", "l": "1", "t": "t", "u": "5*(t + 1/4)"}),
    ("wallis-below", (Q, 3), (), "wallis(1) >= sqrt(1 + 1)", {"c": "1", "l": "1", "t": "t", "u": "t + 1"}),
    ("beta-above", (P, 0), (), bound("4", "1", "100"), {**FOUR, "w": "100"}),
    ("beta-above", (Q, 0), ("wallis(1) >= 0 - 1",), bound("4", "1", "0 - 1"), FOUR),
    ("beta-above", (Q, 1), ("wallis(1) >= 1",), bound("4", "1", "1", LOW), {**FOUR, "x": LOW}),
    ("beta-above", (Q, 2), ("wallis(5/4) >= 1",), bound("4 - 5/(5/4)", "5/4", "1"), {**FOUR, "c": "5/4", "l": "100", "u": "4 - 5/t"}),
    ("beta-above", (Q, 3), ("wallis(1) >= 1",), bound("4 - 100*2**1", "1", "1"), {**FOUR, "u": "4 - 100*2**t"}),
    ("beta-above", (Q, 4), ("wallis(1) >= 1",), bound("0", "1", "1"), {**FOUR, "u": "0"}),
    ("beta-below", (P, 0), (), bound("1", "1", "1/100", sign=">="), {**FOUR, "u": "1", "w": "1/100"}),
    ("beta-below", (Q, 0), ("wallis(2) <= 2",), bound("1/2", "2", "2", LOW, ">="), {**FOUR, "c": "2", "u": "1/2", "x": LOW}),
    ("beta-below", (Q, 1), ("wallis(0) <= 1",), bound("1", "0", "1", sign=">="), {**FOUR, "c": "0", "l": "0", "u": "1"}),
    ("beta-below", (Q, 2), ("wallis(1/100) <= 58/100",), bound("4 - 6/(1/100 + 5)", "1/100", "58/100", sign=">="), {**FOUR, "c": "1/100", "l": "200", "u": "4 - 6/(t + 5)"}),
    ("beta-below", (Q, 3), ("wallis(1) <= 2",), bound("100*2**1", "1", "2", sign=">="), {**FOUR, "u": "100*2**t"}),
    ("beta-below", (Q, 4), ("wallis(1) <= 113/100",), bound("4", "1", "113/100", sign=">="), FOUR),
    ("sphere", (Q, 0), (), "close(3/2, 1) == share(1 - 1**2/2, u, (1 - u**2)**((3/2 - 1)/2 - 1))", {"d": "3/2", "s": "1", "u": "u"}),
    ("sphere", (Q, 1), (), "close(3, 0 - 1) == share(1 - (0 - 1)**2/2, u, (1 - u**2)**((3 - 1)/2 - 1))", {"d": "3", "s": "0 - 1", "u": "u"}),
    ("sphere", (Q, 2), (), "close(3, 3) == share(1 - 3**2/2, u, (1 - u**2)**((3 - 1)/2 - 1))", {"d": "3", "s": "3", "u": "u"}),
    ("pairs", (P, 0), (), "crowded(2, 3, 1) <= 2*(2 - 1)/2*0", {"n": "2", "d": "3", "s": "1", "p": "0"}),
    ("pairs", (Q, 0), ("close(3, 1) <= 1",), "crowded(1/2, 3, 1) <= 1/2*(1/2 - 1)/2*1", {"n": "1/2"}),
    ("pairwise", (P, 0), (), "crowded(2, 3, 1) >= 2*(2 - 1)/2*1/(1 + (2*(2 - 1)/2 - 1)*1)", {"n": "2", "d": "3", "s": "1", "p": "1"}),
    ("pairwise", (Q, 0), ("close(3, 1) >= 1/8",), "crowded(3/2, 3, 1) >= 3/2*(3/2 - 1)/2*(1/8)/(1 + (3/2*(3/2 - 1)/2 - 1)*(1/8))", {"n": "3/2"}),
    ("pairwise", (Q, 1), ("close(3, 1) >= 0 - 1",), "crowded(3, 3, 1) >= 3*(3 - 1)/2*(0 - 1)/(1 + (3*(3 - 1)/2 - 1)*(0 - 1))", {"n": "3"}),
    ("filling", (P, 0), (), "crowded(2, 3, 1) <= 1 - (1 - (2 - 1)*0)**(2/2)", {"n": "2", "d": "3", "s": "1", "p": "0"}),
    ("filling", (Q, 0), ("close(3, 1) <= 1",), "crowded(1/2, 3, 1) <= 1 - (1 - (1/2 - 1)*1)**(1/2/2)", {"n": "1/2"}),
    ("filling", (Q, 1), ("close(3, 1) <= 1",), "crowded(4, 3, 1) <= 1 - (1 - (4 - 1)*1)**(4/2)", {"n": "4"}),
    ("projected-points", (P, 0), ("beta(1/2, 1, 1/6) <= 1/2",), "cramped(2, 3, 1, sqrt(1/6)) <= 0 - 1 + 2*(2 - 1)/2*(1/2)", {"n": "2", "d": "3", "e": "0 - 1", "k": "1"}),
    ("projected-points", (P, 1), ("crowded(2, 3, 1) <= 1/4",), "cramped(2, 3, 1, sqrt(1/6)) <= 1/4 + 2*(2 - 1)/2*(0 - 1)", {"a": "1/2", "b": "1", "x": "1/6", "k": "1", "p": "0 - 1"}),
    ("projected-points", (Q, 0), ("crowded(1/2, 3, 1) <= 0", "beta(1/2, 1, 1/6) <= 1"), "cramped(1/2, 3, 1, sqrt(1/6)) <= 0 + 1/2*(1/2 - 1)/2*1", {"k": "1"}),
    ("projected-points", (Q, 1), ("crowded(2, 3, 1) <= 1/4", "beta(149/100, 1/100, 9/10) <= 1/10"), "cramped(2, 3, 1, sqrt(9/10)) <= 1/4 + 2*(2 - 1)/2*(1/10)", {"k": "1"}),
    ("projected-points", (Q, 2), ("crowded(2, 3, 1) <= 1/4", "beta(1/2, 1/100, 9/10) <= 1/10"), "cramped(2, 3, 1, sqrt(9/10)) <= 1/4 + 2*(2 - 1)/2*(1/10)", {"k": "1"}),
    ("projected-points", (Q, 3), ("crowded(2, 3, 1) <= 1/4", "beta(1/2, 1, 4) <= 0"), "cramped(2, 3, 1, sqrt(4)) <= 1/4 + 2*(2 - 1)/2*0", {"k": "1"}),
    ("circle", (Q, 0), (), "crowded(3/2, 2, 1) == 1 - max(0, 1 - 3/2/6)**(3/2 - 1)", {"n": "3/2"}),
    ("gaussian", (Q, 0), (), "close_gaussian(1, 0 - 1) == chi_square(1, 1*(0 - 1)**2/2)", {"d": "1", "s": "0 - 1"}),
    ("chi-square", (Q, 0), (), "chi_square(1, 100) <= exp((0 - 1/4)*100)/(1 + 2*(0 - 1/4))**(1/2)", {"d": "1", "c": "100", "r": "0 - 1/4"}),
    ("beta-tail", (Q, 0), (), "beta(0 - 3, 1, 1/2) <= (1/2*(0 - 3 + 1)/(0 - 3))**(0 - 3)*((1 - 1/2)*(0 - 3 + 1)/1)**1", {"a": "0 - 3", "b": "1", "x": "1/2"}),
    ("beta-tail", (Q, 1), (), "beta(3, 0 - 1, 1/2) <= (1/2*(3 + 0 - 1)/3)**3*((1 - 1/2)*(3 + 0 - 1)/(0 - 1))**(0 - 1)", {"a": "3", "b": "0 - 1", "x": "1/2"}),
    ("beta-tail", (Q, 2), (), "beta(1, 1, 0 - 1) <= ((0 - 1)*(1 + 1)/1)**1*((1 - (0 - 1))*(1 + 1)/1)**1", {"a": "1", "b": "1", "x": "0 - 1"}),
    ("beta-tail", (Q, 3), (), "beta(1, 1, 9/10) <= (9/10*(1 + 1)/1)**1*((1 - 9/10)*(1 + 1)/1)**1", {"a": "1", "b": "1", "x": "9/10"}),
    ("extension", (Q, 0), (), "unextendable(2, 3, 0 - 1) == crowded(2, 3, 0 - 2)", {"n": "2", "d": "3", "L": "0 - 1", "s": "0 - 2"}),
    ("extension", (Q, 1), (), "unextendable(2, 3, 2) == crowded(2, 3, 2)", {"n": "2", "d": "3", "L": "2", "s": "2"}),
    ("any-class", (Q, 0), (), "fitted(1/2, 3, 1, 1, 1/2, 1) >= 1 - unextendable(1/2, 3, 1)", {**CLASS, "n": "1/2"}),
    ("any-class", (Q, 1), (), "fitted(1, 1, 1, 1, 1/2, 1) >= 1 - unextendable(1, 1, 1)", {**CLASS, "d": "1"}),
    ("any-class", (Q, 2), (), "fitted(1, 3, 1/2, 1, 1/2, 1) >= 1 - unextendable(1, 3, 1)", {**CLASS, "p": "1/2"}),
    ("any-class", (Q, 3), (), "fitted(1, 3, 1, 0, 1/2, 1) >= 1 - unextendable(1, 3, 1)", {**CLASS, "W": "0"}),
    ("any-class", (Q, 4), (), "fitted(1, 3, 1, 1, 0 - 1, 1) >= 1 - unextendable(1, 3, 1)", {**CLASS, "u": "0 - 1"}),
]  # fmt: skip
