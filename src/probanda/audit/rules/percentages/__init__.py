"""Percentages against the numbers they are of, and percentages of one list against a hundred."""
