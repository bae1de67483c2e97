"""A library of claims whose best constants are known, under the printed values and under others."""

from __future__ import annotations

from verify.statement import Claim, Constant, claim

COUNT, GAP, LABEL, REAL = "integer [1, oo)", "(0, 1)", "[-1, 1]", "(-oo, oo)"

EXPONENT = claim(
    "exp(-2*n*(eps/6)**2/4**2) <= exp(-n*eps**2/K)",
    id="EXPONENT",
    vars={"n": COUNT, "eps": GAP},
    constants={"K": "8**3"},
)
SIDE_CONDITION = claim(
    "K*k*log(8*k/delta) <= n*eps**2 implies 4*k*exp(-n*eps**2/(4*8**3*k)) <= delta/2",
    id="SIDE-CONDITION",
    vars={"n": COUNT, "k": COUNT, "eps": GAP, "delta": GAP},
    constants={"K": "10**4"},
)
COVER = claim("(1 + 16*r)**p <= (1 + K*r)**p", id="COVER", vars={"r": "(0, oo)", "p": COUNT}, constants={"K": "60"})
RADIUS = claim(
    "(y - f)**2 <= (y - f1)**2 + eps/2",
    id="RADIUS",
    vars={"y": LABEL, "f": LABEL, "f1": LABEL, "eps": GAP},
    given=["abs(f - f1) <= K*eps"],
    constants={"K": Constant("1/8", sense="greatest")},
)
SPLIT = claim(
    "zf >= K*eps",
    id="SPLIT",
    vars={"sigma2": "(0, 1]", "eps": GAP, **dict.fromkeys(("zz", "zg", "zf", "gg", "gf", "ff"), REAL)},
    given=[
        "zz >= sigma2 - eps/6",
        "zg >= -eps/6",
        "zz + gg + ff + 2*zg - 2*zf - 2*gf <= sigma2 - eps",
        "gg - 2*gf + ff >= 0",
    ],
    constants={"K": "3/8"},
)
HOEFFDING = claim(
    "-q*h + log(1 - q + q*exp(h)) <= h**2/K",
    id="HOEFFDING",
    vars={"q": "[0, 1]", "h": REAL},
    constants={"K": "2"},
)
INVERSE_E = claim("x*exp(-x) <= K", id="INVERSE-E", vars={"x": "[0, oo)"}, constants={"K": "1/2"})
EXP_QUAD = claim("exp(x) <= x + exp(K*x**2)", id="EXP-QUAD", vars={"x": REAL}, constants={"K": "1"})
ROOT = claim("x <= K", id="ROOT", vars={"x": "[0, oo)"}, given=["x**2 <= 2"], constants={"K": "3/2"})
SYMBOLIC = claim(
    "x <= K", id="SYMBOLIC", vars={"x": "[0, eps_max]", "eps": "[1, 2]"}, constants={"K": "eps/6", "eps_max": "1/2"}
)

MISSING = claim("(60*r)**p >= 1", id="MISSING", vars={"r": "(0, oo)", "p": COUNT}, repair="r", expect="refuted")
SPARE = claim(
    "x <= 3", id="SPARE", vars={"x": "[0, oo)", "y": "(0, 1)"}, given=["x <= 2", "y >= 1/2"], source="Lemma 2"
)
PLAIN = claim("x <= 1", id="PLAIN", vars={"x": "[0, 1]"})

CLAIMS: list[Claim] = [
    EXPONENT, SIDE_CONDITION, COVER, RADIUS, SPLIT, HOEFFDING, INVERSE_E, EXP_QUAD, ROOT, SYMBOLIC,
    MISSING, SPARE, PLAIN,
]  # fmt: skip
GROUP, HEADING = "SHARP", "Claims with sharp constants"
