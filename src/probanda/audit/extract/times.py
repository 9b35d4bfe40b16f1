"""Times of day in figures, with the offset from UTC that is told beside them and the place they are told of.

A sentence that has an offset and a place says what time it was there: "at 06:30 in Velsk (UTC+3)". What is no
offset ("local time") says so; no offset is guessed from a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Any

from probanda.audit.any_case import any_case
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.places import places
from probanda.audit.facts import Facts

__all__ = ["Clock", "clocks", "times"]

_HALF = r"[ap]\.?\s?m\b\.?"
_PART = (
    rf"утра|вечера|дня|ночи|(?:de|por) la (?:mañana|tarde|noche|madrugada)|(?:du"
    rf"|de l['’])\s?(?:matin|soir|après-midi)|{_HALF}"
)
_CLOCK = any_case(
    rf"(?<![\d:.,/§+−-])(?:(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?![\d:])(?:\s*(?P<part>{_PART}))?"
    r"|(?:(?<=\bat )|(?<=\bfrom )|(?<=\blas )|(?<=\bв ))"
    rf"(?P<h2>[01]?\d|2[0-3])\.(?P<m2>[0-5]\d)(?![\d.])(?:\s*(?P<part2>{_HALF}))?"
    rf"|(?P<h6>[01]?\d|2[0-3])\.(?P<m6>[0-5]\d)\s*(?:(?P<part6>{_HALF})|(?=\(?(?:UTC|GMT)\b))"
    r"|(?P<h3>[01]?\d|2[0-3])\s?h(?:eures?)?\s?(?P<m3>[0-5]\d)(?!\w)"
    rf"|(?P<h7>0?\d|1[0-2])(?P<part7>{_HALF})"
    rf"|(?P<h4>[01]?\d|2[0-3])\s+(?:(?:час\w*|horas|heures|h)(?:\s+(?:y\s+|et\s+)?(?P<m4>[0-5]?\d)\s+мин\w*)?(?:\s+(?P<part4>{_PART}))?"
    rf"|(?P<part5>{_PART})))",
)
#: Before hours without minutes: a time of day, not a duration.
_AT = any_case(
    r"(?<!\w)(?:at|around|about|by|в|около|к|после|с|до|a las?|hacia las?|sobre las?|à|vers)\s+\Z",
)
_LATE = any_case(r"(?:(?:de|por) la |du\s|de l['’])?(?:вечера|дня|tarde|noche|soir|après-midi|p)")
#: Twelve of the night is midnight.
_NIGHT = any_case(r"ночи|(?:de|por) la (?:noche|madrugada)|du\s?matin")
#: Between a number with a point and its unit: "at 12.40 per cent", "from 10.25 to 14.50 per cent".
_TO_UNIT = re.compile(r"(?:\s+\w{1,5}\s+\d+[.,]\d+)?\s?(?=(?P<word>[^\W\d_]+|[%€$£]))")
#: Behind a time, perhaps in brackets: "UTC+3", "GMT", "MSK", "+03:00".
_ZONE = re.compile(
    r"[\s,]{0,2}\(?\s*(?P<local>local(?: time)?[\s,(/]{0,3})?"
    r"(?:(?P<name>UTC|GMT|MSK|МСК|EST|CET|EET)(?!\w)(?:\s?(?P<sign>[+−–-])\s?(?P<h>\d{1,2})(?::?(?P<m>[0-5]\d))?)?"
    r"|(?P<sign2>[+−])(?P<h2>[01]\d):(?P<m2>[0-5]\d)(?!\d))?",
)
#: Zones by their letters, in minutes east of UTC (winter time).
_NAMED = {"UTC": 0, "GMT": 0, "MSK": 180, "МСК": 180, "EST": -300, "CET": 60, "EET": 120}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day where it stands, in minutes since midnight.

    Attributes:
        start: first code point.
        end: one past the last, before the offset.
        minutes: since midnight, as told.
        offset: minutes east of UTC, as told beside it; None when nothing is.
        local: called local time.
        zone_end: one past the offset's last code point; 0 for none.
        bare: hours alone, without minutes or a part of the day; may be a length ("after 6 hours").
        loose: or twelve hours later ("half past ten").
    """

    start: int
    end: int
    minutes: int
    offset: int | None = None
    local: bool = False
    zone_end: int = 0
    bare: bool = False
    loose: bool = False

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON, with the keys of a date."""
        return {
            "text": facts.quote(self.start, max(self.end, self.zone_end)),
            "start": self.start,
            "end": self.end,
            "kind": "time",
            "edtf": None,
            "precision": "minute",
            "operator": None,
            "problem": None,
            "time": f"{self.minutes // 60:02}:{self.minutes % 60:02}",
            "utc_offset": _written(self.offset),
            "local": self.local,
            "place": _place(facts, self) if self.offset is not None else None,
        }


def _written(offset: int | None) -> str | None:
    """An offset as ISO 8601 writes it."""
    if offset is None:
        return None
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


def clocks(facts: Facts, start: int, end: int) -> list[Clock]:
    """The times of day of a range, in order."""
    every = facts.of(times)
    return every[bisect_left(every, start, key=_start) : bisect_left(every, end, key=_start)]


def _start(clock: Clock) -> int:
    return clock.start


def times(facts: Facts) -> list[Clock]:
    """The times of day of the document, in order."""
    return [
        clock
        for block in facts.document.blocks
        for clock in _of_range(facts, block.start, block.end)
    ]


def _of_range(facts: Facts, start: int, end: int) -> list[Clock]:
    found: list[Clock] = []
    for match in _CLOCK.finditer(facts.text, start, end):
        got = match.groupdict()
        hour = next(got[k] for k in ("h", "h2", "h6", "h3", "h7", "h4") if got[k] is not None)
        parts = ("part", "part2", "part6", "part7", "part4", "part5")
        part = next((got[k] for k in parts if got[k]), "")
        half = part[:1].lower() in {"a", "p"}
        if (
            got["h4"]
            and not half
            and not _AT.search(facts.text[max(start, match.start() - 14) : match.start()])
        ):
            continue
        if got["h2"] and not got["part2"] and _is_amount(facts, match.end()):
            continue
        minute = next((got[k] for k in ("m", "m2", "m6", "m3", "m4") if got[k]), "0")
        value = int(hour) % 24 * 60 + int(minute)
        if part and _LATE.match(part) and value < 12 * 60:
            value += 12 * 60
        if value >= 12 * 60 and (
            part[:1].lower() == "a" or (int(hour) == 12 and _NIGHT.match(part))
        ):
            value -= 12 * 60  # 12:00 a.m. is midnight
        bare = bool(got["h4"]) and not part and not got["m4"]
        clock = Clock(match.start(), match.end(), value, bare=bare)
        found.append(_with_zone(facts, clock, end))
    return found


def _is_amount(facts: Facts, end: int) -> bool:
    """Whether a percentage, money or a measure, no time, ends here: "at 12.40 per cent"."""
    found = _TO_UNIT.match(facts.text, end)
    if found is None:
        return False
    tables = language_tables(facts.language)
    return bool(
        found["word"] in "%€$£"
        or tables.pattern("percent").match(facts.text, found.end())
        or tables.measure.match(found["word"].lower())
    )


def _with_zone(facts: Facts, clock: Clock, end: int) -> Clock:
    """A time with the offset behind it, and the place of its sentence."""
    found = _ZONE.match(facts.text, clock.end, end)
    if found is None or not (found["name"] or found["sign2"] or found["local"]):
        return clock
    local = bool(found["local"])
    if not (found["name"] or found["sign2"]):
        return replace(clock, local=local)
    offset = _NAMED[found["name"]] if found["name"] else 0
    sign = found["sign"] or found["sign2"]
    if sign:
        moved = int(found["h"] or found["h2"]) * 60 + int(found["m"] or found["m2"] or 0)
        offset += moved if sign == "+" else -moved
    return replace(clock, offset=offset, local=local, zone_end=found.end(), bare=False)


def _place(facts: Facts, clock: Clock) -> str | None:
    """The first place that is named in the sentence of a time."""
    first, last = facts.document.sentence_of(clock.start)
    named = facts.of(_named)
    at = bisect_left(named, (first, ""))
    return named[at][1] if at < len(named) and named[at][0] < last else None


def _named(facts: Facts) -> list[tuple[int, str]]:
    """Where places are named, and which, in order of the text."""
    return sorted((start, each.name) for each in facts.of(places) for start, _ in each.mentions)
