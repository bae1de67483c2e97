"""Theorem 3 as a calculator: the terms of its claims, with what its values are compared with.

Compared are 0 and 1, the curve sqrt(n d/p), and what a fit forces by itself, without isoperimetry and for every p
(THM1-VACUITY/spread).  Let the inputs lie in a set of diameter D and let the labels' sample variance be at least
sigma2 (in expectation it is, up to a factor 1 - 1/n, since Var y = sigma2 + Var g).  In the mean square over the sample
an L-Lipschitz f is within L D/2 of its mean (Popoviciu), the labels are at least sqrt(sigma2) away from every constant,
and at most sqrt(sigma2 - eps) from f; so L D/2 >= sqrt(sigma2) - sqrt(sigma2 - eps) >= eps/2, that is L >= eps/D.  On
the unit sphere D = 2.
"""

from __future__ import annotations

from verify.law import Law, Least, Level, Parameter, Picture

from .notation import DOMAINS, LIPSCHITZ_BOUND, SIDE_CONDITION, curve

# Where the quantities below are monotone, so that a crossing is the only one.
MONOTONE = "THM1-VACUITY/monotone"

LAW = Law(
    name="Theorem 3",
    says="with probability at least 1 - delta every f in the class with mean (y - f)^2 <= sigma2 - eps has "
    "Lip(f) at least the bound, if the condition holds",
    quantity="Lip(f)",
    bound=LIPSCHITZ_BOUND,
    condition=SIDE_CONDITION,
    parameters=tuple(
        Parameter(name, DOMAINS[name], says, default)
        for name, default, says in (
            ("n", None, "samples"),
            ("d", None, "input dimension"),
            ("p", None, "parameters"),
            ("eps", "0.1", "gap below the noise level"),
            ("delta", "0.05", "failure probability"),
            ("c", "1", "isoperimetry constant"),
            ("k", "1", "mixture components"),
            ("W", "1", "diameter of the parameter set"),
            ("J", "1", "Lipschitz constant of the parametrisation"),
        )
    ),
    levels=(
        Level("0", "what every function has"),
        Level("1", "a 1-Lipschitz fit"),
        Level("eps/2", "what the fit alone forces on the unit sphere, labels of sample variance >= sigma2"),
        Level(curve(), "the curve of the abstract, without constant, gap and logarithm"),
    ),
    least=(
        Least("n", SIDE_CONDITION, "samples for which the condition holds", MONOTONE),
        Least("p", f"{LIPSCHITZ_BOUND} <= 1", "parameters for which the bound allows Lip(f) = 1", MONOTONE),
        Least("p", f"{LIPSCHITZ_BOUND} <= eps/2", "parameters for which it allows Lip(f) = eps/2", MONOTONE),
    ),
    picture=Picture("p", "n", "10*n*d", (Level(curve(), "sqrt(n d/p)"),)),
)
