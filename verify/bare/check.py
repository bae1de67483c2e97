"""One entry for certificates of all kinds.

scalar, value: ``verify.kernel.check``.  derivation: ``verify.calculus.check``.  construction:
``verify.calculus.constructions.check``.
statistic: {"format": 1, "statement": HASH, "verdict": "supported", "failures": k, "log": "sha256:..."}; the trials are
not run again.  data: {..., "verdict": "refuted", "rows": [i, j], "points": [[x, ...], [y, ...]]}: a pair that violates
the claim; or "proved": the closest pair, and the file is not searched again.
"""

from typing import Any

from verify.calculus.constructions.check import KEYS as CONSTRUCTED
from verify.calculus.constructions.check import construction
from verify.calculus.models.check import KEYS as MODELLED
from verify.calculus.models.check import derivation
from verify.kernel import check as scalar
from verify.kernel.check import Outcome, header
from verify.kernel.errors import Rejected
from verify.kernel.polynomials import Work
from verify.objects.judgements import parse
from verify.objects.statistics import binomial_claim, named_pair

KEYS = {
    "derivation": MODELLED,
    "construction": CONSTRUCTED,
    "statistic": {"supported": {"failures", "log"}},
    "data": {"proved": {"rows", "points"}, "refuted": {"rows", "points"}},
}
ORACLE = "oracle: all-pairs screening (verify.geometry)"


def check(text: str, certificate: object, axioms: Any = None) -> Outcome:
    """Re-establish the verdict of a certificate for a statement; raises Rejected or Malformed."""
    if text.partition("\n")[0] in ("scalar", "value"):
        return scalar.check(text, certificate, axioms)
    Work.spent = 0
    flags, rests, used = tuple[str, ...](), tuple[str, ...](), set[str]()
    try:
        statement = parse(text)
        fields = header(certificate, text, KEYS[statement.kind])
        if statement.kind == "statistic":
            binomial_claim(statement, fields)
            flags, rests = ("not re-run",), (f"run {fields['log']}", *statement.cited)
        elif statement.kind == "data":
            named_pair(statement, fields)
            proved = fields["verdict"] == "proved"
            flags, rests = ("not re-run",) * proved, (f"file {statement.file}", *(ORACLE,) * proved)
        elif statement.kind == "construction":
            flags = construction(statement, fields, axioms, used)
        else:
            flags = derivation(statement, fields, axioms, used)
    except (RecursionError, MemoryError, ArithmeticError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise Rejected("check", "a certificate within the limits of the kernel", type(error).__name__) from None
    return Outcome(str(fields["verdict"]), tuple(sorted(used)), flags, rests)
