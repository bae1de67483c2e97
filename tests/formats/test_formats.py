"""The documentation says what the kernel does: every example is checked, every limit and rule is compared."""

from __future__ import annotations

import importlib
import json
import re
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from verify.bare.check import KEYS as OTHER_KEYS
from verify.bare.check import check as check_other
from verify.bare.library import Directory
from verify.calculus.rules import RULES as CALCULUS
from verify.calculus.schemas import TEXTS
from verify.claimfile import KEYS as CLAIM_KEYS
from verify.claimfile import read_claims
from verify.kernel.check import KEYS, Outcome, check
from verify.kernel.errors import Rejected
from verify.kernel.reader import read_json
from verify.kernel.rules.replay import RULES
from verify.kernel.statement import digest, parse
from verify.objects.judgements import parse as parse_judged
from verify.printing import show_judged, show_statement
from verify.verdict import KEYS as VERDICT_KEYS

ROOT = Path(__file__).resolve().parents[2]
FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
BOOK = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)(?: (accepted|rejected))?\n(.*?)\n```\n([^\n]*)", re.MULTILINE | re.DOTALL)
SCALAR = ("scalar", "value")
LIMIT = re.compile(r"^\| `(verify[\w.]+)` \| ([\d,]+) \|", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A certificate (or a claims.json) of the page, with its statement and the text after it."""

    statement: str
    body: str
    accepted: bool
    message: str

    @property
    def name(self) -> str:
        return f"{self.statement.partition(chr(10))[0]}-{'ok' if self.accepted else 'no'}"


def examples(block: str) -> list[Example]:
    found, statement = [], ""
    for kind, outcome, body, after in FENCE.findall(FORMATS):
        statement = body if kind == "statement" else statement
        if kind == block:
            found.append(Example(statement, body, outcome == "accepted", after.strip("`")))
    return found


CERTIFICATES = examples("certificate")
LIBRARIES = examples("claims")


def judged(statement: str, certificate: str) -> Outcome:
    judge = check if statement.startswith(SCALAR) else check_other
    return judge(statement, read_json(certificate.encode()))


def reported(folder: Path, claims: str) -> Directory:
    """A folder with these claims, and with the page's accepted certificates for their statements."""
    (folder / "certificates").mkdir()
    (folder / "claims.json").write_text(claims, encoding="utf-8")
    known = {json.loads(one.body)["statement"]: one.body for one in CERTIFICATES if one.accepted}
    for claim in json.loads(claims)["claims"]:
        if claim["statement"] is not None:
            file = folder / "certificates" / f"{claim['id'].replace('/', '.')}.json"
            file.write_text(known[digest(claim["statement"])], encoding="utf-8")
    directory = Directory(folder)
    for name in directory.claims:
        directory.result(name)
    return directory


def value_of(name: str) -> Any:
    """The object behind a dotted name."""
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            value: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            value = getattr(value, part)
        return value
    raise LookupError(name)


@pytest.mark.parametrize("example", CERTIFICATES, ids=lambda example: example.name)
def test_a_certificate_is_judged_as_the_page_says(example: Example) -> None:
    if example.accepted:
        assert judged(example.statement, example.body).verdict == json.loads(example.body)["verdict"]
        return
    with pytest.raises(Rejected) as caught:
        judged(example.statement, example.body)
    assert example.message
    assert example.message in str(caught.value)


@pytest.mark.parametrize("example", CERTIFICATES, ids=lambda example: example.name)
def test_a_certificate_is_worthless_for_another_statement(example: Example) -> None:
    other = json.dumps(json.loads(example.body) | {"statement": digest(f"{example.statement} ")})
    with pytest.raises(Rejected, match="certificate: expected the statement"):
        judged(example.statement, other)


@pytest.mark.parametrize("kind", [*SCALAR, *OTHER_KEYS])
def test_each_kind_has_an_accepted_and_a_rejected_example(kind: str) -> None:
    outcomes = {one.accepted for one in CERTIFICATES if one.statement.split("\n")[0] == kind}
    assert outcomes == {True, False}
    assert {one.accepted for one in LIBRARIES} == {True, False}


def test_each_verdict_and_each_field_is_described() -> None:
    shown = {(one.statement.split("\n")[0], json.loads(one.body)["verdict"]) for one in CERTIFICATES if one.accepted}
    assert {("scalar", verdict) for verdict in KEYS} <= shown
    assert {(kind, verdict) for kind, verdicts in OTHER_KEYS.items() for verdict in verdicts} <= shown
    fields = {field for table in (KEYS, *OTHER_KEYS.values()) for fields in table.values() for field in fields}
    assert [field for field in sorted(fields) if f'"{field}"' not in FORMATS] == []


@pytest.mark.parametrize("example", CERTIFICATES, ids=lambda example: example.name)
def test_statements_are_canonical(example: Example) -> None:
    text = example.statement
    if "1.4142136" in text:  # shows that a text need not be canonical for the kernel
        assert show_statement(parse(text)) != text
    elif text.startswith(SCALAR):
        assert show_statement(parse(text)) == text
    else:
        assert show_judged(parse_judged(text)) == text


