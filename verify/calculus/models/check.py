"""Finite models: a probability space given in full shows that assumptions can hold together, or refutes a derivation.

    {"law": [{"weight": "1/2", "x": ["0", "0"], "z": "1", "l": "0"}, ...],
     "functions": {"g": [[["0", "0"], "1/2"], ...]},
     "classes": {"F": [{"at": ["1"], "values": [[["0", "0"], "1"], ...]}, ...]},
     "members": {"F": 0}}

Each atom of the law gives a row: a number, or a point as a list of numbers, for each family and label; the n rows are
independent.  Functions and members of classes are tables over the values that their rows take; ``at`` is the parameter
of a member.  Zeros at the end of a point may be left out.  ``members`` names the member at which a conclusion about
each member fails.

Theorem.  If at a point of the domains that satisfies ``given`` all assumptions hold in such a space, they can be
satisfied together; if moreover the conclusion fails there, the claim is false.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import Any

from verify.calculus.check import KEYS as PROVED
from verify.calculus.check import Language, Replay, place, show
from verify.calculus.models.values import Model, Point, distance2
from verify.calculus.rules import conclude
from verify.calculus.step import REAL, Obligation, Step, put, rewrite
from verify.kernel.rules.arguments import entries, number, of_type
from verify.kernel.rules.instance import whole
from verify.kernel.state import State
from verify.kernel.terms import NEGATION, Relation, Term, num
from verify.objects.judgements import Judged
from verify.objects.setting import NUMBERS, Setting, calls, refuse, setting

KEYS = {"proved": {*PROVED, "model"}, "refuted": {"point", "define", "model"}}
PLAIN = ("independent", "sample")  # assumptions that can hold together whatever else is declared
MAX_ATOMS, MAX_MEMBERS, MAX_NET = 64, 64, 12
ZERO = num(0)


def sizes(there: Setting, state: State) -> list[Relation]:
    """Families have a whole number >= 1 of members, labels at least one value."""
    counts = [line[2][1] for line in there.declared.values() if line[1] in ("family", "labels")]
    if there.size:
        whole(there.size, state)
    return [(">=", count, num(1)) for count in dict.fromkeys(counts)]


DERIVATION = Language(setting, sizes, Step, conclude)


def derivation(statement: Judged, fields: dict[str, Any], axioms: Any, used: set[str]) -> tuple[str, ...]:
    """Replay the certificate of a derivation; the flags of its verdict."""
    if fields["verdict"] == "proved":
        Replay(statement, fields, axioms, used, DERIVATION).proved()
        if "model" not in fields:
            return ("assumptions",) if unsettled(statement.lines["assume"]) else ()
    point, define = place(statement, fields, used), of_type(dict, fields.get("define", {}))
    reading = read(statement, point, fields.get("model"))
    shown = [(f"model{i}", part) for i, part in enumerate(reading.satisfied(statement.lines["assume"]))]
    if fields["verdict"] == "refuted":
        shown += [("conclusion", part) for part in reading.fails(statement.one("conclude"))]
    for label, obligation in shown:
        show(State(), obligation, define, used, label)
    used.add("calculus:model")
    return ()


def read(statement: Judged, point: dict[str, Term], document: object) -> "Reading":
    """The model of a certificate for a statement at a point; raises Rejected."""
    there, fields = setting(statement), of_type(dict, document)
    plain = Model((), 1, {}, {}, {}, {})
    scalars = {name: plain.value(term, (), {}, {}) for name, term in point.items()}
    if set(fields) - {"law", "functions", "classes", "members"}:
        raise refuse("no further fields of a model", sorted(fields))
    places = {name: line[2][1][1] for name, line in there.declared.items() if line[1] in ("function", "functions")}
    law = [_atom(entry, sorted(set(there.declared) - set(places))) for entry in entries(fields.get("law"))]
    if sum((weight for weight, _ in law), Fraction(0)) != 1 or not 0 < len(law) <= MAX_ATOMS:
        raise refuse(f"at most {MAX_ATOMS} atoms, positive weights of sum 1", len(law))
    functions = {name: _table(rows) for name, rows in of_type(dict, fields.get("functions", {})).items()}
    classes = {
        name: tuple((_point(entry["at"]), _table(entry["values"])) for entry in entries(members))
        for name, members in of_type(dict, fields.get("classes", {})).items()
    }
    declared = {name for name in places if name not in there.names("functions")}
    if set(functions) != declared or set(classes) != there.names("functions"):
        raise refuse("a table for each function and class", sorted({*functions, *classes}))
    if any(not 0 < len(members) <= MAX_MEMBERS for members in classes.values()):
        raise refuse(f"1 to {MAX_MEMBERS} members of a class", sorted(classes))
    tables = [*functions.items(), *((name, table) for name, members in classes.items() for _, table in members)]
    if any(set(table) != {row[places[name]] for _, row in law} for name, table in tables):
        raise refuse("a value of each function at each value of its row, and at no other", sorted(places))
    size = valued(there.size, scalars) if there.size else Fraction(1)
    if size.denominator > 1 or size < 1:
        raise refuse("a whole number of rows", size)
    model = Model(tuple(law), int(size), scalars, places, functions, classes)
    for name in there.names("labels"):
        if len({row[name] for _, row in law}) > valued(there.declared[name][2][1], scalars):
            raise refuse("as many labels as are declared", name)
    return Reading(model, there, of_type(dict, fields.get("members", {})))


def unsettled(assumed: tuple[Term, ...]) -> list[Term]:
    """The assumptions that nothing but a model shows to be satisfiable together."""
    return [line for line in assumed if line[0] != "call" or line[1] not in PLAIN]


def valued(term: Term, scalars: Mapping[str, Fraction]) -> Fraction:
    return Model((), 1, scalars, {}, {}, {}).value(term, (), {}, {})


def _atom(entry: object, names: list[str]) -> tuple[Fraction, dict[str, Any]]:
    fields = of_type(dict, entry)
    if sorted(fields) != sorted([*names, "weight"]) or number(fields["weight"]) <= 0:
        raise refuse(f"a weight > 0 and values of {', '.join(names)}", sorted(fields))
    return number(fields["weight"]), {name: _value(fields[name]) for name in names}


def _point(value: object) -> Point:
    """A point of a Euclidean space: zeros at its end may be left out."""
    found = list(map(number, entries(value)))
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _fits(points: list[Point], dimension: Fraction) -> bool:
    """Whether these are points of a space of that dimension."""
    return dimension.denominator == 1 and all(type(at) is tuple and len(at) <= dimension for at in points)


def _value(value: object) -> Any:
    return _point(value) if type(value) is list else number(value)


def _table(rows: object) -> dict[Any, Fraction]:
    pairs = [entries(row, 2) for row in entries(rows)]
    found = {_value(key): number(value) for key, value in pairs}
    if len(found) != len(pairs):
        raise refuse("one value of a function at a point", rows)
    return found


class Reading:
    """What judgements ask of a model: decided at once where all is rational, else obligations about numbers."""

    def __init__(self, model: Model, there: Setting, members: dict[str, int]) -> None:
        self.model, self.there, self.members = model, there, members

    def satisfied(self, lines: tuple[Term, ...]) -> Iterator[Obligation]:
        for line in lines:
            for chosen in self._chosen(line):
                yield from self._true(line, self.model, chosen)

    def fails(self, line: Term) -> Iterator[Obligation]:
        """Obligations under which a conclusion is false, at the members that the certificate names."""
        free = self._free(line)
        if any(type(self.members.get(name)) is not int for name in free):
            raise refuse("a member of each class that stands free", sorted(free))
        members = {name: self.members[name] for name in free}
        if any(not 0 <= j < len(self.model.classes[name]) for name, j in members.items()):
            raise refuse("the number of a member", members)
        if line[0] == "relation" and line[2][0] == "call" and line[2][1] in NUMBERS:
            yield self._compared(NEGATION[line[1]], line, self.model, members)
        elif line[0] == "relation":
            if all(self._relation(line, self.model, members)):
                raise refuse("a relation that fails", line)
        elif line[1] == "finite":
            yield self._obligation(">", num(self._count(line[2][0])), line[2][1])
        else:
            raise refuse("a conclusion that a model can refute", line)

    def _free(self, line: Term) -> set[str]:
        if line[:1] == ("call",) and line[1] in ("some", "every", "sup"):
            return self._free(line[2][1]) - {line[2][0][1]}
        if line[:1] == ("call",) and line[1] in ("finite", "parametrised"):
            return set()
        if line[0] == "var":
            return {line[1]} & self.there.names("functions")
        return set().union(*(self._free(part) for part in line if isinstance(part, tuple) and part))

    def _chosen(self, line: Term) -> Iterator[dict[str, int]]:
        free = sorted(self._free(line))
        for chosen in product(*(range(len(self.model.classes[name])) for name in free)):
            yield dict(zip(free, chosen, strict=True))

    def _obligation(self, relation: str, a: Term, b: Term) -> Obligation:
        """A relation between numbers at the point."""
        values = {name: num(value) for name, value in self.model.scalars.items()}
        return Obligation((relation, put(a, values), put(b, values)))

    def _compared(self, relation: str, line: Term, model: Model, members: dict[str, int]) -> Obligation:
        sides = (
            num(model.number(side, members)) if side[0] == "call" and side[1] in NUMBERS else side for side in line[2:]
        )
        return self._obligation(relation, *sides)

    def _relation(self, line: Term, model: Model, members: dict[str, int]) -> Iterator[bool]:
        return (model.event(line, rows, row, members) for _, rows, row in model.everywhere(line))

    def _true(self, line: Term, model: Model, members: dict[str, int]) -> Iterator[Obligation]:
        if line[0] == "relation" and line[2][0] == "call" and line[2][1] in NUMBERS:
            yield self._compared(line[1], line, model, members)
        elif line[0] == "relation":
            if not all(self._relation(line, model, members)):
                raise refuse("a model in which this holds", line)
        elif line[1] == "given":
            self._rowwise(*line[2])
            for conditional in model.given(line[2][0][1]):
                yield from self._true(line[2][1], conditional, members)
        elif line[1] in TESTS:
            if not TESTS[line[1]](self, model, members, *line[2]):
                raise refuse("a model in which this holds", line)
        elif line[1] in ("mgf", "tail"):
            yield from (self._mgf if line[1] == "mgf" else self._tail)(model, members, *line[2])
        elif line[1] == "isoperimetric":
            yield from self._isoperimetric(model, *line[2])
        else:
            raise refuse("an assumption that a model can satisfy", line)

    def _rowwise(self, label: Term, line: Term) -> None:
        """Given the labels rows are independent, but have several laws: only what is about one row is read there.

        Lipschitz constants, and expectations given other labels, are those of the space itself: they are refused.
        """
        if line[0] == "relation":
            inner = line[2][2][0] if line[2][:2] == ("call", "mean") and not calls(line[3]) & {*NUMBERS} else None
        else:
            inner = line[2][0] if line[1] in ("mgf", "tail", "range") else ZERO if line[1] == "independent" else None
        averaged = list[Term]()
        rewrite(line, lambda part: averaged.append(part[2][1]) if part[:2] == ("call", "expect") else None)
        if inner is None or {*averaged} - {label}:
            raise refuse("an assumption about one row, and expectations given its label", line)
        self.there.rows(inner)

    def _law(self, model: Model, members: dict[str, int], term: Term) -> dict[Fraction, Fraction]:
        found = dict[Fraction, Fraction]()
        for weight, rows, row in model.everywhere(term):
            value = model.value(term, rows, row, members)
            found[value] = found.get(value, Fraction(0)) + weight
        return found

    def _mgf(self, model: Model, members: dict[str, int], term: Term, name: Term, bound: Term) -> Iterator[Obligation]:
        powers = [
            ("mul", (num(w), ("call", "exp", (("mul", (num(v), name)),))))
            for v, w in self._law(model, members, term).items()
        ]
        made = self._obligation("<=", ("add", tuple(powers)) if len(powers) > 1 else powers[0], bound)
        yield Obligation(made.relation, ((name[1], REAL),))

    def _tail(self, model: Model, members: dict[str, int], term: Term, name: Term, bound: Term) -> Iterator[Obligation]:
        """P(abs(T) >= t) is constant between the atoms of abs(T)."""
        law = self._law(model, members, term)
        atoms = sorted({abs(value) for value in law})
        ends: list[Fraction | None] = [None, *atoms, None]
        for low, high in pairwise(ends):
            mass = sum((w for value, w in law.items() if high is not None and abs(value) >= high), Fraction(0))
            above = (">=", name, ZERO) if low is None else (">", name, num(low))
            given = (above,) if high is None else (above, ("<=", name, num(high)))
            yield Obligation(self._obligation("<=", num(mass), bound).relation, ((name[1], REAL),), given)

    def _isoperimetric(self, model: Model, name: Term, label: Term, c: Term, d: Term) -> Iterator[Obligation]:
        """As an L-Lipschitz f deviates by at most L D, D the diameter, it suffices that 2 exp(-d D^2/(2 c)) >= 1."""
        for conditional in model.given(label[1]):
            points = sorted({row[name[1]] for _, row in conditional.law})
            if not _fits(points, valued(d, model.scalars)):
                raise refuse("points of R^d", points[:1])
            width = max((distance2(a, b) for a, b in combinations(points, 2)), default=Fraction(0))
            if width:
                rate = ("mul", (num(-width / 2), d, ("inv", c)))
                yield self._obligation(">=", ("mul", (num(2), ("call", "exp", (rate,)))), num(1))
            yield self._obligation(">", c, ZERO)

    def _count(self, term: Term) -> int:
        """How many functions there are; of a net, how many members of the class it takes."""
        model = self.model
        if term[:2] != ("call", "net"):
            return len({tuple(model.table(term, {term[1]: j}).items()) for j in range(len(model.classes[term[1]]))})
        image, radius = term[2]
        count = range(len(model.classes[image[1]]))
        tables, h = [model.table(image, {image[1]: j}) for j in count], valued(radius, model.scalars)
        if len(tables) > MAX_NET or h < 0:
            raise refuse(f"a net of at most {MAX_NET} members, of a radius >= 0", len(tables))
        for size in count:
            for net in combinations(count, size + 1):
                if all(any(_apart(tables[a], tables[b]) <= h for b in net) for a in count):
                    return size + 1
        raise refuse("a net", term)

    def _parametrised(self, model: Model, members: dict[str, int], term: Term, *sides: Term) -> bool:
        p, width, speed = (valued(side, model.scalars) for side in sides)
        if term[0] != "var":
            raise refuse("a declared class", term)
        found = [(at, model.table(term, {term[1]: j})) for j, (at, _) in enumerate(model.classes[term[1]])]
        fits = _fits([at for at, _ in found], p) and width >= 0 and speed >= 0
        gaps = [(distance2(a, b), _apart(f, h)) for (a, f), (b, h) in combinations(found, 2)] if fits else []
        return fits and all(gap <= width**2 and apart**2 <= speed**2 * gap for gap, apart in gaps)

    def _range(self, model: Model, members: dict[str, int], term: Term, low: Term, high: Term) -> bool:
        both = ("call", "both", (("relation", "<=", low, term), ("relation", "<=", term, high)))
        return all(model.event(both, rows, row, members) for _, rows, row in model.everywhere(both))

    def _centred(self, model: Model, members: dict[str, int], term: Term, *names: Term) -> bool:
        means = dict[Any, Fraction]()
        for weight, row in model.law:
            key = tuple(row[name[1]] for name in names)
            means[key] = means.get(key, Fraction(0)) + weight * model.value(term, (), row, members)
        return not any(means.values())

    def _independent(self, model: Model, members: dict[str, int], *terms: Term) -> bool:
        for term in terms:
            self.there.rows(term)  # a function of the row
        return True

    def _lipschitz(self, model: Model, members: dict[str, int], term: Term, u: Term) -> bool:
        rate = valued(u, model.scalars)
        return rate >= 0 and model.slope2(model.table(term, members)) <= rate**2

    def _finite(self, model: Model, members: dict[str, int], term: Term, size: Term) -> bool:
        return self._count(term) <= valued(size, model.scalars)


def _apart(f: Any, g: Any) -> Fraction:
    return max((abs(f[at] - g[at]) for at in f), default=Fraction(0))


TESTS: dict[str, Callable[..., bool]] = {
    "range": Reading._range, "centred": Reading._centred, "lipschitz": Reading._lipschitz, "finite": Reading._finite,
    "parametrised": Reading._parametrised,
    "independent": Reading._independent,
    "sample": lambda *_: True,  # rows are independent and of one law
}  # fmt: skip
