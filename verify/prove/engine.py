"""The order in which ideas are tried on a sequent, within a budget of work units.

A proof is a certificate node; a tactic returns one or FAILED.  Each tactic asks the kernel's own rule for the
sequents that a node leaves, so that what is searched is exactly what will be replayed.  Cheap discarding comes
first: a sequent that is false at a sampled point is not pursued.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from verify.kernel.errors import Malformed, Rejected
from verify.kernel.polynomials import Work
from verify.kernel.rules.default import holds
from verify.kernel.rules.replay import RULES
from verify.kernel.state import Sequent
from verify.numerics.floats import Grid, sample

Node = Any


class _Failed:
    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "FAILED"


FAILED = _Failed()
Tactic = Callable[["Engine", Sequent, int], Node]
TOLERANCE = 1e-7
WORK_PER_UNIT = 2_000


class Engine:
    """Proof search for one claim.

    budget: work units; a node costs 1, a linear program 3 or 20, and 2,000 term products of the kernel 1 more.
    ``stuck`` keeps the sequents at which the search ended, for the report.
    """

    def __init__(self, tactics: list[Tactic], budget: int, depth: int = 12) -> None:
        self.tactics, self.budget, self.depth = tactics, budget, depth
        self.spent = 0
        self.stuck: list[str] = []
        self.failed: set[object] = set()
        self.inherited: list[str] = []
        self.grids: dict[object, Grid] = {}

    def spend(self, units: int) -> bool:
        """Pay for a step; False when the budget is used up."""
        self.spent += units
        return self.spent <= self.budget

    def prove(self, sequent: Sequent, depth: int = 0) -> Node:
        Work.spent = 0
        try:
            return self._prove(sequent, depth)
        except (Rejected, Malformed, ValueError, OverflowError, ZeroDivisionError):
            return FAILED

    def _prove(self, sequent: Sequent, depth: int) -> Node:
        if not self.spend(1) or depth > self.depth:
            return FAILED
        with self.paid():
            evident = holds(sequent)
        if evident:
            return None
        key = (sequent.poly, sequent.relation, sequent.state.facts)
        if key in self.failed:
            return FAILED
        if self.refuted(sequent):
            self.failed.add(key)
            return FAILED
        for tactic in self.tactics:
            if self.spent > self.budget:
                return FAILED
            start = self.allowance()
            try:
                node = tactic(self, sequent, depth)
            except (Rejected, Malformed, ValueError, OverflowError, ZeroDivisionError):
                continue
            finally:
                self.pay(start)
            if node is not FAILED:
                return node
        if self.spent <= self.budget:
            self.failed.add(key)
        if len(self.stuck) < 20:
            self.stuck.append(str(sequent)[:200])
        return FAILED

    def grid(self, sequent: Sequent) -> Grid:
        key = (sequent.state.facts, sequent.state.names)
        if key not in self.grids:
            self.grids[key] = sample(sequent.state)
        return self.grids[key]

    def refuted(self, sequent: Sequent) -> bool:
        """Whether the sequent is plainly false at a sampled point."""
        with np.errstate(all="ignore"):
            grid = self.grid(sequent)
            if not grid.size:
                return False
            try:
                value, scale = grid.poly_and_scale(sequent.poly)
            except KeyError:
                return False
            good = np.isfinite(value) & np.isfinite(scale)
            if sequent.relation == "==":
                return bool(np.any(good & (np.abs(value) > TOLERANCE * scale + 1e-300)))
            if sequent.relation == "!=":
                return False
            return bool(np.any(good & (value < -TOLERANCE * scale)))

    def rule(self, name: str, arguments: list[Any], sequent: Sequent) -> list[Sequent] | None:
        """The sequents that a rule leaves, or None if it does not apply."""
        try:
            with self.paid():
                return RULES[name](sequent, arguments)
        except (Rejected, Malformed, ValueError, OverflowError, ZeroDivisionError):
            return None

    @contextmanager
    def paid(self) -> Iterator[None]:
        """What is done with the kernel's polynomials is paid for, and rejected once it costs more than what is left."""
        start = self.allowance()
        try:
            yield
        finally:
            self.pay(start)

    def allowance(self) -> int:
        """Set the kernel's work counter so that what is left of the budget can be spent; returns where it starts."""
        left = max(1, self.budget - self.spent) * WORK_PER_UNIT
        Work.spent = max(0, Work.limit - left)
        return Work.spent

    def pay(self, start: int) -> None:
        """Pay for the work since the counter was set, to ``start`` or by a search in between to 0."""
        self.spent += (Work.spent - start if Work.spent >= start else Work.spent) // WORK_PER_UNIT
        Work.spent = 0

    def apply(self, name: str, arguments: list[Any], sequent: Sequent, depth: int) -> Node:
        """A node with this rule on top, if all that it leaves can be proved."""
        goals = self.rule(name, arguments, sequent)
        return FAILED if goals is None else self.close(name, arguments, goals, depth)

    def close(self, name: str, arguments: list[Any], goals: list[Sequent], depth: int) -> Node:
        if any(self.refuted(goal) for goal in goals):
            return FAILED
        nodes = []
        for goal in goals:
            node = self.prove(goal, depth + 1)
            if node is FAILED:
                return FAILED
            nodes.append(node)
        return node_of(name, arguments, nodes)


def node_of(name: str, arguments: list[Any], nodes: list[Node]) -> Node:
    """A node without the defaults at its end."""
    while nodes and nodes[-1] is None:
        nodes = nodes[:-1]
    return [name, arguments, *nodes]


def within(tactic: Tactic, share: float) -> Tactic:
    """The tactic with at most a share of the budget that is left, so that later ones get their turn."""

    def limited(engine: Engine, sequent: Sequent, depth: int) -> Node:
        whole = engine.budget
        engine.budget = engine.spent + int((whole - engine.spent) * share)
        try:
            return tactic(engine, sequent, depth)
        finally:
            engine.budget = whole

    return limited
