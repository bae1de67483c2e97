"""Scalar statements: the text that is hashed, and what it says.

    scalar                                value
    var n in integer [1, oo)              var x in (0, oo)
    given n >= 2                          given x >= 1
    exists C in (0, oo) of n              term x/(1 + x)
    claim C*n >= 1                        in [1/2, 1]
    claim n > 3 implies n**2 > 9

A statement is the universal closure over its variables, under the hypotheses in the order given; every claim
line is to hold.  ``exists`` variables are functions of the variables in ``of`` (constants without ``of``).
The kernel believes this text and no other rendering of it; the hash of the text names the statement.
"""

import hashlib
import re
from dataclasses import dataclass

from verify.kernel.errors import Malformed
from verify.kernel.parser import WORDS, Domain, Item, parse_domain, parse_item, parse_relation, parse_term
from verify.kernel.terms import CONSTANTS, FUNCTIONS, Relation, num, variables

MAX_LINES = 200
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_ORDER = {"scalar": ("var", "given", "exists", "claim"), "value": ("var", "given", "term", "in")}


@dataclass(frozen=True)
class Exists:
    name: str
    domain: Domain
    of: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    kind: str
    variables: tuple[tuple[str, Domain], ...]
    given: tuple[Relation, ...]
    exists: tuple[Exists, ...]
    items: tuple[Item, ...]


def digest(text: str) -> str:
    """The hash that names a statement: SHA-256 of its text."""
    return hashlib.sha256(text.encode()).hexdigest()


def variable_name(text: str) -> str:
    if not _NAME.match(text) or text in FUNCTIONS or text in CONSTANTS or text in WORDS:
        raise Malformed(f"{text[:40]!r} cannot name a variable")
    return text


def sections(text: str, order: tuple[str, ...]) -> dict[str, list[str]]:
    """The lines after the first, by keyword; keywords must come in ``order``."""
    rows = text.split("\n")[1:]
    found: dict[str, list[str]] = {keyword: [] for keyword in order}
    last = 0
    for row in rows:
        keyword, _, rest = row.partition(" ")
        if keyword not in order or order.index(keyword) < last or len(rows) > MAX_LINES:
            raise Malformed(f"lines {', '.join(order)} in this order, at most {MAX_LINES}", row)
        last = order.index(keyword)
        found[keyword].append(rest)
    return found


def declarations(rows: list[str]) -> tuple[tuple[str, Domain], ...]:
    """``name in domain``, each name once."""
    result: dict[str, Domain] = {}
    for row in rows:
        name, _, domain = row.partition(" in ")
        if name in result:
            raise Malformed(f"the variable {name!r} is declared twice")
        result[variable_name(name)] = parse_domain(domain)
    return tuple(result.items())


def parse(text: str) -> Statement:
    """Read a scalar or value statement; raises Malformed."""
    kind = text.partition("\n")[0]
    if kind not in _ORDER:
        raise Malformed(f"a scalar or value statement expected, not {kind[:40]!r}")
    rows = sections(text, _ORDER[kind])
    names = declarations(rows["var"])
    given = tuple(parse_relation(row) for row in rows["given"])
    exists = []
    for row in rows.get("exists", []):
        head, _, of = row.partition(" of ")
        ((name, domain),) = declarations([head])
        exists.append(Exists(name, domain, tuple(of.split(", ")) if of else ()))
    items = tuple(parse_item(row) for row in rows.get("claim", []))
    if kind == "value" and len(rows["term"]) == len(rows["in"]) == 1:
        term, enclosure = parse_term(rows["term"][0]), parse_domain(rows["in"][0])
        ends = ((">=", enclosure.lo, enclosure.lo_open), ("<=", enclosure.hi, enclosure.hi_open))
        items = tuple(Item((), "", (o, term, num(e))) for o, e, is_open in ends if e is not None and not is_open)
        items = items if len(items) == 2 and not enclosure.integer else ()
    statement = Statement(kind, names, given, tuple(exists), items)
    _scopes(statement)
    return statement


def _scopes(statement: Statement) -> None:
    """Every name is bound once, and used where it is bound; there is something to show."""
    names = [name for name, _ in statement.variables]
    bound = names + [entry.name for entry in statement.exists]
    claims = [r for item in statement.items for r in (*item.antecedents, item.consequent)]
    if len(set(bound)) != len(bound):
        raise Malformed("a variable that is declared twice")
    if not claims or any(operator == "!=" for operator, _, _ in claims):
        raise Malformed("at least one claim, '!=' in hypotheses only, and a closed enclosure for a value")
    uses = [(variables(left) | variables(right), names) for _, left, right in statement.given]
    uses += [(variables(left) | variables(right), bound) for _, left, right in claims]
    uses += [(frozenset(entry.of), names) for entry in statement.exists]
    for used, allowed in uses:
        for name in sorted(used - set(allowed)):
            raise Malformed(f"unbound variable {name!r}")
