"""Periods that end before they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.dates import DateMention, dates, days_between
from probanda.audit.extract.time_words import time_words, word_pattern
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.clock import clock_ranges
from probanda.audit.rules.chronology.period_tables import tables_backwards
from probanda.audit.rules.registry import Hit, rule


@rule(
    "period-backwards",
    "A period ends before it begins",
    "error",
    "time",
    "The two ends of a period are compared, also when they stand apart in one sentence "
    "(“began on … and ended on …”).",
    bad=(
        "Research was done from May 2021 to March 2020.",
        "The trial began on 5 June 2021 and ended on 3 May 2021.",
    ),
    good=(
        "Research was done from December to February 2021.",
        "The trial began on 3 May 2021 and ended on 5 June 2021.",
    ),
)
def period_backwards(facts: Facts) -> Iterator[Hit]:
    """Compare the ends of every period."""
    yield from tables_backwards(facts)
    yield from clock_ranges(facts)
    for each in facts.of(dates):
        if each.backwards and not word_pattern("this_year", facts.language, r"\s+{}(?!\w)").match(
            facts.text, each.end
        ):
            yield Hit(
                each.start,
                each.end,
                f"The period “{facts.quote(each.start, each.end)}” ends before it begins.",
                "Check both dates.",
                severity="warning" if _end_without_year(facts, each) else None,
            )
        elif _turned(facts, each):
            yield Hit(
                each.start,
                each.end,
                f"The period “{facts.quote(each.start, each.end)}” ends before it begins, or lasts nearly a year.",
                "Check both dates, or write both years.",
                (),
                "warning",
            )
    for block in facts.document.prose():
        yield from _over_two_sentences(facts, block)
        for start, end in facts.document.sentences(block):
            pair = begin_and_end(facts, start, end)
            if pair and pair[1].last and pair[0].first and pair[1].last < pair[0].first:
                first, last = pair
                yield Hit(
                    last.start,
                    last.end,
                    f"It ends {facts.quote(last.start, last.end)}, before it begins "
                    f"{facts.quote(first.start, first.end)}.",
                    "Check both dates.",
                    ((first.start, first.end),),
                )


def _end_without_year(facts: Facts, period: DateMention) -> bool:
    """Whether a year is told of the beginning only: the end may be of the next."""
    found = list(_YEAR.finditer(facts.text, period.start, period.end))
    return len(found) == 1 and any(map(str.isalpha, facts.text[found[0].end() : period.end]))


_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
#: With one year written, a period over the turn of the year is seldom longer.
_WINTER = 240


def _turned(facts: Facts, each: DateMention) -> bool:
    """As in "from 8 August to 25 July 2003": one year written, two days, and nearly a year between them."""
    if each.precision != "interval" or not each.known or not (each.first and each.last):
        return False
    if each.first.year == each.last.year:
        return False  # the whole of a year, or most of it
    words = facts.text[each.start : each.end]
    days = re.findall(r"(?<!\d)\d{1,2}(?!\d)", words)
    return (
        len(_YEAR.findall(words)) == 1
        and len(days) == 2
        and (each.last - each.first).days > _WINTER
    )


def _it_ended(code: str) -> re.Pattern[str]:
    """The opening of a sentence that tells the end of what the one before tells the beginning of."""
    ends = time_words("ended", code)
    return word_pattern("it_ended", code, rf"\W*{{}}?\s*(?:\w+\s){{0,2}}?(?={ends}(?!\w))")


def _over_two_sentences(facts: Facts, block: Block) -> Iterator[Hit]:
    """As in "The trial began on D2 before a full court. It ended on D1"."""
    ranges = facts.document.sentences(block)
    for (start, end), (then, stop) in pairwise(ranges):
        begun = [d for d in days_between(facts, start, end) if d.known]
        ended = [d for d in days_between(facts, then, stop) if d.known]
        if len(begun) != 1 or len(ended) != 1 or ended[0].start - then > 60:
            continue
        first, last = begun[0], ended[0]
        if not (last.last and first.first) or last.last >= first.first:
            continue
        if word_pattern("began", facts.language).search(
            facts.text[max(start, first.start - 40) : first.start]
        ) and _it_ended(facts.language).match(facts.text, then, last.start):
            yield Hit(
                last.start,
                last.end,
                f"It ends {facts.quote(last.start, last.end)}, before it begins "
                f"{facts.quote(first.start, first.end)}.",
                "Check both dates.",
                ((first.start, first.end),),
                "warning",
            )


def begin_and_end(facts: Facts, start: int, end: int) -> tuple[DateMention, DateMention] | None:
    """Two dates of a sentence said to be the beginning and the end of one thing."""
    known = [d for d in days_between(facts, start, end) if d.known]
    if len(known) != 2 or any(d.precision == "interval" for d in known):
        return None
    a, b = known
    lead, link = facts.text[max(start, a.start - 40) : a.start], facts.text[a.end : b.start]
    if (
        word_pattern("began", facts.language).search(lead)
        and word_pattern("ended", facts.language).search(link)
        and len(link) < 90
    ):
        return a, b
    return None
