"""The two ways in which the kernel says no, as data."""


class Malformed(Exception):
    """Text or JSON that is not of the stated form: what is wrong, in which text, at which character."""

    def __init__(self, what: str, text: str = "", position: int | None = None) -> None:
        self.what, self.text, self.position = what, text, position
        super().__init__(what, text, position)

    def __str__(self) -> str:
        place = "" if self.position is None else f" at character {self.position + 1}"
        return f"{self.what}{place} in {self.text[:120]!r}{'...' * (len(self.text) > 120)}" if self.text else self.what


class Rejected(Exception):
    """A certificate does not establish what it claims: the rule that refused, what it expected and found, where."""

    def __init__(self, rule: str, expected: str, found: str = "", where: str = "") -> None:
        self.rule, self.expected, self.found, self.where = rule, expected, found, where
        super().__init__(rule, expected, found, where)

    def __str__(self) -> str:
        found = f"; found {self.found}" if self.found else ""
        return f"{self.rule}: expected {self.expected}{found}" + (f" (at {self.where})" if self.where else "")
