"""Rules of probability as schemas: premises | obligations | conclusion.

A name in a schema stands for a term, an event or a judgement; what the premises do not bind is a parameter of the step.
Obligations are relations between numbers; ``forall`` (a real) and ``block`` (a whole number >= 1) bind a variable;
``surely(R)``: R holds for all values of the random quantities that the remaining premises (ranges and relations)
leave; the others are conditions on form.  ``at(e, t, u)`` is e with u for t, ``slope(e, t)`` its derivative.
"""

from collections.abc import Callable, Mapping
from typing import Any

from verify.calculus.step import COUNT, REAL, Step, complement, joined, put, rewrite, slope, swap
from verify.kernel.atoms import Converter, poly_text
from verify.kernel.parser import Domain, parse_term
from verify.kernel.rules.derivatives import slope_of
from verify.kernel.terms import Term, num, variables
from verify.objects.judgements import judgement
from verify.objects.setting import calls, refuse

ZERO = num(0)
TEXTS: dict[str, tuple[str, str, str]] = {
    # --- facts that hold surely
    "range": ("", "surely(a <= X); surely(X <= b)", "range(X, a, b)"),
    "follows": ("", "surely(R)", "R"),
    # family(X, n): the sum of the members is n times their average.
    "total": ("family(Y, n)", "", "sum(X) == n*average(X)"),
    "expect-range": ("range(X, a, b)", "", "range(expect(X, l), a, b)"),
    # --- expectations
    # take-out: E[T Z] = E[T E[Z | x, l]] = 0 for bounded T that is a function of x and l.
    "take-out": ("centred(Z, x, l); range(X, a, b)", "function(X, x, l)", "mean(X*Z) == 0"),
    "take-out-given": (
        "sample(x, z, l); centred(Z, x, l); range(X, a, b)",
        "function(X, x, l); function(Z, x, z, l)",
        "given(l, mean(X*Z) == 0)",
    ),
    "centred": ("centred(Z, x, l)", "", "mean(Z) == 0"),
    "centred-given": ("sample(x, z, l); centred(Z, x, l)", "function(Z, x, z, l)", "given(l, mean(Z) == 0)"),
    "mean-at-most": ("mean(X) == m", "", "mean(X) <= m"),
    "mean-constant": ("labels(l, k)", "", "given(l, mean(a) == a)"),
    "mean-average": ("mean(X) == m", "", "mean(average(X)) == m"),
    "mean-add": ("mean(X) == a; mean(Y) == b", "", "mean(X + Y) == a + b"),
    "mean-scale": ("mean(X) == m", "", "mean(u*X) == u*m"),
    "mean-scale-up": ("mean(X) <= a", "u >= 0", "mean(u*X) <= u*a"),
    "mean-sum": ("mean(X) <= a; mean(Y) <= b", "", "mean(X + Y) <= a + b"),
    "mean-monotone": ("mean(Y) <= e", "surely(X <= Y); surely(a <= X); a <= a", "mean(X) <= e"),
    "mean-weaken": ("mean(X) <= e", "e <= bound", "mean(X) <= bound"),
    # --- moment generating functions
    # convexity: exp(sx) lies below its chord over [a, b] (Hoeffding 1963, (4.16)).
    "convexity": ("range(X, a, b); mean(X) == m", "a < b", "mgf(X, s, ((b - m)*exp(s*a) + (m - a)*exp(s*b))/(b - a))"),
    "mgf": ("mean(exp(s*X)) <= e", "arbitrary(s, X)", "mgf(X, h, at(e, s, h))"),
    "mgf-scale": ("mgf(X, s, e)", "", "mgf(u*X, h, at(e, s, u*h))"),
    "mgf-bound": ("mgf(X, s, e)", "forall(s, e <= bound)", "mgf(X, s, bound)"),
    "independent-sum": ("independent(X); family(Y, n); mgf(X, s, e)", "", "mgf(sum(X), s, e**n)"),
    # --- tails
    "chernoff": ("mgf(X, s, e)", "r >= 0", "P(X >= c) <= exp(-r*c)*at(e, s, r)"),
    "chernoff-below": ("mgf(X, s, e)", "r <= 0", "P(X <= c) <= exp(-r*c)*at(e, s, r)"),
    "markov": ("mean(X) <= e", "surely(0 <= X); c > 0", "P(X >= c) <= e/c"),
    "tail": ("P(abs(X) >= t) <= e", "arbitrary(t, X, 0)", "tail(X, u, at(e, t, u))"),
    "tail-at": ("tail(X, t, e)", "c >= 0", "P(abs(X) >= c) <= at(e, t, c)"),
    "tail-bound": ("tail(X, t, e)", "forall(t, t >= 0, e <= bound)", "tail(X, t, bound)"),
    "product": ("tail(X, t, e); range(Z, a, b)", "m > 0; -m <= a; b <= m", "tail(X*Z, t, at(e, t, t/m))"),
    # layer-cake: E f(|X|) = f(0) + integral of f'(t) P(|X| >= t) over t >= 0, and f' e <= h' with h <= top.
    "layer-cake": (
        "tail(X, t, e)",
        "smooth(f, t); smooth(h, t); forall(t, t >= 0, slope(f, t) >= 0); forall(t, t >= 0, h <= top);"
        "forall(t, t >= 0, slope(f, t)*e <= slope(h, t))",
        "mean(at(f, t, abs(X))) <= at(f, t, 0) + top - at(h, t, 0)",
    ),
    # --- probabilities
    "weaken": ("P(A) <= e", "e <= bound", "P(A) <= bound"),
    "never": ("", "surely(b < a)", "P(a <= b) <= 0"),
    "union": ("P(A) <= a; P(B) <= b", "", "P(either(A, B)) <= a + b"),
    "complement": ("P(A) <= e", "", "P(complement(A)) >= 1 - e"),
    "average-over-labels": ("J", "unconditional(J)", "J"),
    # --- independence
    "independent-rows": ("I", "rowwise(I, X)", "independent(X)"),
    "sample": ("sample(x, z, l)", "", "independent(x, z, l)"),
    "given-labels": ("sample(x, z, l)", "", "given(l, independent(x, z))"),
    # --- components: rows with one label; parts(X, l) is the sum over labels of |the sum of X over their rows|
    # A part of m rows has |sum| >= u m + v with probability at most 2 b; else, empty parts being 0, parts < u n + v k.
    "components": (
        "independent(X); mgf(X, s, e); labels(l, k); family(Y, n)",
        "fixed(l); block(m, r >= 0); block(m, exp(-r*(u*m + v))*at(e, s, r)**m <= b);"
        "block(m, exp(r*(-u*m - v))*at(e, s, -r)**m <= b); v >= 0; u*n + v*k <= c",
        "P(parts(X, l) >= c) <= 2*k*b",
    ),
    # E|sum of a part of m rows| <= sqrt(v m), and the square roots sum to at most sqrt(n k) (Cauchy and Schwarz).
    "components-mean": (
        "independent(X); mean(X) == 0; mean(X**2) <= v; labels(l, k); family(Y, n)",
        "fixed(l); v >= 0",
        "mean(parts(X, l)) <= sqrt(v*n*k)",
    ),
    # W is one function of the label: constant on a part.
    "component-sum": (
        "sample(x, z, l); range(W, a, b)",
        "within(W, x, z, l); function(W, l); -m <= a; b <= m",
        "sum(W*X) <= m*parts(X, l)",
    ),
    # --- isoperimetry, by definition: given its label, x_i has an isoperimetric law
    "isoperimetry": (
        "isoperimetric(x, l, c, d); lipschitz(X, u); range(X, a, b)",
        "function(X, x); u > 0",
        "given(l, tail(X - expect(X, l), t, 2*exp(-d*t**2/(2*c*u**2))))",
    ),
    "norms": ("", "", "lip(X) <= lip_inf(X)"),  # |x|_inf <= |x|_2
    "lipschitz": ("lipschitz(X, u)", "", "lip(X) <= u"),
    # --- classes; F is a class, X a term over it: {X(f): f in F} is a class as well
    "finite-bound": ("finite(X, N)", "N <= bound", "finite(X, bound)"),
    "union-class": ("finite(X, N); P(A) <= e", "through(A, X, F)", "P(some(F, A)) <= N*e"),
    # E max <= log E exp(r max)/r <= log(sum of E exp(r Q))/r (Boucheron, Lugosi and Massart 2013, Theorem 2.5).
    "maximal": (
        "finite(X, N); mgf(Q, s, e)",
        "through(Q, X, F); r > 0; N >= 1",
        "mean(sup(F, Q)) <= log(N*at(e, s, r))/r",
    ),
    "sup": ("finite(F, N); Q <= A + B", "absent(B, F)", "sup(F, Q) <= sup(F, A) + B"),
    "sup-one": ("finite(F, 1)", "", "sup(F, Q) == Q"),
    "sup-least": ("finite(F, N); Q >= a", "", "sup(F, Q) >= a"),
    # net(X, h): a nearest member of a least h-net (sup norm on the support) that lies in the class itself.
    "net-close": ("", "h >= 0", "range(X - net(X, h), -h, h)"),
    # One member is a net of a class of diameter at most h.
    "net-one": ("parametrised(X, p, w, j)", "w*j <= h", "finite(net(X, h), 1)"),
    "net-range": ("range(X, a, b)", "image(X)", "range(net(X, h), a, b)"),
    "net-lipschitz": ("lipschitz(X, u)", "image(X)", "lipschitz(net(X, h), u)"),
    # part(X, u): X if it is u-Lipschitz, else a member that is, else a constant function with a value of X.
    "part-lipschitz": ("", "u >= 0", "lipschitz(part(X, u), u)"),
    "part-range": ("range(X, a, b)", "image(X)", "range(part(X, u), a, b)"),
    "part-parametrised": ("parametrised(X, p, w, j)", "", "parametrised(part(X, u), p, w, j)"),
    "part-event": (
        "P(some(F, A)) <= e",
        "through(A, part(X, u), F)",
        "P(some(F, both(lip(X) <= u, swap(A, part(X, u), X)))) <= e",
    ),
    "contraction-lipschitz": ("lipschitz(X, u)", "contraction(Y, X)", "lipschitz(Y, u)"),
    "contraction-parametrised": ("parametrised(X, p, w, j)", "contraction(Y, X)", "parametrised(Y, p, w, j)"),
}  # fmt: skip


