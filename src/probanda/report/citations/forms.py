"""The words of a footnote for each kind of source, after the habits of the United Nations Editorial Manual.

One small function per kind; each gives the parts that commas join. What a level may show of an interview, and
what a redactor masks, is asked of the redactor; nothing here decides about consent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from probanda.consent import Consent, Form
from probanda.law.symbols import parse_symbol
from probanda.report.citations.locator import Locator
from probanda.report.head import date_in_words
from probanda.report.languages import Language
from probanda.report.redaction import Redactor
from probanda.report.tree import text_inlines
from probanda.report.values import Source

__all__ = ["FORMS", "Forms", "Sources", "interview_number", "short_of"]

Inlines = list[dict[str, Any]]
_DIGEST_LETTERS = 12
_SHORT_TITLE_WORDS = 8
_SUBTITLE = re.compile(r"\s*(?::|\s[–—])\s+")
_OWN_NUMBER = re.compile(r"(?<!\d)\d{1,3}$")
_ENTRY = re.compile(r"[^\W_]*(?:[-/.][^\W_]+)*\d(?:[-/.]?[^\W_]+)*")
#: Quotation marks that a title may bring along, and those that stand inside others.
_MARKS = {"“": "”", "«": "»", "„": "“”", "”": "”", '"': '"'}
_INSIDE = {"“": ("‘", "’"), "«": ("“", "”"), "‘": ("“", "”")}


class Sources(Protocol):
    """What the number of an interview asks of a record."""

    def keys(self, kind: str) -> Iterable[str]:
        """Keys of a kind, here "source"."""
        ...

    def source(self, key: str) -> Source | None:
        """The source with this key."""
        ...


@dataclass(slots=True)
class Forms:
    """Words of footnotes in one language at one level."""

    redactor: Redactor

    def full(self, source: Source, locator: Locator) -> Inlines:
        """The first citation of a source: all that is needed to find it, and the archived copy's digest."""
        if source.consent is Consent.WITHDRAWN:
            return text_inlines(self._words.cite("withdrawn"))
        parts = [*self._parts(source), *self._locators(source, locator)]
        return [*_join(parts), *self._available(source), *self._copy(source)]

    def entire(self, source: Source) -> Inlines:
        """A source in a list of sources: begun with a capital, and without the shortened digest."""
        if source.consent is Consent.WITHDRAWN:
            return _begun(text_inlines(self._words.cite("withdrawn")))
        return [*_begun(_join(self._parts(source))), *self._available(source)]

    def short(self, source: Source, locator: Locator) -> Inlines:
        """A later citation: enough to recognise the source."""
        if source.consent is Consent.WITHDRAWN:
            return text_inlines(self._words.cite("withdrawn"))
        symbol = parse_symbol(source.symbol) if source.symbol else None
        if source.kind == "interview":
            parts = list(self._interview(source))
        elif symbol and not symbol.resolution:
            parts = [text_inlines(source.symbol)]
        elif symbol:
            parts = list(self._resolution(source))
        else:
            title = self._short_title(source)
            parts = [self._plain(source.author), title]
        return _join([p for p in [*parts, *self._locators(source, locator)] if p])

    def ibid(self, source: Source, locator: Locator) -> Inlines:
        """The same source as in the note right before."""
        parts = self._locators(source, locator)
        return _join([text_inlines(self._words.cite("ibid").rstrip(".") + "."), *parts])

    def author(self, source: Source) -> str:
        """The name for a citation in the running text."""
        if source.consent is Consent.WITHDRAWN:
            return self._words.cite("withdrawn")
        if source.kind == "interview":
            return "".join(x.get("c", " ") for x in next(iter(self._interview(source))))
        return self.redactor.mask(source.author or source.title)

    def _parts(self, source: Source) -> list[Inlines]:
        return [p for p in FORMS.get(source.kind, Forms._document)(self, source) if p]

    @property
    def _words(self) -> Language:
        return self.redactor.language

    def _plain(self, text: str) -> Inlines:
        return text_inlines(self.redactor.mask(text)) if text else []

    def _quoted(self, text: str) -> Inlines:
        opening, closing = self._words.quotes
        words = self.redactor.mask(_bare(text)) or self._words.cite("untitled")
        return text_inlines(f"{opening}{_quoted_inside(words, opening)}{closing}")

    def _italic(self, text: str) -> Inlines:
        return [{"t": "Emph", "c": self._plain(text)}] if text else []

    def _date(self, source: Source) -> Inlines:
        if not source.published:
            return []
        return text_inlines(date_in_words(source.published, self._words.code))

    def _locators(self, source: Source, locator: Locator) -> list[Inlines]:
        words = locator.in_words(self._words)
        if locator.kind in {"row", "no", "page"}:
            words = self._without_entries(source, words)
        parts = [text_inlines(words)] if words else []
        if locator.rest:
            parts.append(self._plain(self._without_entries(source, locator.rest)))
        return parts

    def _without_entries(self, source: Source, words: str) -> str:
        """A place in a list without the numbers of entries that name somebody whom the level withholds.

        Whoever holds the list finds the name by the number.
        """
        redactor = self.redactor

        def shown(number: re.Match[str]) -> str:
            for person in redactor.entry(number.group(), source.key):
                if redactor.form_of(person.consent) is not Form.FULL:
                    return self._words.mark("entry")
            return number.group()

        return _ENTRY.sub(shown, words)

    def _short_title(self, source: Source) -> Inlines:
        words = short_of(_bare(source.title)).split()
        short = " ".join(words[:_SHORT_TITLE_WORDS]) + (
            "…" if len(words) > _SHORT_TITLE_WORDS else ""
        )
        if source.kind in {"book", "court"}:
            return self._italic(short)
        return self._plain(short) if source.kind == "treaty" else self._quoted(short)

    def _available(self, source: Source) -> Inlines:
        """The address ("Available at …") as a sentence of its own."""
        inlines: Inlines = []
        named = source.kind == "interview" and self._interview_form(source) is not Form.FULL
        if source.url and not named:
            if self.redactor.finder.find(source.url):
                link: Inlines = text_inlines(self._words.mark("address"))
            else:
                link = [
                    {
                        "t": "Link",
                        "c": [["", [], []], [{"t": "Str", "c": source.url}], [source.url, ""]],
                    }
                ]
            before, after = self._words.table["citation"]["available"].split("{url}")
            inlines += [{"t": "Str", "c": "."}, {"t": "Space"}, *text_inlines(before), *link]
            inlines += text_inlines(after)
            if source.accessed:
                date = date_in_words(source.accessed, self._words.code)
                inlines += [{"t": "Space"}, *text_inlines(self._words.cite("accessed", date=date))]
        return inlines

    def _copy(self, source: Source) -> Inlines:
        """The archived copy's digest as a sentence of its own."""
        if not source.archived:
            return []
        digest = source.archived.sha256[:_DIGEST_LETTERS]
        words = text_inlines(self._words.cite("copy", digest=digest))
        return [{"t": "Str", "c": "."}, {"t": "Space"}, *words]

    # One function per kind of source: the parts of its note, in order.

    def _un_document(self, source: Source) -> Iterator[Inlines]:
        if not source.symbol:
            yield from self._document(source)
        elif source.title and source.title != source.symbol:
            yield [*self._plain(source.title), {"t": "Space"}, *text_inlines(f"({source.symbol})")]
        else:
            yield text_inlines(source.symbol)

    def _resolution(self, source: Source) -> Iterator[Inlines]:
        symbol = parse_symbol(source.symbol)
        if symbol and symbol.resolution:
            number = symbol.printed.replace(" ", "\u00a0")
            yield text_inlines(self._words.cite(symbol.resolution, no=number))
        else:
            yield from self._un_document(source)

    def _treaty(self, source: Source) -> Iterator[Inlines]:
        yield self._plain(source.title)
        before, series, after = source.container.partition("Treaty Series")
        if series:
            yield [*text_inlines(before), *self._italic(series), *text_inlines(after)]
        else:
            yield self._plain(source.container)
            yield self._date(source)

    def _book(self, source: Source) -> Iterator[Inlines]:
        yield self._plain(source.author)
        yield _with_imprint(self._italic(source.title), self._imprint(source))

    def _chapter(self, source: Source) -> Iterator[Inlines]:
        yield self._plain(source.author)
        yield self._quoted(source.title)
        title, comma, rest = source.container.partition(",")
        container = [*self._italic(title), *self._plain(comma + rest)]
        yield _with_imprint([*text_inlines("in "), *container], self._imprint(source))

    def _imprint(self, source: Source) -> Inlines:
        year = source.published[:4]
        words = [source.place_of_publication, source.publisher, year]
        return self._plain(", ".join(word for word in words if word))

    def _article(self, source: Source) -> Iterator[Inlines]:
        yield self._plain(source.author)
        yield self._quoted(source.title)
        title, comma, rest = source.container.partition(",")
        yield _with_imprint([*self._italic(title), *self._plain(comma + rest)], self._date(source))

    def _newspaper(self, source: Source) -> Iterator[Inlines]:
        yield self._plain(source.author)
        yield self._quoted(source.title)
        yield self._italic(source.container or source.publisher)
        yield self._date(source)

    def _web(self, source: Source) -> Iterator[Inlines]:
        yield self._plain(source.author)
        yield self._quoted(source.title)
        yield self._plain(source.container)
        yield self._date(source)

    def _document(self, source: Source) -> Iterator[Inlines]:
        yield self._plain(source.author)
        yield self._quoted(source.title)
        yield self._plain(source.container)
        yield self._plain(source.symbol)
        yield self._date(source)

    def _court(self, source: Source) -> Iterator[Inlines]:
        yield self._plain(source.author)
        yield self._italic(source.title)
        yield self._plain(source.container or source.symbol)
        yield self._date(source)

    def _interview_form(self, source: Source) -> Form:
        return self.redactor.form_of(source.consent)

    def _interview(self, source: Source) -> Iterator[Inlines]:
        form = self._interview_form(source)
        masked = source.author and self.redactor.finder.find(source.author)
        if form is Form.FULL and source.author and not masked:
            yield text_inlines(self._words.cite("interview", name=source.author))
            yield self._plain(source.place_of_publication)
            yield self._date(source)
        elif form is Form.INITIALS and source.author:
            initials = "\u00a0".join(f"{word[0]}." for word in source.author.split())
            yield text_inlines(self._words.cite("interview", name=initials))
        else:
            yield text_inlines(
                self._words.cite(
                    "interview-file", no=interview_number(source, self.redactor.record)
                )
            )


