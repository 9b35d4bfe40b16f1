"""What every format ends with: the language and the date of the document."""

from __future__ import annotations

from dataclasses import replace

from probanda.audit.document import Document
from probanda.audit.reading.language import language_of

__all__ = ["finish"]


def finish(document: Document) -> Document:
    """The document with its language and its date."""
    return replace(document, language=language_of(document.text))
