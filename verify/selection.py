"""Which claims a command is about: by id, by the id of their common printed claim, by group, by substring."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from verify.library import Library


class SelectionError(ValueError):
    """A word that selects nothing: one line, with the nearest ids."""


def select(library: Library, words: Sequence[str] = (), substring: str | None = None) -> list[str]:
    """The ids selected, in the library's order; without words, all; raises SelectionError if there is none.

    ``NUM-RANGE`` selects that claim and everything below it (NUM-RANGE/a, NUM-RANGE/a/core); ``DER`` a
    group.
    """
    chosen: set[str] = set()
    for word in words:
        found = matching(library, word)
        if not found:
            raise SelectionError(nearest(library, word))
        chosen.update(found)
    ids = [claim.id for claim in library.claims if not words or claim.id in chosen]
    if substring is not None:
        ids = [id for id in ids if substring.lower() in id.lower()]
        if not ids:
            raise SelectionError(f"no {'selected ' if words else ''}id contains {substring!r}")
    return ids


def matching(library: Library, word: str) -> list[str]:
    """The ids that one word selects."""
    return [
        claim.id
        for claim in library.claims
        if word in (claim.id, claim.group) or claim.id.startswith(f"{word.rstrip('/')}/")
    ]


def nearest(library: Library, word: str) -> str:
    """What to say about a word that is no claim, or that selects nothing."""
    several = matching(library, word)
    if several:
        more = " or ..." if len(several) > 3 else ""
        return (
            f"{word!r} stands for {len(several)} claim{'' if len(several) == 1 else 's'}, and one is expected: "
            f"{' or '.join(several[:3])}{more}"
        )
    if word.endswith((".toml", ".py")):
        return f"{word[:80]!r} is a file, and a claim is expected: the ID comes first, then the file"
    names = {claim.id.lower(): claim.id for claim in library.claims}
    names |= {claim.group.lower(): claim.group for claim in library.claims if claim.group}
    near = difflib.get_close_matches(word.lower(), names, 3, 0.5)
    advice = f"did you mean {' or '.join(names[name] for name in near)}?" if near else "`lawguard list` shows the ids"
    return f"no claim, group or file is called {word[:80]!r}; {advice}"


def needed(library: Library, ids: Iterable[str]) -> list[str]:
    """The ids, and everything that they need (readings, claims to instantiate), each after what it needs.

    Raises SelectionError if claims need each other in a circle.
    """
    order: dict[str, None] = {}
    for start in ids:
        path: list[str] = []  # claims whose needs are being listed, outermost first
        stack = [(start, False)]
        while stack:
            id, done = stack.pop()
            if done:
                order[path.pop()] = None
            elif id in path:
                circle = " -> ".join([*path[path.index(id) :], id])
                raise SelectionError(f"{library.root}: claim {id}: it needs itself: {circle}")
            elif id not in order:
                path.append(id)
                stack.append((id, True))
                stack += [(other, False) for other in reversed(needs(library, id)) if other not in order]
    return list(order)


def needs(library: Library, id: str) -> tuple[str, ...]:
    """The claims that one claim needs directly."""
    claim = library.by_id[id]
    return (*claim.of, *claim.hints.uses)
