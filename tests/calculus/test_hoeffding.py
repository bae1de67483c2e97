"""DER-HOEFFDING, derived now and replayed from bytes; a mutant of every step and of the statement is refused."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.calculus.derivations import hoeffding
from tests.kernel.examples import Proved, checked
from verify.kernel.errors import Rejected
from verify.kernel.statement import digest

Change = Callable[[dict[str, dict[str, Any]]], object]


def test_the_derivation() -> None:
    text, certificate, axioms = hoeffding()
    outcome = checked(text, certificate, axioms)
    assert outcome.verdict == "proved"
    rules = ("convexity", "mgf-bound", "independent-sum", "chernoff-below", "total", "implied", "weaken")
    assert {f"calculus:{rule}" for rule in rules} <= set(outcome.rules)
    assert "instance" in outcome.rules


def test_the_lemma_is_needed() -> None:
    text, certificate, _ = hoeffding()
    for axioms in (None, Proved()):
        with pytest.raises(Rejected, match="instance"):
            checked(text, certificate, axioms)


MUTANTS: list[tuple[str, Change, str]] = [
    ("no range", lambda s: s["chord"]["from"].pop(0), "premises range(X, a, b)"),
    ("no mean", lambda s: s["chord"]["from"].pop(), "premises range(X, a, b)"),
    ("another range", lambda s: s["chord"]["from"].__setitem__(0, "range(X, a, m)"), "premises that are established"),
    ("another mean", lambda s: s["chord"]["from"].__setitem__(1, "mean(X) == a"), "premises that are established"),
    ("premises exchanged", lambda s: s["chord"]["from"].reverse(), "premises range(X, a, b)"),
    ("a scalar as bound variable", lambda s: s["chord"]["with"].update(s="t"), "no other meaning"),
    ("an object as bound variable", lambda s: s["chord"]["with"].update(s="X"), "no other meaning"),
    ("a number as bound variable", lambda s: s["chord"]["with"].update(s="1"), "no other meaning"),
    ("another bound variable", lambda s: s["chord"]["with"].update(s="r"), ""),
    ("no proof that a < b", lambda s: s["lemma"].update(obligations=[None]), "default strategy"),
    ("Hoeffding's constant 9", lambda s: s["lemma"]["with"].update(bound="exp(s*m + s**2*(b - a)**2/9)"), ""),
    ("a larger constant", lambda s: s["lemma"]["with"].update(bound="exp(s*m + s**2*(b - a)**2/7)"), ""),
    ("a bound with X", lambda s: s["lemma"]["with"].update(bound="exp(X)"), "terms over the scalar variables"),
    ("no chord", lambda s: s["lemma"].update({"from": []}), "premises mgf(X, s, e)"),
    ("no independence", lambda s: s["sum"]["from"].pop(0), "premises independent(X)"),
    ("the sum before the bound", lambda s: s["sum"]["from"].__setitem__(2, "chord"), ""),
    ("no family", lambda s: s["sum"]["from"].pop(1), "premises independent(X); family(Y, n)"),
    ("Markov from the other side", lambda s: s["chernoff"].update(rule="chernoff"), ""),
    ("a positive r from below", lambda s: s["chernoff"]["with"].update(r="4*t/(b - a)**2"), ""),
    ("another r", lambda s: s["chernoff"]["with"].update(r="-8*t/(b - a)**2"), ""),
    ("another threshold", lambda s: s["chernoff"]["with"].update(c="n*m"), ""),
    ("a threshold with the bound variable", lambda s: s["chernoff"]["with"].update(c="s"), "over declared names"),
    ("a threshold with X", lambda s: s["chernoff"]["with"].update(c="X"), "terms over the scalar variables"),
    ("Markov for a member", lambda s: s["chernoff"].update({"from": ["lemma"]}), ""),
    ("the average of another threshold", lambda s: s["average"]["with"].update(event="average(X) <= m"), ""),
    ("the average without the family", lambda s: s["average"]["from"].pop(), ""),
    ("the average without a tail", lambda s: s["average"]["from"].pop(0), "a premise P(...) <= e"),
    ("the other side", lambda s: s["average"]["with"].update(event="average(X) >= m - t"), ""),
    ("a smaller bound", lambda s: s["hoeffding"]["with"].update(bound="exp(-3*n*t**2/(b - a)**2)"), ""),
    ("another bound", lambda s: s["hoeffding"]["with"].update(bound="exp(-n*t**2/(b - a)**2)"), ""),
    ("an undefined bound", lambda s: s["hoeffding"]["with"].update(bound="exp(-2*n*t**2/(b - a)**2)*t/t"), ""),
    ("a circle", lambda s: s["lemma"].update({"from": ["hoeffding"]}), "premises that are established"),
    ("a further field", lambda s: s["sum"].update(note="clear"), "no further fields"),
    ("a name used twice", lambda s: s["sum"].update(name="lemma"), "a new name"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "fragment"), MUTANTS, ids=[what for what, _, _ in MUTANTS])
def test_mutants_of_the_steps(what: str, change: Change, fragment: str) -> None:
    text, certificate, axioms = hoeffding()
    mutant = copy.deepcopy(certificate)
    change({entry["name"]: entry for entry in mutant["steps"]})
    assert mutant != certificate, what
    with pytest.raises(Rejected) as caught:
        checked(text, mutant, axioms)
    assert fragment in str(caught.value)


@pytest.mark.parametrize("number", range(7))
def test_no_step_can_be_left_out(number: int) -> None:
    text, certificate, axioms = hoeffding()
    mutant = copy.deepcopy(certificate)
    del mutant["steps"][number]
    with pytest.raises(Rejected):
        checked(text, mutant, axioms)


def test_no_obligation_can_be_left_out() -> None:
    """Each stored proof is needed: without it, its obligation is not evident."""
    text, certificate, axioms = hoeffding()
    dropped = 0
    for number, entry in enumerate(certificate["steps"]):
        for index, proof in enumerate(entry.get("obligations", [])):
            if proof is not None:
                mutant = copy.deepcopy(certificate)
                mutant["steps"][number]["obligations"][index] = None
                with pytest.raises(Rejected):
                    checked(text, mutant, axioms)
                dropped += 1
    assert dropped >= 1


STATEMENTS = [
    ("assume independent(X)\n", ""),
    ("assume range(X, a, b)\n", ""),
    ("assume mean(X) == m\n", ""),
    ("declare family(X, n)\n", ""),
    ("range(X, a, b)", "range(X, a, m)"),
    ("mean(X) == m", "mean(X) == a"),
    ("independent(X)", "independent(n)"),
    ("given a < b\n", ""),
    ("given a < b\n", "given a <= b\n"),
    ("given a <= m\n", ""),
    ("given m <= b\n", ""),
    ("var t in [0, oo)", "var t in (-oo, oo)"),
    ("integer [1, oo)", "integer [0, oo)"),
    ("integer [1, oo)", "[1, oo)"),
    ("exp(-2*n", "exp(-3*n"),
    ("exp(-2*n", "exp(-1*n"),
    ("n*t**2", "n**2*t**2"),
    ("P(average(X) <= m - t)", "P(average(X) <= m - t/2)"),
    ("P(average(X) <= m - t)", "P(average(X) >= m + t)"),
    ("P(average(X) <= m - t)", "P(average(X) < m - t)"),
    ("P(average(X)", "P(sum(X)"),
    ("P(average(X)", "P(X"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), STATEMENTS)
def test_mutants_of_the_statement(old: str, new: str) -> None:
    """The certificate, re-hashed for a changed statement, is refused: most of these statements are false."""
    text, certificate, axioms = hoeffding()
    assert old in text
    changed = text.replace(old, new)
    with pytest.raises(Exception) as caught:
        checked(changed, certificate | {"statement": digest(changed)}, axioms)
    assert type(caught.value).__name__ in ("Rejected", "Malformed")
