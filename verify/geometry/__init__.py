"""Untrusted geometry: all pairs of given points, exactly; bump interpolants and the search for steep ones."""
