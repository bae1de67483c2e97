"""Claims as people write them: text or SymPy in, canonical statement text out.

A claim is an id, a locator in the source, a statement, and untrusted hints for the provers.  What is decided is the
canonical text alone (``verify.kernel.statement`` says what it means); hints are not part of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from verify.advice import advice
from verify.constants import Constant, constants_of, names_in, put, put_judgement, put_steps, texts_of
from verify.kernel.errors import Malformed
from verify.kernel.parser import parse_domain, parse_item, parse_relation, parse_term
from verify.kernel.statement import Exists, Statement, digest, parse, variable_name
from verify.objects.judgements import judgement
from verify.objects.judgements import parse as parse_judged
from verify.printing import show, show_judged, show_statement

EXPECTED = ("proved", "refuted", "supported", "undecided", "cited")


class ClaimError(ValueError):
    """A claim that cannot be read: one line that names the claim and the fault."""

    def __init__(self, fault: str, claim: str | None = None) -> None:
        self.fault, self.claim = fault, claim
        super().__init__(f"claim {claim}: {fault}" if claim else fault)


@dataclass(frozen=True)
class Hints:
    """Suggestions that a prover may follow and that nothing believes.

    witness: terms for ``exists`` variables.  lemmas: relations to show first.  uses: ids of claims whose proved
    statements may be instantiated.  steps: the steps of a derivation or construction.  objects, point, refutation: the
    counterexample to a construction, with the steps that show it.  instance: steps that show of the objects that the
    assumptions of a construction can hold.  splits: points at which the range of a variable is split, in ascending
    order.  instances: proved claims at given terms.  run, log: the function that runs a statistic's trials
    ("module:function"), and the file beside that module in which they are recorded.  family: further variables of the
    refutation, with their domains.  sample: how the file of a claim about data is made.  experiment: what a campaign
    runs for the claim, with a seed and a number of trials.
    """

    witness: Mapping[str, str] = field(default_factory=dict)
    lemmas: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    steps: tuple[Mapping[str, Any], ...] = ()
    objects: Mapping[str, str] = field(default_factory=dict)
    point: Mapping[str, str] = field(default_factory=dict)
    refutation: tuple[Mapping[str, Any], ...] = ()
    instance: tuple[Mapping[str, Any], ...] = ()
    splits: tuple[tuple[str, str], ...] = ()
    instances: tuple[tuple[Claim, Mapping[str, str]], ...] = ()
    run: str = ""
    log: str = ""
    family: Mapping[str, str] = field(default_factory=dict)
    sample: Mapping[str, int] = field(default_factory=dict)
    experiment: tuple[str, int, int] | None = None


@dataclass(frozen=True)
class Written:
    """A claim as it is written: its lines and hints with the names of constants in them."""

    rows: tuple[str, ...]
    hints: Hints
    constants: Mapping[str, Constant]


@dataclass(frozen=True)
class Claim:
    """One claim of a library.

    kind: scalar, value, derivation, construction, statistic, data; ``readings`` for a row that is only a heading over
    its readings (``of``), ``unencoded`` for one that is not stated yet (``statement`` None).  constants: the values of
    named constants, which stand in the statement already.  repair: the variable or constant in which a missing
    hypothesis is looked for.  written: what ``with_constants`` builds anew.
    """

    id: str
    kind: str
    statement: str | None
    source: str = ""
    says: str = ""
    group: str = ""
    expect: str | None = None
    hints: Hints = field(default_factory=Hints)
    of: tuple[str, ...] = ()
    repair: str | None = None
    written: Written | None = field(default=None, repr=False, compare=False)

    @property
    def constants(self) -> dict[str, str]:
        """The named constants: name to value."""
        return {} if self.written is None else {name: c.value for name, c in self.written.constants.items()}

    def with_constants(self, values: Mapping[str, object]) -> Claim:
        """The claim with other values of its constants, under the same id; names it does not have are ignored.

        A value is what ``claim`` takes.  Raises ClaimError as the builder does.
        """
        if self.written is None:
            return self
        every = {name: _same_sense(values.get(name, old), old) for name, old in self.written.constants.items()}
        return rewritten(self, replace(self.written, constants=every))

    @property
    def hash(self) -> str | None:
        """SHA-256 of the canonical statement."""
        return None if self.statement is None else digest(self.statement)


def claim(
    text: object,
    vars: Mapping[str, str] | None = None,
    given: Sequence[object] = (),
    exists: Mapping[str, Any] | None = None,
    id: str | None = None,
    *,
    source: str = "",
    says: str = "",
    expect: str | None = None,
    witness: Mapping[str, str] | None = None,
    lemmas: Sequence[str] = (),
    uses: Sequence[str] = (),
    splits: Sequence[tuple[str, str]] = (),
    instances: Sequence[tuple[Claim, Mapping[str, str]]] = (),
    constants: Mapping[str, object] | None = None,
    repair: str | None = None,
) -> Claim:
    """State a scalar claim.

    text: a relation (``log(1 + x) <= x``), ``R and R implies R``, ``R iff R``, a SymPy relational, or a list of
    these.  vars: the domain of each variable, ``(a, b]`` with rational or infinite ends, or ``integer [a, b]``.
    given: hypotheses, in order.  exists: {"C": "(0, oo)"} or {"C": {"in": "(0, oo)", "of": ["n"]}}.  constants:
    {"K": "1/8"}, names that the texts use as if they were variables, or {"K": Constant("1/8", sense="greatest")}.
    splits, instances: a plan for the prover, see ``Hints``.  repair: a variable or constant; if the claim fails,
    ``lawguard sharpen`` looks for the values at which it holds.
    Raises ClaimError, with one line that names the fault.
    """
    entries = list(text) if isinstance(text, (list, tuple)) else [text]
    rows = ["scalar", *_variables(vars or {}, id)]
    rows += [f"given {_text(entry)}" for entry in given]
    for name, form in (exists or {}).items():
        domain, of = (form.get("in"), form.get("of", [])) if isinstance(form, Mapping) else (form, [])
        rows.append(f"exists {name} in {domain}{' of ' + ', '.join(sorted(of)) if of else ''}")
    rows += [f"claim {_text(entry)}" for entry in entries]
    named = dict.fromkeys([*uses, *(entry.id for entry, _ in instances)])
    hints = Hints(dict(witness or {}), tuple(lemmas), (*named,), splits=tuple(splits), instances=tuple(instances))
    start = Claim(id or "claim", "scalar", None, source, says, "", _expect(expect, id), repair=repair)
    return _stated(start, rows, hints, constants, id)


def value(
    term: object,
    enclosure: tuple[str, str],
    vars: Mapping[str, str] | None = None,
    given: Sequence[object] = (),
    id: str | None = None,
    *,
    source: str = "",
    says: str = "",
    constants: Mapping[str, object] | None = None,
) -> Claim:
    """State that a term lies in the closed interval ``enclosure`` (two exact rationals)."""
    rows = ["value", *_variables(vars or {}, id), *(f"given {_text(entry)}" for entry in given)]
    rows += [f"term {_text(term)}", f"in [{enclosure[0]}, {enclosure[1]}]"]
    return _stated(Claim(id or "claim", "value", None, source, says), rows, Hints(), constants, id)


def unencoded(id: str, *, source: str, says: str) -> Claim:
    """A claim of the source that has no formal statement yet."""
    return Claim(id, "unencoded", None, source, says)


def readings(id: str, of: Sequence[str], *, source: str, says: str) -> Claim:
    """A printed claim that is stated through its readings: as good as the weakest of them."""
    return Claim(id, "readings", None, source, says, of=tuple(of))


def derivation(
    id: str,
    *,
    vars: Mapping[str, str],
    declare: Sequence[str],
    assume: Sequence[str],
    conclude: str,
    steps: Sequence[Mapping[str, Any]],
    given: Sequence[str] = (),
    source: str = "",
    says: str = "",
    constants: Mapping[str, object] | None = None,
) -> Claim:
    """State a typed conclusion about objects, with the steps that lead to it.

    declare, assume, conclude: judgements (``verify.objects.judgements``).  steps: made by ``verify.steps``; their
    conclusions are computed, not stated.  constants may stand in all of these, as in ``claim``.
    """
    rows = _judged_rows("derivation", id, vars, given=given, declare=declare, assume=assume, conclude=[conclude])
    hints = Hints(steps=tuple(steps), uses=_used(steps))
    return _stated(Claim(id, "derivation", None, source, says), rows, hints, constants, id)


def construction(
    id: str,
    *,
    vars: Mapping[str, str],
    declare: Sequence[str],
    conclude: str,
    assume: Sequence[str] = (),
    given: Sequence[str] = (),
    steps: Sequence[Mapping[str, Any]] = (),
    objects: Mapping[str, str] | None = None,
    point: Mapping[str, str] | None = None,
    refutation: Sequence[Mapping[str, Any]] = (),
    family: Mapping[str, str] | None = None,
    instance: Sequence[Mapping[str, Any]] = (),
    source: str = "",
    says: str = "",
    constants: Mapping[str, object] | None = None,
) -> Claim:
    """State a claim about deterministic objects (docs/constructions.md).

    steps: lead from the assumptions to the conclusion.  objects, refutation: explicit objects in place of the declared
    ones, and the steps that show for them all assumptions and the opposite of the conclusion; point: values of
    scalar variables that the dimensions of the objects leave open (the rest is searched); family: variables that the
    steps of the refutation speak of besides, with their domains.  instance, instead of refutation: steps that show all
    assumptions for the objects, so that the claim is not empty.
    """
    rows = _judged_rows("construction", id, vars, given=given, declare=declare, assume=assume, conclude=[conclude])
    hints = Hints(steps=tuple(steps), refutation=tuple(refutation), instance=tuple(instance))
    hints = replace(hints, uses=_used([*steps, *refutation, *instance]))
    hints = replace(hints, objects=dict(objects or {}), point=dict(point or {}), family=dict(family or {}))
    return _stated(Claim(id, "construction", None, source, says), rows, hints, constants, id)


def _judged_rows(kind: str, id: str, vars: Mapping[str, str], **lines: Sequence[str]) -> list[str]:
    """The lines of a statement about objects, keywords in their order."""
    texts = [f"{keyword} {_text(row)}" for keyword, rows in lines.items() for row in rows]
    return [kind, *_variables(vars, id), *texts]


def _used(steps: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The ids of the claims that steps use."""
    return (*dict.fromkeys(entry.id for hint in steps for entry in _named(hint) if entry.kind != "cited"),)


