"""Untrusted falsifiers: they search for a point that violates a claim; the kernel decides whether it does."""
