"""Systematic perturbations of a library's claims, and what becomes of them."""
