"""What campaigns showed: text of 80 columns, and JSON in which exact numbers are text.

Neither says how long anything took: the same campaigns give the same bytes, whatever computed them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from json import dumps
from textwrap import wrap
from typing import Any

from verify.search.campaign import Campaign
from verify.search.record import as_json
from verify.search.runner import Result
from verify.search.statistics import Interval, interval
from verify.verdict import SCHEMA_VERSION

WIDTH = 80
SHOWN = 5  # failures in the text
CONSISTENT, ALARM, INCOMPLETE, UNTESTED = "consistent", "ALARM", "incomplete", "no test"


class Report:
    """The results of one run; ``family`` is its false-alarm rate, divided evenly over its tests."""

    def __init__(self, results: Sequence[Result], family: Fraction, interrupted: bool = False) -> None:
        self.results, self.family, self.interrupted = list(results), family, interrupted
        self.expected = [result.campaign.expected() for result in self.results]
        self.tests = sum(bounds is not None for bounds in self.expected)
        self.level = family / max(1, self.tests)

    @property
    def complete(self) -> bool:
        return all(result.complete for result in self.results)

    @cached_property
    def intervals(self) -> list[Interval]:
        """The Clopper-Pearson intervals, each of confidence 1 - level."""
        return [interval(result.failures, result.met, self.level) for result in self.results]

    @cached_property
    def verdicts(self) -> list[str]:
        rows = zip(self.results, self.expected, self.intervals, strict=True)
        return [verdict(*row) for row in rows]

    @property
    def alarms(self) -> int:
        return self.verdicts.count(ALARM)

    @property
    def closing(self) -> str:
        done, trials = (
            sum(numbers) for numbers in zip(*((r.done, r.campaign.trials) for r in self.results), strict=True)
        )
        many = len(self.results)
        head = f"{'interrupted: ' if self.interrupted else ''}{many} campaign{'' if many == 1 else 's'}"
        of = f"{done} trials" if self.complete else f"{done} of {trials} trials"
        failures = sum(result.failures for result in self.results)
        tests = f"{self.verdicts.count(CONSISTENT)} of {self.tests} tests consistent" if self.tests else "no tests"
        alarms = f", {self.alarms} alarm{'' if self.alarms == 1 else 's'}" if self.alarms else ""
        return f"{head}: {of}, {failures} failures; {tests}{alarms}"

    def text(self) -> str:
        rows: list[str] = []
        for result, bounds, found, said in zip(self.results, self.expected, self.intervals, self.verdicts, strict=True):
            rows += campaign_rows(result, bounds, found, said)
        rows += [""]
        if self.tests:
            rate = f"{float(self.family):.1e}"
            many = f"{self.tests} test{'' if self.tests == 1 else 's'}"
            said = f"False-alarm rate of all tests together {rate}, of each {float(self.level):.1e} ({many}); "
            rows += wrap(said + "intervals are Clopper and Pearson's at that level, their ends exact.", WIDTH)
        else:
            rows += wrap(f"Intervals are Clopper and Pearson's, each of confidence 1 - {float(self.level):.1e}.", WIDTH)
        return "\n".join([*rows, self.closing]) + "\n"

    def json(self) -> str:
        rows = zip(self.results, self.expected, self.intervals, self.verdicts, strict=True)
        document = {
            "schema_version": SCHEMA_VERSION,
            "family_rate": str(self.family),
            "tests": self.tests,
            "level": str(self.level),
            "complete": self.complete,
            "campaigns": [entry(*row) for row in rows],
        }
        return dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def verdict(result: Result, bounds: tuple[Fraction, Fraction] | None, found: Interval) -> str:
    """The test of the bounds, made once, with all trials."""
    if not result.complete:
        return INCOMPLETE
    if bounds is None:
        return UNTESTED
    return CONSISTENT if found.meets(*bounds) else ALARM


def entry(result: Result, bounds: tuple[Fraction, Fraction] | None, found: Interval, said: str) -> dict[str, Any]:
    return {
        **result.campaign.header,
        "trials": result.campaign.trials,
        "done": result.done,
        "met": result.met,
        "failures": result.failures,
        "interval": [str(found.low), str(found.high)],
        "expected": None if bounds is None else [str(end) for end in bounds],
        "verdict": said,
        "worst": result.worst,
        "examples": [row for row in result.examples if "witness" in row],
        "digest": f"sha256:{result.digest}" if result.complete else None,
    }


def campaign_rows(
    result: Result, bounds: tuple[Fraction, Fraction] | None, found: Interval, said: str
) -> Iterator[str]:
    campaign = result.campaign
    counted = "" if result.met == result.done else f", of which {result.met} count"
    done = f"{result.done}" if result.complete else f"{result.done} of {campaign.trials}"
    yield from row(f"{'! ' if said == ALARM else '  '}{campaign.id}  {said}", 0)
    yield from row(f"{done} trials{counted}, {result.failures} failures, seed {campaign.seed}", 6)
    near = "" if bounds is None else f"; expected {short(bounds[0])}"
    near += f" to {short(bounds[1])}" if bounds is not None and bounds[0] < bounds[1] else ""
    yield from row(f"rate in [{short(found.low)}, {short(found.high)}]{near}", 6)
    if result.worst is not None:
        yield from row(f"worst {short(Fraction(result.worst['value']))} in trial {result.worst['trial']}", 6)
    for example in [row for row in result.examples if "witness" in row][:SHOWN]:
        yield from row(f"trial {example['trial']}: {pairs(example['witness'])}", 6)


def row(said: str, indent: int) -> list[str]:
    space = " " * indent
    return wrap(said, WIDTH, initial_indent=space, subsequent_indent=space + "  ", break_on_hyphens=False)


def pairs(witness: dict[str, str]) -> str:
    return ", ".join(f"{name} = {value if len(value) <= 40 else value[:37] + '...'}" for name, value in witness.items())


def short(value: Fraction) -> str:
    return f"{float(value):.6g}"


def replayed(campaign: Campaign, trial: int, form: str) -> str:
    """One trial, computed alone."""
    (outcome,) = campaign.block(trial, 1)
    seen = dict(campaign.replay(trial))
    if form == "json":
        document = {"schema_version": SCHEMA_VERSION, **campaign.header, "outcome": as_json(outcome), "seen": seen}
        return dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    said = "fails" if outcome.failed else "holds" if outcome.met else "does not count"
    rows = [f"{campaign.id}, seed {campaign.seed}, trial {trial}: {said}"]
    rows += row(f"value {outcome.value}", 6) if outcome.value else []
    for name, text in {**(outcome.witness or {}), **seen}.items():
        rows += row(f"{name}: {text}", 6)
    return "\n".join(rows) + "\n"
