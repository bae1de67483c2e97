"""What the search for violations of Theorem 3 shows, class by class, and how much larger its constant could be.

Linear functions, fixed-centre bumps, random features and all Lipschitz functions are searched: in each trial a random
instance with the side condition, in which some function of the class has the training error.  The claimed rate of
violations is less than any delta drawn.  The first two have more than 10^4 trials; the others as many as a minute
allows.  Constants are not searched: a bound on the probability that one of them has the training error is far below
delta.

Margins are those of instances with the bound multiplied: of random ones, and of one instance, where the rate of
violations among all samples is far above delta for a constant that is some more than a thousand times as large.  A
family of bumps violates the bound with a constant that is larger still, with a proof.
"""

from __future__ import annotations

from verify.statement import Claim, claim, derivation, readings
from verify.statistic import statistic
from verify.steps import step, use

from .finite_class import BIAS, CENTRED, LOSS, MEAN_RANGE, NOISE_LEVEL, PRODUCT, SAMPLE, SQUARE
from .notation import SIDE_CONDITION, variables
from .power import CURVE, beyond
from .theorem3 import LABEL_RANGE

THEOREM = "Theorem 3"
ROWS = ("family(x, n)", "family(z, n)", "labels(l, k)", "function(g, x)")
# No constant in [-1, 1] has a smaller training error.
ERROR = "average(z**2) + 2*average(g*z) - 2*abs(average(z))"
RARE = "4*exp(-n*eps**2/8**3)"
CONSTANT_ERROR = derivation(
    "CEX-LAW/constants/error",
    vars=variables("n k", a="[-1, 1]"),
    declare=ROWS,
    assume=[LABEL_RANGE],
    conclude=f"{LOSS.replace('F', 'a')} >= {ERROR}",
    steps=[
        step(
            "expanded",
            "linear",
            relation=f"{LOSS.replace('F', 'a')} >= average(z**2) + 2*average(g*z) - 2*a*average(z)",
        ),
        step("least", "follows", "expanded", R=f"{LOSS.replace('F', 'a')} >= {ERROR}"),
    ],
    source=THEOREM,
    says="The training error of a constant a in [-1,1] is at least the mean of z^2 + 2 g z minus twice the size of the "
    "mean of z.",
)
CONSTANTS = derivation(
    "CEX-LAW/constants",
    vars=variables("n k sigma2 eps delta"),
    given=[SIDE_CONDITION],
    declare=ROWS,
    assume=[SAMPLE, CENTRED, NOISE_LEVEL, LABEL_RANGE, MEAN_RANGE],
    conclude=f"P({ERROR} <= sigma2 - eps) <= {RARE}",
    steps=[
        step("noise", "range", LABEL_RANGE, MEAN_RANGE, X="z", a="-2", b="2"),
        step("sample", "sample", SAMPLE),
        step("signs", "independent-rows", "sample", X="z"),
        use("square", SQUARE, "signs", "noise", NOISE_LEVEL),
        use("product", PRODUCT, SAMPLE, CENTRED, "noise", MEAN_RANGE),
        step("mean", "centred", CENTRED),
        use("bias", BIAS, "signs", "noise", "mean"),
        step("squares", "union", "square", "product"),
        step("all", "union", "squares", "bias"),
        step("fit", "implied", "all", event=f"{ERROR} <= sigma2 - eps"),
        step("printed", "weaken", "fit", bound=RARE),
    ],
    source=THEOREM,
    says="Some constant in [-1,1] has a training error of at most sigma2 - eps with probability at most 4 exp(-n "
    "eps^2/8^3), which replaces trials.",
)
ONE_LABEL = claim(
    "10**4*log(8/delta) <= s",
    id="CEX-LAW/constants/label",
    vars=variables("k delta", s="[0, oo)"),
    given=["10**4*k*log(8*k/delta) <= s"],
    source=THEOREM,
    says="The side condition with one label follows from that with k of them.",
)
SMALL = claim(
    "4*exp(-s/8**3) <= delta/10**16",
    id="CEX-LAW/constants/small",
    vars=variables("delta", s="[0, oo)"),
    given=["10**4*log(8/delta) <= s"],
    source=THEOREM,
    says="With one label and s = n eps^2 the bound is at most 10^(-16) delta.",
    lemmas=["exp(-s/8**3) <= exp(-10**4*log(8/delta)/8**3)", "exp(-10**4*log(8/delta)/8**3) <= exp(-19*log(8/delta))"],
)
NEGLIGIBLE = claim(
    f"{RARE} <= delta/10**16",
    id="CEX-LAW/constants/rare",
    vars=variables("n k eps delta"),
    given=[SIDE_CONDITION],
    source=THEOREM,
    says="Under the side condition that is at most 10^(-16) delta.",
    instances=[
        (ONE_LABEL, {"k": "k", "delta": "delta", "s": "n*eps**2"}),
        (SMALL, {"delta": "delta", "s": "n*eps**2"}),
    ],
)