def listed(text: str) -> list[Term]:
    return [judgement(part) for part in text.split(";") if part.strip()]


SCHEMAS = {name: (listed(a), listed(b), judgement(c)) for name, (a, b, c) in TEXTS.items()}


def match(pattern: Term, term: Term, found: dict[str, Term]) -> bool:
    """Bind the names of a pattern so that it is the term."""
    if pattern[0] == "var":
        return found.setdefault(pattern[1], term) == term
    return len(pattern) == len(term) and all(
        match(a, b, found) if isinstance(a, tuple) and isinstance(b, tuple) else a == b
        for a, b in zip(pattern, term, strict=True)
    )


Table = tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]


def apply(name: str, step: Step, table: Table) -> Term:
    """The conclusion of a schema at a step; ``table``: texts, schemas, what calls compute, forms of obligations."""
    texts, schemas, filled, forms = table
    premises, obligations, conclusion = schemas[name]
    values: dict[str, Term] = {}
    for pattern in premises:
        if not step.premises or not match(pattern, step.premises.pop(0), values):
            raise refuse(f"premises {texts[name][0]}", name)

    def fill(term: Term) -> Term | None:
        if term[0] == "var":
            return values.get(term[1]) or step.parameter(term[1])
        inner = term[0] == "call" and term[1] in filled
        return filled[term[1]](step, *(rewrite(part, fill) for part in term[2])) if inner else None

    for obligation in obligations:
        if obligation[0] == "relation":
            step.oblige(rewrite(obligation, fill))
        else:
            forms[obligation[1]](step, *(rewrite(part, fill) for part in obligation[2]))
    if step.premises and not any(term[:2] == ("call", "surely") for term in obligations):
        raise refuse("no further premises", step.premises[0])
    return rewrite(conclusion, fill)


