"""No mutant of a certificate, and no perturbed claim under an unchanged certificate, is accepted wrongly.

An accepted mutant is compared with high-precision evaluation at hundreds of points (``oracle.py``); a derivation with
the models of ``tests/calculus``.  Any exception but Rejected and Malformed is a failure.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import mpmath
import pytest

from tests.calculus.instances import make
from tests.calculus.models import Model, Undefined, independent_rows
from tests.fuzz import oracle
from tests.fuzz.corpus import Sample, axioms, examples, library
from tests.fuzz.mutations import mutated_bytes, mutated_certificate, perturbed_claim, rehashed
from verify.bare.check import check as check_other
from verify.kernel.check import check
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.parser import parse_term
from verify.kernel.polynomials import Work
from verify.kernel.reader import read_json
from verify.kernel.statement import digest
from verify.kernel.terms import Term
from verify.objects.judgements import Judged, parse

LIMIT = 200_000  # term products a mutant may cost: ten times what the dearest certificate does
KINDS = ("scalar", "value")


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Work, "limit", LIMIT)


def judged(text: str, data: bytes) -> tuple[str, object]:
    """("unreadable" | "malformed" | the rule that refuses | "accepted", certificate)."""
    try:
        certificate = read_json(data)
    except Malformed:
        return "unreadable", None
    kernel = check if text.partition("\n")[0] in KINDS else check_other
    try:
        kernel(text, certificate, axioms())
    except Malformed:
        return "malformed", certificate
    except Rejected as error:
        return f"refused: {error.rule}", certificate
    return "accepted", certificate


def wrong(text: str, certificate: object, draw: random.Random, count: int = 200) -> str:
    """Why an accepted verdict is wrong; "" if no reason is found."""
    if text.partition("\n")[0] in KINDS:
        return oracle.false(text, certificate, draw, count)
    if text.startswith("data\n"):
        return "a pair on the other side" if other_side(text, certificate) else ""
    proved = isinstance(certificate, dict) and certificate.get("verdict") == "proved"
    if not proved or text.startswith("construction"):  # tests/calculus/test_finite_models, tests/constructions
        return ""
    return "a derivation of something false" if derived_falsely(text, draw) else ""


def other_side(text: str, certificate: Any) -> bool:
    """Whether the named pair says the opposite of a verdict about data, to a hundred digits."""
    found = re.search(r"^conclude (distance|chord)\(X\) >= (\S+)$", text, re.MULTILINE)
    if found is None:
        return True
    with mpmath.workdps(100):
        rows = ([oracle.evaluate(parse_term(entry), {}) for entry in row] for row in certificate["points"])
        x, y = map(mpmath.matrix, rows)
        if found[1] == "chord":
            x, y = x / mpmath.norm(x), y / mpmath.norm(y)
        left = mpmath.norm(x - y) - oracle.number(Fraction(found[2]))
        return bool(abs(left) > mpmath.mpf(10) ** -80 and (left < 0) == (certificate["verdict"] == "proved"))


PRECISIONS = (60, 1_000, 70_000)  # digits: a mean of 0 may be one of exp(131072) and -exp(131072)
COIN = {Fraction(-1): Fraction(1, 2), Fraction(1): Fraction(1, 2)}
SKEWED = {Fraction(-1): Fraction(1, 10), Fraction(1, 9): Fraction(9, 10)}
WIDE = {Fraction(-3): Fraction(1, 2), Fraction(3): Fraction(1, 2)}
ONE = {Fraction(1): Fraction(1)}
TWINS = Model((Fraction(1, 2),) * 2, {"X": tuple((value,) * 8 for value in COIN)})
LAWS: list[tuple[Model, Fraction, Fraction, Fraction]] = [  # a family, its mean, least and greatest value
    (independent_rows("X", *[COIN] * 6), Fraction(0), Fraction(-1), Fraction(1)),
    (independent_rows("X", *[SKEWED] * 6), Fraction(0), Fraction(-1), Fraction(1, 9)),
    (independent_rows("X", WIDE, WIDE, WIDE), Fraction(0), Fraction(-3), Fraction(3)),
    (independent_rows("X", ONE), Fraction(1), Fraction(1), Fraction(1)),
    (independent_rows("X", ONE, ONE), Fraction(1), Fraction(0), Fraction(1)),
    (independent_rows("X", ONE, ONE), Fraction(1), Fraction(1), Fraction(2)),
    (TWINS, Fraction(0), Fraction(-1), Fraction(1)),
]


def spaces(found: Judged, draw: random.Random) -> Iterator[Model]:
    """Models that may meet the hypotheses of a derivation: of one family, or of a sample with functions."""
    families = [line[2][0][1] for line in found.lines["declare"] if line[:2] == ("call", "family")]
    if len(found.lines["declare"]) == 1 == len(families):
        for model, mean, low, high in LAWS:
            for t, m in product([Fraction(k, 4) for k in range(-4, 13)], dict.fromkeys([mean, (low + high) / 2, high])):
                scalars = {"a": low, "b": high, "m": m, "t": t, "n": Fraction(model.size)}
                yield replace(model, rows={families[0]: model.rows["X"]}, scalars=scalars, memo={})
    for _ in range(12):
        model = make(draw, "iid", True)
        names = [name for name, _ in found.variables]
        scalars = {name: draw.choice([Fraction(k, 4) for k in (1, 2, 4, 8, 32)]) for name in names}
        level = sum((w * z[0] ** 2 for w, z in zip(model.weights, model.rows["z"], strict=True)), Fraction(0))
        yield replace(model, scalars=scalars | {"n": Fraction(model.size), "k": Fraction(2), "sigma2": level})


def fails(model: Model, conclusion: Term, digits: int) -> bool:
    with mpmath.workdps(digits):
        return not replace(model, memo={}).true(conclusion)


def derived_falsely(text: str, draw: random.Random) -> bool:
    """Whether a model meets the hypotheses of a derivation and not its conclusion."""
    found = parse(text)
    names = dict(found.variables)
    lines = [*found.lines["declare"], *found.lines["assume"]]
    lines.sort(key=lambda line: line[:2] == ("call", "independent"))  # the dearest to check
    for model in spaces(found, draw):
        values = model.scalars
        if not set(names) <= set(values) or not all(oracle.member(values[n], d) for n, d in names.items()):
            continue
        try:
            met = oracle.satisfied(found.given, values) and all(model.true(line) for line in lines)
            if met and all(fails(model, found.one("conclude"), digits) for digits in PRECISIONS):
                return True
        except (oracle.Undefined, oracle.Unknown, Undefined, KeyError, ZeroDivisionError):
            continue
    return False


def meaning(text: str, certificate: Any) -> str:
    """What an accepted certificate says, without its proofs."""
    said = {key: certificate.get(key) for key in ("verdict", "witness", "relation", "point", "family", "undefined")}
    return text + json.dumps(said, sort_keys=True)


def campaign(samples: tuple[Sample, ...], count: int, seed: int, part: str) -> Counter[str]:
    """Judge ``count`` mutants of certificates and perturbed claims; fails at the first wrong verdict."""
    draw, seen, right = random.Random(seed), Counter[str](), set[str]()
    for _ in range(count):
        sample = draw.choice(samples)
        text, certificate = sample.text, sample.certificate
        turn = draw.random()
        if turn < 0.4:
            text = perturbed_claim(draw, text)
            certificate = rehashed(certificate, text)
            if draw.random() < 0.3:
                certificate = mutated_certificate(draw, certificate)
            kind = "claim"
        else:
            certificate = mutated_certificate(draw, certificate)
            kind = "certificate"
        data = json.dumps(certificate).encode()
        if turn > 0.85:
            data, kind = mutated_bytes(draw, json.dumps(sample.certificate).encode()), "bytes"
        outcome, found = judged(text, data)
        seen["mutants"] += 1
        seen[f"{kind}: {outcome.partition(':')[0]}"] += 1
        seen["read"] += outcome != "unreadable"
        if outcome == "accepted":
            if meaning(text, found) not in right:
                reason = wrong(text, found, draw)
                assert not reason, f"{sample.id}: {reason}\n{text}\n{json.dumps(found)}"
            right.add(meaning(text, found))
            seen["accepted, another statement"] += text != sample.text
    report = ", ".join(f"{key} {value}" for key, value in sorted(seen.items()))
    print(f"\nfuzz {part}: {report}", file=sys.stderr)
    return seen


def test_the_corpus_is_accepted_and_true() -> None:
    draw = random.Random(0)
    for sample in (*library(), *examples()):
        outcome, found = judged(sample.text, json.dumps(sample.certificate).encode())
        if outcome == "refused: work":  # more than mutants are given here; whole libraries are checked elsewhere
            assert sample.id.startswith("SEP-WHP/")
            continue
        assert outcome == "accepted", (sample.id, outcome)
        assert not wrong(sample.text, found, draw, 50), sample.id
    assert len(library()) >= 30
    assert len(examples()) >= 120


def test_the_oracle_sees_false_statements() -> None:
    """An oracle that never objects would prove nothing."""
    draw = random.Random(0)
    falsehoods = [
        "scalar\nvar x in [0, oo)\nclaim x > 0",
        "scalar\nvar x in (-1, oo)\nclaim log(1 + x) < x",
        "scalar\nvar x in [-1, oo)\nclaim log(1 + x) <= x",
        "scalar\nvar b in [0, oo)\nvar y in (0, oo)\nclaim b**y > 0",
        "scalar\nvar n in integer [1, oo)\nclaim n**2 - 5*n + 6 > 0",
        "scalar\nvar n in [1, oo)\nclaim n**2 - 5*n + 6 >= 0",
        "scalar\nvar x in (0, 1)\nvar y in (0, 1)\ngiven x > y\nclaim x*y < y**2 + 1/100",
        "scalar\nvar x in (-oo, oo)\nclaim exp(x) >= 1 + x + x**2/2",
        "scalar\nvar x in [0, 1]\nclaim 1/x >= 1",
        "scalar\nvar x in [0, 1]\nclaim x > 1/2 implies x > 3/4",
    ]
    for text in falsehoods:
        assert oracle.false(text, {"verdict": "proved"}, draw), text
    true_ = "scalar\nvar x in [0, oo)\nclaim x >= 0"
    assert not oracle.false(true_, {"verdict": "proved"}, draw)
    for point in ("-1", "0", "7"):
        assert oracle.false(true_, {"verdict": "refuted", "relation": 0, "point": {"x": point}}, draw)
    assert oracle.false(true_, {"verdict": "vacuous"}, draw)
    data = next(sample for sample in library() if sample.text.startswith("data\n"))
    assert not other_side(data.text, data.certificate)
    assert other_side(data.text, data.certificate | {"verdict": "refuted"})
    assert other_side(re.sub(">= .*", ">= 1000", data.text), data.certificate)
    derivation = next(sample.text for sample in library() if "exp(-2*n*t**2/(b - a)**2)" in sample.text)
    assert not derived_falsely(derivation, draw)
    for old, new in (("assume independent(X)\n", ""), ("exp(-2*n", "exp(-4*n"), ("mean(X) == m", "mean(X) == a")):
        assert derived_falsely(derivation.replace(old, new), draw), old


def test_hashes_bind() -> None:
    """A perturbed claim under the old hash is refused for that reason."""
    draw = random.Random(1)
    for sample in library():
        text = perturbed_claim(draw, sample.text)
        if digest(text) != sample.certificate["statement"]:
            outcome, _ = judged(text, json.dumps(sample.certificate).encode())
            assert outcome in ("refused: certificate", "malformed")


def test_a_mean_of_large_numbers_that_cancel_is_not_taken_for_a_falsehood() -> None:
    text = next(sample.text for sample in library() if sample.id == "DER-SHARP/conditional/slope")
    assert not derived_falsely(text, random.Random(192))
    assert derived_falsely(text.replace("== 0)", "== 1/10**9)"), random.Random(192))


def test_mutants_of_the_library() -> None:
    seen = campaign(library(), 500, seed=20, part="library")
    assert seen["read"] * 2 >= seen["mutants"]


def test_mutants_of_the_examples() -> None:
    seen = campaign(examples(), 1_000, seed=21, part="examples")
    assert seen["read"] * 2 >= seen["mutants"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_many_mutants(seed: int) -> None:
    seen = campaign(library() + examples(), 3_000, seed=100 + seed, part=f"slow {seed}")
    assert seen["mutants"] == 3_000
    assert seen["read"] * 2 >= seen["mutants"]
