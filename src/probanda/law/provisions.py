"""What a treaty says, as values: instruments, their provisions, and the elements that have to be shown.

Every sentence here is in our own words. An element carries the questions that test it and the traits of an
act, or of what a State did, that speak for it or against it. Nothing here judges a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

__all__ = [
    "Conflict",
    "Element",
    "InForce",
    "Instrument",
    "Kind",
    "Known",
    "Origin",
    "Pointer",
    "Provision",
    "Trait",
    "code_parts",
]


class Known(StrEnum):
    """How we know what we state: from a text that was opened, from memory, or not at all."""

    READ = "read"
    MEMORY = "memory"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a provision does."""

    PROHIBITION = "prohibition"
    OBLIGATION = "obligation"
    DEFINITION = "definition"
    MODE = "mode"
    PROCEDURE = "procedure"
    CHECKLIST = "checklist"


class Conflict(StrEnum):
    """The situation in which a provision applies. ``ANY`` is in war and out of it."""

    ANY = "any"
    ARMED = "armed"
    INTERNATIONAL = "international"
    NON_INTERNATIONAL = "non-international"

    def covers(self, situation: Conflict) -> bool:
        """Whether a provision for this situation applies in the one that is claimed.

        >>> Conflict.ARMED.covers(Conflict.INTERNATIONAL), Conflict.INTERNATIONAL.covers(Conflict.ARMED)
        (True, False)
        """
        if self is Conflict.ANY or self is situation:
            return True
        return self is Conflict.ARMED and situation is not Conflict.ANY


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement of ours comes from: the address of the copy that was read, and its digest."""

    known: Known
    address: str = ""
    sha256: str = ""
    read_on: date | None = None
    note: str = ""

    def as_dict(self) -> dict[str, object]:
        """What is set, for JSON."""
        values = {
            "known": str(self.known),
            "address": self.address,
            "sha256": self.sha256,
            "read_on": self.read_on.isoformat() if self.read_on else "",
            "note": self.note,
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Trait:
    """One property of an act, of whoever did it, or of a State's answer, that claims can carry.

    Attributes:
        name: stable, such as ``harm.severe`` or ``response.investigated``.
        text: what it says, in words.
        of: ``act``, ``victim``, ``actor``, ``context`` or ``state``.
        opposite: the trait that contradicts it, or "".
    """

    name: str
    text: str
    of: str
    opposite: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that has to be shown before a provision fits.

    Attributes:
        id: unique in its provision, kebab-case.
        text: the element, in our words.
        tests: questions whose answers decide it; never empty.
        supported_by: names of traits any of which speaks for it.
        contradicted_by: names of traits any of which speaks against it.
        group: elements of one group are alternatives, of which one is enough; "" when it must be met itself.
        exclusion: true when the provision does *not* fit if this is met (a lawful sanction).
    """

    id: str
    text: str
    tests: tuple[str, ...]
    supported_by: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    group: str = ""
    exclusion: bool = False

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "id": self.id,
            "text": self.text,
            "tests": list(self.tests),
            "supported_by": list(self.supported_by),
            "contradicted_by": list(self.contradicted_by),
            "group": self.group,
            "exclusion": self.exclusion,
        }


@dataclass(frozen=True, slots=True)
class Pointer:
    """A document that explains a provision: a general comment, the Elements of Crimes. Not its text."""

    symbol: str
    title: str
    paragraphs: str = ""
    known: Known = Known.MEMORY
    address: str = ""

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "symbol": self.symbol,
            "title": self.title,
            "paragraphs": self.paragraphs,
            "known": str(self.known),
            "address": self.address,
        }


def code_parts(code: str) -> tuple[str, ...]:
    """A code taken apart; letters in lower case below the instrument.

    >>> code_parts("rome/8/2/B/xxi")
    ('ROME', '8', '2', 'b', 'xxi')
    """
    first, *rest = code.strip().split("/")
    return (first.strip().upper(), *(part.strip().lower() for part in rest))


