"""A law: a lower bound with a side condition, as a library states it.

A library offers its law as ``LAW`` in its module ``bound.py``; ``lawguard bound`` evaluates it.  Terms and relations
are texts over the law's parameters, and the same texts stand in the library's claims, so that what is computed and
what is decided cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from verify.kernel.errors import Malformed
from verify.kernel.parser import Domain, parse_domain, parse_relation, parse_term
from verify.kernel.terms import Relation, Term, variables
from verify.statement import ClaimError, variable_name


@dataclass(frozen=True)
class Parameter:
    """A symbol of the law: its domain and default as texts; without a default it has to be given."""

    name: str
    domain: str
    says: str
    default: str | None = None

    @property
    def interval(self) -> Domain:
        return parse_domain(self.domain)


@dataclass(frozen=True)
class Level:
    """A value to compare the bound with, and what it stands for."""

    term: str
    says: str


@dataclass(frozen=True)
class Least:
    """The least value of an integer parameter from which on a relation holds, the others being fixed.

    because: the id of the claim that the relation, once true, stays true when the parameter grows; without it the
    value found would be a crossing, not the least.
    """

    parameter: str
    relation: str
    says: str
    because: str


@dataclass(frozen=True)
class Picture:
    """The bound against one parameter, from ``start`` to ``stop``, with further curves and a marked level."""

    parameter: str
    start: str
    stop: str
    curves: tuple[Level, ...] = ()
    level: str = "1"


@dataclass(frozen=True)
class Law:
    """``quantity >= bound`` wherever ``condition`` holds.

    Raises ClaimError if a text cannot be read or names something that is no parameter.
    """

    name: str
    says: str
    quantity: str
    bound: str
    condition: str
    parameters: tuple[Parameter, ...]
    levels: tuple[Level, ...] = ()
    least: tuple[Least, ...] = ()
    picture: Picture | None = None

    def __post_init__(self) -> None:
        try:
            for parameter in self.parameters:
                variable_name(parameter.name)
                parse_domain(parameter.domain)
            for name, used in self._used():
                strange = used - {parameter.name for parameter in self.parameters}
                if strange:
                    raise ClaimError(f"{name} uses {', '.join(sorted(strange))}, no parameter of the law", self.name)
        except Malformed as error:
            raise ClaimError(str(error), self.name) from None

    def _used(self) -> Iterable[tuple[str, frozenset[str]]]:
        yield "the bound", variables(parse_term(self.bound))
        yield "the condition", names(parse_relation(self.condition))
        for level in (*self.levels, *(self.picture.curves if self.picture else ())):
            yield f"the level {level.term}", variables(parse_term(level.term))
        for entry in self.least:
            yield f"the least {entry.parameter}", names(parse_relation(entry.relation)) | {entry.parameter}
            domain = self.parameter(entry.parameter).interval
            if not domain.integer or domain.lo is None:
                raise ClaimError(
                    f"the least {entry.parameter} needs an integer domain that is bounded below", self.name
                )
        if self.picture is not None:
            yield "the picture", variables(parse_term(self.picture.start)) | {self.picture.parameter}
            yield "the picture", variables(parse_term(self.picture.stop)) | variables(parse_term(self.picture.level))

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; raises ClaimError if there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise ClaimError(f"{name} is no parameter of the law", self.name)


def names(relation: Relation) -> frozenset[str]:
    """The variables of a relation."""
    return variables(relation[1]) | variables(relation[2])


def numbers(values: dict[str, Fraction]) -> dict[str, Term]:
    """Values as terms, ready to be substituted."""
    return {name: ("num", value) for name, value in values.items()}
