"""From which day to which a distance in time is told ("nine days after", "three weeks later", "ten years ago")."""

from __future__ import annotations

import re
from datetime import date

from probanda.audit.extract.dates import DateMention, dates, days_between
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import act_of
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.chronology.named_days import WORD, from_to, labelled, named_days
from probanda.audit.rules.chronology.pairs import (
    MOST,
    Pair,
    Place,
    ends_of,
    how_far,
    points_of,
    right_way,
    sentence_before,
    told_above,
    usable,
)
from probanda.audit.rules.chronology.spans import DAY, YEAR, Span

__all__ = ["pairs_ago", "pairs_of_distance", "so_far", "until_now"]


def pairs_of_distance(facts: Facts, span: Span, place: Place) -> list[Pair]:
    """From the day that a span counts from to the day that it is said of."""
    here = points_of(ends_of(place.here), span)
    explicit = _explicit(facts, span, here) if span.way in {"after", "before", "reached"} else None
    target, beside = _target(facts, span, here, explicit)
    if target is None:
        return from_to(facts, place) or until_now(facts, span, place, explicit)
    if span.way == "reached" and len(here) == 1 and not _recent(facts, target):
        return so_far(facts, target)
    back = span.way in {"before", "earlier"}

    def pair(anchor: DateMention, sure: bool = False) -> Pair:
        return Pair(target, anchor, sure) if back else Pair(anchor, target, sure)

    if explicit is not None:
        return [pair(explicit, sure=len(here) == 2)]
    others = [d for d in here if d is not target and d.start != target.start]
    told = points_of(ends_of(place.before), span)[::-1]
    above = told or [
        d
        for d in points_of(ends_of(told_above(facts, place)), span)[::-1]
        if right_way(d, [target], span)
    ]
    if span.way == "within":
        first = (*others, *[d for d in told if d.precision == "day"][:1])
        return [pair(d) for d in (*first[:1], *told)] if first and _ahead(first[0], target) else []
    if span.way in {"later", "earlier", "nth"}:
        last = [d for d in others if d.end <= min(span.start, target.start)][::-1] or above
        last = [d for d in here if d is not target and d.start == target.start] + last
        if not last or (
            span.unit == DAY and span.alone and last[0].start < sentence_before(facts, place)
        ):
            return []
        strict = beside and span.named and span.way != "nth"
        return [
            pair(last[0], strict and last[0].precision == "day" and last[0].start >= place.top),
            *(() if strict else map(pair, last[1:])),
        ]
    behind = points_of(ends_of(place.behind), span)
    acted = [
        d for d in (*told, *behind) if right_way(d, [target], span) and _told_of(facts, span, d)
    ]
    named = acted or named_days(facts, span, place)
    if not named and _that(facts, span):
        named = above
    section = facts.document.section_of(place.start)
    far = points_of(
        ends_of(usable(facts, days_between(facts, section.start if section else 0, place.top))),
        span,
    )
    known = [*others, *(told or far[-MOST:])]
    if named and labelled(facts, named[0]):
        return [pair(named[0], sure=True)]
    if named:
        return [pair(named[0]), *map(pair, (*named[1:], *known))]
    right = [d for d in others if (d.first < target.first) != back] if target.first else []  # type: ignore[operator]
    if len(others) == 1 and right:
        return [pair(d) for d in (*right, *known)]
    if span.days > 5 * YEAR:
        every = [d for d in facts.of(dates) if d.known and d.start != target.start]
        alike = [d for d in every if _same_day(d, target)] or [
            d for d in known if d.precision != "day"
        ]
        return [pair(d) for d in (*alike, *every)] if alike else []
    for d in [*told, *far[::-1]][:6]:
        apart = how_far(Pair(d, target), span)
        if apart and not span.bound and right_way(d, [target], span) and _slip(abs(apart[0]), span):
            return [pair(d), *map(pair, known)]
    return []


def _recent(facts: Facts, d: DateMention) -> bool:
    """Whether a date is of the year in which the text was written, or the one before."""
    own = document_date(facts)
    return own is None or d.last is None or own[1].year - d.last.year < 2


def _that(facts: Facts, span: Span) -> bool:
    """Whether a distance counts from what was just told: "after that morning"."""
    this = word_pattern("this", facts.language, r"\s+{}\s")
    return this.match(facts.text, span.reach) is not None


def _told_of(facts: Facts, span: Span, d: DateMention) -> bool:
    """Whether the sentence of a date tells the act that a span counts from: "was taken", "after the arrest"."""
    acts = {act_of(w.lower()) for w in WORD.findall(facts.text, span.reach, span.reach + 40)[:2]}
    start, end = facts.document.sentence_of(d.start)
    return bool(acts & {act_of(w.lower()) for w in WORD.findall(facts.text, start, end)} - {""})


def _ahead(d: DateMention, target: DateMention) -> bool:
    return bool(d.first and target.first and 0 <= (target.first - d.first).days < 400)


