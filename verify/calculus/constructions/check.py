"""What a certificate of a construction must show.

proved:   as for a derivation (``verify.calculus.check``), with the rules of this folder.  With {"objects": ...,
  "instances": [step, ...]} these steps conclude the assumptions for explicit objects at the point, as below.
refuted:  {..., "verdict": "refuted", "point": {x: term}, "objects": {name: term}, "define": ..., "steps": [...]}
  An object for each declared one, of its kind and its dimensions at the point, which satisfies domains and hypotheses.
  The steps, with no premises but each other, conclude for these objects each assumption, and the claim's opposite.
  With {"family": {j: domain}} the steps hold for all values of these further variables.
"""

from collections.abc import Sequence
from typing import Any

from verify.calculus.check import KEYS as PROVED
from verify.calculus.check import Language, Replay, defined, place
from verify.calculus.constructions.rules import Step, conclude
from verify.calculus.constructions.setting import OPPOSITES, Setting, setting, sized
from verify.calculus.step import put
from verify.kernel.parser import parse_domain
from verify.kernel.rules.arguments import of_type
from verify.kernel.rules.instance import whole
from verify.kernel.rules.points import extend, settle
from verify.kernel.state import State
from verify.kernel.terms import NEGATION, Relation, Term, num
from verify.objects.judgements import Judged, judgement
from verify.objects.setting import refuse

KEYS = {"proved": {*PROVED, "objects", "instances"}, "refuted": {*PROVED, "objects", "family"}}
# Some objects satisfy all assumptions of this form at once: points i e_1, maps that vanish.
PLAIN = ("distinct", "continuous", "smooth")


def construction(statement: Judged, fields: dict[str, Any], axioms: Any, used: set[str]) -> tuple[str, ...]:
    """Replay a certificate; the flags of its verdict."""
    replay, assumed = Replay(statement, fields, axioms, used, CONSTRUCTION), statement.lines["assume"]
    if fields["verdict"] == "refuted":
        exhibited(replay, (*assumed, opposite(statement.one("conclude"))), "step")
        return ()
    replay.proved()
    if {"objects", "instances"} & set(fields):
        exhibited(replay, assumed, "instance")
        return ()
    plain = (line[0] == "call" and line[1] in PLAIN and line[2][0][0] == "var" for line in assumed)
    return () if all(plain) else ("assumptions",)


def exhibited(replay: Replay, lines: Sequence[Term], part: str) -> None:
    """Steps, with no premises but each other, conclude these lines for the objects of the certificate at its point."""
    family = {n: parse_domain(of_type(str, text)) for n, text in of_type(dict, replay.fields.get("family", {})).items()}
    here = Setting(family, free=frozenset(Setting({}).bind(judgement(name)) for name in family))
    point = place(replay.statement, replay.fields, replay.used)
    objects = {n: judgement(of_type(str, text)) for n, text in of_type(dict, replay.fields.get("objects")).items()}
    if set(objects) != set(replay.there.sorts):
        raise refuse(f"objects {', '.join(replay.there.sorts)}", sorted(objects))
    for name, (_, kind, sizes) in replay.there.sorts.items():
        sort = ("call", kind, tuple(sized(put(size, point)) for size in sizes))
        if Setting({}).sort(objects[name]) != sort:
            raise refuse(f"{name} of its kind and dimensions", sort)
    state = extend(State(axioms=replay.state.axioms), family.items())
    found = replay.steps(state, here, [], part)
    for line in lines:
        wanted = put(line, point | objects)
        if wanted not in found:
            raise refuse("steps that conclude the assumptions and the opposite of the claim", wanted)
        settle(defined(wanted, state), replay.define, replay.used, "conclusion")


def opposite(line: Term) -> Term:
    """What holds exactly if a judgement does not."""
    if line[0] == "relation":
        return ("relation", NEGATION[line[1]], *line[2:])
    if line[1] not in OPPOSITES:
        raise refuse("a judgement that has an opposite", line[1])
    return ("call", OPPOSITES[line[1]], line[2])


def sizes(there: Setting, state: State) -> list[Relation]:
    """Dimensions are whole numbers >= 1."""
    for size in there.sizes:
        whole(size, state)
    return [(">=", size, num(1)) for size in there.sizes]


CONSTRUCTION = Language(setting, sizes, Step, conclude)
