"""Hostile or damaged libraries: each fault has its line and its exit code; nothing crashes, nothing is accepted."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.kernel.examples import proved, refuted, statement
from verify.bare.library import main
from verify.kernel.statement import digest

BOUND = statement("x in (-1, oo)", "log(1 + x) <= x")
USE = statement("t in [0, oo)", "log(1 + t**2) <= t**2")
TRUE = statement("x in [0, oo)", "x >= 0")
FALSE = statement("x in [0, oo)", "x >= 1")
SPLIT = ["split", ["x", "0"], ["monotone", ["x", "1", "hi", "end", 1]], ["monotone", ["x", "1", "lo", "end", 1]]]
Document = dict[str, Any]


def entry(name: str, text: Any = None, kind: str = "scalar", **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "statement": text, **more}


def instance(text: str, **values: str) -> list[Any]:
    return ["instance", [digest(text), values]]


@pytest.fixture
def library(tmp_path: Path) -> Callable[..., Path]:
    """Write a library: claims, certificates by file name (objects or bytes), citations, lock."""

    def write(claims: Any, certificates: dict[str, Any] | None = None, citations: Any = (), lock: Any = None) -> Path:
        root = tmp_path / "library"
        (root / "certificates").mkdir(parents=True, exist_ok=True)
        document = (
            claims
            if isinstance(claims, bytes)
            else json.dumps({"format": 1, "claims": claims, "citations": list(citations)}).encode()
        )
        (root / "claims.json").write_bytes(document)
        for name, certificate in (certificates or {}).items():
            data = certificate if isinstance(certificate, bytes) else json.dumps(certificate).encode()
            (root / "certificates" / f"{name}.json").write_bytes(data)
        if lock is not None:
            (root / "claims.lock").write_bytes(lock if isinstance(lock, bytes) else json.dumps(lock).encode())
        return root

    return write


Write = Callable[..., Path]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[[Path], tuple[int, dict[str, Any], str]]:
    def check(root: Path) -> tuple[int, dict[str, Any], str]:
        code = main([str(root), "--json"])
        shown = capsys.readouterr()
        return code, json.loads(shown.out) if shown.out else {}, shown.err

    return check


Run = Callable[[Path], tuple[int, dict[str, Any], str]]


def statuses(document: dict[str, Any]) -> dict[str, str]:
    return {claim["id"]: claim["status"] for claim in document["claims"]}


def test_a_use_of_a_proved_claim(library: Write, run: Run) -> None:
    used = {"BOUND": proved(BOUND, "x=0", SPLIT), "USE": proved(USE, "t=0", instance(BOUND, x="t**2"))}
    code, document, _ = run(library([entry("USE", USE), entry("BOUND", BOUND)], used))
    assert (code, statuses(document)) == (0, {"USE": "proved", "BOUND": "proved"})


def test_a_use_of_an_unproved_claim(library: Write, run: Run) -> None:
    code, document, _ = run(
        library([entry("USE", USE), entry("BOUND", BOUND)], {"USE": proved(USE, "t=0", instance(BOUND, x="t**2"))})
    )
    assert (code, statuses(document)) == (3, {"USE": "undecided", "BOUND": "undecided"})
    assert "a statement that is proved or cited" in document["rejected"][0]["message"]


def test_a_use_of_a_refuted_claim(library: Write, run: Run) -> None:
    text = statement("t in [0, oo)", "t >= 1")
    used = {"FALSE": refuted(FALSE, "x=0"), "USE": proved(text, "t=1", instance(FALSE, x="t"))}
    code, document, _ = run(library([entry("USE", text), entry("FALSE", FALSE)], used))
    assert (code, statuses(document)) == (3, {"USE": "undecided", "FALSE": "refuted"})


def test_a_use_of_a_cited_statement_is_listed(library: Write, run: Run) -> None:
    citation = {"id": "tangent", "statement": BOUND, "reference": "a book"}
    code, document, _ = run(
        library([entry("USE", USE)], {"USE": proved(USE, "t=0", instance(BOUND, x="t**2"))}, [citation])
    )
    assert (code, statuses(document)) == (0, {"USE": "proved"})
    assert document["claims"][0]["rests_on"] == ["tangent"]


def test_what_is_rested_on_is_passed_on(library: Write, run: Run) -> None:
    """A proof that uses a proof that uses a citation rests on the citation; so does a heading over it."""
    last = statement("u in [0, oo)", "log(1 + u**4) <= u**4")
    citation = {"id": "tangent", "statement": BOUND}
    used = {"USE": proved(USE, "t=0", instance(BOUND, x="t**2")), "LAST": proved(last, "u=0", instance(USE, t="u**2"))}
    claims = [entry("LAST", last), entry("USE", USE), entry("ALL", None, "readings", of=["LAST"])]
    code, document, _ = run(library(claims, used, [citation]))
    assert code == 0
    assert [claim["rests_on"] for claim in document["claims"]] == [["tangent"]] * 3


COUNTED = "statistic\n{}experiment tails(1, 2)\nseed 7\ntrials 200\nlevel 1/1000\nconclude rate <= 1/20"


def counted(text: str) -> Document:
    log = f"sha256:{'0' * 64}"
    return {"format": 1, "statement": digest(text), "verdict": "supported", "failures": 0, "log": log}


def test_a_statistic_rests_on_what_it_cites(library: Write, run: Run) -> None:
    text = COUNTED.format("cite sphere-law\ncite coin-law\n")
    citations = [{"id": name} for name in ("coin-law", "sphere-law", "another")]
    claims = [entry("BOTH", kind="readings", of=["A"]), entry("A", text, "statistic")]
    code, document, _ = run(library(claims, {"A": counted(text)}, citations))
    assert code == 0
    for found in document["claims"]:
        assert found["status"] == "supported"
        assert found["rests_on"] == ["coin-law", f"run sha256:{'0' * 64}", "sphere-law"]


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("cite tails-law\n", "citations that are there"),
        ("cite A\n", "citations that are there"),  # a claim is no citation
        ("cite coin-law\ncite coin-law\n", "different ids"),
        ("cite coin law\n", "ids of citations"),
        ("cite\n", "ids of citations"),
    ],
)
def test_a_statistic_cites_what_is_there(library: Write, run: Run, cited: str, said: str) -> None:
    text = COUNTED.format(cited)
    code, document, _ = run(library([entry("A", text, "statistic")], {"A": counted(text)}, [{"id": "coin-law"}]))
    assert code == 3
    assert said in document["rejected"][0]["message"]
    assert document["claims"][0]["status"] == "undecided"


def test_a_citation_that_is_dropped_breaks_the_lock(library: Write, run: Run) -> None:
    cited, plain = COUNTED.format("cite coin-law\n"), COUNTED.format("")
    root = library([entry("A", cited, "statistic")], {"A": counted(cited)}, [{"id": "coin-law"}])
    hash = sha256((root / "certificates" / "A.json").read_bytes()).hexdigest()
    lock = {"claims": {"A": {"verdict": "supported", "statement": digest(cited), "certificate": hash}}}
    (root / "claims.lock").write_text(json.dumps(lock))
    assert run(root)[0] == 0
    library([entry("A", plain, "statistic")], {"A": counted(plain)}, [{"id": "coin-law"}])
    code, document, _ = run(root)
    assert code == 1
    assert f"A: statement is {digest(plain)}, locked {digest(cited)}" in document["drift"]


def test_each_citation_of_a_rule_is_listed(library: Write, run: Run) -> None:
    """The last one once hid those before it."""
    text = "construction\nconclude close_shrunk(3, 2, 1, 1/2) == close(3, 1)*shrunk(3, 2, 1/2)"
    step = {"name": "s", "rule": "projection-independent", "with": {"d": "3", "k": "2", "s": "1", "x": "1/2"}}
    made = {"format": 1, "statement": digest(text), "verdict": "proved", "point": {}, "steps": [step]}
    rules = {"law": "projection-independent", "other": "projection-independent", "third": "projection-law"}
    citations = [{"id": name, "rule": rule} for name, rule in rules.items()]
    code, document, _ = run(library([entry("A", text, "construction")], {"A": made}, citations))
    assert (code, statuses(document)) == (0, {"A": "proved"})
    assert document["claims"][0]["rests_on"] == ["law", "other"]


def test_a_construction_is_no_lemma_of_a_derivation(library: Write, run: Run) -> None:
    """Its terms have other meanings."""
    step = {"name": "s", "rule": "lemma", "with": {"y": "z"}}
    for kind, code in (("derivation", 0), ("construction", 3)):
        lemma, text = f"{kind}\nvar y in [0, 1]\nconclude y**2 <= y", "derivation\nvar z in [0, 1]\nconclude z**2 <= z"
        follows = {"name": "s", "rule": "follows", "with": {"R": "y**2 <= y"}}
        head = {"format": 1, "verdict": "proved"}
        used = {
            "L": head | {"statement": digest(lemma), "point": {"y": "0"}, "steps": [follows]},
            "A": head | {"statement": digest(text), "point": {"z": "0"}, "steps": [step | {"lemma": digest(lemma)}]},
        }
        found, document, _ = run(library([entry("A", text, "derivation"), entry("L", lemma, kind)], used))
        assert (found, statuses(document)["L"]) == (code, "proved")
        assert statuses(document)["A"] == ("undecided" if code else "proved")


def test_circles(library: Write, run: Run) -> None:
    """A statement that is proved by itself, and two that are proved by each other."""
    first, second = statement("x in [0, oo)", "x >= 1"), statement("y in [0, oo)", "y >= 1")
    alone = {"A": proved(first, "x=1", instance(first, x="x"))}
    code, document, _ = run(library([entry("A", first)], alone))
    assert (code, statuses(document)) == (3, {"A": "undecided"})
    both = {"A": proved(first, "x=1", instance(second, y="x")), "B": proved(second, "y=1", instance(first, x="y"))}
    code, document, _ = run(library([entry("A", first), entry("B", second)], both))
    assert (code, statuses(document)) == (3, {"A": "undecided", "B": "undecided"})


def test_readings_in_a_circle(library: Write, run: Run) -> None:
    code, document, err = run(library([entry("A", None, "readings", of=["B"]), entry("B", None, "readings", of=["A"])]))
    assert code in (2, 3)
    assert "proved" not in statuses(document).values() if document else "error" in err


WEAKEST = [
    (("proved", "proved"), "proved"),
    (("proved", "refuted"), "refuted"),
    (("proved", "undecided"), "undecided"),
    (("refuted", "undecided"), "refuted"),
]


@pytest.mark.parametrize(("parts", "whole"), WEAKEST)
def test_a_heading_is_as_good_as_its_weakest_reading(
    parts: tuple[str, str], whole: str, library: Write, run: Run
) -> None:
    kinds = {
        "proved": (TRUE, proved(TRUE, "x=0", None)),
        "refuted": (FALSE, refuted(FALSE, "x=0")),
        "undecided": (BOUND, None),
    }
    claims, stored = [entry("ALL", None, "readings", of=["P/0", "P/1"])], {}
    for number, part in enumerate(parts):
        text, certificate = kinds[part]
        claims.append(entry(f"P/{number}", text))
        if certificate is not None:
            stored[f"P.{number}"] = certificate
    code, document, _ = run(library(claims, stored))
    assert (code, statuses(document)["ALL"]) == (0, whole)


DAMAGED: list[tuple[str, Any, str]] = [
    ("truncated", json.dumps(proved(TRUE, "x=0", None)).encode()[:-5], "not JSON"),
    ("empty", b"", "not JSON"),
    ("another statement's", proved(FALSE, "x=1", None), "the statement"),
    ("a duplicate key", b'{"format": 1, "format": 1}', "duplicate key 'format'"),
    ("a float", b'{"format": 1.0}', "1.0 is not an integer"),
    ("NaN", b'{"format": NaN}', "NaN is not an integer"),
    ("deep nesting", b"[" * 100_000, "nesting too deep"),
    ("not UTF-8", b"\xff\xfe\x00", "not UTF-8"),
    ("a huge integer", b'{"format": 1' + b"0" * 5000 + b"}", "an integer of more than"),
    ("a list", b"[]", "a dict"),
    ("a further field", proved(TRUE, "x=0", None, trusted=True), "no further fields"),
    ("a false proof", proved(TRUE, "x=0", ["lemma", ["x >= 1"]]), "default strategy"),
    ("a wrong verdict", refuted(TRUE, "x=0"), "default strategy"),
    ("a pickle", b"\x80\x04\x95\x05\x00\x00\x00\x00\x00\x00\x00\x8c\x01x\x94.", "not UTF-8"),
    ("a lone surrogate", b'{"format": 1, "statement": "\\ud800"}', "certificate"),
]


@pytest.mark.parametrize(("what", "certificate", "fault"), DAMAGED, ids=[row[0] for row in DAMAGED])
def test_damaged_certificates(what: str, certificate: Any, fault: str, library: Write, run: Run) -> None:
    """Exit code 3, one line that names the claim and the file; other claims keep their verdicts."""
    claims = [entry("BAD/one", TRUE), entry("GOOD", BOUND)]
    code, document, err = run(library(claims, {"BAD.one": certificate, "GOOD": proved(BOUND, "x=0", SPLIT)}))
    assert (code, err) == (3, "")
    assert statuses(document) == {"BAD/one": "undecided", "GOOD": "proved"}
    ((rejected),) = document["rejected"]
    assert (rejected["id"], rejected["file"]) == ("BAD/one", "BAD.one.json")
    assert fault in rejected["message"]
    assert len(rejected["message"].splitlines()) == 1


UNREADABLE = [
    ("no JSON", b"{", "not JSON"),
    ("a list", b"[]", ""),
    ("no claims", b'{"format": 1}', "claims"),
    ("another format", b'{"format": 2, "claims": []}', "format 1"),
    ("a duplicate id", json.dumps({"format": 1, "claims": [entry("A", TRUE), entry("A", FALSE)]}).encode(), "one entry for each id"),
    ("a duplicate key", b'{"format": 1, "claims": [], "claims": []}', "duplicate key 'claims'"),
    ("a claim without id", b'{"format": 1, "claims": [{"kind": "scalar", "statement": null}]}', "id"),
    ("a claim that is a list", b'{"format": 1, "claims": [[]]}', ""),
    ("an id that is a list", b'{"format": 1, "claims": [{"id": [], "kind": "scalar"}]}', ""),
    ("an id that leaves the folder", b'{"format": 1, "claims": [{"id": "../../etc/passwd", "kind": "scalar", "statement": null}]}', ""),
    ("an id with a lone surrogate", b'{"format": 1, "claims": [{"id": "a\\ud800", "kind": "scalar", "statement": null}]}', ""),
    ("an id with a line break", b'{"format": 1, "claims": [{"id": "a\\nproved b", "kind": "scalar", "statement": null}]}', ""),
    ("a statement that is a number", b'{"format": 1, "claims": [{"id": "a", "kind": "scalar", "statement": 7}]}', ""),
    ("a heading over nothing known", json.dumps({"format": 1, "claims": [entry("A", None, "readings", of=["B"])]}).encode(), ""),
    ("not UTF-8", b"\xff", "not UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "claims", "fault"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_unreadable_claims(
    what: str, claims: bytes, fault: str, library: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """Never a verdict, never a traceback; as text and as JSON."""
    root = library(claims)
    for options in ([], ["--json"]):
        code = main([str(root), *options])
        shown = capsys.readouterr()
        assert code in (2, 3)
        assert "proved" not in shown.out
        if code == 2:
            assert len(shown.err.splitlines()) == 1
            assert fault in shown.err


def test_malformed_statements(library: Write, run: Run) -> None:
    """A statement that cannot be read, with a certificate that fits its hash, is refused alone."""
    for text in (
        "scalar\nclaim x > 0",
        "scalar\nvar x in [1, 0]\nclaim x > 0",
        "nonsense",
        "derivation\nassume mgf(X)\nconclude X",
    ):
        code, document, _ = run(
            library(
                [entry("A", text), entry("B", TRUE)], {"A": proved(text, "x=1", None), "B": proved(TRUE, "x=0", None)}
            )
        )
        assert (code, statuses(document)) == (3, {"A": "undecided", "B": "proved"})


def locked(text: str = TRUE, verdict: str = "proved", certificate: str | None = None, **more: Any) -> Any:
    found = certificate if certificate is not None else digest(json.dumps(proved(TRUE, "x=0", None)))
    return {
        "format": 1,
        "claims": {
            "A": {
                "statement": digest(text),
                "verdict": verdict,
                "certificate": found,
                "rests_on": [],
                "flags": [],
                **more,
            }
        },
    }


DRIFT: list[tuple[str, Any, int]] = [
    ("as locked", locked(), 0),
    ("another statement", locked(FALSE), 1),
    ("another verdict", locked(verdict="refuted"), 1),
    ("another certificate", locked(certificate="0" * 64), 1),
    ("a claim that is gone", {"format": 1, "claims": {"B": locked()["claims"]["A"]}}, 1),
    ("no JSON", b"{", 2),
    ("a list", b"[]", 2),
    ("claims in a list", b'{"claims": []}', 2),
    ("a claim in a list", b'{"claims": {"A": []}}', 2),
    ("a duplicate claim", b'{"claims": {"A": {}, "A": {}}}', 2),
]


@pytest.mark.parametrize(("what", "lock", "expected"), DRIFT, ids=[row[0] for row in DRIFT])
def test_the_lock(what: str, lock: Any, expected: int, library: Write, run: Run) -> None:
    code, document, err = run(library([entry("A", TRUE)], {"A": proved(TRUE, "x=0", None)}, lock=lock))
    assert code == expected
    assert bool(document.get("drift")) == (expected == 1)
    assert len(err.splitlines()) == (expected == 2)


def test_nothing_is_written(library: Write, run: Run) -> None:
    root = library([entry("A", TRUE)], {"A": proved(TRUE, "x=0", None)}, lock=locked())
    before = {path: path.read_bytes() for path in root.rglob("*.json")}
    run(root)
    assert {path: path.read_bytes() for path in root.rglob("*.json")} == before
