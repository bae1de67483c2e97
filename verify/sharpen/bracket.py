"""Brackets: between a value at which a claim is refuted and one at which it is proved.

What is asked of a claim is a probe, a verdict for each rational value of its constant; any kind of claim that has one
can be bracketed.  Guesses from outside are tried first, at the value and close to it on both sides.  What is left is
narrowed through the simplest rationals inside, so that a sharp value that is simple is hit and not only approached;
values at which the probe is undecided are gone around from both sides.

The bracket says that the claim changes from true to false between its ends; that it does so once is the meaning of a
sense, and is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from verify.sharpen.numbers import simplest
from verify.verdict import Verdict

Probe = Callable[[Fraction], Verdict]
Falsifier = Callable[[Fraction], Verdict | None]

PROBES = 80
LADDER = (1, 2, 4, 6, 9, 13, 18)  # powers of 2 from the start
UNDECIDED = 16  # such probes are the slow ones: so many are made
CLOSER = 2_000  # how much nearer to a guess than the asked width it is refuted, if that is easy
FARTHEST = 11  # powers of 4 from the asked width (half of 1e-6) to a factor of about 3


@dataclass
class Bracket:
    """What is known: the nearest proved and refuted values, and undecided ones between them."""

    sense: str | None
    width: Fraction
    integer: bool = False
    verdicts: dict[Fraction, Verdict] = field(default_factory=dict)
    proved: Fraction | None = None
    refuted: Fraction | None = None

    @property
    def stuck(self) -> list[Fraction]:
        """Values inside the bracket that the probe leaves undecided, in order."""
        return sorted(v for v, verdict in self.verdicts.items() if self._inside(v) and verdict.status == "undecided")

    @property
    def relative(self) -> Fraction | None:
        """The relative width; None if an end is missing or the bracket contains 0 in its interior or at both ends."""
        if self.proved is None or self.refuted is None:
            return None
        scale = max(abs(self.proved), abs(self.refuted))
        return abs(self.proved - self.refuted) / scale if scale else None

    @property
    def closed(self) -> bool:
        """Whether the ends are as near as was asked: neighbours, if only whole numbers matter."""
        if self.proved is None or self.refuted is None:
            return False
        gap = abs(self.proved - self.refuted)
        return gap <= self.width * max(abs(self.proved), abs(self.refuted)) or (self.integer and gap <= 1)

    def _inside(self, value: Fraction) -> bool:
        if self.proved is None or self.refuted is None:
            return True
        return min(self.proved, self.refuted) < value < max(self.proved, self.refuted)

    def note(self, value: Fraction, verdict: Verdict) -> None:
        """Take up a verdict; of several proved values the one nearest to the refuted ones counts, and conversely."""
        self.verdicts[value] = verdict
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


class Search:
    """Asks a probe until a bracket is closed, nothing helps, or PROBES values have been asked for."""

    def __init__(
        self,
        probe: Probe,
        width: Fraction,
        sense: str | None = None,
        integer: bool = False,
        limit: int = PROBES,
        falsify: Falsifier | None = None,
    ) -> None:
        """falsify: a cheap way to a refutation, tried much closer to a guess than was asked for."""
        self.probe, self.limit, self.falsify = probe, limit, falsify
        self.bracket = Bracket(sense, width, integer)

    def ask(self, value: Fraction) -> str:
        """The status of the claim at a value; "" once the limit is reached."""
        value = Fraction(round(value)) if self.bracket.integer else value
        known = self.bracket.verdicts
        if value not in known:
            undecided = sum(verdict.status == "undecided" for verdict in known.values())
            if len(known) >= self.limit or undecided >= UNDECIDED:
                return ""
            self.bracket.note(value, self.probe(value))
        return known[value].status

    def run(self, start: Fraction, guesses: Iterable[Fraction] = ()) -> Bracket:
        """Bracket the best value; ``start`` is the printed one."""
        bracket = self.bracket
        for guess in guesses:
            self.around(guess)
            if bracket.closed:
                return bracket
        self.ask(start)
        if bracket.proved is None or bracket.refuted is None:
            self.tight(start)
        if bracket.proved is None or bracket.refuted is None:
            self.ladder(start)
        self.narrow()
        return bracket

    def around(self, guess: Fraction) -> None:
        """Close the bracket at a guess, or as near to it as can be decided.  The sense is known."""
        at = self.ask(guess)
        if at == "proved" and self.refuted_beside(guess):
            return
        for stronger, wanted in ((True, "proved"), (False, "refuted")):
            if at != wanted and self.ask(self.beside(guess, self.bracket.width / 2, stronger)) != wanted:
                self.approach(guess, stronger, wanted)

    def refuted_beside(self, guess: Fraction) -> bool:
        """Whether the falsifier refutes the claim right beside a guess that is proved; the sense is known."""
        for distance in (self.bracket.width / CLOSER, self.bracket.width / 2):
            near = self.beside(guess, distance, stronger=False)
            found = self.falsify(near) if self.falsify is not None else None
            if found is not None:
                self.bracket.note(near, found)
                return True
        return False

    def approach(self, guess: Fraction, stronger: bool, wanted: str) -> None:
        """The least distance from a guess, up to a factor of 4, at which the claim is decided as ``wanted``."""
        low, high = 0, FARTHEST  # distances width/2 * 4**t: the first is not decided so, the last is hoped to be
        if self.ask(self.beside(guess, self.bracket.width / 2 * 4**high, stronger)) != wanted:
            return
        while high - low > 1:
            middle = (low + high) // 2
            found = self.ask(self.beside(guess, self.bracket.width / 2 * 4**middle, stronger))
            low, high = (low, middle) if found == wanted else (middle, high)

    def beside(self, value: Fraction, distance: Fraction, stronger: bool) -> Fraction:
        """A simple rational at between half of a relative distance and all of it, where the claim says less or more.

        stronger: on the side where the claim holds.
        """
        sign = 1 if (self.bracket.sense == "least") == stronger else -1
        if self.bracket.integer:
            return value + sign * max(1, round(abs(value) * distance))
        scale = abs(value) or Fraction(1)
        ends = sorted((value + sign * scale * distance / 2, value + sign * scale * distance))
        return simplest(*ends)

    def tight(self, start: Fraction) -> None:
        """The printed value may be sharp: look next to it, on the other side of what it is."""
        senses = [self.bracket.sense] if self.bracket.sense else ["least", "greatest"]
        at = self.ask(start)
        for sense in senses:
            if self.bracket.proved is not None and self.bracket.refuted is not None:
                return
            kept, self.bracket.sense = self.bracket.sense, sense
            near = self.beside(start, self.bracket.width / 2, at == "refuted")
            self.bracket.sense = kept
            self.ask(near)

    def ladder(self, start: Fraction) -> None:
        """Growing steps in both directions (in one, if the sense says which), until both statuses have been seen."""
        up: list[Fraction] = []
        base = start or Fraction(1)
        for power in LADDER:
            factor = Fraction(2) ** power
            up += [base * factor, base / factor]
        for value in [*up, Fraction(0), *(-v for v in up)]:
            proved, refuted = self.bracket.proved, self.bracket.refuted
            if proved is not None and refuted is not None:
                return
            if self.bracket.sense is not None and (proved is None) != (refuted is None):
                known = proved if proved is not None else refuted
                larger = (self.bracket.sense == "least") == (proved is None)
                if known is not None and (value > known) != larger:
                    continue
            if len(self.bracket.verdicts) >= self.limit // 2 or self.ask(value) == "":
                return

    def narrow(self) -> None:
        """Halve, through simple values; go around what is undecided."""
        bracket, whole = self.bracket, True
        while not bracket.closed and bracket.proved is not None and bracket.refuted is not None:
            if self.beside_ends() or bracket.closed:
                continue
            parts = self.parts(bracket.proved, bracket.refuted)
            total = abs(bracket.proved - bracket.refuted)
            low, high = parts[0]
            if high - low < total / 16 or (bracket.integer and high - low <= 1):
                return  # all that is left lies between undecided values
            if low > 0 and high > 4 * low:
                value = simplest(2 * low, high / 2)
            else:
                quarter = (high - low) / 4
                value = simplest(low + quarter, high - quarter)
            if whole:  # the simplest value of all, just inside: a sharp value that is simple is found so
                tiny = (high - low) / 1024
                value = simplest(low + tiny, high - tiny)
            whole = not whole
            if self.ask(value) == "":
                return

    def beside_ends(self) -> bool:
        """Look right beside an end that is simpler than everything inside the bracket: it may be the sharp value."""
        bracket = self.bracket
        if bracket.proved is None or bracket.refuted is None:
            return False
        gap = abs(bracket.proved - bracket.refuted) / 1024
        inner = simplest(min(bracket.proved, bracket.refuted) + gap, max(bracket.proved, bracket.refuted) - gap)
        for end, stronger in ((bracket.proved, False), (bracket.refuted, True)):
            near = self.beside(end, bracket.width / 2, stronger)
            if 2 * end.denominator <= inner.denominator and near not in bracket.verdicts and bracket._inside(near):
                return self.ask(near) != ""
        return False

    def parts(self, proved: Fraction, refuted: Fraction) -> list[tuple[Fraction, Fraction]]:
        """The intervals next to the two ends that hold no undecided value, the longer one first."""
        low, high = min(proved, refuted), max(proved, refuted)
        inner = [v for v in self.bracket.stuck if low < v < high]
        if not inner:
            return [(low, high)]
        return sorted([(low, inner[0]), (inner[-1], high)], key=lambda part: part[0] - part[1])
