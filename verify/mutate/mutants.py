"""The mutants of a claim: every small change of what it says.

Constants and exponents are moved, hypotheses and ends of domains dropped, relations made strict or reversed.  Of a
statement with several goals, which are proved, a mutant of one goal says that goal alone.  A
named constant is moved wherever it stands, in the steps of a derivation too; another number of a conclusion ``X <= b``
only there, and the rule ``weaken`` is to lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from verify.kernel.errors import Malformed
from verify.kernel.parser import Domain, Item
from verify.kernel.statement import Statement, parse
from verify.kernel.terms import Term
from verify.mutate.edits import FACTORS, Move, moves, put
from verify.objects.judgements import Judged
from verify.objects.judgements import parse as parse_judged
from verify.printing import show, show_domain, show_judged, show_relation, show_statement
from verify.statement import Claim, ClaimError
from verify.steps import step

STRICT = {"<=": "<", ">=": ">"}
REVERSED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
JUDGED = ("derivation", "construction")
OWN_STEP = "mutated"  # the name of the step that a mutant adds


@dataclass(frozen=True)
class Mutant:
    """A changed claim.

    kind: "constant", "exponent", "hypothesis", "domain", "strict", "reversed".  place: what was changed, the same for
    changes of the same thing.  what: the change in words.  up: the direction in which a number moves.
    """

    claim: Claim
    kind: str
    place: str
    what: str
    up: bool | None = None


def mutants(claim: Claim) -> list[Mutant]:
    """All mutants whose statement differs from the claim's and from each other's."""
    if claim.statement is None or claim.kind not in ("scalar", *JUDGED):
        return []
    found = [*_named(claim), *(_judged(claim) if claim.kind in JUDGED else _scalar(claim))]
    different = {claim.statement: None} | {mutant.claim.statement: mutant for mutant in reversed(found)}
    return [mutant for mutant in found if different[mutant.claim.statement] is mutant]


def _named(claim: Claim) -> Iterator[Mutant]:
    """The named constants, wherever they stand."""
    for name, value in claim.constants.items():
        for factor in FACTORS:
            text = f"({value})*({factor})"
            try:
                changed = claim.with_constants({name: text})
            except ClaimError:
                continue
            if changed.statement == claim.statement:
                break  # it stands in the steps only: the claim is the same
            yield Mutant(changed, "constant", f"constant {name}", f"{name} times {factor}", factor > 1)


# --- scalar statements


def _scalar(claim: Claim) -> Iterator[Mutant]:
    statement = parse(claim.statement or "")

    def changed(**fields: object) -> Claim | None:
        return _stated(claim, replace(statement, **fields))  # type: ignore[arg-type]

    for kind, place, what, variables in _domains(statement.variables):
        new = changed(variables=variables)
        if new is not None:
            yield Mutant(new, kind, place, what)
    for number, given in enumerate(statement.given):
        rest = (*statement.given[:number], *statement.given[number + 1 :])
        where = f"given {show_relation(given)}"
        if (new := changed(given=rest)) is not None:
            yield Mutant(new, "hypothesis", where, f"without {where}")
        for move in moves(given):
            put_ = put(given, move.place.path, move.new)
            if (new := changed(given=(*statement.given[:number], put_, *statement.given[number + 1 :]))) is not None:
                yield _moved(new, move, where)
    for number, item in enumerate(statement.items):
        where = f"goal {number + 1}"
        for kind, change, item_ in _items(item):
            # The other goals are proved; they stay where they share a witness.
            others = statement.items if statement.exists else (item,)
            if (new := changed(items=tuple(item_ if other is item else other for other in others))) is not None:
                told = f"{where}: {change}"
                yield _moved(new, change, where) if isinstance(change, Move) else Mutant(new, kind, where, told)


def _items(item: Item) -> Iterator[tuple[str, Move | str, Item]]:
    for number, antecedent in enumerate(item.antecedents):
        if item.connective == "implies":
            rest = (*item.antecedents[:number], *item.antecedents[number + 1 :])
            dropped = replace(item, antecedents=rest, connective="implies" if rest else "")
            yield "hypothesis", f"without {show_relation(antecedent)}", dropped
    operator = item.consequent[0]
    for kind, table in (("strict", STRICT), ("reversed", REVERSED)):
        if operator in table:
            yield kind, kind, replace(item, consequent=(table[operator], *item.consequent[1:]))
    for move in moves(item.consequent):
        new = put(item.consequent, move.place.path, move.new)
        yield move.kind, move, replace(item, consequent=new)


def _moved(claim: Claim, move: Move, where: str) -> Mutant:
    place = f"{where}: number at {'.'.join(map(str, move.place.path))}"
    return Mutant(claim, move.kind, place, f"{where}: {move}", move.up)


Variables = tuple[tuple[str, Domain], ...]


def _domains(variables: Variables) -> Iterator[tuple[str, str, str, Variables]]:
    """Each finite end of a domain moved outwards, and dropped."""
    for number, (name, domain) in enumerate(variables):
        for end, value in (("lo", domain.lo), ("hi", domain.hi)):
            if value is None:
                continue
            out = Fraction(1) if domain.integer else abs(value) / 100
            if end == "lo":
                wide, none = replace(domain, lo=value - out), replace(domain, lo=None, lo_open=True)
            else:
                wide, none = replace(domain, hi=value + out), replace(domain, hi=None, hi_open=True)
            for new in [wide, none] if out else [none]:
                rest = (*variables[:number], (name, new), *variables[number + 1 :])
                what = f"{name} in {show_domain(new)} in place of {show_domain(domain)}"
                yield "domain", f"domain of {name}, {end}", what, rest


def _stated(claim: Claim, statement: Statement) -> Claim | None:
    """The claim with another statement; None if it says nothing or no longer binds its names."""
    try:
        text = show_statement(parse(show_statement(statement)))
    except Malformed:
        return None
    return replace(claim, statement=text, written=None)


# --- statements about objects


def _judged(claim: Claim) -> Iterator[Mutant]:
    statement = parse_judged(claim.statement or "")

    def changed(**fields: object) -> Claim | None:
        return _restated(claim, replace(statement, **fields))  # type: ignore[arg-type]

    def lines(keyword: str, number: int, new: tuple[Term, ...]) -> dict[str, tuple[Term, ...]]:
        old = statement.lines[keyword]
        return statement.lines | {keyword: (*old[:number], *new, *old[number + 1 :])}

    for kind, place, what, variables in _domains(statement.variables):
        if (new := changed(variables=variables)) is not None:
            yield Mutant(new, kind, place, what)
    for number, given in enumerate(statement.given):
        where = f"given {show_relation(given)}"
        if (new := changed(given=(*statement.given[:number], *statement.given[number + 1 :]))) is not None:
            yield Mutant(new, "hypothesis", where, f"without {where}")
    for number, line in enumerate(statement.lines.get("assume", ())):
        where = f"assume {show(line)}"
        if (new := changed(lines=lines("assume", number, ()))) is not None:
            yield Mutant(new, "hypothesis", where, f"without {where}")
    goal = statement.one("conclude")
    if goal[0] != "relation":
        return
    for kind, table in (("strict", STRICT), ("reversed", REVERSED)):
        if goal[1] in table:
            new = changed(lines=lines("conclude", 0, (("relation", table[goal[1]], *goal[2:]),)))
            if new is not None:
                yield Mutant(new, kind, "conclusion", f"conclusion {kind}")
    for move in moves(goal):
        if move.place.path[0] != 3:
            continue  # on the left another event: nothing leads there
        line = put(goal, move.place.path, move.new)
        if (new := changed(lines=lines("conclude", 0, (line,)))) is not None:
            yield _moved(_weakened(new, goal, line), move, "conclusion")


def _weakened(claim: Claim, goal: Term, line: Term) -> Claim:
    """With a last step from the old bound to the new one, or with the new one in a last step that weakens already.

    Where no rule leads from bound to bound, as from X > a to X > b, the steps stay as they are.
    """
    if not claim.hints.steps or goal[1] not in ("<=", ">"):
        return claim
    *before, last = claim.hints.steps
    if last["rule"] != ("weaken" if goal[1] == "<=" else "weaken-below"):
        if goal[1] == ">":
            return claim
        before, last = [*before, last], step(OWN_STEP, "weaken", str(last["name"]))
    bound = "bound" if claim.kind == "derivation" else "b"
    steps = (*before, {**last, "with": {**last["with"], bound: show(line[3])}})
    return replace(claim, hints=replace(claim.hints, steps=steps))


def _restated(claim: Claim, statement: Judged) -> Claim | None:
    try:
        text = show_judged(parse_judged(show_judged(statement)))
    except Malformed:
        return None
    return replace(claim, statement=text, written=None)
