"""Reports of a run, one format a module; each has ``render(run, judgement) -> str``."""

from __future__ import annotations

# The formats of `--format`; "text" alone knows of terminals.
FORMATS = ("text", "json")
