"""Untrusted provers: they search for certificates, one idea a file; the kernel decides whether one is good.

``engine.py`` says in which order the ideas are tried.
"""