FILLED: dict[str, Callable[..., Term]] = {
    "at": lambda _, term, name, value: put(term, {name[1]: value}),
    "slope": lambda _, term, name: slope(term, name),
    "swap": lambda _, term, old, new: swap(term, old, new),
    "complement": lambda _, event: complement(event),
}


def forall(step: Step, name: Term, *relations: Term) -> None:
    step.oblige(relations[-1], ((name[1], REAL),), relations[:-1])


def smooth(step: Step, term: Term, name: Term) -> None:
    """Defined and differentiable for all t >= 0."""
    least = ("relation", ">=", name, ZERO)
    forall(step, name, least, ("relation", "==", term, term))
    for divisor in slope_of(Converter().convert(term), name[1])[1]:
        forall(step, name, least, ("relation", "!=", parse_term(poly_text(divisor)), ZERO))


def block(step: Step, name: Term, relation: Term) -> None:
    step.oblige(relation, ((name[1], COUNT),))


def function(step: Step, term: Term, *of: Term) -> None:
    if not step.setting.rows(term) <= {row[1] for row in of if row[0] == "var"}:  # families and labels are roots
        raise refuse("a function, fixed before the sample, of the rows", term)


def rowwise(step: Step, rows: Term, term: Term) -> None:
    """Rows that are independent give independent functions of a row; labels that are given are fixed."""
    if rows[:2] != ("call", "independent"):
        raise refuse("a premise independent(...)", rows)
    function(step, term, *rows[2], *([("var", step.labels)] if step.labels else []))


