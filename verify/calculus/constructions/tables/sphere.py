"""Random points of the sphere: their distances and projections, and the special functions of these laws."""

SPHERE: dict[str, tuple[str, str, str]] = {
    # --- special functions
    # w = 1 - u^2 in the integral that defines the incomplete beta function (DLMF 8.17.1, 8.17.2).
    "substitution": ("", "0 <= c; c <= 1; y == 1 - c**2", "share(c, u, (1 - u**2)**(a - 1)) == beta(a, 1/2, y)/2"),
    # q = wallis^2 has q(t + 1) (t + 1/2)^2 = q(t) (t + 1)^2 and q(t)/t -> 1 (DLMF 5.5.1, 5.11.12), so that q/u is at
    # most its limit along c, c + 1, ..., which is at most 1; and the other way round.
    "wallis-above": ("",
        "c >= l; forall(t, t >= l, t <= u); forall(t, t >= l, at(u, t, t + 1)*(t + 1/2)**2 <= u*(t + 1)**2)",
        "wallis(c) <= sqrt(at(u, t, c))"),
    "wallis-below": ("", "c >= 0; c >= l; forall(t, t >= l, u <= t + 1);"
        "forall(t, t >= l, u*(t + 1)**2 <= at(u, t, t + 1)*(t + 1/2)**2)", "wallis(c) >= sqrt(at(u, t, c))"),
    # R(t) = beta(t, 1/2, x) wallis(t)/(x^t sqrt((1 - x)/pi)) is 1 + r(t) R(t + 1) with r(t) = x (t + 1/2)/(t + 1) < x
    # (DLMF 8.17.20), and 0 <= R <= 1/(1 - x): R - u <= r(t) ... r(t + k - 1) (R - u)(t + k) -> 0, and so for u - R.
    # For x >= 1 no u is above, since the sum of r(t) ... r(t + k - 1) over k diverges.
    "beta-above": ("wallis(c) >= w", "w > 0; 0 <= x; c >= l; forall(t, t >= l, 0 <= u);"
        "forall(t, t >= l, 1 + x*(t + 1/2)/(t + 1)*at(u, t, t + 1) <= u)",
        "beta(c, 1/2, x) <= at(u, t, c)*x**c*sqrt((1 - x)/pi)/w"),
    "beta-below": ("wallis(c) <= w", "0 <= x; c > 0; c >= l; forall(t, t >= l, u <= 1/(1 - x));"
        "forall(t, t >= l, u <= 1 + x*(t + 1/2)/(t + 1)*at(u, t, t + 1))",
        "beta(c, 1/2, x) >= at(u, t, c)*x**c*sqrt((1 - x)/pi)/w"),
    # The first convergents of Stieltjes' continued fraction, from above and from below (DLMF 5.10.1).
    "stirling-above": ("", "a > 0", "factorial(a) <= exp((a + 1/2)*log(a) - a + log(2*pi)/2 + 1/(12*a))"),
    "stirling-below": ("", "a > 0", "factorial(a) >= exp((a + 1/2)*log(a) - a + log(2*pi)/2 + 1/(12*a + 2/(5*a)))"),
    # DLMF 8.17.20: beta(a, b, x) is the sum of the last term at a, a + 1, ...; for b >= 1 each is at most
    # x (a + b)/(a + 1) times the one before.
    "beta-next": ("", "a > 0; 0 <= x; x <= 1",
        "beta(a, b, x) == beta(a + 1, b, x) + factorial(a + b - 1)/(factorial(a)*factorial(b - 1))*x**a*(1 - x)**b"),
    "beta-ratio": ("", "a > 0; b >= 1", "beta(a + 1, b, x) <= x*(a + b)/(a + 1)*beta(a, b, x)"),
    # --- independent uniform points x_1, ..., x_n of the sphere in R^d
    # <x_1, x_2> has a density proportional to (1 - u^2)^((d - 3)/2) (Fang, Kotz and Ng 1990, Section 2.5), and
    # |x_1 - x_2|^2 = 2 - 2 <x_1, x_2>.
    "sphere": ("", "whole(d, 2); 0 <= s; s <= 2", "close(d, s) == share(1 - s**2/2, u, (1 - u**2)**((d - 1)/2 - 1))"),
    "pairs": ("close(d, s) <= p", "whole(n, 1)", "crowded(n, d, s) <= n*(n - 1)/2*p"),
    # The N events of pairs are pairwise independent, S of them occur: (E S)^2 <= P(S > 0) E S^2 (Cauchy and Schwarz).
    "pairwise": ("close(d, s) >= p", "whole(n, 1); p >= 0",
        "crowded(n, d, s) >= n*(n - 1)/2*p/(1 + (n*(n - 1)/2 - 1)*p)"),
    # x_(i + 1) is close to none of i points with probability at least 1 - i p, whatever these are, and
    # (1 - i p)(1 - (n - 1 - i) p) >= 1 - (n - 1) p.
    "filling": ("close(d, s) <= p", "whole(n, 1); (n - 1)*p <= 1", "crowded(n, d, s) <= 1 - (1 - (n - 1)*p)**(n/2)"),
    # For z = x_1 - x_2 and the projection P, |P z|^2/|z|^2 has a beta law and is independent of |z| (Muirhead 1982,
    # Section 1.5): the law of z/|z| given |z| is uniform, by rotations.
    "projection-law": ("", "whole(k, 1); whole(d, 1); k == 2*a; d == k + 2*b; x < 1",
        "shrunk(d, k, x) == beta(a, b, x)"),
    "projection-independent": ("", "", "close_shrunk(d, k, s, x) == close(d, s)*shrunk(d, k, x)"),
    "projected-points": ("crowded(n, d, 1) <= e; shrunk(d, k, x) <= p", "whole(n, 1)",
        "cramped(n, d, k, sqrt(x)) <= e + n*(n - 1)/2*p"),
    # On the circle distance 1 is a sixth of the length: n spacings (Stevens 1939; Feller II, 1971, Section I.9).
    "circle": ("", "whole(n, 1)", "crowded(n, 2, 1) == 1 - max(0, 1 - n/6)**(n - 1)"),
    # --- Gaussian points: x_1 - x_2 is sqrt(2/d) times d standard coordinates y, and E exp(-r y^2) = (1 + 2 r)^(-1/2).
    "gaussian": ("", "s >= 0", "close_gaussian(d, s) == chi_square(d, d*s**2/2)"),
    "chi-square": ("", "r >= 0", "chi_square(d, c) <= exp(r*c)/(1 + 2*r)**(d/2)"),
    # P(X/(X + Y) <= x) <= E exp(r (x Y - (1 - x) X)) for gamma variables X, Y at the best r (Dasgupta and Gupta 2003).
    "beta-tail": ("", "a > 0; b > 0; 0 <= x; x <= a/(a + b)",
        "beta(a, b, x) <= (x*(a + b)/a)**a*((1 - x)*(a + b)/b)**b"),
}  # fmt: skip
