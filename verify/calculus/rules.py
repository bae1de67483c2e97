"""Rules of probability: premises to a computed conclusion, with scalar obligations.

Judgements.  family(X, n): X_1, ..., X_n are real random variables.  independent(X): they are independent.
range(X, a, b): each lies in [a, b] almost surely.  mean(X, m): each has expectation m.
mgf(Q, s, e): E exp(s Q) <= e for every real s; for a family X, for each member.
P(Q <= c) <= e, P(Q >= c) <= e with Q a member X, sum(X) or average(X).

Each rule is a function of a ``Step`` and returns its conclusion; what it demands of numbers it adds to
``step.obligations``: (name of a bound variable or None, relation).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from verify.kernel.errors import Rejected
from verify.kernel.terms import Relation, Term, num, substitute, variables

ZERO = num(0)
Obligation = tuple[str | None, Relation]


@dataclass
class Step:
    """Premises (established judgements), parameters (terms), and what remains to be shown."""

    premises: list[Term]
    parameters: dict[str, Term]
    scalars: frozenset[str]
    objects: frozenset[str] = frozenset()
    obligations: list[Obligation] = field(default_factory=list)

    def take(self, head: str, count: int) -> tuple[Term, ...]:
        """The arguments of the next premise, which must be a call of ``head``."""
        premise = self.premises.pop(0) if self.premises else ("none",)
        if premise[:2] != ("call", head) or len(premise[2]) != count:
            raise Rejected("derivation", f"a premise {head}(...) with {count} arguments", str(premise)[:80])
        return tuple(premise[2])

    def tail(self) -> tuple[Term, str, Term, Term]:
        """(Q, operator, c, e) of the next premise P(Q operator c) <= e."""
        premise = self.premises.pop(0) if self.premises else ("none",)
        if premise[:2] != ("relation", "<=") or premise[2][:2] != ("call", "P"):
            raise Rejected("derivation", "a premise P(...) <= e", str(premise)[:80])
        event = premise[2][2][0]
        if event[0] != "relation" or len(premise[2][2]) != 1:
            raise Rejected("derivation", "the probability of one relation", str(event)[:80])
        _, operator, quantity, threshold = event
        return quantity, operator, threshold, premise[3]

    def scalar(self, name: str, bound: str | None = None) -> Term:
        """A parameter: a term over the scalar variables (and the bound variable)."""
        term = self.parameters.get(name)
        if term is None or not variables(term) <= self.scalars | {bound}:
            raise Rejected("derivation", f"a parameter {name} over the scalar variables", str(term)[:80])
        return term

    def bound(self, term: Term) -> str:
        """The name of a bound variable: no scalar variable and no object."""
        if term[0] != "var" or term[1] in self.scalars | self.objects:
            raise Rejected("derivation", "a bound variable that has no other meaning", str(term)[:80])
        return str(term[1])

    def over_scalars(self, *terms: Term) -> None:
        """Demand terms over the scalar variables."""
        if any(not variables(term) <= self.scalars for term in terms):
            raise Rejected("derivation", "terms over the scalar variables")

    def oblige(self, operator: str, left: Term, right: Term, bound: str | None = None) -> None:
        self.obligations.append((bound, (operator, left, right)))


def probability(quantity: Term, operator: str, threshold: Term, bound: Term) -> Term:
    return ("relation", "<=", ("call", "P", (("relation", operator, quantity, threshold),)), bound)


def minus(a: Term, b: Term) -> Term:
    return ("add", (a, ("neg", b)))


def convexity(step: Step) -> Term:
    """range(X, a, b), mean(X, m) give E exp(sX) <= ((b - m) exp(sa) + (m - a) exp(sb))/(b - a), if a < b.

    exp(sx) lies below its chord over [a, b]; take expectations.  (Hoeffding 1963, (4.16).)
    """
    x, a, b = step.take("range", 3)
    y, m = step.take("mean", 2)
    s = step.parameters.get("s", ZERO)
    step.bound(s)
    step.over_scalars(a, b, m)
    if x != y:
        raise Rejected("convexity", "one family")
    step.oblige("<", a, b)
    ends = [("mul", (minus(u, v), ("call", "exp", (("mul", (s, w)),)))) for u, v, w in ((b, m, a), (m, a, b))]
    return ("call", "mgf", (x, s, ("mul", (("add", tuple(ends)), ("inv", minus(b, a))))))


def mgf_bound(step: Step) -> Term:
    """mgf(Q, s, e) gives mgf(Q, s, e') if e <= e' for every real s."""
    q, s, e = step.take("mgf", 3)
    larger = step.scalar("bound", step.bound(s))
    step.oblige("<=", e, larger, step.bound(s))
    return ("call", "mgf", (q, s, larger))


def independent_sum(step: Step) -> Term:
    """independent(X), family(X, n), mgf(X, s, e) give mgf(sum(X), s, e**n): expectations of products factor."""
    (x,) = step.take("independent", 1)
    y, n = step.take("family", 2)
    q, s, e = step.take("mgf", 3)
    step.bound(s)
    if not x == y == q:
        raise Rejected("independent-sum", "one family in all premises")
    return ("call", "mgf", (("call", "sum", (x,)), s, ("pow", e, n)))


def chernoff(step: Step) -> Term:
    """mgf(Q, s, e) gives P(Q <= c) <= exp(-rc) e(r) for r <= 0, and P(Q >= c) likewise for r >= 0 (Markov)."""
    q, s, e = step.take("mgf", 3)
    r, c = step.scalar("s"), step.scalar("threshold")
    below = step.parameters.get("side") == ("var", "below")
    step.oblige("<=" if below else ">=", r, ZERO)
    bound = ("mul", (("call", "exp", (("neg", ("mul", (r, c))),)), substitute(e, {step.bound(s): r})))
    step.over_scalars(bound)
    return probability(q, "<=" if below else ">=", c, bound)


def average(step: Step) -> Term:
    """family(X, n), P(sum(X) rel c) <= e give P(average(X) rel c') <= e if c == n c' and n > 0."""
    x, n = step.take("family", 2)
    quantity, operator, c, e = step.tail()
    threshold = step.scalar("threshold")
    if quantity != ("call", "sum", (x,)):
        raise Rejected("average", "the sum of the family")
    step.oblige(">", n, ZERO)
    step.oblige("==", c, ("mul", (n, threshold)))
    return probability(("call", "average", (x,)), operator, threshold, e)


def weaken(step: Step) -> Term:
    """P(E) <= e gives P(E) <= e' if e <= e'."""
    quantity, operator, c, e = step.tail()
    larger = step.scalar("bound")
    step.oblige("<=", e, larger)
    return probability(quantity, operator, c, larger)


RULES: dict[str, Callable[[Step], Term]] = {
    "convexity": convexity,
    "mgf-bound": mgf_bound,
    "independent-sum": independent_sum,
    "chernoff": chernoff,
    "average": average,
    "weaken": weaken,
}
