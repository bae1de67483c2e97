"""Brackets: between a value at which a claim is refuted and one at which it is proved.

What is asked of a claim is a probe, a verdict for each rational value of its constant; any kind of claim that has one
can be bracketed.  The bracket says that the claim changes from true to false between its ends; that it does so once is
the meaning of a sense, and is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from verify.verdict import Verdict

WIDTH = Fraction(1, 10**6)  # relative, unless another one is asked for


@dataclass
class Bracket:
    """What is known: the nearest proved and refuted values, and undecided ones between them.

    scale: to what the width is relative if 0 is one of the ends or lies between them.
    """

    sense: str | None
    width: Fraction
    integer: bool = False
    scale: Fraction = Fraction(1)
    verdicts: dict[Fraction, Verdict] = field(default_factory=dict)
    proved: Fraction | None = None
    refuted: Fraction | None = None

    @property
    def stuck(self) -> list[Fraction]:
        """Values inside the bracket that the probe leaves undecided, in order."""
        return sorted(v for v, verdict in self.verdicts.items() if self.inside(v) and verdict.status == "undecided")

    @property
    def limit(self) -> Fraction | None:
        """The undecided value next to the proved end, on the side where the claim says more."""
        if self.proved is None or self.sense is None:
            return None
        sign = 1 if self.sense == "least" else -1
        beyond = [value for value in self.stuck if (self.proved - value) * sign > 0]
        return min(beyond, key=lambda value: abs(value - (self.proved or 0)), default=None)

    @property
    def relative(self) -> Fraction | None:
        """The relative width; None if an end is missing."""
        if self.proved is None or self.refuted is None:
            return None
        size = max(abs(self.proved), abs(self.refuted))
        return abs(self.proved - self.refuted) / (self.scale if self.around_zero else size)

    @property
    def around_zero(self) -> bool:
        """Whether 0 is one of the ends or lies between them."""
        return self.proved is not None and self.refuted is not None and self.proved * self.refuted <= 0

    @property
    def closed(self) -> bool:
        """Whether the ends are as near as was asked: neighbours, if only whole numbers matter."""
        if self.proved is None or self.refuted is None or self.relative is None:
            return False
        return self.relative <= self.width or (self.integer and abs(self.proved - self.refuted) <= 1)

    def inside(self, value: Fraction) -> bool:
        if self.proved is None or self.refuted is None:
            return True
        return min(self.proved, self.refuted) < value < max(self.proved, self.refuted)

    def note(self, value: Fraction, verdict: Verdict) -> None:
        """Take up a verdict; of several proved values the one nearest to the refuted ones counts, and conversely."""
        self.verdicts[value] = verdict
        self.settle()

    def settle(self) -> None:
        """The ends, from the verdicts."""
        proved = [v for v, found in self.verdicts.items() if found.status == "proved"]
        refuted = [v for v, found in self.verdicts.items() if found.status == "refuted"]
        if self.sense is None and proved and refuted:
            high = min((abs(p - r), p > r) for p in proved for r in refuted)[1]
            self.sense = "least" if high else "greatest"
        if proved and refuted:
            pairs = [(abs(p - r), p, r) for p in proved for r in refuted if (p > r) == (self.sense == "least")]
            self.proved, self.refuted = min(pairs)[1:] if pairs else (None, None)
        else:
            stronger = min if self.sense == "least" else max
            self.proved = stronger(proved) if proved else None
            self.refuted = (max if stronger is min else min)(refuted) if refuted else None
