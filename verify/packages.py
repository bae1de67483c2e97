"""Libraries in Python: a folder that is a package, or one file.  Their code runs, so trust them as code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any

from verify.claimfile import LibraryError
from verify.files import sha256
from verify.law import Law
from verify.library import Library, locate
from verify.statement import Claim, in_group


def load_folder(path: Path) -> Library:
    """The claims of a package's modules, in the order of its ``GROUPS`` (else ``HEADINGS``, else by name)."""
    package = _import(path / "__init__.py", path)
    claims: list[Claim] = []
    headings: dict[str, str] = {}
    for name in _order(package, path):
        module = _import(path / f"{name}.py", path, f"{package.__name__}.{name}")
        group = str(getattr(module, "GROUP", ""))
        headings[group] = str(getattr(module, "HEADING", "")) or _headings(package).get(group, group)
        claims += _claims(module, path / f"{name}.py", group)
    citations = getattr(package, "CITATIONS", None)
    if citations is None and (path / "citations.py").is_file():
        module = _import(path / "citations.py", path, f"{package.__name__}.citations")
        citations = getattr(module, "CITATIONS", ())
    return Library(tuple(claims), path, headings, tuple(citations or ()))


def load_file(path: Path) -> Library:
    """The ``CLAIMS`` of one module."""
    module = _import(path)
    group = str(getattr(module, "GROUP", ""))
    heading = str(getattr(module, "HEADING", group))
    citations = tuple(getattr(module, "CITATIONS", ()))
    return Library(tuple(_claims(module, path, group)), path, {group: heading}, citations)


def load_law(target: str | Path | None = None) -> Law:
    """The ``LAW`` that a library's folder offers in ``bound.py``; raises LibraryError."""
    path = locate(target)
    file = path / "bound.py"
    if not file.is_file():
        raise LibraryError(f"{path}: the library offers no law (a folder does, in bound.py)")
    package = _import(path / "__init__.py", path)
    law = getattr(_import(file, path, f"{package.__name__}.bound"), "LAW", None)
    if not isinstance(law, Law):
        raise LibraryError(f"{file}: no law LAW")
    return law


def _headings(package: ModuleType) -> Mapping[str, str]:
    found = getattr(package, "HEADINGS", {})
    return found if isinstance(found, Mapping) else {}


def _order(package: ModuleType, path: Path) -> Iterable[str]:
    groups = getattr(package, "GROUPS", None)
    if groups is None:
        groups = [group.lower() for group in _headings(package)]
    if not groups:
        texts = {file.stem: file.read_text("utf-8") for file in sorted(path.glob("*.py")) if file.stem != "__init__"}
        groups = [name for name, text in texts.items() if "\nCLAIMS" in text]
    for name in groups:
        if not isinstance(name, str) or not (path / f"{name}.py").is_file():
            raise LibraryError(f"{path / '__init__.py'}: GROUPS names {name!r}, but there is no {name}.py")
    return list(groups)


def _claims(module: ModuleType, file: Path, group: str) -> list[Claim]:
    found: Any = getattr(module, "CLAIMS", None)
    if not isinstance(found, (list, tuple)):
        raise LibraryError(f"{file}: no list CLAIMS, such as CLAIMS = [claim(...), ...]")
    for number, entry in enumerate(found, 1):
        if not isinstance(entry, Claim):
            raise LibraryError(f"{file}: entry {number} of CLAIMS is a {type(entry).__name__}, not a claim")
    return [in_group(entry, group) for entry in found]


def _import(file: Path, folder: Path | None = None, name: str | None = None) -> ModuleType:
    """Run a library's module; a fault in it is one line with its place."""
    with redirect_stdout(sys.stderr):  # what it prints is no part of a report
        return _imported(file, folder, name)


def _imported(file: Path, folder: Path | None, name: str | None) -> ModuleType:
    # Cached bytecode is compared by the second and by size only, so an edit could go unseen.
    caching, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        if name is not None:
            return import_module(name)
        if folder is not None and _importable(folder):
            return import_module(folder.name)
        # A private name: another package may be called the same, and relative imports work under any name.
        private = f"_library_{sha256(str(file).encode())[:12]}"
        for loaded in [name for name in sys.modules if name == private or name.startswith(f"{private}.")]:
            del sys.modules[loaded]  # the file may have changed since
        places = [str(folder)] if folder is not None else None
        spec = spec_from_file_location(private, file, submodule_search_locations=places)
        if spec is None or spec.loader is None:
            raise LibraryError(f"{file}: not a Python module")
        module = sys.modules[private] = module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[private]
            raise
        return module
    except LibraryError:
        raise
    except SyntaxError as error:
        raise LibraryError(f"{error.filename or file}: line {error.lineno}: {error.msg}") from None
    except (Exception, SystemExit) as error:  # a library is somebody's code: anything may come out of it
        root = str(folder or file)
        lines = [frame for frame in extract_tb(error.__traceback__) if frame.filename.startswith(root)]
        place = f"{lines[-1].filename}: line {lines[-1].lineno}" if lines else str(file)
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        if isinstance(error, ImportError) and "relative import" in said and (file.parent / "__init__.py").is_file():
            said = f"{said}; it is a module of the library {file.parent}: give that folder"
        kind = "" if isinstance(error, ValueError) else f"{type(error).__name__}: "
        raise LibraryError(f"{place}: {kind}{said}") from None
    finally:
        sys.dont_write_bytecode = caching


def _importable(folder: Path) -> bool:
    """Whether the folder is what its name imports."""
    try:
        spec = find_spec(folder.name)
    except (ImportError, ValueError):
        return False
    return spec is not None and spec.origin is not None and Path(spec.origin).resolve().parent == folder.resolve()
