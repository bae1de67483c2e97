"""Replaying a proof tree: every leaf must be closed, by a rule without premises or by the default strategy.

A node is null (the default strategy) or [rule, [arguments], child, ...] with a child for each sequent that the
rule returns; children left out at the end are null.
"""

from collections.abc import Callable

from verify.kernel.errors import Malformed, Rejected
from verify.kernel.rules import (
    cases,
    combination,
    critical,
    default,
    enclosure,
    exponentials,
    factors,
    instance,
    integers,
    known,
    lemma,
    monotone,
    one_sign,
    quasiconcave,
    substitution,
)
from verify.kernel.rules.arguments import entries, of_type, one_of
from verify.kernel.state import DEFAULT, Sequent

MAX_NODES = 50_000

RULES: dict[str, Callable[[Sequent, list[object]], list[Sequent]]] = {
    "default": default.apply,
    "one-sign": one_sign.apply,
    "enclosure": enclosure.apply,
    "combination": combination.apply,
    "factors": factors.apply,
    "monotone": monotone.apply,
    "quasiconcave": quasiconcave.apply,
    "critical": critical.apply,
    "split": cases.split,
    "cases": cases.sign,
    "contradiction": cases.contradiction,
    "resolve": cases.resolve,
    "lemma": lemma.cut,
    "scale": lemma.scale,
    "let": substitution.let,
    "eliminate": substitution.eliminate,
    "known": known.apply,
    "logarithms": exponentials.logarithms,
    "exponentials": exponentials.exponentials,
    "integers": integers.values,
    "instance": instance.apply,
}
DEFAULT[0] = default.holds


def replay(sequent: Sequent, node: object, used: set[str], where: str = "") -> None:
    """Raise Rejected unless ``node`` proves ``sequent``; add the names of the rules to ``used``."""
    stack: list[tuple[Sequent, object, str]] = [(sequent, node, where)]
    for _ in range(MAX_NODES):
        if not stack:
            return
        goal, tree, path = stack.pop()
        try:
            name, arguments, *subtrees = (
                ["default", []] if tree is None else [*entries(tree), None, None][: max(2, len(entries(tree)))]
            )
            used.add(one_of(name, *RULES))
            goals = RULES[str(name)](goal, of_type(list, arguments))
            subtrees += [None] * (len(goals) - len(subtrees))
            entries(subtrees, len(goals))
        except Rejected as error:
            raise Rejected(error.rule, error.expected, error.found, error.where or path[-200:]) from None
        except Malformed as error:
            raise Rejected("replay", "well-formed text", str(error), path[-200:]) from None
        stack += [(g, t, f"{path}/{name}.{i}") for i, (g, t) in enumerate(zip(goals, subtrees, strict=True))]
    raise Rejected("replay", f"at most {MAX_NODES} nodes", where=where)
