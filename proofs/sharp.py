"""DER-SHARP: the best value of each constant that the derivation prints, everything else as printed.

A row of ``TABLE`` names a constant and the claim whose scalar obligations contain it.  From these obligations, computed
and not typed a second time, ``verify.sharpen.best`` makes the claim DER-SHARP/<constant>: they hold with some value,
and fail at some point with a value that is better by one part in a million.

``python -m proofs.sharp > docs/constants.md`` finds the values and the points (about two minutes), writes them to
sharp.json, and prints the page.  They are hints: what is believed is the certificate of each claim.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from verify.statement import Claim, readings, unencoded

from .citations import CITATIONS
from .finite_class import FINITE_CLASS
from .inequalities import INEQUALITIES, SECTION
from .joint import section
from .theorem3 import NET_AND_THEOREM

if TYPE_CHECKING:
    from verify.library import Library

WRITTEN_BY = "python -m proofs.sharp"
FILE = Path(__file__).with_name("sharp.json")
Witness = Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """A constant, the claim whose obligations limit it, and the reason in words.

    setting: what tells the id from that of the same constant in another claim.
    """

    constant: str
    owner: str
    why: str
    setting: str = ""

    @property
    def id(self) -> str:
        return "/".join(filter(None, ("DER-SHARP", self.setting, self.constant)))


TABLE = (
    Row("square_denominator", "DER-Z2", "z^2 has length 4 and t = eps/6: 2 (1/6)^2/4^2 = 1/288"),
    Row("product_denominator", "DER-ZG", "z g has length 4 and t = eps/6: 1/288"),
    Row("bias_denominator", "DER-BIAS", "z has length 4 and t = eps/8: 2 (1/8)^2/4^2 = 1/512"),
    Row("mixture_denominator", "DER-MIX", "the same for each component, at its share of the threshold"),
    Row("subgaussian_sum", "DER-SUBG-SUM", "4 K with K = 9/4, the exponent that this chain uses"),
    Row("correlation_denominator", "DER-CORR", "8^2 times 18 times 8"),
    Row("split_quarter", "DER-SPLIT", "(eps - eps/6 - 2 eps/6)/2"),
    Row("net_radius", "DER-LOSS", "labels and values in [-1,1]: the loss has slope at most 4, in the limit eps -> 0"),
    Row("net_growth", "DER-NET", "1 + 2/(1/8) r"),
    Row("side_condition", "DER-THM3/core", "4 times 8^3: equality at n eps^2 = 2048 k log(8k/delta)"),
    Row("final_constant", "DER-THM3/core", "2 times 10^2, the root of 4*10^4: equality at the largest L"),
)


@cache
def library() -> Library:
    """The claims that rows name, and what their steps need."""
    from verify.library import Library

    return Library((*INEQUALITIES, *FINITE_CLASS, *NET_AND_THEOREM), FILE.parent, {}, tuple(CITATIONS))


def scalar(row: Row) -> Claim:
    """The obligations of the owner in which the constant stands, as a scalar claim."""
    from verify.sharpen.obligations import obligation_claim

    owner = library().by_id[row.owner]
    return owner if owner.kind == "scalar" else obligation_claim(owner, row.constant, library())


def stated(row: Row, witness: Witness | None) -> Claim:
    """The claim DER-SHARP/<constant>."""
    from verify.sharpen.best import best_claim
    from verify.sharpen.parameter import parameter

    owner, obligations = library().by_id[row.owner], scalar(row)
    sense, value = parameter(obligations, row.constant).sense, owner.constants[row.constant]
    factor = "1 - 10^-6" if sense == "least" else "1 + 10^-6"
    return best_claim(
        obligations,
        row.constant,
        id=row.id,
        witness=witness,
        source=owner.source,
        says=f"The {sense} value in place of {row.constant} = {value} for which the scalar obligations of {row.owner} "
        f"hold, everything else as printed: they hold with it, and fail at a point with {factor} times it.",
    )


def witnesses() -> dict[str, Witness]:
    """What the last search has found, by id; nothing if there is no file yet."""
    if not FILE.exists():
        return {}
    found: dict[str, Witness] = json.loads(FILE.read_text(encoding="utf-8"))["witnesses"]
    return found


WITNESSES = witnesses()
BRACKETS = [stated(row, WITNESSES.get(row.id)) for row in TABLE]
CONDITIONAL = unencoded(
    "DER-SHARP/conditional",
    source=SECTION,
    says="The same using E[z|x] = 0 and the conditional range of z, of length 2.",
)
SHARP: list[Claim] = [
    readings(
        "DER-SHARP",
        of=[entry.id for entry in (*BRACKETS, CONDITIONAL)],
        source=SECTION,
        says="For each printed constant (8^3 in DER-Z2, DER-ZG, DER-BIAS and DER-MIX; 10^4 in the exponent "
        "and in the side condition; 18; 60; 2^9; the net's radius 1/8; the quarter in DER-SPLIT) the best "
        "value for which the scalar obligation of its rule holds, bracketed to relative width 1e-6, "
        "everything else as printed; and the same using E[z|x] = 0 and the conditional range 2 of z.",
    ),
    *BRACKETS,
    CONDITIONAL,
]

HEAD = f"""# The constants of the derivation