def short_of(title: str) -> str:
    """A title without what follows its colon or dash: what a later citation shows of it.

    >>> short_of("Exhumations at three sites: medical findings")
    'Exhumations at three sites'
    """
    return _SUBTITLE.split(title, maxsplit=1)[0]


def interview_number(source: Source, record: Sources) -> str:
    """The organisation's own number of an interview, else that in its key, else its rank in the record."""
    if source.symbol:
        return source.symbol
    if own := _OWN_NUMBER.search(source.key):
        return own.group()
    found = (record.source(key) for key in sorted(record.keys("source")))
    interviews = [s.key for s in found if s and s.kind == "interview"]
    return str(interviews.index(source.key) + 1 if source.key in interviews else 1)


#: The parts of a note by kind of source; anything else is cited as a document.
FORMS: dict[str, Callable[[Forms, Source], Iterator[Inlines]]] = {
    "un-document": Forms._un_document,
    "resolution": Forms._resolution,
    "treaty": Forms._treaty,
    "book": Forms._book,
    "chapter": Forms._chapter,
    "article": Forms._article,
    "newspaper": Forms._newspaper,
    "web": Forms._web,
    "post": Forms._web,
    "film": Forms._web,
    "interview": Forms._interview,
    "register": Forms._web,
    "court": Forms._court,
    "document": Forms._document,
}


