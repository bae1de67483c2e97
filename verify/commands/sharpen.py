"""`lawguard sharpen`: the best constants of a claim, the hypothesis that it lacks, those it does not need."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify import session
from verify.commands.common import notice, show, targets
from verify.judgement import OK, UNEXPECTED
from verify.library import Library
from verify.selection import SelectionError, nearest
from verify.session import Options
from verify.statement import Claim, ClaimError
from verify.verdict import Verdict

if TYPE_CHECKING:
    from verify.decide import Budget
    from verify.sharpen import Repair

HELP = """Bracket the best value of each named constant of a claim: a value at which it is proved and one at
which it is refuted, exact rationals, each with a certificate that a fresh kernel process has re-checked.

Of a refuted claim with a `repair` field: the missing hypothesis, from which value of that variable on it
holds.  Of a proved claim: the hypotheses without which it is proved, too.

Exit code 0 if every bracket is closed to the width, 1 if one stays open; what the prover is stuck at is said.

\b
Examples:
  lawguard sharpen DEMO-3 claims.toml
  lawguard sharpen DEMO-3 claims.toml --constant K --width 1e-9
  lawguard sharpen DEMO-3 claims.toml --certificates sharp
  lawguard check sharp/DEMO-3.K.proved.txt sharp/DEMO-3.K.proved.json
"""


class Width(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A relative width: a rational between 0 and 1, also as a decimal."""

    name = "width"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        try:
            width = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            self.fail(f"{value!r} is not a number such as 1e-6 or 1/1000000", param, ctx)
        if not Fraction(1, 10**12) <= width < 1:
            self.fail(f"{value!r} is not between 1e-12 and 1", param, ctx)
        return width


@click.command(help=HELP, short_help="Best constants, missing hypotheses.")
@click.argument("id")
@click.argument("path", required=False)
@click.option("--constant", metavar="NAME", help="Only this constant.")
@click.option("--width", type=Width(), default="1e-6", show_default=True, help="Relative width of the brackets.")
@click.option(
    "--certificates",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write certificates and statements to DIR.",
)
@click.option("--budget", type=click.IntRange(1), metavar="UNITS", help="Work units a value, instead of the usual.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of every random choice.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE.")
def sharpen(
    id: str,
    path: str | None,
    constant: str | None,
    width: Fraction,
    certificates: Path | None,
    budget: int | None,
    seed: int,
    form: str,
    output: Path | None,
) -> int:
    (target,) = targets([path] if path is not None else [])
    library = target.library
    if id not in library.by_id:
        raise SelectionError(nearest(library, id))
    claim = library.by_id[id]
    if claim.statement is None:
        raise ClaimError("it has no statement that could be sharpened", id)
    hypotheses = claim.written is not None and any(row.startswith("given ") for row in claim.written.rows)
    if not claim.constants and claim.repair is None and not hypotheses and constant is None:
        raise ClaimError('nothing to sharpen: name a value of it, constants = { K = "1/8" }', id)

    from verify.report.sharpen import Findings, render, render_json
    from verify.sharpen import certify, unneeded
    from verify.sharpen.constants import sharpen as best
    from verify.sharpen.obligations import obligation_claim
    from verify.sharpen.parameter import parameter

    names = [parameter(claim, constant).name] if constant is not None else list(claim.constants)
    subjects: dict[str, Claim] = {}
    for n in names:
        try:
            subjects[n] = obligation_claim(claim, n, library) if claim.kind == "derivation" else claim
        except ClaimError as error:
            if constant is not None:
                raise
            notice(str(error))
    if names and not subjects:
        raise ClaimError("none of its constants can be sharpened here", id)
    base = certify.ground(library, claim, options(budget, seed))
    verdict = session.run(library, [id], options(budget, seed)).whole().by_id[id]
    units = work(budget)
    found = Findings(
        claim,
        verdict,
        [
            best(
                subject,
                n,
                width=width,
                known=base.known,
                budget=units,
                seed=seed,
                progress=said,
            )
            for n, subject in subjects.items()
        ],
    )
    variants: dict[str, tuple[Claim, Verdict]] = {}
    for one in found.constants:
        variants |= certify.variants(claim, one.parameter.name, one.certificates)
    if constant is None and claim.kind in ("scalar", "value"):
        found.repair = repair_of(library, claim, verdict, budget, seed, width)
        if found.repair is not None:
            part = found.repair.found
            variants |= certify.variants(claim, part.parameter.name, part.certificates)
        if verdict.status == "proved" and hypotheses:
            found.unneeded = unneeded(claim, known=base.known, budget=units, seed=seed)
            variants |= certify.variants(claim, "given", found.unneeded.certificates)
    confirmed = certify.confirm(base, variants)
    if certificates is not None:
        found.paths = [str(written) for written in certify.write(certificates, confirmed, variants)]
    show(render(found) if form == "text" else render_json(found), output)
    if form != "text" or output is not None:
        for line in found.open:
            print(f"lawguard: open: {line}", file=sys.stderr)
    return UNEXPECTED if found.open else OK


def options(budget: int | None, seed: int) -> Options:
    return Options(write=False, budget=budget, seed=seed, jobs=1)


def work(budget: int | None) -> Budget:
    from verify.decide import Budget

    return Budget() if budget is None else Budget(budget)


def repair_of(
    library: Library, claim: Claim, verdict: Verdict, budget: int | None, seed: int, width: Fraction | None = None
) -> Repair | None:
    """The hypothesis that a refuted claim lacks, once a fresh kernel process has confirmed its certificates."""
    from verify.sharpen import WIDTH, certify, repair

    base = certify.ground(library, claim, options(budget, seed))
    found = repair(claim, verdict, width=width or WIDTH, known=base.known, budget=work(budget), seed=seed)
    if found is not None:
        part = found.found
        certify.confirm(base, certify.variants(claim, part.parameter.name, part.certificates))
    return found


def said(what: str, verdict: Verdict) -> None:
    """Progress, one line a value."""
    print(f"{what[:60]} {verdict.status} {verdict.seconds:.1f} s", file=sys.stderr, flush=True)
