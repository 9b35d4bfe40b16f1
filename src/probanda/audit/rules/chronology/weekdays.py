"""Weekdays against their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from probanda.audit.extract.dates import dates
from probanda.audit.extract.language import language_tables, words_of
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule


def _weekday(name: str, language: str) -> str:
    """A pattern of one weekday: whole, in its cases (three letters at most), or as English abbreviates it.

    Never a mere beginning: “The Monitor, 9 June 2024” names a newspaper.
    """
    if name == "сред*":  # "средне", "средняя" are no Wednesdays
        return r"сред(?:а|ы|е|у|ой|ам|ами|ах)(?!\w)"
    if name.endswith("*"):
        return rf"{re.escape(name[:-1])}\w{{0,3}}(?!\w)"
    short = "".join(rf"|{name[:n]}\.?" for n in (5, 4, 3)) if language == "en" else ""
    return rf"(?:{re.escape(name)}{short})(?!\w)"


def _weekdays_about(day: date) -> set[int]:
    """Weekdays of the day in its year and in the two years before and after."""
    found = set()
    for year in range(day.year - 2, day.year + 3):
        with suppress(ValueError):  # 29 February
            found.add(day.replace(year=year).weekday())
    return found


@rule(
    "weekday-wrong",
    "A weekday that isn't that date's",
    "error",
    "time",
    "One of the two is wrong, and the reader can't know which.",
    bad=("He was taken on Monday, 4 May 2021.",),
    good=("He was taken on Tuesday, 4 May 2021.", "Every Monday in May 2021 they were beaten."),
)
def weekday_wrong(facts: Facts) -> Iterator[Hit]:
    """Compute the weekday of every date that has one beside it."""
    language = language_tables(facts.language)
    names = words_of(language.raw["weekdays"])
    pattern = re.compile(
        "|".join(
            f"(?P<d{place}>{_weekday(name, facts.language)})"
            for place, name in sorted(enumerate(names), key=lambda x: -len(x[1]))
        ),
        re.IGNORECASE,
    )
    if len(names) == 7 and facts.language == "az":
        order = {
            "bazar ertəsi": 0,
            "çərşənbə axşamı": 1,
            "çərşənbə": 2,
            "cümə axşamı": 3,
            "cümə": 4,
            "şənbə": 5,
            "bazar": 6,
        }
    else:
        order = {name: place for place, name in enumerate(names)}
    for each in facts.of(dates):
        if each.precision != "day" or each.first is None or each.first != each.last:
            continue
        if re.search(
            r"(?:Bloody|Black|Palm|Easter|Good|Ash|Holy)\s+\w+day,?\s+\Z",
            facts.text[max(0, each.start - 24) : each.start],
        ):
            continue  # the name of a day
        before = facts.text[max(0, each.start - 24) : each.start]
        after = facts.text[each.end : each.end + 20]
        found = None
        for match in pattern.finditer(before):
            if re.fullmatch(
                r",?\s+(?:the\s+|el\s+|le\s+)?", before[match.end() :]
            ) and not re.search(r"\w\Z", before[: match.start()]):
                found = match
        behind = pattern.match(after[1:]) if after[:1] == " " else None
        behind = behind or pattern.match(after[2:]) if after[:2] in {" (", ", "} else behind
        found = found or behind
        if not found:
            continue
        place = int((found.lastgroup or "d0")[1:])
        said = order[names[place]]
        if each.year_from is not None and (
            said in _weekdays_about(each.first)
            or facts.document.block_of(each.year_from[0]) != facts.document.block_of(each.start)
        ):
            continue  # the year was lent by another date
        if said != each.first.weekday():
            right = next(
                name.rstrip("*") for name, day in order.items() if day == each.first.weekday()
            )
            yield Hit(
                each.start,
                each.end,
                f"{facts.quote(each.start, each.end)} is a {right.capitalize()}, "
                f"not a {found.group()}.",
                "Check the weekday and the date.",
            )
