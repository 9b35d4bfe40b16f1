"""Sources that a document names: notes, links, authorities that are said to state something, unnamed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from probanda.audit.any_case import any_case
from probanda.audit.document import Block
from probanda.audit.facts import Facts
from probanda.audit.lexicon import words
from probanda.audit.source_words import authority, unnamed, who
from probanda.audit.wordfields import Mark, marks

__all__ = ["Source", "entries", "in_list", "is_entry", "names_sources", "sources"]

SourceKind = Literal["note", "link", "authority", "unnamed"]


@dataclass(frozen=True, slots=True)
class Source:
    """A source where it stands.

    Attributes:
        start: first code point.
        end: one past the last.
        kind: ``note`` (the text of a footnote), ``link``, ``authority`` (somebody with a name or an office who is
            said to state something), ``unnamed`` ("alternative sources").
        label: of the note; "" otherwise.
        address: of the link, or the first in the note; "" otherwise.
        anchors: places that refer to the note.
    """

    start: int
    end: int
    kind: SourceKind
    label: str = ""
    address: str = ""
    anchors: tuple[int, ...] = ()

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON."""
        return {
            "text": facts.quote(self.start, self.end),
            "kind": self.kind,
            "label": self.label or None,
            "address": self.address or None,
            "referred_from": list(self.anchors),
        }


def sources(facts: Facts) -> tuple[Source, ...]:
    """Every source of the document, in order of the text."""
    return tuple(sorted(_all(facts), key=lambda each: (each.start, each.end)))


def names_sources(title: str) -> bool:
    """Whether a heading opens a list of what the text rests on."""
    return len(title) < 60 and bool(_list_heads().search(title))


@cache
def _list_heads() -> re.Pattern[str]:
    return any_case(words("part_sources"))


def entries(facts: Facts) -> tuple[Block, ...]:
    """Blocks that name a source each: notes, and paragraphs and items of a list of sources.

    A section is such a list by its heading, or where addresses stand in a third of its blocks and those are short.
    """
    document = facts.document
    inside: set[int] = set()
    for place, section in enumerate(document.sections):
        following = document.sections[place + 1].start if place + 1 < len(document.sections) else 0
        if names_sources(section.title):
            inside.update(block.index for block in _items(facts, section.start, section.end))
        elif following and section.end > following:
            inside.update(_dense(facts, section.start, following))
        else:
            inside.update(_dense(facts, section.start, section.end))
    return tuple(
        block for block in document.blocks if block.kind == "footnote" or block.index in inside
    )


def _items(facts: Facts, start: int, end: int) -> list[Block]:
    return [
        block
        for block in facts.document.blocks_within(start, end)
        if block.start > start and block.kind in {"paragraph", "list-item"}
    ]


def _dense(facts: Facts, start: int, end: int) -> list[int]:
    """The blocks of a section that reads as a list of addresses, by number; none where it is prose."""
    items = _items(facts, start, end)
    printed = [
        link
        for block in items
        for link in facts.document.links_within(block.start, block.end)[:1]
        if link.bare
    ]
    if len(printed) < 3 or 3 * len(printed) < len(items):
        return []
    lengths = sorted(block.end - block.start for block in items)
    return [block.index for block in items] if lengths[len(lengths) // 2] < 260 else []


def is_entry(facts: Facts, block: Block | None) -> bool:
    """Whether a block names a source, as a note or in a list of sources."""
    return block is not None and block.index in facts.of(_indexes)


def in_list(facts: Facts, position: int) -> bool:
    """Whether a place lies in a list of sources or a note with an address: its days are of publication."""
    block = facts.document.block_of(position)
    if block is None or not is_entry(facts, block):
        return False
    return block.kind != "footnote" or bool(facts.document.links_within(block.start, block.end))


def _indexes(facts: Facts) -> frozenset[int]:
    return frozenset(block.index for block in facts.of(entries))


def _all(facts: Facts) -> Iterator[Source]:
    document = facts.document
    for note in document.notes:
        inside = document.links_within(note.start, note.end)
        address = inside[0].address if inside else ""
        yield Source(note.start, note.end, "note", note.label, address, note.anchors)
    for link in document.links:
        if re.match(r"(?:https?|ftp|www)", link.address, re.IGNORECASE) or "." in link.address:
            yield Source(link.start, link.end, "link", "", link.address)
    for block in document.prose():
        for first, last in document.sentences(block):
            places = [who(f) for f in unnamed(facts.language).finditer(facts.text, first, last)]
            for place in _nameless(facts, first, last):
                if not any(a < place[1] and place[0] < b for a, b in places):
                    places.append(place)
            for place in places:
                yield Source(*place, kind="unnamed")
            for found in authority(facts.language).finditer(facts.text, first, last):
                yield Source(*who(found), kind="authority")


#: "of the regional mission", "from the Ministry": they have a name after all.
_BELONGS = re.compile(
    r"\s*,?\s*(?:of|from|at|in|within|for|из|от|при|del?|de la|de los|du|des|de l['’])\s*(?:the\s+|our\s+"
    r"|this\s+|its\s+)?(?:[^\W\d_]+\s+){0,2}?"
    r"(?:[A-ZА-ЯЁÁÉÍÓÚ][\w’'-]+|regional|national|commission|mission|ministry|court)",
)
#: Words that call somebody unnamed by themselves.
_SAYS_SO = any_case(r"insiders?|informants?|инсайдер\w*|осведомител\w*|conocedores|connaisseurs")
_MARKED = any_case(r"\s*[(\[]|\s*(?::|such as|including|namely|например|como|tels? que)\s")


def _nameless(facts: Facts, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A vague word at a word for who tells, and beside them a verb of telling or "according to"."""
    carriers = marks(facts, "carrier", start, end)
    if not carriers:
        return
    vague = marks(facts, "vagueness", start, end)
    tells = marks(facts, "tells", start, end)
    leads = marks(facts, "by_word", start, end)
    text = facts.text
    for carrier in carriers:
        close = [v for v in vague if _beside(text, v, carrier)]
        if not close and _SAYS_SO.match(text, carrier.start):
            close = [carrier]
        if not close or _BELONGS.match(text, carrier.end) or _MARKED.match(text, carrier.end):
            continue
        first = min(carrier.start, close[0].start)
        last = max(carrier.end, *(v.end for v in close))
        led = any(0 <= first - lead.end <= 12 for lead in leads)
        said = any(
            last < tell.start <= last + 30 and "," not in text[last : tell.start] for tell in tells
        )
        if led or said:
            yield first, last
            return


def _beside(text: str, one: Mark, other: Mark) -> bool:
    """Whether at most a word stands between two places."""
    if one.end <= other.start:
        between = text[one.end : other.start]
    elif other.end <= one.start:
        between = text[other.end : one.start]
    else:
        return one.start != other.start
    return len(between) < 18 and len(between.split()) <= 1 and not re.search(r"[.;:,]", between)
