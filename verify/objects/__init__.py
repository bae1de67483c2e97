"""Trusted: the language of statements about objects, and the arithmetic of statistics and data."""
