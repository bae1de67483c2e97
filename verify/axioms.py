"""What a proof may instantiate: statements that are proved already, or cited."""

from __future__ import annotations

from collections.abc import Mapping

from verify.kernel.errors import Rejected


class Known:
    """Statements that a proof may instantiate, by hash: those proved already, and cited ones."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(texts)

    def statement_of(self, digest: str) -> str:
        if digest not in self.texts:
            raise Rejected("instance", "a statement that is proved or cited", digest[:80])
        return self.texts[digest]
