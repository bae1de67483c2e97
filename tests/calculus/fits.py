"""For each rule, steps that fit a model (``instances.py``): the premises hold there, the obligations too."""

# ruff: noqa: E501  (a rule is a line)
from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from tests.calculus.instances import QUANTITIES, ROWS, Case, Draw, exponential, make
from tests.calculus.models import Model, real

F = Fraction
Fit = Callable[[Draw], tuple[list[str], dict[str, str]]]
OF_X = ("f", "x", "f*g", "F", "2*f - 1", "expect(y, l)", "max(0, F)", "net(F, 1/2)")
CLASS = ("F", "F*F", "max(-1, min(1, F))", "net(F, 1/2)", "part(F, 1)")
MAPS = ("max(-1, min(1, F))", "F/2 + 1", "abs(F)", "min(F, 0)", "F*0 + 2")


@dataclass(frozen=True)
class Kind:
    """How models for a rule are drawn."""

    law: str = ""
    centred: bool = False
    plane: bool = False
    scalars: dict[str, Fraction] = field(default_factory=dict)
    domains: dict[str, str] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()


def fits(rule: str, rng: random.Random, sloppy: bool = False) -> tuple[Model, Case]:
    """A model and a step of a rule."""
    kind, fit = FITS[rule]
    law, centred = (rng.choice([kind.law, ""]), rng.random() < 0.5) if sloppy else (kind.law, kind.centred)
    model = make(rng, law, centred, 0, kind.plane, **kind.scalars)
    draw = Draw(rng, model, sloppy)
    premises, parameters = fit(draw)
    model = draw.model
    n, k = str(model.size), str(len({v for rows in model.rows["l"] for v in rows}))
    if sloppy and rng.random() < 0.15:
        n = rng.choice("1234")
        k = rng.choice("12")
        premises = [p.replace(f", {model.size})", f", {n})") if p.startswith("family") else p for p in premises]
    premises = [f"labels(l, {k})" if p.startswith("labels") else p for p in premises]
    return model, Case(rule, premises, parameters, n, k, dict(kind.domains), list(kind.fixed))


def family(d: Draw, name: str = "z") -> str:
    return f"family({name}, {d.model.size})"


def bounds(d: Draw, term: str) -> str:
    return f"range({term}, {d.lower(d.least(term))}, {d.upper(d.most(term))})"


def ends(premise: str) -> list[Fraction]:
    return [F(part.strip(" )")) for part in premise.rsplit(",", 2)[1:]]


def surely_range(d: Draw) -> Any:
    fact = bounds(d, "z")
    c, e = F(d.any()), F(d.any())
    low, high = sorted(c * end for end in ends(fact))
    return [fact], {"X": f"({c})*z + ({e})", "a": d.lower(low + e), "b": d.upper(high + e)}


def follows(d: Draw) -> Any:
    fact, other = bounds(d, "z"), bounds(d, "f")
    return [fact, other], {"R": f"z + f >= {d.lower(ends(fact)[0] + ends(other)[0])}"}


def mean(d: Draw, terms: tuple[str, ...] = QUANTITIES, relation: str = "<=", given: bool = False) -> tuple[str, str]:
    term = d.pick(*terms)
    value = d.top(f"mean({term})", given)
    line = f"mean({term}) {relation} {d.equal(value) if relation == '==' else d.upper(value)}"
    return term, f"given(l, {line})" if given else line


def monotone(d: Draw) -> Any:
    y = d.pick("z*z + 1/4", "abs(z)", "z + 1", "z")
    fact = bounds(d, "z")
    x = d.pick("z", "z - 1", "z/2 - 2", "y") if d.sloppy else "z"
    return [f"mean({y}) <= {d.upper(d.top(f'mean({y})'))}", fact], {"X": x, "a": d.lower(ends(fact)[0] - 2)}


def convexity(d: Draw) -> Any:
    term, line = mean(d, relation="==")
    return [bounds(d, term), line], {"s": "s"}


