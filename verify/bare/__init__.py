"""Trusted: what the bare command runs on top of kernel and calculus: every kind of certificate, a library on disk."""
