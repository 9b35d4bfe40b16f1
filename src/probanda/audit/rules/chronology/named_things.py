"""A thing of one name with two dates: "the truce on prisoners of 3 June" here, "of 13 June" there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import telling_words
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.aligned import slip_of, stem_of
from probanda.audit.rules.registry import Hit

__all__ = ["named_things"]

#: Things that bear a date and are made once, told as "the … of" it; papers of one kind are many.
_THING = {
    "en": re.compile(
        r"(?<!\w)(?:the|this|that)\s+(?P<thing>(?:[^\W\d][\w'’-]*\s+){1,5}?)(?:of|dated)\s+(?:the\s+)?\Z",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"(?P<thing>(?:[^\W\d][\w-]*\s+){2,5})от\s+\Z", re.IGNORECASE),
    "es": re.compile(
        r"(?<!\w)(?:el|la|los|las|del|al)\s+(?P<thing>(?:[^\W\d][\w-]*,?\s+){1,5}?)(?:de|del|fechad[oa] el)\s+\Z",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<!\w)(?:le|la|les|du|au|l['’])\s*(?P<thing>(?:[^\W\d][\w'’-]*\s+){1,5}?)(?:du|daté\w* du)\s+\Z",
        re.IGNORECASE,
    ),
}


def named_things(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """As in "the agreement on exchange of 3 June 2015" here and "of 13 June 2015" there."""
    pattern = _THING.get(facts.language)
    if pattern is None:
        return
    language = language_tables(facts.language)
    papers = re.compile(
        rf"(?:{telling_words('papers', facts.language) or '(?!)'})\Z", re.IGNORECASE
    )
    known: dict[frozenset[str], list[DateMention]] = defaultdict(list)
    for when in facts.of(dates):
        block = facts.document.block_of(when.start)
        if (
            block is None
            or not when.known
            or when.precision != "day"
            or in_speech(facts, when.start)
        ):
            continue
        found = pattern.search(facts.text[max(block.start, when.start - 90) : when.start])
        words = re.findall(r"[^\W\d_]{3,}", found["thing"].lower()) if found else []
        words = [w for w in words if w not in language.closed]
        if len(words) < 2 or any(papers.match(w) for w in words):
            continue
        key = frozenset(stem_of(w, language) for w in words[-3:])
        known[key].append(when)
    for listed in known.values():
        first = listed[0]
        for other in listed[1:]:
            if other.start in told or first.edtf == other.edtf or not slip_of(first, other):
                continue
            if facts.document.sentence_of(first.start) == facts.document.sentence_of(other.start):
                continue
            told.update((first.start, other.start))
            yield Hit(
                other.start,
                other.end,
                f"{facts.quote(other.start, other.end)} here, {facts.quote(first.start, first.end)} "
                f"elsewhere, of a "
                "thing of one name.",
                "Use one date in all places, or say that there were two.",
                ((first.start, first.end),),
                "warning",
            )
