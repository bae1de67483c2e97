"""A named constant as a parameter: the claim at its values, and the family of all of them.

A constant whose printed value is not a rational number ("eps/6", "sqrt(2)") is varied by a factor on that value.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from verify.constants import Constant
from verify.kernel.errors import Malformed
from verify.kernel.parser import Domain, parse_term
from verify.kernel.statement import Statement, parse
from verify.printing import show
from verify.sharpen.numbers import rational_value
from verify.statement import Claim, ClaimError, rewritten

if TYPE_CHECKING:
    from verify.sharpen.family import Family


@dataclass(frozen=True)
class Parameter:
    """A constant of a claim.

    factor_of: its printed value, if that is varied by a factor.  domain: the values that make sense, if not all do.
    """

    claim: Claim
    name: str
    start: Fraction
    factor_of: str | None = None
    sense: str | None = None
    domain: Domain | None = None

    def allows(self, value: Fraction) -> bool:
        from verify.numerics.problem import inside

        return self.domain is None or inside(self.domain, value)

    def text(self, value: Fraction | str) -> str:
        """The constant's value, as text, at a value of the parameter."""
        return str(value) if self.factor_of is None else f"({value})*({self.factor_of})"

    def at(self, value: Fraction | str) -> Claim:
        """The claim at a value of the parameter; raises ClaimError."""
        return self.claim.with_constants({self.name: self.text(value)})

    def template(self, free: str) -> Statement:
        """The statement with a real variable of that name, which may be the constant's, as the parameter.

        Raises ClaimError if the claim is not scalar.
        """
        written = self.claim.written
        if written is None or self.claim.kind not in ("scalar", "value"):
            raise ClaimError("only a scalar claim can have a variable in place of a constant", self.claim.id)
        rows = (written.rows[0], f"var {free} in (-oo, oo)", *written.rows[1:])
        constants = {name: constant for name, constant in written.constants.items() if name != free}
        constants |= {self.name: Constant(self.text(free))} if self.name != free else {}
        return parse(rewritten(self.claim, replace(written, rows=rows, constants=constants)).statement or "")

    def family(self) -> Family | None:
        """The claims at all values; None if the claim is not scalar, has ``exists`` or the constant in a domain."""
        from verify.sharpen.family import Family

        free = f"{self.name}_"
        while self.claim.written is not None and any(free in row for row in self.claim.written.rows):
            free += "_"
        try:
            statement = self.template(free)
        except (ClaimError, Malformed):
            return None
        return None if statement.exists or not self.start else Family(statement, free, self.start)


def parameter(claim: Claim, name: str) -> Parameter:
    """The parameter behind a constant of a claim; raises ClaimError if there is none of that name."""
    constants = claim.written.constants if claim.written is not None else {}
    if name not in constants:
        near = difflib.get_close_matches(name, constants, 1)
        known = f"did you mean {near[0]}?" if near else f"its constants: {', '.join(constants) or 'none'}"
        raise ClaimError(f"it has no constant {name[:40]!r}; {known}", claim.id)
    value = constants[name].value
    term = parse_term(value)
    start = rational_value(term)
    if start is None:
        return Parameter(claim, name, Fraction(1), show(term), constants[name].sense)
    return Parameter(claim, name, start, None, constants[name].sense)
