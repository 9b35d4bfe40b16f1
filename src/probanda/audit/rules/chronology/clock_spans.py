"""Hours and minutes between two times of day: "taken at 20:15 … entered at 23:40, that is, three hours later"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.times import Clock, clocks
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.spans import DAY, Span, spans_of
from probanda.audit.rules.registry import Hit

__all__ = ["clock_spans"]

_DAY = 24 * 60


def clock_spans(facts: Facts) -> Iterator[Hit]:
    """Hours or minutes said to lie between two times that don't."""
    for block in facts.document.prose():
        every = sorted(
            [*clocks(facts, block.start, block.end), *_worded(facts, block.start, block.end)],
            key=lambda clock: clock.start,
        )
        if len(every) < 2:
            continue
        last = (block.start, block.start)
        for start, end in facts.document.sentences(block):
            if not in_speech(facts, start + 1):
                for span in spans_of(facts, start, end):
                    if span.unit < DAY / 2 and not any(
                        c.start <= span.start < c.end for c in every
                    ):
                        yield from _judged(
                            facts, span, _pairs(facts, span, every, (start, end), last)
                        )
            last = (start, end)


def _worded(facts: Facts, start: int, end: int) -> Iterator[Clock]:
    """Times of day in words, of which the half of the day may be left open: "half past ten", "midnight"."""
    language = language_tables(facts.language)
    for found in word_pattern("clock_words", language.code).finditer(facts.text, start, end):
        hour = find_numbers((found["hour"] or "").lower(), language)
        value = int(hour[0].value) % 12 * 60 if hour else 12 * 60 if found["noon"] else 0
        if found["half"] or not hour:
            half = 30 if found["half"] else 0
            yield Clock(found.start(), found.end(), value + half, loose=bool(hour))


def _pairs(
    facts: Facts, span: Span, every: list[Clock], here: tuple[int, int], last: tuple[int, int]
) -> list[tuple[Clock, Clock]]:
    """The times that a span may join: two of its sentence, one and those before; or two of the sentence before."""
    inside = [c for c in every if here[0] <= c.start < here[1]]
    told = [c for c in every if c.start < here[0]]
    if len(inside) >= 2:
        beside = sorted(inside, key=lambda c: max(c.start - span.end, span.start - c.end))[:2]
        first, second = sorted(beside, key=lambda c: c.start)
        return [(first, second), *(pairwise(inside) if len(inside) > 2 else ())]
    if inside:
        return [(c, inside[0]) for c in reversed(told)]
    before = [c for c in told if last[0] <= c.start < last[1]]
    goes_on = word_pattern("its", facts.language, r"\W*{}(?!\w)").match(facts.text, *here)
    return [(before[0], before[1])] if len(before) == 2 and goes_on and span.way == "length" else []


def _judged(facts: Facts, span: Span, pairs: list[tuple[Clock, Clock]]) -> Iterator[Hit]:
    low, high = span.low * _DAY - 1, span.high * _DAY + 1
    for a, b in pairs:
        apart = _apart(facts, a, b, span.end)
        back = (a.minutes - b.minutes) % _DAY
        open_half = _DAY // 2 if a.loose or b.loose else 0
        if apart is None or low <= apart <= high or low <= (apart + open_half) % _DAY <= high:
            return
        if span.way in {"after", "before", "earlier"} and low <= back <= high:
            return
    if pairs:
        a, b = pairs[0]
        yield Hit(
            span.start,
            span.end,
            f"From {facts.quote(a.start, a.end)} to {facts.quote(b.start, b.end)}: "
            f"{_apart(facts, a, b, span.end) or 0} minutes, "
            f"not “{facts.quote(span.start, span.end)}”.",
            "Correct the duration or the times.",
            ((a.start, a.end), (b.start, b.end)),
            "warning",
        )


def _apart(facts: Facts, a: Clock, b: Clock, last: int) -> int | None:
    """Minutes from one time to another told behind it; None where their days aren't known."""
    days = _days(facts, a, b)
    if word_pattern("next_day", facts.language).search(facts.text, a.end, max(b.end, last)):
        return b.minutes - a.minutes + _DAY
    if days:
        return b.minutes - a.minutes + days * _DAY
    if word_pattern("zone", "en").search(facts.text, a.end, b.end + 8):
        return None
    return (b.minutes - a.minutes) % _DAY


def _days(facts: Facts, a: Clock, b: Clock) -> int:
    """Days between the dates beside two times; 0 where they stand beside one date, or none."""
    one, two = _day_of(facts, a), _day_of(facts, b)
    if one is None or two is None or not (one.first and two.first):
        return 0
    return max(0, (two.first - one.first).days)


def _day_of(facts: Facts, clock: Clock) -> DateMention | None:
    """The nearest day of a time's sentence, else the last told before in its paragraph."""
    start, end = facts.document.sentence_of(clock.start)
    near = [d for d in dates_between(facts, start, end) if d.known and d.precision == "day"]
    if near:
        return min(near, key=lambda d: min(abs(d.start - clock.end), abs(clock.start - d.end)))
    block = facts.document.block_of(clock.start)
    told = dates_between(facts, block.start if block else start, start)
    return next((d for d in reversed(told) if d.known and d.precision == "day"), None)
