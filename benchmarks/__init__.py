"""Timed comparisons, which are not tests."""
