"""Decide every mutant of a library's proved claims, and say of each what the guard would have seen.

A mutant that is not proved would have been noticed: its verdict is not the locked one.  One that is refuted is killed,
with an exact counterexample; one that is neither is undecided, with where it got stuck.  One that is proved survives:
the claim has slack there, or a hypothesis that it does not need, or the change only says less.  What is proved
is searched for violations once more, in ball arithmetic at other points, in other finite models; one found is an
alarm: the prover or the kernel is wrong.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from verify.kernel.statement import digest
from verify.library import Library
from verify.mutate.mutants import Mutant, mutants
from verify.selection import needed
from verify.statement import Claim
from verify.verdict import Verdict
from verify.workers import Failure, Inline, Outcome, Pool, Setup

DECIDER = "verify.mutate.campaign:decide"
SHARE = 10  # a mutant gets one part in so many of a search's budget; if it is scalar, for all of its searches together
OUTCOMES = ("killed", "undecided", "survives", "alarm")
Progress = Callable[[int, int], None]


@dataclass
class Result:
    """What became of a mutant: one of OUTCOMES, the verdict's message, and for a survivor the reason."""

    mutant: Mutant
    outcome: str
    message: str = ""
    counterexample: object = None
    reason: str = ""


@dataclass
class Campaign:
    """The results, in the order of claims and mutants; how many mutants there are of each claim."""

    results: list[Result] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)
    interrupted: bool = False

    def of(self, outcome: str) -> list[Result]:
        return [result for result in self.results if result.outcome == outcome]


def chosen(claim: Claim, most: int | None) -> tuple[int, list[Mutant]]:
    """How many mutants a claim has, and those that are decided: all, or so many at even distances."""
    every = mutants(claim)
    if most is None or len(every) <= most:
        return len(every), every
    return len(every), [every[i * len(every) // most] for i in range(most)]


def decide(claim: Claim, known: Mapping[str, str], budget: int | None, seed: int) -> Verdict:
    """The verdict of a mutant; one that is proved is searched for violations once more."""
    from verify.decide import PROOF_UNITS, Budget, decide_claim

    verdict = decide_claim(claim, known, Budget(budget or PROOF_UNITS // SHARE, worst=False, whole=True), seed=seed)
    if verdict.status == "proved":
        from verify.mutate.alarm import violation

        found = violation(claim, seed + 1)
        if found is not None:
            verdict.flags = [*verdict.flags, "alarm"]
            verdict.message = f"proved, but it fails at {found}"
    return verdict


def run(
    library: Library,
    proved: Iterable[str],
    *,
    most: int | None = None,
    jobs: int | None = None,
    budget: int | None = None,
    seed: int = 0,
    progress: Progress = lambda done, total: None,
) -> Campaign:
    """Mutate the claims with these ids, which are proved, and decide the mutants, at most so many of a claim."""
    campaign, tasks = Campaign(), dict[str, Mutant]()
    for id in proved:
        claim = library.by_id[id]
        campaign.made[id], some = chosen(claim, most)
        tasks |= {f"{id}#{number}": mutant for number, mutant in enumerate(some)}
    claims = {name: replace(mutant.claim, id=name) for name, mutant in tasks.items()}
    setup = Setup(claims, DECIDER, budget, None, seed)
    size = min(jobs or os.cpu_count() or 1, len(tasks))
    executor: Inline | Pool = Pool(size, setup) if size > 1 else Inline(setup)
    outcomes: dict[str, Outcome] = {}
    waiting, cited = list(tasks), citations(library)
    try:
        while len(outcomes) < len(tasks):
            while waiting and executor.free:
                name = waiting.pop(0)
                executor.submit(name, cited | statements(library, tasks[name].claim))
            for name, outcome in executor.wait():
                outcomes[name] = outcome
                progress(len(outcomes), len(tasks))
    except KeyboardInterrupt:
        campaign.interrupted = True
    finally:
        executor.close()
    campaign.results = [result(tasks[name], outcomes[name]) for name in tasks if name in outcomes]
    explain(campaign.results)
    return campaign


def statements(library: Library, claim: Claim) -> dict[str, str]:
    """The statements of the claims that a claim names, by hash."""
    uses = [library.by_id[id] for id in needed(library, claim.hints.uses)]
    return {str(entry.hash): entry.statement for entry in uses if entry.statement is not None}


def citations(library: Library) -> dict[str, str]:
    """The statements cited, by hash."""
    cited = (str(entry["statement"]) for entry in library.citations if entry.get("statement"))
    return {digest(text): text for text in cited}


def result(mutant: Mutant, outcome: Outcome) -> Result:
    if isinstance(outcome, Failure):
        return Result(mutant, "undecided", f"{outcome.kind}: {outcome.message}")
    if "alarm" in outcome.flags:
        return Result(mutant, "alarm", outcome.message)
    if outcome.status == "refuted":
        return Result(mutant, "killed", outcome.message, outcome.counterexample)
    if outcome.status == "proved":
        return Result(mutant, "survives")
    return Result(mutant, "undecided", outcome.message)


def explain(results: Sequence[Result]) -> None:
    """Say of each survivor why it may: by the other changes of the same number."""
    sides: dict[tuple[str, str, bool], set[str]] = {}
    for entry in results:
        if entry.mutant.up is not None:
            sides.setdefault(_side(entry.mutant, entry.mutant.up), set()).add(entry.outcome)
    for entry in results:
        if entry.outcome == "survives":
            entry.reason = _reason(entry.mutant, sides)


def _side(mutant: Mutant, up: bool) -> tuple[str, str, bool]:
    return mutant.claim.id, mutant.place, up


def _reason(mutant: Mutant, sides: Mapping[tuple[str, str, bool], set[str]]) -> str:
    if mutant.kind == "hypothesis":
        return "a hypothesis that the proof does without"
    if mutant.kind == "domain":
        return "holds on a larger domain"
    if mutant.kind == "strict":
        return "never an equality"
    if mutant.kind == "reversed":
        return "always an equality"
    up = bool(mutant.up)
    limited = {side: sides.get(_side(mutant, side), set()) - {"survives"} for side in (up, not up)}
    if limited[up]:
        return f"slack: the {mutant.kind} can be moved a little"
    if limited[not up]:
        return "says less: only the other direction is limited"
    return f"the {mutant.kind} is not limited {'within a factor 2' if mutant.kind == 'constant' else 'within a unit'}"