def moment(d: Draw) -> Any:
    term = d.pick(*QUANTITIES)
    return term, f"mgf({term}, s, {d.moment(term)})"


def generating(d: Draw) -> Any:
    term = d.pick("z", "f*z", "average(z)")
    if d.sloppy and d.rng.random() < 0.5:
        return [f"mean(exp(s*{term})) <= {d.upper(d.top(f'mean(exp({term}))'))}"], {"h": "h"}
    return [
        f"mean(exp(s*({term}))) <= {d.moment(term)}"
        if "*" not in term
        else f"mean(exp(s*sum({term}))) <= {d.moment(f'sum({term})')}"
    ], {"h": "h"}


def looser(d: Draw) -> Any:
    _, line = moment(d)
    e = line.split(", s, ", 1)[1][:-1]
    return [line], {"bound": d.pick(f"{e} + 1/2", f"2*({e})", f"exp({d.any()}*s)" if d.sloppy else e)}


def summed(d: Draw) -> Any:
    term = d.pick("z", "f", "f*z", "F*z", "y + z", "expect(y, l)")
    return [f"independent({term})", family(d), f"mgf({term}, s, {d.moment(term)})"], {}


def chernoff(sign: int) -> Fit:
    def fit(d: Draw) -> Any:
        _, line = moment(d)
        r = abs(F(d.any())) * sign if not d.sloppy else F(d.any())
        return [line], {"r": str(r), "c": d.any()}

    return fit


def markov(d: Draw) -> Any:
    fact = bounds(d, "z")
    low, _ = ends(fact)
    term = d.pick("z*z", "abs(z)", f"z - ({low})") if not d.sloppy else d.pick("z", "z*z", "z + 1")
    return [f"mean({term}) <= {d.upper(d.top(f'mean({term})'))}", fact], {
        "c": d.any() if d.sloppy else d.pick("1/2", "1", "2")
    }


def tailed(d: Draw, terms: tuple[str, ...] = QUANTITIES) -> tuple[str, str, str]:
    term = d.pick(*terms)
    a = d.tail(term, exponential)
    return term, f"tail({term}, t, {a}*exp(-t))", a


def from_each(d: Draw) -> Any:
    term = d.pick(*QUANTITIES)
    e = d.pick(f"{d.tail(term, exponential)}*exp(-t)", d.upper(F(1, 2)) if d.sloppy else "1")
    return [f"P(abs({term}) >= t) <= {e}"], {"u": "u"}


def looser_tail(d: Draw) -> Any:
    _, line, a = tailed(d)
    return [line], {"bound": d.pick(f"{a}*exp(-t/2)", f"{a}/(1 + t)", *([f"{d.any()}*exp(-t)"] * d.sloppy))}


def product(d: Draw) -> Any:
    _term, line, _ = tailed(d, ("z", "y", "F"))
    fact = bounds(d, d.pick("f", "z", "x"))
    return [line, fact], {"m": d.upper(max(map(abs, ends(fact))) or F(1, 2))}


def layers(d: Draw) -> Any:
    _, line, a = tailed(d)
    f, h = d.pick(
        "t|-(a)*exp(-t)", "t**2|-2*(a)*(t + 1)*exp(-t)", "exp(t/2)|-(a)*exp(-t/2)", "2*t + 1|-2*(a)*exp(-t)"
    ).split("|")
    if d.sloppy:
        f, h = d.pick(f, "t", "-t", "t**2 - t"), d.pick(h, "-exp(-t)", "-exp(-t)/2", "t")
    return [line], {"f": f, "h": h.replace("a", a) if "exp" in h and "(a)" in h else h, "top": d.upper(F(0))}


def likely(d: Draw, given: bool = False, terms: tuple[str, ...] = ()) -> tuple[str, str]:
    event = d.event(*terms)
    line = f"P({event}) <= {d.upper(d.top(f'P({event})', given))}"
    return event, f"given(l, {line})" if given else line


