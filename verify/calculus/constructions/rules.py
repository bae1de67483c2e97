"""Rules for deterministic objects as schemas: premises | obligations | conclusion, as in ``verify.calculus.schemas``.

Obligations are relations between numbers; a number that depends on objects, such as ``det(A)`` or ``fold(u)``, stands
for every number of its range there.  ``rows(A)``, ``columns(A)``, ``inputs(f)``, ``outputs(f)`` are dimensions.
"""

from collections.abc import Callable
from typing import Any

from verify.calculus import schemas
from verify.calculus.constructions.setting import RANGES
from verify.calculus.schemas import listed
from verify.calculus.step import COUNT, REAL, rewrite
from verify.calculus.step import Step as Base
from verify.kernel.parser import Domain, parse_domain
from verify.kernel.rules.arguments import one_of
from verify.kernel.terms import FUNCTIONS, Term
from verify.objects.judgements import judgement
from verify.objects.setting import calls, refuse

POSITIVE, INDEX = parse_domain("(0, oo)"), parse_domain("integer [0, oo)")
TEXTS: dict[str, tuple[str, str, str]] = {
    "follows": ("", "surely(R)", "R"),
    # --- determinants; x_1, ..., x_n are points of the line
    # newton(x): 1, t - x_1, (t - x_1)(t - x_2), ..., n polynomials.
    "monomials": ("", "", "monic(monomials(n))"),
    "newton": ("", "", "monic(newton(x))"),
    # The matrix of f is that of g times a unit triangular matrix, of determinant 1: det(A U) = det A det U.
    "change-of-basis": ("monic(f); monic(g)", "", "det(values(f, x)) == det(values(g, x))"),
    # The j-th polynomial vanishes at x_1, ..., x_(j-1), and at x_j it is the product of x_j - x_i over i < j.
    "newton-triangular": ("", "", "triangular(values(newton(x), x))"),
    "newton-diagonal": ("", "", "diagonal(values(newton(x), x)) == differences(x)"),
    "triangular": ("triangular(A)", "", "det(A) == diagonal(A)"),
    "distinct": ("distinct(x)", "", "differences(x) != 0"),  # a product of nonzero factors
    "invertible": ("det(A) != 0", "", "invertible(A)"),  # Cramer
    # --- ranks
    # The p equations A^T v = 0 in n > p unknowns have solutions v != 0; normal(A) is one of norm 1, 0 if there is none.
    "normal": ("", "", "orthogonal(normal(A), A)"),
    "normal-length": ("", "columns(A) < rows(A)", "norm(normal(A)) == 1"),
    # A w = v gives |v|^2 = <v, A w> = 0.
    "missed": ("orthogonal(v, A)", "surely(norm(v) > 0)", "missed(linear(A), v)"),
    "misses": ("missed(f, v)", "surely(a <= -norm(v)); surely(norm(v) <= b)", "misses(f, a, b)"),
    # --- images of measure zero (the easy case of Sard 1942); Lipschitz constants are for the maximum norm
    # On a cube the derivative is bounded, and the mean value inequality applies.
    "mean-value": ("smooth(f)", "", "locally_lipschitz(f)"),
    # The cube of side 2 R is cut into N^p; the image of each has diameter at most K/N with K = 2 R u + 1.
    "cover": ("locally_lipschitz(f)", "", "covered(f, K, N, N**inputs(f), K/N)"),
    "measure": ("covered(f, K, N, m, s)", "", "volume(f, K, N, m*s**outputs(f))"),
    "vanish": ("volume(f, K, N, e)", "r > 0; absent(v, N); cut(K, N, e <= v/N**r)", "volume(f, K, N, 0)"),
    "union": ("volume(f, K, N, 0)", "", "null(f)"),  # over R = 1, 2, ...
    "cube": ("null(f)", "a < b", "misses(f, a, b)"),  # [a, b]^n has the measure (b - a)^n > 0
    # --- continuous functions of one variable
    # Weierstrass' test, with the ratio test for the sum of the bounds m: the convergence is locally uniform.
    "series": (
        "",
        "entire(k, t, e); term(k, t, abs(e) <= m); term(k, t, at(m, k, k + 1) <= r*m); r < 1",
        "continuous(path(t, series(k, e)))",
    ),
    "compose": ("continuous(path(t, X))", "everywhere(t, z, e)", "continuous(path(t, at(e, z, X)))"),
    "pair": ("continuous(f); continuous(g)", "", "continuous(pair(f, g))"),
    # --- curves onto a square (Schoenberg 1938)
    # Let x = sum c_2k 2^(-k-1), y = sum c_(2k+1) 2^(-k-1) with digits 0 and 1, and t = 2 sum c_j 3^(-j-1).  Then 3^j t
    # is an even number plus 2 c_j/3 plus a tail in [0, s], so that fold(3^j t) is in [0, s] or in [2/3, 2/3 + s].
    "digits": (
        "",
        "2/3**2/(1 - 1/3) <= s; constant(e, u, 0, s, 0); constant(e, u, 2/3, 2/3 + s, 1)",
        "covers(pair(path(t, series(k, 2**(-k - 1)*at(e, u, fold(3**(2*k)*t)))), "
        "path(t, series(k, 2**(-k - 1)*at(e, u, fold(3**(2*k + 1)*t))))), 0, 1)",
    ),
    "scale": (
        "covers(pair(path(t, X), path(t, Y)), a, b)",
        "u >= 0; u*a + v <= c; d <= u*b + v",
        "covers(pair(path(t, u*X + v), path(t, u*Y + v)), c, d)",
    ),
}


