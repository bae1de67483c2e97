"""Named constants of a claim: names that its texts use as if they were variables, with the values that are printed.

What is decided has the values in place of the names: a name is replaced by its value in parentheses, before the
kernel's parser reads the text, so that the statement is the one that is written by hand.  A value may contain the
claim's variables ("eps/6").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from verify.kernel.errors import Malformed
from verify.kernel.parser import parse_term
from verify.kernel.statement import variable_name
from verify.kernel.terms import variables
from verify.objects.judgements import judgement
from verify.printing import show

SENSES = ("least", "greatest")
_NAME = re.compile(r"(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_]*")  # not the exponent of 6e4


@dataclass(frozen=True)
class Constant:
    """A value, as text, and which values say more.

    sense: "least" if a smaller value makes a stronger claim (the best value is the least one for which it holds),
    "greatest" if a larger one does; None if that is to be found out.
    """

    value: str
    sense: str | None = None


def constants_of(given: object, taken: Iterable[str]) -> dict[str, Constant]:
    """The named constants as a claim states them: {name: text, or an exact number, or a Constant}.

    taken: names that the claim binds (variables, ``exists``, objects).  Raises Malformed with one line that names
    the constant: a name that cannot be one, is taken, or a value with a symbol that is none of ``taken``.
    """
    if not isinstance(given, Mapping):
        raise Malformed(f'constants are a table such as {{"K": "1/8"}}, not {given!r}')
    bound = frozenset(taken)
    found: dict[str, Constant] = {}
    for name, form in given.items():
        try:
            variable_name(name)
        except (Malformed, TypeError):
            raise Malformed(f"{str(name)[:40]!r} cannot name a constant") from None
        if name in bound:
            raise Malformed(f"the constant {name} is a variable of the claim, too")
        found[name] = _constant(name, form)
        unbound = sorted(variables(parse_term(found[name].value)) - bound)
        if unbound:
            also = " (which is a constant)" if unbound[0] in given else ""
            raise Malformed(f"the value of the constant {name} has the unbound symbol {unbound[0]!r}{also}")
    return found


def _constant(name: str, form: object) -> Constant:
    sense = form.sense if isinstance(form, Constant) else None
    value = form.value if isinstance(form, Constant) else form
    if sense is not None and sense not in SENSES:
        raise Malformed(f"the sense of the constant {name} is 'least' or 'greatest', not {sense!r}")
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, Mapping):  # as claim files have it
        raise Malformed(f'the constant {name}: write Constant("1/8", "least") for a value with its sense')
    if not isinstance(value, str):
        raise Malformed(f'the value of the constant {name} is text such as "1/8", not {value!r}')
    try:
        return Constant(show(parse_term(value)), sense)
    except Malformed as error:
        raise Malformed(f"the value of the constant {name}: {error}") from None


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Every word of some texts."""
    return frozenset(word for text in texts for word in _NAME.findall(text))


def put(text: str, values: Mapping[str, str]) -> str:
    """The values, in parentheses, in place of the names, all at once."""
    return _NAME.sub(lambda found: f"({values[found[0]]})" if found[0] in values else found[0], text)


def put_judgement(text: str, values: Mapping[str, str]) -> str:
    """``put`` for the text of a premise or a parameter; a text in which a value stands becomes canonical."""
    changed = put(text, values)
    return text if changed == text else show(judgement(changed))


def put_steps(steps: Sequence[Mapping[str, Any]], values: Mapping[str, str]) -> tuple[Mapping[str, Any], ...]:
    return tuple(put_step(step, values) for step in steps) if values else tuple(steps)


def put_step(step: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    """A step of a derivation with the values in its premises, terms and hints; names stay names."""
    result = dict(step)
    if isinstance(step.get("from"), Sequence):
        result["from"] = [put_judgement(text, values) for text in step["from"]]
    if isinstance(step.get("with"), Mapping):
        result["with"] = {name: put_judgement(str(term), values) for name, term in step["with"].items()}
    for key, change in (("when", put_judgement), ("lemmas", put)):
        if step.get(key):
            texts = step[key]
            result[key] = change(texts, values) if isinstance(texts, str) else tuple(change(t, values) for t in texts)
    if "let" in step:
        result["let"] = [
            (name, put(domain, values), put_judgement(term, values), solved)
            for name, domain, term, solved in step["let"]
        ]
    if "instances" in step:
        result["instances"] = [
            (claim, {name: put_judgement(term, values) for name, term in terms.items()})
            for claim, terms in step["instances"]
        ]
    return result


def texts_of(step: Mapping[str, Any]) -> list[str]:
    """The texts of a step in which a constant may stand."""
    texts = [*step.get("from", ()), *map(str, step.get("with", {}).values())]
    texts += [text for _, domain, term, _ in step.get("let", ()) for text in (domain, term)]
    texts += [*([step["when"]] if step.get("when") else []), *step.get("lemmas", ())]
    return texts + [term for _, terms in step.get("instances", ()) for term in terms.values()]