LEVEL = "1/1000000000"  # of each: far below the family's rate of 1e-6
# class, words, seed, trials, the least delta, a rate below it that so many trials without a violation support
CLASSES = [
    (
        "linear",
        "Linear functions, with c = 1 for Gaussian inputs, d/(d - 1) on the sphere",
        31,
        10_400,
        "1/100",
        "1/500",
    ),
    ("bumps", "Fixed-centre bumps", 32, 10_400, "1/100", "1/500"),
    ("features", "Random features, with c as for linear functions", 37, 2_500, "1/100", "1/110"),
    (
        "lipschitz",
        "All Lipschitz functions, on fixed points and on samples of the sphere, c as for linear functions",
        38,
        250,
        "1/10",
        "1/12",
    ),
]
# Where the constants of isoperimetry are those of the literature, and not of the diameter; and the law of a design.
GAUSSIAN = ("gaussian-ball-concentration", "gaussian-bidiagonal")
CITES = {
    "linear": (*GAUSSIAN, "sphere-log-sobolev"),
    "features": (*GAUSSIAN, "sphere-log-sobolev"),
    "lipschitz": ("sphere-log-sobolev",),
}
SEARCHED = [
    statistic(
        f"CEX-LAW/{name}",
        experiment=f"fitted_{name}(1, {least})",
        seed=seed,
        trials=trials,
        level=LEVEL,
        conclude=f"rate <= {rate}",
        cites=CITES.get(name, ()),
        source=THEOREM,
        says=f"{words}: of {trials} instances in which the side condition holds and some function has the training "
        "error, the Lipschitz constant of the flattest one that is found is below the bound at a rate of at most "
        f"{rate}, while every delta is at least {least}.",
    )
    for name, words, seed, trials, least, rate in CLASSES
]
MARGINS = [
    statistic(
        f"CEX-MARGIN/{name}",
        experiment=f"fitted_{name}({factor}, {least})",
        seed=seed,
        trials=trials,
        level=LEVEL,
        conclude=f"rate <= {rate}",
        cites=CITES.get(name, ()),
        source=THEOREM,
        says=f"{words}: with a constant {factor} times as large the bound is still below the Lipschitz constant in all "
        f"but {rate} of the instances.",
    )
    for name, words, factor, seed, trials, least, rate in (
        ("linear", "Linear functions", 500, 33, 2_000, "1/100", "1/50"),
        ("bumps", "Fixed-centre bumps", 1500, 34, 2_000, "1/100", "1/50"),
        ("features", "Random features", 800, 35, 500, "1/100", "1/20"),
        ("lipschitz", "All Lipschitz functions", 1500, 36, 125, "1/10", "1/6"),
    )
]
# Numbers that ``proofs.campaigns.adversary`` climbs to: class, words, constant, p/n, eps, seed, trials.
ADVERSE = [
    ("linear", "Linear functions of 1330845 Gaussian inputs, 443615 rows, eps = 1/4", 1110, "3", "1/4", 39, 1_000),
    ("bumps", "Bumps at 887229 points of equal distances, 1774457 rows, eps = 1/8", 2300, "1/2", "1/8", 40, 200),
]
FREQUENT = [
    statistic(
        f"CEX-MARGIN/{name}/frequency",
        experiment=f"frequent_{name}({constant}, {share}, {eps})",
        seed=seed,
        trials=trials,
        level=LEVEL,
        conclude="rate >= 9/10",
        cites=GAUSSIAN if name == "linear" else (),
        source=THEOREM,
        says=f"{words}: a bound with a constant {constant} times as large is above the Lipschitz constant of a "
        "function that fits, in at least 9/10 of all samples, although delta = 1/2.",
    )
    for name, words, constant, share, eps, seed, trials in ADVERSE
]
LARGEST = 3800  # found by climbing over the family of ``cells`` (proofs.campaigns.family), made simple
FITS: list[Claim] = [
    readings(
        "CEX-LAW",
        of=[
            "CEX-LAW/constants",
            "CEX-LAW/constants/error",
            "CEX-LAW/constants/rare",
            *(entry.id for entry in SEARCHED),
        ],
        source=THEOREM,
        says="For constants, linear functions, fixed-centre bumps, random features and all Lipschitz functions, and "
        "random (n, d, p, eps, noise, W, J), no instance violates the conclusion of Theorem 3 more often than delta "
        "allows; only trials that meet the side condition and in which some f meets the training error count.",
    ),
    CONSTANTS,
    CONSTANT_ERROR,
    ONE_LABEL,
    SMALL,
    NEGLIGIBLE,
    *SEARCHED,
    readings(
        "CEX-MARGIN",
        of=[entry.id for entry in (*MARGINS, *FREQUENT)],
        source=THEOREM,
        says="How much larger the constant of the bound could be before a violation is observed, in each class, and "
        "from which on one instance is violated more often than delta allows.",
    ),
    *MARGINS,
    *FREQUENT,
    beyond(
        "CEX-MARGIN/violated",
        f"{LARGEST}*eps/(2**9*sqrt(c))*sqrt({CURVE.format('p')})",
        f"With a constant {LARGEST} times as large the bound is violated.",
        height="1/25",
        share="297/500",
        n="48*10**6",
        d="84*10**6",
        p="84*10**6",
        W="734",
        eps="9/200",
        delta="2**(-10)",
    ),
]