def labelwise(d: Draw) -> Any:
    line = likely(d, True)[1] if d.rng.random() < 0.5 else mean(d, QUANTITIES, "<=", True)[1]
    return [], {"J": "0 <= 0"} if d.sloppy else {"J": line}


def over_labels(d: Draw) -> Any:
    return [likely(d, True)[1] if d.rng.random() < 0.5 else mean(d, given=True)[1]], {}


def rows(d: Draw) -> Any:
    line = d.pick("independent(x, z, l)", "independent(z)", "independent(x, y)", "given(l, independent(x, z))")
    terms = {
        "independent(x, z, l)": ("f*z", "F + z", "expect(y, l)*z", "x", "net(F, 1)*z"),
        "independent(z)": ("z", "z*z", "2"),
        "independent(x, y)": ("f*y", "F", "y"),
        "given(l, independent(x, z))": ("F*z", "f", "(f - expect(f, l))*z"),
    }
    return [line], {"X": d.pick(*(ROWS if d.sloppy else terms[line]))}


def components(d: Draw) -> Any:
    square = max(F(1, 4), d.size("z") ** 2)
    c, r = (d.equal(square / 2), d.equal(F(1)).lstrip("-")) if d.sloppy else (str(square / 2), d.pick("1/2", "1", "2"))
    u, v = d.upper(F(r) * F(c)), d.upper(F(1, 2)) if d.sloppy else d.pick("0", "1/2", "1")
    n, k = d.model.size, len({value for line in d.model.rows["l"] for value in line})
    total = d.upper(F(u) * n + F(v) * k)
    premises = ["given(l, independent(z))", f"given(l, mgf(z, s, exp({c}*s**2)))", f"labels(l, {k})", family(d)]
    return premises, {"m": "m", "u": u, "v": v, "r": r, "b": f"exp(-({r})*({v}))", "c": total}


def components_mean(d: Draw) -> Any:
    v = d.upper(d.top("mean(z**2)", True))
    return [
        "given(l, independent(z))",
        "given(l, mean(z) == 0)",
        f"given(l, mean(z**2) <= {v})",
        "labels(l, 2)",
        family(d),
    ], {}


def component_sum(d: Draw) -> Any:
    w = d.pick("expect(z, l)", "expect(f, l)", "expect(F*z, l)", *(("f", "expect(y, l)", "z") if d.sloppy else ()))
    fact = bounds(d, w)
    return ["sample(x, z, l)", fact], {"X": d.pick(*ROWS), "m": d.upper(max(map(abs, ends(fact))))}


def isoperimetry(d: Draw) -> Any:
    width = max(
        d.model.rows["x"][0][0] * 0 + abs(a - b)
        for r in d.model.rows["x"]
        for a in r
        for t in d.model.rows["x"]
        for b in t
    )
    c = d.upper(max(F(1, 4), width**2) * F(d.rng.choice(["3/4", "1/2", "1/4"])))
    term = d.pick("f", "F", "x", "2*f - 1", *(("z", "y") if d.sloppy else ()))
    tops = [real(v) for v in d.numbers(f"lip({term})")]
    u = d.upper(max(F(1, 2), F(int(max(tops) * 1000) + 1, 1000))) if max(tops) < 1000 else "1"
    return [f"isoperimetric(x, l, {c}, 1)", f"lipschitz({term}, {u})", bounds(d, term)], {"t": "t"}


def count(d: Draw, term: str) -> str:
    images = {d.model.image(_tree(term), env) for env in d.envs()}
    return d.upper(F(len(images)))


def _tree(term: str) -> Any:
    from verify.objects.judgements import judgement

    return judgement(term)


def union_class(d: Draw) -> Any:
    x = d.pick(*CLASS)
    event = d.event(f"({x})*z", f"average(({x})*z)", f"({x}) + y")
    if d.sloppy and d.rng.random() < 0.5:
        event = d.event("F*z")
    return [f"finite({x}, {count(d, x)})", f"P({event}) <= {d.upper(d.top(f'P({event})'))}"], {"F": "F"}