Written by `{WRITTEN_BY}`; do not edit. For each named constant the claim whose obligations contain it, the printed
value, and the best value for which these obligations hold, everything else as printed. Both ends are one claim of the
library, with one certificate: the obligations hold with the best value, for all values of the variables, and fail at
a point with the value beside it, which is better by one part in a million. With the best value both sides are equal at
some point, unless the last column names a limit. `lawguard explain` shows the claim with the point, `lawguard sharpen`
searches for the bracket anew, `lawguard what-if DER-THM3 NAME=VALUE` runs another value through the argument.

| constant | claim | printed | best, proved | refuted at | slack | certified by | why |
|---|---|---|---|---|---|---|---|
"""


def page(found: Mapping[str, Witness]) -> Iterator[str]:
    """The page docs/constants.md, line by line."""
    from verify.sharpen.best import better, free_name
    from verify.sharpen.parameter import parameter

    yield from HEAD.splitlines()
    for row in TABLE:
        chosen = parameter(scalar(row), row.constant)
        times = "" if chosen.factor_of is None else " times that"
        cells = [f"`{row.constant}`", row.owner, library().by_id[row.owner].constants[row.constant]]
        if row.id in found:
            best = Fraction(found[row.id][free_name(chosen)])
            slack = chosen.start / best if chosen.sense == "least" else best / chosen.start
            cells += [f"{best}{times}", f"{_decimal(better(chosen, best))}{times}"]
            cells += ["none" if slack == 1 else f"{float(slack):.4g}"]
        else:
            cells += ["open", "", ""]
        yield f"| {' | '.join([*cells, row.id, row.why])} |"
    yield from section()


def _decimal(value: Fraction) -> str:
    """A rational as an exact decimal, if it is one."""
    text = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{text.normalize():f}" if Fraction(text) == value else str(value)


def search(row: Row) -> Witness | None:
    """The best value of a constant and the point beside it; None unless the claim that they are is proved.

    A fresh kernel process has re-established what is returned.
    """
    from verify.decide import decide_claim
    from verify.sharpen import certify, sharpen
    from verify.sharpen.witness import witness

    obligations = scalar(row)
    ground = certify.ground(library(), obligations)
    found = witness(sharpen(obligations, row.constant, known=ground.known))
    claim = stated(row, found)
    verdict = decide_claim(claim, ground.known)
    certify.confirm(ground, {row.id: (claim, verdict)})
    return found if verdict.status == "proved" else None


def searched() -> dict[str, Witness]:
    """What the search finds today, by id."""
    found = {row.id: search(row) for row in TABLE}
    return {id: witness for id, witness in found.items() if witness is not None}


def main() -> int:
    from verify.files import readable, write_atomic

    found = searched()
    write_atomic(FILE, readable({"about": f"Written by `{WRITTEN_BY}`; do not edit.", "witnesses": found}))
    print("\n".join(page(found)))
    for row in TABLE:
        if row.id not in found:
            print(f"{row.id}: no bracket of relative width 1e-6", file=sys.stderr)
    return 0 if len(found) == len(TABLE) else 1


if __name__ == "__main__":
    sys.exit(main())
