"""The steps of a derivation or construction with their conclusions, recomputed from a certificate.

For reports: nothing is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from verify.axioms import Known
from verify.calculus.check import Language, computed
from verify.calculus.constructions.check import CONSTRUCTION
from verify.calculus.constructions.setting import Setting
from verify.calculus.models.check import DERIVATION
from verify.calculus.step import Obligation
from verify.kernel.parser import parse_domain
from verify.kernel.rules.points import extend
from verify.kernel.state import State
from verify.kernel.statement import digest
from verify.kernel.terms import Term
from verify.library import Library
from verify.objects.judgements import parse
from verify.statement import Claim

LANGUAGES: Mapping[str, Language] = {"derivation": DERIVATION, "construction": CONSTRUCTION}


@dataclass(frozen=True)
class Line:
    """A step: its entry in the certificate, what it concludes, and what it obliged."""

    entry: Mapping[str, Any]
    premises: tuple[Term, ...]
    conclusion: Term
    obligations: tuple[Obligation, ...]


def axioms(library: Library) -> Known:
    """The statements of a library, as if all were proved: enough to compute conclusions."""
    texts = [claim.statement for claim in library.claims if claim.statement is not None]
    texts += [str(entry["statement"]) for entry in library.citations if entry.get("statement")]
    return Known({digest(text): text for text in texts})


def entry_of(hint: Mapping[str, Any]) -> dict[str, Any]:
    """A step as a certificate has it, without the proofs."""
    entry = {key: hint[key] for key in ("name", "rule", "from", "with", "when") if key in hint}
    if "lemma" in hint:
        entry["lemma"] = hint["lemma"] if isinstance(hint["lemma"], str) else hint["lemma"].hash
    return entry


def steps(claim: Claim, library: Library) -> list[Line]:
    """The steps of a derivation as its author wrote them; raises Rejected or Malformed if one cannot be computed."""
    return lines(claim, {"steps": [entry_of(hint) for hint in claim.hints.steps]}, library)


def lines(claim: Claim, certificate: Mapping[str, Any], library: Library) -> list[Line]:
    """The steps of a certificate in order; raises Rejected if one cannot be computed."""
    statement, language = parse(claim.statement or ""), LANGUAGES[claim.kind]
    given, state = [*statement.lines["declare"], *statement.lines["assume"]], State(axioms=axioms(library))
    there: Any = language.setting(statement)
    if certificate.get("verdict") == "refuted":
        domains = {name: parse_domain(text) for name, text in certificate.get("family", {}).items()}
        given, there, state = [], Setting(domains, free=frozenset(domains)), extend(state, domains.items())
    else:
        state = extend(state, statement.variables)
    known: dict[str, Term] = {}
    found = []
    for entry in certificate["steps"]:
        step = language.step(there, state, [])
        conclusion = computed(dict(entry), known, given, step, language)
        premises = tuple(known[name] for name in entry.get("from", []) if name in known)
        known[entry["name"]] = conclusion
        found.append(Line(entry, premises, conclusion, tuple(step.obligations)))
    return found
