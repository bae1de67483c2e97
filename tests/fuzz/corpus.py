"""What is mutated: the certificates of the library, and the accepted examples of every rule."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.calculus.derivations import hoeffding
from tests.kernel import test_points
from tests.kernel.examples import Proved, proved, statement
from tests.kernel.test_certificate import ACCEPTED
from tests.kernel.test_functions import AXIOMS
from verify.decide import decide_claim
from verify.kernel.reader import read_json
from verify.library import load

PROOFS = Path(__file__).parents[2] / "proofs"


@dataclass(frozen=True)
class Sample:
    """A statement with a certificate that the kernel accepts."""

    id: str
    text: str
    certificate: dict[str, Any]


def _stored(root: Path) -> list[Sample]:
    document: Any = read_json((root / "claims.json").read_bytes())
    found = []
    for entry in document["claims"]:
        file = root / "certificates" / f"{entry['id'].replace('/', '.')}.json"
        if entry.get("statement") and file.exists():
            certificate: Any = read_json(file.read_bytes())
            found.append(Sample(entry["id"], entry["statement"], certificate))
    return found


def _decided() -> list[Sample]:
    known: dict[str, str] = {}
    found = []
    for claim in load(None).claims:
        if claim.statement is not None:
            verdict = decide_claim(claim, known)
            if verdict.status == "proved" and claim.hash is not None:
                known[claim.hash] = claim.statement
            if verdict.certificate is not None:
                found.append(Sample(claim.id, claim.statement, json.loads(json.dumps(verdict.certificate))))
    return found


@cache
def library() -> tuple[Sample, ...]:
    """Certificates of the paper's claims: those that are stored, else decided now."""
    stored = (PROOFS / "claims.json").exists() and (PROOFS / "certificates").is_dir()
    text, certificate, _ = hoeffding()
    derived = [Sample("DER-HOEFFDING (now)", text, certificate)]
    return (*(_stored(PROOFS) if stored else _decided()), *derived)


@cache
def examples() -> tuple[Sample, ...]:
    """Accepted examples of every rule, of witnesses, of points and counterexamples."""
    found = []
    for what, declarations, claim, point, proof, _ in ACCEPTED:
        text = statement(declarations, claim)
        found.append(Sample(what, text, proved(text, point, proof)))
    tables = (test_points.POINTS, test_points.WITNESSES, test_points.COUNTEREXAMPLES, test_points.VACUOUS)
    found += [
        Sample(what, text, certificate)
        for table in tables
        for what, text, certificate, refusal in table
        if refusal is None
    ]
    return tuple(Sample(s.id, s.text, json.loads(json.dumps(s.certificate))) for s in found)


@cache
def axioms() -> Proved:
    """True statements, for instances and lemmas: what is proved, and what is cited."""
    true = [s.text for s in library() if s.certificate["verdict"] == "proved"]
    true += [entry["statement"] for entry in load(None).citations if entry.get("statement")]
    return Proved(*true, *AXIOMS.texts.values(), *hoeffding()[2].texts.values())
