"""What if a named constant had another value: the library with it, and what then fails or moves.

Every claim that has the constant is rebuilt with the new value; derivations use the rebuilt claims in place of the
ones they name, so that the change runs through to the last conclusion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from verify import session
from verify.kernel.errors import Malformed
from verify.library import Library
from verify.objects.judgements import parse
from verify.printing import show
from verify.selection import needed
from verify.session import Options
from verify.statement import Claim, ClaimError
from verify.verdict import Verdict


@dataclass(frozen=True)
class Change:
    """A claim on the way, before and after: what it concludes, and the verdict after."""

    before: Claim
    after: Claim
    verdict: Verdict

    @property
    def moved(self) -> bool:
        return self.before.statement != self.after.statement

    @property
    def failed(self) -> bool:
        return self.verdict.status != "proved"


def changed(library: Library, values: Mapping[str, str]) -> Library:
    """The library with other values of named constants; raises ClaimError."""
    rebuilt: dict[str, Claim] = {}

    def at(claim: Claim) -> Claim:
        if claim.id not in library.by_id:
            return claim  # a citation
        if claim.id not in rebuilt:
            present = {name: value for name, value in values.items() if name in library.by_id[claim.id].constants}
            new = library.by_id[claim.id].with_constants(present) if present else library.by_id[claim.id]
            steps = tuple(linked(hint, at) for hint in new.hints.steps)
            instances = tuple((at(entry), terms) for entry, terms in new.hints.instances)
            rebuilt[claim.id] = replace(new, hints=replace(new.hints, steps=steps, instances=instances))
        return rebuilt[claim.id]

    return replace(library, claims=tuple(at(claim) for claim in library.claims))


def linked(hint: Mapping[str, Any], at: Callable[[Claim], Claim]) -> dict[str, Any]:
    """A step that uses the rebuilt claims."""
    new = dict(hint)
    if "lemma" in hint:
        new["lemma"] = at(hint["lemma"])
    if hint.get("instances"):
        new["instances"] = tuple((at(claim), terms) for claim, terms in hint["instances"])
    return new


def whatif(library: Library, id: str, values: Mapping[str, str], options: Options) -> list[Change]:
    """The claims that ``id`` needs, in the order of the argument, and itself, decided with other constants.

    values: {name: text}.  Stored certificates count for claims that are as they were, steps included.  Raises
    ClaimError for a constant that no claim on the way has, or a value that does not fit; KeyboardInterrupt on Ctrl-C,
    since of a part of the argument nothing can be said.
    """
    ids = [name for name in needed(library, [id]) if library.by_id[name].statement is not None]
    known = {name for claim_id in ids for name in library.by_id[claim_id].constants}
    for name in values:
        if name not in known:
            there = f"there are: {', '.join(sorted(known))}" if known else "no claim on the way names one (constants)"
            raise ClaimError(f"no constant {name[:40]!r} on the way; {there}", id)
    after = changed(library, values)
    other = {name for name in ids if library.by_id[name] != after.by_id[name]}
    run = session.run(after, ids, replace(options, write=False, anew=options.anew | other)).whole()
    return [Change(library.by_id[name], after.by_id[name], run.by_id[name]) for name in ids if name in run.by_id]


def conclusion(claim: Claim) -> str:
    """What a claim concludes, as text."""
    try:
        return show(parse(claim.statement or "").one("conclude"))
    except Malformed:
        rows = (claim.statement or "").split("\n")
        return "; ".join(row.partition(" ")[2] for row in rows if row.startswith(("claim ", "given ")))
