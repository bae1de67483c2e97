"""Small random models, and for each rule a step that fits a model: premises that hold there by construction.

``sloppy`` draws numbers that need not fit: so ``find_dropped.py`` looks for models in which one premise fails.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product
from typing import Any

import mpmath

from tests.calculus.models import Model, Undefined, compare, real, related
from verify.calculus.rules import conclude
from verify.calculus.schemas import SCHEMAS
from verify.calculus.step import COUNT, Obligation, Step
from verify.kernel.parser import parse_domain
from verify.kernel.state import State
from verify.kernel.terms import Term
from verify.objects.judgements import judgement
from verify.objects.setting import Setting

F = Fraction
VALUES = [F(v) for v in ("-2", "-1", "-1/2", "0", "1/2", "1", "2")]
GRID = [F(v) for v in ("0", "1", "-1", "1/2", "-1/2", "2", "-2", "1/3", "5", "-5", "1/7", "3/4")]
ROWS = ("z", "y", "f", "z*f", "z*z", "y + z", "F", "F*z", "2*f - 1/2", "x", "expect(y, l)", "net(F, 1)", "part(F, 1)")
QUANTITIES = (*ROWS, "average(z)", "sum(f*z)", "parts(z, l)", "sup(F, F*z)", "average(F)", "y - average(y)")
OBJECTS = (
    "family(x, {n})", "family(z, {n})", "family(y, {n})", "labels(l, {k})", "function(f, x)", "function(g, x)",
    "functions(F, x)",
)  # fmt: skip


@dataclass
class Case:
    """A step of a rule as text."""

    rule: str
    premises: list[str]
    parameters: dict[str, str] = field(default_factory=dict)
    n: str = "1"
    k: str = "2"
    domains: dict[str, str] = field(default_factory=dict)
    fixed: list[str] = field(default_factory=list)
    when: str = ""
    lemma: str = ""

    @property
    def facts(self) -> list[str]:
        """The premises beyond the pattern of a schema."""
        return self.premises[len(SCHEMAS[self.rule][0]) :] if self.rule in SCHEMAS else self.premises

    def setting(self) -> Setting:
        domains = {name: parse_domain(text) for name, text in self.domains.items()}
        there = Setting(domains, frozenset(self.fixed))
        for line in OBJECTS:
            there.declare(judgement(line.format(n=self.n, k=self.k)))
        return there

    def step(self, axioms: Any = None) -> tuple[Step, Term]:
        """The step once the rule is applied, and its conclusion."""
        there = self.setting()
        premises = [judgement(text) for text in self.premises]
        for premise in premises:
            if premise not in there.declared.values():
                there.judgement(premise)
        parameters = {name: judgement(text) for name, text in self.parameters.items()}
        step = Step(there, State(axioms=axioms), premises, parameters, self.lemma)
        step.own = [judgement(self.when)[1:]] if self.when else []
        return step, conclude(self.rule, step)


def holds(model: Model, line: Term | str, domains: Mapping[str, str] | None = None, fixed: Any = ()) -> bool:
    """Whether a line holds in a model, for the scalars of the model and a ladder of the others."""
    line = judgement(line) if isinstance(line, str) else line
    free = [name for name in (domains or {}) if name not in model.scalars]
    for values in product(GRID, repeat=len(free)):
        env = dict(zip(free, values, strict=True))
        if all(inside(env[name], domains[name]) for name in free) and not model.true(line, env):
            return False
    return True


def inside(value: Fraction, text: str) -> bool:
    domain = parse_domain(text)
    return (domain.lo is None or value >= domain.lo) and (domain.hi is None or value <= domain.hi)


def shown(model: Model, obligation: Obligation, domains: Mapping[str, str] | None = None) -> bool:
    """Whether an obligation holds at the model's scalars, for many values of the names it binds."""
    free = [(name, parse_domain(text)) for name, text in (domains or {}).items() if name not in model.scalars]
    model = Model((F(1),), {"": (("",),)}, scalars=model.scalars)  # the names of objects are bound here
    names = [*obligation.names, *free]
    grids = [[F(m) for m in range(1, 9)] if domain == COUNT else GRID for _, domain in names]
    rng = random.Random(7)
    points: Any = (
        islice(product(*grids), 150) if len(names) < 3 else ([rng.choice(g) for g in grids] for _ in range(250))
    )
    with mpmath.workdps(60):
        for values in points:
            env = {name: value for (name, _), value in zip(names, values, strict=True)}
            if any(d.lo is not None and env[n] < d.lo for n, d in names):
                continue
            try:
                if all(_relation(model, given, env) for given in obligation.given) and not _relation(
                    model, obligation.relation, env
                ):
                    return False
            except (Undefined, KeyError):  # a name that is neither a number nor bound: the kernel refuses it
                return False
    return True


def _relation(model: Model, relation: Any, env: Mapping[str, Any]) -> bool:
    return related(relation[0], model.value(relation[1], 0, 0, env), model.value(relation[2], 0, 0, env))


# --- models


