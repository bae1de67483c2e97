"""Claim files: claims in TOML, safe to read from a stranger.

Nothing is evaluated: the file's texts go to the kernel's parser.  Size is capped, numbers that are not
integers are refused (exact decimals are written inside the claim's text), and a key that is not known is an
error, so that a typo cannot turn a hypothesis off.
"""

from __future__ import annotations

import difflib
import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from verify.kernel.errors import Malformed
from verify.statement import Claim, ClaimError, Constant, claim, variable_name

MAX_BYTES = 1_000_000
KEYS = ("id", "claim", "vars", "given", "exists", "constants", "repair", "expect", "source")
EXISTS_KEYS = ("in", "of")
CONSTANT_KEYS = ("value", "sense")


class LibraryError(ValueError):
    """A library that cannot be read: one line that names the file, the claim and the fault."""


def read_claims(path: Path) -> list[Claim]:
    """The claims of a TOML file, in order; raises LibraryError."""
    document = read_toml(path)
    known(document, ("claim",), str(path))
    tables = document.get("claim", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise LibraryError(f"{path}: claims are written as [[claim]] tables")
    return [_claim(path, number, table) for number, table in enumerate(tables, 1)]


def read_toml(path: Path, exact: bool = True) -> dict[str, Any]:
    """A TOML document, without floats if it is to be ``exact``; raises LibraryError."""

    def refuse(text: str) -> object:
        if not exact:
            return float(text)
        raise LibraryError(f'{path}: the number {text[:40]} is not exact: write it as text, "{text[:40]}"')

    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise LibraryError(f"{path}: larger than {MAX_BYTES} bytes")
        if data.startswith(BOM_UTF8):
            raise LibraryError(
                f"{path}: it begins with a byte order mark, which TOML does not know: save it without one"
            )
        return tomllib.loads(data.decode("utf-8"), parse_float=refuse)
    except OSError as error:
        raise LibraryError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LibraryError(f"{path}: not UTF-8 (at line {line})") from None
    except RecursionError:
        raise LibraryError(f"{path}: nesting too deep") from None
    except LibraryError:
        raise
    except ValueError as error:  # TOMLDecodeError is one; so is an integer with too many digits
        raise LibraryError(f"{path}: not TOML: {str(error).splitlines()[0][:200]}") from None


def known(table: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    """Refuse keys that are not in ``keys``."""
    allowed = list(keys)
    for key in table:
        if key not in allowed:
            near = difflib.get_close_matches(key, allowed, 1)
            advice = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(allowed)}"
            raise LibraryError(f"{where}: unknown key {key[:60]!r}; {advice}")


def _claim(path: Path, number: int, table: dict[str, Any]) -> Claim:
    name = table.get("id")
    where = f"{path}: claim {name[:60] if isinstance(name, str) else number}"
    known(table, KEYS, where)
    for key in ("id", "claim"):
        if key not in table:
            raise LibraryError(f"{where}: no {key!r}")
    for key in ("id", "expect", "source", "repair"):
        if not isinstance(table.get(key, ""), str):
            raise LibraryError(f"{where}: {key!r} is text")
    try:
        return claim(
            _texts(table["claim"], "claim", where),
            vars=_domains(table.get("vars", {}), "vars", where),
            given=_texts(table.get("given", []), "given", where),
            exists=_exists(table.get("exists", {}), where),
            constants=_constants(table.get("constants", {}), where),
            repair=table.get("repair"),
            id=str(name),
            source=table.get("source", ""),
            expect=table.get("expect"),
        )
    except ClaimError as error:
        raise LibraryError(f"{path}: {error}") from None


def _texts(value: object, key: str, where: str) -> list[str]:
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(entry, str) for entry in found):
        raise LibraryError(f"{where}: {key!r} is a relation or a list of relations, as text")
    if key == "claim" and not found:
        raise LibraryError(f"{where}: 'claim' is empty")
    return found


def _domains(value: object, key: str, where: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise LibraryError(f'{where}: {key!r} is a table such as {{ x = "(0, oo)" }}')
    return {_name(name, where): _domain(name, domain, where) for name, domain in value.items()}


def _exists(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise LibraryError(f'{where}: \'exists\' is a table such as {{ C = {{ in = "(0, oo)", of = ["n"] }} }}')
    found: dict[str, Any] = {}
    for name, form in value.items():
        if not isinstance(form, dict):
            found[_name(name, where)] = _domain(name, form, where)
            continue
        known(form, EXISTS_KEYS, f"{where}: exists {name[:60]}")
        of = _texts(form.get("of", []), "of", where)
        domain = _domain(name, form.get("in"), where)
        found[_name(name, where)] = {"in": domain, "of": [_name(entry, where) for entry in of]}
    return found


def _constants(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise LibraryError(f"{where}: 'constants' is a table such as {{ K = \"1/8\" }}")
    found: dict[str, object] = {}
    for name, form in value.items():
        found[name] = form
        if isinstance(form, dict):
            known(form, CONSTANT_KEYS, f"{where}: constants {name[:60]}")
            found[name] = Constant(form.get("value"), form.get("sense"))  # type: ignore[arg-type]  # judged by claim
    return found


def _name(text: str, where: str) -> str:
    try:
        return variable_name(text)
    except Malformed as error:
        raise LibraryError(f"{where}: {error}") from None


def _domain(name: str, value: object, where: str) -> str:
    if not isinstance(value, str):
        raise LibraryError(f'{where}: the domain of {name[:60]} is text such as "(0, oo)"')
    return " ".join(value.split())  # one line of the statement stays one line