def maximal(d: Draw) -> Any:
    x = d.pick("F", "max(-1, min(1, F))", "net(F, 1/2)")
    q = d.pick(f"average(({x})*z)", f"({x}) + z", *(("F*z",) if d.sloppy else ()))
    return [f"finite({x}, {count(d, x)})", f"mgf({q}, s, {d.moment(q)})"], {
        "F": "F",
        "r": d.any() if d.sloppy else d.pick("1/2", "1", "2"),
    }


def suprema(d: Draw) -> Any:
    q, a, b = d.pick(
        "F + z|F|z",
        "F*z|F*F/2|z*z/2",
        "average(F*z)|average(F*F)/2|average(z*z)/2",
        "F|F|0",
        *(("F + z|F|F*z", "F*z|F|z") if d.sloppy else ()),
    ).split("|")
    return [f"finite(F, {count(d, 'F')})", f"{q} <= {a} + {b}"], {}


def supremum(d: Draw) -> Any:
    q = d.pick("F", "F*z", "average(F*z)")
    return [f"finite(F, {count(d, 'F')})", f"{q} >= {d.pick(d.lower(d.least(q)), f'{q} - 1')}"], {}


def single(d: Draw) -> Any:
    if not d.sloppy:
        d.model = replace(
            d.model,
            classes={name: (base, members[:1]) for name, (base, members) in d.model.classes.items()},
            parameters={name: places[:1] for name, places in d.model.parameters.items()},
            memo={},
        )
    return ["finite(F, 1)"], {"F": "F", "Q": d.pick("F", "F*z", "average(F*z)")}


def narrow(d: Draw) -> Any:
    line = parametrised(d, d.pick("F", "F*F", "max(-1, min(1, F))"))
    width, speed = (F(part) for part in line.rstrip(")").split(", ")[-2:])
    return [line], {"h": d.any() if d.sloppy else d.upper(width * speed)}


def of_class(head: str, image: str) -> Fit:
    def fit(d: Draw) -> Any:
        x = d.pick(*CLASS, *(("f", "z") if d.sloppy else ()))
        slope = d.top(f"lip({x})") if real(d.top(f"lip({x})")) < 1000 else F(1)
        line = {"range": lambda: bounds(d, x), "lipschitz": lambda: f"lipschitz({x}, {d.upper(slope)})"}[head]()
        return [line], {image: d.any() if d.sloppy else d.pick("1/2", "1", "2", "0")}

    return fit


def slope_of(d: Draw) -> Any:
    return of_class("lipschitz", "u")(d)[0], {}


def never(d: Draw) -> Any:
    fact = bounds(d, "z")
    _low, high = ends(fact)
    return [fact], {"a": d.any() if d.sloppy else str(high + 1), "b": "z"}


def members(head: str, image: str) -> Fit:
    def fit(d: Draw) -> Any:
        return [], {"X": d.pick(*CLASS), image: d.any() if d.sloppy else d.pick("0", "1/2", "1", "2")}

    return fit


def parametrised(d: Draw, x: str) -> str:
    places, images = [p for (p,) in d.model.parameters["F"]], [d.model.image(_tree(x), env) for env in d.envs()]
    speed, width = F(0), max(places) - min(places)
    for p, f in zip(places, images, strict=True):
        for q, g in zip(places, images, strict=True):
            if p != q:
                gaps = [abs(F(u) - F(v)) for u, v in zip(f, g, strict=True)]
                speed = max(speed, max(gaps) / abs(p - q))
    return f"parametrised({x}, 1, {d.upper(width)}, {d.upper(speed)})"


def part_parametrised(d: Draw) -> Any:
    return [parametrised(d, d.pick("F", "F*F", "max(-1, min(1, F))"))], {"u": d.pick("0", "1/2", "1", "2")}


def part_event(d: Draw) -> Any:
    x, u = d.pick("F", "F*F"), d.pick("0", "1/2", "1", "2")
    event = d.event(f"average(part({x}, {u})*z)", f"part({x}, {u})", *(("F", "average(F)") if d.sloppy else ()))
    return [f"P(some(F, {event})) <= {d.upper(d.top(f'P(some(F, {event}))'))}"], {"F": "F", "X": x, "u": u}


