"""Writing the notes of a document in reading order: first citation in full, then short, "Ibid." right after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from probanda.report.citations.forms import Forms
from probanda.report.citations.locator import Locator
from probanda.report.document import UsedSource
from probanda.report.redaction import Redactor
from probanda.report.tree import text_inlines
from probanda.report.values import Source

__all__ = ["Citation", "NoteWriter"]

Inlines = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Citation:
    """One source in one note, with the author's words before it. ``source`` is ``None`` for a bare symbol."""

    key: str
    source: Source | None
    locator: Locator
    prefix: str = ""
    words: str = ""  # what to print when there is no source


@dataclass(slots=True)
class NoteWriter:
    """Keeps count of the notes and of what was cited where."""

    redactor: Redactor
    count: int = 0
    _last: str = ""  # the only source of the note right before, or ""
    _cited: dict[str, tuple[list[int], list[str]]] = field(default_factory=dict)

    @property
    def forms(self) -> Forms:
        """The words of footnotes for this document."""
        return Forms(self.redactor)

    def own_note(self) -> int:
        """Count a footnote that the author wrote; what follows it cannot be "Ibid."."""
        self.count += 1
        self._last = ""
        return self.count

    def break_chain(self) -> None:
        """A caption or another place where a reader does not see the note right before."""
        self._last = ""

    def write(self, citations: Sequence[Citation], *, inside_note: bool = False) -> Inlines:
        """The text of one note. Inside an author's own footnote it counts as part of that footnote."""
        if not inside_note:
            self.count += 1
        pieces: list[Inlines] = []
        for citation in citations:
            pieces.append(self._piece(citation, alone=len(citations) == 1 and not inside_note))
        self._last = citations[0].key if len(citations) == 1 and not inside_note else ""
        joined: Inlines = []
        for piece in pieces:
            joined += [{"t": "Str", "c": ";"}, {"t": "Space"}] if joined else []
            joined += piece
        return joined if inside_note else _closed(_capital(joined))

    def used(self) -> tuple[UsedSource, ...]:
        """All sources in order of first citation."""
        return tuple(
            UsedSource(key, tuple(dict.fromkeys(notes)), tuple(dict.fromkeys(locators)))
            for key, (notes, locators) in self._cited.items()
        )

    def _piece(self, citation: Citation, *, alone: bool) -> Inlines:
        prefix = text_inlines(self.redactor.mask(citation.prefix))
        words = self._words(citation, alone=alone)
        if prefix and words and words[0].get("c", "").lower().startswith("ibid"):
            words = [{**words[0], "c": words[0]["c"].lower()}, *words[1:]]
        return [*prefix, {"t": "Space"}, *words] if prefix else words

    def _words(self, citation: Citation, *, alone: bool) -> Inlines:
        source, locator = citation.source, citation.locator
        if source is None:
            place = locator.in_words(self.redactor.language)
            return text_inlines(", ".join(filter(None, (citation.words, place, locator.rest))))
        again = citation.key in self._cited
        notes, locators = self._cited.setdefault(citation.key, ([], []))
        notes.append(self.count)
        if locator.value:
            locators.append(locator.in_words(self.redactor.language).replace("\u00a0", " "))
        if again and alone and self._last == citation.key:
            return self.forms.ibid(source, locator)
        return (self.forms.short if again else self.forms.full)(source, locator)


def _capital(inlines: Inlines) -> Inlines:
    if inlines and inlines[0]["t"] == "Str" and not inlines[0]["c"].startswith(("http", "@")):
        first = inlines[0]["c"]
        return [{"t": "Str", "c": first[:1].upper() + first[1:]}, *inlines[1:]]
    return inlines


def _closed(inlines: Inlines) -> Inlines:
    """A full stop at the end, unless one stands there already."""
    last = inlines[-1] if inlines else {"t": "Space"}
    if last["t"] == "Str" and last["c"].endswith((".", "…", "!", "?", ".”", "։")):
        return inlines
    return [*inlines, {"t": "Str", "c": "."}]
