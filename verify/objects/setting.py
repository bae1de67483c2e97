"""What a derivation declares, and which terms and judgements have a meaning there.

A row term is a random variable for each index i, a function of the i-th row: it is built from the declared families,
labels, functions and classes with scalar functions, ``expect``, ``net`` and ``part``.  Its roots say which parts of
the row it depends on.  Other calls (``average(T)``, ``parts(T, l)``, ...) are one random variable for all rows.
"""

from dataclasses import dataclass, field

from verify.kernel.errors import Rejected
from verify.kernel.parser import Domain
from verify.kernel.terms import FUNCTIONS, Term, variables
from verify.objects.judgements import Judged

# The kinds of argument: T term, s scalar term, b bound variable, e scalar term over it too, n name of an object, o
# object, l labels, F class, C row term over one class, E event, J judgement, B one without conditions, R relation.
DECLARED = {"family": "ns", "labels": "ns", "function": "no", "functions": "no"}
JUDGEMENTS = DECLARED | {
    "independent": "T", "sample": "ool", "centred": "Tol", "range": "Tss", "mgf": "Tbe", "tail": "Tbe",
    "isoperimetric": "olss", "lipschitz": "Ts", "parametrised": "Csss", "finite": "Cs", "given": "lB", "when": "RJ",
}  # fmt: skip
NUMBERS = {"P": "E", "mean": "T", "lip": "T", "lip_inf": "T"}  # compared as a whole, never part of a term
QUANTITIES = {"average": "T", "sum": "T", "parts": "Tl", "expect": "Tl", "net": "Cs", "part": "Cs", "sup": "FT"}
EVENTS = {"some": "FE", "every": "FE", "either": "EE", "both": "EE"}
SURE = {*DECLARED, "range", "lipschitz", "parametrised", "finite"}  # true whatever is conditioned on


def calls(term: Term) -> set[str]:
    """The names of the functions in a term."""
    inner = set().union(*(calls(part) for part in term if isinstance(part, tuple)))
    return inner | {term[1]} if term[:1] == ("call",) else inner


def refuse(expected: str, found: object) -> Rejected:
    return Rejected("derivation", expected, str(found)[:80])


@dataclass
class Setting:
    """Scalar variables with their domains, those that something is assumed of, and the declared objects."""

    domains: dict[str, Domain]
    fixed: frozenset[str] = frozenset()
    roots: dict[str, frozenset[str]] = field(default_factory=dict)
    declared: dict[str, Term] = field(default_factory=dict)
    size: Term = ()

    def declare(self, line: Term) -> None:
        self._call(line, DECLARED)
        (head, name), value = (line[1], line[2][0][1]), line[2][1]
        self.roots[name] = self.rows(value) if head in ("function", "functions") else frozenset((name,))
        self.declared[name] = line
        if head == "family":
            self.size = self.size or value
        if head == "family" and self.size != value:
            raise refuse("one size for all families", name)

    def names(self, head: str) -> set[str]:
        return {name for name, line in self.declared.items() if line[1] == head}

    def rows(self, term: Term) -> frozenset[str]:
        """The roots of a row term; Rejected if it is none."""
        if term[0] == "var":
            return self.roots.get(term[1], frozenset())
        if term[0] == "relation" or (term[0] == "call" and term[1] not in {*FUNCTIONS, "expect", "net", "part"}):
            raise refuse("a term over rows", term)
        if term[:2] == ("call", "expect"):
            return self.roots[term[2][1][1]]
        return frozenset().union(*(self.rows(part) for part in term if isinstance(part, tuple)))

    def judgement(self, line: Term) -> None:
        """Demand that a judgement has a meaning."""
        if line[0] != "relation":
            self._call(line, JUDGEMENTS)
        elif line[2][0] == "call" and line[2][1] in NUMBERS:
            self._call(line[2], NUMBERS)
            number = line[3][0] == "call" and line[3][1] in ("lip", "lip_inf")
            self._call(line[3], NUMBERS) if number else self._argument("s", line[3], "")
        else:
            self._argument("T", line[2:], "")

    def _call(self, line: Term, table: dict[str, str]) -> None:
        if line[0] != "call" or line[1] not in table:
            raise refuse(f"one of {', '.join(table)}", line)
        shape = "T" * len(line[2]) if line[1] == "independent" else table[line[1]]
        if len(line[2]) != len(shape):
            raise refuse(f"{line[1]} of {len(shape)} arguments", len(line[2]))
        for kind, term in zip(shape, line[2], strict=True):
            self._argument(kind, term, line[2][1][1] if "b" in shape else "")

    def _argument(self, kind: str, term: Term, bound: str) -> None:
        known, scalars = {*self.domains, *self.roots}, {*self.domains, *([bound] if kind == "e" else [])}
        if kind in "nb" and (term[0] != "var" or term[1] in known or term[1].endswith("_")):
            raise refuse("a name that has no other meaning", term)
        classes = self.names("functions")
        objects = {"o": set(self.roots) - classes, "l": self.names("labels"), "F": classes}.get(kind)
        if objects is not None and (term[0] != "var" or term[1] not in objects):
            raise refuse("a declared object", term)
        if kind in "seR" and not (variables(term) <= scalars and calls(term) <= set(FUNCTIONS)):
            raise refuse("terms over the scalar variables", term)
        if (kind == "R") != (term[0] == "relation") and kind not in "EJB":
            raise refuse("a term", term)
        if kind == "B" and term[:2] in (("call", "given"), ("call", "when")):
            raise refuse("conditions in the order when, given", term)
        if kind == "E" and calls(term) & {"P", "mean"}:
            raise refuse("an event, which is no statement about a law", term)
        if kind in "EJB":
            self.judgement(term) if kind != "E" or term[0] == "relation" else self._call(term, EVENTS)
        elif kind in "TC":
            self._term(term)
        if kind == "C" and (len(variables(term) & self.names("functions")) != 1 or len(self.rows(term)) > 1):
            raise refuse("a term over one class", term)

    def _term(self, term: Term) -> None:
        if term[0] == "relation" or (term[0] == "var" and term[1] not in {*self.domains, *self.roots}):
            raise refuse("a term over declared names", term)
        if term[0] == "call" and term[1] not in FUNCTIONS:
            self._call(term, QUANTITIES)
        else:
            for part in term:
                if isinstance(part, tuple):
                    self._term(part)


def setting(statement: Judged) -> Setting:
    """The setting of a statement."""
    lines = [line for key in ("declare", "assume") for line in statement.lines[key]]
    used = [variables(term) for term in (*lines, *statement.given)]
    result = Setting(dict(statement.variables), frozenset().union(*used))
    if any(name.endswith("_") for name in result.domains):
        raise refuse("names that do not end in _", result.domains)
    for line in statement.lines["declare"]:
        result.declare(line)
    for line in statement.lines["assume"]:
        result.judgement(line)
        if line[0] == "call" and line[1] in DECLARED:
            raise refuse("objects that are declared, not assumed", line)
    return result
