"""Bumps: support and slope of a profile, sums of bumps at separated, random and projected points, parameters."""

BUMPS: dict[str, tuple[str, str, str]] = {
    # --- bumps: f(u) = sum of y_i g(|u - x_i|), with a profile g on [0, oo); norms are Euclidean, |y_i| <= 1
    "cutoff-support": ("", "", "supported(cutoff(r, t, X), r)"),
    "cutoff-height": ("", "-r < u; u < r", "height(cutoff(r, t, X), u) == at(X, t, u)"),
    "wider": ("supported(g, r)", "r <= R", "supported(g, R)"),
    "mollifier": ("", "c > 0", "endless(cutoff(r, t, exp(c - c/(1 - (t/r)**2))))"),
    "cutoff-cap": ("", "0 <= b; inner(r, t, abs(X) <= b)", "capped(cutoff(r, t, X), b)"),
    # By the mean value theorem up to r, where X tends to 0.
    "cutoff-slope": ("",
        "r > 0; differentiable(r, t, X); inner(r, t, abs(slope(X, t)) <= u); inner(r, t, abs(X) <= u*(r - t))",
        "gradual(cutoff(r, t, X), u)"),
    "slope-at": ("gradual(cutoff(r, t, X), u)", "0 <= c; c < r; differentiable(r, t, X)",
        "abs(at(slope(X, t), t, c)) <= u"),
    "slope-mean": ("supported(g, r); height(g, 0) == a; gradual(g, u)", "", "abs(a)/r <= u"),  # between 0 and r
    "gradual-scale": ("gradual(g, u)", "c > 0; u <= c*K", "gradual(scaled(g, c), K)"),
    "steepest": ("gradual(g, u)", "", "steepest(g) <= u"),
    "steepest-attained": ("gradual(g, u)", "", "gradual(g, steepest(g))"),
    "compact": ("supported(g, r); endless(g)", "", "gradual(g, steepest(g))"),  # a continuous g' is bounded on [0, r]
    # --- how often u -> g(|u|) is differentiable on R^d near the points with |u| = c: as often as g near c, if c > 0
    "regular-lipschitz": ("gradual(g, u)", "", "regular(g, c, 0)"),
    "regular-endless": ("endless(g)", "c > 0", "regular(g, c, k)"),
    # An even analytic X is a power series in t^2 near 0.
    "even": ("", "differentiable(r, t, X); inner(r, t, at(X, t, -t) == X)", "regular(cutoff(r, t, X), 0, k)"),
    "integral": ("gradual(cutoff(r, t, X), u)", "differentiable(r, t, X); inner(r, t, slope(X, t) == Y)",
        "integrates(cutoff(r, t, X), cutoff(r, t, Y))"),
    # If either side has continuous derivatives near c, then g' = h there: g is absolutely continuous, and h, which is
    # continuous from the right, equals the continuous g' off finitely many points, so everywhere.
    "regular-integral": ("integrates(g, h); regular(h, c, k)", "c > 0; j == k + 1", "regular(g, c, j)"),
    "creased-integral": ("integrates(g, h); creased(h, c, k)", "c > 0; j == k + 1", "creased(g, c, j)"),
    # X is continuous up to r, being defined there for the variable t: 0**(r - t) is 0 below r, but 1 at r.
    "creased-edge": ("", "0 < r; differentiable(r, t, X); at(X, t, r) != 0; forall(t, t >= 0, t <= r, X == X)",
        "creased(cutoff(r, t, X), r, 0)"),
    # At 0 the slopes on a line through 0 are those of X and their opposites.
    "creased-tip": ("", "r > 0; differentiable(r, t, X); at(slope(X, t), t, 0) != 0", "creased(cutoff(r, t, X), 0, 1)"),
    "bumps": ("separated(x, s); supported(g, r); height(g, 0) == 1", "r <= s", "interpolates(bumps(x, y, g), x, y)"),
    # Balls of radius r do not meet; between points of two of them, |f(u)| <= C (r - |u - x_i|) in each.
    "disjoint": ("supported(g, r); gradual(g, C)", "2*r <= s", "spread(g, s, C)"),
    # Let k centres have distances t_i < r from u.  The sum of |x_i - x_j|^2 over pairs is at most k times that of the
    # t_i^2, so that k (k - 1) s^2/2 <= k (k r^2): k <= 1/(1 - 2 r^2/s^2) summands have slopes, each at most C.
    "overlaps": ("supported(g, r); gradual(g, C)", "s > 0; 2*r**2 < s**2", "spread(g, s, C/(1 - 2*r**2/s**2))"),
    # Let q = s/sqrt(2).  Over those with t_i < q, the sum of q^2 - t_i^2 is at most k q^2 - (k - 1) q^2, so that of
    # q - t_i at most q; and |g'(t_i)| <= bend(g) (q - t_i).  Along a segment f is absolutely continuous.
    "edge": ("supported(g, r); endless(g)", "s > 0; 2*r**2 <= s**2", "spread(g, s, bend(g)*s/sqrt(2))"),
    "uniform": ("spread(g, s, C)", "", "uniform(g, s)"),
    "member": ("spread(g, s, C); separated(x, a); bounded(y, b)", "s <= a; b <= 1", "lipschitz(bumps(x, y, g), C)"),
    "spread-scale": ("spread(g, s, C)", "c > 0", "spread(scaled(g, c), c*s, C/c)"),
    # Points (s/sqrt(2)) e_i of R^m, i = 1, ..., m, have the distances s.  Labels 1; compare 0 with x_1.
    "star": ("supported(g, s); height(g, 0) == a; height(g, s/sqrt(2)) == b", "",
        "climbs(g, s, m, abs(m*b - a)*sqrt(2)/s)"),
    # The same points; compare 0, at s/sqrt(2) from all of them, with their centroid, at s sqrt((m - 1)/(2 m)).
    "centroid": ("", "2*r**2 <= s**2; count(m, s*sqrt((m - 1)/(2*m)) < r)",
        "climbs(cutoff(r, t, X), s, m, m*sqrt(2*m)*abs(at(X, t, s*sqrt((m - 1)/(2*m))))/s)"),
    "grow": ("climbs(g, s, m, q)", "a > 0; e > 0; absent(b, m); count(m, a*m**e - b <= q)", "steep(g, s)"),
    # --- bumps of radius 1 at independent uniform points of the sphere, |x_i| = 1
    # Let <x_i, x_j> <= w = 1 - s^2/2 for i != j.  If K points are within 1 - h of r u, |u| = 1, then <u, x_i> is at
    # least (r^2 + 2 h - h^2)/(2 r) >= sqrt(2 h - h^2) >= sqrt(h) for these, and its sum is at most sqrt(K + K^2 w), so
    # that K (h - w) <= 1.  So the K-th nearest point has h <= 2 w or h <= 2/K, and the sum of |g'| over all points is
    # at most n contact(g, k) (2 w)^k + 4 contact(g, 2).  Along a segment f is absolutely continuous.
    "sparse": ("supported(g, 1); endless(g); crowded(n, d, s) <= p",
        "0 <= s; s**2 <= 2; k >= 0; 4*contact(g, 2) + n*contact(g, k)*(2 - s**2)**k <= C", "rough(g, n, d, C) <= p"),
    # Labels 1: f(0) = 0, and f(r u) is at least k times the sum of (2 r <u, x_i> - r^2)_+^p.  The mean of that over all
    # u with |u| = 1 is at least n (r a - r^2)^p (Jensen), where a = E |u_1| = Gamma(d/2)/(sqrt(pi) Gamma((d + 1)/2)) is
    # at least b = sqrt(2/(pi d)) (Gautschi 1959, DLMF 5.6.4).  Take r = c b; r -> 0 for c = 0.
    "crowd": ("", "0 <= c; c <= 1; k >= 0; p >= 1; inner(1, t, k*(1 - t**2)**p <= X)",
        "jams(cutoff(1, t, X), n, d, k*n*c**(p - 1)*(1 - c)**p*(2/(pi*d))**(p - 1/2))"),
    "jam": ("jams(g, n, d, q)", "whole(a, 1); whole(b, 2); C < at(at(q, n, a), d, b)", "rough(g, a, b, C) == 1"),
    "wild": ("jams(g, n, d, q)", "a > 0; e > 0; absent(b, d); whole(m, 1); count(d, a*d**e - b <= at(q, n, d**m))",
        "wild(g, m)"),
    # n and d stand for all whole numbers, so that the premise bounds the largest of the probabilities.
    "tame": ("rough(g, n, d, B) <= p",
        "general(n, 1, d, g, m, a, C); general(d, 2, n, g, m, a, C); under(n <= d**m, a <= d, B <= C);"
        "under(n <= d**m, a <= d, p <= a/d)", "tame(g, m)"),
    # --- bumps at projected points P x_i with g(./s), s = sqrt(t dt/d); for d = dt + 1 they are any points
    "projected": ("uniform(g, 1)", "", "projected(g, t)"),
    "unprojected": ("steep(g, 1)", "t > 0", "unprojected(g, t)"),
    "projection": ("projection(P)", "", "lipschitz(linear(P), 1)"),
    "compose-lipschitz": ("lipschitz(f, K); lipschitz(h, L)", "", "lipschitz(compose(f, h), K*L)"),
    "lipschitz": ("lipschitz(f, K)", "surely(K <= L)", "lipschitz(f, L)"),
    # --- parameters: centres and labels; their distance is gap(x, y, z, w)
    "parameters": ("", "", "parameters(x, y) == rows(x)*columns(x) + rows(x)"),
    "diameter": ("inside(x, r); inside(z, r); bounded(y, b); bounded(w, b)", "",
        "gap(x, y, z, w) <= 2*sqrt(rows(x)*(r**2 + b**2))"),
    # y g(s) - w g(t) = (y - w) g(s) + w (g(s) - g(t)); then Cauchy and Schwarz, twice.
    "parametrisation": ("gradual(g, u); capped(g, 1); bounded(w, 1)", "",
        "near(bumps(x, y, g), bumps(z, w, g), sqrt(rows(x)*(1 + u**2))*gap(x, y, z, w))"),
    # bumps(z, w, g) after the projection on k coordinates, centres z in the unit ball, labels w in [-1, 1]: if the
    # projections are separated, by disjoint, bumps, diameter and parametrisation.  Further parameters change nothing.
    "bump-class": ("supported(g, r); height(g, 0) == 1; gradual(g, a); capped(g, 1)",
        "whole(n, 1); whole(d, 2); whole(k, 1); k <= d; whole(p, n*(k + 1)); 2*r <= s;2*sqrt(2*n) <= W;"
        " sqrt(n*(1 + a**2)) <= J; 0 <= u; a <= L", "fitted_smoothly(n, d, p, W, J, u, L) >= 1 - cramped(n, d, k, s)"),
}  # fmt: skip
