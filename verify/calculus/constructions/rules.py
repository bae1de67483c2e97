"""Rules for deterministic objects as schemas: premises | obligations | conclusion, as in ``verify.calculus.schemas``.

Obligations are relations between numbers; a number that depends on objects, such as ``det(A)`` or ``fold(u)``, stands
for every number of its range there.  ``rows(A)``, ``columns(A)``, ``inputs(f)``, ``outputs(f)`` are dimensions.
"""

from collections.abc import Callable
from typing import Any

from verify.calculus import schemas
from verify.calculus.constructions.setting import RANGES
from verify.calculus.constructions.tables.bumps import BUMPS
from verify.calculus.constructions.tables.extension import EXTENSION
from verify.calculus.constructions.tables.interpolation import INTERPOLATION
from verify.calculus.constructions.tables.sphere import SPHERE
from verify.calculus.schemas import ZERO, listed
from verify.calculus.step import COUNT, REAL, rewrite
from verify.calculus.step import Step as Base
from verify.kernel.atoms import Converter, poly_text
from verify.kernel.parser import Domain, parse_domain, parse_term
from verify.kernel.rules.arguments import one_of
from verify.kernel.rules.derivatives import slope_of
from verify.kernel.rules.instance import whole
from verify.kernel.terms import FUNCTIONS, Term
from verify.objects.judgements import judgement
from verify.objects.setting import calls, refuse

POSITIVE, INDEX = parse_domain("(0, oo)"), parse_domain("integer [0, oo)")
GENERAL: dict[str, tuple[str, str, str]] = {
    "follows": ("", "surely(R)", "R"),
    "equal": ("a <= b; b <= a", "", "a == b"),
    "weaken": ("X <= a", "a <= b", "X <= b"),
    "weaken-below": ("X >= a", "a > b", "X > b"),
    # Given a number there is a j that is larger, and then so are n = N and d = D.
    "persists": ("", "general(j, 1, X, t); whole(N, j); whole(D, j);surely(at(at(X, n, N), d, D) > t)",
        "persists(n, d, X, t)"),
}  # fmt: skip
TEXTS = GENERAL | INTERPOLATION | BUMPS | EXTENSION | SPHERE


SCHEMAS = {name: (listed(a), listed(b), judgement(c)) for name, (a, b, c) in TEXTS.items()}


class Step(Base):
    """A step whose obligations hold for all values of the numbers that depend on objects."""

    setting: Any

    def oblige(self, relation: Term, names: tuple[tuple[str, Domain], ...] = (), given: tuple[Term, ...] = ()) -> None:
        free = dict[Term, tuple[str, Domain]]()
        for term in (relation, *given):  # a number that mentions a name must not hide it
            self.setting.judgement(term, frozenset(name for name, _ in names))

        def number(term: Term) -> Term | None:
            if term[0] != "call" or term[1] in FUNCTIONS:
                return None
            return ("var", free.setdefault(term, (f"q{len(free)}_", RANGES.get(term[1], REAL)))[0])

        plain = [rewrite(term, number) for term in (relation, *given)]
        super().oblige(plain[0], (*names, *free.values()), tuple(plain[1:]))

    def surely(self, relation: Term, *hypotheses: Term) -> None:
        """Oblige a relation where the remaining premises, which are relations, hold."""
        self.oblige(relation, (), (*self.premises, *hypotheses))


def bound(names: list[Term], domains: tuple[Domain, ...]) -> tuple[tuple[str, Domain], ...]:
    if any(name[0] != "var" for name in names):
        raise refuse("names for bound variables", names)
    return tuple((name[1], domain) for name, domain in zip(names, domains, strict=True))


def over(*domains: Domain) -> Callable[..., None]:
    """Oblige a relation for all values of names in these domains."""
    return lambda step, *terms: step.oblige(terms[-1], bound(list(terms[:-1]), domains))


def defined(*domains: Domain) -> Callable[..., None]:
    """A term, arguments of ``fold`` too, is defined, and so continuous, for all values of names in these domains."""

    def form(step: Step, *terms: Term) -> None:
        found = [terms[-1]]
        rewrite(terms[-1], lambda part: found.append(part[2][0]) if part[:2] == ("call", "fold") else None)
        if calls(terms[-1]) - {*FUNCTIONS, "fold"}:
            raise refuse("functions of numbers", terms[-1])
        for part in found:
            step.oblige(("relation", "==", part, part), bound(list(terms[:-1]), domains))

    return form


def constant(step: Step, term: Term, name: Term, low: Term, high: Term, value: Term) -> None:
    """``term`` is ``value`` for all values of ``name`` from ``low`` to ``high``."""
    ends = ("relation", ">=", name, low), ("relation", "<=", name, high)
    for operator in ("<=", ">="):
        step.oblige(("relation", operator, term, value), bound([name], (REAL,)), ends)


def inner(step: Step, edge: Term, name: Term, relation: Term) -> None:
    """A relation for all values of ``name`` from 0 on that are below ``edge``."""
    step.oblige(relation, bound([name], (REAL,)), (("relation", ">=", name, ZERO), ("relation", "<", name, edge)))


def differentiable(step: Step, edge: Term, name: Term, term: Term) -> None:
    """A scalar term is defined and differentiable there."""
    if calls(term) - {*FUNCTIONS}:
        raise refuse("functions of numbers", term)
    inner(step, edge, name, ("relation", "==", term, term))
    for divisor in slope_of(Converter().convert(term), name[1])[1]:
        inner(step, edge, name, ("relation", "!=", parse_term(poly_text(divisor)), ZERO))


def at_least(step: Step, term: Term, least: Term) -> None:
    whole(term, step.state)
    step.oblige(("relation", ">=", term, least))


def forall(step: Step, name: Term, *relations: Term) -> None:
    step.oblige(relations[-1], bound([name], (REAL,)), relations[:-1])


def under(step: Step, *relations: Term) -> None:
    step.oblige(relations[-1], (), relations[:-1])


def general(step: Step, name: Term, least: Term, *terms: Term) -> None:
    """Any whole number from ``least`` on: a scalar variable of which nothing is assumed, and free in the terms."""
    for term in terms:
        schemas.absent(step, term, name)
    domain = Domain(least[1], False, None, True, True)
    if name[0] != "var" or name[1] not in step.setting.free or step.setting.domains.get(name[1]) != domain:
        raise refuse("an arbitrary whole number", name)


def dimension(place: int) -> Callable[..., Term]:
    def filled(step: Step, term: Term) -> Term:
        sizes = [*step.setting.sort(term)[2:], ()][0]
        if place >= len(sizes):
            raise refuse("an object with dimensions", term)
        return sizes[place]  # type: ignore[no-any-return]

    return filled


FILLED = {
    "at": schemas.FILLED["at"], "slope": schemas.FILLED["slope"], "rows": dimension(0), "columns": dimension(1),
    "inputs": dimension(0), "outputs": dimension(1),
}  # fmt: skip
FORMS: dict[str, Callable[..., None]] = {
    "surely": Step.surely, "absent": schemas.absent, "constant": constant, "cut": over(POSITIVE, COUNT),
    "term": over(INDEX, REAL), "entire": defined(INDEX, REAL), "everywhere": defined(REAL, REAL),
    "inner": inner, "differentiable": differentiable, "count": over(COUNT),
    "whole": at_least, "forall": forall, "under": under, "general": general,
}  # fmt: skip


def conclude(rule: str, step: Step) -> Term:
    one_of(rule, *SCHEMAS)
    step.unwrap()
    return step.wrapped(schemas.apply(rule, step, (TEXTS, SCHEMAS, FILLED, FORMS)))
