"""Dates and times that don't exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.dates import dates
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.incomplete import incomplete, out_of_time
from probanda.audit.rules.registry import Hit, rule

_TIME = re.compile(
    r"(?<![\d:.,/])(?P<h>\d{1,2}):(?P<m>\d{2})(?P<after>\s*(?:hours|hrs|h\b|a\.?m\b"
    r"|p\.?m\b|UTC|GMT|local time|часов|час\b|horas|heures))?(?![\d:])",
    re.IGNORECASE,
)


#: "В 25 часов 30 минут": a time of day, behind a word of time.
_IN_WORDS = re.compile(
    r"(?<!\w)(?:at|в|около|a las|à)\s+(?P<h>\d{1,2})\s+(?:hours|часов|часа|час|horas|heures)\s+(?:y\s+|et\s+"
    r"|and\s+)?"
    r"(?P<m>\d{1,2})\s+(?:minutes|минут\w*|minutos)(?!\w)",
    re.IGNORECASE,
)


#: "17.45 p.m.": an hour past noon, told as if the clock had twelve.
_TWICE = re.compile(
    r"(?<![\d:.,/])(?P<h>1[3-9]|2[0-4]|0?0)[:.](?P<m>[0-5]\d)\s*(?P<half>[ap]\.?\s?m)(?![\w])",
    re.IGNORECASE,
)


#: A day of a register that is not known, written as if it were: "00.02.1937".
_NO_DAY = re.compile(r"(?<![\d.,/-])00([./])(?:0[1-9]|1[0-2])\1(?:1[89]|20)\d\d(?!\d)")


#: "No. 31/2/2019", "№ 31/2/2019", "30.2.2021.4": what a case or a version is called by.
_NUMBER_SIGN = re.compile(r"(?:№|(?<!\w)n(?:o\.|\.?\s?[°º]|úm\.))\s*\Z", re.IGNORECASE)


def _a_number(text: str, start: int, end: int) -> bool:
    """Whether figures that look like a date are the number of something."""
    return not any(map(str.isalpha, text[start:end])) and bool(
        _NUMBER_SIGN.search(text[max(0, start - 6) : start])
        or re.match(r"\.\d", text[end : end + 2])
    )


@rule(
    "date-impossible",
    "A date or time that doesn't exist",
    "error",
    "time",
    "31 April, 29 February of a common year, month 13, 25:70 hours.",
    bad=(
        "He was arrested on 31 April 2021.",
        "The house was searched on 29 February 2021.",
        "The shelling began at 25:10 hours.",
    ),
    good=("He was arrested on 30 April 2021.", "The house was searched on 29 February 2020."),
)
def date_impossible(facts: Facts) -> Iterator[Hit]:
    """Report the dates that no calendar has."""
    for each in facts.of(dates):
        if each.problem and not _a_number(facts.text, each.start, each.end):
            yield Hit(
                each.start,
                each.end,
                f"“{facts.quote(each.start, each.end)}” doesn't exist: {each.problem}.",
                "Check the date in the source.",
            )
    for found in _NO_DAY.finditer(facts.text):
        yield Hit(
            found.start(),
            found.end(),
            f"“{found.group()}” has no day of the month.",
            "Check the date in the source, or leave out what is not known.",
            severity="warning",
        )
    yield from incomplete(facts)
    yield from out_of_time(facts)
    for block in facts.document.prose():
        for found in _IN_WORDS.finditer(facts.text, block.start, block.end):
            if int(found["h"]) > 24 or int(found["m"]) > 59:
                yield Hit(
                    found.start(),
                    found.end(),
                    f"There is no time “{facts.quote(*found.span())}”.",
                    "Check the time in the source.",
                )
        for found in _TWICE.finditer(facts.text, block.start, block.end):
            yield Hit(
                found.start(),
                found.end(),
                f"“{facts.quote(*found.span())}”: no clock of twelve hours shows {found['h']}.",
                "Check the time in the source.",
                severity="warning",
            )
        for found in _TIME.finditer(facts.text, block.start, block.end):
            hour, minute = int(found["h"]), int(found["m"])
            lead = re.search(
                r"(?<!\w)(?:at|around|about|until|from|between|в|около|a las|à|vers)\s+\Z",
                facts.text[max(0, found.start() - 10) : found.start()],
                re.IGNORECASE,
            )
            if (found["after"] or lead) and (hour > 24 or minute > 59 or (hour == 24 and minute)):
                yield Hit(
                    found.start(),
                    found.end(),
                    f"There is no time {found['h']}:{found['m']}.",
                    "Check the time in the source.",
                )