def make(
    rng: random.Random, kind: str = "", centred: bool = False, size: int = 0, plane: bool = False, **scalars: Fraction
) -> Model:
    """A random model with families x, z, y, labels l, functions f, g and a class F over x."""
    kind = kind or rng.choice(["iid", "independent", "joint", "twins"])
    n, points = size or rng.choice([1, 2, 2, 3]), [F(0), F(1), F(1, 2), F(-1), F(2)]
    places: list[Any] = [(p, rng.choice(points)) for p in points] if plane else list(points)
    rng.shuffle(places)
    places = places[: rng.choice([2, 3])]

    def row() -> tuple[Any, ...]:
        return rng.choice(places), rng.choice(VALUES), rng.choice(VALUES), rng.choice("ab")

    def law(count: int) -> dict[Any, Fraction]:
        drawn = [(row(), F(rng.randint(1, 4))) for _ in range(rng.randint(1, count))]
        if centred:
            drawn += [((x, -z, y, label), weight) for (x, z, y, label), weight in drawn]
        found: dict[Any, Fraction] = {}
        for value, weight in drawn:
            found[value] = found.get(value, F(0)) + weight
        total = sum(found.values())
        return {value: weight / total for value, weight in found.items()}

    joint: dict[Any, Fraction] = {}
    if kind == "joint":
        drawn = [(tuple(row() for _ in range(n)), F(rng.randint(1, 4))) for _ in range(rng.randint(1, 4))]
        if centred:
            drawn += [(tuple((x, -z, y, label) for x, z, y, label in rows), weight) for rows, weight in drawn]
        for value, weight in drawn:
            joint[value] = joint.get(value, F(0)) + weight
    elif kind == "twins":
        joint = {(value,) * n: weight for value, weight in law(3).items()}
    else:
        count = {1: 4, 2: 2 if centred else 3, 3: 1 if centred else 2}[n]
        laws = [law(count)] * n if kind == "iid" else [law(count) for _ in range(n)]
        for value in product(*laws):
            weight = F(1)
            for one, of in zip(value, laws, strict=True):
                weight *= of[one]
            joint[value] = weight
    total = sum(joint.values())
    columns = {name: tuple(tuple(one[c] for one in rows) for rows in joint) for c, name in enumerate("xzyl")}

    def table() -> dict[Any, Fraction]:
        return {place: rng.choice(VALUES) for place in places}

    members = tuple(table() for _ in range(rng.choice([1, 2, 3])))
    return Model(
        tuple(weight / total for weight in joint.values()),
        columns,
        {"f": ("x", table()), "g": ("x", table())},
        {"F": ("x", members)},
        {"F": tuple((rng.choice(VALUES),) for _ in members)},
        scalars,
    )


class Draw:
    """Numbers and terms that fit a model."""

    def __init__(self, rng: random.Random, model: Model, sloppy: bool = False) -> None:
        self.rng, self.model, self.sloppy = rng, model, sloppy

    def any(self) -> str:
        return str(self.rng.choice(VALUES))

    def pick(self, *texts: str) -> str:
        return self.rng.choice(texts)

    def equal(self, value: Any) -> str:
        value = value if isinstance(value, Fraction) else F(int(mpmath.floor(real(value) * 1000)), 1000)
        return self.any() if self.sloppy and self.rng.random() < 0.5 else str(value)

    def upper(self, value: Any) -> str:
        value = value if isinstance(value, Fraction) else F(int(mpmath.floor(real(value) * 1000)) + 1, 1000)
        return self.equal(value + self.rng.choice([F(0), F(0), F(1, 2), F(1)]))

    def lower(self, value: Any) -> str:
        value = value if isinstance(value, Fraction) else F(int(mpmath.floor(real(value) * 1000)), 1000)
        return self.equal(value - self.rng.choice([F(0), F(0), F(1, 2), F(1)]))

    def envs(self) -> list[dict[str, int]]:
        return [{"F": j} for j in self.model.members("F")]

    def values(self, term: str) -> list[Any]:
        tree = judgement(term)
        with mpmath.workdps(60):
            return [
                self.model.value(tree, w, i, env)
                for env in self.envs()
                for w in self.model.outcomes
                for i in range(self.model.size)
            ]

    def least(self, term: str) -> Any:
        return min(self.values(term), key=real)

    def most(self, term: str) -> Any:
        return max(self.values(term), key=real)

    def size(self, term: str) -> Any:
        return max(abs(self.least(term)), abs(self.most(term)))

    def numbers(self, text: str, model: Model | None = None) -> list[Any]:
        """P(A), mean(T), lip(T) in all rows and for all members."""
        tree, model = judgement(text), model or self.model
        with mpmath.workdps(60):
            return [model.number(tree, i, env) for env in self.envs() for i in range(model.size)]

    def top(self, text: str, given: bool = False) -> Any:
        models = list(self.model.conditional("l")) if given else [self.model]
        return max((value for model in models for value in self.numbers(text, model)), key=real)

    def moment(self, term: str, s: str = "s", given: bool = False) -> str:
        """E exp(s T), the largest over rows and members, as a term."""
        tree, laws = judgement(term), []
        for model in self.model.conditional("l") if given else [self.model]:
            for env, i in product(self.envs(), range(model.size)):
                law: dict[Any, Fraction] = {}
                for weight, value in model.law(tree, i, env):
                    law[value] = law.get(value, F(0)) + weight
                text = " + ".join(f"{weight}*exp(({self.equal(value)})*{s})" for value, weight in sorted(law.items()))
                laws += [text] if text not in laws else []
        result = laws[0]
        for text in laws[1:6]:
            result = f"max({result}, {text})"
        return result

    def tail(self, term: str, shape: Callable[[Any], Any]) -> str:
        """The least A with P(abs(T) >= t) <= A*shape(t) for all t >= 0, shape falling."""
        best, tree = F(1), judgement(term)
        with mpmath.workdps(60):
            for env, i in product(self.envs(), range(self.model.size)):
                law = [(weight, abs(value)) for weight, value in self.model.law(tree, i, env)]
                for t in {value for _, value in law}:
                    beyond = sum((weight for weight, value in law if compare(value, t) >= 0), F(0))
                    best = max(best, real(beyond) / shape(real(t)), key=real)
        return self.upper(best)

    def event(self, *terms: str) -> str:
        term = self.pick(*(terms or QUANTITIES))
        return f"{term} {self.pick('<=', '>=', '<', '>')} {self.any()}"


def exponential(t: Any) -> Any:
    return mpmath.exp(-t)
