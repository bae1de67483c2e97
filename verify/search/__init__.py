"""Campaigns: many random trials, each of which can be replayed alone, and what they say with which error.

A campaign is untrusted: what it finds is believed for the exact instance that it names, and what it counts for the
interval that the kernel recomputes.  docs/campaigns.md says how campaigns are run, logged and resumed.
"""