def _stated(
    start: Claim, rows: list[str], hints: Hints, constants: Mapping[str, object] | None, id: str | None
) -> Claim:
    """The claim with its statement, once names and constants are known to fit."""
    try:
        found = constants_of(constants or {}, _bound(rows))
        used = names_in([*(rest for _, rest in map(_split, rows)), *_hint_texts(hints)])
        for name in found:
            if name not in used:
                raise Malformed(f"the constant {name} is never used")
        if start.repair is not None and start.repair not in {*found, *_variables_of(rows)}:
            raise Malformed(f"repair: {start.repair!r} is neither a variable nor a constant of the claim")
    except Malformed as error:
        raise ClaimError(advice(error, rows), id) from None
    return _with_statement(start, Written(tuple(rows), hints, found), id)


def cited(id: str, **statement: Any) -> Claim:
    """A result of the literature in the form of a derivation's statement: an axiom, which has no steps.

    Takes what ``derivation`` takes but ``steps``; a library lists it among its citations.
    """
    return replace(derivation(id, steps=(), **statement), kind="cited")


def _named(hint: Mapping[str, Any]) -> list[Claim]:
    """The claims that a step uses."""
    return [*([hint["lemma"]] if "lemma" in hint else []), *(entry for entry, _ in hint.get("instances", ()))]


