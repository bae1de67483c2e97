"""Exact values in a finite model: rows that are independent with one law of finitely many atoms.

An outcome says how many of the n rows each atom takes, which is all that averages, sums, parts and suprema depend on;
where outcomes are too many, atoms that differ in nothing that a term depends on are counted together.
Every value is a rational number; a term whose value is not found to be one is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product, zip_longest
from math import comb, isqrt, prod
from typing import Any, TypeAlias

from verify.calculus.step import rewrite
from verify.kernel.polynomials import Work
from verify.kernel.terms import Term, num, variables
from verify.objects.setting import NUMBERS, refuse

Point: TypeAlias = tuple[Fraction, ...]
Row: TypeAlias = Mapping[str, Any]
Outcome: TypeAlias = tuple[tuple[Row, int], ...]
Members: TypeAlias = Mapping[str, int]
ZERO = Fraction(0)
MAX_OUTCOMES = 20_000
MAX_EXPONENT = 1_000
EXACT: Mapping[tuple[str, Fraction | int], int] = {
    ("exp", 0): 1, ("log", 1): 0, ("sin", 0): 0, ("cos", 0): 1, ("tan", 0): 0, ("atan", 0): 0,
    ("sinh", 0): 0, ("cosh", 0): 1, ("tanh", 0): 0,
}  # fmt: skip
HOLDS = {
    "<=": lambda a, b: a <= b, "<": lambda a, b: a < b, ">=": lambda a, b: a >= b, ">": lambda a, b: a > b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip


def bits(value: Fraction) -> int:
    return sum(map(int.bit_length, value.as_integer_ratio()))


def root(square: Fraction) -> Fraction:
    found = Fraction(isqrt(max(0, square.numerator)), isqrt(square.denominator))
    if found**2 != square:
        raise refuse("the square of a rational number", square)
    return found


def distance2(a: Point, b: Point) -> Fraction:
    """The squared Euclidean distance of two points; coordinates that are left out are 0."""
    if type(a) is not tuple or type(b) is not tuple:
        raise refuse("points", (a, b))
    return sum(((u - v) ** 2 for u, v in zip_longest(a, b, fillvalue=ZERO)), ZERO)


@dataclass(frozen=True)
class Model:
    """n independent rows of one law; functions and members of classes as tables {value of the row: value}.

    law: (weight, row) for each atom, with names of families and labels; scalars: the values of the variables.  of:
    what each function and class is a function of.  Outside its table a function is what extends it with the same
    Euclidean Lipschitz constant (McShane 1934).
    """

    law: tuple[tuple[Fraction, Row], ...]
    size: int
    scalars: Mapping[str, Fraction]
    of: Mapping[str, str]
    functions: Mapping[str, Mapping[Any, Fraction]]
    classes: Mapping[str, tuple[tuple[Point, Mapping[Any, Fraction]], ...]]

    def given(self, label: str) -> Iterator["Model"]:
        """One row under its law given its label, for each value of the label."""
        for value in sorted({row[label] for _, row in self.law}):
            same = [(weight, row) for weight, row in self.law if row[label] == value]
            mass = sum((weight for weight, _ in same), ZERO)
            yield replace(self, law=tuple((weight / mass, row) for weight, row in same), size=1)

    def outcomes(self) -> Iterator[tuple[Fraction, Outcome]]:
        """How many rows take each atom, with the multinomial probability."""
        atoms = len(self.law)
        if atoms == 1:
            yield Fraction(1), ((self.law[0][1], self.size),)
            return
        if self._many():
            raise refuse(f"at most {MAX_OUTCOMES} outcomes", f"{self.size} rows of {atoms} atoms")
        long = self.size * max(bits(weight) for weight, _ in self.law)  # fractions of such lengths are added
        Work.spend(comb(self.size + atoms - 1, atoms - 1) * (long // 64 + (long // 1_000) ** 2))
        for bars in combinations(range(self.size + atoms - 1), atoms - 1):
            counts = [b - a - 1 for a, b in zip((-1, *bars), (*bars, self.size + atoms - 1), strict=True)]
            ways = prod(comb(sum(counts[: i + 1]), count) for i, count in enumerate(counts))
            weight = ways * prod((w**count for (w, _), count in zip(self.law, counts, strict=True)), start=Fraction(1))
            yield weight, tuple((row, count) for (_, row), count in zip(self.law, counts, strict=True) if count)

    def value(self, term: Term, rows: Outcome, row: Row, members: Members) -> Fraction:
        """The value of a term in an outcome, for a row of it."""
        head, rest = term[0], term[1:]
        if head in ("num", "var"):
            return Fraction(rest[0]) if head == "num" else self._name(rest[0], row, members)
        if head == "pow":
            base, exponent = (self.value(part, rows, row, members) for part in rest)
            Work.spend(abs(int(exponent)) * bits(base) // 64)
            if exponent.denominator > 1 or abs(exponent) > MAX_EXPONENT or (base == 0 and exponent < 0):
                raise refuse(f"whole exponents up to {MAX_EXPONENT}, a defined power", exponent)
            return base**exponent.numerator
        if head == "call":
            return self._call(rest[0], rest[1], rows, row, members)
        if head not in ("add", "mul", "neg", "inv"):
            raise refuse("a term with rational values", term)
        found = [self.value(part, rows, row, members) for part in (rest[0] if head in ("add", "mul") else rest)]
        if head == "inv" and found[0] == 0:
            raise refuse("a defined quotient", term)
        if head in ("add", "mul"):
            return sum(found, ZERO) if head == "add" else prod(found, start=Fraction(1))
        return -found[0] if head == "neg" else 1 / found[0]

    def _name(self, name: str, row: Row, members: Members) -> Fraction:
        if name in self.scalars:
            return self.scalars[name]
        if name in self.of:
            table = self.functions[name] if name in self.functions else self.classes[name][members[name]][1]
            return table[row[self.of[name]]]
        if type(row[name]) is not Fraction:
            raise refuse("a number, not a point", name)
        return Fraction(row[name])

    def _call(self, name: str, terms: tuple[Term, ...], rows: Outcome, row: Row, members: Members) -> Fraction:
        if name in ("average", "sum", "parts") and not rows:
            raise refuse("a term about one row", name)
        if name in ("average", "sum"):
            total = sum((n * self.value(terms[0], rows, each, members) for each, n in rows), ZERO)
            return total / self.size if name == "average" else total
        if name == "parts":
            sums = dict[Fraction, Fraction]()
            for each, n in rows:
                label = each[terms[1][1]]
                sums[label] = sums.get(label, ZERO) + n * self.value(terms[0], rows, each, members)
            return sum(map(abs, sums.values()), ZERO)
        if name == "expect":
            same = [(weight, each) for weight, each in self.law if each[terms[1][1]] == row[terms[1][1]]]
            mass = sum((weight for weight, _ in same), ZERO)
            return sum((weight * self.value(terms[0], (), each, members) for weight, each in same), ZERO) / mass
        if name == "sup":
            chosen = range(len(self.classes[terms[0][1]]))
            return max(self.value(terms[1], rows, row, {**members, terms[0][1]: j}) for j in chosen)
        found = [self.value(term, rows, row, members) for term in terms]
        if name in ("abs", "min", "max"):
            return abs(found[0]) if name == "abs" else min(found) if name == "min" else max(found)
        if name == "sqrt":
            return root(found[0])
        if (name, found[0]) not in EXACT:
            raise refuse("a term with rational values", name)
        return Fraction(EXACT[name, found[0]])

    def event(self, event: Term, rows: Outcome, row: Row, members: Members) -> bool:
        if event[0] == "relation":
            sides = (self._side(side, rows, row, members) for side in event[2:])
            return bool(HOLDS[event[1]](*sides))
        first, second = event[2]
        if event[1] in ("both", "either"):
            found = (self.event(part, rows, row, members) for part in event[2])
            return all(found) if event[1] == "both" else any(found)
        inside = (self.event(second, rows, row, {**members, first[1]: j}) for j in range(len(self.classes[first[1]])))
        return any(inside) if event[1] == "some" else all(inside)

    def _side(self, term: Term, rows: Outcome, row: Row, members: Members) -> Fraction:
        if term[0] == "call" and term[1] in NUMBERS:
            return self.number(term, members)
        return self.value(term, rows, row, members)

    def number(self, term: Term, members: Members) -> Fraction:
        """P(A), mean(T), lip(T), lip_inf(T): of one row, or of all, which have one law."""
        name, (inner,) = term[1], term[2]
        if name == "P":
            happens = (w for w, rows, row in self.everywhere(inner) if self.event(inner, rows, row, members))
            return sum(happens, ZERO)
        if name == "mean":
            return sum((w * self.value(inner, rows, row, members) for w, rows, row in self.everywhere(inner)), ZERO)
        table = self.table(inner, members)
        if name == "lip_inf" and len(set(table.values())) > 1:
            raise refuse("a constant function for the maximum norm", inner)
        return root(self.slope2(table)) if name == "lip" else ZERO

    def everywhere(self, term: Term) -> Iterator[tuple[Fraction, Outcome, Row]]:
        """The outcomes that a term depends on: one row if it is about a row, else all rows with one of them."""
        if not any(_averages(term)):
            yield from ((weight, (), row) for weight, row in self.law)
        else:
            for weight, rows in self._lumped(term).outcomes():
                yield from ((weight * n / self.size, rows, row) for row, n in rows)

    def _many(self) -> bool:
        return comb(self.size + len(self.law) - 1, len(self.law) - 1) > MAX_OUTCOMES

    def _lumped(self, term: Term) -> "Model":
        """Where outcomes are too many, one atom for those at which x, what the term averages, and what else it names
        of a row, are the same: counts of lumped atoms are multinomial too, with the sums of the weights."""
        calls, ranges = list(_averages(term)), (range(len(members)) for members in self.classes.values())
        chosen, merged = [dict(zip(self.classes, j, strict=True)) for j in product(*ranges)], dict[Any, Any]()
        beside = variables(rewrite(term, lambda part: num(0) if part in calls else None)) & set(self.law[0][1])
        for weight, row in self.law if self._many() else ():
            found = (self.value(part, (), row, j) for call in calls for part in call[2] for j in chosen)
            key = (*(row[name] for name in sorted({*self.of.values(), *beside})), *found)
            merged[key] = (weight + merged.get(key, (0,))[0], row)
        return replace(self, law=tuple(merged.values()) or self.law)

    def table(self, term: Term, members: Members) -> Mapping[Any, Fraction]:
        """A declared function, or the chosen member of a class, on the support."""
        if term[0] != "var" or term[1] not in self.of:
            raise refuse("a declared function or class", term)
        name = term[1]
        table = self.functions[name] if name in self.functions else self.classes[name][members[name]][1]
        return {row[self.of[name]]: table[row[self.of[name]]] for _, row in self.law}

    def slope2(self, table: Mapping[Any, Fraction]) -> Fraction:
        """The square of the Euclidean Lipschitz constant of a table."""
        return max(((table[a] - table[b]) ** 2 / distance2(a, b) for a, b in combinations(table, 2)), default=ZERO)


def _averages(term: Term) -> Iterator[Term]:
    """The terms in a term that depend on all rows."""
    own = term[:1] == ("call",) and term[1] in ("average", "sum", "parts")
    yield from (term,) if own else (call for part in term if isinstance(part, tuple) for call in _averages(part))
