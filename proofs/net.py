"""Deep networks (Section 3): from bounds on the parameters to the constants that Theorem 3 needs.

Depth D, feed-forward, no biases, layer matrices W_j, 1-Lipschitz activations that vanish at 0, parameters
in [-W,W]^p with W >= 1, at most Q entries tied to one parameter, inputs |x| <= R, and B(w) = max over i in
{0, ..., D} of the product over j != i of |W_j|_op.
"""

from __future__ import annotations

from verify.statement import Claim, readings, unencoded

from . import HEADINGS

GROUP = "NET"
HEADING = HEADINGS[GROUP]
SECTION = "Section 3"

CLAIMS: list[Claim] = [
    unencoded(
        "NET-LIP",
        source=SECTION,
        says="The Lipschitz constant of f_w is at most the product of the operator norms |W_j|_op.",
    ),
    unencoded(
        "NET-LIP/b",
        source=SECTION,
        says="The same with skip connections, as the paper allows.",
    ),
    unencoded(
        "NET-OP",
        source=SECTION,
        says="|W_j|_op <= |W_j|_F <= W sqrt(p Q).",
    ),
    unencoded(
        "NET-B",
        source=SECTION,
        says="B(w) <= (W sqrt(p Q))^D.",
    ),
    readings(
        "NET-PARAM",
        of=["NET-PARAM/a", "NET-PARAM/b", "NET-PARAM/c"],
        source=SECTION,
        says="The network's value at an input is Lipschitz in its parameters, with a constant in terms of "
        "B, Q, R and p.",
    ),
    unencoded(
        "NET-PARAM/a",
        source=SECTION,
        says="B(w1), B(w2) <= Bbar imply |f_w1(x) - f_w2(x)| <= Bbar Q R sqrt(p) |w1 - w2|, argued through "
        "the convexity of B.",
    ),
    unencoded(
        "NET-CONVEX",
        source=SECTION,
        says="B is convex in w.",
    ),
    unencoded(
        "NET-PARAM/b",
        source=SECTION,
        says="The best bound of the shape of reading a that can be proved.",
    ),
    unencoded(
        "NET-PARAM/c",
        source=SECTION,
        says="Reading a for networks with biases.",
    ),
    unencoded(
        "NET-J",
        source=SECTION,
        says="With NET-B, J = R (W Q p)^D is admissible in Theorem 3, whose bound becomes of order sqrt(n "
        "d/(D p)) up to logarithms.",
    ),
]
