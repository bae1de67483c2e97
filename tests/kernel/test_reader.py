"""JSON from strangers: everything but plain objects, lists, strings, booleans, null and integers is refused."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.kernel.errors import Malformed
from verify.kernel.reader import MAX_BYTES, MAX_DIGITS, read_json

REFUSED = [
    (b'{"a": 1, "a": 2}', "duplicate key 'a'"),
    (b'{"a": {"b": 1, "c": 2, "b": 1}}', "duplicate key 'b'"),
    (b'{"a": 1, "\\u0061": 2}', "duplicate key 'a'"),
    (b"NaN", "NaN is not an integer"),
    (b"[Infinity]", "Infinity is not an integer"),
    (b'{"x": -Infinity}', "-Infinity is not an integer"),
    (b"0.1", "0.1 is not an integer (exact numbers are strings)"),
    (b"1e3", "1e3 is not an integer"),
    (b"-0.0", "-0.0 is not an integer"),
    (b"1E400", "1E400 is not an integer"),
    (b"1" + b"0" * MAX_DIGITS, f"an integer of more than {MAX_DIGITS} digits"),
    (b"[" * 200_000, "nesting too deep"),
    (b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "nesting too deep"),
    (b"\xff\xfe", "not UTF-8"),
    (b'"\xc3\x28"', "not UTF-8"),
    (b"\xef\xbb\xbf{}", "not JSON"),
    (b"\x1f\x8b\x08\x00", "not UTF-8"),
    (b"", "not JSON"),
    (b"{", "not JSON"),
    (b"{}{}", "not JSON (Extra data"),
    (b"{'a': 1}", "not JSON"),
    (b'{"a": 1,}', "not JSON"),
    (b"[1 2]", "not JSON"),
    (b'"\n"', "not JSON (Invalid control character"),
    (b"01", "not JSON"),
    (b"0x10", "not JSON"),
    (b"// comment\n1", "not JSON"),
    (b" " * (MAX_BYTES + 1), "at most 8000000 are read"),
]


@pytest.mark.parametrize(("data", "fault"), REFUSED, ids=[fault[:30] + repr(data[:12]) for data, fault in REFUSED])
def test_refused(data: bytes, fault: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_json(data)
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_limit_is_the_callers() -> None:
    assert read_json(b"[1]", limit=3) == [1]
    with pytest.raises(Malformed, match="a file of 4 bytes"):
        read_json(b"[11]", limit=3)


def test_the_longest_integer() -> None:
    assert read_json(b"9" * MAX_DIGITS) == 10**MAX_DIGITS - 1
    assert read_json(b"-1") == -1


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_values_survive(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Malformed):
        read_json(data)
