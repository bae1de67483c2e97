"""Best constants, missing hypotheses, hypotheses that are not needed: what a claim could say instead.

``sharpen`` brackets the best value of a named constant, ``repair`` finds the hypothesis that a refuted claim lacks,
``unneeded`` the ones that a proved claim can do without.  ``Search`` does the same for any probe.
"""

from __future__ import annotations

from verify.sharpen.bracket import Bracket
from verify.sharpen.constants import WIDTH, Sharpened, sharpen
from verify.sharpen.repair import Repair, Unneeded, repair, unneeded
from verify.sharpen.search import Probe, Search

__all__ = [
    "WIDTH",
    "Bracket",
    "Probe",
    "Repair",
    "Search",
    "Sharpened",
    "Unneeded",
    "repair",
    "sharpen",
    "unneeded",
]