def contraction(head: str) -> Fit:
    def fit(d: Draw) -> Any:
        y = d.pick(*MAPS, *(("2*F", "F*F", "F + f") if d.sloppy else ()))
        line = parametrised(d, "F") if head == "parametrised" else f"lipschitz(F, {d.upper(d.top('lip(F)'))})"
        return [line], {"Y": y}

    return fit


def linear(d: Draw) -> Any:
    fact = bounds(d, "z")
    low, high = ends(fact)
    relation = d.pick(
        f"average(2*z + y) <= 2*average(z) + average(y) + {d.upper(F(0))}",
        f"average(z*z) <= ({low + high})*average(z) - ({low * high})",
        "average(z*y) <= average(z*z)/2 + average(y*y)/2",
        f"average(z) >= {d.lower(low)}",
        "average(-1*z) == -average(z)",
    )
    return [fact], {"relation": relation}


def implied(d: Draw) -> Any:
    a, fact = F(d.any()), bounds(d, "y")
    kind = d.rng.randrange(4)
    if kind == 0:
        event, shown = f"either(z >= {a}, average(y) <= {d.any()})", f"z >= {d.upper(a)}"
    elif kind == 1:
        event, shown = f"some(F, average(F*z) >= {a})", f"some(F, average(F*z) >= {d.upper(a)})"
    elif kind == 2:
        event, shown = f"either(z >= {a}, y >= 0)", f"both(z + y >= {d.upper(a)}, F*F <= 1)"
    else:
        high = ends(fact)[1]
        event, shown = f"z >= {a}", f"z + y >= {d.upper(a + high)}"
    return [f"P({event}) <= {d.upper(d.top(f'P({event})'))}", fact], {"event": shown}


def cases(d: Draw) -> Any:
    c = F(d.any())
    line = d.pick(f"range(z, {d.lower(d.least('z'))}, {d.upper(d.most('z'))})", likely(d)[1], mean(d)[1])
    return [f"when(s <= {d.upper(c)}, {line})", f"when(s >= {c}, {line})"], {}


IID, CENTRED = Kind("iid"), Kind("iid", centred=True)
ANY, PLANE = Kind(), Kind(plane=True)
WITH_S, WITH_T = Kind(domains={"s": "(-oo, oo)"}), Kind(domains={"t": "[0, oo)"})


def one(rule: Callable[[Draw], tuple[str, str]]) -> Fit:
    return lambda d: ([rule(d)[1]], {})


def with_(rule: Callable[[Draw], tuple[str, str]], **parameters: Callable[[Draw], str]) -> Fit:
    return lambda d: ([rule(d)[1]], {name: make_(d) for name, make_ in parameters.items()})


def weaker(d: Draw, rule: Callable[[Draw], tuple[str, str]]) -> Any:
    line = rule(d)[1]
    return [line], {"bound": d.upper(F(line.rsplit("<=", 1)[1]))}


