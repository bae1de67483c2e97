"""The kernel's complaint about a text, with what to write instead where that is known."""

from __future__ import annotations

import difflib

from verify.kernel.errors import Malformed
from verify.kernel.terms import FUNCTIONS


def advice(error: Malformed, rows: list[str]) -> str:
    """One line; ``rows`` are the lines of the statement that the complaint is about."""
    text, said = error.text, str(error)
    if said.startswith("unexpected '^'"):
        return f"{said}: write ** for a power"
    if said.startswith(("unexpected '='", "unexpected '!'")):
        return f"{said}: relations are <= < >= > =="
    if said.startswith("chained relations"):
        return f"{said}: write two relations, as a list"
    if said.startswith("unknown function"):
        name = said.split("'")[1]
        near = difflib.get_close_matches(name, [*FUNCTIONS, "log"], 1)
        return f"{said}; {'did you mean ' + near[0] + '?' if near else 'known are ' + ', '.join(sorted(FUNCTIONS))}"
    if said.startswith("unbound variable"):
        return f"{said}: give its domain in vars"
    if "'oo' is not a term" in said or "'nan'" in said or "'inf'" in said:
        return f"{said}: infinities stand only at the ends of domains"
    if said.startswith("empty domain"):
        row = next((row for row in rows if text and text in row), text)
        return f"empty domain: {row}"
    return said
