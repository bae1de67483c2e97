"""Counterexamples as people read them: the point, the relation that fails there, and both sides, exactly.

Computed from the certificate, so that what is shown is what the kernel accepted.  Nothing here is trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from verify import spaces
from verify.calculus.constructions.check import opposite
from verify.kernel.atoms import Quotient, quotient_text
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.parser import Item, parse_domain, parse_term
from verify.kernel.polynomials import Work
from verify.kernel.rules.points import extend
from verify.kernel.rules.ranges import bounds, of_quotient
from verify.kernel.state import Reader, State
from verify.kernel.statement import parse
from verify.kernel.terms import NEGATION, Relation, Term, substitute
from verify.objects.judgements import parse as parse_judged
from verify.printing import show, show_relation

PRECISION = 40
DIGITS = 6
LONG = 60
FAULTS = (Rejected, Malformed, ValueError, TypeError, KeyError, ArithmeticError, RecursionError)


def counterexample_of(statement: str, certificate: Mapping[str, Any]) -> dict[str, Any] | None:
    """The counterexample in a certificate; None if there is none that can be shown so."""
    if certificate.get("verdict") != "refuted" or "point" not in certificate:
        return None
    if "model" in certificate:
        return spaces.failure(statement, certificate)
    try:
        if "objects" in certificate:
            return _objects(statement, certificate)
        point, family = certificate["point"], certificate.get("family") or None
        values = {name: parse_term(text) for name, text in point.items()}
        index = certificate["relation"]
        _, (_, left, right) = goals(statement)[index]
        sides = {side: exact(substitute(term, values), family or {}) for side, term in (("lhs", left), ("rhs", right))}
    except (*FAULTS, IndexError, AttributeError):
        return None
    return {"point": dict(point), "family": family, "relation": index, **sides}


def _objects(statement: str, certificate: Mapping[str, Any]) -> dict[str, Any]:
    """The counterexample to a construction: for these objects at this point ``holds``, and so ``fails`` does not."""
    goal = parse_judged(statement).one("conclude")
    point, objects = dict(certificate["point"]), dict(certificate["objects"])
    return {
        "point": point,
        "family": None,
        "objects": objects,
        "fails": show(goal),
        "holds": show(opposite(goal)),
    }


def goals(statement: str) -> list[tuple[tuple[Relation, ...], Relation]]:
    """The implications that a scalar or value statement makes, in the kernel's order; raises Malformed."""
    items: tuple[Item, ...] = parse(statement).items
    return [goal for item in items for goal in item.goals()]


def sentence(statement: str, example: Mapping[str, Any], undefined: bool) -> str:
    """The point, the relation that fails there, and both sides; for a construction the objects."""
    if "model" in example:
        return spaces.sentence(statement, example)
    if "objects" in example:
        values = {**example["point"], **example["objects"]}
        given = ", ".join(f"{name} = {value}" for name, value in values.items())
        return f"at {given}: {example['fails']} fails: {example['holds']} holds"
    antecedents, (operator, *sides) = goals(statement)[example["relation"]]
    hypotheses = " and ".join(show_relation(relation) for relation in antecedents)
    relation = show_relation((operator, sides[0], sides[1]))
    family = ", ".join(f"{name} in {domain}" for name, domain in (example["family"] or {}).items())
    where = ", ".join(f"{name} = {value}" for name, value in example["point"].items())
    at = f"at {where}{f' for every {family}' if family else ''}: " if where else ""
    if undefined:
        return f"{at}{relation} is undefined" if not hypotheses else f"{at}{hypotheses} or {relation} is undefined"
    fault = f"{relation} fails: {_side(example['lhs'])} {NEGATION[operator]} {_side(example['rhs'])}"
    return f"{at}{f'{hypotheses} holds, but ' if hypotheses else ''}{fault}"


def _side(text: str) -> str:
    """A side of a relation, with its decimals if it is not a whole number."""
    close = None if text.lstrip("-").isdigit() else approximate(text)
    if close is None or close == text:
        return text if len(text) <= LONG else f"{text[:LONG]}..."
    return f"{text} (about {close})" if len(text) <= LONG else f"about {close}"


def exact(term: Term, family: Mapping[str, str]) -> str:
    """The value of a term, brought to the kernel's form where the kernel can."""
    value = _value(term, family)
    return show(term) if value is None else quotient_text(value)


def approximate(text: str) -> str | None:
    """A closed term to six digits; None if it is not enclosed that closely."""
    try:
        value = _value(parse_term(text), {})
        if value is None:
            return None
        enclosure = of_quotient(value, partial(bounds, State()), PRECISION)
    except FAULTS:
        return None
    if enclosure.lo[0] or enclosure.hi[0]:
        return None
    low, high = (decimal(end[1]) for end in (enclosure.lo, enclosure.hi))
    return low if low == high else None


def decimal(value: Fraction) -> str:
    """A rational rounded to six significant digits."""
    rounded = Context(prec=DIGITS).divide(Decimal(value.numerator), Decimal(value.denominator))
    return f"{rounded.normalize():g}" if -5 < rounded.adjusted() < 12 else f"{rounded:.{DIGITS - 1}e}"


def _value(term: Term, family: Mapping[str, str]) -> Quotient | None:
    try:
        Work.spent = 0
        state = extend(State(), [(name, parse_domain(domain)) for name, domain in family.items()])
        reader = Reader(state)
        value = reader.term(term)
        return None if reader.open else value
    except FAULTS:
        return None
