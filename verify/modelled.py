"""Deciding a derivation: refuted in a finite model, or derived along its steps and shown not to be vacuous."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from typing import Any

from verify.axioms import Known
from verify.bare.check import check
from verify.calculus.models.check import unsettled
from verify.counterexample import counterexample_of
from verify.decide import PROOF_UNITS
from verify.derive import Broken, Deriving
from verify.findings import open_verdict
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.parser import parse_term
from verify.kernel.rules.points import extend
from verify.kernel.state import Reader, State
from verify.numerics.balls import evaluate
from verify.prove.claims import TACTICS
from verify.prove.engine import FAILED, Engine, Node
from verify.refute import instances
from verify.refute.models import POINTS, Found, search
from verify.statement import Claim
from verify.verdict import Verdict

EXAMPLES = 3  # violations that a random search is to find
FEWEST = 6  # points at which models are tried, however small the budget


def decide_derivation(claim: Claim, known: Mapping[str, str], budget: int) -> Verdict:
    """The verdict on a derivation; ``undecided``, or the message of a refutation, names the first step that fails."""
    verdict, text = open_verdict(claim, ""), claim.statement or ""
    try:
        work = Modelled(claim, Known(known), budget)
        refutations = work.refutations()
        certificate = refutations[0] if refutations else work.certificate()
        outcome = check(text, json.loads(json.dumps(certificate)), Known(known))
    except (Broken, Rejected, Malformed) as error:
        verdict.message = str(error)
        return verdict
    verdict.status, verdict.certificate, verdict.method = outcome.verdict, certificate, ", ".join(outcome.rules)
    if outcome.verdict == "refuted":
        examples = [counterexample_of(text, found) for found in refutations]
        verdict.counterexample, verdict.worst = examples[0], max(examples, key=distance)
        verdict.message = work.fault()
    return verdict


def distance(example: Mapping[str, Any] | None) -> float:
    """How far apart the two sides are."""
    if example is None or not example["lhs"]:
        return 0.0
    low, high = (evaluate(parse_term(example[side]), {}) for side in ("lhs", "rhs"))
    return abs(float((high - low).mid()))


class Modelled(Deriving):
    """A derivation with the finite models of its assumptions that a search finds; without steps, there is a second one,
    by random instances, for a model that refutes it."""

    def __init__(self, claim: Claim, axioms: Any, budget: int) -> None:
        super().__init__(claim, axioms, budget)
        self.found = list(search(self.statement, max(FEWEST, POINTS * budget // PROOF_UNITS)))
        if not claim.hints.steps and not any(found.failing for found in self.found):
            more = islice(instances.search(self.statement), EXAMPLES)
            self.found += sorted(more, key=lambda found: len(str(found.point) + str(found.model)))

    def refutations(self) -> list[dict[str, Any]]:
        """Certificates of refutation, the simplest first, from the models tried."""
        found = [(found, self.model(found)) for found in self.found if found.failing]
        head = {"format": 1, "statement": self.claim.hash, "verdict": "refuted"}
        return [{**head, **placed(model, define)} for model, define in found if define is not None]

    def fault(self) -> str:
        """The step at which the derivation of a refuted claim fails, if it has steps."""
        try:
            self.certificate()
        except (Broken, Rejected, Malformed) as error:
            return str(error) if self.claim.hints.steps else ""
        raise RuntimeError(f"{self.claim.id} is proved by its steps and refuted by a model")

    def example(self) -> dict[str, Any]:
        """A point that satisfies the hypotheses, with a model of the assumptions if they need one and one is found."""
        for found in self.found if unsettled(self.statement.lines["assume"]) else ():
            define = self.model(Found(found.point, found.model, found.assumed))
            if define is not None:
                self.define |= define
                return placed(found, {})
        return {"point": self.point()}

    def model(self, found: Found) -> dict[str, Node] | None:
        """Proofs of what is to be shown of a model, where that is not evident; None if there is none."""
        define: dict[str, Node] = {}
        labels = [*(f"model{number}" for number in range(len(found.assumed))), *["conclusion"] * len(found.failing)]
        for label, obligation in zip(labels, (*found.assumed, *found.failing), strict=True):
            reader = Reader(extend(State(), obligation.names))
            for relation in obligation.given:
                reader.assume(relation)
            sequent = reader.state.goal(*reader.relation(obligation.relation))
            node = FAILED if reader.open else Engine(TACTICS, self.budget).prove(sequent)
            if node is FAILED:
                return None
            define |= {} if node is None else {label: node}
        return define


def placed(found: Found, define: Mapping[str, Node]) -> dict[str, Any]:
    return {"point": found.point, "model": found.model} | ({"define": dict(define)} if define else {})
