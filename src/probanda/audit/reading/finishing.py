"""What every format ends with: notes that are only listed, the language and the date of the document."""

from __future__ import annotations

from dataclasses import replace

from probanda.audit.document import Document
from probanda.audit.reading.dating import document_date
from probanda.audit.reading.language import language_of
from probanda.audit.reading.listed_notes import with_listed_notes

__all__ = ["finish"]


def finish(document: Document, metadata_date: str = "") -> Document:
    """The document with its listed notes, language and date; ``metadata_date`` is what the file says of itself."""
    document = with_listed_notes(document)
    return replace(
        document,
        language=language_of(document.text),
        date=document_date(document, metadata_date),
    )
