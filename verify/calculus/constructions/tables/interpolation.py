"""What interpolation needs: determinants and ranks, images of measure zero, curves that fill a square."""

INTERPOLATION: dict[str, tuple[str, str, str]] = {
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
    "series": ("", "entire(k, t, e); term(k, t, abs(e) <= m); term(k, t, at(m, k, k + 1) <= r*m); r < 1",
        "continuous(path(t, series(k, e)))"),
    "compose": ("continuous(path(t, X))", "everywhere(t, z, e)", "continuous(path(t, at(e, z, X)))"),
    "pair": ("continuous(f); continuous(g)", "", "continuous(pair(f, g))"),
    # --- curves onto a square (Schoenberg 1938)
    # Let x = sum c_2k 2^(-k-1), y = sum c_(2k+1) 2^(-k-1) with digits 0 and 1, and t = 2 sum c_j 3^(-j-1).  Then 3^j t
    # is an even number plus 2 c_j/3 plus a tail in [0, s], so that fold(3^j t) is in [0, s] or in [2/3, 2/3 + s].
    "digits": ("", "2/3**2/(1 - 1/3) <= s; constant(e, u, 0, s, 0); constant(e, u, 2/3, 2/3 + s, 1)",
        "covers(pair(path(t, series(k, 2**(-k - 1)*at(e, u, fold(3**(2*k)*t)))), path(t, series(k, "
        "2**(-k - 1)*at(e, u, fold(3**(2*k + 1)*t))))), 0, 1)"),
    "scale": ("covers(pair(path(t, X), path(t, Y)), a, b)", "u >= 0; u*a + v <= c; d <= u*b + v",
        "covers(pair(path(t, u*X + v), path(t, u*Y + v)), c, d)"),
}  # fmt: skip
