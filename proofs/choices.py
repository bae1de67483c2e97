"""The free choices of the joint optimum (DER-SHARP/joint) as named constants, from joint.json.

``python -m proofs.joint`` finds them (`optimum`) and writes the file. They are hints: what is believed is the
certificates of the claims that contain them.
"""

from __future__ import annotations

import json
from pathlib import Path

from verify.constants import Constant

WRITTEN_BY = "python -m proofs.joint"
FILE = Path(__file__).with_name("joint.json")
# Which values would say more; a switch between two bounds has no better side, nor has a weight.
SENSES: dict[str, str | None] = {
    "two_point_slope": "least",
    "joint_radius": "least",
    "joint_energy": "least",
    "exponent_plain": "least",
    "switch_plain": None,
    "rate_printed": "least",
    "slope_printed": "least",
    "young_printed": None,
    "penalty_conditional": None,
} | {
    f"{name}_{setting}": sense
    for setting in ("printed", "conditional")
    for name, sense in {
        "square": "least",
        "mixture": "least",
        "correlation": "greatest",
        "exponent": "least",
        "switch": None,
        "joint": "least",
    }.items()
}


def stored() -> dict[str, str]:
    """The values in the file; those that the search finds if there is no file yet."""
    if FILE.exists():
        found: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))["choices"]
        return found
    from .optimum import choices

    return choices()


CHOICES = {name: Constant(value, SENSES[name]) for name, value in stored().items()}


def chosen(*names: str) -> dict[str, Constant]:
    """The named choices that a claim uses."""
    return {name: CHOICES[name] for name in names}
