"""Lemmas on the way: relations that an author offers are shown first, and are facts for what comes after."""

from __future__ import annotations

from collections.abc import Sequence

from verify.kernel.state import Sequent
from verify.prove.engine import FAILED, Engine, Node, Tactic, node_of


class Staged:
    """The search for a proof along lemmas; ``stuck`` says where it ended, ``spent`` what it cost.

    Half of the budget goes to each lemma, all of it to the goal; a lemma without proof is passed over.  ``whole``: the
    budget is for all of them together, and what is left is shared evenly.
    """

    def __init__(self, tactics: list[Tactic], budget: int, whole: bool = False) -> None:
        self.tactics, self.budget, self.whole = tactics, budget, whole
        self.stuck: list[str] = []
        self.spent = 0

    def prove(self, sequent: Sequent, lemmas: Sequence[str]) -> Node:
        stack, current = list[tuple[str, list[Node]]](), sequent
        for number, lemma in enumerate(lemmas):
            helper = Engine(self.tactics, self.share(len(lemmas) - number + 1) if self.whole else self.budget // 2)
            goals = helper.rule("lemma", [lemma], current)
            if goals is None:
                self.stuck.append(f"lemma cannot be read: {lemma}")
                continue
            nodes = [helper.prove(goal) for goal in (goals[0], *goals[2:])]
            self.spent += min(helper.spent, helper.budget)
            if any(node is FAILED for node in nodes):
                self.stuck.append(f"lemma without proof: {lemma}")
                continue
            stack.append((lemma, nodes))
            current = goals[1]
        engine = Engine(self.tactics, self.share(1) if self.whole else self.budget)
        node = engine.prove(current)
        self.spent += min(engine.spent, engine.budget)
        if node is FAILED:
            self.stuck += engine.stuck[:3]
            return FAILED
        for lemma, nodes in reversed(stack):
            node = node_of("lemma", [lemma], [nodes[0], node, *nodes[1:]])
        return node

    def share(self, parts: int) -> int:
        """One of so many parts of what is left."""
        return max(1, (self.budget - self.spent) // parts)
