"""Numerical evaluation: floats for searching, Arb for certified special values.  Nothing here is trusted by the kernel."""
