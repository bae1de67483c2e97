"""Exact multivariate polynomials over the rationals, in named generators.

A generator is a variable or an atom (``atoms.py``), named by its canonical text.  Exponents are
positive integers, except for generators ``exp(...)``, which are positive reals and may carry any nonzero
rational exponent: exp(m)**c stands for exp(c*m).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import comb
from typing import TypeAlias

from verify.kernel.errors import Rejected

Exponent: TypeAlias = int | Fraction
Monomial: TypeAlias = tuple[tuple[str, Exponent], ...]

MAX_EXPONENT = 2_000
MAX_BITS = 40_000


class Work:
    """Work units (term products); bounds the time that a hostile certificate can take."""

    limit = 2_000_000
    spent = 0

    @classmethod
    def spend(cls, units: int) -> None:
        cls.spent += units
        if cls.spent > cls.limit:
            raise Rejected("work", f"at most {cls.limit} units of work")


def is_exponential(generator: str) -> bool:
    return generator.startswith("exp(")


def _times(a: Monomial, b: Monomial) -> Monomial:
    if not a or not b:
        return a or b
    powers: dict[str, Exponent] = dict(a)
    for generator, exponent in b:
        powers[generator] = total = powers.get(generator, 0) + exponent
        if not (-MAX_EXPONENT <= total <= MAX_EXPONENT or is_exponential(generator)):
            raise Rejected("polynomial", f"exponents of at most {MAX_EXPONENT}")
    return tuple(sorted(power for power in powers.items() if power[1]))


class Poly:
    """An immutable polynomial: a map from monomials to nonzero rational coefficients."""

    __slots__ = ("_hash", "terms")

    def __init__(self, terms: Mapping[Monomial, Fraction]) -> None:
        self.terms = {m: c for m, c in terms.items() if c}
        self._hash: int | None = None

    @staticmethod
    def constant(value: int | Fraction) -> Poly:
        return Poly({(): Fraction(value)})

    @staticmethod
    def generator(name: str, exponent: Exponent = 1) -> Poly:
        return Poly({((name, exponent),): Fraction(1)} if exponent else {(): Fraction(1)})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Poly) and self.terms == other.terms

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self.terms.items()))
        return self._hash

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: Poly) -> Poly:
        terms = dict(self.terms)
        Work.spend(len(other.terms))
        for monomial, coefficient in other.terms.items():
            terms[monomial] = terms[monomial] + coefficient if monomial in terms else coefficient
        return Poly(terms)

    def __neg__(self) -> Poly:
        return Poly({m: -c for m, c in self.terms.items()})

    def __sub__(self, other: Poly) -> Poly:
        return self + (-other)

    def __mul__(self, other: Poly) -> Poly:
        Work.spend(1 + len(self.terms) * len(other.terms))
        terms: dict[Monomial, Fraction] = {}
        for a, x in self.terms.items():
            for b, y in other.terms.items():
                product, value = _times(a, b), x * y
                if value.numerator.bit_length() + value.denominator.bit_length() > MAX_BITS:
                    raise Rejected("polynomial", f"coefficients of at most {MAX_BITS} bits")
                terms[product] = terms[product] + value if product in terms else value
        return Poly(terms)

    def scale(self, factor: int | Fraction) -> Poly:
        return Poly({m: c * factor for m, c in self.terms.items()})

    def power(self, exponent: int) -> Poly:
        if not 0 <= exponent <= MAX_EXPONENT:
            raise Rejected("polynomial", f"an exponent from 0 to {MAX_EXPONENT}", str(exponent)[:40])
        if exponent < 2:
            return self if exponent else Poly.constant(1)
        if len(self.terms) == 2 and exponent > 8:  # the binomial theorem
            a, b = (Poly({monomial: coefficient}) for monomial, coefficient in self.terms.items())
            parts = (a.power(k) * b.power(exponent - k) * Poly.constant(comb(exponent, k)) for k in range(exponent + 1))
            return sum(parts, Poly({}))
        half = self.power(exponent // 2)
        return half * half * self if exponent % 2 else half * half

    def rational(self) -> Fraction | None:
        """The value of a constant polynomial, else None."""
        return self.terms.get((), Fraction(0)) if self.terms.keys() <= {()} else None

    def generators(self) -> list[str]:
        return sorted({generator for monomial in self.terms for generator, _ in monomial})

    def exponents(self, generator: str) -> list[Exponent]:
        """The distinct exponents of a generator over all monomials (0 where it is absent), ascending."""
        return sorted({dict(monomial).get(generator, 0) for monomial in self.terms})

    def collect(self, generator: str) -> dict[Exponent, Poly]:
        """Coefficients as a polynomial in one generator."""
        parts: dict[Exponent, dict[Monomial, Fraction]] = {}
        for monomial, coefficient in self.terms.items():
            powers = dict(monomial)
            exponent = powers.pop(generator, 0)
            parts.setdefault(exponent, {})[tuple(sorted(powers.items()))] = coefficient
        return {exponent: Poly(terms) for exponent, terms in parts.items()}

    def leading(self, names: list[str] | None = None) -> Monomial:
        """The largest monomial, exponents compared generator by generator in the order of ``names``."""
        names = self.generators() if names is None else names
        return max(self.terms, key=lambda monomial: [powers.get(n, 0) for powers in (dict(monomial),) for n in names])

    def divide(self, divisor: Poly) -> Poly | None:
        """The exact quotient, or None; long division by leading monomials."""
        names = sorted({*self.generators(), *divisor.generators()})
        head = divisor.leading(names)
        inverse: Monomial = tuple((g, -e) for g, e in head)
        rest, quotient = self, Poly({})
        for _ in range(4 * len(self.terms) + 4):
            if not rest:
                return quotient
            top = rest.leading(names)
            step = _times(top, inverse)
            if any(exponent < 0 and not is_exponential(generator) for generator, exponent in step):
                return None
            part = Poly({step: rest.terms[top] / divisor.terms[head]})
            quotient, rest = quotient + part, rest - part * divisor
        return None
