"""From files to documents: one small module per format, and what all formats share."""

from probanda.audit.reading.plain import read_text

__all__ = ["read_text"]
