"""Certificates are shared among kernel processes: what they say together is what one of them says of all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import proofs
from verify import recheck
from verify.commands.check import snapshot
from verify.library import certificate_name

PAPER = Path(proofs.__file__).parent


def paper() -> tuple[bytes, dict[str, str], dict[str, bytes]]:
    library = snapshot(PAPER / "claims.json")
    hashes = {claim.id: claim.hash for claim in library.claims if claim.hash is not None}
    files = {id: PAPER / "certificates" / certificate_name(id) for id in hashes}
    data = {id: file.read_bytes() for id, file in files.items() if file.is_file()}
    return (PAPER / "claims.json").read_bytes(), hashes, data


def group(ids: str) -> tuple[bytes, dict[str, str], dict[str, bytes]]:
    """Certificates of one group of the paper."""
    claims, hashes, data = paper()
    return claims, hashes, {id: data[id] for id in data if id.startswith(ids)}


def test_certificates_that_name_each_other_stay_together() -> None:
    _, hashes, data = paper()
    parts = recheck.shares(hashes, data, 3)
    assert len(parts) == 3
    assert sorted(id for part in parts for id in part) == sorted(data)
    for part in parts:
        foreign = {hashes[id].encode() for id in data if id not in part}
        assert not any(hash in certificate for certificate in part.values() for hash in foreign)
    sizes = [sum(map(len, part.values())) for part in parts]
    largest = max(sum(map(len, whole.values())) for whole in recheck.shares(hashes, data, len(data)))
    assert max(sizes) <= max(largest, sum(sizes) // 2)


def test_one_process_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Mapping[str, bytes]] = []
    checked = recheck._checked
    monkeypatch.setattr(recheck, "_checked", lambda c, part, t: calls.append(part) or checked(c, part, t))
    claims, hashes, data = group("NUM-")
    assert len(data) <= recheck.FEW
    recheck.recheck_all(claims, hashes, data)
    assert calls == [data]


def test_shared_or_not_the_answer_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recheck, "FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    claims, hashes, data = group("NUM-")
    shared = recheck.recheck_all(claims, hashes, data)
    whole = recheck._checked(claims, data, None)
    assert shared.checked == {id: whole.checked[id] for id in data}
    assert shared.rejected == whole.rejected == ()


def test_a_rejection_in_one_part_is_the_rejection_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recheck, "FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    claims, hashes, data = group("NUM-")
    first, second = sorted(data)[:2]
    data[first] = data[second]
    answer = recheck.recheck_all(claims, hashes, data)
    assert [entry.id for entry in answer.rejected] == [first]
    assert answer.checked[first].status == "undecided"
