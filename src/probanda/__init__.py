"""Probanda: from raw material to a submission in which every sentence can be traced to its bytes."""

__version__ = "0.1.0"
