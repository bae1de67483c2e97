"""From a finite class to Theorem 3 (third part of the group DER): the net, and the constants.

The parameters w range over a set of diameter W in R^p; w -> f_w is J-Lipschitz for the sup norm over the
support of mu; r = W J/eps.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation, readings
from verify.steps import step, use

from .citations import PACKING
from .finite_class import CENTRED, FIT, ISOPERIMETRIC, LOSS, MEAN_RANGE, NOISE_LEVEL, OBJECTS, SAMPLE, THEOREM2
from .inequalities import SECTION
from .notation import COUNT, LABEL, NAMED_BOUND, NAMED_CONDITION, NAMED_COST, POSITIVE, constants, variables

PARAMETRISED = "parametrised(F, p, W, J)"
LABEL_RANGE = "range(g + z, -1, 1)"
SIZE = "(1 + net_growth*W*J/eps)**p"
CLASS = ("family(x, n)", "functions(F, x)")

NET = derivation(
    "DER-NET",
    vars=variables("n p W J eps"),
    declare=CLASS,
    assume=[PARAMETRISED],
    conclude=f"finite(net(F, net_radius), {SIZE})",
    steps=[
        use("packing", PACKING, PARAMETRISED, h="net_radius"),
        step("sixteen", "finite-bound", "packing", bound="(1 + 2*W*J/(net_radius))**p"),
        step("printed", "finite-bound", "sixteen", bound=SIZE),
    ],
    source=SECTION,
    says="Parameters in a non-empty set of diameter at most W in R^p, the parametrisation J-Lipschitz: the class has "
    "inside it an eps/8-net (an eps/(8J)-net of the parameters) of at most (1 + 16 r)^p <= (1 + 60 r)^p functions, "
    "r = W J/eps; one suffices if J = 0.",
    constants=constants("net_radius", "net_growth"),
)

RATIO = {"p": "p", "r": "W*J/eps"}
ONE_POINT = claim(
    "1 <= (60*r)**p",
    id="DER-NET-PLAIN/c/one",
    vars=variables("p", r="[1/60, oo)"),
    source=SECTION,
    says="From r = 1/60 on, (60 r)^p is at least one point.",
)
MANY_POINTS = claim(
    "(1 + 16*r)**p <= (60*r)**p",
    id="DER-NET-PLAIN/c/many",
    vars=variables("p", r="[1/44, oo)"),
    source=SECTION,
    says="From r = 1/44 on, (60 r)^p is at least the volumetric bound.",
)
NET_PLAIN = derivation(
    "DER-NET-PLAIN/c",
    vars=variables("n p W J eps"),
    given=["W*J/eps >= 1/60"],
    declare=CLASS,
    assume=[PARAMETRISED],
    conclude="finite(net(F, eps/8), (60*(W*J/eps))**p)",
    steps=[
        step("single", "net-one", PARAMETRISED, h="eps/8", when="W*J/eps <= 1/8"),
        step("one", "finite-bound", "single", bound="(60*(W*J/eps))**p", instances=[(ONE_POINT, RATIO)]),
        use("packing", PACKING, PARAMETRISED, h="eps/8", when="W*J/eps >= 1/8"),
        step("many", "finite-bound", "packing", bound="(60*(W*J/eps))**p", instances=[(MANY_POINTS, RATIO)]),
        step("either", "cases", "one", "many"),
    ],
    source=SECTION,
    says="From r = 1/60 on, and not below, every class has such a net of at most (60 r)^p points: one point "
    "suffices up to r = 1/8, and 1 + 16 r <= 60 r from r = 1/44 on.",
)

NET_PLAIN_ALWAYS = derivation(
    "DER-NET-PLAIN/a",
    vars=variables("n p W J eps"),
    given=["W*J/eps > 0"],
    declare=CLASS,
    assume=[PARAMETRISED],
    conclude="finite(net(F, eps/8), (60*(W*J/eps))**p)",
    steps=[],
    source=SECTION,
    says="A net of at most (60 r)^p points for all r > 0.",
)

LOSS_CHANGE = claim(
    "(y - f)**2 <= (y - f_prime)**2 + eps/2",
    id="DER-LOSS",
    vars=variables("y eps", f=LABEL, f_prime=LABEL),
    given=["abs(f - f_prime) <= net_radius"],
    constants=constants("net_radius"),
    source=SECTION,
    says="Functions with values in [-1,1] that differ by at most eps/8 have losses that differ by at most eps/2.",
)

OVER_NET = (
    "4*k*exp(-n*eps**2/(4*mixture_denominator*k))"
    " + 2*exp(p*log(1 + net_growth*W*J/eps) - eps**2*n*d/(4*correlation_denominator*c*L**2))"
)
NETBOUND = derivation(
    "DER-NETBOUND",
    vars=variables("n d p k c L W J eps sigma2"),
    declare=OBJECTS,
    assume=[
        SAMPLE,
        CENTRED,
        NOISE_LEVEL,
        ISOPERIMETRIC,
        LABEL_RANGE,
        MEAN_RANGE,
        "range(F, -1, 1)",
        "lipschitz(F, L)",
        PARAMETRISED,
    ],
    conclude=f"P({FIT}) <= {OVER_NET}",
    steps=[
        step("noise", "range", LABEL_RANGE, MEAN_RANGE, X="z", a="-2", b="2"),
        use("net", NET, PARAMETRISED),
        step("values", "net-range", "range(F, -1, 1)", h="net_radius"),
        step("lipschitz", "net-lipschitz", "lipschitz(F, L)", h="net_radius"),
        use(
            "finite",
            THEOREM2,
            SAMPLE,
            CENTRED,
            NOISE_LEVEL,
            ISOPERIMETRIC,
            "noise",
            MEAN_RANGE,
            "values",
            "lipschitz",
            "net",
            eps="eps/2",
            F="net(F, net_radius)",
            N=SIZE,
        ),
        step("close", "net-close", X="F", h="net_radius"),
        step(
            "loss",
            "linear",
            "close",
            "range(F, -1, 1)",
            "values",
            LABEL_RANGE,
            relation=f"average((z + g - net(F, net_radius))**2) <= {LOSS} + eps/2",
            instances=[(LOSS_CHANGE, {"y": "g + z", "f": "q0_", "f_prime": "F", "eps": "eps"})],
        ),
        step("level", "implied", "finite", "loss", event=FIT),
        step("printed", "weaken", "level", bound=OVER_NET),
    ],
    source=SECTION,
    says="DER-THM2 at eps/2 over the net: at most 4 k exp(-n eps^2/(4*8^3 k)) + 2 exp(p log(1 + 60 r) "
    "- eps^2 n d/(4*10^4 c L^2)).",
    constants=constants("net_radius", "net_growth", "mixture_denominator", "correlation_denominator"),
)

CORE = claim(
    [
        "4*k*exp(-n*eps**2/(4*mixture_denominator*k)) <= delta/2",
        "2*exp(p*log(1 + net_growth*W*J/eps) - eps**2*n*d/(4*correlation_denominator*c*L**2)) <= delta/2",
    ],
    id="DER-THM3/core",
    vars=variables("n d p k W J c eps delta L"),
    given=[NAMED_CONDITION, f"L <= {NAMED_BOUND}"],
    source="Theorem 3",
    says="Under the side condition both failure terms of DER-NETBOUND are at most delta/2 for every L "
    "> 0 up to the stated bound.",
    lemmas=[
        "log(8*k/delta) <= n*eps**2/(4*mixture_denominator*k)",
        f"final_constant**2*c*L**2*({NAMED_COST}) <= eps**2*n*d",
        f"{NAMED_COST} <= eps**2*n*d/(4*correlation_denominator*c*L**2)",
    ],
    constants=constants(
        "net_growth", "mixture_denominator", "correlation_denominator", "side_condition", "final_constant"
    ),
)

SETTING = (SAMPLE, CENTRED, NOISE_LEVEL, ISOPERIMETRIC, LABEL_RANGE, MEAN_RANGE, PARAMETRISED)
SAME = {name: name for name in ("n", "d", "p", "k", "W", "J", "c", "eps", "delta", "L")}
CLIPPED = "max(-1, min(1, part(F, L)))"
LEVEL = derivation(
    "DER-THM3/level",
    vars=variables("n d p k c L W J eps sigma2 delta"),
    given=[NAMED_CONDITION, f"L <= {NAMED_BOUND}"],
    declare=OBJECTS,
    assume=SETTING,
    conclude=f"P(some(F, both(lip(F) <= L, {LOSS} <= sigma2 - eps))) <= delta",
    steps=[
        step("lipschitz", "part-lipschitz", X="F", u="L"),
        step("parameters", "part-parametrised", PARAMETRISED, u="L"),
        step("clipped_lipschitz", "contraction-lipschitz", "lipschitz", Y=CLIPPED),
        step("clipped_parameters", "contraction-parametrised", "parameters", Y=CLIPPED),
        step("values", "range", X=CLIPPED, a="-1", b="1"),
        use("bound", NETBOUND, *SETTING[:6], "values", "clipped_lipschitz", "clipped_parameters", F=CLIPPED),
        step(
            "rare",
            "weaken",
            "bound",
            bound="delta",
            instances=[(CORE, SAME)],
        ),
        step("members", "part-event", "rare", X="F", u="L", F="F"),
        step(
            "clipping",
            "linear",
            LABEL_RANGE,
            relation=f"average((z + g - max(-1, min(1, F)))**2) <= {LOSS}",
        ),
        step("level", "implied", "members", "clipping", event=f"some(F, both(lip(F) <= L, {LOSS} <= sigma2 - eps))"),
    ],
    source="Theorem 3",
    says="For each L up to the stated bound, some f in the class that is L-Lipschitz fits below the noise level with "
    "probability at most delta.",
    constants=constants("net_growth", "side_condition", "final_constant"),
)

THEOREM3 = derivation(
    "DER-THM3",
    vars=variables("n d p k c W J eps sigma2 delta"),
    given=[NAMED_CONDITION],
    declare=OBJECTS,
    assume=SETTING,
    conclude=f"P(every(F, either({LOSS} > sigma2 - eps, lip(F) >= {NAMED_BOUND}))) >= 1 - delta",
    steps=[
        use("level", LEVEL, *SETTING, L=NAMED_BOUND),
        step("failure", "implied", "level", event=f"some(F, both({LOSS} <= sigma2 - eps, lip(F) < {NAMED_BOUND}))"),
        step("law", "complement", "failure"),
    ],
    source="Theorem 3",
    says="If 10^4 k log(8k/delta) <= n eps^2 then with probability at least 1 - delta every f in the "
    "class with mean (y - f)^2 <= sigma2 - eps has Lip(f) >= eps/(2^9 sqrt(c)) sqrt(n d/(p log(1 + 60 "
    "W J/eps) + log(4/delta))).",
    constants=constants("net_growth", "side_condition", "final_constant"),
)

NET_AND_THEOREM: list[Claim] = [
    NET,
    claim(
        [
            "J > 0 implies 2*W/(eps/(8*J)) == 16*(W*J/eps)",
            "(1 + 16*(W*J/eps))**p <= (1 + 60*(W*J/eps))**p",
        ],
        id="DER-NET/core",
        vars=variables("p W J eps"),
        source=SECTION,
        says="The packing bound (1 + 2 W/rho)^p at the radius rho = eps/(8J) is (1 + 16 r)^p, at most (1 + 60 r)^p.",
    ),
    readings(
        "DER-NET-PLAIN",
        of=["DER-NET-PLAIN/a", "DER-NET-PLAIN/b", "DER-NET-PLAIN/c"],
        source=SECTION,
        says="The net with (60 r)^p in place of (1 + 60 r)^p points.",
    ),
    NET_PLAIN_ALWAYS,
    claim(
        "(60*r)**p >= 1",
        id="DER-NET-PLAIN/a/core",
        vars=variables("p", r=POSITIVE),
        source=SECTION,
        says="A net has at least one point: at most (60 r)^p of them for all r > 0 needs (60 r)^p >= 1 for all r > 0.",
    ),
    claim(
        "1 + 16*r <= 60*r iff r >= 1/44",
        id="DER-NET-PLAIN/b",
        vars={"r": POSITIVE},
        source=SECTION,
        says="The arithmetic 1 + 16 r <= 60 r holds from r = 1/44 on, and not below.",
    ),
    NET_PLAIN,
    ONE_POINT,
    MANY_POINTS,
    claim(
        "(60*r)**p < 1",
        id="DER-NET-PLAIN/c/below",
        vars=variables("p", r="(0, 1/60)"),
        source=SECTION,
        says="Below r = 1/60 no net has at most (60 r)^p points, as it has at least one.",
    ),
    LOSS_CHANGE,
    NETBOUND,
    claim(
        "4*k*exp(-n*(eps/2)**2/(8**3*k)) + 2*exp(log(size) - (eps/2)**2*n*d/(10**4*c*L**2))"
        " <= 4*k*exp(-n*eps**2/(4*8**3*k)) + 2*exp(p*log(1 + 60*r) - eps**2*n*d/(4*10**4*c*L**2))",
        id="DER-NETBOUND/core",
        vars=variables("n d p k r c eps L", size=COUNT),
        given=["size <= (1 + 60*r)**p"],
        source=SECTION,
        says="The bound of DER-THM2 at eps/2 for a class of `size` functions, at most (1 + 60 r)^p of them.",
    ),
    THEOREM3,
    LEVEL,
    CORE,
]
