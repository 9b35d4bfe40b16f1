"""A PDF file as the makers open it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import pypdfium2

from probanda.problems import ProbandaError
from probanda.vault.recipes.making import unreadable

__all__ = ["PDF", "opened_pdf"]

PDF = "application/pdf"


@contextmanager
def opened_pdf(stream: BinaryIO) -> Iterator[Any]:
    """The file, closed again afterwards.

    Raises:
        ProbandaError: ``derive-unreadable`` when it is broken or needs a password.
    """
    stream.seek(0)
    try:
        file = pypdfium2.PdfDocument(stream.read())
    except pypdfium2.PdfiumError as error:
        raise ProbandaError(unreadable(PDF, error)) from error
    try:
        yield file
    finally:
        file.close()
