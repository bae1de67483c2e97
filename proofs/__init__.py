"""What the paper says: Bubeck & Sellke, *A Universal Law of Robustness via Isoperimetry* (NeurIPS 2021).

One module per part of the argument, named like its group in lower case; each declares ``GROUP``,
``HEADING`` and ``CLAIMS``. Nothing here says whether a claim holds: that is decided from the statements
alone.
"""

# The groups in reading order, each with its heading in reports.
HEADINGS: dict[str, str] = {
    "LAW": "The trade-off curve (abstract, introduction)",
    "THM1": "The informal theorem (Theorem 1)",
    "DER": "The derivation behind Theorem 3 (finite class, net, union bound)",
    "SEP": "Random points are far apart (Remark 1.1)",
    "EXT": "Lipschitz extension (Remark 1.1)",
    "RBF": "The bump construction (Remark 1.1)",
    "PRJ": "The whole curve by projection (Remark 1.1)",
    "NUM": "The speculative numbers (Section 1.1)",
    "CEX": "The search for counterexamples to the stated bound",
    "ISO": "Isoperimetry examples (Section 1.3)",
    "NET": "Deep networks (Section 3)",
}

__all__ = ["HEADINGS"]
