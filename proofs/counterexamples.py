"""The page docs/counterexamples.md: what the search for violations of Theorem 3 found, class by class.

``python -m proofs.counterexamples > docs/counterexamples.md`` runs the campaigns again and writes it; it takes minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from verify.statement import Claim

from .fits import FREQUENT, LARGEST, MARGINS, SEARCHED
from .power import POWER

HEAD = """# The search for counterexamples to Theorem 3

Written by `python -m proofs.counterexamples`; do not edit. A trial is an instance at random: numbers, a law, a class,
and a sample, in which the side condition holds and some function of the class has the training error (the flattest one
is sought; its parameters are rational, its error is exact, its Lipschitz constant exact or bounded from above). It is a
violation if the bound of Theorem 3 is larger than that Lipschitz constant. `lawguard search CEX-LAW/bumps --trial 17`
replays one; [campaigns.md](campaigns.md) says how campaigns are run.
"""
LAW = """
## CEX-LAW: violations

| class | trials | violations | rate at most | least delta | largest bound/Lip | its trial |
|---|---|---|---|---|---|---|
"""
CONSTANTS = """
Inputs are Gaussian, uniform on the sphere, or uniform on the points of a simplex, a segment, a grid, a cube, the axes;
`proofs/campaigns/` has a file for each class, which says what the class is and where its samples come from. Random
features and all Lipschitz functions have as many trials as a minute allows.

Constants are not searched: the probability that one of them has the training error is at most 4 exp(-n eps^2/2^9), and
under the side condition at most 10^(-16) delta (CEX-LAW/constants).

The instances with the largest bound/Lip:
"""
MARGIN = """
## CEX-MARGIN: how much larger the constant could be

With the bound multiplied by the factor, no trial or few are violations.

| class | factor | trials | violations | largest bound/Lip |
|---|---|---|---|---|
"""
ADVERSE = """
The most adverse instances that climbing finds, with delta = 1/2, sigma2 = 1 and fair signs, made simple, and confirmed
by a sample of their own (`proofs.campaigns.adversary`). The last column is a factor at which each is a violation:

| class | n | p = d | eps | bound/Lip | violated with a constant so many times as large |
|---|---|---|---|---|---|
"""
FREQUENCY = """
Fresh samples of these instances, delta = 1/2, as many rows as the side condition asks for: how often is a bound that is
so many times as large violated? Every sample counts, fitted or not. More than half of them means that the law with that
constant is false, and that the search sees it.

| class | p/n | eps | factor | samples | violations | rate at least |
|---|---|---|---|---|---|---|
"""
VIOLATED = f"""
With a constant {LARGEST:,} times as large a violation is proved: by bumps at 84 million points, with 48 million rows
(CEX-MARGIN/violated, refuted). Climbing over that family of proofs finds a factor of about 3,700, not less.
"""
VARIANTS = """
## CEX-POWER: variants that go too far

Each is refuted, and the kernel checks why. `lawguard search CEX-POWER/a --seed 5` searches again.

| variant | what it says | refuted by |
|---|---|---|
"""
MODEL, BUMPS = "a finite model, found by search", "bumps on equidistant points, with a proved probability"
BY = {"derivation": MODEL, "construction": BUMPS}
NAMES = {"linear": "linear functions", "bumps": "fixed-centre bumps", "features": "random features"}
NAMES |= {"lipschitz": "all Lipschitz functions"}


def page() -> str:
    """The page."""
    searched, margins = [run(claim) for claim in SEARCHED], [run(claim) for claim in MARGINS]
    often = [run(claim) for claim in FREQUENT]
    parts = [HEAD, LAW, *map(law_row, searched), CONSTANTS, *(instance(result) for result in searched)]
    parts += [MARGIN, *map(margin_row, margins), ADVERSE, *adverse(), FREQUENCY, *map(frequency_row, often)]
    return "".join([*parts, VIOLATED, VARIANTS, *variant_rows()])


def run(claim: Claim) -> Any:
    from verify.search.registry import campaign_of
    from verify.search.runner import run_here

    campaign = campaign_of(claim)
    if campaign is None:
        raise ValueError(f"a campaign expected of {claim.id}")
    return run_here(campaign)


def law_row(result: Any) -> str:
    from verify.search.statistics import interval

    parameters = result.campaign.parameters
    high = interval(result.failures, result.met, Fraction(1, 10**9)).high
    cells = [named(result), f"{result.met:,}", str(result.failures), short(high), str(parameters["delta"])]
    return f"| {' | '.join([*cells, short(Fraction(result.worst['value'])), str(result.worst['trial'])])} |\n"


def margin_row(result: Any) -> str:
    parameters = result.campaign.parameters
    cells = [named(result), str(parameters["constant"]), f"{result.met:,}", str(result.failures)]
    return f"| {' | '.join([*cells, short(Fraction(result.worst['value']))])} |\n"


def frequency_row(result: Any) -> str:
    from verify.search.statistics import interval

    parameters = result.campaign.parameters
    low = interval(result.failures, result.met, Fraction(2, 10**9)).low  # one end only: half of that
    cells = [named(result), *(str(parameters[key]) for key in ("share", "eps", "constant"))]
    return f"| {' | '.join([*cells, f'{result.met:,}', str(result.failures), f'{float(low):.4f}'])} |\n"


def adverse() -> Iterator[str]:
    from .campaigns import adversary

    for name, found in (("linear", adversary.linear_functions()), ("bumps", adversary.bumps())):
        known = found.instance
        cells = [f"{known.n:,}", f"{known.p:,}", str(known.eps), short(found.ratio), f"{int(1 / found.ratio) + 1:,}"]
        yield f"| {' | '.join([NAMES[name], *cells])} |\n"


def instance(result: Any) -> str:
    known = ", ".join(f"{key} = {shown(value)}" for key, value in result.worst["witness"].items())
    return f"\n- {named(result)}: {known}\n"


def variant_rows() -> Iterator[str]:
    for claim in POWER:
        if claim.kind in BY:
            yield f"| {claim.id.removeprefix('CEX-POWER/')} | {claim.says} | {BY[claim.kind]} |\n"


def named(result: Any) -> str:
    return NAMES[str(result.campaign.parameters["class"])]


def shown(text: str) -> str:
    """An exact number, or a few digits of one that is long."""
    return text if len(text) <= 12 else f"{short(Fraction(text))}..."


def short(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / value.denominator:.4g}"


if __name__ == "__main__":
    sys.stdout.write(page())
