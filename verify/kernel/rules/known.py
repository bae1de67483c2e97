"""Known relations of functions, added as facts.

    root s       s = u**(1/q):  s**q == u
    abs a        a = |u|:  a**2 == u**2, a >= u, a >= -u
    extreme m    m = max(a, b):  m >= a, m >= b, (m - a)(m - b) == 0   (min dually)
    circle u     sin(u)**2 + cos(u)**2 == 1
    log-product u [[v, k], ...]    log(u) == sum k log(v) where u == product of v**k, all > 0

Arguments: the name of the relation, then its terms as text.  Sequents: the goal with the new facts last, definedness.
"""

from verify.kernel.atoms import Atom, Quotient, atom_of, rational
from verify.kernel.errors import Rejected
from verify.kernel.parser import parse_term
from verify.kernel.polynomials import Poly
from verify.kernel.rules.arguments import entries, of_type
from verify.kernel.state import Reader, Sequent
from verify.kernel.terms import Term

New = list[tuple[Quotient, str]]


def apply(sequent: Sequent, arguments: list[object]) -> list[Sequent]:
    name, *rest = arguments or [None]
    reader = Reader(sequent.state)
    if name in ("root", "abs", "extreme"):
        facts = _of_atom(str(name), *_atom(reader, entries(rest, 1)[0]))
    elif name == "circle":
        (u,) = _terms(rest, 1)
        sine, cosine = (reader.term(("call", f, (u,))) for f in ("sin", "cos"))
        facts = [(sine * sine + cosine * cosine - rational(1), "==")]
    elif name == "log-product":
        facts = [(_log_product(reader, *entries(rest, 2)), "==")]
    else:
        raise Rejected("known", "the name of a known relation", repr(name)[:40])
    state = reader.state
    for value, relation in facts:
        state = state.assume(state.clear(value, relation), relation)
    return [state.goal(sequent.poly, sequent.relation), *reader.open]


def _terms(texts: list[object], count: int) -> list[Term]:
    return [parse_term(of_type(str, text)) for text in entries(texts, count)]


def _atom(reader: Reader, text: object) -> tuple[Quotient, Atom]:
    value = reader.term(parse_term(of_type(str, text)))
    names = value.numerator.generators()
    atom = atom_of(names[0]) if len(names) == 1 and value == Quotient(Poly.generator(names[0])) else None
    if atom is None:
        raise Rejected("known", "an atom", str(text)[:60])
    return value, atom


def _of_atom(name: str, value: Quotient, atom: Atom) -> New:
    u, v = (*atom.arguments, rational(0))[:2]
    if atom.function == name == "root":
        return [(value.power(atom.order) - u, "==")]
    if atom.function == name == "abs":
        return [(value * value - u * u, "=="), (value - u, ">="), (value + u, ">=")]
    if name != "extreme" or atom.function not in ("min", "max"):
        raise Rejected("known", f"an atom of the kind {name}", atom.function)
    sign = 1 if atom.function == "max" else -1
    return [((value - u).scale(sign), ">="), ((value - v).scale(sign), ">="), ((value - u) * (value - v), "==")]


def _log_product(reader: Reader, text: object, factors: object) -> Quotient:
    (whole,) = _terms([text], 1)
    difference, product = reader.term(("call", "log", (whole,))), rational(1)
    for factor in entries(factors):
        text, exponent = entries(factor, 2)
        (base,) = _terms([text], 1)
        difference = difference - reader.term(("call", "log", (base,))).scale(of_type(int, exponent))
        product = product * reader.term(base).power(exponent)
    if product != reader.term(whole):
        raise Rejected("known", "factors whose product is the argument of the logarithm", str(text)[:80])
    return difference
