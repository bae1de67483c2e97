"""Best constants, missing hypotheses, hypotheses that are not needed: what a claim could say instead.

``sharpen`` brackets the best value of a named constant, ``best_claim`` states such a bracket as a claim, ``repair``
finds the hypothesis that a refuted claim lacks, ``unneeded`` the ones that a proved claim can do without.  ``Search``
does the same for any probe.  Names are looked up when they are used: who states a bracket needs no search.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verify.sharpen.best import best_claim
    from verify.sharpen.bracket import WIDTH, Bracket
    from verify.sharpen.constants import Sharpened, sharpen
    from verify.sharpen.repairs import Repair, Unneeded, repair, unneeded
    from verify.sharpen.search import Probe, Search

__all__ = [
    "WIDTH",
    "Bracket",
    "Probe",
    "Repair",
    "Search",
    "Sharpened",
    "Unneeded",
    "best_claim",
    "repair",
    "sharpen",
    "unneeded",
]

_HOMES = {
    "WIDTH": "bracket",
    "Bracket": "bracket",
    "Probe": "search",
    "Repair": "repairs",
    "Search": "search",
    "Sharpened": "constants",
    "Unneeded": "repairs",
    "best_claim": "best",
    "repair": "repairs",
    "sharpen": "constants",
    "unneeded": "repairs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'verify.sharpen' has no attribute {name!r}")
    return getattr(import_module(f"verify.sharpen.{_HOMES[name]}"), name)
