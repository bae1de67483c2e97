"""Claims about the points of a file, as authors state them: the file by its digest, a sample by how it is made.

A sample is made anew where its claim is decided (``verify.geometry.sample``); what is claimed is about the bytes.
"""

from __future__ import annotations

from verify.kernel.errors import Malformed
from verify.objects.judgements import parse
from verify.printing import show_judged
from verify.statement import Claim, ClaimError, Hints


def data(
    id: str, *, rows: int, columns: int, seed: int, digest: str, conclude: str, source: str = "", says: str = ""
) -> Claim:
    """State a conclusion about all pairs of rows of a sample, such as ``distance(X) >= 1``.

    rows, columns, seed: of the sample; digest: the SHA-256 of its file, 64 hex digits.  Raises ClaimError.
    """
    text = f"data\nfile sha256:{digest}\nassume shape(X, {rows}, {columns})\nconclude {conclude}"
    try:
        shown = show_judged(parse(text))
    except Malformed as error:
        raise ClaimError(str(error), id) from None
    return Claim(id, "data", shown, source, says, hints=Hints(sample={"rows": rows, "columns": columns, "seed": seed}))
