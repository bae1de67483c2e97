"""Random terms as Hypothesis draws them: well formed as tuples, not always as the parser would write them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from verify.kernel.terms import FUNCTIONS, Term, num

NAMES = ("x", "y", "z")
OPERATORS = ("<=", "<", ">=", ">", "==", "!=")
ELEMENTARY = ("exp", "log", "sqrt", "abs", "min", "max", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh")


def numbers(size: int = 40) -> SearchStrategy[Fraction]:
    """Rational numbers, small ones and zero often."""
    fractions = st.builds(Fraction, st.integers(-size, size), st.integers(1, size))
    return st.one_of(st.integers(-3, 3).map(Fraction), fractions)


def leaves(names: Sequence[str], constants: bool = False) -> SearchStrategy[Term]:
    every = [st.sampled_from(names).map(lambda name: ("var", name)), numbers().map(num)]
    if constants:
        every.append(st.sampled_from(["pi", "E"]).map(lambda name: ("const", name)))
    return st.one_of(*every)


def _grown(inner: SearchStrategy[Term], functions: Sequence[str], powers: SearchStrategy[Term]) -> SearchStrategy[Term]:
    parts = st.lists(inner, min_size=2, max_size=4).map(tuple)
    factors = st.tuples(inner, st.lists(st.one_of(inner, inner.map(lambda t: ("inv", t))), min_size=1, max_size=3))
    every = [
        parts.map(lambda p: ("add", p)),
        factors.map(lambda p: ("mul", (p[0], *p[1]))),
        inner.map(lambda t: ("neg", t)),
        st.tuples(inner, powers).map(lambda p: ("pow", *p)),
    ]
    if functions:
        every.append(
            st.sampled_from(functions).flatmap(
                lambda f: st.tuples(*[inner] * FUNCTIONS[f]).map(lambda arguments: ("call", f, arguments))
            )
        )
    return st.one_of(*every)


def terms(leaf_count: int = 8, functions: Sequence[str] = tuple(FUNCTIONS)) -> SearchStrategy[Term]:
    """Any term that the grammar allows, with powers of every kind."""
    leaf = leaves(NAMES, constants=True)
    return st.recursive(leaf, lambda inner: _grown(inner, functions, inner), max_leaves=leaf_count)


def rational_terms(leaf_count: int = 8, names: Sequence[str] = NAMES) -> SearchStrategy[Term]:
    """Terms built with + - * / and integer powers from -2 to 3."""
    powers = st.integers(-2, 3).map(num)
    return st.recursive(leaves(names), lambda inner: _grown(inner, (), powers), max_leaves=leaf_count)


def elementary_terms(
    leaf_count: int = 6, names: Sequence[str] = NAMES, functions: Sequence[str] = ELEMENTARY
) -> SearchStrategy[Term]:
    """Terms with elementary functions, and powers with small rational exponents."""
    powers = st.one_of(st.integers(-2, 3), st.sampled_from([Fraction(1, 2), Fraction(-1, 2), Fraction(2, 3)])).map(num)
    return st.recursive(
        leaves(names, constants=True), lambda inner: _grown(inner, functions, powers), max_leaves=leaf_count
    )


def points(names: Sequence[str] = NAMES, size: int = 12) -> SearchStrategy[dict[str, Fraction]]:
    return st.fixed_dictionaries({name: numbers(size) for name in names})
