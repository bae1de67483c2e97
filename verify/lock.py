"""The lock: what was decided when the library was last agreed on, and how today differs from it.

``claims.lock`` holds, for each claim, the hash of its statement, its verdict, the hash of its certificate's bytes,
what it rests on and its flags; for a derivation the hash of each named step; for a heading its readings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verify.files import canonical, readable, sha256
from verify.kernel.errors import Malformed
from verify.kernel.reader import read_json
from verify.library import Library
from verify.session import Run
from verify.verdict import STRENGTH, Verdict, weaker

NAME = "claims.lock"
FORMAT = 1


class LockError(ValueError):
    """A lock that cannot be read, or must not be replaced: one line."""


@dataclass(frozen=True)
class Entry:
    """What is locked of one claim."""

    verdict: str
    statement: str | None = None
    certificate: str | None = None
    rests_on: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    steps: Mapping[str, str] = field(default_factory=dict)
    of: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        result: dict[str, Any] = {key: getattr(self, key) for key in ("verdict", "statement", "certificate")}
        result |= {"rests_on": list(self.rests_on), "flags": list(self.flags)}
        optional = {"steps": dict(self.steps), "of": list(self.of)}
        return result | {key: value for key, value in optional.items() if value}


@dataclass(frozen=True)
class Difference:
    """One difference between the lock and today.

    kind: statement, step, weaker, better, certificate, rests_on, flags, new or gone.
    """

    id: str
    kind: str
    message: str

    @property
    def breaks(self) -> bool:
        """Whether a run fails because of it; otherwise it is worth a notice."""
        return self.kind in ("statement", "step", "weaker", "gone")

    def __str__(self) -> str:
        return f"{self.id}: {self.message}"


def read_lock(path: Path) -> dict[str, Entry] | None:
    """The locked entries; None if there is no lock; raises LockError if it is damaged."""
    if not path.is_file():
        return None
    try:
        document = read_json(path.read_bytes())
        if not isinstance(document, dict) or document.get("format") != FORMAT or set(document) != {"format", "claims"}:
            raise Malformed(f"not a lock of format {FORMAT}")
        if not isinstance(document["claims"], dict):
            raise Malformed("claims is not an object")
        return {id: _entry(id, value) for id, value in document["claims"].items()}
    except Malformed as error:
        raise LockError(f"{path}: damaged lock: {error}; restore it or delete it") from None
    except OSError as error:
        raise LockError(f"{path}: {error.strerror or error}") from None


def _entry(id: str, value: object) -> Entry:
    texts, lists = ("statement", "certificate"), ("rests_on", "flags", "of")
    if not isinstance(value, dict) or value.get("verdict") not in STRENGTH:
        raise Malformed(f"claim {id[:60]}: no verdict that exists")
    for key, entry in value.items():
        many = entry if isinstance(entry, list) else None
        pairs = entry if isinstance(entry, dict) else None
        good = {
            **dict.fromkeys(texts, entry is None or isinstance(entry, str)),
            **dict.fromkeys(lists, many is not None and all(isinstance(name, str) for name in many)),
            "steps": pairs is not None and all(isinstance(hash, str) for hash in pairs.values()),
            "verdict": True,
        }
        if not good.get(key, False):
            raise Malformed(f"claim {id[:60]}: {key[:40]!r} is not what a lock holds")
    return Entry(
        value["verdict"],
        value.get("statement"),
        value.get("certificate"),
        tuple(value.get("rests_on", ())),
        tuple(value.get("flags", ())),
        value.get("steps", {}),
        tuple(value.get("of", ())),
    )


def entries(run: Run) -> dict[str, Entry]:
    """What a lock of this run's verdicts would hold."""
    return {verdict.id: entry_of(run.library, verdict, run.hashes.get(verdict.id)) for verdict in run.verdicts}


def entry_of(library: Library, verdict: Verdict, hash: str | None) -> Entry:
    """What is locked of a verdict whose certificate's bytes have this hash."""
    certificate = verdict.certificate
    steps = certificate.get("steps", []) if certificate is not None else []
    named = [step for step in steps if isinstance(step, dict) and "name" in step] if isinstance(steps, list) else []
    return Entry(
        verdict.status,
        library.by_id[verdict.id].hash,
        hash,
        tuple(verdict.rests_on),
        tuple(verdict.flags),
        {str(step["name"]): sha256(canonical(step)) for step in named},
        library.by_id[verdict.id].of,
    )


def differences(
    locked: Mapping[str, Entry],
    current: Mapping[str, Entry],
    whole: bool,
    order: Mapping[str, object] | None = None,
) -> list[Difference]:
    """Every difference, in the order of the claims; missing claims count as gone only if ``whole``."""
    found: list[Difference] = []
    for id in current:
        found += _compare(id, locked[id], current[id]) if id in locked else [Difference(id, "new", "not in the lock")]
    gone = [id for id in locked if id not in (order or current)] if whole else []
    return found + [Difference(id, "gone", "locked, but no longer a claim of the library") for id in gone]


def _compare(id: str, old: Entry, new: Entry) -> list[Difference]:
    found = []
    if (old.statement, old.of) != (new.statement, new.of):
        found.append(Difference(id, "statement", "the statement has changed since it was locked"))
    for name in sorted({*old.steps, *new.steps}) if new.steps or old.statement == new.statement else []:
        if new.certificate is not None and old.steps.get(name) != new.steps.get(name):
            what = "is new" if name not in old.steps else "is gone" if name not in new.steps else "has changed"
            found.append(Difference(id, "step", f"step {name!r} {what} since it was locked"))
    if old.verdict != new.verdict:
        kind = "weaker" if weaker(new.verdict, old.verdict) else "better"
        said = "weaker than" if kind == "weaker" else "better than"
        said = "the opposite of" if {old.verdict, new.verdict} == {"proved", "refuted"} else said
        found.append(Difference(id, kind, f"{new.verdict}, {said} the locked verdict {old.verdict}"))
    if old.certificate != new.certificate and old.verdict == new.verdict and old.statement == new.statement:
        found.append(
            Difference(id, "certificate", f"the certificate {'is missing' if new.certificate is None else 'differs'}")
        )
    if set(old.rests_on) != set(new.rests_on) and old.verdict == new.verdict:
        found.append(Difference(id, "rests_on", f"rests on {_names(new.rests_on)}; locked: {_names(old.rests_on)}"))
    if set(old.flags) != set(new.flags) and old.verdict == new.verdict:
        found.append(Difference(id, "flags", f"flags {_names(new.flags)}; locked: {_names(old.flags)}"))
    return found


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def lock_bytes(current: Mapping[str, Entry]) -> bytes:
    """The text of a lock."""
    return readable({"format": FORMAT, "claims": {id: entry.to_json() for id, entry in current.items()}})


def regressions(locked: Mapping[str, Entry], current: Mapping[str, Entry]) -> list[Difference]:
    """The verdicts that a new lock would weaken or turn round, and those it would drop."""
    return [found for found in differences(locked, current, True) if found.kind in ("weaker", "gone")]
