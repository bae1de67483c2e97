"""Lipschitz extension (Remark 1.1): labels on separated points extend to Lipschitz functions.

McShane's function, the minimum of y_i + L |x - x_i|, is L-Lipschitz and interpolates exactly the data that are; so
the largest quotient of labels over distances is the best constant, which ``ratio`` is here.  How often random points
are separated enough for all labellings says `extension`.
"""

from __future__ import annotations

from verify.statement import Claim, claim, construction, readings
from verify.steps import step

from . import HEADINGS
from .extension import LABELLINGS
from .notation import LABEL, NONNEGATIVE, variables

GROUP = "EXT"
HEADING = HEADINGS[GROUP]
REMARK = "Remark 1.1"

DATA = ("points(x, n, d)", "vector(y, n)")
SIZED = variables("n d", L=NONNEGATIVE)
LABELS = ("points(x, n, d)", "points(y, n, m)")
WIDE = variables("n d", m="integer [1, oo)", L=NONNEGATIVE)
MCSHANE = "mcshane(x, y, L)"
ONE = {"x": "simplex(1, 1, 1)", "y": "ones(1)"}
EXPLICIT = "mcshane(simplex(1, 1, 1), ones(1), 1)"
KIRSZBRAUN = "kirszbraun(x, y, L)"
TWO = {"x": "simplex(2, 2, 1)", "y": "simplex(2, 2, 1)"}
ITSELF = step("points", "itself", x=TWO["x"], L="1")
LABELLED = step("labels", "single-label", x="simplex(1, 1, 1)", y="ones(1)", L="1")
BEST = [step("data", "ratio-attained", "distinct(x)", y="y")]

CLAIMS: list[Claim] = [
    *LABELLINGS,
    claim(
        "abs(y_i - y_j) <= 2*distance",
        id="EXT-DATA",
        vars={"y_i": LABEL, "y_j": LABEL, "distance": "[1, oo)"},
        source=REMARK,
        says="Points at distance |x_i - x_j| >= 1 with labels in [-1,1]: the label map is 2-Lipschitz on the sample.",
    ),
    readings(
        "EXT-MCSHANE",
        of=["EXT-MCSHANE/lipschitz", "EXT-MCSHANE/if", "EXT-MCSHANE/only-if"],
        source=REMARK,
        says="F(x) = min_i (y_i + L |x - x_i|) is L-Lipschitz, and it interpolates exactly when the data "
        "are L-Lipschitz.",
    ),
    construction(
        "EXT-MCSHANE/lipschitz",
        vars=SIZED,
        declare=DATA,
        conclude=f"lipschitz({MCSHANE}, L)",
        steps=[step("minimum", "mcshane", x="x", y="y", L="L")],
        source=REMARK,
        says="F is L-Lipschitz, for all points and labels.",
    ),
    construction(
        "EXT-MCSHANE/if",
        vars=SIZED,
        declare=DATA,
        assume=["compatible(x, y, L)"],
        conclude=f"interpolates({MCSHANE}, x, y)",
        steps=[step("values", "mcshane-interpolates", "compatible(x, y, L)")],
        objects=ONE,
        point={"L": "1"},
        instance=[LABELLED],
        source=REMARK,
        says="F interpolates data with |y_i - y_j| <= L |x_i - x_j|.",
    ),
    construction(
        "EXT-MCSHANE/only-if",
        vars=SIZED,
        declare=DATA,
        assume=[f"interpolates({MCSHANE}, x, y)"],
        conclude="compatible(x, y, L)",
        steps=[
            step("minimum", "mcshane", x="x", y="y", L="L"),
            step("data", "data", f"interpolates({MCSHANE}, x, y)", "minimum"),
        ],
        objects=ONE,
        point={"L": "1"},
        instance=[LABELLED, step("values", "mcshane-interpolates", "labels")],
        source=REMARK,
        says="If F interpolates, the data have |y_i - y_j| <= L |x_i - x_j|.",
    ),
    readings(
        "EXT-KIRSZBRAUN",
        of=["EXT-KIRSZBRAUN/if", "EXT-KIRSZBRAUN/only-if"],
        source=REMARK,
        says="Labels in R^m: an L-Lipschitz map on finitely many points extends to any one more point without a "
        "larger constant, and only such a map does. `lawguard extend` computes the value; membership in all the "
        "balls is exact.",
    ),
    construction(
        "EXT-KIRSZBRAUN/if",
        vars=WIDE,
        declare=LABELS,
        assume=["contracts(x, y, L)"],
        conclude=f"meets({KIRSZBRAUN}, x, y, L)",
        steps=[step("value", "kirszbraun", "contracts(x, y, L)")],
        objects=TWO,
        point={"L": "1"},
        instance=[ITSELF],
        source=REMARK,
        says="If |y_i - y_j| <= L |x_i - x_j|, then for each u the point w with the least maximum of |w - y_i|^2 - "
        "L^2 |u - x_i|^2 has |w - y_i| <= L |u - x_i| for all i.",
    ),
    construction(
        "EXT-KIRSZBRAUN/only-if",
        vars=WIDE,
        declare=[*LABELS, "map(f, d, m)"],
        assume=["meets(f, x, y, L)"],
        conclude="contracts(x, y, L)",
        steps=[step("data", "meets", "meets(f, x, y, L)")],
        objects={**TWO, "f": f"kirszbraun({TWO['x']}, {TWO['y']}, 1)"},
        point={"L": "1"},
        instance=[ITSELF, step("value", "kirszbraun", "points")],
        source=REMARK,
        says="If each u has a value within L |u - x_i| of y_i for all i, the data are L-Lipschitz.",
    ),
    readings(
        "EXT-BEST",
        of=["EXT-BEST/least", "EXT-BEST/lipschitz", "EXT-BEST/interpolates"],
        source=REMARK,
        says="No interpolant has a smaller constant than max |y_i - y_j|/|x_i - x_j|, which is attained.",
    ),
    construction(
        "EXT-BEST/least",
        vars=SIZED,
        declare=[*DATA, "map(f, d, 1)"],
        assume=["interpolates(f, x, y)", "lipschitz(f, L)"],
        conclude="ratio(x, y) <= L",
        steps=[
            step("data", "data", "interpolates(f, x, y)", "lipschitz(f, L)"),
            step("ratio", "ratio", "data"),
        ],
        objects={**ONE, "f": EXPLICIT},
        point={"L": "1"},
        instance=[
            LABELLED,
            step("values", "mcshane-interpolates", "labels"),
            step("minimum", "mcshane", x="simplex(1, 1, 1)", y="ones(1)", L="1"),
        ],
        source=REMARK,
        says="An L-Lipschitz interpolant has L >= max |y_i - y_j|/|x_i - x_j|.",
    ),
    construction(
        "EXT-BEST/lipschitz",
        vars=variables("n d"),
        declare=DATA,
        conclude="lipschitz(mcshane(x, y, ratio(x, y)), ratio(x, y))",
        steps=[step("minimum", "mcshane", x="x", y="y", L="ratio(x, y)")],
        source=REMARK,
        says="McShane's function with this constant has it.",
    ),
    construction(
        "EXT-BEST/interpolates",
        vars=variables("n d"),
        declare=DATA,
        assume=["distinct(x)"],
        conclude="interpolates(mcshane(x, y, ratio(x, y)), x, y)",
        steps=[*BEST, step("values", "mcshane-interpolates", "data")],
        source=REMARK,
        says="McShane's function with this constant interpolates, if the points are distinct.",
    ),
]