FITS: dict[str, tuple[Kind, Fit]] = {
    "range": (ANY, surely_range),
    "follows": (ANY, follows),
    "total": (ANY, lambda d: ([family(d)], {"X": d.pick(*QUANTITIES)})),
    "expect-range": (ANY, lambda d: ([bounds(d, d.pick(*QUANTITIES))], {"l": "l"})),
    "take-out": (Kind(centred=True), lambda d: (["centred(z, x, l)", bounds(d, (t := d.pick(*(ROWS if d.sloppy else OF_X))))], {"X": t})),
    "take-out-given": (CENTRED, lambda d: (["sample(x, z, l)", f"centred({(c := d.pick('z', *('y',) * d.sloppy))}, x, l)", bounds(d, (t := d.pick(*(ROWS if d.sloppy else OF_X))))], {"X": t, "Z": c})),
    "centred": (Kind(centred=True), lambda d: ([f"centred({d.pick('z', 'f*z')}, x, l)"], {})),
    "centred-given": (CENTRED, lambda d: (["sample(x, z, l)", f"centred({d.pick('z', 'f*z', *('y',) * d.sloppy)}, x, l)"], {})),
    "mean-at-most": (ANY, lambda d: ([mean(d, relation="==")[1]], {})),
    "mean-constant": (ANY, lambda d: (["labels(l, 2)"], {"a": d.any()})),
    "mean-average": (ANY, lambda d: ([mean(d, relation="==")[1]], {})),
    "mean-add": (ANY, lambda d: ([mean(d, relation="==")[1], mean(d, relation="==")[1]], {})),
    "mean-scale": (ANY, lambda d: ([mean(d, relation="==")[1]], {"u": d.any()})),
    "mean-scale-up": (ANY, lambda d: ([mean(d)[1]], {"u": d.any() if d.sloppy else d.pick("0", "1/2", "2")})),
    "mean-sum": (ANY, lambda d: ([mean(d)[1], mean(d)[1]], {})),
    "mean-monotone": (ANY, monotone),
    "mean-weaken": (ANY, lambda d: weaker(d, mean)),
    "convexity": (IID, convexity),
    "mgf": (WITH_S, generating),
    "mgf-scale": (ANY, lambda d: ([moment(d)[1]], {"u": d.any(), "h": "h"})),
    "mgf-bound": (ANY, looser),
    "independent-sum": (Kind("independent"), summed),
    "chernoff": (ANY, chernoff(1)),
    "chernoff-below": (ANY, chernoff(-1)),
    "markov": (ANY, markov),
    "tail": (WITH_T, from_each),
    "tail-at": (ANY, lambda d: ([tailed(d)[1]], {"c": d.any() if d.sloppy else d.pick("0", "1/2", "1", "2")})),
    "tail-bound": (ANY, looser_tail),
    "product": (ANY, product),
    "layer-cake": (ANY, layers),
    "weaken": (ANY, lambda d: weaker(d, likely)),
    "never": (ANY, never),
    "union": (ANY, lambda d: ([likely(d)[1], likely(d)[1]], {})),
    "complement": (ANY, lambda d: ([likely(d)[1].replace("P(", "P(", 1)], {})),
    "average-over-labels": (ANY, over_labels),
    "independent-rows": (Kind("independent"), rows),
    "sample": (IID, lambda d: (["sample(x, z, l)"], {})),
    "given-labels": (IID, lambda d: (["sample(x, z, l)"], {})),
    "components": (CENTRED, components),
    "components-mean": (CENTRED, components_mean),
    "component-sum": (IID, component_sum),
    "isoperimetry": (IID, isoperimetry),
    "lipschitz": (ANY, slope_of),
    "norms": (PLANE, lambda d: ([], {"X": d.pick("f", "F", "2*f - g", "z", "net(F, 1)")})),
    "finite-bound": (ANY, lambda d: ([f"finite({(x := d.pick(*CLASS))}, {(c := count(d, x))})"], {"bound": d.upper(F(c))})),
    "union-class": (ANY, union_class),
    "maximal": (ANY, maximal),
    "sup": (ANY, suprema),
    "sup-one": (ANY, single),
    "sup-least": (ANY, supremum),
    "net-close": (ANY, members("range", "h")),
    "net-one": (ANY, narrow),
    "net-range": (ANY, of_class("range", "h")),
    "net-lipschitz": (ANY, of_class("lipschitz", "h")),
    "part-lipschitz": (ANY, members("lipschitz", "u")),
    "part-range": (ANY, of_class("range", "u")),
    "part-parametrised": (ANY, part_parametrised),
    "part-event": (ANY, part_event),
    "contraction-lipschitz": (ANY, contraction("lipschitz")),
    "contraction-parametrised": (ANY, contraction("parametrised")),
    "linear": (ANY, linear),
    "implied": (ANY, implied),
    "cases": (WITH_S, cases),
}  # fmt: skip