def _same_day(d: DateMention, other: DateMention) -> bool:
    return bool(
        d.precision == other.precision == "day"
        and d.first
        and other.first
        and (d.first.month, d.first.day) == (other.first.month, other.first.day)
        and d.first < other.first
    )


def _explicit(facts: Facts, span: Span, here: list[DateMention]) -> DateMention | None:
    """The date of the event named behind "after": in its clause, and not another act's."""
    for d in here:
        if 0 <= d.start - span.reach < 70:
            return None if re.search(r"[,;:(]", facts.text[span.reach : d.start]) else d
    return None


def _target(
    facts: Facts, span: Span, here: list[DateMention], explicit: DateMention | None
) -> tuple[DateMention | None, bool]:
    """The date that a distance is said of, and whether it stands right beside it."""
    text = facts.text
    rest = [d for d in here if explicit is None or d.start != explicit.start]
    behind = [d for d in rest if d.start >= span.reach]
    ahead = [d for d in rest if d.end <= span.start]
    if explicit is not None:
        past = [d for d in behind if d.start >= explicit.end and d.start - explicit.end < 12]
        return (ahead[-1] if ahead else past[0] if past else behind[0] if behind else None), False
    if behind and _LINK.fullmatch(text[span.reach : behind[0].start]):
        return behind[0], True
    if ahead and span.start - ahead[-1].end < 4 and not span.alone:
        return ahead[-1], True
    if span.way in {"later", "earlier", "nth"} and span.alone:
        return None, False
    if not span.named:
        close = ahead and _LEAD.fullmatch(text[ahead[-1].end : span.start])
        return (ahead[-1] if close else None), False
    if ahead and span.start - ahead[-1].end < 60 and span.way in {"after", "before", "reached"}:
        return ahead[-1], False
    if (
        behind
        and behind[-1].start - span.reach < 80
        and (span.way in {"later", "nth"} or "," in text[span.reach : behind[-1].start])
    ):
        return (behind[0] if span.way in {"later", "nth"} else behind[-1]), False
    if ahead and span.way in {"later", "nth"} and span.start - ahead[-1].end < 60:
        return ahead[-1], False
    return None, False


_LEAD = re.compile(r"[,:—–]?\s*(?:[^\W\d]+\s+){0,4}")


_LINK = re.compile(
    r",?\s*(?:on|in|that is,?|i\.e\.,?|el|en|le|в|—|–|\(|:)?\s*(?:the\s+)?(?:\w+day,?\s+)?"
)


def _slip(right: int, span: Span) -> bool:
    """Whether a count is the true one but for a digit, or two exchanged."""
    a, b = str(round(right / span.unit)), str(round(span.days / span.unit))
    if a == b or len(a) != len(b) or len(a) < 2:
        return len(a) != len(b) and (a in (b[1:], b[:-1]) or b in (a[1:], a[:-1]))
    off = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(off) == 1 or (len(off) == 2 and off[0] == off[1][::-1])


def pairs_ago(facts: Facts, span: Span, place: Place) -> list[Pair]:
    """Back from the day of the document, or from any day that the text tells as now."""
    own = document_date(facts)
    beside = [
        d
        for d in points_of(place.here, span)
        if 0 <= span.start - d.end <= 3 or 0 <= d.start - span.reach <= 6
    ]
    if own is None or not beside or (span.unit < YEAR / 2 and own[0] != own[1]):
        return []
    now = _today(own)
    days = [d for d in facts.of(dates) if d.known and d.precision == "day"]
    return [Pair(beside[0], now, sure=False)] + [
        Pair(beside[0], d) for d in days if d is not beside[0]
    ]


def so_far(facts: Facts, since: DateMention) -> list[Pair]:
    """From a day to that of the document; any other date of the text that is as far from it will do."""
    own = document_date(facts)
    if own is None:
        return []
    today = _today(own)
    return [Pair(since, today), *(Pair(d, today) for d in facts.of(dates) if d.known)]


def _today(own: tuple[date, date]) -> DateMention:
    return DateMention(0, 0, own[0], own[1], "day" if own[0] == own[1] else "year")


def until_now(facts: Facts, span: Span, place: Place, explicit: DateMention | None) -> list[Pair]:
    """As in "seventeen years later none has been found": up to the day of the document."""
    own = document_date(facts)
    now = word_pattern("now", facts.language)
    if own is None or span.days < 1.9 * YEAR or not now.search(facts.text, span.end, place.end):
        return []
    today = _today(own)
    if explicit is not None:
        return [Pair(explicit, today, sure=span.start - place.start < 20)]
    if span.way != "later" or place.here or span.start - place.start > 60 or span.bound:
        return []
    section = facts.document.section_of(place.start)
    told = usable(facts, days_between(facts, section.start if section else 0, place.start))[::-1]
    return [Pair(d, today) for d in told if d.known] if place.before else []
