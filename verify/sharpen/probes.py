"""Probes: the verdict of a claim at a value of its constant, by the falsifiers first and then by everything.

Points that are known to be extremal are tried before anything else, so that a value just beyond the sharp one is
refuted at once.  A derivation is proved at a value if it goes through there, and refuted only if an obligation is
refuted exactly; one that merely does not go through is undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from verify.counterexample import counterexample_of
from verify.decide import Budget, decide_claim
from verify.findings import open_verdict
from verify.kernel.statement import parse
from verify.refute.counterexamples import Violation, refutation
from verify.refute.linear import linear_violations
from verify.refute.search import CHEAP_POINTS, sweep
from verify.sharpen.extremal import Extremal, violating
from verify.sharpen.family import Family
from verify.sharpen.parameter import Parameter
from verify.statement import Claim, ClaimError
from verify.verdict import Verdict

Decider = Callable[[Claim], Verdict]


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
    ) -> None:
        self.parameter, self.known, self.budget, self.seed = parameter, known or {}, budget or Budget(), seed
        self.decider = decider
        self.family: Family | None = None
        self.found: Extremal | None = None
        self.asked = 0

    def __call__(self, value: Fraction) -> Verdict:
        return self.named(value)

    def named(self, value: Fraction | str) -> Verdict:
        """The verdict at a value: a rational, or the text of another closed term."""
        self.asked += 1
        try:
            claim = self.parameter.at(value)
        except ClaimError as error:
            return open_verdict(self.parameter.claim, f"not a claim at {value}: {error.fault}")
        refuted = self.refuted(claim, value if isinstance(value, Fraction) else None)
        if refuted is not None:
            return refuted
        if self.decider is not None:
            return self.decider(claim)
        return decide_claim(claim, self.known, self.budget, seed=self.seed)

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