SCHEMAS = {name: (listed(a), listed(b), judgement(c)) for name, (a, b, c) in TEXTS.items()}


class Step(Base):
    """A step whose obligations hold for all values of the numbers that depend on objects."""

    setting: Any

    def oblige(self, relation: Term, names: tuple[tuple[str, Domain], ...] = (), given: tuple[Term, ...] = ()) -> None:
        free = dict[Term, tuple[str, Domain]]()
        for term in (relation, *given):  # a number that mentions a name must not hide it
            self.setting.judgement(term, frozenset(name for name, _ in names))

        def number(term: Term) -> Term | None:
            if term[0] != "call" or term[1] in FUNCTIONS:
                return None
            return ("var", free.setdefault(term, (f"q{len(free)}_", RANGES.get(term[1], REAL)))[0])

        plain = [rewrite(term, number) for term in (relation, *given)]
        super().oblige(plain[0], (*names, *free.values()), tuple(plain[1:]))

    def surely(self, relation: Term, *hypotheses: Term) -> None:
        """Oblige a relation where the remaining premises, which are relations, hold."""
        self.oblige(relation, (), (*self.premises, *hypotheses))


def bound(names: list[Term], domains: tuple[Domain, ...]) -> tuple[tuple[str, Domain], ...]:
    if any(name[0] != "var" for name in names):
        raise refuse("names for bound variables", names)
    return tuple((name[1], domain) for name, domain in zip(names, domains, strict=True))


def over(*domains: Domain) -> Callable[..., None]:
    """Oblige a relation for all values of names in these domains."""
    return lambda step, *terms: step.oblige(terms[-1], bound(list(terms[:-1]), domains))


def defined(*domains: Domain) -> Callable[..., None]:
    """A term, arguments of ``fold`` too, is defined, and so continuous, for all values of names in these domains."""

    def form(step: Step, *terms: Term) -> None:
        found = [terms[-1]]
        rewrite(terms[-1], lambda part: found.append(part[2][0]) if part[:2] == ("call", "fold") else None)
        if calls(terms[-1]) - {*FUNCTIONS, "fold"}:
            raise refuse("functions of numbers", terms[-1])
        for part in found:
            step.oblige(("relation", "==", part, part), bound(list(terms[:-1]), domains))

    return form


def constant(step: Step, term: Term, name: Term, low: Term, high: Term, value: Term) -> None:
    """``term`` is ``value`` for all values of ``name`` from ``low`` to ``high``."""
    ends = ("relation", ">=", name, low), ("relation", "<=", name, high)
    for operator in ("<=", ">="):
        step.oblige(("relation", operator, term, value), bound([name], (REAL,)), ends)


def dimension(place: int) -> Callable[..., Term]:
    def filled(step: Step, term: Term) -> Term:
        sizes = [*step.setting.sort(term)[2:], ()][0]
        if place >= len(sizes):
            raise refuse("an object with dimensions", term)
        return sizes[place]  # type: ignore[no-any-return]

    return filled


FILLED = {
    "at": schemas.FILLED["at"], "rows": dimension(0), "columns": dimension(1), "inputs": dimension(0),
    "outputs": dimension(1),
}  # fmt: skip
FORMS: dict[str, Callable[..., None]] = {
    "surely": Step.surely, "absent": schemas.absent, "constant": constant, "cut": over(POSITIVE, COUNT),
    "term": over(INDEX, REAL), "entire": defined(INDEX, REAL), "everywhere": defined(REAL, REAL),
}  # fmt: skip


def conclude(rule: str, step: Step) -> Term:
    one_of(rule, *SCHEMAS)
    step.unwrap()
    return step.wrapped(schemas.apply(rule, step, (TEXTS, SCHEMAS, FILLED, FORMS)))
