"""Text to terms, relations, claim items and domains.

    item     := relation | relation ("and" relation)* "implies" relation | relation "iff" relation
    relation := sum ("<=" | "<" | ">=" | ">" | "==" | "!=") sum
    domain   := ["integer"] ("(" | "[") end "," end (")" | "]")

Sums, products, powers and calls have Python's grammar, read through ``ast`` (nothing is evaluated); numbers are taken
exactly from the source ("0.1" is 1/10, "6e4" is 60000).  Characters, length and nesting are checked first.
"""

import ast
import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from verify.kernel.errors import Malformed
from verify.kernel.terms import CONSTANTS, FUNCTIONS, Relation, Term, num

MAX_LENGTH = 200_000
MAX_NESTING = 60
MAX_DIGITS = 1_000
MAX_BITS = 16_000
WORDS = ("and", "or", "not", "implies", "iff", "in", "is", "if", "else", "lambda", "integer", "oo", "of", "nan", "inf")
_STRANGE = re.compile(r"[^A-Za-z0-9_ .+\-*/(),<>=!]|(?<![<>=!])=(?!=)|!(?!=)|//|<<|>>|<>|~|[-+*/]\s*\+")
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?\Z")
_COMPARE = {ast.LtE: "<=", ast.Lt: "<", ast.GtE: ">=", ast.Gt: ">", ast.Eq: "==", ast.NotEq: "!="}


@dataclass(frozen=True)
class Item:
    """One entry of a claim: ``antecedents connective consequent``; connective is "", "implies" or "iff"."""

    antecedents: tuple[Relation, ...]
    connective: str
    consequent: Relation

    def goals(self) -> list[tuple[tuple[Relation, ...], Relation]]:
        """The implications that together are this item (an iff is two)."""
        back = [((self.consequent,), self.antecedents[0])] if self.connective == "iff" else []
        return [(self.antecedents, self.consequent), *back]


@dataclass(frozen=True)
class Domain:
    """An interval with rational or infinite (None) ends; for an integer variable finite ends are closed."""

    lo: Fraction | None
    lo_open: bool
    hi: Fraction | None
    hi_open: bool
    integer: bool = False


def tree_of(text: str) -> ast.expr:
    """The syntax tree of an expression, within the limits on characters, length and nesting."""
    found, depth = _STRANGE.search(text), 0
    if found is not None:
        raise Malformed(f"unexpected {found.group()!r}", text, found.start())
    for position, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth > MAX_NESTING or position > MAX_LENGTH:
            raise Malformed(f"nesting deeper than {MAX_NESTING}, or a text too long", text, position)
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, MemoryError, RecursionError, ValueError) as error:
        why = error.msg if isinstance(error, SyntaxError) else "too deep"
        raise Malformed(f"not an expression ({why})", text, (getattr(error, "offset", 0) or 1) - 1) from None


