"""A JSON reader for hostile bytes.

Refused: more than ``MAX_BYTES``, nesting that exhausts the parser, duplicate keys, any number that is not an
integer of at most ``MAX_DIGITS`` digits, NaN and infinities, bytes that are not UTF-8.
"""

import json

from verify.kernel.errors import Malformed

MAX_BYTES = 8_000_000
MAX_DIGITS = 2_000


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        raise Malformed(f"duplicate key {next(k for k in keys if keys.count(k) > 1)!r}")
    return result


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise Malformed(f"an integer of more than {MAX_DIGITS} digits")
    return int(digits)


def _refuse(text: str) -> object:
    raise Malformed(f"{text[:40]} is not an integer (exact numbers are strings)")


def read_json(data: bytes, limit: int = MAX_BYTES) -> object:
    """Parse ``data``; raises Malformed with one clear line."""
    if len(data) > limit:
        raise Malformed(f"a file of {len(data)} bytes (at most {limit} are read)")
    try:
        return json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except UnicodeDecodeError:
        raise Malformed("bytes that are not UTF-8") from None
    except RecursionError:
        raise Malformed("nesting too deep") from None
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON ({error.msg}, line {error.lineno} column {error.colno})") from None
