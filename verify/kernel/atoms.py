"""From terms to quotients of polynomials in variables and atoms.

An atom is a non-polynomial subterm.  It is named by a text that parses back to it, so that equal subterms are the
same generator.  The identities used to bring atoms to one form hold wherever both sides are defined:

    exp(u + v) = exp(u) exp(v)    exp(c log u) = u**c    log(c exp(u)) = log c + u  (c > 0 rational)
    cos(-u) = cos u, sin and atan odd    tan, sinh, cosh, tanh by definition    b**y = exp(y log b)  (b > 0)

A ``Converter`` also lists what must hold for a term to be defined; cancelling a common factor is sound because
each divisor is in that list.  gamma, erf, beta and binomial have no rules here: they are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Monomial, Poly, Work, is_exponential
from verify.kernel.terms import Term


@dataclass(frozen=True)
class Quotient:
    """``numerator / product of factor**exponent``; no factor is constant, each has leading coefficient 1."""

    numerator: Poly
    denominator: tuple[tuple[Poly, int], ...] = ()

    def __add__(self, other: Quotient) -> Quotient:
        mine, theirs = dict(self.denominator), dict(other.denominator)
        common = {f: max(mine.get(f, 0), theirs.get(f, 0)) for f in (*mine, *theirs)}
        left, right = self.numerator, other.numerator
        for factor, exponent in common.items():
            left = left * factor.power(exponent - mine.get(factor, 0))
            right = right * factor.power(exponent - theirs.get(factor, 0))
        return quotient(left + right, common)

    def __neg__(self) -> Quotient:
        return Quotient(-self.numerator, self.denominator)

    def __sub__(self, other: Quotient) -> Quotient:
        return self + (-other)

    def __mul__(self, other: Quotient) -> Quotient:
        common = dict(self.denominator)
        for factor, exponent in other.denominator:
            common[factor] = common.get(factor, 0) + exponent
        return quotient(self.numerator * other.numerator, common)

    def inverse(self) -> Quotient:
        if not self.numerator:
            raise Rejected("definedness", "a nonzero divisor", "0")
        top, rest = Poly.constant(1), self.numerator
        for factor, exponent in self.denominator:
            top = top * factor.power(exponent)
        least = {g: rest.exponents(g)[0] for g in rest.generators()}
        rest = rest * Poly({tuple((g, -e) for g, e in sorted(least.items()) if e): Fraction(1)})
        shift = tuple((g, -e) for g, e in sorted(least.items()) if e and is_exponential(g))
        top = top * Poly({shift: Fraction(1)})
        bottom = {Poly.generator(g): int(e) for g, e in least.items() if e and not is_exponential(g)}
        lead = rest.terms[rest.leading()]
        if rest.rational() is None:
            bottom[rest.scale(1 / lead)] = 1
        return quotient(top.scale(1 / lead), bottom)

    def power(self, exponent: int) -> Quotient:
        base = self if exponent >= 0 else self.inverse()
        raised = tuple((f, e * abs(exponent)) for f, e in base.denominator) if exponent else ()
        return Quotient(base.numerator.power(abs(exponent)), raised)

    def scale(self, factor: int | Fraction) -> Quotient:
        return Quotient(self.numerator.scale(factor), self.denominator if factor else ())

    def rational(self) -> Fraction | None:
        return None if self.denominator else self.numerator.rational()

    def generators(self) -> set[str]:
        return {g for part in (self.numerator, *dict(self.denominator)) for g in part.generators()}


@dataclass(frozen=True)
class Atom:
    """A function applied to quotients; ``order`` is q for the q-th root."""

    function: str
    arguments: tuple[Quotient, ...]
    order: int = 0


@dataclass(frozen=True)
class Condition:
    """``quotient relation 0`` must hold for ``atom`` (None: a division) to be defined."""

    atom: str | None
    quotient: Quotient
    relation: str


MAX_NAME = 4_000
MAX_ORDER = 100
_ATOMS: dict[str, Atom] = {}


def rational(value: int | Fraction) -> Quotient:
    return Quotient(Poly.constant(value))


def quotient(numerator: Poly, denominator: Mapping[Poly, int]) -> Quotient:
    """Cancel each denominator factor as often as it divides the numerator."""
    kept = []
    for factor, exponent in denominator.items():
        while exponent > 0 and numerator and (divided := numerator.divide(factor)) is not None:
            numerator, exponent = divided, exponent - 1
        if exponent > 0 and numerator:
            kept.append((factor, exponent))
    return Quotient(numerator, tuple(sorted(kept, key=lambda entry: sorted(entry[0].terms.items()))))


def monomial_text(monomial: Monomial, coefficient: Fraction) -> str:
    factors = [] if abs(coefficient) == 1 and monomial else [str(abs(coefficient))]
    for name, exponent in monomial:
        if is_exponential(name) and exponent != 1:
            factors.append(f"exp({exponent}*({name[4:-1]}))")
        else:
            factors.append(name if exponent == 1 else f"{name}**{exponent}")
    return ("-" if coefficient < 0 else "") + "*".join(factors)


def poly_text(poly: Poly) -> str:
    """A text that the converter maps back to ``poly``."""
    ordered = sorted(poly.terms.items(), key=lambda entry: (-len(entry[0]), entry[0]))
    return " + ".join(monomial_text(*entry) for entry in ordered).replace(" + -", " - ") or "0"


def quotient_text(value: Quotient) -> str:
    below = "".join(f"/({poly_text(f)})**{e}" for f, e in value.denominator)
    return f"({poly_text(value.numerator)}){below}" if below else poly_text(value.numerator)


def make_atom(function: str, *arguments: Quotient, order: int = 0) -> Quotient:
    texts = [quotient_text(argument) for argument in arguments]
    if sum(map(len, texts)) > MAX_NAME:
        raise Rejected("atom", f"arguments of at most {MAX_NAME} characters")
    name = f"{function}({', '.join(texts)})"
    if function in ("pi", "power", "root"):
        name = "pi" if function == "pi" else f"(({texts[0]})**({texts[1] if len(texts) > 1 else f'1/{order}'}))"
    _ATOMS.setdefault(name, Atom(function, arguments, order))
    return Quotient(Poly.generator(name))


def atom_of(generator: str) -> Atom | None:
    """The atom that a generator names; None for a variable."""
    return _ATOMS.get(generator)


@lru_cache(maxsize=20_000)
def support(generator: str) -> frozenset[str]:
    """The variables that a generator depends on."""
    atom = _ATOMS.get(generator)
    if atom is None:
        return frozenset((generator,))
    return frozenset().union(*(support(g) for argument in atom.arguments for g in argument.generators()))


def all_atoms(names: Iterable[str]) -> list[str]:
    """The atoms among ``names`` and inside their arguments, inner ones first."""
    order: dict[str, None] = {}
    for name in sorted(names):
        atom = _ATOMS.get(name)
        if atom is not None and name not in order:
            for argument in atom.arguments:
                order.update(dict.fromkeys(all_atoms(argument.generators())))
            order[name] = None
    return list(order)


@dataclass
class Converter:
    """Terms to quotients; ``conditions`` collects definedness, inner subterms first.

    ``positive`` says whether a quotient is known to be > 0; ``values`` are put in place of variables; a ``definite``
    converter refuses a power whose conditions are sufficient but perhaps not necessary.
    """

    positive: Callable[[Quotient], bool] = lambda _: False
    values: Mapping[str, Quotient] = field(default_factory=dict)
    definite: bool = False
    conditions: list[Condition] = field(default_factory=list)

    def convert(self, term: Term) -> Quotient:
        head = term[0]
        if head == "num":
            return rational(term[1])
        if head == "var":
            return self.values.get(term[1]) or Quotient(Poly.generator(term[1]))
        if head == "const":
            return make_atom("pi") if term[1] == "pi" else self.exponential(rational(1))
        if head == "neg":
            return -self.convert(term[1])
        if head == "pow":
            if term[1] == ("const", "E"):
                return self.exponential(self.convert(term[2]))
            return self.raised(self.convert(term[1]), self.convert(term[2]))
        if head == "call":
            return self.call(term[1], [self.convert(argument) for argument in term[2]])
        if head not in ("add", "mul"):
            raise Rejected("term", "a scalar term", str(head))
        result = self.convert(term[1][0])
        for part in term[1][1:]:
            if part[0] == "inv":
                result = result * self.reciprocal(self.convert(part[1]))
            else:
                result = result + self.convert(part) if head == "add" else result * self.convert(part)
        return result

    def require(self, atom: str | None, value: Quotient, relation: str) -> None:
        known = value.rational()
        if known is None or not {"!=": known != 0, ">": known > 0, ">=": known >= 0}[relation]:
            self.conditions.append(Condition(atom, value, relation))

    def reciprocal(self, value: Quotient) -> Quotient:
        self.require(None, value, "!=")
        return value.inverse()

    def raised(self, base: Quotient, exponent: Quotient) -> Quotient:
        """b**y; integer y >= 0 is a product, other rational y a root, else exp(y log b) unless b may be 0."""
        fixed, known = exponent.rational(), base.rational()
        if fixed is not None and fixed.denominator == 1:
            return base.power(int(fixed)) if fixed >= 0 else self.reciprocal(base).power(-int(fixed))
        if fixed is not None:
            return self.root(base, fixed)
        above = (known is not None and known > 0) or self.positive(base)
        if self.definite and not above:
            raise Rejected("power", "a power that is evidently defined or not")
        if above or not self.positive(exponent):
            return self.exponential(exponent * self.logarithm(base))
        return self.conditional("power", [base, exponent])

    def root(self, base: Quotient, exponent: Fraction) -> Quotient:
        """base**exponent for a fraction; exact powers of numbers are taken out."""
        order, value, pure = exponent.denominator, base.rational(), _pure_exponential(base)
        if order > MAX_ORDER:
            raise Rejected("root", f"an order of at most {MAX_ORDER}", str(order)[:20])
        if pure is not None and pure[0] == 1:
            return self.exponential(pure[1].scale(exponent))
        outside, inside = _take_out(value, order) if value is not None and value > 0 else (Fraction(1), base)
        result = inside if inside.rational() in (0, 1) else self.conditional("root", [inside], order)
        return self.raised(result, rational(exponent.numerator)).scale(outside**exponent.numerator)

    def exponential(self, exponent: Quotient) -> Quotient:
        result = rational(1)
        for monomial, coefficient in sorted(exponent.numerator.terms.items()):
            unit = quotient(Poly({monomial: Fraction(1)}), dict(exponent.denominator))
            inner = _ATOMS.get(unit.numerator.generators()[0]) if unit.numerator.generators() else None
            if inner is not None and inner.function == "log" and unit == make_atom("log", *inner.arguments):
                result = result * self.raised(inner.arguments[0], rational(coefficient))
            else:
                name = make_atom("exp", unit).numerator.generators()[0]
                result = result * Quotient(Poly.generator(name, coefficient))
        return result

    def logarithm(self, value: Quotient) -> Quotient:
        pure = _pure_exponential(value)
        if pure is None or pure[0] <= 0:
            return self.conditional("log", [value])
        return pure[1] + (make_atom("log", rational(pure[0])) if pure[0] != 1 else rational(0))

    def conditional(self, function: str, arguments: list[Quotient], order: int = 0) -> Quotient:
        """An atom that is not defined everywhere, with its conditions."""
        result = make_atom(function, *arguments, order=order)
        name = result.numerator.generators()[0]
        self.require(name, arguments[0], ">" if function == "log" else ">=")
        if function == "power":
            self.require(name, arguments[1], ">")
        return result

    def call(self, function: str, arguments: list[Quotient]) -> Quotient:
        value = arguments[0]
        numbers = [number for number in map(Quotient.rational, arguments) if number is not None]
        if function in ("exp", "log"):
            return self.exponential(value) if function == "exp" else self.logarithm(value)
        if function == "sqrt":
            return self.root(value, Fraction(1, 2))
        if function == "tan":
            return self.call("sin", arguments) * self.reciprocal(self.call("cos", arguments))
        if function in ("sinh", "cosh", "tanh"):
            up, down = self.exponential(value).scale(Fraction(1, 2)), self.exponential(-value).scale(Fraction(1, 2))
            named = {"sinh": up - down, "cosh": up + down}
            return named.get(function) or named["sinh"] * named["cosh"].inverse()
        if function in ("abs", "min", "max"):
            if len(numbers) == len(arguments):
                return rational(abs(numbers[0]) if function == "abs" else (min if function == "min" else max)(numbers))
            return make_atom(function, *arguments)
        if function not in ("sin", "cos", "atan"):
            raise Rejected("term", "a function for which the kernel has rules", function)
        if numbers == [0]:
            return rational(1 if function == "cos" else 0)
        negative = value.numerator.terms[value.numerator.leading()] < 0
        atom = make_atom(function, -value if negative else value)
        return -atom if negative and function != "cos" else atom


def atom_conditions(name: str) -> list[Condition]:
    """What must hold for one atom to be defined, given that its arguments' atoms are."""
    atom, reader = _ATOMS[name], Converter()
    for argument in atom.arguments:
        for factor, _ in argument.denominator:
            reader.require(name, Quotient(factor), "!=")
    if atom.function in ("root", "log", "power"):
        reader.conditional(atom.function, list(atom.arguments), atom.order)
    return reader.conditions


def _pure_exponential(value: Quotient) -> tuple[Fraction, Quotient] | None:
    """(c, u) with ``value == c*exp(u)``, or None."""
    if value.denominator or len(value.numerator.terms) != 1:
        return None
    ((monomial, coefficient),) = value.numerator.terms.items()
    if not all(is_exponential(name) for name, _ in monomial):
        return None
    exponent = rational(0)
    for name, power in monomial:
        exponent = exponent + _ATOMS[name].arguments[0].scale(Fraction(power))
    return coefficient, exponent


def _take_out(value: Fraction, order: int) -> tuple[Fraction, Quotient]:
    """(a, b) with value**(1/q) == a * b**(1/q), b free of q-th powers of numbers below 100, and of exact powers."""
    inside, outside = value.numerator * value.denominator ** (order - 1), 1
    for base in (*range(2, 100), isqrt(inside) if order == 2 else 2):
        while base > 1 and not Work.spend(inside.bit_length() // 1_000) and inside % base**order == 0:
            inside, outside = inside // base**order, outside * base
    return Fraction(outside, value.denominator), rational(inside)
