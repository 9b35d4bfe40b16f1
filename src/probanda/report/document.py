"""The checked document: what crosses from the manuscript's side of a report to its rendering.

Everything before this value knows keys, consent and sources; everything after it knows paper. The
contract:

**The tree.** ``CheckedDocument.ast`` is a Pandoc JSON document (``pandoc-api-version`` of Pandoc 3.9, a
``meta`` that holds nothing, ``blocks``). In it every key is already resolved:

- Figures, persons, sites and places are plain inlines in the wording that the level allows. Where an
  author's words stay, they stay as written. Claim spans are replaced by their content and leave nothing
  behind.
- Citations are ``Note`` inlines that hold one ``Para`` in UN style; author-in-text citations are the
  author's name and a ``Note``. Footnotes of the author's own stay ``Note`` inlines. Notes are numbered
  in reading order by whoever renders them.
- ``::: {.table key=K}`` is ``Div`` with identifier ``K``, classes ``["probanda-table"]``, attributes
  ``[["key", K]]``; charts and maps alike (``probanda-chart``, ``probanda-map``) with a second attribute
  ``alt``, never empty unless the document is a draft. The content is the caption: no block at all, or
  one paragraph (``Plain`` or ``Para``). An attribute ``width`` follows when the author gave one. Whoever
  renders builds the table, draws the picture and numbers all.
- Plain Markdown tables and images stay ``Table`` and ``Figure`` with their identifier. An image's
  alternative text is the image's own inlines.
- ``[]{ref=K}`` is ``Span`` with classes ``["probanda-ref"]`` and attributes ``[["ref", K]]``. Its
  content is empty when the number belongs to rendering (table, chart, map, picture, section) and already
  there ("paragraph 12") when the reference goes to a numbered paragraph, whose ``Div`` then has the
  identifier ``K``. ``K`` exists, or the document has an error finding and is a draft.
- A numbered paragraph is ``Div`` with classes ``["probanda-para"]``, attributes ``[["n", "12"]]`` and
  one ``Para``. Numbers run through the document without gaps; summaries, unnumbered sections, lists,
  quotations, captions and tables have none.
- Headers keep level, identifier and the classes ``summary`` and ``unnumbered``; numbering I, A, 1
  belongs to rendering.
- Right-to-left runs are ``Span`` with both attributes ``lang`` and ``dir``; right-to-left divs alike.
- No other ``data-*`` attribute, key, claim address or comment is left anywhere in the tree.

**The head.** ``meta`` is typed; ``ast["meta"]`` is empty, so nothing of the head reaches a file by
accident.

**What may be printed.** ``Used`` and ``Withheld`` hold keys of the record: they are for annexes and
machine output. An annex never prints the key of a person or site in a document that leaves the
organisation; it asks ``redaction.Redactor(record, level, language)`` for the words (``person``,
``site``, ``place``, ``text``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from probanda.consent import Consent, Form, Level
from probanda.problems import Problem

__all__ = [
    "CheckedDocument",
    "Meta",
    "Organisation",
    "StateParty",
    "Used",
    "UsedFigure",
    "UsedSource",
    "Withheld",
    "WordCount",
    "WordLimit",
]

#: Version of the tree that Pandoc 3.9 reads and writes.
PANDOC_API_VERSION = (1, 23, 1, 1)


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation that submits, as the cover names it. ``logo`` is a path relative to the manuscript."""

    name: str
    address: str = ""
    email: str = ""
    url: str = ""
    logo: str = ""
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class StateParty:
    """The State under review: its name in the document's language, and its three-letter code."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class WordLimit:
    """How long the body may be, who says so, and when that was looked up (``as_of``, an ISO day)."""

    words: int
    source: str
    as_of: str = ""
    from_head: bool = False


@dataclass(frozen=True, slots=True)
class Meta:
    """The manuscript's head. ``public`` is ``None`` when the author has not chosen (an error finding)."""

    title: str
    subtitle: str = ""
    treaty_body: str = ""  # key of a body: "CAT"
    submitted_to: str = ""  # the body's name as the cover prints it
    state_party: StateParty | None = None
    reporting_cycle: str = ""
    article: str = ""
    session: str = ""
    organisations: tuple[Organisation, ...] = ()
    language: str = "en-GB"  # BCP 47, as the head says it
    date: str = ""  # EDTF, as the head says it
    date_words: str = ""  # in the document's language: "1 March 2026"
    public: bool | None = None
    word_limit: WordLimit | None = None
    figures: str = ""  # figures file, relative to the manuscript
    extra: Mapping[str, Any] = field(default_factory=dict)  # other keys of the head, plain values

    @property
    def base_language(self) -> str:
        """The language without its region.

        >>> Meta(title="x", language="en-GB").base_language
        'en'
        """
        return self.language.split("-")[0].lower()


@dataclass(frozen=True, slots=True)
class UsedFigure:
    """One use of a figure in the text: where, and the words that stand there."""

    key: str
    written: str
    line: int | None = None
    char: int | None = None


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A source in order of first citation: its notes (1-based, in reading order) and the locators cited."""

    key: str
    notes: tuple[int, ...]
    locators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Used:
    """The keys that a document leans on, each kind in order of first use."""

    figures: tuple[UsedFigure, ...] = ()
    sources: tuple[UsedSource, ...] = ()
    persons: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # the text's spelling of names it shows
    sites: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()

    @property
    def figure_keys(self) -> tuple[str, ...]:
        """Each figure's key once, in order of first use."""
        return tuple(dict.fromkeys(use.key for use in self.figures))


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that this level does not show in full, how it appears instead, why, and how often."""

    kind: Literal["person", "site", "place", "claim"]
    key: str
    form: Form
    shown: str
    consent: Consent
    times: int = 1


@dataclass(frozen=True, slots=True)
class WordCount:
    """Words of the body (headings included), of the notes, and of the annexes once they are rendered.

    ``body`` is what a limit is held against; ``total`` is how the United Nations counts its own
    documents (headings, notes and annexes included).
    """

    body: int
    notes: int
    annexes: int | None = None
    limit: WordLimit | None = None

    @property
    def with_notes(self) -> int:
        """Body and notes."""
        return self.body + self.notes

    @property
    def total(self) -> int:
        """Body, notes, and annexes as far as they are known."""
        return self.body + self.notes + (self.annexes or 0)

    @property
    def over(self) -> int:
        """By how many words the body is over its limit; 0 when it is not, or when no limit is known."""
        return max(0, self.body - self.limit.words) if self.limit else 0


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A manuscript with every key resolved for one level, and all that was found on the way."""

    meta: Meta
    ast: dict[str, Any]
    findings: tuple[Problem, ...]
    level: Level
    draft: bool
    used: Used
    withheld: tuple[Withheld, ...]
    words: WordCount

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The findings that stop a build which is not a draft."""
        return tuple(problem for problem in self.findings if problem.severity == "error")

    @property
    def may_be_built(self) -> bool:
        """Whether rendering may go ahead: no error, or a draft (which is watermarked)."""
        return self.draft or not self.errors
