"""Trusted rules for deterministic objects: vectors, matrices, points, maps.  Start at ``check.py``."""
