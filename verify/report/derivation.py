"""A derivation as a person would write it: hypotheses, then step by step the rule, the computed and the printed bound.

A construction likewise; if it is refuted, its objects stand in place of the hypotheses.

What a step uses comes before it: first the claims that the derivation rests on, down to citations, then the steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from verify.calculus.step import COUNT, REAL
from verify.kernel.errors import Malformed, Rejected
from verify.objects.judgements import parse
from verify.printing import show, show_domain, show_relation
from verify.report.slack import BOUNDED, bound, slack
from verify.report.text import WIDTH
from verify.selection import needed, needs
from verify.session import Run
from verify.statement import Claim
from verify.trace import LANGUAGES, Line, lines

WEAKENING = ("weaken", "mgf-bound", "tail-bound", "mean-weaken", "finite-bound")
INDENT = "     "


def proof(run: Run, claim: Claim) -> list[str]:
    """The whole argument for a derivation: citations, the claims it uses in order, its own steps."""
    ids = needed(run.library, needs(run.library, claim.id))
    rows = citations(run, claim)
    for id in ids:
        entry, verdict = run.library.by_id[id], run.by_id.get(id)
        if verdict is None or entry.statement is None:
            continue
        rows += ["", f"{id}  {verdict.status}", *paragraph(entry.says, "  ")]
        if entry.kind in LANGUAGES:
            rows += steps(run, entry, verdict.certificate)
        else:
            rows += [row for line in entry.statement.split("\n")[1:] for row in paragraph(line, "    ")]
            rows += paragraph(f"by {verdict.method.removeprefix('kernel rules: ')}" if verdict.method else "", "    ")
    return [*rows, "", f"{claim.id}", *steps(run, claim, run.by_id[claim.id].certificate)]


def citations(run: Run, claim: Claim) -> list[str]:
    rows = []
    for entry in run.library.citations:
        if entry["id"] in run.by_id[claim.id].rests_on:
            stated = str(entry.get("statement") or "").split("\n")[1:]
            rows += ["", f"{entry['id']}  cited", *paragraph(f"{entry['says']} {entry.get('reference', '')}", "  ")]
            rows += [row for line in stated for row in paragraph(line, "    ")]
    return rows


def steps(run: Run, claim: Claim, certificate: Mapping[str, Any] | None) -> list[str]:
    """The hypotheses, or the objects of a counterexample, and the steps."""
    if certificate is None or claim.statement is None or "steps" not in certificate:
        return []
    assumed = [line for line in claim.statement.split("\n") if line.startswith(("given ", "assume "))]
    if certificate.get("verdict") == "refuted":
        assumed = [f"let {name} = {text}" for key in ("point", "objects") for name, text in certificate[key].items()]
        assumed += [f"for all {name} in {text}" for name, text in certificate.get("family", {}).items()]
    rows = [row for line in assumed for row in paragraph(line, "  ")]
    try:
        found = lines(claim, certificate, run.library)
    except (Rejected, Malformed) as error:
        return [*rows, *paragraph(f"the steps cannot be computed: {error}", "  ")]
    for number, line in enumerate(found, start=1):
        rows += step(run, claim, number, line)
    return rows


def step(run: Run, claim: Claim, number: int, line: Line) -> list[str]:
    entry = line.entry
    rule = entry["rule"]
    if rule == "lemma":
        by_hash = {c.hash: c.id for c in run.library.claims}
        cited = {_digest(c): str(c["id"]) for c in run.library.citations if c.get("statement")}
        rule = f"by {by_hash.get(entry['lemma']) or cited.get(entry['lemma'], 'a lemma')}"
    source = f" from {', '.join(entry['from'])}" if entry.get("from") else ""
    rows = paragraph(f"{number}. {entry['name']}: {rule}{source}", "  ")
    rows += paragraph(show(line.conclusion), INDENT)
    rows += paragraph(slack_text(claim, line), INDENT)
    conditions = [condition(o) for o in line.obligations if o.relation[1] != o.relation[2]]
    if conditions and entry["rule"] != "lemma":
        rows += paragraph(f"as {'; '.join(conditions)}", INDENT)
    return rows


def slack_text(claim: Claim, line: Line) -> str:
    """Computed against printed, for the steps that replace a bound by a simpler one."""
    if line.entry["rule"] not in WEAKENING or not line.premises:
        return ""
    computed, printed, inner = bound(line.premises[0]), bound(line.conclusion), line.conclusion
    while inner[:2] in (("call", "given"), ("call", "when")):
        inner = inner[2][1]
    name = inner[2][1][1] if inner[0] == "call" and inner[1] in BOUNDED else ""
    if computed is None or printed is None:
        return ""
    domains = dict(parse(claim.statement or "").variables)
    return f"computed {show(computed)}; {slack(computed, printed, domains, name)}"


def condition(obligation: Any) -> str:
    given = " and ".join(show_relation(relation) for relation in obligation.given)
    names = ", ".join(
        name if domain in (REAL, COUNT) else f"{name} in {show_domain(domain)}" for name, domain in obligation.names
    )
    text = show_relation(obligation.relation)
    return f"{text}{f' for all {names}' if names else ''}{f' if {given}' if given else ''}"


def paragraph(text: str, indent: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)


def _digest(entry: Mapping[str, Any]) -> str:
    from verify.kernel.statement import digest

    return digest(str(entry["statement"]))
