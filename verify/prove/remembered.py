"""Answers of a proof search that are kept: steps and mutants of a derivation ask for the same proofs again and again.

A search is a function of its key, so an answer that is kept is the one that would be found.  The kernel's work counter
starts at 0 for each search and is 0 after it, so that nothing depends on which answers are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from verify.kernel.polynomials import Work
from verify.prove.engine import Node

KEPT = 2_000
_answers: OrderedDict[Hashable, Node] = OrderedDict()


def remembered(key: Hashable, search: Callable[[], Node]) -> Node:
    """The answer to ``search``, which depends on nothing but the key."""
    if key not in _answers:
        Work.spent = 0
        _answers[key] = search()
        if len(_answers) > KEPT:
            _answers.popitem(last=False)
    _answers.move_to_end(key)
    Work.spent = 0
    return _answers[key]
