"""The witness of a bracket that is stated as a claim: the constant and the point that a search has found."""

from __future__ import annotations

from fractions import Fraction

from verify.sharpen.best import better, coordinates, free_name
from verify.sharpen.bracket import WIDTH
from verify.sharpen.constants import Sharpened


def witness(found: Sharpened, width: Fraction = WIDTH) -> dict[str, str] | None:
    """A value for each ``exists`` variable of ``best_claim``: the proved end, and a point that refutes a better value.

    None if the bracket is open, was found on the other side than asked for, or no such point is known.
    """
    bracket, chosen = found.bracket, found.parameter
    if bracket.proved is None or not bracket.closed or found.turned or found.falsify is None:
        return None
    beside = found.certificates.get("refuted")  # nearer to the proved end: what fails there should fail farther away
    verdict = found.falsify(better(chosen, bracket.proved, width)) or (beside[1] if beside is not None else None)
    if verdict is None or verdict.certificate is None:
        return None
    point = verdict.certificate["point"]
    names = coordinates(chosen)
    return {free_name(chosen): str(bracket.proved)} | {names[v]: str(point[v]) for v in sorted(names)}
