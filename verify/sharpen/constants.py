"""The best value of a named constant: search for it in numbers, certify it in rationals.

The printed value is looked at first (it may be sharp), then what the numbers suggest, then whatever is simple.  Both
ends of the bracket, and the sharp value if it is recognised, carry certificates that the kernel has accepted.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from verify.decide import Budget
from verify.sharpen.bracket import WIDTH, Bracket
from verify.sharpen.extremal import extremal
from verify.sharpen.forms import closed_forms
from verify.sharpen.numbers import SURPRISE, simplest
from verify.sharpen.parameter import Parameter, parameter
from verify.sharpen.probes import ClaimProbe, Decider, Progress
from verify.sharpen.search import Falsifier, Search
from verify.statement import Claim
from verify.verdict import Verdict

OTHER = {"least": "greatest", "greatest": "least"}


@dataclass
class Sharpened:
    """What is known of the best value of a constant.

    sharp: its closed form, if the claim is decided there, the bracket is closed around it and that is hardly chance;
    attained says whether the claim is proved at it.  certificates: claim and verdict by role ("proved", "refuted",
    "sharp").  falsify: a refutation at a value, by the points that the search has found.
    """

    parameter: Parameter
    bracket: Bracket
    sharp: str | None = None
    attained: bool = False
    certificates: dict[str, tuple[Claim, Verdict]] = field(default_factory=dict)
    seconds: float = 0.0
    falsify: Falsifier | None = field(default=None, repr=False, compare=False)

    @property
    def turned(self) -> bool:
        """Whether the claim limits the constant on the other side than the one on which a value says more."""
        return self.parameter.sense is not None and self.bracket.sense not in (None, self.parameter.sense)

    @property
    def slack(self) -> Fraction | None:
        """How far the printed value is from the bracket's proved end, as a factor (1 if that is the printed value).

        More than 1 if a better constant is proved, less than 1 if the printed one is too good to be true; None if the
        end is missing or has another sign.
        """
        end, start = self.bracket.proved, self.parameter.start
        if end is None or not end or not start or (end > 0) != (start > 0):
            return None
        return start / end if (self.bracket.sense == "least") == (start > 0) else end / start


def sharpen(
    claim: Claim,
    name: str,
    *,
    width: Fraction = WIDTH,
    known: Mapping[str, str] | None = None,
    budget: Budget | None = None,
    seed: int = 0,
    decider: Decider | None = None,
    progress: Progress | None = None,
) -> Sharpened:
    """Bracket the best value of a constant of a claim.

    width: relative, of the bracket.  known: proved statements that proofs may use, {hash: text}.  budget: work units
    of each probe.  decider: decides claims that ``decide_claim`` does not, at each value of the constant.  progress: is
    told each value and its verdict.

    Raises ClaimError if the claim has no such constant.  An open bracket is a result, not an error.
    """
    chosen = parameter(claim, name)
    return sharpen_parameter(
        chosen, width=width, known=known, budget=budget, seed=seed, decider=decider, progress=progress, turn=True
    )


def sharpen_parameter(
    chosen: Parameter,
    *,
    width: Fraction = WIDTH,
    known: Mapping[str, str] | None = None,
    budget: Budget | None = None,
    seed: int = 0,
    decider: Decider | None = None,
    integer: bool = False,
    progress: Progress | None = None,
    turn: bool = False,
) -> Sharpened:
    """``sharpen`` for a parameter.

    integer: only whole values matter.  turn: if the claim does not limit the parameter in its own sense, look in the
    other one.
    """
    started = time.perf_counter()
    probe = ClaimProbe(chosen, known, budget, seed, decider, progress)
    search = Search(probe, width, chosen.sense, integer, falsify=probe.falsified)
    guesses: list[Fraction] = []
    form: str | None = None
    if not _sharp_as_printed(probe, search):
        probe.family = chosen.family()
        if probe.family is not None:
            probe.found = extremal(probe.family, chosen.sense, seed)
            if probe.found is None and turn and chosen.sense is not None:
                probe.found = extremal(probe.family, OTHER[chosen.sense], seed)
        if probe.found is not None:
            search.bracket.sense = probe.found.sense
            search.bracket.settle()
            forms = closed_forms(probe.found.value)
            form = probe.form = forms[0] if forms else None
            guesses = [Fraction(form)] if form is not None and _is_rational(form) else [_plain(probe.found.value)]
    bracket = search.run(chosen.start, guesses)
    result = Sharpened(chosen, bracket, falsify=probe.falsified)
    _ends(result)
    _sharp(result, probe, form)
    result.seconds = time.perf_counter() - started
    return result


def _sharp_as_printed(probe: ClaimProbe, search: Search) -> bool:
    """Whether the printed value is proved and simple points refute the claim right beside it."""
    start = probe.parameter.start
    if search.ask(start) != "proved":
        return False
    for sense in [probe.parameter.sense] if probe.parameter.sense else ["least", "greatest"]:
        search.bracket.sense = sense
        if search.refuted_beside(start):
            return True
    search.bracket.sense = probe.parameter.sense
    return False


def _plain(value: Fraction) -> Fraction:
    """A value of the search without its last digits."""
    reach = abs(value) / 10**10
    return simplest(value - reach, value + reach)


def _is_rational(form: str) -> bool:
    return form.lstrip("-").replace("/", "", 1).isdigit()


def _ends(result: Sharpened) -> None:
    for role in ("proved", "refuted"):
        value = getattr(result.bracket, role)
        if value is not None:
            result.certificates[role] = (result.parameter.at(value), result.bracket.verdicts[value])


def _sharp(result: Sharpened, probe: ClaimProbe, form: str | None) -> None:
    """The sharp value, if an end of the closed bracket is simple enough to be it, or a closed form is decided."""
    bracket = result.bracket
    if not bracket.closed or bracket.proved is None or bracket.refuted is None:
        return
    if bracket.integer:
        result.sharp, result.attained = str(bracket.proved), True
        return
    plain = simplest(*sorted((bracket.proved, bracket.refuted)))
    chance = max(abs(plain.numerator), plain.denominator) * plain.denominator * (bracket.relative or 0)
    if form is not None and not _is_rational(form):
        verdict = probe.named(form)
        if verdict.status in ("proved", "refuted"):
            result.sharp, result.attained = form, verdict.status == "proved"
            result.certificates["sharp"] = (result.parameter.at(form), verdict)
    elif plain in (bracket.proved, bracket.refuted) and chance * SURPRISE < 1:
        result.sharp, result.attained = str(plain), plain == bracket.proved
