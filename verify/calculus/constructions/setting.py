"""What a construction declares, and which terms and judgements have a meaning there.

Objects have sorts: a kind and its dimensions, whole numbers >= 1, such as ``matrix(n, p)``.  A signature lists the
sorts of the arguments and, after ``->``, that of the result; the dimensions in it are bound by the arguments.  What a
term or a judgement means is said in ``docs/constructions.md``; every term has a value, for all objects.
"""

from dataclasses import dataclass, field

from verify.calculus.schemas import listed, match
from verify.calculus.step import put
from verify.kernel.atoms import Converter, quotient_text
from verify.kernel.parser import Domain, parse_domain, parse_term
from verify.kernel.terms import FUNCTIONS, Term, variables
from verify.objects.judgements import Judged, judgement
from verify.objects.setting import calls, refuse

# In signatures: ``real`` a real term, ``name`` a bound variable, whose scope are the arguments after it, ``size(n)`` a
# number that is a dimension of a declared object, or a numeral.
DECLARED = {"vector": 1, "matrix": 2, "points": 2, "map": 2}  # dimensions
TERMS = {
    # maps
    "path": "name; real -> map(1, 1)", "pair": "map(p, m); map(p, n) -> map(p, m + n)",
    "linear": "matrix(n, p) -> map(p, n)", "compose": "map(m, n); map(p, m) -> map(p, n)",
    "monomials": "size(n) -> map(1, n)", "newton": "points(n, 1) -> map(1, n)",
    "cutoff": "real; name; real -> map(1, 1)", "scaled": "map(1, 1); real -> map(1, 1)",
    "bumps": "points(n, d); vector(n); map(1, 1) -> map(d, 1)", "mcshane": "points(n, d); vector(n); real -> map(d, 1)",
    "kirszbraun": "points(n, d); points(n, m); real -> map(d, m)",
    # matrices, vectors and points
    "values": "map(d, p); points(n, d) -> matrix(n, p)", "normal": "matrix(n, p) -> vector(n)",
    "images": "map(d, p); points(n, d) -> points(n, p)", "coordinates": "size(p); size(d) -> matrix(p, d)",
    "simplex": "size(n); size(d); real -> points(n, d)", "ones": "size(n) -> vector(n)",
    # numbers
    "det": "matrix(n, n) -> real", "diagonal": "matrix(n, n) -> real", "differences": "points(n, 1) -> real",
    "norm": "vector(n) -> real", "fold": "real -> real", "series": "name; real -> real",
    "height": "map(1, 1); real -> real", "steepest": "map(1, 1) -> real", "bend": "map(1, 1) -> real",
    "parameters": "points(n, d); vector(n) -> real", "ratio": "points(n, d); vector(n) -> real",
    "gap": "points(n, d); vector(n); points(n, d); vector(n) -> real",
    # special functions and probabilities, 0 where they are not defined
    "share": "real; name; real -> real", "beta": "real; real; real -> real", "wallis": "real -> real",
    "close": "real; real -> real", "crowded": "real; real; real -> real", "cramped": "real; real; real; real -> real",
    "chi_square": "real; real -> real", "close_gaussian": "real; real -> real", "factorial": "real -> real",
    "shrunk": "real; real; real -> real", "close_shrunk": "real; real; real; real -> real",
    "contact": "map(1, 1); real -> real", "rough": "map(1, 1); real; real; real -> real",
    "unextendable": "real; real; real -> real", "fitted": "real; real; real; real; real; real -> real",
    "fitted_smoothly": "real; real; real; real; real; real; real -> real", "cells": "real; real; real -> real",
}  # fmt: skip
JUDGEMENTS = {
    "distinct": "points(n, d)", "monic": "map(1, n)", "triangular": "matrix(n, n)", "invertible": "matrix(n, n)",
    "orthogonal": "vector(n); matrix(n, p)", "missed": "map(p, n); vector(n)",
    "misses": "map(p, n); real; real", "covers": "map(p, n); real; real",
    "continuous": "map(p, n)", "smooth": "map(p, n)", "locally_lipschitz": "map(p, n)",
    "covered": "map(p, n); name; name; real; real", "volume": "map(p, n); name; name; real", "null": "map(p, n)",
    # Euclidean
    "separated": "points(n, d); real", "inside": "points(n, d); real", "bounded": "vector(n); real",
    "interpolates": "map(d, 1); points(n, d); vector(n)", "compatible": "points(n, d); vector(n); real",
    "contracts": "points(n, d); points(n, m); real", "meets": "map(d, m); points(n, d); points(n, m); real",
    "lipschitz": "map(p, n); real", "near": "map(p, n); map(p, n); real", "projection": "matrix(p, d)",
    # profiles, functions on [0, oo)
    "supported": "map(1, 1); real", "gradual": "map(1, 1); real", "capped": "map(1, 1); real", "endless": "map(1, 1)",
    "spread": "map(1, 1); real; real", "uniform": "map(1, 1); real", "steep": "map(1, 1); real",
    "integrates": "map(1, 1); map(1, 1)", "regular": "map(1, 1); real; real", "creased": "map(1, 1); real; real",
    "climbs": "map(1, 1); real; name; real", "projected": "map(1, 1); real", "unprojected": "map(1, 1); real",
    "jams": "map(1, 1); name; name; real", "tame": "map(1, 1); real", "wild": "map(1, 1); real",
    # two whole numbers that grow
    "fades": "name; name; real; real", "persists": "name; name; real; real",
    # Theorem 3 with these numbers
    "robust": "; ".join(["real"] * 11), "fragile": "; ".join(["real"] * 11),
}  # fmt: skip
PROBABILITIES: tuple[str, ...] = ("beta", "close", "crowded", "cramped", "chi_square", "close_gaussian", "rough")
PROBABILITIES += ("shrunk", "close_shrunk", "unextendable", "fitted", "fitted_smoothly", "cells")
RANGES = dict.fromkeys(("fold", *PROBABILITIES), parse_domain("[0, 1]"))  # of numbers, where not the whole line
NOT_NEGATIVE = ("norm", "wallis", "factorial", "steepest", "bend", "ratio", "gap", "contact")
RANGES |= dict.fromkeys(NOT_NEGATIVE, parse_domain("[0, oo)"))
OPPOSITES = {"misses": "covers", "uniform": "steep", "projected": "unprojected", "tame": "wild", "fades": "persists"}
OPPOSITES["robust"] = "fragile"
OPPOSITES |= {other: name for name, other in OPPOSITES.items()}
REAL, NAME = ("var", "real"), ("var", "name")


