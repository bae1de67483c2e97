"""Mutants of certificates and of claims; every choice is drawn from a given random generator."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from verify.calculus.rules import RULES as CALCULUS
from verify.kernel.rules.replay import RULES
from verify.kernel.statement import digest

Json = Any
Path = tuple[Any, ...]
NUMBERS = ("0", "1", "-1", "2", "1/2", "-1/2", "10**9", "1/10**9", "pi", "x", "1/0", "log(0)", "sqrt(-1)", "0**0")
DOMAINS = ("(0, 1)", "[0, 1]", "(-oo, oo)", "integer [1, oo)", "[0, 0]", "(0, oo)", "integer (-oo, oo)")
VALUES: tuple[Json, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    2,
    10**20,
    "",
    "0",
    "1",
    "x",
    "lo",
    "hi",
    [],
    {},
    [[]],
    "end",
    "slope",
    "even",
)
RELATIONS = ("<=", "<", ">=", ">", "==", "!=")


def paths(value: Json, path: Path = ()) -> Iterator[Path]:
    yield path
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from paths(part, (*path, index))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from paths(part, (*path, key))


def at(value: Json, path: Path) -> Json:
    for key in path:
        value = value[key]
    return value


def inside(certificate: Json) -> list[Path]:
    """The places that matter: everything but the frame."""
    return [path for path in paths(certificate) if path and path[0] not in ("format", "statement")]


def _tweaked_number(draw: random.Random, text: str) -> str:
    found = list(re.finditer(r"\d+", text))
    if not found:
        return draw.choice(NUMBERS)
    spot = draw.choice(found)
    old = int(spot.group())
    new = draw.choice(
        [str(old + 1), str(max(0, old - 1)), f"({old} - 1/100)", f"({old} + 1/10**9)", f"(-{old})", "0", f"{old}/2"]
    )
    return text[: spot.start()] + new + text[spot.end() :]


def _tweaked_name(draw: random.Random, text: str) -> str:
    found = list(re.finditer(r"[A-Za-z_]\w*", text))
    if not found:
        return draw.choice(NUMBERS)
    spot = draw.choice(found)
    names = [entry.group() for entry in found]
    new = draw.choice([*names, "x", "y", "n", "m", "s", "pi", "E", "exp", "log", "abs", "sqrt"])
    return text[: spot.start()] + new + text[spot.end() :]


def _tweaked_operator(draw: random.Random, text: str) -> str:
    found = list(re.finditer(r"\*\*|<=|>=|==|!=|[-+*/<>]", text))
    if not found:
        return f"-{text}" if draw.random() < 0.5 else f"({text})*({text})"
    spot = draw.choice(found)
    new = draw.choice(RELATIONS if spot.group()[0] in "<>=!" else ("+", "-", "*", "/", "**"))
    return text[: spot.start()] + new + text[spot.end() :]


def _tweaked_end(draw: random.Random, text: str) -> str:
    return (
        text.translate(str.maketrans("([])", draw.choice(["[[]]", "(())", "[(])", "([)]"])))
        if "," in text
        else _tweaked_number(draw, text)
    )


def tweaked_text(draw: random.Random, text: str) -> str:
    ways: list[Callable[[random.Random, str], str]] = [_tweaked_number, _tweaked_name, _tweaked_operator, _tweaked_end]
    return draw.choice(ways)(draw, text)


def _edited(draw: random.Random, certificate: Json, edit: Callable[[Json, Any], object]) -> Json:
    """A copy in which one place is edited by ``edit(container, key)``."""
    mutant = copy.deepcopy(certificate)
    *parent, key = draw.choice(inside(mutant))
    edit(at(mutant, tuple(parent)), key)
    return mutant


def drop(draw: random.Random, certificate: Json) -> Json:
    return _edited(draw, certificate, lambda box, key: box.pop(key))


def duplicate(draw: random.Random, certificate: Json) -> Json:
    def edit(box: Json, key: Any) -> None:
        if isinstance(box, list):
            box.insert(key, copy.deepcopy(box[key]))
        else:
            box[f"{key}1"] = copy.deepcopy(box[key])

    return _edited(draw, certificate, edit)


def swap(draw: random.Random, certificate: Json) -> Json:
    mutant = copy.deepcopy(certificate)
    boxes = [at(mutant, path) for path in inside(mutant)]
    boxes = [box for box in boxes if isinstance(box, (list, dict)) and len(box) > 1]
    if boxes:
        box = draw.choice(boxes)
        first, second = draw.sample(range(len(box)) if isinstance(box, list) else sorted(box), 2)
        box[first], box[second] = box[second], box[first]
    return mutant


def replace(draw: random.Random, certificate: Json) -> Json:
    return _edited(draw, certificate, lambda box, key: box.__setitem__(key, draw.choice(VALUES)))


def graft(draw: random.Random, certificate: Json) -> Json:
    """One subtree in place of another."""
    part = copy.deepcopy(at(certificate, draw.choice(inside(certificate))))
    return _edited(draw, certificate, lambda box, key: box.__setitem__(key, part))


def tweak(draw: random.Random, certificate: Json) -> Json:
    """A number or a text changed a little."""
    mutant = copy.deepcopy(certificate)
    leaves = [path for path in inside(mutant) if isinstance(at(mutant, path), (str, int))]
    if leaves:
        *parent, key = draw.choice(leaves)
        box, value = at(mutant, tuple(parent)), at(mutant, (*parent, key))
        if isinstance(value, str):
            names = next((list(names) for names in (RULES, CALCULUS) if value in names), [])
            box[key] = draw.choice(names) if names else tweaked_text(draw, value)
        else:
            box[key] = value + draw.choice([-2, -1, 1, 2]) if type(value) is int else not value
    return mutant


def rename(draw: random.Random, certificate: Json) -> Json:
    """A variable changed everywhere in the certificate."""
    names = sorted(set(re.findall(r"\b[a-z]\w*\b", json.dumps(certificate)))) or ["x"]
    old, new = draw.choice(names), draw.choice([*names, "x", "y"])
    body = {key: value for key, value in certificate.items() if key not in ("format", "statement", "verdict")}
    changed = re.sub(rf"\b{old}\b", new, json.dumps(body))
    head = {key: certificate[key] for key in ("format", "statement", "verdict") if key in certificate}
    try:
        return head | json.loads(changed)
    except json.JSONDecodeError:
        return certificate


def is_node(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], str) and value[0] in RULES


def unproved(draw: random.Random, certificate: Json) -> Json:
    """A proof replaced by the default strategy, or by another rule."""
    mutant = copy.deepcopy(certificate)
    nodes = [path for path in inside(mutant) if is_node(at(mutant, path))]
    if nodes:
        *parent, key = draw.choice(nodes)
        node = at(mutant, (*parent, key))
        other = [draw.choice(list(RULES)), *node[1:]]
        at(mutant, tuple(parent))[key] = draw.choice(
            [None, other, ["enclosure", [64]], ["one-sign", []], node[2] if len(node) > 2 else None]
        )
    return mutant


MUTATIONS = (drop, duplicate, swap, replace, graft, tweak, tweak, tweak, rename, unproved)


def mutated_bytes(draw: random.Random, data: bytes) -> bytes:
    """Truncated, or some bytes flipped, removed or repeated."""
    changed = bytearray(data)
    if draw.random() < 0.2:
        return bytes(changed[: draw.randrange(len(changed))])
    for _ in range(draw.choice([1, 1, 2, 5])):
        spot = draw.randrange(len(changed))
        way = draw.randrange(4)
        if way == 0:
            changed[spot] ^= 1 << draw.randrange(8)
        elif way == 1:
            changed[spot] = draw.choice(b'0123456789xyn+-*/(),[]{}"<>=')
        elif way == 2 and len(changed) > 1:
            del changed[spot]
        else:
            changed[spot:spot] = changed[spot : spot + draw.randrange(1, 6)]
    return bytes(changed)


def mutated_certificate(draw: random.Random, certificate: Json) -> Json:
    mutant = certificate
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        mutant = draw.choice(MUTATIONS)(draw, mutant) if inside(mutant) else mutant
    return mutant


def perturbed_claim(draw: random.Random, text: str) -> str:
    """The statement changed in a line: a constant, a relation, a domain's end, a hypothesis dropped."""
    lines = text.split("\n")
    number = draw.randrange(1, len(lines)) if len(lines) > 1 else 0
    keyword, _, rest = lines[number].partition(" ")
    if keyword in ("given", "assume") and draw.random() < 0.5:
        return "\n".join(lines[:number] + lines[number + 1 :])
    if keyword in ("var", "exists"):
        name, _, domain = rest.partition(" in ")
        ways = [
            _tweaked_end(draw, domain),
            _tweaked_end(draw, domain),
            _tweaked_number(draw, domain),
            draw.choice(DOMAINS),
        ]
        if domain.startswith("integer "):
            ways += [domain.removeprefix("integer ")] * 3
        rest = f"{name} in {draw.choice(ways)}"
    elif " implies " in rest and draw.random() < 0.3:
        rest = rest.partition(" implies ")[2]
    else:
        ways_ = [_tweaked_number, _tweaked_number, _tweaked_operator, _tweaked_name]
        rest = draw.choice(ways_)(draw, rest)
        if draw.random() < 0.25:
            rest = re.sub(r"<=|>=|==|<|>", draw.choice(RELATIONS[:5]), rest, count=1)
    return "\n".join([*lines[:number], f"{keyword} {rest}", *lines[number + 1 :]])


def rehashed(certificate: Json, text: str) -> Json:
    return certificate | {"statement": digest(text)}
