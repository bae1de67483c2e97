"""Statements about objects: derivations, constructions, statistics, data.

    derivation | construction                              statistic                  data
    var t in (0, oo)                                       cite sphere-log-sobolev    file sha256:0123...
    given t <= 1                                           experiment pairs(200, 50)  assume shape(X, 100, 3)
    declare family(X, n)                                   seed 7                     conclude distance(X) >= 1
    assume independent(X)                                  trials 10000
    conclude P(average(X) <= m - t) <= exp(-2*n*t**2)      level 1/1000000
                                                           conclude rate <= 1/20

A judgement is a call such as ``independent(X)`` or a relation such as ``P(average(X) <= c) <= e``.  It has the grammar
of terms; its calls may have any name, and their arguments may be relations.  ``show`` and ``parse`` are inverse.  What
judgements mean stands in ``docs/derivations.md`` and ``docs/constructions.md``.
"""

import ast
import re
from dataclasses import dataclass

from verify.kernel.errors import Malformed
from verify.kernel.parser import Domain, Reading, parse_relation, tree_of
from verify.kernel.statement import declarations, sections
from verify.kernel.terms import FUNCTIONS, Relation, Term, variables

_ORDER = {
    "derivation": ("var", "given", "declare", "assume", "conclude"),
    "construction": ("var", "given", "declare", "assume", "conclude"),
    "statistic": ("cite", "experiment", "seed", "trials", "level", "conclude"),
    "data": ("file", "assume", "conclude"),
}
LOCAL = {"statistic": {"rate"}, "data": {"X"}}
# Which arguments are bound variables; those that stand in the others have no meaning outside.
BINDERS = {"mgf": (1,), "tail": (1,), "covered": (1, 2), "volume": (1, 2), "path": (0,), "series": (0,)}
BINDERS |= {"cutoff": (1,), "climbs": (2,), "share": (1,), "jams": (1, 2), "fades": (0, 1), "persists": (0, 1)}
PARTIAL = {"cutoff": 2}  # from this argument on, terms need not be defined everywhere: where they are not, they are 0
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/-]{0,99}")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class Judged:
    """A statement about objects; ``lines`` are its judgements by keyword, ``file`` the digest of a data file.

    cited: the ids of citations by which an experiment says what the statement says.
    """

    kind: str
    variables: tuple[tuple[str, Domain], ...]
    given: tuple[Relation, ...]
    lines: dict[str, tuple[Term, ...]]
    file: str = ""
    cited: tuple[str, ...] = ()

    def one(self, keyword: str) -> Term:
        if len(self.lines[keyword]) != 1:
            raise Malformed(f"exactly one line {keyword!r} expected")
        return self.lines[keyword][0]


def _named(line: Term) -> frozenset[str]:
    """The variables that a call binds."""
    places = BINDERS.get(line[1], ()) if line[:1] == ("call",) else ()
    return frozenset().union(*(variables(line[2][place]) for place in places if place < len(line[2])))


def free(line: Term) -> frozenset[str]:
    """The names of a judgement that are not bound in it."""
    if line[0] == "var":
        return frozenset((line[1],))
    return frozenset().union(*(free(part) for part in line if isinstance(part, tuple) and part)) - _named(line)


def bound(line: Term) -> frozenset[str]:
    """The names that are bound in a judgement."""
    return _named(line).union(*(bound(part) for part in line if isinstance(part, tuple)))


class _Judging(Reading):
    def call(self, name: str, node: ast.Call, depth: int) -> Term:
        if name in FUNCTIONS:
            return super().call(name, node, depth)
        if not node.args:
            raise self.error(f"{name} needs arguments", node)
        return ("call", name, tuple(self.judgement(argument, depth + 1) for argument in node.args))

    def judgement(self, node: ast.expr, depth: int = 0) -> Term:
        return ("relation", *self.relation(node)) if isinstance(node, ast.Compare) else self.term(node, depth)


def judgement(text: str) -> Term:
    return _Judging(text).judgement(tree_of(text))


def parse(text: str) -> Judged:
    """Read a statement about objects; raises Malformed."""
    kind = text.partition("\n")[0]
    if kind not in _ORDER:
        raise Malformed(f"a statement of the kind {', '.join(_ORDER)} expected, not {kind[:40]!r}")
    rows = sections(text, _ORDER[kind])
    names, given = declarations(rows.get("var", [])), tuple(parse_relation(row) for row in rows.get("given", []))
    file = "".join(rows.get("file", [""]))
    if kind == "data" and not DIGEST.match(file):
        raise Malformed("one line 'file sha256:...' expected", file)
    cited = tuple(rows.get("cite", []))
    if len(set(cited)) < len(cited) or not all(map(ID.fullmatch, cited)):
        raise Malformed("lines 'cite ID' with different ids of citations expected", ", ".join(cited)[:80])
    judged = [key for key in _ORDER[kind] if key not in ("var", "given", "file", "cite")]
    found = Judged(kind, names, given, {key: tuple(map(judgement, rows[key])) for key in judged}, file, cited)
    found.one("conclude")
    objects = {name for line in found.lines.get("declare", ()) for name in variables(line)} | LOCAL.get(kind, set())
    scalars = {name for name, _ in names}
    uses = [(variables(a) | variables(b), scalars) for _, a, b in given]
    uses += [(free(line), scalars | objects) for lines in found.lines.values() for line in lines]
    for used, allowed in uses:
        for name in sorted(used - allowed):
            raise Malformed(f"unbound name {name!r}")
    return found
