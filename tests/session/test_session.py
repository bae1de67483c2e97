"""Runs: what is reused, what is decided, what is written, and what happens when something goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from verify import recheck, session
from verify.files import canonical
from verify.library import Library, load
from verify.selection import SelectionError
from verify.session import Options, Run
from verify.verdict import Verdict

Write = Callable[..., Path]
ONE = Options(jobs=1)
SQUARE = 'claim("x**2 + 1 >= 0", vars={"x": "(-oo, oo)"}, id="SQUARE")'
FALSE = 'claim("x <= 1", vars={"x": "[0, oo)"}, id="FALSE")'
OPEN = 'claim("log(1 + x) <= x", vars={"x": "(-1, oo)"}, id="OPEN")'


def claim(id: str, text: str = "x >= 0", extra: str = "") -> str:
    return f'claim("{text}", vars={{"x": "[0, oo)"}}, id="{id}"{extra})'


def statuses(run: Run) -> dict[str, str]:
    return {verdict.id: verdict.status for verdict in run.verdicts}


def certificates(library: Library) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (library.root / "certificates").glob("*")}


def decided(library: Library, options: Options = ONE) -> list[str]:
    """The ids that a run decides anew."""
    seen: list[str] = []
    session.run(library, None, options, lambda verdict, done, total: seen.append(verdict.id))
    return seen


def test_every_kind_of_verdict_and_what_is_written(small: Library) -> None:
    run = session.run(small, None, ONE)
    assert statuses(run) == {
        "SQUARE": "proved",
        "FALSE": "refuted",
        "OPEN": "undecided",
        "BOTH": "refuted",
        "LATER": "undecided",
    }
    assert set(certificates(small)) == {"SQUARE.json", "FALSE.json"}
    for verdict in run.verdicts[:2]:
        assert certificates(small)[f"{verdict.id}.json"] == canonical(verdict.certificate)
    assert run.by_id["FALSE"].counterexample == {
        "point": {"x": "2"},
        "family": None,
        "relation": 0,
        "lhs": "2",
        "rhs": "1",
    }
    assert run.by_id["BOTH"].message == "FALSE: refuted"
    assert run.by_id["LATER"].message == "not encoded"
    assert json.loads((small.root / "claims.json").read_bytes())["format"] == 1


def test_the_second_run_takes_what_is_stored(small: Library) -> None:
    first = session.run(small, None, ONE)
    assert decided(small) == ["OPEN"]
    second = session.run(small, None, ONE)
    assert statuses(first) == statuses(second)
    assert second.stored == {"SQUARE", "FALSE"}
    assert [v.certificate for v in first.verdicts] == [v.certificate for v in second.verdicts]
    assert [v.counterexample for v in first.verdicts] == [v.counterexample for v in second.verdicts]
    assert [v.method for v in first.verdicts] == [v.method for v in second.verdicts]


def test_fresh_decides_everything_anew(small: Library) -> None:
    session.run(small, None, ONE)
    before = certificates(small)
    assert decided(small, replace(ONE, fresh=True)) == ["SQUARE", "FALSE", "OPEN"]
    assert certificates(small) == before


def test_without_search_or_writing(small: Library) -> None:
    run = session.run(small, None, Options(search=False, write=False))
    assert set(statuses(run).values()) == {"undecided"}
    assert run.by_id["SQUARE"].message == "no certificate"
    session.run(small, None, replace(ONE, write=False))
    assert not (small.root / "certificates").exists()
    assert not (small.root / "claims.json").exists()


def test_single_files_write_nothing(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "alone.py"
    path.write_text(f"from verify.statement import claim\nCLAIMS = [{SQUARE}]\n")
    before = sorted(tmp_path.rglob("*.json"))
    assert statuses(session.run(load(path), None, ONE)) == {"SQUARE": "proved"}
    assert sorted(tmp_path.rglob("*.json")) == before
    session.run(load(path), None, replace(ONE, certificates=tmp_path / "out"))
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["SQUARE.json"]


def test_an_installed_library_is_not_written_to(write: Write) -> None:
    library = load(write("site-packages", demo=[SQUARE]))
    run = session.run(library, None, ONE)
    assert statuses(run) == {"SQUARE": "proved"}
    assert len(run.notices) == 1
    assert "not stored" in run.notices[0]
    assert not (library.root / "certificates").exists()


def test_a_changed_statement_is_decided_again(write: Write) -> None:
    library = load(write("changing", demo=[claim("A"), claim("B")]))
    session.run(library, None, ONE)
    changed = replace(library, claims=load(write("other", demo=[claim("A", "x + 1 >= 0"), claim("B")])).claims)
    assert decided(changed) == ["A"]
    assert json.loads(certificates(library)["A.json"])["statement"] == changed.by_id["A"].hash


def test_a_stale_certificate_of_an_undecided_claim_is_removed(write: Write) -> None:
    library = load(write(demo=[claim("A"), claim("B")]))
    session.run(library, None, ONE)
    changed = replace(library, claims=load(write(demo=[claim("A", "log(1 + x) <= x"), claim("B")])).claims)
    session.run(changed, None, replace(ONE, write=False))
    assert set(certificates(library)) == {"A.json", "B.json"}
    session.run(changed, None, ONE)
    assert set(certificates(library)) == {"B.json"}


def test_a_certificate_that_still_fits_is_kept_when_it_is_not_found_again(small: Library) -> None:
    session.run(small, None, ONE)
    data = canonical({"format": 1, "statement": small.by_id["OPEN"].hash, "verdict": "proved"})
    path = small.root / "certificates" / "OPEN.json"
    path.write_bytes(data)
    session.run(small, None, replace(ONE, fresh=True))
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"points":[{"x":"0"}]', b'"points":[{"x":"-1"}]', ""),
        (b'"points"', b'"extra":1,"points"', "no further fields"),
        (b"}\n", b"", "not JSON"),
        (b'{"format"', b'{"format":1,"format"', "duplicate key"),
    ],
)
def test_a_damaged_certificate_is_reported_and_left_alone(write: Write, old: bytes, new: bytes, said: str) -> None:
    library = load(write(demo=[claim("A"), claim("B")]))
    session.run(library, None, ONE)
    path = library.root / "certificates" / "A.json"
    damaged = path.read_bytes().replace(old, new)
    assert damaged != path.read_bytes()
    path.write_bytes(damaged)
    run = session.run(library, None, ONE)
    assert statuses(run) == {"A": "undecided", "B": "proved"}
    (rejection,) = run.rejected
    assert (rejection.id, rejection.file) == ("A", str(path))
    assert said in rejection.message
    assert path.read_bytes() == damaged
    assert not session.run(library, None, replace(ONE, fresh=True)).rejected


def test_what_a_prover_says_is_believed_only_after_the_kernel(write: Write) -> None:
    library = load(write(demo=[claim("FORGES", "x <= 1"), claim("BARE", "x <= 1"), claim("A")]))
    run = session.run(library, None, ONE)
    assert statuses(run) == {"FORGES": "undecided", "BARE": "undecided", "A": "proved"}
    assert [entry.id for entry in run.rejected] == ["FORGES"]
    assert run.failures["BARE"].message == "proved without a certificate"
    assert set(certificates(library)) == {"A.json"}


def test_claims_are_decided_after_those_they_use(write: Write) -> None:
    library = load(write(demo=[claim("A", extra=', uses=["B"]'), claim("B", extra=', uses=["C"]'), claim("C")]))
    assert decided(library) == ["C", "B", "A"]


def test_claims_that_use_each_other_are_an_error(write: Write) -> None:
    library = load(write(demo=[claim("A", extra=', uses=["B"]'), claim("B", extra=', uses=["A"]')]))
    with pytest.raises(SelectionError, match="A -> B -> A"):
        session.run(library, None, ONE)


def test_what_is_used_is_decided_but_not_reported(write: Write) -> None:
    library = load(write(demo=[claim("A", extra=', uses=["B"]'), claim("B"), claim("C")]))
    run = session.run(library, ["A"], ONE)
    assert statuses(run) == {"A": "proved"}
    assert set(certificates(library)) == {"A.json", "B.json"}


def test_a_rejected_certificate_whose_lemma_is_gone_is_only_stale(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = load(write(demo=[claim("A", extra=', uses=["B"]'), claim("B")]))
    session.run(library, None, ONE)
    path = library.root / "certificates"
    (path / "B.json").unlink()
    fields = json.loads((path / "A.json").read_bytes())
    fields["proofs"] = [["instance", [library.by_id["B"].hash, {"x": "x"}]]]
    (path / "A.json").write_bytes(canonical(fields))
    assert decided(library) == ["B", "A"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_engine_costs_one_verdict(write: Write, jobs: int) -> None:
    library = load(write(demo=[claim("FAILS"), claim("A"), claim("PRINTS")]))
    run = session.run(library, None, Options(jobs=jobs))
    assert statuses(run) == {"FAILS": "undecided", "A": "proved", "PRINTS": "proved"}
    assert run.failures["FAILS"].message == "ZeroDivisionError: an engine that divides by zero"
    assert "fake_decider.py" in run.failures["FAILS"].trace


def test_certificates_do_not_depend_on_the_number_of_processes(write: Write) -> None:
    claims = [claim(f"A{i}", f"x + {i} >= 0") for i in range(6)] + [SQUARE, FALSE, OPEN]
    alone, together = load(write(demo=claims)), load(write(demo=claims))
    first, second = session.run(alone, None, ONE), session.run(together, None, Options(jobs=3))
    assert certificates(alone) == certificates(together)
    for one, other in zip(first.verdicts, second.verdicts, strict=True):
        assert replace(one, seconds=0.0) == replace(other, seconds=0.0)


def test_a_worker_that_dies_is_replaced(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MARKER", str(tmp_path / "marker"))
    library = load(write(demo=[claim("DIES-ONCE"), claim("DIES-ALWAYS"), claim("A"), claim("B")]))
    run = session.run(library, None, Options(jobs=2))
    assert statuses(run) == {"DIES-ONCE": "proved", "DIES-ALWAYS": "undecided", "A": "proved", "B": "proved"}
    assert run.failures["DIES-ALWAYS"].kind == "died"


def test_a_claim_out_of_time_is_undecided_and_not_stored(write: Write) -> None:
    library = load(write(demo=[claim("SLOW"), claim("A")]))
    run = session.run(library, None, Options(jobs=2, timeout=0.2, budget=60))
    assert statuses(run) == {"SLOW": "undecided", "A": "proved"}
    assert run.by_id["SLOW"].message.startswith("timeout")
    assert not run.failures
    assert set(certificates(library)) == {"A.json"}


def test_an_interrupt_keeps_what_is_done(write: Write) -> None:
    library = load(write(demo=[claim("A"), claim("B"), claim("C")]))

    def stop(verdict: Verdict, done: int, total: int) -> None:
        if verdict.id == "B":
            raise KeyboardInterrupt

    run = session.run(library, None, ONE, stop)
    assert run.interrupted
    assert list(statuses(run)) == ["A", "B"]
    assert set(certificates(library)) == {"A.json", "B.json"}


def test_each_certificate_is_written_as_soon_as_its_claim_is_decided(write: Write) -> None:
    library = load(write(demo=[claim("A"), claim("B")]))
    seen: list[int] = []
    session.run(library, None, ONE, lambda verdict, done, total: seen.append(len(certificates(library))))
    assert seen == [1, 2]


def test_the_kernel_is_not_shadowed_by_the_current_folder(
    small: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "verify").mkdir()
    (tmp_path / "verify" / "__init__.py").write_text("raise SystemExit('shadowed')")
    (tmp_path / "json.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert statuses(session.run(small, ["SQUARE"], ONE)) == {"SQUARE": "proved"}


@pytest.mark.parametrize(
    ("code", "error", "said"),
    [
        ("print('{')", recheck.RecheckError, "did not answer"),
        ("import sys; print('a\\nlast line', file=sys.stderr); sys.exit(2)", recheck.UnreadableError, "last line"),
        ("import os; os._exit(9)", recheck.RecheckError, "exit code 9"),
        ("import time; time.sleep(60)", recheck.RecheckError, "within 0.5 seconds"),
    ],
)
def test_a_kernel_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, error: type[Exception], said: str
) -> None:
    (tmp_path / "odd_kernel.py").write_text(code)
    monkeypatch.setattr(recheck, "MODULE", "odd_kernel")
    monkeypatch.setattr(recheck, "ROOT", tmp_path)
    with pytest.raises(error, match=said):
        recheck.recheck(tmp_path, 0.5)