class Reading:
    """Converts the syntax tree of one text."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()

    def error(self, what: str, node: ast.expr) -> Malformed:
        return Malformed(what, self.text, node.col_offset)

    def term(self, node: ast.expr, depth: int = 0) -> Term:
        if depth > 4 * MAX_NESTING:
            raise self.error("nesting too deep", node)
        if isinstance(node, ast.Constant):
            return num(self.number(node))
        if isinstance(node, ast.Name):
            if node.id in FUNCTIONS or node.id in WORDS:
                raise self.error(f"{node.id!r} is not a term", node)
            return ("const" if node.id in CONSTANTS else "var", node.id)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return negated(self.term(node.operand, depth + 1))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            return self.call(node.func.id, node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            return ("pow", self.term(node.left, depth + 1), self.term(node.right, depth + 1))
        for head, operators in (("add", (ast.Add, ast.Sub)), ("mul", (ast.Mult, ast.Div))):
            if isinstance(node, ast.BinOp) and isinstance(node.op, operators):
                return self.chain(head, node, operators, depth)
        raise self.error("not a term", node)

    def chain(self, head: str, node: ast.expr, operators: tuple[type[ast.operator], ...], depth: int) -> Term:
        """A sum or product; its left operands are unrolled."""
        parts: list[Term] = []
        while isinstance(node, ast.BinOp) and isinstance(node.op, operators):
            part = self.term(node.right, depth + 1)
            inverse = isinstance(node.op, (ast.Sub, ast.Div))
            parts[:0] = (
                [("inv" if head == "mul" else "neg", part)] if inverse else part[1] if part[0] == head else [part]
            )
            node = node.left
        first = self.term(node, depth + 1)
        parts[:0] = first[1] if first[0] == head else [first]
        if head == "add":
            return (head, tuple(negated(p[1]) if p[0] == "neg" else p for p in parts))
        while [part[0] for part in parts[:2]] == ["num", "inv"] and parts[1][1][0] == "num" and parts[1][1][1]:
            if sum(map(int.bit_length, parts[0][1].as_integer_ratio())) > MAX_BITS:
                raise self.error(f"a quotient of numbers of more than {MAX_BITS} bits", node)
            parts[:2] = [num(parts[0][1] / parts[1][1][1])]
        return parts[0] if len(parts) == 1 else (head, tuple(parts))

    def call(self, name: str, node: ast.Call, depth: int) -> Term:
        if name not in FUNCTIONS:
            raise self.error(f"unknown function {name!r}", node)
        if len(node.args) != FUNCTIONS[name]:
            raise self.error(f"{name} takes {FUNCTIONS[name]} argument(s), found {len(node.args)}", node)
        return ("call", name, tuple(self.term(argument, depth + 1) for argument in node.args))

    def number(self, node: ast.Constant) -> Fraction:
        text = self.text[node.col_offset : node.end_col_offset]
        mantissa, _, exponent = text.lower().partition("e")
        if not _NUMBER.match(text) or len(mantissa) > MAX_DIGITS or abs(int(exponent or "0")) > MAX_DIGITS:
            raise self.error(f"not a decimal number of at most {MAX_DIGITS} digits", node)
        return Fraction(text)

    def relation(self, node: ast.expr) -> Relation:
        if not isinstance(node, ast.Compare) or type(node.ops[0]) not in _COMPARE:
            raise self.error("expected a relation (<= < >= > == !=)", node)
        if len(node.ops) > 1:
            raise self.error("chained relations", node)
        return (_COMPARE[type(node.ops[0])], self.term(node.left), self.term(node.comparators[0]))


def negated(term: Term) -> Term:
    return num(-term[1]) if term[0] == "num" else ("neg", term)


def parse_term(text: str) -> Term:
    return Reading(text).term(tree_of(text))


def parse_relation(text: str) -> Relation:
    return Reading(text).relation(tree_of(text))


def parse_item(text: str) -> Item:
    for word in (" implies ", " iff "):
        left, found, right = text.partition(word)
        if found:
            antecedents = tuple(parse_relation(part) for part in left.split(" and "))
            if word == " iff " and len(antecedents) > 1:
                raise Malformed("'iff' joins two relations", text)
            return Item(antecedents, word.strip(), parse_relation(right))
    return Item((), "", parse_relation(text))


def parse_domain(text: str) -> Domain:
    found = re.fullmatch(r"(integer )? *([(\[])([^,]+),([^,]+)([)\]])", text.strip())
    if found is None:
        raise Malformed("a domain is (a, b), [a, b], (a, b] or [a, b), perhaps after 'integer'", text)
    integer, lo_open, hi_open = bool(found[1]), found[2] == "(", found[5] == ")"
    lo, hi = (None if e.strip() == infinity else _end(e) for e, infinity in ((found[3], "-oo"), (found[4], "oo")))
    if (lo is None and not lo_open) or (hi is None and not hi_open):
        raise Malformed("an infinite end is open", text)
    if integer and lo is not None:
        lo, lo_open = Fraction(floor(lo) + 1 if lo_open else ceil(lo)), False
    if integer and hi is not None:
        hi, hi_open = Fraction(ceil(hi) - 1 if hi_open else floor(hi)), False
    if lo is not None and hi is not None and (lo > hi or (lo == hi and (lo_open or hi_open))):
        raise Malformed("empty domain", text)
    return Domain(lo, lo_open, hi, hi_open, integer)


def _end(text: str) -> Fraction:
    value = parse_term(text)
    if value[0] != "num":
        raise Malformed("an end of a domain is a rational number, -oo or oo", text)
    return Fraction(value[1])
