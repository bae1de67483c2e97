"""Searching for a bracket: what to ask a probe next.

Guesses from outside are tried first, at the value and close to it on both sides.  What is left is narrowed through the
simplest rationals inside, so that a sharp value that is simple is hit and not only approached; values at which the
probe is undecided are gone around from both sides, and their number is limited, as they are the slow ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from verify.numerics.problem import writable
from verify.sharpen.bracket import Bracket
from verify.sharpen.numbers import simplest
from verify.verdict import Verdict

Probe = Callable[[Fraction], Verdict]
Falsifier = Callable[[Fraction], Verdict | None]

PROBES = 80
LADDER = (1, 2, 4, 6, 9, 13, 18)  # powers of 2 from the start
UNDECIDED = 16  # such probes are the slow ones: so many are made
CLOSER = 2_000  # how much nearer to a guess than the asked width it is refuted, if that is easy
FARTHEST = 11  # powers of 4 from the asked width (half of 1e-6) to a factor of about 3


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
        """The status of the claim at a value; "" once the limit is reached, or if it is too long to be written."""
        value = Fraction(round(value)) if self.bracket.integer else value
        if not writable(value):
            return ""
        known = self.bracket.verdicts
        if value not in known:
            if len(known) >= self.limit or self.undecided >= UNDECIDED:
                return ""
            self.bracket.note(value, self.probe(value))
        return known[value].status

    @property
    def undecided(self) -> int:
        return sum(verdict.status == "undecided" for verdict in self.bracket.verdicts.values())

    def run(self, start: Fraction, guesses: Iterable[Fraction] = ()) -> Bracket:
        """Bracket the best value; ``start`` is the printed one."""
        bracket = self.bracket
        bracket.scale = abs(start) or Fraction(1)
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
        self.press()
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
        scale = abs(value) or self.bracket.scale
        ends = sorted((value + sign * scale * distance / 2, value + sign * scale * distance))
        return simplest(*ends)

    def tight(self, start: Fraction) -> None:
        """The printed value may be sharp: look next to it, on the other side of what it is."""
        senses = [self.bracket.sense] if self.bracket.sense else ["least", "greatest"]
        at, beyond = self.ask(start), dict[str, str]()
        for sense in senses:
            if self.bracket.proved is not None and self.bracket.refuted is not None:
                return
            kept, self.bracket.sense = self.bracket.sense, sense
            near = self.beside(start, self.bracket.width / 2, at == "refuted")
            self.bracket.sense = kept
            beyond[sense] = self.ask(near)
        if self.bracket.sense is None and at == "proved" and sorted(beyond.values()) == ["proved", "undecided"]:
            self.bracket.sense = next(sense for sense, found in beyond.items() if found == "undecided")

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
            enough = len(self.bracket.verdicts) >= self.limit // 2 or self.undecided >= UNDECIDED // 2
            if enough or self.ask(value) == "":
                return

    def narrow(self) -> None:
        """Halve, through simple values; go around what is undecided."""
        bracket, whole = self.bracket, True
        while not bracket.closed and bracket.proved is not None and bracket.refuted is not None:
            if self.beside_zero() or self.beside_ends() or bracket.closed:
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

    def press(self) -> None:
        """Without any refutation (a derivation merely fails to go through): halve towards what is undecided."""
        bracket = self.bracket
        proved = [value for value, verdict in bracket.verdicts.items() if verdict.status == "proved"]
        if bracket.sense is None and proved and bracket.stuck:
            below, above = min(bracket.stuck) < min(proved), max(bracket.stuck) > max(proved)
            bracket.sense = None if below == above else "least" if below else "greatest"
            bracket.settle()
        while bracket.refuted is None and bracket.proved is not None and bracket.limit is not None:
            low, high = sorted((bracket.proved, bracket.limit))
            if high - low <= bracket.width * max(abs(low), abs(high)) or (bracket.integer and high - low <= 1):
                return
            tiny = (high - low) / 1024
            for value in (simplest(low + tiny, high - tiny), (low + high) / 2):
                if self.ask(value) == "":
                    return

    def beside_zero(self) -> bool:
        """Look at 0, if that is between the ends, and right beside it: whether the best value is 0."""
        bracket = self.bracket
        if bracket.integer or not bracket.around_zero:
            return False
        near = simplest(bracket.scale * bracket.width / 4, bracket.scale * bracket.width / 2)
        for value in (Fraction(0), near, -near):
            if bracket.inside(value) and value not in bracket.verdicts:
                return self.ask(value) != ""
        return False

    def beside_ends(self) -> bool:
        """Look right beside an end that is simpler than everything inside the bracket: it may be the sharp value."""
        bracket = self.bracket
        if bracket.proved is None or bracket.refuted is None:
            return False
        gap = abs(bracket.proved - bracket.refuted) / 1024
        inner = simplest(min(bracket.proved, bracket.refuted) + gap, max(bracket.proved, bracket.refuted) - gap)
        for end, stronger in ((bracket.proved, False), (bracket.refuted, True)):
            near = self.beside(end, bracket.width / 2, stronger)
            if 2 * end.denominator <= inner.denominator and near not in bracket.verdicts and bracket.inside(near):
                return self.ask(near) != ""
        return False

    def parts(self, proved: Fraction, refuted: Fraction) -> list[tuple[Fraction, Fraction]]:
        """The intervals next to the two ends that hold no undecided value, the longer one first."""
        low, high = min(proved, refuted), max(proved, refuted)
        inner = [v for v in self.bracket.stuck if low < v < high]
        if not inner:
            return [(low, high)]
        return sorted([(low, inner[0]), (inner[-1], high)], key=lambda part: part[0] - part[1])
