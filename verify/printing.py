"""Canonical printing of terms, relations and statements: the inverse of the kernel's parser.

Not trusted: the kernel reads the text that is printed here, and believes nothing else.
"""

from __future__ import annotations

from verify.kernel.parser import Domain, Item
from verify.kernel.statement import Statement
from verify.kernel.terms import Relation, Term, num
from verify.objects.judgements import Judged

SUM, PRODUCT, FACTOR, OPERAND = range(4)


def show(term: Term, level: int = SUM) -> str:
    """The canonical text of a term; ``parse_term(show(t)) == t``.

    ``level`` says where the text stands: as a sum, the first factor of a product, a later factor, or an operand of
    a power; parentheses are added where the text would otherwise be read differently.
    """
    head = term[0]
    if head == "num":
        value = term[1]
        plain = value >= 0 and value.denominator == 1
        return _wrap(str(value), level > (OPERAND if plain else PRODUCT))
    if head in ("var", "const"):
        return str(term[1])
    if head == "call":
        return f"{term[1]}({', '.join(show(argument) for argument in term[2])})"
    if head == "relation":
        return f"{show(term[2])} {term[1]} {show(term[3])}"
    if head == "pow":
        return _wrap(f"{show(term[1], OPERAND)}**{show(term[2], OPERAND)}", level > FACTOR)
    if head == "mul":
        text = show(term[1][0], PRODUCT)
        for factor in term[1][1:]:
            text += f"/{show(factor[1], FACTOR)}" if factor[0] == "inv" else f"*{show(factor, FACTOR)}"
        return _wrap(text, level > PRODUCT)
    if head == "neg":
        return _wrap(f"-{show(term[1], FACTOR)}", level > PRODUCT)
    text = show(term[1][0])
    for part in term[1][1:]:
        if part[0] == "neg":
            text += f" - {show(part[1], PRODUCT)}"
        elif part[0] == "num" and part[1] < 0:
            text += f" - {show(num(-part[1]), PRODUCT)}"
        else:
            text += f" + {show(part, PRODUCT)}"
    return _wrap(text, level > SUM)


def _wrap(text: str, needed: bool) -> str:
    return f"({text})" if needed else text


def show_relation(relation: Relation) -> str:
    return f"{show(relation[1])} {relation[0]} {show(relation[2])}"


def show_item(item: Item) -> str:
    if not item.connective:
        return show_relation(item.consequent)
    left = " and ".join(show_relation(relation) for relation in item.antecedents)
    return f"{left} {item.connective} {show_relation(item.consequent)}"


def show_domain(domain: Domain) -> str:
    left = f"{'(' if domain.lo_open else '['}{'-oo' if domain.lo is None else domain.lo}"
    right = f"{'oo' if domain.hi is None else domain.hi}{')' if domain.hi_open else ']'}"
    return f"{'integer ' if domain.integer else ''}{left}, {right}"


def show_statement(statement: Statement) -> str:
    """The canonical text of a scalar or value statement: variables sorted, everything else in order."""
    rows = [statement.kind]
    rows += [f"var {name} in {show_domain(domain)}" for name, domain in sorted(statement.variables)]
    rows += [f"given {show_relation(relation)}" for relation in statement.given]
    for entry in sorted(statement.exists, key=lambda e: e.name):
        of = f" of {', '.join(sorted(entry.of))}" if entry.of else ""
        rows.append(f"exists {entry.name} in {show_domain(entry.domain)}{of}")
    if statement.kind == "value":
        (low, high) = (item.consequent for item in statement.items)
        rows += [f"term {show(low[1])}", f"in [{show(low[2])}, {show(high[2])}]"]
    else:
        rows += [f"claim {show_item(item)}" for item in statement.items]
    return "\n".join(rows)


def show_judged(statement: Judged) -> str:
    """The canonical text of a statement about objects."""
    rows = [statement.kind]
    rows += [f"var {name} in {show_domain(domain)}" for name, domain in sorted(statement.variables)]
    rows += [f"given {show_relation(relation)}" for relation in statement.given]
    rows += [f"file {statement.file}"] if statement.file else []
    rows += [f"cite {id}" for id in sorted(statement.cited)]
    return "\n".join(rows + [f"{key} {show(line)}" for key, lines in statement.lines.items() for line in lines])
