"""From when to when something is said to have lasted: the pairs of dates that a length of time may join."""

from __future__ import annotations

from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.distances import until_now
from probanda.audit.rules.chronology.named_days import WORD, dated_words, from_to
from probanda.audit.rules.chronology.pairs import (
    Pair,
    Place,
    ends_of,
    gap_of,
    how_far,
    in_order,
    points_of,
    sentence_before,
    told_above,
)
from probanda.audit.rules.chronology.spans import DAY, YEAR, Span
from probanda.audit.voice import content_stems

__all__ = ["pairs_of_length"]


def pairs_of_length(facts: Facts, span: Span, place: Place) -> list[Pair]:
    """A period of the sentence, its two ends, its end and what is told before; else those of the one before."""
    text, code = facts.text, facts.language
    here = place.here
    whole = [d for d in here if d.precision == "interval" and _short(d, span)]
    points = points_of([d for d in here if d.precision != "interval"], span)
    if span.way == "term":
        return (
            [Pair(points[0], points[1])] if len(points) == 2 and points[0].end < span.start else []
        )
    between = word_pattern("part", code)
    if between.match(text, span.end + 1):
        return []
    if whole:
        near = min(whole, key=lambda d: gap_of(d, span))
        if between.search(text, min(near.end, span.end), max(near.start, span.start)):
            return []
        if _in_part(facts, [near]):
            return []
        sure = len(here) == 1 and (span.lasting or gap_of(near, span) < 40)
        if not sure and gap_of(near, span) > 90:
            return []
        return [Pair(near, near, sure), *(Pair(d, d) for d in whole if d is not near)]
    if len(points) >= 2:
        first, last = points[0], points[1]
        if len(points) > 2:
            beside = sorted(points, key=lambda d: gap_of(d, span))[:2]
            first, last = sorted(beside, key=lambda d: d.start)
        if first.first and last.first and first.first > last.first:
            first, last = last, first
        gap = text[min(first.end, last.end, span.start) : span.start]
        if (
            _in_part(facts, points[:2])
            or between.search(gap)
            or gap_of(first, span) > 160
            or gap_of(last, span) > 160
        ):
            return []
        return [Pair(first, last)]
    if len(points) == 1 and points[0].operator not in {"before", "about"}:
        (point,) = points
        if point.operator == "since" and span.days > 1.9 * YEAR and len(here) == 1:
            return until_now(facts, span, place, point)
        told = points_of(
            ends_of(place.before or (() if span.bound else told_above(facts, place))), span
        )
        close = gap_of(point, span) < 24 and ";" not in text[point.end : span.start]
        if not told or not (span.lasting or close) or gap_of(point, span) > 120:
            return []
        if between.search(text, min(point.end, span.end), max(point.start, span.start)):
            return []
        earlier = [d for d in told if d.first and point.first and d.first < point.first]
        later = [d for d in told if d not in earlier] if span.days > 1.9 * YEAR else []
        return [*(Pair(d, point) for d in earlier[::-1]), *(Pair(point, d) for d in later[::-1])]
    if here:
        return []
    return _of_before(facts, span, place)


def _in_part(facts: Facts, points: list[DateMention]) -> bool:
    """Whether something filled a part of the time between two months or years."""
    lead = facts.text[max(0, points[0].start - 14) : points[0].start]
    found = word_pattern("between", facts.language, r"(?<!\w){}\s+(?:\w{2,3}\s+)?\Z").search(lead)
    return bool(found) and any(
        d.precision != "day" and d.first and d.first.day == 1 for d in points
    )


def _of_before(facts: Facts, span: Span, place: Place) -> list[Pair]:
    """What the sentences before date, where the one with the span dates nothing."""
    named = from_to(facts, place)
    if named is not None:
        return named
    if word_pattern("part", facts.language).search(facts.text, place.start, span.start):
        return []
    if not place.before:
        return [] if span.bound else _of_its_name(facts, span, place)
    opens = span.start - place.start < 60
    if not (span.lasting or opens) or _of_another(facts, span, place):
        return []
    near = [d for d in place.before if d.start >= sentence_before(facts, place)]
    for told in (near, list(place.before)):
        whole = [d for d in told if d.precision == "interval" and _short(d, span)]
        points = points_of([d for d in told if d.precision != "interval"], span)
        if len(whole) == 1 and not points:
            return [Pair(whole[0], whole[0])]
        if not whole and len({d.edtf for d in points}) == 2:
            pair = Pair(*in_order(points[0], next(d for d in points if d.edtf != points[0].edtf)))
            if _alike(span, pair):
                return [pair]
    return []


def _of_its_name(facts: Facts, span: Span, place: Place) -> list[Pair]:
    """The one period told of what a sentence says to have lasted, wherever it stands: "the fieldwork took"."""
    verb = word_pattern("lasting", facts.language).search(facts.text, place.start, span.start)
    known: dict[str, Pair] = {}
    for word in WORD.findall(facts.text, place.start, verb.start()) if verb else ():
        for d in facts.of(dated_words).get(word.lower()[:6], ()):
            if d.precision == "interval" and d.known and _short(d, span):
                known[d.edtf] = Pair(d, d)
    pairs = list(known.values())
    return pairs if len(pairs) == 1 and _alike(span, pairs[0]) else []


def _alike(span: Span, pair: Pair) -> bool:
    """Whether a span and the time between two dates are of one order."""
    apart = how_far(pair, span)
    return apart is not None and 0.2 < span.days / max(1, apart[1]) < 5


def _of_another(facts: Facts, span: Span, place: Place) -> bool:
    """Whether what lasted is not what is told before: "the shelling that opened it lasted 12 days"."""
    found = word_pattern("lasting", facts.language).search(facts.text, place.start, span.start)
    if found is None:
        return False
    if word_pattern("its", facts.language, r"\W*{}(?!\w)").match(facts.text, place.start):
        return False
    own = content_stems(facts, place.start, found.start())
    return bool(own) and not own & content_stems(facts, place.top, place.start)


def _short(d: DateMention, span: Span) -> bool:
    """Whether a period can be meant by a span of such units at all."""
    if d.first is None or d.last is None:
        return False
    return span.unit > DAY or (d.last - d.first).days < 1200
