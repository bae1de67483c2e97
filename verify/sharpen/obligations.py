"""The scalar obligations of a derivation that mention one of its constants, as a claim: what is sharpened.

A constant of a derivation is as good as the obligations of its rules allow, everything else as printed.
"""

from __future__ import annotations

from dataclasses import replace

from verify.calculus.step import put
from verify.constants import Constant, names_in
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.terms import Relation, variables
from verify.library import Library
from verify.objects.judgements import parse
from verify.printing import show_domain, show_relation
from verify.selection import needed
from verify.statement import Claim, ClaimError, claim, rewritten
from verify.trace import steps


def obligation_claim(derivation: Claim, name: str, library: Library) -> Claim:
    """The obligations of ``derivation`` in which the constant ``name`` stands, with it as their constant.

    Raises ClaimError if the steps cannot be computed or none of their obligations mentions the constant.
    """
    written = derivation.written
    if written is None or name not in written.constants:
        raise ClaimError(f"it has no constant {name[:40]!r}", derivation.id)
    free = f"{name}_value"
    rows = [written.rows[0], f"var {free} in (-oo, oo)", *written.rows[1:]]
    symbolic = rewritten(
        derivation, replace(written, rows=tuple(rows), constants={**written.constants, name: Constant(free)})
    )
    try:
        found = [obligation for line in steps(symbolic, library) for obligation in line.obligations]
    except (Rejected, Malformed) as error:
        raise ClaimError(f"its steps cannot be computed: {error}", derivation.id) from None
    statement = parse(symbolic.statement or "")
    vars = {variable: show_domain(domain) for variable, domain in statement.variables if variable != free}
    items = []
    for obligation in found:
        relations = (obligation.relation, *obligation.given)
        if any(free in variables(term) for relation in relations for term in relation[1:]):
            vars |= {variable: show_domain(domain) for variable, domain in obligation.names}
            under = " and ".join(named(relation, free, name) for relation in obligation.given)
            items.append(f"{under}{' implies ' if under else ''}{named(obligation.relation, free, name)}")
    if not items:
        others = [id for id in needed(library, [derivation.id])[:-1] if name in library.by_id[id].constants]
        advice = f"; sharpen one that it rests on and that has it: {', '.join(others)}" if others else ""
        raise ClaimError(f"none of its obligations mentions the constant {name}{advice}", derivation.id)
    given = [named(relation, free, name) for relation in statement.given]
    used = names_in([*items, *given])
    vars = {variable: domain for variable, domain in vars.items() if variable in used}
    return claim(
        [*dict.fromkeys(items)], vars=vars, given=given, id=derivation.id, constants={name: written.constants[name]}
    )


def named(relation: Relation, free: str, name: str) -> str:
    return show_relation((relation[0], *(put(term, {free: ("var", name)}) for term in relation[1:])))  # type: ignore[arg-type]
