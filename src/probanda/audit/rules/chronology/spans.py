"""Spans of time told in words: how long, with the room of the words, and how the sentence uses it.

"Nine days after the arrest", "полтора года", "más de tres semanas", "on the ninth day", "a fortnight": one record
each. What they are held against is decided in `elapsed` and `clock_spans`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from probanda.audit.extract.dates import days_between
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import Number, find_numbers
from probanda.audit.extract.time_words import lengths, prefixes, time_words, word_pattern
from probanda.audit.extract.told_events import ordinals
from probanda.audit.facts import Facts

__all__ = ["DAY", "YEAR", "Span", "spans_of"]

DAY, WEEK, MONTH, YEAR = 1.0, 7.0, 30.44, 365.25
MINUTE, HOUR = 1 / 1440, 1 / 24


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time where it stands.

    Attributes:
        start: first code point.
        end: one past its unit.
        reach: one past the word that says from what it counts ("after").
        days: what it says.
        low: the fewest days that it may mean.
        high: the most.
        unit: days of its (smallest) unit.
        way: how it is used: "after", "before", "later", "earlier", "ago", "nth", "within", "reached", "term",
            "apart" or "length".
        named: a word behind it ("later") says so, not one before it, which may count from elsewhere.
        bound: "more", "less", "about" or "".
        lasting: a verb of its clause says that something went on for so long.
        alone: one of a unit, without a number.
    """

    start: int
    end: int
    reach: int
    days: float
    low: float
    high: float
    unit: float
    way: str
    bound: str = ""
    lasting: bool = False
    alone: bool = False
    named: bool = True


def spans_of(facts: Facts, start: int, end: int) -> list[Span]:
    """The spans of a sentence that tell how long a time was, in order."""
    language = language_tables(facts.language)
    text, code = facts.text, language.code
    if not lengths("units", code) or not _any(code).search(text, start, end):
        return []
    found: list[Span] = []
    read = start
    dated = [(d.start, d.end) for d in days_between(facts, start, end)]
    spots = sorted(
        _spots(text, start, end, language),
        key=lambda spot: (spot[0], _ORDER.get(spot[4], 1), -spot[1]),
    )
    changed = _changed(text, [spot[:2] for spot in spots], code)
    for first, last, days, unit, bound in spots:
        if first < read or any(a < last and first < b for a, b in dated):
            continue
        read = last
        if first in changed:
            continue
        span = _apposed(text, (start, end), (first, last), days, unit, dated, code)
        span = span or _used(text, (start, end), (first, last), days, unit, bound, code)
        if span is not None:
            found.append(span)
    return found


def _changed(text: str, spots: list[tuple[int, int]], code: str) -> set[int]:
    """Where spans begin of which one was made the other: "from two years and six months to two years"."""
    link = word_pattern("to", code, r"\s+{}\s+(?:\w{1,3}\s+)?")
    return {
        place
        for a in spots
        for b in spots
        if a[1] < b[0] < a[1] + 12 and link.fullmatch(text, a[1], b[0])
        for place in (a[0], b[0])
    }


def _spots(
    text: str, start: int, end: int, language: Language
) -> Iterator[tuple[int, int, float, float, str]]:
    """First and last code point, days, unit's days and own bound of everything that may be a span."""
    code = language.code
    unit = _unit(code)
    numbers: list[Number] = find_numbers(text[start:end], language)
    for number in numbers:
        found = unit.match(text, start + number.end, end)
        if found is None or not 0 < number.value < 20000:
            continue
        size = _size(found, code)
        days, last = float(number.value) * size, found.end()
        more_than = word_pattern("and_more", code, r"[-\s]+{}\s").match(text, start + number.end)
        half = word_pattern("half_behind", code, r"\s+{}(?!\w)").match(text, last, end)
        if half:
            days, last = days + size / 2, half.end()
        more = _more(code).match(text, last, end)
        if more and not half and (inner := unit.match(text, more.end(1), end)):
            others = find_numbers(more[1].lower(), language)
            small = _size(inner, code)
            if others and small < size:
                days, last = days + float(others[0].value) * small, inner.end()
                size = small
        yield (
            start + number.start,
            last,
            days,
            size,
            "more" if more_than else "about" if number.about else "",
        )
    for found in _vague(code).finditer(text, start, end):
        if DAY <= (size := _size(found, code)) <= MONTH:
            yield found.start(), found.end(), _FEW * size, size, "vague"
    for found in _turn(code).finditer(text, start, end):
        days = lengths("turns", code)[int((found.lastgroup or "t0")[1:])][0]
        yield found.start(), found.end(), days, days / 6, ""
    for found in _one(code).finditer(text, start, end):
        yield found.start(), found.end(), _size(found, code), _size(found, code), "one"
    for found in _step(code).finditer(text, start, end):
        days = lengths("steps", code)[int((found.lastgroup or "s0")[1:])][0]
        yield found.start(), found.end(), days, DAY, "step"
    joined = _joined(code)
    if joined is not None:
        for found in joined.finditer(text, start, end):
            factor = next(
                n for n, word in prefixes(code) if re.fullmatch(word, found[1], re.IGNORECASE)
            )
            size = _size(found, code)
            yield found.start(), found.end(), factor * size, size, ""
    for found in _nth(code).finditer(text, start, end):
        if _size(found, code) > MONTH:
            continue
        value = int(found["figures"] or 0) or next(
            n for n, word in ordinals(code) if re.match(word, found[1], re.IGNORECASE)
        )
        if value < 2:
            continue
        yield found.start(), found.end(), value * _size(found, code), _size(found, code), "nth"


