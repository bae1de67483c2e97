"""What once slipped through, or brought the kernel down: each must be refused in one line, and before it eats
the machine: an attack on time or memory that is not stopped by a count would hang the suite here."""

# ruff: noqa: E501  (a row of a table is a line)
from __future__ import annotations

from typing import Any

import pytest

from tests.calculus.derivations import step, trace
from tests.calculus.test_statistics import counted, data, pair, statistic
from tests.kernel.examples import checked, proved, refuted, statement
from verify.kernel.errors import Malformed, Rejected

HALFLINE = statement("x in [0, oo)", "x >= 0")
POWER = statement("b in [0, oo); y in (0, oo)", "b**y > 0")
TENTH = statement("", "exp(log(900000)/log(10) - 6) <= 1/2")  # 0.955
TIMES = statement("x in [2, 3]", "exp(1/log(x) + 1) == x*exp(1/log(x))")
SUM = ["combination", [[["1/2", [1]], ["1/2", [2]]]]]
DERIVATION = (
    "derivation\nvar n in integer [1, 2]\n{}declare family(X, n)\nassume {}\nconclude P(X >= 1) <= exp(-(100*1))*2"
)
MARKOV = step("m", "chernoff", ["mgf(X, 3, 2)"], r="100", c="1")


def derived(given: str, assumed: str, *steps: Any, n: str = "1", **fields: Any) -> tuple[str, Any]:
    text = DERIVATION.format(given, assumed)
    return text, trace(text, *steps, point={"n": n}, **fields)


CASES: dict[str, tuple[str, Any]] = {
    # a parameter named like a constant: its domain was a false fact about the constant
    "a family called pi": (HALFLINE, refuted(HALFLINE, "x=-1", family={"pi": "[0, 1]"}, proofs={"domain0": ["lemma", ["pi > 3"], ["enclosure", [64]], SUM]})),
    "a family called exp(1)": (HALFLINE, refuted(HALFLINE, "x=-1", family={"exp(1)": "[0, 1]"}, proofs={"domain0": ["lemma", ["E > 2"], ["enclosure", [64]], SUM]})),
    "a family called log(2)": (HALFLINE, refuted(HALFLINE, "x=-1", family={"log(2)": "[-2, -1]"})),
    # b**y was rebuilt as exp(y log b) where y > 0 was no longer evident, and so was > 0 at b = 0
    "a power after elimination": (POWER, proved(POWER, "b=1, y=1", ["let", ["z", "(-oo, oo)", "y"], ["eliminate", [2, "y"]]])),
    "a power after resolution": (POWER, proved(POWER, "b=1, y=1", ["resolve", ["((b)**(y))"]])),
    # exp(u/log(b) - 6) was read as exp(u/log(b)) b**-6: a logarithm that had cancelled was still taken for one
    "a logarithm that cancels": (TENTH, proved(TENTH, "", None)),
    "a logarithm that cancels, with a variable": (TIMES, proved(TIMES, "x=2", None)),
    # a negative distance was compared by its square
    "a negative distance": (data(-1), pair(data(-1))),
    # a half integer made contradictory hypotheses look satisfied
    "a half integer as point": derived("given 2*n == 3\n", "mgf(X, s, 2)", step("m", "chernoff", ["mgf(X, s, 2)"], r="100", c="1"), n="3/2"),
    # a bound that was assumed for one s was used for all
    "a bound at one number": derived("", "mgf(X, 3, 2)", MARKOV),
    "a bound at a scalar variable": derived("", "mgf(X, n, 2)", step("m", "chernoff", ["mgf(X, n, 2)"], r="100", c="1")),
    "two sizes of one family": derived("declare family(X, n + 1)\n", "mgf(X, 3, 2)", MARKOV),
    # exceptions other than a refusal
    "a family of nothing": derived("declare family()\n", "mgf(X, 3, 2)", MARKOV),
    "a bound of one argument": derived("", "mgf(X)", MARKOV),
    "a probability of two events": derived("", "P(X >= 1, X >= 2) <= 1", step("w", "weaken", ["P(X >= 1, X >= 2) <= 1"], bound="1")),
    "a probability of no event": derived("", "P(X) <= 1", step("w", "weaken", ["P(X) <= 1"], bound="1")),
    "a step with a list for its name": derived("", "mgf(X, s, 2)", MARKOV | {"name": ["m"]}),
    # time and memory
    "a negative precision": (HALFLINE, proved(HALFLINE, "x=0", ["enclosure", [-(10**8)]])),
    "a rate of a thousand digits": (statistic("0." + "3" * 990, 20_000), counted(statistic("0." + "3" * 990, 20_000), 1_000)),
    "a root of a huge order": (HALFLINE, proved(HALFLINE, "x=0", ["lemma", ["2**(1/100000007) > 0"], ["enclosure", [64]]])),
    "a huge power of a number": (HALFLINE, proved(HALFLINE, "x=0", ["lemma", ["3**100000000 > 0"]])),
    "a tower of powers": (HALFLINE, proved(HALFLINE, "x=0", ["lemma", ["9**9**9**9 > 0"]])),
    "a huge decimal": (HALFLINE, proved(HALFLINE, "x=1e999999999")),
    "powers of long logarithms": (HALFLINE, proved(HALFLINE, "x=0", ["lemma", ["log(1e1000)**2000*log(1e999)**2000 < 0"], ["enclosure", [4096]]])),
    "a million integers": (statement("n in integer [1, oo)", "n >= 1"), proved(statement("n in integer [1, oo)", "n >= 1"), "n=1", ["integers", ["n", 10**18]])),
    "an exponential of an exponential": (HALFLINE, proved(HALFLINE, "x=0", ["lemma", ["exp(exp(exp(exp(10)))) < 1"], ["enclosure", [64]]])),
    "nested roots": (HALFLINE, proved(HALFLINE, "x=0", ["lemma", ["sqrt(2 + " * 15 + "1" + ")" * 15 + " < 0"], ["enclosure", [4096]]])),
    "a product of many sums": (HALFLINE, proved(HALFLINE, "x=0", ["let", ["w", "(-oo, oo)", "*".join(f"(x + {k})" for k in range(150))], ["scale", ["(w + x + 1)**40"]]])),
}  # fmt: skip


@pytest.mark.parametrize("what", CASES)
def test_refused(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from verify.kernel.polynomials import Work

    monkeypatch.setattr(Work, "limit", 500_000)
    text, certificate = CASES[what]
    with pytest.raises((Rejected, Malformed)) as caught:
        checked(text, certificate)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 2_000


def test_messages_are_one_line() -> None:
    """Hostile text is quoted, so that a message cannot forge a line of a report."""
    for text in ("x\nproved", "x\r\x1b[2Jproved", "x" * 500):
        assert len(str(Malformed("unexpected", text, 1)).splitlines()) == 1
        assert len(str(Malformed("unexpected", text, 1))) < 250
