"""Everything extracted from a document, computed once and only when a rule asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from probanda.audit.document import Document
from probanda.audit.lexicon import field

__all__ = ["Facts"]

T = TypeVar("T")

_CYRILLIC, _LETTER = re.compile(r"[а-яё]"), re.compile(r"[^\W\d_]")


def _guess(text: str) -> str:
    """The likeliest language of a few words."""
    head = text[:4000].lower()
    if len(_CYRILLIC.findall(head)) * 2 > len(_LETTER.findall(head)):
        return "ru"
    counts = {code: len(field("telling", code).findall(head)) for code in ("es", "fr", "en", "az")}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "en"


class Facts:
    """A document and what was extracted from it.

    An extractor is a function from `Facts` to a value; `of` runs it once and keeps the value:

    >>> facts = Facts(Document("Twelve persons."))
    >>> facts.of(lambda f: len(f.text))
    15
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.language = document.language if document.language != "und" else _guess(document.text)
        self._known: dict[Any, Any] = {}

    def of(self, extract: Callable[[Facts], T]) -> T:
        """What an extractor finds; computed on the first question."""
        if extract not in self._known:
            self._known[extract] = extract(self)
        value: T = self._known[extract]
        return value

    def quote(self, start: int, end: int) -> str:
        """The words of a range, line breaks as spaces."""
        return " ".join(self.text[start:end].split())
