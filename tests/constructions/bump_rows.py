"""What goes wrong without a demand of the rules about points, bumps and Lipschitz constants.

A row: the demand, what is declared and assumed, the parameters, and objects for which the assumptions are true while
what the rule without the demand concludes is false; ``because`` where trials cannot decide.
"""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mpmath import mpf

from tests.constructions.euclid import Profile, hat, points, smooth
from tests.constructions.steps import Drop

F = Fraction


@dataclass(frozen=True)
class Row:
    rule: str
    drop: Drop
    declare: tuple[str, ...] = ()
    assume: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[str, Any] = field(default_factory=dict)
    because: str = ""


P, Q = "premise", "obligation"
G, GF, DATA = ("map(g, 1, 1)",), ("map(f, 1, 1)",), ("points(x, 2, 1)", "vector(y, 2)")
FOUR = ("points(x, 1, 1)", "points(z, 1, 1)", "vector(y, 1)", "vector(w, 1)")
CUT = {"r": "1", "t": "t"}
ONE, ZERO = Profile(lambda t: mpf(1), mpf(0), mpf(0), True), Profile(lambda t: mpf(0), mpf(0), mpf(0), True)
LINE = Profile(lambda t: t, mpf(1), mpf(0), True)
ROOT = Profile(lambda t: max(mpf(0), 1 - t) ** mpf("0.5"))  # no Lipschitz constant: ``steepest`` is 0 then
NONE = Profile(ROOT.at, mpf(0), mpf(0))
SQUARE = Profile(lambda t: t**2, mpf(0), mpf(2), True)  # nor has t^2 one on [0, oo)
TWICE = Profile(lambda t: 2 * hat(1).at(t), mpf(2))
APART, PAIR = points((0,), (1,)), (mpf(1), mpf(-1))
FAR, NEAR = points((0,)), points((2,))
L1, L3 = (mpf(1),), (mpf(3),)
ADMIT = {"x": points((3,)), "y": L1, "w": L1, "z": points((-1,)), "dimension": 1}
BIG = Profile(lambda t: 5 * hat(1).at(t), mpf(5))
WIDE = {"g": smooth(1)}

FIT = {"n": "2", "d": "3", "k": "1", "p": "4", "s": "1/4", "W": "4", "J": "100", "u": "0", "L": "8"}
EIGHTH = ("supported(g, 1/8)", "height(g, 0) == 1", "gradual(g, 8)", "capped(g, 1)")
WIDE_DATA = ("points(x, 2, 1)", "points(v, 2, 2)")
ONCE = "cutoff(1, t, (-4)*t*(1 - t**2))"

