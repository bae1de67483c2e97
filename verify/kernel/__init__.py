"""The trusted kernel: it re-establishes a verdict from bytes, without search.

Standard library only; exact integers and fractions; no floats.  Start reading at
``check.py`` (what a certificate must show), then ``state.py`` (what a goal is),
then ``rules/`` (one theorem a file).
"""
