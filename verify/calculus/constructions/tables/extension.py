"""Lipschitz extension of labels at given points, explicit points, and labels at random points and in cells."""

EXTENSION: dict[str, tuple[str, str, str]] = {
    # --- extension (McShane 1934): a minimum of L-Lipschitz functions, y_j at x_j if no other is below
    "mcshane": ("", "L >= 0", "lipschitz(mcshane(x, y, L), L)"),
    "mcshane-interpolates": ("compatible(x, y, L)", "", "interpolates(mcshane(x, y, L), x, y)"),
    "data": ("interpolates(f, x, y); lipschitz(f, L)", "", "compatible(x, y, L)"),
    "ratio": ("compatible(x, y, L)", "L >= 0", "ratio(x, y) <= L"),
    "ratio-attained": ("distinct(x)", "", "compatible(x, y, ratio(x, y))"),
    # One more point (Kirszbraun 1934), labels in R^m.  At w = kirszbraun(x, y, L)(u) let |w - y_i|^2 - L^2 |u - x_i|^2
    # have the maximum t.  The gradients of those that attain it have 0 in their convex hull: w = sum c_i y_i, c_i >= 0,
    # sum c_i = 1, and t = sum c_i (|w - y_i|^2 - L^2 |u - x_i|^2)
    #   = sum c_i c_j (|y_i - y_j|^2 - L^2 |x_i - x_j|^2)/2 - L^2 |u - sum c_i x_i|^2 <= 0.
    "kirszbraun": ("contracts(x, y, L)", "L >= 0", "meets(kirszbraun(x, y, L), x, y, L)"),
    "meets": ("meets(f, x, y, L)", "", "contracts(x, y, L)"),  # f(x_j) = y_j; then u = x_j
    # --- explicit points, labels and projections
    "itself": ("", "1 <= L", "contracts(x, x, L)"),
    "apart": ("separated(x, s)", "s > 0", "distinct(x)"),
    "simplex": ("", "n <= d", "separated(simplex(n, d, s), s)"),
    "single": ("", "rows(x) <= 1", "separated(x, s)"),
    "single-label": ("", "rows(x) <= 1", "compatible(x, y, L)"),
    "simplex-inside": ("", "abs(s)/sqrt(2) <= r", "inside(simplex(n, d, s), r)"),
    "ones": ("", "1 <= b", "bounded(ones(n), b)"),
    "coordinates": ("", "p <= d", "projection(coordinates(p, d))"),
    # --- labels in [-1, 1] at independent uniform points of the sphere, and what fits them
    # Labels 1, -1 at a distance below s = 2/L have no L-Lipschitz interpolant; others have McShane's (1934).
    "extension": ("", "L > 0; L*s == 2", "unextendable(n, d, L) == crowded(n, d, s)"),
    # L-Lipschitz functions with values in [-1, 1] are a compact set on the sphere (Arzela and Ascoli): finitely many of
    # them come within sqrt(u) of each, an interpolant too.  Let w be as many points of a segment of length W in R^p.
    "any-class": ("", "whole(n, 1); whole(d, 2); whole(p, 1); W > 0; u > 0",
        "fitted(n, d, p, W, u, L) >= 1 - unextendable(n, d, L)"),
    # --- a sample that a class with few parameters fits too well
    # Labels z are fair signs, g = 0, x is uniform on m points of the distance s, m <= d, where d s^2 = 2 c log 2: no
    # L-Lipschitz f is off its mean by more than L s, and 2 exp(-d t^2/(2 c L^2)) >= 1 for t <= L s.  f_w is w_j at the
    # j-th point, |w_j| = u, and a sum of bumps of radius s/2: on R^d it is 2 u/s-Lipschitz, 2 u/s < B, and the maximum
    # of |w_j - v_j| is at most |w - v|.  For w_j with the sign of S_j the mean of (z - f)^2 is at most 1 - 2 u a + u^2.
    "cells": ("cells(n, m, a) >= e",
        "whole(k, 1); whole(d, 1); m <= d; u >= 0; u**2 + h <= 2*u*a; 2*u*sqrt(m) <= W; 1 <= J; B > 0;"
        "2*d*u**2 < c*log(2)*B**2; 0 <= q; q < e", "fragile(n, d, m, k, c, W, J, 1, h, q, B)"),
    # --- n independent fair signs, each in one of m cells: X = (sum of |S_j|)/n <= 1, so that E X <= a + P(X >= a).
    # |S_j| >= 1 if a cell has an odd number of signs, with probability (1 - (1 - 2/m)^n)/2; |S_1| >= S_1^2/n if m = 1.
    "cells-mean": ("", "whole(n, 1); whole(m, 1); a >= 0", "cells(n, m, a) >= m/(2*n)*(1 - exp(-2*n/m)) - a"),
}  # fmt: skip
