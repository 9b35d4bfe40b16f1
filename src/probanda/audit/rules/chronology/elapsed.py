"""Spans of time told in words against the dates that they join.

Every span is judged in one way. Some pair of dates is what it most likely joins: the period beside it, the two
days of its sentence, the day beside it and the last told before, the day told beside the noun that it counts from.
Where that pair, or any other of the paragraph, is as far apart as the words allow, the span is right; where none
is, it is held against the likeliest pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from probanda.audit.extract.dates import days_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.distances import pairs_ago, pairs_of_distance
from probanda.audit.rules.chronology.lengths import pairs_of_length
from probanda.audit.rules.chronology.pairs import (
    LONG,
    MOST,
    Pair,
    Place,
    fits,
    how_far,
    in_order,
    points_of,
    usable,
    with_years,
)
from probanda.audit.rules.chronology.spans import DAY, MONTH, YEAR, Span, spans_of
from probanda.audit.rules.registry import Hit

__all__ = ["elapsed", "hits_of"]

#: A span of years told wrongly is hardly ever so many times shorter than the true one.
_SLIP = 3


def hits_of(facts: Facts, rule: str) -> Iterator[Hit]:
    """What the spans of a document hold for one of the rules on durations, anniversaries and order."""
    return (hit for code, hit in facts.of(elapsed) if code == rule)


def elapsed(facts: Facts) -> list[tuple[str, Hit]]:
    """Every span that no dates explain, with the rule that reports it."""
    found: list[tuple[str, Hit]] = []
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            if in_speech(facts, start + 1):
                continue
            spans = [s for s in spans_of(facts, start, end) if s.unit > DAY / 2]
            if not spans:
                continue
            place = Place(
                start,
                end,
                block.start,
                block.end,
                usable(facts, days_between(facts, start, end)),
                usable(facts, days_between(facts, block.start, start)),
                usable(facts, days_between(facts, end, block.end)),
            )
            for span in spans:
                if span.days > 1.9 * YEAR:
                    place = with_years(facts, place)
                found += _judged(facts, span, place, len(spans))
    return found


def _rule(span: Span, pair: Pair, place: Place) -> str:
    years = span.unit >= YEAR / 2 and span.days > 1.9 * YEAR
    if (
        years
        and (span.way != "length" or not pair.last.end)
        and (span.named or span.way != "later")
    ):
        return "anniversary-wrong"
    told_on = span.named or span.start - place.start < _OPENS
    return "order-wrong" if told_on and span.way in {"later", "earlier"} else "duration-wrong"


def _off_by_one(span: Span, pair: Pair, apart: tuple[int, int] | None) -> bool:
    """Whether "two days before" is three, between two days that alone can be meant."""
    days = apart is not None and apart[0] == apart[1] and abs(abs(apart[0]) - span.days) == 1
    few = span.unit == DAY and span.days < _A_WEEK and not (span.bound or span.alone)
    return days and few and pair.sure and span.way in {"after", "before"}


_A_WEEK = 7
#: Letters before a span with which its sentence opens: "After three days, on".
_OPENS = 12


def _judged(facts: Facts, span: Span, place: Place, spans: int) -> Iterator[tuple[str, Hit]]:
    whole = any(
        d.precision == "interval" for d in place.here or place.before[-1:] or place.behind[:1]
    )
    if span.way == "within" and whole:
        span = replace(span, way="length", low=2 * span.days - span.high)
    if span.way == "ago":
        pairs = pairs_ago(facts, span, place)
    elif span.way in LONG:
        pairs = pairs_of_length(facts, span, place)
    else:
        pairs = pairs_of_distance(facts, span, place)
    pairs = [pair for pair in pairs if how_far(pair, span) is not None]
    if not pairs:
        return
    meant = pairs[0]
    off = _off_by_one(span, meant, how_far(meant, span))
    if any(fits(span, pair) for pair in pairs) and not off:
        return
    if span.way in LONG and span.way != "term" and not meant.sure and _explained(span, place):
        return
    low, high = how_far(meant, span) or (0, 0)
    if not _plausible(span, low, high, meant):
        return
    # "held for two years before 2006 … the attack of 1998": of so different a length another span is meant.
    far = span.unit >= YEAR / 2 and max(abs(low), abs(high)) > _SLIP * span.days
    evidence = [(meant.first.start, meant.first.end)]
    if meant.last is not meant.first and meant.last.end:
        evidence.append((meant.last.start, meant.last.end))
    hit = Hit(
        span.start,
        span.end,
        f"“{facts.quote(span.start, span.end)}”: {_between(facts, meant)} {_shown(span, low, high)}.",
        "Correct the span of time or the dates.",
        tuple(evidence),
        "note"
        if off or span.bound == "vague"
        else None
        if meant.sure and spans == 1 and not span.bound and not far
        else "warning",
    )
    yield _rule(span, meant, place), hit


def _between(facts: Facts, pair: Pair) -> str:
    first, last = pair.first, pair.last
    if first is last:
        return f"{facts.quote(first.start, first.end)} are"
    end = facts.quote(last.start, last.end) if last.end > 0 else "the document's date"
    return f"from {facts.quote(first.start, first.end)} to {end} are"


def _shown(span: Span, low: int, high: int) -> str:
    if high < 0 and span.way in {"after", "later", "before", "earlier", "nth"}:
        return f"{abs(low)} days the other way"
    if span.unit >= YEAR / 2 and span.days > 1.9 * YEAR:
        return f"{round((low + high) / 2 / YEAR)} years"
    middle = high if low == high else (low + high) // 2
    shown = f"{middle} days" + (f" ({middle + 1} with both ends)" if span.way in LONG else "")
    return shown if span.unit <= 7 else f"{shown}, about {round(middle / MONTH, 1):g} months"


def _explained(span: Span, place: Place) -> bool:
    """Whether any two dates of the paragraph explain a span."""
    told = (*place.before, *place.here, *place.behind)[:MOST]
    every = [*points_of(told, span), *(d for d in told if d.precision == "interval")]
    whole = any(fits(span, Pair(d, d)) for d in every if d.precision == "interval")
    return whole or any(
        fits(span, Pair(*in_order(a, b))) or fits(span, Pair(*in_order(b, a)))
        for a, b in combinations(every, 2)
    )


def _plausible(span: Span, low: int, high: int, pair: Pair) -> bool:
    """Whether a span may be a slip for a distance: not a wholly other thing."""
    if pair.sure:
        return True
    right = max(abs(low), abs(high), 1)
    if span.way in {"after", "before", "later", "earlier", "nth"}:
        return right < 8 * max(span.days, 14) or span.days > YEAR
    return 0.12 < span.days / right < 9
