"""Results that the paper's argument takes from the literature: axioms of the library, never proved here.

Each is listed with every verdict that rests on it. ``says`` is the result as it is used; ``used_by`` the
claims that name it. The paper itself is S. Bubeck and M. Sellke, A Universal Law of Robustness via
Isoperimetry, NeurIPS 2021.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from verify.statement import cited

from .notation import variables


class Citation(TypedDict):
    """A literature result: its name, what it says, where it is proved, which claims use it.

    statement: the exact statement, for results that a derivation uses.  rule: the rule of constructions that states
    it; what uses the rule rests on the citation.
    """

    id: str
    says: str
    reference: str
    used_by: list[str]
    statement: NotRequired[str | None]
    rule: NotRequired[str]


# The parameters of {f_w} range over a non-empty set of diameter at most W in R^p, and |f_w - f_w'| <= J |w - w'| on the
# support: a maximal h/J-separated subset of the parameters gives an h-net of the class inside it.
PACKING = cited(
    "volumetric-packing",
    vars=variables("n p W J", h="(0, oo)"),
    declare=["family(x, n)", "functions(F, x)"],
    assume=["parametrised(F, p, W, J)"],
    conclude="finite(net(F, h), (1 + 2*W*J/h)**p)",
)


LINEAR_TRIALS = ["CEX-LAW/linear", "CEX-MARGIN/linear", "CEX-LAW/features", "CEX-MARGIN/features"]
CITATIONS: list[Citation] = [
    {
        "id": "volumetric-packing",
        "says": "A rho-separated subset of a set of diameter at most W in R^p has at most (1 + 2 W/rho)^p "
        "points, and a maximal one is a rho-net of the set.",
        "reference": "R. Vershynin, High-Dimensional Probability, Cambridge University Press 2018, Section 4.2.",
        "used_by": ["DER-NET"],
        "statement": PACKING.statement,
    },
    {
        "id": "projection-beta",
        "says": "For x with a rotation invariant law on R^d, P(x = 0) = 0, and a projection P on a "
        "subspace of dimension dt < d, |Px|^2/|x|^2 has the law Beta(dt/2, (d - dt)/2).",
        "reference": "R. J. Muirhead, Aspects of Multivariate Statistical Theory, Wiley 1982, Section 1.5.",
        "used_by": ["PRJ-LAW", "PRJ-DIST"],
        "rule": "projection-law",
    },
    {
        "id": "projection-independence",
        "says": "In the same setting |Px|^2/|x|^2 is independent of |x|.",
        "reference": "R. J. Muirhead, Aspects of Multivariate Statistical Theory, Wiley 1982, Section 1.5.",
        "used_by": ["PRJ-LAW"],
        "rule": "projection-independent",
    },
    {
        "id": "gaussian-concentration",
        "says": "An L-Lipschitz function f of a standard Gaussian vector has P(f - E f >= t) <= exp(-t^2/(2 L^2)).",
        "reference": "S. Boucheron, G. Lugosi and P. Massart, Concentration Inequalities, Oxford "
        "University Press 2013, Theorem 5.6.",
        "used_by": ["ISO-GAUSS", "ISO-CUBE/a"],
    },
    {
        "id": "gaussian-ball-concentration",
        "says": "A standard Gaussian vector that is kept within a ball around 0 satisfies the same inequality: an "
        "L-Lipschitz function f of it has P(f - E f >= t) <= exp(-t^2/(2 L^2)).",
        "reference": "D. Bakry and M. Ledoux, Lévy-Gromov's isoperimetric inequality for an infinite dimensional "
        "diffusion generator, Inventiones Mathematicae 123 (1996), 259-281.",
        "used_by": [*LINEAR_TRIALS, "CEX-MARGIN/linear/frequency"],
    },
    {
        "id": "gaussian-bidiagonal",
        "says": "Golub and Kahan's bidiagonal form of an n x d matrix with independent entries N(0, 1), begun with a "
        "vector independent of it, has independent entries: chi variables with d, d - 1, ... degrees of freedom on "
        "the diagonal, with n - 1, n - 2, ... beside it.",
        "reference": "J. W. Silverstein, The smallest eigenvalue of a large dimensional Wishart matrix, Annals of "
        "Probability 13 (1985), 1364-1368.",
        "used_by": [*LINEAR_TRIALS, "CEX-MARGIN/linear/frequency"],
    },
    {
        "id": "sphere-log-sobolev",
        "says": "The uniform law on the unit sphere S^(d-1), d >= 2, satisfies the logarithmic Sobolev "
        "inequality with constant d - 1, so an L-Lipschitz f has P(f - E f >= t) <= exp(-(d - 1) t^2/(2 "
        "L^2)).",
        "reference": "C. E. Mueller and F. B. Weissler, Hypercontractivity for the heat semigroup for "
        "ultraspherical polynomials and on the n-sphere, Journal of Functional Analysis 48 (1982), "
        "252-283.",
        "used_by": ["ISO-SPHERE", *LINEAR_TRIALS, "CEX-LAW/lipschitz", "CEX-MARGIN/lipschitz"],
    },
    {
        "id": "cube-pushforward",
        "says": "The uniform law on [0,1]^d is the image of N(0, I) under the Gaussian distribution "
        "function applied to each coordinate, a map with Lipschitz constant 1/sqrt(2 pi).",
        "reference": "R. Vershynin, High-Dimensional Probability, Cambridge University Press 2018, Section 5.2.",
        "used_by": ["ISO-CUBE/a"],
    },
    {
        "id": "madry-figure-4",
        "says": "The network of capacity scale s: two 5x5 convolutions with 2s and 4s filters, each "
        "followed by 2x2 max-pooling, a hidden layer of 64 s units, 10 outputs.",
        "reference": "A. Madry, A. Makelov, L. Schmidt, D. Tsipras and A. Vladu, Towards Deep Learning "
        "Models Resistant to Adversarial Attacks, ICLR 2018, Figure 4.",
        "used_by": ["NUM-MADRY"],
    },
]
