"""The machine-readable report, in the published schema; exact numbers are text."""

from __future__ import annotations

from json import dumps

from verify.judgement import Judgement
from verify.session import Run
from verify.verdict import to_document


def render(run: Run, judgement: Judgement) -> str:
    """The document; whether everything is as expected is said by the exit code."""
    return dumps(to_document(run.verdicts), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
