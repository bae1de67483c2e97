"""Trusted: finite probability spaces, which refute a derivation or show that its assumptions can hold together."""