def rewritten(claim: Claim, written: Written) -> Claim:
    """The claim with the statement that other lines or constants make; raises ClaimError."""
    return _with_statement(claim, written, claim.id)


def _with_statement(claim: Claim, written: Written, id: str | None) -> Claim:
    try:
        bound = _bound(list(written.rows))
        constants = constants_of(written.constants, bound)
        values = {name: constant.value for name, constant in constants.items()}
        rows = [f"{keyword} {put(rest, values)}".rstrip() for keyword, rest in map(_split, written.rows)]
        given = written.hints
        hints = replace(
            given,
            witness={name: put_judgement(term, values) for name, term in given.witness.items()},
            lemmas=tuple(put(lemma, values) for lemma in given.lemmas),
            steps=put_steps(given.steps, values),
            objects={name: put_judgement(term, values) for name, term in given.objects.items()},
            point={name: put(term, values) for name, term in given.point.items()},
            refutation=put_steps(given.refutation, values),
            instance=put_steps(given.instance, values),
            instances=tuple(
                (entry, {name: put_judgement(term, values) for name, term in terms.items()})
                for entry, terms in given.instances
            ),
        )
        judged = claim.kind in ("derivation", "construction")
        text = _judged_text(rows) if judged else show_statement(parse("\n".join(rows)))
    except Malformed as error:
        raise ClaimError(advice(error, list(written.rows)), id) from None
    return replace(claim, statement=text, hints=hints, written=replace(written, constants=constants))


