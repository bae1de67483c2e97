"""What interpolation of n points needs: n unknowns in classes linear in the parameters, and how far that extends.

The determinant of the monomials is computed in Newton's basis, where the matrix is triangular.  Fewer than n basis
functions miss a vector orthogonal to their columns.  Fewer than n parameters that enter continuously differentiably
miss a label, since their image has measure zero (the easy case of Sard's theorem).  Parameters that enter merely
continuously do not: Schoenberg's curve fills the square.
"""

from __future__ import annotations

from verify.statement import Claim, construction, readings
from verify.steps import step

from .notation import variables

SOURCE = "Introduction"
LABELS = ("-1", "1")  # the cube [-1, 1]^n

# Monomials 1, t, ..., t**(n - 1) at n points of the line, a row a point.
SYSTEM = "values(monomials(n), x)"
PRODUCT = f"det({SYSTEM}) == differences(x)"
VANDERMONDE = (
    step("monomials", "monomials", n="n"),
    step("newton", "newton", x="x"),
    step("basis", "change-of-basis", "monomials", "newton", x="x"),
    step("triangular", "newton-triangular", x="x"),
    step("product", "triangular", "triangular"),
    step("diagonal", "newton-diagonal", x="x"),
    step("determinant", "follows", "basis", "product", "diagonal", R=PRODUCT),
)

FITTED = "values(basis, x)"  # p functions on R^d at n points


def schoenberg(value: str, place: str) -> str:
    """sum over k of 2^(-k-1) h(3^(2k) t), or 3^(2k+1): every second ternary digit of t/2, read as a binary one."""
    return f"2**(-k - 1)*{value.replace('u', f'fold(3**({place})*t)')}"


# h is even, of period 2: 0 on [0, 1/3], 1 on [2/3, 1], linear between; fold(u) is the distance to the even numbers.
RAMP = "min(1, max(0, 3*u - 1))"
TERMS = {"x": schoenberg(RAMP, "2*k"), "y": schoenberg(RAMP, "2*k + 1")}
CURVE = "pair({})".format(", ".join(f"path(t, 2*series(k, {term}) - 1)" for term in TERMS.values()))

INTERPOLATION: list[Claim] = [
    readings(
        "LAW-INTERP",
        of=["LAW-INTERP/determinant", "LAW-INTERP/solve", "LAW-INTERP/rank"],
        source=SOURCE,
        says="In classes linear in the parameters n unknowns suffice to interpolate n points and fewer do "
        "not: monomials of degree < n at n distinct real points give an invertible system (Vandermonde), "
        "and with p < n basis functions some labels in [-1,1]^n are fitted by no parameter (rank).",
    ),
    construction(
        "LAW-INTERP/determinant",
        vars=variables("n"),
        declare=["points(x, n, 1)"],
        conclude=PRODUCT,
        steps=VANDERMONDE,
        source=SOURCE,
        says="The determinant of the monomials of degree < n at n real points is the product of the "
        "differences x_j - x_i over i < j.",
    ),
    construction(
        "LAW-INTERP/solve",
        vars=variables("n"),
        declare=["points(x, n, 1)"],
        assume=["distinct(x)"],
        conclude=f"invertible({SYSTEM})",
        steps=[
            *VANDERMONDE,
            step("factors", "distinct", "distinct(x)"),
            step("nonzero", "follows", "determinant", "factors", R=f"det({SYSTEM}) != 0"),
            step("solve", "invertible", "nonzero"),
        ],
        source=SOURCE,
        says="n unknowns suffice: for n distinct real points and all labels exactly one polynomial of degree < n "
        "interpolates.",
    ),
    construction(
        "LAW-INTERP/rank",
        vars=variables("n d p"),
        given=["p < n"],
        declare=["points(x, n, d)", "map(basis, d, p)"],
        conclude=f"misses(linear({FITTED}), -1, 1)",
        steps=[
            step("orthogonal", "normal", A=FITTED),
            step("length", "normal-length", A=FITTED),
            step("missed", "missed", "orthogonal", "length"),
            step("label", "misses", "missed", "length", a=LABELS[0], b=LABELS[1]),
        ],
        source=SOURCE,
        says="Fewer do not: with p < n basis functions at n points some labels in [-1,1]^n are fitted by no parameter.",
    ),
    construction(
        "LAW-INTERP/b",
        vars=variables("n p"),
        given=["p < n"],
        declare=["map(fit, p, n)"],
        assume=["smooth(fit)"],
        conclude="misses(fit, -1, 1)",
        steps=[
            step("lipschitz", "mean-value", "smooth(fit)"),
            step("cubes", "cover", "lipschitz", K="K", N="N"),
            step("volume", "measure", "cubes"),
            step("limit", "vanish", "volume", v="K**n", r="n - p"),
            step("null", "union", "limit"),
            step("label", "cube", "null", a=LABELS[0], b=LABELS[1]),
        ],
        source=SOURCE,
        says="The same for p < n parameters entering continuously differentiably: some labels in [-1,1]^n are missed.",
    ),
    construction(
        "LAW-INTERP/c",
        vars=variables("n p"),
        given=["p < n"],
        declare=["map(fit, p, n)"],
        assume=["continuous(fit)"],
        conclude="misses(fit, -1, 1)",
        objects={"fit": CURVE},
        refutation=[
            *(step(f"series_{i}", "series", t="t", k="k", e=e, m="2**(-k - 1)", r="1/2") for i, e in TERMS.items()),
            *(step(f"scaled_{i}", "compose", f"series_{i}", z="z", e="2*z - 1") for i in TERMS),
            step("continuous", "pair", *(f"scaled_{i}" for i in TERMS)),
            step("square", "digits", s="1/3", u="u", e=RAMP, k="k", t="t"),
            step("labels", "scale", "square", u="2", v="-1", c=LABELS[0], d=LABELS[1]),
        ],
        source=SOURCE,
        says="The same for p < n parameters entering merely continuously: some labels in [-1,1]^n are missed.",
    ),
]
