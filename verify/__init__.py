"""Decides the claims of a paper's quantitative argument: proved with a certificate, refuted by an exact point, or open.

    >>> import verify
    >>> log_bound = verify.claim("log(1 + x) <= x", vars={"x": "(-1, oo)"})
    >>> verdict = verify.decide(log_bound)
    >>> verdict.status
    'proved'
    >>> verify.check(log_bound, verdict.certificate).verdict
    'proved'

Importing this package loads nothing else of it; names are looked up when they are used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verify.kernel.check import Outcome
    from verify.kernel.errors import Rejected as CertificateRejected
    from verify.statement import Claim, ClaimError, Constant, claim
    from verify.verdict import Verdict

    __version__: str

__all__ = [
    "CertificateRejected", "Claim", "ClaimError", "Constant", "Verdict", "__version__", "check", "claim", "decide",
]  # fmt: skip

_HOMES = {
    "CertificateRejected": ("verify.kernel.errors", "Rejected"),
    "Claim": ("verify.statement", "Claim"),
    "ClaimError": ("verify.statement", "ClaimError"),
    "Constant": ("verify.constants", "Constant"),
    "Verdict": ("verify.verdict", "Verdict"),
    "claim": ("verify.statement", "claim"),
}


def decide(claim: Claim, budget: int | None = None, timeout: float | None = None, seed: int = 0) -> Verdict:
    """Decide one claim: falsify cheaply, prove, falsify at length.

    budget: work units (1 is about a node of the proof search), the usual number by default; the same units and the
    same seed give the same verdict.  timeout: a safety valve in seconds, for which the claim is decided in a process
    of its own; its outcome is ``undecided`` with the message "timeout: ...".  seed: of the falsifiers' random points.

    Returns a Verdict; no file is read or written, and no other claim is used.  A claim without a statement is
    ``undecided``.  Raises ValueError for a budget or a timeout that is not positive, RuntimeError if the process dies.
    """
    if budget is not None and budget < 1:
        raise ValueError(f"a budget of at least 1 work unit expected, not {budget}")
    if timeout is not None:
        if not timeout > 0:
            raise ValueError(f"a timeout of more than 0 seconds expected, not {timeout}")
        return _decide_apart(claim, budget, timeout, seed)
    from verify.decide import Budget, decide_claim

    return decide_claim(claim, budget=Budget() if budget is None else Budget(budget), seed=seed)


# What stands on the standard output of the child is the pickled verdict alone, whatever a solver prints.
_CHILD = """
import os, pickle, sys
answer = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
claim, budget, seed = pickle.load(sys.stdin.buffer)
from verify.workers import decide
pickle.dump(decide(claim, {}, budget, seed), answer)
answer.close()
"""


def _decide_apart(claim: Claim, budget: int | None, timeout: float, seed: int) -> Verdict:
    """Decide in a process of its own.

    A plain process, not one of ``multiprocessing``: that would run the caller's script again.
    """
    import os
    import pickle
    import subprocess
    from pathlib import Path

    from verify.findings import open_verdict
    from verify.workers import GRACE

    path = [str(Path(__file__).resolve().parent.parent), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))}
    try:
        process = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=pickle.dumps((claim, budget, seed)),
            stdout=subprocess.PIPE,
            env=environment,
            timeout=timeout + GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return open_verdict(claim, f"timeout: stopped after {timeout:g} seconds")
    if process.returncode != 0:
        raise RuntimeError(f"the process that decides claim {claim.id} ended with code {process.returncode}")
    verdict: Verdict = pickle.loads(process.stdout)
    return verdict


def check(claim: Claim, certificate: object) -> Outcome:
    """Have the kernel re-establish what a certificate says of a claim; nothing is searched.

    certificate: an object of JSON types (such as ``Verdict.certificate``), or the bytes of a JSON file; an object is
    written to bytes first, and read back by the kernel's own reader.

    Returns the kernel's Outcome: ``verdict`` ("proved", "refuted" or "vacuous"), the ``rules`` used, ``flags`` and
    ``rests_on``.  Raises CertificateRejected if the certificate does not show this of the claim's statement, or cannot
    be read; ClaimError for a claim without a statement.
    """
    from verify.kernel.check import check as check_scalar
    from verify.kernel.errors import Malformed, Rejected
    from verify.kernel.reader import read_json
    from verify.statement import ClaimError

    if claim.statement is None:
        raise ClaimError("a claim without a statement has no certificate", claim.id)
    try:
        found = read_json(certificate if isinstance(certificate, bytes) else _bytes(certificate))
        if claim.kind in ("scalar", "value"):
            return check_scalar(claim.statement, found)
        replay: Any = import_module("verify.bare.check")
        outcome: Outcome = replay.check(claim.statement, found, None)
        return outcome
    except Malformed as error:
        raise Rejected("certificate", "well-formed JSON and text", str(error)) from None


def _bytes(certificate: object) -> bytes:
    from verify.files import canonical
    from verify.kernel.errors import Malformed

    try:
        return canonical(certificate)
    except (TypeError, ValueError, RecursionError) as error:
        raise Malformed(f"not an object of JSON types ({error})") from None


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from verify.entry import version

        return version()
    if name not in _HOMES:
        raise AttributeError(f"module 'verify' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """The package: ``verify.decide`` stays the function when the module of that name is loaded."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "decide" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