@dataclass(frozen=True, slots=True)
class Provision:
    """One paragraph (or article, or subparagraph) of an instrument.

    Attributes:
        code: ``CAT/2/2``: instrument, article, paragraph, subparagraphs.
        path: the parts of the code after the instrument: ``("2", "2")``.
        title: in our words, a few of them.
        summary: what it says, in our words.
        kinds: what it does.
        applies: the situation in which it applies.
        numbered: false when the instrument does not print a number for the paragraph and we count it.
        elements: what has to be shown; empty for a provision that nothing could violate.
        pointers: documents that explain it.
        see: codes of provisions that belong to it (a definition, a mode, an exception).
        also: other codes of the same text (common article 3 stands in four conventions).
        origin: how we know its numbers and content.

    """

    code: str
    path: tuple[str, ...]
    title: str
    summary: str
    kinds: frozenset[Kind]
    applies: Conflict
    origin: Origin
    numbered: bool = True
    elements: tuple[Element, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    see: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def instrument(self) -> str:
        """Short name of its instrument."""
        return self.code.split("/", 1)[0]

    @property
    def article(self) -> str:
        """Number of its article."""
        return self.path[0]

    @property
    def paragraph(self) -> str:
        """Number of its paragraph, or ""."""
        return self.path[1] if len(self.path) > 1 else ""

    def element(self, id_: str) -> Element | None:
        """The element of that name, or ``None``."""
        return next((each for each in self.elements if each.id == id_), None)

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "code": self.code,
            "instrument": self.instrument,
            "article": self.article,
            "paragraph": self.paragraph,
            "path": list(self.path),
            "title": self.title,
            "summary": self.summary,
            "kinds": sorted(str(kind) for kind in self.kinds),
            "applies": str(self.applies),
            "numbered": self.numbered,
            "elements": [each.as_dict() for each in self.elements],
            "pointers": [each.as_dict() for each in self.pointers],
            "see": list(self.see),
            "also": list(self.also),
            "origin": self.origin.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class InForce:
    """When an instrument begins to bind a State that joins: our reading of its final clauses.

    Attributes:
        article: the article that says so.
        days, months: counted from the deposit.
        first_of_month: from there on to the first day of the next month (Rome Statute 126).
    """

    article: str
    days: int = 0
    months: int = 0
    first_of_month: bool = False
    known: Known = Known.MEMORY


@dataclass(frozen=True)
class Instrument:
    """A treaty, or a protocol used as a checklist.

    Attributes:
        short: short name used in codes, such as ``CAT``.
        name: its English name.
        names: names and usual short forms by language code, for finding it in a text.
        adopted, in_force: dates, ``None`` when they do not apply.
        articles: number of its last article, 0 when it has none.
        inserted: articles put in later between others, such as 8bis.
        depositary: who keeps the instruments of ratification.
        mtdsg: its number with the depositary (``IV-9``), or "".
        treaty_series: volume and number for a footnote, or "".
        body: key of the treaty body in ``bodies.yaml``, or "".
        binding: false for a manual that no State ratifies.
        joins: when it begins to bind a State that joins.
        origin: how its content is known.
        provisions: in the order of the text.
        pointers: general comments and the like on the whole.
    """

    short: str
    name: str
    names: Mapping[str, tuple[str, ...]]
    adopted: date | None
    in_force: date | None
    articles: int
    depositary: str
    mtdsg: str
    treaty_series: str
    body: str
    binding: bool
    joins: InForce | None
    origin: Origin
    provisions: tuple[Provision, ...]
    pointers: tuple[Pointer, ...] = ()
    note: str = ""
    inserted: tuple[str, ...] = ()

    def has_article(self, article: str) -> bool:
        """Whether it has an article of that number, held here or not."""
        if article in self.inserted or any(each.article == article for each in self.provisions):
            return True
        return article.isdigit() and 1 <= int(article) <= self.articles

    @cached_property
    def by_code(self) -> Mapping[str, Provision]:
        """Provisions by their code, and by the other codes of the same text."""
        found = {each.code: each for each in self.provisions}
        for each in self.provisions:
            for other in each.also:
                found.setdefault(other, each)
        return found

    def __iter__(self) -> Iterator[Provision]:
        return iter(self.provisions)

    def as_dict(self) -> dict[str, object]:
        """The instrument without its provisions, for JSON."""
        return {
            "short": self.short,
            "name": self.name,
            "adopted": self.adopted.isoformat() if self.adopted else None,
            "in_force": self.in_force.isoformat() if self.in_force else None,
            "articles": self.articles,
            "depositary": self.depositary,
            "mtdsg": self.mtdsg,
            "treaty_series": self.treaty_series,
            "body": self.body,
            "binding": self.binding,
            "origin": self.origin.as_dict(),
            "pointers": [each.as_dict() for each in self.pointers],
            "provisions": [each.code for each in self.provisions],
        }
