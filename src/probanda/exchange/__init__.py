"""Readers and writers of other systems' formats."""
