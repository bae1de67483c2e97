"""The pictures that there are: entry points of installed packages, of the group ``lawguard.pictures``.

    [project.entry-points."lawguard.pictures"]
    growth = "proofs.pictures.growth"

A picture is a module with ``SAYS`` (one line), ``compute(library)`` -> data, and ``draw(data, form)`` -> the bytes of a
file: what is drawn is computed first, apart from the drawing (``verify.report.canvas``).  It is imported when it is
asked for.  Pictures are no evidence.
"""

from __future__ import annotations

import difflib
from importlib.metadata import entry_points
from typing import Any

from verify.library import Library
from verify.report.canvas import PictureError
from verify.statement import Claim

GROUP = "lawguard.pictures"
PARTS = ("SAYS", "compute", "draw")


def names() -> list[str]:
    """The names of all pictures; nothing is imported."""
    return sorted(entry_points(group=GROUP).names)


def picture(name: str) -> Any:
    """The module of a picture; raises PictureError, with the names that there are if this is none of them."""
    offered = {point.value: point for point in entry_points(group=GROUP, name=name)}
    if not offered:
        near = difflib.get_close_matches(name, names(), 1)
        meant = f" (or {near[0]}?)" if near else ""
        there = f"there are {', '.join(names())}" if names() else "no installed package offers any"
        raise PictureError(f"no picture {name[:40]!r}{meant}: {there}")
    if len(offered) > 1:
        raise PictureError(f"the picture {name!r} is offered twice: {' and '.join(sorted(offered))}")
    ((value, point),) = offered.items()
    try:
        found = point.load()
    except (ImportError, AttributeError) as error:
        raise PictureError(f"the picture {name!r} cannot be had from {value}: {error}") from None
    missing = [part for part in PARTS if not hasattr(found, part)]
    if missing:
        raise PictureError(f"the picture {name!r}: {value} has no {', '.join(missing)}")
    return found


def stated(library: Library, id: str) -> Claim:
    """A claim that a picture is made of; raises PictureError if the library has none with this id and a statement."""
    claim = library.by_id.get(id)
    if claim is None or claim.statement is None:
        raise PictureError(f"{library.root}: no claim {id}, of which this picture is made")
    return claim
