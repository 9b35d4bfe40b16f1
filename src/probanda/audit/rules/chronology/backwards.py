"""Periods that end before they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.dates import DateMention, dates, days_between
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import act_of
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.clock import clock_ranges
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
        before: tuple[int, int] | None = None
        for start, end in facts.document.sentences(block):
            pair = _begin_and_end(facts, start, end)
            next_to = None if pair or before is None else _ended_next(facts, before, (start, end))
            pair, before = pair or next_to, (start, end)
            if pair and pair[1].last and pair[0].first and pair[1].last < pair[0].first:
                first, last = pair
                yield Hit(
                    last.start,
                    last.end,
                    f"It ends {facts.quote(last.start, last.end)}, before it begins "
                    f"{facts.quote(first.start, first.end)}.",
                    "Check both dates.",
                    ((first.start, first.end),),
                    "warning" if next_to else None,
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


def _begin_and_end(facts: Facts, start: int, end: int) -> tuple[DateMention, DateMention] | None:
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


def _ended_next(
    facts: Facts, one: tuple[int, int], two: tuple[int, int]
) -> tuple[DateMention, DateMention] | None:
    """The day on which something began, and the one on which the next sentence says that it ended."""
    text = facts.text
    first, last = (
        [d for d in days_between(facts, *each) if d.precision != "interval"] for each in (one, two)
    )
    if len(first) != 1 or len(last) != 1 or first[0].year_from or last[0].year_from:
        return None
    its = word_pattern("its", facts.language, r"\W*{}\s+").match(text, *two)
    verb = _VERB.match(text, its.end() if its else two[0], two[1])
    lead = text[max(one[0], first[0].start - 40) : first[0].start]
    begun = any(act_of(word.lower()) == "beginning" for word in lead.split())
    if not (begun and verb and act_of(verb[1].lower()) == "ending"):
        return None
    known = first[0].known and last[0].known and last[0].start - verb.end() < _BESIDE
    return (first[0], last[0]) if known else None


_VERB = re.compile(r"\W*([^\W\d_]+)")
#: Letters from a verb to its date.
_BESIDE = 20