def _apposed(
    text: str,
    sentence: tuple[int, int],
    place: tuple[int, int],
    days: float,
    unit: float,
    dated: list[tuple[int, int]],
    code: str,
) -> Span | None:
    """As in "in these last forty years, that is, from 1970 to 2010": its dates are told right behind it."""
    behind = next((date for date in dated if date[0] >= place[1]), None)
    if behind is None or behind[0] - place[1] > _BEHIND or unit < DAY:
        return None
    if not word_pattern("that_is", code, r"(?:\s[^\W\d]+)?,?\s+\(?{},?\s[^.;\d]*").fullmatch(
        text, place[1], behind[0]
    ):
        return None
    room = _room(days, unit)
    low, high = days - room, days + room + (unit * 0.35 if unit >= WEEK else 0)
    lead = text[sentence[0] : place[0]]
    for name, factor in (("more", (1.0, 1.6)), ("less", (0.45, 1.0)), ("about", (0.8, 1.2))):
        if word_pattern(f"bounds.{name}", code, r"(?<!\w){}\s+\Z").search(lead):
            low, high = low * factor[0], high * factor[1]
    return Span(*place, place[1], days, low, high, unit, "length", lasting=True)


#: Letters from a span to the dates that explain it.
_BEHIND = 40


def _used(
    text: str,
    sentence: tuple[int, int],
    place: tuple[int, int],
    days: float,
    unit: float,
    bound: str,
    code: str,
) -> Span | None:
    """How the sentence uses a span; None where it isn't a time that has passed between told days."""
    (start, end), (first, last) = sentence, place
    if bound == "step":
        return Span(first, last, last, days, days, days, unit, "later", alone=True)
    alone, nth = bound == "one", bound == "nth"
    lead = text[max(start, first - 44) : first]
    if alone:
        lead += re.sub(r"\S+\Z", "", text[first:last])
    bound = bound if bound in {"about", "more", "vague"} else ""
    for name in ("more", "less", "about"):
        led = word_pattern(f"bounds.{name}", code, r"(?<!\w){}\s+(?:\w{1,2}\s+)?\Z").search(lead)
        if led:
            bound, lead = name, lead[: led.start()]
            first = max(start, place[0] - 44) + led.start() if not alone else first
    passed = rf"-?\s+(?:{time_words('passed', code)}\s+)?"
    behind = {
        name: word_pattern(name, code, passed + r"{}(?!\w)").match(text, last, end)
        for name in ("after", "before", "later", "earlier", "ago")
    }
    way, reach = "", last
    for name, found in behind.items():
        if found and not way:
            way, reach = name, found.end()
    if way in {"after", "before"} and not re.match(r"\s*\w", text[reach:end]):
        way = "later" if way == "after" else "earlier"
    named = bool(way) or alone
    for name, meant in _LEADS:
        if not way and word_pattern(
            name, code, r"(?<!\w){}\s+(?:(?:the|an?|el|la|los|las|les?)\s+)?\Z"
        ).search(lead):
            way = meant
    lasting = bool(word_pattern("lasting", code).search(text, max(start, first - 90), first))
    if nth:
        way = way if way in {"after", "before"} else "nth"
    elif not way and word_pattern("reached", code, r"(?<!\w){}\s+(?:\w{1,3}\s+)?\Z").search(lead):
        way = "reached"
    elif not way and word_pattern("apart", code, r",?\s+{}(?!\w)").match(text, last, end):
        way, lasting = "apart", True
    elif not way and _BRACKET.match(text, last, end):
        way, lasting = "length", True
    elif not way and not alone:
        apposed = re.search(r"[:,(—–]\s*\Z|\A\W*\Z", lead)
        led = word_pattern("length", code, r"(?<!\w){}\s+(?:[^\W\d]+\s+){0,2}\Z").search(lead)
        for_hours = code == "ru" and bound and unit < DAY  # the bare accusative
        way = "length" if apposed or led or lasting or for_hours else ""
    if way == "later" and not named and days >= 10 * YEAR and _AGE_END.match(text, last, end):
        led = word_pattern("age_lead", code, r"(?<!\w){}\s+\Z").search(lead)
        if led:
            return None
    if bound == "vague" and way not in {"after", "before", "later", "earlier"}:
        return None
    if _given(text, (start, end), (first, last), code):
        way = "term"
    elif (
        not way
        or _vetoed(text, sentence, (first, last), "" if nth else lead, code, way)
        or (way == "length" and word_pattern("given_for", code, r"(?<!\w){}\s+\Z").search(lead))
    ):
        return None
    room = _room(days, unit)
    low, high = days - room, days + room
    if way != "term" and unit >= WEEK and unit * 4 > days / 12:
        high += unit * 0.35  # "thirteen years later": perhaps nearly fourteen
    if nth:
        low = days - unit - room
    if way == "within":
        low, high = 0, days + (unit * 0.15 if unit > DAY else 1)
    if bound == "more":
        high = days * 1.6 + max(unit, room)
    elif bound == "less":
        low = days * 0.45
    elif bound == "vague":
        low, high = unit, _SEVERAL * unit
    elif bound == "about":
        low, high = days - max(room, unit, days * 0.15), days + max(room, unit, days * 0.15)
    return Span(first, last, reach, days, low, high, unit, way, bound, lasting, alone, named)


