"""What is wrong with the hypotheses of a claim: one that is missing, or some that are not needed.

Missing: the claim fails, but holds from a threshold of one variable on.  The hypothesis ``r >= T`` is added with T as
a named constant, and the best T is bracketed like any other.  Not needed: a hypothesis without which the claim is
proved, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from verify.constants import Constant
from verify.decide import Budget, decide_claim
from verify.kernel.errors import Malformed
from verify.kernel.parser import Domain, parse_domain
from verify.sharpen.bracket import WIDTH
from verify.sharpen.constants import Sharpened, sharpen, sharpen_parameter
from verify.sharpen.parameter import Parameter
from verify.sharpen.probes import ClaimProbe
from verify.statement import Claim, ClaimError, rewritten
from verify.verdict import Verdict

FAR = 1 << 20


@dataclass(frozen=True)
class Repair:
    """The hypothesis that is missing: ``name relation threshold``, the threshold bracketed."""

    name: str
    relation: str
    found: Sharpened

    @property
    def known(self) -> bool:
        return self.found.bracket.proved is not None

    @property
    def threshold(self) -> str:
        """The sharp threshold, else the nearest one that is proved."""
        if self.found.sharp is not None and self.found.attained:
            return self.found.sharp
        return str(self.found.bracket.proved)


def repair(
    claim: Claim,
    verdict: Verdict,
    *,
    width: Fraction = WIDTH,
    known: Mapping[str, str] | None = None,
    budget: Budget | None = None,
    seed: int = 0,
) -> Repair | None:
    """The least threshold from which a refuted claim holds in its ``repair`` variable, or the greatest up to which.

    verdict: the claim's own; only a refuted claim is repaired.  None if it has no ``repair`` field, is not refuted, or
    no threshold is found for which it is proved.  A ``repair`` that names a constant is the constant's bracket.
    """
    name = claim.repair
    if name is None or verdict.status != "refuted":
        return None
    if name in claim.constants:
        found = sharpen(claim, name, width=width, known=known, budget=budget, seed=seed)
        relation = ">=" if found.bracket.sense == "least" else "<="
        return Repair(name, relation, found) if found.bracket.proved is not None else None
    best: Repair | None = None
    for relation, sense in ((">=", "least"), ("<=", "greatest")):
        chosen = threshold(claim, name, relation, sense, verdict)
        domain = _domain(claim, name)
        probe = ClaimProbe(chosen, known, budget, seed)
        if probe.falsified(_last(domain, sense)) is not None:
            continue  # it fails at the far end, too
        found = sharpen_parameter(chosen, width=width, known=known, budget=budget, seed=seed, integer=domain.integer)
        one = Repair(name, relation, found)
        if found.bracket.closed:
            return one
        best = best or (one if one.known else None)
    return best


def threshold(claim: Claim, name: str, relation: str, sense: str, verdict: Verdict) -> Parameter:
    """The threshold of a further hypothesis as a parameter; it starts at the counterexample."""
    written = claim.written
    if written is None:
        raise ClaimError("it is not written with hypotheses", claim.id)
    constant = f"{name}_from" if relation == ">=" else f"{name}_to"
    while any(constant in row for row in written.rows):
        constant += "_"
    start = _start(verdict, name, _domain(claim, name))
    rows = list(written.rows)
    place = max(number for number, row in enumerate(rows) if row.startswith(("var ", "given "))) + 1
    rows.insert(place, f"given {name} {relation} {constant}")
    constants = {**written.constants, constant: Constant(str(start), sense)}
    extended = rewritten(claim, replace(written, rows=tuple(rows), constants=constants))
    return Parameter(replace(extended, repair=None), constant, start, None, sense, _domain(claim, name))


def _domain(claim: Claim, name: str) -> Domain:
    rows = claim.written.rows if claim.written is not None else ()
    row = next(row for row in rows if row.startswith(f"var {name} in "))
    try:
        return parse_domain(row.partition(" in ")[2])
    except Malformed:  # a constant stands in it
        return Domain(None, True, None, True)


def _last(domain: Domain, sense: str) -> Fraction:
    """A number of the domain near the end at which the weakest hypothesis leaves least: the far one."""
    lo, hi = domain.lo, domain.hi
    gap = Fraction(1) if domain.integer or lo is None or hi is None else (hi - lo) / FAR
    if sense == "least":
        return hi - gap * domain.hi_open if hi is not None else max(lo or Fraction(0), Fraction(0)) + FAR
    return lo + gap * domain.lo_open if lo is not None else min(hi or Fraction(0), Fraction(0)) - FAR


def _start(verdict: Verdict, name: str, domain: Domain) -> Fraction:
    """A coordinate of the counterexample that is a rational other than 0, else a number of the domain."""
    for example in (verdict.worst, verdict.counterexample):
        text = str((example or {}).get("point", {}).get(name, ""))
        try:
            value = Fraction(text)
        except (ValueError, ZeroDivisionError):
            continue
        if value:
            return value
    ends = [end for end in (domain.lo, domain.hi) if end]
    return ends[0] if ends else Fraction(1)


@dataclass(frozen=True)
class Unneeded:
    """Hypotheses without which the claim is proved: each by itself, and whether all of them together."""

    hypotheses: tuple[str, ...]
    together: bool
    certificates: Mapping[str, tuple[Claim, Verdict]]


def unneeded(
    claim: Claim, *, known: Mapping[str, str] | None = None, budget: Budget | None = None, seed: int = 0
) -> Unneeded:
    """The hypotheses that a proved claim does not need; roles "without-1", ... count them as they stand."""
    written = claim.written
    rows = [number for number, row in enumerate(written.rows) if row.startswith("given ")] if written else []
    found: dict[str, tuple[Claim, Verdict]] = {}
    dropped: list[int] = []
    for count, number in enumerate(rows, 1):
        pair = _without(claim, [number], known, budget, seed)
        if pair is not None:
            found[f"without-{count}"] = pair
            dropped.append(number)
    together = len(dropped) == 1
    if len(dropped) > 1:
        pair = _without(claim, dropped, known, budget, seed)
        together = pair is not None
        if pair is not None:
            found["without"] = pair
    texts = tuple(written.rows[number].partition(" ")[2] for number in dropped) if written else ()
    return Unneeded(texts, together, found)


def _without(
    claim: Claim, numbers: list[int], known: Mapping[str, str] | None, budget: Budget | None, seed: int
) -> tuple[Claim, Verdict] | None:
    """The claim without some of its lines, and its verdict, if that is ``proved``."""
    if claim.written is None:
        return None
    rows = tuple(row for number, row in enumerate(claim.written.rows) if number not in numbers)
    weaker = replace(rewritten(claim, replace(claim.written, rows=rows)), repair=None)
    verdict = decide_claim(weaker, known, budget, seed=seed)
    return (weaker, verdict) if verdict.status == "proved" else None
