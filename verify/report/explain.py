"""One claim in full: what is printed, what is decided, how, on what it rests, and what rests on it."""

from __future__ import annotations

from textwrap import wrap

from verify.kernel.errors import Malformed
from verify.kernel.statement import parse
from verify.printing import show_statement
from verify.report.text import WIDTH, counterexample_text
from verify.session import Run
from verify.spaces import described
from verify.statement import Claim
from verify.verdict import Verdict

LABEL = 14


def render(run: Run, id: str, unexpected: str = "", repair: str = "") -> str:
    """The explanation of one claim of a run that decided it and everything of the same printed claim.

    repair: what is known of the hypothesis that it lacks.
    """
    claim, verdict = run.library.by_id[id], run.by_id[id]
    rows = [f"{claim.id}{f'  ({claim.kind})' if claim.kind != 'unencoded' else ''}", ""]
    rows += field("printed", claim.says) + field("source", claim.source)
    rows += block("statement", statement_rows(claim)) + field("hash", verdict.statement_hash or "")
    flags = f" ({', '.join(verdict.flags)})" if verdict.flags else ""
    rows += ["", *field("verdict", f"{verdict.status}{flags}")]
    rows += field("", unexpected)
    rows += field("why", verdict.message) + field("method", verdict.method)
    rows += evidence(verdict) + field("repair", repair)
    rows += field(
        "rests on",
        ", ".join(verdict.rests_on) or "nothing but the kernel" * (verdict.certificate is not None),
    )
    for entry in verdict.rests_on:
        rows += field("", citation(run, entry))
    rows += field("uses", ", ".join(claim.hints.uses))
    rows += field("needed by", ", ".join(dependents(run, claim)))
    rows += parts(run, claim)
    if "steps" in (verdict.certificate or {}):
        from verify.report.derivation import proof

        rows += ["", "PROOF" if verdict.status == "proved" else "REFUTATION", *proof(run, claim)]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def field(label: str, text: str) -> list[str]:
    if not text:
        return []
    space = " " * LABEL
    return wrap(text, WIDTH, initial_indent=f"{label:<{LABEL}}", subsequent_indent=space, break_on_hyphens=False)


def block(label: str, lines: list[str]) -> list[str]:
    rows = []
    for number, line in enumerate(lines):
        indent = f"{label if number == 0 else '':<{LABEL}}"
        rows += wrap(line, WIDTH, initial_indent=indent, subsequent_indent=" " * (LABEL + 2), break_on_hyphens=False)
    return rows


def statement_rows(claim: Claim) -> list[str]:
    if claim.kind == "readings":
        return [f"as good as the weakest of {', '.join(claim.of)}"]
    if claim.statement is None:
        return ["not encoded"]
    try:
        return show_statement(parse(claim.statement)).split("\n")  # as the kernel reads it
    except Malformed:  # another kind of statement
        return claim.statement.split("\n")


def evidence(verdict: Verdict) -> list[str]:
    """The counterexamples, or the point that shows that the hypotheses can be met."""
    rows = field("fails", counterexample_text(verdict))
    if verdict.worst is not None and verdict.worst != verdict.counterexample:
        rows += field("worst", counterexample_text(verdict, verdict.worst))
    certificate = verdict.certificate or {}
    witness = certificate.get("witness")
    if isinstance(witness, dict) and witness:
        rows += field("witness", ", ".join(f"{name} = {term}" for name, term in witness.items()))
    if verdict.status == "proved" and "model" in certificate:
        where = ", ".join(f"{name} = {term}" for name, term in certificate["point"].items())
        rows += field(
            "not vacuous",
            f"at {where}, {described(certificate['model'])}" if where else described(certificate["model"]),
        )
    if "rows" in certificate:
        rows += field(
            "closest" if verdict.status == "proved" else "closer", "rows {} and {}".format(*certificate["rows"])
        )
    points = certificate.get("points")
    if isinstance(points, list) and points and isinstance(points[0], dict) and points[0]:
        rows += field("not vacuous", "at " + ", ".join(f"{name} = {term}" for name, term in points[0].items()))
    return rows


def citation(run: Run, name: str) -> str:
    entry = next((entry for entry in run.library.citations if entry.get("id") == name), None)
    return "" if entry is None else f"{name}: {entry.get('says', '')} {entry.get('reference', '')}".strip()


def dependents(run: Run, claim: Claim) -> list[str]:
    """The claims that instantiate this one or are headings over it."""
    return [other.id for other in run.library.claims if claim.id in (*other.of, *other.hints.uses)]


def parts(run: Run, claim: Claim) -> list[str]:
    """The readings and cores of the same printed claim, with their verdicts."""
    below = [v for v in run.verdicts if v.id != claim.id and (v.id.startswith(f"{claim.id}/") or v.id in claim.of)]
    rows: list[str] = []
    for verdict in below:
        entry = run.library.by_id[verdict.id]
        missing = "  not encoded" if entry.statement is None and not entry.of else ""
        rows += ["", f"{verdict.id}  {verdict.status}{missing}"]
        rows += wrap(entry.says, WIDTH, initial_indent="    ", subsequent_indent="    ")
        text = counterexample_text(verdict)
        rows += (
            wrap(text, WIDTH, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False) if text else []
        )
    return rows
