"""Function classes whose least Lipschitz constant at a given training error can be computed, one file a class.

Each file draws instances of Theorem 3's hypotheses, samples included, computes p, W and J from the class itself, and
finds an explicit function with rational parameters: its training error is exact, and so is its Lipschitz constant or a
bound on it from above.  docs/counterexamples.md has what they show.
"""