def through(step: Step, term: Term, image: Term, name: Term) -> None:
    rest = swap(term, image, ZERO)
    beside = variables(rest) & step.setting.names("functions") or calls(rest) & {"net", "part"}  # of the whole class
    if beside or name[1] not in variables(image):
        raise refuse("a term that mentions the class through the image only", term)


def within(step: Step, term: Term, *of: Term) -> None:
    """All objects that a term names, also inside ``expect``, are functions of these rows."""
    for name in variables(term) & set(step.setting.roots):
        function(step, ("var", name), *of)


def absent(step: Step, term: Term, name: Term) -> None:
    if name[1] in variables(term):
        raise refuse(f"a term without {name[1]}", term)


def arbitrary(step: Step, name: Term, term: Term, *least: Term) -> None:
    """A scalar variable of which nothing is assumed but its domain: the whole line, or all from ``least`` on."""
    domains = (REAL, *(Domain(value[1], False, None, True) for value in least))
    for part in (term, *step.when):
        absent(step, part, name)
    if name[0] != "var" or name[1] in step.setting.fixed or step.setting.domains.get(name[1]) not in domains:
        raise refuse("an arbitrary real variable", name)


def contraction(step: Step, image: Term, term: Term) -> None:
    ends = ("var", "x0_"), ("var", "x1_")
    a, b = (swap(image, term, end) for end in ends)
    gaps = (("call", "abs", (joined("add", (u, ("neg", v))),)) for u, v in ((a, b), ends))
    step.oblige(("relation", "<=", *gaps), tuple((end[1], REAL) for end in ends))


def one_class(step: Step, term: Term) -> None:
    step.setting.judgement(("call", "finite", (term, ZERO)))


def fixed(step: Step, name: Term) -> None:
    if step.labels != name[1]:
        raise refuse(f"premises given {name[1]}", step.labels)


def unconditional(step: Step, line: Term) -> None:
    """What holds with one bound for all values of the labels holds without knowing them."""
    if line[0] != "relation" or line[1] == "!=" or line[2][:1] != ("call",) or line[2][1] not in ("P", "mean"):
        raise refuse("a probability or an expectation", line)
    step.labels = ""


FORMS: dict[str, Callable[..., None]] = {
    "forall": forall, "smooth": smooth, "block": block, "surely": Step.surely, "function": function, "rowwise": rowwise,
    "through": through, "absent": absent, "within": within, "arbitrary": arbitrary, "contraction": contraction,
    "image": one_class, "fixed": fixed, "unconditional": unconditional,
}  # fmt: skip
TABLE = (TEXTS, SCHEMAS, FILLED, FORMS)
