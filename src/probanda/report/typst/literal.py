"""Text as a Typst string literal, so that nothing in it can be read as markup."""

from __future__ import annotations

__all__ = ["string"]

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": " "})


def string(words: str) -> str:
    r"""A Typst string literal.

    >>> string('say "a\\b"')
    '"say \\"a\\\\b\\""'
    """
    return f'"{words.translate(_ESCAPES)}"'
