"""Simple witnesses for ``exists`` variables without one: numbers, ends and middles of domains, terms over ``of``.

Each is tried with a share of the budget.  What is needed beside these (a term with several names, a number such as
exp(3)) is to be given by the author; that none of them will do says nothing of the claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product

from verify.kernel.statement import Exists, Statement
from verify.numerics.problem import inside

MOST = 24  # choices that are tried
NUMBERS = tuple(Fraction(number) for number in ("1", "2", "1/2", "10", "1/10", "100", "1/100", "0"))
TERMS = ("{0}", "{0} + 1", "2*{0}", "1/{0}", "{0}**2")


def guesses(statement: Statement, given: Mapping[str, str]) -> list[dict[str, str]]:
    """Choices for all ``exists`` variables, those that are given kept; at most MOST, simple ones first."""
    choices = [
        [given[entry.name]] if entry.name in given else list(dict.fromkeys(_simple(entry, statement)))
        for entry in statement.exists
    ]
    names = [entry.name for entry in statement.exists]
    return [dict(zip(names, chosen, strict=True)) for chosen in islice(product(*choices), MOST)]


def _simple(entry: Exists, statement: Statement) -> Iterator[str]:
    domains = [entry.domain, *(domain for _, domain in statement.variables)]
    ends = [end for domain in domains for end in (domain.lo, domain.hi) if end is not None]
    lo, hi = entry.domain.lo, entry.domain.hi
    middle = [(lo + hi) / 2] if lo is not None and hi is not None else []
    for number in (*NUMBERS, *ends, *middle):
        if inside(entry.domain, number):
            yield str(number)
    for name in entry.of:
        for term in TERMS:
            yield term.format(name)
