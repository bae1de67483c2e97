"""A library on disk: claims, certificates, lock; which verdict rests on which.

Everything is read from bytes.  The axioms of a certificate are the citations of the library and the statements that
other certificates of the same library prove; claims that use each other in a circle are rejected.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from verify.bare.check import check
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.polynomials import Work
from verify.kernel.reader import MAX_BYTES, read_json
from verify.kernel.statement import digest
from verify.objects.judgements import ID


def content(file: Path) -> bytes:
    """The bytes of a regular file of a size that the reader takes."""
    if not file.is_file() or file.stat().st_size > MAX_BYTES:
        raise Malformed(f"{file.name}: a regular file of at most {MAX_BYTES} bytes expected")
    return file.read_bytes()


class Directory:
    """The claims of a directory; the axioms of a certificate are the citations and what is proved before it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        document: Any = read_json(content(root / "claims.json"))
        self.claims = {entry["id"]: entry for entry in document["claims"]}
        self.cited = [str(entry["id"]) for entry in document.get("citations", [])]
        for name in (*self.claims, *self.cited):
            if not ID.fullmatch(name):
                raise Malformed("claims.json: ids of letters, digits, '-', '_' and '/' expected")
        if document.get("format") != 1 or len(self.claims) != len(document["claims"]):
            raise Malformed("claims.json: format 1 and one entry for each id expected")
        stated = [entry["id"] for entry in document["claims"] if entry["kind"] == "readings" and entry.get("statement")]
        if len({*self.cited, *self.claims}) < len(self.cited) + len(self.claims) or stated:
            raise Malformed("claims.json: ids that are unique, and no statement of a heading over readings")
        self.citations = {digest(e["statement"]): e for e in document.get("citations", []) if e.get("statement")}
        self.rules = [(f"calculus:{e['rule']}", e["id"]) for e in document.get("citations", []) if e.get("rule")]
        self.by_hash = {digest(e["statement"]): e["id"] for e in document["claims"] if e.get("statement")}
        self.done: dict[str, dict[str, Any]] = {}
        self.stack: list[str] = []
        self.rejected: list[dict[str, str]] = []

    def statement_of(self, wanted: str) -> str:
        """A statement that is cited, or proved by a certificate of this directory; noted by the claim that asks."""
        if wanted in self.citations:
            self._rest([self.citations[wanted]["id"]])
            return str(self.citations[wanted]["statement"])
        found: dict[str, Any] = {"status": ""} if wanted not in self.by_hash else self.result(self.by_hash[wanted])
        if found["status"] != "proved" or not found["certificate"]:
            raise Rejected("instance", "a statement that is proved or cited", wanted[:80])
        self._rest(found["rests_on"])
        return str(self.claims[found["id"]]["statement"])

    def _rest(self, names: list[str]) -> None:
        entry = self.done[self.stack[-1]]
        entry["rests_on"] = sorted({*entry["rests_on"], *names})

    def result(self, name: str) -> dict[str, Any]:
        if name in self.stack or len(self.stack) > 100:
            raise Rejected("library", "claims that do not use each other in a circle", name)
        if name not in self.done:
            entry = self.claims[name]
            unsettled: dict[str, Any] = {"rests_on": [], "rules": [], "flags": [], "certificate": None}
            self.done[name] = {"id": name, "status": "undecided", **unsettled}
            self.stack.append(name)
            file = self.root / "certificates" / f"{name.replace('/', '.')}.json"
            try:
                if entry["kind"] == "readings":
                    self._readings(entry)
                elif entry.get("statement") and file.exists():
                    self._certificate(entry, file)
            except (Rejected, Malformed) as error:
                self.rejected.append({"id": name, "file": file.name, "message": str(error)})
            finally:
                self.stack.pop()
        return self.done[name]

    def _certificate(self, entry: dict[str, Any], file: Path) -> None:
        data, result, spent = content(file), self.done[entry["id"]], Work.spent
        certificate = read_json(data)
        outcome = check(entry["statement"], certificate, self)
        unknown = [named for named in outcome.rests_on if ID.fullmatch(named) and named not in self.cited]
        if unknown:
            raise Rejected("library", "citations that are there", unknown[0])
        self._rest([*outcome.rests_on, *(name for rule, name in self.rules if rule in outcome.rules)])
        Work.spent = spent
        vacuous = outcome.verdict == "vacuous"
        result["status"] = "undecided" if vacuous else outcome.verdict
        result["flags"] = sorted([*outcome.flags, *(["vacuous"] if vacuous else [])])
        result |= {"rules": list(outcome.rules), "certificate": hashlib.sha256(data).hexdigest()}

    def _readings(self, entry: dict[str, Any]) -> None:
        """As good as the weakest: refuted if a reading is, proved if all are."""
        if not set(entry["of"]) <= set(self.claims):
            raise Malformed(f"{entry['id']}: readings of a claim that is not there")
        parts = [self.result(name) for name in entry["of"]]
        statuses = {part["status"] for part in parts}
        self._rest([name for part in parts for name in part["rests_on"]])
        weakest = next(
            (s for s in ("refuted", "undecided", "cited", "supported", "proved") if s in statuses), "undecided"
        )
        self.done[entry["id"]]["status"] = weakest

    def drift(self) -> list[str]:
        """Where the lock disagrees with what was found."""
        file, found = self.root / "claims.lock", []
        lock: Any = read_json(content(file)) if file.exists() else {"claims": {}}
        for name, locked in lock["claims"].items():
            result = self.done.get(name, {"status": "missing", "certificate": None})
            text = self.claims.get(name, {}).get("statement")
            seen = {
                "statement": digest(text) if text else None,
                "verdict": result["status"],
                "certificate": result["certificate"],
            }
            found += [f"{name}: {k} is {v}, locked {locked.get(k)}" for k, v in seen.items() if locked.get(k) != v]
        return found


def main(arguments: list[str]) -> int:
    """The bare command; returns its exit code."""
    names = [argument for argument in arguments if argument != "--json"]
    if len(names) != 1:
        print("usage: python -S -m verify.kernel DIR [--json]", file=sys.stderr)
        return 2
    try:
        directory = Directory(Path(names[0]))
        results = [directory.result(name) for name in directory.claims]
        drift = directory.drift()
    except (OSError, Malformed, KeyError, TypeError, AttributeError, ValueError) as error:
        print(f"verify.kernel: error: {names[0]}: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    if "--json" in arguments:
        print(json.dumps({"claims": results, "rejected": directory.rejected, "drift": drift}, sort_keys=True))
    else:
        for result in results:
            rests = f"; rests on {', '.join(result['rests_on'])}" if result["rests_on"] else ""
            rules = ", ".join([*result["flags"], *result["rules"]])
            print(f"{result['status']:<10} {result['id']:<24} {rules}{rests}")
        for entry in directory.rejected:
            print(f"REJECTED   {entry['id']} ({entry['file']}): {entry['message']!a}")
        for line in drift:
            print(f"DRIFT      {line!a}")
        print(f"{len(results)} claims, {len(directory.rejected)} rejected, {len(drift)} drifted")
    return 3 if directory.rejected else 1 if drift else 0