@pytest.mark.parametrize("example", LIBRARIES, ids=lambda example: "ok" if example.accepted else "no")
def test_headings(example: Example, tmp_path: Path) -> None:
    directory = reported(tmp_path, example.body)
    if example.accepted:
        assert directory.rejected == []
        assert directory.done["DEMO"]["status"] == example.message
    else:
        assert {entry["id"]: entry["message"] for entry in directory.rejected}["DEMO/a"] == example.message
        assert directory.done["DEMO"]["status"] == "undecided"


@pytest.mark.parametrize("length", [100, 102])
def test_headings_lead_at_most_100_claims_deep(length: int, tmp_path: Path) -> None:
    ids = [f"D{number}" for number in range(length)]
    claims = [{"id": id, "kind": "readings", "statement": None, "of": [after]} for id, after in pairwise(ids)]
    claims.append({"id": ids[-1], "kind": "unencoded", "statement": None, "of": []})
    directory = reported(tmp_path, json.dumps({"format": 1, "claims": claims}))
    assert bool(directory.rejected) is (length > 101)


def test_the_claim_file_is_read(tmp_path: Path) -> None:
    (text,) = (body for kind, _, body, _ in FENCE.findall(FORMATS) if kind == "toml")
    path = tmp_path / "claims.toml"
    path.write_text(text, encoding="utf-8")
    assert [claim.kind for claim in read_claims(path)] == ["scalar"] * 4
    assert {key for table in tomllib.loads(text)["claim"] for key in table} == set(CLAIM_KEYS)


def test_the_report_has_the_fields_of_the_schema() -> None:
    (text,) = (body for kind, _, body, _ in FENCE.findall(FORMATS) if kind == "json")
    document = json.loads(text)
    assert set(document) == {"schema_version", "claims"}
    assert [tuple(claim) for claim in document["claims"]] == [VERDICT_KEYS]
    (claim,) = document["claims"]
    assert claim["statement_hash"] == digest(claim["statement"])
    assert judged(claim["statement"], json.dumps(claim["certificate"])).verdict == claim["status"]


def test_limits_are_those_of_the_code() -> None:
    rows = LIMIT.findall(FORMATS)
    assert len(rows) > 10
    wrong = [f"{name} is {value_of(name)}" for name, shown in rows if value_of(name) != int(shown.replace(",", ""))]
    assert wrong == []


def test_every_limit_of_the_code_is_named() -> None:
    trusted = ("kernel", "objects", "calculus", "bare")
    files = [file for folder in trusted for file in (ROOT / "verify" / folder).rglob("*.py")]
    files += [ROOT / "verify" / "claimfile.py", ROOT / "verify" / "library.py"]
    limits = {
        f"{'.'.join(file.relative_to(ROOT).with_suffix('').parts)}.{name}"
        for file in files
        for name in re.findall(r"^(MAX_\w+) =", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert limits - {name for name, _ in LIMIT.findall(FORMATS)} == set()


def sections(title: str) -> dict[str, str]:
    """The rules under a part of rules.md: name to text."""
    (part,) = (part for part in re.split(r"^## ", BOOK, flags=re.MULTILINE) if part.startswith(f"{title}\n"))
    _, *found = re.split(r"^### ", part, flags=re.MULTILINE)
    return {head.strip("` \n"): text for head, _, text in (one.partition("\n") for one in found)}


def rows(title: str) -> dict[str, str]:
    """The table at the head of a part of rules.md: name to file."""
    (part,) = (part for part in re.split(r"^## ", BOOK, flags=re.MULTILINE) if part.startswith(f"{title}\n"))
    return dict(re.findall(r"^\| \[`([\w-]+)`\]\(#[\w-]+\) \|.*\| `([\w/.]+)` \|$", part, re.MULTILINE))


def test_the_rules_of_the_page_are_the_rules_of_the_code() -> None:
    assert list(sections("Proof rules")) == list(rows("Proof rules"))
    assert set(sections("Proof rules")) == set(RULES)
    places = {name: f"{rule.__module__.replace('.', '/')}.py" for name, rule in RULES.items()}
    assert rows("Proof rules") == places


@pytest.mark.parametrize("name", RULES)
def test_a_proof_rule_has_its_arguments_and_sequents(name: str) -> None:
    text = sections("Proof rules")[name]
    assert [part for part in ("*Arguments:*", "*Sequents:*") if part not in text] == []


def test_the_rules_of_probability_are_those_of_the_code() -> None:
    """A row of the page is a schema, word for word; the rules that are no schemas follow."""
    part = BOOK.partition("## Rules of probability\n")[2]
    found = re.findall(r"^\| `([\w-]+)` \| (.*) \| (.*) \| (.*) \|$", part, re.MULTILINE)
    assert [name for name, *_ in found] == list(CALCULUS)
    for name, *shown in found:
        if name in TEXTS:
            plain = ["; ".join(part.strip() for part in text.split(";") if part.strip()) for text in TEXTS[name]]
            assert [text.replace("`", "") for text in shown] == plain, name


@pytest.mark.parametrize("page", [FORMATS, BOOK], ids=["formats", "rules"])
def test_no_line_of_prose_turns_into_a_quotation_or_a_list(page: str) -> None:
    assert re.findall(r"^(?:>|\+ |= ).*", page, re.MULTILINE) == []
