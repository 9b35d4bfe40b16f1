"""From files to documents: one small module per format, and what all formats share."""

from probanda.audit.reading.plain import read_text
from probanda.audit.reading.sandbox import Limits, read_file
from probanda.audit.reading.unreadable import Unreadable

__all__ = ["Limits", "Unreadable", "read_file", "read_text"]