#: "A few days" are about so many, and hardly more than so many.
_FEW, _SEVERAL = 4, 9
#: Of two readings of one place: a step before a number, a number before an ordinal ("шесть", "шестой").
_ORDER = {"step": 0, "nth": 2}
_LEADS = (
    ("lead_ago", "ago"),
    ("within", "within"),
    ("lead_later", "later"),
)
#: The dates of what is so long stand in brackets behind it.
_BRACKET = re.compile(r"[^.;,()]{0,40}\([^()]{0,12}\d")
#: Behind an age nothing tells what the years count from: not "a los 20 años de la firma".
_AGE_END = re.compile(r"(?!\s+del?\s)")
#: Parts a clause from its neighbours.
_JOINT = re.compile(r"[,;:()—]|\s[-–]\s")


def _room(days: float, unit: float) -> float:
    """How far from the truth a span of so many units may be told."""
    if unit < 0.9 * HOUR:
        return max(4 * MINUTE, days * 0.08)
    if unit < DAY / 2:
        return HOUR / 2 if days >= 1.9 * HOUR else HOUR / 4
    if unit == DAY:
        return 1.0
    return max(unit * (0.6 if unit <= YEAR else 0.35), days * 0.08 if unit < YEAR / 2 else 0.0)


def _given(text: str, sentence: tuple[int, int], place: tuple[int, int], code: str) -> bool:
    """As in "appointed on 3 May 2019 for five years; his term expires in June 2024"."""
    given = word_pattern("term", code).search(text, sentence[0], place[0])
    return bool(given and word_pattern("expires", code).search(text, place[1], sentence[1]))


def _vetoed(
    text: str, sentence: tuple[int, int], place: tuple[int, int], lead: str, code: str, way: str
) -> bool:
    (start, end), (first, last) = sentence, place
    behind = word_pattern("not_behind", code, r"[-\s]+{}(?!\w)").match(text, last, end)
    begins = first - len(_JOINT.split(text[start:first])[-1])
    stops = _JOINT.search(text, last, end)
    unit = text[first:last].rsplit(maxsplit=1)[-1]
    return bool(
        unit[0].isupper()
        or word_pattern("never", code).search(text, begins, stops.start() if stops else end)
        or word_pattern("not_before", code, r"(?<!\w){}\s+\Z").search(lead)
        or word_pattern("not_before", code, r"\s{}\s").search(text, first, last)
        or (behind and way != "within")
    )


def _size(found: re.Match[str], code: str) -> float:
    table = lengths("unit_adjectives" if (found.lastgroup or "u")[0] == "a" else "units", code)
    return table[int((found.lastgroup or "u0")[1:])][0]


def _named(table: str, code: str, letter: str) -> str:
    return "|".join(
        f"(?P<{letter}{n}>{words})" for n, (_, words) in enumerate(lengths(table, code))
    )


@cache
def _any(code: str) -> re.Pattern[str]:
    words = "|".join(
        w for name in ("units", "unit_adjectives", "turns", "steps") for _, w in lengths(name, code)
    )
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _unit(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"[-‑\s]+(?:{time_words('and_more', code)}\s+|[^\W\d_]{{4,}}\s+)?(?:{_named('units', code, 'u')})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _vague(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{time_words('vague', code)})\s+(?:{_named('units', code, 'u')})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _turn(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_named('turns', code, 't') or '(?!)'})(?!\w)", re.IGNORECASE)


@cache
def _step(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_named('steps', code, 's') or '(?!)'})(?!\w)", re.IGNORECASE)


@cache
def _one(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{time_words('one', code)})\s+(?:{_named('units', code, 'u')})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _joined(code: str) -> re.Pattern[str] | None:
    words = "|".join(word for _, word in sorted(prefixes(code), key=lambda p: -len(p[1])))
    if not words:
        return None
    return re.compile(
        rf"(?<!\w)({words})(?:{_named('unit_adjectives', code, 'a')})(?!\w)", re.IGNORECASE
    )


@cache
def _nth(code: str) -> re.Pattern[str]:
    words = "|".join(word for _, word in ordinals(code)) or "(?!)"
    units = _named("units", code, "u")
    return re.compile(
        rf"(?<!\w)((?:{words})\w*|(?P<figures>\d{{1,3}})(?:st|nd|rd|th|-?й|\.?º|e|ème))\s+(?:{units})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _more(code: str) -> re.Pattern[str]:
    return word_pattern("more_behind", code, r",?\s+{}(?=[-\s])")
