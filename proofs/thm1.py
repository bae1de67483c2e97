"""Theorem 1, the informal statement: what its Omega-tilde, "poly" and "high probability" hide.

The bound of Theorem 3 is compared with the printed one for polynomially bounded weights, W, J <= (n d)^m;
what the hypotheses on size, parametrisation and noise are needed for is asked claim by claim.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation
from verify.steps import step, use

from . import HEADINGS
from .finite_class import CENTRED, ISOPERIMETRIC, LOSS, MEAN_RANGE, OBJECTS, SAMPLE
from .fitting import COUNTS, PARAMETERS
from .notation import LIPSCHITZ_BOUND, NET_COST, POSITIVE, SIDE_CONDITION, curve, variables
from .size import SIZE
from .theorem3 import LABEL_RANGE, LEVEL, PARAMETRISED, SETTING
from .vacuity import VACUITY

GROUP = "THM1"
HEADING = HEADINGS[GROUP]

POLYNOMIAL_WEIGHTS = ("n*d >= 2", "W <= (n*d)**m", "J <= (n*d)**m")
SYMBOLS = variables("n d p W J c eps delta", m="[1, oo)")

# The net's cost per parameter and per unit of log(n d): it turns the logarithms of Theorem 3 into one.
COST = "2*m + (log(61/eps) + log(4/delta))/log(2)"
LOGARITHMS = (
    "1 <= (n*d)**(2*m)",
    "W*J <= (n*d)**(2*m)",
    "1 + 60*W*J/eps <= 61/eps*(n*d)**(2*m)",
    "log(1 + 60*W*J/eps) <= log(61/eps) + 2*m*log(n*d)",
    "log(2) <= log(n*d)",
    f"{NET_COST} <= p*log(n*d)*({COST})",
)

SAME = {name: name for name in SYMBOLS}

# With this constant in place of C, THM1-FROM-THM3 follows.
RATE = f"eps/(2**9*sqrt(c))/sqrt({COST})*{curve()}/sqrt(log(n*d))"
EXPLICIT = claim(
    [f"{RATE} > 0", f"{RATE} <= {LIPSCHITZ_BOUND}"],
    id="THM1-FROM-THM3/explicit",
    vars=SYMBOLS,
    given=POLYNOMIAL_WEIGHTS,
    source="Theorem 1",
    says="The two bounds compared for C = eps/(2^9 sqrt(c))/sqrt(2 m + (log(61/eps) + log(4/delta))/log(2)).",
    lemmas=("log(61/eps) > 0", "log(4/delta) > 0", "log(n*d) > 0", *LOGARITHMS),
)
FROM_THEOREM3 = derivation(
    "THM1-FROM-THM3",
    vars=SYMBOLS | variables("k sigma2"),
    given=[*POLYNOMIAL_WEIGHTS, SIDE_CONDITION],
    declare=OBJECTS,
    assume=SETTING,
    conclude=f"P(every(F, either({LOSS} > sigma2 - eps, lip(F) >= {RATE}))) >= 1 - delta",
    steps=[
        use("level", LEVEL, *SETTING, L=RATE, instances=[(EXPLICIT, SAME)]),
        step("failure", "implied", "level", event=f"some(F, both({LOSS} <= sigma2 - eps, lip(F) < {RATE}))"),
        step("law", "complement", "failure"),
    ],
    source="Theorem 1",
    says="If the diameter W of the parameter set and the Lipschitz constant J of the parametrisation are at most "
    "(n d)^m, then under the side condition, with probability at least 1 - delta, every f that fits eps below the "
    "noise level has Lip(f) >= C sqrt(n d/p)/sqrt(log(n d)), for all n, d, p with n d >= 2 and an explicit "
    "C(eps, delta, c, m).",
)

# p parameters below this many do not allow the Lipschitz constant L.
FEWEST = f"eps**2/(2**18*c*L**2*({COST}))*n*d/log(n*d)"
NET_PRICE = claim(
    f"{NET_COST} <= p*log(n*d)*({COST})",
    id="THM1-COUNT/cost",
    vars=SYMBOLS,
    given=POLYNOMIAL_WEIGHTS,
    source="Introduction",
    says="What Theorem 3 pays for the net is at most p log(n d) times a constant of eps, delta and m.",
    lemmas=LOGARITHMS[:-1],
)
FEW_PARAMETERS = claim(
    "L <= eps/(2**9*sqrt(c))*sqrt(n*d/T)",
    id="THM1-COUNT/few",
    vars=variables("n d p c L eps", T=POSITIVE, K=POSITIVE, G=POSITIVE),
    given=["T <= p*G*K", "p < eps**2/(2**18*c*L**2*K)*n*d/G"],
    source="Introduction",
    says="With p below the stated count and a price T <= p G K of the net, L is below the bound of Theorem 3.",
    lemmas=["2**18*c*L**2*K*p*G <= eps**2*n*d", "2**18*c*L**2*T <= eps**2*n*d"],
)
COUNTED = derivation(
    "THM1-COUNT",
    vars=SYMBOLS | variables("k sigma2 L"),
    given=[*POLYNOMIAL_WEIGHTS, SIDE_CONDITION, f"p < {FEWEST}"],
    declare=OBJECTS,
    assume=SETTING,
    conclude=f"P(every(F, either({LOSS} > sigma2 - eps, lip(F) > L))) >= 1 - delta",
    steps=[
        use(
            "level",
            LEVEL,
            *SETTING,
            instances=[
                (NET_PRICE, SAME),
                (
                    FEW_PARAMETERS,
                    {name: name for name in ("n", "d", "p", "c", "L", "eps")}
                    | {"T": NET_COST, "K": COST, "G": "log(n*d)"},
                ),
            ],
        ),
        step("failure", "implied", "level", event=f"some(F, both({LOSS} <= sigma2 - eps, lip(F) <= L))"),
        step("law", "complement", "failure"),
    ],
    source="Introduction",
    says="Under polynomial weights, W, J <= (n d)^m, a fit with Lipschitz constant at most L needs p >= C n d/log(n d) "
    "for all n, d with n d >= 2 and an explicit C(L, eps, delta, c, m): with fewer parameters, under the side "
    "condition and with probability at least 1 - delta, every f that fits eps below the noise level has Lip(f) > L.",
)

# Labels without noise, and a class whose members are all the regression function g, a constant.
NOISELESS = ("z == 0", "F == g", "lipschitz(F, 0)")
NOISE = derivation(
    "THM1-NOISE",
    vars=variables("n d p k c W J delta", B=POSITIVE),
    declare=OBJECTS,
    assume=[SAMPLE, CENTRED, ISOPERIMETRIC, LABEL_RANGE, MEAN_RANGE, PARAMETRISED, *NOISELESS],
    conclude=f"P(both(every(F, {LOSS} <= 0), every(F, lip(F) < B))) >= 1 - delta",
    steps=[
        step("fit", "linear", "z == 0", "F == g", relation=f"{LOSS} <= 0"),
        step("constant", "lipschitz", "lipschitz(F, 0)"),
        step("never", "never", a="1", b="0"),
        step("misfit", "implied", "never", "fit", event=f"some(F, {LOSS} > 0)"),
        step("steep", "implied", "never", "constant", event="some(F, lip(F) >= B)"),
        step("either", "union", "misfit", "steep"),
        step("rare", "weaken", "either", bound="delta"),
        step("exhibit", "complement", "rare"),
    ],
    source="Section 1.1",
    says="The noise is necessary: with y = g(x), g constant and the class {g}, every hypothesis of Theorem 3 on the "
    "inputs and the class can hold, for every n, d, p, k, c, W and J, and the training error is 0 at Lipschitz "
    "constant 0; so no bound B > 0 on the Lipschitz constant survives.",
)

CLAIMS: list[Claim] = [
    FROM_THEOREM3,
    EXPLICIT,
    claim(
        f"C*{curve()}/sqrt(log(n*d)) <= {LIPSCHITZ_BOUND}",
        id="THM1-FROM-THM3/core",
        vars=SYMBOLS,
        given=POLYNOMIAL_WEIGHTS,
        exists={"C": {"in": "(0, oo)", "of": ["c", "delta", "eps", "m"]}},
        source="Theorem 1",
        says="The inequality between the two bounds, with C > 0 depending on eps, delta, c and m only.",
        witness={"C": f"eps/(2**9*sqrt(c))/sqrt({COST})"},
        lemmas=LOGARITHMS,
    ),
    claim(
        f"C0*eps/sqrt(1 + log(1/eps))*{curve()}/sqrt(log(n*d)) <= {LIPSCHITZ_BOUND}",
        id="THM1-FROM-THM3/eps",
        vars=SYMBOLS,
        given=POLYNOMIAL_WEIGHTS,
        exists={"C0": {"in": "(0, oo)", "of": ["c", "delta", "m"]}},
        source="Theorem 1",
        says="The printed bound is proportional to eps: the same inequality with C = C0 eps/sqrt(1 + "
        "log(1/eps)), where C0 > 0 depends on delta, c and m only.",
        witness={"C0": "1/(2**9*sqrt(c))/sqrt(2*m + log(244/delta)/log(2))"},
        lemmas=(
            *LOGARITHMS[:-1],
            "log(61/eps) == log(61) + log(1/eps)",
            "log(244/delta) == log(61) + log(4/delta)",
            f"{NET_COST} <= p*log(n*d)*(2*m + log(244/delta)/log(2) + log(1/eps)/log(2))",
            "2*m*log(2) >= 1",
            "p*log(n*d)*log(1/eps) >= 0",
            f"{NET_COST} <= p*log(n*d)*(2*m + log(244/delta)/log(2))*(1 + log(1/eps))",
        ),
    ),
    COUNTED,
    NET_PRICE,
    FEW_PARAMETERS,
    claim(
        f"{LIPSCHITZ_BOUND} <= L implies p >= C*n*d/log(n*d)",
        id="THM1-COUNT/core",
        vars=SYMBOLS | variables("L"),
        given=POLYNOMIAL_WEIGHTS,
        exists={"C": {"in": "(0, oo)", "of": ["L", "c", "delta", "eps", "m"]}},
        source="Introduction",
        says="If the bound of Theorem 3 is at most L then p >= C n d/log(n d), with C > 0 depending on L, "
        "eps, delta, c and m only.",
        witness={"C": f"eps**2/(2**18*c*L**2*({COST}))"},
        lemmas=[*LOGARITHMS, "c*L**2 > 0"],
    ),
    *COUNTS,
    *SIZE,
    *PARAMETERS,
    NOISE,
    *VACUITY,
]
