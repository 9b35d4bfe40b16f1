"""What every format ends with: the language and the date of the document."""

from __future__ import annotations

from dataclasses import replace

from probanda.audit.document import Document
from probanda.audit.reading.dating import document_date
from probanda.audit.reading.language import language_of

__all__ = ["finish"]


def finish(document: Document, metadata_date: str = "") -> Document:
    """The document with its language and its date; ``metadata_date`` is what the file says of itself."""
    return replace(
        document,
        language=language_of(document.text),
        date=document_date(document, metadata_date),
    )
