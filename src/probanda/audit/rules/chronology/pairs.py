"""Dates as the two ends of a span of time: how far apart they are, and whether a span told in words fits them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from probanda.audit.extract.dates import NO_YEAR, DateMention, days_between
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.chronology.spans import MONTH, YEAR, Span

__all__ = [
    "LONG",
    "MOST",
    "Pair",
    "Place",
    "ends_of",
    "fits",
    "gap_of",
    "how_far",
    "in_order",
    "points_of",
    "right_way",
    "sentence_before",
    "told_above",
    "usable",
    "with_years",
]


@dataclass(frozen=True, slots=True)
class Pair:
    """From when to when; a period is a pair with itself. ``sure``: no other pair can be meant."""

    first: DateMention
    last: DateMention
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence and the dates in it, and told around it.

    Attributes:
        start: first code point of the sentence.
        end: one past it.
        top: first code point of the paragraph.
        bottom: one past it.
        here: its dates.
        before: the dates of the paragraph before it.
        behind: the dates of the paragraph behind it.
    """

    start: int
    end: int
    top: int
    bottom: int
    here: tuple[DateMention, ...]
    before: tuple[DateMention, ...]
    behind: tuple[DateMention, ...]


LONG = frozenset({"length", "apart", "term"})


#: Dates of a paragraph or section that are tried.
MOST = 24


def _within_a_year(a: date, b: date) -> tuple[int, int] | None:
    """Days between two days of which one has no year: the nearest that keeps their order."""
    try:
        days = (b.replace(year=2001) - a.replace(year=2001)).days % 365
    except ValueError:
        return None
    return days - 1, days + 1


_SIZES = {"day": 1.0, "month": 30.0, "year": 180.0}


def how_far(pair: Pair, span: Span) -> tuple[int, int] | None:
    """The fewest and most days from one date to another; None where their years can't be compared."""
    a, b = pair.first, pair.last
    if not (a.first and a.last and b.first and b.last):
        return None
    if a is b:
        days = (a.last - a.first).days
        return days - _whole(a, span), days
    if (a.first.year == NO_YEAR) != (b.first.year == NO_YEAR):
        return _within_a_year(a.first, b.first) if span.days < 300 else None
    if a.precision == b.precision and _SIZES.get(a.precision, 1) <= span.unit:
        days = (b.first - a.first).days
        return days, days
    return (b.first - a.last).days, (b.last - a.first).days


def _whole(d: DateMention, span: Span) -> int:
    """Days of a period of whole years or months that may be counted or not: one unit, or a part of both ends."""
    if d.operator != "whole" or d.first is None or d.last is None:
        return 0
    unit = 365 if (d.first.month, d.last.month) == (1, 12) else 31
    return unit if span.unit >= 0.9 * unit or d.last.year - d.first.year > 30 else 2 * unit - 1


def fits(span: Span, pair: Pair) -> bool:
    """Whether a pair is as far apart as a span says, its last day counted or not."""
    apart = how_far(pair, span)
    if apart is None:
        return False
    low, high = apart
    both = 0.0
    if span.way in LONG:
        coarse = {pair.first.precision, pair.last.precision} - {"day", "interval"}
        both = YEAR if "year" in coarse else MONTH if coarse else 1.0
        if pair.first is not pair.last and both > 1 and pair.first.precision != pair.last.precision:
            both = 1.0
    return span.low <= high + both and low <= span.high


def in_order(a: DateMention, b: DateMention) -> tuple[DateMention, DateMention]:
    """Two dates, the earlier first."""
    return (b, a) if a.first and b.first and a.first > b.first else (a, b)


def usable(facts: Facts, listed: Iterable[DateMention]) -> tuple[DateMention, ...]:
    """Dates that can be counted with; a period of whole months or years is marked as such."""
    return tuple(
        replace(d, operator="whole") if d.precision == "interval" and _of_months(facts, d) else d
        for d in listed
        if d.first and d.last and not d.problem and not d.backwards and d.precision != "decade"
    )


def _of_months(facts: Facts, d: DateMention) -> bool:
    return re.search(r"(?<![\d.,])\d{1,2}(?!\d)", facts.text[d.start : d.end]) is None


def with_years(facts: Facts, place: Place) -> Place:
    """For spans of years: a date whose year isn't said is of the document's year, or of the one before."""
    own = document_date(facts)
    if own is None:
        return place
    here, before, behind = (
        tuple(_this_year(d, own[1].year) for d in listed)
        for listed in (place.here, place.before, place.behind)
    )
    return replace(place, here=here, before=before, behind=behind)


def _this_year(d: DateMention, year: int) -> DateMention:
    if d.first is None or d.last is None or d.first.year != NO_YEAR or d.precision == "interval":
        return d
    day = min(d.first.day, 28)
    return replace(
        d, first=d.first.replace(year=year - 1, day=day), last=d.last.replace(year=year, day=day)
    )


def points_of(listed: Iterable[DateMention], span: Span) -> list[DateMention]:
    """The dates that are precise enough for the unit of a span."""
    fine = {"day"} | ({"month"} if span.days >= 25 else set())
    fine |= {"year"} if span.days >= 1.5 * YEAR else set()
    return [d for d in listed if d.precision in fine]


def ends_of(listed: Iterable[DateMention]) -> Iterator[DateMention]:
    """Dates, and the two ends of each short period."""
    for d in listed:
        if d.precision == "interval" and d.first and d.last:
            if (d.last - d.first).days < 4000:
                yield replace(d, last=d.first, precision="day")
                yield replace(d, first=d.last, precision="day")
        else:
            yield d


def gap_of(d: DateMention, span: Span) -> int:
    """Code points between a date and a span."""
    return max(d.start - span.end, span.start - d.end, 0)


def right_way(d: DateMention, here: Iterable[DateMention], span: Span) -> bool:
    """Whether a date lies before those of a sentence that tells "after", or behind where it tells "before"."""
    back = span.way in {"before", "earlier"}
    return all(
        d.first is not None
        and h.first is not None
        and (NO_YEAR in {d.first.year, h.first.year} or (d.first < h.first) != back)
        for h in here
    )


def sentence_before(facts: Facts, place: Place) -> int:
    """First code point of the sentence before, in one paragraph."""
    return facts.document.sentence_of(max(place.top, place.start - 2))[0]


def told_above(facts: Facts, place: Place) -> tuple[DateMention, ...]:
    """The last days told before a paragraph in its section, whose heading may give the day."""
    section = facts.document.section_of(place.top)
    told = usable(facts, days_between(facts, section.start if section else 0, place.top))
    return tuple(d for d in told if d.precision in {"day", "interval"} and d.operator != "whole")[
        -4:
    ]
