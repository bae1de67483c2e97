"""Probes: the verdict of a claim at a value of its constant, by the falsifiers first and then by everything.

Points that are known to be extremal are tried before anything else, so that a value just beyond the sharp one is
refuted at once.  A derivation is proved at a value if it goes through there, and refuted only if an obligation is
refuted exactly; one that merely does not go through is undecided.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from verify.counterexample import counterexample_of
from verify.decide import Budget, decide_claim
from verify.findings import open_verdict
from verify.kernel.statement import parse
from verify.printing import show_item
from verify.refute.counterexamples import Violation, refutation
from verify.refute.linear import linear_violations
from verify.refute.search import CHEAP_POINTS, sweep
from verify.sharpen.extremal import Extremal
from verify.sharpen.family import Family
from verify.sharpen.parameter import Parameter
from verify.sharpen.simpler import violating
from verify.statement import Claim, ClaimError
from verify.verdict import Verdict

Decider = Callable[[Claim], Verdict]
Progress = Callable[[str, Verdict], None]


class ClaimProbe:
    """The probe of a named constant.

    known: proved statements that proofs may use.  budget: work units a value.  decider: what decides claims of other
    kinds, or all of them, instead of ``decide_claim``.
    """

    def __init__(
        self,
        parameter: Parameter,
        known: Mapping[str, str] | None = None,
        budget: Budget | None = None,
        seed: int = 0,
        decider: Decider | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.parameter, self.known, self.budget, self.seed = parameter, known or {}, budget or Budget(), seed
        self.decider, self.progress = decider, progress
        self.family: Family | None = None
        self.found: Extremal | None = None
        self.form: str | None = None  # a closed form of the sharp value, if one is guessed

    def __call__(self, value: Fraction) -> Verdict:
        return self.named(value)

    def named(self, value: Fraction | str) -> Verdict:
        """The verdict at a value: a rational, or the text of another closed term."""
        started = time.perf_counter()
        verdict = self._decided(value)
        verdict.seconds = time.perf_counter() - started
        if self.progress is not None:
            self.progress(f"{self.parameter.name} = {self.parameter.text(value)}", verdict)
        return verdict

    def _decided(self, value: Fraction | str) -> Verdict:
        if isinstance(value, Fraction) and not self.parameter.allows(value):
            return open_verdict(self.parameter.claim, "outside the domain")
        try:
            claim = self.parameter.at(value)
        except ClaimError as error:
            return open_verdict(self.parameter.claim, f"not a claim at {value}: {error.fault}")
        refuted = self.refuted(claim, value if isinstance(value, Fraction) else None)
        if refuted is not None:
            return refuted
        if self.decider is not None:
            return self.decider(claim)
        verdict = decide_claim(claim, self.known, self.budget, seed=self.seed)
        if verdict.status == "undecided" and self.form is not None and str(value) != self.form:
            lemmas = self.sharp_relations(claim)
            if lemmas:
                hinted = replace(claim, hints=replace(claim.hints, lemmas=(*claim.hints.lemmas, *lemmas)))
                again = decide_claim(hinted, self.known, self.budget, seed=self.seed)
                return again if again.status != "undecided" else verdict
        return verdict

    def sharp_relations(self, claim: Claim) -> list[str]:
        """The relations that the claim makes at the guessed sharp value: from there to a weaker one may be easy."""
        if claim.kind != "scalar":
            return []
        try:
            statement = parse(self.parameter.at(str(self.form)).statement or "")
        except ClaimError:
            return []
        return [show_item(item) for item in statement.items if not item.connective]

    def falsified(self, value: Fraction) -> Verdict | None:
        """A refutation at a value that is found without much ado."""
        try:
            return self.refuted(self.parameter.at(value), value) if self.parameter.allows(value) else None
        except ClaimError:
            return None

    def refuted(self, claim: Claim, value: Fraction | None = None) -> Verdict | None:
        """A refutation by the extremal points, simple points or a linear program; None if there is none."""
        if claim.kind not in ("scalar", "value") or claim.statement is None:
            return None
        statement = parse(claim.statement)
        goals = range(sum(len(item.goals()) for item in statement.items))
        found = refutation(claim.statement, sweep(statement, CHEAP_POINTS, self.seed))
        if found is None and value is not None and self.family is not None and self.found is not None:
            points = violating(self.family, self.found.points, value)
            found = refutation(claim.statement, [Violation(goal, p, 1.0) for p in points for goal in goals])
        if found is None:
            found = refutation(claim.statement, linear_violations(statement))
        if found is None:
            return None
        verdict = open_verdict(claim, "")
        verdict.status, verdict.method, verdict.certificate = "refuted", "points near the extremal one", found.simplest
        verdict.counterexample = counterexample_of(claim.statement, found.simplest)
        verdict.flags = ["undefined"] if found.simplest.get("undefined") else []
        return verdict
