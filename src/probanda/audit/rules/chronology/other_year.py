"""One day of the year with two years, in the same words: “the war, which began on 5 May 2020”, “… 5 May 2027”."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import act_of
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["other_year"]

_WORD = re.compile(r"[^\W\d_]+")
#: Words before a day among which its event is named, and those right before it that must be the same.
_REACH, _PHRASE = 18, 2
#: What happens to one thing once; people are sentenced, and buried, on a day of many years.
_ONCE = {"beginning", "ending", "signing", "adoption"}
#: Letters of a word that says something.
_LONG = 3
#: Days on which every year something ends, begins or is counted.
_EDGES = {(1, 1), (31, 12), (30, 6), (1, 7), (31, 3), (1, 4), (30, 9), (1, 10)}


def other_year(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """Each day that stands with another year behind the same words about the same thing; ``told`` are left out."""
    seen: dict[tuple[object, ...], list[tuple[DateMention, frozenset[str]]]] = defaultdict(list)
    for when in facts.of(dates):
        if not when.known or when.precision != "day" or when.first is None:
            continue
        if str(when.first.year) not in facts.text[when.start : when.end]:
            continue  # a year taken from elsewhere in the text
        day = (when.first.day, when.first.month)
        block = facts.document.block_of(when.start)
        if day in _EDGES or block is None or block.kind not in {"paragraph", "list-item"}:
            continue
        if in_speech(facts, when.start):
            continue
        start, _ = facts.document.sentence_of(when.start)
        words = [
            w.lower() for w in _WORD.findall(facts.text[max(start, when.start - 160) : when.start])
        ]
        phrase = tuple(words[-_PHRASE:])
        if len(phrase) < _PHRASE or not _ONCE & set(map(act_of, phrase)):
            continue
        language = language_tables(facts.language)
        named = frozenset(
            language.stem(w)
            for w in words[-_REACH:-_PHRASE]
            if len(w) >= _LONG and w not in language.closed
        )
        seen[day, phrase].append((when, named))
    for listed in seen.values():
        if (
            len({when.first for when, _ in listed}) != 2
        ):  # always the same, or a thing of every year
            continue
        first, about = listed[0]
        for when, named in listed[1:]:
            if when.first == first.first or when.start in told or not about & named:
                continue
            told.add(when.start)
            yield Hit(
                when.start,
                when.end,
                f"{facts.quote(when.start, when.end)} here, {facts.quote(first.start, first.end)} elsewhere, "
                "told in the same words.",
                "Use one date in all places.",
                ((first.start, first.end),),
                "warning",
            )
            break
