"""Brackets from probes that need no prover: sharp values, undecided zones, senses, and what must stay open."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from verify.sharpen import Bracket, Search
from verify.verdict import Verdict

WIDTH = Fraction(1, 10**6)
Status = Callable[[Fraction], str]


def bracketed(status: Status, start: str, sense: str | None = None, **more: bool) -> tuple[Bracket, int]:
    asked: list[Fraction] = []

    def probe(value: Fraction) -> Verdict:
        asked.append(value)
        return Verdict("T", "scalar", status(value))

    found = Search(probe, WIDTH, sense, **more).run(Fraction(start))
    assert len(asked) == len(set(asked))
    return found, len(asked)


def least(sharp: float | Fraction) -> Status:
    return lambda value: "proved" if value >= sharp else "refuted"


def greatest(sharp: float | Fraction) -> Status:
    return lambda value: "proved" if value <= sharp else "refuted"


@pytest.mark.parametrize("start", ["288", "512", "3", "1/7"])
def test_the_least_value_is_hit(start: str) -> None:
    found, asked = bracketed(least(Fraction(288)), start)
    assert (found.sense, found.proved, found.closed) == ("least", 288, True)
    assert found.refuted is not None
    assert 0 < 288 - found.refuted <= 288 * WIDTH
    assert asked < 40


@pytest.mark.parametrize("sense", [None, "greatest"])
@pytest.mark.parametrize("start", ["1/8", "1/100", "5", "-3"])
def test_the_greatest_value_is_hit(start: str, sense: str | None) -> None:
    found, asked = bracketed(greatest(Fraction(1, 8)), start, sense)
    assert (found.sense, found.proved, found.closed) == ("greatest", Fraction(1, 8), True)
    assert asked < 60


def test_a_value_that_is_no_rational() -> None:
    found, asked = bracketed(lambda v: "proved" if v * v * v >= 2 else "refuted", "10")
    assert found.closed
    assert found.proved is not None
    assert found.refuted is not None
    assert found.refuted**3 < 2 <= found.proved**3
    assert asked < 60


def test_a_negative_value() -> None:
    found, _ = bracketed(least(Fraction(-7, 3)), "-1")
    assert (found.sense, found.proved, found.closed) == ("least", Fraction(-7, 3), True)


@pytest.mark.parametrize("start", ["60", "1/7"])
@pytest.mark.parametrize("attained", [True, False])
def test_the_least_value_is_0(start: str, attained: bool) -> None:
    """The width is then relative to the start, as nothing is small beside 0."""
    found, asked = bracketed(lambda v: "proved" if v > 0 or (attained and v == 0) else "refuted", start, "least")
    assert found.closed
    assert (found.proved if attained else found.refuted) == 0
    assert found.relative is not None
    assert found.relative <= WIDTH
    assert abs((found.refuted or 0) - (found.proved or 0)) <= WIDTH * Fraction(start)
    assert asked < 20


def test_near_0_is_not_0() -> None:
    found, _ = bracketed(least(Fraction(1, 10**5)), "1", "least")
    assert (found.proved, found.closed, found.around_zero) == (Fraction(1, 10**5), True, False)


def test_a_value_that_is_too_long_is_not_asked_for() -> None:
    asked: list[Fraction] = []

    def probe(value: Fraction) -> Verdict:
        asked.append(value)
        return Verdict("T", "scalar", "proved" if value >= 2 else "undecided")

    search = Search(probe, WIDTH, "least")
    assert search.ask(Fraction(10**5000)) == ""
    assert search.ask(Fraction(1, 10**5000)) == ""
    assert asked == []
    assert search.run(Fraction(7), [Fraction(10**5000)]).proved == 2


def test_whole_numbers() -> None:
    found, _ = bracketed(least(Fraction(37, 5)), "100", "least", integer=True)
    assert (found.refuted, found.proved, found.closed) == (7, 8, True)


def test_an_undecided_zone_is_gone_around() -> None:
    found, _ = bracketed(lambda v: "proved" if v > 3 else "refuted" if v < 2 else "undecided", "10", "least")
    assert not found.closed
    assert found.stuck
    assert found.proved is not None
    assert found.refuted is not None
    assert found.refuted < 2 <= min(found.stuck)
    assert max(found.stuck) <= 3 < found.proved
    assert found.relative is not None
    assert found.relative < 1


def test_one_undecided_value_does_not_stop_it() -> None:
    def status(value: Fraction) -> str:
        return "undecided" if value == 5 else least(Fraction(7))(value)

    assert bracketed(status, "5")[0].closed


@pytest.mark.parametrize(("status", "ends"), [("proved", (True, False)), ("refuted", (False, True))])
def test_no_change_no_bracket(status: str, ends: tuple[bool, bool]) -> None:
    found, _ = bracketed(lambda value: status, "1")
    assert (found.proved is not None, found.refuted is not None) == ends
    assert not found.closed
    assert found.relative is None


@pytest.mark.parametrize("start", ["2", "7"])
def test_without_refutations_the_proved_end_is_pressed(start: str) -> None:
    """As for a derivation, which goes through or does not."""
    found, asked = bracketed(lambda value: "proved" if value >= 2 else "undecided", start)
    assert (found.sense, found.proved, found.refuted, found.closed) == ("least", 2, None, False)
    assert found.limit is not None
    assert found.limit < 2
    assert asked < 60


def test_always_undecided_stops_soon() -> None:
    found, asked = bracketed(lambda value: "undecided", "1")
    assert (found.proved, found.refuted, found.closed) == (None, None, False)
    assert asked <= 20


def test_a_wrong_sense_closes_nothing() -> None:
    """Said to be "least", but smaller values are the ones that hold."""
    assert not bracketed(greatest(Fraction(1)), "1", "least")[0].closed


def test_guesses_come_first_and_need_not_be_right() -> None:
    asked: list[Fraction] = []

    def probe(value: Fraction) -> Verdict:
        asked.append(value)
        return Verdict("T", "scalar", least(Fraction(288))(value))

    found = Search(probe, WIDTH, "least").run(Fraction(512), [Fraction(288)])
    assert found.closed
    assert len(asked) == 2
    wrong = Search(probe, WIDTH, "least").run(Fraction(512), [Fraction(200)])
    assert wrong.closed
    assert wrong.proved == 288
