"""Loading libraries: folders, .py and .toml files; what is refused, in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from verify.kernel.reader import read_json
from verify.library import LibraryError, claims_document, load, locate

Write = Callable[..., Path]
TOML = '[[claim]]\nid = "A-1"\nclaim = "x >= 0"\nvars = { x = "[0, oo)" }\n'
CLAIM = 'claim("x >= 0", vars={{"x": "[0, oo)"}}, id="{id}")'


def toml(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "claims.toml"
    path.write_text(text)
    return path


def fault(path: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        load(path)
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def test_folder_in_the_order_of_its_groups(write: Write) -> None:
    library = load(write(second=[CLAIM.format(id="S-1")], first=[CLAIM.format(id="F-1"), CLAIM.format(id="F-2")]))
    assert [(claim.id, claim.group) for claim in library.claims] == [
        ("S-1", "SECOND"),
        ("F-1", "FIRST"),
        ("F-2", "FIRST"),
    ]
    assert library.headings == {"SECOND": "The group SECOND", "FIRST": "The group FIRST"}
    assert library.folder == library.root


def test_folder_with_headings_citations_and_relative_imports(tmp_path: Path) -> None:
    root = tmp_path / "paper"
    root.mkdir()
    (root / "__init__.py").write_text('HEADINGS = {"LAW": "The law"}\n')
    (root / "names.py").write_text('ID = "LAW-1"\n')
    (root / "citations.py").write_text('CITATIONS = [{"id": "lemma", "says": "a lemma"}]\n')
    (root / "law.py").write_text(
        "from verify.statement import claim\nfrom .names import ID\nGROUP = 'LAW'\n"
        "CLAIMS = [claim('x >= 0', vars={'x': '[0, oo)'}, id=ID)]\n"
    )
    library = load(root)
    assert library.headings == {"LAW": "The law"}
    assert library.citations == ({"id": "lemma", "says": "a lemma"},)


def test_the_packaged_library_loads_and_refers_only_to_itself() -> None:
    library = load("proofs") if Path("proofs").is_dir() else load()
    assert len(library.claims) > 100


def test_claims_document_is_read_by_the_kernel_and_the_same_each_time(write: Write) -> None:
    root = write(demo=[CLAIM.format(id="A/b")])
    document = claims_document(load(root))
    assert document == claims_document(load(root))
    (entry,) = read_json(document)["claims"]  # type: ignore[index,call-overload]
    assert entry["id"] == "A/b"
    assert entry["statement"] == "scalar\nvar x in [0, oo)\nclaim x >= 0"


def test_toml_with_everything(tmp_path: Path) -> None:
    text = (
        '[[claim]]\nid = "A-1"\nclaim = ["C*n >= 0.1", "n >= 1"]\nvars = { n = "integer [1, oo)" }\n'
        'given = ["n >= 2"]\nexists = { C = { in = "(0, oo)", of = ["n"] } }\nexpect = "proved"\nsource = "Lemma 2"\n'
    )
    (claim,) = load(toml(tmp_path, text)).claims
    assert claim.statement == (
        "scalar\nvar n in integer [1, oo)\ngiven n >= 2\nexists C in (0, oo) of n\nclaim C*n >= 1/10\nclaim n >= 1"
    )
    assert (claim.expect, claim.source) == ("proved", "Lemma 2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no claims"),
        ("[[claim]\n", "not TOML"),
        ("x" * 10 + "\x00", "not TOML"),
        ("[claims]\n", "unknown key 'claims'; did you mean 'claim'?"),
        ('claim = "x"\n', "[[claim]]"),
        (TOML.replace("vars", "var"), "claim A-1: unknown key 'var'; did you mean 'vars'?"),
        (TOML.replace('id = "A-1"', "id = 3"), "'id' is text"),
        (TOML.replace('id = "A-1"\n', ""), "claim 1: no 'id'"),
        (TOML.replace('claim = "x >= 0"\n', ""), "claim A-1: no 'claim'"),
        (TOML.replace('"x >= 0"', "[]"), "'claim' is empty"),
        (TOML.replace('"x >= 0"', "3"), "a relation or a list of relations"),
        (TOML.replace('"x >= 0"', "0.5"), 'the number 0.5 is not exact: write it as text, "0.5"'),
        (TOML.replace('"x >= 0"', "inf"), "the number inf is not exact"),
        (TOML.replace('"x >= 0"', "nan"), "the number nan is not exact"),
        (TOML.replace('"[0, oo)"', "3"), "the domain of x is text"),
        (TOML.replace("{ x =", '{ "x in (0, 1)\\ngiven 1 > 2\\nvar y" ='), "cannot name a variable"),
        (TOML.replace('"[0, oo)"', '"[0, 1]\\ngiven 1 > 2"'), "claim A-1"),
        (TOML + 'exists = { C = { im = "(0, oo)" } }\n', "exists C: unknown key 'im'; known are in, of"),
        (TOML + "exists = 3\n", "'exists' is a table"),
        (TOML + 'expect = "true"\n', "expect is one of"),
        (TOML + TOML, "claim A-1: the id is there twice"),
        (TOML.replace("A-1", "../../etc"), "an id has letters, digits"),
        (TOML.replace("A-1", "A.1"), "an id has letters, digits"),
        (TOML.replace("A-1", "A" * 200), "an id has letters, digits"),
        (f"{TOML}source = {'9' * 5000}\n", "not TOML"),
        (f"x = {'[' * 20000}\n", "nesting too deep"),
    ],
)
def test_toml_faults_are_one_line_with_file_claim_and_fault(tmp_path: Path, text: str, said: str) -> None:
    assert said in fault(toml(tmp_path, text))


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    assert "larger than" in fault(toml(tmp_path, "#" * 1_000_001))


def test_bytes_that_are_not_text(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    path.write_bytes(b"[[claim]]\n# \xff\xfe")
    assert "not UTF-8 (at line 2)" in fault(path)
    path.write_bytes(b"\xef\xbb\xbf" + TOML.encode())
    assert "byte order mark" in fault(path)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("CLAIMS = [", "line 1"),
        ("CLAIMS = [1]\n", "entry 1 of CLAIMS is a int, not a claim"),
        ("x = 1\n", "no list CLAIMS, such as CLAIMS = [claim(...), ...]"),
        ("CLAIMS = []\n", "no claims: they are written as a list CLAIMS"),
        ("import nothing_of_this_name\n", "line 1: ModuleNotFoundError"),
        ("raise SystemExit(0)\n", "line 1: SystemExit"),
        (
            "from verify.statement import claim\nCLAIMS = [claim('x + 1', vars={}, id='A')]\n",
            "line 2: claim A: expected a relation",
        ),
    ],
)
def test_python_faults_are_one_line_with_their_place(tmp_path: Path, code: str, said: str) -> None:
    path = tmp_path / "library.py"
    path.write_text(code)
    assert said in fault(path)


def test_a_module_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text("")
    path = tmp_path / "part.py"
    path.write_text("from . import other\nCLAIMS = []\n")
    said = fault(path)
    assert "line 1: ImportError: attempted relative import" in said
    assert f"it is a module of the library {tmp_path}: give that folder" in said


def test_a_group_without_a_module(write: Write) -> None:
    root = write(demo=[CLAIM.format(id="A")])
    (root / "__init__.py").write_text('GROUPS = ["demos"]\n')
    assert "GROUPS names 'demos', but there is no demos.py" in fault(root)


def test_references_must_exist(write: Write) -> None:
    root = write(demo=['readings("A", of=["B"], source="", says="")'])
    assert "claim A: it refers to 'B', which does not exist" in fault(root)


def test_mistyped_path() -> None:
    with pytest.raises(LibraryError, match=r"claimz\.toml: no such file or folder"):
        load("claimz.toml")


@pytest.mark.parametrize("name", ["claims.txt", "claims"])
def test_files_of_another_kind(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TOML)
    assert "a library is a folder, a .py file or a .toml file" in fault(tmp_path / name)


def test_the_nearest_configured_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.other]\nx = 0.5\n[tool.lawguard]\nlibrary = "claims.toml"\n')
    toml(tmp_path, TOML)
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "deep" / "pyproject.toml").write_text("[tool.other]\n")
    monkeypatch.chdir(tmp_path / "deep" / "deeper")
    assert locate() == tmp_path / "claims.toml"
    assert [claim.id for claim in load().claims] == ["A-1"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[tool.lawguard]\nlibary = "x"\n', "unknown key 'libary'; did you mean 'library'?"),
        ('[tool.lawguard]\nlibrary = "x"\n', "the library 'x' does not exist"),
        ("[tool.lawguard]\nlibrary = 3\n", "[tool.lawguard] needs library"),
        ("[tool.lawguard\n", "not TOML"),
    ],
)
def test_faults_in_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LibraryError) as caught:
        load()
    assert said in str(caught.value)
    assert str(tmp_path / "pyproject.toml") in str(caught.value)


def test_a_folder_without_a_library(tmp_path: Path) -> None:
    assert "no library" in fault(tmp_path)
