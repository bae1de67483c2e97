"""Where pictures are drawn: a plane with two axes, and the bytes of a file made of it.

Needs matplotlib (the extra ``report``), which is imported when a picture is asked for.  The same picture gives the same
bytes: no date, no random ids.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

FORMATS = (".png", ".svg", ".pdf")
METADATA: dict[str, dict[str, Any]] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}, ".png": {}}


class PictureError(ValueError):
    """A picture that cannot be drawn: one line."""


def suffix(file: Path) -> str:
    """The format that a file's name asks for; raises PictureError."""
    found = file.suffix.lower()
    if found not in FORMATS:
        raise PictureError(f"{file}: a picture is one of {', '.join(FORMATS)}")
    return found


def plane(**axes: Any) -> tuple[Any, Any]:
    """A figure and its axes, with matplotlib's own keywords; raises PictureError if matplotlib is missing."""
    try:
        from matplotlib import figure as figures
    except ImportError:
        raise PictureError("a picture needs matplotlib: pip install 'lawguard[report]'") from None
    figure = figures.Figure(figsize=(7, 4.5), layout="constrained")
    return figure, figure.add_subplot(**axes)


def saved(figure: Any, form: str) -> bytes:
    """The bytes of a file of this format, one of ``FORMATS``."""
    import matplotlib

    stream = BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "lawguard"}):
        figure.savefig(stream, format=form[1:], dpi=150, metadata=METADATA[form])
    return stream.getvalue()
