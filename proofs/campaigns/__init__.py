"""Campaigns against Theorem 3: function classes whose least Lipschitz constant at a training error can be computed.

One file a class: each draws instances of the theorem's hypotheses, samples included, computes p, W and J from the class
itself, and finds an explicit function with rational parameters: its training error is exact, and so is its Lipschitz
constant or a bound on it from above.  ``fitted`` makes experiments of them, which the entry points of this package name
(``verify.search.registry``).  docs/counterexamples.md has what they show.
"""
