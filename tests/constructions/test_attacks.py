"""What the language refuses, and statements that are false or mean nothing: none of them is proved."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.constructions.steps import COUNT, REAL, made
from verify.calculus.constructions.setting import setting
from verify.decide import decide_claim
from verify.kernel.errors import Malformed, Rejected
from verify.objects.judgements import parse
from verify.statement import ClaimError, construction
from verify.steps import step

# --- statements that mean nothing

MEANINGLESS = {
    "an object like a scalar": (["var n in integer [1, oo)"], ["matrix(n, n, n)"], "det(n) == 0", "no other meaning"),
    "two objects of one name": ([], ["vector(v, 2)", "vector(v, 3)"], "norm(v) >= 0", "no other meaning"),
    "a name of the kernel": ([], ["vector(q0_, 2)"], "norm(q0_) >= 0", "no other meaning"),
    "a scalar of the kernel": (["var q0_ in (-oo, oo)"], [], "q0_ == q0_", "do not end in _"),
    "an object of no kind": ([], ["family(X, 2)"], "0 == 0", "one of vector, matrix"),
    "a kind without dimensions": ([], ["vector(v)"], "norm(v) >= 0", "with its dimensions"),
    "a kind with too many": ([], ["vector(v, 2, 2)"], "norm(v) >= 0", "with its dimensions"),
    "a dimension that is an object": ([], ["vector(v, 2)", "vector(w, v)"], "norm(w) >= 0", "over the scalar variables"),
    "a dimension that depends on an object": ([], ["vector(v, 2)", "vector(w, norm(v))"], "norm(w) >= 0", "over the scalar variables"),
    "a name that is not declared": ([], ["vector(v, n)"], "norm(v) >= 0", "over the scalar variables"),
    "a judgement of another language": ([], ["vector(v, 2)"], "independent(v)", "one of distinct"),
    "a judgement that is a term": ([], ["matrix(A, 2, 2)"], "det(A)", "one of distinct"),
    "a term that is a judgement": ([], ["matrix(A, 2, 2)"], "invertible(A) == 1", "one of path"),
    "an object for a number": ([], ["matrix(A, 2, 2)"], "A == A", "a relation between numbers"),
    "an object in a sum": ([], ["vector(v, 2)"], "norm(v) + v >= 0", "numbers in numbers"),
    "a relation in a number": ([], ["vector(v, 2)"], "abs(norm(v) <= 1) == 1", "not a term"),
    "a number for an object": ([], ["vector(v, 2)"], "missed(3, v)", "of map"),
    "a vector for a matrix": ([], ["vector(v, 2)"], "invertible(v)", "of matrix"),
    "points for a matrix": ([], ["points(x, 2, 2)"], "det(x) == 0", "of matrix"),
    "a matrix that is not square": ([], ["matrix(A, 2, 3)"], "det(A) == 0", "of matrix(n, n)"),
    "sizes that are not the same": (["var n in integer [1, oo)", "var p in integer [1, oo)"], ["matrix(A, n, p)"], "invertible(A)", "of matrix(n, n)"),
    "another number of rows": ([], ["matrix(A, 2, 3)", "vector(v, 3)"], "orthogonal(v, A)", "of vector(n); matrix(n, p)"),
    "functions of other points": ([], ["map(f, 2, 3)", "points(x, 4, 1)"], "norm(normal(values(f, x))) <= 1", "of map(d, p); points(n, d)"),
    "differences in the plane": ([], ["points(x, 3, 2)"], "differences(x) != 0", "of points(n, 1)"),
    "monomials of no dimension": (["var k in integer [1, oo)"], ["points(x, 3, 1)"], "monic(monomials(k))", "a dimension of a declared object"),
    "monomials of half a dimension": ([], ["points(x, 3, 1)"], "monic(monomials(5/2))", "a dimension of a declared object"),
    "no monomials": ([], ["points(x, 3, 1)"], "monic(monomials(0))", "a dimension of a declared object"),
    "a map of pairs of different inputs": ([], ["map(f, 1, 1)", "map(g, 2, 1)"], "continuous(pair(f, g))", "of map(p, m); map(p, n)"),
    "a bound scalar": (["var t in (-oo, oo)"], [], "continuous(path(t, t))", "no other meaning"),
    "a bound object": ([], ["vector(t, 2)"], "continuous(path(t, 0))", "no other meaning"),
    "a name bound twice": ([], [], "continuous(path(t, series(t, t)))", "no other meaning"),
    "one name for two": ([], ["map(f, 1, 1)"], "volume(f, K, K, K)", "no other meaning"),
    "a bound number": ([], [], "continuous(path(3, 3))", "no other meaning"),
    "a bound name of the kernel": ([], [], "continuous(path(t_, t_))", "no other meaning"),
    "a bound name before its scope": ([], [], "covers(path(t, t), t, 1)", "unbound name 't'"),
    "a bound name outside": ([], ["map(f, 1, 1)"], "covered(pair(f, path(s, K)), K, N, N, 1)", "over declared names"),
    "too few arguments": ([], ["map(f, 1, 1)"], "misses(f, 1)", "with its arguments"),
    "too many arguments": ([], ["map(f, 1, 1)"], "continuous(f, 1)", "with its arguments"),
    "a condition": ([], ["map(f, 1, 1)"], "when(0 <= 1, continuous(f))", "one of distinct"),
    "a derivation's condition": ([], ["map(f, 1, 1)"], "given(f, continuous(f))", "one of distinct"),
}  # fmt: skip


@pytest.mark.parametrize("what", MEANINGLESS)
def test_a_statement_without_meaning(what: str) -> None:
    variables, declare, conclude, fragment = MEANINGLESS[what]
    rows = ["construction", *variables, *(f"declare {line}" for line in declare), f"conclude {conclude}"]
    with pytest.raises((Rejected, Malformed)) as caught:
        setting(parse("\n".join(rows)))
    assert fragment in str(caught.value)


def test_a_statement_with_meaning() -> None:
    rows = ["construction", "var n in integer [1, oo)", "declare map(f, n, 2)", "declare points(x, n + 1, 1*n)"]
    there = setting(parse("\n".join([*rows, "conclude norm(normal(values(f, x))) <= 1"])))
    assert there.sorts["x"] == ("call", "points", ((("add", (("var", "n"), ("num", 1)))), ("var", "n")))


# --- sizes that are no whole numbers >= 1; the steps would prove the claim

SIZES = {
    "a real number": {"n": "[1, oo)", "p": COUNT},
    "p = 0 is possible": {"n": COUNT, "p": "integer [0, oo)"},
    "n = 0 is possible": {"n": "integer [0, oo)", "p": COUNT},
}
SHAPES = {"n/p": "not whole", "n/n": "1", "p/2": "not whole", "n - 1": "perhaps 0", "sqrt(n**2)": "not a polynomial"}


@pytest.mark.parametrize("what", SIZES)
def test_sizes_are_whole(what: str) -> None:
    def claim(vars: Mapping[str, str]) -> Any:
        steps = [step("a", "normal", A="A")]
        conclude = "orthogonal(normal(A), A)"
        return construction("C", vars=vars, declare=["matrix(A, n, p)"], conclude=conclude, steps=steps)

    assert decide_claim(claim({"n": COUNT, "p": COUNT})).status == "proved"
    assert decide_claim(claim(SIZES[what])).status == "undecided"


@pytest.mark.parametrize("size", SHAPES)
def test_dimensions_are_polynomials_that_are_whole(size: str) -> None:
    """n/n is 1 where it is defined: with n = 0 among its values it is no dimension."""
    steps = [step("a", "normal", A="A")]

    def status(domain: str) -> str:
        claim = construction(
            "C",
            vars={"n": domain, "p": COUNT},
            declare=[f"matrix(A, {size}, p)"],
            conclude="orthogonal(normal(A), A)",
            steps=steps,
        )
        return decide_claim(claim).status

    assert status("integer [0, oo)") == "undecided"
    assert status("integer [2, oo)") == ("proved" if size in ("n/n", "n - 1") else "undecided")


# --- steps that would conclude what is false: captured names, conditions that hide, wrong sorts

PEANO = {"s": "1/3", "u": "u", "e": "min(1, max(0, 3*u - 1))", "k": "k", "t": "t"}
SQUARE = "covers(pair(path(t, 0), path(t, 0)), 0, 1)"
STEPS: dict[str, tuple[str, Sequence[str], Sequence[str], Mapping[str, str], str]] = {
    "an index that is the variable": ("digits", [], [], PEANO | {"k": "t"}, "no other meaning"),
    "an index that is a number": ("digits", [], [], PEANO | {"k": "3"}, "no other meaning"),
    "an argument that is a number": ("digits", [], [], PEANO | {"u": "1/2"}, "names for bound variables"),
    "a ramp with the variable": ("digits", [], [], PEANO | {"e": "min(1, max(0, 3*u - 1)) + 0*t"}, "over declared names"),
    "a ramp that hides the variable": ("digits", [], [], PEANO | {"e": "min(1, max(0, 3*u - 1)) + 0*fold(t)"}, "over declared names"),
    "a shift by the variable": ("scale", [], [SQUARE], {"u": "1", "v": "t", "c": "0", "d": "1"}, "over declared names"),
    "a shift that hides the variable": ("scale", [], [SQUARE], {"u": "1", "v": "fold(t)", "c": "1", "d": "1"}, "over declared names"),
    "a factor that hides the variable": ("scale", [], [SQUARE], {"u": "fold(t)", "v": "0", "c": "0", "d": "0"}, "over declared names"),
    "a ratio with the index": ("series", [], [], {"t": "t", "k": "k", "e": "2**(-k)", "m": "2**(-k)", "r": "k"}, "over declared names"),
    "a ratio that hides the index": ("series", [], [], {"t": "t", "k": "k", "e": "2**(-k)", "m": "2**(-k)", "r": "fold(k)/2"}, "over declared names"),
    "summands with another name": ("series", [], [], {"t": "t", "k": "k", "e": "z*2**(-k)", "m": "2**(-k)", "r": "1/2"}, "over declared names"),
    "an index for the variable": ("series", [], [], {"t": "k", "k": "k", "e": "2**(-k)", "m": "2**(-k)", "r": "1/2"}, "no other meaning"),
    "summands that depend on objects": ("series", ["vector(v, 2)"], [], {"t": "t", "k": "k", "e": "norm(v)*2**(-k)", "m": "2**(-k)", "r": "1/2"}, "functions of numbers"),
    "a function with another name": ("compose", [], ["continuous(path(t, t))"], {"z": "z", "e": "z + k"}, "over declared names"),
    "a function of a sum": ("compose", [], ["continuous(path(t, t))"], {"z": "z", "e": "series(j, z)"}, "functions of numbers"),
    "an exponent with N": ("vanish", ["map(f, 1, 1)"], ["volume(f, K, N, K)"], {"v": "K", "r": "N"}, "over declared names"),
    "an exponent that hides N": ("vanish", ["map(f, 1, 1)"], ["volume(f, K, N, K)"], {"v": "K", "r": "fold(N) + 1"}, "over declared names"),
    "a bound that hides N": ("vanish", ["map(f, 1, 1)"], ["volume(f, K, N, K)"], {"v": "K + fold(N)", "r": "1"}, "a term without N"),
    "one name for radius and number": ("cover", ["map(f, 1, 1)"], ["locally_lipschitz(f)"], {"K": "K", "N": "K"}, "no other meaning"),
    "an object for a number": ("cover", ["map(f, 1, 1)"], ["locally_lipschitz(f)"], {"K": "f", "N": "N"}, "no other meaning"),
    "the size of a number": ("normal-length", [], [], {"A": "3"}, "an object with dimensions"),
    "the columns of a vector": ("normal-length", ["vector(v, 3)"], [], {"A": "v"}, "an object with dimensions"),
    "the rows of a map": ("normal-length", ["map(f, 2, 1)"], [], {"A": "f"}, "of matrix"),
    "a fact that is no relation": ("follows", [], [], {"R": "continuous(path(t, t))"}, "a relation"),
    "a premise that is no relation": ("follows", ["map(f, 1, 1)"], ["continuous(f)"], {"R": "0 == 0"}, "a relation"),
    "a premise too many": ("normal", ["matrix(A, 2, 1)"], ["orthogonal(normal(A), A)"], {"A": "A"}, "no further premises"),
    "another premise": ("union", ["map(f, 1, 1)"], ["volume(f, K, N, 1)"], {}, "premises volume"),
    "a sum that is not affine": ("scale", [], ["covers(pair(path(t, 0), path(s, 0)), 0, 1)"], {"u": "1", "v": "0", "c": "0", "d": "1"}, "premises covers"),
    "newton of points in the plane": ("newton", ["points(x, 3, 2)"], [], {"x": "x"}, "of points(n, 1)"),
    "bases of different lengths": ("change-of-basis", ["points(x, 3, 1)", "map(f, 1, 2)"], ["monic(newton(x))", "monic(f)"], {"x": "x"}, "of matrix(n, n)"),
    "an undeclared object": ("normal", [], [], {"A": "B"}, "over declared names"),
    "a parameter that is missing": ("cube", ["map(f, 1, 1)"], ["null(f)"], {"a": "0"}, "a parameter b"),
}  # fmt: skip


@pytest.mark.parametrize("what", STEPS)
def test_a_step_is_refused(what: str) -> None:
    rule, declare, premises, parameters, fragment = STEPS[what]
    with pytest.raises((Rejected, Malformed)) as caught:
        made(rule, declare, premises, **parameters)
    assert fragment in str(caught.value)


# --- steps whose obligations are false: the reason that is given

UNPROVABLE: dict[str, tuple[str, Sequence[str], str, Mapping[str, str], str]] = {
    "a quotient that is not defined at 0": ("series", [], "continuous(path(t, series(k, 2**(-k)/t)))", {"t": "t", "k": "k", "e": "2**(-k)/t", "m": "2**(-k)", "r": "1/2"}, "defined"),
    "a power of a negative base": ("series", [], "continuous(path(t, series(k, t**k)))", {"t": "t", "k": "k", "e": "t**k", "m": "2**(-k)", "r": "1/2"}, "defined"),
    "the harmonic series": ("series", [], "continuous(path(t, series(k, 1/(k + 1))))", {"t": "t", "k": "k", "e": "1/(k + 1)", "m": "1/(k + 1)", "r": "99/100"}, "fails"),
    "a logarithm of all numbers": ("compose", ["continuous(path(t, t))"], "continuous(path(t, log(t)))", {"z": "z", "e": "log(z)"}, "defined"),
    "a quotient by fold": ("compose", ["continuous(path(t, t))"], "continuous(path(t, 1/fold(t)))", {"z": "z", "e": "1/fold(z)"}, "defined"),
    "a ramp that is too flat": ("digits", [], "covers(pair(path(t, series(k, 2**(-k - 1)*min(1, max(0, 2*fold(3**(2*k)*t) - 1)))), path(t, series(k, 2**(-k - 1)*min(1, max(0, 2*fold(3**(2*k + 1)*t) - 1))))), 0, 1)", PEANO | {"e": "min(1, max(0, 2*u - 1))"}, "fails"),
    "a ramp that is too early": ("digits", [], "covers(pair(path(t, series(k, 2**(-k - 1)*min(1, max(0, 4*fold(3**(2*k)*t) - 1)))), path(t, series(k, 2**(-k - 1)*min(1, max(0, 4*fold(3**(2*k + 1)*t) - 1))))), 0, 1)", PEANO | {"e": "min(1, max(0, 4*u - 1))"}, "fails"),
    "a tail that is too short": ("digits", [], "covers(pair(path(t, series(k, 2**(-k - 1)*min(1, max(0, 3*fold(3**(2*k)*t) - 1)))), path(t, series(k, 2**(-k - 1)*min(1, max(0, 3*fold(3**(2*k + 1)*t) - 1))))), 0, 1)", PEANO | {"s": "1/4"}, "fails"),
    "a cube without interior": ("cube", ["null(path(t, 0))"], "misses(path(t, 0), 0, 0)", {"a": "0", "b": "0"}, "fails"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNPROVABLE)
def test_an_obligation_is_not_met(what: str) -> None:
    rule, assume, conclude, parameters, fragment = UNPROVABLE[what]
    steps = [step("s", rule, *assume, **parameters)]
    verdict = decide_claim(construction("C", vars={}, declare=[], assume=assume, conclude=conclude, steps=steps))
    assert verdict.status == "undecided"
    assert verdict.message.startswith("step s")
    assert fragment in verdict.message


# --- n = 1 and other ends of what is allowed


def test_one_point() -> None:
    """A system of one equation: the determinant is 1, an empty product."""
    plan = [
        step("a", "monomials", n="1"), step("b", "newton", x="x"), step("c", "change-of-basis", "a", "b", x="x"),
        step("d", "newton-triangular", x="x"), step("e", "triangular", "d"), step("f", "newton-diagonal", x="x"),
        step("g", "follows", "c", "e", "f", R="det(values(monomials(1), x)) == differences(x)"),
    ]  # fmt: skip
    conclude = "det(values(monomials(1), x)) == differences(x)"
    claim = construction("C", vars={}, declare=["points(x, 1, 1)"], conclude=conclude, steps=plan)
    assert decide_claim(claim).status == "proved"


def test_names_are_not_captured_by_scalars() -> None:
    """A scalar variable may not be called like a bound one; called otherwise it is a constant of the function."""
    plan = [step("s", "compose", "continuous(path(t, t))", z="z", e="c*z")]
    assume = ["continuous(path(t, t))"]

    def status(name: str) -> str:
        steps = [{**plan[0], "with": {"z": "z", "e": f"{name}*z"}}]
        conclude = f"continuous(path(t, {name}*t))"
        return decide_claim(
            construction("C", vars={name: REAL}, declare=[], assume=assume, conclude=conclude, steps=steps)
        ).status

    assert status("c") == "proved"
    assert status("t") == "undecided"
    assert status("z") == "undecided"


def test_claims_that_cannot_be_read() -> None:
    with pytest.raises(ClaimError, match="unbound name 'g'"):
        construction("C", vars={}, declare=["map(f, 1, 1)"], conclude="continuous(g)", steps=[])
