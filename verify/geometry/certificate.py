"""The closest pair as a certificate of kind ``data``, which the bare kernel checks without numpy.

The statement says that all rows of the file of a digest, or their directions, are at distance at least s; the
certificate names two rows with their coordinates, exactly.  The kernel does not open the file: that the points stand
there rests on the file, and that no other pair is closer on the search.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from verify.bare.check import check
from verify.files import canonical
from verify.geometry.integers import exact
from verify.geometry.metrics import metric as metric_for
from verify.geometry.reading import Points
from verify.kernel.reader import MAX_BYTES, read_json
from verify.kernel.statement import digest


class TooLargeError(Exception):
    """A certificate of more bytes than the kernel reads."""


@dataclass(frozen=True)
class Certified:
    """The text of a statement, and the bytes of a certificate that the kernel accepts for it."""

    statement: str
    certificate: bytes


def certify(points: Points, rows: tuple[int, int], distance: Fraction, directions: bool = False) -> Certified:
    """The certificate that two rows are closer than ``distance``, or else, as the closest pair, that none are.

    Raises TooLargeError.  What the kernel refuses raises its Rejected or Malformed: then this package has erred.
    """
    metric = metric_for(points, directions)
    statement = (
        f"data\nfile sha256:{points.digest}\nassume shape(X, {points.count}, {points.dimension})\n"
        f"conclude {'chord' if directions else 'distance'}(X) >= {distance}"
    )
    certificate = canonical(
        {
            "format": 1,
            "statement": digest(statement),
            "verdict": "refuted" if metric.value(*rows) < metric.at(distance**2) else "proved",
            "rows": list(rows),
            "points": [coordinates(points, row) for row in rows],
        }
    )
    if len(certificate) > MAX_BYTES:
        raise TooLargeError(f"the certificate has {len(certificate)} bytes, the kernel reads at most {MAX_BYTES}")
    check(statement, read_json(certificate))
    return Certified(statement, certificate)


def coordinates(points: Points, row: int) -> list[str]:
    integers, exponent = exact(points.rows(slice(row, row + 1))[0])
    unit = Fraction(2) ** exponent
    return [str(integer * unit) for integer in integers]
