"""What sharpening found, for people and as JSON: brackets of constants, missing hypotheses, hypotheses not needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from json import dumps
from typing import Any

from verify.counterexample import decimal
from verify.report.explain import block
from verify.report.explain import field as row
from verify.sharpen.constants import Sharpened
from verify.sharpen.repairs import Repair, Unneeded
from verify.statement import Claim
from verify.verdict import SCHEMA_VERSION, Verdict

SAYS_MORE = {"least": "smaller", "greatest": "larger"}


@dataclass
class Findings:
    """All that was found about one claim; ``paths`` are the files written."""

    claim: Claim
    verdict: Verdict
    constants: Sequence[Sharpened]
    repair: Repair | None = None
    unneeded: Unneeded | None = None
    paths: Sequence[str] = field(default_factory=list)

    @property
    def open(self) -> list[str]:
        """What could not be settled, in one line each."""
        found = [f"{one.parameter.name}: {stuck(one)}" for one in self.constants if not one.bracket.closed]
        if self.wants_repair and (self.repair is None or not self.repair.found.bracket.closed):
            found.append(f"{self.claim.repair}: {repair_text(self)}")
        return found

    @property
    def wants_repair(self) -> bool:
        return self.claim.repair is not None and self.verdict.status == "refuted"


def number(value: Fraction) -> str:
    """An exact rational, with its decimals if it is none that one reads at a glance."""
    text = str(value)
    return text if value.denominator == 1 or len(text) <= 7 else f"{text} (about {decimal(value)})"


def beside(value: Fraction, sharp: str | None) -> str:
    """A rational right beside a sharp value that is one, told by the difference: 288 - 1/6944445."""
    try:
        gap = value - Fraction(sharp or "")
    except ValueError:
        return number(value)
    return f"{sharp} {'-' if gap < 0 else '+'} {abs(gap)}" if gap else number(value)


def stuck(one: Sharpened) -> str:
    """How far a bracket that is not closed has come, and at which values the prover is stuck."""
    bracket = one.bracket
    if bracket.proved is None and bracket.refuted is None:
        why = next((found.message for found in bracket.verdicts.values() if found.message), "")
        return f"no value tried is proved or refuted{why and f': {why}'}"
    if bracket.proved is None:
        return f"refuted at {number(bracket.refuted or Fraction(0))}, proved at no value tried"
    if bracket.refuted is None:
        next_ = "" if bracket.limit is None else f"; the prover is stuck at {number(bracket.limit)}"
        why = "" if bracket.limit is None else f": {bracket.verdicts[bracket.limit].message}"
        return f"proved at {number(bracket.proved)}, refuted at no value tried{next_}{why}"
    width = "unbounded" if bracket.relative is None else decimal(bracket.relative)
    text = f"bracket of relative width {width}"
    if not bracket.stuck:
        return f"{text}: no more values were tried"
    near = min(bracket.stuck, key=lambda value: abs(value - (bracket.proved or value)))
    return f"{text}: the prover is stuck at {number(near)}: {bracket.verdicts[near].message}"


def sharp_text(one: Sharpened) -> str:
    if one.sharp is None:
        return ""
    return f"{one.sharp}, {'attained: proved at it' if one.attained else 'not attained: refuted at it'}"


def slack_text(one: Sharpened) -> str:
    """How far the printed value is from the best one."""
    slack = one.slack
    if slack is None or not one.bracket.closed:
        return ""
    gap = slack - 1
    if one.turned and gap > 0:
        return f"a factor of {decimal(slack)}: so far it holds, too"
    if one.parameter.start == one.bracket.proved:
        return "none: the printed value is the sharp one" if one.sharp else "none within the width"
    if abs(gap) <= one.bracket.width:
        return "none within the width"
    if gap > 0:
        return f"a factor of {decimal(slack)}: a better constant is proved"
    return f"a factor of {decimal(slack)}: the printed value is too good to be true"


def constant_rows(one: Sharpened) -> list[str]:
    bracket, chosen = one.bracket, one.parameter
    printed = chosen.factor_of or str(chosen.start)
    rows = row(
        "constant",
        f"{chosen.name}: {printed} is printed; {f'the {bracket.sense} value is sought' if bracket.sense else ''}",
    )
    if chosen.factor_of is not None:
        rows += row("", f"values are factors on {printed}")
    if one.turned:
        rows += row("", f"a {SAYS_MORE[chosen.sense or '']} value says more, but here only the other side is limited")
    rows += row("sharp value", sharp_text(one))
    for role in ("proved", "refuted"):
        value = getattr(bracket, role)
        rows += row(f"{role} at", "" if value is None else beside(value, one.sharp))
    if bracket.relative is not None and bracket.closed:
        rows += row("width", f"{decimal(bracket.relative)} (relative)")
    if not bracket.closed:
        rows += row("open", stuck(one))
    return rows + row("slack", slack_text(one))


def repair_text(found: Findings) -> str:
    one = found.repair
    if one is None:
        return f"no hypothesis on {found.claim.repair} alone is found under which it is proved"
    bracket = one.found.bracket
    held = f"holds {holds(one, found.claim)} (proved)"
    if bracket.refuted is None:
        return f"{held}; whether that is the best is open"
    near = beside(bracket.refuted, one.found.sharp)
    tail = f"refuted with {one.name} {one.relation} {near} instead"
    if one.name in found.claim.constants:
        tail = f"refuted at {near}"
    return f"{held}; {tail}" + ("" if bracket.closed else f"; {stuck(one.found)}")


def holds(one: Repair, claim: Claim) -> str:
    if one.name in claim.constants:
        return f"for {one.name} = {one.threshold}"
    if one.relation == ">=":
        return f"from {one.name} >= {one.threshold} on"
    return f"up to {one.name} <= {one.threshold}"


def unneeded_rows(found: Findings) -> list[str]:
    one = found.unneeded
    if one is None:
        return []
    if not one.hypotheses:
        return row("hypotheses", "without any one of them no proof is found")
    rows = block("not needed", list(one.hypotheses))
    if len(one.hypotheses) > 1:
        rows += row("", "all together" if one.together else "each while the others stay")
    return rows


def render(found: Findings) -> str:
    """The text, at most 80 columns; the last line says what is open."""
    rows = [f"{found.claim.id}  {found.verdict.status} as printed", ""]
    rows += row("printed", found.claim.says)
    for one in found.constants:
        rows += [*constant_rows(one), ""]
    if found.wants_repair:
        rows += [*row("repair", repair_text(found)), ""]
    elif found.claim.repair is not None:
        why = "nothing to repair" if found.verdict.status == "proved" else "only a refuted claim is repaired"
        rows += [*row("repair", f"{found.verdict.status}: {why}"), ""]
    hypotheses = unneeded_rows(found)
    rows += [*hypotheses, ""] if hypotheses else []
    rows += block("written", list(found.paths))
    count = len(found.constants) + found.wants_repair
    rows.append(f"{count} sought: {count - len(found.open)} found, {len(found.open)} open")
    return "\n".join(line.rstrip() for line in rows) + "\n"


def render_json(found: Findings) -> str:
    """The document; exact numbers are text."""
    certificates = [_certificate(role, pair) for role, pair in _unneeded_certificates(found).items()]
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "claim": found.claim.id,
        "status": found.verdict.status,
        "constants": [_sharpened(one) for one in found.constants],
        "repair": None if found.repair is None else _repair(found.repair),
        "unneeded": None
        if found.unneeded is None
        else {
            "hypotheses": list(found.unneeded.hypotheses),
            "together": found.unneeded.together,
            "certificates": certificates,
        },
        "open": found.open,
    }
    return dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _unneeded_certificates(found: Findings) -> Mapping[str, tuple[Claim, Verdict]]:
    return {} if found.unneeded is None else found.unneeded.certificates


def _sharpened(one: Sharpened) -> dict[str, Any]:
    bracket = one.bracket
    return {
        "name": one.parameter.name,
        "printed": one.parameter.factor_of or str(one.parameter.start),
        "factor_of": one.parameter.factor_of,
        "sense": bracket.sense,
        "turned": one.turned,
        "closed": bracket.closed,
        "proved_at": _text(bracket.proved),
        "refuted_at": _text(bracket.refuted),
        "relative_width": _text(bracket.relative),
        "sharp": one.sharp,
        "attained": one.attained,
        "slack": _text(one.slack),
        "undecided_at": [str(value) for value in bracket.stuck],
        "seconds": round(one.seconds, 2),
        "certificates": [_certificate(role, pair) for role, pair in one.certificates.items()],
    }


def _repair(one: Repair) -> dict[str, Any]:
    found = _sharpened(one.found)
    return {"variable": one.name, "relation": one.relation, "threshold": one.threshold, "bracket": found}


def _certificate(role: str, pair: tuple[Claim, Verdict]) -> dict[str, Any]:
    claim, verdict = pair
    return {
        "role": role,
        "statement": claim.statement,
        "statement_hash": claim.hash,
        "status": verdict.status,
        "certificate": verdict.certificate,
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


__all__ = ["Findings", "render", "render_json", "repair_text"]
