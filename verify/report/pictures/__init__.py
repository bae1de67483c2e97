"""The pictures of the geometry, one a module: what is drawn is computed first, apart from the drawing.

A module has ``SAYS`` (one line), ``compute(library)`` -> data, and ``draw(data, form)`` -> the bytes of a file.
Pictures are no evidence: curves come from terms of the library's claims, points from simulations with fixed seeds.
"""

from __future__ import annotations

import difflib
from importlib import import_module
from typing import Any

from verify.library import Library
from verify.report.canvas import PictureError
from verify.statement import Claim

NAMES = {
    "trade-off": "verify.report.pictures.tradeoff",
    "separation": "verify.report.pictures.separation",
    "growth": "verify.report.pictures.growth",
}


def picture(name: str) -> Any:
    """The module of a picture; raises PictureError with the names that there are."""
    if name not in NAMES:
        near = difflib.get_close_matches(name, NAMES, 1)
        meant = f" (or {near[0]}?)" if near else ""
        raise PictureError(f"no picture {name[:40]!r}{meant}: there are {', '.join(NAMES)}")
    return import_module(NAMES[name])


def stated(library: Library, id: str) -> Claim:
    """A claim that a picture is made of; raises PictureError if the library has none with this id and a statement."""
    claim = library.by_id.get(id)
    if claim is None or claim.statement is None:
        raise PictureError(f"{library.root}: no claim {id}, of which this picture is made")
    return claim
