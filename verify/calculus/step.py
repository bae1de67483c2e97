"""A step: premises and parameters in, a computed conclusion and scalar obligations out.

Premises may hold under conditions: given(l, J), conditionally on the labels, and when(R, J), if the scalar relation R
holds.  Rules are true in every probability space, and so in each conditional one: what is concluded holds under the
conditions of all premises, as long as premises without given(l, .) are true whatever is conditioned on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from verify.kernel.atoms import Converter, quotient_text
from verify.kernel.parser import Domain, parse_term
from verify.kernel.rules.derivatives import slope_of
from verify.kernel.state import State
from verify.kernel.terms import FUNCTIONS, NEGATION, Relation, Term, variables
from verify.objects.setting import SURE, Setting, calls, refuse

REAL, COUNT = Domain(None, True, None, True), Domain(1, False, None, True, True)  # type: ignore[arg-type]
MAX_SIZE = 10_000
OPPOSITE = {"some": "every", "every": "some", "both": "either", "either": "both"}


@dataclass(frozen=True)
class Obligation:
    """``relation`` for all values of the scalars, and of ``names``, that satisfy ``given``."""

    relation: Relation
    names: tuple[tuple[str, Domain], ...] = ()
    given: tuple[Relation, ...] = ()


def joined(head: str, parts: tuple[Term, ...]) -> Term:
    """A sum or product as the parser reads it: flat."""
    flat = tuple(inner for part in parts for inner in (part[1] if part[0] == head else (part,)))
    return (head, flat) if len(flat) > 1 else flat[0]


def rewrite(term: Term, change: Callable[[Term], Term | None]) -> Term:
    """Replace the outermost subterms for which ``change`` gives something, keeping sums and products flat."""
    if term and isinstance(term[0], str) and (new := change(term)) is not None:
        return new
    parts = tuple(rewrite(part, change) if isinstance(part, tuple) else part for part in term)
    return joined(str(parts[0]), parts[1]) if parts[:1] in (("add",), ("mul",)) else parts


def swap(term: Term, old: Term, new: Term) -> Term:
    return rewrite(term, lambda part: new if part == old else None)


def put(term: Term, values: Mapping[str, Term]) -> Term:
    return rewrite(term, lambda part: values.get(part[1], part) if part[0] == "var" else None)


def complement(event: Term) -> Term:
    if event[0] == "relation":
        return ("relation", NEGATION[event[1]], *event[2:])
    first, second = event[2]
    inner = (first if event[1] in ("some", "every") else complement(first), complement(second))
    return ("call", OPPOSITE[event[1]], inner)


def fact(premise: Term) -> bool:
    return premise[0] == "relation" or premise[:2] == ("call", "range")


def slope(term: Term, name: Term) -> Term:
    """The derivative of a term by a variable, as the kernel computes it, where it exists."""
    return parse_term(quotient_text(slope_of(Converter().convert(term), name[1])[0]))


@dataclass
class Step:
    """Premises without their conditions, parameters, and what remains to be shown."""

    setting: Setting
    state: State
    premises: list[Term]
    parameters: Mapping[str, Term] = field(default_factory=dict)
    lemma: str = ""
    own: list[Relation] = field(default_factory=list)
    labels: str = ""
    when: list[Relation] = field(default_factory=list)
    conditions: list[list[Relation]] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    hidden: dict[Term, str] = field(default_factory=dict)

    def unwrap(self) -> None:
        """Collect the conditions of the premises, after the step's own."""
        bare, sure, self.when = list[Term](), True, list(self.own)
        for premise in self.premises:
            labels, when = "", list[Relation]()
            while premise[:2] in (("call", "when"), ("call", "given")):
                condition, inner = premise[2]
                when += [condition[1:]] if premise[1] == "when" else []
                labels, premise = condition[1] if premise[1] == "given" else labels, inner
            bare.append(premise)
            self.conditions.append(when)
            self.when += [relation for relation in when if relation not in self.when]
            safe = (premise[0] == "relation" and not calls(premise) & {"P", "mean"}) or premise[1] in SURE
            sure, self.labels = sure and (safe or bool(labels)), self.labels or labels
            if labels not in ("", self.labels):
                raise refuse("premises given the same labels", labels)
        if self.labels and not sure:
            raise refuse(f"premises that hold given {self.labels}", "others")
        self.premises = bare

    def wrapped(self, conclusion: Term) -> Term:
        if self.labels:
            conclusion = ("call", "given", (("var", self.labels), conclusion))
        for relation in reversed(self.when):
            conclusion = ("call", "when", (("relation", *relation), conclusion))
        count, stack = 0, [conclusion]
        while stack and (count := count + 1) < MAX_SIZE:
            stack += [part for part in stack.pop() if isinstance(part, tuple)]
        if stack:
            raise refuse(f"conclusions of at most {MAX_SIZE} parts", conclusion[:2])
        self.setting.judgement(conclusion)
        return conclusion

    def parameter(self, name: str) -> Term:
        if name not in self.parameters:
            raise refuse(f"a parameter {name}", ", ".join(self.parameters))
        return self.parameters[name]

    def oblige(self, relation: Term, names: tuple[tuple[str, Domain], ...] = (), given: tuple[Term, ...] = ()) -> None:
        for term in (relation, *given):
            if term[0] != "relation":
                raise refuse("a relation", term)
        hypotheses = (*self.when, *(term[1:] for term in given))
        self.obligations.append(Obligation(relation[1:], names, hypotheses))

    def surely(self, relation: Term, *hypotheses: Term) -> None:
        """Oblige a relation for all values that the remaining premises leave to the random quantities in it."""
        facts = list(hypotheses)
        for premise in self.premises:
            if not fact(premise):
                raise refuse("ranges and relations as facts", premise)
            value, low, high = premise[2] if premise[0] == "call" else (premise, None, None)
            facts += [("relation", ">=", value, low), ("relation", "<=", value, high)] if low else [premise]
        plain = [rewrite(term, self._hide) for term in (relation, *facts)]
        free = sorted(frozenset().union(*map(variables, plain)) - set(self.setting.domains))
        self.oblige(plain[0], tuple((name, REAL) for name in free), tuple(plain[1:]))

    def _hide(self, term: Term) -> Term | None:
        """A random quantity, or a number such as P(E), stands for any real number."""
        if term[0] != "call" or term[1] in FUNCTIONS:
            return None
        return ("var", self.hidden.setdefault(term, f"q{len(self.hidden)}_"))
