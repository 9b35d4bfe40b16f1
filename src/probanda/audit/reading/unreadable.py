"""A file that can't be read, and why."""

from __future__ import annotations

__all__ = ["Unreadable"]


class Unreadable(Exception):  # noqa: N818  (an answer more than an error)
    """Why a file was not read, in the user's words.

    Codes: ``encrypted``, ``needs-ocr``, ``needs-libreoffice``, ``package-broken``, ``package-too-large``,
    ``pdf-broken``, ``format-unknown``, ``too-long``, ``too-large``, ``reader-stopped``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
