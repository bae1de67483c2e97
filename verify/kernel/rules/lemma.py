"""Lemma rule (cut): show a relation, then use it as a fact.  Scale rule: multiply the goal by something positive.

Theorems.  What holds at every point of a state may be added to its facts.  Where m > 0, m f and f have one sign.
"""

from verify.kernel.rules.arguments import entries, poly, relation
from verify.kernel.state import Reader, Sequent


def cut(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[relation]: the relation, the goal with the relation as its last fact, then definedness."""
    (text,) = entries(arguments, 1)
    reader = Reader(sequent.state)
    shown = relation(reader, text)
    extended = reader.state.assume(*shown)
    return [reader.state.goal(*shown), extended.goal(sequent.poly, sequent.relation), *reader.open]


def scale(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    """[m]: m times the goal, m > 0, then definedness."""
    (text,) = entries(arguments, 1)
    reader = Reader(sequent.state)
    factor = poly(reader, text)
    state = reader.state
    return [state.goal(factor * sequent.poly, sequent.relation), state.goal(factor, ">"), *reader.open]
