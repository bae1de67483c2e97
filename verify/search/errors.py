"""What can go wrong with a campaign, each fault one line."""

from __future__ import annotations


class CampaignError(ValueError):
    """An experiment that nobody can run."""


class ExecutorError(RuntimeError):
    """An executor that cannot be had, or that is lost."""


class SearchError(RuntimeError):
    """A campaign that cannot be run to its end."""


class LogError(RuntimeError):
    """A log that cannot be used or written; names its file."""
