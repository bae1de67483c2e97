"""Rules for deterministic objects as schemas: premises | obligations | conclusion, as in ``verify.calculus.schemas``.

Obligations are relations between numbers; a number that depends on objects, such as ``det(A)`` or ``fold(u)``, stands
for every number of its range there.  ``rows(A)``, ``columns(A)``, ``inputs(f)``, ``outputs(f)`` are dimensions.
"""

from collections.abc import Callable
from typing import Any

from verify.calculus import schemas
from verify.calculus.constructions.setting import RANGES
from verify.calculus.schemas import ZERO, listed
from verify.calculus.step import COUNT, REAL, rewrite
from verify.calculus.step import Step as Base
from verify.kernel.atoms import Converter, poly_text
from verify.kernel.parser import Domain, parse_domain, parse_term
from verify.kernel.rules.arguments import one_of
from verify.kernel.rules.derivatives import slope_of
from verify.kernel.rules.instance import whole
from verify.kernel.terms import FUNCTIONS, Term
from verify.objects.judgements import judgement
from verify.objects.setting import calls, refuse

POSITIVE, INDEX = parse_domain("(0, oo)"), parse_domain("integer [0, oo)")
TEXTS: dict[str, tuple[str, str, str]] = {
    "follows": ("", "surely(R)", "R"),
    "equal": ("a <= b; b <= a", "", "a == b"),
    "weaken": ("X <= a", "a <= b", "X <= b"),
    "weaken-below": ("X >= a", "a > b", "X > b"),
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
    # --- bumps: f(u) = sum of y_i g(|u - x_i|), with a profile g on [0, oo); norms are Euclidean, |y_i| <= 1
    "cutoff-support": ("", "", "supported(cutoff(r, t, X), r)"),
    "cutoff-height": ("", "-r < u; u < r", "height(cutoff(r, t, X), u) == at(X, t, u)"),
    "wider": ("supported(g, r)", "r <= R", "supported(g, R)"),
    "mollifier": ("", "c > 0", "endless(cutoff(r, t, exp(c - c/(1 - (t/r)**2))))"),
    "cutoff-cap": ("", "0 <= b; inner(r, t, abs(X) <= b)", "capped(cutoff(r, t, X), b)"),
    # By the mean value theorem up to r, where X tends to 0.
    "cutoff-slope": (
        "",
        "r > 0; differentiable(r, t, X); inner(r, t, abs(slope(X, t)) <= u); inner(r, t, abs(X) <= u*(r - t))",
        "gradual(cutoff(r, t, X), u)",
    ),
    "slope-at": (
        "gradual(cutoff(r, t, X), u)",
        "0 <= c; c < r; differentiable(r, t, X)",
        "abs(at(slope(X, t), t, c)) <= u",
    ),
    "slope-mean": ("supported(g, r); height(g, 0) == a; gradual(g, u)", "", "abs(a)/r <= u"),  # between 0 and r
    "gradual-scale": ("gradual(g, u)", "c > 0; u <= c*K", "gradual(scaled(g, c), K)"),
    "steepest": ("gradual(g, u)", "", "steepest(g) <= u"),
    "steepest-attained": ("gradual(g, u)", "", "gradual(g, steepest(g))"),
    "compact": ("supported(g, r); endless(g)", "", "gradual(g, steepest(g))"),  # a continuous g' is bounded on [0, r]
    "bumps": (
        "separated(x, s); supported(g, r); height(g, 0) == 1",
        "r <= s",
        "interpolates(bumps(x, y, g), x, y)",
    ),
    # Balls of radius r do not meet; between points of two of them, |f(u)| <= C (r - |u - x_i|) in each.
    "disjoint": ("supported(g, r); gradual(g, C)", "2*r <= s", "spread(g, s, C)"),
    # Let k centres have distances t_i < r from u.  The sum of |x_i - x_j|^2 over pairs is at most k times that of the
    # t_i^2, so that k (k - 1) s^2/2 <= k (k r^2): k <= 1/(1 - 2 r^2/s^2) summands have slopes, each at most C.
    "overlaps": ("supported(g, r); gradual(g, C)", "s > 0; 2*r**2 < s**2", "spread(g, s, C/(1 - 2*r**2/s**2))"),
    # Let q = s/sqrt(2).  Over those with t_i < q, the sum of q^2 - t_i^2 is at most k q^2 - (k - 1) q^2, so that of
    # q - t_i at most q; and |g'(t_i)| <= bend(g) (q - t_i).  Along a segment f is absolutely continuous.
    "edge": ("supported(g, r); endless(g)", "s > 0; 2*r**2 <= s**2", "spread(g, s, bend(g)*s/sqrt(2))"),
    "uniform": ("spread(g, s, C)", "", "uniform(g, s)"),
    "member": (
        "spread(g, s, C); separated(x, a); bounded(y, b)",
        "s <= a; b <= 1",
        "lipschitz(bumps(x, y, g), C)",
    ),
    "spread-scale": ("spread(g, s, C)", "c > 0", "spread(scaled(g, c), c*s, C/c)"),
    # Points (s/sqrt(2)) e_i of R^m, i = 1, ..., m, have the distances s.  Labels 1; compare 0 with x_1.
    "star": (
        "supported(g, s); height(g, 0) == a; height(g, s/sqrt(2)) == b",
        "",
        "climbs(g, s, m, abs(m*b - a)*sqrt(2)/s)",
    ),
    # The same points; compare 0, at s/sqrt(2) from all of them, with their centroid, at s sqrt((m - 1)/(2 m)).
    "centroid": (
        "",
        "2*r**2 <= s**2; count(m, s*sqrt((m - 1)/(2*m)) < r)",
        "climbs(cutoff(r, t, X), s, m, m*sqrt(2*m)*abs(at(X, t, s*sqrt((m - 1)/(2*m))))/s)",
    ),
    "grow": ("climbs(g, s, m, q)", "a > 0; e > 0; absent(b, m); count(m, a*m**e - b <= q)", "steep(g, s)"),
    # --- bumps at projected points P x_i with g(./s), s = sqrt(t dt/d); for d = dt + 1 they are any points
    "projected": ("uniform(g, 1)", "", "projected(g, t)"),
    "unprojected": ("steep(g, 1)", "t > 0", "unprojected(g, t)"),
    "projection": ("projection(P)", "", "lipschitz(linear(P), 1)"),
    "compose-lipschitz": ("lipschitz(f, K); lipschitz(h, L)", "", "lipschitz(compose(f, h), K*L)"),
    "lipschitz": ("lipschitz(f, K)", "surely(K <= L)", "lipschitz(f, L)"),
    # --- parameters: centres and labels; their distance is gap(x, y, z, w)
    "parameters": ("", "", "parameters(x, y) == rows(x)*columns(x) + rows(x)"),
    "diameter": (
        "inside(x, r); inside(z, r); bounded(y, b); bounded(w, b)",
        "",
        "gap(x, y, z, w) <= 2*sqrt(rows(x)*(r**2 + b**2))",
    ),
    # y g(s) - w g(t) = (y - w) g(s) + w (g(s) - g(t)); then Cauchy and Schwarz, twice.
    "parametrisation": (
        "gradual(g, u); capped(g, 1); bounded(w, 1)",
        "",
        "near(bumps(x, y, g), bumps(z, w, g), sqrt(rows(x)*(1 + u**2))*gap(x, y, z, w))",
    ),
    # --- extension (McShane 1934): a minimum of L-Lipschitz functions, y_j at x_j if no other is below
    "mcshane": ("", "L >= 0", "lipschitz(mcshane(x, y, L), L)"),
    "mcshane-interpolates": ("compatible(x, y, L)", "", "interpolates(mcshane(x, y, L), x, y)"),
    "data": ("interpolates(f, x, y); lipschitz(f, L)", "", "compatible(x, y, L)"),
    "ratio": ("compatible(x, y, L)", "L >= 0", "ratio(x, y) <= L"),
    "ratio-attained": ("distinct(x)", "", "compatible(x, y, ratio(x, y))"),
    # --- explicit points, labels and projections
    "apart": ("separated(x, s)", "s > 0", "distinct(x)"),
    "simplex": ("", "n <= d", "separated(simplex(n, d, s), s)"),
    "single": ("", "rows(x) <= 1", "separated(x, s)"),
    "single-label": ("", "rows(x) <= 1", "compatible(x, y, L)"),
    "simplex-inside": ("", "abs(s)/sqrt(2) <= r", "inside(simplex(n, d, s), r)"),
    "ones": ("", "1 <= b", "bounded(ones(n), b)"),
    "coordinates": ("", "p <= d", "projection(coordinates(p, d))"),
    # --- a sample that a class with few parameters fits too well
    # Labels z are fair signs, g = 0, x is uniform on m points of the distance s, m <= d, where d s^2 = 2 c log 2: no
    # L-Lipschitz f is off its mean by more than L s, and 2 exp(-d t^2/(2 c L^2)) >= 1 for t <= L s.  f_w is w_j at the
    # j-th point, |w_j| = u, and a sum of bumps of radius s/2: on R^d it is 2 u/s-Lipschitz, 2 u/s < B, and the maximum
    # of |w_j - v_j| is at most |w - v|.  For w_j with the sign of S_j the mean of (z - f)^2 is at most 1 - 2 u a + u^2.
    "cells": (
        "cells(n, m, a) >= e",
        "whole(k, 1); whole(d, 1); m <= d; u >= 0; u**2 + h <= 2*u*a; 2*u*sqrt(m) <= W; 1 <= J; B > 0;"
        "2*d*u**2 < c*log(2)*B**2; 0 <= q; q < e",
        "fragile(n, d, m, k, c, W, J, 1, h, q, B)",
    ),
    # --- special functions
    # w = 1 - u^2 in the integral that defines the incomplete beta function (DLMF 8.17.1, 8.17.2).
    "substitution": (
        "",
        "0 <= c; c <= 1; y == 1 - c**2",
        "share(c, u, (1 - u**2)**(a - 1)) == beta(a, 1/2, y)/2",
    ),
    # q = wallis^2 has q(t + 1) (t + 1/2)^2 = q(t) (t + 1)^2 and q(t)/t -> 1 (DLMF 5.5.1, 5.11.12), so that q/u is at
    # most its limit along c, c + 1, ..., which is at most 1; and the other way round.
    "wallis-above": (
        "",
        "c >= l; forall(t, t >= l, t <= u); forall(t, t >= l, at(u, t, t + 1)*(t + 1/2)**2 <= u*(t + 1)**2)",
        "wallis(c) <= sqrt(at(u, t, c))",
    ),
    "wallis-below": (
        "",
        "c >= 0; c >= l; forall(t, t >= l, u <= t + 1);forall(t, t >= l, u*(t + 1)**2 <= at(u, t, t + 1)*(t + 1/2)**2)",
        "wallis(c) >= sqrt(at(u, t, c))",
    ),
    # R(t) = beta(t, 1/2, x) wallis(t)/(x^t sqrt((1 - x)/pi)) is 1 + r(t) R(t + 1) with r(t) = x (t + 1/2)/(t + 1) < x
    # (DLMF 8.17.20), and 0 <= R <= 1/(1 - x): R - u <= r(t) ... r(t + k - 1) (R - u)(t + k) -> 0, and so for u - R.
    # For x >= 1 no u is above, since the sum of r(t) ... r(t + k - 1) over k diverges.
    "beta-above": (
        "wallis(c) >= w",
        "w > 0; 0 <= x; c >= l; forall(t, t >= l, 0 <= u);"
        "forall(t, t >= l, 1 + x*(t + 1/2)/(t + 1)*at(u, t, t + 1) <= u)",
        "beta(c, 1/2, x) <= at(u, t, c)*x**c*sqrt((1 - x)/pi)/w",
    ),
    "beta-below": (
        "wallis(c) <= w",
        "0 <= x; c > 0; c >= l; forall(t, t >= l, u <= 1/(1 - x));"
        "forall(t, t >= l, u <= 1 + x*(t + 1/2)/(t + 1)*at(u, t, t + 1))",
        "beta(c, 1/2, x) >= at(u, t, c)*x**c*sqrt((1 - x)/pi)/w",
    ),
    # --- independent uniform points x_1, ..., x_n of the sphere in R^d
    # <x_1, x_2> has a density proportional to (1 - u^2)^((d - 3)/2) (Fang, Kotz and Ng 1990, Section 2.5), and
    # |x_1 - x_2|^2 = 2 - 2 <x_1, x_2>.
    "sphere": ("", "whole(d, 2); 0 <= s; s <= 2", "close(d, s) == share(1 - s**2/2, u, (1 - u**2)**((d - 1)/2 - 1))"),
    "pairs": ("close(d, s) <= p", "whole(n, 1)", "crowded(n, d, s) <= n*(n - 1)/2*p"),
    # The N events of pairs are pairwise independent, S of them occur: (E S)^2 <= P(S > 0) E S^2 (Cauchy and Schwarz).
    "pairwise": (
        "close(d, s) >= p",
        "whole(n, 1); p >= 0",
        "crowded(n, d, s) >= n*(n - 1)/2*p/(1 + (n*(n - 1)/2 - 1)*p)",
    ),
    # x_(i + 1) is close to none of i points with probability at least 1 - i p, whatever these are, and
    # (1 - i p)(1 - (n - 1 - i) p) >= 1 - (n - 1) p.
    "filling": ("close(d, s) <= p", "whole(n, 1); (n - 1)*p <= 1", "crowded(n, d, s) <= 1 - (1 - (n - 1)*p)**(n/2)"),
    # |P(x_i - x_j)|^2/|x_i - x_j|^2 has the law Beta(k/2, (d - k)/2) for the projection P (Muirhead 1982, Section 1.5).
    "projected-points": (
        "crowded(n, d, 1) <= e; beta(a, b, x) <= p",
        "whole(n, 1); k == 2*a; d == 2*a + 2*b; x <= 1",
        "cramped(n, d, k, sqrt(x)) <= e + n*(n - 1)/2*p",
    ),
    # On the circle distance 1 is a sixth of the length: n spacings (Stevens 1939; Feller II, 1971, Section I.9).
    "circle": ("", "whole(n, 1)", "crowded(n, 2, 1) == 1 - max(0, 1 - n/6)**(n - 1)"),
    # --- Gaussian points: x_1 - x_2 is sqrt(2/d) times d standard coordinates y, and E exp(-r y^2) = (1 + 2 r)^(-1/2).
    "gaussian": ("", "s >= 0", "close_gaussian(d, s) == chi_square(d, d*s**2/2)"),
    "chi-square": ("", "r >= 0", "chi_square(d, c) <= exp(r*c)/(1 + 2*r)**(d/2)"),
    # P(X/(X + Y) <= x) <= E exp(r (x Y - (1 - x) X)) for gamma variables X, Y at the best r (Dasgupta and Gupta 2003).
    "beta-tail": (
        "",
        "a > 0; b > 0; 0 <= x; x <= a/(a + b)",
        "beta(a, b, x) <= (x*(a + b)/a)**a*((1 - x)*(a + b)/b)**b",
    ),
    # --- n independent fair signs, each in one of m cells: X = (sum of |S_j|)/n <= 1, so that E X <= a + P(X >= a).
    # |S_j| >= 1 if a cell has an odd number of signs, with probability (1 - (1 - 2/m)^n)/2; |S_1| >= S_1^2/n if m = 1.
    "cells-mean": ("", "whole(n, 1); whole(m, 1); a >= 0", "cells(n, m, a) >= m/(2*n)*(1 - exp(-2*n/m)) - a"),
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


def inner(step: Step, edge: Term, name: Term, relation: Term) -> None:
    """A relation for all values of ``name`` from 0 on that are below ``edge``."""
    step.oblige(relation, bound([name], (REAL,)), (("relation", ">=", name, ZERO), ("relation", "<", name, edge)))


def differentiable(step: Step, edge: Term, name: Term, term: Term) -> None:
    """A scalar term is defined and differentiable there."""
    if calls(term) - {*FUNCTIONS}:
        raise refuse("functions of numbers", term)
    inner(step, edge, name, ("relation", "==", term, term))
    for divisor in slope_of(Converter().convert(term), name[1])[1]:
        inner(step, edge, name, ("relation", "!=", parse_term(poly_text(divisor)), ZERO))


def at_least(step: Step, term: Term, least: Term) -> None:
    whole(term, step.state)
    step.oblige(("relation", ">=", term, least))


def forall(step: Step, name: Term, *relations: Term) -> None:
    step.oblige(relations[-1], bound([name], (REAL,)), relations[:-1])


def dimension(place: int) -> Callable[..., Term]:
    def filled(step: Step, term: Term) -> Term:
        sizes = [*step.setting.sort(term)[2:], ()][0]
        if place >= len(sizes):
            raise refuse("an object with dimensions", term)
        return sizes[place]  # type: ignore[no-any-return]

    return filled


FILLED = {
    "at": schemas.FILLED["at"], "slope": schemas.FILLED["slope"], "rows": dimension(0), "columns": dimension(1),
    "inputs": dimension(0), "outputs": dimension(1),
}  # fmt: skip
FORMS: dict[str, Callable[..., None]] = {
    "surely": Step.surely, "absent": schemas.absent, "constant": constant, "cut": over(POSITIVE, COUNT),
    "term": over(INDEX, REAL), "entire": defined(INDEX, REAL), "everywhere": defined(REAL, REAL),
    "inner": inner, "differentiable": differentiable, "count": over(COUNT),
    "whole": at_least, "forall": forall,
}  # fmt: skip


def conclude(rule: str, step: Step) -> Term:
    one_of(rule, *SCHEMAS)
    step.unwrap()
    return step.wrapped(schemas.apply(rule, step, (TEXTS, SCHEMAS, FILLED, FORMS)))
