"""The kernel's own parser: text to terms, relations, claim items and domains.

    item     := relation | relation ("and" relation)* "implies" relation | relation "iff" relation
    relation := sum ("<=" | "<" | ">=" | ">" | "==" | "!=") sum
    sum      := ["-"] product (("+" | "-") product)*
    product  := factor (("*" | "/") factor)*
    factor   := "-" factor | atom ["**" factor]
    atom     := number | name | name "(" sum ("," sum)* ")" | "(" sum ")"
    judgement := sum [operator sum]      (calls of any name; a call's argument may be a relation, as in P(X >= t))
    domain   := ["integer"] ("(" | "[") end "," end (")" | "]")

Numbers are exact ("0.1" is 1/10, "6e4" is 60000).  Length and nesting are capped, so the recursion is bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from verify.kernel.errors import Malformed
from verify.kernel.terms import CONSTANTS, FUNCTIONS, OPERATORS, Relation, Term, num

MAX_LENGTH = 200_000
MAX_NESTING = 60
MAX_DIGITS = 1_000
WORDS = ("and", "implies", "iff", "in", "integer", "oo", "of", "nan", "inf")

_TOKEN = re.compile(
    r"(?P<space>[ \t]+)|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?![A-Za-z0-9_.])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<op>\*\*|<=|>=|==|!=|[-+*/(),<>\[\]])"
)


@dataclass(frozen=True)
class Item:
    """One entry of a claim: ``antecedents connective consequent``; connective is "", "implies" or "iff"."""

    antecedents: tuple[Relation, ...]
    connective: str
    consequent: Relation

    def goals(self) -> list[tuple[tuple[Relation, ...], Relation]]:
        """The implications that together are this item (an iff is two)."""
        goals = [(self.antecedents, self.consequent)]
        if self.connective == "iff":
            goals.append(((self.consequent,), self.antecedents[0]))
        return goals


@dataclass(frozen=True)
class Domain:
    """An interval with rational or infinite (None) ends; for an integer variable finite ends are closed."""

    lo: Fraction | None
    lo_open: bool
    hi: Fraction | None
    hi_open: bool
    integer: bool = False


class Parser:
    """Recursive descent over the tokens of one line; ``free`` admits the calls of a judgement."""

    def __init__(self, text: str, free: bool = False) -> None:
        self.text, self.free = text, free
        self.tokens: list[tuple[str, str, int]] = []
        self.at = self.depth = 0
        if len(text) > MAX_LENGTH:
            raise Malformed(f"text longer than {MAX_LENGTH} characters", text)
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise Malformed(f"unexpected {text[position]!r}", text, position)
            if match.lastgroup != "space":
                self.tokens.append((str(match.lastgroup), match.group(), position))
            position = match.end()
        self.tokens.append(("end", "", len(text)))

    def error(self, what: str) -> Malformed:
        return Malformed(what, self.text, self.tokens[self.at][2])

    def peek(self) -> str:
        return self.tokens[self.at][1]

    def take(self, *wanted: str) -> str | None:
        """Consume the next token if it is one of ``wanted``."""
        kind, text, _ = self.tokens[self.at]
        if kind != "end" and text in wanted:
            self.at += 1
            return text
        return None

    def expect(self, wanted: str) -> bool:
        if self.take(wanted) is None:
            raise self.error(f"expected {wanted!r}, found {self.peek() or 'the end'!r}")
        return False

    def sum(self) -> Term:
        parts: list[Term] = []
        sign = self.take("-") or "+"
        while True:
            part = self.product()
            if sign == "-":
                parts.append(_negate(part))
            elif part[0] == "add":
                parts.extend(part[1])
            else:
                parts.append(part)
            found = self.take("+", "-")
            if found is None:
                return parts[0] if len(parts) == 1 else ("add", tuple(parts))
            sign = found

    def product(self) -> Term:
        factors: list[Term] = []
        operator: str | None = "*"
        while operator is not None:
            factor = self.factor()
            number = factor[0] == "num" and len(factors) == 1 and factors[0][0] == "num"
            if operator == "/" and number and factor[1] != 0:
                factors[0] = num(factors[0][1] / factor[1])
            elif operator == "/":
                factors.append(("inv", factor))
            elif factor[0] == "mul":
                factors.extend(factor[1])
            else:
                factors.append(factor)
            operator = self.take("*", "/")
        return factors[0] if len(factors) == 1 else ("mul", tuple(factors))

    def factor(self) -> Term:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.error(f"nesting deeper than {MAX_NESTING}")
        result: Term
        if self.take("-"):
            result = _negate(self.factor())
        else:
            result = self.atom()
            if self.take("**"):
                result = ("pow", result, self.factor())
        self.depth -= 1
        return result

    def atom(self) -> Term:
        kind, text, _ = self.tokens[self.at]
        if kind == "number":
            value = _number(text)
            if value is None:
                raise self.error(f"a number of more than {MAX_DIGITS} digits")
            self.at += 1
            return num(value)
        if kind == "name":
            return self.name(text)
        if self.take("("):
            inner = self.sum()
            self.expect(")")
            return inner
        raise self.error(f"expected a term, found {text or 'the end'!r}")

    def name(self, text: str) -> Term:
        if text in WORDS:
            raise self.error(f"{text!r} is not a term")
        called = self.tokens[self.at + 1][1] == "("
        if not called:
            if text in FUNCTIONS:
                raise self.error(f"the function {text!r} needs arguments")
            self.at += 1
            return ("const", text) if text in CONSTANTS else ("var", text)
        if text not in FUNCTIONS and not self.free:
            raise self.error(f"unknown function {text!r}")
        self.at += 2
        read = self.judgement if self.free and text not in FUNCTIONS else self.sum
        arguments = [read()]
        while self.take(","):
            arguments.append(read())
        self.expect(")")
        arity = FUNCTIONS.get(text, len(arguments))
        if len(arguments) != arity:
            raise self.error(f"{text} takes {arity} argument(s), found {len(arguments)}")
        return ("call", text, tuple(arguments))

    def relation(self) -> Relation:
        left = self.sum()
        operator = self.take(*OPERATORS)
        if operator is None:
            raise self.error(f"expected a relation ({' '.join(OPERATORS)})")
        return (operator, left, self.sum())

    def judgement(self) -> Term:
        left = self.sum()
        operator = self.take(*OPERATORS)
        return left if operator is None else ("relation", operator, left, self.sum())

    def item(self) -> Item:
        relations = [self.relation()]
        while self.take("and"):
            relations.append(self.relation())
        connective = self.take("implies", "iff") or ""
        if (connective != "implies" and len(relations) > 1) or (connective == "iff" and len(relations) != 1):
            raise self.error("'and' joins hypotheses of 'implies' only: write several claims as a list")
        if not connective:
            return Item((), "", relations[0])
        return Item(tuple(relations), connective, self.relation())

    def bound(self, infinity: str) -> Fraction | None:
        """An end of a domain; None for ``infinity``, the only infinite end that can stand here."""
        position = self.at
        if ("-" if self.take("-") else "") + ("oo" if self.take("oo") else "") == infinity:
            return None
        self.at = position
        value = self.sum()
        if value[0] != "num":
            raise self.error(f"an end of a domain is a rational number or {infinity}")
        return Fraction(value[1])

    def domain(self) -> Domain:
        integer = self.take("integer") is not None
        lo_open = self.take("(") is not None or self.expect("[")
        lo = self.bound("-oo")
        self.expect(",")
        hi = self.bound("oo")
        hi_open = self.take(")") is not None or self.expect("]")
        if (lo is None and not lo_open) or (hi is None and not hi_open):
            raise self.error("an infinite end is open")
        if integer and lo is not None:
            lo, lo_open = Fraction(floor(lo) + 1 if lo_open else ceil(lo)), False
        if integer and hi is not None:
            hi, hi_open = Fraction(ceil(hi) - 1 if hi_open else floor(hi)), False
        if lo is not None and hi is not None and (lo > hi or (lo == hi and (lo_open or hi_open))):
            raise Malformed("empty domain", self.text)
        return Domain(lo, lo_open, hi, hi_open, integer)


def _negate(term: Term) -> Term:
    return num(-term[1]) if term[0] == "num" else ("neg", term)


def _number(text: str) -> Fraction | None:
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MAX_DIGITS or len(exponent) > 5 or abs(int(exponent or "0")) > MAX_DIGITS:
        return None
    return Fraction(mantissa) * Fraction(10) ** int(exponent or "0")


def read(text: str, form: str, free: bool = False) -> Any:
    """Parse the whole text as a "sum", "relation", "item", "judgement" or "domain"; raises Malformed."""
    parser = Parser(text, free)
    result = getattr(parser, form)()
    if parser.tokens[parser.at][0] != "end":
        raise parser.error(f"unexpected {parser.peek()!r}")
    return result


def parse_term(text: str) -> Term:
    return read(text, "sum")  # type: ignore[no-any-return]


def parse_relation(text: str) -> Relation:
    return read(text, "relation")  # type: ignore[no-any-return]


def parse_domain(text: str) -> Domain:
    return read(text, "domain")  # type: ignore[no-any-return]
