"""Durations whose beginning was told before: "held for 21 days, until 19 May", "27 days after the massacre"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.told_events import ToldEvent, told_events
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.registry import Hit

__all__ = ["reaches_back", "told_durations"]

_HELD = re.compile(
    r"(?<!\w)(?:held|detained|kept|imprisoned|in (?:custody|detention|captivity)|spent|released|freed|удержива\w+"
    r"|содержал\w*|провел\w?|пров[её]л|освобожд\w+|отпустил\w*|detenid[oa]s?|retenid[oa]s?|permaneci\w+|pasó|liberad[oa]s?"
    r"|détenue?s?|retenue?s?|libérée?s?)(?!\w)",
    re.IGNORECASE,
)
#: "… days after the NOUN": which kind of event the noun is.
_AFTER = re.compile(
    r"\W*(?:[^\W\d]+\s+)?(?:after|following|после|después de|tras|après)\s+"
    r"(?:the |his |her |their |its |la |el |los |las |su |le |l['’]|son |sa )?(?P<noun>\w+)",
    re.IGNORECASE,
)
_NOUNS = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        (
            "arrest",
            r"arrest|abduct|detention|capture|kidnap|похищени|задержани|арест|detenci|secuestr|captur|enlèv",
        ),
        ("death", r"death|killing|murder|execution|гибел|смерт|убийств|muert|asesinat|mort|décès"),
        ("complaint", r"complaint|жалоб|заявлени|denuncia|queja|plainte"),
        ("release", r"release|освобождени|liberaci|libération"),
        ("request", r"request|letter|запрос|письм|solicitud|carta"),
    )
)
_UNTIL = re.compile(
    r"(?<!\w)(?:until|till|up to|до|по|hasta|jusqu['’]?(?:au|à)?)\s+(?:the |el |le )?\Z",
    re.IGNORECASE,
)


def told_durations(facts: Facts) -> Iterator[Hit]:
    """Days between the date of a sentence and the event that it counts from, told before."""
    for listed in facts.of(by_sentence):
        block = facts.document.block_of(listed[0].sentence[0]) if listed else None
        boxed = block is not None and block.kind == "quote"
        spans = [
            q for q in listed if q.unit == "duration" and not q.each and (boxed or not q.spoken)
        ]
        if len(spans) != 1 or not spans[0].exact or spans[0].value != int(spans[0].value):
            continue
        (q,) = spans
        if not _DAYS.match(q.unit_word):
            continue
        ends = [d for d in dates_between(facts, *q.sentence) if d.known and d.precision == "day"]
        end = _end(facts, q, ends)
        if end is not None and end.first is not None:
            yield from _against(facts, q, end, end.first)


_FOR_YEARS = re.compile(
    r"(?<!\w)for\s+(?:(?P<more>over|more than|nearly|almost|about)\s+)?(?P<n>\d{1,3})\s+years\b[^.;]{0,60}?"
    r"(?:liberated|freed|returned|restored|lifted|ended|repealed|closed|released|recovered)\s+(?:only\s+)?in\s+(?P<year>(?:19|20)\d\d)"
)


def reaches_back(facts: Facts) -> Iterator[Hit]:
    """As in "occupied for over 30 years but liberated in 2020", where nothing told lies so far back."""
    known = [d.first.year for d in facts.of(dates) if d.known and d.first]
    for block in facts.document.prose():
        for found in _FOR_YEARS.finditer(facts.text, block.start, block.end):
            begun = int(found["year"]) - int(found["n"])
            inside = [year for year in known if year != int(found["year"])]
            if len(inside) < 3 or min(inside) <= begun + 1 or min(inside) > int(found["year"]):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"{found['n']} years before {found['year']} is {begun}; the earliest year that the text "
                f"names is {min(inside)}.",
                "Say from when to when.",
                (),
                "note",
            )


_DAYS = re.compile(r"days?|nights?|дн\w+|день|сут\w+|días?|jours?", re.IGNORECASE)


def _end(facts: Facts, q: Quantity, ends: list[DateMention]) -> DateMention | None:
    """The day up to which the days of a sentence count; None when it doesn't say one."""
    if len(ends) != 1:
        return None
    (end,) = ends
    beside = end.start - q.end < 60 if end.start > q.end else q.start - end.end < 60
    return end if beside else None


def _against(facts: Facts, q: Quantity, end: DateMention, day: date) -> Iterator[Hit]:
    text, (start, stop) = facts.text, q.sentence
    after = _AFTER.match(text, q.end, stop)
    kind = ""
    if after:
        kind = next((name for name, words in _NOUNS if words.match(after["noun"])), "")
    elif _HELD.search(text, start, q.start):
        until = _UNTIL.search(text[max(start, end.start - 14) : end.start])
        apposed = re.search(
            r"(?:after|спустя|через|tras|après)\s+(?:\w+\s+)?\Z", text[start : q.start]
        )
        if not until and not apposed:
            return
        kind = "arrest"
    else:
        return
    if q.value >= day.toordinal():
        return  # before the calendar begins
    begun = day - timedelta(days=int(q.value))
    section = facts.document.section_of(start)
    top = section.start if section else 0
    told = [d for d in dates_between(facts, top, start) if d.known and d.first and d.last]
    inside = [d for d in dates_between(facts, start, stop) if d is not end and d.known]
    if inside or any(_meets(d, begun) for d in told):
        return
    anchor = _anchor(facts, kind, start, day) if kind else None
    if anchor is None and not kind:
        anchor = _slipped(told, day, int(q.value))
    if anchor is None or anchor.first is None:
        return
    days = (day - anchor.first).days
    yield Hit(
        q.start,
        q.end,
        f"From {facts.quote(anchor.start, anchor.end)} to {facts.quote(end.start, end.end)} are {days} days "
        f"({days + 1} with both ends), not {q.shown}.",
        "Correct the duration or the dates.",
        ((anchor.start, anchor.end), (end.start, end.end)),
        "warning",
    )


def _meets(d: DateMention, begun: date) -> bool:
    """Whether a date may be the day from which the days were counted, with either way of counting."""
    assert d.first
    assert d.last
    return d.first - timedelta(days=1) <= begun <= d.last + timedelta(days=1)


def _anchor(facts: Facts, kind: str, start: int, day: date) -> DateMention | None:
    """The date of the last event of a kind that the paragraph tells before a sentence."""
    block = facts.document.block_of(start)
    if block is None:
        return None
    known: list[ToldEvent] = [
        e
        for e in facts.of(told_events)
        if block.start <= e.start < start and e.kind == kind and e.when.precision == "day"
    ]
    last = known[-1].when if known else None
    return last if last and last.first and last.first <= day else None


def _slipped(told: list[DateMention], day: date, said: int) -> DateMention | None:
    """A date told before from which the days would be right but for one digit, or two exchanged."""
    for d in told:
        if d.precision != "day" or d.first is None:
            continue
        right = (day - d.first).days
        if 10 <= right <= 400 and _one_digit_off(str(right), str(said)):
            return d
    return None


def _one_digit_off(right: str, said: str) -> bool:
    if len(right) != len(said) or right == said:
        return False
    off = [(a, b) for a, b in zip(right, said, strict=True) if a != b]
    return len(off) == 1 or (len(off) == 2 and off[0] == off[1][::-1])