ROWS = [
    Row("equal", (P, 0), ("vector(v, 1)",), ("0 <= norm(v)",), {}, {"v": L1}),
    Row("equal", (P, 1), ("vector(v, 1)",), ("0 <= norm(v)",), {}, {"v": L1}),
    Row("cutoff-height", (Q, 0), (), (), CUT | {"X": "1", "u": "-2"}),
    Row("cutoff-height", (Q, 1), (), (), CUT | {"X": "1", "u": "2"}),
    Row("wider", (P, 0), G, (), {"g": "g", "r": "0", "R": "1"}, {"g": ONE}),
    Row("wider", (Q, 0), G, ("supported(g, 1)",), {"R": "0"}, {"g": hat(1)}),
    Row("mollifier", (Q, 0), (), (), CUT | {"c": "0"}, {}, "the function that is 1 on (-1, 1) jumps at 1"),
    Row("cutoff-cap", (Q, 0), (), (), CUT | {"r": "0", "X": "0", "b": "-1"}),
    Row("cutoff-cap", (Q, 1), (), (), CUT | {"X": "2", "b": "1"}),
    Row("cutoff-slope", (Q, 0), (), (), CUT | {"r": "0", "X": "0", "u": "-1"}),
    Row("cutoff-slope", (Q, 2), (), (), CUT | {"X": "(1 - t)*(2*t - 1)", "u": "1"}),
    Row("cutoff-slope", (Q, 3), (), (), CUT | {"X": "1", "u": "0"}),
    Row("slope-at", (P, 0), (), (), CUT | {"X": "1 - t", "u": "0", "c": "0"}),
    Row("slope-at", (Q, 0), (), ("gradual(cutoff(1, t, (1 - t)**2), 2)",), {"c": "-1"}),
    Row("slope-at", (Q, 1), (), ("gradual(cutoff(1, t, (1 - t)**2), 2)",), {"c": "3"}),
    Row("slope-mean", (P, 0), G, ("height(g, 0) == 1", "gradual(g, 0)"), {"r": "1"}, {"g": ONE}),
    Row("slope-mean", (P, 1), G, ("supported(g, 1)", "gradual(g, 1)"), {"a": "2"}, {"g": hat(1)}),
    Row("slope-mean", (P, 2), G, ("supported(g, 1)", "height(g, 0) == 1"), {"u": "0"}, {"g": hat(1)}),
    Row("gradual-scale", (P, 0), G, (), {"g": "g", "u": "0", "c": "1", "K": "0"}, {"g": hat(1)}),
    Row("gradual-scale", (Q, 0), G, ("gradual(g, 0)",), {"c": "-1", "K": "-1"}, {"g": ONE}),
    Row("gradual-scale", (Q, 1), G, ("gradual(g, 1)",), {"c": "1/2", "K": "1"}, {"g": hat(1)}),
    Row("steepest", (P, 0), G, (), {"g": "g", "u": "0"}, {"g": hat(1)}),
    Row("steepest-attained", (P, 0), G, (), {"g": "g"}, {"g": NONE}),
    Row("compact", (P, 0), G, ("endless(g)",), {}, {"g": SQUARE}),
    Row("compact", (P, 1), G, ("supported(g, 1)",), {}, {"g": NONE}),
    Row("regular-lipschitz", (P, 0), G, (), {"g": "g", "c": "1"}, {"g": ROOT}),
    Row("regular-endless", (P, 0), G, (), {"g": "g", "c": "1", "k": "1"}, {"g": hat(1)}),
    Row("regular-endless", (Q, 0), G, ("endless(g)",), {"c": "0", "k": "1"}, {"g": LINE}),
    Row("even", (Q, 0), (), (), CUT | {"X": "sqrt(t**2)", "k": "1"}),
    Row("even", (Q, 1), (), (), CUT | {"X": "1 - t", "k": "1"}),
    Row("integral", (P, 0), (), (), CUT | {"X": "1", "Y": "0"}),
    Row("integral", (Q, 1), (), ("gradual(cutoff(1, t, 1 - t), 1)",), {"Y": "1"}),
    Row("regular-integral", (P, 0), G, ("regular(g, 1, 0)",), {"g": "cutoff(1, t, 1)", "j": "1"}, {"g": hat(1)}),
    Row("regular-integral", (P, 1), G, ("integrates(cutoff(1, t, 1 - t), cutoff(1, t, -1))",), {"c": "1", "k": "0", "j": "1"}, {"g": hat(1)}),
    Row("regular-integral", (Q, 0), G, ("integrates(g, cutoff(1, t, -1))", "regular(cutoff(1, t, -1), 0, 0)"), {"j": "1"}, {"g": hat(1)}),
    Row("regular-integral", (Q, 1), G, (f"integrates(cutoff(1, t, (1 - t**2)**2), {ONCE})", f"regular({ONCE}, 1, 0)"), {"j": "2"}),
    Row("creased-integral", (P, 0), G, ("creased(cutoff(1, t, 1), 1, 0)",), {"g": "g", "j": "1"}, WIDE),
    Row("creased-integral", (P, 1), G, ("integrates(g, path(t, 2*t))",), {"c": "1", "k": "0", "j": "1"}, {"g": SQUARE}),
    Row("creased-integral", (Q, 0), G, ("integrates(g, path(t, 2*t))", "creased(path(t, 2*t), 0, 1)"), {"j": "2"}, {"g": SQUARE}),
    Row("creased-integral", (Q, 1), G, ("integrates(g, cutoff(1, t, -1))", "creased(cutoff(1, t, -1), 1, 0)"), {"j": "0"}, {"g": hat(1)}),
    Row("creased-edge", (Q, 0), (), (), CUT | {"r": "0", "X": "1"}),
    Row("creased-edge", (Q, 1), (), (), CUT | {"X": "exp(-factorial(1/(1 - t)))"}, {}, "1/0 is 0 and factorial(0) is 1, but near 1 the function is as small as one likes"),
    Row("creased-edge", (Q, 2), (), (), CUT | {"X": "1 - t"}),
    Row("creased-edge", (Q, 3), (), (), CUT | {"X": "0**(1 - t)"}, {}, "0 for t < 1; at 1 it is 0**0, which is 1"),
    Row("creased-tip", (Q, 0), (), (), CUT | {"r": "0", "X": "1 - t"}),
    Row("creased-tip", (Q, 2), (), (), CUT | {"X": "1 - t**2"}),
    Row("bumps", (P, 0), (*DATA, *G), ("supported(g, 1)", "height(g, 0) == 1"), {"s": "1", "x": "x", "y": "y"}, {"x": points((0,), (0,)), "y": PAIR, "g": hat(1)}),
    Row("bumps", (P, 1), (*DATA, *G), ("separated(x, 1)", "height(g, 0) == 1"), {"r": "1", "g": "g", "y": "y"}, {"x": APART, "y": PAIR, "g": hat(2)}),
    Row("bumps", (P, 2), (*DATA, *G), ("separated(x, 1)", "supported(g, 1)"), {"y": "y"}, {"x": APART, "y": PAIR, "g": TWICE}),
    Row("bumps", (Q, 0), (*DATA, *G), ("separated(x, 1)", "supported(g, 2)", "height(g, 0) == 1"), {"y": "y"}, {"x": APART, "y": PAIR, "g": hat(2)}),
    Row("disjoint", (P, 0), G, ("gradual(g, 1)",), {"r": "1/2", "s": "1"}, {"g": hat(1)}),
    Row("disjoint", (P, 1), G, ("supported(g, 1/2)",), {"C": "1", "s": "1"}, {"g": hat(F(1, 2))}),
    Row("disjoint", (Q, 0), G, ("supported(g, 1)", "gradual(g, 1)"), {"s": "1"}, {"g": hat(1)}),
    Row("overlaps", (P, 0), G, ("gradual(g, 1)",), {"r": "1/2", "s": "1"}, {"g": hat(1)}),
    Row("overlaps", (P, 1), G, ("supported(g, 1/2)",), {"C": "1/2", "s": "1"}, {"g": hat(F(1, 2))}),
    Row("overlaps", (Q, 0), G, ("supported(g, 1)", "gradual(g, 1)"), {"s": "-2"}, {"g": hat(1)}),
    Row("overlaps", (Q, 1), G, ("supported(g, 1)", "gradual(g, 1)"), {"s": "1"}, {"g": hat(1)}),
    Row("edge", (P, 0), G, ("endless(g)",), {"r": "1/2", "s": "1"}, WIDE),
    Row("edge", (P, 1), G, ("supported(g, 1/2)",), {"s": "1"}, {"g": Profile(hat(F(1, 2)).at, mpf(2), mpf(0))}),
    Row("edge", (Q, 0), G, ("supported(g, 1)", "endless(g)"), {"s": "-2"}, WIDE),
    Row("edge", (Q, 1), G, ("supported(g, 1)", "endless(g)"), {"s": "1"}, WIDE),
    Row("uniform", (P, 0), G, (), {"g": "g", "s": "1", "C": "1"}, WIDE),
    Row("member", (P, 0), (*DATA, *G), ("separated(x, 1)", "bounded(y, 1)"), {"g": "g", "s": "1", "C": "0"}, {"x": APART, "y": PAIR, "g": hat(1), "near": APART}),
    Row("member", (P, 1), (*DATA, *G), ("spread(g, 1, 2)", "bounded(y, 1)"), {"x": "x", "a": "1"}, {"x": points((0,), (0,)), "y": (mpf(1), mpf(1)), "g": hat(F(1, 2)), "near": points((0,), ("1/2",))}),
    Row("member", (P, 2), (*DATA, *G), ("spread(g, 1, 2)", "separated(x, 1)"), {"y": "y", "b": "1"}, {"x": APART, "y": (mpf(3), mpf(-3)), "g": hat(F(1, 2)), "near": APART}),
    Row("member", (Q, 0), (*DATA, *G), ("spread(g, 1, 2)", "separated(x, 0)", "bounded(y, 1)"), {}, {"x": points((0,), (0,)), "y": (mpf(1), mpf(1)), "g": hat(F(1, 2)), "near": points((0,), ("1/2",))}),
    Row("member", (Q, 1), (*DATA, *G), ("spread(g, 1, 2)", "separated(x, 1)", "bounded(y, 3)"), {}, {"x": APART, "y": (mpf(3), mpf(-3)), "g": hat(F(1, 2)), "near": APART}),
    Row("spread-scale", (P, 0), G, (), {"g": "g", "s": "1", "C": "0", "c": "1"}, {"g": hat(1)}),
    Row("spread-scale", (Q, 0), G, ("spread(g, 1, 2)",), {"c": "-1"}, {"g": hat(F(1, 2))}),
    Row("star", (P, 0), G, ("height(g, 0) == 1", "height(g, 1/sqrt(2)) == 1"), {"m": "m", "s": "1"}, {"g": ONE}),
    Row("star", (P, 1), G, ("supported(g, 1)", "height(g, 1/sqrt(2)) == 0"), {"m": "m", "a": "9"}, {"g": hat(F(1, 2))}),
    Row("star", (P, 2), G, ("supported(g, 1)", "height(g, 0) == 1"), {"m": "m", "b": "1"}, {"g": hat(F(1, 2))}),
    Row("centroid", (Q, 0), (), (), CUT | {"X": "1 - t", "s": "1", "m": "m"}, {}, "one point, m = 1: the hat of radius 1 has the constant 1, not sqrt(2)"),
    Row("centroid", (Q, 1), (), (), CUT | {"r": "1/4", "X": "1 - 4*t", "s": "1", "m": "m"}),
    Row("grow", (P, 0), G, (), {"g": "g", "s": "1", "m": "m", "q": "m", "a": "1", "b": "0", "e": "1"}, {"g": hat(F(1, 2))}),
    Row("grow", (Q, 0), G, ("climbs(g, 1, m, 0)",), {"a": "0", "b": "0", "e": "1"}, {"g": hat(F(1, 2))}),
    Row("grow", (Q, 1), G, ("climbs(g, 1, m, 0)",), {"a": "1", "b": "1", "e": "0"}, {"g": hat(F(1, 2))}),
    Row("grow", (Q, 2), G, ("climbs(g, 1, m, 0)",), {"a": "1", "b": "m", "e": "1"}, {"g": hat(F(1, 2))}),
    Row("grow", (Q, 3), G, ("climbs(g, 1, m, 0)",), {"a": "1", "b": "0", "e": "1"}, {"g": hat(F(1, 2))}),
    Row("projected", (P, 0), G, (), {"g": "g", "t": "1/2"}, WIDE),
    Row("unprojected", (P, 0), G, (), {"g": "g", "t": "1/2"}, {"g": hat(F(1, 2))}),
    Row("unprojected", (Q, 0), G, ("steep(g, 1)",), {"t": "0"}, WIDE),
    Row("projection", (P, 0), ("matrix(A, 1, 1)",), (), {"P": "A"}, {"A": points((2,)), "dimension": 1}),
    Row("compose-lipschitz", (P, 0), GF, ("lipschitz(f, 1)",), {"f": "f", "K": "0"}, {"f": LINE}),
    Row("compose-lipschitz", (P, 1), GF, ("lipschitz(f, 1)",), {"h": "f", "L": "0"}, {"f": LINE}),
    Row("lipschitz", (P, 0), GF, (), {"f": "f", "K": "0", "L": "0"}, {"f": LINE}),
    Row("lipschitz", (Q, 0), GF, ("lipschitz(f, 1)",), {"L": "0"}, {"f": LINE}),
    Row("diameter", (P, 0), FOUR, ("inside(z, 1)", "bounded(y, 1)", "bounded(w, 1)"), {"x": "x", "r": "1"}, ADMIT),
    Row("diameter", (P, 1), FOUR, ("inside(z, 1)", "bounded(y, 1)", "bounded(w, 1)"), {"z": "x"}, ADMIT),
    Row("diameter", (P, 2), FOUR, ("inside(x, 1)", "inside(z, 1)", "bounded(w, 1)"), {"y": "y", "b": "1"}, ADMIT | {"x": FAR, "y": (mpf(9),)}),
    Row("diameter", (P, 3), FOUR, ("inside(x, 1)", "inside(z, 1)", "bounded(y, 1)"), {"w": "w"}, ADMIT | {"x": FAR, "w": (mpf(9),)}),
    Row("parametrisation", (P, 0), (*FOUR, *G), ("capped(g, 1)", "bounded(w, 1)"), {"g": "g", "u": "0", "x": "x", "y": "y", "z": "z"}, ADMIT | {"g": Profile(lambda t: max(mpf(0), 1 - 9 * t)), "x": FAR, "z": points(("1/9",)), "near": FAR}),
    Row("parametrisation", (P, 1), (*FOUR, *G), ("gradual(g, 5)", "bounded(w, 1)"), {"x": "x", "y": "y", "z": "z"}, {"x": FAR, "z": FAR, "y": (mpf(-1),), "w": L1, "g": Profile(lambda t: 9 * ONE.at(t)), "near": FAR}),
    Row("parametrisation", (P, 2), (*FOUR, *G), ("gradual(g, 1)", "capped(g, 1)"), {"x": "x", "y": "y", "z": "z", "w": "w"}, {"x": FAR, "z": points(("1/2",)), "y": (mpf(9),), "w": (mpf(9),), "g": hat(1), "near": FAR}),
    Row("bump-class", (P, 0), G, ("height(g, 0) == 1", "gradual(g, 0)", "capped(g, 1)"), FIT | {"r": "1/8", "L": "0"}, {"g": ONE}),
    Row("bump-class", (P, 1), G, ("supported(g, 1/8)", "gradual(g, 0)", "capped(g, 1)"), FIT | {"L": "0"}, {"g": ZERO}),
    Row("bump-class", (P, 2), G, (EIGHTH[0], EIGHTH[1], EIGHTH[3]), FIT | {"a": "0", "L": "0"}, {"g": hat(F(1, 8))}),
    *(
        Row("bump-class", (Q, number), G, EIGHTH, FIT | change, {"g": hat(F(1, 8))})
        for number, change in (
            (0, {"n": "1/2"}), (1, {"d": "1"}), (2, {"k": "0"}), (3, {"k": "4", "p": "10"}), (4, {"p": "1/2"}),
            (6, {"W": "0"}), (7, {"J": "0"}), (8, {"u": "-1"}), (9, {"L": "0"}),
        )
    ),
    Row("bump-class", (Q, 5), G, ("supported(g, 1)", "height(g, 0) == 1", "gradual(g, 1)", "capped(g, 1)"), FIT | {"L": "1"}, {"g": hat(1)}),
    Row("mcshane", (Q, 0), ("points(x, 1, 1)", "vector(y, 1)"), (), {"x": "x", "y": "y", "L": "-1"}, {"x": FAR, "y": L1}),
    Row("mcshane-interpolates", (P, 0), DATA, (), {"x": "x", "y": "y", "L": "1"}, {"x": APART, "y": (mpf(0), mpf(9))}),
    Row("data", (P, 0), (*DATA, *GF), ("lipschitz(f, 1)",), {"x": "x", "y": "y"}, {"x": APART, "y": (mpf(0), mpf(9)), "f": LINE}),
    Row("data", (P, 1), (*DATA, *GF), ("interpolates(f, x, y)",), {"L": "0"}, {"x": APART, "y": (mpf(0), mpf(1)), "f": LINE}),
    Row("ratio", (P, 0), DATA, (), {"x": "x", "y": "y", "L": "1"}, {"x": APART, "y": (mpf(0), mpf(9))}),
    Row("ratio", (Q, 0), ("points(x, 1, 1)", "vector(y, 1)"), ("compatible(x, y, -1)",), {}, {"x": FAR, "y": L1}),
    Row("ratio-attained", (P, 0), DATA, (), {"x": "x", "y": "y"}, {"x": points((0,), (0,)), "y": PAIR}),
    Row("kirszbraun", (P, 0), WIDE_DATA, (), {"x": "x", "y": "v", "L": "1"}, {"x": APART, "v": points((0, 0), (3, 0)), "dimension": 1}),
    Row("kirszbraun", (Q, 0), ("points(x, 1, 1)", "points(v, 1, 2)"), ("contracts(x, v, -1)",), {}, {"x": FAR, "v": points((0, 0))}),
    Row("meets", (P, 0), (*WIDE_DATA, "map(h, 1, 2)"), (), {"f": "h", "x": "x", "y": "v", "L": "1"}, {"x": APART, "v": points((0, 0), (3, 0))}),
    Row("itself", (Q, 0), DATA[:1], (), {"x": "x", "L": "1/2"}, {"x": APART}),
    Row("apart", (P, 0), DATA[:1], (), {"x": "x", "s": "1"}, {"x": points((0,), (0,))}),
    Row("apart", (Q, 0), DATA[:1], ("separated(x, 0)",), {}, {"x": points((0,), (0,))}),
    Row("simplex", (Q, 0), (), (), {"n": "3", "d": "1", "s": "1"}),
    Row("single", (Q, 0), DATA[:1], (), {"x": "x", "s": "1"}, {"x": points((0,), (0,))}),
    Row("single-label", (Q, 0), DATA, (), {"x": "x", "y": "y", "L": "1"}, {"x": points((0,), (0,)), "y": PAIR}),
    Row("simplex-inside", (Q, 0), (), (), {"n": "1", "d": "1", "s": "2", "r": "1"}),
    Row("ones", (Q, 0), (), (), {"n": "1", "b": "0"}),
    Row("coordinates", (Q, 0), (), (), {"p": "2", "d": "1"}),
]  # fmt: skip
# The slope is a term, which has to be defined in what is obliged or concluded of it; that the divisors that cancel in
# it do not vanish either is demanded so that it is the slope by the kernel's rules, and no false instance is known.
NEEDLESS = {("cutoff-slope", (Q, 1)), ("slope-at", (Q, 2)), ("integral", (Q, 0)), ("creased-tip", (Q, 1))}
# |g| <= 1 enters the Lipschitz constant of the parametrisation only, and no false instance without it is known.
NEEDLESS |= {("bump-class", (P, 3))}