def signature(text: str) -> tuple[list[Term], Term]:
    arguments, _, result = text.partition("->")
    return listed(arguments), judgement(result or "real")


SIGNATURES = {name: signature(text) for name, text in (TERMS | JUDGEMENTS).items()}


def sized(term: Term) -> Term:
    """A dimension in one form, so that equal ones are the same term."""
    return parse_term(quotient_text(Converter().convert(term)))


@dataclass
class Setting:
    """Scalar variables with their domains, declared objects with their sorts, and their dimensions as written.

    ``free``: the variables of which nothing is assumed but their domains.
    """

    domains: dict[str, Domain]
    sorts: dict[str, Term] = field(default_factory=dict)
    sizes: list[Term] = field(default_factory=list)
    free: frozenset[str] = frozenset()

    def declare(self, line: Term) -> None:
        if line[0] != "call" or line[1] not in DECLARED or len(line[2]) != DECLARED[line[1]] + 1:
            raise refuse(f"one of {', '.join(DECLARED)} with its dimensions", line)
        name, *sizes = line[2]
        if any(calls(size) - {*FUNCTIONS} or not variables(size) <= {*self.domains} for size in sizes):
            raise refuse("dimensions over the scalar variables", line)
        self.sorts[self.bind(name)] = ("call", line[1], tuple(map(sized, sizes)))
        self.sizes += sizes

    def bind(self, name: Term, scope: frozenset[str] = frozenset()) -> str:
        if name[0] != "var" or name[1] in {*self.domains, *self.sorts, *scope} or name[1].endswith("_"):
            raise refuse("a name that has no other meaning", name)
        return str(name[1])

    def judgement(self, line: Term, scope: frozenset[str] = frozenset()) -> None:
        """Demand that a judgement over declared names, and those in scope, has a meaning."""
        if line[0] != "relation":
            self._call(line, JUDGEMENTS, scope)
        elif any(self.sort(side, scope) != REAL for side in line[2:]):
            raise refuse("a relation between numbers", line)

    def sort(self, term: Term, scope: frozenset[str] = frozenset()) -> Term:
        """The sort of a term over declared names and those in scope; Rejected if it has none."""
        if term[0] == "var" and term[1] in {*self.domains, *self.sorts, *scope}:
            return self.sorts.get(term[1], REAL)
        if term[0] == "call" and term[1] not in FUNCTIONS:
            return self._call(term, TERMS, scope)
        parts = term[-1] if isinstance(term[-1], tuple) and isinstance(term[-1][0], tuple) else term[1:]
        numbers = (self.sort(part, scope) == REAL for part in parts if isinstance(part, tuple))
        if term[0] in ("var", "relation") or not all(numbers):
            raise refuse("a term over declared names, numbers in numbers", term)
        return REAL

    def _call(self, term: Term, table: dict[str, str], scope: frozenset[str]) -> Term:
        if term[0] != "call" or term[1] not in table or len(term[2]) != len(SIGNATURES[term[1]][0]):
            raise refuse(f"one of {', '.join(table)}, with its arguments", term)
        (patterns, result), found = SIGNATURES[term[1]], dict[str, Term]()
        for pattern, argument in zip(patterns, term[2], strict=True):
            if pattern == NAME:
                scope |= {self.bind(argument, scope)}
                continue
            sort = self._size(argument) if pattern[:2] == ("call", "size") else self.sort(argument, scope)
            if not (sort == REAL if pattern == REAL else match(pattern, sort, found)):
                raise refuse(f"{term[1]} of {table[term[1]]}", term)
        return result if result == REAL else ("call", result[1], tuple(sized(put(size, found)) for size in result[2]))

    def _size(self, term: Term) -> Term:
        size = sized(term)
        if size not in map(sized, self.sizes) and not (size[0] == "num" and size[1].denominator == 1 and size[1] >= 1):
            raise refuse("a dimension of a declared object, or a numeral", term)
        return ("call", "size", (size,))


def setting(statement: Judged) -> Setting:
    """The setting of a statement."""
    result = Setting(dict(statement.variables))
    if any(name.endswith("_") for name in result.domains):
        raise refuse("names that do not end in _", result.domains)
    for line in statement.lines["declare"]:
        result.declare(line)
    for line in (*statement.lines["assume"], statement.one("conclude")):
        result.judgement(line)
    bounding = (*statement.given, *statement.lines["declare"], *statement.lines["assume"])
    result.free = frozenset(result.domains).difference(*map(variables, bounding))
    return result
