"""Deciding a claim about the points of a file: the sample is made, its bytes compared, and all pairs are searched.

The certificate names the closest pair, whether it violates the claim or not.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from verify.bare.check import check
from verify.findings import open_verdict
from verify.kernel.errors import Malformed, Rejected
from verify.objects.judgements import parse
from verify.objects.statistics import DISTANCES
from verify.statement import Claim
from verify.verdict import Verdict


def decide_data(claim: Claim) -> Verdict:
    """Prove or refute by the closest pair; ``undecided`` if there is no such file, or the claim has another form."""
    sample, statement = claim.hints.sample, parse(claim.statement or "")
    conclusion = statement.one("conclude")
    if not sample:
        return open_verdict(claim, "a claim about a file that is not at hand; see `lawguard pairs`")
    if conclusion[:2] != ("relation", ">=") or conclusion[2] not in DISTANCES or conclusion[3][0] != "num":
        return open_verdict(claim, "a conclusion distance(X) >= s or chord(X) >= s is searched for")
    from verify.geometry.blas import workers  # before numpy is loaded

    available = workers()
    from verify.geometry.certificate import TooLargeError, certify
    from verify.geometry.pairs import examine
    from verify.geometry.reading import DataError, read
    from verify.geometry.sample import write

    directions = conclusion[2] == DISTANCES[1]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sample.npy"
        write(file, **sample)
        try:
            points = read(file)
            if f"sha256:{points.digest}" != statement.file:
                return open_verdict(claim, f"the sample has the digest sha256:{points.digest}")
            found = examine(points, directions, workers=available)
            if found.closest is None or not found.complete:
                return open_verdict(claim, "the search was interrupted")
            made = certify(points, found.closest.rows, Fraction(conclusion[3][1]), directions)
        except (DataError, TooLargeError) as error:
            return open_verdict(claim, str(error))
    certificate = json.loads(made.certificate)
    try:
        if made.statement != claim.statement:
            return open_verdict(claim, "the claim is not about the shape of the sample")
        outcome = check(made.statement, certificate)
    except (Rejected, Malformed) as error:
        return open_verdict(claim, str(error))
    verdict = open_verdict(claim, "")
    verdict.status, verdict.certificate, verdict.method = outcome.verdict, certificate, "all pairs searched"
    verdict.flags, verdict.rests_on = list(outcome.flags), list(outcome.rests_on)
    return verdict
