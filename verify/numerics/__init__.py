"""Numerical evaluation: floats for searching, Arb for special values.  The kernel trusts nothing here."""
