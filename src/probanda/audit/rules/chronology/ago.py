"""“On 8 September (27 days ago)”: counted back from the day on which the text was written, or it counts to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["days_ago"]

_AGO = {
    "en": re.compile(
        r"(?P<n>[\w-]{1,24})\s+(?P<u>days?|weeks?|months?)\s+ago(?!\w)", re.IGNORECASE
    ),
    "ru": re.compile(
        r"(?P<n>[\w-]{1,24})\s+(?P<u>дн\w+|день|недел\w+|месяц\w*)\s+(?:тому\s+)?назад(?!\w)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"hace\s+(?P<n>[\w-]{1,24})\s+(?P<u>días?|semanas?|mes(?:es)?)(?!\w)", re.IGNORECASE
    ),
    "fr": re.compile(
        r"il y a\s+(?P<n>[\w-]{1,24})\s+(?P<u>jours?|semaines?|mois)(?!\w)", re.IGNORECASE
    ),
}
_UNIT = {"d": 1.0, "j": 1.0, "д": 1.0, "w": 7.0, "s": 7.0, "н": 7.0, "m": 30.44, "м": 30.44}


def days_ago(facts: Facts, own: tuple[date, date] | None) -> Iterator[Hit]:
    """Days counted back from now that no day of the text explains."""
    pattern = _AGO.get(facts.language)
    if pattern is None or own is None or own[0] != own[1]:
        return
    language = language_tables(facts.language)
    nows = {own[0].toordinal()} | {
        d.last.toordinal() for d in facts.of(dates) if d.known and d.precision == "day" and d.last
    }
    for block in facts.document.prose():
        for found in pattern.finditer(facts.text, block.start, block.end):
            start, end = facts.document.sentence_of(found.start())
            beside = _beside(facts, found, start, end)
            numbers = find_numbers(found["n"].lower(), language)
            if (
                beside is None
                or beside.first is None
                or not numbers
                or in_speech(facts, found.start())
            ):
                continue
            unit = _UNIT.get(found["u"][0].lower(), 1.0)
            then, days = beside.first.toordinal(), float(numbers[0].value) * unit
            room = 1.0 if unit == 1 else unit * 0.6
            if any(now > then and abs(now - then - days) <= room for now in nows):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"From {facts.quote(beside.start, beside.end)} to the document's date ({own[0].isoformat()}) are "
                f"{own[0].toordinal() - then} days, and no other day of the text is as far from it as it says.",
                "Correct the count or the date.",
                ((beside.start, beside.end),),
                "warning",
            )


def _beside(facts: Facts, found: re.Match[str], start: int, end: int) -> DateMention | None:
    """The day to which the count goes back: in brackets or after a comma beside it."""
    near = [d for d in dates_between(facts, start, end) if d.known and d.precision == "day"]
    for d in near:
        if 0 <= found.start() - d.end <= 3 or 0 <= d.start - found.end() <= 6:
            return d
    return None