def _judged_text(rows: list[str]) -> str:
    judged = ("declare", "assume", "conclude")
    shown = [f"{key} {show(judgement(rest)) if key in judged else rest}".rstrip() for key, rest in map(_split, rows)]
    return show_judged(parse_judged("\n".join(shown)))


def _split(row: str) -> tuple[str, str]:
    keyword, _, rest = row.partition(" ")
    return keyword, rest


def _variables_of(rows: Sequence[str]) -> set[str]:
    """The names that ``var`` lines bind."""
    return {rest.partition(" in ")[0] for keyword, rest in map(_split, rows) if keyword == "var"}


def _bound(rows: Sequence[str]) -> set[str]:
    """Every name that some line binds: variables, ``exists``, objects of a derivation."""
    lines = list(map(_split, rows))
    exists = {rest.partition(" in ")[0] for keyword, rest in lines if keyword == "exists"}
    return _variables_of(rows) | exists | names_in(rest for keyword, rest in lines if keyword == "declare")


def _hint_texts(hints: Hints) -> list[str]:
    steps = (*hints.steps, *hints.refutation, *hints.instance)
    terms = [*hints.witness.values(), *hints.objects.values(), *hints.point.values()]
    terms += [term for _, values in hints.instances for term in values.values()]
    return [*terms, *hints.lemmas, *(text for step in steps for text in texts_of(step))]


def _same_sense(value: object, old: Constant) -> Constant:
    """A new value of a constant, with the sense that the old one has unless it brings its own."""
    if isinstance(value, Constant):
        return value if value.sense is not None else replace(value, sense=old.sense)
    return Constant(value, old.sense)  # type: ignore[arg-type]  # judged with the other values


def in_group(entry: Claim, group: str) -> Claim:
    return replace(entry, group=group)


def _variables(names: Mapping[str, str], id: str | None) -> list[str]:
    rows = []
    for name, domain in sorted(names.items()):
        if not isinstance(domain, str):
            raise ClaimError(f"the domain of {name} is text such as '(0, oo)', not {domain!r}", id)
        rows.append(f"var {name} in {domain.strip()}")
    return rows


def _expect(expect: str | None, id: str | None) -> str | None:
    if expect is not None and expect not in EXPECTED:
        raise ClaimError(f"expect is one of {', '.join(EXPECTED)}, not {expect!r}", id)
    return expect


def _text(entry: object) -> str:
    if isinstance(entry, str):
        return " ".join(entry.split())
    from verify.symbolic import text_of

    return text_of(entry)


__all__ = [
    "Claim",
    "ClaimError",
    "Constant",
    "Exists",
    "Hints",
    "Statement",
    "claim",
    "construction",
    "derivation",
    "in_group",
    "parse_domain",
    "parse_item",
    "parse_relation",
    "parse_term",
    "readings",
    "rewritten",
    "show",
    "unencoded",
    "value",
    "variable_name",
]
