"""The picture of a law: the bound against one parameter on logarithmic axes.  A drawing, not evidence.

Needs matplotlib (the extra ``report``), which is imported when a picture is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from verify.kernel.parser import parse_term
from verify.law import Law
from verify.numerics.closed import OpenError, enclosure, true
from verify.numerics.law import closed, relation_at
from verify.numerics.values import rational
from verify.report.canvas import PictureError, plane, saved

POINTS = 120
BITS = 64


def draw(law: Law, values: Mapping[str, Fraction], form: str) -> bytes:
    """The picture as the bytes of a file; raises PictureError if matplotlib is missing or there is nothing to draw."""
    if law.picture is None:
        raise PictureError(f"{law.name} has no picture")
    picture = law.picture
    figure, axes = plane(xscale="log", yscale="log", xlabel=picture.parameter, ylabel=law.quantity)
    places = grid(*(rational(parse_term(end), values, picture.parameter) for end in (picture.start, picture.stop)))
    name = f"{law.name}: the bound" + ("" if true(relation_at(law.condition, values)) else " (its condition fails)")
    for term, label in ((law.bound, name), *((c.term, c.says) for c in picture.curves)):
        axes.plot([float(place) for place in places], heights(term, picture.parameter, places, values), label=label)
    axes.axhline(height(picture.level, values), color="grey", linestyle=":", label=f"level {picture.level}")
    axes.set_title(", ".join(f"{k} = {short(v)}" for k, v in values.items() if k != picture.parameter), fontsize=8)
    axes.legend()
    return saved(figure, form)


def grid(start: Fraction, stop: Fraction) -> list[Fraction]:
    """Integers from start to stop, about evenly on a logarithmic scale."""
    if not 0 < start < stop:
        raise PictureError(f"a picture needs 0 < start < stop, not {start} and {stop}")
    try:
        ratio = float(stop / start)
        return [start, *(Fraction(int(start * Fraction(ratio ** (i / POINTS)))) for i in range(1, POINTS)), stop]
    except OverflowError:
        raise PictureError("the numbers are too large to be drawn") from None


def heights(term: str, parameter: str, places: list[Fraction], values: Mapping[str, Fraction]) -> list[float]:
    return [height(term, {**values, parameter: place}) for place in places]


def height(term: str, values: Mapping[str, Fraction]) -> float:
    """A value for drawing: the middle of an enclosure."""
    found = enclosure(closed(term, values), BITS)
    if found.lo[0] or found.hi[0]:
        raise OpenError(f"{term} could not be enclosed")
    try:
        return float((found.lo[1] + found.hi[1]) / 2)
    except OverflowError:
        raise PictureError("the numbers are too large to be drawn") from None


def short(value: Fraction) -> str:
    return str(value) if len(str(value)) < 12 else f"{float(value):.6g}"
