"""The page docs/constants.md: each printed constant of the derivation, the best value in its place, and why.

``python -m proofs.sharp > docs/constants.md`` writes it (about two minutes): a bracket for each constant, both ends
certified and re-checked by a fresh kernel process, everything else as printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from .notation import CONSTANTS

HEAD = """# The constants of the derivation

Written by `python -m proofs.sharp`; do not edit. For each named constant the claim whose obligations contain it, the
printed value, and the best value for which these obligations hold, everything else as printed: refuted at one end of
the bracket, proved at the other, each with a certificate that the kernel has re-checked. `lawguard sharpen ID` shows
one, `--certificates DIR` keeps the certificates, `lawguard what-if DER-THM3 NAME=VALUE` runs another value through the
argument.

| constant | claim | printed | best | refuted at | slack | why |
|---|---|---|---|---|---|---|
"""
# The claim whose obligations limit a constant, and the reason in words.
OWNERS = {
    "square_denominator": ("DER-Z2", "z^2 has length 4 and t = eps/6: 2 (1/6)^2/4^2 = 1/288"),
    "product_denominator": ("DER-ZG", "z g has length 4 and t = eps/6: 1/288"),
    "bias_denominator": ("DER-BIAS", "z has length 4 and t = eps/8: 2 (1/8)^2/4^2 = 1/512"),
    "mixture_denominator": ("DER-MIX", "the same for each component, at its share of the threshold"),
    "subgaussian_sum": ("DER-SUBG-SUM", "4 K with K = 9/4, the exponent that this chain uses"),
    "correlation_denominator": ("DER-CORR", "8^2 times 18 times 8"),
    "split_quarter": ("DER-SPLIT", "(eps - eps/6 - 2 eps/6)/2"),
    "net_radius": ("DER-LOSS", "labels and values in [-1,1]: the loss has slope at most 4"),
    "net_growth": ("DER-NET", "1 + 2/(1/8) r"),
    "side_condition": ("DER-THM3/core", "4 times 8^3"),
    "final_constant": ("DER-THM3/core", "2 times 10^2: the root of 4*10^4"),
}


def page() -> Iterator[str]:
    """The page, line by line."""
    from verify.decide import Budget
    from verify.library import load
    from verify.sharpen import certify
    from verify.sharpen.constants import sharpen
    from verify.sharpen.obligations import obligation_claim

    yield HEAD.rstrip("\n")
    library = load()
    for name, (id, why) in OWNERS.items():
        claim = library.by_id[id]
        ground = certify.ground(library, claim)
        scalar = obligation_claim(claim, name, library) if claim.kind == "derivation" else claim
        found = sharpen(scalar, name, known=ground.known, budget=Budget())
        certify.confirm(ground, certify.variants(scalar, name, found.certificates))
        cells = [f"`{name}`", id, CONSTANTS[name].value, best(found), beside(found), slack(found), why]
        yield f"| {' | '.join(cells)} |"


def best(found: Any) -> str:
    value = found.sharp or found.bracket.proved
    text = f"{value} ({'attained' if found.attained else 'proved, not known to be sharp'})"
    return text if found.parameter.factor_of is None else f"{value} times that, {text.partition(' ')[2]}"


def beside(found: Any) -> str:
    refuted = found.bracket.refuted
    return "nothing" if refuted is None else f"{refuted} (about {float(refuted):.8g})"


def slack(found: Any) -> str:
    return "none" if found.slack == 1 else f"{float(found.slack):.4g}" if found.slack else "unknown"


def main() -> None:
    for line in page():
        print(line)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