def _bare(title: str) -> str:
    """A title without quotation marks around the whole of it; the note brings its own.

    >>> _bare("“Guests at the bridge”"), _bare("“Return” and “Home”")
    ('Guests at the bridge', '“Return” and “Home”')
    """
    title = title.strip()
    if len(title) > 2 and title[-1] in _MARKS.get(title[0], ""):
        inside = title[1:-1]
        if not set(inside) & {title[0], title[-1]}:
            return inside.strip()
    return title


def _quoted_inside(words: str, opening: str) -> str:
    """Words with their quotation marks changed to those that stand inside the note's own."""
    first, last = _INSIDE.get(opening.strip(), ("‘", "’"))
    if opening.strip() == "“":
        words = words.replace("“", first).replace("”", last)
    elif opening.strip() == "«":
        words = words.replace("«\u00a0", first).replace("\u00a0»", last)
        words = words.replace("«", first).replace("»", last)
    return re.sub(r'"([^"]*)"', rf"{first}\1{last}", words)


def _begun(inlines: Inlines) -> Inlines:
    """With a capital letter; what begins in italics is a title and has its own."""
    if inlines and inlines[0]["t"] == "Str":
        word = inlines[0]["c"]
        return [{"t": "Str", "c": word[:1].upper() + word[1:]}, *inlines[1:]]
    return inlines


def _join(parts: list[Inlines]) -> Inlines:
    joined: Inlines = []
    for part in parts:
        if joined:
            joined += [{"t": "Str", "c": ","}, {"t": "Space"}]
        joined += part
    return joined


def _with_imprint(words: Inlines, imprint: Inlines) -> Inlines:
    if not imprint:
        return words
    return [*words, {"t": "Space"}, {"t": "Str", "c": "("}, *imprint, {"t": "Str", "c": ")"}]
