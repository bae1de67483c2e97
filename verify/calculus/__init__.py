"""Trusted rules beyond scalar inequalities: what a derivation, a statistic, a data claim must show.

Standard library only, replayed from bytes by ``python -S -m verify.kernel DIR``.  Start at ``check.py``.
"""
