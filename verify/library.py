"""Libraries: where claims come from, and where their certificates and verdicts live.

A library is a folder (a package whose modules have ``CLAIMS``, in the order of its ``GROUPS``), a .py file
with ``CLAIMS``, or a .toml claim file.  A folder keeps ``claims.json`` (what the kernel reads),
``certificates/`` and ``claims.lock``; a single file keeps nothing.  A library in Python is code and runs as
such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from verify.claimfile import LibraryError, known, read_claims, read_toml
from verify.files import readable
from verify.objects.judgements import parse
from verify.statement import Claim

# Ids name files ("/" becomes "."), so nothing else may stand in them.
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)*\Z")
MAX_ID = 100
__all__ = ["Library", "LibraryError", "certificate_name", "claims_document", "load", "locate"]
SETTINGS = ("library",)


@dataclass(frozen=True)
class Library:
    """Claims in reading order, with the file or folder that they come from.

    headings: group to heading.  citations: literature results, as data.
    """

    claims: tuple[Claim, ...]
    root: Path
    headings: Mapping[str, str] = field(default_factory=dict)
    citations: tuple[Mapping[str, Any], ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    @property
    def folder(self) -> Path | None:
        """The folder with the stored files; None for a single file."""
        return self.root if self.root.is_dir() else None

    def part(self, ids: Iterable[str]) -> Library:
        """The library with only these claims."""
        wanted = set(ids)
        return replace(self, claims=tuple(claim for claim in self.claims if claim.id in wanted))


def certificate_name(id: str) -> str:
    return f"{id.replace('/', '.')}.json"


def claims_document(library: Library) -> bytes:
    """``claims.json``: the statements as the kernel reads them."""
    keys = ("id", "group", "kind", "source", "says", "statement")
    claims = [{key: getattr(claim, key) for key in keys} | {"of": list(claim.of)} for claim in library.claims]
    return readable({"format": 1, "claims": claims, "citations": [dict(entry) for entry in library.citations]})


def locate(target: str | Path | None = None) -> Path:
    """The file or folder of a library, nothing loaded; raises LibraryError.

    Without a target: the nearest ``[tool.lawguard] library`` in a pyproject.toml upwards from here, else
    the packaged paper.
    """
    if target is None:
        for folder in (Path.cwd(), *Path.cwd().parents):
            configured = _configured(folder)
            if configured is not None:
                return configured
        return packaged()
    path = Path(target).expanduser()
    if not path.exists():
        raise LibraryError(f"{target}: no such file or folder")
    if path.is_dir():
        if (path / "__init__.py").is_file():
            return path.resolve()
        configured = _configured(path.resolve())
        if configured is None:
            raise LibraryError(f"{target}: no library: neither an __init__.py nor [tool.lawguard] in a pyproject.toml")
        return configured
    if path.suffix not in (".py", ".toml"):
        raise LibraryError(f"{target}: a library is a folder, a .py file or a .toml file")
    return path.resolve()


def packaged() -> Path:
    """The folder of the paper that is shipped with the command."""
    spec = find_spec("proofs")
    if spec is None or spec.origin is None:
        raise LibraryError("no library here, and the packaged one is not installed")
    return Path(spec.origin).parent


def _configured(folder: Path) -> Path | None:
    file = folder / "pyproject.toml"
    if not file.is_file() or b"lawguard" not in file.read_bytes():
        return None
    table = _settings(file)
    if table is None:
        return None
    known(table, SETTINGS, f"{file}: [tool.lawguard]")
    name = table.get("library")
    if not isinstance(name, str):
        raise LibraryError(f'{file}: [tool.lawguard] needs library = "folder or file"')
    path = (folder / name).resolve()
    if not path.exists():
        raise LibraryError(f"{file}: the library {name!r} does not exist")
    return path


def _settings(file: Path) -> dict[str, Any] | None:
    """The table [tool.lawguard], None if there is none."""
    tool = read_toml(file, exact=False).get("tool")
    table = tool.get("lawguard") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def citations_of(claim: Claim) -> tuple[str, ...]:
    """The ids of the citations that a claim names in its statement; those of kind statistic may."""
    return parse(claim.statement).cited if claim.kind == "statistic" and claim.statement else ()


def load(target: str | Path | None = None) -> Library:
    """Load a library; raises LibraryError."""
    path = locate(target)
    if path.suffix == ".toml" and path.is_file():
        library = Library(tuple(read_claims(path)), path)
    else:
        from verify.packages import load_file, load_folder

        library = load_folder(path) if path.is_dir() else load_file(path)
    return checked(library)


def checked(library: Library) -> Library:
    """The library, if its ids are unique and well formed and refer to claims and citations that exist."""
    if not library.claims:
        how = "[[claim]] tables" if library.root.suffix == ".toml" else "a list CLAIMS in a module"
        raise LibraryError(f"{library.root}: no claims: they are written as {how}")
    seen: set[str] = set()
    for claim in library.claims:
        if len(claim.id) > MAX_ID or not ID.match(claim.id):
            raise LibraryError(f"{library.root}: claim {claim.id[:60]!r}: an id has letters, digits, '-', '_' and '/'")
        if claim.id.lower() in seen:
            raise LibraryError(f"{library.root}: claim {claim.id}: the id is there twice (in any case)")
        seen.add(claim.id.lower())
    cited = [str(entry.get("id")) for entry in library.citations]
    for claim in library.claims:
        for id in citations_of(claim):
            if id not in cited:
                near = get_close_matches(id, cited, 1)
                meant = f"; did you mean {near[0]!r}?" if near else ""
                raise LibraryError(f"{library.root}: claim {claim.id}: there is no citation {id!r}{meant}")
        for other in (*claim.of, *claim.hints.uses):
            if other not in library.by_id:
                raise LibraryError(f"{library.root}: claim {claim.id}: it refers to {other!r}, which does not exist")
    return library
